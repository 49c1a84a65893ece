"""What the schedule is held against: baselines and snapshots, chosen on the page, drawn, told and remembered."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio.charts.bars import GanttRow
from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.store.freezing import Snapshot, take
from tests.ui import gantt_parts as parts
from ui.pages.gantt_page import GanttPage
from ui.theme.theme import Scheme, install
from ui.widgets.gantt import comparing


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[GanttPage]:
    install(qapp, Scheme.LIGHT)
    with parts.open_page(tmp_path, qtbot) as made:
        yield made


def _row(page: GanttPage, id_: str) -> GanttRow:
    return page.view.row(page.view.rows.place[id_])


def _frozen(page: GanttPage, qtbot: QtBot, name: str = "3/2011") -> Snapshot:
    """A snapshot of how it is now, known to the page."""
    snapshot = take(page.session.portfolio, name)
    page.session.travel.look()
    qtbot.waitUntil(lambda: any(stop.snapshot == snapshot for stop in page.session.travel.stops))
    return snapshot


def _choose(page: GanttPage, value: str) -> None:
    """As the menu does."""
    action = next(one for one in page.comparing.button.menu().actions() if one.data() == value)
    action.trigger()


def _baselines(page: GanttPage, qtbot: QtBot) -> None:
    made = (("b1", date(2010, 1, 15), date(2011, 3, 31)), ("b2", date(2011, 1, 15), date(2011, 5, 1)))
    changes = [
        Change(
            "baseline", id_, None, {"initiative_id": "i1", "name": id_, "approved_on": day, "start": None, "end": end}
        )
        for id_, day, end in made
    ]
    page.session.commit(Operation(OperationKind.ADD, "perustasot", changes))
    qtbot.waitUntil(lambda: _row(page, "i1").baseline_end == date(2011, 5, 1))


def test_a_snapshot_is_read_and_its_slip_is_told_in_days(page: GanttPage, qtbot: QtBot) -> None:
    snapshot = _frozen(page, qtbot)
    _choose(page, snapshot.id)
    qtbot.waitUntil(lambda: _row(page, "i1").baseline_end == date(2011, 5, 31))
    assert not _row(page, "i1").off_baseline
    page.session.edit(["i1"], {"end": date(2011, 7, 1)})
    qtbot.waitUntil(lambda: _row(page, "i1").slip_days == 31)
    assert (_row(page, "i1").baseline_start, _row(page, "i1").baseline_end) == (date(2010, 3, 1), date(2011, 5, 31))
    assert "the snapshot “3/2011”" in page.legend.accessibleDescription()
    page.view.caret.go(page.view.rows.place["i1"])
    assert "+31 d from the snapshot" in page.view.accessibleDescription()
    page.session.undo()
    qtbot.waitUntil(lambda: _row(page, "i1").slip_days == 0)


def test_what_was_not_there_yet_has_no_ghost(page: GanttPage, qtbot: QtBot) -> None:
    snapshot = _frozen(page, qtbot)
    new = {"title": "Uusi", "kind": "initiative", "open_ended": False, "confidential": False, "end": date(2012, 1, 1)}
    page.session.commit(Operation(OperationKind.ADD, "uusi", [Change("initiative", "i9", None, new)]))
    _choose(page, snapshot.id)
    qtbot.waitUntil(lambda: _row(page, "i1").baseline_end is not None)
    row = _row(page, "i9")
    assert (row.baseline_start, row.baseline_end, row.slip_days) == (None, None, None)
    assert not row.off_baseline


def test_first_latest_and_no_baseline(page: GanttPage, qtbot: QtBot) -> None:
    _baselines(page, qtbot)
    assert _row(page, "i1").slip_days == 30
    _choose(page, comparing.FIRST)
    assert (_row(page, "i1").baseline_end, _row(page, "i1").slip_days) == (date(2011, 3, 31), 61)
    assert "first baseline" in page.legend.accessibleDescription()
    _choose(page, comparing.NOTHING)
    assert (_row(page, "i1").baseline_end, _row(page, "i1").slip_days) == (None, None)
    assert "baseline" not in page.legend.accessibleDescription()
    assert not page.view.shown.baseline


def test_a_drag_counts_from_the_snapshot_and_is_undone(page: GanttPage, qtbot: QtBot) -> None:
    snapshot = _frozen(page, qtbot)
    _choose(page, snapshot.id)
    qtbot.waitUntil(lambda: _row(page, "i1").baseline_end is not None)
    page.session.select(["i1"])
    QTest.keyClick(page.view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert "from the snapshot" in page.view.card.text
    qtbot.waitUntil(lambda: page.session.by_id["i1"].end == date(2011, 6, 30))
    qtbot.waitUntil(lambda: _row(page, "i1").slip_days == 30)
    page.session.undo()
    qtbot.waitUntil(lambda: _row(page, "i1").slip_days == 0)


def test_the_choice_is_kept_and_waits_for_its_snapshot(page: GanttPage, qtbot: QtBot) -> None:
    snapshot = _frozen(page, qtbot)
    _choose(page, snapshot.id)
    state = page.state()
    page.comparing.want(comparing.LATEST)
    page.restore(state)
    assert page.comparing.button.value == snapshot.id
    page.restore({**state, "compare": "of another database"})
    assert page.comparing.button.value == comparing.LATEST
    assert page.comparing.source()(page.session.contents) is None


def test_a_snapshot_that_cannot_be_read_is_told(page: GanttPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    refused: list[Exception] = []
    page.session.failed.connect(refused.append)
    snapshot = _frozen(page, qtbot)

    def broken(*_given: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(comparing, "schedule_in", broken)
    _choose(page, snapshot.id)
    qtbot.waitUntil(lambda: len(refused) == 1)
    assert page.comparing.button.value == comparing.LATEST
