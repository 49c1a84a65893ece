"""What the last import of each register did, from the journal."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import Connection, case, func, select, union

from kpkportfolio.model.change import OperationKind
from kpkportfolio.model.tables import operation_change as changes
from kpkportfolio.model.tables import register, source
from kpkportfolio.store import journal
from kpkportfolio.store.journal import Entry

_BESIDE = ("source", "register", "organisation", "programme", "domain")


class LastImport(NamedTuple):
    """What a register's last import did to its initiatives; an import that was undone is none.

    Attributes:
        what: the operation, in the language spoken now.
        new: records that came in.
        changed: initiatives of which something was changed.
        vanished: records that the file had no more, as of this import.
    """

    at: datetime
    by: str
    what: str
    new: int
    changed: int
    vanished: int


def last_imports(connection: Connection) -> dict[str, LastImport]:
    """By the register's id; a register that was never imported is left out. A few queries for each register."""
    found = {}
    for id_ in connection.execute(select(register.c.id)).scalars().all():
        entry = _last(_entries(connection, id_))
        if entry is not None:
            found[id_] = _counted(connection, id_, entry)
    return found


def _entries(connection: Connection, id_: str) -> list[Entry]:
    """The operations that may have been an import of a register, oldest first: those that note the day, and those
    that read its records anew on a day that was noted already."""
    noted = journal.touching(connection, id_, "read_on")
    own = select(source.c.id).where(source.c.register_id == id_)
    again = journal.with_changes(
        connection,
        (OperationKind.IMPORT, OperationKind.UNDO, OperationKind.REDO, OperationKind.UNDO_EARLIER),
        changes.c.entity == "source",
        changes.c.entity_id.in_(own),
    )
    return sorted({entry.seq: entry for entry in (*noted, *again)}.values(), key=attrgetter("seq"))


def _last(entries: Sequence[Entry]) -> Entry | None:
    done, _undone = journal.undo_stacks(entries)
    kinds = (OperationKind.IMPORT, OperationKind.REDO)
    earlier = {entry.undoes for entry in done if entry.kind is OperationKind.UNDO_EARLIER}
    return next((entry for entry in reversed(done) if entry.kind in kinds and entry.id not in earlier), None)


def _counted(connection: Connection, id_: str, entry: Entry) -> LastImport:
    own = select(source.c.id).where(source.c.register_id == id_)
    here = changes.c.operation_seq == entry.seq
    placed = (here, changes.c.entity == "source", changes.c.entity_id.in_(own))
    new = connection.execute(select(changes.c.initiative_id).where(*placed, changes.c.before.is_(None))).scalars().all()
    gone = select(func.count()).where(*placed, changes.c.before.is_not(None), changes.c.after.contains('"row":null'))
    whose = case((changes.c.entity == "initiative", changes.c.entity_id), else_=changes.c.initiative_id)
    theirs = select(source.c.initiative_id).where(source.c.register_id == id_)
    touched = select(whose).where(here, changes.c.entity.not_in(_BESIDE), whose.in_(theirs))
    # an edit of a sum or a milestone names no initiative; the change that made the row did
    nameless = select(changes.c.entity_id).where(
        here, changes.c.entity.not_in(("initiative", *_BESIDE)), changes.c.initiative_id.is_(None)
    )
    owners = select(changes.c.initiative_id).where(
        changes.c.entity_id.in_(nameless), changes.c.initiative_id.in_(theirs)
    )
    changed = set(connection.execute(union(touched, owners)).scalars()) - set(new)
    vanished = int(connection.execute(gone).scalar_one())
    return LastImport(entry.at, entry.by, entry.name, len(new), len(changed), vanished)
