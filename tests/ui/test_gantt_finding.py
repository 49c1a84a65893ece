"""Finding on the schedule: row and bar come into view, wherever they were; next and previous by keys."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui import gantt_parts as parts
from ui.pages import gantt_page
from ui.pages.gantt_page import GanttPage
from ui.theme.theme import Scheme, install
from ui.widgets.gantt.bars import place
from ui.widgets.gantt.finding import bring, find
from ui.widgets.gantt.scale import TimeScale
from ui.widgets.gantt.view import GanttView

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> GanttView:
    install(qapp, Scheme.LIGHT)
    far = parts.DONE._replace(id="far", title="Kaukana", start=date(2031, 1, 1), end=date(2031, 3, 31))
    rows = [*parts.many_rows(60), far, parts.LATER, parts.LAST, parts.UNDATED]
    return parts.make_view(qtbot, rows)


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[GanttPage]:
    install(qapp, Scheme.LIGHT)
    with parts.open_page(tmp_path, qtbot) as made:
        yield made


def seen(view: GanttView, id_: str) -> bool:
    """Whether row and bar can be seen."""
    index = view.rows.place[id_]
    where = place(view.scale, view.row(index), view.timeline_width)
    across = where is not None and where.right > 0 and where.left < view.timeline_width
    return across and view.header <= view.top_of(index) <= view.viewport().height() - view.row_height


def test_a_selection_made_elsewhere_brings_row_and_bar_into_view(view: GanttView) -> None:
    assert not seen(view, "far")
    view.caret.show_selected(["far"])
    assert seen(view, "far")


def test_what_is_seen_already_does_not_move(view: GanttView) -> None:
    before = view.scale, view.verticalScrollBar().value()
    assert bring(view, "i3")
    assert (view.scale, view.verticalScrollBar().value()) == before


def test_a_long_bar_of_which_a_part_is_seen_does_not_move_but_a_sliver_does(view: GanttView) -> None:
    start = parts.DONE.start
    assert start is not None
    view.set_scale(TimeScale(float(date(2011, 1, 1).toordinal()), 12.0))
    bring(view, "i3")
    assert view.scale.left == date(2011, 1, 1).toordinal()
    view.set_scale(TimeScale(float(date(2012, 5, 1).toordinal()), 12.0))
    bring(view, "i3")
    assert view.scale.x(start) == pytest.approx(view.timeline_width * 0.2)


def test_a_collapsed_group_is_opened_for_what_is_in_it(view: GanttView) -> None:
    view.fold([parts.GROUP.id, parts.LATER.id], True)
    assert "far" not in view.rows.place
    assert bring(view, "far")
    assert seen(view, "far")
    assert parts.LAST.id not in view.rows.place, "the other group stays closed"
    assert not bring(view, "nobody")


def test_matches_are_gone_through_around_the_end_past_headings(view: GanttView) -> None:
    view.caret.row = view.rows.place["far"]
    find(view, 1)
    assert view.id_at(view.caret.row) == parts.LAST.id
    assert view.caret.selected == {parts.LAST.id}
    assert "62 / 63" in view.card.text
    find(view, 1)
    find(view, 1)
    assert view.id_at(view.caret.row) == "i0"
    find(view, -1)
    assert view.id_at(view.caret.row) == parts.UNDATED.id


def test_from_a_heading_the_next_is_its_first_and_the_previous_the_one_before_it(view: GanttView) -> None:
    for step, found in ((1, parts.LAST.id), (-1, "far")):
        view.caret.row = view.rows.place[parts.LATER.id]
        find(view, step)
        assert view.id_at(view.caret.row) == found


def test_keys_find_from_the_view_and_from_the_search_field(page: GanttPage, qtbot: QtBot) -> None:
    view = page.view
    first = next(row.id for row in view.rows.rows if not row.is_group)
    QTest.keyClick(view, Qt.Key.Key_F3)
    assert page.session.selection == (first,)
    title = page.session.by_id["i2"].title
    page.search.setText(title)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.session.selection == ("i2",)
    page.search.setText("")
    QTest.keyClick(page.search, Qt.Key.Key_Return, SHIFT)
    assert page.session.selection != ("i2",)
    QTest.keyClick(page.search, Qt.Key.Key_F3)
    assert page.session.selection == ("i2",)


def test_enter_finds_among_rows_that_are_still_being_made(
    page: GanttPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gantt_page, "_AT_ONCE", 0)
    page.search.setText(page.session.by_id["i2"].title)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.session.selection == ()
    qtbot.waitUntil(lambda: page.session.selection == ("i2",))
