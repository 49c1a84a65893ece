"""What a Gantt shows, worked out once for the painted view and the printed figure: rows and arrows.

Plain tuples and dates: no pixels, no colours, no matplotlib, no Qt. Unknown dates and progress stay None.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from kpkportfolio.charts.comparison import Comparison
from kpkportfolio.model.figures import Extent, total
from kpkportfolio.model.rows import (
    DeliverableRow,
    DependencyRow,
    InitiativeRow,
    MilestoneRow,
    ProgrammeRow,
)
from kpkportfolio.model.vocabulary import DeliverableState, DependencyKind, Health, Status, label
from kpkportfolio.text import _, format_number

GroupBy = Literal["programme", "organisation", "status", "domain", "none"]
GroupKey = tuple[int, int, str, str]
"""(0 numbered or named, 1 not numbered, 2 not known; order; title; id): sorts as groups are shown."""

_MUCH = 106
"""Days of slip up to which it is a warning: three months, rounded to whole ones."""


class Mark(NamedTuple):
    """A dated point of one row: a milestone or a deliverable. ``reached`` tells whether it has come true.

    ``id`` is that of the milestone or deliverable.
    """

    date: date
    title: str
    reached: bool
    id: str = ""


class GanttRow(NamedTuple):
    """One line of table and timeline alike.

    ``id`` is the initiative's, or ``<group_by>:<key>`` for a group row. ``level`` is the indent: 0 for group
    rows, or for initiatives when nothing is grouped. ``end`` is the last day of work; it is None both when
    unknown and when the work is continuous, and ``open_ended`` tells the two apart. ``progress`` is 0–100.
    ``slip_days`` counts from the baseline's end, later is positive. A group row spans its
    members and carries how many ``members`` it has, the sums of what is known of their investment (cents)
    and for how many it is unknown.
    """

    id: str
    level: int
    is_group: bool
    title: str
    status: Status | None = None
    health: Health | None = None
    programme_number: int | None = None
    start: date | None = None
    end: date | None = None
    open_ended: bool = False
    progress: int | None = None
    baseline_start: date | None = None
    baseline_end: date | None = None
    slip_days: int | None = None
    milestones: tuple[Mark, ...] = ()
    deliverables: tuple[Mark, ...] = ()
    members: int = 0
    investment_min: int | None = None
    investment_max: int | None = None
    investment_unknown: int = 0

    @property
    def undecided(self) -> bool:
        """Still an idea or a proposal: drawn as a tint only."""
        return self.status in (Status.IDEA, Status.PROPOSED)

    @property
    def halted(self) -> bool:
        """Suspended or cancelled: drawn as a dashed edge only."""
        return self.status in (Status.SUSPENDED, Status.CANCELLED)

    @property
    def off_baseline(self) -> bool:
        """The schedule differs from a baseline: the ghost is drawn."""
        return (self.baseline_end is not None and self.baseline_end != self.end) or (
            self.baseline_start is not None and self.baseline_start != self.start
        )


class Span(NamedTuple):
    """The part of a row that a window of time shows.

    ``start`` and ``end`` lie inside the window, ``end`` being the last day. ``before`` and ``after`` tell
    that the work goes on outside the window, ``open_ended`` that it has no end. When only one date is known
    the two are the same day and ``lone`` is True: draw a mark, not a bar.
    """

    start: date
    end: date
    before: bool
    after: bool
    open_ended: bool
    lone: bool


def span(row: GanttRow, first: date, last: date) -> Span | None:
    """What of ``row`` falls between the days ``first`` and ``last``; None when nothing known does."""
    start, end = row.start, row.end
    lone = start is None or (end is None and not row.open_ended)
    if lone:
        only = start or end
        if only is None or not first <= only <= last:
            return None
        return Span(only, only, False, False, False, True)
    if start is None or start > last or (end is not None and end < first):
        return None
    stop = end or last
    return Span(max(start, first), min(stop, last), start < first, stop > last, end is None and row.open_ended, False)


def days_between(earlier: date | None, later: date | None) -> int | None:
    """Days, negative when ``later`` comes first; None when one of them is not known."""
    return None if earlier is None or later is None else (later - earlier).days


def slip_text(row: GanttRow) -> str:
    """``+92 pv``; empty when there is no baseline or the ends are the same day."""
    return days_text(row.slip_days)


def days_text(days: int | None) -> str:
    """So many days later, ``+92 pv``, or earlier; empty for none and for what is not known."""
    if not days:
        return ""
    sign = "+" if days > 0 else "\u2212"
    return _("{sign}{days} d").format(sign=sign, days=format_number(abs(days)))


def slip_tone(row: GanttRow) -> Literal["ok", "warn", "danger"]:
    """The weight of a slip as a colour of the palette: earlier, up to three months later, later still."""
    return days_tone(row.slip_days or 0)


def days_tone(days: int) -> Literal["ok", "warn", "danger"]:
    """The same of so many days."""
    return "ok" if days < 0 else "warn" if days <= _MUCH else "danger"


def build_rows(
    initiatives: Sequence[InitiativeRow],
    milestones: Iterable[MilestoneRow] = (),
    deliverables: Iterable[DeliverableRow] = (),
    programmes: Iterable[ProgrammeRow] = (),
    group_by: GroupBy = "programme",
    against: Comparison | None = None,
) -> list[GanttRow]:
    """All rows top to bottom, each group row before its members.

    ``against`` is what they are compared with; without it each initiative's latest baseline.

    Groups come in the order of programme number, status, or name; what has no group comes last. Inside a
    group initiatives keep the order they were given in. A project stands under its initiative when both fall
    in the same group.
    """
    marks = _marks(milestones)
    outputs = _outputs(deliverables)
    names = {programme.id: programme for programme in programmes}
    groups: dict[GroupKey, list[InitiativeRow]] = defaultdict(list)
    for initiative in initiatives:
        groups[group_key(initiative, group_by, names)].append(initiative)
    rows: list[GanttRow] = []
    for key in sorted(groups):
        members = groups[key]
        base = 0
        roots, children = _tree(members)
        if group_by != "none":
            rows.append(_group_row(key, group_by, roots, children, members))
            base = 1
        stack = [(root, base) for root in reversed(roots)]
        while stack:
            initiative, level = stack.pop()
            made = _row(initiative, level, marks.get(initiative.id, ()), outputs.get(initiative.id, ()))
            rows.append(made if against is None else _held_against(made, against))
            stack.extend((child, level + 1) for child in reversed(children.get(initiative.id, ())))
    return rows


def visible_rows(rows: Iterable[GanttRow], collapsed: Collection[str]) -> list[GanttRow]:
    """The rows without those that stand under a collapsed one (``collapsed`` holds row ids)."""
    shown: list[GanttRow] = []
    hidden_below: int | None = None
    for row in rows:
        if hidden_below is not None and row.level > hidden_below:
            continue
        hidden_below = row.level if row.id in collapsed else None
        shown.append(row)
    return shown


def window_of(rows: Iterable[GanttRow], today: date | None = None) -> tuple[date, date]:
    """The whole years that hold every known date of ``rows``, and ``today`` if given; never empty.

    Without any known date it is the years of the plan's path, 2010–2014.
    """
    days = [day for row in rows for day in (row.start, row.end, row.baseline_start, row.baseline_end) if day]
    if today is not None:
        days.append(today)
    if not days:
        return date(2010, 1, 1), date(2014, 12, 31)
    return date(min(days).year, 1, 1), date(max(days).year, 12, 31)


# -- groups ---------------------------------------------------------------------------------------------


def group_key(row: InitiativeRow, group_by: GroupBy, programmes: Mapping[str, ProgrammeRow]) -> GroupKey:
    """Which group an initiative falls into."""
    if group_by == "programme":
        if row.programme_id is None:
            return (2, 0, _("No programme"), "")
        known = programmes.get(row.programme_id)
        number = known.number if known else row.programme_number
        name = known.name if known else row.programme or ""
        return (0 if number is not None else 1, number or 0, name, row.programme_id)
    if group_by == "status":
        if row.status is None:
            return (2, 0, _("Status not known"), "")
        return (0, list(Status).index(row.status), label(row.status), row.status)
    if group_by == "organisation":
        if row.organisation is None:
            return (2, 0, _("Responsible party not known"), "")
        return (0, 0, row.organisation, row.organisation_id or row.organisation)
    if group_by == "domain":
        return (0, 0, row.domain, row.domain) if row.domain else (2, 0, _("Domain not known"), "")
    return (0, 0, "", "")


def _tree(members: Sequence[InitiativeRow]) -> tuple[list[InitiativeRow], dict[str, list[InitiativeRow]]]:
    """Roots and children by parent id. A ring of parents, which only damaged data has, becomes roots."""
    by_id = {member.id: member for member in members}
    roots: list[InitiativeRow] = []
    children: dict[str, list[InitiativeRow]] = defaultdict(list)
    for member in members:
        seen = {member.id}
        above = member.parent_id
        while above in by_id and above not in seen:
            seen.add(above)
            above = by_id[above].parent_id
        if member.parent_id in by_id and above not in seen:
            children[member.parent_id].append(member)
        else:
            roots.append(member)
    return roots, children


def root_rows(members: Sequence[InitiativeRow]) -> list[tuple[InitiativeRow, int | None, int | None]]:
    """The initiatives that are no part of another one given, with the least and the most of their investment."""
    roots, children = _tree(members)
    return [(root, *_investment(root, children)) for root in roots]


def _investment(row: InitiativeRow, children: Mapping[str, Sequence[InitiativeRow]]) -> Extent:
    """An initiative's own investment covers its projects; only when it is unknown are theirs added up."""
    if row.investment_min is not None or row.investment_max is not None:
        return row.investment_min, row.investment_max
    return total(_investment(child, children) for child in children.get(row.id, ()))


def _group_row(
    key: GroupKey,
    group_by: GroupBy,
    roots: Sequence[InitiativeRow],
    children: Mapping[str, Sequence[InitiativeRow]],
    members: Sequence[InitiativeRow],
) -> GanttRow:
    rank, order, title, ident = key
    money = [_investment(root, children) for root in roots]
    least, most = total(money)
    open_ended = any(member.open_ended for member in members)
    return GanttRow(
        id=f"{group_by}:{ident}",
        level=0,
        is_group=True,
        title=title,
        programme_number=order if group_by == "programme" and rank == 0 else None,
        status=Status(ident) if group_by == "status" and ident else None,
        start=min((member.start for member in members if member.start), default=None),
        end=None if open_ended else max((member.end for member in members if member.end), default=None),
        open_ended=open_ended,
        members=len(roots),
        investment_min=least,
        investment_max=most,
        investment_unknown=sum(low is None and high is None for low, high in money),
    )


def _row(row: InitiativeRow, level: int, milestones: tuple[Mark, ...], deliverables: tuple[Mark, ...]) -> GanttRow:
    return GanttRow(
        id=row.id,
        level=level,
        is_group=False,
        title=row.name,
        status=row.status,
        health=row.health,
        programme_number=row.programme_number,
        start=row.start,
        end=row.end,
        open_ended=row.open_ended,
        progress=row.progress,
        baseline_start=row.baseline_start,
        baseline_end=row.baseline_end,
        slip_days=days_between(row.baseline_end, row.end),
        milestones=milestones,
        deliverables=deliverables,
        members=1,
        investment_min=row.investment_min,
        investment_max=row.investment_max,
        investment_unknown=int(row.investment_min is None and row.investment_max is None),
    )


def _held_against(row: GanttRow, against: Comparison) -> GanttRow:
    start, end = against.dates.get(row.id, (None, None))
    return row._replace(baseline_start=start, baseline_end=end, slip_days=days_between(end, row.end))


def _marks(milestones: Iterable[MilestoneRow]) -> dict[str, tuple[Mark, ...]]:
    found: dict[str, list[Mark]] = defaultdict(list)
    for milestone in milestones:
        day = milestone.reached_on or milestone.due
        if day is not None:
            reached = milestone.reached_on is not None
            found[milestone.initiative_id].append(Mark(day, milestone.title, reached, milestone.id))
    return {ident: tuple(sorted(marks)) for ident, marks in found.items()}


def _outputs(deliverables: Iterable[DeliverableRow]) -> dict[str, tuple[Mark, ...]]:
    found: dict[str, list[Mark]] = defaultdict(list)
    for deliverable in deliverables:
        if deliverable.due is not None:
            found[deliverable.initiative_id].append(
                Mark(deliverable.due, deliverable.title, deliverable.state is DeliverableState.DONE, deliverable.id)
            )
    return {ident: tuple(sorted(marks)) for ident, marks in found.items()}


# -- arrows ---------------------------------------------------------------------------------------------


class Arrow(NamedTuple):
    """A dependency between two rows that are both there.

    ``predecessor`` and ``successor`` are indices into the rows given. The arrow leaves the predecessor's
    end (its start when ``from_start``) on ``leave`` and arrives at the successor's start (its end when
    ``to_end``) on ``arrive``. ``broken``: the dates do not keep the dependency and its lag.
    """

    predecessor: int
    successor: int
    kind: DependencyKind
    broken: bool
    leave: date
    arrive: date
    from_start: bool
    to_end: bool
    id: str


def build_arrows(rows: Sequence[GanttRow], dependencies: Iterable[DependencyRow]) -> list[Arrow]:
    """The dependencies whose two rows are among ``rows`` and whose two dates are known.

    A finish-to-start successor may begin the day after its predecessor's last day at the earliest, plus the
    lag in days; the other kinds follow the same calendar of whole days.
    """
    place = {row.id: index for index, row in enumerate(rows) if not row.is_group}
    arrows: list[Arrow] = []
    for dependency in dependencies:
        before = place.get(dependency.predecessor_id)
        after = place.get(dependency.successor_id)
        if before is None or after is None or before == after:
            continue
        kind = dependency.kind
        from_start = kind in (DependencyKind.START_START, DependencyKind.START_FINISH)
        to_end = kind in (DependencyKind.FINISH_FINISH, DependencyKind.START_FINISH)
        leave = rows[before].start if from_start else rows[before].end
        arrive = rows[after].end if to_end else rows[after].start
        if leave is None or arrive is None:
            continue
        # an end is the evening of its day, a start the morning: compare in mornings
        earliest = leave.toordinal() + (not from_start) + dependency.lag_days
        actual = arrive.toordinal() + to_end
        arrows.append(Arrow(before, after, kind, actual < earliest, leave, arrive, from_start, to_end, dependency.id))
    return arrows
