"""What a schedule is held against: the dates that ghosts are drawn of, and what they are called.

Plain dates by initiative; those of a past state are read by ``snapshots.schedule``.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from kpkportfolio.model.health_rules import first_and_latest
from kpkportfolio.model.rows import BaselineRow
from kpkportfolio.text import _

Dates = tuple[date | None, date | None]
"""Start and last day."""


class Comparison(NamedTuple):
    """Dates to compare with, by the initiative's id; one that is not there has no ghost.

    ``name`` is what the key calls it. ``past`` tells that it is how the portfolio was, not what was approved.
    """

    name: str
    dates: Mapping[str, Dates]
    past: bool = False


NO_COMPARISON = Comparison("", MappingProxyType({}))
"""No ghosts at all."""


def first_baselines(baselines: Iterable[BaselineRow]) -> Comparison:
    """Each initiative's first baseline: no later one hides a slip."""
    by_owner: dict[str, list[BaselineRow]] = {}
    for one in baselines:
        by_owner.setdefault(one.initiative_id, []).append(one)
    first = {owner: first_and_latest(mine)[0] for owner, mine in by_owner.items()}
    return Comparison(_("first baseline"), {owner: (one.start, one.end) for owner, one in first.items()})
