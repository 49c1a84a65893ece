"""The portfolio page: what it shows, and that keys, mouse, clipboard and menus do what they say."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from kpkportfolio.model.filtering import Facet, Filter
from kpkportfolio.model.vocabulary import OverlapKind
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import set_language
from tests.ui.portfolio_parts import KEY, Found, at, id_of, opened, page, sample_file, session, titles
from ui.dialogs.ask_name import AskName
from ui.dialogs.columns import Columns
from ui.models.grouping import Group, Grouping
from ui.models.overlaps import Mark, Near
from ui.models.roles import Role
from ui.pages.portfolio.heights import TitleHeights
from ui.pages.portfolio_page import PortfolioPage
from ui.session import Session
from ui.theme.theme import row_pixels
from ui.theme.tokens import SIZES
from ui.widgets.cells import GROUPED_INSET, MARK_ROOM, CellDelegate

__all__ = ["page", "sample_file", "session"]


# --- showing ----------------------------------------------------------------------------------------------------------


def test_tabs_count_what_they_hold(page: PortfolioPage) -> None:
    bar = page.header.findChildren(QWidget)
    assert [page.header._key(n) for n in range(3)] == ["development", "projects", "services"]
    told = [page.header._tabs.accessibleTabName(n) for n in range(3)]  # type: ignore[union-attr]  # there are tabs
    assert told == ["Development initiatives 32", "Projects 15", "Services 28"]
    assert bar


def test_groups_are_the_programmes_and_the_totals_say_what_is_unknown(page: PortfolioPage) -> None:
    assert titles(page)[0] == "Sähköinen asiointi"
    assert sum(isinstance(page.model.entry(n), Group) for n in range(page.model.rowCount())) == 7
    assert page.totals.heading == "In all 32 initiatives"
    assert page.totals.note == "investment not known 2, impact not estimated 3"
    assert page.totals.sayings[0] == "44.6"


def test_rows_out_of_sight_grow_later_and_what_is_in_sight_stays_where_it_is(qtbot: QtBot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(QStandardItemModel(2000, 1, view))
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.resize(400, 300)
    view.show()
    heights = TitleHeights(view)
    heights.fit(lambda _row: [("a", 100.0)])
    view.scrollTo(view.model().index(1500, 0), QTableView.ScrollHint.PositionAtTop)
    top, y = view.rowAt(0), view.rowViewportPosition(view.rowAt(0))
    assert top > 1000
    heights.fit(lambda row: [("a long title", 1.0 if row % 2 else 1000.0)])
    assert (view.rowHeight(1), view.rowHeight(top | 1)) == (row_pixels(), row_pixels(2))
    qtbot.waitUntil(lambda: not heights._timer.isActive())
    assert [view.rowHeight(row) for row in (0, 1, 998, 1999)] == [row_pixels(n) for n in (1, 2, 1, 2)]
    assert (view.rowAt(0), view.rowViewportPosition(top)) == (top, y)


def test_typing_narrows_every_page(page: PortfolioPage, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.search, "asianhallinta")
    qtbot.waitUntil(lambda: session.filter.text == "asianhallinta")
    assert 0 < len(session.shown) < 47
    assert page.totals.heading == f"In all {len([r for r in session.shown if r.kind == 'initiative'])} initiatives"
    session.set_filter(Filter())
    assert page.search.text() == ""
    assert page.totals.heading == "In all 32 initiatives"


def test_nothing_found_says_so_and_shows_everything_again(page: PortfolioPage, session: Session) -> None:
    session.set_filter(Filter("zzz"))
    assert page.stack.currentWidget() is page.nothing
    session.set_filter(Filter())
    assert page.stack.currentWidget() is not page.nothing


def test_an_empty_portfolio_says_what_to_do_first(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "empty.sqlite"
    Portfolio.create(path).close()
    with opened(path, qtbot) as session:
        page = PortfolioPage(session, None, Found())  # type: ignore[arg-type]  # findings without a search
        qtbot.addWidget(page)
        page.show()
        assert page.stack.currentWidget() is page.empty


def test_the_bars_go_first_when_it_is_narrow(page: PortfolioPage) -> None:
    bar = page.model.column_of("schedule")
    assert not page.table.isColumnHidden(bar)
    page.resize(818, 800)
    assert page.table.isColumnHidden(bar)
    assert not page.table.isColumnHidden(page.model.column_of("end"))
    page.resize(1000, 800)
    assert not page.table.isColumnHidden(bar)


@pytest.mark.parametrize("code", ["fi", "sv", "en"])
@pytest.mark.parametrize("width", [711, 818, 892, 1166])
def test_headers_and_figures_are_whole_and_the_table_fits(
    session: Session, qtbot: QtBot, code: str, width: int
) -> None:
    set_language(code)
    page = PortfolioPage(session, None, Found())  # type: ignore[arg-type]  # findings without a search
    qtbot.addWidget(page)
    page.resize(width, 700)
    page.show()
    header = page.table.header
    for section in range(header.count()):
        if not header.isSectionHidden(section):
            assert header.sectionSize(section) >= header.sectionSizeFromContents(section).width()
    metrics = page.table.fontMetrics()
    for column in ("end", "investment", "impact"):
        number = page.model.column_of(column)
        for row in range(page.model.rowCount()):
            text = str(page.model.index(row, number).data())
            assert metrics.horizontalAdvance(text) + 16 <= page.table.columnWidth(number)
    if width >= 800:
        assert header.length() <= page.table.viewport().width()
        # a status gives way to its shape before a title can no longer be read
        assert page.table.columnWidth(page.model.column_of("title")) >= 160
    assert page.minimumSizeHint().width() <= max(width, 760)


def test_a_long_title_has_two_lines_and_a_short_one_does_not(page: PortfolioPage) -> None:
    page.table.set_own_widths({"organisation": 260})
    page.resize(820, 800)
    long = page.model.place(id_of(page.session, "Elektroniska bygglovsärenden"))
    heading = page.table.rowHeight(0)
    assert page.table.rowHeight(long) > heading
    page.table.fold(0)
    assert page.table.rowHeight(0) == heading
    page.table.fold(0)
    assert page.table.rowHeight(long) > heading


def test_a_mark_that_comes_later_gives_a_title_its_second_line(page: PortfolioPage) -> None:
    place = page.model.place(id_of(page.session, "Elektroniska bygglovsärenden"))
    column = page.model.column_of("title")
    short = page.table.rowHeight(0)
    needed = page.table.fontMetrics().horizontalAdvance(str(page.model.index(place, column).data()))
    page.model.set_overlaps({})
    # fits beside nothing, and not beside a mark
    page.table.setColumnWidth(column, needed + GROUPED_INSET + SIZES.cell_inset + MARK_ROOM // 2)
    page.table.fit_heights()
    assert page.table.rowHeight(place) == short
    near = Near(OverlapKind.DUPLICATE, 0.93, "Toinen")
    page.model.set_overlaps({page.model.entry(place).id: Mark((near,), 1)})  # type: ignore[union-attr]  # an initiative's place
    assert page.table.rowHeight(place) > short
    page.model.set_overlaps({})
    assert page.table.rowHeight(place) == short


def test_the_table_paints_titles_and_the_total_row(page: PortfolioPage) -> None:
    plain = page.table.viewport().grab().toImage()
    page.model.fold_all(True)
    assert page.table.viewport().grab().toImage() != plain
    assert not page.totals.grab().toImage().isNull()


def test_an_overlap_found_later_is_marked(session: Session, qtbot: QtBot) -> None:
    found = Found()
    page = PortfolioPage(session, None, found)  # type: ignore[arg-type]  # findings without a search
    qtbot.addWidget(page)
    page.show()
    one, other = id_of(session, KEY), id_of(session, "Itäsuomalaisten")
    found.open = [Finding(one, other, OverlapKind.OVERLAP, 0.9)]
    found.changed.emit()
    index = page.model.index(page.model.place(one), 0)
    assert index.data(Role.OVERLAP) == "overlap"
    assert "Overlap 0.90: Itäsuomalaisten" in index.data(Qt.ItemDataRole.ToolTipRole)
    found.open = []
    found.changed.emit()
    assert index.data(Role.OVERLAP) is None


# --- selection and keys -----------------------------------------------------------------------------------------------


def test_selection_is_shared_both_ways(page: PortfolioPage, session: Session) -> None:
    wanted = id_of(session, KEY)
    session.select([wanted])
    assert page.table.selected_ids() == [wanted]
    page.table.selectAll()
    assert len(session.selection) == 32


def test_going_over_a_heading_leaves_the_selection(page: PortfolioPage, session: Session, qtbot: QtBot) -> None:
    heading = page.model.rowCount() - 1
    while not isinstance(page.model.entry(heading), Group):
        heading -= 1
    last = page.model.entry(heading - 1)
    assert not isinstance(last, Group)
    page.table.setCurrentIndex(page.model.index(heading - 1, 0))
    assert session.selection == (last.id,)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.table.currentIndex().row() == heading
    assert session.selection == (last.id,)


def test_a_heading_folds_by_keys_and_what_is_selected_below_stays_so(
    page: PortfolioPage, session: Session, qtbot: QtBot
) -> None:
    first = page.model.entry(1)
    assert not isinstance(first, Group)
    session.select([first.id])
    at(page, first.id)
    qtbot.keyClick(page.table, Qt.Key.Key_Left)
    assert page.table.currentIndex().row() == 0
    qtbot.keyClick(page.table, Qt.Key.Key_Left)
    assert page.model.place(first.id) == -1
    assert session.selection == (first.id,)
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    assert page.table.selected_ids() == [first.id]
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.model.place(first.id) == -1
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.model.place(first.id) == 1


def test_a_click_on_the_chevron_folds(page: PortfolioPage, qtbot: QtBot) -> None:
    rect = page.table.visualRect(page.model.index(0, 0))
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(18, 12))
    assert titles(page)[1] == "Asianhallinta ja arkistointi"


def test_enter_asks_for_the_details_and_space_selects(page: PortfolioPage, session: Session, qtbot: QtBot) -> None:
    wanted = id_of(session, KEY)
    at(page, wanted)
    with qtbot.waitSignal(page.details_wanted):
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert session.selection == ()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert session.selection == (wanted,)


# --- how it is looked at ----------------------------------------------------------------------------------------------


def test_grouping_columns_and_order_make_the_view_a_changed_one(page: PortfolioPage) -> None:
    assert "(changed)" not in page.views.accessibleName()
    page._group_by(Grouping.STATUS)
    assert "(changed)" in page.views.accessibleName()
    assert titles(page)[0] == "Idea"
    page.views.wanted.emit(page.views.current)
    assert titles(page)[0] == "Sähköinen asiointi"


def test_ticked_columns_come_and_go(page: PortfolioPage) -> None:
    page._columns_ticked(frozenset({"status", "person"}))
    assert [column.key for column in page.model.columns] == ["title", "status", "person"]
    assert page.totals.sayings == []


def test_columns_are_put_in_order_by_dialog(page: PortfolioPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Columns, "ask", classmethod(lambda _c, chosen, _others, _p: tuple(reversed(chosen))))
    page.choose_columns()
    assert page.model.columns[0].key == "impact"
    assert page.model.columns[-1].key == "title"


def test_the_columns_dialog_moves_and_ticks(qtbot: QtBot) -> None:
    dialog = Columns(("title", "status"), ("person",))
    qtbot.addWidget(dialog)
    dialog.list.setCurrentRow(1)
    dialog._move(-1)
    assert dialog.chosen() == ("status", "title")
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.chosen() == ("title",)


def test_a_view_of_ones_own_is_kept_for_next_time(
    page: PortfolioPage, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AskName, "ask", classmethod(lambda *_a, **_n: "Oma seuranta"))
    page._group_by(Grouping.ORGANISATION)
    session.set_filter(Filter("kunta", {Facet.STATUS: frozenset({"implementation"})}))
    page.table.fold(0)
    page.views.save_as()
    assert page.views.current.title == "Oma seuranta"
    again = PortfolioPage(session, None, Found())  # type: ignore[arg-type]  # findings without a search
    qtbot.addWidget(again)
    again.restore(page.state())
    again.show()
    assert again.model.grouping is Grouping.ORGANISATION
    assert again.views.current.title == "Oma seuranta"
    assert again.model.folded == page.model.folded
    session.set_filter(Filter())
    again.views.wanted.emit(again.views.current)
    assert session.filter.text == "kunta"
    again.views.delete()
    assert again.views.own == []


@pytest.mark.parametrize(
    "state", [{}, {"looks": 3, "views": "x", "folded": 1, "tab": []}, {"looks": {"development": {}}}]
)
def test_a_strange_memory_is_no_harm(page: PortfolioPage, state: dict[str, object]) -> None:
    page.restore(state)
    assert page.totals.heading == "In all 32 initiatives"


def test_projects_and_services_have_their_tabs(page: PortfolioPage, session: Session, qtbot: QtBot) -> None:
    page.header.set_tab("projects")
    assert page.totals.heading == "In all 15 projects"
    assert page.model.column_of("parent") >= 0
    assert len(page.rows()) == 15
    page.header.set_tab("services")
    assert page.services.model.rowCount() == 28
    assert page.facets is False
    session.set_filter(Filter("asianhallinta"))
    assert 0 < page.services.model.rowCount() < 28
    page.services.view.selectAll()
    page.services.copy()
    assert QGuiApplication.clipboard().text().startswith("Service\tKind")
    page.header.set_tab("development")
    assert page.model.grouping is Grouping.PROGRAMME
    assert page.model.column_of("parent") == -1


def test_everything_has_a_name_to_be_read_out(page: PortfolioPage) -> None:
    for widget in (page.table, page.search, page.grouping, page.views, page.columns, page.services.view):
        assert widget.accessibleName()
    assert page.totals.accessibleName().startswith("In all 32 initiatives")


def test_the_delegate_is_the_houses(page: PortfolioPage, qapp: QApplication) -> None:
    assert isinstance(page.table.itemDelegate(), CellDelegate)


def test_a_dragged_header_is_the_new_order(page: PortfolioPage) -> None:
    page.table.header.moveSection(page.model.column_of("status"), 1)
    assert [column.key for column in page.model.columns][:3] == ["title", "status", "organisation"]
    header = page.table.header
    assert [header.visualIndex(n) for n in range(header.count())] == list(range(header.count()))
    assert page.look().columns[:3] == ("title", "status", "organisation")


def test_the_header_sorts_and_goes_back_to_the_portfolios_own_order(page: PortfolioPage) -> None:
    own = titles(page)
    end = page.model.column_of("end")
    page.table.header.setSortIndicator(end, Qt.SortOrder.DescendingOrder)
    assert page.model.sorted_by == ("end", True)
    assert titles(page) != own
    page.table.header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    assert titles(page) == own
