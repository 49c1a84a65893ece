"""Writing many rows fast: statements of a thousand rows of plain values, and no search for garbage meanwhile.

SQLAlchemy's own way makes a dictionary of every row and walks it twice; an import of 20 000 initiatives writes
120 000 rows, and half its time went there.
"""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert

_MOST_VALUES = 8_000
"""Bound values of one statement. SQLite takes four times as many, but they no longer lie in the processor's cache."""


def insert_rows(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows given as values of the named columns; the others get their defaults. Rows are taken as needed."""
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=list(names))
    size = _MOST_VALUES // len(names)
    rest = iter(rows)
    while stretch := list(islice(rest, size)):
        spelled = _as_the_driver_takes_them(table, connection.dialect, names, stretch)
        if not compiled.positional:
            # PostgreSQL's, which sends many rows at once by itself
            connection.exec_driver_sql(str(compiled), [dict(zip(names, row, strict=True)) for row in spelled])
        elif len(spelled) == size:
            connection.exec_driver_sql(*_as_one_statement(str(compiled), spelled))
        else:
            connection.exec_driver_sql(str(compiled), spelled)


def _as_one_statement(one: str, rows: Sequence[tuple[Any, ...]]) -> tuple[str, tuple[Any, ...]]:
    """The statement that inserts several rows, from that of one, and its bound values: a tenth faster."""
    head, values = one.rsplit(" VALUES ", 1)
    return f"{head} VALUES {', '.join([values] * len(rows))}", tuple(chain.from_iterable(rows))


def _as_the_driver_takes_them(
    table: Table, dialect: Dialect, names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> Sequence[tuple[Any, ...]]:
    """Dates, moments and flags in the database's spelling; each different value is spelled once."""
    columns: list[Sequence[Any]] | None = None
    for at, name in enumerate(names):
        process = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        if process is not None:
            columns = columns or list(zip(*rows, strict=True))
            spelled = {value: None if value is None else process(value) for value in set(columns[at])}
            columns[at] = [spelled[value] for value in columns[at]]
    return rows if columns is None else list(zip(*columns, strict=True))


@contextmanager
def garbage_left_alone() -> Iterator[None]:
    """Keeps the cyclic garbage collector from searching the hundreds of thousands of objects that a large operation
    makes, none of which is garbage: that search costs a fifth of an import's time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            # to the old ones at once, unsearched: else all that was made would be searched at this very moment
            gc.freeze()
            gc.unfreeze()
            gc.enable()
