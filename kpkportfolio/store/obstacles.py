"""What stands in the way of undoing an older operation, in words: who did what since."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Connection, select

from kpkportfolio.errors import Conflict
from kpkportfolio.model.change import Change, Value
from kpkportfolio.model.tables import operation as operations
from kpkportfolio.model.tables import operation_change as changes
from kpkportfolio.model.words import entity_words, field_words, value_words
from kpkportfolio.store.chunks import chunks
from kpkportfolio.store.codec import decode
from kpkportfolio.store.journal import Entry, entries_of
from kpkportfolio.store.row_names import names_of
from kpkportfolio.text import N_, _, format_time, ngettext

_NAMED = 3
"""Obstacles that a refusal tells in its sentence; all of them are in the error's fields and in the preview."""


class Because(StrEnum):
    """Why a change cannot be taken back as it was made."""

    CHANGED = "changed"
    DELETED = "deleted"
    NEEDED = "needed"
    MISSING = "missing"
    TAKEN = "taken"
    RULE = "rule"


_WORDS = {
    Because.CHANGED: N_("{what}: {field} has been changed since, to “{now}”"),
    Because.DELETED: N_("{what} has been deleted since"),
    Because.NEEDED: N_("{what} is needed by what was added since: {other}"),
    Because.MISSING: N_("{what}: {field} would be what has been deleted since: {other}"),
    Because.TAKEN: N_("{what}: the same has been recorded again since"),
    Because.RULE: N_("{what}: {reason}"),
}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One field, or one whole row, that is not any more as the operation left it.

    Attributes:
        because: what kind of obstacle it is.
        change: what undoing would do to the row.
        field: the field in question; ``*`` for the whole row.
        now: the field's value now, or None for a whole row.
        other: entity and id of the row that needs this one or has taken its place, or that has been deleted.
        reason: the rule that would be broken, in words.
        name, other_name: what the two rows are called, as far as they have names.
        later: the operation that did it; None where the journal does not tell.
    """

    because: Because
    change: Change
    field: str = "*"
    now: Value = None
    other: tuple[str, str] | None = None
    reason: str = ""
    name: str = ""
    other_name: str = ""
    later: Entry | None = None

    @property
    def row(self) -> tuple[str, str]:
        """Entity and id of the row whose later change explains the obstacle."""
        return self.other or (self.change.entity, self.change.id)

    @property
    def what(self) -> str:
        """The row in words, such as ``Tuotos: Opas``."""
        return named(self.change.entity, self.name)

    @property
    def words(self) -> str:
        """A sentence that says what was done since, by whom and when."""
        told = _(_WORDS[self.because]).format(
            what=self.what,
            field=field_words(self.field),
            now=value_words(self.change.entity, self.field, self.now) or "–",
            other="" if self.other is None else named(self.other[0], self.other_name),
            reason=self.reason.rstrip("."),
        )
        if self.later is None:
            return f"{told}."
        by = _("{name}, {when}: {operation}").format(
            name=self.later.by, when=format_time(self.later.at), operation=self.later.name
        )
        return f"{told} ({by})."


def named(entity: str, name: str) -> str:
    """The kind of row and its name: ``Tuotos: Opas``."""
    return f"{entity_words(entity)}: {name}" if name else entity_words(entity)


def explained(connection: Connection, obstacles: list[Obstacle], after: int) -> list[Obstacle]:
    """The same obstacles with names, of what is gone the last one, and the operation, later than ``after``, that did
    each."""
    touched = _later(connection, {one.row[1] for one in obstacles}, after)
    entries = entries_of(connection, {seq for found in touched.values() for seq, _change in found})
    own = [(one.change.entity, one.change.id) for one in obstacles]
    names = names_of(connection, [*own, *(one.other for one in obstacles if one.other is not None)])
    told: list[Obstacle] = []
    for one, key in zip(obstacles, own, strict=True):
        later = next((entries[seq] for seq, change in touched.get(one.row, []) if _did(one, change)), None)
        other = "" if one.other is None else names[one.other]
        told.append(replace(one, later=later, name=names[key], other_name=other))
    return told


def _later(connection: Connection, ids: set[str], after: int) -> dict[tuple[str, str], list[tuple[int, Change]]]:
    found: dict[tuple[str, str], list[tuple[int, Change]]] = {}
    for some in chunks(sorted(ids)):
        statement = (
            select(changes.c.operation_seq, changes.c.entity, changes.c.entity_id, changes.c.before, changes.c.after)
            .join(operations, operations.c.seq == changes.c.operation_seq)
            .where(changes.c.entity_id.in_(some), changes.c.operation_seq > after)
            .order_by(changes.c.operation_seq.desc(), changes.c.position)
        )
        for seq, entity, id_, before, now in connection.execute(statement):
            change = Change(entity, id_, decode(entity, before), decode(entity, now))
            found.setdefault((entity, id_), []).append((seq, change))
    return found


def _did(one: Obstacle, change: Change) -> bool:
    """Whether a later change of the row is of the kind that the obstacle tells."""
    if one.because in (Because.DELETED, Because.MISSING):
        return change.after is None
    if one.because in (Because.NEEDED, Because.TAKEN):
        return change.after is not None
    return change.after is not None and (change.before is None or one.field in (*change.after, "*"))


def refusal(name: str, obstacles: Sequence[Obstacle]) -> Conflict:
    """The error that an operation of this name is not taken back: what was done since, by whom and when."""
    told = " ".join(one.words for one in obstacles[:_NAMED])
    more = len(obstacles) - _NAMED
    if more > 0:
        told += " " + ngettext("And {n} more.", "And {n} more.", more).format(n=more)
    words = _("“{name}” cannot be taken back as a whole. {obstacles} Nothing was written.")
    return Conflict(words.format(name=name, obstacles=told), [_field(one) for one in obstacles])


def _field(one: Obstacle) -> tuple[str, str, str, object, object, object]:
    before, after = one.change.before, one.change.after
    if one.field == "*":
        return one.change.entity, one.change.id, "*", before, after, one.now
    base, mine = (None if side is None else side.get(one.field) for side in (before, after))
    return one.change.entity, one.change.id, one.field, base, mine, one.now
