"""What all flat reads have in common."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select


def words(*enums: type[StrEnum]) -> dict[str | None, Any]:
    """Database word to enum member; a dictionary is several times faster than calling the enum."""
    return {word.value: word for words in enums for word in words}


def flat_rows(
    connection: Connection, statement: Select[Any], make: Callable[..., Any], **enums: type[StrEnum]
) -> list[Any]:
    """The rows of a query, each made by ``make`` of its cells; the columns named in ``enums`` as their members."""
    names = [column.name for column in statement.selected_columns]
    spelt = [(names.index(name), words(enum)) for name, enum in enums.items()]
    # several rows belong to one initiative: its id is kept once
    owner = names.index("initiative_id") if "initiative_id" in names else None
    once: dict[str, str] = {}
    found = []
    for record in connection.execute(statement):
        cells = list(record)
        for at, word in spelt:
            cells[at] = word[cells[at]]
        if owner is not None:
            cells[owner] = once.setdefault(cells[owner], cells[owner])
        found.append(make(*cells))
    return found
