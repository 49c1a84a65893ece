"""The roadmap as a picture: programmes down, time across, names above thin bars, milestones on them."""

from collections.abc import Sequence
from datetime import date

from kpkportfolio.charts.bars import GanttRow, Span, span
from kpkportfolio.charts.gantt_bars import Timeline, draw_milestone
from kpkportfolio.charts.gantt_figure import A3, Size
from kpkportfolio.charts.gantt_table import group_summary
from kpkportfolio.charts.glyphs import draw_swatch
from kpkportfolio.charts.palette import PRINT, Palette, hatched, mix
from kpkportfolio.charts.paper import Drawing, text_width, wrap
from kpkportfolio.charts.roadmap import Band, Measure, Placed, band_height, build_bands, under_way
from kpkportfolio.charts.sheet import Sheet, more_words, shortened
from kpkportfolio.charts.sizes import AXIS, BODY, SMALL
from kpkportfolio.charts.time_axis import axis_ticks
from kpkportfolio.text import _, format_date, format_number, ngettext

_HEAD = 32.0
_BAR = 5.0
_NAME = 8.25
_LEADING = _NAME * 1.2
_WORDS, _CELLS = 12.0, 15.0
_REST = _WORDS + _CELLS
_MOST_BANDS = 24
_LOW = _LEADING
"""Height of a lane whose names stand beside the bars."""


def roadmap_figure(
    rows: Sequence[GanttRow],
    first: date,
    last: date,
    palette: Palette = PRINT,
    title: str = "",
    source_line: str = "",
    size: Size = A3,
    today: date | None = None,
    prices: str = "",
) -> Drawing:
    """One sheet of ``size`` points from day ``first`` to ``last``; ``rows`` are grouped, as ``build_rows`` gives them.

    Names stand above their bars, or beside them where that finds room for more. What there is no room for even so is
    counted year by year in its programme's last lane.
    """
    undated = sum(not row.is_group and row.level <= 1 and row.start is None and row.end is None for row in rows)
    notes = []
    if undated:
        text = ngettext("Schedule not known of {n} initiative.", "Schedule not known of {n} initiatives.", undated)
        notes.append(text.format(n=format_number(undated)))
    money = any(row.is_group and row.investment_max is not None for row in rows)
    if money:
        notes.append(_("Known ICT investment."))
        notes.append(prices)
    if any(row.milestones for row in rows):
        notes.append(_("A filled diamond is a milestone reached, an open one is to come."))
    if any(row.undecided for row in rows):
        notes.append(_("A pale bar is an idea or a proposal."))
    if any(row.halted for row in rows):
        notes.append(_("A dashed one is suspended or cancelled."))
    sheet = Sheet(size, palette, title, notes, source_line)
    if not rows:
        return sheet.nothing(_("Nothing to show with this filter."))
    picture = _Picture(rows, first, last, sheet, today)
    if picture.compact:
        notes.append(_("What there is no room to name is counted in each year it is under way."))
        picture = _Picture(rows, first, last, Sheet(size, palette, title, notes, source_line), today)
    return picture.draw()


class _Picture:
    def __init__(self, rows: Sequence[GanttRow], first: date, last: date, sheet: Sheet, today: date | None) -> None:
        self.sheet, self.paper, self.palette = sheet, sheet.paper, sheet.palette
        self.today = today
        across = sheet.right - sheet.left
        widest = max((text_width(row.title, BODY, bold=True) for row in rows if row.is_group), default=0.0) + 18
        # on a narrow sheet, as of a projector, the programmes' names may take a little of the years'
        names = min(190.0, max(across * 0.24, min(widest, across * 0.32)))
        self.names = names
        self.line = Timeline(first, last, sheet.left + names + 12, sheet.right, _BAR)
        most = (self.line.right - self.line.left) * 0.5
        measure = Measure(
            self.line.x,
            self.line.left + 4,
            self.line.right - 4,
            lambda text: shortened(text, most, _NAME, 2),
            lambda text: text_width(text, _NAME),
            lambda lines: lines * _LEADING + _BAR + 7,
        )
        room = sheet.bottom - sheet.top - _HEAD
        shown = self._fitting(rows, room)
        self.hidden = sum(row.is_group for row in rows) - sum(row.is_group for row in shown)
        room_left = room - (_REST if self.hidden else 0)
        self.bands = build_bands(shown, measure, room_left, self._least, self.rest_lane)
        self.beside = False
        if _rest(self.bands):
            low = measure._replace(
                lines=lambda text: shortened(text, most, _NAME, 1), lane=lambda _lines: _LOW, beside=True
            )
            bands = build_bands(shown, low, room_left, self._least, self.rest_lane)
            if _rest(bands) < _rest(self.bands):
                self.bands, self.beside = bands, True
        used = sum(band_height(band, self._least(band.group)) for band in self.bands)
        # a sparse portfolio breathes a little; it is not stretched over the whole sheet
        self.air = min(max(room - used - (_REST if self.hidden else 0), 0.0) / max(len(self.bands), 1), 14.0)

    def _fitting(self, rows: Sequence[GanttRow], room: float) -> list[GanttRow]:
        """The rows of the programmes that fit even when only counted, on a low sheet with fewer words; the others
        are counted below."""
        groups = [row for row in rows if row.is_group]
        most = min(len(groups), _MOST_BANDS)

        def tall() -> float:
            bands = sum(max(self._least(group), self.rest_lane + 8) for group in groups[:most])
            return bands + (_REST if most < len(groups) else 0)

        self.compact = False
        self.compact = tall() > room
        while most > 1 and tall() > room:
            most -= 1
        return _first_groups(rows, most)

    @property
    def rest_lane(self) -> float:
        return _CELLS if self.compact else _REST

    def _title(self, group: GanttRow) -> list[str]:
        room = self.names - (18 if group.programme_number is not None else 0)
        if self.compact:
            return shortened(group.title, room, BODY, 1, bold=True)
        return wrap(group.title, room, BODY, bold=True)

    def _beside(self, group: GanttRow) -> list[str]:
        told = group_summary(group)
        return shortened(told, self.names, SMALL, 1) if self.compact else wrap(told, self.names, SMALL)

    def _least(self, group: GanttRow) -> float:
        air = 4 if self.compact else 12
        return len(self._title(group)) * BODY * 1.25 + len(self._beside(group)) * SMALL * 1.25 + air

    def draw(self) -> Drawing:
        sheet, paper, palette = self.sheet, self.paper, self.palette
        top = sheet.top + _HEAD
        y = top
        for number, band in enumerate(self.bands):
            tall = band_height(band, self._least(band.group)) + self.air
            ground = palette.base if number % 2 else palette.alt
            if number % 2 == 0:
                paper.rect(sheet.left, y, sheet.right, y + tall, ground, z=0)
            self._band(band, y, tall, ground)
            y += tall
            paper.line([(sheet.left, y), (sheet.right, y)], palette.line_strong, 0.6, 0.6)
        if self.hidden:
            paper.text(sheet.left, y + _REST / 2, more_words(self.hidden), SMALL, palette.muted)
        self._axis(sheet.top, y)
        return paper.finish()

    def _axis(self, top: float, bottom: float) -> None:
        paper, palette, line = self.paper, self.palette, self.line
        months = (line.last - line.first).days / 30.436875 or 1
        upper, lower = axis_ticks(line.first, line.last, (line.right - line.left) / months * 96 / 72)
        floor = top + _HEAD
        for ticks, ceiling, size, bold in ((upper, top, SMALL, True), (lower, top + _HEAD / 2, AXIS, False)):
            for tick in ticks:
                left, right = line.inside(line.x(tick.start)), line.inside(line.x(tick.end))
                if right - left < 0.5:
                    continue
                paper.line([(left, ceiling), (left, bottom if bold else floor)], palette.line, 0.6, 0.3)
                if text_width(tick.label, size, bold) + 3 <= right - left:
                    paper.text(left + min(4, (right - left) / 6), ceiling + _HEAD / 4, tick.label, size, bold=bold)
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
        lines = self._title(group)
        y = top + (2 if self.compact else 6) + BODY * 0.625
        if group.programme_number is not None:
            draw_swatch(paper, group.programme_number, left, y)
        for number, text in enumerate(lines):
            inset = 18 if group.programme_number is not None else 0
            paper.text(left + inset, y + number * BODY * 1.25, text, BODY, bold=True)
        y += len(lines) * BODY * 1.25
        for text in self._beside(group):
            paper.text(left, y, text, SMALL, palette.muted)
            y += SMALL * 1.25
        y = top + 4 + (tall - 8 - sum(band.lanes)) / 2
        tops = []
        for height in band.lanes:
            tops.append(y)
            y += height
        for placed in band.placed:
            self._initiative(placed, tops[placed.lane], ground)
        if band.rest:
            self._rest(band, tops[-1])

    def _initiative(self, placed: Placed, top: float, ground: str) -> None:
        paper, palette, line = self.paper, self.palette, self.line
        row = placed.row
        halted = row.halted
        for number, text in enumerate(placed.lines):
            ink = palette.muted if halted else None
            line_middle = top + _LOW / 2 if self.beside else top + 3 + (number + 0.5) * _LEADING
            left, right = placed.text_left, placed.text_left + text_width(text, _NAME)
            # the lines of the years pass behind a name, not through it
            paper.rect(left - 2, line_middle - _NAME * 0.55, right + 2, line_middle + _NAME * 0.55, ground, z=0.5)
            paper.text(left, line_middle, text, _NAME, ink)
        middle = top + (_LOW / 2 if self.beside else len(placed.lines) * _LEADING + 4.5 + _BAR / 2)
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
            paper.line([(left, middle - _BAR), (left, middle + _BAR)], colour, 1.4, 2)
            paper.line([(left, middle), (far, middle)], colour, 1.1, 2, dash=(2.2, 2.2))
            return
        right = max(line.x(shown.end, evening=True), left + 2)
        top, bottom = middle - _BAR / 2, middle + _BAR / 2
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
        if not self.compact:
            words = _("{more}; under way in each year:").format(more=more_words(len(band.rest)))
            paper.text(line.left + 4, top + _WORDS / 2, words, AXIS, palette.muted, halo=1.5)
            top += _WORDS
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
            paper.rect(left + 1, top + 1, right - 1, top + _CELLS - 2, ground, z=0.5, corner=1.5)
            text = format_number(count)
            if text_width(text, AXIS) + 4 <= right - left:
                paper.text(left + min(5, (right - left) / 8), top + _CELLS / 2 - 0.5, text, AXIS)


def _first_groups(rows: Sequence[GanttRow], most: int) -> list[GanttRow]:
    """The rows of so many programmes, the first ones."""
    shown: list[GanttRow] = []
    groups = 0
    for row in rows:
        groups += row.is_group
        if groups > most:
            break
        shown.append(row)
    return shown


def _rest(bands: Sequence[Band]) -> int:
    """How many initiatives have no room."""
    return sum(len(band.rest) for band in bands)
