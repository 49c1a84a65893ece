"""Found pairs, strongest first: compared side by side, explained, and judged without touching the mouse.

1–5 choose a verdict, R goes to the reason, Ctrl+Enter saves and goes to the next pair, Ctrl+↓ and Ctrl+↑ walk,
Space reads on.
What is chosen and typed for a pair waits until it is saved, also over a restart.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from kpkportfolio.model.rows import VerdictRow
from kpkportfolio.model.vocabulary import ComponentRole, Verdict, label
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.text import _, format_number, format_time, ngettext
from ui.overlap_findings import SCANNING, Pair, pair_of
from ui.pages.page import Page
from ui.session import Session
from ui.widgets.empty import Action, EmptyPage
from ui.widgets.facets import Facet
from ui.widgets.overlap.clusters import Cluster, clusters
from ui.widgets.overlap.narrowing import facets, passing
from ui.widgets.overlap.nothing import OPEN, RESOLVED, REVISED, Nothing, nothing
from ui.widgets.overlap.pair_list import PairList
from ui.widgets.overlap.pair_model import PairLine, lines
from ui.widgets.overlap.pair_view import PairView
from ui.widgets.overlap.verdict_bar import VERDICTS
from ui.widgets.page_header import PageHeader
from ui.widgets.parts import button

_LIST = 304
_NARROW_LIST = 200
_NARROW = 800
_HEADER_ROOM = 860
_MOST_DRAFTS = 200

Draft = tuple[str, str]
"""A verdict's value and a reason, chosen and typed but not saved."""


class OverlapsPage(Page):
    """Tabs of open, resolved and revised pairs; the list at the left, the pair at the right."""

    key = "overlaps"
    details = False
    facets = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._findings = session.findings
        self._findings.changed.connect(self._mark_stale)
        self._all: list[PairLine] = []
        self._shown: list[PairLine] = []
        self._facets: list[Facet] | None = None
        self._ticked: dict[str, frozenset[str]] = {}
        self._drafts: dict[Pair, Draft] = {}
        self._clustered: tuple[list[Finding], list[Cluster]] = ([], [])
        self._wanted: Pair | None = None
        self._judged: Pair | None = None
        self._judged_gone = False
        self._filling = False
        self.header = PageHeader(_("Overlaps"))
        self.header.add_tab(OPEN, _("To be judged"), 0)
        self.header.add_tab(RESOLVED, _("Resolved"), 0)
        self.header.add_tab(REVISED, _("Text changed"), 0)
        self.header.tab_changed.connect(self._tab_changed)
        self._export = button(_("Export to Excel"), "export", slot=self._export_excel)
        self.header.add_button(self._export)
        self.header.add_button(button(_("Search again"), "search", slot=self._findings.rescan))
        self.list = PairList()
        self.view = PairView()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(self.view)
        self._splitter.setStretchFactor(1, 1)
        self.list.setMinimumWidth(200)
        self._empty: EmptyPage | None = None
        self._said: Nothing | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self._splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)
        self.list.chosen.connect(self._pair_chosen)
        self.view.verdict.saved.connect(self.save)
        self.view.verdict.skipped.connect(self.skip)
        self.view.verdict.reopened.connect(self._reopen)
        self.view.verdict.edited.connect(self._edited)
        self._bind()

    def _bind(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            *((str(n), partial(self._choose, verdict)) for n, verdict in enumerate(VERDICTS, 1)),
            ("R", self._to_reason),
            ("Ctrl+Return", self.save),
            ("Ctrl+Enter", self.save),
            ("Ctrl+Down", self.skip),
            ("Ctrl+Up", self._back),
            ("Space", partial(self.view.read_on, 1)),
            ("Shift+Space", partial(self.view.read_on, -1)),
        ]
        for key, slot in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- showing --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        found = self._findings
        self._facets = None
        self.header.set_count(OPEN, len(found.unjudged))
        self.header.set_count(RESOLVED, len(found.resolved))
        self.header.set_count(REVISED, len(found.revised))
        self.header.set_note(_("Looking for overlaps …") if found.state == SCANNING else "")
        if self.header.tab == OPEN:
            self._all = [line for one in found.unjudged if (line := self._line(one, None))]
        else:
            judged = found.resolved if self.header.tab == RESOLVED else found.revised
            self._all = [line for one in judged if (line := self._line(one.finding, one.verdict))]
        self._narrow_down()

    def _line(self, finding: Finding, verdict: VerdictRow | None) -> PairLine | None:
        by_id = self.session.by_id
        if finding.a not in by_id or finding.b not in by_id:
            return None
        tongues = self._findings.language(finding.a), self._findings.language(finding.b)
        return PairLine(finding, by_id[finding.a], by_id[finding.b], tongues, verdict)

    def _narrow_down(self) -> None:
        before, place = self.list.current, self.list.currentIndex().row()
        wanted = self._wanted or (before.pair if before else None)
        self._shown = passing(self._all, self._ticked)
        self._filling = True
        groups = self._groups() if self.header.tab == OPEN else ()
        self.list.pairs.show(lines(self._shown, self.session.by_id, self._made(), groups))
        self._filling = False
        if self._judged is not None and self.header.tab == OPEN:
            there = self.list.pairs.place(self._judged) is not None
            if there and self._judged_gone:
                # the judgement was undone: the pair is back and wants to be looked at
                wanted, self._judged = self._judged, None
            self._judged_gone = not there
        if not self.list.go(wanted) and not self.list.go(self._nearest(place)):
            self.list.go_first()
        self._wanted = None
        self._show_place()
        self.rows_changed.emit()

    def _groups(self) -> Sequence[Cluster]:
        """The clusters of all found pairs, made once a search."""
        found = self._findings.findings
        if found is not self._clustered[0]:
            self._clustered = (found, clusters(found))
        return self._clustered[1]

    def _made(self) -> dict[str, set[str]]:
        """The components each initiative produces: the best name for a group."""
        made: dict[str, set[str]] = {}
        for one in self.session.contents.components:
            if one.role is ComponentRole.PRODUCES:
                made.setdefault(one.initiative_id, set()).add(one.component)
        return made

    def _nearest(self, place: int) -> Pair | None:
        """The pair at or after a row of the list, for when the current one has gone."""
        later = (line for line in self.list.pairs.lines[max(0, place) :] if isinstance(line, PairLine))
        return next((line.pair for line in later), None)

    def _show_place(self) -> None:
        if self._shown:
            self._stack.setCurrentWidget(self._splitter)
            if self.list.current is not None:
                self._show_pair(self.list.current)
            return
        said = nothing(
            self.header.tab,
            self._findings.state,
            bool(self._all),
            len(self.session.contents.initiatives),
            bool(self._findings.resolved),
        )
        if said != self._said or self._empty is None:
            if self._empty is not None:
                self._stack.removeWidget(self._empty)
                self._empty.deleteLater()
            action = self._actions().get(said.action)
            self._empty = EmptyPage(said.title, said.text, [action] if action else [])
            self._stack.addWidget(self._empty)
            self._said = said
        self._stack.setCurrentWidget(self._empty)

    def _actions(self) -> dict[str, Action]:
        """The first steps an empty page may offer."""
        return {
            "all": (_("Show all pairs"), "filter", self._tick_none),
            "open": (_("Show open pairs"), "overlaps", partial(self.header.set_tab, OPEN)),
            "resolved": (_("Show verdicts"), "check", partial(self.header.set_tab, RESOLVED)),
            "import": (_("Import registers"), "import", partial(self._trigger, "import")),
            "search": (_("Search again"), "search", self._findings.rescan),
        }

    def _tick_none(self) -> None:
        self.tick_own({})

    def _trigger(self, action: str) -> None:
        actions = getattr(self.window(), "actions_", None)
        if actions is not None:
            actions[action].trigger()

    def show_pair(self, a: str, b: str) -> None:
        pair = pair_of(a, b)
        found = self._findings
        judged = ((RESOLVED, found.resolved), (REVISED, found.revised))
        tab = next(
            (tab for tab, those in judged if any(pair_of(one.finding.a, one.finding.b) == pair for one in those)), OPEN
        )
        self._ticked = {}
        self._wanted = pair
        self.header.set_tab(tab)
        self.refresh()

    @Slot(object)
    def _pair_chosen(self, _pair: Pair | None) -> None:
        line = self.list.current
        if line is not None and not self._filling:
            self._show_pair(line)
            self.rows_changed.emit()

    def _show_pair(self, line: PairLine) -> None:
        self.view.show_line(line, self.session.contents)
        verdict, why = self._drafts.get(line.pair, ("", ""))
        given = line.verdict
        earlier = ""
        if given is not None:
            verdict, why = verdict or given.verdict.value, why or given.reason or ""
            earlier = _("{who} judged {when}: {verdict}. {why}").format(
                who=given.by, when=format_time(given.at), verdict=label(given.verdict), why=given.reason or ""
            )
            if self.header.tab == REVISED:
                earlier = " ".join((earlier.strip(), _("The text has changed since.")))
        bar = self.view.verdict
        bar.show_pair(
            line.finding.kind,
            Verdict(verdict) if verdict else None,
            why,
            earlier.strip(),
            judged=given is not None,
        )

    # --- judging --------------------------------------------------------------------------------------------------

    def _choose(self, verdict: Verdict) -> None:
        if self.list.current is not None:
            self.view.verdict.choose(verdict)
            self._edited()

    @Slot()
    def _edited(self) -> None:
        line, bar = self.list.current, self.view.verdict
        if line is not None and bar.verdict is not None:
            self._drafts.pop(line.pair, None)
            self._drafts[line.pair] = (bar.verdict.value, bar.reason.text())

    def _to_reason(self) -> None:
        self.view.verdict.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.view.verdict.reason.selectAll()

    @Slot()
    def save(self) -> None:
        """Record the verdict on the current pair and go to the next one; a duplicate is merged first."""
        line, bar = self.list.current, self.view.verdict
        if line is None or bar.verdict is None or not self.isVisible():
            return
        why = bar.reason.text().strip() or None
        following = self.list.pairs.after(line.pair) or self.list.pairs.after(line.pair, -1)
        self._wanted = following
        done = self._merge(line, why) if bar.verdict is Verdict.DUPLICATE else self._record(line, bar.verdict, why)
        if done:
            self._drafts.pop(line.pair, None)
            self._judged, self._judged_gone = line.pair, self.list.pairs.place(line.pair) is None
            if not self._judged_gone and self.header.tab == OPEN:
                # a merged pair goes only once the portfolio has been read again
                self.list.go(following)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._wanted = None

    def _record(self, line: PairLine, verdict: Verdict, why: str | None) -> bool:
        return self._findings.judge(line.a.id, line.b.id, verdict, why)

    def _merge(self, line: PairLine, why: str | None) -> bool:
        from kpkportfolio.store import edits
        from ui.dialogs.merge import MergeDialog

        answer = MergeDialog.ask(self.session, line.a, line.b, why, self)
        if answer is None:
            return False
        if not answer.merge:
            return self._record(line, Verdict.DUPLICATE, answer.why)
        portfolio = self.session.portfolio
        return self.session.commit(
            lambda: edits.merging(portfolio, answer.keep, answer.drop, answer.choices, answer.why)
        )

    @Slot()
    def skip(self) -> None:
        """Go to the next pair; what is chosen and typed here waits."""
        self._walk(1)

    def _back(self) -> None:
        self._walk(-1)

    def _walk(self, step: int) -> None:
        line = self.list.current
        following = self.list.pairs.after(line.pair, step) if line is not None else None
        if following is not None:
            self.list.go(following)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _reopen(self) -> None:
        line = self.list.current
        if line is not None:
            self._findings.reopen(line.a.id, line.b.id)

    def _export_excel(self) -> None:
        from ui.dialogs import export_dialog

        export_dialog.export_excel(self.session, self)

    # --- tabs, facets, state --------------------------------------------------------------------------------------

    @Slot(str)
    def _tab_changed(self, _tab: str) -> None:
        self._stale = False
        self._judged = None
        self.refresh()

    def own_facets(self) -> Sequence[Facet]:
        if self._facets is None:
            self._facets = facets(self._all)
        return self._facets

    def own_ticked(self) -> Mapping[str, frozenset[str]]:
        return self._ticked

    def tick_own(self, ticked: Mapping[str, frozenset[str]]) -> None:
        self._ticked = dict(ticked)
        self._narrow_down()

    def told_counts(self) -> tuple[str, str]:
        found = self._findings
        every = len(found.unjudged) + len(found.resolved) + len(found.revised)
        shown = ngettext("{shown} / {n} pair shown", "{shown} / {n} pairs shown", every).format(
            shown=format_number(len(self._shown)), n=format_number(every)
        )
        line = self.list.current
        if line is None:
            return shown, ""
        place = self.list.pairs.pairs().index(line.pair) + 1
        return shown, _("Pair {place} / {n}").format(place=format_number(place), n=format_number(len(self._shown)))

    def state(self) -> dict[str, Any]:
        line = self.list.current
        return {
            "tab": self.header.tab,
            "ticked": {key: sorted(values) for key, values in self._ticked.items()},
            "pair": list(line.pair) if line else list(self._wanted or ()),
            "drafts": [[*pair, *draft] for pair, draft in list(self._drafts.items())[-_MOST_DRAFTS:]],
        }

    def restore(self, state: dict[str, Any]) -> None:
        drafts = state.get("drafts")
        for one in drafts if isinstance(drafts, list) else ():
            if isinstance(one, list) and len(one) == 4 and one[2] in set(Verdict):
                self._drafts[str(one[0]), str(one[1])] = (str(one[2]), str(one[3]))
        ticked = state.get("ticked")
        if isinstance(ticked, dict):
            self._ticked = {str(key): frozenset(map(str, values)) for key, values in ticked.items()}
        pair = state.get("pair")
        if isinstance(pair, list) and len(pair) == 2:
            self._wanted = (str(pair[0]), str(pair[1]))
        self.header.set_tab(str(state.get("tab", OPEN)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # exporting is in the menu too, and words are never cut
        self._export.setVisible(self.width() >= _HEADER_ROOM)
        wide = _LIST if self.width() >= _NARROW else _NARROW_LIST
        if event.oldSize().width() < 1 or (event.oldSize().width() >= _NARROW) != (self.width() >= _NARROW):
            self._splitter.setSizes([wide, self.width() - wide])
