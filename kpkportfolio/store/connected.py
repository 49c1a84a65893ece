"""A database that is open: its connections for reading and for writing, and the cache beside the content."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DataError, IntegrityError

from kpkportfolio.errors import InvalidValue, UsageError
from kpkportfolio.model.tables import portfolio_info
from kpkportfolio.store.engine import storage_warning, writing
from kpkportfolio.store.failures import environment, integrity_text
from kpkportfolio.store.vectors import TextVectors

# any constant that is not the upgrade's own lock
_WRITER_LOCK = 0x4B504B51


class Connected:
    """An open database. Safe to use from several threads: every call takes its own connection.

    Attributes:
        target: the file or address, without any password, as it may be shown.
        path: the SQLite file, or None for a shared database.
        frozen: why nothing can be written, for the person; None when everything can.
    """

    def __init__(self, engine: Engine, target: str, path: Path | None) -> None:
        self._engine = engine
        self._text_vectors = TextVectors(engine, target)
        self.target = target
        self.path = path
        self.frozen: str | None = None

    def close(self) -> None:
        """Let go of every connection; a SQLite file is left as one file, without -wal beside it if possible."""
        self._text_vectors.stop()
        self._engine.dispose()

    @property
    def name(self) -> str:
        """The portfolio's name, given when it was created."""
        with self.read() as connection:
            return str(connection.execute(select(portfolio_info.c.name)).scalar_one())

    @property
    def warning(self) -> str | None:
        """A sentence when the file is kept in a place where it may be damaged."""
        return storage_warning(self.path) if self.path else None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for several reads that see one and the same state. For the store's own rooms."""
        with environment(self.target), self._engine.connect() as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                # by itself each query sees what was committed before it, not before the first
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
            yield connection

    @contextmanager
    def write(self, patience: int | None = None) -> Iterator[Connection]:
        """A transaction that writes what is no Change: snapshots. For the store's neighbours.

        Raises:
            UsageError: the portfolio is frozen.
        """
        if self.frozen is not None:
            raise UsageError(self.frozen)
        with environment(self.target), self._text_vectors.standing_aside():
            try:
                with writing(self._engine, patience).begin() as connection:
                    if connection.dialect.name == "postgresql":
                        if patience is not None:
                            connection.execute(text(f"SET LOCAL lock_timeout = {int(patience)}"))
                        # one writer at a time, as in SQLite, so that the journal's order is the order of commits
                        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER_LOCK})
                    yield connection
            except (IntegrityError, DataError) as error:
                raise InvalidValue([integrity_text(error)]) from error

    # --- vectors of texts: a cache beside the content, which no window is told of ----------------------------

    def vectors(self, model: str, keys: Collection[str] | None = None) -> dict[str, bytes]:
        """Vectors that a language model made, by their text's key: all in one query, or those of some texts."""
        return self._text_vectors.read(model, keys)

    def keep_vectors(self, model: str, vectors: Mapping[str, bytes]) -> int:
        """Keep vectors by their text's key; returns how many are kept, fewer where the database cannot be written."""
        return self._text_vectors.keep(model, vectors)

    def forget_vectors(self, model: str, needed: Collection[str]) -> int:
        """Remove vectors of other models and of texts not ``needed`` any more; returns how many could be removed."""
        return self._text_vectors.forget(model, needed)
