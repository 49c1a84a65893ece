"""What bundles of both kinds have in common: their name, and a content that is checked before it is taken for one."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Column, Table

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.model.schema import UtcTime
from kpkportfolio.model.tables import ENTITIES
from kpkportfolio.store.content import Content, revived
from kpkportfolio.text import _

FORMAT: Final = "kpkportfolio-bundle"


def checked(found: Any, path: Path) -> Content:
    """A content as JSON has it, of entities and fields that are known.

    Raises:
        UnacceptableInput: something in it is not.
    """
    if not isinstance(found, dict):
        raise UnacceptableInput(_("{file}: the bundle has no content.").format(file=path.name))
    for entity, rows in found.items():
        if entity not in ENTITIES or not isinstance(rows, dict):
            raise UnacceptableInput(
                _("{file}: “{entity}” is not known; accepted: {accepted}.").format(
                    file=path.name, entity=entity, accepted=", ".join(ENTITIES)
                )
            )
        fields = set(ENTITIES[entity].columns.keys())
        for id_, row in rows.items():
            if not isinstance(row, dict) or not row.keys() <= fields:
                raise UnacceptableInput(
                    _("{file}: {entity} {id} has fields that are not known.").format(
                        file=path.name, entity=entity, id=id_
                    )
                )
    try:
        content = revived(found)
    except (ValueError, TypeError) as error:
        raise UnacceptableInput(
            _("{file}: a date is not right: {error}.").format(file=path.name, error=error)
        ) from error
    for entity, rows in content.items():
        fits = fitting(ENTITIES[entity])
        for id_, row in rows.items():
            wrong = next((name for name, value in row.items() if not fits[name](value)), None)
            if wrong is not None:
                raise UnacceptableInput(
                    _("{file}: {entity} {id}: “{value}” is no value of {field}.").format(
                        file=path.name, entity=entity, id=id_, value=row[wrong], field=wrong
                    )
                )
    return content


def fitting(table: Table) -> dict[str, Callable[[object], bool]]:
    """By the names of a table's columns, whether a value, a day or moment already made of its text, may stand there."""
    return {column.name: _fits(column) for column in table.columns}


def _fits(column: Column[Any]) -> Callable[[object], bool]:
    nullable = bool(column.nullable)
    if isinstance(column.type, UtcTime):
        return lambda value: nullable if value is None else isinstance(value, datetime) and value.tzinfo is not None
    # a flag is a number too, and a moment a day
    kind = column.type.python_type
    return lambda value: nullable if value is None else type(value) is kind
