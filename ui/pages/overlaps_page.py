"""Found pairs, strongest first: compared side by side, explained, and judged without touching the mouse.

1–5 choose a verdict, R goes to the reason, Enter saves and goes to the next pair, M merges, Ctrl+↓ and Ctrl+↑ walk,
Space reads on, Ctrl+Z brings the last pair back. ← and → close and open a group.
What is chosen and typed for a pair waits until it is saved, also over a restart.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from kpkportfolio.model.vocabulary import Verdict, label
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.text import _
from ui.focus import holds_focus
from ui.overlap_findings import COMPUTING, SCANNING
from ui.overlap_pairs import Pair, pair_of
from ui.pages.overlaps.drafts import Drafts
from ui.pages.overlaps.grouping import Grouping
from ui.pages.overlaps.judging import Judging
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
from ui.widgets.overlap.verdict_bar import VERDICTS
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
        self._ticked: dict[str, frozenset[str]] = {}
        self._typed = ""
        self._lines = Lines(session)
        self._narrowing = Narrowing()
        self._grouping = Grouping(session)
        self._drafts = Drafts()
        self._judging = Judging(session, self._findings, self)
        self._wanted: Pair | None = None
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
        self.subject.group.opened.connect(self._into_group)
        if self.session.frozen is not None:
            self.view.verdict.setEnabled(False)
            self.view.verdict.setToolTip(self.session.frozen)
        self.view.verdict.saved.connect(self.save)
        self.view.verdict.skipped.connect(self.skip)
        self.view.verdict.merged.connect(self.merge)
        self.view.verdict.reopened.connect(self._reopen)
        self.view.verdict.edited.connect(self._edited)
        keys: dict[str, Callable[[], object]] = {
            **{str(n): partial(self._choose, verdict) for n, verdict in enumerate(VERDICTS, 1)},
            **{"R": self._to_reason, "M": self.merge, "Ctrl+Return": self.save, "Ctrl+Enter": self.save},
            **{"Ctrl+Down": self.skip, "Ctrl+Up": partial(self._walk, -1)},
            **{"Space": partial(self.view.read_on, 1), "Shift+Space": partial(self.view.read_on, -1)},
        }
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- showing --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        found = self._findings
        self._facets = None
        count_tabs(self.header, found)
        self.header.set_note(_("Looking for overlaps …") if found.state == SCANNING else "")
        self.listing.show_groups(self.header.tab == OPEN)
        self.listing.tell_meaning(found.meaning)
        every = self._lines.of(self.header.tab)
        if every == self._all and found.findings is self._found and self._wanted is None:
            # a verdict's echo from the database and the end of a search that found the same move nothing
            self._show_place()
            self.rows_changed.emit()
        else:
            self._all, self._found = every, found.findings
            self._narrow_down()

    @Slot()
    def _narrow_down(self) -> None:
        before, heading, place = self.list.current, self.list.heading, self.list.currentIndex().row()
        wanted: Pair | str | None = self._wanted or (before.pair if before else heading.key if heading else None)
        self._passing = self._narrowing.passing(self._all, self._typed, self._ticked)
        grouped = self.header.tab == OPEN and self.listing.order.value == GROUPS
        groups = self._grouping.groups(self._findings.findings) if grouped else {}
        shown = listed(self._passing, wanted, groups)
        self.listing.tell_left(len(self._passing) - len(shown))
        self.listing.show_groups(self.header.tab == OPEN)
        self._filling = True
        self.list.pairs.show(lines(shown, groups))
        self._filling = False
        every = {line.pair for line in self._all}
        if self.header.tab == OPEN and (back := self._judging.returned(every.__contains__)):
            # a verdict was taken back: its pair wants to be looked at
            wanted = back
            self.listing.tell_last("")
        if not self.list.go(wanted) and not self.list.go(self._nearest(place)):
            self.list.go_first()
        self._wanted = None
        self._show_place()
        self.rows_changed.emit()

    def _nearest(self, place: int) -> Pair | None:
        """The pair at or after a row of the list, for when the current one has gone."""
        later = (line for line in self.list.pairs.lines[max(0, place) :] if isinstance(line, PairLine))
        return next((line.pair for line in later), None)

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
        self._typed = ""
        self.listing.search.clear()
        self.tick_own({})

    def _trigger(self, action: str) -> None:
        actions = getattr(self.window(), "actions_", None)
        if actions is not None:
            actions[action].trigger()

    def show_pair(self, a: str, b: str) -> None:
        self._ticked, self._typed = {}, ""
        self.listing.search.clear()
        self._wanted = pair_of(a, b)
        self.header.set_tab(tab_of(self._wanted, self._findings))
        self.refresh()

    @Slot()
    def _line_chosen(self) -> None:
        if not self._filling and self.list.line is not None:
            self._show_line()
            self.rows_changed.emit()

    def _show_line(self) -> None:
        if self.list.line is not None:
            self.subject.show_line(self.list.line, revised=self.header.tab == REVISED)

    # --- judging --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.current is not None:
            self.save()
        elif key is Qt.Key.Key_Escape and holds_focus(self.view):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _choose(self, verdict: Verdict) -> None:
        if self.list.current is not None and not self.session.refuses():
            self.view.verdict.choose(verdict)
            self._edited()

    @Slot()
    def _edited(self) -> None:
        line, bar = self.list.current, self.view.verdict
        if line is not None and bar.verdict is not None:
            self._drafts.keep(line.pair, bar.verdict, bar.reason.text())

    def _to_reason(self) -> None:
        if self.list.current is not None:
            self.view.verdict.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.view.verdict.reason.selectAll()

    @Slot()
    def save(self) -> None:
        """Record the verdict on the current pair and go to the next one; a duplicate is merged first."""
        line, verdict = self.list.current, self.view.verdict.verdict
        if line is not None and verdict is not None and self.isVisible() and not self.session.refuses():
            self._decide(line, verdict, self._judging.merge if verdict is Verdict.DUPLICATE else None)

    @Slot()
    def merge(self) -> None:
        """Merge the two of the current pair, whatever verdict is chosen."""
        line = self.list.current
        if line is not None and self.isVisible() and not self.session.refuses():
            self._decide(line, Verdict.DUPLICATE, self._judging.merge)

    def _decide(
        self, line: PairLine, verdict: Verdict, merge: Callable[[PairLine, str | None], bool] | None = None
    ) -> None:
        why = self.view.verdict.reason.text().strip() or None
        following = self.list.pairs.after(line.pair) or self.list.pairs.after(line.pair, -1)
        self._wanted = following
        if not (merge(line, why) if merge else self._judging.record(line, verdict, why)):
            self._wanted = None
            return
        self._drafts.drop(line.pair)
        if self.header.tab == OPEN and self.list.pairs.place(line.pair) is not None:
            # a merged pair goes only once the portfolio has been read again
            self.list.go(following)
        self.listing.tell_last(
            _("{verdict}: {a} – {b}. Ctrl+Z takes it back.").format(
                verdict=label(verdict), a=line.a.name, b=line.b.name
            )
        )
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def skip(self) -> None:
        """Go to the next pair; what is chosen and typed here waits."""
        self._walk(1)

    def _walk(self, step: int) -> None:
        line = self.list.current
        following = self.list.pairs.after(line.pair, step) if line is not None else None
        if following is not None:
            self.list.go(following)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif line is None:
            self._into_group()

    @Slot()
    def _into_group(self) -> None:
        """From a heading to the first pair below it."""
        line = self.list.heading
        if line is not None:
            self.list.fold(line.key, False)
            self.list.go(self._nearest(self.list.currentIndex().row()))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _reopen(self) -> None:
        line = self.list.current
        if line is not None:
            self._findings.reopen(*line.pair)

    def _export_excel(self) -> None:
        from ui.dialogs import export_dialog

        export_dialog.export_excel(self.session, self)

    # --- tabs, facets, state --------------------------------------------------------------------------------------

    @Slot(str)
    def _tab_changed(self, _tab: str) -> None:
        self._stale = False
        self._judging.forget()
        self.refresh()

    @Slot(str)
    def _search(self, typed: str) -> None:
        if typed != self._typed:
            self._typed = typed
            self._narrow_down()

    def own_facets(self) -> Sequence[Facet]:
        if self._facets is None:
            self._facets = self._narrowing.facets(self._all) if self._all else []
        return self._facets

    def own_ticked(self) -> Mapping[str, frozenset[str]]:
        return self._ticked

    def tick_own(self, ticked: Mapping[str, frozenset[str]]) -> None:
        self._ticked = dict(ticked)
        self._narrow_down()

    def told_counts(self) -> tuple[str, str]:
        if self.header.tab == MAP:
            return self.map.told, ""
        return told_counts(self._findings, self.list, len(self._passing))

    def state(self) -> dict[str, Any]:
        line = self.list.current
        return {
            "tab": self.header.tab,
            "ticked": {key: sorted(values) for key, values in self._ticked.items()},
            "typed": self._typed,
            "order": self.listing.order.value,
            "folded": sorted(self.list.pairs.folded),
            "pair": list(line.pair) if line else list(self._wanted or ()),
            "drafts": self._drafts.state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        self._drafts.restore(state.get("drafts"))
        ticked = state.get("ticked")
        if isinstance(ticked, dict):
            self._ticked = {str(key): frozenset(map(str, values)) for key, values in ticked.items()}
        self._typed = str(state.get("typed") or "")
        self.listing.search.setText(self._typed)
        if state.get("order") in (GROUPS, PAIRS):
            self.listing.order.set_value(state["order"])
        folded = state.get("folded")
        self.list.pairs.fold([str(key) for key in folded] if isinstance(folded, list) else [])
        pair = state.get("pair")
        if isinstance(pair, list) and len(pair) == 2:
            self._wanted = (str(pair[0]), str(pair[1]))
        self.header.set_tab(str(state.get("tab", OPEN)))

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
