"""Writing many rows fast: one compiled statement and plain tuples, beside the caller's work, and no search for garbage
meanwhile.

SQLAlchemy's own way makes a dictionary of every row and walks it twice; an import of 20 000 initiatives writes
120 000 rows, and half its time went there.
"""

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert

_MOST_VALUES = 8_000
"""Bound values of one statement. SQLite takes four times as many, but they no longer lie in the processor's cache; of
fewer rows a statement is so short that its thread would wait for Python most of the time."""
_WAITING = 3
"""Stretches of rows that wait to be inserted; more would only take memory."""


def insert_rows(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows given as values of the named columns; the others get their defaults."""
    if not rows:
        return
    dialect = connection.dialect
    compiled = insert(table).compile(dialect=dialect, column_keys=list(names))
    rows = _as_the_driver_takes_them(table, dialect, names, rows)
    if compiled.positional:
        connection.exec_driver_sql(str(compiled), rows)
    else:
        connection.exec_driver_sql(str(compiled), [dict(zip(names, row, strict=True)) for row in rows])


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


class Inserter:
    """Inserts the rows of one transaction in the order they are given, beside the caller's work where it can.

    SQLite lets other Python code run only while it carries out a statement, so a stretch of many rows is one
    statement, carried out by a thread of its own. Until :meth:`settle` nobody else may use the connection.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._beside = connection.dialect.name == "sqlite"
        self._worker: ThreadPoolExecutor | None = None
        self._waiting: deque[Future[object]] = deque()

    def insert(self, table: Table, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        """As :func:`insert_rows`; the rows are taken as they are needed. What is refused may be told of later."""
        size = _MOST_VALUES // len(names)
        rest = iter(rows)
        while stretch := list(islice(rest, size)):
            if self._beside and len(stretch) == size:
                self._submit(
                    self._connection.exec_driver_sql,
                    *_as_one_statement(self._connection.dialect, table, names, stretch),
                )
            elif self._worker is not None:
                self._submit(insert_rows, self._connection, table, names, stretch)
            else:
                insert_rows(self._connection, table, names, stretch)

    def _submit(self, work: Callable[..., object], *what: Any) -> None:
        if self._worker is None:
            self._worker = ThreadPoolExecutor(1, "inserting")
        while len(self._waiting) >= _WAITING:
            self._waiting.popleft().result()
        self._waiting.append(self._worker.submit(work, *what))

    def settle(self) -> None:
        """Wait until all that was given is there; raises what the database refused."""
        while self._waiting:
            self._waiting.popleft().result()

    def close(self) -> None:
        """Let go of the connection; what has not been begun is left."""
        if self._worker is not None:
            self._worker.shutdown(cancel_futures=True)


@contextmanager
def inserting(connection: Connection) -> Iterator[Inserter]:
    """An :class:`Inserter`, all of whose rows are there at the end; after an error no thread uses the connection."""
    inserter = Inserter(connection)
    try:
        yield inserter
        inserter.settle()
    finally:
        inserter.close()


def _as_one_statement(
    dialect: Dialect, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> tuple[str, tuple[Any, ...]]:
    """The statement that inserts several rows, and its bound values, for a driver that tells them by their place."""
    head, values = str(insert(table).compile(dialect=dialect, column_keys=list(names))).rsplit(" VALUES ", 1)
    spelled = _as_the_driver_takes_them(table, dialect, names, rows)
    return f"{head} VALUES {', '.join([values] * len(rows))}", tuple(chain.from_iterable(spelled))


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
