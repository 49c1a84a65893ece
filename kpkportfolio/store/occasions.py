"""When snapshots are taken without being asked for: the one place that says it.

- **Every so many days** that the portfolio is opened or stays open, if something has changed since the latest one.
- **Before an operation of more than** :data:`~kpkportfolio.store.safekeeping.MANY` **rows**, if something has changed
  since the latest one; **before a smaller import or merge**, if there is none of the last hour: several come in a row.
- **Not before undo and redo**, which lead to where one has been.

They are never removed: the chain holds each of them. Of a portfolio in which little changed one takes less than a tenth
of its room.
"""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, func, select

from kpkportfolio.errors import EnvironmentFailed, UsageError
from kpkportfolio.model.change import Operation, OperationKind
from kpkportfolio.model.tables import operation as operations
from kpkportfolio.model.tables import snapshot as snapshots
from kpkportfolio.store import freezing
from kpkportfolio.store.freezing import PROGRAM, Snapshot
from kpkportfolio.store.safekeeping import EVERY, LEADING_BACK, MANY, before_words
from kpkportfolio.text import _, format_time

if TYPE_CHECKING:
    from kpkportfolio.store.portfolio import Portfolio

DAYS: Final = 7
"""Days from one snapshot to the next unless a person wants it otherwise."""

_PATIENCE: Final = 200
"""Milliseconds that a snapshot nobody waits for stands in another writer's queue."""
_SMALLER: Final = (OperationKind.IMPORT, OperationKind.MERGE)


def take_if_due(portfolio: "Portfolio", days: int = DAYS) -> Snapshot | None:
    """Take a snapshot if something has changed since the latest one and that is so many days old; 0 is never.

    A database that cannot be written just now, or at all, is passed over in silence.
    """
    if not days or portfolio.frozen is not None:
        return None
    try:
        with portfolio.read() as connection:
            if not _is_old(connection, timedelta(days=days)) or not _changed(connection):
                return None
        return _taken(portfolio, _("by itself"), _PATIENCE)
    except EnvironmentFailed:
        return None


def take_before(portfolio: "Portfolio", operation: Operation, patience: int | None = None) -> Snapshot | None:
    """Take a snapshot before an operation that deserves it, unless nothing has changed since the latest one.

    Raises:
        Busy: another program was writing all that time.
        EnvironmentFailed: it could not be written.
    """
    many = len(operation.changes) > MANY
    if operation.kind in LEADING_BACK or not (many or operation.kind in _SMALLER):
        return None
    with portfolio.read() as connection:
        last = freezing.latest(connection)
        if not _changed(connection) or not (many or last is None or _is_old(connection, EVERY)):
            return None
    return _taken(portfolio, before_words(operation), patience, operation.name)


def _taken(portfolio: "Portfolio", why: str, patience: int | None, note: str | None = None) -> Snapshot:
    name = f"{format_time(datetime.now().astimezone())} {why}"
    while True:
        free = _free(portfolio, name)
        try:
            return freezing.take(portfolio, free, note, by=PROGRAM, patience=patience)
        except UsageError:
            # unless another window took one of this name meanwhile, it is about something else
            if _free(portfolio, name) == free:
                raise


def _free(portfolio: "Portfolio", name: str) -> str:
    """The name, with a number where there is one of it already."""
    with portfolio.read() as connection:
        taken = {found for (found,) in connection.execute(select(snapshots.c.name))}
    return next(found for n in count(1) if (found := name if n == 1 else f"{name} ({n})") not in taken)


def _changed(connection: Connection) -> bool:
    """Whether anything was done since the latest snapshot; to have taken it is not to have done something."""
    last = freezing.latest(connection)
    since = 0 if last is None else last.operation_seq or 0
    done = select(operations.c.seq).where(operations.c.seq > since, operations.c.kind != OperationKind.SNAPSHOT.value)
    return connection.execute(done.limit(1)).first() is not None


def _is_old(connection: Connection, age: timedelta) -> bool:
    """Whether the latest snapshot, else the first operation, is so old; of the future, before a clock was set back, it
    may be of any age."""
    last = freezing.latest(connection)
    since = connection.execute(select(func.min(operations.c.at))).scalar_one() if last is None else last.taken_at
    return since is not None and not timedelta(0) <= datetime.now(UTC) - since < age
