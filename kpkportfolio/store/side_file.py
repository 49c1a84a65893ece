"""The -wal beside an open SQLite database: it must stay the one that was opened.

POSIX locks are lost when any descriptor of the file is closed in the process, by a library's look at the file too.
Another program then takes itself for the last one and removes the -wal: what would be written into the removed one
nobody else sees, and copying it into the database on closing would destroy what the others wrote.
"""

import atexit
import ctypes
import os
import sqlite3
from pathlib import Path
from typing import Any
from weakref import WeakSet

from kpkportfolio.errors import EnvironmentFailed
from kpkportfolio.files import IN_USE
from kpkportfolio.text import _


class SideFile:
    """The -wal of one open database, and the connections that write into it."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._path = database.with_name(f"{database.name}-wal")
        self._opened: tuple[int, int] | None = None
        self._connections: WeakSet[_Connection] = WeakSet()
        self._abandoned = False
        _open.add(self)

    def connect(self, *args: Any, **kwargs: Any) -> "sqlite3.Connection":
        """A connection that is left as it is, and not closed, once the -wal is another."""
        connection = _Connection(*args, **kwargs)
        connection.beside = self
        self._connections.add(connection)
        IN_USE.add(self._database)
        return connection

    def remember(self, connection: sqlite3.Connection) -> None:
        """The -wal beside the database is the one that a connection in a transaction uses; looked at once."""
        if self._opened is None:
            # only reading opens it
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            self._opened = self._now()

    def check(self) -> None:
        """Raise EnvironmentFailed if it is gone or another, and never use this opening again."""
        if self.lost():
            told = _(
                "Another program has removed the journal of {name} while it was open here. Nothing was written, and "
                "what others have saved is kept. Close KPK Portfolio, start it again and repeat the change."
            )
            raise EnvironmentFailed(told.format(name=self._database.name))

    def lost(self) -> bool:
        """Whether it is gone or another; its connections are then left open, for closing would copy it."""
        if not self._abandoned and self._opened is not None and self._now() != self._opened:
            self._abandoned = True
            for connection in list(self._connections):
                # also at the program's end Python must not close it; the system lets go of it without copying
                ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))
        return self._abandoned

    def closed(self, connection: "_Connection") -> None:
        """After the last one the -wal goes, as it should."""
        self._connections.discard(connection)
        if not self._connections:
            self._opened = None
            if not any(one._connections for one in list(_open) if one._database == self._database):
                IN_USE.discard(self._database)

    def _now(self) -> tuple[int, int] | None:
        try:
            about = os.stat(self._path)
        except OSError:
            return None
        return about.st_dev, about.st_ino


class _Connection(sqlite3.Connection):
    beside: SideFile

    def close(self) -> None:
        if not self.beside.lost():
            super().close()
            self.beside.closed(self)


_open: WeakSet[SideFile] = WeakSet()


@atexit.register
def _look_at_the_end() -> None:
    """What nobody closed, Python closes after this."""
    for one in list(_open):
        one.lost()
