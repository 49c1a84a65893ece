"""What stands between menu and status bar while a portfolio is open: side panel, page, details.

Under 1100 px the details take the page's place: Enter opens them, Esc returns; the facets fold into a button.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from kpkportfolio.model.filtering import Facet, Filter
from ui.focus import focus_into, holds_focus
from ui.pages import PAGES, PageEntry, load_details
from ui.side_panel import FACETS, SidePanel, counted
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import label as text_label
from ui.widgets.parts import rule

if TYPE_CHECKING:
    from kpkportfolio.model.rows import InitiativeRow
    from ui.pages.page import Page
    from ui.session import Session
    from ui.widgets import facets as widgets

_AT_ONCE = 1500
"""Up to this many rows their facets are counted at once (5 ms); more are counted off the UI thread."""


class Workspace(QWidget):
    """Pages are built on their first visit and show what the session holds.

    Signals:
        page_changed(str): another page is shown.
        rows_changed(): the page has other rows now, or others of them pass the filter.
        details_closed(): the person closed the details panel that stood beside the page.
    """

    page_changed = Signal(str)
    rows_changed = Signal()
    details_closed = Signal()

    def __init__(self, session: "Session | None", parent: QWidget | None = None) -> None:
        """``session`` is None while a portfolio is being opened: the side is there already, the page is awaited."""
        super().__init__(parent)
        self.session = session
        self.side = SidePanel()
        self._pages: dict[str, Page] = {}
        self._states: dict[str, Any] = {}
        self._key = ""
        self._ready = False
        self._narrow = False
        self._turn = 0
        self._details: QWidget | None = None
        self._details_wanted = True
        self._details_over = False
        self._details_width = SIZES.details
        self._stack = QStackedWidget()
        self._waiting = _Waiting()
        self._stack.addWidget(self._waiting)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(self._stack)
        self._splitter.splitterMoved.connect(self._moved)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(rule(vertical=True))
        row.addWidget(self._splitter, 1)
        self.side.page_wanted.connect(self._show_page)
        # a click goes to work on the page; the arrows look through the pages and stay
        self.side.navigation.itemClicked.connect(lambda _item: self._into_page())
        self.side.show_facets(session is not None)
        if session is None:
            self.side.navigation.setEnabled(False)
            return
        self.side.ticked.connect(self._ticked)
        self.side.own_ticked.connect(self._own_ticked)
        self.side.others_wanted.connect(self._show_others)
        session.changed.connect(self._contents_changed)
        session.filter_changed.connect(self._filter_changed)
        session.selection_changed.connect(self._selected)
        session.findings.changed.connect(self._count_overlaps)
        session.findings.speak()
        self._count_overlaps()

    # --- pages --------------------------------------------------------------------------------------------------

    @property
    def page(self) -> "Page | None":
        """The page looked at now."""
        return self._pages.get(self._key)

    @property
    def key(self) -> str:
        return self._key

    @Slot(str)
    def go(self, key: str) -> None:
        """Show a page with the keyboard in it, building it on the first visit; an unknown key shows the first page."""
        if self._ready and key != self._key and self.page is not None and holds_focus(self.page):
            # Qt would hand the keyboard of what is hidden to whatever comes first on the new page
            self.side.navigation.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_page(key)
        self._into_page()

    def _into_page(self) -> None:
        if self._ready and self.page is not None and not holds_focus(self.page):
            focus_into(self.page)

    @Slot(str)
    def _show_page(self, key: str) -> None:
        if self.session is None:
            return
        entry = next((page for page in PAGES if page.key == key), PAGES[0])
        if entry.key != self._key:
            if entry.key not in self._pages:
                self._build(entry)
            self._key = entry.key
            self._details_over = False
        page = self._pages[entry.key]
        if not page.through_time and self.session.then is not None:
            self.session.travel.leave()
        self.side.navigation.set_current(entry.key)
        if self._ready:
            self._stack.setCurrentWidget(page)
            self._show_facets()
        self._place_details()
        self.page_changed.emit(entry.key)

    def wait(self, words: str) -> None:
        """Say what is awaited in the page's place."""
        self._waiting.say(words)

    def _build(self, entry: PageEntry) -> None:
        assert self.session is not None
        key = entry.key
        page = entry.load()(self.session, self)
        self._pages[key] = page
        self._stack.addWidget(page)
        page.details_wanted.connect(self.open_details)
        page.rows_changed.connect(self._show_facets)
        page.page_wanted.connect(self.go)
        page.count_changed.connect(lambda count: self.side.navigation.set_count(key, count))
        if isinstance(state := self._states.get(key), dict):
            page.restore(state)

    @Slot()
    def _count_overlaps(self) -> None:
        if self.session is not None:
            self.side.navigation.set_count("overlaps", len(self.session.findings.unjudged))

    @Slot(object)
    def _contents_changed(self, _ids: object) -> None:
        self.reveal()
        self._show_facets()

    def reveal(self) -> None:
        """There is something to show: put the page in the place of the words that it is awaited."""
        if not self._ready:
            self._ready = True
            if self.page is not None:
                self._stack.setCurrentWidget(self.page)
                if QApplication.focusWidget() is None:
                    self._into_page()

    # --- facets -------------------------------------------------------------------------------------------------

    @Slot()
    def _show_facets(self) -> None:
        page = self.page
        if page is None or self.session is None:
            return
        self._turn += 1
        own = page.own_facets()
        self.side.show_facets(page.facets or own is not None)
        if own is not None:
            self.side.show_own(own, page.own_ticked())
        elif page.facets:
            self._count_facets(page.rows(), self.session)
        self.rows_changed.emit()

    def _count_facets(self, rows: "list[InitiativeRow]", session: "Session") -> None:
        facts, turn = session.facts, self._turn

        def show(found: "list[widgets.Facet]") -> None:
            # another page may be shown by now, or another moment
            if turn == self._turn:
                self.side.show_counted(found, session.filter.facets)

        if len(rows) <= _AT_ONCE:
            show(counted(rows, facts))
        else:
            session.tasks.run(self, lambda _progress: counted(rows, facts), show)

    def counts(self) -> tuple[int, int]:
        """How many of the page's rows pass the filter, and how many there are."""
        if self.page is None or self.session is None:
            return 0, 0
        rows, shown = self.page.rows(), self.session.shown
        if rows is self.session.contents.initiatives:
            return len(shown), len(rows)
        passing = {row.id for row in shown}
        return sum(row.id in passing for row in rows), len(rows)

    @Slot()
    def _filter_changed(self) -> None:
        # what is counted are all rows of the tab, so typing changes no count
        if self.session is not None:
            self.side.tick(self.session.filter.facets)
            self.rows_changed.emit()

    @Slot(object)
    def _ticked(self, facets: dict[Facet, frozenset[str]]) -> None:
        if self.session is not None:
            kept = {f: v for f, v in self.session.filter.facets.items() if f not in FACETS}
            self.session.set_filter(Filter(self.session.filter.text, {**kept, **facets}))

    @Slot()
    def _show_others(self) -> None:
        """What was narrowed down to one by one is joined by all that passes the rest of the filter."""
        if self.session is not None:
            facets = self.session.filter.facets
            kept: dict[Facet, frozenset[str]] = {f: v for f, v in facets.items() if f is not Facet.ID}
            self.session.set_filter(Filter(self.session.filter.text, kept))
            self._into_page()

    @Slot(object)
    def _own_ticked(self, ticked: dict[str, frozenset[str]]) -> None:
        if self.page is not None:
            self.page.tick_own(ticked)

    # --- details ------------------------------------------------------------------------------------------------

    @property
    def details_shown(self) -> bool:
        """Whether the details can be seen now."""
        return self._details is not None and self._details.isVisibleTo(self)

    def set_details(self, wanted: bool, width: int | None = None) -> None:
        """Whether details may stand beside the page, and how wide."""
        self._details_wanted = wanted
        if width is not None:
            self._details_width = max(width, SIZES.details_least)
        self._place_details()

    @property
    def details_width(self) -> int:
        return self._details_width

    @property
    def details_wanted(self) -> bool:
        return self._details_wanted

    @Slot()
    def open_details(self) -> bool:
        """Show the details of the selection and put the keyboard there; False when there is nothing to show."""
        page = self.page
        if page is None or not page.details or self.session is None or not self.session.selection:
            return False
        if self._narrow or page.details_asked:
            self._details_over = True
        else:
            self._details_wanted = True
        self._place_details()
        if self._details is not None:
            focus_into(self._details)
        return True

    def leave_details(self) -> bool:
        """Go back from the details to the page; False when the keyboard was not there."""
        inside = self._details is not None and holds_focus(self._details)
        if not (self._details_over or inside):
            return False
        self._details_over = False
        self._place_details()
        if self.page is not None:
            focus_into(self.page)
        return True

    @Slot()
    def close_details(self) -> None:
        """The panel's own close button."""
        if self._narrow or (self.page is not None and self.page.details_asked):
            self.leave_details()
        else:
            self._details_wanted = False
            self._place_details()
            self.details_closed.emit()
            if self.page is not None:
                focus_into(self.page)

    @Slot(str, str)
    def compare(self, a: str, b: str) -> None:
        """Show two initiatives side by side on the overlaps page."""
        self.go("overlaps")
        if self.page is not None:
            self.page.show_pair(a, b)

    @Slot(object)
    def _selected(self, ids: tuple[str, ...]) -> None:
        if not ids:
            self._details_over = False
        self._place_details()

    def _place_details(self) -> None:
        page = self.page
        possible = page is not None and page.details and self.session is not None and bool(self.session.selection)
        asked = self._narrow or (page is not None and page.details_asked)
        shown = possible and (self._details_over if asked else self._details_wanted)
        if shown and self._details is None:
            self._build_details()
        if self._details is None:
            return
        over = shown and self._narrow
        self._details.setVisible(shown)
        self._stack.setVisible(not over)
        if shown and not over:
            room = self._splitter.width()
            width = min(self._details_width, max(SIZES.details_least, room // 2))
            self._splitter.setSizes([max(room - width, 0), width])

    def _build_details(self) -> None:
        assert self.session is not None
        panel = load_details()(self.session, self)
        panel.setMinimumWidth(SIZES.details_least)
        panel.closed.connect(self.close_details)
        panel.compare.connect(self.compare)
        self._details = panel
        self._splitter.addWidget(panel)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)

    @Slot(int, int)
    def _moved(self, _place: int, _number: int) -> None:
        sizes = self._splitter.sizes()
        if len(sizes) == 2 and not self._narrow:
            self._details_width = sizes[1]

    # --- width, panes, state ------------------------------------------------------------------------------------

    def set_narrow(self, narrow: bool) -> None:
        """Fit a window under or over 1100 px."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._details_over = False
            self._place_details()
        self.side.fold(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.set_narrow(self.width() < SIZES.narrow_window)

    def panes(self) -> list[QWidget]:
        """What F6 goes through, those that can be seen."""
        facets = self.side.fold_button if self._narrow else self.side.facets
        panes = [self.side.navigation, facets, self._stack, self._details]
        return [pane for pane in panes if pane is not None and pane.isVisibleTo(self)]

    def next_pane(self, step: int = 1) -> None:
        """Move the keyboard to the next pane, or the previous one with −1."""
        panes = self.panes()
        here = next((n for n, pane in enumerate(panes) if holds_focus(pane)), -1 if step > 0 else 0)
        for n in range(1, len(panes) + 1):
            if focus_into(panes[(here + step * n) % len(panes)]):
                return

    def take_states(self, states: dict[str, Any]) -> None:
        """Each page's state by key, for pages as they are built."""
        self._states = dict(states)

    def states(self) -> dict[str, Any]:
        """Each page's state, also of those not visited this time."""
        return {**self._states, **{key: page.state() for key, page in self._pages.items()}}


class _Waiting(QWidget):
    """Words in the page's place while it is awaited."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "base")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = text_label("", FontRole.BODY, "muted")
        layout = QVBoxLayout(self)
        layout.addWidget(self._words, 0, Qt.AlignmentFlag.AlignCenter)

    def say(self, words: str) -> None:
        self._words.setText(words)
