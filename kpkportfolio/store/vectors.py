"""Keeping the vectors that a language model makes of texts: a cache inside the database.

What is kept here is never missed: reading what is not there, not being allowed to write or finding somebody else at it
is no error of anybody's. Only the journal tells other windows of a change, so nothing here wakes them.
"""

import logging
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Condition, Event
from typing import Any, Final, TypeVar

from sqlalchemy import Delete, Engine, TextClause, bindparam, delete, select, text

from kpkportfolio.errors import Busy, EnvironmentFailed, NotGranted
from kpkportfolio.model.tables import text_vector
from kpkportfolio.store.engine import writing
from kpkportfolio.store.failures import environment

T = TypeVar("T")
_log = logging.getLogger(__name__)

_ROWS: Final = {"sqlite": 200, "postgresql": 1000}
"""Rows a transaction: in SQLite everybody else's write waits for its end."""
_KEYS: Final = 500
"""Keys a query: well below the number of parameters that every SQLite takes."""
_WAITS: Final = (0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16)
"""Seconds between attempts while another program writes; then it is given up."""
_BREATH: Final = 0.01
"""Seconds at least between two transactions, in which another program that waits gets its turn."""
_TURN: Final = 1.0
"""Seconds to wait for the end of what a person writes, before it counts as an attempt."""

_KEEP: Final = text(
    "INSERT INTO text_vector (model, text_key, vector) VALUES (:model, :text_key, :vector) ON CONFLICT DO NOTHING"
)
_FORGET: Final = delete(text_vector).where(
    text_vector.c.model == bindparam("model_"), text_vector.c.text_key == bindparam("text_key_")
)


class TextVectors:
    """The kept vectors of one open portfolio. May be used from any thread."""

    def __init__(self, engine: Engine, target: str) -> None:
        self._engine = engine
        self._target = target
        self._sqlite = engine.dialect.name == "sqlite"
        self._rows = _ROWS[engine.dialect.name]
        self._turn = Condition()
        self._people = 0
        self._writing = False
        self._stopped = Event()

    # --- reading -----------------------------------------------------------------------------------------

    def read(self, model: str, keys: Collection[str] | None = None) -> dict[str, bytes]:
        """What ``model`` made, by the text's key: all of it, or as far as it is there of the texts asked for."""
        found = select(text_vector.c.text_key, text_vector.c.vector).where(text_vector.c.model == model)
        kept: dict[str, bytes] = {}
        try:
            with environment(self._target), self._engine.connect() as connection, connection.begin():
                if keys is None:
                    return dict(connection.execute(found).all())
                for part in _parts(list(keys), _KEYS):
                    wanted = found.where(text_vector.c.text_key.in_(part))
                    kept |= dict(connection.execute(wanted).all())
        except NotGranted as error:
            _pass_over(error)
        return kept

    # --- writing -----------------------------------------------------------------------------------------

    def keep(self, model: str, vectors: Mapping[str, bytes]) -> int:
        """Keep what is not kept yet; returns how many of ``vectors`` are kept now."""
        # sorted: neighbours lie on the same pages, and no two writers ever wait for each other
        rows = [{"model": model, "text_key": key, "vector": vectors[key]} for key in sorted(vectors)]
        return self._carry_out(_KEEP, rows)

    def forget(self, model: str, needed: Collection[str]) -> int:
        """Remove what other models made and texts that are gone; returns how many vectors were removed."""
        needed = set(needed)
        known = select(text_vector.c.model, text_vector.c.text_key).order_by(*text_vector.primary_key)
        try:
            with environment(self._target), self._engine.connect() as connection, connection.begin():
                doomed = [
                    {"model_": by, "text_key_": key}
                    for by, key in connection.execute(known)
                    if by != model or key not in needed
                ]
        except EnvironmentFailed as error:
            _pass_over(error)
            return 0
        return self._carry_out(_FORGET, doomed)

    def stop(self) -> None:
        """Keep nothing more; returns when what is being written is written."""
        self._stopped.set()
        with self.standing_aside():
            pass

    @contextmanager
    def standing_aside(self) -> Iterator[None]:
        """What a person writes goes first: it waits for one short transaction at most, and for as long as it takes
        none is begun here. Without this, an edit that is patient for a moment only would be refused for a cache's sake.
        """
        with self._turn:
            self._people += 1
            self._turn.wait_for(lambda: not self._writing)
        try:
            yield
        finally:
            with self._turn:
                self._people -= 1
                self._turn.notify_all()

    @contextmanager
    def _own_turn(self) -> Iterator[None]:
        # PostgreSQL's writers do not wait for each other over different rows
        if not self._sqlite:
            yield
            return
        with self._turn:
            if not self._turn.wait_for(lambda: not self._writing and not self._people, _TURN) or self._stopped.is_set():
                raise Busy("a person writes, or the portfolio is being closed")  # for _carried_out, shown to nobody
            self._writing = True
        try:
            yield
        finally:
            with self._turn:
                self._writing = False
                self._turn.notify_all()

    def _carry_out(self, statement: TextClause | Delete, rows: Sequence[dict[str, Any]]) -> int:
        """Carry a statement out for every row, in short transactions; returns for how many before it had to end."""
        done = 0
        for part in _parts(rows, self._rows):
            began = time.perf_counter()
            if not self._carried_out(statement, part):
                break
            done += len(part)
            if done < len(rows):
                self._stopped.wait(max(_BREATH, time.perf_counter() - began))
        return done

    def _carried_out(self, statement: TextClause | Delete, rows: Sequence[dict[str, Any]]) -> bool:
        for wait in _WAITS:
            if self._stopped.is_set():
                return False
            try:
                self._transaction(statement, rows)
            except Busy:
                self._stopped.wait(wait)
            except EnvironmentFailed as error:
                _pass_over(error)
                return False
            else:
                return True
        return False

    def _transaction(self, statement: TextClause | Delete, rows: Sequence[dict[str, Any]]) -> None:
        # one millisecond: waiting for another program is done between the turns, where a person's write may go first
        begun = writing(self._engine, patience=1)
        with environment(self._target), self._own_turn(), begun.begin() as connection:
            if not self._sqlite:
                connection.execute(text("SET LOCAL lock_timeout = 1000"))
            connection.execute(statement, rows)


def _pass_over(error: EnvironmentFailed) -> None:
    """A database that cannot be written is nothing to tell anybody; a statement that is wrong is our defect."""
    _log.info("vectors of texts are not kept: %s", error)


def _parts(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for at in range(0, len(rows), size):
        yield rows[at : at + size]
