"""How a bubble looks: its colours, and whether its middle can be seen. For the painted page and the printed figure."""

from collections import defaultdict
from collections.abc import Sequence

from kpkportfolio.charts.bubbles import Bubble
from kpkportfolio.charts.labels import Disc
from kpkportfolio.charts.palette import Palette, hatched, mix
from kpkportfolio.model.vocabulary import Health

# a disc's own square first: where thousands lie on one another, what hides its middle is nearly always there
_SQUARES = ((0, 0), *((across, down) for across in (-1, 0, 1) for down in (-1, 0, 1) if across or down))


def hidden_middles(discs: Sequence[Disc], least: float = 0.0) -> set[int]:
    """Indices of the discs of at least this radius whose middle a later, and so upper, one covers or touches."""
    cell = max((disc.r for disc in discs), default=1.0) * 2
    grid: dict[tuple[int, int], list[int]] = defaultdict(list)
    hidden: set[int] = set()
    for index in range(len(discs) - 1, -1, -1):
        x, y, r = discs[index]
        column, row = int(x // cell), int(y // cell)
        grid[column, row].append(index)
        if r < least:
            continue
        for near in (other for across, down in _SQUARES for other in grid.get((column + across, row + down), ())):
            upper = discs[near]
            if near != index and (upper.x - x) ** 2 + (upper.y - y) ** 2 < (upper.r + 4) ** 2:
                hidden.add(index)
                break
    return hidden


def colours(palette: Palette, bubble: Bubble, colour_by: str) -> tuple[str, str, str | None]:
    """Fill, the ink on it, and the outline of a bubble that has no colour of its own."""
    if colour_by == "status" and bubble.status is not None:
        return mix(palette.status_colour(bubble.status), palette.base, 0.9), palette.base, None
    if colour_by == "health" and bubble.health is not None:
        ink = palette.health_yellow_edge if bubble.health is Health.YELLOW else None
        return mix(palette.health_colour(bubble.health), palette.base, 0.9), ink or palette.base, ink
    if bubble.number is not None:
        fill = mix(palette.programme_colour(bubble.number), palette.base, 0.9)
        ink = palette.on_programme(bubble.number)
        return fill, ink, palette.text if hatched(bubble.number) else None
    if colour_by == "none":
        return mix(palette.accent, palette.base, 0.9), palette.on_accent, None
    return palette.base, palette.text, palette.text
