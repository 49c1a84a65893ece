"""What bundles of both kinds have in common: their name, and a content that is checked before it is taken for one."""

from pathlib import Path
from typing import Any, Final

from kpkportfolio.errors import UnacceptableInput
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
        fields = {column.name for column in ENTITIES[entity].columns}
        for id_, row in rows.items():
            if not isinstance(row, dict) or not set(row) <= fields:
                raise UnacceptableInput(
                    _("{file}: {entity} {id} has fields that are not known.").format(
                        file=path.name, entity=entity, id=id_
                    )
                )
    try:
        return revived(found)
    except (ValueError, TypeError) as error:
        raise UnacceptableInput(
            _("{file}: a date is not right: {error}.").format(file=path.name, error=error)
        ) from error
