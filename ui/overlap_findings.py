"""Found overlaps of the open portfolio, looked for beside the work and kept current; one of them a session.

Nothing here waits on the UI thread: the index is built and asked by workers, and a new reading of the portfolio is
compared with the last one there too. A verdict given here counts at once, before it has been read back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kpkportfolio.errors import Cancelled
from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.rows import Contents, VerdictRow
from kpkportfolio.model.vocabulary import Verdict
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.item import Item, fingerprint, items, portfolio_items
from kpkportfolio.text import _, language
from ui.overlap_ideas import Ideas
from ui.overlap_pairs import Judged, KnownItems, Pair, asked_about, by_id, dropped, pair_of, parts_of, renewed
from ui.tasks import Job, Progress

if TYPE_CHECKING:
    # the engine brings numpy and scipy along, which start-up does without
    from kpkportfolio.overlap.alignment import Answer
    from kpkportfolio.overlap.engine import Engine
    from kpkportfolio.overlap.language_model import LanguageModel
    from ui.session import Session

WAITING, SCANNING, READY = "waiting", "scanning", "ready"
COMPUTING, UNAVAILABLE = "computing", "unavailable"
_PAUSE_MS = 400
# the window comes first: importing the engine and building its index hold Python's lock for moments
_FIRST_PAUSE_MS = 800
# so many texts are read at once, in about a second; more are read beside the work
_FEW_TEXTS = 100
# the language model takes a hundred megabytes, and a third of a second to come back
_IDLE_MS = 60_000


@dataclass(frozen=True, slots=True)
class _Read:
    """What a worker brings back when it has read the items."""

    engine: "Engine"
    items: dict[str, Item]
    changed: bool
    model: "LanguageModel"
    unread: int


@dataclass(frozen=True, slots=True)
class _Looked:
    """What a worker brings back."""

    findings: list[Finding]
    explained: dict[Pair, Finding]
    tongue: str


class OverlapFindings(QObject):
    """What may be the same, overlap or be reused among the initiatives of a session.

    Projects are left out, and so is an initiative beside its own part. A pair that a person has judged is settled
    until either text changes in substance (domain.md, Overlap).

    Attributes:
        findings: all found pairs, strongest first, judged or not.
        unjudged: those nobody has judged.
        revised: judged ones whose text has changed since.
        open: what waits for a person: unjudged and revised ones, strongest first.
        resolved: judged ones whose verdict holds, the latest first, also those the search does not find any more.
        looked: a search has been finished, so that the lists say what there is.
        state: "waiting" before the first search and after a cancelled one, "scanning", "ready".
        meaning: what the search knows of the texts' meaning: "computing", "ready", or "unavailable" when pairs are
            found by their words alone; empty before anything is known.
        known: the items of the latest search.
        ideas: the way to ask what is near to an idea.

    Signals:
        changed: any of these is new.
    """

    changed = Signal()

    def __init__(self, session: "Session", parent: QObject | None = None) -> None:
        super().__init__(parent or session)
        self._session = session
        self.findings: list[Finding] = []
        self.unjudged: list[Finding] = []
        self.revised: list[Judged] = []
        self.open: list[Finding] = []
        self.resolved: list[Judged] = []
        self.looked = False
        self.state = WAITING
        self.meaning = UNAVAILABLE
        self._model: LanguageModel | None = None
        self._reading: Job | None = None
        # what has changed since the items were made, None when that is not known
        self._touched: frozenset[str] | None = None
        # made when first asked for
        self._open_by_id: dict[str, list[Finding]] | None = None
        self._by_pair: dict[Pair, Finding] = {}
        self._explained: dict[Pair, Finding] = {}
        self._verdicts: dict[Pair, VerdictRow] = {}
        self._read_verdicts: object = None
        self.known = KnownItems()
        self._engine: Engine | None = None
        self._tongue = ""
        self._job: Job | None = None
        self._again = False
        self._look_again = False
        self.ideas = Ideas(session.tasks, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._scan)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self._let_go)
        self.ideas.answered.connect(self._idle.start)
        session.changed.connect(self._contents_changed)
        if session.complete:
            self._contents_changed()

    # --- asking ---------------------------------------------------------------------------------------------------

    def open_of(self, id_: str) -> list[Finding]:
        """Those of an initiative that wait for a person, strongest first."""
        if self._open_by_id is None:
            self._open_by_id = by_id(self.open)
        return self._open_by_id.get(id_, [])

    def answers(self, a: str, b: str, done: "Callable[[Mapping[str, list[Answer]]], object]") -> None:
        """Find in a worker which phrases of two initiatives' texts answer each other; ``done`` gets them by field.

        Nothing is answered without a language model.
        """
        model, there = self._model, self._session.by_id
        if model is None or self.meaning == UNAVAILABLE or a not in there or b not in there:
            return
        titles = there[a].title, there[b].title
        texts = there[a].description or "", there[b].description or ""

        def work(_progress: Progress) -> "dict[str, list[Answer]]":
            from kpkportfolio.overlap.alignment import answers

            return {"title": answers(model, *titles), "description": answers(model, *texts)}

        self._idle.start()
        self._session.tasks.run(self, work, done)

    def _let_go(self) -> None:
        if self._model is not None and self._reading is None:
            self._model.close()

    # --- judging --------------------------------------------------------------------------------------------------

    def judge(self, a: str, b: str, verdict: Verdict, why: str | None) -> bool:
        """Record a verdict as one undoable operation; False when it was refused, which the session tells."""
        from kpkportfolio.store.judging import judging

        first, second = pair_of(a, b)
        portfolio = self._session.portfolio
        prints = {first: self.fingerprint(first), second: self.fingerprint(second)}
        if not self._session.commit(lambda: judging(portfolio, first, second, verdict, why, prints)):
            return False
        self._verdicts[first, second] = VerdictRow(
            "", first, second, verdict, why, portfolio.by, datetime.now(UTC), prints[first], prints[second]
        )
        self._sort_out()
        return True

    def reopen(self, a: str, b: str) -> bool:
        """Take a verdict away, undoably: the pair is open again."""
        first, second = pair_of(a, b)
        portfolio = self._session.portfolio

        def operation() -> Operation:
            rows = portfolio.records("overlap_verdict", a_id=first, b_id=second)
            names = " ↔ ".join(self._session.by_id[id_].title for id_ in (first, second))
            changes = [Change("overlap_verdict", id_, row, None) for id_, row in rows.items()]
            return Operation(OperationKind.VERDICT, names, changes)

        if not self._session.commit(operation):
            return False
        self._verdicts.pop((first, second), None)
        self._sort_out()
        return True

    def fingerprint(self, id_: str) -> str:
        """The fingerprint of an initiative's text, which a verdict on it keeps."""
        if id_ in self.known.items:
            return self.known.fingerprint(id_)
        # asked before the first search is over
        rows = self._session.contents
        [item] = items(rows.initiatives, rows.deliverables, rows.components, {id_})
        return fingerprint(item)

    # --- searching ------------------------------------------------------------------------------------------------

    def rescan(self) -> None:
        """Search now, from nothing."""
        self._engine = None
        self.ideas.use(None)
        self._scan()

    def speak(self) -> None:
        """Give the reasons in the language spoken now."""
        if self._tongue and self._tongue != language():
            self._tongue = ""
            self._pause.start(0)

    def cancel(self) -> None:
        """Stop the search; what was found before stays."""
        if self._job is not None:
            self._job.progress.cancel()

    def stop(self) -> None:
        """The session closes."""
        self._pause.stop()
        self._again = False
        self.ideas.forget()
        self.cancel()
        if self._reading is not None:
            self._reading.progress.cancel()

    @Slot()
    @Slot(object)
    def _contents_changed(self, ids: frozenset[str] | None = None) -> None:
        if self._session.then is not None:
            return  # a glance at another moment changes nothing of what is now
        self._touched = None if ids is None or self._touched is None else self._touched | ids
        if self._session.complete:
            self._sort_out()
            self._pause.start(_PAUSE_MS if self._engine is not None else _FIRST_PAUSE_MS)

    @Slot()
    def _scan(self) -> None:
        self._pause.stop()
        if not self._session.complete:
            return
        if self._job is not None:
            self._again = True
            return
        contents, engine, known = self._session.contents, self._engine, self.known.items
        portfolio, model, before = self._session.portfolio, self._model, self.state
        touched, self._touched = self._touched, frozenset()
        if engine is None:
            self._become(SCANNING)

        def read(progress: Progress) -> _Read:
            from kpkportfolio.overlap.language_model import LanguageModel
            from kpkportfolio.store import searching

            using = model or LanguageModel()
            if engine is None:
                now = {item.id: item for item in portfolio_items(contents)}
                found = searching.engine(portfolio, list(now.values()), using, progress)
                changed = True
            else:
                now, new, gone = renewed(contents, known, touched)
                found, changed = engine, bool(new or gone)
                found.update(new, gone)
            unread = len(found.unread)
            if 0 < unread <= _FEW_TEXTS:
                searching.read_texts(portfolio, found, using, progress)
                unread = 0
            return _Read(found, now, changed, using, unread)

        def look(result: _Read) -> None:
            self._engine, self.known.items, self._model = result.engine, result.items, result.model
            self._idle.start()
            self._tell_meaning(result.engine, result.unread)
            self.ideas.use(result.engine)
            again, self._look_again = self._look_again, False
            self._look(contents, result.changed or again or not self._tongue or before == WAITING)

        self._job = self._session.tasks.run(self, read, look, self._not_scanned, _("Looking for overlaps"), aside=True)

    def _tell_meaning(self, engine: "Engine", unread: int) -> None:
        self.meaning = UNAVAILABLE if not engine.by_meaning else COMPUTING if unread else READY

    def _read_rest(self) -> None:
        """Make the vectors of the many texts that have none, beside the work, and look again by what they mean."""
        engine, model, portfolio = self._engine, self._model, self._session.portfolio
        if self.meaning != COMPUTING or self._reading is not None or engine is None or model is None:
            return

        def work(progress: Progress) -> int:
            from kpkportfolio.store import searching

            return searching.read_texts(portfolio, engine, model, progress)

        def done(_number: int) -> None:
            self._reading = None
            self._let_go()
            self._look_again = True
            self._pause.start(0)

        def failed(error: Exception) -> None:
            self._reading = None
            if not isinstance(error, Cancelled):
                self._session.tasks.failed.emit(error)

        title = _("Reading what the texts mean")
        self._reading = self._session.tasks.run(self, work, done, failed, title, aside=True)

    def _look(self, contents: Contents, new: bool) -> None:
        engine, found, explained = self._engine, self.findings, self._explained
        assert engine is not None
        known = self.known.items
        judged = [pair for pair in self._verdicts if pair[0] in known and pair[1] in known]
        seen = set() if new else {pair_of(finding.a, finding.b) for finding in found} | explained.keys()
        if not new and seen.issuperset(judged):
            self._found(_Looked(found, explained, self._tongue))
            return
        if new:
            self._become(SCANNING)
            explained = {}

        def work(progress: Progress) -> _Looked:
            tongue = language()
            pairs = asked_about(engine.pairs(progress=progress), contents) if new else found
            seen = {pair_of(finding.a, finding.b) for finding in pairs} | explained.keys()
            missing = {pair: engine.explain(*pair) for pair in judged if pair not in seen}
            return _Looked(pairs, {**explained, **missing}, tongue)

        title = _("Looking for overlaps") if new else ""
        self._job = self._session.tasks.run(self, work, self._found, self._not_scanned, title, aside=True)

    def _found(self, result: _Looked) -> None:
        self._job = None
        self.findings, self._explained, self._tongue = result.findings, result.explained, result.tongue
        self._by_pair = {pair_of(finding.a, finding.b): finding for finding in self.findings}
        self.looked, self.state = True, READY
        self._sort_out()
        self._scan_again()
        self._read_rest()

    def _not_scanned(self, error: Exception) -> None:
        self._job = None
        self._touched = None
        self._become(WAITING)
        if not isinstance(error, Cancelled):
            self._session.tasks.failed.emit(error)
        self._scan_again()

    def _scan_again(self) -> None:
        if self._again:
            self._again = False
            self._pause.start(_PAUSE_MS)

    def _become(self, state: str) -> None:
        if self.state != state:
            self.state = state
            self.changed.emit()

    # --- sorting out ----------------------------------------------------------------------------------------------

    def _sort_out(self) -> None:
        """Which pairs are open, revised and resolved, by what the session holds now."""
        session = self._session
        if session.contents.verdicts is not self._read_verdicts:
            self._read_verdicts = session.contents.verdicts
            self._verdicts = {(row.a_id, row.b_id): row for row in session.contents.verdicts}
        there, parts, gone = session.by_id, parts_of(session.contents), dropped(session.contents)
        found = {
            pair: one
            for pair, one in self._by_pair.items()
            if one.a in there and one.b in there and pair not in parts and gone.isdisjoint(pair)
        }
        self.unjudged = [one for pair, one in found.items() if pair not in self._verdicts]
        judged = [
            Judged(finding, verdict)
            for pair, verdict in self._verdicts.items()
            if (finding := found.get(pair) or self._explained.get(pair)) and pair[0] in there and pair[1] in there
        ]
        judged.sort(key=lambda one: one.verdict.at, reverse=True)
        self.resolved = [one for one in judged if self.known.holds(one.verdict)]
        self.revised = [one for one in judged if not self.known.holds(one.verdict)]
        waiting = [*self.unjudged, *(one.finding for one in self.revised)]
        self.open = sorted(waiting, key=lambda finding: -finding.score)
        self._open_by_id = None
        self.changed.emit()
