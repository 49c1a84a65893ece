"""Carrying out an operation's changes in a transaction, in bulk, checked against what is there now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, select, update

from kpkportfolio.errors import Conflict, InvalidValue
from kpkportfolio.model.change import Change, Value
from kpkportfolio.model.rules import broken_rules, surely_kept
from kpkportfolio.model.tables import ENTITIES
from kpkportfolio.model.words import entity_words, field_words, value_words
from kpkportfolio.store.bulk import garbage_left_alone, insert_rows
from kpkportfolio.store.chunks import chunks
from kpkportfolio.text import _

_OWN = ("id", "version")
"""Columns that come first in every table and are the store's own to fill."""

Collision = tuple[str, str, str, Any, Any, Any]
Already = dict[tuple[str, str], dict[str, Value]]
"""Entity and id → fields that somebody else had set to the wanted value, with that value."""


@garbage_left_alone()
def apply(connection: Connection, changes: Sequence[Change]) -> Sequence[Change]:
    """Carry out all changes, or raise and leave the transaction to be rolled back.

    Returns:
        The changes as they came to pass: a field that already was as wanted was not changed by this operation, so
        neither does its undoing change it, nor did it have the value of ``before`` until now.

    Raises:
        Conflict: a row is not as ``before`` says; somebody changed it meanwhile.
        InvalidValue: a row would break a rule.
    """
    by_entity: dict[str, tuple[list[Change], list[Change], list[Change]]] = defaultdict(lambda: ([], [], []))
    for change in changes:
        by_entity[change.entity][1 if change.after is None else 0 if change.before is None else 2].append(change)
    problems: list[str] = []
    collisions: list[Collision] = []
    already: Already = {}
    for entity, (new, gone, edited) in by_entity.items():
        table = ENTITIES[entity]
        _delete(connection, table, gone, collisions)
        _update(connection, table, edited, collisions, problems, already)
        _insert(connection, table, new, problems)
    if collisions:
        raise Conflict(_conflict_text(collisions), collisions)
    if problems:
        raise InvalidValue(problems)
    return [_as_it_came(change, already) for change in changes] if already else changes


def _as_it_came(change: Change, already: Already) -> Change:
    fields = already.get((change.entity, change.id))
    if fields is None or change.before is None or change.after is None:
        return change
    unchanged = {field: value for field, value in fields.items() if field in change.after}
    return Change(change.entity, change.id, {**change.before, **unchanged}, {**change.after, **unchanged})


def _insert(connection: Connection, table: Table, changes: list[Change], problems: list[str]) -> None:
    # rows that give the same fields are one statement; what is not given is the column's default
    shapes: dict[tuple[str, ...], list[Change]] = defaultdict(list)
    for change in changes:
        shapes[tuple(change.after or ())].append(change)
    for fields, group in shapes.items():
        unknown = [field for field in fields if field not in table.columns]
        if unknown:
            raise InvalidValue([_("“{entity}” has no field “{field}”.").format(entity=table.name, field=min(unknown))])
        # in the table's order, which is the order the statement is written in
        given = [column.name for column in table.columns if column.name in fields and column.name not in _OWN]
        names = ["id", *given]
        rows = [(change.id, *map((change.after or {}).__getitem__, given)) for change in group]
        if not surely_kept(table.name, dict(zip(names, zip(*rows, strict=True), strict=True))):
            for row in rows:
                problems += broken_rules(table.name, dict(zip(names, row, strict=True)))
        if not problems:
            insert_rows(connection, table, names, rows)


def blank(table: Table) -> dict[str, Value]:
    """A row of which nothing is given: NULL, or the column's default, which is 0 or 1 throughout the schema."""
    return {
        column.name: None if column.server_default is None else int(column.server_default.arg)  # type: ignore[attr-defined]  # a literal
        for column in table.columns
    }


def _update(
    connection: Connection,
    table: Table,
    changes: list[Change],
    collisions: list[Collision],
    problems: list[str],
    already: Already,
) -> None:
    if not changes:
        return
    changes = _one_a_row(changes)
    current = current_rows(connection, table, [change.id for change in changes])
    batches: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for change in changes:
        row = current.get(change.id)
        assert change.before is not None
        assert change.after is not None
        if row is None:
            collisions.append((table.name, change.id, "*", dict(change.before), dict(change.after), None))
            continue
        clash = [
            (table.name, change.id, field, base, change.after.get(field), row.get(field))
            for field, base in change.before.items()
            if row.get(field) != base and row.get(field) != change.after.get(field)
        ]
        if clash:
            collisions += clash
            continue
        if as_wanted := {field: row.get(field) for field, base in change.before.items() if row.get(field) != base}:
            already[table.name, change.id] = as_wanted
        unknown = [field for field in change.after if field not in table.columns]
        if unknown:
            raise InvalidValue([_("“{entity}” has no field “{field}”.").format(entity=table.name, field=unknown[0])])
        problems += broken_rules(table.name, {**row, **change.after})
        fields = tuple(sorted(change.after))
        batches[fields].append(
            {"_id": change.id, "_version": row["version"], **{f"_{f}": change.after[f] for f in fields}}
        )
    if collisions or problems:
        return
    for fields, values in batches.items():
        if not fields:
            continue
        statement = (
            update(table)
            .where(table.c.id == bindparam("_id"), table.c.version == bindparam("_version"))
            .values({**{f: bindparam(f"_{f}") for f in fields}, "version": table.c.version + 1})
        )
        done = connection.execute(statement, values)
        if done.rowcount not in (-1, len(values)):
            raise Conflict(_("Somebody else changed the same rows at the same moment. Nothing was written; try again."))


def _one_a_row(changes: list[Change]) -> list[Change]:
    """Several edits of one row in one operation are one edit: the first before, the last after."""
    merged: dict[str, Change] = {}
    for change in changes:
        first = merged.get(change.id)
        if first is not None:
            before = {**(change.before or {}), **(first.before or {})}
            change = Change(change.entity, change.id, before, {**(first.after or {}), **(change.after or {})})
        merged[change.id] = change
    return list(merged.values())


def _delete(connection: Connection, table: Table, changes: list[Change], collisions: list[Collision]) -> None:
    if not changes:
        return
    empty = blank(table)
    current = current_rows(connection, table, [change.id for change in changes])
    for change in changes:
        assert change.before is not None
        row = current.get(change.id)
        if row is None:
            collisions.append((table.name, change.id, "*", dict(change.before), None, None))
            continue
        # a field not named in ``before`` was left at its default; whoever set it since must not lose it
        expected = {**empty, **change.before, "id": change.id, "version": row["version"]}
        collisions += [
            (table.name, change.id, field, base, None, row[field])
            for field, base in expected.items()
            if row[field] != base
        ]
    if not collisions:
        connection.execute(delete(table).where(table.c.id == bindparam("_id")), [{"_id": c.id} for c in changes])


def current_rows(connection: Connection, table: Table, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The rows of a table by id, whole; rows that are not there are left out."""
    # on PostgreSQL the rows are held until the transaction ends; SQLite has the write lock already
    statement = select(table).with_for_update() if connection.dialect.name == "postgresql" else select(table)
    found: dict[str, dict[str, Any]] = {}
    for some in chunks(dict.fromkeys(ids)):
        for row in connection.execute(statement.where(table.c.id.in_(some))).mappings():
            found[row["id"]] = dict(row)
    return found


def _conflict_text(collisions: Sequence[Collision]) -> str:
    entity, _id, field, _base, mine, theirs = collisions[0]
    if field == "*":
        return _("What you changed ({entity}) has been deleted meanwhile. Nothing was written.").format(
            entity=entity_words(entity)
        )
    return _(
        "Somebody else changed “{field}” meanwhile: yours “{mine}”, theirs “{theirs}”. Nothing was written."
    ).format(
        field=field_words(field),
        mine=value_words(entity, field, mine) or "–",
        theirs=value_words(entity, field, theirs) or "–",
    )
