"""The bubble under a point, those inside a box, and the next one in a direction."""

from collections import defaultdict
from collections.abc import Sequence
from enum import Enum
from math import hypot

from kpkportfolio.charts.labels import Box, Disc
from ui.theme.tokens import BUBBLES

_CELL = 32.0


class Direction(Enum):
    """Where to, as (right, down)."""

    LEFT = (-1, 0)
    RIGHT = (1, 0)
    UP = (0, -1)
    DOWN = (0, 1)


class Places:
    """Discs by the cells of a grid, so that the mouse finds one among ten thousand at once."""

    def __init__(self, discs: Sequence[Disc]) -> None:
        self._discs = discs
        self._cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for index, (x, y, _r) in enumerate(discs):
            self._cells[int(x // _CELL), int(y // _CELL)].append(index)
        self._reach = max((disc.r for disc in discs), default=0.0)

    def at(self, x: float, y: float) -> int | None:
        """The topmost bubble that covers a point, else the nearest whose hit area (24 px at least) does."""
        reach = max(self._reach, BUBBLES.hit_area / 2)
        covering, nearest, least = -1, None, BUBBLES.hit_area / 2
        for column in range(int((x - reach) // _CELL), int((x + reach) // _CELL) + 1):
            for row in range(int((y - reach) // _CELL), int((y + reach) // _CELL) + 1):
                for index in self._cells.get((column, row), ()):
                    disc = self._discs[index]
                    away = hypot(disc.x - x, disc.y - y)
                    if away <= disc.r:
                        covering = max(covering, index)
                    elif away <= least:
                        nearest, least = index, away
        return covering if covering >= 0 else nearest

    def inside(self, box: Box) -> list[int]:
        """The bubbles whose middle lies in a box."""
        return [
            index
            for index, (x, y, _r) in enumerate(self._discs)
            if box.left <= x <= box.right and box.top <= y <= box.bottom
        ]


def step(discs: Sequence[Disc], current: int, direction: Direction, seen: Box | None = None) -> int | None:
    """The bubble an arrow key goes to: near and straight ahead; None when there is none that way.

    Going sideways counts twice. Bubbles in one and the same place are gone through one after another.
    ``seen`` leaves out those outside it.
    """
    right, down = direction.value
    here = discs[current]
    forth = right + down > 0
    best, least = None, float("inf")
    for index, (x, y, _r) in enumerate(discs):
        if index == current or (seen is not None and not _in(seen, x, y)):
            continue
        dx, dy = x - here.x, y - here.y
        ahead = dx * right + dy * down
        aside = abs(dx * down) + abs(dy * right)
        if dx == 0 and dy == 0:
            if (index > current) is not forth:
                continue
            cost = abs(index - current) * 1e-6
        elif ahead <= 0 or aside > 2 * ahead:
            continue
        else:
            cost = ahead + 2 * aside
        if cost < least:
            best, least = index, cost
    return best


def _in(box: Box, x: float, y: float) -> bool:
    return box.left <= x <= box.right and box.top <= y <= box.bottom
