"""The portfolio as it was, open for looking at: a portfolio of its own, which nobody can write to.

It is made anew from the content of that moment with the journal and the snapshots up to then, so that every page, form
and export that can show a portfolio shows this one in the same way; what was deleted since is there again.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Select, Table, and_, delete, func, or_, select
from sqlalchemy.sql import ColumnElement

from kpkportfolio.model.change import Value
from kpkportfolio.model.tables import (
    ENTITIES,
    operation,
    operation_change,
    portfolio_info,
    snapshot,
    text_vector,
)
from kpkportfolio.snapshots.moments import content_after, seq_at, whole
from kpkportfolio.snapshots.stops import Stop
from kpkportfolio.store.bulk import garbage_left_alone, insert_rows
from kpkportfolio.store.content import Content
from kpkportfolio.store.freezing import Snapshot, content_of
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _, format_time

Progress = Callable[[int, int], None]

_CHUNK = 2000


class Past(Portfolio):
    """A portfolio as it was; its file is the program's own and goes with it.

    Attributes:
        moment: when it was so.
    """

    moment: datetime
    folder: TemporaryDirectory[str]

    def close(self) -> None:
        super().close()
        self.folder.cleanup()


def open_past(portfolio: Portfolio, state: Snapshot | datetime | Stop, progress: Progress | None = None) -> Past:
    """Open the portfolio as of a snapshot, a moment or a stop of the slider; every write to it is refused with the
    reason.

    A stop is a place in the journal; its moment may be another's too, where a clock was set back.

    ``target`` and ``path`` are those of the portfolio itself, for whoever tells where things are kept.

    Raises:
        EnvironmentFailed: the portfolio cannot be read, or there is no room for its past.
    """
    tell = progress or (lambda _done, _of: None)
    tell(0, 3)
    if isinstance(state, Stop):
        seq, state = state.seq, state.state
    else:
        seq = (state.operation_seq or 0) if isinstance(state, Snapshot) else seq_at(portfolio, state)
    if isinstance(state, Snapshot):
        content, moment = content_of(portfolio, state), state.taken_at
    else:
        content, moment = content_after(portfolio, seq), state
    folder = TemporaryDirectory(prefix="kpkportfolio-", ignore_cleanup_errors=True)
    past = Past.create(Path(folder.name) / "past.sqlite", portfolio.name, portfolio.by)
    assert isinstance(past, Past)
    past.folder, past.moment = folder, moment
    try:
        tell(1, 3)
        _fill(portfolio, past, content, seq, moment)
        tell(2, 3)
    except BaseException:
        past.close()
        raise
    past.target, past.path = portfolio.target, portfolio.path
    past.frozen = past_words(state)
    return past


def past_words(state: Snapshot | datetime) -> str:
    """What marks a past state for the person, and why nothing can be changed in it."""
    if isinstance(state, Snapshot):
        when = _("the snapshot “{name}”, {time}").format(name=state.name, time=format_time(state.taken_at))
    else:
        when = format_time(state)
    return _("This is the portfolio as it was: {when}. Nothing can be changed here.").format(when=when)


@garbage_left_alone()
def _fill(portfolio: Portfolio, past: Past, content: Content, seq: int, moment: datetime) -> None:
    with portfolio.read() as source, past.write() as connection:
        for entity, rows in content.items():
            _put(connection, ENTITIES[entity], {id_: whole(entity, row) for id_, row in rows.items()})
        # the journal's order counts, not the clock's; of snapshots with nothing between them the clock's
        at = func.coalesce(snapshot.c.operation_seq, 0)
        taken = or_(at < seq, and_(at == seq, snapshot.c.taken_at <= moment))
        _copy(source, connection, snapshot, taken)
        # that the last of them was taken is said after what it froze
        said = operation.c.id.in_(select(snapshot.c.id).where(taken))
        _copy(source, connection, operation, or_(operation.c.seq <= seq, said))
        _copy(source, connection, operation_change, operation_change.c.operation_seq <= seq)
        _copy(source, connection, text_vector)
        connection.execute(delete(portfolio_info))
        _copy(source, connection, portfolio_info)


def _put(connection: Connection, table: Table, rows: Mapping[str, Mapping[str, Value]]) -> None:
    if rows:
        names = ["id", *next(iter(rows.values()))]
        insert_rows(connection, table, names, [(id_, *row.values()) for id_, row in rows.items()])


def _copy(source: Connection, connection: Connection, table: Table, *where: ColumnElement[bool]) -> None:
    statement: Select[tuple[object, ...]] = select(table).where(*where)
    names = [column.name for column in table.columns]
    for rows in source.execute(statement).partitions(_CHUNK):
        insert_rows(connection, table, names, [tuple(row) for row in rows])
