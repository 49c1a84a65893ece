"""The printed Gantt: the table on the left and the timeline on the right of the same rows, on one sheet or many."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kpkportfolio.charts.bars import Arrow, GanttRow
from kpkportfolio.charts.gantt_bars import Timeline, draw_arrows, draw_row
from kpkportfolio.charts.gantt_legend import LINE, Item, draw_legend, legend_items, legend_lines
from kpkportfolio.charts.gantt_table import ROOMY_ROW, ROW, Table
from kpkportfolio.charts.palette import PRINT, Palette
from kpkportfolio.charts.paper import Drawing, Paper, text_width, wrap
from kpkportfolio.charts.sizes import AXIS, BODY, SMALL, TITLE, USUAL_COLUMNS
from kpkportfolio.charts.time_axis import Phase, Tick, axis_ticks
from kpkportfolio.text import _, format_date, format_number, ngettext

Size = tuple[float, float]
A4: Size = (842.0, 595.0)
A3: Size = (1191.0, 842.0)
"""Landscape sheets in points."""

MARGIN = 28.0
"""Of white around everything, in points, unless another is asked for."""
_PHASES, _BAND = 18.0, 15.0


def gantt_figure(
    rows: Sequence[GanttRow],
    arrows: Sequence[Arrow],
    first: date,
    last: date,
    palette: Palette = PRINT,
    title: str = "",
    source_line: str = "",
    width: float = A3[0],
    today: date | None = None,
    phases: Sequence[Phase] = (),
    columns: Collection[str] = USUAL_COLUMNS,
    margin: float = MARGIN,
    ghosts: str = "",
) -> Drawing:
    """All rows on one sheet ``width`` points wide and as tall as it takes, from day ``first`` to ``last``.

    ``ghosts`` says what they are of, when that is not the latest baseline.
    """
    table = Table(rows, margin, width, ROOMY_ROW, columns)
    sheet = _Sheet(rows, arrows, table, first, last, palette, title, source_line, today, phases, ghosts)
    key = legend_items(rows, arrows, sheet.numbered_phases(width), ghosts)
    items = legend_lines(key, width - 2 * margin)
    height = sheet.head() + sum(table.heights) + sheet.foot(items)
    return sheet.draw((width, max(height, 200.0)), range(len(rows)), items, "")


def gantt_pages(
    rows: Sequence[GanttRow],
    arrows: Sequence[Arrow],
    first: date,
    last: date,
    palette: Palette = PRINT,
    title: str = "",
    source_line: str = "",
    size: Size = A3,
    today: date | None = None,
    phases: Sequence[Phase] = (),
    columns: Collection[str] = USUAL_COLUMNS,
    margin: float = MARGIN,
    ghosts: str = "",
) -> Iterator[Drawing]:
    """The same over as many sheets of ``size`` as it takes, the header and a broken group's name repeated.

    Sheets are drawn one at a time as they are asked for, so that ten thousand rows need little memory.
    Rows shrink a little when that brings everything onto one sheet. An arrow is drawn where both its rows are
    on one sheet; how many are not is said beside the page number.
    """
    table = Table(rows, margin, size[0], ROW, columns)
    sheet = _Sheet(rows, arrows, table, first, last, palette, title, source_line, today, phases, ghosts)
    items, pages = _paged(sheet, size)
    touching: dict[int, set[Arrow]] = defaultdict(set)
    for arrow in arrows:
        touching[arrow.predecessor].add(arrow)
        touching[arrow.successor].add(arrow)
    for number, page in enumerate(pages, 1):
        # what has a title of its own is numbered there
        note = f"{number} / {len(pages)}" if len(pages) > 1 and title else ""
        here = set(page)
        met = set().union(*(touching[index] for index in page if index in touching))
        apart = sum((arrow.predecessor in here) != (arrow.successor in here) for arrow in met)
        if apart:
            text = ngettext("{n} dependency leads to another page", "{n} dependencies lead to other pages", apart)
            note = " · ".join(filter(None, (text.format(n=format_number(apart)), note)))
        yield sheet.draw(size, page, items, note)


def gantt_page_count(
    rows: Sequence[GanttRow],
    arrows: Sequence[Arrow],
    first: date,
    last: date,
    title: str = "",
    source_line: str = "",
    size: Size = A3,
    phases: Sequence[Phase] = (),
    columns: Collection[str] = USUAL_COLUMNS,
    margin: float = MARGIN,
    ghosts: str = "",
) -> int:
    """How many sheets :func:`gantt_pages` makes of the same rows; nothing is drawn for it."""
    table = Table(rows, margin, size[0], ROW, columns)
    sheet = _Sheet(rows, arrows, table, first, last, PRINT, title, source_line, None, phases, ghosts)
    return len(_paged(sheet, size)[1])


def _paged(sheet: "_Sheet", size: Size) -> tuple[list[list[Item]], list[list[int]]]:
    """The key's lines, and the rows of each sheet of this size."""
    key = legend_items(sheet.rows, sheet.arrows, sheet.numbered_phases(size[0]), sheet.ghosts)
    items = legend_lines(key, size[0] - 2 * sheet.margin)
    room = size[1] - sheet.head() - sheet.foot(items)
    if sheet.rows:
        sheet.table.fit(room)
    return items, list(_break(sheet.rows, sheet.table.heights, room))


def _break(rows: Sequence[GanttRow], heights: Sequence[float], room: float) -> Iterator[list[int]]:
    """Indices of the rows of each sheet. A sheet that begins inside a group begins with the group's row again.

    A group row never stands alone at the foot of a sheet.
    """
    page: list[int] = []
    used = 0.0
    group: int | None = None
    for index, row in enumerate(rows):
        need = heights[index]
        if row.is_group and index + 1 < len(rows) and not rows[index + 1].is_group:
            need += heights[index + 1]
        if page and used + need > room:
            yield page
            page = [group] if group is not None and not row.is_group else []
            used = sum(heights[member] for member in page)
        if row.is_group:
            group = index
        page.append(index)
        used += heights[index]
    if page or not rows:
        yield page


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What every sheet of one Gantt shares."""

    rows: Sequence[GanttRow]
    arrows: Sequence[Arrow]
    table: Table
    first: date
    last: date
    palette: Palette
    title: str
    source_line: str
    today: date | None
    phases: Sequence[Phase]
    ghosts: str

    @property
    def source(self) -> list[str]:
        # longer lines than on A4 are hard to read
        room = min(self.table.across, A4[0]) - 2 * self.margin
        return wrap(self.source_line, room, SMALL) if self.source_line else []

    def numbered_phases(self, width: float) -> list[tuple[int, str]]:
        """The phases too narrow for their names: only their number stands in the header, the name in the key."""
        line = Timeline(self.first, self.last, self.table.right, width - self.margin, 0)
        return [
            (number, phase.name)
            for number, phase in enumerate(self.phases, 1)
            if phase.first <= self.last
            and phase.last >= self.first
            and text_width(phase.short, SMALL) + 6
            > line.inside(line.x(phase.last, evening=True)) - line.inside(line.x(phase.first))
        ]

    @property
    def margin(self) -> float:
        """Of white around everything."""
        return self.table.left

    def foot(self, items: Sequence[Sequence[Item]]) -> float:
        """What the key and the source take below the rows."""
        return 8 + LINE * len(items) + 6 + 12 * len(self.source) + self.margin

    def head(self) -> float:
        """What the title and the axis take above them."""
        return self.margin + (TITLE + 14 if self.title else 0) + self.phase_band + 2 * _BAND

    @property
    def phase_band(self) -> float:
        """The height of the band above the years; nothing when no phase is in these days."""
        return _PHASES if any(one.first <= self.last and one.last >= self.first for one in self.phases) else 0.0

    def draw(self, size: Size, page: Sequence[int], items: Sequence[Sequence[Item]], note: str) -> Drawing:
        paper = Paper(*size, self.palette)
        right = size[0] - self.margin
        line = Timeline(self.first, self.last, self.table.right, right, min(10.5, self.table.row_height * 0.54))
        if self.title:
            paper.text(self.margin, self.margin + TITLE / 2, self.title, TITLE, bold=True)
        top = self.head()
        heights = [self.table.heights[index] for index in page]
        bottom = top + sum(heights)
        self._header(paper, line, top, bottom)
        middles: dict[int, float] = {}
        y = top
        for place, (index, height) in enumerate(zip(page, heights, strict=True)):
            again = place == 0 and self.rows[index].is_group and len(page) > 1 and page[1] != index + 1
            middles[index] = y + height / 2
            self.table.draw(paper, index, y, height, right, again)
            draw_row(paper, line, self.rows[index], middles[index] - 0.8)
            y += height
            paper.line([(self.margin, y), (right, y)], self.palette.line, 0.6, 0.6)
        where = {index: place for place, index in enumerate(page)}
        here = [
            arrow._replace(predecessor=where[arrow.predecessor], successor=where[arrow.successor])
            for arrow in self.arrows
            if arrow.predecessor in where and arrow.successor in where
        ]
        shown = [self.rows[index] for index in page]
        draw_arrows(paper, line, here, shown, [middles[index] - 0.8 for index in page], heights)
        if not page:
            paper.text(self.margin, top + 14, _("Nothing to show with this filter."), BODY, self.palette.muted)
        draw_legend(paper, items, self.margin, bottom + 8)
        self._foot(paper, note, right)
        return paper.finish()

    def _foot(self, paper: Paper, note: str, right: float) -> None:
        for number, text in enumerate(reversed(self.source)):
            paper.text(self.margin, paper.height - self.margin - 6 - 12 * number, text, SMALL, self.palette.muted)
        if note and self.title:
            paper.text(right, self.margin + TITLE / 2, note, SMALL, self.palette.muted, align="right")
        elif note:
            # over the names: above the years are the phases then
            paper.text(self.margin, self.margin + SMALL / 2, note, SMALL, self.palette.muted)

    def _header(self, paper: Paper, line: Timeline, top: float, bottom: float) -> None:
        palette = self.palette
        months = (self.last - self.first).days / 30.436875 or 1
        upper, lower = axis_ticks(self.first, self.last, (line.right - line.left) / months * 96 / 72)
        middle = top - 2 * _BAND
        ceiling, floor = middle - self.phase_band, middle + _BAND
        whole = all(
            text_width(phase.name, SMALL) + 6
            <= line.inside(line.x(phase.last, evening=True)) - line.inside(line.x(phase.first))
            for phase in self.phases
        )
        for number, phase in enumerate(self.phases):
            if phase.last < self.first or phase.first > self.last:
                continue
            left, right = line.inside(line.x(phase.first)), line.inside(line.x(phase.last, evening=True))
            if number % 2 == 0:
                paper.rect(left, ceiling, right, top, palette.phase_header, z=0.1)
                paper.rect(left, top, right, bottom, palette.phase_band, z=0.1)
            name = phase.name if whole else phase.short
            text = name if text_width(name, SMALL) + 6 <= right - left else f"{number + 1}"
            if text_width(text, SMALL) + 2 <= right - left:
                paper.text(left + min(4, (right - left) / 6), (ceiling + middle) / 2, text, SMALL, palette.muted)
            paper.line([(left, ceiling), (left, middle)], palette.line, 0.6, 0.5)
        self._band(paper, line, upper, (middle, floor, bottom), SMALL, True)
        self._band(paper, line, lower, (floor, top, bottom), AXIS, False)
        for y in (middle, floor):
            paper.line([(line.left, y), (line.right, y)], palette.line, 0.6, 0.5)
        paper.line([(self.margin, top), (line.right, top)], palette.line_strong, 0.75, 0.7)
        paper.line([(line.left, ceiling), (line.left, bottom)], palette.line_strong, 0.75, 0.7)
        paper.line([(self.margin, bottom), (line.right, bottom)], palette.line_strong, 0.75, 0.7)
        self.table.draw_head(paper, top - 7.5)
        if self.today is not None and self.first <= self.today <= self.last:
            self._today(paper, line, self.today, upper, (middle, floor, bottom))

    def _band(
        self,
        paper: Paper,
        line: Timeline,
        ticks: Sequence[Tick],
        ys: tuple[float, float, float],
        size: float,
        bold: bool,
    ) -> None:
        top, floor, bottom = ys
        for tick in ticks:
            left, right = line.inside(line.x(tick.start)), line.inside(line.x(tick.end))
            if right - left < 0.5:
                continue
            paper.line([(left, top), (left, bottom)], self.palette.line, 0.6, 0.5)
            # a cell the window's edge cuts short keeps its label only if it still fits
            if text_width(tick.label, size, bold) + 3 <= right - left:
                paper.text(left + min(4, (right - left) / 6), (top + floor) / 2, tick.label, size, bold=bold)

    def _today(
        self, paper: Paper, line: Timeline, today: date, upper: Sequence[Tick], ys: tuple[float, float, float]
    ) -> None:
        """The line over the bars, its date left or right of it where no year's label is, else above the header."""
        top, floor, bottom = ys
        palette = self.palette
        x = line.x(today)
        text = format_date(today)
        width = text_width(text, AXIS, bold=True) + 6
        words = [(line.x(tick.start), line.x(tick.start) + 8 + text_width(tick.label, SMALL, True)) for tick in upper]
        for left in (x - width, x):
            inside = line.left <= left and left + width <= line.right
            if inside and not any(left < end and start < left + width for start, end in words):
                break
        else:
            left = min(max(x - width, line.left), line.right - width)
            floor = top - self.phase_band
            top = floor - _BAND
        head = ys[1] + _BAND
        # behind the words of the header, over the bars
        paper.line([(x, floor), (x, head)], palette.text, 1.1, 0.8)
        paper.line([(x, head), (x, bottom)], palette.text, 1.1, 3.5)
        paper.rect(left, top + 0.8, left + width, floor - 0.8, palette.text, z=5.5, corner=1.5)
        paper.text(left + 3, (top + floor) / 2, text, AXIS, palette.base, bold=True, z=6)
