"""Undoing an older operation, and restoring what was deleted: what that would do now, what stands in the way, doing it.

Undo and redo in the window go step by step backwards; here any operation of the journal is taken back by itself. It is
a new operation, journalled like any other, and undo takes it back.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from kpkportfolio.errors import UsageError
from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.tables import initiative, referring_to
from kpkportfolio.model.tables import operation_change as changes
from kpkportfolio.store.codec import decode
from kpkportfolio.store.journal import Entry, changes_of, entries_of
from kpkportfolio.store.obstacles import Obstacle, explained, refusal
from kpkportfolio.store.portfolio import Committed, Portfolio
from kpkportfolio.store.weighing import weigh
from kpkportfolio.text import _


@dataclass(frozen=True, slots=True)
class Reversal:
    """What taking an operation back would do now.

    Attributes:
        entry: the operation.
        kind: what doing it is called in the journal.
        what: to what.
        changes: what can be taken back now, of fields and rows that are still as the operation left them.
        obstacles: what was done since that stands in the way, by whom and when; none of it would be overwritten.
        left: rows that would not, or not wholly, be as they were before.
    """

    entry: Entry
    kind: OperationKind
    what: str
    changes: list[Change]
    obstacles: list[Obstacle]
    left: int

    @property
    def brings_back(self) -> bool:
        """Whether the initiative that is restored would be there again, whatever else stands in the way."""
        return self.kind is OperationKind.RESTORE and any(
            change.before is None and change.entity == "initiative" for change in self.changes
        )

    def operation(self, partly: bool = False, why: str | None = None) -> Operation:
        """The operation that does it.

        Args:
            partly: take back only what has not been changed since; otherwise all of it or nothing.
            why: the reason; by default which operation is undone.

        Raises:
            Conflict: something was changed since, and ``partly`` is not asked for.
            UsageError: there is nothing left to take back.
        """
        if self.obstacles and not partly:
            raise refusal(self.entry.name, self.obstacles)
        if not self.changes:
            raise UsageError(_("Nothing that “{name}” did can be taken back any more.").format(name=self.entry.name))
        reason = _("undo of operation {n}: {name}").format(n=self.entry.seq, name=self.entry.name)
        return Operation(self.kind, self.what, self.changes, why or reason)


def undoing(portfolio: Portfolio, seq: int) -> Reversal:
    """What undoing the operation at a place in the journal would do now.

    Raises:
        UsageError: there is no such operation.
    """
    with portfolio.read() as connection:
        entry = entries_of(connection, [seq]).get(seq)
        if entry is None:
            raise UsageError(_("There is no operation {n}.").format(n=seq))
        if entry.kind is OperationKind.SNAPSHOT:
            raise UsageError(_("A snapshot changed nothing, and it stays."))
        done = changes_of(connection, [seq])
        return _reversal(connection, entry, OperationKind.UNDO_EARLIER, entry.what, done)


def restoring(portfolio: Portfolio, initiative_id: str) -> Reversal:
    """What restoring a deleted initiative or project with all that was its own would do now.

    One that went in a merge is restored by taking the merge back.

    Raises:
        UsageError: it is there, or there never was one.
    """
    with portfolio.read() as connection:
        found = deleted(connection, initiative_id)
        if not found:
            raise UsageError(_("No deleted initiative has the id {id}.").format(id=initiative_id))
        entry = found[0].entry
        done = changes_of(connection, [entry.seq])
        if entry.kind is not OperationKind.MERGE:
            done = [change for change in done if _of(change, initiative_id)]
        return _reversal(connection, entry, OperationKind.RESTORE, found[0].title, done)


def carry_out(portfolio: Portfolio, reversal: Reversal, partly: bool = False, why: str | None = None) -> Committed:
    """Do it, all or nothing unless ``partly``.

    Raises:
        Conflict: something was changed since; nothing is overwritten.
        UsageError: there is nothing left to take back.
    """
    return portfolio.commit(reversal.operation(partly, why), undoes=reversal.entry.id)


@dataclass(frozen=True, slots=True)
class Deleted:
    """An initiative or project that is not there any more, and the operation in which it went."""

    id: str
    title: str
    entry: Entry


def deleted_initiatives(portfolio: Portfolio, limit: int | None = None, text: str = "") -> list[Deleted]:
    """What can be restored, latest deleted first; only titles with all words of ``text``."""
    words = text.casefold().split()
    with portfolio.read() as connection:
        found = [one for one in deleted(connection) if all(word in one.title.casefold() for word in words)]
    return found[:limit]


def deleted(connection: Connection, initiative_id: str | None = None) -> list[Deleted]:
    """Initiatives that are not there any more, latest deleted first; or the one with the id."""
    statement = (
        select(changes.c.entity_id, changes.c.operation_seq, changes.c.before)
        .where(
            changes.c.entity == "initiative",
            changes.c.after.is_(None),
            changes.c.entity_id.not_in(select(initiative.c.id)),
        )
        .order_by(changes.c.operation_seq.desc(), changes.c.position)
    )
    if initiative_id is not None:
        statement = statement.where(changes.c.entity_id == initiative_id)
    last: dict[str, tuple[int, str]] = {}
    for id_, seq, before in connection.execute(statement):
        if id_ not in last:
            last[id_] = seq, str((decode("initiative", before) or {}).get("title", ""))
    entries = entries_of(connection, {seq for seq, _title in last.values()})
    return [Deleted(id_, title, entries[seq]) for id_, (seq, title) in last.items()]


def _reversal(connection: Connection, entry: Entry, kind: OperationKind, what: str, done: Sequence[Change]) -> Reversal:
    weighed = weigh(connection, done)
    obstacles = explained(connection, weighed.obstacles, entry.seq)
    return Reversal(entry, kind, what, weighed.changes, obstacles, weighed.left)


_NAMING = referring_to("initiative")


def _of(change: Change, initiative_id: str) -> bool:
    """Whether a change is of an initiative's own row, or of one that belonged to it or named it."""
    if change.id == initiative_id:
        return True
    before = change.before or {}
    return any(entity == change.entity and before.get(name) == initiative_id for entity, name in _NAMING)
