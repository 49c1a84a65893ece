"""The files of one import: each is read, compared with the portfolio and at last carried out, one after another.

Everything heavy runs in workers. A file is compared with the portfolio as the files before it would leave it, and
once more with the portfolio itself before it is written; what was shown is what is written, or it stops.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from kpkportfolio.errors import Cancelled, PortfolioError, UnacceptableInput
from kpkportfolio.model.change import Operation
from kpkportfolio.model.vocabulary import Verdict
from kpkportfolio.registers.together import Together
from kpkportfolio.store.portfolio import Committed
from kpkportfolio.text import _
from ui.dialogs.importing.choosing import Choice, Other, Place
from ui.dialogs.importing.names import suggested_name
from ui.dialogs.importing.preview import BUNDLE, Preview, SourceFile, compare, read_source, stamp
from ui.session import Session
from ui.tasks import Job, Progress


class State(StrEnum):
    """How far a file is."""

    WAITING = "waiting"
    READING = "reading"
    STALE = "stale"
    """Read, and to be compared (again)."""
    COMPARING = "comparing"
    READY = "ready"
    REFUSED = "refused"
    IMPORTING = "importing"
    DONE = "done"


@dataclass(eq=False)
class File:
    """One file and what the person said about it.

    Attributes:
        name: the register's name; empty for a bundle.
        accepted: the good rows may be imported without the bad ones.
        insist: ``(initiative id, field)`` where the register's value is to win over the person's own.
        choices: what is to become of new rows that may be there already; a row is merged into one at most.
        error: why it cannot be taken in.
    """

    path: Path
    name: str
    state: State = State.WAITING
    accepted: bool = False
    insist: set[tuple[str, str]] = field(default_factory=set)
    choices: dict[tuple[Place, Other], Verdict] = field(default_factory=dict)
    source: SourceFile | None = None
    preview: Preview | None = None
    error: str = ""

    @property
    def is_bundle(self) -> bool:
        return self.path.suffix.lower() == BUNDLE

    @property
    def held_back(self) -> bool:
        """Nothing is imported for the sake of bad rows."""
        return self.preview is not None and self.preview.left_out > 0 and not self.accepted

    @property
    def chosen(self) -> tuple[Choice, ...]:
        """The choices in an order of their own."""
        return tuple(Choice(place, other, verdict) for (place, other), verdict in self.choices.items())

    @property
    def operation(self) -> Operation | None:
        """What the file will do, None when nothing."""
        settled = self.state in (State.READY, State.IMPORTING)
        return self.preview.operation if settled and self.preview and not self.held_back else None


class _Outdated(UnacceptableInput):
    """The file was written since it was read."""


class Importer(QObject):
    """Reads, compares and carries out.

    Signals:
        changed: something about the files is new.
        shown(File): the file's preview is a new one.
        ended(str): carrying out is over; the words say why it stopped, empty when everything went well.
    """

    changed = Signal()
    shown = Signal(object)
    ended = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.files: list[File] = []
        self.job: Job | None = None
        self.importing = False
        self._working: File | None = None
        self._queue: list[File] = []
        self._early: list[Path] = []
        session.changed.connect(self._contents_changed)

    # --- what the person says ------------------------------------------------------------------------------------

    def add(self, paths: Iterable[Path]) -> list[File]:
        """Take files in, leaving out those that are there already; returns the new ones.

        Before the portfolio is read they wait: which registers it knows decides what a file is compared with.
        """
        if not self._session.complete:
            self._early += paths
            return []
        known = {file.path for file in self.files if file.state is not State.DONE}
        registers = [row.name for row in self._session.contents.registers]
        fresh = []
        for path in dict.fromkeys(path.absolute() for path in paths):
            if path not in known:
                name = "" if path.suffix.lower() == BUNDLE else suggested_name(path.stem, registers)
                fresh.append(File(path, name))
        self.files += fresh
        self.changed.emit()
        self._next()
        return fresh

    @Slot()
    @Slot(object)
    def _contents_changed(self, _ids: object = None) -> None:
        if self._session.complete and self._early:
            early, self._early = self._early, []
            self.add(early)

    def remove(self, file: File) -> None:
        """Leave a file out; the files after it are compared again."""
        at = self.files.index(file)
        done = file.state is State.DONE
        self.files.remove(file)
        if file is self._working and self.job is not None:
            self.job.progress.cancel()
        if not done:
            self._stale_from(at)
        self.changed.emit()
        self._next()

    def rename(self, file: File, name: str) -> None:
        """Another register name."""
        name = name.strip()
        if name and name != file.name:
            file.name = name
            file.insist.clear()
            self._again(file)

    def read_again(self, file: File) -> None:
        """The file was corrected meanwhile: read it anew, keeping what the person said about it."""
        if not self.importing and file.state in (State.READY, State.REFUSED):
            self._stale_from(self.files.index(file) + 1)
            # the rows may stand elsewhere now
            file.choices.clear()
            file.state, file.preview, file.error = State.WAITING, None, ""
            self.changed.emit()
            self._next()

    def accept(self, file: File, accepted: bool) -> None:
        """Whether the good rows are imported although others are bad."""
        if accepted != file.accepted:
            file.accepted = accepted
            self._stale_from(self.files.index(file) + 1)
            self.changed.emit()
            self._next()

    def insist(self, file: File, id_: str, name: str, wanted: bool) -> None:
        """Take the register's value of a field that a person has corrected, or keep the person's."""
        (file.insist.add if wanted else file.insist.discard)((id_, name))
        self._again(file)

    def choose(self, file: File, place: Place, other: Other, verdict: Verdict | None) -> None:
        """Link a new row with what it may repeat, merge it (a duplicate), or keep it apart (None)."""
        if verdict is Verdict.DUPLICATE:
            merged = [key for key, one in file.choices.items() if key[0] == place and one is Verdict.DUPLICATE]
            for key in merged:
                del file.choices[key]
        if verdict is None:
            file.choices.pop((place, other), None)
        else:
            file.choices[place, other] = verdict
        self._again(file)

    def _again(self, file: File) -> None:
        self._stale_from(self.files.index(file))
        self.changed.emit()
        self._next()

    def _stale_from(self, at: int) -> None:
        for file in self.files[at:]:
            if file.state in (State.READY, State.COMPARING):
                file.state = State.STALE
                if file is self._working and self.job is not None:
                    self.job.progress.cancel()

    @property
    def busy(self) -> bool:
        return self.job is not None

    @property
    def settled(self) -> bool:
        """Nothing is being read, compared or carried out."""
        return not self.busy and all(f.state in (State.READY, State.REFUSED, State.DONE) for f in self.files)

    @property
    def wanted(self) -> list[File]:
        """The files from which something would be imported now."""
        return [file for file in self.files if file.operation is not None]

    # --- reading and comparing -------------------------------------------------------------------------------------

    def _next(self) -> None:
        if self.busy or self.importing:
            return
        for file in self.files:
            if file.state is State.WAITING:
                self._read(file)
                return
        for file in self.files:
            if file.state is State.STALE:
                self._compare(file)
                return

    def _run(self, file: File, state: State, work: object, done: object, title: str = "") -> None:
        file.state, self._working = state, file
        tasks = self._session.tasks
        self.job = tasks.run(self, work, done, self._failed, title)  # type: ignore[arg-type]  # each caller pairs them
        self.changed.emit()

    def _over(self) -> File:
        file, self._working, self.job = self._working, None, None
        assert file is not None
        return file

    def _read(self, file: File) -> None:
        path = file.path

        def done(source: SourceFile) -> None:
            self._over()
            file.source, file.state = source, State.STALE
            self._stale_from(self.files.index(file) + 1 if file in self.files else len(self.files))
            self.changed.emit()
            self._next()

        self._run(file, State.READING, lambda progress: read_source(path, progress), done)

    def _compare(self, file: File) -> None:
        portfolio, source, today = self._session.portfolio, file.source, self._session.today()
        assert source is not None
        earlier = [one.operation for one in self.files[: self.files.index(file)]]
        name, insist, chosen = file.name, frozenset(file.insist), file.chosen

        def work(progress: Progress) -> Preview:
            together = Together(portfolio)
            for operation in earlier:
                if operation is not None:
                    progress(0, 0)
                    together.add(operation)
            return compare(together, portfolio, source, today, name, insist, chosen, progress)

        def done(preview: Preview) -> None:
            self._over()
            if file.state is State.COMPARING:
                file.preview, file.state = preview, State.READY
                self.shown.emit(file)
            self.changed.emit()
            self._next()

        self._run(file, State.COMPARING, work, done)

    def _failed(self, error: Exception) -> None:
        file = self._over()
        if isinstance(error, Cancelled):
            # asked for: the file was taken away, or is to be compared anew
            if file.state is State.COMPARING:
                file.state = State.STALE
        else:
            self._refuse(file, error)
        self.changed.emit()
        self._next()

    def _refuse(self, file: File, error: Exception) -> None:
        if not isinstance(error, PortfolioError):
            self._session.tasks.failed.emit(error)
        file.state, file.preview = State.REFUSED, None
        file.error = str(error) or type(error).__name__

    # --- carrying out ------------------------------------------------------------------------------------------------

    def carry_out(self) -> None:
        """Import every wanted file, each as one undoable operation, in their order."""
        if not self.importing and self.settled and self.wanted:
            self.importing = True
            self._queue = self.wanted
            self._carry_next()

    def cancel(self) -> None:
        """Stop before the next write; files written already stay written."""
        self._queue = []
        if self.job is not None:
            self.job.progress.cancel()

    def _carry_next(self) -> None:
        if not self._queue:
            self._end("")
            return
        file = self._queue.pop(0)
        portfolio, source, shown, today = self._session.portfolio, file.source, file.preview, self._session.today()
        assert source is not None
        assert shown is not None
        name, insist, chosen = file.name, frozenset(file.insist), file.chosen

        def work(progress: Progress) -> tuple[Preview, Committed | None]:
            if stamp(source.path) != source.stamp:
                raise _Outdated(_("{file} was changed since it was read.").format(file=source.path.name))
            now = compare(portfolio, portfolio, source, today, name, insist, chosen, progress)
            if now.operation is None or not shown.promises(now):
                return now, None
            progress(0, 0)
            return now, portfolio.commit(now.operation)

        def done(outcome: tuple[Preview, Committed | None]) -> None:
            self._over()
            now, committed = outcome
            if committed is None:
                file.preview, file.state = now, State.READY
                self.shown.emit(file)
                self._end(
                    _(
                        "{file} was not imported: the portfolio was changed meanwhile, and the import would now do "
                        "something else than what you saw. Look at it again, then import."
                    ).format(file=file.path.name)
                )
                return
            file.state = State.DONE
            self.changed.emit()
            self._carry_next()

        title = _("Importing {file}").format(file=file.path.name)
        file.state, self._working = State.IMPORTING, file
        self.job = self._session.tasks.run(self, work, done, self._not_carried, title)
        self.changed.emit()

    def _not_carried(self, error: Exception) -> None:
        file = self._over()
        if isinstance(error, Cancelled):
            file.state = State.READY
            self._end(_("The import was stopped. What is marked as imported is in the portfolio, nothing else."))
        elif isinstance(error, _Outdated):
            file.state, file.preview = State.WAITING, None
            self._end(_("{reason} It is read again; look at it, then import.").format(reason=error))
        elif isinstance(error, UnacceptableInput):
            self._refuse(file, error)
            self.changed.emit()
            self._carry_next()
        else:
            file.state = State.READY
            if not isinstance(error, PortfolioError):
                self._session.tasks.failed.emit(error)
            self._end(str(error) or type(error).__name__)

    def _end(self, why: str) -> None:
        self.importing, self._queue = False, []
        # what was not written after all changes what the files after it would do
        self._stale_from(0)
        self.changed.emit()
        self.ended.emit(why)
        self._next()
