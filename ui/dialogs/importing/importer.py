"""The files of one import: each is read, compared with the portfolio and at last carried out, one after another.

Everything heavy runs in workers. A file is compared with the portfolio as the files before it would leave it, and
once more with the portfolio itself before it is written; what was shown is what is written, or it stops.
"""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kpkportfolio.errors import Cancelled, PortfolioError, UnacceptableInput
from kpkportfolio.model.vocabulary import Verdict
from kpkportfolio.registers.profile import Profile
from kpkportfolio.store.portfolio import Committed
from kpkportfolio.text import _
from ui.dialogs.importing import saying
from ui.dialogs.importing.carrying_out import Outdated, carried_out
from ui.dialogs.importing.choosing import Other, Place
from ui.dialogs.importing.file import File, State
from ui.dialogs.importing.names import suggested_name
from ui.dialogs.importing.preview import Preview, compare_after
from ui.dialogs.importing.sources import BUNDLES, SourceFile, read_source
from ui.models.columns import millions
from ui.session import Session
from ui.tasks import Job, Progress

_PAUSE_MS = 250
"""A file is read anew this long after the last thing that was said of it."""


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
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._next)
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
                name = "" if path.suffix.lower() in BUNDLES else suggested_name(path.stem, registers)
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
            file.name, file.named = name, True
            file.insist.clear()
            known = {row.name.casefold() for row in self._session.contents.registers}
            was_remembered = file.source is not None and file.source.remembered
            if file.profile is None and (was_remembered or name.casefold() in known):
                # another register may be read otherwise
                self._read_anew(file)
            else:
                self._again(file)

    def say(self, file: File, profile: Profile) -> None:
        """How a file is to be read; it is, a moment after the last thing was said. What was found stays to be seen."""
        if self.importing or file.state in (State.IMPORTING, State.DONE) or profile == file.profile:
            return
        if not saying.same_rows(file.said, profile):
            file.choices.clear()
        file.profile = profile
        self._pause.start()
        self._read_anew(file)

    def _read_anew(self, file: File) -> None:
        self._stale_from(self.files.index(file) + 1)
        if file is self._working and self.job is not None:
            self.job.progress.cancel()
        file.state, file.error = State.WAITING, ""
        self.changed.emit()
        self._next()

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
            file.ticked = accepted
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
        if self.busy or self.importing or self._pause.isActive():
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
        path, said, name, named = file.path, file.profile, file.name, file.named
        portfolio = self._session.portfolio

        def work(progress: Progress) -> SourceFile:
            return read_source(path, progress, portfolio, name, said, named)

        def done(source: SourceFile) -> None:
            self._over()
            if file.state is State.READING:
                file.source, file.state, file.error = source, State.STALE, source.refused
                if source.name is not None:
                    file.name = source.name
                if source.refused:
                    file.state, file.preview = State.REFUSED, None
            self._stale_from(self.files.index(file) + 1 if file in self.files else len(self.files))
            self.changed.emit()
            self._next()

        self._run(file, State.READING, work, done)

    def _compare(self, file: File) -> None:
        portfolio, source, today = self._session.portfolio, file.source, self._session.today()
        assert source is not None
        earlier = [one.operation for one in self.files[: self.files.index(file)]]
        name, insist, chosen = file.name, frozenset(file.insist), file.chosen

        def work(progress: Progress) -> Preview:
            return compare_after(earlier, portfolio, source, today, name, insist, chosen, progress)

        def done(preview: Preview) -> None:
            self._over()
            if file.state is State.COMPARING and self._is_another(file, preview):
                file.name, file.named = file.path.stem, True
                self._read_anew(file)
                return
            if file.state is State.COMPARING:
                file.preview, file.state = preview, State.READY
                self.shown.emit(file)
            self.changed.emit()
            self._next()

        self._run(file, State.COMPARING, work, done)

    def _is_another(self, file: File, preview: Preview) -> bool:
        """Whether a file taken for a new state of a register has none of its rows: it is of a register of its own.

        A series of yearly lists has one name but for the years; to compare each with the one before would tell that
        everything had vanished.
        """
        known = {row.name.casefold() for row in self._session.contents.registers}
        return (
            not file.named
            and file.profile is None
            and bool(preview.new and preview.vanished)
            and not (preview.changed or preview.unchanged or file.path.stem.casefold() in known)
        )

    def _failed(self, error: Exception) -> None:
        file = self._over()
        if isinstance(error, Cancelled):
            # asked for: the file was taken away, or is to be compared anew
            if file.state is State.COMPARING:
                file.state = State.STALE
        elif file.state is State.WAITING:
            # what went wrong was of a reading that nobody waits for any more
            pass
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
            outcome = carried_out(portfolio, shown, source, today, name, insist, chosen, progress)
            # the table measures its figures: 20 000 amounts in words take the UI thread 60 ms
            for row in shown.new:
                millions(row.investment_min, row.investment_max)
            return outcome

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
            some = any(one.state is State.DONE for one in self.files)
            self._end(
                _("The import was stopped. What is marked as imported is in the portfolio, nothing else.")
                if some
                else _("The import was stopped; nothing was imported.")
            )
        elif isinstance(error, Outdated):
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
