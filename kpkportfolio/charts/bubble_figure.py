"""The printed bubble chart: quadrants, names without collisions, keys, and the list of what cannot be placed."""

from collections.abc import Sequence
from math import log10

from kpkportfolio.charts.bubble_look import colours, hidden_middles
from kpkportfolio.charts.bubbles import Bubble, BubbleChart, LegendEntry, Quadrant, label_order
from kpkportfolio.charts.gantt_figure import A3, Size, draw_swatch
from kpkportfolio.charts.glyphs import draw_health, draw_status
from kpkportfolio.charts.labels import Box, Disc, place_labels
from kpkportfolio.charts.palette import PRINT, Palette
from kpkportfolio.charts.paper import Drawing, Paper, circle, text_width, wrap
from kpkportfolio.charts.sheet import shortened
from kpkportfolio.charts.sizes import AXIS, BODY, SECTION, SMALL, TITLE, Align
from kpkportfolio.text import _, format_number, ngettext

_MARGIN = 28.0
_SIDE = 210.0
# a screen's pixel in points: radii and label distances are told in pixels
_PX = 0.75
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
    side = size[0] - _MARGIN - _SIDE
    plot = _Plot(paper, chart, _plot_box(chart, top, side - 24, bottom))
    unnamed: list[Bubble] = []
    if chart.bubbles:
        plot.axes()
        plot.bubbles()
        unnamed = plot.names()
    else:
        text = _("Nothing can be placed on these axes.") if chart.unplaced else _("Nothing to show with this filter.")
        paper.text(_MARGIN, top + 20, text, BODY, palette.muted)
    _Side(paper, chart, side, top, bottom).draw(unnamed)
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
        self.discs = [Disc(self.x(bubble.x), self.y(bubble.y), bubble.radius * _PX) for bubble in chart.bubbles]
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
        spot, align = min(spots, key=lambda one: sum(_covers(one[0], disc) for disc in self.discs))
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
        covered = hidden_middles(self.discs)
        for index, (bubble, disc) in enumerate(zip(chart.bubbles, self.discs, strict=True)):
            fill, ink, outline = colours(palette, bubble, chart.colour_by)
            rim = circle(disc.x, disc.y, disc.r)
            if bubble.size is None and chart.size is not None:
                draw_unsized(paper, disc.x, disc.y, disc.r, outline or fill)
            else:
                paper.shape(rim, fill, outline or palette.base, 1.1 if disc.r > 3.5 else 0.6, 1)
            if disc.r < 8 * _PX or index in covered:
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
            [Disc(disc.x / _PX, disc.y / _PX, disc.r / _PX) for disc in self.discs],
            texts,
            order[:_LABELS_MAX],
            lambda text: (text_width(text, SMALL) / _PX, SMALL * 1.2 / _PX),
            Box(*(edge / _PX for edge in self.box)),
            [Box(*(edge / _PX for edge in box)) for box in self.reserved],
        )
        for spot in spots:
            left, top, right, bottom = (edge * _PX for edge in spot.box)
            middle = (top + bottom) / 2
            # the grid and the quadrant lines pass behind a name, not through it
            paper.rect(left - 1, middle - SMALL * 0.55, right + 1, middle + SMALL * 0.55, palette.base, z=0.9)
            paper.text(left, middle, texts[spot.bubble], SMALL, z=4)
            if spot.leader is not None:
                x0, y0, x1, y1 = (end * _PX for end in spot.leader)
                paper.line([(x0, y0), (x1, y1)], palette.edge, 0.75, 3)
        return [bubbles[index] for index in [*homeless, *order[_LABELS_MAX:]]]


def _covers(box: Box, disc: Disc) -> float:
    """How much of a disc's square a box lies on, in square points."""
    across = min(box.right, disc.x + disc.r) - max(box.left, disc.x - disc.r)
    down = min(box.bottom, disc.y + disc.r) - max(box.top, disc.y - disc.r)
    return across * down if across > 0 and down > 0 else 0.0


def draw_unsized(paper: Paper, x: float, y: float, r: float, colour: str) -> None:
    """A bubble whose size is not known: a tint with an edge in the colour, as everything not yet certain."""
    paper.shape(circle(x, y, r), paper.palette.tint(colour), colour, 1.1, 1)


class _Side:
    """The column at the right: colours, sizes, what has no name beside it and what cannot be placed."""

    def __init__(self, paper: Paper, chart: BubbleChart, left: float, top: float, bottom: float) -> None:
        self.paper = paper
        self.chart = chart
        self.left = left
        self.right = left + _SIDE
        self.y = top
        self.bottom = bottom

    def draw(self, unnamed: Sequence[Bubble]) -> None:
        self._colours()
        self._sizes()
        chart = self.chart
        if chart.unplaced:
            total = len(chart.bubbles) + len(chart.unplaced)
            count = f"{format_number(len(chart.unplaced))} / {format_number(total)}"
            entries = [(item.number, item.name, item.reason) for item in chart.unplaced]
            share = 1.0 if not unnamed else 0.6
            self._list(_("Not placed"), count, entries, self.y + (self.bottom - self.y) * share)
        if unnamed:
            count = f"{format_number(len(unnamed))} / {format_number(len(chart.bubbles))}"
            pairs = [
                (
                    bubble.number,
                    bubble.name,
                    f"{chart.x.axis.text(_short(bubble.x))} · {chart.y.axis.text(_short(bubble.y))}",
                )
                for bubble in unnamed
            ]
            self._list(_("Name found no room"), count, pairs, self.bottom)

    def _head(self, text: str, count: str = "") -> None:
        paper = self.paper
        paper.text(self.left, self.y + 6, text, BODY, bold=True)
        if count and text_width(text, BODY, bold=True) + text_width(count, SMALL) + 8 > _SIDE:
            self.y += 14
        if count:
            paper.text(self.right, self.y + 6, count, SMALL, paper.palette.muted, align="right")
        self.y += 20

    def _rule(self) -> None:
        self.y += 6
        self.paper.line([(self.left, self.y), (self.right, self.y)], self.paper.palette.line_strong, 0.6)
        self.y += 12

    def _colours(self) -> None:
        if not self.chart.legend:
            return
        names = {
            "programme": _("Colour: strategic programme"),
            "status": _("Colour: status"),
            "health": _("Colour: state of health"),
            "organisation": _("Colour: responsible party"),
        }
        self._head(names[self.chart.colour_by])
        for entry in self.chart.legend:
            if self.y > self.bottom - 30:
                break
            self._entry(entry)
        self._rule()

    def _entry(self, entry: LegendEntry) -> None:
        paper, palette = self.paper, self.paper.palette
        count = format_number(entry.placed)
        lines = wrap(entry.title, _SIDE - 26 - text_width(count, BODY), BODY)
        height = len(lines) * BODY * 1.25 + 4.5
        middle = self.y + height / 2
        if self.chart.colour_by == "health":
            draw_health(paper, entry.health, self.left + 6, middle)
        elif entry.status is not None:
            draw_status(paper, entry.status, self.left + 6, middle)
        elif entry.number is not None:
            draw_swatch(paper, entry.number, self.left, middle)
        else:
            paper.rect(self.left + 0.5, middle - 5.5, self.left + 11.5, middle + 5.5, None, palette.text, corner=1.5)
        paper.lines_of_text(self.left + 18, middle, lines, BODY)
        paper.text(self.right, middle, count, BODY, palette.muted, align="right")
        self.y += height

    def _sizes(self) -> None:
        chart, paper, palette = self.chart, self.paper, self.paper.palette
        if chart.size is None or not chart.size_examples:
            return
        self._head(_("Size: {quantity}").format(quantity=chart.size.title[:1].lower() + chart.size.title[1:]))
        tallest = max(radius for _size, radius in chart.size_examples) * _PX
        x = self.left
        for value, radius in chart.size_examples:
            r = radius * _PX
            paper.shape(circle(x + r, self.y + tallest, r), palette.tint(palette.muted), palette.muted, 0.75)
            text = chart.size.text(value)
            paper.text(x + 2 * r + 5, self.y + tallest, text, SMALL, palette.muted)
            x += 2 * r + 5 + text_width(text, SMALL) + 16
        self.y += 2 * tallest + 6
        if any(bubble.size is None for bubble in chart.bubbles):
            draw_unsized(paper, self.left + 6, self.y + 8, 4.5, palette.muted)
            for number, text in enumerate(wrap(chart.size.missing, _SIDE - 18, SMALL)):
                paper.text(self.left + 18, self.y + 8 + 11.5 * number, text, SMALL, palette.muted)
                self.y += 11.5
            self.y += 6
        self._rule()

    def _list(self, head: str, count: str, entries: Sequence[tuple[int | None, str, str]], floor: float) -> None:
        """As many entries as there is room for, and in words how many more there are."""
        if self.y > floor - 50:
            floor = self.bottom
        paper, palette = self.paper, self.paper.palette
        self._head(head, count)
        for number, (mark, name, reason) in enumerate(entries):
            lines = wrap(name, _SIDE - 18, SMALL)
            reasons = wrap(reason, _SIDE - 18, AXIS)
            height = len(lines) * SMALL * 1.25 + len(reasons) * AXIS * 1.25 + 5
            if self.y + height > floor - (14 if number < len(entries) - 1 else 0):
                left = len(entries) - number
                text = ngettext("and {n} more", "and {n} more", left).format(n=format_number(left))
                paper.text(self.left + 18, self.y + 6, text, SMALL, palette.muted)
                self.y += 16
                break
            if mark is not None:
                draw_swatch(paper, mark, self.left, self.y + 6)
            for line in lines:
                paper.text(self.left + 18, self.y + SMALL * 0.62, line, SMALL)
                self.y += SMALL * 1.25
            for line in reasons:
                paper.text(self.left + 18, self.y + AXIS * 0.62, line, AXIS, palette.muted)
                self.y += AXIS * 1.25
            self.y += 5
        self._rule()


def _short(value: float) -> float:
    """Two significant digits, for a list."""
    if value == 0:
        return 0.0
    digits = 1 - int(log10(abs(value)) // 1)
    return round(value, max(digits, 0) if abs(value) < 1000 else 0)
