"""The column beside the printed bubble chart: colours, sizes, what has no name and what cannot be placed."""

from collections.abc import Sequence
from math import log10
from typing import NamedTuple

from kpkportfolio.charts.bubble_names import Names
from kpkportfolio.charts.bubbles import RADIUS_MAX, Bubble, BubbleChart, LegendEntry
from kpkportfolio.charts.glyphs import draw_health, draw_status, draw_swatch
from kpkportfolio.charts.labels import Box
from kpkportfolio.charts.paper import Paper, circle, text_width, wrap
from kpkportfolio.charts.sheet import shortened
from kpkportfolio.charts.sizes import AXIS, BODY, SMALL
from kpkportfolio.text import _, format_number, ngettext

SIDE, NARROW_SIDE = 210.0, 180.0
"""Widths of the column; the narrow one has only names."""
# a screen's pixel in points: radii are told in pixels
PX = 0.75
_INDENT = 18.0
_LEADING = 1.25
_GAP, _TIGHT, _MORE = 5.0, 1.0, 14.0
_LETTER = 13.0
"""Width of the column of letters."""
_FEW = 3
_MOST = 100
"""Entries beyond these are not measured: no sheet has room for them."""


def draw_unsized(paper: Paper, x: float, y: float, r: float, colour: str) -> None:
    """A bubble whose size is not known: a tint with an edge in the colour, as everything not yet certain."""
    paper.shape(circle(x, y, r), paper.palette.tint(colour), colour, 1.1, 1)


def draw_key(paper: Paper, chart: BubbleChart, within: Box, aside: float | None, unit: float) -> float:
    """What colours mean, in lines from the bottom of ``within`` down; where they end.

    What sizes mean stands in ``within`` at the right where there is a title that is ``aside`` points wide, else last.
    """
    x, y, palette = within.left, within.bottom + 7, paper.palette
    for entry in chart.legend:
        count = format_number(entry.placed)
        title = shortened(entry.title, within.right - within.left - 60, SMALL, 1)[0]
        wide = 18 + text_width(title, SMALL) + 5 + text_width(count, SMALL)
        if x + wide > within.right and x > within.left:
            x, y = within.left, y + 17
        _draw_mark(paper, chart, entry, x, y)
        paper.text(x + 18, y, title, SMALL)
        paper.text(x + wide, y, count, SMALL, palette.muted, align="right")
        x += wide + 16
    if chart.size is None or not chart.size_examples:
        return y + 17
    words = _size_words(chart.size.title)
    sizes = [(chart.size.text(value), radius * unit) for value, radius in chart.size_examples]
    tallest = max(r for _text, r in sizes)
    wide = text_width(words, SMALL) + 8 + sum(2 * r + 14 + text_width(text, SMALL) for text, r in sizes)
    end, beside = y + 17, aside is not None and within.left + aside + 24 + wide <= within.right
    if beside:
        x, y = within.right - wide + 10, within.top + max(tallest - 8, 7)
    elif x + wide > within.right and x > within.left:
        x, y = within.left, y + max(17.0, 9 + tallest)
    paper.text(x, y, words, SMALL, palette.muted)
    x += text_width(words, SMALL) + 8
    for text, r in sizes:
        paper.shape(circle(x + r, y, r), palette.tint(palette.muted), palette.muted, 0.75)
        paper.text(x + 2 * r + 4, y, text, SMALL, palette.muted)
        x += 2 * r + 14 + text_width(text, SMALL)
    return end if beside else max(end, y + tallest + 8)


def _size_words(title: str) -> str:
    return _("Size: {quantity}").format(quantity=title[:1].lower() + title[1:])


def _draw_mark(paper: Paper, chart: BubbleChart, entry: LegendEntry, left: float, middle: float) -> None:
    if chart.colour_by == "health":
        draw_health(paper, entry.health, left + 6, middle)
    elif entry.status is not None:
        draw_status(paper, entry.status, left + 6, middle)
    elif entry.number is not None:
        draw_swatch(paper, entry.number, left, middle)
    else:
        paper.rect(left + 0.5, middle - 5.5, left + 11.5, middle + 5.5, None, paper.palette.text, corner=1.5)


class Entry(NamedTuple):
    """A line of a list; ``number`` is its colour's, ``key`` the letter that stands at its bubble."""

    number: int | None
    name: str
    reason: str
    key: str = ""


class Side:
    """The column at the right: colours, sizes, what has no name beside it and what cannot be placed."""

    def __init__(
        self, paper: Paper, chart: BubbleChart, left: float, top: float, bottom: float, keyed: bool = True
    ) -> None:
        """``keyed`` False leaves all but the names to :func:`draw_key` and :func:`unplaced_line`."""
        self.paper = paper
        self.keyed = keyed
        self.chart = chart
        self.left = left
        self.width = SIDE if keyed else NARROW_SIDE
        self.right = left + self.width
        self.y = top
        self.bottom = bottom

    def draw(self, names: Names) -> None:
        chart, listed = self.chart, self.keyed and bool(self.chart.unplaced)
        if self.keyed:
            self._colours()
            self._sizes()
        if names.unnamed:
            count = f"{format_number(len(names.unnamed))} / {format_number(len(chart.bubbles))}"
            # those with a letter first, for the letters lead here
            lettered = sorted(names.unnamed, key=lambda index: index not in names.keys)
            entries = [self._unnamed(chart.bubbles[index], names.keys.get(index, "")) for index in lettered[:_MOST]]
            # what cannot be placed is told in a few lines at least
            floor = self.bottom - min(80.0, (self.bottom - self.y) / 2) if listed else self.bottom
            self._list(_("Name found no room"), count, entries, len(names.unnamed), floor)
        if listed:
            total = len(chart.bubbles) + len(chart.unplaced)
            count = f"{format_number(len(chart.unplaced))} / {format_number(total)}"
            missing = [Entry(item.number, item.name, item.reason) for item in chart.unplaced[:_MOST]]
            self._list(_("Not placed"), count, missing, len(chart.unplaced), self.bottom)

    @property
    def letters(self) -> int:
        """How many names a list below the key has room for, so that every letter in the plot is explained."""
        key = 0.0
        if self.keyed:
            key = 52 + 17 * len(self.chart.legend) + (2 * RADIUS_MAX * PX + 60 if self.chart.size_examples else 0)
        rest = 80.0 if self.keyed and self.chart.unplaced else 0.0
        return max(0, int((self.bottom - self.y - key - rest - 20 - _MORE) // _height("1", "", _TIGHT)))

    def _unnamed(self, bubble: Bubble, key: str) -> "Entry":
        x, y = self.chart.x.axis.text(_short(bubble.x)), self.chart.y.axis.text(_short(bubble.y))
        return Entry(bubble.number, bubble.name, f"{x} · {y}", key)

    def _head(self, text: str, count: str = "") -> None:
        paper = self.paper
        paper.text(self.left, self.y + 6, text, BODY, bold=True)
        if count and text_width(text, BODY, bold=True) + text_width(count, SMALL) + 8 > self.width:
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
        lines = wrap(entry.title, self.width - 26 - text_width(count, BODY), BODY)
        height = len(lines) * BODY * 1.25 + 4.5
        middle = self.y + height / 2
        _draw_mark(paper, self.chart, entry, self.left, middle)
        paper.lines_of_text(self.left + 18, middle, lines, BODY)
        paper.text(self.right, middle, count, BODY, palette.muted, align="right")
        self.y += height

    def _sizes(self) -> None:
        chart, paper, palette = self.chart, self.paper, self.paper.palette
        if chart.size is None or not chart.size_examples:
            return
        self._head(_size_words(chart.size.title))
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
            for number, text in enumerate(wrap(chart.size.missing, self.width - 18, SMALL)):
                paper.text(self.left + 18, self.y + 8 + 11.5 * number, text, SMALL, palette.muted)
                self.y += 11.5
            self.y += 6
        self._rule()

    def _list(self, head: str, count: str, entries: Sequence["Entry"], total: int, floor: float) -> None:
        """As many of the ``total`` entries as there is room for, and in words how many more there are.

        Where only some have room with their reasons, all go without, and where there is hardly any the names run on
        in lines: a name says more than the number of those that are left out.
        """
        if self.y > floor - 50:
            floor = self.bottom
        self._head(head, count)
        lettered = any(entry.key for entry in entries)
        room = self.width - _INDENT - (_LETTER if lettered else 0)
        laid = [(entry, wrap(entry.name, room, SMALL), wrap(entry.reason, room, AXIS)) for entry in entries]
        gap = _GAP
        if self.y + sum(_height(lines, reasons) for _entry, lines, reasons in laid) > floor or len(laid) < total:
            laid = [(entry, shortened(entry.name, room, SMALL, 1), []) for entry in entries]
            gap = _GAP if self.y + sum(_height("1", "") for _one in laid) <= floor and len(laid) == total else _TIGHT
            if self.y + _FEW * _height("1", "", gap) + _MORE > floor:
                self._run_on([entry.name for entry in entries], total, floor)
                laid = []
        for number, (entry, lines, reasons) in enumerate(laid):
            left = total - number
            if self.y + _height(lines, reasons, gap) > floor - (_MORE if left > 1 else 0):
                self._more(left)
                break
            self._listed(entry, lines, reasons, _LETTER if lettered else 0.0, gap)
        self._rule()

    def _listed(self, entry: "Entry", lines: Sequence[str], reasons: Sequence[str], indent: float, gap: float) -> None:
        paper = self.paper
        if entry.key:
            paper.text(self.left, self.y + SMALL * 0.62, entry.key, SMALL, bold=True)
        if entry.number is not None:
            draw_swatch(paper, entry.number, self.left + indent, self.y + 6)
        for line in lines:
            paper.text(self.left + indent + _INDENT, self.y + SMALL * 0.62, line, SMALL)
            self.y += SMALL * _LEADING
        for line in reasons:
            paper.text(self.left + indent + _INDENT, self.y + AXIS * 0.62, line, AXIS, paper.palette.muted)
            self.y += AXIS * _LEADING
        self.y += gap

    def _run_on(self, names: Sequence[str], total: int, floor: float) -> None:
        """Names one after another in the lines there are, one at least."""
        most = max(int((floor - self.y) / (SMALL * _LEADING)), 1)
        for line in _run_on(names, total, self.width, most) or shortened(names[0], self.width, SMALL, most):
            self.paper.text(self.left, self.y + SMALL * 0.62, line, SMALL)
            self.y += SMALL * _LEADING

    def _more(self, left: int) -> None:
        text = _more_words(left)
        self.paper.text(self.left + _INDENT, self.y + 6, text, SMALL, self.paper.palette.muted)
        self.y += 16


def unplaced_line(chart: BubbleChart, width: float) -> str:
    """What cannot be placed, in one line: ``Sijoittamatta 3 / 32: …``; empty when everything is."""
    if not chart.unplaced:
        return ""
    total = len(chart.bubbles) + len(chart.unplaced)
    head = f"{_('Not placed')} {format_number(len(chart.unplaced))} / {format_number(total)}: "
    names = [item.name for item in chart.unplaced[:_MOST]]
    told = _run_on(names, len(chart.unplaced), width - text_width(head, SMALL), 1)
    return shortened(head + (told[0] if told else names[0]), width, SMALL, 1)[0]


def _run_on(names: Sequence[str], total: int, width: float, most: int) -> list[str]:
    """As many of the names as ``most`` lines hold, and how many more of the ``total`` there are; empty when not one."""
    lines: list[str] = []
    for n in range(1, len(names) + 1):
        left = total - n
        wrapped = wrap(", ".join(names[:n]) + (f" {_more_words(left)}" if left else ""), width, SMALL)
        if len(wrapped) > most:
            break
        lines = wrapped
    return lines


def _more_words(left: int) -> str:
    return ngettext("and {n} more", "and {n} more", left).format(n=format_number(left))


def _height(lines: Sequence[str], reasons: Sequence[str], gap: float = _GAP) -> float:
    return (len(lines) * SMALL + len(reasons) * AXIS) * _LEADING + gap


def _short(value: float) -> float:
    """Two significant digits, for a list."""
    if value == 0:
        return 0.0
    digits = 1 - int(log10(abs(value)) // 1)
    return round(value, max(digits, 0) if abs(value) < 1000 else 0)
