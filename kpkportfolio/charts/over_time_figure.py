"""The picture of the portfolio over time: its initiatives by status above, by programme below, a column a moment."""

from collections.abc import Sequence

from kpkportfolio.charts.bubble_axes import AXES, make_scale
from kpkportfolio.charts.gantt_bars import draw_hatch
from kpkportfolio.charts.gantt_figure import A3, Size
from kpkportfolio.charts.glyphs import draw_status
from kpkportfolio.charts.over_time import Layer, OverTime, end_words, moments_words
from kpkportfolio.charts.palette import PRINT, Palette, hatched
from kpkportfolio.charts.paper import Drawing, text_width
from kpkportfolio.charts.sheet import Sheet, more_words, shortened
from kpkportfolio.charts.sizes import AXIS, BODY, SMALL
from kpkportfolio.text import _, format_date, format_number

_TICKS = 34.0
_KEY_HEAD = 15.0
_FOOT = 50.0
_MOST_TALL = 22.0


def over_time_figure(
    chart: OverTime,
    palette: Palette = PRINT,
    title: str = "",
    source_line: str = "",
    size: Size = A3,
    narrowed: bool = False,
) -> Drawing:
    """One sheet of ``size`` points; ``narrowed`` says that the past is of those alone that are shown today."""
    sheet = Sheet(size, palette, title, _notes(chart, narrowed), source_line)
    if not any(chart.totals):
        return sheet.nothing(_("Nothing to show with this filter."))
    return _Picture(chart, sheet).draw()


def _notes(chart: OverTime, narrowed: bool) -> list[str]:
    notes = _("Number of initiatives at each moment.")
    return [notes, *moments_words(len(chart.columns) - 1, chart.known, narrowed)]


class _Picture:
    def __init__(self, chart: OverTime, sheet: Sheet) -> None:
        self.chart, self.sheet = chart, sheet
        self.paper, self.palette = sheet.paper, sheet.palette
        self.key_left = sheet.right - min(330.0, (sheet.right - sheet.left) * 0.36)
        self.left = sheet.left + _TICKS
        self.right = self.key_left - 24
        # a few columns do not drift apart
        self.step = min(150.0, (self.right - self.left) / len(chart.columns))

    def draw(self) -> Drawing:
        sheet = self.sheet
        room = sheet.bottom - sheet.top - _FOOT - 16
        upper, lower = (_KEY_HEAD + len(key) * SMALL * 1.5 for key in (self.chart.statuses, self.chart.programmes))
        # a low sheet is shared by how much each has to tell
        tall = room / 2 if max(upper, lower) <= room / 2 else room * upper / (upper + lower)
        self._panel(_("By status"), self.chart.statuses, sheet.top, sheet.top + tall)
        self._panel(_("By programme"), self.chart.programmes, sheet.top + tall + 16, sheet.bottom - _FOOT)
        self._moments(sheet.bottom - _FOOT)
        return self.paper.finish()

    def _colour(self, layer: Layer) -> str:
        if layer.status is not None:
            return self.palette.status_colour(layer.status)
        return self.palette.disabled if layer.number is None else self.palette.programme_colour(layer.number)

    def _ink(self, layer: Layer) -> str:
        return self.palette.base if layer.number is None else self.palette.on_programme(layer.number)

    def _panel(self, head: str, layers: Sequence[Layer], top: float, floor: float) -> None:
        paper, palette = self.paper, self.palette
        paper.text(self.sheet.left, top + 6, head, BODY, bold=True)
        ceiling = top + 34
        scale = make_scale(AXES["municipalities"], [0.0, float(max(self.chart.totals))], log=False, pad=0.0)
        unit = (floor - ceiling) / scale.high
        for tick in scale.ticks:
            y = floor - unit * tick.value
            if y < ceiling - 0.5 or tick.value % 1:
                continue
            paper.line([(self.left, y), (self.right, y)], palette.line, 0.6, 0.2)
            paper.text(self.left - 6, y, tick.text, SMALL, palette.muted, align="right")
        paper.line([(self.left, floor), (self.right, floor)], palette.edge, 0.75, 3)
        for place, total in enumerate(self.chart.totals):
            self._column(place, total, layers, floor, unit)
        self._key(layers, top, floor)

    def _column(self, place: int, total: int, layers: Sequence[Layer], floor: float, unit: float) -> None:
        paper, palette = self.paper, self.palette
        wide = min(76.0, self.step * 0.7)
        x = self.left + self.step * (place + 0.5) - wide / 2
        below = 0
        for layer in layers:
            count = layer.counts[place]
            if not count:
                continue
            low, high = floor - unit * below, floor - unit * (below + count)
            paper.rect(x, high, x + wide, low, self._colour(layer), palette.base, 0.5, 1)
            if layer.number is not None and hatched(layer.number):
                draw_hatch(paper, x, high, x + wide, low, palette.base)
            told = format_number(count)
            if low - high > AXIS + 3 and text_width(told, AXIS) < wide - 4:
                paper.text(x + wide / 2, (low + high) / 2, told, AXIS, self._ink(layer), align="center")
            below += count
        told = format_number(total)
        if text_width(told, AXIS, bold=True) <= self.step - 2:
            paper.text(x + wide / 2, floor - unit * below - 8, told, AXIS, bold=True, align="center")

    def _moments(self, top: float) -> None:
        """Names where there is room for them, days where they do not run into each other, today's always."""
        columns = self.chart.columns
        days = [format_date(day) for _name, day in columns]
        every = 1
        while max(text_width(day, SMALL) for day in days) + 8 > self.step * every:
            every += 1
        last = len(columns) - 1
        for place, ((name, _day), day) in enumerate(zip(columns, days, strict=True)):
            if (last - place) % every:
                continue
            x, y = self.left + self.step * (place + 0.5), top + 10
            for words in shortened(name, self.step * every - 8, SMALL, 2, bold=True) if name else ():
                self.paper.text(x, y, words, SMALL, bold=True, align="center")
                y += 11
            self.paper.text(x, y, day, SMALL, self.palette.muted, align="center")

    def _key(self, layers: Sequence[Layer], top: float, floor: float) -> None:
        """The layers from the top down as they lie in the columns, with their first and last numbers."""
        paper, palette, chart = self.paper, self.palette, self.chart
        right = self.sheet.right
        heads = list(end_words(chart.columns))
        ends: tuple[int, ...] = (0, -1)
        if len(chart.columns) == 1:
            heads, ends = heads[1:], (-1,)
        wide = max(text_width(head, SMALL, bold=True) for head in heads) + 12
        edges = [right - wide * (len(heads) - 1 - place) for place in range(len(heads))]
        for head, edge in zip(heads, edges, strict=True):
            paper.text(edge, top + 6, head, SMALL, bold=True, align="right")
        # a name ends where the numbers begin, not where their day does
        numbers = max(text_width(format_number(layer.counts[ends[0]]), SMALL) for layer in layers) if layers else 0.0
        y = top + _KEY_HEAD
        tall = min(_MOST_TALL, (floor - y) / max(1, len(layers)))
        rows = 2 if tall >= 2 * SMALL * 1.25 else 1
        # lines between rows as low as their letters would strike the words through
        airy = tall >= SMALL * 1.4
        for layer in reversed(layers):
            middle = y + tall / 2
            if airy:
                paper.line([(self.key_left, y), (right, y)], palette.line, 0.6)
            name_left = self.key_left + 17
            half = min(5.5, tall / 2 - 1)
            box = (self.key_left, middle - half, self.key_left + 11, middle + half)
            paper.rect(*box, self._colour(layer), z=2)
            if layer.status is not None:
                draw_status(paper, layer.status, name_left + 5, middle)
                name_left += 16
            if layer.number is not None:
                told = f"{layer.number}"
                small = AXIS if layer.number < 10 else 7.0
                paper.text(box[0] + 5.5, middle, told, small, self._ink(layer), bold=True, align="center", z=3)
            name = more_words(layer.merged) if layer.merged else layer.name
            room = edges[0] - numbers - 8 - name_left
            paper.lines_of_text(name_left, middle, shortened(name, room, SMALL, rows), SMALL)
            for end, edge in zip(ends, edges, strict=True):
                paper.text(edge, middle, format_number(layer.counts[end]), SMALL, align="right")
            y += tall
        paper.line([(self.key_left, y), (right, y)], palette.line, 0.6)
