"""The whole content of a portfolio as plain data: what a snapshot freezes and a bundle carries."""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import Boolean, Column, Connection, Select, String, Table, case, func, select, type_coerce
from sqlalchemy.sql import ColumnElement

from kpkportfolio.model.change import Change, Fields, Value
from kpkportfolio.model.schema import UtcTime
from kpkportfolio.model.tables import ENTITIES
from kpkportfolio.store.codec import plain, revive

Content = dict[str, dict[str, dict[str, Value]]]
"""Entity → row id → fields (without id and version)."""
_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_NON_STR_KEYS


def read_content(connection: Connection) -> Content:
    """Every row of every entity; one query an entity."""
    content: Content = {}
    for name, table in ENTITIES.items():
        columns, keys = _own(table)
        content[name] = {
            id_: dict(zip(keys, row, strict=True))
            for id_, *row in connection.execute(select(table.c.id, *columns).order_by(table.c.id))
        }
    return content


def spelled(connection: Connection) -> bytes:
    """:func:`canonical` of :func:`read_content`, byte by byte; SQLite spells it itself, in half the time."""
    if connection.dialect.name != "sqlite":
        return canonical(read_content(connection))
    found = [
        f'"{name}":{connection.execute(_spelling(ENTITIES[name])).scalar_one()}'.encode() for name in sorted(ENTITIES)
    ]
    return b"{" + b",".join(found) + b"}"


def _spelling(table: Table) -> Select[tuple[str]]:
    """A query for all rows of a table as one JSON object, names and ids in order; SQLite's functions take at most a
    hundred arguments, which is a table of fifty columns."""
    columns, keys = _own(table)
    pairs = sorted(zip(keys, columns, strict=True), key=lambda pair: pair[0])
    rows = select(table.c.id, *columns).order_by(table.c.id).subquery()
    fields = [part for key, column in pairs for part in (key, _spelt(rows.c[key], column))]
    return select(func.json_group_object(rows.c.id, func.json_object(*fields), type_=String))


def _spelt(value: ColumnElement[Any], column: Column[Any]) -> ColumnElement[Any]:
    if isinstance(column.type, Boolean):
        return case((value, func.json("true")), else_=func.json("false"))
    if isinstance(column.type, UtcTime):
        moment = func.replace(func.replace(type_coerce(value, String), " ", "T"), ".000000", "")
        return moment.concat("+00:00")
    return value


def _own(table: Table) -> tuple[list[Column[Any]], list[str]]:
    """A table's columns without id and version, and their names."""
    columns = [column for column in table.columns if column.name not in ("id", "version")]
    # SQLAlchemy names some columns by a str of its own kind, which orjson does not take as one
    return columns, [str(column.name)[:] for column in columns]


def canonical(content: Mapping[str, Mapping[str, Fields]]) -> bytes:
    """One and only one spelling of a content, the same on every machine and database: what hashes are taken of.

    Raises:
        TypeError: a value that no portfolio holds: half a character, a number of more than 64 bits.
    """
    return orjson.dumps(content, plain, _CANONICAL)


def revived(plain: Mapping[str, Mapping[str, dict[str, Any]]]) -> Content:
    """Content from its JSON. Entities this version does not know are an error of the caller's to report."""
    return {entity: {id_: revive(entity, dict(row)) for id_, row in found.items()} for entity, found in plain.items()}


def unspelled(spelt: bytes) -> Content:
    """The content of :func:`canonical`'s spelling."""
    return revived(orjson.loads(spelt))


def content_hash(content: Content, previous: str | None = None) -> str:
    """SHA-256 of the content, chained to the previous snapshot's hash, in hexadecimal."""
    return hash_of(canonical(content), previous)


def hash_of(spelt: bytes, previous: str | None = None) -> str:
    """The same of what is spelt already."""
    return hashlib.sha256((previous or "").encode() + spelt).hexdigest()


def difference(before: Content, after: Content) -> list[Change]:
    """The changes that lead from one content to another: the same language an edit or an import speaks."""
    changes: list[Change] = []
    for entity in ENTITIES:
        old, new = before.get(entity, {}), after.get(entity, {})
        for id_, row in new.items():
            was = old.get(id_)
            if was is None:
                changes.append(Change(entity, id_, None, row))
            elif was != row:
                fields = [name for name in row if row[name] != was.get(name)]
                # what was frozen under an older schema lacks columns of which nothing is known
                if fields:
                    changes.append(Change(entity, id_, {f: was.get(f) for f in fields}, {f: row[f] for f in fields}))
        changes += [Change(entity, id_, row, None) for id_, row in old.items() if id_ not in new]
    return changes
