"""What the journal says, in one number, so that nothing in it can be altered afterwards without it being found.

Two such numbers: every operation's own link, of who did what, when and why and of the link before it; and the seal that
a snapshot takes along, of the operations with all their changes.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, select, update

from kpkportfolio.model.tables import operation, operation_change, portfolio_info
from kpkportfolio.store.codec import plain

_OPTIONS = orjson.OPT_PASSTHROUGH_DATETIME
# named one by one: seals and links of today must hold when an operation has gained a column
_SAID = [operation.c[n] for n in ("seq", "id", "kind", "what", "why", "by", "at", "session", "undoes", "changes")]


def sealed(connection: Connection, after: int, until: int, before: str | None = None) -> str:
    """SHA-256, in hexadecimal, of the operations after one place in the journal until another, with their changes.

    Args:
        before: the seal of the journal until ``after``, which this one continues.
    """
    found = hashlib.sha256((before or "").encode())
    operations = select(*_SAID).where(operation.c.seq > after, operation.c.seq <= until)
    for row in connection.execute(operations.order_by(operation.c.seq)):
        found.update(_spelt(row))
    place = operation_change.c.operation_seq
    changes = select(operation_change).where(place > after, place <= until)
    for row in connection.execute(changes.order_by(place, operation_change.c.position)):
        found.update(_spelt(row))
    return found.hexdigest()


def link(connection: Connection, first: int = 0) -> None:
    """Chain the operations from one place in the journal on, in the transaction that writes them.

    A link is SHA-256, in hexadecimal, of the link before it and of all that the operation's own row says; the first
    continues what the portfolio says of itself. The changes are not in it: they are held against the rows.
    """
    rows = connection.execute(select(*_SAID).where(operation.c.seq >= first).order_by(operation.c.seq)).all()
    if not rows:
        return
    earlier = select(operation.c.link).where(operation.c.seq < first).order_by(operation.c.seq.desc()).limit(1)
    before = connection.execute(earlier).scalar_one_or_none() or _beginning(connection)
    links = []
    for row in rows:
        before = _link(before, row)
        links.append({"_seq": row[0], "_link": before})
    chained = update(operation).where(operation.c.seq == bindparam("_seq")).values(link=bindparam("_link"))
    connection.execute(chained, links)


def unlinked(connection: Connection) -> Iterator[int]:
    """The places of operations whose link is not what they and the one before them give."""
    before: str | None = _beginning(connection)
    for *said, there in connection.execute(select(*_SAID, operation.c.link).order_by(operation.c.seq)):
        if there != _link(before, said):
            yield said[0]
        before = there


def _beginning(connection: Connection) -> str:
    said = select(portfolio_info.c.id, portfolio_info.c.name, portfolio_info.c.created_at).order_by(portfolio_info.c.id)
    found = hashlib.sha256()
    for row in connection.execute(said):
        found.update(_spelt(row))
    return found.hexdigest()


def _link(before: str | None, said: Any) -> str:
    return hashlib.sha256((before or "").encode() + _spelt(said)).hexdigest()


def _spelt(row: Any) -> bytes:
    return orjson.dumps(tuple(row), plain, _OPTIONS)
