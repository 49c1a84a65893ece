"""The column beside the printed bubble chart: colours, sizes, what has no name and what cannot be placed."""

from collections.abc import Sequence
from math import log10

from kpkportfolio.charts.bubbles import Bubble, BubbleChart, LegendEntry
from kpkportfolio.charts.glyphs import draw_health, draw_status, draw_swatch
from kpkportfolio.charts.paper import Paper, circle, text_width, wrap
from kpkportfolio.charts.sheet import shortened
from kpkportfolio.charts.sizes import AXIS, BODY, SMALL
from kpkportfolio.text import _, format_number, ngettext

SIDE = 210.0
# a screen's pixel in points: radii are told in pixels
PX = 0.75
_INDENT = 18.0
_ROOM = SIDE - _INDENT
_LEADING = 1.25
_GAP, _MORE = 5.0, 14.0
_FEW = 3
_MOST = 100
"""Entries beyond these are not measured: no sheet has room for them."""


def draw_unsized(paper: Paper, x: float, y: float, r: float, colour: str) -> None:
    """A bubble whose size is not known: a tint with an edge in the colour, as everything not yet certain."""
    paper.shape(circle(x, y, r), paper.palette.tint(colour), colour, 1.1, 1)


class Side:
    """The column at the right: colours, sizes, what has no name beside it and what cannot be placed."""

    def __init__(self, paper: Paper, chart: BubbleChart, left: float, top: float, bottom: float) -> None:
        self.paper = paper
        self.chart = chart
        self.left = left
        self.right = left + SIDE
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
        if count and text_width(text, BODY, bold=True) + text_width(count, SMALL) + 8 > SIDE:
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
        lines = wrap(entry.title, SIDE - 26 - text_width(count, BODY), BODY)
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
        tallest = max(radius for _size, radius in chart.size_examples) * PX
        x = self.left
        for value, radius in chart.size_examples:
            r = radius * PX
            paper.shape(circle(x + r, self.y + tallest, r), palette.tint(palette.muted), palette.muted, 0.75)
            text = chart.size.text(value)
            paper.text(x + 2 * r + 5, self.y + tallest, text, SMALL, palette.muted)
            x += 2 * r + 5 + text_width(text, SMALL) + 16
        self.y += 2 * tallest + 6
        if any(bubble.size is None for bubble in chart.bubbles):
            draw_unsized(paper, self.left + 6, self.y + 8, 4.5, palette.muted)
            for number, text in enumerate(wrap(chart.size.missing, SIDE - 18, SMALL)):
                paper.text(self.left + 18, self.y + 8 + 11.5 * number, text, SMALL, palette.muted)
                self.y += 11.5
            self.y += 6
        self._rule()

    def _list(self, head: str, count: str, entries: Sequence[tuple[int | None, str, str]], floor: float) -> None:
        """As many entries as there is room for, and in words how many more there are.

        Where only some have room with their reasons, all go without, and where there is hardly any the names run on
        in lines: a name says more than the number of those that are left out.
        """
        if self.y > floor - 50:
            floor = self.bottom
        self._head(head, count)
        laid = [(mark, wrap(name, _ROOM, SMALL), wrap(reason, _ROOM, AXIS)) for mark, name, reason in entries[:_MOST]]
        if self.y + sum(_height(lines, reasons) for _mark, lines, reasons in laid) > floor or len(laid) < len(entries):
            laid = [(mark, shortened(name, _ROOM, SMALL, 1), []) for mark, name, _reason in entries[:_MOST]]
            if self.y + _FEW * _height("1", "") + _MORE > floor:
                self._run_on([name for _mark, name, _reason in entries], floor)
                laid = []
        for number, (mark, lines, reasons) in enumerate(laid):
            left = len(entries) - number
            if self.y + _height(lines, reasons) > floor - (_MORE if left > 1 else 0):
                self._more(left)
                break
            self._listed(mark, lines, reasons)
        self._rule()

    def _listed(self, mark: int | None, lines: Sequence[str], reasons: Sequence[str]) -> None:
        paper = self.paper
        if mark is not None:
            draw_swatch(paper, mark, self.left, self.y + 6)
        for line in lines:
            paper.text(self.left + _INDENT, self.y + SMALL * 0.62, line, SMALL)
            self.y += SMALL * _LEADING
        for line in reasons:
            paper.text(self.left + _INDENT, self.y + AXIS * 0.62, line, AXIS, paper.palette.muted)
            self.y += AXIS * _LEADING
        self.y += _GAP

    def _run_on(self, names: Sequence[str], floor: float) -> None:
        """Names one after another in the lines there are, one at least."""
        most = max(int((floor - self.y) / (SMALL * _LEADING)), 1)
        lines: list[str] = []
        for n in range(1, len(names) + 1):
            left = len(names) - n
            text = ", ".join(names[:n]) + (f" {_more_words(left)}" if left else "")
            wrapped = wrap(text, SIDE, SMALL)
            if len(wrapped) > most:
                break
            lines = wrapped
        for line in lines or shortened(names[0], SIDE, SMALL, most):
            self.paper.text(self.left, self.y + SMALL * 0.62, line, SMALL)
            self.y += SMALL * _LEADING

    def _more(self, left: int) -> None:
        text = _more_words(left)
        self.paper.text(self.left + _INDENT, self.y + 6, text, SMALL, self.paper.palette.muted)
        self.y += 16


def _more_words(left: int) -> str:
    return ngettext("and {n} more", "and {n} more", left).format(n=format_number(left))


def _height(lines: Sequence[str], reasons: Sequence[str]) -> float:
    return (len(lines) * SMALL + len(reasons) * AXIS) * _LEADING + _GAP


def _short(value: float) -> float:
    """Two significant digits, for a list."""
    if value == 0:
        return 0.0
    digits = 1 - int(log10(abs(value)) // 1)
    return round(value, max(digits, 0) if abs(value) < 1000 else 0)
