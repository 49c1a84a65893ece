"""One number for all that the journal says, so that nothing in it can be altered afterwards without it being found."""

import hashlib

import orjson
from sqlalchemy import Connection, select

from kpkportfolio.model.tables import operation, operation_change
from kpkportfolio.store.codec import plain

_OPTIONS = orjson.OPT_PASSTHROUGH_DATETIME


def sealed(connection: Connection, after: int, until: int, before: str | None = None) -> str:
    """SHA-256, in hexadecimal, of the operations after one place in the journal until another, with their changes.

    Args:
        before: the seal of the journal until ``after``, which this one continues.
    """
    found = hashlib.sha256((before or "").encode())
    operations = select(operation).where(operation.c.seq > after, operation.c.seq <= until)
    for row in connection.execute(operations.order_by(operation.c.seq)):
        found.update(orjson.dumps(tuple(row), plain, _OPTIONS))
    place = operation_change.c.operation_seq
    changes = select(operation_change).where(place > after, place <= until)
    for row in connection.execute(changes.order_by(place, operation_change.c.position)):
        found.update(orjson.dumps(tuple(row), plain, _OPTIONS))
    return found.hexdigest()
