"""Every column of every table altered, every kind of row removed and put in behind the application's back: it is found.

What need not be found is listed with its reason; all else that the schema gains is tried by itself.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, PrimaryKeyConstraint, Table, UniqueConstraint

from kpkportfolio import snapshots
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.model.schema import UtcTime
from kpkportfolio.model.tables import metadata
from kpkportfolio.model.vocabulary import Verdict
from kpkportfolio.sample import sample_operation
from kpkportfolio.store.decisions import meetings
from kpkportfolio.store.edits import deleting, editing
from kpkportfolio.store.judging import judging
from kpkportfolio.store.portfolio import Portfolio

ALLOWED: dict[tuple[str, str], str] = {
    ("text_vector", "*"): "a cache, made again from the texts",
    ("*", "version"): "counts the writes of a row while it is written; nothing is told of it",
}
SEALED, LATEST = "yksi", "viimeinen"

Journal = tuple[Portfolio, sqlite3.Connection]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """A portfolio with a row in every table, two snapshots, and edits of all kinds before and after them."""
    path: Path = tmp_path_factory.mktemp("tampering") / "salkku.sqlite"
    with closing(Portfolio.create(path, by="Liisa")) as portfolio:
        portfolio.commit(sample_operation())
        first, second, third, fourth = list(portfolio.records("initiative"))[:4]
        portfolio.commit(judging(portfolio, first, second, Verdict.OVERLAP, "sama asia", {first: "a", second: "b"}))
        more = [
            Change("custom_value", new_id(), None, {"initiative_id": first, "name": "Väri", "value": "sininen"}),
            Change("link", new_id(), None, {"initiative_id": first, "title": "Sivut", "url": "https://example.org"}),
        ]
        portfolio.commit(Operation(OperationKind.ADD, "lisää", more))
        snapshots.take(portfolio, SEALED, "ennen", meeting_id=meetings(portfolio)[0].id)
        portfolio.commit(editing(portfolio, [first], {"end": date(2013, 3, 1)}, "viivästyi"))
        portfolio.undo()
        snapshots.take(portfolio, LATEST)
        portfolio.commit(editing(portfolio, [second], {"progress": 35, "end": date(2014, 1, 1)}, "mitattu"))
        portfolio.commit(deleting(portfolio, [third]))
        portfolio.undo()
        portfolio.redo()
        (deliverable,) = list(portfolio.records("deliverable", initiative_id=second))[:1]
        moved = Change("deliverable", deliverable, {"initiative_id": second}, {"initiative_id": fourth})
        portfolio.commit(Operation(OperationKind.EDIT, "tuotos", [moved]))
        portfolio.keep_vectors("malli", {"a" * 32: b"1234"})
        with closing(sqlite3.connect(path, isolation_level=None)) as raw:
            # what stands in the way of whoever goes past the application, who can turn it off just so
            for pragma in ("foreign_keys=OFF", "ignore_check_constraints=ON", "synchronous=OFF"):
                raw.execute(f"PRAGMA {pragma}")
            yield portfolio, raw


def tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if (table.name, "*") not in ALLOWED]


def rows(raw: sqlite3.Connection, table: str) -> list[tuple[int, dict[str, Any]]]:
    """The first row, the last and the one between, by their places."""
    names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    found = raw.execute(f'SELECT rowid, {", ".join(map(_quoted, names))} FROM "{table}" ORDER BY rowid').fetchall()
    assert found, f"there is no row to try with in {table}"
    chosen = sorted({0, len(found) // 2, len(found) - 1})
    return [(found[at][0], dict(zip(names, found[at][1:], strict=True))) for at in chosen]


def _quoted(name: str) -> str:
    return f'"{name}"'


def others(column: Column[Any], value: Any) -> list[Any]:
    """Values of the column's kind that are not this one, and none at all."""
    if isinstance(column.type, Boolean):
        return [1 - value]
    nothing = [] if value is None else [None]
    if isinstance(column.type, UtcTime):
        return ["2001-02-03 04:05:06.000007", "eilen", *nothing]
    if isinstance(column.type, Date):
        return ["2001-02-03", *nothing]
    if isinstance(column.type, LargeBinary):
        return [value + b"x", value[:-4], *nothing]
    if isinstance(column.type, Integer):
        return [(value or 0) + 1000, *nothing]
    return [f"{value or ''}x", *nothing]


def found(
    lived: Journal, do: Callable[[sqlite3.Connection], object], undo: Callable[[sqlite3.Connection], object]
) -> bool:
    """Whether ``verify`` tells of something done; True too of what the database itself refuses."""
    portfolio, raw = lived
    try:
        do(raw)
    except sqlite3.IntegrityError:
        return True
    try:
        return bool(snapshots.verify(portfolio))
    finally:
        undo(raw)


def put(raw: sqlite3.Connection, table: str, rowid: int, fields: dict[str, Any]) -> None:
    values = ", ".join(f'"{name}" = ?' for name in fields)
    raw.execute(f'UPDATE "{table}" SET {values} WHERE rowid = ?', [*fields.values(), rowid])


def insert(raw: sqlite3.Connection, table: str, fields: dict[str, Any]) -> None:
    names = ", ".join(map(_quoted, fields))
    raw.execute(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(fields))})', list(fields.values()))


def test_nothing_is_found_where_nobody_tampered(lived: Journal) -> None:
    assert snapshots.verify(lived[0]) == []


@pytest.mark.parametrize("table", tables(), ids=str)
def test_every_column_altered(lived: Journal, table: Table) -> None:
    several = table.name in ("operation", "operation_change", "snapshot")
    missed = []
    for rowid, row in rows(lived[1], table.name)[0 if several else -1 :]:
        for column in table.columns:
            if ("*", column.name) in ALLOWED:
                continue
            was = {column.name: row[column.name]}
            for value in others(column, row[column.name]):
                # a number that SQLite counts by is the row's place
                at = value if column.name == "seq" else rowid
                alter = partial(put, table=table.name, rowid=rowid, fields={column.name: value})
                if not found(lived, alter, partial(put, table=table.name, rowid=at, fields=was)):
                    missed.append((rowid, column.name, row[column.name], value))
    assert missed == []
    assert snapshots.verify(lived[0]) == []


@pytest.mark.parametrize("table", tables(), ids=str)
def test_a_row_removed_and_a_row_put_in(lived: Journal, table: Table) -> None:
    key = [column.name for column in table.primary_key]
    where = " AND ".join(f'"{name}" = ?' for name in key)
    (given,) = lived[1].execute("SELECT seq FROM sqlite_sequence").fetchone()

    def remove(raw: sqlite3.Connection, row: dict[str, Any]) -> None:
        raw.execute(f'DELETE FROM "{table.name}" WHERE {where}', [row[name] for name in key])

    def take_out(raw: sqlite3.Connection, row: dict[str, Any]) -> None:
        remove(raw, row)
        raw.execute("UPDATE sqlite_sequence SET seq = ?", [given])

    missed = []
    for rowid, row in rows(lived[1], table.name):
        placed = row if "seq" in row else {"rowid": rowid, **row}
        if not found(lived, partial(remove, row=row), partial(insert, table=table.name, fields=placed)):
            missed.append(("removed", rowid))
        copied = {
            name: others(table.c[name], value)[0] if name in _unique(table) else value for name, value in row.items()
        }
        if not found(lived, partial(insert, table=table.name, fields=copied), partial(take_out, row=copied)):
            missed.append(("put in", rowid))
    assert missed == []
    assert snapshots.verify(lived[0]) == []


def _unique(table: Table) -> set[str]:
    """The columns that two rows cannot have in common."""
    found = [one for one in table.constraints if isinstance(one, PrimaryKeyConstraint | UniqueConstraint)]
    return {column.name for one in [*found, *(one for one in table.indexes if one.unique)] for column in one.columns}


@pytest.mark.parametrize("which", ["before", "after"])
def test_every_field_of_what_was_changed_since_the_last_snapshot(lived: Journal, which: str) -> None:
    """What a row was before is told by nothing but the journal itself once the row has changed."""
    portfolio, raw = lived
    last = snapshots.find(portfolio, LATEST).operation_seq
    changes = raw.execute(
        f'SELECT rowid, "{which}" FROM operation_change WHERE operation_seq > ? AND "{which}" IS NOT NULL', [last]
    ).fetchall()
    assert len(changes) > 3
    missed: list[object] = []
    tried = set()
    for rowid, spelt in changes:
        fields = json.loads(spelt)
        for name, value in fields.items():
            if (name, type(value), len(fields)) in tried:
                continue
            tried.add((name, type(value), len(fields)))
            altered = [{**fields, name: _other(value)}]
            # what is not named was left at its default: unknown, 0 or no
            if value:
                altered.append({other: fields[other] for other in fields if other != name})
            back = partial(put, table="operation_change", rowid=rowid, fields={which: spelt})
            missed += [
                (rowid, name, value, one.get(name, "gone"))
                for one in altered
                if not found(
                    lived, partial(put, table="operation_change", rowid=rowid, fields={which: json.dumps(one)}), back
                )
            ]
    assert missed == []
    assert snapshots.verify(portfolio) == []


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str) and value[:4].isdigit() and value[4:5] == "-":
        return "2001-02-03" + value[10:]
    return f"{value or ''}x"
