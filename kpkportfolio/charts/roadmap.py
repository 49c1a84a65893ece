"""The roadmap on one page: each programme's initiatives as thin bars in lanes, as many as there is room for.

Pure: who stands in which lane is worked out from widths that the caller measures; no pixels of any canvas.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from kpkportfolio.charts.bars import GanttRow

_GAP = 3.0
"""Points between a bar, with room for a milestone at its end, and the name beside it."""


class Placed(NamedTuple):
    """One initiative in its lane; ``text_left`` and ``lines`` are its name above the bar or beside it."""

    row: GanttRow
    lane: int
    text_left: float
    lines: tuple[str, ...]


class Band(NamedTuple):
    """One programme: what is placed, and the ``rest`` that is not because there is no room.

    ``undated`` counts the initiatives without any date. ``lanes`` are the heights of the lanes.
    """

    group: GanttRow
    placed: tuple[Placed, ...]
    rest: tuple[GanttRow, ...]
    undated: int
    lanes: tuple[float, ...]


class Measure(NamedTuple):
    """What the caller knows of the canvas: where a day is, how a name breaks into lines and how wide those are.

    ``beside`` puts names after their bars, or before them at the end of time, so that lanes are low.
    """

    x: Callable[[date], float]
    left: float
    right: float
    lines: Callable[[str], Sequence[str]]
    width: Callable[[str], float]
    lane: Callable[[int], float]
    beside: bool = False


def grouped(rows: Sequence[GanttRow]) -> list[tuple[GanttRow, list[GanttRow]]]:
    """Each group row with the initiatives under it; their projects are not part of a roadmap."""
    found: list[tuple[GanttRow, list[GanttRow]]] = []
    for row in rows:
        if row.is_group:
            found.append((row, []))
        elif row.level <= 1 and found:
            found[-1][1].append(row)
    return found


def weight(row: GanttRow) -> tuple[int, int]:
    """What a roadmap shows first where there is no room for all: with milestones, then the dearest."""
    return (-min(len(row.milestones), 1), -(row.investment_max or row.investment_min or 0))


def place(rows: Sequence[GanttRow], measure: Measure) -> tuple[list[Placed], list[float]]:
    """Puts dated rows into as few lanes as they take, in the order of their starts; also gives the lanes' heights."""
    ends: list[float] = []
    tallest: list[int] = []
    placed: list[Placed] = []
    for row in sorted(rows, key=_begin):
        lines = tuple(measure.lines(row.title))
        wide = max(measure.width(line) for line in lines)
        begin = max(measure.x(_begin(row)), measure.left)
        stop = measure.right if row.open_ended else min(measure.x(row.end or _begin(row)) + 8, measure.right)
        text = _beside(begin, stop, wide, measure) if measure.beside else begin
        text = max(min(text, measure.right - wide), measure.left)
        first, last = min(begin, text), max(stop, text + wide) + 10
        lane = next((number for number, end in enumerate(ends) if end <= first), len(ends))
        if lane == len(ends):
            ends.append(last)
            tallest.append(len(lines))
        ends[lane] = last
        tallest[lane] = max(tallest[lane], len(lines))
        placed.append(Placed(row, lane, text, lines))
    return placed, [measure.lane(lines) for lines in tallest]


def _beside(begin: float, stop: float, wide: float, measure: Measure) -> float:
    """Where a name begins: after its bar where there is room, else before it, else at the right end over the bar."""
    after, before = stop + _GAP, begin - _GAP - wide
    return before if after + wide > measure.right and before >= measure.left else after


def dated(row: GanttRow) -> bool:
    return row.start is not None or row.end is not None


def _begin(row: GanttRow) -> date:
    day = row.start or row.end
    assert day is not None, "only dated rows are placed"
    return day


def build_bands(
    rows: Sequence[GanttRow], measure: Measure, room: float, least: Callable[[GanttRow], float], rest_lane: float
) -> list[Band]:
    """The bands that fit into ``room``: everything where possible, else in each band what weighs most.

    Args:
        least: how high a band is at least, for the words beside it.
        rest_lane: height of the lane that tells of the rest.
    """
    groups = grouped(rows)
    most = max((len(members) for _group, members in groups), default=0)
    # lanes beyond this cannot fit on any sheet, so they need not be worked out
    allowed = min(most, 400)
    bands = [_band(group, members, allowed, measure, rest_lane) for group, members in groups]
    while allowed > 1 and _height(bands, least) > room:
        over = _height(bands, least) / room
        allowed = max(min(allowed - 1, int(allowed / max(over, 1.02))), 1)
        bands = [_band(group, members, allowed, measure, rest_lane) for group, members in groups]
    if _height(bands, least) > room:
        bands = [_band(group, members, 0, measure, rest_lane) for group, members in groups]
    return bands


def band_height(band: Band, least: float) -> float:
    return max(sum(band.lanes) + 8, least)


def _height(bands: Sequence[Band], least: Callable[[GanttRow], float]) -> float:
    return sum(band_height(band, least(band.group)) for band in bands)


def _band(group: GanttRow, members: Sequence[GanttRow], count: int, measure: Measure, rest_lane: float) -> Band:
    """At most ``count`` of the members, those that weigh most."""
    known = [row for row in members if dated(row)]
    chosen = known if len(known) <= count else sorted(known, key=weight)[:count]
    ids = {row.id for row in chosen}
    rest = tuple(row for row in known if row.id not in ids)
    placed, lanes = place(chosen, measure)
    if rest:
        lanes.append(rest_lane)
    return Band(group, tuple(placed), rest, len(members) - len(known), tuple(lanes))


def under_way(rows: Sequence[GanttRow], years: Sequence[int]) -> list[int]:
    """How many of the rows are under way some time in each year; one known date counts in its own year alone."""
    counts = dict.fromkeys(years, 0)
    for row in rows:
        first = _begin(row).year
        last = row.end.year if row.end else years[-1] if row.open_ended and years else first
        for year in range(max(first, years[0]), min(last, years[-1]) + 1):
            counts[year] += 1
    return list(counts.values())
