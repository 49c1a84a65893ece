"""The overlap map: groups of overlapping initiatives and the money at stake per year, as plain rows and sums.

What is at stake, and what is not claimed:

- *All* is what every initiative of a group invests in ICT in that year: the sum of the overlapping investment.
- *The others* is the same without the one that would remain if one did it for all: the completed one if there is
  one, else the one that invests most. Completed and cancelled ones invest no more and are not among the others. It is
  the most that one undertaking in place of several could spare, or the money that is recorded twice; never a promised
  saving.
- Sums are ranges of what is known. An initiative without a figure is in no sum and is counted; when of all the others
  no figure is known theirs is unknown, never 0. Nothing is weighed off against impact.
- Money that has no year is in the totals and stands apart from the years.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from kpkportfolio.charts.impact import Range
from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.model.vocabulary import ComponentRole, InitiativeKind, MoneyKind, OverlapKind, Status
from kpkportfolio.overlap.clusters import Cluster, Investments, cluster_name, clusters, parts, year_order
from kpkportfolio.overlap.finding import Finding

_INVEST_NO_MORE = (Status.COMPLETED, Status.CANCELLED)

LEAST = 0.5
"""A pair that is less likely than this ties nothing on the map."""


class MapMember(NamedTuple):
    """One initiative of a group.

    ``investment`` None is unknown. ``remains`` is the one beside which the others are. ``counted`` is whether it is
    among the others; so are no completed and cancelled ones, and no part of another member, whose figure covers it
    (``part``).
    """

    row: InitiativeRow
    investment: Range | None
    remains: bool
    counted: bool
    part: bool


class MapTie(NamedTuple):
    """A pair of a group by the places of its two members; for reuse ``a`` is the finished one."""

    a: int
    b: int
    kind: OverlapKind
    score: float


class YearSum(NamedTuple):
    """Investment of one year, cents: of all, and of the others; None when no figure of theirs is known for it.

    ``year`` None is what is not allocated to a year.
    """

    year: int | None
    all: Range
    others: Range | None


class MapGroup(NamedTuple):
    """A group: its members, those of the strongest pairs first, its ties, and what it invests.

    Attributes:
        all: the investment over all years, None when no figure is known.
        others: the same of the others; None when no figure of theirs is known.
        unknown: members without a figure.
        unknown_others: those of them that are among the others.
    """

    name: str
    members: tuple[MapMember, ...]
    ties: tuple[MapTie, ...]
    years: tuple[YearSum, ...]
    all: Range | None
    others: Range | None
    unknown: int
    unknown_others: int

    @property
    def score(self) -> float:
        """The probability of its strongest pair."""
        return self.ties[0].score

    @property
    def kinds(self) -> dict[OverlapKind, int]:
        """How many of its pairs are of each kind."""
        counts = {kind: sum(tie.kind is kind for tie in self.ties) for kind in OverlapKind}
        return {kind: n for kind, n in counts.items() if n}

    @property
    def pair(self) -> tuple[str, str]:
        """The ids of its strongest pair."""
        tie = self.ties[0]
        return self.members[tie.a].row.id, self.members[tie.b].row.id


class OverlapMap(NamedTuple):
    """All groups, those that invest most first, and what they invest together.

    Attributes:
        years: every year from the first to the last that has money; ``undated`` when there is money without a year.
        sums: of all groups together, by year, what has no year last.
        unlikely: pairs that are left out because they are less likely than ``LEAST``.
        loose: likely pairs whose two belong to different groups.
        price_years: the price bases of the figures; None is each year's own prices.
    """

    groups: tuple[MapGroup, ...]
    years: tuple[int, ...]
    undated: bool
    sums: tuple[YearSum, ...]
    all: Range | None
    others: Range | None
    unknown: int
    unknown_others: int
    unlikely: int
    loose: int
    price_years: tuple[int | None, ...]

    @property
    def members(self) -> int:
        """Initiatives in the groups; none is in two."""
        return sum(len(group.members) for group in self.groups)

    @property
    def columns(self) -> tuple[int | None, ...]:
        """The years, and None last when there is money without one."""
        return (*self.years, None) if self.undated else self.years


def build_overlap_map(
    findings: Iterable[Finding], contents: Contents, shown: Iterable[InitiativeRow] | None = None
) -> OverlapMap:
    """The map of the found pairs whose two are both shown.

    Args:
        findings: as people have judged them (``overlap.judged``); related ones overlap in nothing and are left out.
        shown: None takes every initiative. Projects are in no group: their money is their initiative's.
    """
    chosen = contents.initiatives if shown is None else shown
    rows = {row.id: row for row in chosen if row.kind is InitiativeKind.INITIATIVE}
    pairs = [one for one in findings if one.kind is not OverlapKind.RELATED and one.a in rows and one.b in rows]
    likely = [one for one in pairs if one.score >= LEAST]
    found = clusters(likely)
    produced: dict[str, set[str]] = {}
    for component in contents.components:
        if component.role is ComponentRole.PRODUCES:
            produced.setdefault(component.initiative_id, set()).add(component.component)
    money = Investments(contents)
    every = {row.id: row for row in contents.initiatives}
    groups = sorted((_group(one, every, produced, money) for one in found), key=_rank)
    sums = _together(group.years for group in groups)
    dated = [one.year for one in sums if one.year is not None]
    ids = {member.row.id for group in groups for member in group.members}
    return OverlapMap(
        groups=tuple(groups),
        years=tuple(range(min(dated), max(dated) + 1)) if dated else (),
        undated=any(one.year is None for one in sums),
        sums=sums,
        all=added(group.all for group in groups),
        others=added(group.others for group in groups),
        unknown=sum(group.unknown for group in groups),
        unknown_others=sum(group.unknown_others for group in groups),
        unlikely=len(pairs) - len(likely),
        loose=len(likely) - sum(len(one.findings) for one in found),
        price_years=_prices(contents, ids),
    )


def _rank(group: MapGroup) -> tuple[bool, int, int, float, str]:
    """The largest sum first, what is not known last; then what the others invest, then how likely."""
    whole, others = group.all, group.others
    return whole is None, -(whole.high if whole else 0), -(others.high if others else 0), -group.score, group.name


def _group(
    cluster: Cluster, rows: Mapping[str, InitiativeRow], produced: Mapping[str, set[str]], money: Investments
) -> MapGroup:
    members = [rows[id_] for id_ in cluster.members]
    inner = parts(cluster.members, rows)
    own: list[dict[int | None, Range]] = [
        {} if row.id in inner else {year: Range(*ends) for year, ends in money.of(row.id).items()} for row in members
    ]
    totals = [added(years.values()) for years in own]
    stays = _remaining(members, totals, inner)
    others = [
        at
        for at, row in enumerate(members)
        if at != stays and row.status not in _INVEST_NO_MORE and row.id not in inner
    ]
    known = sorted({year for years in own for year in years}, key=year_order)
    sums = []
    for year in known:
        whole = added(years[year] for years in own if year in years)
        assert whole is not None
        beside = added(own[at][year] for at in others if year in own[at])
        sums.append(YearSum(year, whole, beside if others else Range(0, 0)))
    places = {id_: at for at, id_ in enumerate(cluster.members)}
    return MapGroup(
        name=cluster_name(cluster, rows, produced),
        members=tuple(
            MapMember(row, totals[at], at == stays, at in others, row.id in inner) for at, row in enumerate(members)
        ),
        ties=tuple(MapTie(places[one.a], places[one.b], one.kind, one.score) for one in cluster.findings),
        years=tuple(sums),
        all=added(totals),
        others=added(totals[at] for at in others) if others else Range(0, 0),
        unknown=sum(total is None and row.id not in inner for total, row in zip(totals, members, strict=True)),
        unknown_others=sum(totals[at] is None for at in others),
    )


def _remaining(members: Sequence[InitiativeRow], totals: Sequence[Range | None], inner: Set[str]) -> int:
    """The place of the one that would remain: a completed one, else the one that invests most; no cancelled one."""

    def weight(at: int) -> tuple[bool, bool, bool, int, int]:
        total, row = totals[at], members[at]
        low, high = total or (-1, -1)
        return row.id not in inner, row.status is Status.COMPLETED, row.status is not Status.CANCELLED, high, low

    # the first of equals: members come in the order of their strongest pairs
    return max(range(len(members)), key=weight)


def added(parts: Iterable[Range | None]) -> Range | None:
    """The sum of what is known; None when nothing is."""
    result: Range | None = None
    for part in parts:
        if part is not None:
            result = part.plus(result) if result is not None else part
    return result


def _together(groups: Iterable[Sequence[YearSum]]) -> tuple[YearSum, ...]:
    by_year: dict[int | None, list[YearSum]] = {}
    for years in groups:
        for one in years:
            by_year.setdefault(one.year, []).append(one)
    result = []
    for year in sorted(by_year, key=year_order):
        whole = added(one.all for one in by_year[year])
        assert whole is not None
        result.append(YearSum(year, whole, added(one.others for one in by_year[year])))
    return tuple(result)


def _prices(contents: Contents, ids: set[str]) -> tuple[int | None, ...]:
    """The price bases of the members' own and their projects' ICT investment."""
    family = ids | {row.id for row in contents.initiatives if row.parent_id in ids}
    met = {
        row.price_year
        for row in contents.money
        if row.kind is MoneyKind.ICT_INVESTMENT and row.initiative_id in family and (row.min, row.max) != (None, None)
    }
    return tuple(sorted(met, key=year_order))
