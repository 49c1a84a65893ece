"""The journal: every operation ever carried out, in order. The truth that history, undo and redo are read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.sql import ColumnElement

from kpkportfolio.model.change import Change, Operation, OperationKind, operation_name
from kpkportfolio.model.tables import operation as operations
from kpkportfolio.model.tables import operation_change as changes
from kpkportfolio.store.bulk import garbage_left_alone, insert_rows
from kpkportfolio.store.codec import decode, encode

UNDO_DEPTH = 200
"""Latest operations that undo looks back over."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation as the journal has it.

    Attributes:
        seq: its place in the journal, rising.
        undoes: the id of the operation whose inverse this is, for undo and redo.
        session: the opening of the database it was made in.
        changes: how many rows it changed.
    """

    seq: int
    id: str
    kind: OperationKind
    what: str
    why: str | None
    by: str
    at: datetime
    session: str
    undoes: str | None
    changes: int

    @property
    def name(self) -> str:
        return operation_name(self.kind, self.what)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One row's change in one operation."""

    entry: Entry
    change: Change


_COLUMNS = [
    operations.c[name] for name in ("seq", "id", "kind", "what", "why", "by", "at", "session", "undoes", "changes")
]


def _entry(row: Sequence[object]) -> Entry:
    seq, id_, kind, *rest = row
    return Entry(seq, id_, OperationKind(str(kind)), *rest)  # type: ignore[arg-type]  # a row of _COLUMNS


@garbage_left_alone()
def write(connection: Connection, operation: Operation, by: str, session: str, undoes: str | None) -> Entry:
    """Write an operation and its changes; returns its entry."""
    at = datetime.now(UTC)
    result = connection.execute(
        insert(operations).values(
            id=operation.id,
            kind=operation.kind.value,
            what=operation.what,
            why=operation.why,
            by=by,
            at=at,
            session=session,
            undoes=undoes,
            changes=len(operation.changes),
        )
    )
    assert result.inserted_primary_key is not None
    seq = int(result.inserted_primary_key[0])
    if operation.changes:
        insert_rows(
            connection,
            changes,
            [
                [seq, position, change.entity, change.id, encode(change.before), encode(change.after)]
                for position, change in enumerate(operation.changes)
            ],
        )
    return Entry(
        seq,
        operation.id,
        operation.kind,
        operation.what,
        operation.why,
        by,
        at,
        session,
        undoes,
        len(operation.changes),
    )


def last_seq(connection: Connection) -> int:
    """The latest operation's place, 0 when there is none."""
    return int(connection.execute(select(func.coalesce(func.max(operations.c.seq), 0))).scalar_one())


def latest(connection: Connection, limit: int, *where: ColumnElement[bool]) -> list[Entry]:
    """The latest operations, newest first."""
    rows = connection.execute(select(*_COLUMNS).where(*where).order_by(operations.c.seq.desc()).limit(limit))
    return [_entry(row) for row in rows]


def since(connection: Connection, seq: int) -> list[Entry]:
    """Operations after ``seq``, oldest first."""
    return [
        _entry(row)
        for row in connection.execute(select(*_COLUMNS).where(operations.c.seq > seq).order_by(operations.c.seq))
    ]


def changes_of(connection: Connection, seqs: Sequence[int]) -> list[Change]:
    """The changes of operations, in the order they were made."""
    rows = connection.execute(
        select(changes.c.entity, changes.c.entity_id, changes.c.before, changes.c.after)
        .where(changes.c.operation_seq.in_(seqs))
        .order_by(changes.c.operation_seq, changes.c.position)
    )
    return [Change(entity, id_, decode(entity, before), decode(entity, after)) for entity, id_, before, after in rows]


def history(connection: Connection, ids: Sequence[str] | None, limit: int) -> list[HistoryLine]:
    """What happened to the rows with these ids (all rows when None), newest first; deleted rows too."""
    statement = (
        select(*_COLUMNS, changes.c.entity, changes.c.entity_id, changes.c.before, changes.c.after)
        .join(changes, changes.c.operation_seq == operations.c.seq)
        .order_by(operations.c.seq.desc(), changes.c.position)
        .limit(limit)
    )
    if ids is not None:
        statement = statement.where(changes.c.entity_id.in_(ids))
    lines: list[HistoryLine] = []
    width = len(_COLUMNS)
    for row in connection.execute(statement):
        entity, id_, before, after = row[width:]
        lines.append(
            HistoryLine(_entry(row[:width]), Change(entity, id_, decode(entity, before), decode(entity, after)))
        )
    return lines


def children_ever(connection: Connection, initiative_id: str) -> list[str]:
    """Ids of all rows that ever belonged to an initiative (its deliverables, money…), deleted ones too."""
    needle = f'%"initiative_id":"{initiative_id}"%'
    rows = connection.execute(
        select(changes.c.entity_id).where((changes.c.after.like(needle)) | (changes.c.before.like(needle))).distinct()
    )
    return [row[0] for row in rows]


def undo_stacks(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """What can be undone and redone, latest last, from operations oldest first.

    An undo takes its target off the first list and puts itself on the second; a redo the other way round; any
    other operation clears the second.
    """
    undoable: list[Entry] = []
    redoable: list[Entry] = []
    for entry in entries:
        if entry.kind is OperationKind.UNDO:
            undoable = [e for e in undoable if e.id != entry.undoes]
            redoable.append(entry)
        elif entry.kind is OperationKind.REDO:
            redoable = [e for e in redoable if e.id != entry.undoes]
            undoable.append(entry)
        else:
            undoable.append(entry)
            redoable.clear()
    return undoable, redoable


__all__ = [
    "UNDO_DEPTH",
    "Entry",
    "HistoryLine",
    "changes_of",
    "children_ever",
    "history",
    "last_seq",
    "latest",
    "since",
    "undo_stacks",
    "write",
]
