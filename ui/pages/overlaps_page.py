"""Found pairs, strongest first: compared side by side, explained, and judged without touching the mouse.

What is chosen and typed for a pair waits until it is saved, also over a restart. The keys are in overlaps/judging.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from kpkportfolio.overlap.finding import Finding
from kpkportfolio.text import _
from ui.overlap_findings import COMPUTING, SCANNING
from ui.overlap_pairs import pair_of
from ui.pages.overlaps.drafts import Drafts
from ui.pages.overlaps.grouping import Grouping
from ui.pages.overlaps.judging import MERGE_KEY, Judging
from ui.pages.overlaps.listing import GROUPS, PAIRS, Listing
from ui.pages.overlaps.map_place import MapPlace
from ui.pages.overlaps.nothing_place import NothingPlace
from ui.pages.overlaps.subject import Subject
from ui.pages.overlaps.tabs import Lines, add_tabs, count_tabs, listed, tab_of, told_counts
from ui.pages.page import Page
from ui.session import Session
from ui.widgets.empty import Action
from ui.widgets.facets import Facet
from ui.widgets.overlap.narrowing import Narrowing
from ui.widgets.overlap.nothing import MAP, OPEN, RESOLVED, REVISED, nothing
from ui.widgets.overlap.pair_model import PairLine, lines
from ui.widgets.page_header import PageHeader
from ui.widgets.parts import button

_LIST = 304
_NARROW_LIST = 216
_NARROW = 800
_HEADER_ROOM = 960


class OverlapsPage(Page):
    """Tabs of open, resolved and revised pairs; the list at the left, the pair or the group at the right."""

    key = "overlaps"
    details = False
    facets = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._findings = session.findings
        self._findings.changed.connect(self._mark_stale)
        self._all: list[PairLine] = []
        self._found: list[Finding] | None = None
        self._passing: list[PairLine] = []
        self._facets: list[Facet] | None = None
        self._lines = Lines(session)
        self._narrowing = Narrowing()
        self._grouping = Grouping(session)
        self._drafts = Drafts()
        self._filling = False
        self._build()
        self._bind()

    def _build(self) -> None:
        self.header = PageHeader(_("Overlaps"))
        add_tabs(self.header)
        self.header.tab_changed.connect(self._tab_changed)
        self._export = button(_("Export to Excel"), "export", slot=self._export_excel)
        self.header.add_button(self._export)
        self._export.hide()
        self._search_again = button(_("Search again"), "search", slot=self._findings.rescan)
        self._search_again.setAccessibleName(_("Search again"))
        self.header.add_button(self._search_again)
        self.listing = Listing()
        self.list = self.listing.list
        self.subject = Subject(self.session, self._drafts)
        self.view = self.subject.pair
        self.judging = Judging(self.session, self.listing, self.view, self._drafts, self)
        # who gives the page the keyboard gives it to the pairs: the keys of the verdicts work at once
        self.setFocusProxy(self.list)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(self.listing)
        self._splitter.addWidget(self.subject)
        self._splitter.setStretchFactor(1, 1)
        self.listing.setMinimumWidth(_NARROW_LIST)
        self._nothing = NothingPlace()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._splitter)
        self.map = MapPlace(self.session)
        self._stack.addWidget(self.map)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)

    def _bind(self) -> None:
        self.list.chosen.connect(self._line_chosen)
        self.map.opened.connect(self.show_pair)
        self.map.built.connect(self.rows_changed)
        self.listing.searched.connect(self._search)
        self.listing.ordered.connect(self._narrow_down)
        self.subject.group.opened.connect(self.judging.into_group)

    # --- showing --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        found = self._findings
        count_tabs(self.header, found)
        self.header.set_note(_("Looking for overlaps …") if found.state == SCANNING else "")
        self.listing.show_groups(self.header.tab == OPEN)
        self.listing.tell_meaning(found.meaning)
        every = self._lines.of(self.header.tab)
        if every == self._all and found.findings is self._found and self.listing.wanted is None:
            # a verdict's echo from the database and the end of a search that found the same move nothing
            self._show_place()
            self.rows_changed.emit()
        else:
            self._all, self._found, self._facets = every, found.findings, None
            self._narrow_down()

    @Slot()
    def _narrow_down(self) -> None:
        before, heading, place = self.list.current, self.list.heading, self.list.currentIndex().row()
        wanted = self.listing.wanted or (before.pair if before else heading.key if heading else None)
        self._passing = self._narrowing.passing(self._all)
        grouped = self.header.tab == OPEN and self.listing.order.value == GROUPS
        groups = self._grouping.groups(self._findings.findings) if grouped else {}
        shown = listed(self._passing, wanted, groups)
        self.listing.tell_left(len(self._passing) - len(shown))
        self.listing.show_groups(self.header.tab == OPEN)
        self._filling = True
        self.list.pairs.show(lines(shown, groups))
        self._filling = False
        if self.header.tab == OPEN and (back := self.judging.returned({line.pair for line in self._all})):
            # a verdict was taken back: its pair wants to be looked at
            wanted = back
        if not self.list.go(wanted) and not self.list.go(self.list.pairs.at_or_after(place)):
            self.list.go_first()
        self.listing.wanted = None
        self._show_place()
        self.rows_changed.emit()

    def _show_place(self) -> None:
        """The pair, or what to say where there is none; or the map."""
        if self.header.tab == MAP:
            came = self._stack.currentWidget() is not self.map
            self.map.show_in(self._stack)
            if came and self.isActiveWindow():
                self.map.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._all:
            was_empty = self._stack.currentWidget() is not self._splitter
            self._stack.setCurrentWidget(self._splitter)
            if was_empty and self.isActiveWindow():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            if self._passing:
                self._show_line()
                return
        found, count = self._findings, len(self.session.contents.initiatives)
        reading = found.meaning == COMPUTING
        said = nothing(self.header.tab, found.state, bool(self._all), count, bool(found.resolved), reading)
        # what narrows the list stays at hand when it leaves nothing
        self._nothing.show(self.subject if self._all else self._stack, said, self._actions())

    def _actions(self) -> dict[str, Action]:
        """The first steps an empty page may offer."""
        return {
            "all": (_("Show all pairs"), "filter", self._show_all),
            "open": (_("Show open pairs"), "overlaps", partial(self.header.set_tab, OPEN)),
            "resolved": (_("Show verdicts"), "check", partial(self.header.set_tab, RESOLVED)),
            "import": (_("Import registers"), "import", partial(self._trigger, "import")),
            "search": (_("Search again"), "search", self._findings.rescan),
        }

    def _show_all(self) -> None:
        self._narrowing.typed = ""
        self.listing.search.clear()
        self.tick_own({})

    def _trigger(self, action: str) -> None:
        actions = getattr(self.window(), "actions_", None)
        if actions is not None:
            actions[action].trigger()

    def show_pair(self, a: str, b: str) -> None:
        self._narrowing.typed, self._narrowing.ticked = "", {}
        self.listing.search.clear()
        self.listing.wanted = pair_of(a, b)
        self.header.set_tab(tab_of(self.listing.wanted, self._findings))
        self.refresh()

    @Slot()
    def _line_chosen(self) -> None:
        if not self._filling and self.list.line is not None:
            self._show_line()
            self.rows_changed.emit()

    def _show_line(self) -> None:
        if self.list.line is not None:
            self.subject.show_line(self.list.line, revised=self.header.tab == REVISED)

    # --- tabs, facets, state --------------------------------------------------------------------------------------

    def _export_excel(self) -> None:
        from ui.dialogs.export_dialog import ask_export
        from ui.dialogs.export_forms import Form

        ask_export(self.session, Form.EXCEL, self)

    @Slot(str)
    def _tab_changed(self, _tab: str) -> None:
        self._stale = False
        self.judging.forget()
        self.refresh()

    @Slot(str)
    def _search(self, typed: str) -> None:
        if typed != self._narrowing.typed:
            self._narrowing.typed = typed
            self._narrow_down()

    def own_facets(self) -> Sequence[Facet]:
        if self._facets is None:
            self._facets = self._narrowing.facets(self._all) if self._all else []
        return self._facets

    def own_ticked(self) -> Mapping[str, frozenset[str]]:
        return self._narrowing.ticked

    def tick_own(self, ticked: Mapping[str, frozenset[str]]) -> None:
        self._narrowing.ticked = dict(ticked)
        self._narrow_down()

    def told_counts(self) -> tuple[str, str]:
        if self.header.tab == MAP:
            return self.map.told, ""
        return told_counts(self._findings, self.list, len(self._passing))

    def state(self) -> dict[str, Any]:
        line = self.list.current
        return {
            **self._narrowing.state(),
            "tab": self.header.tab,
            "order": self.listing.order.value,
            "folded": sorted(self.list.pairs.folded),
            "pair": list(line.pair) if line else list(self.listing.wanted or ()),
            "drafts": self._drafts.state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        self._drafts.restore(state.get("drafts"))
        self._narrowing.restore(state)
        self.listing.search.setText(self._narrowing.typed)
        if state.get("order") in (GROUPS, PAIRS):
            self.listing.order.set_value(state["order"])
        folded = state.get("folded")
        self.list.pairs.fold([str(key) for key in folded] if isinstance(folded, list) else [])
        pair = state.get("pair")
        if isinstance(pair, list) and len(pair) == 2:
            self.listing.wanted = (str(pair[0]), str(pair[1]))
        self.header.set_tab(str(state.get("tab", OPEN)))

    # --- keys and size ----------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        pressed = QKeySequence(event.keyCombination()) if isinstance(event, QKeyEvent) else None
        if pressed == MERGE_KEY and event.type() == QEvent.Type.ShortcutOverride:
            # here it means the two of the pair, not the two selected on another page
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.judging.press(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # exporting is in the menu too, and words are never cut
        self._export.setVisible(self.width() >= _HEADER_ROOM)
        roomy = self.width() >= _NARROW
        self._search_again.setText(_("Search again") if roomy else "")
        self._search_again.setToolTip("" if roomy else _("Search again"))
        wide = _LIST if self.width() >= _NARROW else _NARROW_LIST
        if event.oldSize().width() < 1 or (event.oldSize().width() >= _NARROW) != (self.width() >= _NARROW):
            self._splitter.setSizes([wide, self.width() - wide])
