"""Investment and impact year by year, divided by programme, kind or wave: ranges in cents, never netted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

from kpkportfolio.charts.impact import IMPACTS, INVESTMENTS, Kind, Range
from kpkportfolio.model.rows import ImpactRow, InitiativeRow, MoneyRow
from kpkportfolio.model.vocabulary import MoneyKind, label
from kpkportfolio.text import _

StackBy = Literal["programme", "kind", "wave"]

Row = TypeVar("Row", MoneyRow, ImpactRow)
Side = tuple[Range | None, ...]
_NOTHING = Range(0, 0)


class Part(NamedTuple):
    """One layer of the columns; ``number`` is the programme's, or the wave's, where the layer has one.

    ``investment`` and ``impact`` have a range for each year, None where nothing is known; ``*_total`` sums the
    figures of all years. ``merged`` counts the parts that were put together into this one.
    """

    name: str
    number: int | None
    kind: Kind | None
    investment: Side
    impact: Side
    investment_total: Range | None
    impact_total: Range | None
    merged: int = 0


class YearsChart(NamedTuple):
    """The layers from the ground up, and what stands beside the columns.

    ``undated`` are the figures that are not allocated to a year; ``unknown_*`` count the initiatives without a figure.
    """

    years: tuple[int, ...]
    parts: tuple[Part, ...]
    undated_investment: Range | None
    undated_impact: Range | None
    unknown_investment: int
    unknown_impact: int
    price_years: frozenset[int | None]

    def total(self, impact: bool, index: int) -> Range | None:
        """All layers of one side in one year; None when none is known."""
        return added((part.impact if impact else part.investment)[index] for part in self.parts)


def added(ranges: Iterable[Range | None]) -> Range | None:
    """The sum of what is known; None when nothing is."""
    known = [one for one in ranges if one is not None]
    return Range(sum(one.low for one in known), sum(one.high for one in known)) if known else None


def counted_once(rows: Iterable[Row], initiatives: Iterable[InitiativeRow]) -> list[Row]:
    """The rows without those of projects whose initiative has figures itself: its own figure covers its projects."""
    rows = list(rows)
    told = {row.initiative_id for row in rows if (row.min, row.likely, row.max) != (None, None, None)}
    above = {row.id: row.parent_id for row in initiatives}

    def covered(id_: str) -> bool:
        seen = {id_}
        parent = above.get(id_)
        while parent is not None and parent not in seen:
            if parent in told and parent in above:
                return True
            seen.add(parent)
            parent = above.get(parent)
        return False

    by_id = {id_: covered(id_) for id_ in {row.initiative_id for row in rows}}
    return [row for row in rows if not by_id[row.initiative_id]]


def build_years(
    money: Iterable[MoneyRow],
    impact: Iterable[ImpactRow],
    initiatives: Sequence[InitiativeRow],
    stack_by: StackBy = "programme",
    cumulative: bool = False,
    most: int = 12,
) -> YearsChart:
    """Sums by year and layer. Running costs are no investment; a figure known by one end counts as both.

    Args:
        cumulative: each year holds what was accrued by its end.
        most: at most so many layers; the smallest of more are put together.
    """
    owners = {row.id: row for row in initiatives}
    sums: dict[tuple[tuple[int, int, str, str], bool], dict[int, Range]] = defaultdict(dict)
    kinds: dict[tuple[int, int, str, str], Kind] = {}
    undated: dict[bool, list[Range]] = {False: [], True: []}
    told: dict[bool, set[str]] = {False: set(), True: set()}
    prices: set[int | None] = set()
    figures: list[MoneyRow | ImpactRow] = [*counted_once(money, initiatives), *counted_once(impact, initiatives)]
    for row in figures:
        ends = [end for end in (row.min, row.likely, row.max) if end is not None]
        if not ends or row.kind is MoneyKind.RUNNING_COST or row.initiative_id not in owners:
            continue
        side = isinstance(row, ImpactRow)
        told[side].add(row.initiative_id)
        prices.add(row.price_year)
        amount = Range(min(ends), max(ends))
        if row.year is None:
            undated[side].append(amount)
            continue
        key = _key(owners[row.initiative_id], row.kind, stack_by)
        if stack_by == "kind":
            kinds[key] = row.kind
        column = sums[key, side]
        column[row.year] = column.get(row.year, _NOTHING).plus(amount)
    known = [year for column in sums.values() for year in column]
    years = tuple(range(min(known), max(known) + 1)) if known else ()
    parts = [
        _part(key, kinds.get(key), sums.get((key, False), {}), sums.get((key, True), {}), years, cumulative)
        for key in sorted({key for key, _side in sums})
    ]
    roots = {row.id for row in initiatives if row.parent_id not in owners}
    covered = {side: told[side] | {_root(id_, owners) for id_ in told[side]} for side in (False, True)}
    return YearsChart(
        years,
        tuple(_merged(parts, most)),
        added(undated[False]),
        added(undated[True]),
        len(roots - covered[False]),
        len(roots - covered[True]),
        frozenset(prices),
    )


def _root(id_: str, owners: Mapping[str, InitiativeRow]) -> str:
    seen = {id_}
    while (parent := owners[id_].parent_id) is not None and parent in owners and parent not in seen:
        id_ = parent
        seen.add(id_)
    return id_


def _key(row: InitiativeRow, kind: Kind, stack_by: StackBy) -> tuple[int, int, str, str]:
    """(unknown last, order, name, id)."""
    if stack_by == "kind":
        return (0, [*INVESTMENTS, *IMPACTS].index(kind), label(kind), kind.value)
    if stack_by == "wave":
        if row.wave is None:
            return (2, 0, _("Wave not known"), "")
        return (0, row.wave, _("Wave {number}").format(number=row.wave), "")
    if row.programme_id is None:
        return (2, 0, _("No programme"), "")
    number = row.programme_number
    return (0 if number is not None else 1, number or 0, row.programme or "", row.programme_id)


def _part(
    key: tuple[int, int, str, str],
    kind: Kind | None,
    investment: Mapping[int, Range],
    impact: Mapping[int, Range],
    years: Sequence[int],
    cumulative: bool,
) -> Part:
    return Part(
        key[2],
        key[1] if key[0] == 0 and kind is None else None,
        kind,
        _column(investment, years, cumulative),
        _column(impact, years, cumulative),
        added(investment.values()),
        added(impact.values()),
    )


def _column(sums: Mapping[int, Range], years: Sequence[int], cumulative: bool) -> Side:
    if not cumulative:
        return tuple(sums.get(year) for year in years)
    running: Range | None = None
    column: list[Range | None] = []
    for year in years:
        if year in sums:
            running = sums[year].plus(running or _NOTHING)
        column.append(running)
    return tuple(column)


def _merged(parts: Sequence[Part], most: int) -> list[Part]:
    if len(parts) <= most:
        return list(parts)

    def size(part: Part) -> int:
        return (part.investment_total or _NOTHING).high + (part.impact_total or _NOTHING).high

    kept = sorted(parts, key=size, reverse=True)[: most - 1]
    rest = [part for part in parts if part not in kept]
    together = Part(
        "",
        None,
        None,
        tuple(added(column) for column in zip(*(part.investment for part in rest), strict=True)),
        tuple(added(column) for column in zip(*(part.impact for part in rest), strict=True)),
        added(part.investment_total for part in rest),
        added(part.impact_total for part in rest),
        len(rest),
    )
    return [*(part for part in parts if part in kept), together]
