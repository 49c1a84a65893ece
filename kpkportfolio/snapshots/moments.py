"""The portfolio as it was at any moment of the journal: today's content with the later changes taken back.

No snapshot is needed, and what has been deleted since is there again: the journal holds whole every row that was.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from sqlalchemy import Boolean, Connection, func, select

from kpkportfolio.model.change import Change, Fields, Value
from kpkportfolio.model.tables import ENTITIES, operation, operation_change
from kpkportfolio.store.applying import blank
from kpkportfolio.store.codec import decode
from kpkportfolio.store.content import Content, read_content
from kpkportfolio.store.portfolio import Portfolio


def content_at(portfolio: Portfolio, moment: datetime) -> Content:
    """The content as of a moment, which needs its zone: every operation that was made by then is in it.

    The journal's order counts, not the clock's: of operations made while a clock was wrong, all those before the
    last one that says it was made by then are in it. Before the first operation there is nothing.
    """
    with portfolio.read() as connection:
        return _content_after(connection, _seq_at(connection, moment))


def seq_at(portfolio: Portfolio, moment: datetime) -> int:
    """The journal's place at a moment, 0 before the first operation; see :func:`content_at`."""
    with portfolio.read() as connection:
        return _seq_at(connection, moment)


def content_after(portfolio: Portfolio, seq: int) -> Content:
    """The content as the operation with this place in the journal left it; with 0, as it was before the first."""
    with portfolio.read() as connection:
        return _content_after(connection, seq)


def end_of_day(day: date) -> datetime:
    """The last moment of a day where this computer is."""
    return datetime.combine(day, time.max).astimezone()


def _content_after(connection: Connection, seq: int) -> Content:
    return taken_back(read_content(connection), changes_after(connection, seq))


def _seq_at(connection: Connection, moment: datetime) -> int:
    by_then = select(func.coalesce(func.max(operation.c.seq), 0)).where(operation.c.at <= moment.astimezone(UTC))
    return int(connection.execute(by_then).scalar_one())


def changes_after(connection: Connection, seq: int) -> list[Change]:
    """What was changed since a place in the journal, in the order it was done."""
    change = operation_change.c
    statement = (
        select(change.entity, change.entity_id, change.before, change.after)
        .where(change.operation_seq > seq)
        .order_by(change.operation_seq, change.position)
    )
    return [
        Change(entity, id_, decode(entity, before), decode(entity, after))
        for entity, id_, before, after in connection.execute(statement)
        if entity in ENTITIES
    ]


def taken_back(content: Content, changes: Iterable[Change]) -> Content:
    """What a content was before changes made to it, which are given in the order they were made."""
    return applied(content, [change.inverse for change in reversed(list(changes))])


def applied(content: Content, changes: Iterable[Change]) -> Content:
    """What a content is after changes; the content given stays as it is."""
    rows = {entity: dict(content.get(entity, {})) for entity in ENTITIES}
    for change in changes:
        carry_out(rows, change)
    return {entity: dict(sorted(found.items())) for entity, found in rows.items()}


def carry_out(rows: Content, change: Change) -> None:
    """Make one change in rows of every entity."""
    found = rows[change.entity]
    if change.after is None:
        found.pop(change.id, None)
    elif change.before is None or change.id not in found:
        found[change.id] = whole(change.entity, change.after)
    else:
        found[change.id] = {**found[change.id], **known(change.entity, change.after)}


def known(entity: str, fields: Fields) -> dict[str, Value]:
    """What of a change's fields a row has; the journal of an earlier version may name a column that is gone."""
    columns = ENTITIES[entity].columns
    return {name: value for name, value in fields.items() if name in columns and name not in ("id", "version")}


def whole(entity: str, fields: Fields) -> dict[str, Value]:
    """A row with every column: what a change does not name was left at the column's default."""
    table = ENTITIES[entity]
    empty = {
        name: bool(value) if isinstance(table.c[name].type, Boolean) else value
        for name, value in blank(table).items()
        if name not in ("id", "version")
    }
    return {**empty, **known(entity, fields)}
