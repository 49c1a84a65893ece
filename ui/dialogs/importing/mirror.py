"""What is new in an import mirrored against the portfolio and against the other files, before anything is written."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kpkportfolio.model.rows import Contents
from kpkportfolio.model.vocabulary import InitiativeKind, OverlapKind
from kpkportfolio.overlap.item import Item, items
from kpkportfolio.registers.record import ReadInitiative
from ui.dialogs.importing.importer import File
from ui.dialogs.importing.preview import Preview
from ui.session import Session
from ui.tasks import Job, Progress

_PAUSE_MS = 300
MOST_ITEMS = 5000
"""More are left to the Overlaps page, which looks after the import anyway: here somebody waits."""


class Match(NamedTuple):
    """A new initiative and one that it may repeat, overlap with or reuse.

    Attributes:
        file: the other one's file when it comes in the same import; empty for one of the portfolio.
    """

    title: str
    kind: OverlapKind
    score: float
    other: str
    organisation: str | None
    file: str


class Mirror(QObject):
    """Looks in a worker whenever the previews have come to rest.

    Signals:
        found: ``matches`` is new.
    """

    found = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.matches: dict[File, list[Match]] = {}
        self._previews: list[tuple[File, Preview]] = []
        self._job: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)

    def show(self, files: Sequence[File]) -> None:
        """These files' new initiatives are to be looked for, a moment from now."""
        previews = [(file, file.preview) for file in files if file.preview is not None and file.preview.new]
        if [preview for _file, preview in previews] == [preview for _file, preview in self._previews]:
            return
        self.stop()
        self._previews = previews
        self._pause.start()

    def stop(self) -> None:
        """Look no more."""
        self._pause.stop()
        if self._job is not None:
            self._job.progress.cancel()
            self._job = None

    @Slot()
    def _look(self) -> None:
        contents, previews = self._session.contents, list(self._previews)
        new = [(file.path.name, file.name, preview.new) for file, preview in previews]
        count = len(contents.initiatives) + sum(len(rows) for _name, _register, rows in new)
        if not new or count > MOST_ITEMS:
            self._take([])
            return
        self._job = self._session.tasks.run(
            self, lambda progress: mirrored(contents, new, progress), self._take, self._failed
        )

    def _take(self, matches: list[list[Match]]) -> None:
        self._job = None
        self.matches = {file: found for (file, _p), found in zip(self._previews, matches, strict=False) if found}
        self.found.emit()

    def _failed(self, error: Exception) -> None:
        if self._job is not None and not self._job.progress.cancelled:
            self._job = None
            self._session.tasks.failed.emit(error)


def mirrored(
    contents: Contents, new: Sequence[tuple[str, str, Sequence[ReadInitiative]]], progress: Progress
) -> list[list[Match]]:
    """For each file ``(file name, register, new rows)`` what its rows may repeat, strongest first."""
    from kpkportfolio.overlap.engine import Engine

    known = [row for row in contents.initiatives if row.kind is InitiativeKind.INITIATIVE]
    everything = items(known, contents.deliverables, contents.components)
    of_file: dict[str, int] = {}
    for at, (_name, register, rows) in enumerate(new):
        for number, row in enumerate(rows):
            id_ = f"{at}/{number}"
            of_file[id_] = at
            everything.append(_item(id_, row, register))
    by_id = {item.id: item for item in everything}
    found: list[list[Match]] = [[] for _file in new]
    for pair in Engine(everything, progress).pairs(progress=progress):
        for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
            if one in of_file:
                item, against = by_id[one], by_id[other]
                file = new[of_file[other]][0] if other in of_file else ""
                match = Match(item.title, pair.kind, pair.score, against.title, against.organisation, file)
                found[of_file[one]].append(match)
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
