"""What the Gantt paints: only what is seen, where it belongs, in both themes."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio import text
from kpkportfolio.charts.palette import DARK, LIGHT, Palette
from tests.ui import gantt_parts as parts
from ui.theme.theme import Scheme, install
from ui.widgets.gantt.canvas import Type
from ui.widgets.gantt.card import Piece
from ui.widgets.gantt.legend import Legend
from ui.widgets.gantt.rows import GanttRows, Shown, first_look
from ui.widgets.gantt.scale import TimeScale
from ui.widgets.gantt.table import Columns, end_text, group_text
from ui.widgets.gantt.view import GanttView


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    install(qapp, Scheme.LIGHT)


def _image(view: GanttView) -> QImage:
    return view.viewport().grab().toImage()


def _ink(image: QImage, at: QPoint) -> str:
    ratio = image.devicePixelRatio()
    return image.pixelColor(round(at.x() * ratio), round(at.y() * ratio)).name().upper()


def _inks(image: QImage, rect: QRect) -> set[str]:
    points = ((x, y) for x in range(rect.left(), rect.right() + 1) for y in range(rect.top(), rect.bottom() + 1))
    return {_ink(image, QPoint(x, y)) for x, y in points}


def _row_rect(view: GanttView, id_: str) -> QRect:
    index = view.rows.place[id_]
    return QRect(round(view.table_width), round(view.top_of(index)), round(view.timeline_width), view.row_height)


@pytest.mark.parametrize(("scheme", "palette"), [(Scheme.LIGHT, LIGHT), (Scheme.DARK, DARK)])
def test_what_is_done_is_solid_and_the_rest_tinted(
    qtbot: QtBot, qapp: QApplication, scheme: Scheme, palette: Palette
) -> None:
    install(qapp, scheme)
    view = parts.make_view(qtbot)
    image = _image(view)
    colour = palette.programme_colour(1)
    assert _ink(image, parts.spot(view, "done", date(2010, 6, 15))) == colour
    assert _ink(image, parts.spot(view, "done", date(2012, 4, 15))) == palette.tint(colour)
    assert _ink(image, parts.spot(view, "proposed", date(2013, 1, 15))) == palette.tint(colour)
    assert _ink(image, parts.spot(view, "last", date(2013, 1, 15))) == palette.tint(palette.programme_colour(2))
    assert _ink(image, parts.spot(view, "halted", date(2012, 4, 15))) == palette.base


def test_a_bar_begins_and_ends_on_its_days(qtbot: QtBot) -> None:
    view = parts.make_view(qtbot)
    image = _image(view)
    colour = LIGHT.programme_colour(1)
    first, last = parts.spot(view, "done", date(2010, 3, 1)), parts.spot(view, "done", date(2012, 6, 30), True)
    assert _ink(image, first + QPoint(1, 0)) == colour
    assert _ink(image, first - QPoint(2, 0)) != colour
    assert _ink(image, last - QPoint(1, 0)) == colour
    assert _ink(image, last + QPoint(2, 0)) != colour


def test_a_row_without_dates_says_so_and_has_no_bar(qtbot: QtBot) -> None:
    view = parts.make_view(qtbot)
    rect = _row_rect(view, "undated")
    today = round(view.table_width + view.scale.x(parts.TODAY))
    inks = _inks(_image(view), QRect(QPoint(today + 6, rect.top()), rect.bottomRight()))
    assert inks == {LIGHT.base, LIGHT.line}
    assert LIGHT.muted in _inks(_image(view), QRect(rect.left(), rect.top(), 120, rect.height()))


def test_a_baseline_is_drawn_only_where_it_differs(qtbot: QtBot) -> None:
    same = parts.DONE._replace(id="same", baseline_end=parts.DONE.end, slip_days=0)
    view = parts.make_view(qtbot, [parts.DONE, same])
    image = _image(view)
    under = QPoint(0, 9)
    day = date(2011, 3, 15)
    assert _ink(image, parts.spot(view, "done", day) + under) == LIGHT.edge
    assert _ink(image, parts.spot(view, "same", day) + under) not in (LIGHT.edge, LIGHT.danger)
    view.set_shown(Shown(baseline=False))
    assert _ink(_image(view), parts.spot(view, "done", day) + under) != LIGHT.edge


def test_slips_are_told_in_words_of_their_weight(qtbot: QtBot) -> None:
    late = parts.DONE._replace(id="late", slip_days=365)
    view = parts.make_view(qtbot, [parts.DONE, late])
    image = _image(view)
    for id_, ink in (("done", LIGHT.warn), ("late", LIGHT.danger)):
        left, right = view.words[view.rows.place[id_]]
        assert left > view.scale.x(date(2012, 6, 30), evening=True)
        where = QRect(
            round(view.table_width + left), parts.spot(view, id_, parts.TODAY).y() - 6, round(right - left), 12
        )
        assert ink in _inks(image, where)


def test_a_slip_goes_inside_the_bar_where_there_is_no_room(qtbot: QtBot) -> None:
    view = parts.make_view(qtbot)
    view.set_scale(TimeScale(view.scale.left, view.timeline_width / 30.2))
    view.viewport().repaint()
    left, right = view.words[view.rows.place["done"]]
    end = view.scale.x(date(2012, 6, 30), evening=True)
    assert left < right <= min(end, view.timeline_width)


def test_a_slip_inside_a_bar_stands_clear_of_milestones(qtbot: QtBot) -> None:
    view = parts.make_view(qtbot)
    view.set_scale(TimeScale(view.scale.left, view.timeline_width / 25.2))
    view.viewport().repaint()
    left, right = view.words[view.rows.place["done"]]
    mark = view.scale.x(date(2012, 1, 31), evening=True)
    assert mark < view.timeline_width, "the milestone is seen where the words would stand"
    assert right < mark - 8
    assert left > 0


def test_only_visible_rows_are_painted_of_ten_thousand(qtbot: QtBot) -> None:
    view = parts.make_view(qtbot, parts.many_rows(10_000))
    seen = -(-(view.viewport().height() - view.header) // view.row_height) + 1
    for place in (0, 100_001, view.verticalScrollBar().maximum()):
        view.verticalScrollBar().setValue(place)
        view.viewport().repaint()
        assert 0 < view.painted <= seen
    view.viewport().repaint(QRect(0, view.header + 3 * view.row_height + 4, 900, 10))
    assert view.painted <= 2


def test_collapsing_hides_the_members_and_keeps_the_bracket(qtbot: QtBot) -> None:
    view = parts.make_view(qtbot)
    view.fold([parts.GROUP.id], True)
    assert [row.id for row in view.rows.rows] == [parts.GROUP.id, parts.LATER.id, "last"]
    at = QPoint(round(view.table_width) + 30, round(view.top_of(0)) + 12)
    assert _ink(_image(view), at) == LIGHT.programme_colour(1)
    view.fold([parts.GROUP.id], False)
    assert view.rows.rows == parts.ROWS


def test_new_rows_keep_place_zoom_cursor_and_what_is_collapsed(qtbot: QtBot) -> None:
    rows = [*parts.many_rows(200), parts.LATER, parts.LAST]
    view = parts.make_view(qtbot, rows)
    view.fold([parts.LATER.id], True)
    view.verticalScrollBar().setValue(50 * view.row_height + 5)
    view.caret.go(60)
    top, scale = view.id_at(50), view.scale
    view.set_rows([parts.GROUP, parts.OPEN, *rows[1:]], [], parts.PHASES, True)
    assert view.top_of(view.rows.place[top]) == pytest.approx(view.header - 5)
    assert view.scale == scale
    assert view.id_at(view.caret.row) == "i59"
    assert "last" not in view.rows.place


def test_dependencies_follow_the_rows_and_break_by_the_dates(qtbot: QtBot) -> None:
    view = parts.make_view(qtbot)
    arrows = {arrow.id: arrow for arrow in view.rows.arrows_between(0, 7)}
    assert not arrows["kept"].broken
    assert arrows["broken"].broken
    rect = _row_rect(view, "proposed") | _row_rect(view, "halted")
    assert LIGHT.danger in _inks(_image(view), rect)
    view.set_shown(Shown(dependencies=False))
    assert LIGHT.danger not in _inks(_image(view), rect)


def test_arrows_are_found_by_rows() -> None:
    rows = parts.many_rows(1000)
    pairs = [(1, 2), (10, 400), (500, 501), (3, 999)]
    links = [parts.KEPT._replace(id=f"{a}-{b}", predecessor_id=f"i{a}", successor_id=f"i{b}") for a, b in pairs]
    model = GanttRows()
    model.set_rows(rows, links)

    def found(first: int, last: int) -> set[str]:
        return {arrow.id for arrow in model.arrows_between(first, last)}

    assert found(0, 30) == {"1-2", "10-400", "3-999"}
    assert found(495, 510) == {"500-501"}
    assert found(990, 1000) == {"3-999"}
    assert found(600, 700) == set()
    both = [arrow.id for arrow in model.arrows_between(0, 1000)]
    assert sorted(both) == sorted({*both}), "each arrow once"
    assert len(both) == 4


def test_today_is_a_line_and_a_flag(qtbot: QtBot) -> None:
    view = parts.make_view(qtbot)
    image = _image(view)
    x = round(view.table_width + view.scale.x(parts.TODAY))
    assert LIGHT.text in _inks(image, QRect(x - 1, view.header + 200, 3, 1))
    assert LIGHT.text in _inks(image, QRect(x - 40, view.header - 30, 2, 2))
    view.show_day(date(2030, 1, 1))
    assert LIGHT.text not in _inks(_image(view), QRect(round(view.table_width) + 1, view.header + 203, 500, 1))


def test_phases_are_bands_named_in_the_header(qtbot: QtBot) -> None:
    view = parts.make_view(qtbot)
    at = QPoint(round(view.table_width) + 42, round(view.top_of(view.rows.place["undated"])) + 4)
    right = round(view.table_width + view.scale.x(date(2012, 2, 10)))
    with_band = view.header
    undated = at + QPoint(60, 0)
    assert LIGHT.phase_band in (_ink(_image(view), at), _ink(_image(view), undated))
    assert _ink(_image(view), QPoint(right, at.y())) == LIGHT.base
    view.set_shown(Shown(phases=False))
    assert view.header < with_band


def test_a_selected_row_is_told_by_tone_and_bar(qtbot: QtBot) -> None:
    view = parts.make_view(qtbot)
    view.caret.show_selected(["halted"])
    top = round(view.top_of(view.rows.place["halted"]))
    image = _image(view)
    assert _ink(image, QPoint(1, top + 14)) == LIGHT.accent
    assert _ink(image, QPoint(20, top + 3)) in (LIGHT.selection, LIGHT.selection_inactive)


def test_columns_give_way_to_the_title(qtbot: QtBot) -> None:
    type_ = Type()
    wide, middle, narrow = (Columns.fit(width, type_) for width in (520, 330, 160))
    assert None not in (wide.done, wide.words, wide.end)
    assert middle.done is None
    assert middle.end is not None
    assert narrow.end is None
    assert narrow.titles > 130


def test_words_of_the_table() -> None:
    text.set_language("fi")
    assert end_text(parts.OPEN) == "jatkuva"
    assert end_text(parts.UNDATED) == "–"
    assert end_text(parts.DONE) == "6/2012"
    assert group_text(parts.GROUP) == "5 hanketta"
    assert group_text(parts.GROUP._replace(investment_min=6_60_000_000, investment_max=6_60_000_000)).endswith("M€")


def test_the_first_look_has_today_or_the_beginning_of_the_path() -> None:
    begin = first_look(parts.ROWS, parts.PHASES, parts.TODAY, 720, 12)
    assert begin == date(2010, 1, 1)
    assert first_look(parts.ROWS, parts.PHASES, date(2026, 1, 1), 720, 12) == date(2010, 1, 1)
    near = first_look(parts.ROWS, parts.PHASES, parts.TODAY, 720, 280)
    assert parts.TODAY - timedelta(days=60) < near < parts.TODAY


def test_the_scroll_bar_reaches_all_years_of_the_data(qtbot: QtBot) -> None:
    old = parts.DONE._replace(id="old", start=date(1987, 1, 1))
    new = parts.DONE._replace(id="new", end=date(2048, 12, 31))
    view = parts.make_view(qtbot, [old, new])
    bar = view.horizontalScrollBar()
    bar.setValue(0)
    assert view.scale.day(0) < date(1987, 1, 1)
    bar.setValue(bar.maximum())
    assert view.scale.day(view.timeline_width) > date(2048, 12, 31)


def test_the_key_tells_what_is_shown_and_the_source(qtbot: QtBot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.resize(1200, 36)
    legend.tell(Shown(dependencies=False), "Lähde: salkku")
    assert "baseline" in legend.accessibleDescription()
    assert "dependency" not in legend.accessibleDescription()
    assert "Lähde: salkku" in legend.accessibleDescription()
    assert LIGHT.muted in _inks(legend.grab().toImage(), QRect(16, 8, 40, 20))
    one_line = legend.height()
    with qtbot.waitExposed(legend):
        legend.show()
    legend.resize(300, one_line)
    assert legend.height() > one_line, "nothing is left out where it is narrow"


def test_ring_and_grips_of_a_selected_bar(qtbot: QtBot) -> None:
    view = parts.make_view(qtbot)
    view.caret.show_selected(["done"])
    image = _image(view)
    end = parts.spot(view, "done", date(2012, 6, 30), True)
    assert _ink(image, end) == LIGHT.base
    ring = QRect(end.x() - 60, end.y() - 9, 20, 3)
    assert LIGHT.accent in _inks(image, ring)
    assert view.viewport().testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)


def test_a_long_sentence_of_the_card_is_read_whole_where_the_timeline_is_narrow(
    qtbot: QtBot, qapp: QApplication
) -> None:
    install(qapp, Scheme.LIGHT)
    view = parts.make_view(qtbot)
    view.set_table_width(700)
    sentence = "Choose with the arrows what depends on it and press Enter to add it, " * 3
    view.tell(1, [[Piece(sentence)]])
    assert view.card.text == sentence
    assert len(view.card._lines) > 1
    assert " ".join(part[0].text for part in view.card._lines).split() == sentence.split()
    assert view.viewport().rect().contains(view.card.geometry())
