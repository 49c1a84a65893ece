"""The overview beside the scroll bar: when it is there, what it shows, and where a click, a drag and a wheel lead."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio.charts.palette import DARK
from tests.ui import gantt_parts as parts
from ui.theme.state import current
from ui.theme.theme import Scheme, install
from ui.widgets.gantt.overview import WIDTH, lie, sampled
from ui.widgets.gantt.rows import Shown
from ui.widgets.gantt.view import GanttView

MANY = 2000


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> GanttView:
    install(qapp, Scheme.LIGHT)
    made = parts.make_view(qtbot, parts.many_rows(MANY))
    made.overview.repaint()
    return made


def _at(view: GanttView, share: float, x: int = WIDTH // 2) -> QPoint:
    """A point this far down the rows of the overview."""
    return QPoint(x, round(view.header + (view.overview.height() - view.header) * share))


def _middle(view: GanttView) -> int:
    first, last = view.rows_between(view.header, view.viewport().height())
    return (first + last) // 2


def test_a_list_that_fits_has_none_and_the_timeline_its_room(qtbot: QtBot, qapp: QApplication) -> None:
    install(qapp, Scheme.LIGHT)
    short = parts.make_view(qtbot)
    assert not short.overview.isVisible()
    width = short.viewport().width()
    short.set_rows(parts.many_rows(MANY), [], [], True)
    assert short.overview.isVisible()
    assert short.overview.geometry().left() == short.viewport().geometry().right() + 1
    bar = short.verticalScrollBar().width()
    assert width - short.viewport().width() in (WIDTH, WIDTH + bar)
    short.set_rows(parts.ROWS, [], [], True)
    assert not short.overview.isVisible()
    assert short.viewport().width() == width


def test_it_can_be_hidden(view: GanttView) -> None:
    assert view.overview.isVisible()
    view.set_shown(Shown(overview=False))
    assert not view.overview.isVisible()
    view.set_shown(Shown())
    assert view.overview.isVisible()


def test_it_is_painted_once_and_again_when_rows_or_colours_change(view: GanttView, qapp: QApplication) -> None:
    drawn = view.overview._pixmap
    assert drawn is not None
    view.verticalScrollBar().setValue(9000)
    view.zoom(100)
    view.overview.repaint()
    assert view.overview._pixmap is drawn
    view.fold([parts.GROUP.id], True)
    view.fold([parts.GROUP.id], False)
    view.overview.repaint()
    again = view.overview._pixmap
    assert again is not drawn
    install(qapp, Scheme.DARK)
    try:
        assert current() is DARK
        view.overview.repaint()
        assert view.overview._pixmap is not again
    finally:
        install(qapp, Scheme.LIGHT)


def test_a_list_of_any_length_paints_as_many_rows(view: GanttView) -> None:
    assert 1 < view.overview.painted < MANY
    rows = parts.many_rows(100_000)
    chosen = sampled(rows)
    assert len(chosen) <= 1600
    assert (chosen[0], chosen[-1] > 99_900) == (0, True)
    assert list(sampled(parts.ROWS)) == list(range(len(parts.ROWS)))


def test_a_click_and_a_drag_go_there(view: GanttView) -> None:
    left = view.scale.left
    QTest.mouseClick(view.overview, Qt.MouseButton.LeftButton, pos=_at(view, 0.5, 20))
    assert abs(_middle(view) - MANY / 2) < MANY / 100
    QTest.mousePress(view.overview, Qt.MouseButton.LeftButton, pos=_at(view, 0.2, 20))
    QTest.mouseMove(view.overview, _at(view, 0.3, 20))
    QTest.mouseRelease(view.overview, Qt.MouseButton.LeftButton, pos=_at(view, 0.3, 20))
    QTest.mouseClick(view.overview, Qt.MouseButton.LeftButton, pos=_at(view, 1.0, 20))
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    assert view.scale.left == left


def test_a_day_out_of_sight_comes_into_sight(view: GanttView) -> None:
    view.show_day(date(2018, 1, 1))
    x = round(view.overview.lie.x(date(2011, 6, 1).toordinal()))
    QTest.mouseClick(view.overview, Qt.MouseButton.LeftButton, pos=_at(view, 0.5, x))
    assert 0 < view.scale.x(date(2011, 6, 1)) < view.timeline_width


def test_the_frame_follows_what_is_seen_and_never_vanishes(view: GanttView) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(0)
    top = view.overview.seen()
    assert (round(top.top()), top.height() >= 8, top.width() >= 8) == (view.header + 4, True, True)
    bar.setValue(bar.maximum())
    bottom = view.overview.seen()
    assert bottom.bottom() <= view.overview.height()
    assert bottom.bottom() > view.overview.height() - 10
    view.show_day(date(2150, 1, 1))
    assert view.overview.seen().right() <= WIDTH


def test_a_single_far_date_leaves_the_others_their_room() -> None:
    rows = parts.many_rows(200)
    rows[50] = rows[50]._replace(end=date(2190, 1, 1))
    where = lie(rows, parts.TODAY, 400)
    first, last = (where.x(day.toordinal()) for day in (date(2010, 3, 1), date(2012, 6, 30)))
    assert last - first > WIDTH / 2
    assert where.x(date(2190, 1, 1).toordinal()) == WIDTH - 4
    assert where.day(where.x(parts.TODAY.toordinal())) == pytest.approx(parts.TODAY.toordinal())


def test_today_far_from_the_schedule_is_on_its_edge() -> None:
    rows = parts.many_rows(200)
    later = lie(rows, date(2030, 1, 1), 400)
    assert later.x(date(2030, 1, 1).toordinal()) == WIDTH - 4
    soon = lie(rows, date(2012, 6, 30) + timedelta(days=60), 400)
    assert soon.x(date(2012, 6, 30).toordinal()) < WIDTH - 5


def test_rows_without_any_date_have_an_overview_too() -> None:
    where = lie([parts.UNDATED] * 200, parts.TODAY, 400)
    assert 4 < where.x(parts.TODAY.toordinal()) < WIDTH - 4


def test_the_wheel_scrolls_and_words_say_what_lies_there(view: GanttView) -> None:
    point = QPointF(_at(view, 0.5))
    event = QWheelEvent(
        point,
        QPointF(view.overview.mapToGlobal(_at(view, 0.5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.overview, event)
    assert view.verticalScrollBar().value() > 0
    told = view.overview._words(point.y())
    assert "Hanke 1" in told or "Hanke 9" in told
    assert "of 2,001" in told
    assert view.overview._words(3) == "Click or drag to go there"
    assert view.overview.accessibleName() == "Overview of the schedule"
    assert view.overview.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_keys_move_its_frame(view: GanttView) -> None:
    before = view.overview.seen().top()
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.overview.seen().top() > before
