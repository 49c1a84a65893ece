"""Bubbles that are dragged, or moved by the keyboard, to other values: one undoable operation each."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.store.portfolio import Portfolio
from tests.ui.snapshot_parts import opened_copy
from ui.pages.bubbles_page import BubblesPage
from ui.session import Session
from ui.theme.theme import Scheme, install
from ui.widgets.bubbles import hands, motion

MILLION = 100_000_000
PLAIN = {"kind": "initiative", "open_ended": False, "confidential": False}
DATES = {
    "whole": (date(2010, 1, 1), date(2011, 12, 31)),
    "single": (date(2010, 6, 1), date(2012, 5, 31)),
    "divided": (date(2011, 1, 1), date(2011, 6, 30)),
}
MONEY = {
    "whole": [(None, 4, 6, 8)],
    "single": [(None, 2, 2, 2)],
    "divided": [(2010, 1, 1, 1), (2011, 2, 2, 2)],
}
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def money_changes(id_: str) -> list[Change]:
    found = []
    for year, low, likely, high in MONEY[id_]:
        figure = {"min": low * MILLION, "likely": likely * MILLION, "max": high * MILLION, "price_year": None}
        whole = {**figure, "initiative_id": id_, "year": year}
        spent = {**whole, "kind": "ict_investment", "actual": None}
        found.append(Change("money", f"{id_}-m{year}", None, spent))
        found.append(Change("impact", f"{id_}-i{year}", None, {**whole, "kind": "process_benefit"}))
    return found


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three initiatives: a range and a single figure that are undivided, and one divided into years."""
    path = tmp_path_factory.mktemp("dragging") / "salkku.sqlite"
    portfolio = Portfolio.create(path, by="Liisa Aalto")
    changes = []
    for id_, (start, end) in DATES.items():
        fields = {**PLAIN, "title": id_.title(), "start": start, "end": end, "progress": 40}
        changes += [Change("initiative", id_, None, fields), *money_changes(id_)]
    portfolio.commit(Operation(OperationKind.ADD, "esimerkki", changes))
    portfolio.close()
    return path


@pytest.fixture
def page(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[BubblesPage]:
    install(qapp, Scheme.LIGHT)
    monkeypatch.setattr(motion, "less_motion", lambda: True)
    with opened_copy(file, tmp_path, qtbot) as session:
        made = BubblesPage(session)
        qtbot.addWidget(made)
        made.resize(1200, 760)
        with qtbot.waitExposed(made):
            made.show()
        qtbot.waitUntil(lambda: made.view.frame is not None and made.view.frame.spots is not None)
        yield made


def axes(page: BubblesPage, x: str, y: str) -> None:
    page.restore({"x": x, "y": y, "size": None, "log": True})
    page.refresh()


def spot(page: BubblesPage, id_: str) -> QPoint:
    view = page.view
    assert view.chart is not None
    assert view.frame is not None
    index = next(n for n, bubble in enumerate(view.chart.bubbles) if bubble.id == id_)
    return QPointF(view.frame.discs[index].x, view.frame.discs[index].y).toPoint()


def mouse(page: BubblesPage, kind: QEvent.Type, at: QPoint) -> None:
    view, left, none = page.view, Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == QEvent.Type.MouseMove else left
    held = none if kind == QEvent.Type.MouseButtonRelease else left
    where = QPointF(view.mapToGlobal(at))
    QApplication.sendEvent(view, QMouseEvent(kind, QPointF(at), where, button, held, Qt.KeyboardModifier.NoModifier))


def drag(page: BubblesPage, id_: str, x: int, y: int, drop: bool = True) -> None:
    """Select a bubble, take it and move it so many px."""
    page.session.select((id_,))
    at = spot(page, id_)
    mouse(page, QEvent.Type.MouseButtonPress, at)
    mouse(page, QEvent.Type.MouseMove, at + QPoint(x // 2, y // 2))
    mouse(page, QEvent.Type.MouseMove, at + QPoint(x, y))
    if drop:
        mouse(page, QEvent.Type.MouseButtonRelease, at + QPoint(x, y))


def row(session: Session, id_: str) -> InitiativeRow:
    return next(one for one in session.portfolio.initiatives() if one.id == id_)


def operations(session: Session) -> int:
    return len(session.portfolio.stacks()[0])


def test_a_dragged_bubble_changes_its_amount_and_undo_takes_it_back(page: BubblesPage, qtbot: QtBot) -> None:
    session, before = page.session, operations(page.session)
    drag(page, "single", 60, 3, drop=False)
    assert page.view.drag is not None
    assert "€2.0m → €" in page.view.card.text
    assert "Impact €2.0m\n" in page.view.card.text
    page.grab()
    mouse(page, QEvent.Type.MouseButtonRelease, spot(page, "single") + QPoint(60, 3))
    now = row(session, "single")
    assert now.investment_min == now.investment_max
    assert now.investment_min is not None
    assert now.investment_min > 2 * MILLION
    assert now.investment_min % 1_000_000 == 0
    # along the other axis the mouse has hardly gone: that value stays
    assert now.impact_min == now.impact_max == 2 * MILLION
    assert operations(session) == before + 1
    assert session.portfolio.stacks()[0][-1].what == "Single"
    qtbot.waitUntil(lambda: page.view.drag is None)
    session.undo()
    qtbot.waitUntil(lambda: session.by_id["single"].investment_min == 2 * MILLION)


def test_both_axes_at_once_are_one_operation_and_a_range_keeps_its_shape(page: BubblesPage, qtbot: QtBot) -> None:
    before = operations(page.session)
    drag(page, "whole", -120, 120)
    now = row(page.session, "whole")
    assert now.investment_min is not None
    assert now.investment_max is not None
    assert now.impact_max is not None
    assert 1.9 < now.investment_max / now.investment_min < 2.1
    assert now.investment_max < 8 * MILLION
    assert now.impact_max < 8 * MILLION
    assert operations(page.session) == before + 1
    qtbot.waitUntil(lambda: page.view.drag is None)
    assert page.session.selection == ("whole",)


def test_what_is_divided_into_years_says_so_and_stays(page: BubblesPage) -> None:
    before = operations(page.session)
    drag(page, "divided", 80, 40, drop=False)
    assert page.view.cursor().shape() == Qt.CursorShape.ForbiddenCursor
    assert "divided into years" in page.view.card.text
    assert page.view.hands.box is None
    mouse(page, QEvent.Type.MouseButtonRelease, spot(page, "divided") + QPoint(80, 40))
    assert page.view.drag is None
    assert not page.view.card.isVisible()
    assert operations(page.session) == before


def test_esc_puts_the_bubble_back(page: BubblesPage, qtbot: QtBot) -> None:
    before = operations(page.session)
    drag(page, "single", 80, 40, drop=False)
    qtbot.keyClick(page.view, Key.Key_Escape)
    assert page.view.drag is None
    mouse(page, QEvent.Type.MouseMove, spot(page, "single") + QPoint(90, 50))
    mouse(page, QEvent.Type.MouseButtonRelease, spot(page, "single") + QPoint(90, 50))
    assert page.session.selection == ("single",)
    assert operations(page.session) == before


def test_a_bubble_that_is_not_selected_is_never_dragged(page: BubblesPage) -> None:
    before = operations(page.session)
    at = spot(page, "single")
    mouse(page, QEvent.Type.MouseButtonPress, at)
    mouse(page, QEvent.Type.MouseMove, at + QPoint(40, 40))
    assert page.view.drag is None
    assert page.view.hands.box is not None
    mouse(page, QEvent.Type.MouseButtonRelease, at + QPoint(40, 40))
    page.session.select(("divided", "whole"))
    mouse(page, QEvent.Type.MouseButtonPress, at)
    mouse(page, QEvent.Type.MouseMove, at + QPoint(40, 40))
    assert page.view.drag is None
    mouse(page, QEvent.Type.MouseButtonRelease, at + QPoint(40, 40))
    assert operations(page.session) == before


def test_a_start_moves_the_schedule_and_a_duration_its_end(page: BubblesPage, qtbot: QtBot) -> None:
    axes(page, "start", "duration")
    drag(page, "whole", 150, 0)
    now = row(page.session, "whole")
    assert now.start is not None
    assert now.end is not None
    assert now.start > date(2010, 1, 1)
    assert now.start.day == 1
    months = (now.end.year - now.start.year) * 12 + now.end.month - now.start.month
    assert months == 23
    qtbot.waitUntil(lambda: page.view.drag is None)
    drag(page, "divided", 0, -60)
    now = row(page.session, "divided")
    assert now.start == date(2011, 1, 1)
    assert now.end is not None
    assert now.end > date(2011, 6, 30)


def test_alt_and_arrows_change_by_steps_and_letting_go_of_alt_keeps_them(page: BubblesPage, qtbot: QtBot) -> None:
    axes(page, "start", "progress")
    session, before = page.session, operations(page.session)
    session.select(("whole",))
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Up):
        qtbot.keyPress(page.view, key, ALT)
    assert "01/01/2010 → 01/03/2010" in page.view.card.text
    assert "45" in page.view.accessibleDescription()
    assert operations(session) == before
    qtbot.keyRelease(page.view, Key.Key_Alt)
    now = row(session, "whole")
    assert (now.start, now.end, now.progress) == (date(2010, 3, 1), date(2012, 2, 29), 45)
    assert operations(session) == before + 1
    qtbot.waitUntil(lambda: page.view.drag is None)
    qtbot.keyPress(page.view, Key.Key_Left, ALT)
    qtbot.keyClick(page.view, Key.Key_Escape)
    qtbot.keyRelease(page.view, Key.Key_Alt)
    assert page.view.drag is None
    assert operations(session) == before + 1


def test_leaving_the_chart_keeps_what_keys_did_and_drops_a_drag(page: BubblesPage, qtbot: QtBot) -> None:
    axes(page, "start", "progress")
    before = operations(page.session)
    drag(page, "whole", 80, 40, drop=False)
    QApplication.sendEvent(page.view, QFocusEvent(QEvent.Type.FocusOut))
    assert page.view.drag is None
    assert operations(page.session) == before
    qtbot.keyPress(page.view, Key.Key_Up, ALT)
    QApplication.sendEvent(page.view, QFocusEvent(QEvent.Type.FocusOut))
    assert row(page.session, "whole").progress == 45
    assert operations(page.session) == before + 1


def test_a_refusal_puts_the_bubble_back(page: BubblesPage, qtbot: QtBot) -> None:
    session = page.session
    session.select(("single",))
    told: list[Exception] = []
    session.failed.connect(told.append)
    drag(page, "single", 80, 0, drop=False)
    # somebody else is faster
    figures = session.portfolio.records("money", initiative_id="single")
    (id_,) = figures
    session.portfolio.commit(
        Operation(OperationKind.EDIT, "Single", [Change("money", id_, {"max": 2 * MILLION}, {"max": 9 * MILLION})])
    )
    mouse(page, QEvent.Type.MouseButtonRelease, spot(page, "single") + QPoint(80, 0))
    assert len(told) == 1
    assert page.view.drag is None
    assert row(session, "single").investment_max == 9 * MILLION


def test_a_hovered_selected_bubble_says_how_it_is_changed(page: BubblesPage, qtbot: QtBot) -> None:
    page.session.select(("single",))
    page.view.hover(page.view.sole)
    assert "Drag or Alt+arrows: investment, impact" in page.view.card.text
    assert page.view.cursor().shape() == Qt.CursorShape.SizeAllCursor
    page.session.select(("divided",))
    page.view.hover(page.view.sole)
    assert "Investment not by dragging: divided into years" in page.view.card.text
    axes(page, "start", "impact")
    page.view.hover(page.view.sole)
    assert "Drag or Alt+arrows: start" in page.view.card.text
    assert page.view.cursor().shape() == Qt.CursorShape.SizeHorCursor


def test_nothing_is_dragged_where_nothing_can_be_changed(page: BubblesPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "frozen", property(lambda _self: "as of then"))
    drag(page, "single", 80, 40, drop=False)
    assert page.view.drag is None
    mouse(page, QEvent.Type.MouseButtonRelease, spot(page, "single") + QPoint(80, 40))
    assert row(page.session, "single").investment_min == 2 * MILLION


def take_all(page: BubblesPage, x: int, y: int) -> None:
    """Select everything, take one of them and move it so many px."""
    page.session.select(tuple(DATES))
    at = spot(page, "single")
    for kind, by in (
        (QEvent.Type.MouseButtonPress, 0.0),
        (QEvent.Type.MouseMove, 0.5),
        (QEvent.Type.MouseMove, 1.0),
    ):
        mouse(page, kind, at + QPoint(round(x * by), round(y * by)))


def test_all_that_are_selected_move_together_as_one_operation(page: BubblesPage, qtbot: QtBot) -> None:
    session, before = page.session, operations(page.session)
    take_all(page, 80, 0)
    assert "and 1 more" in page.view.card.text
    assert "1 stays" in page.view.card.text, "what is divided into years cannot be moved along money"
    page.grab()
    mouse(page, QEvent.Type.MouseButtonRelease, spot(page, "single") + QPoint(80, 0))
    assert row(session, "single").investment_min > 2 * MILLION  # type: ignore[operator]
    assert row(session, "whole").investment_min > 4 * MILLION  # type: ignore[operator]
    assert row(session, "divided").investment_min == 3 * MILLION
    assert operations(session) == before + 1
    assert session.portfolio.stacks()[0][-1].what == "2 initiatives"
    qtbot.waitUntil(lambda: page.view.drag is None)
    assert set(session.selection) == set(DATES)
    session.undo()
    qtbot.waitUntil(lambda: session.by_id["whole"].investment_min == 4 * MILLION)
    assert row(session, "single").investment_min == 2 * MILLION


def test_keys_move_all_that_are_selected(page: BubblesPage, qtbot: QtBot) -> None:
    axes(page, "start", "progress")
    page.session.select(("single", "divided"))
    qtbot.keyPress(page.view, Key.Key_Up, ALT)
    qtbot.keyRelease(page.view, Key.Key_Alt)
    assert [row(page.session, id_).progress for id_ in DATES] == [40, 45, 45]


def test_too_many_do_not_move_and_it_says_so(page: BubblesPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "MOST_MOVED", 2)
    take_all(page, 80, 0)
    assert page.view.drag is None
    assert "At most 2" in page.view.card.text


def test_a_click_on_one_of_several_still_selects_it_alone(page: BubblesPage) -> None:
    take_all(page, 1, 0)
    mouse(page, QEvent.Type.MouseButtonRelease, spot(page, "single"))
    assert page.session.selection == ("single",)
