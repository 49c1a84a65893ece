"""One open portfolio as the window sees it: its rows, what is filtered and selected, and the one way to change it.

Pages never ask the database while painting: they read :attr:`Session.contents`, which is replaced as a whole when
something changes, and are told by :attr:`Session.changed`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from kpkportfolio.errors import Busy, PortfolioError, UsageError
from kpkportfolio.model.change import Fields, Operation
from kpkportfolio.model.facts import Facts
from kpkportfolio.model.filtering import Filter, search_text
from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.store import edits, occasions, safekeeping
from kpkportfolio.store.portfolio import Committed, Portfolio
from kpkportfolio.text import _
from ui.housekeeping import Housekeeping
from ui.models.collation import Collation
from ui.tasks import Progress, Tasks

if TYPE_CHECKING:
    from ui.overlap_findings import OverlapFindings
    from ui.time_travel import Then, TimeTravel

_SMALL = 200
"""Changed initiatives that are re-read at once (a few milliseconds); more are read off the UI thread."""
_PATIENCE = 50
"""Milliseconds an edit waits on the UI thread while another program writes."""

_EMPTY = Contents([], [], [], [], [], [], [], [], [], [], [], [], [])


class Session(QObject):
    """An open portfolio.

    Signals:
        changed: the contents are new; pages show them again. Carries the ids of changed initiatives, or None
            when everything may have changed.
        filter_changed: what is shown is new.
        selection_changed: carries the selected ids, a tuple.
        failed: an operation was refused; carries the PortfolioError, whose text is for the person.
        committed: an operation was committed here; carries the Committed.
        stacks_changed: what can be undone or redone is new.
        looked: another moment is looked at, or the present again.
        past_wanted: the portfolio as it was is to be shown; carries a snapshot, a moment or a stop.
        snapshot_taken: the program took a snapshot by itself; carries the Snapshot.
    """

    changed = Signal(object)
    filter_changed = Signal()
    selection_changed = Signal(object)
    failed = Signal(object)
    committed = Signal(object)
    stacks_changed = Signal()
    looked = Signal()
    past_wanted = Signal(object)
    snapshot_taken = Signal(object)
    _heard = Signal(object)

    def __init__(self, portfolio: Portfolio, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.portfolio = portfolio
        self.tasks = tasks
        self.contents = _EMPTY
        self.snapshot_days = occasions.DAYS
        """Days from one snapshot to the next that nobody asks for; 0 is never."""
        self.then: Then | None = None
        """The moment looked at by a page's slider; None is the portfolio as it is."""
        self.complete = False
        """Whether everything is loaded; first the initiatives come, then what belongs to them."""
        self.by_id: dict[str, InitiativeRow] = {}
        self.filter = Filter()
        self.shown: list[InitiativeRow] = []
        self.selection: tuple[str, ...] = ()
        self.today = date.today  # a function: a window stays open over midnight
        self._texts: dict[str, str] = {}
        self._facts = self._present_facts = Facts(_EMPTY, self.today())
        self._reading = False
        self._again = False
        self._commits = 0
        self._present = _EMPTY
        self._missed = False
        self._clock = self.today
        self._findings: OverlapFindings | None = None
        self._travel: TimeTravel | None = None
        self._heard.connect(self._on_committed, Qt.ConnectionType.QueuedConnection)
        self._stop_listening = portfolio.listen(self._heard.emit)
        self._housekeeping = Housekeeping(self)

    # --- loading -------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the portfolio off the UI thread: initiatives first, so that rows are on the screen soon."""
        portfolio = self.portfolio

        def first(_progress: Progress) -> tuple[list[InitiativeRow], Contents]:
            initiatives = portfolio.initiatives()
            Collation().prepare(row.title for row in initiatives)
            return initiatives, _EMPTY._replace(initiatives=initiatives)

        def show(result: tuple[list[InitiativeRow], Contents]) -> None:
            self._take(result[1], complete=False)
            self.reload()
            self._housekeeping.keep_safe()

        self.tasks.run(self, first, show)
        self._housekeeping.begin()

    def reload(self, ids: frozenset[str] | None = None) -> None:
        """Read everything again off the UI thread.

        One reading at a time, and one that a commit has overtaken is thrown away and begun again: what is shown
        never goes back to what it was before an edit.
        """
        if self._reading:
            self._again = True
            return
        self._reading = True
        portfolio, commits = self.portfolio, self._commits

        def take(new: Facts) -> None:
            self._reading = False
            if self._again or commits != self._commits:
                self._again = False
                self.reload()
            else:
                self._present_facts = new
                if self.then is None:
                    self._facts = new
                self._take(new.contents, ids=ids)
                self._prepare_words()

        day = self.present_day()

        def read(_progress: Progress) -> Facts:
            contents = portfolio.contents()
            # the table sorts by title; the keys of 20 000 titles take the UI thread 30 ms
            Collation().prepare(row.title for row in contents.initiatives)
            return Facts(contents, day).warm()

        self.tasks.run(self, read, take, self._not_read)

    def _not_read(self, error: Exception) -> None:
        self._reading = self._again = False
        (self.failed if isinstance(error, PortfolioError) else self.tasks.failed).emit(error)

    def _prepare_words(self) -> None:
        """Make what typing looks in before anything is typed, off the UI thread: 100 ms for 10 000 rows."""
        rows = [row for row in self.contents.initiatives if row.id not in self._texts]

        def take(words: dict[str, str]) -> None:
            read = {row.id: row for row in rows}
            self._texts |= {id_: text for id_, text in words.items() if self.by_id.get(id_) is read[id_]}

        if rows:
            self.tasks.run(self, lambda _progress: {row.id: search_text(row) for row in rows}, take)

    @property
    def findings(self) -> "OverlapFindings":
        """Found overlaps of this portfolio; looked for from the first time somebody asks."""
        from ui.overlap_findings import OverlapFindings

        if self._findings is None:
            self._findings = OverlapFindings(self)
        return self._findings

    @property
    def facts(self) -> Facts:
        """What is worked out of the facts of what is looked at."""
        if not self._facts.holds(self.contents, self.today()):
            self._facts = Facts(self.contents, self.today(), self._facts)
        return self._facts

    @property
    def travel(self) -> "TimeTravel":
        """The moments that the sliders of this portfolio's pages stop at."""
        from ui.time_travel import TimeTravel

        if self._travel is None:
            self._travel = TimeTravel(self)
        return self._travel

    def close(self) -> None:
        """Stop listening and let go of the database."""
        self._housekeeping.stop()
        if self._findings is not None:
            self._findings.stop()
        if self._travel is not None:
            self._travel.stop_reading()
        self._stop_listening()
        self.portfolio.close()

    def _take(self, contents: Contents, complete: bool = True, ids: frozenset[str] | None = None) -> None:
        self._present = contents
        self.complete = complete
        if self.then is None:
            self._put(contents, ids)
        else:
            self._missed = True

    def look_at(self, then: "Then | None") -> None:
        """Show the portfolio as it was, or with None as it is, on the pages that read :attr:`contents` alone.

        Nothing can be changed while another moment is looked at. The whole window is shown as it was by
        :attr:`past_wanted`.
        """
        if then is self.then:
            return
        if self.then is None:
            self._clock, self._present_facts = self.today, self._facts
        self.then = then
        self._facts = self._present_facts if then is None else then.facts
        self.today = self._clock if then is None else lambda: then.day
        # of today nothing has changed by looking elsewhere: what is worked out of it still holds
        ids = None if then is None and self._missed else frozenset[str]()
        self._missed = self._missed and then is not None
        self._put(self._present if then is None else then.contents, ids)
        self.looked.emit()

    def present_day(self) -> date:
        """The day of :attr:`portfolio`'s own, whatever moment is looked at."""
        return (self.today if self.then is None else self._clock)()

    def _put(self, contents: Contents, ids: frozenset[str] | None) -> None:
        self.contents = contents
        before = self.by_id
        self.by_id = {row.id: row for row in contents.initiatives}
        self._texts = {id_: words for id_, words in self._texts.items() if self.by_id.get(id_) is before[id_]}
        self._show()
        self.select([id_ for id_ in self.selection if id_ in self.by_id])
        self.changed.emit(ids)

    def _show(self) -> None:
        rows = self.contents.initiatives
        if self.filter.text.strip():
            # usually made already; somebody may type before that, and edited rows have new words
            self._texts |= {row.id: search_text(row) for row in rows if row.id not in self._texts}
        self.shown = rows if self.filter.empty else self.filter.apply(rows, self._texts, self.facts)

    # --- filter and selection, shared by all pages ----------------------------------------------------

    def set_filter(self, wanted: Filter) -> None:
        """Show only what passes; every page follows."""
        if wanted != self.filter:
            self.filter = wanted
            self._show()
            self.filter_changed.emit()

    def select(self, ids: Iterable[str]) -> None:
        """Select initiatives; the table, the Gantt, the bubbles and the details follow."""
        wanted = tuple(ids)
        if wanted != self.selection:
            self.selection = wanted
            self.selection_changed.emit(wanted)

    # --- changing ---------------------------------------------------------------------------------------

    @property
    def frozen(self) -> str | None:
        """Why nothing can be changed, for the person; None when everything can. Widgets ask it before they offer."""
        return self.portfolio.frozen if self.then is None else self.then.words

    def refuses(self) -> bool:
        """Whether nothing can be changed; :attr:`failed` then tells why. Asked before a form is opened."""
        if self.frozen is None:
            return False
        self.failed.emit(UsageError(self.frozen))
        return True

    def commit(self, make: Operation | Callable[[], Operation]) -> bool:
        """Commit a small operation now; a refusal is told by :attr:`failed` and changes nothing.

        Large ones (imports, merges of many) go through :meth:`commit_later`, as does one that turns out to be large:
        a snapshot and a backup are made before it.
        """
        if self.refuses():
            return False
        try:
            operation = make() if callable(make) else make
            if len(operation.changes) > safekeeping.MANY:
                return self.commit_later(lambda _progress: operation, _("Saving changes"))
            self.commit_now(operation)
        except PortfolioError as error:
            self.failed.emit(error)
            return False
        return True

    def commit_now(self, operation: Operation) -> None:
        """Commit, or raise the refusal for a form that tells it itself and keeps what was written there.

        Raises:
            PortfolioError: refused, or another program is writing just now.
        """
        if self.then is not None:
            raise UsageError(self.then.words)
        self.portfolio.commit(operation, patience=_PATIENCE)

    def commit_later(
        self, make: Callable[[Progress], Operation], title: str, done: Callable[[], None] | None = None
    ) -> bool:
        """Build and commit an operation off the UI thread, with progress; ``done`` is called when it is there.

        For what is large, and for imports and merges however small, before which a backup and a snapshot may be made.
        False when nothing can be changed at all.
        """
        if self.refuses():
            return False
        portfolio = self.portfolio

        def there(_committed: Committed) -> None:
            if done is not None:
                done()

        self.tasks.run(self, lambda progress: portfolio.commit(make(progress)), there, self.failed.emit, title)
        return True

    def edit(self, ids: Sequence[str], fields: Fields, why: str | None = None) -> bool:
        """Set fields of initiatives as one undoable operation; nothing happens when nothing would change."""
        if self.refuses():
            return False
        if all(_same(self.by_id.get(id_), fields) for id_ in ids):
            return True
        if len(ids) > _SMALL:
            self.commit_later(lambda _p: edits.editing(self.portfolio, ids, fields, why), "")
            return True
        try:
            self.commit_now(edits.editing(self.portfolio, ids, fields, why))
        except Busy:
            # the window does not wait for another program's import: a worker does, and tells if it is in vain
            self.commit_later(lambda _p: edits.editing(self.portfolio, ids, fields, why), "")
        except PortfolioError as error:
            self.failed.emit(error)
            return False
        return True

    def undo(self, earlier: bool = False, refused: Callable[[Exception], None] | None = None) -> None:
        """Take the latest operation back; with ``earlier`` one of before this opening too. ``refused`` hears why not in
        place of ``failed``."""
        self._back(lambda: self.portfolio.undo(earlier), refused)

    def redo(self, earlier: bool = False, refused: Callable[[Exception], None] | None = None) -> None:
        """Carry out again what was last undone; with ``earlier`` before this opening too."""
        self._back(lambda: self.portfolio.redo(earlier), refused)

    def _back(self, step: Callable[[], Committed], refused: Callable[[Exception], None] | None) -> None:
        # off the UI thread: an undone import may be tens of thousands of rows
        if not self.refuses():
            self.tasks.run(self, lambda _progress: step(), lambda _done: None, refused or self.failed.emit)

    # --- refreshing -------------------------------------------------------------------------------------

    @Slot(object)
    def _on_committed(self, committed: Committed) -> None:
        self._commits += 1
        touched = self._initiatives_touched(committed)
        if touched is not None and set(committed.ids) == {"initiative"}:
            fresh = {row.id: row for row in self.portfolio.initiatives(list(touched))}
            kept = [
                fresh.pop(row.id, row) for row in self._present.initiatives if row.id in fresh or row.id not in touched
            ]
            self._take(self._present._replace(initiatives=[*kept, *fresh.values()]), self.complete, touched)
        elif self.complete and set(committed.ids) == {"overlap_verdict"}:
            # given one after another, by the hundred: all the rest is as it was. All are read, those too that were
            # given since: none may seem to be taken back
            self._take(self._present._replace(verdicts=self.portfolio.verdicts()), ids=frozenset())
        else:
            self.reload(touched)
        self.committed.emit(committed)
        self.stacks_changed.emit()

    def _initiatives_touched(self, committed: Committed) -> frozenset[str] | None:
        """Ids of the initiatives to read again, or None when they are many or not known."""
        ids = committed.ids.get("initiative", frozenset())
        if len(ids) > _SMALL or set(committed.ids) - {"initiative"}:
            return None
        return ids


def _same(row: InitiativeRow | None, fields: Fields) -> bool:
    return row is not None and all(hasattr(row, name) and getattr(row, name) == value for name, value in fields.items())
