"""The bubble page: what it shows, and what mouse and keyboard do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio import text
from kpkportfolio.model.filtering import Facet, Filter
from tests.ui.snapshot_parts import MOVED, file_with_snapshots, opened_copy, opened_empty
from ui.pages.bubbles_page import BubblesPage
from ui.session import Session
from ui.theme.theme import Scheme, install
from ui.widgets.bubbles import motion
from ui.widgets.bubbles.window import WHOLE

__all__ = ["file_with_snapshots"]

Key = Qt.Key


def shown(session: Session, qtbot: QtBot) -> BubblesPage:
    page = BubblesPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.view.frame is not None and page.view.frame.spots is not None)
    return page


@pytest.fixture
def page(
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    file_with_snapshots: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[BubblesPage]:
    install(qapp, Scheme.LIGHT)
    monkeypatch.setattr(motion, "less_motion", lambda: False)
    with opened_copy(file_with_snapshots, tmp_path, qtbot) as session:
        made = shown(session, qtbot)
        qtbot.waitUntil(lambda: len(made.past.snapshots) == 2)
        yield made


def spot(page: BubblesPage, index: int) -> QPoint:
    frame = page.view.frame
    assert frame is not None
    return QPointF(frame.discs[index].x, frame.discs[index].y).toPoint()


def alone(page: BubblesPage) -> int:
    """A bubble that no other covers."""
    frame = page.view.frame
    assert frame is not None
    return next(n for n in range(len(frame.discs)) if page.view.point_at(QPointF(spot(page, n))) == n)


def index_of(page: BubblesPage, title: str) -> int:
    assert page.view.chart is not None
    id_ = next(row.id for row in page.session.contents.initiatives if row.title.startswith(title))
    return next(n for n, bubble in enumerate(page.view.chart.bubbles) if bubble.id == id_)


def test_everything_is_placed_or_listed(page: BubblesPage) -> None:
    chart = page.view.chart
    assert chart is not None
    assert len(chart.bubbles) + len(page.side.unplaced.entries) == len(page.rows()) == 32
    assert all(entry.reason and entry.link for entry in page.side.unplaced.entries)
    assert sum(key.count for key in page.side.colours.keys) == len(chart.bubbles)
    assert "neither is subtracted" in page.header._note.text()


def test_a_click_selects_ctrl_adds_and_empty_ground_clears(page: BubblesPage, qtbot: QtBot) -> None:
    view, chart = page.view, page.view.chart
    assert chart is not None
    first = alone(page)
    second = next(n for n in range(len(chart.bubbles)) if n != first and view.point_at(QPointF(spot(page, n))) == n)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot(page, first))
    assert page.session.selection == (chart.bubbles[first].id,)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, spot(page, second))
    assert page.session.selection == (chart.bubbles[first].id, chart.bubbles[second].id)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, spot(page, first))
    assert page.session.selection == (chart.bubbles[second].id,)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert page.session.selection == ()


def test_a_box_takes_what_lies_in_it(page: BubblesPage, qtbot: QtBot) -> None:
    view, frame = page.view, page.view.frame
    assert frame is not None
    start, end = (
        QPoint(round(frame.box.left) - 4, round(frame.box.top) - 20),
        QPoint(view.width() - 2, view.height() - 4),
    )
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, start + QPoint(30, 30))
    qtbot.mouseMove(view, end)
    assert view.hands.box is not None
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    assert view.hands.box is None
    assert len(page.session.selection) == len(frame.discs)
    assert f"{len(frame.discs)} initiatives" in page.side.selected_words


def test_a_line_by_free_hand_takes_what_it_goes_round(page: BubblesPage) -> None:
    view, frame = page.view, page.view.frame
    assert frame is not None
    disc = frame.discs[0]
    # a triangle whose box also holds what the triangle itself does not
    corners = [(disc.x + 30, disc.y - 30), (disc.x + 30, disc.y + 60), (frame.box.left, frame.box.bottom)]
    left, shift = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
    kinds = [QEvent.Type.MouseButtonPress, *[QEvent.Type.MouseMove] * 3, QEvent.Type.MouseButtonRelease]
    for kind, (x, y) in zip(kinds, [*corners, corners[0], corners[0]], strict=True):
        at = QPointF(x, y)
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else left
        QApplication.sendEvent(
            view, QMouseEvent(kind, at, QPointF(view.mapToGlobal(at.toPoint())), button, left, shift)
        )
        assert view.hands.box is None
    assert view.hands.loop is None
    loop = QPolygonF([QPointF(*corner) for corner in corners])
    rule = Qt.FillRule.OddEvenFill
    inside = {
        bubble.id
        for bubble, one in zip(frame.chart.bubbles, frame.discs, strict=True)
        if loop.containsPoint(QPointF(one.x, one.y), rule)
    }
    assert frame.chart.bubbles[0].id in inside
    assert set(page.session.selection) == inside


def test_keys_walk_select_and_open(page: BubblesPage, qtbot: QtBot) -> None:
    view, chart = page.view, page.view.chart
    assert chart is not None
    qtbot.keyClick(view, Key.Key_Right)
    greatest = max(chart.bubbles, key=lambda bubble: bubble.impact or 0)
    assert page.session.selection == (greatest.id,)
    qtbot.keyClick(view, Key.Key_Left)
    (second,) = page.session.selection
    assert second != greatest.id
    assert page.session.by_id[second].title in view.accessibleDescription()
    qtbot.keyClick(view, Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert len(page.session.selection) == 2
    qtbot.keyClick(view, Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert len(page.session.selection) == 2
    with qtbot.waitSignal(page.details_wanted):
        qtbot.keyClick(view, Key.Key_Return)
    qtbot.keyClick(view, Key.Key_Escape)
    assert page.session.selection == ()


def test_a_double_click_opens_the_details(page: BubblesPage, qtbot: QtBot) -> None:
    index = alone(page)
    with qtbot.waitSignal(page.details_wanted):
        qtbot.mouseDClick(page.view, Qt.MouseButton.LeftButton, pos=spot(page, index))
    assert page.view.chart is not None
    assert page.session.selection == (page.view.chart.bubbles[index].id,)


def test_hovering_shows_a_card_with_the_values(page: BubblesPage, qtbot: QtBot) -> None:
    index = index_of(page, MOVED)
    page.view.hover(index)
    assert page.view.card.isVisible()
    assert MOVED in page.view.card.text
    assert "Investment" in page.view.card.text
    page.view.hover(None)
    assert not page.view.card.isVisible()


def wheel(page: BubblesPage, at: QPoint, held: Qt.KeyboardModifier) -> bool:
    event = QWheelEvent(
        QPointF(at),
        QPointF(page.view.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(page.view, event)
    return event.isAccepted()


def test_the_wheel_zooms_only_with_ctrl_and_zero_fits(page: BubblesPage, qtbot: QtBot) -> None:
    view = page.view
    index = alone(page)
    at = spot(page, index)
    assert not wheel(page, at, Qt.KeyboardModifier.NoModifier)
    assert view.window_ == WHOLE
    assert wheel(page, at, Qt.KeyboardModifier.ControlModifier)
    assert view.window_ != WHOLE
    near = spot(page, index)
    assert abs(near.x() - at.x()) <= 2
    assert abs(near.y() - at.y()) <= 2
    qtbot.keyClick(view, Key.Key_0)
    assert view.window_ == WHOLE
    assert spot(page, index) == at


def test_other_axes_make_another_chart_and_are_remembered(page: BubblesPage, qtbot: QtBot) -> None:
    page.tools.across.set_value("duration")
    page.tools.across.changed.emit("duration")
    page.tools.colour.set_value("status")
    page.tools.colour.changed.emit("status")
    chart = page.view.chart
    assert chart is not None
    assert chart.x.axis.key == "duration"
    assert page.header._note.text() == ""
    assert {key.glyph.partition(":")[0] for key in page.side.colours.keys} == {"status"}
    state = page.state()
    other = BubblesPage(page.session)
    qtbot.addWidget(other)
    other.restore(state)
    assert other.tools.options == page.tools.options
    other.restore({"x": "nonsense", "size": 7, "unknown": 1})
    assert other.tools.options.x == "duration"


def test_a_colour_narrows_the_portfolio_down(page: BubblesPage, qtbot: QtBot) -> None:
    row = page.side.colours.rows()[1]
    key = page.side.colours.keys[1]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert page.session.filter == Filter("", {Facet.PROGRAMME: frozenset({str(key.value)})})
    chart = page.view.chart
    assert chart is not None
    assert len(chart.bubbles) == key.count
    assert len(page.side.colours.keys) > 1
    assert [one.isChecked() for one in page.side.colours.rows()].count(True) == 1


def test_what_is_selected_narrows_every_page_down_and_opens_it_again(page: BubblesPage, qtbot: QtBot) -> None:
    session, chart = page.session, page.view.chart
    assert chart is not None
    assert page.side.only.isHidden()
    assert page.side.all.isHidden()
    session.set_filter(Filter("", {Facet.PROGRAMME: frozenset({session.shown[0].programme or ""})}))
    page.refresh()
    wanted = tuple(row.id for row in session.shown[:2])
    assert len(session.shown) > 2
    session.select(wanted)
    assert not page.side.only.isHidden()
    qtbot.mouseClick(page.side.only, Qt.MouseButton.LeftButton)
    assert {row.id for row in session.shown} == set(wanted)
    page.refresh()
    assert page.side.only.isHidden()
    assert session.selection == wanted
    session.select(wanted[:1])
    assert not page.side.only.isHidden()
    qtbot.mouseClick(page.side.all, Qt.MouseButton.LeftButton)
    assert session.filter.facets.keys() == {Facet.PROGRAMME}
    assert len(session.shown) > 2
    page.refresh()
    assert page.side.all.isHidden()


def test_a_filter_that_leaves_nothing_says_what_to_do(page: BubblesPage) -> None:
    page.session.set_filter(Filter("zzzz"))
    assert page._stack.currentWidget() is page.empty
    page.session.set_filter(Filter())
    assert page._stack.currentWidget() is page.view


def test_what_has_no_place_can_be_estimated(page: BubblesPage, monkeypatch: pytest.MonkeyPatch) -> None:
    from ui.dialogs.initiative_editor import InitiativeEditor

    asked: list[str | None] = []
    monkeypatch.setattr(
        InitiativeEditor, "ask", classmethod(lambda _c, _session, _parent=None, id_=None: asked.append(id_))
    )
    entry = next(one for one in page.side.unplaced.entries if one.link == "Estimate")
    page.side.unplaced.wanted.emit(entry.id)
    assert asked == [entry.id]
    assert page.session.selection == (entry.id,)


def test_rings_of_a_snapshot_and_the_change(page: BubblesPage, qtbot: QtBot) -> None:
    index = index_of(page, MOVED)
    none, _later, first = page.rings.menu().actions()
    first.trigger()
    qtbot.waitUntil(lambda: bool(page.view._earlier))
    chart = page.view.chart
    assert chart is not None
    bubble = chart.bubbles[index]
    assert page.view._earlier[bubble.id][0] > chart.x.fraction(bubble.x)
    assert "2/2011" in page.rings.accessibleName()
    page.session.select((bubble.id,))
    assert "change since 2/2011" in page.side.selected_words
    assert "−" in page.side.selected_words
    none.trigger()
    assert page.view._earlier == {}
    assert "change since" not in page.side.selected_words
    assert page.state()["snapshot"] == ""


def test_the_slider_moves_the_bubbles_to_where_they_stood(page: BubblesPage, qtbot: QtBot) -> None:
    travel, view = page.session.travel, page.view
    qtbot.waitUntil(lambda: len(travel.stops) > 1)
    chart = view.chart
    assert chart is not None
    bubble = chart.bubbles[index_of(page, MOVED)]
    places: list[dict[str, tuple[float, float]]] = []
    page.moving.moved.connect(places.append)
    with qtbot.waitSignal(page.moving.ended):
        page.slider.line.choose(0)
    assert view._moving is None
    then = view.chart
    assert then is not None
    assert next(one for one in then.bubbles if one.id == bubble.id).x > bubble.x
    assert places[0][bubble.id][0] < places[-1][bubble.id][0]
    with qtbot.waitSignal(page.moving.ended):
        page.slider.line.choose(page.slider.line.present)
    assert view.chart is not None
    assert next(one for one in view.chart.bubbles if one.id == bubble.id).x == bubble.x


def test_less_motion_is_respected(page: BubblesPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(page.session.travel.stops))
    page._ask_motion(True)
    before = page.view.chart
    page.slider.line.choose(0)
    qtbot.waitUntil(lambda: page.view.chart is not before)
    assert not page.moving.running
    assert page.session.then is not None


def test_a_narrow_page_folds_its_keys_into_a_menu(page: BubblesPage, qtbot: QtBot) -> None:
    page.resize(711, 430)
    qtbot.waitUntil(lambda: page.width() == 711)
    assert not page.side.isVisible()
    assert page.tools.more.isVisible()
    assert not page.tools.size_.isVisible()
    page.tools._keys.trigger()
    assert page.side.isVisible()
    page.resize(1200, 760)
    qtbot.waitUntil(lambda: page.tools.size_.isVisible())
    assert page.side.isVisible()


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("language", text.LANGUAGES)
def test_no_word_of_the_tools_is_cut_at_1366(
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    file_with_snapshots: Path,
    language: str,
    scheme: Scheme,
) -> None:
    install(qapp, scheme)
    text.set_language(language)
    with opened_copy(file_with_snapshots, tmp_path, qtbot) as session:
        page = shown(session, qtbot)
        page.resize(1166, 690)
        tools = page.tools
        for widget in (tools.across, tools.along, tools.size_, tools.colour, tools.scale, tools.names_box):
            assert widget.width() >= widget.sizeHint().width()
    install(qapp, Scheme.LIGHT)


def test_an_empty_portfolio_says_what_to_do_first(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    install(qapp, Scheme.LIGHT)
    with opened_empty(tmp_path, qtbot) as session:
        page = BubblesPage(session)
        qtbot.addWidget(page)
        page.resize(1000, 700)
        page.show()
        assert page._stack.currentWidget() is page.empty
        assert page.slider._none.isVisibleTo(page.slider)


def test_thousands_are_made_off_the_ui_thread(page: BubblesPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from ui.pages import bubbles_page

    monkeypatch.setattr(bubbles_page, "_AT_ONCE", 5)
    before = page._built
    page.session.set_filter(Filter("palvelu"))
    assert page._built is before
    page.session.set_filter(Filter("asiointi"))
    expected = {row.id for row in page.session.shown}
    qtbot.waitUntil(lambda: page._built is not before)

    def ids() -> set[str]:
        chart = page.view.chart
        return {bubble.id for bubble in chart.bubbles} if chart is not None else set()

    # the earlier filter's chart came too late and was thrown away
    qtbot.waitUntil(lambda: ids() <= expected and bool(ids()))
