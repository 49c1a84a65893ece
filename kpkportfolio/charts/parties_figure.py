"""The picture of responsible parties × programmes: a count and the known money in each cell, darker where more."""

from collections.abc import Iterator, Sequence

from kpkportfolio.charts.gantt_figure import A3, Size
from kpkportfolio.charts.glyphs import draw_swatch
from kpkportfolio.charts.palette import PRINT, Palette, mix
from kpkportfolio.charts.paper import Drawing, text_width, wrap
from kpkportfolio.charts.parties import Cell, Line, PartiesChart
from kpkportfolio.charts.sheet import Sheet, more_words, shortened
from kpkportfolio.charts.sizes import AXIS, BODY, SMALL
from kpkportfolio.text import _, format_millions, format_number, ngettext

_ROW = 26.0
_MOST_PROGRAMMES = 12
_MOST_SHEETS = 12
_HEAD_EDGE = 10.0
_LEAST_COLUMN = 44.0
"""Points: what the number and the money of a cell need."""
_LEAST_NAMES = 0.18
"""Of the sheet's width."""


def parties_sheets(
    chart: PartiesChart,
    palette: Palette = PRINT,
    title: str = "",
    source_line: str = "",
    size: Size = A3,
    prices: str = "",
    paged: bool = False,
) -> Iterator[Drawing]:
    """Sheets of ``size`` points, when not ``paged`` one; the parties that do not fit are put together into the last
    line."""
    chart = _fewer_programmes(chart)
    whole = [line.total for line in chart.lines]
    unknown = sum(cell.unknown for cell in whole)
    notes = [_("Number of initiatives, and their known ICT investment in M€."), prices]
    if unknown:
        text = ngettext("Investment not known of {n} initiative.", "Investment not known of {n} initiatives.", unknown)
        notes.append(text.format(n=format_number(unknown)))
    sheet = Sheet(size, palette, title, notes if chart.lines else (), source_line)
    if not chart.lines:
        yield sheet.nothing(_("Nothing to show with this filter."))
        return
    table = _Table(chart, sheet)
    # below the lines of every sheet are the sums of all
    pages = table.pages(_MOST_SHEETS if paged else 1)
    for number, lines in enumerate(pages, 1):
        if len(pages) > 1:
            sheet = Sheet(size, palette, title, notes, source_line, f"{number} / {len(pages)}")
            table = _Table(chart, sheet)
        yield table.draw(lines)


def _fewer_programmes(chart: PartiesChart) -> PartiesChart:
    """The columns after the twelfth as one."""
    count = len(chart.programmes)
    if count <= _MOST_PROGRAMMES:
        return chart
    kept = _MOST_PROGRAMMES - 1
    lines = []
    for line in chart.lines:
        rest = line.cells[kept]
        for cell in line.cells[kept + 1 :]:
            rest = rest.plus(cell)
        lines.append(line._replace(cells=(*line.cells[:kept], rest)))
    return PartiesChart((*chart.programmes[:kept], (None, more_words(count - kept))), tuple(lines))


def _widths(chart: PartiesChart, room: float) -> tuple[float, list[float]]:
    """Points for the names of the parties and for each column, the sums' last: a column has room for the longest word
    of its head, while there is room for that, and the names may take two lines for it."""
    heads = [name for _number, name in chart.programmes] + [_("Together")]
    least = [
        max(_LEAST_COLUMN, max(text_width(word, SMALL, bold=True) for word in head.split()) + _HEAD_EDGE + 0.1)
        for head in heads
    ]
    title = text_width(_("Responsible party"), SMALL, bold=True) + 14
    wanted = max(title, max(text_width(line.name, BODY) for line in chart.lines) + 10)
    names = min(wanted, max(title, room * _LEAST_NAMES, room - sum(least)))
    left = room - names
    if sum(least) < left:
        return names, [one + (left - sum(least)) / len(least) for one in least]
    # the widest are narrowed, and their words broken; the others keep what they need
    widest, narrow = 0.0, sorted(least)
    for number, width in enumerate(narrow):
        widest = left / (len(narrow) - number)
        if width > widest:
            break
        left -= width
    return names, [min(one, widest) for one in least]


class _Table:
    def __init__(self, chart: PartiesChart, sheet: Sheet) -> None:
        self.sheet, self.paper, self.palette = sheet, sheet.paper, sheet.palette
        self.names, self.widths = _widths(chart, sheet.right - sheet.left)
        self.lefts = [sheet.left + self.names + sum(self.widths[:place]) for place in range(len(self.widths))]
        heads = zip(chart.programmes, self.widths, strict=False)
        self.heads = [wrap(name, width - _HEAD_EDGE, SMALL, bold=True) for (_number, name), width in heads]
        self.head = max(len(lines) for lines in self.heads) * SMALL * 1.25 + 24
        room_below = sheet.bottom - sheet.top - self.head - 6
        self.chart = chart
        self.rows = max(2, int(room_below // _ROW) - 1)

    def pages(self, most: int) -> list[tuple[Line, ...]]:
        """The lines of each of at most so many sheets."""
        lines = self.chart.most(self.rows * most).lines
        return [lines[first : first + self.rows] for first in range(0, len(lines), self.rows)]

    def draw(self, shown: Sequence[Line]) -> Drawing:
        paper, palette, chart = self.paper, self.palette, self.chart
        y = self._header(self.sheet.top)
        # a cell of many parties together would leave all others pale
        busiest = max(cell.number for line in chart.lines for cell in line.cells)
        for line in shown:
            name = more_words(line.merged) if line.merged else line.name
            lines = shortened(name, self.names - 8, BODY if len(name) < 40 else SMALL, 2)
            ink = palette.muted if line.merged else palette.text
            paper.lines_of_text(self.sheet.left, y + _ROW / 2, lines, BODY if len(name) < 40 else SMALL, ink)
            for place, cell in enumerate(line.cells):
                self._cell(place, y, cell, None if line.merged else cell.number / busiest)
            self._cell(len(line.cells), y, line.total, None)
            y += _ROW
            paper.line([(self.sheet.left, y), (self.sheet.right, y)], palette.line, 0.6)
        paper.line([(self.sheet.left, y), (self.sheet.right, y)], palette.line_strong, 0.75)
        paper.text(self.sheet.left, y + _ROW / 2, _("Together"), BODY, bold=True)
        for place in range(len(chart.programmes)):
            self._cell(place, y, _together([line.cells[place] for line in chart.lines]), None)
        self._cell(len(chart.programmes), y, _together([line.total for line in chart.lines]), None)
        return paper.finish()

    def _header(self, top: float) -> float:
        floor = top + self.head
        for place, ((number, _name), lines) in enumerate(zip(self.chart.programmes, self.heads, strict=True)):
            x = self.lefts[place] + 4
            tall = len(lines) * SMALL * 1.25
            self.paper.lines_of_text(x, floor - 6 - tall / 2, lines, SMALL, bold=True)
            if number is not None:
                draw_swatch(self.paper, number, x, top + 3)
        words = self.sheet.left, floor - 6 - SMALL * 0.625
        self.paper.text(*words, _("Responsible party"), SMALL, bold=True)
        together = shortened(_("Together"), self.widths[-1] - _HEAD_EDGE, SMALL, 1, bold=True)[0]
        self.paper.text(self.lefts[-1] + 4, words[1], together, SMALL, bold=True)
        self.paper.line([(self.sheet.left, floor), (self.sheet.right, floor)], self.palette.line_strong, 0.75)
        return floor

    def _cell(self, place: int, y: float, cell: Cell, share: float | None) -> None:
        """Nothing at all where a party has nothing; without a ground in sums."""
        if not cell.number:
            return
        paper, palette = self.paper, self.palette
        x, width = self.lefts[place], self.widths[place]
        if share is not None:
            ground = mix(palette.accent, palette.base, 0.08 + 0.24 * share)
            paper.rect(x + 1.5, y + 1.5, x + width - 1.5, y + _ROW - 1.5, ground, z=0.5, corner=2)
        money = format_millions(cell.low, cell.high)
        middle = y + _ROW / 2
        paper.text(x + 7, middle - (5.5 if money else 0), format_number(cell.number), BODY, bold=True)
        if money:
            paper.text(x + 7, middle + 6, shortened(money, width - 12, AXIS, 1)[0], AXIS, palette.muted)


def _together(cells: Sequence[Cell]) -> Cell:
    total = cells[0]
    for cell in cells[1:]:
        total = total.plus(cell)
    return total
