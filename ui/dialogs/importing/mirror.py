"""What is new in an import mirrored against the portfolio and against the other files, before anything is written."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kpkportfolio.errors import Cancelled
from kpkportfolio.model.rows import Contents
from kpkportfolio.model.vocabulary import InitiativeKind
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.item import Item, items
from kpkportfolio.registers.record import ReadInitiative
from kpkportfolio.store.portfolio import Portfolio
from ui.dialogs.importing.choosing import Other, Place
from ui.dialogs.importing.file import File
from ui.overlap_pairs import turned
from ui.session import Session
from ui.tasks import Job, Progress

if TYPE_CHECKING:
    # it brings numpy along, which the dialog does without until something is compared
    from kpkportfolio.overlap.engine import Engine

_PAUSE_MS = 300
_SLOW_SECONDS = 0.5
LIKELY = 0.5
"""What is listed is more likely than not; the rest waits on the Overlaps page after the import."""
# so many rows are asked for one by one, which a large portfolio answers sooner than all its pairs
_FEW = 100
_NEAREST = 3
# new texts whose meaning is read before anything is told: a second or two
_READ_AT_ONCE = 150
MOST_ITEMS = 25_000
"""More are left to the Overlaps page, which looks after the import anyway: here somebody waits."""


class Match(NamedTuple):
    """A new initiative and one that it may repeat, overlap with or reuse.

    Attributes:
        place: where the new one is in its file.
        new, against: what the two say.
        other: the other one; of a row in a file that is imported before, its place there.
        finding: as seen from the new one.
    """

    place: Place
    new: Item
    against: Item
    other: Other
    finding: Finding


New = tuple[str, str, Sequence[ReadInitiative]]
"""A file's name, its register's, and its new rows."""


class Mirror(QObject):
    """Looks in a worker whenever the previews have come to rest: first by words, then by what the texts mean too.

    Attributes:
        matches: by file, strongest first.
        stopped: the person stopped the comparison, or it was left to the Overlaps page; what was found is there.

    Signals:
        found: any of these is new.
    """

    found = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.matches: dict[File, list[Match]] = {}
        self.stopped = False
        self._files: list[File] = []
        self._rows: list[tuple[File, list[ReadInitiative]]] = []
        self._job: Job | None = None
        self._began = 0.0
        self._asked = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)

    def show(self, files: Sequence[File]) -> None:
        """These files' new initiatives are to be looked for, a moment from now."""
        rows = [(file, file.preview.new) for file in files if file.preview is not None and file.preview.new]
        if rows == self._rows:
            # what was chosen changes what becomes of the rows, not what they say
            return
        self.stop()
        self._rows = rows
        self.stopped = False
        self._pause.start()

    def stop(self) -> None:
        """Look no more."""
        self._pause.stop()
        self._asked += 1
        if self._job is not None:
            self._job.progress.cancel()
            self._job = None

    def cancel(self) -> None:
        """The person stops the comparison; what was found stays."""
        if self._job is not None:
            self.stop()
            self.stopped = True
            self.found.emit()

    @property
    def looking(self) -> bool:
        """Whether it has been looking for so long that somebody should be told."""
        return self._job is not None and time.monotonic() - self._began > _SLOW_SECONDS

    @property
    def working(self) -> bool:
        return self._job is not None

    @property
    def progress(self) -> tuple[int, int]:
        """Steps done, and of how many."""
        return (self._job.progress.done, self._job.progress.total) if self._job is not None else (0, 0)

    @Slot()
    def _look(self) -> None:
        portfolio, contents = self._session.portfolio, self._session.contents
        new = [(file.path.name, file.name, rows) for file, rows in self._rows]
        self._files = [file for file, _rows in self._rows]
        count = len(contents.initiatives) + sum(len(rows) for _name, _register, rows in new)
        if not new or count > MOST_ITEMS:
            self.stopped = bool(new)
            self._show([[] for _file in new])
            return
        self._run(lambda progress: _compared(portfolio, _Sides(contents, new), progress))
        self.found.emit()

    def _run(self, work: Callable[[Progress], "_Compared"]) -> None:
        if self._job is None:
            self._began = time.monotonic()
        asked = self._asked

        def take(result: _Compared) -> None:
            # a worker that did not notice in time that it is not wanted any more
            if asked == self._asked:
                self._take(result)

        def failed(error: Exception) -> None:
            if asked == self._asked and not isinstance(error, Cancelled):
                self._job = None
                self._session.tasks.failed.emit(error)
                self.found.emit()

        self._job = self._session.tasks.run(self, work, take, failed)

    def _take(self, result: "_Compared") -> None:
        if result.unread:
            portfolio = self._session.portfolio
            self._run(lambda progress: _compared_again(portfolio, result, progress))
        else:
            self._job = None
        self._show(result.matches)

    def _show(self, matches: Sequence[list[Match]]) -> None:
        self.matches = {file: found for file, found in zip(self._files, matches, strict=True) if found}
        self.found.emit()


class _Sides:
    """The portfolio's initiatives and the new ones as items; a new one's id is its file's number and its own."""

    def __init__(self, contents: Contents, new: Sequence[New]) -> None:
        known = [row for row in contents.initiatives if row.kind is InitiativeKind.INITIATIVE]
        self.items = {one.id: one for one in items(known, contents.deliverables, contents.components)}
        self.new = new
        self.places: dict[str, tuple[int, int]] = {}
        for at, (_name, register, rows) in enumerate(new):
            for number, row in enumerate(rows):
                id_ = f"{at}/{number}"
                self.places[id_] = (at, number)
                self.items[id_] = _item(id_, row, register)

    def matches(self, findings: Sequence[Finding]) -> list[list[Match]]:
        """For each file what its rows may repeat, strongest first; of two new rows the later repeats the earlier."""
        found: list[list[Match]] = [[] for _file in self.new]
        seen = set()
        for finding in findings:
            one = finding
            if one.a not in self.places or (one.b in self.places and self.places[one.b] > self.places[one.a]):
                one = turned(one)
            if one.a not in self.places or one.score < LIKELY or (one.a, one.b) in seen:
                continue
            seen.add((one.a, one.b))
            at, number = self.places[one.a]
            found[at].append(
                Match(self._place(at, number), self.items[one.a], self.items[one.b], self._other(one.b), one)
            )
        for matches in found:
            matches.sort(key=lambda match: -match.finding.score)
        return found

    def _place(self, at: int, number: int) -> Place:
        row = self.new[at][2][number]
        return (row.sheet, row.row)

    def _other(self, id_: str) -> Other:
        if id_ not in self.places:
            return Other(id_)
        at, number = self.places[id_]
        return Other("", self.new[at][0], self._place(at, number))


@dataclass(frozen=True, slots=True)
class _Compared:
    """What a worker brings back, and what it takes to go on by what the texts mean: those ``unread``, by their keys."""

    matches: list[list[Match]]
    sides: _Sides
    engine: "Engine"
    unread: dict[str, str]


def _compared(portfolio: Portfolio, sides: _Sides, progress: Progress) -> _Compared:
    """What the new rows may repeat; many of them first as far as the meaning of their texts is known."""
    from kpkportfolio.overlap.engine import Engine
    from kpkportfolio.overlap.language_model import MODEL, available, text_key
    from kpkportfolio.overlap.meaning import text

    vectors = portfolio.vectors(MODEL) if available() else None
    engine = Engine(list(sides.items.values()), progress, vectors=vectors)
    unread: dict[str, str] = {}
    if vectors is not None:
        # the portfolio's own texts are read beside the work anyway
        unread = {text_key(said): said for id_ in sides.places for said in [text(sides.items[id_])] if said.strip()}
        unread = {key: said for key, said in unread.items() if key not in vectors}
    if 0 < len(unread) <= _READ_AT_ONCE:
        _read(portfolio, engine, unread, progress)
        unread = {}
    return _Compared(sides.matches(_findings(engine, sides, progress)), sides, engine, unread)


def _compared_again(portfolio: Portfolio, before: _Compared, progress: Progress) -> _Compared:
    """The same once it is known what the new texts mean."""
    _read(portfolio, before.engine, before.unread, progress)
    found = _findings(before.engine, before.sides, progress)
    return _Compared(before.sides.matches(found), before.sides, before.engine, {})


def _read(portfolio: Portfolio, engine: "Engine", unread: dict[str, str], progress: Progress) -> None:
    """Make vectors of texts; they are kept, for the texts come into the portfolio with the import."""
    from kpkportfolio.overlap.language_model import MODEL, LanguageModel, packed

    model = LanguageModel()
    try:
        vectors = dict(zip(unread, packed(model.vectors(list(unread.values()), progress)), strict=True))
    finally:
        model.close()
    portfolio.keep_vectors(MODEL, vectors)
    engine.learn(vectors)


def _findings(engine: "Engine", sides: _Sides, progress: Progress) -> list[Finding]:
    if len(sides.places) > _FEW:
        return engine.pairs(LIKELY, progress=progress)
    found: list[Finding] = []
    for done, id_ in enumerate(sides.places):
        progress(done, len(sides.places))
        found += engine.check(sides.items[id_], _NEAREST)
    return found


def _item(id_: str, row: ReadInitiative, register: str) -> Item:
    return Item(
        id=id_,
        title=row.title,
        description=row.description,
        organisation=row.organisation,
        person=row.person,
        register=register,
        ref=row.ref,
        language=row.language,
        status=row.status,
        start=row.start,
        end=row.end,
        open_ended=row.open_ended,
        investment_max=row.investment_max,
        deliverables=row.deliverables,
    )
