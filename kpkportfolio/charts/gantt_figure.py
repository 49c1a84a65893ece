"""The printed Gantt: the table on the left and the timeline on the right of the same rows, on one sheet or many."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kpkportfolio.charts.bars import Arrow, GanttRow
from kpkportfolio.charts.gantt_bars import Timeline, bar_colour, draw_arrows, draw_row
from kpkportfolio.charts.gantt_legend import LINE, Item, draw_legend, legend_items, legend_lines
from kpkportfolio.charts.glyphs import draw_status
from kpkportfolio.charts.palette import PRINT, Palette, hatched
from kpkportfolio.charts.paper import Drawing, Paper, text_width, wrap
from kpkportfolio.charts.sizes import AXIS, BODY, SMALL, TITLE
from kpkportfolio.charts.time_axis import Phase, Tick, axis_ticks
from kpkportfolio.model.vocabulary import label
from kpkportfolio.text import _, format_date, format_millions, format_month, format_number, ngettext

Size = tuple[float, float]
A4: Size = (842.0, 595.0)
A3: Size = (1191.0, 842.0)
"""Landscape sheets in points."""

_MARGIN = 28.0
_BANDS = (18.0, 15.0, 15.0)
_ROW, _LEAST_ROW, _ROOMY_ROW = 18.0, 15.0, 21.0
_GAP = 12.0


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
) -> Drawing:
    """All rows on one sheet ``width`` points wide and as tall as it takes, from day ``first`` to ``last``."""
    table = _Table(rows, width, _ROOMY_ROW)
    sheet = _Sheet(rows, arrows, table, first, last, palette, title, source_line, today, phases)
    key = legend_items(rows, arrows, sheet.numbered_phases(width))
    items = legend_lines(key, width - 2 * _MARGIN)
    height = sheet.head() + sum(table.heights) + _foot(items, sheet.source)
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
) -> Iterator[Drawing]:
    """The same over as many sheets of ``size`` as it takes, the header and a broken group's name repeated.

    Sheets are drawn one at a time as they are asked for, so that ten thousand rows need little memory.
    Rows shrink a little when that brings everything onto one sheet. An arrow is drawn where both its rows are
    on one sheet; how many are not is said beside the page number.
    """
    sheet = _Sheet(rows, arrows, _Table(rows, size[0], _ROW), first, last, palette, title, source_line, today, phases)
    items, pages = _paged(sheet, size)
    touching: dict[int, set[Arrow]] = defaultdict(set)
    for arrow in arrows:
        touching[arrow.predecessor].add(arrow)
        touching[arrow.successor].add(arrow)
    for number, page in enumerate(pages, 1):
        note = f"{number} / {len(pages)}" if len(pages) > 1 else ""
        here = set(page)
        met = set().union(*(touching[index] for index in page if index in touching))
        apart = sum((arrow.predecessor in here) != (arrow.successor in here) for arrow in met)
        if apart:
            text = ngettext("{n} dependency leads to another page", "{n} dependencies lead to other pages", apart)
            note = f"{text.format(n=format_number(apart))} · {note}"
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
) -> int:
    """How many sheets :func:`gantt_pages` makes of the same rows; nothing is drawn for it."""
    sheet = _Sheet(rows, arrows, _Table(rows, size[0], _ROW), first, last, PRINT, title, source_line, None, phases)
    return len(_paged(sheet, size)[1])


def _paged(sheet: "_Sheet", size: Size) -> tuple[list[list[Item]], list[list[int]]]:
    """The key's lines, and the rows of each sheet of this size."""
    key = legend_items(sheet.rows, sheet.arrows, sheet.numbered_phases(size[0]))
    items = legend_lines(key, size[0] - 2 * _MARGIN)
    room = size[1] - sheet.head() - _foot(items, sheet.source)
    if sheet.rows:
        sheet.table.fit(room)
    return items, list(_break(sheet.rows, sheet.table.heights, room))


def _foot(items: Sequence[Sequence[Item]], source: Sequence[str]) -> float:
    return 8 + LINE * len(items) + 6 + 12 * len(source) + _MARGIN


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


class _Table:
    """The columns left of the timeline: their widths, the wrapped titles and so the rows' heights."""

    def __init__(self, rows: Sequence[GanttRow], width: float, row_height: float) -> None:
        self.rows = rows
        self.grouped = any(row.is_group for row in rows)
        work = [row for row in rows if not row.is_group]
        # a bar's programme is named by its group row; without one its number stands before the title
        self.numbered = not any(row.is_group and row.programme_number for row in rows) and any(
            row.programme_number for row in rows
        )
        status = max((text_width(label(row.status), BODY) for row in work if row.status), default=20.0)
        self.status_width = max(status + 16, text_width(_("Status"), SMALL, bold=True))
        self.done_width = max(text_width(_("Done"), SMALL, bold=True), text_width("100", BODY))
        ends = [end_text(row) for row in work] + ["12/2099"]
        self.end_width = max(text_width(_("End"), SMALL, bold=True), *(text_width(text, BODY) for text in set(ends)))
        fixed = self.status_width + self.done_width + self.end_width + 4 * _GAP
        wanted = max((self.indent(row) + text_width(row.title, BODY) for row in work), default=100.0)
        self.title_width = min(max(wanted, 110.0), max(width * 0.47 - fixed, 110.0))
        self.left = _MARGIN
        self.status = self.left + self.title_width + _GAP
        self.done = self.status + self.status_width + _GAP + self.done_width
        self.end = self.done + _GAP + self.end_width
        self.right = self.end + _GAP * 0.75
        self.titles = [self._title(row) for row in rows]
        self.row_height = row_height
        self.heights = self._heights()

    def indent(self, row: GanttRow) -> float:
        return 18.0 * (row.level > 0) + 12.0 * max(row.level - 1, 0) + (17.0 if self.numbered else 0.0)

    def fit(self, room: float) -> None:
        """Lower the rows as far as reads well when that spares a sheet, or let them breathe when there is room."""
        for height in (_ROOMY_ROW, 19.5, _ROW, 17.0, 16.0, _LEAST_ROW):
            self.row_height = height
            self.heights = self._heights()
            if sum(self.heights) <= room:
                return
        self.row_height = _ROW
        self.heights = self._heights()

    def _heights(self) -> list[float]:
        return [
            self.row_height if len(lines) == 1 else max(self.row_height, len(lines) * BODY * 1.25 + 6)
            for lines in self.titles
        ]

    def _title(self, row: GanttRow) -> list[str]:
        if not row.is_group:
            return wrap(row.title, self.title_width - self.indent(row), BODY)
        room = self.end - self.left - 18 - text_width(group_summary(row), SMALL) - _GAP
        return wrap(row.title, room, BODY, bold=True)


def end_text(row: GanttRow) -> str:
    """``12/2011``, ``jatkuva`` or ``ei tiedossa``."""
    if row.end is not None:
        return format_month(row.end)
    return _("continuous") if row.open_ended else _("not known")


def group_summary(row: GanttRow) -> str:
    """``5 hanketta · 6,6 M€``: how many, and their known investment."""
    text = ngettext("{n} initiative", "{n} initiatives", row.members).format(n=format_number(row.members))
    money = format_millions(row.investment_min, row.investment_max, unit=True)
    return f"{text} · {money}" if money else text


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What every sheet of one Gantt shares."""

    rows: Sequence[GanttRow]
    arrows: Sequence[Arrow]
    table: _Table
    first: date
    last: date
    palette: Palette
    title: str
    source_line: str
    today: date | None
    phases: Sequence[Phase]

    @property
    def source(self) -> list[str]:
        return wrap(self.source_line, A4[0] - 2 * _MARGIN, SMALL) if self.source_line else []

    def numbered_phases(self, width: float) -> list[tuple[int, str]]:
        """The phases too narrow for their names: only their number stands in the header, the name in the key."""
        line = Timeline(self.first, self.last, self.table.right, width - _MARGIN, 0)
        return [
            (number, phase.name)
            for number, phase in enumerate(self.phases, 1)
            if phase.first <= self.last
            and phase.last >= self.first
            and text_width(phase.short, SMALL) + 6
            > line.inside(line.x(phase.last, evening=True)) - line.inside(line.x(phase.first))
        ]

    def head(self) -> float:
        return _MARGIN + (TITLE + 14 if self.title else 0) + sum(_BANDS)

    def draw(self, size: Size, page: Sequence[int], items: Sequence[Sequence[Item]], note: str) -> Drawing:
        paper = Paper(*size, self.palette)
        right = size[0] - _MARGIN
        line = Timeline(self.first, self.last, self.table.right, right, min(10.5, self.table.row_height * 0.54))
        if self.title:
            paper.text(_MARGIN, _MARGIN + TITLE / 2, self.title, TITLE, bold=True)
        top = self.head()
        heights = [self.table.heights[index] for index in page]
        bottom = top + sum(heights)
        self._header(paper, line, top, bottom)
        middles: dict[int, float] = {}
        y = top
        for place, (index, height) in enumerate(zip(page, heights, strict=True)):
            again = place == 0 and self.rows[index].is_group and len(page) > 1 and page[1] != index + 1
            middles[index] = y + height / 2
            self._table_row(paper, index, y, height, right, again)
            draw_row(paper, line, self.rows[index], middles[index] - 0.8)
            y += height
            paper.line([(_MARGIN, y), (right, y)], self.palette.line, 0.6, 0.6)
        where = {index: place for place, index in enumerate(page)}
        here = [
            arrow._replace(predecessor=where[arrow.predecessor], successor=where[arrow.successor])
            for arrow in self.arrows
            if arrow.predecessor in where and arrow.successor in where
        ]
        draw_arrows(paper, line, here, [middles[index] - 0.8 for index in page], heights)
        if not page:
            paper.text(_MARGIN, top + 14, _("Nothing to show with this filter."), BODY, self.palette.muted)
        draw_legend(paper, items, _MARGIN, bottom + 8)
        self._foot(paper, note, right)
        return paper.finish()

    def _foot(self, paper: Paper, note: str, right: float) -> None:
        for number, text in enumerate(reversed(self.source)):
            paper.text(_MARGIN, paper.height - _MARGIN - 6 - 12 * number, text, SMALL, self.palette.muted)
        if note:
            paper.text(right, _MARGIN + TITLE / 2, note, SMALL, self.palette.muted, align="right")

    def _header(self, paper: Paper, line: Timeline, top: float, bottom: float) -> None:
        palette, table = self.palette, self.table
        months = (self.last - self.first).days / 30.436875 or 1
        upper, lower = axis_ticks(self.first, self.last, (line.right - line.left) / months * 96 / 72)
        ceiling = top - sum(_BANDS)
        middle = ceiling + _BANDS[0]
        floor = middle + _BANDS[1]
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
                paper.text(left + min(4, (right - left) / 6), ceiling + _BANDS[0] / 2, text, SMALL, palette.muted)
            paper.line([(left, ceiling), (left, middle)], palette.line, 0.6, 0.5)
        self._band(paper, line, upper, (middle, floor, bottom), SMALL, True)
        self._band(paper, line, lower, (floor, top, bottom), AXIS, False)
        for y in (middle, floor):
            paper.line([(line.left, y), (line.right, y)], palette.line, 0.6, 0.5)
        paper.line([(_MARGIN, top), (line.right, top)], palette.line_strong, 0.75, 0.7)
        paper.line([(line.left, ceiling), (line.left, bottom)], palette.line_strong, 0.75, 0.7)
        paper.line([(_MARGIN, bottom), (line.right, bottom)], palette.line_strong, 0.75, 0.7)
        words = top - 7.5
        paper.text(table.left, words, _("Initiative"), SMALL, bold=True)
        paper.text(table.status, words, _("Status"), SMALL, bold=True)
        paper.text(table.done, words - 11.5, _("Done"), SMALL, bold=True, align="right")
        paper.text(table.done, words, "%", AXIS, palette.muted, align="right")
        paper.text(table.end, words, _("End"), SMALL, bold=True, align="right")
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
            floor = top - _BANDS[0]
            top = floor - _BANDS[1]
        head = ys[1] + _BANDS[2]
        # behind the words of the header, over the bars
        paper.line([(x, floor), (x, head)], palette.text, 1.1, 0.8)
        paper.line([(x, head), (x, bottom)], palette.text, 1.1, 3.5)
        paper.rect(left, top + 0.8, left + width, floor - 0.8, palette.text, z=5.5, corner=1.5)
        paper.text(left + 3, (top + floor) / 2, text, AXIS, palette.base, bold=True, z=6)

    def _table_row(self, paper: Paper, index: int, y: float, height: float, right: float, again: bool) -> None:
        row, table, palette = self.rows[index], self.table, self.palette
        middle = y + height / 2
        lines = table.titles[index]
        if row.is_group:
            paper.rect(_MARGIN, y, right, y + height, palette.alt, z=0)
            left = table.left
            if row.programme_number is not None:
                draw_swatch(paper, row.programme_number, left, middle)
                left += 18
            if again:
                continued = _("(continued)")
                lines = [*lines[:-1], f"{lines[-1]} {continued}"]
            paper.lines_of_text(left, middle, lines, BODY, bold=True)
            if not again:
                paper.text(table.end, middle, group_summary(row), SMALL, palette.muted, align="right")
            return
        left = table.left + table.indent(row)
        if table.numbered and row.programme_number is not None:
            draw_swatch(paper, row.programme_number, left - 17, middle)
        paper.lines_of_text(left, middle, lines, BODY)
        if row.status is not None:
            draw_status(paper, row.status, table.status + 5.25, middle)
            paper.text(table.status + 16, middle, label(row.status), BODY)
        else:
            paper.text(table.status + 16, middle, _("not known"), BODY, palette.muted)
        done = "–" if row.progress is None else f"{row.progress}"
        paper.text(table.done, middle, done, BODY, palette.muted if row.progress is None else None, align="right")
        known = row.end is not None or row.open_ended
        paper.text(table.end, middle, end_text(row), BODY, None if known else palette.muted, align="right")


def draw_swatch(paper: Paper, number: int, left: float, middle: float) -> None:
    """A programme's number on its colour, 12 points square."""
    palette = paper.palette
    row = GanttRow("", 0, True, "", programme_number=number)
    paper.rect(left, middle - 6, left + 12, middle + 6, bar_colour(palette, row), z=2, corner=1.5)
    size = AXIS if number < 10 else 7.0
    ink = palette.on_programme(number)
    paper.text(left + 6, middle, f"{number}", size, ink, bold=True, align="center", z=3)
    if hatched(number):
        paper.line([(left + 1, middle + 5.5), (left + 11, middle + 5.5)], ink, 0.9, 2.5, dash=(2, 1.5))
