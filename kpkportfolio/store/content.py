"""The whole content of a portfolio as plain data: what a snapshot freezes and a bundle carries."""

import hashlib
import json
import zlib
from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import Connection, select

from kpkportfolio.model.change import Change, Fields, Value
from kpkportfolio.model.tables import ENTITIES
from kpkportfolio.store.codec import plain, revive

Content = dict[str, dict[str, dict[str, Value]]]
"""Entity → row id → fields (without id and version)."""
_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_NON_STR_KEYS


def read_content(connection: Connection) -> Content:
    """Every row of every entity; one query an entity."""
    content: Content = {}
    for name, table in ENTITIES.items():
        columns = [column for column in table.columns if column.name not in ("id", "version")]
        # SQLAlchemy names some columns by a str of its own kind, which orjson does not take as one
        keys = [str(column.name)[:] for column in columns]
        content[name] = {
            id_: dict(zip(keys, row, strict=True))
            for id_, *row in connection.execute(select(table.c.id, *columns).order_by(table.c.id))
        }
    return content


def canonical(content: Mapping[str, Mapping[str, Fields]]) -> bytes:
    """One and only one spelling of a content, the same on every machine and database: what hashes are taken of.

    Raises:
        TypeError: a value that no portfolio holds: half a character, a number of more than 64 bits.
    """
    return orjson.dumps(content, plain, _CANONICAL)


def revived(plain: Mapping[str, Mapping[str, dict[str, Any]]]) -> Content:
    """Content from its JSON. Entities this version does not know are an error of the caller's to report."""
    return {entity: {id_: revive(entity, dict(row)) for id_, row in found.items()} for entity, found in plain.items()}


def packed(content: Content, previous: str | None = None) -> tuple[bytes, str]:
    """The content in few bytes, and its hash; its one spelling is made once for both."""
    spelt = canonical(content)
    # the highest level saves a hundredth of the live data's size and takes five times as long
    return zlib.compress(spelt, 1), _hash(spelt, previous)


def unpack(data: bytes) -> Content:
    return revived(json.loads(zlib.decompress(data)))


def content_hash(content: Content, previous: str | None = None) -> str:
    """SHA-256 of the content, chained to the previous snapshot's hash, in hexadecimal."""
    return _hash(canonical(content), previous)


def _hash(spelt: bytes, previous: str | None) -> str:
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
                changes.append(Change(entity, id_, {f: was.get(f) for f in fields}, {f: row[f] for f in fields}))
        changes += [Change(entity, id_, row, None) for id_, row in old.items() if id_ not in new]
    return changes
