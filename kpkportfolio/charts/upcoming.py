"""What is due next: milestones and deliverables in the order of their days, those that are late first."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from kpkportfolio.model.rows import DeliverableRow, InitiativeRow, MilestoneRow
from kpkportfolio.model.vocabulary import DeliverableState, Status


class Due(NamedTuple):
    """A milestone that is not reached or a deliverable that is not done, due on ``day``."""

    day: date
    kind: Literal["milestone", "deliverable"]
    title: str
    initiative: str
    programme_number: int | None
    organisation: str | None
    late: bool


class Upcoming(NamedTuple):
    """Due from the late ones up to ``last``; ``undated_*`` have no day and stand in no list."""

    dues: tuple[Due, ...]
    last: date
    undated_milestones: int
    undated_deliverables: int


def build_upcoming(
    initiatives: Iterable[InitiativeRow],
    milestones: Iterable[MilestoneRow],
    deliverables: Iterable[DeliverableRow],
    today: date,
    months: int = 6,
) -> Upcoming:
    """What is due up to ``months`` months from ``today``. What is completed, suspended or cancelled has nothing due."""
    over = (Status.COMPLETED, Status.SUSPENDED, Status.CANCELLED)
    live = {row.id: row for row in initiatives if row.status not in over}
    last = _months_on(today, months)
    dues: list[Due] = []
    undated = {"milestone": 0, "deliverable": 0}
    waiting: list[tuple[Literal["milestone", "deliverable"], MilestoneRow | DeliverableRow]] = [
        *(("milestone", row) for row in milestones if row.reached_on is None),
        *(("deliverable", row) for row in deliverables if row.state is not DeliverableState.DONE),
    ]
    for kind, row in waiting:
        owner = live.get(row.initiative_id)
        if owner is None:
            continue
        if row.due is None:
            undated[kind] += 1
        elif row.due <= last:
            dues.append(
                Due(row.due, kind, row.title, owner.name, owner.programme_number, owner.organisation, row.due < today)
            )
    dues.sort(key=lambda due: (due.day, due.initiative.casefold(), due.title.casefold()))
    return Upcoming(tuple(dues), last, undated["milestone"], undated["deliverable"])


def _months_on(day: date, months: int) -> date:
    """The same day so many months later, or the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)
