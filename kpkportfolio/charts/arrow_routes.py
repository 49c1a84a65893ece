"""Where dependency arrows go, on a screen as on paper: elbows from bar to bar that keep clear of words."""

from collections.abc import Mapping
from math import inf
from typing import NamedTuple

from kpkportfolio.charts.bars import Arrow
from kpkportfolio.charts.sizes import Point

Words = Mapping[int, tuple[float, float]]
"""From where to where the words of a row's slip stand, by the row's index."""


class Measures(NamedTuple):
    """Lengths of one medium, in its own unit (px or points)."""

    half_bar: float
    out: float
    """How far an arrow goes on from a bar's end before it turns."""
    into: float
    """How far before a bar's start it turns towards it."""
    over: float
    """How far into a bar an upright comes down on it."""
    gap: float
    """Between words and a line."""


def route(
    arrow: Arrow,
    leave: float,
    arrive: float,
    reach: float,
    start: float,
    end: float,
    gap_before: float,
    words: Words,
    measures: Measures,
) -> list[Point]:
    """The corners of an arrow.

    An arrow at a bar's end begins or ends behind the words of its slip, and an upright goes round those of the rows
    between where it can.

    Args:
        leave: where on the time axis it leaves its predecessor; ``arrive``: where it comes to its successor.
        reach: the right end of the successor's bar, as far as an upright may come down on it.
        start: the height of the predecessor's middle; ``end``: of the successor's.
        gap_before: how far before ``end`` the gap between the rows lies.
    """
    down = 1 if end > start else -1
    if not arrow.from_start:
        leave = _behind(leave, words.get(arrow.predecessor), measures.gap)
    if arrow.to_end:
        arrive = _behind(arrive, words.get(arrow.successor), measures.gap)
    if not arrow.from_start and not arrow.to_end and not arrow.broken:
        least, most = max(arrive, leave) + measures.over, reach - 2
        if least <= most or arrive >= leave:
            x = _clear(max(arrive, leave) + min(measures.over, 4.0), most, arrow, words)
            return [(leave, start), (x, start), (x, end - down * measures.half_bar)]
    out = leave - measures.out if arrow.from_start else leave + measures.out
    inward = arrive + measures.into if arrow.to_end else arrive - measures.into
    if arrow.from_start and not arrow.to_end:
        x = min(out, inward)
    elif arrow.to_end and not arrow.from_start:
        x = _clear(max(out, inward), inf, arrow, words)
    else:
        # into the gap before the successor's row, back to its start, and in
        between = end - down * gap_before
        return [(leave, start), (out, start), (out, between), (inward, between), (inward, end), (arrive, end)]
    return [(leave, start), (x, start), (x, end), (arrive, end)]


def _behind(x: float, span: tuple[float, float] | None, gap: float) -> float:
    """After the words that stand right of a bar's end."""
    return span[1] + gap if span is not None and span[0] >= x else x


def _clear(x: float, most: float, arrow: Arrow, words: Words) -> float:
    """A little to the right, as far as the successor's bar reaches, where the upright would cross words."""
    first, last = sorted((arrow.predecessor, arrow.successor))
    wanted = x
    for _again in range(4):
        hit = next(
            (right for row, (left, right) in words.items() if first < row < last and left - 3 <= wanted <= right + 3),
            None,
        )
        if hit is None:
            return wanted
        wanted = hit + 4
        if wanted > most:
            return x
    return x
