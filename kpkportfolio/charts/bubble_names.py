"""The names of a printed bubble chart: beside the bubbles, else in two lines, else a letter that a list explains."""

from collections.abc import Callable, Sequence
from string import ascii_letters
from typing import NamedTuple

from kpkportfolio.charts.bubbles import Bubble, label_order
from kpkportfolio.charts.labels import Box, Disc, Placement, place_labels
from kpkportfolio.charts.paper import text_width, wrap
from kpkportfolio.charts.sizes import SMALL

LEADING = SMALL * 1.2
_MOST = 300
"""Names beyond these are not tried."""
_NARROW = 0.62
"""Of its width, what a name in two lines may take."""


class Name(NamedTuple):
    """What stands at a bubble, in lines; ``key`` tells that it is a letter of the list."""

    spot: Placement
    lines: list[str]
    key: bool


class Names(NamedTuple):
    """What is set, the letters by the index of their bubbles, and the bubbles without a name in order of impact."""

    placed: list[Name]
    keys: dict[int, str]
    unnamed: list[int]


def place_names(
    bubbles: Sequence[Bubble], discs: Sequence[Disc], box: Box, reserved: Sequence[Box], unit: float, letters: int
) -> Names:
    """Places for the names in ``box``; lengths in points, ``unit`` of them are a screen's pixel.

    The greatest impact comes first; what finds no room in one line is tried in two, and then gets one of ``letters``.
    """
    scaled = [Disc(disc.x / unit, disc.y / unit, disc.r / unit) for disc in discs]
    area, taken = _scaled(box, unit), [_scaled(one, unit) for one in reserved]
    order = label_order(bubbles)
    placed: list[Name] = []

    def turn(indices: Sequence[int], lines: Callable[[int], list[str]], key: bool) -> list[int]:
        texts = {index: lines(index) for index in indices}
        told = ["\n".join(texts.get(index, ())) for index in range(len(bubbles))]
        spots, homeless = place_labels(scaled, told, indices, lambda text: _size(text, unit), area, taken)
        for spot in spots:
            taken.append(spot.box)
            if spot.leader is not None:
                x0, y0, x1, y1 = spot.leader
                # a line's own points, so that nothing is set upon it
                taken.extend(Box(*point, *point) for point in _points(x0, y0, x1, y1))
            placed.append(Name(spot, texts[spot.bubble], key))
        return homeless

    left = turn(order[:_MOST], lambda index: [bubbles[index].name], False)
    left = turn(left, lambda index: _in_two(bubbles[index].name), False)
    unnamed = [*left, *order[_MOST:]]
    keys: dict[int, str] = {}
    free = list(reversed(ascii_letters[:letters]))
    for index in left:
        # a letter that finds no room is the next one's
        if free and not turn([index], lambda _index: [free[-1]], True):
            keys[index] = free.pop()
    return Names(placed, keys, unnamed)


def _in_two(name: str) -> list[str]:
    return wrap(
        name, max(text_width(name, SMALL) * _NARROW, *(text_width(word, SMALL) for word in name.split())), SMALL
    )


def _size(text: str, unit: float) -> tuple[float, float]:
    lines = text.split("\n")
    return max(text_width(line, SMALL) for line in lines) / unit, len(lines) * LEADING / unit


def _scaled(box: Box, unit: float) -> Box:
    return Box(*(edge / unit for edge in box))


def _points(x0: float, y0: float, x1: float, y1: float) -> list[tuple[float, float]]:
    steps = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / 4))
    return [(x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps) for step in range(steps + 1)]
