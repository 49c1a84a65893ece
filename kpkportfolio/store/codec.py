"""Field values to JSON and back, by the column that holds them; one spelling for journal, snapshot and bundle."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

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


_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=plain)


def _compiled() -> Callable[[object, int], Sequence[str]] | None:
    """The C encoder that ``_encoder.encode`` makes anew for each call, made once: an import encodes 50 000 rows.
    None where Python has none."""
    make: Callable[..., Callable[[object, int], Sequence[str]]] | None = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return None
    # as json.encoder calls it: markers, default, string encoder, indent, separators, sort keys, skip keys, NaN
    return make(None, plain, json.encoder.encode_basestring, None, ":", ",", False, False, True)


_encode_parts = _compiled()


def encode(fields: Fields | None) -> str | None:
    """JSON of a row's fields: dates ISO, moments ISO in UTC, in the order given."""
    if fields is None:
        return None
    return _encoder.encode(fields) if _encode_parts is None else "".join(_encode_parts(fields, 0))


def decode(entity: str, text: str | None) -> dict[str, Value] | None:
    """The fields of a row of ``entity`` from :func:`encode`'s JSON."""
    return None if text is None else revive(entity, json.loads(text))


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
