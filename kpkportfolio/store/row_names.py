"""What tells rows from their like, in the language spoken now: a deliverable's title, a sum's initiative and year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select

from kpkportfolio.model.change import Change, Value
from kpkportfolio.model.tables import ENTITIES
from kpkportfolio.model.tables import operation_change as changes
from kpkportfolio.model.words import row_words
from kpkportfolio.store.chunks import chunks
from kpkportfolio.store.codec import decode

Key = tuple[str, str]
Row = Mapping[str, Value]


def names_of(connection: Connection, keys: Iterable[Key]) -> dict[Key, str]:
    """What rows, given by entity and id, are called: as they are now, or as they were when they were deleted."""
    wanted = list(dict.fromkeys(keys))
    rows = _last_rows(connection, wanted)
    named = _named(connection, [(key[0], rows.get(key, {})) for key in wanted])
    return dict(zip(wanted, named, strict=True))


def row_names(connection: Connection, wanted: Sequence[Change]) -> list[str]:
    """What the row of each change is called: a new or deleted one by what it had, an edited one as it is now or as it
    was when it was deleted. Initiatives that are edited are left to whoever knows them."""
    edited = [
        (one.entity, one.id)
        for one in wanted
        if one.before is not None and one.after is not None and one.entity != "initiative"
    ]
    rows = _last_rows(connection, edited)
    told = [
        rows.get((one.entity, one.id), {})
        if one.before is not None and one.after is not None
        else one.after or one.before or {}
        for one in wanted
    ]
    return _named(connection, [(one.entity, row) for one, row in zip(wanted, told, strict=True)])


def _named(connection: Connection, rows: Sequence[tuple[str, Row]]) -> list[str]:
    """Their names; that of a sum, which has none of its own, begins with its initiative's."""
    sums = [row for entity, row in rows if entity in ("money", "impact")]
    initiatives = _last_rows(connection, [("initiative", str(row.get("initiative_id"))) for row in sums])
    titles = {id_: str(row.get("title") or "") for (_entity, id_), row in initiatives.items()}
    return [row_words(entity, row, titles.get(str(row.get("initiative_id")), "")) for entity, row in rows]


def _last_rows(connection: Connection, keys: Iterable[Key]) -> dict[Key, Row]:
    """Rows as they are now, or as they were when they were deleted."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for entity, id_ in keys:
        wanted[entity].add(id_)
    found: dict[Key, Row] = {}
    for entity, ids in wanted.items():
        table = ENTITIES[entity]
        for some in chunks(sorted(ids)):
            for row in connection.execute(select(table).where(table.c.id.in_(some))).mappings():
                found[entity, row["id"]] = dict(row)
        for some in chunks(sorted(id_ for id_ in ids if (entity, id_) not in found)):
            gone = select(changes.c.entity_id, changes.c.before).where(
                changes.c.entity_id.in_(some), changes.c.after.is_(None)
            )
            for id_, before in connection.execute(gone.order_by(changes.c.operation_seq)):
                found[entity, id_] = decode(entity, before) or {}
    return found
