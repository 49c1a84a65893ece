"""Found pairs as clusters: several records, perhaps of several registers, of what may be one undertaking.

A large portfolio is full of chains: a is like b, b like c, c like d, and a has nothing to do with d. Strongest pair
first, two clusters become one only when at least half of the pairs across them are found and each member is tied to
at least half of the others. A chain thus breaks after its third link, and since the search keeps a few pairs of each
initiative only, no cluster swallows the portfolio.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from kpkportfolio.model.rows import Contents, InitiativeRow, MoneyRow
from kpkportfolio.model.vocabulary import MoneyKind, OverlapKind
from kpkportfolio.overlap.finding import Finding

GROUP = 3
"""From this many members on a cluster is more than a pair."""
_LEAST_LETTERS = 5
_TITLE_FACTORS = ("shared_terms", "title_words")


@dataclass(frozen=True, slots=True)
class Cluster:
    """Initiatives that belong together by their findings.

    Attributes:
        members: ids, those of the strongest pairs first.
        findings: the found pairs within, strongest first; the first tells how strong the cluster is.
    """

    members: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def score(self) -> float:
        """The probability of its strongest pair, 0…1."""
        return self.findings[0].score

    @property
    def kinds(self) -> dict[OverlapKind, int]:
        """How many of its pairs are of each kind, the most frequent first."""
        counted = Counter(finding.kind for finding in self.findings)
        return dict(sorted(counted.items(), key=lambda one: (-one[1], list(OverlapKind).index(one[0]))))


@dataclass(frozen=True, slots=True)
class YearMoney:
    """The members' ICT investment of one year, cents; ``year`` None is what is not allocated to a year.

    Sums of what is known; a member with one end of a range counts with it on both. ``members`` is how many are in it.
    """

    year: int | None
    min: int
    max: int
    members: int


@dataclass(frozen=True, slots=True)
class Stake:
    """Who is in a cluster and with what money.

    Attributes:
        organisations, programmes: names, those with the most members first.
        years: the investment by year, what has no year last. Nothing is weighed off: it is what all of them invest.
        investment: its sum over the years as (min, max), cents; None when no member's is known.
        unknown: members whose investment is not known; they are in no sum.
    """

    organisations: tuple[str, ...]
    programmes: tuple[str, ...]
    years: tuple[YearMoney, ...]
    investment: tuple[int, int] | None
    unknown: int


def clusters(findings: Iterable[Finding], least: float = 0.0) -> list[Cluster]:
    """The findings at least ``least`` likely as clusters of two or more members, the one of the strongest pair first.

    The same findings make the same clusters, in whatever order they come. A pair whose two belong to different
    clusters is in neither. Every found pair that is given ties its two: leave out those judged different.
    """
    likely = sorted((one for one in findings if one.score >= least), key=lambda one: (-one.score, one.a, one.b))
    ties: dict[str, set[str]] = {}
    for one in likely:
        ties.setdefault(one.a, set()).add(one.b)
        ties.setdefault(one.b, set()).add(one.a)
    group: dict[str, set[str]] = {id_: {id_} for id_ in ties}
    for one in likely:
        mine, theirs = group[one.a], group[one.b]
        if mine is not theirs and _hold_together(mine, theirs, ties):
            if len(mine) < len(theirs):
                mine, theirs = theirs, mine
            mine |= theirs
            group.update(dict.fromkeys(theirs, mine))
    within: dict[int, list[Finding]] = {}
    for one in likely:
        if group[one.a] is group[one.b]:
            within.setdefault(id(group[one.a]), []).append(one)
    return [
        Cluster(tuple(dict.fromkeys(id_ for one in some for id_ in (one.a, one.b))), tuple(some))
        for some in within.values()
    ]


def _hold_together(mine: Set[str], theirs: Set[str], ties: Mapping[str, Set[str]]) -> bool:
    few, many = (mine, theirs) if len(mine) < len(theirs) else (theirs, mine)
    across = sum(len(ties[id_] & many) for id_ in few)
    if 2 * across < len(few) * len(many):
        return False
    if len(few) == len(many) == 1:
        return True
    whole = few | many
    return all(2 * len(ties[id_] & whole) >= len(whole) - 1 for id_ in whole)


def stakes(found: Sequence[Cluster], contents: Contents) -> list[Stake]:
    """Who and what money is in each cluster, in their order.

    An initiative's own investment covers its projects; only when it is unknown are theirs added up. So does it cover a
    member that is a part of it. Members that are not in the portfolio any more are left out.
    """
    rows = {row.id: row for row in contents.initiatives}
    money = Investments(contents)
    return [_stake(cluster, rows, money) for cluster in found]


def _stake(cluster: Cluster, rows: Mapping[str, InitiativeRow], money: "Investments") -> Stake:
    members = [rows[id_] for id_ in cluster.members if id_ in rows]
    covered = parts(cluster.members, rows)
    own = [money.of(row.id) for row in members if row.id not in covered]
    summed: dict[int | None, list[int]] = {}
    for years in own:
        for year, (low, high) in years.items():
            whole = summed.setdefault(year, [0, 0, 0])
            for place, part in enumerate((low, high, 1)):
                whole[place] += part
    order = sorted(summed, key=year_order)
    years_told = tuple(YearMoney(year, *summed[year]) for year in order)
    return Stake(
        _names(row.organisation for row in members),
        _names(row.programme for row in members),
        years_told,
        (sum(one.min for one in years_told), sum(one.max for one in years_told)) if years_told else None,
        sum(not years for years in own),
    )


def year_order(year: int | None) -> tuple[bool, int]:
    """Years as they come, and last what is not allocated to one."""
    return year is None, year or 0


def parts(ids: Collection[str], rows: Mapping[str, InitiativeRow]) -> set[str]:
    """Those of the initiatives that are parts, however far below, of another of them."""
    found, whole = set(), set(ids)
    for id_ in ids:
        above, at = [id_], rows[id_].parent_id if id_ in rows else None
        while at is not None and at not in above:
            above.append(at)
            at = rows[at].parent_id if at in rows else None
        # in a ring of parents nobody is anybody's part
        if at is None and not whole.isdisjoint(above[1:]):
            found.add(id_)
    return found


def _names(names: Iterable[str | None]) -> tuple[str, ...]:
    counted = Counter(name for name in names if name)
    return tuple(name for name, _count in counted.most_common())


class Investments:
    """The known ICT investment of initiatives by year."""

    def __init__(self, contents: Contents) -> None:
        self._rows: dict[str, list[MoneyRow]] = {}
        for row in contents.money:
            if row.kind is MoneyKind.ICT_INVESTMENT and (row.min is not None or row.max is not None):
                self._rows.setdefault(row.initiative_id, []).append(row)
        self._below: dict[str, list[str]] = {}
        for initiative in contents.initiatives:
            if initiative.parent_id:
                self._below.setdefault(initiative.parent_id, []).append(initiative.id)

    def of(self, id_: str, above: frozenset[str] = frozenset()) -> dict[int | None, tuple[int, int]]:
        """(min, max) of each year, cents; empty when nothing is known. ``above`` breaks a ring of parents."""
        years: dict[int | None, tuple[int, int]] = {}
        for row in self._rows.get(id_, ()):
            low = row.min if row.min is not None else row.max
            high = row.max if row.max is not None else row.min
            years[row.year] = _plus(years.get(row.year), (low or 0, high or 0))
        if not years:
            seen = above | {id_}
            for part in self._below.get(id_, ()):
                if part not in seen:
                    for year, both in self.of(part, seen).items():
                        years[year] = _plus(years.get(year), both)
        return years


def _plus(one: tuple[int, int] | None, other: tuple[int, int]) -> tuple[int, int]:
    return other if one is None else (one[0] + other[0], one[1] + other[1])


def cluster_name(cluster: Cluster, rows: Mapping[str, InitiativeRow], made: Mapping[str, Set[str]]) -> str:
    """The component that most of them produce, else the word most titles have, else the strongest one's name.

    Args:
        made: the names of the components each initiative produces.
    """
    components = Counter(name for id_ in cluster.members for name in made.get(id_, ()))
    if components:
        name, count = min(components.items(), key=lambda one: (-one[1], one[0]))
        if 2 * count > len(cluster.members):
            return name if name[:2].isupper() else name[:1].lower() + name[1:]
    titles = {id_: rows[id_].title.casefold() for id_ in cluster.members if id_ in rows}
    counted: Counter[str] = Counter()
    for id_, title in titles.items():
        marked = {
            title[start:end].strip()
            for finding in cluster.findings
            for reason in finding.reasons
            if reason.factor in _TITLE_FACTORS
            for spans, whose in ((reason.spans_a, finding.a), (reason.spans_b, finding.b))
            if whose == id_
            for field, start, end in spans
            if field == "title"
        }
        counted.update(marked)
    words = [word for word in counted if len(word) >= _LEAST_LETTERS]
    # a word counts for every title it begins in too: asianhallinta in asianhallintapalvelu
    in_titles = {word: sum(word in title for title in titles.values()) for word in words}
    best = min(words, key=lambda word: (-in_titles[word], len(word), word), default="")
    if in_titles.get(best, 0) > 1:
        return best
    return next((rows[id_].name for one in cluster.findings for id_ in (one.a, one.b) if id_ in rows), "")
