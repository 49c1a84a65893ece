"""The roadmap: each programme's initiatives as thin bars in lanes, as many as a page has room for, or over pages.

Pure: who stands in which lane is worked out from widths that the caller measures; no pixels of any canvas.
"""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from kpkportfolio.charts.bars import GanttRow

_GAP = 3.0
"""Points between a bar, with room for a milestone at its end, and the name beside it."""
_AROUND = 8.0
"""Points above and below a band's lanes together."""
_FEWEST = 3
"""Lanes of a band that begins at a sheet's end."""


class Placed(NamedTuple):
    """One initiative in its lane; ``text_left`` and ``lines`` are its name above the bar, or ``beside`` it."""

    row: GanttRow
    lane: int
    text_left: float
    lines: tuple[str, ...]
    beside: bool = False


class Band(NamedTuple):
    """One programme: what is placed, and the ``rest`` that is not because there is no room.

    ``undated`` counts the initiatives without any date. ``lanes`` are the heights of the lanes.
    ``continued`` says that its first lanes are on the page before.
    """

    group: GanttRow
    placed: tuple[Placed, ...]
    rest: tuple[GanttRow, ...]
    undated: int
    lanes: tuple[float, ...]
    continued: bool = False


class Measure(NamedTuple):
    """What the caller knows of the canvas: where a day is, how a name breaks into lines and how wide those are.

    ``lane`` is how high a lane is with so many lines above its bars. ``beside``, the height of a lane without any, puts
    names after their bars, or before them at the end of time, and above them only where neither has room.
    """

    x: Callable[[date], float]
    left: float
    right: float
    lines: Callable[[str], Sequence[str]]
    width: Callable[[str], float]
    lane: Callable[[int], float]
    beside: float | None = None


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
    heights: list[float] = []
    placed: list[Placed] = []
    for row in sorted(rows, key=_begin):
        lines = tuple(measure.lines(row.title))
        wide = max(measure.width(line) for line in lines)
        begin = min(max(measure.x(_begin(row)), measure.left), measure.right)
        end = measure.right if row.open_ended else min(measure.x(row.end or _begin(row)) + 8, measure.right)
        stop = max(end, begin)
        text = _beside(begin, stop, wide, measure)
        beside = text is not None
        if text is None:
            text = max(min(begin, measure.right - wide), measure.left)
        first, last = min(begin, text), max(stop, text + wide) + 10
        lane = next((number for number, end in enumerate(ends) if end <= first), len(ends))
        if lane == len(ends):
            ends.append(last)
            heights.append(0.0)
        ends[lane] = last
        tall = measure.beside if beside and measure.beside is not None else measure.lane(len(lines))
        heights[lane] = max(heights[lane], tall)
        placed.append(Placed(row, lane, text, lines, beside))
    return placed, heights


def _beside(begin: float, stop: float, wide: float, measure: Measure) -> float | None:
    """Where a name begins: after its bar where there is room, else before it; None where it is to stand above."""
    if measure.beside is None:
        return None
    after, before = stop + _GAP, begin - _GAP - wide
    return after if after + wide <= measure.right else before if before >= measure.left else None


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


def whole_bands(rows: Sequence[GanttRow], measure: Measure) -> list[Band]:
    """Bands with everything in them, however high that makes them."""
    return [_band(group, members, len(members), measure, 0.0) for group, members in grouped(rows)]


def sheets_of(bands: Sequence[Band], room: float, least: Callable[[GanttRow], float]) -> list[list[Band]]:
    """The bands of each sheet with ``room`` points: a band stays whole where one sheet holds it, else goes on over
    the next ones; one that begins far down has at least three lanes there."""
    sheets: list[list[Band]] = [[]]
    left = room
    waiting = list(reversed(bands))
    while waiting:
        band = waiting.pop()
        need = band_height(band, least(band.group))
        if need > left and sheets[-1] and (need <= room or _lanes_in(band, left) < _FEWEST or left < least(band.group)):
            sheets.append([])
            left = room
        if need > left:
            band, rest = _cut(band, max(_lanes_in(band, left), 1))
            waiting += [rest] if rest is not None else []
        sheets[-1].append(band)
        left -= band_height(band, least(band.group))
    return sheets


def _lanes_in(band: Band, room: float) -> int:
    """How many of its lanes so many points hold."""
    return sum(tall <= room - _AROUND for tall in accumulate(band.lanes))


def _cut(band: Band, count: int) -> tuple[Band, Band | None]:
    """Its first lanes, and what is left of it."""
    if count >= len(band.lanes):
        return band, None
    upper = tuple(one for one in band.placed if one.lane < count)
    lower = tuple(one._replace(lane=one.lane - count) for one in band.placed if one.lane >= count)
    first = band._replace(placed=upper, lanes=band.lanes[:count], rest=())
    return first, band._replace(placed=lower, lanes=band.lanes[count:], continued=True)


def band_height(band: Band, least: float) -> float:
    return max(sum(band.lanes) + _AROUND, least)


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
