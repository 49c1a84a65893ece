"""Finding out whether anybody has altered, behind the application's back, what was frozen, the journal or today's rows.

Five things that one person cannot easily make agree again after altering one of them: the snapshots' chain of hashes;
the journal, which says of each snapshot that it was taken and with which hash; the journal's seal in each snapshot; the
link of every operation to the one before it, which covers who did what, when and why; and the rows: the journal carried
out from the last snapshot on must at each step find what it says was there, and give today's exactly.
"""

import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, func, or_, select, text

from kpkportfolio.model.change import OperationKind, Value
from kpkportfolio.model.tables import operation, operation_change
from kpkportfolio.model.words import entity_words, row_words
from kpkportfolio.snapshots.accounting import account
from kpkportfolio.store.content import Content, difference, hash_of, read_content
from kpkportfolio.store.freezing import Frozen, Snapshot, find, frozen_of, listed
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.store.sealing import sealed, unlinked
from kpkportfolio.text import _, format_number, ngettext

Progress = Callable[[int, int], None]

_MOST: Final = 5
"""Rows and operations named in one sentence."""


def verify(portfolio: Portfolio, name: str | None = None, progress: Progress | None = None) -> list[str]:
    """Check everything, or one snapshot alone; a plain sentence for each fault, none when nothing was altered.

    Raises:
        UsageError: there is no such snapshot.
    """
    wanted = None if name is None else find(portfolio, name)
    with portfolio.read() as connection:
        try:
            known = listed(connection)
        except (ValueError, TypeError):
            # a moment that is none, which SQLite keeps all the same
            return [_("Of the list of snapshots something cannot be read: it has been changed.")]
        by_number = {one.number: one for one in known}
        taken = _taken(connection)
        faults = [] if wanted else [*_lost(known, taken), *_torn(connection), *_unlinked(connection)]
        last: Content = {}
        last_seq, seal, sealed_until, sound = 0, None, 0, True
        chosen = known if wanted is None else [wanted]
        for at, one in enumerate(chosen):
            if progress:
                progress(at, len(chosen) + 1)
            before = by_number.get(one.number - 1)
            if one.previous != (before.hash if before else None):
                faults.append(_("The snapshot “{name}” does not follow the one before it.").format(name=one.name))
                sound = False
            frozen = _sound(connection, one)
            if frozen is None:
                faults.append(_("The content of the snapshot “{name}” has been changed.").format(name=one.name))
            elif wanted is None:
                if one.id not in taken and (frozen.seal or seal) is not None:
                    told = _("The journal does not say that the snapshot “{name}” was taken.")
                    faults.append(told.format(name=one.name))
                if at == len(chosen) - 1 and frozen.seal is not None:
                    last, last_seq = frozen.content, one.operation_seq or 0
                # what the seal continues must be known: the one before it must be there and be whole
                if sound and frozen.seal is not None and _altered(connection, one, frozen.seal, seal, sealed_until):
                    since = _("“{name}”").format(name=before.name) if before else _("the beginning")
                    told = _("What the journal says from {since} until “{name}” has been changed.")
                    faults.append(told.format(since=since, name=one.name))
            sound = frozen is not None
            if frozen is not None and frozen.seal is not None:
                seal, sealed_until = frozen.seal, one.operation_seq or 0
        if wanted is None:
            if progress:
                progress(len(chosen), len(chosen) + 1)
            faults += _gone(connection, sealed_until)
            faults += _unaccounted(connection, last, last_seq)
    return faults


def _sound(connection: Connection, one: Snapshot) -> Frozen | None:
    try:
        found = frozen_of(connection, one)
    except (zlib.error, ValueError, TypeError):
        # SQLite keeps a text where bytes should be
        return None
    return found if hash_of(found.whole, one.previous) == one.hash and found.tells_of(one) else None


def _altered(connection: Connection, one: Snapshot, seal: str, before: str | None, after: int) -> bool:
    try:
        return sealed(connection, after, one.operation_seq or 0, before) != seal
    except (ValueError, TypeError):
        return True


def _taken(connection: Connection) -> dict[str, tuple[str, str]]:
    """By their ids, the names and hashes of the snapshots that the journal says were taken."""
    said = select(operation.c.id, operation.c.what, operation.c.why).where(
        operation.c.kind == OperationKind.SNAPSHOT.value
    )
    return {id_: (what, hash_) for id_, what, hash_ in connection.execute(said.order_by(operation.c.seq))}


def _lost(known: Sequence[Snapshot], taken: Mapping[str, tuple[str, str]]) -> list[str]:
    """Snapshots that are missing, by their numbers and by what the journal says was taken."""
    faults = []
    there = {one.id: one for one in known}
    numbers = {one.number for one in known}
    missing = [number for number in range(1, max(numbers, default=0) + 1) if number not in numbers]
    if missing:
        told = _("Snapshots are missing from the chain: number {numbers}.")
        faults.append(told.format(numbers=_some(missing)))
    for id_, (name, hash_) in taken.items():
        one = there.get(id_)
        if one is None:
            faults.append(_("The journal says that the snapshot “{name}” was taken; it is gone.").format(name=name))
        elif (one.name, one.hash) != (name, hash_):
            faults.append(_("The snapshot “{name}” is not the one that the journal says was taken.").format(name=name))
    return faults


def _unlinked(connection: Connection) -> list[str]:
    """Operations of which who did what, when or why is not what was written, and those after one that is gone."""
    try:
        seqs = list(unlinked(connection))
    except (ValueError, TypeError):
        return [_("Of who did what, when and why, something cannot be read: it has been changed.")]
    told = _("Who did what, when and why does not follow from what was before it: operation {numbers}.")
    return [told.format(numbers=_some(seqs))] if seqs else []


def _torn(connection: Connection) -> list[str]:
    """Operations that have lost changes, or whose changes are in other places; and changes of no operation."""
    place = operation_change.c.position
    there = (
        select(
            operation_change.c.operation_seq,
            func.count().label("there"),
            func.min(place).label("first"),
            func.max(place).label("last"),
        )
        .group_by(operation_change.c.operation_seq)
        .subquery()
    )
    torn = (
        select(operation.c.seq)
        .outerjoin(there, there.c.operation_seq == operation.c.seq)
        .where(
            or_(
                operation.c.changes != func.coalesce(there.c.there, 0),
                there.c.first != 0,
                there.c.last != there.c.there - 1,
            )
        )
        .order_by(operation.c.seq)
    )
    seqs = [seq for (seq,) in connection.execute(torn)]
    lost = [_("Changes are missing from the journal: operation {numbers}.").format(numbers=_some(seqs))] if seqs else []
    known = select(operation.c.seq).where(operation.c.seq == operation_change.c.operation_seq).exists()
    stray = list(connection.execute(select(operation_change.c.operation_seq).where(~known).distinct()).scalars())
    told = _("The journal tells of changes of operations that are not in it: operation {numbers}.")
    return [*lost, told.format(numbers=_some(sorted(stray)))] if stray else lost


def _gone(connection: Connection, after: int) -> list[str]:
    """Operations that are gone: SQLite counts without a gap and remembers the last number it gave.

    PostgreSQL spends a number on an operation that fails; there a gap means nothing. What is sealed may come from there
    in a bundle; only what no seal covers is counted.
    """
    if connection.dialect.name != "sqlite":
        return []
    counted = text("SELECT seq FROM sqlite_sequence WHERE name = 'operation'")
    given = connection.execute(counted).scalar_one_or_none() or 0
    there = {seq for (seq,) in connection.execute(select(operation.c.seq).where(operation.c.seq > after))}
    gone = [seq for seq in range(after + 1, int(given) + 1) if seq not in there]
    return [_("Operations are missing from the journal: number {numbers}.").format(numbers=_some(gone))] if gone else []


def _unaccounted(connection: Connection, frozen: Content, seq: int) -> list[str]:
    """What the journal, carried out from the last sound snapshot on, does not agree with."""
    try:
        now, (told, unfounded, misnamed) = read_content(connection), account(connection, frozen, seq)
    except (ValueError, TypeError):
        return [_("Of today’s rows or what the journal says last, something cannot be read: it has been changed.")]
    faults = []
    if unfounded:
        words = _("The journal tells of changes to what was not so before them: operation {numbers}.")
        faults.append(words.format(numbers=_some(unfounded)))
    if misnamed:
        words = _("Changes are filed under other initiatives than they are of: operation {numbers}.")
        faults.append(words.format(numbers=_some(misnamed)))
    wrong = difference(told, now)
    if not wrong:
        return faults
    named = []
    for change in wrong[:_MOST]:
        row = _either(told, now, change.entity, change.id)
        owner = _either(told, now, "initiative", row.get("initiative_id")).get("title")
        name = row_words(change.entity, row, str(owner or "")) or change.id
        named.append(f"{entity_words(change.entity).lower()} {name}")
    words = ngettext(
        "{n} row is not as the journal says: {rows}.", "{n} rows are not as the journal says: {rows}.", len(wrong)
    )
    more = ", …" if len(wrong) > _MOST else ""
    return [*faults, words.format(n=format_number(len(wrong)), rows=", ".join(named) + more)]


def _either(told: Content, now: Content, entity: str, id_: Value) -> dict[str, Value]:
    """A row as it is now, with what is gone of it as the journal says."""
    return {**told[entity].get(str(id_), {}), **now[entity].get(str(id_), {})}


def _some(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:_MOST])) + (", …" if len(numbers) > _MOST else "")
