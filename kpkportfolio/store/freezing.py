"""Freezing the whole portfolio under a name. Nothing frozen is ever altered or removed.

Every snapshot's hash covers its content, the journal up to it and the previous snapshot's hash; the journal in turn
says of every snapshot that it was taken, with its hash. So neither can be changed, left out or put in later without the
other telling (``snapshots.verifying``).
"""

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

import orjson
from sqlalchemy import Connection, func, insert, select

from kpkportfolio.errors import InvalidValue, UsageError
from kpkportfolio.model.change import Operation, OperationKind, new_id
from kpkportfolio.model.rules import broken_texts
from kpkportfolio.model.tables import meeting
from kpkportfolio.model.tables import snapshot as snapshots
from kpkportfolio.store import journal
from kpkportfolio.store.codec import plain
from kpkportfolio.store.content import Content, hash_of, spelled, unspelled
from kpkportfolio.store.sealing import sealed
from kpkportfolio.text import _

if TYPE_CHECKING:
    from kpkportfolio.store.portfolio import Portfolio

Progress = Callable[[int, int], None]

PROGRAM: Final = "KPK Portfolio"
"""Who takes the snapshots that nobody asked for."""

_BEGINNING: Final = 1 << 16
"""Bytes of a packed snapshot in which the line that tells of it is, unless somebody wrote a novel as its note."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One frozen state.

    Attributes:
        number: its place in the chain, from 1.
        hash: SHA-256 of the previous snapshot's hash and of what is frozen, in hexadecimal.
        operation_seq: the journal's last operation when it was taken.
        meeting_id: the meeting it was taken of, if any.
    """

    id: str
    number: int
    name: str
    taken_at: datetime
    by: str
    note: str | None
    operation_seq: int | None
    previous: str | None
    hash: str
    meeting_id: str | None = None

    @property
    def automatic(self) -> bool:
        """Whether the program took it by itself."""
        return self.by == PROGRAM


class Frozen(NamedTuple):
    """What is kept of a snapshot, unpacked: a line that tells of it, then the spelt content.

    Attributes:
        head: the journal's seal, and the snapshot's own name, note and so on, so that its hash covers these too; None
            in snapshots of versions that hashed the content alone.
    """

    spelt: bytes
    head: dict[str, str | None] | None

    @property
    def seal(self) -> str | None:
        """SHA-256 of the journal up to the snapshot."""
        return None if self.head is None else self.head.get("journal")

    def tells_of(self, one: Snapshot) -> bool:
        """Whether it is what was frozen under this name, then, by this person and with this note."""
        told = _told(one.name, one.taken_at, one.by, one.note, one.meeting_id)
        return self.head is None or all(self.head.get(key, value) == value for key, value in told.items())

    @property
    def content(self) -> Content:
        """What was frozen."""
        return unspelled(self.spelt)

    @property
    def whole(self) -> bytes:
        """All that the snapshot's hash covers."""
        return self.spelt if self.head is None else orjson.dumps(self.head) + b"\n" + self.spelt


COLUMNS = [
    snapshots.c[name]
    for name in ("id", "number", "name", "taken_at", "by", "note", "operation_seq", "previous", "hash", "meeting_id")
]


def take(
    portfolio: "Portfolio",
    name: str,
    note: str | None = None,
    progress: Progress | None = None,
    meeting_id: str | None = None,
    by: str | None = None,
    patience: int | None = None,
) -> Snapshot:
    """Freeze the portfolio as it is now. The snapshot can never be changed.

    Args:
        meeting_id: the meeting it is taken of: what its next meeting looks back to.
        by: who takes it, when that is not who uses the portfolio.
        patience: as in ``Portfolio.commit``.

    Raises:
        UsageError: the name is empty or taken, or the meeting is not there.
        InvalidValue: the name or the note has a character that is no part of a text.
        Busy: another program was writing all that time.
    """
    name = name.strip()
    if not name:
        raise UsageError(_("A snapshot needs a name."))
    tell = progress or (lambda _done, _of: None)
    tell(0, 2)
    # read and packed before anybody has to wait; once more only if somebody has written meanwhile
    by, at = by or portfolio.by, datetime.now(UTC)
    told = _told(name, at, by, note, meeting_id)
    if problems := broken_texts(told):
        raise InvalidValue(problems)
    with portfolio.read() as connection:
        _refuse(connection, name, meeting_id)
        last, seq, frozen = _now(connection, told)
    data = packed(frozen)
    tell(1, 2)
    with portfolio.write(patience) as connection:
        _refuse(connection, name, meeting_id)
        if (latest(connection), journal.last_seq(connection)) != (last, seq):
            last, seq, frozen = _now(connection, told)
            data = packed(frozen)
        previous = last.hash if last else None
        taken = Snapshot(
            id=new_id(),
            number=last.number + 1 if last else 1,
            name=name,
            taken_at=at,
            by=by,
            note=note,
            operation_seq=seq,
            previous=previous,
            hash=hash_of(frozen.whole, previous),
            meeting_id=meeting_id,
        )
        put(connection, taken, data)
        said = Operation(OperationKind.SNAPSHOT, name, [], taken.hash, taken.id)
        journal.write(connection, said, taken.by, portfolio.session, None, taken.taken_at)
    return taken


def _refuse(connection: Connection, name: str, meeting_id: str | None) -> None:
    if connection.execute(select(snapshots.c.id).where(snapshots.c.name == name)).first():
        raise UsageError(_("There is a snapshot “{name}” already; give this one another name.").format(name=name))
    if meeting_id and not connection.execute(select(meeting.c.id).where(meeting.c.id == meeting_id)).first():
        raise UsageError(_("The meeting is not there any more."))


def _told(name: str, at: datetime, by: str, note: str | None, meeting_id: str | None) -> dict[str, str | None]:
    return {"name": name, "taken_at": plain(at), "by": by, "note": note, "meeting_id": meeting_id}


def _now(connection: Connection, told: dict[str, str | None]) -> tuple[Snapshot | None, int, Frozen]:
    last, seq = latest(connection), journal.last_seq(connection)
    beginning = None if last is None else _seal_of(connection, last)
    after = 0 if last is None or beginning is None else last.operation_seq or 0
    seal = sealed(connection, after, seq, beginning)
    return last, seq, Frozen(spelled(connection), {"journal": seal, **told})


def put(connection: Connection, taken: Snapshot, data: bytes) -> None:
    """Write a snapshot with what it froze, packed."""
    row = {column.name: getattr(taken, column.name) for column in COLUMNS}
    connection.execute(insert(snapshots).values(**row, content=data))


def packed(frozen: Frozen) -> bytes:
    """In few bytes, as the database holds it."""
    # the highest level saves a hundredth of the live data's size and takes five times as long
    return zlib.compress(frozen.whole, 1)


def unpacked(data: bytes) -> Frozen:
    """From :func:`packed`.

    Raises:
        zlib.error, ValueError: it is damaged.
    """
    unpacking = zlib.decompressobj()
    first, line, rest = unpacking.decompress(data).partition(b"\n")
    if not unpacking.eof or unpacking.unused_data:
        # less than was packed, or more than that
        raise ValueError(len(data))
    return Frozen(rest, _head(first)) if line else Frozen(first, None)


def _seal_of(connection: Connection, one: Snapshot) -> str | None:
    start = func.substr(snapshots.c.content, 1, _BEGINNING, type_=snapshots.c.content.type)
    data = connection.execute(select(start).where(snapshots.c.id == one.id)).scalar_one()
    try:
        first, line, _rest = zlib.decompressobj().decompress(data).partition(b"\n")
        return _head(first)["journal"] if line else None
    except (zlib.error, ValueError):
        # a damaged one seals nothing; verifying tells of it
        return None


def _head(line: bytes) -> dict[str, str | None]:
    head = orjson.loads(line)
    if not isinstance(head, dict) or not isinstance(head.get("journal"), str):
        raise ValueError(line[:80])
    return head


def latest(connection: Connection) -> Snapshot | None:
    """The last one of the chain."""
    row = connection.execute(select(*COLUMNS).order_by(snapshots.c.number.desc()).limit(1)).first()
    return Snapshot(*row) if row else None


def listing(portfolio: "Portfolio") -> list[Snapshot]:
    """All snapshots, oldest first."""
    with portfolio.read() as connection:
        return listed(connection)


def listed(connection: Connection) -> list[Snapshot]:
    """All snapshots, oldest first."""
    return [Snapshot(*row) for row in connection.execute(select(*COLUMNS).order_by(snapshots.c.number))]


def find(portfolio: "Portfolio", name: str) -> Snapshot:
    """The snapshot of a name, or of a number written ``3`` or ``#3``.

    Raises:
        UsageError: there is none; the message lists those there are.
    """
    known = listing(portfolio)
    found = called(known, name)
    if found is not None:
        return found
    names = ", ".join(f"#{snapshot.number} {snapshot.name}" for snapshot in known) or "–"
    raise UsageError(_("There is no snapshot “{name}”. There are: {names}.").format(name=name, names=names))


def called(known: Iterable[Snapshot], said: str) -> Snapshot | None:
    """The one a person means by its name, its id or its number: a name that is a number wins over the number, and one
    spelt just so over one that differs in capitals only."""
    every = list(known)
    exactly = (one for one in every if said in (one.name, one.id))
    nearly = (one for one in every if said.casefold() == one.name.casefold())
    by_number = (one for one in every if said.removeprefix("#") == str(one.number))
    return next(chain(exactly, nearly, by_number), None)


def content_of(portfolio: "Portfolio", snapshot: Snapshot) -> Content:
    """What was frozen."""
    with portfolio.read() as connection:
        return frozen_of(connection, snapshot).content


def frozen_of(connection: Connection, snapshot: Snapshot) -> Frozen:
    """What is kept of a snapshot.

    Raises:
        zlib.error, ValueError: it is damaged.
    """
    data = connection.execute(select(snapshots.c.content).where(snapshots.c.id == snapshot.id)).scalar_one()
    return unpacked(data)
