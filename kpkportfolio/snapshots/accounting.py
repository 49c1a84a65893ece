"""The journal carried out step by step, and what in it does not fit what was there before."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from kpkportfolio.model.change import Change, Value
from kpkportfolio.model.tables import ENTITIES, operation_change
from kpkportfolio.snapshots.moments import carry_out, known, whole
from kpkportfolio.store.codec import decode
from kpkportfolio.store.content import Content
from kpkportfolio.store.journal import initiatives_named


class Account(NamedTuple):
    """What a journal comes to.

    Attributes:
        content: what it makes of the content it began with.
        unfounded: places of operations with a change of what was not so before it.
        misnamed: places of operations with a change that is filed under other initiatives than it speaks of.
    """

    content: Content
    unfounded: list[int]
    misnamed: list[int]


def account(connection: Connection, start: Content, after: int) -> Account:
    """Carry out the operations after a place in the journal.

    Raises:
        ValueError, TypeError: something of them is no JSON of a row.
    """
    rows: Content = {
        entity: {id_: whole(entity, row) for id_, row in start.get(entity, {}).items()} for entity in ENTITIES
    }
    unfounded: dict[int, None] = {}
    misnamed: dict[int, None] = {}
    column = operation_change.c
    statement = select(
        column.operation_seq,
        column.entity,
        column.entity_id,
        column.initiative_id,
        column.second_id,
        column.before,
        column.after,
    )
    place: int | None = None
    begun: dict[tuple[str, str], dict[str, Value] | None] = {}
    for seq, entity, id_, first, second, before, then in connection.execute(
        statement.where(column.operation_seq > after).order_by(column.operation_seq, column.position)
    ):
        if entity not in ENTITIES:
            unfounded[seq] = None
            continue
        if seq != place:
            place, begun = seq, {}
        change = Change(entity, id_, decode(entity, before), decode(entity, then))
        there = rows[entity].get(id_)
        # of several edits of one row at once each may tell of the row as it was before all of them
        at_first = begun.setdefault((entity, id_), there)
        if not (_follows(change, there) or _follows(change, at_first)):
            unfounded[seq] = None
        if initiatives_named(change) != (first, second):
            misnamed[seq] = None
        carry_out(rows, change)
    return Account(rows, list(unfounded), list(misnamed))


def _follows(change: Change, row: dict[str, Value] | None) -> bool:
    """Whether a change is one of a row as it is."""
    if change.before is None or row is None:
        return change.before is None and row is None
    if change.after is None:
        return whole(change.entity, change.before) == row
    if change.before.keys() != change.after.keys():
        return False
    then = known(change.entity, change.after)
    # journals of earlier versions tell of an edit that somebody else had made already as if it had changed something
    return all(row[name] in (value, then[name]) for name, value in known(change.entity, change.before).items())
