"""Investment and impact accrued by year: what an impact chart shows, as plain sums of ranges in cents.

Investment is never subtracted from impact (domain.md, Impact and money): the two stand side by side.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from kpkportfolio.model.rows import ImpactRow, MoneyRow
from kpkportfolio.model.vocabulary import ImpactKind, MoneyKind

Kind = MoneyKind | ImpactKind

INVESTMENTS: tuple[Kind, ...] = (MoneyKind.ICT_INVESTMENT, MoneyKind.CHANGE_INVESTMENT)
IMPACTS: tuple[Kind, ...] = (ImpactKind.PROCESS_BENEFIT, ImpactKind.ICT_SAVING)


class Range(NamedTuple):
    """From ``low`` to ``high``, in cents."""

    low: int
    high: int

    def plus(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.high + other.high)


class ImpactChart(NamedTuple):
    """Cumulative sums at the end of each of ``years``, by kind; a kind nobody has told of is missing.

    Before the first year a kind is told of its sum is None: unknown, not zero.

    ``undated`` sums what is not allocated to a year and so stands in no column. ``price_years`` are the
    price bases met. ``told_*`` count the initiatives with any known figure.
    """

    years: tuple[int, ...]
    cumulative: dict[Kind, tuple[Range | None, ...]]
    undated: dict[Kind, Range]
    price_years: tuple[int, ...]
    told_investment: int
    told_impact: int

    def total(self, kinds: Iterable[Kind], index: int) -> Range | None:
        """The cumulative sum of several kinds at the end of one year; None when none of them is known."""
        sums = [self.cumulative[kind][index] for kind in kinds if kind in self.cumulative]
        parts = [part for part in sums if part is not None]
        return Range(sum(part.low for part in parts), sum(part.high for part in parts)) if parts else None


def build_impact(money: Iterable[MoneyRow], impact: Iterable[ImpactRow]) -> ImpactChart:
    """Sums ranges year by year. A figure known by one end counts as both; running costs are no investment."""
    by_year: dict[Kind, dict[int, Range]] = defaultdict(dict)
    undated: dict[Kind, Range] = {}
    prices: set[int] = set()
    told: tuple[set[str], set[str]] = (set(), set())
    rows: list[MoneyRow | ImpactRow] = [*money, *impact]
    for row in rows:
        ends = [end for end in (row.min, row.likely, row.max) if end is not None]
        if not ends or row.kind is MoneyKind.RUNNING_COST:
            continue
        told[isinstance(row, ImpactRow)].add(row.initiative_id)
        if row.price_year is not None:
            prices.add(row.price_year)
        amount = Range(min(ends), max(ends))
        if row.year is None:
            undated[row.kind] = undated.get(row.kind, Range(0, 0)).plus(amount)
        else:
            sums = by_year[row.kind]
            sums[row.year] = sums.get(row.year, Range(0, 0)).plus(amount)
    known = [year for sums in by_year.values() for year in sums]
    years = tuple(range(min(known), max(known) + 1)) if known else ()
    cumulative: dict[Kind, tuple[Range | None, ...]] = {}
    for kind, sums in by_year.items():
        running: Range | None = None
        column: list[Range | None] = []
        for year in years:
            if year in sums:
                running = sums[year].plus(running or Range(0, 0))
            column.append(running)
        cumulative[kind] = tuple(column)
    return ImpactChart(years, cumulative, undated, tuple(sorted(prices)), len(told[0]), len(told[1]))
