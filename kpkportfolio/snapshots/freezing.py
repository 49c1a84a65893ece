"""Freezing the whole portfolio under a name, and finding out whether anybody has tampered with what was frozen.

Every snapshot's hash covers its content and the previous snapshot's hash, so that a snapshot cannot be changed, left
out or put in later without the chain breaking.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select

from kpkportfolio.errors import UsageError
from kpkportfolio.model.change import new_id
from kpkportfolio.model.tables import meeting
from kpkportfolio.model.tables import snapshot as snapshots
from kpkportfolio.store import journal
from kpkportfolio.store.content import Content, content_hash, packed, read_content, unpack
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One frozen state.

    Attributes:
        number: its place in the chain, from 1.
        hash: SHA-256 of the previous snapshot's hash and this content, in hexadecimal.
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


_COLUMNS = [
    snapshots.c[name]
    for name in ("id", "number", "name", "taken_at", "by", "note", "operation_seq", "previous", "hash", "meeting_id")
]


def take(
    portfolio: Portfolio,
    name: str,
    note: str | None = None,
    progress: Progress | None = None,
    meeting_id: str | None = None,
) -> Snapshot:
    """Freeze the portfolio as it is now. The snapshot can never be changed.

    Args:
        meeting_id: the meeting it is taken of: what its next meeting looks back to.

    Raises:
        UsageError: the name is empty or taken, or the meeting is not there.
    """
    name = name.strip()
    if not name:
        raise UsageError(_("A snapshot needs a name."))
    with portfolio.write() as connection:
        if connection.execute(select(snapshots.c.id).where(snapshots.c.name == name)).first():
            raise UsageError(_("There is a snapshot “{name}” already; give this one another name.").format(name=name))
        if meeting_id and not connection.execute(select(meeting.c.id).where(meeting.c.id == meeting_id)).first():
            raise UsageError(_("The meeting is not there any more."))
        if progress:
            progress(0, 2)
        content = read_content(connection)
        if progress:
            progress(1, 2)
        last = _last(connection)
        data, hash_ = packed(content, last.hash if last else None)
        taken = Snapshot(
            id=new_id(),
            number=last.number + 1 if last else 1,
            name=name,
            taken_at=datetime.now(UTC),
            by=portfolio.by,
            note=note,
            operation_seq=journal.last_seq(connection),
            previous=last.hash if last else None,
            hash=hash_,
            meeting_id=meeting_id,
        )
        row = {column.name: getattr(taken, column.name) for column in _COLUMNS}
        connection.execute(insert(snapshots).values(**row, content=data))
    return taken


def listing(portfolio: Portfolio) -> list[Snapshot]:
    """All snapshots, oldest first."""
    with portfolio.read() as connection:
        return [Snapshot(*row) for row in connection.execute(select(*_COLUMNS).order_by(snapshots.c.number))]


def find(portfolio: Portfolio, name: str) -> Snapshot:
    """The snapshot of a name, or of a number written ``#3``.

    Raises:
        UsageError: there is none; the message lists those there are.
    """
    known = listing(portfolio)
    for snapshot in known:
        if name in (snapshot.name, f"#{snapshot.number}", snapshot.id):
            return snapshot
    names = ", ".join(f"#{snapshot.number} {snapshot.name}" for snapshot in known) or "–"
    raise UsageError(_("There is no snapshot “{name}”. There are: {names}.").format(name=name, names=names))


def content_of(portfolio: Portfolio, snapshot: Snapshot) -> Content:
    """What was frozen."""
    with portfolio.read() as connection:
        data = connection.execute(select(snapshots.c.content).where(snapshots.c.id == snapshot.id)).scalar_one()
    return unpack(data)


def verify(portfolio: Portfolio, name: str | None = None, progress: Progress | None = None) -> list[str]:
    """Check the chain, or one snapshot; a plain sentence for each fault, none when all is as it was frozen."""
    known = listing(portfolio)
    wanted = known if name is None else [find(portfolio, name)]
    by_number = {snapshot.number: snapshot for snapshot in known}
    faults: list[str] = []
    if name is None:
        top = known[-1].number if known else 0
        with portfolio.read() as connection:
            count = int(connection.execute(select(func.count()).select_from(snapshots)).scalar_one())
        if count != top:
            missing = [str(number) for number in range(1, top + 1) if number not in by_number]
            faults.append(
                _("Snapshots are missing from the chain: number {numbers}.").format(numbers=", ".join(missing))
            )
    for at, snapshot in enumerate(wanted):
        if progress:
            progress(at, len(wanted))
        before = by_number.get(snapshot.number - 1)
        if snapshot.previous != (before.hash if before else None):
            faults.append(_("The snapshot “{name}” does not follow the one before it.").format(name=snapshot.name))
        try:
            sound = content_hash(content_of(portfolio, snapshot), snapshot.previous) == snapshot.hash
        except (zlib.error, ValueError, KeyError):
            sound = False
        if not sound:
            faults.append(_("The content of the snapshot “{name}” has been changed.").format(name=snapshot.name))
    return faults


def _last(connection: Connection) -> Snapshot | None:
    row = connection.execute(select(*_COLUMNS).order_by(snapshots.c.number.desc()).limit(1)).first()
    return Snapshot(*row) if row else None
