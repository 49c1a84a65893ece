"""Condition worked out from facts, against the first baseline as well as the latest: no re-baselining hides a slip.

The rules and their thresholds are those of the Danish state's project council (Statens It-projektråd, traffic lights):
cost is green without an overrun, yellow up to 10 per cent and red above; the schedule is yellow from one month of
slip to three and red above. Deliverables that are late are judged as the schedule is. What is not known is judged
neither good nor bad: it has no finding, and without any finding the condition stays unknown.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kpkportfolio.model.rows import BaselineRow, DeliverableRow, InitiativeRow
from kpkportfolio.model.vocabulary import DeliverableState, Health, Status

_OVER = (Status.COMPLETED, Status.CANCELLED)
_ORDER = {Health.GREEN: 0, Health.YELLOW: 1, Health.RED: 2}


class Thresholds(NamedTuple):
    """From how much on something is yellow, and above how much it is red; months of slip and per cent of overrun."""

    yellow_months: int = 1
    red_months: int = 3
    red_percent: int = 10


class Aspect(StrEnum):
    """What is judged."""

    SCHEDULE = "schedule"
    COST = "cost"
    DELIVERABLES = "deliverables"


class Finding(NamedTuple):
    """One aspect against one baseline.

    Attributes:
        amount: days by which the end is later (negative: earlier), per cent by which the cost is higher, days by
            which the deliverable that is most behind is late.
        baseline: what it is compared with; None for deliverables, which have their own due dates.
        passed: the planned end is in the past and the work is not over, so that the slip is counted to this day.
        late: how many deliverables are late.
    """

    aspect: Aspect
    health: Health
    amount: int | float
    baseline: BaselineRow | None = None
    passed: bool = False
    late: int = 0


class Computed(NamedTuple):
    """The condition that the facts give: the worst of the findings, None when nothing could be judged.

    ``first`` and ``latest`` are the baselines compared with; the same one where there is just one.
    """

    health: Health | None
    findings: tuple[Finding, ...]
    first: BaselineRow | None = None
    latest: BaselineRow | None = None

    def amount(self, aspect: Aspect, baseline: BaselineRow | None) -> int | float | None:
        """The slip or overrun against a baseline, None when not known."""
        for one in self.findings:
            if one.aspect is aspect and one.baseline == baseline and (baseline or aspect is Aspect.DELIVERABLES):
                return one.amount
        return None


_thresholds = [Thresholds()]


def thresholds() -> Thresholds:
    """Those in use in this process."""
    return _thresholds[0]


def use_thresholds(wanted: Thresholds) -> None:
    """Judge by others from now on, in windows and files alike."""
    _thresholds[0] = wanted


def first_and_latest(baselines: Sequence[BaselineRow]) -> tuple[BaselineRow, BaselineRow]:
    """Of an initiative's baselines, at least one; one without a day of approval comes before those with one."""
    ordered = sorted(baselines, key=lambda one: (one.approved_on is not None, one.approved_on or date.min, one.id))
    return ordered[0], ordered[-1]


def computed(
    row: InitiativeRow, baselines: Iterable[BaselineRow], deliverables: Sequence[DeliverableRow], today: date
) -> Computed:
    """The condition of an initiative, from its own baselines and deliverables as they are on a day."""
    known = list(baselines)
    first, latest = first_and_latest(known) if known else (None, None)
    findings = []
    for baseline in dict.fromkeys(one for one in (first, latest) if one is not None):
        findings += [one for one in (_schedule(row, baseline, today), _cost(row, baseline)) if one is not None]
    found = _deliverables(row, deliverables, today)
    if found is not None:
        findings.append(found)
    worst = max((one.health for one in findings), key=_ORDER.__getitem__, default=None)
    return Computed(worst, tuple(findings), first, latest)


def too_green(judged: Health | None, facts: Computed) -> bool:
    """Whether what a person judged is greener than what the facts give."""
    return judged is not None and facts.health is not None and _ORDER[judged] < _ORDER[facts.health]


def _schedule(row: InitiativeRow, baseline: BaselineRow, today: date) -> Finding | None:
    if row.end is None or baseline.end is None:
        return None
    passed = row.status is not None and row.status not in _OVER and row.end < today
    end = today if passed else row.end
    days = (end - baseline.end).days
    if passed and days <= 0:
        # the planned end is missed and the baseline's is still to come: nobody knows on which side of it this ends
        return None
    return Finding(Aspect.SCHEDULE, _of_delay(baseline.end, end), days, baseline, passed)


def _of_delay(planned: date, end: date) -> Health:
    limits = thresholds()
    if end > _months_later(planned, limits.red_months):
        return Health.RED
    if end > planned and end >= _months_later(planned, limits.yellow_months):
        return Health.YELLOW
    return Health.GREEN


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if years > date.max.year:
        return date.max
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def _cost(row: InitiativeRow, baseline: BaselineRow) -> Finding | None:
    """Least is compared with least and most with most; the greater overrun counts."""
    pairs = (
        (row.investment_min, baseline.investment_min),
        (row.investment_max, baseline.investment_max),
    )
    overruns = [(now - then) * 100 / then for now, then in pairs if now is not None and then]
    if not overruns:
        return None
    percent = max(overruns)
    health = Health.GREEN if percent <= 0 else Health.RED if percent > thresholds().red_percent else Health.YELLOW
    return Finding(Aspect.COST, health, percent, baseline)


def _deliverables(row: InitiativeRow, deliverables: Sequence[DeliverableRow], today: date) -> Finding | None:
    if row.status is Status.CANCELLED:
        return None
    done = [one for one in deliverables if one.state is DeliverableState.DONE]
    due = [one.due for one in deliverables if one.due is not None and one.state is not DeliverableState.DONE]
    if not due and not done:
        return None
    late = [day for day in due if day < today]
    if not late:
        return Finding(Aspect.DELIVERABLES, Health.GREEN, 0)
    return Finding(Aspect.DELIVERABLES, _of_delay(min(late), today), (today - min(late)).days, None, late=len(late))
