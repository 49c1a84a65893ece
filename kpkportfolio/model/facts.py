"""What is worked out of each initiative's facts on a day: its condition, what is to be noticed, its slip and its cost.

Made anew for each state of the portfolio; what was worked out before is taken over where nothing has changed.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from kpkportfolio.model.health_rules import Aspect, Computed, computed, thresholds, too_green
from kpkportfolio.model.rows import BaselineRow, Contents, DeliverableRow, InitiativeRow
from kpkportfolio.model.staleness import months, stale
from kpkportfolio.model.vocabulary import Health
from kpkportfolio.text import _


class Flag(StrEnum):
    """What is to be noticed of an initiative."""

    TOO_GREEN = "too_green"
    STALE = "stale"


def flag_label(flag: Flag) -> str:
    """A flag in a few words."""
    return {Flag.TOO_GREEN: _("Too good a judgement"), Flag.STALE: _("Stale source")}[flag]


class _Owned(Protocol):
    @property
    def initiative_id(self) -> str: ...


_Row = TypeVar("_Row", bound=_Owned)


class Facts:
    """Of one state of the portfolio.

    Attributes:
        today: the day lateness and staleness are counted to.
        months: after how many months without a reading a register is stale.
    """

    def __init__(self, contents: Contents, today: date, before: "Facts | None" = None) -> None:
        """``before`` is of an earlier state, from which is taken over what still holds."""
        self.contents, self.today, self.months = contents, today, months()
        self._limits = thresholds()
        self._found: dict[str, tuple[InitiativeRow, Computed, tuple[Flag, ...]]] = {}
        self._baselines: Mapping[str, Sequence[BaselineRow]] | None = None
        self._deliverables: Mapping[str, Sequence[DeliverableRow]] = {}
        if before is not None and self._same_basis(before):
            self._found, self._baselines, self._deliverables = before._found, before._baselines, before._deliverables

    def _same_basis(self, before: "Facts") -> bool:
        """Whether a condition depends on nothing else than then, besides the initiative's own row."""
        was, now = before.contents, self.contents
        same = was.baselines is now.baselines and was.deliverables is now.deliverables
        limits = (self.today, self.months, self._limits)
        return same and (before.today, before.months, before._limits) == limits

    def holds(self, contents: Contents, today: date) -> bool:
        """Whether these are still the facts of that state on that day, by the limits in use now."""
        known = (self.today, self.months, self._limits)
        return self.contents is contents and known == (today, months(), thresholds())

    def warm(self) -> "Facts":
        """Work everything out now, where waiting does no harm: 10 000 initiatives take a tenth of a second."""
        for row in self.contents.initiatives:
            self.of(row)
        return self

    def of(self, row: InitiativeRow) -> Computed:
        """The condition by the rules of :mod:`health_rules`, with all that it comes of."""
        return self._known(row)[1]

    def _known(self, row: InitiativeRow) -> tuple[InitiativeRow, Computed, tuple[Flag, ...]]:
        known = self._found.get(row.id)
        if known is not None and known[0] is row:
            return known
        if self._baselines is None:
            self._deliverables = _by_initiative(self.contents.deliverables)
            self._baselines = _by_initiative(self.contents.baselines)
        found = computed(row, self._baselines.get(row.id, ()), self._deliverables.get(row.id, ()), self.today)
        flags = [Flag.TOO_GREEN] if too_green(row.health, found) else []
        if stale(row.read_on, self.today, self.months):
            flags.append(Flag.STALE)
        known = self._found[row.id] = (row, found, tuple(flags))
        return known

    def health(self, row: InitiativeRow) -> Health | None:
        """The condition that the facts give."""
        return self._known(row)[1].health

    def flags(self, row: InitiativeRow) -> tuple[Flag, ...]:
        """What is to be noticed of it."""
        return self._known(row)[2]

    def slip(self, row: InitiativeRow, latest: bool = False) -> int | None:
        """Days by which the end is later than in the first baseline, or in the latest; negative is earlier."""
        facts = self.of(row)
        days = facts.amount(Aspect.SCHEDULE, facts.latest if latest else facts.first)
        return None if days is None else int(days)

    def overrun(self, row: InitiativeRow) -> float | None:
        """Per cent by which the cost is above the first baseline; negative is below."""
        facts = self.of(row)
        return facts.amount(Aspect.COST, facts.first)


def _by_initiative(rows: Sequence[_Row]) -> Mapping[str, Sequence[_Row]]:
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.initiative_id].append(row)
    return found
