"""The end from snapshot to snapshot: what the journal says it was, and a small line of it in the details."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio import snapshots
from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.store.edits import editing
from kpkportfolio.store.portfolio import Portfolio
from ui.pages.details.reading import read
from ui.pages.details.trend import Trend
from ui.theme.theme import Scheme, install

FIRST, SECOND, THIRD = date(2011, 12, 31), date(2012, 3, 31), date(2012, 6, 30)


def portfolio_with_ends(path: Path) -> Portfolio:
    """Before the initiative there was a snapshot; then its end moved twice, once it was not known."""
    portfolio = Portfolio.create(path, by="Liisa Aalto")
    snapshots.take(portfolio, "empty")
    fields = {"title": "A", "kind": "initiative", "open_ended": False, "confidential": False, "end": FIRST}
    portfolio.commit(Operation(OperationKind.ADD, "A", [Change("initiative", "a", None, fields)]))
    snapshots.take(portfolio, "1")
    portfolio.commit(editing(portfolio, ["a"], {"end": SECOND}))
    portfolio.commit(editing(portfolio, ["a"], {"title": "B"}))
    snapshots.take(portfolio, "2")
    portfolio.commit(editing(portfolio, ["a"], {"end": None}))
    snapshots.take(portfolio, "unknown")
    portfolio.commit(editing(portfolio, ["a"], {"end": THIRD}))
    return portfolio


def test_the_journal_tells_the_end_in_each_snapshot(tmp_path: Path) -> None:
    portfolio = portfolio_with_ends(tmp_path / "salkku.sqlite")
    found = read(portfolio, "a").ends
    portfolio.close()
    assert [(one.name, one.end) for one in found] == [("1", FIRST), ("2", SECOND), ("", THIRD)]


def test_later_is_higher_and_the_words_say_the_same(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    install(qapp, Scheme.LIGHT)
    portfolio = portfolio_with_ends(tmp_path / "salkku.sqlite")
    trend = Trend(read(portfolio, "a").ends, "danger")
    portfolio.close()
    qtbot.addWidget(trend)
    points = trend.points()
    assert [point.x() for point in points] == sorted(point.x() for point in points)
    assert points[0].y() > points[1].y() > points[2].y()
    assert "1 31/12/2011, 2 31/03/2012, now 30/06/2012" in trend.accessibleName()
    assert not trend.grab().isNull()
