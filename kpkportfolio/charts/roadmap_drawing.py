"""One sheet of the roadmap: programmes down, time across, names above thin bars or beside them, milestones on them."""

from collections.abc import Sequence
from datetime import date

from kpkportfolio.charts.bars import GanttRow, Span, span
from kpkportfolio.charts.gantt_bars import Timeline, draw_milestone
from kpkportfolio.charts.gantt_table import group_summary
from kpkportfolio.charts.glyphs import draw_swatch
from kpkportfolio.charts.palette import hatched, mix
from kpkportfolio.charts.paper import Drawing, text_width, wrap
from kpkportfolio.charts.roadmap import Band, Placed, band_height, under_way
from kpkportfolio.charts.sheet import Sheet, more_words, shortened
from kpkportfolio.charts.sizes import AXIS, BODY, SMALL
from kpkportfolio.charts.time_axis import axis_ticks
from kpkportfolio.text import _, format_date, format_number

HEAD = 32.0
BAR = 5.0
NAME = 8.25
LEADING = NAME * 1.2
WORDS, CELLS = 12.0, 15.0
REST = WORDS + CELLS
"""Height of the lane that counts what has no room, year by year, with the words above it."""


class ProgrammeWords:
    """What stands at the left of a programme's band, on a ``compact`` sheet in one line each."""

    def __init__(self, room: float, compact: bool = False) -> None:
        self.room = room
        self.compact = compact

    def title(self, group: GanttRow) -> list[str]:
        room = self.room - (18 if group.programme_number is not None else 0)
        if self.compact:
            return shortened(group.title, room, BODY, 1, bold=True)
        return wrap(group.title, room, BODY, bold=True)

    def summary(self, group: GanttRow, continued: bool = False) -> list[str]:
        told = _("(continued)") if continued else group_summary(group)
        return shortened(told, self.room, SMALL, 1) if self.compact else wrap(told, self.room, SMALL)

    def least(self, group: GanttRow, continued: bool = False) -> float:
        """How high the band is at least."""
        lines = len(self.title(group)) * BODY + len(self.summary(group, continued)) * SMALL
        return lines * 1.25 + (4 if self.compact else 12)


class RoadmapSheet:
    """Draws bands on a sheet; ``low`` is the height of a lane's lower part, in whose middle its bars are."""

    def __init__(self, sheet: Sheet, line: Timeline, words: ProgrammeWords, low: float, today: date | None) -> None:
        self.sheet, self.paper, self.palette = sheet, sheet.paper, sheet.palette
        self.line, self.words, self.low, self.today = line, words, low, today

    def draw(self, bands: Sequence[Band], air: float, hidden: int) -> Drawing:
        """The bands from the top, each taller by ``air`` points, and how many programmes are ``hidden``."""
        sheet, paper, palette = self.sheet, self.paper, self.palette
        top = sheet.top + HEAD
        y = top
        for number, band in enumerate(bands):
            tall = band_height(band, self.words.least(band.group, band.continued)) + air
            ground = palette.base if number % 2 else palette.alt
            if number % 2 == 0:
                paper.rect(sheet.left, y, sheet.right, y + tall, ground, z=0)
            self._band(band, y, tall, ground)
            y += tall
            paper.line([(sheet.left, y), (sheet.right, y)], palette.line_strong, 0.6, 0.6)
        if hidden:
            paper.text(sheet.left, y + REST / 2, more_words(hidden), SMALL, palette.muted)
        self._axis(sheet.top, y)
        return paper.finish()

    def _axis(self, top: float, bottom: float) -> None:
        paper, palette, line = self.paper, self.palette, self.line
        months = (line.last - line.first).days / 30.436875 or 1
        upper, lower = axis_ticks(line.first, line.last, (line.right - line.left) / months * 96 / 72)
        floor = top + HEAD
        for ticks, ceiling, size, bold in ((upper, top, SMALL, True), (lower, top + HEAD / 2, AXIS, False)):
            for tick in ticks:
                left, right = line.inside(line.x(tick.start)), line.inside(line.x(tick.end))
                if right - left < 0.5:
                    continue
                paper.line([(left, ceiling), (left, bottom if bold else floor)], palette.line, 0.6, 0.3)
                if text_width(tick.label, size, bold) + 3 <= right - left:
                    paper.text(left + min(4, (right - left) / 6), ceiling + HEAD / 4, tick.label, size, bold=bold)
        paper.line([(self.sheet.left, floor), (line.right, floor)], palette.line_strong, 0.75, 0.7)
        if self.today is not None and line.first <= self.today <= line.last:
            x = line.x(self.today)
            text = format_date(self.today)
            wide = text_width(text, AXIS, bold=True) + 6
            left = min(max(x - wide / 2, line.left), line.right - wide)
            paper.line([(x, floor), (x, bottom)], palette.text, 1.1, 3.5)
            # above the axis, where no year and no name is
            paper.rect(left, top - 13, left + wide, top - 1, palette.text, z=5.5, corner=1.5)
            paper.text(left + 3, top - 7, text, AXIS, palette.base, bold=True, z=6)

    def _band(self, band: Band, top: float, tall: float, ground: str) -> None:
        paper, palette, group = self.paper, self.palette, band.group
        left = self.sheet.left + 4
        lines = self.words.title(group)
        y = top + (2 if self.words.compact else 6) + BODY * 0.625
        if group.programme_number is not None:
            draw_swatch(paper, group.programme_number, left, y)
        for number, text in enumerate(lines):
            inset = 18 if group.programme_number is not None else 0
            paper.text(left + inset, y + number * BODY * 1.25, text, BODY, bold=True)
        y += len(lines) * BODY * 1.25
        for text in self.words.summary(group, band.continued):
            paper.text(left, y, text, SMALL, palette.muted)
            y += SMALL * 1.25
        y = top + 4 + (tall - 8 - sum(band.lanes)) / 2
        bottoms = []
        for height in band.lanes:
            y += height
            bottoms.append(y)
        for placed in band.placed:
            self._initiative(placed, bottoms[placed.lane], ground)
        if band.rest:
            self._rest(band, bottoms[-1] - band.lanes[-1])

    def _initiative(self, placed: Placed, bottom: float, ground: str) -> None:
        paper, palette, line = self.paper, self.palette, self.line
        row = placed.row
        middle = bottom - self.low / 2
        first = middle if placed.beside else middle - BAR / 2 - 2 - (len(placed.lines) - 0.5) * LEADING
        for number, text in enumerate(placed.lines):
            ink = palette.muted if row.halted else None
            y = first + number * LEADING
            left, right = placed.text_left, placed.text_left + text_width(text, NAME)
            # the lines of the years and of today pass behind a name, not through it
            paper.rect(left - 2, y - NAME * 0.55, right + 2, y + NAME * 0.55, ground, z=3.6)
            paper.text(left, y, text, NAME, ink)
        shown = span(row, line.first, line.last)
        if shown is None:
            return
        self._bar(row, shown, middle)
        for mark in row.milestones:
            if line.first <= mark.date <= line.last:
                draw_milestone(paper, line.x(mark.date, evening=True), middle, mark.reached)

    def _bar(self, row: GanttRow, shown: Span, middle: float) -> None:
        paper, palette, line = self.paper, self.palette, self.line
        colour = palette.text if row.programme_number is None else palette.programme_colour(row.programme_number)
        left = line.x(shown.start, evening=shown.lone and row.start is None)
        if shown.lone:
            far = line.inside(left + (18 if row.start is not None else -18))
            paper.line([(left, middle - BAR), (left, middle + BAR)], colour, 1.4, 2)
            paper.line([(left, middle), (far, middle)], colour, 1.1, 2, dash=(2.2, 2.2))
            return
        right = max(line.x(shown.end, evening=True), left + 2)
        top, bottom = middle - BAR / 2, middle + BAR / 2
        if row.halted:
            box = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
            paper.line(box, palette.muted, 0.8, 2, dash=(3, 2))
            return
        fill = palette.tint(colour) if row.undecided else colour
        if shown.open_ended:
            tip = min(6.0, right - left)
            paper.shape(
                [(left, top), (right - tip, top), (right, middle), (right - tip, bottom), (left, bottom)],
                fill, colour, 0.6, 2,
            )  # fmt: skip
        else:
            paper.rect(left, top, right, bottom, fill, colour, 0.6, 2)
        if hatched(row.programme_number):
            paper.line([(left, middle), (right, middle)], palette.base, 0.8, 2.1, dash=(2, 2))

    def _rest(self, band: Band, top: float) -> None:
        """What there is no room for: how many, and how many of them are under way in each year."""
        paper, palette, line = self.paper, self.palette, self.line
        if not self.words.compact:
            words = _("{more}; under way in each year:").format(more=more_words(len(band.rest)))
            paper.text(line.left + 4, top + WORDS / 2, words, AXIS, palette.muted, halo=1.5)
            top += WORDS
        years = list(range(line.first.year, line.last.year + 1))
        counts = under_way(band.rest, years)
        busiest = max(counts, default=0) or 1
        number = band.group.programme_number
        colour = palette.text if number is None else palette.programme_colour(number)
        for year, count in zip(years, counts, strict=True):
            left, right = line.inside(line.x(date(year, 1, 1))), line.inside(line.x(date(year, 12, 31), evening=True))
            if not count or right - left < 1:
                continue
            ground = mix(colour, palette.base, 0.08 + 0.22 * count / busiest)
            paper.rect(left + 1, top + 1, right - 1, top + CELLS - 2, ground, z=0.5, corner=1.5)
            text = format_number(count)
            if text_width(text, AXIS) + 4 <= right - left:
                paper.text(left + min(5, (right - left) / 8), top + CELLS / 2 - 0.5, text, AXIS)
