"""The printed bubble chart: quadrants, names without collisions, keys, and the list of what cannot be placed."""

from kpkportfolio.charts.bubble_look import colours, hidden_middles
from kpkportfolio.charts.bubble_side import PX, SIDE, Side, draw_unsized
from kpkportfolio.charts.bubbles import Bubble, BubbleChart, Quadrant, label_order
from kpkportfolio.charts.gantt_figure import A3, Size
from kpkportfolio.charts.glyphs import draw_health, draw_status
from kpkportfolio.charts.labels import Box, Disc, covered, place_labels
from kpkportfolio.charts.palette import PRINT, Palette
from kpkportfolio.charts.paper import Drawing, Paper, circle, text_width, wrap
from kpkportfolio.charts.sheet import shortened
from kpkportfolio.charts.sizes import BODY, SECTION, SMALL, TITLE, Align
from kpkportfolio.text import _

_MARGIN = 28.0
_LABELS_MAX = 300
_LEAST_QUADRANT = 60.0


def bubble_figure(
    chart: BubbleChart,
    palette: Palette = PRINT,
    title: str = "",
    source_line: str = "",
    size: Size = A3,
) -> Drawing:
    """One sheet of ``size`` points. Names beyond the 300 of the greatest impact are not tried."""
    paper = Paper(*size, palette)
    top = _MARGIN
    if title:
        paper.text(_MARGIN, top + TITLE / 2, title, TITLE, bold=True)
        top += TITLE + 14
    source = wrap(source_line, size[0] - 2 * _MARGIN, SMALL) if source_line else []
    bottom = size[1] - _MARGIN - 12 * len(source) - (6 if source else 0)
    for number, text in enumerate(reversed(source)):
        paper.text(_MARGIN, size[1] - _MARGIN - 6 - 12 * number, text, SMALL, palette.muted)
    side = size[0] - _MARGIN - SIDE
    plot = _Plot(paper, chart, _plot_box(chart, top, side - 24, bottom))
    unnamed: list[Bubble] = []
    if chart.bubbles:
        plot.axes()
        plot.bubbles()
        unnamed = plot.names()
    else:
        text = _("Nothing can be placed on these axes.") if chart.unplaced else _("Nothing to show with this filter.")
        paper.text(_MARGIN, top + 20, text, BODY, palette.muted)
    Side(paper, chart, side, top, bottom).draw(unnamed)
    return paper.finish()


def _plot_box(chart: BubbleChart, top: float, right: float, bottom: float) -> Box:
    ticks = max((text_width(tick.text, SMALL) for tick in chart.y.ticks), default=20.0)
    return Box(_MARGIN + ticks + 8, top + 22, right, bottom - 44)


class _Plot:
    """The chart proper inside ``box``."""

    def __init__(self, paper: Paper, chart: BubbleChart, box: Box) -> None:
        self.paper = paper
        self.chart = chart
        self.box = box
        self.palette = paper.palette
        self.discs = [Disc(self.x(bubble.x), self.y(bubble.y), bubble.radius * PX) for bubble in chart.bubbles]
        self.reserved: list[Box] = []

    def x(self, value: float) -> float:
        return self.box.left + (self.box.right - self.box.left) * self.chart.x.fraction(value)

    def y(self, value: float) -> float:
        return self.box.bottom - (self.box.bottom - self.box.top) * self.chart.y.fraction(value)

    def axes(self) -> None:
        """Grid, ticks, titles above and below, quadrant lines and names, and the note."""
        paper, palette, box, chart = self.paper, self.palette, self.box, self.chart
        for tick in chart.y.ticks:
            y = self.y(tick.value)
            paper.line([(box.left, y), (box.right, y)], palette.line, 0.6, 0.2)
            paper.text(box.left - 6, y, tick.text, SMALL, palette.muted, align="right")
        edge = -1e9
        for tick in chart.x.ticks:
            x, half = self.x(tick.value), text_width(tick.text, SMALL) / 2
            paper.line([(x, box.top), (x, box.bottom)], palette.line, 0.6, 0.2)
            if x - half > edge + 4:
                paper.text(x, box.bottom + 9, tick.text, SMALL, palette.muted, align="center")
                edge = x + half
        paper.line([(box.left, box.bottom), (box.right, box.bottom)], palette.edge, 0.75, 0.3)
        paper.text(_MARGIN, box.top - 14, chart.y.axis.title, BODY, bold=True)
        name = chart.x.axis.title
        paper.text(box.right, box.bottom + 26, name, BODY, bold=True, align="right")
        room = box.right - box.left - text_width(name, BODY, bold=True) - 24
        for number, text in enumerate(wrap(chart.note, room, SMALL) if chart.note else []):
            paper.text(box.left, box.bottom + 26 + 11.5 * number, text, SMALL, palette.muted)
        self._quadrants()

    def _quadrants(self) -> None:
        paper, palette, box, chart = self.paper, self.palette, self.box, self.chart
        if chart.x.line is None or chart.y.line is None:
            return
        x, y = self.x(chart.x.line), self.y(chart.y.line)
        paper.line([(x, box.top), (x, box.bottom)], palette.edge, 1.1, 0.4)
        paper.line([(box.left, y), (box.right, y)], palette.edge, 1.1, 0.4)
        for quadrant in chart.quadrants:
            across = Box(x if quadrant.right else box.left, 0, box.right if quadrant.right else x, 0)
            down = Box(0, box.top if quadrant.upper else y, 0, y if quadrant.upper else box.bottom)
            self._quadrant(quadrant, Box(across.left + 9, down.top + 6, across.right - 9, down.bottom - 6))

    def _quadrant(self, quadrant: Quadrant, within: Box) -> None:
        """Its name and sum where they cover the least, in the outer corner where it is all the same; nothing
        where there is no room for them."""
        room = within.right - within.left
        if room < _LEAST_QUADRANT:
            return
        rows = [(line, SECTION, True) for line in shortened(quadrant.name, room, SECTION, 2, bold=True) if line]
        rows += [(line, SMALL, False) for line in wrap(quadrant.summary, room, SMALL)]
        width = max(text_width(text, size, bold) for text, size, bold in rows)
        height = sum(size * 1.4 for _text, size, _bold in rows)
        if height > within.bottom - within.top:
            return
        ends: tuple[Align, Align] = ("left", "right")
        # from the outer edge inwards
        parts = (0.0, 1.0, 0.25, 0.5, 0.75) if quadrant.upper else (1.0, 0.0, 0.75, 0.5, 0.25)
        places = [(part, align) for part in parts for align in (ends if quadrant.upper else ends[::-1])]
        spots = []
        for part, align in places:
            left = within.left if align == "left" else within.right - width
            top = within.top + (within.bottom - height - within.top) * part
            spots.append((Box(left, top, left + width, top + height), align))
        spot, align = min(spots, key=lambda one: sum(covered(one[0], disc) for disc in self.discs))
        self.reserved.append(spot)
        at = spot.top
        for text, size, bold in rows:
            place = spot.left if align == "left" else spot.right
            colour = self.palette.text if bold else self.palette.muted
            self.paper.text(place, at + size * 0.7, text, size, colour, bold, align, halo=2)
            at += size * 1.4

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

    def names(self) -> list[Bubble]:
        """Sets the names and gives back the bubbles whose name found no room."""
        paper, palette, bubbles = self.paper, self.palette, self.chart.bubbles
        order = label_order(bubbles)
        texts = [bubble.name for bubble in bubbles]
        spots, homeless = place_labels(
            [Disc(disc.x / PX, disc.y / PX, disc.r / PX) for disc in self.discs],
            texts,
            order[:_LABELS_MAX],
            lambda text: (text_width(text, SMALL) / PX, SMALL * 1.2 / PX),
            Box(*(edge / PX for edge in self.box)),
            [Box(*(edge / PX for edge in box)) for box in self.reserved],
        )
        for spot in spots:
            left, top, right, bottom = (edge * PX for edge in spot.box)
            middle = (top + bottom) / 2
            # the grid and the quadrant lines pass behind a name, not through it
            paper.rect(left - 1, middle - SMALL * 0.55, right + 1, middle + SMALL * 0.55, palette.base, z=0.9)
            paper.text(left, middle, texts[spot.bubble], SMALL, z=4)
            if spot.leader is not None:
                x0, y0, x1, y1 = (end * PX for end in spot.leader)
                paper.line([(x0, y0), (x1, y1)], palette.edge, 0.75, 3)
        return [bubbles[index] for index in [*homeless, *order[_LABELS_MAX:]]]
