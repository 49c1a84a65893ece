"""Merges that a meeting has decided on and nobody has carried out yet.

A merge takes what points at what goes along to what stays, also the two ends of the decision that led to it: carried
out, a decision points at one initiative with both. Decisions from before their targets were kept by id tell the target
in their reason (``→ Title. Why``); what became of those is told by the journal.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kpkportfolio.model.change import OperationKind
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.tables import operation
from kpkportfolio.model.vocabulary import DecisionKind
from kpkportfolio.store import journal
from kpkportfolio.store.decisions import DecisionRow
from kpkportfolio.store.portfolio import Portfolio

_ARROW = "→ "
_MERGED = (OperationKind.MERGE, OperationKind.REDO)
_MOST = 10_000
"""Merges looked at, the latest first."""


class AgreedMerge(NamedTuple):
    """One merge to be carried out.

    Attributes:
        initiative_id: what was decided on.
        into: ids of what may be meant: the target; of an older decision those that bear its name now, which may be
            several, or none.
        told: the target's name as it was recorded; of an older decision with the reason.
        why: the reason, where it is known apart from the name.
    """

    initiative_id: str
    into: tuple[str, ...]
    told: str
    why: str | None = None


def agreed_merges(
    portfolio: Portfolio, made: Iterable[DecisionRow], initiatives: Sequence[InitiativeRow]
) -> list[AgreedMerge]:
    """The merges among these decisions that have not been carried out, in the order they were decided.

    Args:
        initiatives: all there are now.
    """
    known = {row.id for row in initiatives}
    agreed = [one for one in made if one.kind is DecisionKind.MERGE and one.initiative_id in known]
    older = [one for one in agreed if one.into_title is None]
    by_name = _by_name(portfolio, older, initiatives) if older else {}
    found: dict[tuple[str, tuple[str, ...], str], AgreedMerge] = {}
    for one in agreed:
        if one.into_title is None:
            merge = by_name.get(one.id)
        elif one.into_id == one.initiative_id:
            merge = None
        else:
            into = (one.into_id,) if one.into_id in known else ()
            merge = AgreedMerge(one.initiative_id, into, one.into_title, one.reason)
        if merge is not None:
            # decided once more, it is still one merge
            found[(merge.initiative_id, merge.into, "" if merge.into else merge.told)] = merge
    return list(found.values())


def _by_name(
    portfolio: Portfolio, older: Sequence[DecisionRow], initiatives: Sequence[InitiativeRow]
) -> dict[str, AgreedMerge]:
    """The merges of decisions that keep their target by name, by the decisions' ids, without those carried out."""
    gone = _merged_away(portfolio)
    found: dict[str, AgreedMerge] = {}
    for one in older:
        told = (one.reason or "").removeprefix(_ARROW)
        named = [row for row in _named(told, initiatives) if row.id != one.initiative_id]
        # where the target has gone, what was decided on is what stayed
        if _went_along(portfolio, one) or (not named and any(_begins(told, title) for title in gone)):
            continue
        why = told.removeprefix(named[0].title).removeprefix(". ") or None if named else None
        found[one.id] = AgreedMerge(one.initiative_id, tuple(row.id for row in named), told, why)
    return found


def _begins(told: str, title: str) -> bool:
    return told == title or told.startswith(f"{title}. ")


def _named(told: str, initiatives: Sequence[InitiativeRow]) -> list[InitiativeRow]:
    """Those whose whole title the words begin with, the longest such title."""
    fitting = [row for row in initiatives if _begins(told, row.title)]
    longest = max((len(row.title) for row in fitting), default=0)
    return [row for row in fitting if len(row.title) == longest]


def _merged_away(portfolio: Portfolio) -> list[str]:
    """The titles of what was ever merged into something else."""
    with portfolio.read() as connection:
        made = journal.latest(connection, _MOST, operation.c.kind == OperationKind.MERGE.value)
    return [entry.what.partition(" → ")[0] for entry in made]


def _went_along(portfolio: Portfolio, decision: DecisionRow) -> bool:
    """Whether a merge has taken the decision to where it is now; one taken back has it where it was."""
    return any(
        line.entry.kind in _MERGED
        and (line.change.entity, line.change.id) == ("decision", decision.id)
        and (line.change.after or {}).get("initiative_id") == decision.initiative_id
        for line in portfolio.history(decision.initiative_id)
    )
