"""The printed bubble chart: quadrants, names without collisions, keys, and the list of what cannot be placed."""

from typing import NamedTuple

from kpkportfolio.charts.bubble_look import colours, hidden_middles
from kpkportfolio.charts.bubble_names import LEADING, Names, place_names
from kpkportfolio.charts.bubble_side import NARROW_SIDE, PX, SIDE, Side, draw_key, draw_unsized, unplaced_line
from kpkportfolio.charts.bubbles import BubbleChart, Quadrant
from kpkportfolio.charts.gantt_figure import A3, Size
from kpkportfolio.charts.glyphs import draw_health, draw_status
from kpkportfolio.charts.labels import Box, Disc, covered
from kpkportfolio.charts.palette import PRINT, Palette
from kpkportfolio.charts.paper import Drawing, Paper, circle, text_width, wrap
from kpkportfolio.charts.sheet import shortened
from kpkportfolio.charts.sizes import BODY, SECTION, SMALL, TITLE, Align
from kpkportfolio.text import _

_MARGIN = 28.0
_LEAST_QUADRANT = 60.0
_STRIP = 15.0
"""Height of the line that names quadrants outside the plot, where inside they would lie on bubbles."""
_BESIDE = 24.0
"""White between the plot and the list."""
_LOW = 480.0
"""On a sheet lower than this, as on a projector, the key lies above the plot and leaves its column to the names."""
_SMALLER = 0.7
"""How large bubbles are there."""


class _Spacing(NamedTuple):
    """White, in points: above everything, below it, under the title, and what stands above and below the plot itself:
    the name of its y axis; its ticks (their middle so far below it), the name of its x axis and the note."""

    over: float
    under: float
    title: float
    head: float
    ticks: float
    name: float
    foot: float


_ROOMY = _Spacing(_MARGIN, _MARGIN, 14, 22, 9, 26, 44)
_TIGHT = _Spacing(16, 10, 6, 16, 8, 21, 29)


def bubble_figure(
    chart: BubbleChart,
    palette: Palette = PRINT,
    title: str = "",
    source_line: str = "",
    size: Size = A3,
) -> Drawing:
    """One sheet of ``size`` points; what has no name in the plot is listed beside it, where possible by a letter."""
    paper = Paper(*size, palette)
    low = size[1] < _LOW and bool(chart.bubbles)
    space = _TIGHT if low else _ROOMY
    top = space.over
    if title:
        paper.text(_MARGIN, top + TITLE / 2, title, TITLE, bold=True)
        top += TITLE + space.title
    room = size[0] - 2 * _MARGIN
    unplaced = unplaced_line(chart, room) if low else ""
    source = [*([unplaced] if unplaced else ()), *(wrap(source_line, room, SMALL) if source_line else ())]
    bottom = size[1] - space.under - 12 * len(source) - (6 if source else 0)
    for number, text in enumerate(reversed(source)):
        paper.text(_MARGIN, size[1] - space.under - 6 - 12 * number, text, SMALL, palette.muted)
    side = size[0] - _MARGIN - (NARROW_SIDE if low else SIDE)
    unit = PX * (_SMALLER if low else 1)
    below = top
    if low:
        aside = text_width(title, TITLE, bold=True) if title else None
        below = draw_key(paper, chart, Box(_MARGIN, space.over, size[0] - _MARGIN, top), aside, unit)
    plot = _Plot(paper, chart, _plot_box(chart, below, side - _BESIDE, bottom, space), unit, space)
    column = Side(paper, chart, side, below, bottom, keyed=not low)
    names = Names([], {}, [])
    if chart.bubbles:
        plot.axes()
        plot.bubbles()
        names = plot.names(column.letters)
    else:
        text = _("Nothing can be placed on these axes.") if chart.unplaced else _("Nothing to show with this filter.")
        paper.text(_MARGIN, top + 20, text, BODY, palette.muted)
    column.draw(names)
    return paper.finish()


def _plot_box(chart: BubbleChart, top: float, right: float, bottom: float, space: _Spacing) -> Box:
    ticks = max((text_width(tick.text, SMALL) for tick in chart.y.ticks), default=20.0)
    return Box(_MARGIN + ticks + 8, top + space.head, right, bottom - space.foot)


class _Plot:
    """The chart proper inside ``box``."""

    def __init__(self, paper: Paper, chart: BubbleChart, box: Box, unit: float, space: _Spacing) -> None:
        self.paper, self.space = paper, space
        self.unit = unit
        self.chart = chart
        self.box = box
        self.palette = paper.palette
        self.discs = self._discs()
        self.reserved: list[Box] = []
        self.over = self.under = 0.0
        self.quadrants = self._spots()
        # in the plot where all of them lie on no bubble, else all around it
        self.outside = None in self.quadrants
        if self.outside:
            self.quadrants = [None] * len(self.quadrants)
            # a bubble may reach over the plot's edge
            self.over = max((box.top - disc.y + disc.r for disc in self.discs), default=0.0)
            self.under = max((disc.y + disc.r - box.bottom for disc in self.discs), default=0.0)
            self.over, self.under = max(self.over + 1.5, 0.0), max(self.under + 1.5, 0.0)
            self.box = Box(box.left, box.top + _STRIP + self.over, box.right, box.bottom - _STRIP - self.under)
            self.discs = self._discs()

    def x(self, value: float) -> float:
        return self.box.left + (self.box.right - self.box.left) * self.chart.x.fraction(value)

    def y(self, value: float) -> float:
        return self.box.bottom - (self.box.bottom - self.box.top) * self.chart.y.fraction(value)

    def _discs(self) -> list[Disc]:
        return [Disc(self.x(bubble.x), self.y(bubble.y), bubble.radius * self.unit) for bubble in self.chart.bubbles]

    def axes(self) -> None:
        """Grid, ticks, titles above and below, quadrant lines and names, and the note."""
        paper, palette, box, chart = self.paper, self.palette, self.box, self.chart
        for tick in chart.y.ticks:
            y = self.y(tick.value)
            paper.line([(box.left, y), (box.right, y)], palette.line, 0.6, 0.2)
            paper.text(box.left - 6, y, tick.text, SMALL, palette.muted, align="right")
        edge, floor = -1e9, box.bottom + (_STRIP + self.under if self.outside else 0)
        for tick in chart.x.ticks:
            x, half = self.x(tick.value), text_width(tick.text, SMALL) / 2
            paper.line([(x, box.top), (x, box.bottom)], palette.line, 0.6, 0.2)
            if x - half > edge + 4:
                paper.text(x, floor + self.space.ticks, tick.text, SMALL, palette.muted, align="center")
                edge = x + half
        paper.line([(box.left, box.bottom), (box.right, box.bottom)], palette.edge, 0.75, 0.3)
        paper.text(
            _MARGIN,
            box.top - self.space.head + 8 - (_STRIP + self.over if self.outside else 0),
            chart.y.axis.title,
            BODY,
            bold=True,
        )
        name = chart.x.axis.title
        paper.text(box.right, floor + self.space.name, name, BODY, bold=True, align="right")
        room = box.right - box.left - text_width(name, BODY, bold=True) - 24
        for number, text in enumerate(wrap(chart.note, room, SMALL) if chart.note else []):
            paper.text(box.left, floor + self.space.name + 11.5 * number, text, SMALL, palette.muted)
        if chart.x.line is not None and chart.y.line is not None:
            self._quadrants(self.x(chart.x.line), self.y(chart.y.line))

    def _quadrants(self, x: float, y: float) -> None:
        paper, palette, box = self.paper, self.palette, self.box
        paper.line([(x, box.top), (x, box.bottom)], palette.edge, 1.1, 0.4)
        paper.line([(box.left, y), (box.right, y)], palette.edge, 1.1, 0.4)
        for quadrant, spot in zip(self.chart.quadrants, self.quadrants, strict=False):
            if spot is not None:
                self._inside(spot)
            elif self.outside:
                left, right = (x, box.right) if quadrant.right else (box.left, x)
                self._outside(quadrant, left, right)

    def _spots(self) -> list["_Spot | None"]:
        """Where each quadrant's name covers no bubble; None where there is no such place."""
        chart, box = self.chart, self.box
        if chart.x.line is None or chart.y.line is None:
            return []
        x, y = self.x(chart.x.line), self.y(chart.y.line)
        found = []
        for quadrant in chart.quadrants:
            left, right = (x, box.right) if quadrant.right else (box.left, x)
            top, bottom = (box.top, y) if quadrant.upper else (y, box.bottom)
            found.append(self._spot(quadrant, Box(left + 9, top + 6, right - 9, bottom - 6)))
        return found

    def _spot(self, quadrant: Quadrant, within: Box) -> "_Spot | None":
        room = within.right - within.left
        if room < _LEAST_QUADRANT:
            return None
        rows = [(line, SECTION, True) for line in shortened(quadrant.name, room, SECTION, 2, bold=True) if line]
        rows += [(line, SMALL, False) for line in wrap(quadrant.summary, room, SMALL)]
        width = max(text_width(text, size, bold) for text, size, bold in rows)
        height = sum(size * 1.4 for _text, size, _bold in rows)
        if height > within.bottom - within.top:
            return None
        ends: tuple[Align, Align] = ("left", "right") if quadrant.upper else ("right", "left")
        # from the outer edge inwards
        for part in (0.0, 1.0) if quadrant.upper else (1.0, 0.0):
            for align in ends:
                left = within.left if align == "left" else within.right - width
                top = within.top + (within.bottom - height - within.top) * part
                spot = Box(left, top, left + width, top + height)
                if not any(covered(spot, disc) for disc in self.discs):
                    return _Spot(spot, align, rows)
        return None

    def _inside(self, spot: "_Spot") -> None:
        self.reserved.append(spot.box)
        at = spot.box.top
        for text, size, bold in spot.rows:
            place = spot.box.left if spot.align == "left" else spot.box.right
            colour = self.palette.text if bold else self.palette.muted
            self.paper.text(place, at + size * 0.7, text, size, colour, bold, spot.align, halo=2)
            at += size * 1.4

    def _outside(self, quadrant: Quadrant, left: float, right: float) -> None:
        """In one line above or below the plot, the sum where it has room."""
        # the white before the list beside is free
        room = right - left - 8 + (_BESIDE - 4 if quadrant.right else 0)
        if room < _LEAST_QUADRANT:
            return
        y = self.box.top - self.over - _STRIP / 2 - 1
        if not quadrant.upper:
            y = self.box.bottom + self.under + _STRIP / 2 + 1
        # a name in smaller letters is better than no sum beside it
        told = text_width(quadrant.summary, SMALL) + 8
        fitting = (size for size in (BODY, SMALL) if text_width(quadrant.name, size, bold=True) + told <= room)
        size = next(fitting, 0.0)
        name = shortened(quadrant.name, room, size or BODY, 1, bold=True)[0]
        self.paper.text(left + 2, y, name, size or BODY, bold=True)
        if size:
            used = text_width(name, size, bold=True) + 8
            self.paper.text(left + 2 + used, y, quadrant.summary, SMALL, self.palette.muted)

    def bubbles(self) -> None:
        """The largest first; the programme's number, or the state's shape, inside from a radius of 8 px."""
        paper, palette, chart = self.paper, self.palette, self.chart
        hidden = hidden_middles(self.discs, 8 * PX)
        for index, (bubble, disc) in enumerate(zip(chart.bubbles, self.discs, strict=True)):
            fill, ink, outline = colours(palette, bubble, chart.colour_by)
            rim = circle(disc.x, disc.y, disc.r)
            if bubble.size is None and chart.size is not None:
                draw_unsized(paper, disc.x, disc.y, disc.r, outline or fill)
            else:
                paper.shape(rim, fill, outline or palette.base, 1.1 if disc.r > 3.5 else 0.6, 1)
            if disc.r < 8 * PX or index in hidden:
                continue
            glyph = min(disc.r * 1.5, 11)
            if chart.colour_by == "status" and bubble.status is not None:
                draw_status(paper, bubble.status, disc.x, disc.y, glyph, palette.base, fill, 1.2)
            elif chart.colour_by == "health" and bubble.health is not None:
                draw_health(paper, bubble.health, disc.x, disc.y, glyph * 0.9, ink, fill, 1.2)
            elif bubble.number is not None:
                size = min(8, disc.r * 1.25)
                paper.text(disc.x, disc.y, f"{bubble.number}", size, ink, True, "center", z=1.3)

    def names(self, letters: int) -> Names:
        """Sets the names and at most so many letters, and gives back what is to be listed."""
        paper, palette = self.paper, self.palette
        names = place_names(self.chart.bubbles, self.discs, self.box, self.reserved, self.unit, letters)
        for spot, lines, key in names.placed:
            left, top, right, bottom = (edge * self.unit for edge in spot.box)
            # the grid and the quadrant lines pass behind a name, not through it
            paper.rect(left - 1, top + 0.4, right + 1, bottom - 0.4, palette.base, z=0.9)
            # the lines of a name lie towards its bubble
            align: Align = "right" if right < self.discs[spot.bubble].x else "left"
            for number, line in enumerate(lines):
                x = right if align == "right" else left
                paper.text(x, top + (number + 0.5) * LEADING, line, SMALL, bold=key, align=align, z=4)
            if spot.leader is not None:
                x0, y0, x1, y1 = (end * self.unit for end in spot.leader)
                paper.line([(x0, y0), (x1, y1)], palette.edge, 0.75, 3)
        return names


class _Spot(NamedTuple):
    """Where a quadrant's name and sum stand, and their lines as (text, size, bold)."""

    box: Box
    align: Align
    rows: list[tuple[str, float, bool]]
