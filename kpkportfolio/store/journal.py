"""The journal: every operation ever carried out, in order. The truth that history, undo and redo are read from."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, union
from sqlalchemy.sql import ColumnElement

from kpkportfolio.model.change import Change, Operation, OperationKind, Value, operation_name
from kpkportfolio.model.tables import operation as operations
from kpkportfolio.model.tables import operation_change as changes
from kpkportfolio.model.tables import referring_to
from kpkportfolio.store.bulk import garbage_left_alone, insert_rows
from kpkportfolio.store.chunks import chunks
from kpkportfolio.store.codec import decode, encode
from kpkportfolio.store.row_names import row_names
from kpkportfolio.store.sealing import link

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
        undone: what was done at first that this undoes or does again; None of any other operation.
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
    undone: OperationKind | None = None

    @property
    def name(self) -> str:
        return operation_name(self.kind, self.what if self.undone is None else operation_name(self.undone, self.what))

    @property
    def reason(self) -> str:
        """Why, for people to read: what is kept there of a snapshot is its hash, for verifying only."""
        return "" if self.kind is OperationKind.SNAPSHOT else self.why or ""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One row's change in one operation.

    Attributes:
        row: what tells the row from its like, such as a sum's kind and year.
    """

    entry: Entry
    change: Change
    row: str = ""


_COLUMNS = [
    operations.c[name] for name in ("seq", "id", "kind", "what", "why", "by", "at", "session", "undoes", "changes")
]
_AGAIN = (OperationKind.UNDO.value, OperationKind.REDO.value)
_QUOTING = (OperationKind.UNDO, OperationKind.REDO, OperationKind.UNDO_EARLIER)
"""What is named by what it takes back or does again."""


def _entries(connection: Connection, rows: Iterable[Sequence[Any]]) -> list[Entry]:
    """The entries of rows that begin with ``_COLUMNS``."""
    found = [Entry(seq, id_, OperationKind(kind), *rest[: len(_COLUMNS) - 3]) for seq, id_, kind, *rest in rows]
    quoting = [one for one in found if one.kind in _QUOTING and one.undoes is not None]
    undone = _undone(connection, {str(one.undoes) for one in quoting})
    told = {one.seq: replace(one, undone=undone.get(str(one.undoes))) for one in quoting}
    return [told.get(one.seq, one) for one in found]


def _undone(connection: Connection, ids: Collection[str]) -> dict[str, OperationKind]:
    """What operations were: of an undo or redo, whatever it undid or did again, the first of them all."""
    found: dict[str, OperationKind] = {}
    for some in chunks(sorted(ids)):
        own = select(operations.c.id.label("asked"), operations.c.kind, operations.c.undoes)
        way = own.where(operations.c.id.in_(some)).cte(recursive=True)
        further = select(way.c.asked, operations.c.kind, operations.c.undoes).join(
            way, (operations.c.id == way.c.undoes) & way.c.kind.in_(_AGAIN)
        )
        # each row once: a journal that was made to go in circles must not hold this up
        way = way.union(further)
        at_first = select(way.c.asked, way.c.kind).where(way.c.kind.not_in(_AGAIN))
        found |= {asked: OperationKind(kind) for asked, kind in connection.execute(at_first)}
    return found


def _fields_by_entity() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entity, field in referring_to("initiative"):
        # a project has a history of its own, apart from its parent's
        if entity != "initiative":
            found[entity] = (*found.get(entity, ()), field)
    return found


_INITIATIVE_FIELDS = _fields_by_entity()


def initiatives_named(change: Change) -> tuple[Value, Value]:
    """The initiatives that a change of something else names, two at most: what it belongs to, or the two it joins.

    An edit names those it leads to first; those it leads away from were named when the row came to them.
    """
    own = _INITIATIVE_FIELDS.get(change.entity)
    if own is None:
        return None, None
    if change.before is None and change.after is not None and len(own) == 1:
        # nearly every row of an import
        return change.after.get(own[0]), None
    ids = [fields.get(field) for fields in (change.after, change.before) if fields is not None for field in own]
    first, second, *_more = (*dict.fromkeys(id_ for id_ in ids if id_ is not None), None, None)
    return first, second


def write(
    connection: Connection,
    operation: Operation,
    by: str,
    session: str,
    undoes: str | None,
    at: datetime | None = None,
) -> Entry:
    """Write an operation's own line, made now or ``at`` a moment; its changes are :func:`write_changes`'s."""
    at = at or datetime.now(UTC)
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
    link(connection, seq)
    kind, what, why, count = operation.kind, operation.what, operation.why, len(operation.changes)
    (entry,) = _entries(connection, [(seq, operation.id, kind, what, why, by, at, session, undoes, count)])
    return entry


@garbage_left_alone()
def write_changes(connection: Connection, seq: int, made: Sequence[Change]) -> None:
    """Write the changes of the operation at a place in the journal, as they came to pass."""
    rows = (
        (seq, position, one.entity, one.id, *initiatives_named(one), encode(one.before), encode(one.after))
        for position, one in enumerate(made)
    )
    insert_rows(connection, changes, [column.name for column in changes.columns], rows)


def last_seq(connection: Connection) -> int:
    """The latest operation's place, 0 when there is none."""
    return int(connection.execute(select(func.coalesce(func.max(operations.c.seq), 0))).scalar_one())


def latest(connection: Connection, limit: int, *where: ColumnElement[bool]) -> list[Entry]:
    """The latest operations, newest first."""
    rows = connection.execute(select(*_COLUMNS).where(*where).order_by(operations.c.seq.desc()).limit(limit))
    return _entries(connection, rows)


def since(connection: Connection, seq: int) -> list[Entry]:
    """Operations after ``seq``, oldest first."""
    rows = connection.execute(select(*_COLUMNS).where(operations.c.seq > seq).order_by(operations.c.seq))
    return _entries(connection, rows)


def entries_of(connection: Connection, seqs: Collection[int]) -> dict[int, Entry]:
    """Operations by their place in the journal; places that are not there are left out."""
    found: dict[int, Entry] = {}
    for some in chunks(sorted(seqs)):
        rows = connection.execute(select(*_COLUMNS).where(operations.c.seq.in_(some)))
        found |= {entry.seq: entry for entry in _entries(connection, rows)}
    return found


def touching(connection: Connection, id_: str, field: str) -> list[Entry]:
    """The operations that made a row, took it away or changed one field of it, oldest first."""
    named = f'"{field}":'
    statement = (
        select(*_COLUMNS)
        .join(changes, changes.c.operation_seq == operations.c.seq)
        .where(changes.c.entity_id == id_, changes.c.before.contains(named) | changes.c.after.contains(named))
        .order_by(operations.c.seq)
    )
    return _entries(connection, connection.execute(statement))


def with_changes(connection: Connection, kinds: Collection[OperationKind], *where: ColumnElement[bool]) -> list[Entry]:
    """The operations of some kinds with a change of which all of ``where`` holds."""
    seqs = select(changes.c.operation_seq).where(*where)
    statement = select(*_COLUMNS).where(
        operations.c.kind.in_([kind.value for kind in kinds]), operations.c.seq.in_(seqs)
    )
    return _entries(connection, connection.execute(statement))


def changes_of(connection: Connection, seqs: Sequence[int]) -> list[Change]:
    """The changes of operations, in the order they were made."""
    rows = connection.execute(
        select(changes.c.entity, changes.c.entity_id, changes.c.before, changes.c.after)
        .where(changes.c.operation_seq.in_(seqs))
        .order_by(changes.c.operation_seq, changes.c.position)
    )
    return [Change(entity, id_, decode(entity, before), decode(entity, after)) for entity, id_, before, after in rows]


def history(
    connection: Connection, ids: Sequence[str] | None, limit: int, *where: ColumnElement[bool]
) -> list[HistoryLine]:
    """What happened to the rows with these ids (all rows when None), newest first; deleted rows too."""
    statement = (
        select(*_COLUMNS, changes.c.entity, changes.c.entity_id, changes.c.before, changes.c.after)
        .join(changes, changes.c.operation_seq == operations.c.seq)
        .where(*where)
        .order_by(operations.c.seq.desc(), changes.c.position)
        .limit(limit)
    )
    if ids is not None:
        statement = statement.where(changes.c.entity_id.in_(ids))
    rows = connection.execute(statement).all()
    made = [
        Change(entity, id_, decode(entity, before), decode(entity, after))
        for *_entry, entity, id_, before, after in rows
    ]
    return list(map(HistoryLine, _entries(connection, rows), made, row_names(connection, made)))


def children_ever(connection: Connection, initiative_id: str) -> list[str]:
    """Ids of all rows that ever belonged to an initiative or joined it to another (its deliverables, money,
    dependencies, verdicts…), deleted ones too."""
    named = (changes.c.initiative_id, changes.c.second_id)
    found = union(*(select(changes.c.entity_id).where(column == initiative_id) for column in named))
    return [row[0] for row in connection.execute(found)]


def undo_stacks(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """What can be undone and redone, latest last, from operations oldest first.

    An undo takes its target off the first list and puts itself on the second; a redo the other way round; any
    other operation clears the second. A snapshot taken meanwhile is none of them.
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
        elif entry.kind is not OperationKind.SNAPSHOT:
            undoable.append(entry)
            redoable.clear()
    return undoable, redoable


__all__ = [
    "UNDO_DEPTH",
    "Entry",
    "HistoryLine",
    "changes_of",
    "children_ever",
    "entries_of",
    "history",
    "initiatives_named",
    "last_seq",
    "latest",
    "since",
    "touching",
    "undo_stacks",
    "with_changes",
    "write",
    "write_changes",
]
