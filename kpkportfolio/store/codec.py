"""Field values to JSON and back, by the column that holds them; one spelling for journal, snapshot and bundle."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import orjson
from sqlalchemy import Date

from kpkportfolio.model.change import Fields, Value
from kpkportfolio.model.schema import UtcTime
from kpkportfolio.model.tables import ENTITIES


def plain(value: object) -> str:
    """A date or a moment as JSON spells it: ISO, moments in UTC."""
    if isinstance(value, date):
        # a moment is a date too
        return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value.isoformat()
    raise TypeError(f"not a field value: {value!r}")


# SQLAlchemy names some columns by a str of its own kind, which orjson takes only as "other than str"
_OPTIONS = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_NON_STR_KEYS


def encode(fields: Fields | None) -> str | None:
    """JSON of a row's fields: dates ISO, moments ISO in UTC, in the order given."""
    return None if fields is None else orjson.dumps(fields, plain, _OPTIONS).decode()


def decode(entity: str, text: str | None) -> dict[str, Value] | None:
    """The fields of a row of ``entity`` from :func:`encode`'s JSON."""
    return None if text is None else revive(entity, orjson.loads(text))


def revive(entity: str, fields: dict[str, Any]) -> dict[str, Value]:
    """Fields as JSON has them to fields as the database has them."""
    for name, parse in _parsers(entity):
        value = fields.get(name)
        if value is not None:
            fields[name] = parse(value)
    return fields


@cache
def _parsers(entity: str) -> list[tuple[str, Callable[[str], date]]]:
    found: list[tuple[str, Callable[[str], date]]] = []
    for column in ENTITIES[entity].columns:
        if isinstance(column.type, Date):
            found.append((column.name, date.fromisoformat))
        elif isinstance(column.type, UtcTime):
            found.append((column.name, datetime.fromisoformat))
    return found
