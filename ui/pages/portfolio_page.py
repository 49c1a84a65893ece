"""The portfolio: development initiatives, projects and services, as tables one works in."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from kpkportfolio.model.filtering import Filter
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import InitiativeKind
from kpkportfolio.text import _
from ui.models.choosing import FREE, words_of
from ui.models.column import Column
from ui.models.columns import COLUMNS
from ui.models.grouping import GROUPING_TITLES, Grouping, sums
from ui.models.overlaps import marks
from ui.models.own_columns import own_columns
from ui.models.portfolio_model import PortfolioModel
from ui.models.views import BUILT_IN, PROJECTS, View
from ui.overlap_findings import OverlapFindings
from ui.pages.page import Page
from ui.pages.portfolio.empty_pages import no_initiatives, nothing_matches
from ui.pages.portfolio.services import ServicesTable
from ui.pages.portfolio.surroundings import surroundings
from ui.pages.portfolio.table import PortfolioTable
from ui.pages.portfolio.total_row import TotalRow
from ui.pages.portfolio.views_button import ViewsButton
from ui.pages.portfolio.working import Working
from ui.session import Session
from ui.theme.tokens import SIZES
from ui.widgets.choices import ChoiceButton, MultiChoiceButton
from ui.widgets.messages import Message
from ui.widgets.page_header import PageHeader
from ui.widgets.parts import button
from ui.widgets.tool_row import ToolRow

DEVELOPMENT, PROJECT, SERVICE = "development", "projects", "services"
_LEAST_HEADER = 480


class PortfolioPage(Page):
    """Three tabs over one table of initiatives and one of services.

    What is filtered and selected is the session's; columns, headings, order and saved views are the page's.
    """

    key = "portfolio"

    def __init__(
        self, session: Session, parent: QWidget | None = None, findings: OverlapFindings | None = None
    ) -> None:
        """``findings`` tells which initiatives may overlap; the session's own unless others are given."""
        super().__init__(session, parent)
        self._findings = findings or session.findings
        self._known: object = None
        self._searching = self._marked = False
        self._offered: list[tuple[str, str]] = []
        self._shown_tab = DEVELOPMENT
        self._looks: dict[str, View] = {DEVELOPMENT: BUILT_IN[0], PROJECT: PROJECTS}
        self.model = PortfolioModel(self)
        self.table = PortfolioTable(self.model)
        self.totals = TotalRow(self.table)
        self.services = ServicesTable()
        self.banner = Message()
        self.working = Working(session, self.table, self.banner)
        self._build()
        # who gives the page the keyboard gives it to the table: arrows, F2 and Enter work at once
        self.setFocusProxy(self.table)
        self._connect()
        self._take_look(self._looks[DEVELOPMENT])

    # --- building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.header = PageHeader(_("Portfolio"))
        for key, words in (
            (DEVELOPMENT, _("Development initiatives")),
            (PROJECT, _("Projects")),
            (SERVICE, _("Services")),
        ):
            self.header.add_tab(key, words)
        self.export_button = button(_("Export to Excel"), "export", slot=lambda: self._window_action("export_excel"))
        self.idea_button = button(_("New idea"), "plus", "primary", lambda: self._window_action("idea"))
        self.header.add_button(self.export_button)
        self.header.add_button(self.idea_button)
        self.open_to_changes(self.idea_button)
        # the header gives way by what its menu has too, so it must not hold the window open
        self.header.setMinimumWidth(_LEAST_HEADER)
        self.tools = ToolRow()
        self.search = self.tools.add_search()
        self.grouping = ChoiceButton(_("Grouping"), [(by, _(words)) for by, words in GROUPING_TITLES.items()])
        self.views = ViewsButton(self.look, self)
        self.columns = MultiChoiceButton(
            _("Columns"), [(column.key, column.heading) for column in COLUMNS if column.key != "title"], tell=False
        )
        self.columns.menu().addSeparator()
        self.columns.menu().addAction(_("Order of the columns…"), self.choose_columns)
        self.tools.add(self.grouping)
        self.tools.add(self.views)
        self.tools.stretch()
        self.tools.add(self.columns)
        self.empty = no_initiatives(self._window_action)
        self.nothing = nothing_matches(lambda: self.session.set_filter(Filter()))
        with_totals = QWidget()
        column = QVBoxLayout(with_totals)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.totals)
        self.stack = QStackedWidget()
        self._tabled = with_totals
        for one in (with_totals, self.services, self.empty, self.nothing):
            self.stack.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.header, self.tools, self.banner):
            layout.addWidget(widget)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        session, table = self.session, self.table
        self.header.tab_changed.connect(self._tab_changed)
        self.search.searched.connect(self._searched)
        self.grouping.changed.connect(self._group_by)
        self.columns.changed.connect(self._columns_ticked)
        self.views.wanted.connect(self._view_wanted)
        table.chosen.connect(self._chosen)
        table.opened.connect(self.details_wanted)
        table.copied.connect(self.working.copy)
        table.pasted.connect(self.working.paste)
        table.deleted.connect(lambda: self._window_action("delete"))
        table.arranged.connect(self._look_changed)
        table.folded.connect(lambda: table.show_selection(session.selection, scroll=False, move=False))
        table.header.sortIndicatorChanged.connect(self._look_changed)
        table.customContextMenuRequested.connect(self._menu)
        table.header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.header.customContextMenuRequested.connect(self._header_menu)
        table.header.sectionMoved.connect(self._moved)
        table.editing.check = self.working.refusal
        table.editing.choices = lambda index: words_of(self.model.columns[index.column()].key, session.contents)
        table.editing.free = lambda index: self.model.columns[index.column()].key in FREE
        table.ended.connect(self._freshen_if_waiting)
        self.model.edit = self.working.edit if session.frozen is None else None
        session.selection_changed.connect(self._selection_changed)
        session.filter_changed.connect(self._show_filter)
        self._findings.changed.connect(self._findings_changed)
        for keys, slot in (
            ("Ctrl+Return", self.working.edit_details),
            ("Ctrl+Shift+E", self.working.edit_selected),
            ("Ctrl+G", self.grouping.showMenu),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, slot)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._show_filter()

    # --- showing ------------------------------------------------------------------------------------------------

    @property
    def tab(self) -> str:
        return self.header.tab

    def rows(self) -> list[InitiativeRow]:
        """What the facets count: the initiatives of this tab, all of them."""
        return self._here(self.session.contents.initiatives)

    def _here(self, rows: Sequence[InitiativeRow]) -> list[InitiativeRow]:
        """Those of the rows that belong to the current tab."""
        wanted = self.tab != PROJECT
        return [row for row in rows if (row.kind is InitiativeKind.INITIATIVE) is wanted]

    def refresh(self) -> None:
        if self.table.busy:
            # an open editor is not torn away; what is new is shown when it closes
            self._stale = True
            return
        contents, facts = self.session.contents, self.session.facts
        fresh = facts is not self._known
        if fresh:
            self._known = facts
            self._count()
            self._offer_columns()
        if self.tab == SERVICE:
            self.services.show_rows(contents.services, self.session.filter.text)
            self.stack.setCurrentWidget(self.services)
            return
        shown = self._here(self.session.shown)
        around = surroundings(contents, facts) if fresh else self.model.around
        self.model.show_rows(shown, around, contents.initiatives)
        total = sums(shown)
        self.totals.show_sums(
            total, self.model.column_of("investment"), self.model.column_of("impact"), self.tab == PROJECT
        )
        if fresh:
            mine = self.rows()
            self.table.measure(mine, sums(mine))
            self._mark_overlaps()
        self.table.return_to_place()
        self.table.show_selection(self.session.selection, scroll=False)
        none = not shown and not self.rows()
        self.stack.setCurrentWidget(self._tabled if shown else self.empty if none else self.nothing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_header()

    def _fit_header(self) -> None:
        """Where the tabs need the room, the export is left to the menu and its key."""
        hidden = 0 if self.export_button.isVisibleTo(self) else self.export_button.sizeHint().width() + SIZES.space_2
        self.export_button.setVisible(self.width() >= self.header.sizeHint().width() + hidden)

    def _count(self) -> None:
        contents = self.session.contents
        projects = sum(row.kind is not InitiativeKind.INITIATIVE for row in contents.initiatives)
        self.header.set_count(DEVELOPMENT, len(contents.initiatives) - projects)
        self.header.set_count(PROJECT, projects)
        self.header.set_count(SERVICE, len(contents.services))
        self._fit_header()

    @Slot()
    def _freshen_if_waiting(self) -> None:
        if self.isVisible():
            self._freshen()

    @Slot()
    def _findings_changed(self) -> None:
        self._marked = False
        if self.isVisible():
            self._mark_overlaps()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._marked:
            self._mark_overlaps()

    def _mark_overlaps(self) -> None:
        self._marked = True
        self.model.set_overlaps(marks(self._findings.open, self.session.by_id))

    @Slot(object)
    def _selection_changed(self, ids: tuple[str, ...]) -> None:
        self.table.show_selection(ids)

    @Slot(object)
    def _chosen(self, ids: list[str]) -> None:
        self.session.select(ids)

    @Slot()
    def _show_filter(self) -> None:
        # while one types, the field is ahead of the filter
        if not self._searching and self.search.text().strip() != self.session.filter.text:
            self.search.setText(self.session.filter.text)

    @Slot(str)
    def _searched(self, text: str) -> None:
        self._searching = True
        self.session.set_filter(Filter(text, self.session.filter.facets))
        self._searching = False

    # --- how it is looked at ------------------------------------------------------------------------------------

    def look(self) -> View:
        """How the table is looked at now; the filter is there for those who save it."""
        columns = tuple(column.key for column in self.model.columns)
        return View(
            self.views.current.name,
            columns,
            self.model.grouping,
            self.model.sorted_by,
            self.session.filter,
            self.table.own_widths,
            self.views.current.own,
        )

    def _take_look(self, view: View) -> None:
        self.model.set_columns(view.columns)
        self.model.set_grouping(view.grouping)
        self.model.set_sort(*(view.sort or (None, False)))
        self.table.show_sort()
        self.table.set_own_widths(dict(view.widths))
        self.grouping.set_value(view.grouping)
        self.columns.set_values(view.columns)
        self._known = None
        self._stale = True
        if self.isVisible():
            self._freshen()

    @Slot(object)
    def _view_wanted(self, view: View) -> None:
        self._take_look(view)
        if view.filter is not None:
            self.session.set_filter(view.filter)

    @Slot(object)
    def _group_by(self, by: Grouping) -> None:
        self.model.set_grouping(Grouping(by))
        self.table.show_selection(self.session.selection)
        self._look_changed()

    def _all_columns(self) -> list[Column]:
        """Those of every portfolio, the title first, this one's own, and what is shown though it is of another's."""
        found = [*COLUMNS, *own_columns(self.session.contents)]
        return found + [column for column in self.model.columns if column not in found]

    def _offer_columns(self) -> None:
        """In the menu; a portfolio's own fields are known once it has been read."""
        offered = [(column.key, column.heading) for column in self._all_columns()[1:]]
        if offered != self._offered:
            self._offered = offered
            self.columns.set_choices(offered)

    @Slot(object)
    def _columns_ticked(self, values: frozenset[object]) -> None:
        now = [column.key for column in self.model.columns]
        kept = [key for key in now if key == "title" or key in values]
        self._set_columns((*kept, *(c.key for c in self._all_columns() if c.key in values and c.key not in now)))

    def _set_columns(self, keys: tuple[str, ...]) -> None:
        self._take_look(View("", keys, self.model.grouping, self.model.sorted_by, None, self.table.own_widths))
        self._look_changed()

    @Slot()
    def choose_columns(self) -> None:
        """Ask which columns there are and in which order."""
        from ui.dialogs.columns import Columns

        shown = [column.key for column in self.model.columns]
        others = [column.key for column in self._all_columns() if column.key not in shown]
        chosen = Columns.ask(shown, others, self)
        if chosen:
            self._set_columns(chosen)

    @Slot(int, int, int)
    def _moved(self, _section: int, _before: int, _after: int) -> None:
        header = self.table.header
        order = tuple(self.model.columns[header.logicalIndex(n)].key for n in range(header.count()))
        before = header.blockSignals(True)
        for place in range(header.count()):
            header.moveSection(header.visualIndex(place), place)
        header.blockSignals(before)
        self._set_columns(order)

    @Slot()
    def _look_changed(self) -> None:
        if self._shown_tab == DEVELOPMENT:
            self.views.mark(self.look())

    @Slot(str)
    def _tab_changed(self, key: str) -> None:
        if self._shown_tab != SERVICE:
            self._looks[self._shown_tab] = self.look()
        self._shown_tab = key
        self.grouping.setVisible(key != SERVICE)
        self.columns.setVisible(key != SERVICE)
        self.views.setVisible(key == DEVELOPMENT)
        self.facets = key != SERVICE
        self.model.projects = key == PROJECT
        if key != SERVICE:
            self._take_look(self._looks[key])
        self._known = None
        self._stale = True
        self._freshen()
        self.rows_changed.emit()

    # --- menus and the window -----------------------------------------------------------------------------------

    def _window_action(self, name: str) -> None:
        action = self.window().findChild(QAction, name)
        if action is not None and action.isEnabled():
            action.trigger()

    @Slot(QPoint)
    def _menu(self, at: QPoint) -> None:
        menu = self.working.menu(self.window())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(at))

    @Slot(QPoint)
    def _header_menu(self, at: QPoint) -> None:
        section = self.table.header.logicalIndexAt(at)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if 0 <= section < len(self.model.columns) and self.model.columns[section].key != "title":
            key = self.model.columns[section].key
            keys = tuple(column.key for column in self.model.columns if column.key != key)
            menu.addAction(_("Hide this column"), lambda: self._set_columns(keys))
        menu.addAction(_("Order of the columns…"), self.choose_columns)
        menu.addSeparator()
        menu.addAction(_("Fold all"), lambda: self.model.fold_all(True))
        menu.addAction(_("Open all"), lambda: self.model.fold_all(False))
        menu.popup(self.table.header.mapToGlobal(at))

    # --- next time ----------------------------------------------------------------------------------------------

    def _look_now(self) -> dict[str, View]:
        return {} if self._shown_tab == SERVICE else {self._shown_tab: self.look()}

    def state(self) -> dict[str, Any]:
        return {
            "tab": self.tab,
            "looks": {tab: view.plain() for tab, view in {**self._looks, **self._look_now()}.items()},
            "folded": sorted(self.model.folded),
            "views": [view.plain() for view in self.views.own],
        }

    def restore(self, state: dict[str, Any]) -> None:
        views = state.get("views")
        self.views.set_own([v for v in map(View.from_plain, views) if v] if isinstance(views, list) else [])
        looks = state.get("looks")
        for tab in (DEVELOPMENT, PROJECT) if isinstance(looks, dict) else ():
            look = View.from_plain(looks[tab]) if isinstance(looks, dict) and tab in looks else None
            if look is not None:
                self._looks[tab] = look
        self.views.set_current(self._looks[DEVELOPMENT].name)
        self._take_look(self._looks[DEVELOPMENT])
        self._look_changed()
        folded = state.get("folded")
        if isinstance(folded, list):
            self.model.set_folded(key for key in folded if isinstance(key, str))
        if state.get("tab") in (PROJECT, SERVICE):
            self.header.set_tab(str(state["tab"]))
