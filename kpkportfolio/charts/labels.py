"""Names beside bubbles without a collision, for the painted page and the printed figure alike.

Everything is in pixels with y growing downwards. The rules are those of the design tokens (Bubbles): touching
places at 5 and then 9 px in 20 directions come before a leader line of at most 66 px; no label lies on a
bubble, on another label or on a reserved box, and none comes within 8 px of somebody else's bubble. What
finds no room is told, never squeezed in. A grid of cells keeps ten thousand bubbles affordable.
"""

from collections.abc import Callable, Iterable, Sequence
from math import ceil, cos, hypot, pi, sin, sqrt
from typing import NamedTuple

TOUCHING = (5.0, 9.0)
LEADERS = (18.0, 30.0, 42.0, 54.0, 66.0)
CLEARANCE = 8.0
_GAP = 3.0
_CELL = 24.0

# right and left first, as one reads; then slanted, then above and below
_STEPS = (0, 10, 1, 19, 9, 11, 2, 18, 8, 12, 5, 15, 3, 17, 7, 13, 4, 16, 6, 14)
_DIRECTIONS = tuple((cos(step * pi / 10), -sin(step * pi / 10)) for step in _STEPS)


class Box(NamedTuple):
    """A rectangle in pixels, y downwards."""

    left: float
    top: float
    right: float
    bottom: float


class Disc(NamedTuple):
    """A bubble as drawn: centre and radius in pixels."""

    x: float
    y: float
    r: float


class Placement(NamedTuple):
    """Where the label of the bubble with index ``bubble`` stands.

    ``leader`` is a line (x0, y0, x1, y1) from the bubble's edge, or None when the label touches it.
    """

    bubble: int
    box: Box
    leader: tuple[float, float, float, float] | None


def place_labels(
    discs: Sequence[Disc],
    texts: Sequence[str],
    order: Iterable[int],
    measure: Callable[[str], tuple[float, float]],
    area: Box,
    reserved: Iterable[Box] = (),
) -> tuple[list[Placement], list[int]]:
    """Labels for the discs named in ``order``, most important first.

    Args:
        discs: every bubble drawn, labelled or not; no label covers any of them.
        texts: the label of each disc.
        order: indices of the discs to label, the most important first.
        measure: width and height of a text in pixels.
        area: labels stay inside.
        reserved: boxes no label may touch, such as quadrant names.

    Returns:
        the placements, and the indices that found no room, each in ``order``'s order.
    """
    ground = _Ground(area, discs)
    for box in reserved:
        ground.take(box)
    placed: list[Placement] = []
    homeless: list[int] = []
    for index in order:
        width, height = measure(texts[index])
        spot = _spot(ground, index, discs[index], width, height)
        if spot is None:
            homeless.append(index)
            continue
        placed.append(spot)
        ground.take(spot.box)
        if spot.leader is not None:
            ground.take_line(spot.leader)
    return placed, homeless


def _spot(ground: "_Ground", index: int, disc: Disc, width: float, height: float) -> Placement | None:
    for gap in TOUCHING:
        for direction in _DIRECTIONS:
            box = _beside(disc, direction, gap, width, height)
            if ground.free(box, index):
                return Placement(index, box, None)
    for gap in LEADERS:
        for direction in _DIRECTIONS:
            box = _beside(disc, direction, gap, width, height)
            if not ground.free(box, index):
                continue
            leader = _leader(disc, box)
            if ground.line_free(leader, index):
                return Placement(index, box, leader)
    return None


def _beside(disc: Disc, direction: tuple[float, float], gap: float, width: float, height: float) -> Box:
    """A box of this size exactly ``gap`` away from the disc's edge, in that direction.

    The direction is stretched by the box's own shape, so that the twenty places lie evenly around it.
    """
    reach = disc.r + gap
    half_width, half_height = width / 2, height / 2
    dx, dy = direction[0] * (half_width + reach), direction[1] * (half_height + reach)
    across, along = abs(dx), abs(dy)
    # how far to go until the box's side, its top or bottom, or else its corner is at the distance
    scale = 0.0
    if across > 1e-9:
        scale = (half_width + reach) / across
    if across <= 1e-9 or along * scale > half_height:
        scale = (half_height + reach) / along if along > 1e-9 else scale
        if across * scale > half_width:
            a = across * across + along * along
            b = across * half_width + along * half_height
            c = half_width * half_width + half_height * half_height - reach * reach
            scale = (b + sqrt(max(b * b - a * c, 0.0))) / a
    x, y = disc.x + dx * scale, disc.y + dy * scale
    return Box(x - half_width, y - half_height, x + half_width, y + half_height)


def _leader(disc: Disc, box: Box) -> tuple[float, float, float, float]:
    """From the disc's edge to the nearest point of the box, 2 px short of the letters."""
    x = min(max(disc.x, box.left), box.right)
    y = min(max(disc.y, box.top), box.bottom)
    length = hypot(x - disc.x, y - disc.y)
    ux, uy = (x - disc.x) / length, (y - disc.y) / length
    return (disc.x + ux * disc.r, disc.y + uy * disc.r, x - ux * 2, y - uy * 2)


class _Ground:
    """What is taken: discs and boxes, each listed in every grid cell it reaches."""

    def __init__(self, area: Box, discs: Sequence[Disc]) -> None:
        self._area = area
        self._discs = discs
        self._columns = max(1, ceil((area.right - area.left) / _CELL))
        self._rows = max(1, ceil((area.bottom - area.top) / _CELL))
        cells = self._columns * self._rows
        self._disc_cells: list[list[int]] = [[] for _ in range(cells)]
        self._box_cells: list[list[Box]] = [[] for _ in range(cells)]
        for index, (x, y, r) in enumerate(discs):
            for cell in self._cells(x - r, y - r, x + r, y + r):
                self._disc_cells[cell].append(index)

    def _cells(self, left: float, top: float, right: float, bottom: float) -> list[int]:
        columns, rows = self._columns, self._rows
        first_column = min(max(int((left - self._area.left) / _CELL), 0), columns - 1)
        last_column = min(max(int((right - self._area.left) / _CELL), 0), columns - 1)
        first_row = min(max(int((top - self._area.top) / _CELL), 0), rows - 1)
        last_row = min(max(int((bottom - self._area.top) / _CELL), 0), rows - 1)
        if first_row == last_row:
            return list(range(first_row * columns + first_column, first_row * columns + last_column + 1))
        return [
            row * columns + column
            for row in range(first_row, last_row + 1)
            for column in range(first_column, last_column + 1)
        ]

    def take(self, box: Box) -> None:
        grown = Box(box.left - _GAP, box.top - _GAP, box.right + _GAP, box.bottom + _GAP)
        for cell in self._cells(*grown):
            self._box_cells[cell].append(grown)

    def take_line(self, line: tuple[float, float, float, float]) -> None:
        for x, y in _along(line):
            self.take(Box(x, y, x, y))

    def free(self, box: Box, own: int) -> bool:
        """Whether a label may stand in ``box``; ``own`` is its own disc, which it may be near."""
        left, top, right, bottom = box
        area = self._area
        if left < area.left or top < area.top or right > area.right or bottom > area.bottom:
            return False
        columns = self._columns
        first_column = max(int((left - CLEARANCE - area.left) / _CELL), 0)
        last_column = min(int((right + CLEARANCE - area.left) / _CELL), columns - 1)
        first_row = max(int((top - CLEARANCE - area.top) / _CELL), 0)
        last_row = min(int((bottom + CLEARANCE - area.top) / _CELL), self._rows - 1)
        discs, disc_cells, box_cells = self._discs, self._disc_cells, self._box_cells
        for row in range(first_row, last_row + 1):
            for cell in range(row * columns + first_column, row * columns + last_column + 1):
                for other in box_cells[cell]:
                    if left < other[2] and right > other[0] and top < other[3] and bottom > other[1]:
                        return False
                for index in disc_cells[cell]:
                    if index == own:
                        continue
                    x, y, r = discs[index]
                    dx = left - x if x < left else x - right if x > right else 0.0
                    dy = top - y if y < top else y - bottom if y > bottom else 0.0
                    reach = r + CLEARANCE
                    if dx * dx + dy * dy < reach * reach:
                        return False
        return True

    def line_free(self, line: tuple[float, float, float, float], own: int) -> bool:
        """Whether a leader line crosses no other bubble and no label."""
        for x, y in _along(line):
            for cell in self._cells(x, y, x, y):
                for index in self._disc_cells[cell]:
                    disc = self._discs[index]
                    if index != own and hypot(disc.x - x, disc.y - y) < disc.r + 1:
                        return False
                for other in self._box_cells[cell]:
                    if other.left < x < other.right and other.top < y < other.bottom:
                        return False
        return True


def _along(line: tuple[float, float, float, float]) -> list[tuple[float, float]]:
    """Points of a line at most 4 px apart."""
    x0, y0, x1, y1 = line
    steps = max(1, ceil(hypot(x1 - x0, y1 - y0) / 4))
    return [(x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps) for step in range(steps + 1)]


def covered(box: Box, disc: Disc) -> float:
    """How much of a disc's square a box lies on, in square points."""
    across = min(box.right, disc.x + disc.r) - max(box.left, disc.x - disc.r)
    down = min(box.bottom, disc.y + disc.r) - max(box.top, disc.y - disc.r)
    return across * down if across > 0 and down > 0 else 0.0
