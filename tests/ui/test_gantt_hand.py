"""What mouse and keyboard do in the Gantt, up to what it asks for."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui import gantt_parts as parts
from ui.theme.theme import Scheme, install
from ui.widgets.gantt import arrows
from ui.widgets.gantt.drag import Dates
from ui.widgets.gantt.hits import At, link_handle
from ui.widgets.gantt.menu import row_menu
from ui.widgets.gantt.rows import Shown
from ui.widgets.gantt.view import GanttView

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PRESS, MOVE, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> GanttView:
    install(qapp, Scheme.LIGHT)
    return parts.make_view(qtbot)


def _asked(view: GanttView) -> list[dict[str, Dates]]:
    asked: list[dict[str, Dates]] = []
    view.dates_wanted.connect(asked.append)
    return asked


def _current(view: GanttView) -> str:
    return view.id_at(view.caret.row)


# --- dragging ---------------------------------------------------------------------------------------------------


def test_a_bar_is_moved_by_whole_months(view: GanttView) -> None:
    asked = _asked(view)
    start = parts.spot(view, "proposed", date(2013, 1, 15))
    parts.drag(view, start, start + QPoint(25, 3))
    assert asked == [{"proposed": (date(2012, 10, 1), date(2014, 2, 28))}]
    assert view.row(view.rows.place["proposed"]).start == date(2012, 10, 1), "shown until the rows come"
    view.drop_wishes()
    assert view.row(view.rows.place["proposed"]).start == date(2012, 8, 1)


def test_near_zooms_move_by_days(view: GanttView) -> None:
    asked = _asked(view)
    view.zoom(120, view.table_width)
    view.show_day(date(2012, 12, 1))
    start = parts.spot(view, "proposed", date(2013, 1, 15))
    parts.drag(view, start, start + QPoint(round(view.scale.per_day * 5), 0))
    assert asked == [{"proposed": (date(2012, 8, 6), date(2014, 1, 5))}]


def test_the_edges_change_one_date_each(view: GanttView) -> None:
    asked = _asked(view)
    end = parts.spot(view, "done", date(2012, 6, 30), True) - QPoint(2, 0)
    assert view.at(end.x(), end.y()).at is At.END
    parts.drag(view, end, end + QPoint(24, 0))
    view.drop_wishes()
    start = parts.spot(view, "done", date(2010, 3, 1)) + QPoint(1, 0)
    assert view.at(start.x(), start.y()).at is At.START
    parts.drag(view, start, start + QPoint(12, 0))
    assert asked == [
        {"done": (date(2010, 3, 1), date(2012, 8, 31))},
        {"done": (date(2010, 4, 1), date(2012, 6, 30))},
    ]


def test_a_drag_reads_out_the_new_date_and_slip(view: GanttView) -> None:
    end = parts.spot(view, "done", date(2012, 6, 30), True) - QPoint(2, 0)
    parts.drag(view, end, end + QPoint(24, 0), release=False)
    assert view.card.isVisible()
    assert "31/08/2012" in view.card.text
    assert "+153 d from the baseline" in view.card.text


def test_escape_leaves_everything_as_it_was(view: GanttView) -> None:
    asked = _asked(view)
    start = parts.spot(view, "proposed", date(2013, 1, 15))
    parts.drag(view, start, start + QPoint(40, 0), release=False)
    assert view.row(view.rows.place["proposed"]).start != date(2012, 8, 1)
    QTest.keyClick(view, Key.Key_Escape)
    parts.mouse(view, RELEASE, start + QPoint(40, 0))
    assert asked == []
    assert view.row(view.rows.place["proposed"]).start == date(2012, 8, 1)
    assert not view.card.isVisible()


def test_a_trembling_hand_moves_nothing(view: GanttView) -> None:
    asked = _asked(view)
    start = parts.spot(view, "proposed", date(2013, 1, 15))
    parts.drag(view, start, start + QPoint(2, 1))
    assert asked == []
    assert view.caret.selected == {"proposed"}


def test_an_open_end_cannot_be_taken_hold_of(view: GanttView) -> None:
    asked = _asked(view)
    y = parts.spot(view, "open", date(2013, 1, 1)).y()
    for x in range(round(view.table_width) + 1, view.viewport().width()):
        assert view.at(x, y).at is not At.END
    start = parts.spot(view, "open", date(2013, 6, 1))
    parts.drag(view, start, start + QPoint(12, 0))
    assert asked == [{"open": (date(2012, 9, 1), None)}]


def test_selected_bars_move_together(view: GanttView) -> None:
    asked = _asked(view)
    parts.mouse(view, PRESS, parts.spot(view, "done", date(2011, 5, 15)))
    parts.mouse(view, RELEASE, parts.spot(view, "done", date(2011, 5, 15)))
    parts.mouse(view, PRESS, parts.spot(view, "halted", date(2011, 3, 1)), keys=CTRL)
    parts.mouse(view, RELEASE, parts.spot(view, "halted", date(2011, 3, 1)), keys=CTRL)
    assert view.caret.selected == {"done", "halted"}
    start = parts.spot(view, "done", date(2011, 5, 15))
    parts.drag(view, start, start + QPoint(12, 0))
    assert asked == [
        {
            "done": (date(2010, 4, 1), date(2012, 7, 31)),
            "halted": (date(2011, 2, 1), date(2014, 1, 31)),
        }
    ]


def test_a_schedule_is_drawn_on_a_row_without_one(view: GanttView) -> None:
    asked = _asked(view)
    parts.drag(
        view,
        parts.spot(view, "undated", date(2012, 2, 29), True) + QPoint(2, 0),
        parts.spot(view, "undated", date(2012, 8, 31), True) + QPoint(2, 0),
    )
    assert asked == [{"undated": (date(2012, 3, 1), date(2012, 8, 31))}]


def test_a_milestone_to_come_is_dragged_and_a_reached_one_is_not(view: GanttView) -> None:
    asked: list[tuple[str, str, date]] = []
    view.mark_wanted.connect(lambda kind, id_, day: asked.append((kind, id_, day)))
    dates = _asked(view)
    start = parts.spot(view, "done", date(2012, 1, 31), True)
    assert view.at(start.x(), start.y()).at is At.MILESTONE
    parts.drag(view, start, start + QPoint(24, 0))
    reached = parts.spot(view, "done", date(2010, 12, 31), True)
    parts.drag(view, reached, reached + QPoint(24, 0))
    assert asked == [("milestone", "m2", date(2012, 3, 31))]
    assert dates == [{"done": (date(2010, 5, 1), date(2012, 8, 31))}], "the bar is held by it"


def test_a_deliverable_is_dragged_by_its_flag(view: GanttView) -> None:
    asked: list[tuple[str, str, date]] = []
    view.mark_wanted.connect(lambda kind, id_, day: asked.append((kind, id_, day)))
    view.set_shown(Shown(deliverables=True))
    start = parts.spot(view, "done", date(2011, 6, 30), True) - QPoint(0, 8)
    parts.drag(view, start, start + QPoint(12, 0))
    assert asked == [("deliverable", "d1", date(2011, 7, 31))]


def test_a_dependency_is_drawn_from_the_handle_at_the_end(view: GanttView) -> None:
    asked: list[tuple[str, str]] = []
    view.link_wanted.connect(lambda before, after: asked.append((before, after)))
    index = view.rows.place["done"]
    parts.mouse(view, MOVE, parts.spot(view, "done", date(2011, 6, 1)), Qt.MouseButton.NoButton)
    handle = link_handle(view, index, view.row(index))
    assert handle is not None
    start = QPoint(round(view.table_width + handle), parts.spot(view, "done", parts.TODAY).y())
    parts.drag(view, start, parts.spot(view, "last", date(2013, 1, 1)))
    assert asked == [("done", "last")]
    parts.mouse(view, MOVE, parts.spot(view, "done", date(2011, 6, 1)), Qt.MouseButton.NoButton)
    parts.drag(view, start, parts.spot(view, "programme:p2", date(2013, 1, 1)))
    assert asked == [("done", "last")], "a heading depends on nothing"


def test_the_middle_button_pans(view: GanttView) -> None:
    left = view.scale.day(0)
    at = QPoint(700, 300)
    parts.mouse(view, PRESS, at, Qt.MouseButton.MiddleButton)
    parts.mouse(view, MOVE, at - QPoint(120, 0), Qt.MouseButton.MiddleButton)
    parts.mouse(view, RELEASE, at - QPoint(120, 0), Qt.MouseButton.MiddleButton)
    assert abs((view.scale.day(0) - left).days - 304) <= 3


def test_the_border_is_dragged_and_the_days_stay(view: GanttView) -> None:
    where = view.table_width + view.scale.x(date(2012, 1, 1))
    parts.drag(view, QPoint(400, 300), QPoint(450, 300))
    assert view.table_width == pytest.approx(450)
    assert view.table_width + view.scale.x(date(2012, 1, 1)) == pytest.approx(where)


def test_what_may_not_be_edited_is_not_dragged(view: GanttView) -> None:
    asked = _asked(view)
    view.frozen = "Nothing can be changed here."
    start = parts.spot(view, "proposed", date(2013, 1, 15))
    parts.drag(view, start, start + QPoint(40, 0))
    assert asked == []


# --- looking ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("x", [420, 700, 980])
def test_the_wheel_zooms_around_the_mouse(view: GanttView, x: int) -> None:
    day = view.scale.ordinal(x - view.table_width)
    parts.wheel(view, QPoint(x, 300), 240, CTRL)
    assert view.scale.per_month > 16
    assert view.scale.ordinal(x - view.table_width) == pytest.approx(day)
    parts.wheel(view, QPoint(x, 300), -720, CTRL)
    assert view.scale.ordinal(x - view.table_width) == pytest.approx(day)


def test_the_wheel_scrolls_rows_and_with_shift_time(qtbot: QtBot) -> None:
    view = parts.make_view(qtbot, parts.many_rows(100))
    parts.wheel(view, QPoint(700, 300), -120)
    assert view.verticalScrollBar().value() > 0
    before = view.scale.left
    parts.wheel(view, QPoint(700, 300), -120, SHIFT)
    assert view.scale.left > before


def test_the_shape_of_the_mouse_tells_what_can_be_done(view: GanttView) -> None:
    def shape(at: QPoint) -> Qt.CursorShape:
        parts.mouse(view, MOVE, at, Qt.MouseButton.NoButton)
        return view.viewport().cursor().shape()

    assert shape(parts.spot(view, "proposed", date(2013, 1, 15))) == Qt.CursorShape.OpenHandCursor
    assert shape(parts.spot(view, "done", date(2010, 3, 1)) + QPoint(1, 0)) == Qt.CursorShape.SizeHorCursor
    assert shape(parts.spot(view, "undated", date(2012, 1, 1))) == Qt.CursorShape.CrossCursor
    assert shape(QPoint(400, 300)) == Qt.CursorShape.SplitHCursor
    assert shape(QPoint(40, 200)) == Qt.CursorShape.ArrowCursor


def test_resting_on_a_bar_tells_about_it(view: GanttView) -> None:
    view.full_title = lambda id_: "Kansalaisen asiointitili" if id_ == "done" else ""
    at = parts.spot(view, "done", date(2011, 3, 1))
    help_ = QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), help_)
    for words in ("Kansalaisen asiointitili", "01/03/2010", "30/06/2012", "Implementation", "50%", "+91 d"):
        assert words in view.card.text
    parts.mouse(view, MOVE, parts.spot(view, "open", date(2011, 3, 1)), Qt.MouseButton.NoButton)
    assert not view.card.isVisible()


# --- selecting and keys -----------------------------------------------------------------------------------------


def test_clicks_select_one_several_and_ranges(view: GanttView) -> None:
    told: list[tuple[str, ...]] = []
    view.selection_wanted.connect(told.append)

    def click(id_: str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        at = QPoint(60, round(view.top_of(view.rows.place[id_])) + 10)
        parts.mouse(view, PRESS, at, keys=keys)
        parts.mouse(view, RELEASE, at, keys=keys)

    click("done")
    click("halted", CTRL)
    click("done", CTRL)
    click("proposed")
    click("undated", SHIFT)
    assert told == [
        ("done",),
        ("done", "halted"),
        ("halted",),
        ("proposed",),
        ("proposed", "halted", "open", "undated"),
    ]


def test_arrows_move_the_cursor_and_fold_groups(view: GanttView) -> None:
    view.caret.go(1)
    QTest.keyClick(view, Key.Key_Down)
    assert _current(view) == "proposed"
    assert view.caret.selected == {"proposed"}
    QTest.keyClick(view, Key.Key_Left)
    assert _current(view) == parts.GROUP.id
    assert view.caret.selected == {"proposed"}, "on a heading the selection stays"
    QTest.keyClick(view, Key.Key_Left)
    assert len(view.rows.rows) == 3
    QTest.keyClick(view, Key.Key_Right)
    assert len(view.rows.rows) == len(parts.ROWS)
    QTest.keyClick(view, Key.Key_Right)
    assert _current(view) == "done"
    QTest.keyClick(view, Key.Key_End)
    assert _current(view) == "last"
    QTest.keyClick(view, Key.Key_Home)
    assert _current(view) == parts.GROUP.id
    QTest.keyClick(view, Key.Key_Slash)
    assert [row.id for row in view.rows.rows] == [parts.GROUP.id, parts.LATER.id]
    QTest.keyClick(view, Key.Key_Asterisk)
    assert view.rows.rows == parts.ROWS


def test_pages_and_ranges_by_keys(qtbot: QtBot) -> None:
    view = parts.make_view(qtbot, parts.many_rows(100))
    view.caret.go(1)
    QTest.keyClick(view, Key.Key_PageDown)
    row = view.caret.row
    assert row > 10
    assert view.top_of(row) + view.row_height <= view.viewport().height()
    QTest.keyClick(view, Key.Key_Down, SHIFT)
    assert view.caret.selected == {f"i{row - 1}", f"i{row}"}
    QTest.keyClick(view, Key.Key_A, CTRL)
    assert len(view.caret.selected) == 100
    QTest.keyClick(view, Key.Key_Space)
    assert len(view.caret.selected) == 99


def test_enter_wants_the_details(view: GanttView, qtbot: QtBot) -> None:
    view.caret.go(1)
    with qtbot.waitSignal(view.details_wanted):
        QTest.keyClick(view, Key.Key_Return)


def test_alt_and_arrows_move_bars_and_ends(view: GanttView) -> None:
    asked = _asked(view)
    view.caret.go(view.rows.place["done"])
    QTest.keyClick(view, Key.Key_Right, ALT)
    QTest.keyClick(view, Key.Key_Right, ALT)
    assert view.card.isVisible()
    QTest.keyClick(view, Key.Key_Left, ALT | SHIFT)
    assert asked == [
        {"done": (date(2010, 4, 1), date(2012, 7, 31))},
        {"done": (date(2010, 5, 1), date(2012, 8, 31))},
        {"done": (date(2010, 5, 1), date(2012, 7, 31))},
    ]
    QTest.keyClick(view, Key.Key_Escape)
    assert not view.card.isVisible()


def test_keys_never_close_an_open_end(view: GanttView) -> None:
    asked = _asked(view)
    view.caret.go(view.rows.place["open"])
    QTest.keyClick(view, Key.Key_Right, ALT | SHIFT)
    assert asked == []


def test_keys_take_a_milestone_and_move_it(view: GanttView) -> None:
    asked: list[tuple[str, str, date]] = []
    view.mark_wanted.connect(lambda kind, id_, day: asked.append((kind, id_, day)))
    view.caret.go(view.rows.place["done"])
    QTest.keyClick(view, Key.Key_M)
    QTest.keyClick(view, Key.Key_Left, ALT)
    assert asked == [("milestone", "m2", date(2011, 12, 31))]
    QTest.keyClick(view, Key.Key_Escape)
    assert view.mark == ""


def test_keys_draw_a_dependency(view: GanttView) -> None:
    asked: list[tuple[str, str]] = []
    view.link_wanted.connect(lambda before, after: asked.append((before, after)))
    view.caret.go(view.rows.place["done"])
    QTest.keyClick(view, Key.Key_L)
    QTest.keyClick(view, Key.Key_Down)
    QTest.keyClick(view, Key.Key_Down)
    assert view.caret.selected == {"done"}
    QTest.keyClick(view, Key.Key_Return)
    assert asked == [("done", "halted")]
    QTest.keyClick(view, Key.Key_L)
    QTest.keyClick(view, Key.Key_Escape)
    QTest.keyClick(view, Key.Key_Return)
    assert asked == [("done", "halted")]


def test_letters_zoom_pan_and_find_today_and_the_bar(view: GanttView) -> None:
    view.caret.go(view.rows.place["proposed"])
    zoom = view.scale.per_month
    QTest.keyClick(view, Key.Key_Plus)
    assert view.scale.per_month > zoom
    QTest.keyClick(view, Key.Key_Minus)
    assert view.scale.per_month == pytest.approx(zoom)
    left = view.scale.left
    QTest.keyClick(view, Key.Key_Right, SHIFT)
    assert view.scale.left > left
    view.show_day(date(2030, 1, 1))
    QTest.keyClick(view, Key.Key_T)
    assert 0 < view.scale.x(parts.TODAY) < view.timeline_width
    view.show_day(date(2030, 1, 1))
    QTest.keyClick(view, Key.Key_B)
    assert 0 < view.scale.x(date(2012, 8, 1)) < view.timeline_width
    width = view.table_width
    QTest.keyClick(view, Key.Key_Left, CTRL | SHIFT)
    assert view.table_width == width - 16


def test_a_screen_reader_hears_the_row(view: GanttView) -> None:
    view.caret.go(view.rows.place["done"])
    told = view.accessibleDescription()
    for words in ("Asiointitili", "Implementation", "50%", "01/03/2010–30/06/2012", "+91 d"):
        assert words in told
    view.caret.go(0)
    assert "expanded" in view.accessibleDescription()
    QTest.keyClick(view, Key.Key_Left)
    assert "collapsed" in view.accessibleDescription()


# --- menus ------------------------------------------------------------------------------------------------------


def _trigger(menu: QMenu, *path: str) -> None:
    for words in path:
        action = next(one for one in menu.actions() if one.text().startswith(words))
        menu = action.menu() if action.menu() is not None else menu
    action.trigger()


def test_the_menu_of_a_row_does_what_the_mouse_does(view: GanttView) -> None:
    asked = _asked(view)
    gone: list[str] = []
    view.unlink_wanted.connect(gone.append)
    index = view.rows.place["proposed"]
    menu = row_menu(view, index)
    _trigger(menu, "Move later")
    _trigger(menu, "Remove a dependency", "Asiointitili → Luvanhaku")
    _trigger(row_menu(view, view.rows.place["undated"]), "Add a schedule")
    _trigger(row_menu(view, view.rows.place["done"]), "Move a milestone", "Käyttöönotto")
    assert view.mark == "m2"
    assert asked[0] == {"proposed": (date(2012, 9, 1), date(2014, 1, 31))}
    assert asked[1] == {"undated": (date(2011, 11, 1), date(2012, 10, 31))}
    assert gone == ["kept"]
    _trigger(row_menu(view, 0), "Collapse\t")
    assert len(view.rows.rows) == 3


def test_an_arrow_is_found_and_its_menu_removes_it(view: GanttView) -> None:
    gone: list[str] = []
    view.unlink_wanted.connect(gone.append)
    points = next(points for arrow, points in arrows.routes(view, 0, 7) if arrow.id == "kept")
    x, y = round(view.table_width + points[1][0]), round((points[1][1] + points[2][1]) / 2)
    found = view.at(x, y)
    assert found.at is At.ARROW
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(x, y), view.viewport().mapToGlobal(QPoint(x, y)))
    QApplication.sendEvent(view.viewport(), event)
    menu = view.findChild(QMenu)
    assert menu is not None
    _trigger(menu, "Remove the dependency")
    assert gone == ["kept"]
    menu.close()
