"""The parts pages are put together from: what they tell, what they draw, and that keys reach everything."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QToolButton, QTreeView, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from kpkportfolio import text
from kpkportfolio.charts.palette import LIGHT
from kpkportfolio.model.vocabulary import Health, OverlapKind, Status
from kpkportfolio.snapshots.grouping import GroupBy
from ui.models.roles import Bar, CellKind, HealthMark, Role
from ui.theme.theme import Scheme, font, install, row_pixels
from ui.theme.tokens import FontRole
from ui.widgets.bars import YearBar, YearBars, scale_top
from ui.widgets.callout import Callout, CalloutRow
from ui.widgets.choices import ChoiceButton, MultiChoiceButton, Segments
from ui.widgets.empty import EmptyPage
from ui.widgets.facets import FIRST_SHOWN, Facet, FacetList, FacetValue
from ui.widgets.key_hint import HintButton, hint_width
from ui.widgets.messages import Message, Tone
from ui.widgets.navigation import Navigation, NavigationItem, word_font
from ui.widgets.one_line import OneLine
from ui.widgets.page_header import HeaderTabs, PageHeader
from ui.widgets.table_header import TableHeader
from ui.widgets.table_setup import dress, figure_width, set_title_heights
from ui.widgets.text_layout import long_titles, title_lines
from ui.widgets.tool_row import SearchField, ToolRow

Index = QModelIndex | QPersistentModelIndex

FIRST, LAST, TODAY = date(2010, 1, 1), date(2014, 12, 31), date(2011, 11, 15)
HEADERS = [
    ("Hanke", "", Qt.AlignmentFlag.AlignLeft),
    ("Status", "", Qt.AlignmentFlag.AlignLeft),
    ("Aikataulu", "2010–2014", Qt.AlignmentFlag.AlignLeft),
    ("Tilanne", "", Qt.AlignmentFlag.AlignHCenter),
    ("Investointi", "M€", Qt.AlignmentFlag.AlignRight),
]
TITLES = ["", "Yhteinen asianhallintapalvelu", "Kuuden kaupungin yhteinen asianhallintaratkaisu"]
KINDS = [CellKind.TITLE, CellKind.STATUS, CellKind.BAR, CellKind.HEALTH, CellKind.NUMBER]


class Model(QAbstractTableModel):
    """A programme's group row over two initiatives."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else 3

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(KINDS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        words, unit, alignment = HEADERS[section]
        return {0: words, int(Role.SECOND_LINE): unit, int(Qt.ItemDataRole.TextAlignmentRole): alignment}.get(role)

    def data(self, index: Index, role: int = 0) -> object:
        row, column = index.row(), index.column()
        if row == 0:
            told: dict[int, object] = {Role.KIND: CellKind.GROUP}
            if column == 0:
                told |= {0: "Asianhallinta ja arkistointi", Role.PROGRAMME: 2, Role.EXPANDED: True}
                told |= {Role.COUNT: "2 hanketta"}
            if column == 4:
                told |= {0: "5,2"}
            return told.get(role)
        told = {Role.KIND: KINDS[column], Role.GROUP_LEVEL: 1}
        told |= (
            {0: TITLES[row], Role.OVERLAP: OverlapKind.OVERLAP if row == 1 else None},
            {0: "Toteutus", Role.STATUS: Status.IMPLEMENTATION},
            {Role.BAR: Bar(date(2010, 10, 1), date(2013, 3, 31), FIRST, LAST, TODAY, 40, 2)},
            {Role.HEALTH: HealthMark(Health.YELLOW, Health.RED if row == 2 else None)},
            {0: "3,6"},
        )[column]
        return told.get(role)


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    install(qapp, Scheme.LIGHT)


@pytest.fixture
def table(qtbot: QtBot) -> QTableView:
    view = QTableView()
    qtbot.addWidget(view)
    model = Model(view)
    header = TableHeader(view)
    view.setHorizontalHeader(header)
    view.setModel(model)
    dress(view)
    for column, width in enumerate((230, 120, 100, 60, 80)):
        view.setColumnWidth(column, width)
    view.resize(620, 240)
    return view


def _inks(image: QImage, rect: QRect | None = None) -> set[str]:
    area = rect or image.rect()
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    }


def _cell(view: QTableView, row: int, column: int) -> QRect:
    return view.visualRect(view.model().index(row, column))


# cells -----------------------------------------------------------------------------------------------


def test_the_model_of_these_tests_is_a_proper_one(table: QTableView, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(table.model())


def test_every_kind_of_cell_draws_what_its_roles_say(table: QTableView) -> None:
    image = table.viewport().grab().toImage()
    assert LIGHT.warn in _inks(image, _cell(table, 1, 0))
    assert LIGHT.warn not in _inks(image, _cell(table, 2, 0))
    assert LIGHT.status_colour(Status.IMPLEMENTATION) in _inks(image, _cell(table, 1, 1))
    bar = _inks(image, _cell(table, 1, 2))
    assert {LIGHT.programme_colour(2), LIGHT.tint(LIGHT.programme_colour(2)), LIGHT.muted} <= bar
    assert LIGHT.health_colour(Health.RED) not in _inks(image, _cell(table, 1, 3))
    assert LIGHT.health_colour(Health.RED) in _inks(image, _cell(table, 2, 3))
    assert LIGHT.alt in _inks(image, _cell(table, 0, 3))


def test_selection_shows_without_colour_as_a_bar_at_the_left(table: QTableView) -> None:
    flags = QItemSelectionModel.SelectionFlag
    # selectRow goes by the keys held, and an earlier test's Shift may still count as held
    table.selectionModel().select(table.model().index(1, 0), flags.ClearAndSelect | flags.Rows)
    image = table.viewport().grab().toImage()
    rect = _cell(table, 1, 0)
    middle = rect.center().y()
    assert [image.pixelColor(x, middle).name().upper() for x in range(3)] == [LIGHT.accent] * 3
    assert image.pixelColor(4, middle).name().upper() in (LIGHT.selection, LIGHT.selection_inactive)
    assert image.pixelColor(1, _cell(table, 2, 0).center().y()) == QColor(LIGHT.base)
    # a column moved to the left takes the bar over
    table.horizontalHeader().moveSection(1, 0)
    image = table.viewport().grab().toImage()
    assert image.pixelColor(1, middle) == QColor(LIGHT.accent)


def test_a_group_name_runs_on_over_empty_cells_also_when_only_one_of_them_is_redrawn(table: QTableView) -> None:
    table.setColumnWidth(0, 120)
    whole = table.viewport().grab().toImage()
    slice_ = _cell(table, 0, 1)
    part = QPixmap(table.viewport().size())
    part.fill(Qt.GlobalColor.transparent)
    table.viewport().render(part, slice_.topLeft(), slice_)
    assert LIGHT.text in _inks(whole, slice_)
    assert part.toImage().copy(slice_) == whole.copy(slice_).convertToFormat(part.toImage().format())


def test_a_click_on_the_chevron_tells_which_group(table: QTableView, qtbot: QtBot) -> None:
    rect = _cell(table, 0, 0)
    with qtbot.waitSignal(table.itemDelegate().toggled) as told:  # type: ignore[attr-defined]  # dress() set it
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.left() + 20, rect.center().y()))
    assert told.args[0].row() == 0


def test_a_tree_asks_for_two_lines_where_a_title_is_long(qtbot: QtBot) -> None:
    tree = QTreeView()
    qtbot.addWidget(tree)
    tree.setModel(Model(tree))
    dress(tree)
    tree.setColumnWidth(0, 260)
    assert tree.sizeHintForIndex(tree.model().index(1, 0)).height() == row_pixels()
    assert tree.sizeHintForIndex(tree.model().index(2, 0)).height() == row_pixels(2)
    tree.setColumnWidth(0, 600)
    assert tree.sizeHintForIndex(tree.model().index(2, 0)).height() == row_pixels()


def test_only_rows_of_long_titles_grow(table: QTableView) -> None:
    set_title_heights(table, TITLES, 0, grouped=True)
    assert [table.rowHeight(row) for row in range(3)] == [row_pixels(), row_pixels(), row_pixels(2)]
    table.setColumnWidth(0, 600)
    set_title_heights(table, TITLES, 0, grouped=True)
    assert {table.rowHeight(row) for row in range(3)} == {row_pixels()}


def test_header_words_are_never_cut(table: QTableView) -> None:
    header = table.horizontalHeader()
    assert isinstance(header, TableHeader)
    table.setColumnWidth(4, 20)
    words = QFontMetricsF(font(FontRole.SMALL_STRONG)).horizontalAdvance("Investointi")
    assert table.columnWidth(4) >= words + 16
    table.setColumnHidden(3, True)
    header.fit()
    assert table.isColumnHidden(3)
    image = header.grab().toImage()
    assert {LIGHT.text, LIGHT.muted} <= _inks(image)


def test_the_sorted_column_has_a_chevron(table: QTableView) -> None:
    header = table.horizontalHeader()
    before = _inks(header.grab().toImage())
    header.setSortIndicatorShown(True)
    header.setSortIndicator(4, Qt.SortOrder.DescendingOrder)
    added = _inks(header.grab().toImage()) - before
    assert any(QColor(ink).hslHue() == QColor(LIGHT.accent).hslHue() for ink in added)


def test_figures_have_room(table: QTableView) -> None:
    width = figure_width(table, ["1,0", "277–441"], bold=True)
    assert width >= QFontMetricsF(font(FontRole.STRONG, table.font())).horizontalAdvance("277–441") + 16


WORDS = st.text(alphabet="aåäöWi-–/ ", max_size=120)


@given(WORDS, st.integers(min_value=30, max_value=400))
def test_titles_take_at_most_two_lines_that_fit(qapp: QApplication, title: str, width: int) -> None:
    body = font(FontRole.BODY)
    lines = title_lines(title, width, body)
    metrics = QFontMetricsF(body)
    assert 1 <= len(lines) <= 2
    assert all(metrics.horizontalAdvance(line) <= width + 1 for line in lines)
    shown = "".join(lines).replace(" ", "")
    if not lines[-1].endswith("…"):
        assert shown == "".join(title.split())


@given(st.lists(WORDS, max_size=20))
def test_long_titles_are_those_that_do_not_fit_one_line(qapp: QApplication, titles: list[str]) -> None:
    body = font(FontRole.BODY)
    metrics = QFontMetricsF(body)
    long = set(long_titles(titles, 120, body))
    assert all((metrics.horizontalAdvance(title) > 120) == (row in long) for row, title in enumerate(titles))


@pytest.mark.parametrize(
    ("status", "proposed", "stopped", "progress"),
    [
        (Status.PROPOSED, True, False, 10),
        (Status.SUSPENDED, False, True, 10),
        (Status.COMPLETED, False, False, 100),
        (None, False, False, 10),
    ],
)
def test_a_bar_is_drawn_as_its_status_says(status: Status | None, proposed: bool, stopped: bool, progress: int) -> None:
    bar = Bar.of(FIRST, LAST, status, 10, 1, FIRST, LAST)
    assert (bar.proposed, bar.stopped, bar.progress) == (proposed, stopped, progress)


# navigation and facets -------------------------------------------------------------------------------


def test_the_current_page_is_bold_only_where_its_word_stays_whole(qapp: QApplication) -> None:
    word, base = "Päällekkäisyydet", qapp.font()
    roomy = word_font(word, True, 400, base)
    needed = QFontMetricsF(roomy).horizontalAdvance(word)
    assert roomy.bold() or roomy.weight() > base.weight()
    tight = word_font(word, True, int(needed) - 1, base)
    assert tight.weight() < roomy.weight()
    assert word_font(word, False, 400, base).weight() == tight.weight()


def test_navigation_is_walked_with_keys_and_read_out_with_counts(qtbot: QtBot) -> None:
    pages = [NavigationItem("a", "Salkku", "portfolio"), NavigationItem("b", "Päällekkäisyydet", "overlaps")]
    navigation = Navigation(pages, "Sivut")
    qtbot.addWidget(navigation)
    with qtbot.waitSignal(navigation.chosen) as told:
        qtbot.keyClick(navigation, Qt.Key.Key_Down)
    assert told.args == ["b"]
    with qtbot.assertNotEmitted(navigation.chosen):
        navigation.set_current("a")
        navigation.set_current("no such page")
    assert navigation.current == "a"
    plain = navigation.grab().toImage()
    navigation.set_count("b", 9)
    assert navigation.item(1).data(Qt.ItemDataRole.AccessibleTextRole) == "Päällekkäisyydet 9"
    assert navigation.grab().toImage() != plain
    navigation.set_count("b", 0)
    assert navigation.grab().toImage() == plain


def _facets(counts: dict[str, int]) -> list[Facet]:
    return [Facet("status", "Status", [FacetValue(key, key, n, "status:idea") for key, n in counts.items()])]


def test_facets_keep_what_is_checked_while_counts_change(qtbot: QtBot) -> None:
    facets = FacetList()
    qtbot.addWidget(facets)
    facets.set_facets(_facets({"idea": 3, "rollout": 1}))
    rows = facets.findChildren(QWidget, options=Qt.FindChildOption.FindChildrenRecursively)
    row = next(row for row in rows if row.accessibleName() == "Status: rollout (1)")
    with qtbot.waitSignal(facets.changed) as told:
        qtbot.keyClick(row, Qt.Key.Key_Space)
    assert told.args == [{"status": frozenset({"rollout"})}]
    with qtbot.assertNotEmitted(facets.changed):
        # nothing is left of it: still there, so that it can be unchecked
        facets.set_facets(_facets({"idea": 5}))
    assert facets.checked() == {"status": frozenset({"rollout"})}
    assert row.accessibleName() == "Status: rollout (0)"
    with qtbot.waitSignal(facets.changed) as told:
        facets.clear()
    assert told.args == [{}]
    facets.set_facets([])
    assert facets.checked() == {}


def test_a_saved_view_checks_facets_silently(qtbot: QtBot) -> None:
    facets = FacetList()
    qtbot.addWidget(facets)
    facets.set_facets(_facets({"idea": 3, "rollout": 1}))
    with qtbot.assertNotEmitted(facets.changed):
        facets.set_checked({"status": frozenset({"idea"})})
    assert facets.checked() == {"status": frozenset({"idea"})}


def test_a_long_facet_shows_its_first_values_and_the_checked_ones(qtbot: QtBot) -> None:
    facets = FacetList()
    qtbot.addWidget(facets)
    many = {f"v{number}": 1 for number in range(FIRST_SHOWN + 5)}
    facets.set_facets(_facets(many))

    def shown() -> int:
        return sum(not row.isHidden() for row in facets.findChildren(QWidget) if ": v" in row.accessibleName())

    assert shown() == FIRST_SHOWN
    facets.set_checked({"status": frozenset({f"v{FIRST_SHOWN + 2}"})})
    assert shown() == FIRST_SHOWN + 1
    more = next(button for button in facets.findChildren(QPushButton) if button.text().startswith("Show all"))
    more.click()
    assert shown() == len(many)
    assert more.text() == "Show fewer"


# header and tools ------------------------------------------------------------------------------------


def test_tabs_tell_their_key_and_show_counts(qtbot: QtBot) -> None:
    header = PageHeader("Salkku")
    qtbot.addWidget(header)
    with qtbot.assertNotEmitted(header.tab_changed):
        header.add_tab("development", "Kehityshankkeet", 32)
        header.add_tab("projects", "Projektit")
    assert header.tab == "development"
    tabs = header.findChild(HeaderTabs)
    assert tabs is not None
    before = tabs.sizeHint().width()
    header.set_count("projects", 1041)
    assert tabs.sizeHint().width() > before
    assert tabs.accessibleTabName(1) == f"Projektit {text.format_number(1041)}"
    with qtbot.waitSignal(header.tab_changed) as told:
        qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert told.args == ["projects"]
    header.set_tab("no such tab")
    assert header.tab == "projects"


def test_the_header_of_the_portfolio_fits_the_smallest_screen(qtbot: QtBot) -> None:
    header = PageHeader("Päällekkäisyydet")
    qtbot.addWidget(header)
    for key, words in (("a", "Avoimet"), ("b", "Ratkaistut"), ("c", "Teksti muuttunut")):
        header.add_tab(key, words, 12)
    header.add_button(QPushButton("Vie Exceliin"))
    header.set_note("Hyvin pitkä lause, joka väistyy ensimmäisenä, kun tilaa on vähän " * 3)
    assert header.minimumSizeHint().width() <= 818


def test_tabs_of_a_narrow_header_stand_closer_together(qtbot: QtBot) -> None:
    header = PageHeader("Päällekkäisyydet")
    qtbot.addWidget(header)
    header.setMinimumWidth(100)
    for key, words in (("a", "Avoimet"), ("b", "Ratkaistut"), ("c", "Teksti muuttunut"), ("d", "Kartta")):
        header.add_tab(key, words, 50)
    header.resize(1200, header.height())
    header.show()
    tabs = header.findChild(HeaderTabs)
    assert tabs is not None
    wide = tabs.sizeHint().width()
    header.resize(wide + 150, header.height())
    assert tabs.sizeHint().width() < wide
    header.resize(1200, header.height())
    assert tabs.sizeHint().width() == wide


def test_search_tells_once_after_typing_and_escape_empties(qtbot: QtBot) -> None:
    row = ToolRow()
    qtbot.addWidget(row)
    field = row.add_search()
    told: list[str] = []
    field.searched.connect(told.append)
    with qtbot.waitSignal(field.searched):
        qtbot.keyClicks(field, " asia ")
    assert told == ["asia"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert told == ["asia", ""]
    assert field.text() == ""


def test_tools_stand_left_then_right(qtbot: QtBot) -> None:
    row = ToolRow()
    qtbot.addWidget(row)
    one, two, three = (QPushButton(word) for word in ("1", "2", "3"))
    row.add(one)
    row.add(two)
    row.stretch()
    row.add(three)
    row.resize(800, 52)
    row.layout().activate()
    assert one.x() == 16
    assert two.x() == one.geometry().right() + 9
    assert three.geometry().right() == 800 - 16 - 1


def test_a_choice_tells_only_what_the_user_chose(qtbot: QtBot) -> None:
    choice = ChoiceButton("Ryhmittely", [("programme", "Ohjelma"), (None, "Ei mitään")], "programme")
    qtbot.addWidget(choice)
    assert choice.accessibleName() == "Ryhmittely: Ohjelma"
    with qtbot.assertNotEmitted(choice.changed):
        choice.set_value(None)
        choice.menu().actions()[1].trigger()
    assert choice.value is None
    with qtbot.waitSignal(choice.changed) as told:
        choice.menu().actions()[0].trigger()
    assert told.args == ["programme"]
    choice.set_choices([("status", "Status")])
    assert choice.value == "status"
    assert [action.text() for action in choice.menu().actions()] == ["Status"]


def test_several_choices_are_told_together(qtbot: QtBot) -> None:
    choice = MultiChoiceButton("Näytä", [(1, "välitavoitteet"), (2, "vaiheet")], [2])
    qtbot.addWidget(choice)
    with qtbot.waitSignal(choice.changed) as told:
        choice.menu().actions()[0].trigger()
    assert told.args == [frozenset({1, 2})]
    assert choice.accessibleName() == "Näytä: välitavoitteet, vaiheet"
    choice.set_values([])
    assert choice.values == frozenset()


def test_what_is_chosen_is_of_the_type_it_was_offered_in(qtbot: QtBot) -> None:
    choice = ChoiceButton("Ryhmittely", [(by, by.value) for by in GroupBy])
    several = MultiChoiceButton("Ryhmittely", [(by, by.value) for by in GroupBy])
    for one in (choice, several):
        qtbot.addWidget(one)
        one.menu().actions()[1].trigger()
    assert type(choice.value) is GroupBy
    assert [type(value) for value in several.values] == [GroupBy]
    choice.set_value("topic")
    assert choice.value is GroupBy.TOPIC


def test_segments_are_walked_with_arrows_and_nothing_moves(qtbot: QtBot) -> None:
    segments = Segments("Tarkkuus", [("year", "Vuosi"), ("month", "Kuukausi")], "year")
    qtbot.addWidget(segments)
    width = segments.sizeHint().width()
    first, second = segments.findChildren(QPushButton)
    with qtbot.waitSignal(segments.changed) as told:
        qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert told.args == ["month"]
    assert segments.sizeHint().width() == width
    segments.show()
    second.setFocus()
    with qtbot.waitSignal(segments.changed) as told:
        qtbot.keyClick(second, Qt.Key.Key_Left)
    assert told.args == ["year"]
    assert first.isChecked()
    with qtbot.assertNotEmitted(segments.changed):
        segments.set_value("month")
        segments.set_value("century")
    assert segments.value == "month"


def test_a_button_shows_its_key_beside_its_words(qtbot: QtBot) -> None:
    plain, hinted = QPushButton("Tallenna"), HintButton("Tallenna", "Ctrl+Enter")
    qtbot.addWidget(plain)
    qtbot.addWidget(hinted)
    assert hinted.sizeHint().width() >= plain.sizeHint().width() + hint_width("Ctrl+Enter")
    assert hinted.accessibleDescription() == "Ctrl+Enter"
    hinted.resize(hinted.sizeHint())
    assert LIGHT.line_strong in _inks(hinted.grab().toImage())


# details ---------------------------------------------------------------------------------------------


@given(st.floats(min_value=0.0001, max_value=10_000))
def test_the_axis_of_bars_holds_the_highest_in_few_steps(most: float) -> None:
    step, top = scale_top(most)
    assert top >= most * (1 - 1e-9)
    assert top <= most * 10.01
    assert round(top / step, 6) in (1, 2, 3)
    assert round(step / 10 ** math.floor(math.log10(step) + 1e-9), 6) in (1, 2, 5)


def test_bars_tell_unknown_years_with_a_dash(qtbot: QtBot) -> None:
    text.set_language("fi")
    bars = YearBars("Investointi, M€")
    qtbot.addWidget(bars)
    bars.resize(316, bars.sizeHint().height())
    bars.set_years([YearBar(2011, 90_000_000, 70_000_000), YearBar(2012, 170_000_000), YearBar(2013, None)], 2)
    assert bars.accessibleDescription() == "2011: 0,9\u00a0M€; 2012: 1,7\u00a0M€; 2013: –"
    inks = _inks(bars.grab().toImage())
    assert {LIGHT.programme_colour(2), LIGHT.tint(LIGHT.programme_colour(2))} <= inks
    bars.set_years([YearBar(2013, None)])
    assert LIGHT.programme_colour(2) not in _inks(bars.grab().toImage().copy(0, 30, 316, 100))


def test_a_callout_row_is_opened_with_the_keyboard_and_vanishes_without_rows(qtbot: QtBot) -> None:
    panel = QWidget()
    qtbot.addWidget(panel)
    callout = Callout("Vertaa", parent=panel)
    callout.set_rows("Mahdollisia päällekkäisyyksiä 1", [CalloutRow("x", "Hanke", "Kuopio", "0,86", "vahva")])
    row = next(
        child for child in callout.findChildren(QWidget) if child.accessibleName() == "Hanke, Kuopio, 0,86, vahva"
    )
    with qtbot.waitSignal(callout.row_chosen) as told:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert told.args == ["x"]
    assert row.heightForWidth(60) > row.heightForWidth(600) - 1
    with qtbot.waitSignal(callout.link_chosen):
        callout.findChildren(QPushButton)[0].click()
    callout.set_rows("", [])
    assert callout.isHidden()


@pytest.mark.parametrize("tone", list(Tone))
def test_a_message_can_be_copied_and_closed(qtbot: QtBot, tone: Tone) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    message = Message(page)
    message.show_message(tone, "Tuonti keskeytyi.", "rivi 7", "Yritä uudestaan")
    assert message.accessibleName() == "Tuonti keskeytyi."
    action, copy = message.findChildren(QPushButton)
    copy.click()
    assert QGuiApplication.clipboard().text() == "Tuonti keskeytyi.\n\nrivi 7"
    with qtbot.waitSignal(message.action_chosen):
        action.click()
    message.resize(600, 48)
    assert getattr(LIGHT, f"{tone}_ground") in _inks(message.grab().toImage())
    close = message.findChild(QToolButton)
    assert close is not None
    assert close.accessibleName() == "Close"
    with qtbot.waitSignal(message.closed):
        close.click()
    assert message.isHidden()


def test_an_empty_page_offers_the_first_steps(qtbot: QtBot) -> None:
    done: list[str] = []
    page = EmptyPage("Salkku on tyhjä", "Tuo ensin rekisteri.", [("Tuo", "import", lambda: done.append("import"))])
    qtbot.addWidget(page)
    button = page.findChild(QPushButton)
    assert button is not None
    assert button.property("kind") == "primary"
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert done == ["import"]


def test_the_words_of_the_parts_are_finnish_and_swedish(qtbot: QtBot) -> None:
    seen = []
    for language in ("fi", "sv"):
        text.set_language(language)
        field = SearchField()
        qtbot.addWidget(field)
        seen.append(field.placeholderText())
    assert seen == ["Rajaa kirjoittamalla", "Skriv för att filtrera"]


def test_nothing_is_painted_outside_its_cell(table: QTableView) -> None:
    image = table.viewport().grab().toImage()
    below = QRect(0, _cell(table, 2, 0).bottom() + 1, table.viewport().width(), 20)
    assert _inks(image, below) == {LIGHT.base}


def test_words_on_one_line_give_way_with_an_ellipsis_or_altogether(qtbot: QtBot) -> None:
    told = OneLine(FontRole.SMALL, "muted")
    qtbot.addWidget(told)
    told.setText("Vanhentunut, 15 vuotta · Baltic Cities")
    told.resize(1000, 20)
    assert told.shown == told.text()
    told.resize(150, 20)
    assert told.shown.endswith("…")
    assert told.fontMetrics().horizontalAdvance(told.shown) <= 150
    told.resize(20, 20)
    assert told.shown == ""
