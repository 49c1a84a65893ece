"""Merges that a meeting has decided on and nobody has carried out yet.

A decision keeps its target by name (``→ Title. Why``), as the minutes tell it. What became of it is told by the
journal: a merge takes the decisions of what goes along to what stays.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kpkportfolio.model.change import OperationKind
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.tables import operation
from kpkportfolio.model.vocabulary import DecisionKind
from kpkportfolio.store import journal
from kpkportfolio.store.decisions import ARROW, DecisionRow
from kpkportfolio.store.portfolio import Portfolio

_MERGED = (OperationKind.MERGE, OperationKind.REDO)
_MOST = 10_000
"""Merges looked at, the latest first."""


class AgreedMerge(NamedTuple):
    """One merge to be carried out.

    Attributes:
        initiative_id: what was decided on.
        into: ids of those that bear the target's name now: several where names are the same, none where it has been
            given another.
        told: the target and the reason as they were recorded.
    """

    initiative_id: str
    into: tuple[str, ...]
    told: str

    def why(self, target: str) -> str | None:
        """The reason that was given besides the target of this title."""
        return self.told.removeprefix(target).removeprefix(". ") or None if self.into else None


def agreed_merges(
    portfolio: Portfolio, made: Iterable[DecisionRow], initiatives: Sequence[InitiativeRow]
) -> list[AgreedMerge]:
    """The merges among these decisions that have not been carried out, in the order they were decided.

    Args:
        initiatives: all there are now.
    """
    known = {row.id for row in initiatives}
    agreed = [one for one in made if one.kind is DecisionKind.MERGE and one.initiative_id in known]
    gone = _merged_away(portfolio) if agreed else []
    found: dict[tuple[str, tuple[str, ...], str], AgreedMerge] = {}
    for one in agreed:
        told = (one.reason or "").removeprefix(ARROW)
        into = tuple(row.id for row in _named(told, initiatives) if row.id != one.initiative_id)
        # where the target has gone, what was decided on is what stayed
        if _went_along(portfolio, one) or (not into and any(_begins(told, title) for title in gone)):
            continue
        # decided once more, it is still one merge
        found[(one.initiative_id, into, "" if into else told)] = AgreedMerge(one.initiative_id, into, told)
    return list(found.values())


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
