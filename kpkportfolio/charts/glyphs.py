"""Status, health and kinds of overlap as shapes on paper: form tells, colour only repeats it (design tokens)."""

from math import cos, pi, sin

from kpkportfolio.charts.palette import hatched
from kpkportfolio.charts.paper import Paper, circle, rounded
from kpkportfolio.charts.sizes import AXIS, Point
from kpkportfolio.model.vocabulary import Health, OverlapKind, Status

_PIES = {Status.DEFINITION: 0.25, Status.IMPLEMENTATION: 0.5, Status.ROLLOUT: 0.75}


def _pie(x: float, y: float, r: float, share: float) -> list[Point]:
    """A slice from twelve o'clock, clockwise."""
    steps = max(3, round(24 * share))
    arc = [(x + r * sin(2 * pi * share * n / steps), y - r * cos(2 * pi * share * n / steps)) for n in range(steps + 1)]
    return [(x, y), *arc]


def draw_status(
    paper: Paper,
    status: Status,
    x: float,
    y: float,
    size: float = 10.5,
    colour: str | None = None,
    cut: str | None = None,
    z: float = 4,
) -> None:
    """The status glyph centred at (x, y) in a square of ``size`` points.

    In its own colour, or in ``colour`` with the tick cut out in ``cut``.
    """
    ink = colour or paper.palette.status_colour(status)
    unit = size / 14
    r = 6 * unit - 0.75 * unit
    stroke = 1.5 * unit
    if status is Status.COMPLETED:
        paper.shape(circle(x, y, 6 * unit), ink, z=z)
        tick = [(x - 2.8 * unit, y + 0.1 * unit), (x - 0.8 * unit, y + 2.1 * unit), (x + 2.9 * unit, y - 2 * unit)]
        paper.line(tick, cut or paper.palette.base, stroke, z + 0.1)
        return
    ring = circle(x, y, r)
    paper.line([*ring, ring[0]], ink, stroke, z, dash=(2 * unit, 2 * unit) if status is Status.IDEA else None)
    if status is Status.APPROVED:
        paper.shape(circle(x, y, 1.5 * unit, 16), ink, z=z)
    elif status in _PIES:
        paper.shape(_pie(x, y, 3 * unit, _PIES[status]), ink, z=z)
    elif status is Status.SUSPENDED:
        for side in (-1.4, 1.4):
            paper.line([(x + side * unit, y - 2.4 * unit), (x + side * unit, y + 2.4 * unit)], ink, stroke, z)
    elif status is Status.CANCELLED:
        for slope in (-1, 1):
            paper.line([(x - 2 * unit, y - 2 * slope * unit), (x + 2 * unit, y + 2 * slope * unit)], ink, stroke, z)


def draw_health(
    paper: Paper,
    health: Health | None,
    x: float,
    y: float,
    size: float = 10.5,
    colour: str | None = None,
    cut: str | None = None,
    z: float = 4,
) -> None:
    """The health shape centred at (x, y): disc, triangle, crossed square, or a dash when not judged.

    In its own colours, or in ``colour`` with the cross cut out in ``cut``.
    """
    palette = paper.palette
    ink = colour or palette.health_colour(health)
    unit = size / 14
    if health is None:
        paper.rect(x - 3 * unit, y - 0.75 * unit, x + 3 * unit, y + 0.75 * unit, ink, z=z)
    elif health is Health.GREEN:
        paper.shape(circle(x, y, 5.5 * unit), ink, z=z)
    elif health is Health.YELLOW:
        half, up, down = 6 * unit, 6.2 * unit, 4.2 * unit
        paper.shape(
            [(x, y - up), (x + half, y + down), (x - half, y + down)],
            ink,
            None if colour else palette.health_yellow_edge,
            1.2 * unit,
            z,
        )
    else:
        half, arm = 5.5 * unit, 2.4 * unit
        paper.shape(rounded(x - half, y - half, x + half, y + half, unit), ink, z=z)
        for slope in (-1, 1):
            paper.line(
                [(x - arm, y - slope * arm), (x + arm, y + slope * arm)], cut or palette.base, 1.5 * unit, z + 0.1
            )


def draw_overlap(paper: Paper, kind: OverlapKind, x: float, y: float, size: float = 9.0, z: float = 4) -> None:
    """The mark of a kind of overlap centred at (x, y): a square in a square, two that cover one another, an arrow
    out of a square, two linked rings."""
    ink, unit = paper.palette.text, size / 14
    stroke = 1.5 * unit

    def box(left: float, top: float, right: float, bottom: float, filled: bool) -> None:
        ends = (x + left * unit, y + top * unit, x + right * unit, y + bottom * unit)
        paper.rect(*ends, ink if filled else None, None if filled else ink, stroke, z)

    if kind is OverlapKind.DUPLICATE:
        box(-6, -6, 6, 6, False)
        box(-2.75, -2.75, 2.75, 2.75, True)
    elif kind is OverlapKind.OVERLAP:
        box(-6, -6, 2.5, 2.5, False)
        box(-2.5, -2.5, 6, 6, False)
        box(-2.5, -2.5, 2.5, 2.5, True)
    elif kind is OverlapKind.REUSE:
        box(-7, -2.75, -1.5, 2.75, True)
        paper.line([(x + 0.3 * unit, y), (x + 3.5 * unit, y)], ink, stroke, z)
        paper.shape([(x + 3 * unit, y - 3 * unit), (x + 7 * unit, y), (x + 3 * unit, y + 3 * unit)], ink, z=z)
    else:
        for side in (-2.6, 2.6):
            ring = circle(x + side * unit, y, 3.2 * unit, 24)
            paper.line([*ring, ring[0]], ink, stroke, z)


def draw_swatch(paper: Paper, number: int, left: float, middle: float) -> None:
    """A programme's number on its colour, 12 points square."""
    palette = paper.palette
    paper.rect(left, middle - 6, left + 12, middle + 6, palette.programme_colour(number), z=2, corner=1.5)
    size = AXIS if number < 10 else 7.0
    ink = palette.on_programme(number)
    paper.text(left + 6, middle, f"{number}", size, ink, bold=True, align="center", z=3)
    if hatched(number):
        paper.line([(left + 1, middle + 5.5), (left + 11, middle + 5.5)], ink, 0.9, 2.5, dash=(2, 1.5))
