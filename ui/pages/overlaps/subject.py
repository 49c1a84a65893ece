"""The right of the overlaps page: the pair that is judged, or the group whose heading is current."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from kpkportfolio.model.rows import InitiativeRow, VerdictRow
from kpkportfolio.overlap.clusters import stakes
from ui.models.staleness import age_words, stale_words
from ui.pages.overlaps.drafts import Drafts
from ui.pages.overlaps.earlier import TextChange, changed_words, judged_words, text_changes
from ui.register_memory import stale_after
from ui.session import Session
from ui.widgets.overlap.cluster_view import ClusterView
from ui.widgets.overlap.pair_model import GroupLine, Line, PairLine
from ui.widgets.overlap.pair_view import PairView

# who walks on at once does not wait for answers
_REST_MS = 150


class Subject(QStackedWidget):
    """Shows one line of the list at a time; what is chosen and typed for a pair comes from the drafts."""

    def __init__(self, session: Session, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._findings = session.findings
        self._drafts = drafts
        self._line: Line | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._ask_answers)
        self.pair = PairView()
        self.group = ClusterView()
        self.addWidget(self.pair)
        self.addWidget(self.group)

    def show_line(self, line: Line, revised: bool) -> None:
        """Show a pair or a group; ``revised`` when the pair's text has changed since its verdict."""
        before, self._line = self._line, line
        if isinstance(line, GroupLine):
            by_id, cluster = self._session.by_id, line.group.cluster
            [stake] = stakes([cluster], self._session.contents)
            self.group.show_group(line, [by_id[id_] for id_ in cluster.members if id_ in by_id], stake)
            self.setCurrentWidget(self.group)
        else:
            self._show_pair(line, revised)
            self.setCurrentWidget(self.pair)
            if line is not before:
                self._rest.start()

    def _show_pair(self, line: PairLine, revised: bool) -> None:
        self.pair.show_line(line, self._session.contents)
        self._tell_stale(line)
        given, draft = line.verdict, self._drafts.of(line.pair)
        earlier, verdict, why = "", None, ""
        if given is not None:
            verdict, why, earlier = given.verdict, given.reason or "", judged_words(given)
            if revised:
                earlier = self._revised(line, given, ())
                self._read_changes(line, given)
        verdict, why = draft or (verdict, why)
        self.pair.verdict.show_pair(line.finding.kind, verdict, why, earlier, judged=given is not None)

    def _tell_stale(self, line: PairLine) -> None:
        today, months, rows = self._session.today(), stale_after(), (line.a, line.b)
        reasons = [stale_words(row.read_on, today, months) for row in rows]
        ages = [age_words(row.read_on, today, months) if why else "" for row, why in zip(rows, reasons, strict=True)]
        self.pair.comparison.tell_stale(ages, reasons)

    @Slot()
    def _ask_answers(self) -> None:
        """In one language the numbered words say it already."""
        line = self._line
        if isinstance(line, PairLine) and line.languages[0] != line.languages[1]:
            show = partial(self.pair.show_answers, line.pair)
            self._findings.answers(line.finding.a, line.finding.b, show)

    def _revised(self, line: PairLine, given: VerdictRow, changes: Sequence[TextChange]) -> str:
        return f"{judged_words(given)}\n{changed_words(given, self._changed(line, given), changes)}"

    def _changed(self, line: PairLine, given: VerdictRow) -> list[InitiativeRow]:
        """Those of the two whose text is another than the one that was judged."""
        texts = {given.a_id: given.a_text, given.b_id: given.b_text}
        return [row for row in (line.a, line.b) if texts[row.id] != self._findings.fingerprint(row.id)]

    def _read_changes(self, line: PairLine, given: VerdictRow) -> None:
        portfolio, ids = self._session.portfolio, [row.id for row in self._changed(line, given)]

        def show(changes: list[TextChange]) -> None:
            if self._line is line:
                self.pair.verdict.tell_earlier(self._revised(line, given, changes))

        self._session.tasks.run(self, lambda _progress: text_changes(portfolio, ids, given.at), show)
