"""The bundle with its history: content, journal and snapshots in a zip, so that a portfolio moves between databases.

Version 2, each part JSON in UTF-8:

- ``bundle.json``: format, version, schema, the portfolio's id, name and date, and SHA-256 of the parts that follow;
- ``content.json``: entity → id → fields, spelt as snapshots are;
- ``journal.jsonl``: one operation a line with its changes, whose fields are the journal's own texts, for seals are of
  them;
- ``snapshots.jsonl``: one snapshot a line, and what each froze in ``snapshots/<number>``.

Nothing in it tells of when or where it was written: the same portfolio is the same file, byte by byte, from SQLite and
from PostgreSQL.
"""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import orjson
from sqlalchemy import Connection, Table, select, text, update

from kpkportfolio.errors import UsageError
from kpkportfolio.exports.bundle_content import FORMAT, checked
from kpkportfolio.exports.bundle_parts import CONTENT, HEAD, JOURNAL, SNAPSHOTS, VERSION, Parts
from kpkportfolio.files import written_whole
from kpkportfolio.model.change import Value
from kpkportfolio.model.tables import ENTITIES, operation, operation_change, portfolio_info, snapshot
from kpkportfolio.snapshots.moments import whole
from kpkportfolio.store import freezing, journal
from kpkportfolio.store.bulk import garbage_left_alone, insert_rows
from kpkportfolio.store.codec import plain
from kpkportfolio.store.content import Content, canonical, hash_of, spelled
from kpkportfolio.store.migrate import SCHEMA_VERSION
from kpkportfolio.store.portfolio import Committed, Portfolio
from kpkportfolio.store.sealing import link
from kpkportfolio.text import _

Progress = Callable[[int, int], None]

ENDING: Final = ".zip"
# the oldest day that a zip knows
_NO_DAY: Final = (1980, 1, 1, 0, 0, 0)
_LINKED: Final = 5
"""The schema whose operations are linked; those of an older bundle are linked as they are taken in, no others."""
_OPTIONS: Final = orjson.OPT_PASSTHROUGH_DATETIME


# --- out -----------------------------------------------------------------------------------------------------------


def write_whole_bundle(portfolio: Portfolio, path: Path, progress: Progress | None = None) -> Path:
    """Write everything there is: content, journal and snapshots, of one and the same moment.

    Raises:
        EnvironmentFailed: the file cannot be written.
    """
    tell = progress or (lambda _done, _of: None)
    with written_whole(path) as temporary, ZipFile(temporary, "w") as archive, portfolio.read() as connection:
        taken = freezing.listed(connection)
        names = [column.name for column in freezing.COLUMNS]
        steps = len(taken) + 3
        tell(0, steps)
        info = dict(connection.execute(select(portfolio_info)).mappings().one())
        parts = {
            CONTENT: spelled(connection),
            JOURNAL: _lines(_operations(connection)),
            SNAPSHOTS: _lines({name: getattr(one, name) for name in names} for one in taken),
        }
        head = {
            "format": FORMAT,
            "version": VERSION,
            "schema": SCHEMA_VERSION,
            "portfolio": info,
            "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()},
        }
        _put(archive, HEAD, orjson.dumps(head, plain, _OPTIONS | orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS))
        for at, (name, data) in enumerate(parts.items()):
            tell(at, steps)
            _put(archive, name, data)
        for at, one in enumerate(taken):
            tell(at + 3, steps)
            # packed again by the zip: how a database packs it is its own affair
            _put(archive, _part(one.number), freezing.frozen_of(connection, one).whole)
    return path


def _put(archive: ZipFile, name: str, data: bytes) -> None:
    entry = ZipInfo(name, _NO_DAY)
    entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
    archive.writestr(entry, data)


def _part(number: int) -> str:
    return f"snapshots/{number:06}.json"


def _lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    return b"".join(orjson.dumps(row, plain, _OPTIONS | orjson.OPT_NON_STR_KEYS) + b"\n" for row in rows)


def _operations(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every operation in order with its changes; one pass over each table."""
    names = [column.name for column in operation_change.columns if column.name != "operation_seq"]
    columns = [operation_change.c[name] for name in names]
    changes = iter(
        connection.execute(
            select(operation_change.c.operation_seq, *columns).order_by(
                operation_change.c.operation_seq, operation_change.c.position
            )
        )
    )
    change = next(changes, None)
    for row in connection.execute(select(operation).order_by(operation.c.seq)).mappings():
        own = []
        while change is not None and change[0] <= row["seq"]:
            own.append(dict(zip(names, change[1:], strict=True)))
            change = next(changes, None)
        yield {**row, "changes_made": own}


# --- in ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WholeBundle:
    """A bundle with its history, checked; what the snapshots froze is read when it is taken in.

    Attributes:
        operations: how many there are in the journal.
        snapshots: how many there are.
    """

    path: Path
    content: Content
    operations: int
    snapshots: int


def read_whole_bundle(path: Path) -> WholeBundle:
    """Read and check it.

    Raises:
        UnacceptableInput: it is no bundle, of a newer version, or damaged; the message says which.
    """
    with Parts(path) as bundle:
        content = _content(bundle)
        operations, _changes = _journal(bundle)
        taken = _snapshots(bundle)
        previous = None
        for one in taken:
            if one.previous != previous or hash_of(bundle.part(_part(one.number)), previous) != one.hash:
                raise bundle.damaged()
            previous = one.hash
        return WholeBundle(path, content, len(operations), len(taken))


def is_empty(portfolio: Portfolio) -> bool:
    """Whether nothing was ever done in a portfolio, so that a bundle can be taken in with its history."""
    with portfolio.read() as connection:
        return _is_empty(connection)


def take_in(portfolio: Portfolio, bundle: WholeBundle, progress: Progress | None = None) -> Committed | None:
    """Make an empty portfolio the bundle's: its rows, its journal, its snapshots, its name. All of it or nothing.

    Returns:
        What there is now, the last operation with it; None when nothing was ever done in the bundle's portfolio.

    Raises:
        UsageError: the portfolio is not empty.
        UnacceptableInput: the file is not the one that was read.
    """
    tell = progress or (lambda _done, _of: None)
    with Parts(bundle.path) as opened, portfolio.write() as connection, garbage_left_alone():
        if not _is_empty(connection):
            raise UsageError(_("A bundle is taken in with its history into an empty portfolio only."))
        (operations, changes), taken = _journal(opened), _snapshots(opened)
        steps = len(taken) + 2
        tell(0, steps)
        for entity, rows in bundle.content.items():
            _insert(connection, ENTITIES[entity], [{"id": id_, **whole(entity, row)} for id_, row in rows.items()])
        tell(1, steps)
        _insert(connection, operation, operations)
        _insert(connection, operation_change, changes)
        for at, one in enumerate(taken):
            tell(at + 2, steps)
            # as it is, and as this database packs it
            freezing.put(connection, one, zlib.compress(opened.part(_part(one.number)), 1))
        connection.execute(update(portfolio_info).values(**opened.rows(portfolio_info, [opened.head["portfolio"]])[0]))
        if opened.head["schema"] < _LINKED:
            link(connection)
        if operations and connection.dialect.name == "postgresql":
            last = "SELECT setval(pg_get_serial_sequence('operation', 'seq'), :last)"
            connection.execute(text(last), {"last": operations[-1]["seq"]})
        entries = journal.latest(connection, 1)
    ids = {entity: frozenset(rows) for entity, rows in bundle.content.items() if rows}
    return portfolio.taken_in(entries[0], ids) if entries else None


def _is_empty(connection: Connection) -> bool:
    tables = [operation, snapshot, *ENTITIES.values()]
    return all(connection.execute(select(table.c.id).limit(1)).first() is None for table in tables)


def _insert(connection: Connection, table: Table, rows: list[dict[str, Value]]) -> None:
    if rows:
        insert_rows(connection, table, list(rows[0]), [tuple(row.values()) for row in rows])


def _journal(bundle: Parts) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The operations, and the changes of all of them."""
    operations, changes = [], []
    for line in bundle.lines(JOURNAL):
        made = line.pop("changes_made", None)
        if not isinstance(made, list) or not all(isinstance(change, dict) for change in made):
            raise bundle.damaged()
        operations.append(line)
        changes += [{"operation_seq": line.get("seq"), **change} for change in made]
    return bundle.rows(operation, operations), bundle.rows(operation_change, changes)


def _snapshots(bundle: Parts) -> list[freezing.Snapshot]:
    return [freezing.Snapshot(**row) for row in bundle.rows(snapshot, bundle.lines(SNAPSHOTS), ("content",))]


def _content(bundle: Parts) -> Content:
    spelt = bundle.part(CONTENT)
    try:
        content = checked(json.loads(spelt), bundle.path)
        if canonical(content) == spelt:
            return content
    except (ValueError, TypeError, RecursionError) as error:
        # what JSON can spell and no portfolio holds
        raise bundle.damaged() from error
    raise bundle.damaged()
