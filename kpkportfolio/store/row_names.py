"""What tells the rows of a history from their like: a deliverable's title, a sum's kind and year."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, select

from kpkportfolio.model.change import Change
from kpkportfolio.model.tables import ENTITIES
from kpkportfolio.model.tables import operation_change as changes
from kpkportfolio.model.words import row_words
from kpkportfolio.store.chunks import chunks
from kpkportfolio.store.codec import decode

_TOLD: Final = ENTITIES.keys() - {"initiative"}


def row_names(connection: Connection, wanted: Sequence[Change]) -> list[str]:
    """What the row of each change is called, in the language spoken now: a new or deleted one by what it had, an edited
    one as it is now or as it was when it was deleted. Initiatives that are edited are left to whoever knows them."""
    edited: dict[str, set[str]] = defaultdict(set)
    for change in wanted:
        if change.before is not None and change.after is not None and change.entity in _TOLD:
            edited[change.entity].add(change.id)
    names: dict[str, str] = {}
    for entity, ids in edited.items():
        table = ENTITIES[entity]
        for some in chunks(ids):
            rows = connection.execute(select(table).where(table.c.id.in_(some))).mappings()
            names |= {row["id"]: row_words(entity, dict(row)) for row in rows}
        for some in chunks(ids - names.keys()):
            gone = select(changes.c.entity_id, changes.c.before).where(
                changes.c.entity_id.in_(some), changes.c.after.is_(None)
            )
            names |= {id_: row_words(entity, decode(entity, before) or {}) for id_, before in connection.execute(gone)}
    return [
        names.get(change.id, "")
        if change.before is not None and change.after is not None
        else row_words(change.entity, change.after or change.before or {})
        for change in wanted
    ]
