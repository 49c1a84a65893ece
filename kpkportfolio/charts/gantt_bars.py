"""The timeline side of a printed Gantt: bars, brackets, baselines, milestones, slips and arrows on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kpkportfolio.charts.arrow_routes import Measures, route
from kpkportfolio.charts.bars import Arrow, GanttRow, Span, slip_text, slip_tone, span
from kpkportfolio.charts.palette import Palette, hatched
from kpkportfolio.charts.paper import Paper, text_width
from kpkportfolio.charts.sizes import SMALL, Point
from kpkportfolio.charts.slip_place import inside_bar
from kpkportfolio.text import _, format_month

# layers, from back to front
GHOST, BAR, DONE, EDGE, HALO, ARROW, MARK, TODAY, WORD = 1.5, 2.0, 2.1, 2.2, 2.45, 2.5, 3.0, 3.5, 5.0

_DIAMOND = 4.5
_FLAG = 3.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days ``first`` … ``last`` laid out from ``left`` to ``right`` points; ``bar`` is a bar's height."""

    first: date
    last: date
    left: float
    right: float
    bar: float

    def x(self, day: date, evening: bool = False) -> float:
        """Where a day begins, or ends when ``evening``; outside the window too."""
        days = (self.last - self.first).days + 1
        return self.left + (self.right - self.left) * ((day - self.first).days + evening) / days

    def inside(self, x: float) -> float:
        return min(max(x, self.left), self.right)


def bar_colour(palette: Palette, row: GanttRow) -> str:
    """The programme's colour; a row without a programme is drawn in the text colour."""
    return palette.programme_colour(row.programme_number)


def draw_row(paper: Paper, line: Timeline, row: GanttRow, middle: float) -> None:
    """Everything a row has on the timeline, around height ``middle``."""
    shown = span(row, line.first, line.last)
    if row.is_group:
        if shown is not None:
            _bracket(paper, line, row, shown, middle)
        return
    _ghost(paper, line, row, middle)
    if shown is None:
        _elsewhere(paper, line, row, middle)
    elif shown.lone:
        _lone(paper, line, row, shown, middle)
    else:
        _bar(paper, line, row, shown, middle)
    for mark in row.deliverables:
        if line.first <= mark.date <= line.last:
            draw_deliverable(paper, line.x(mark.date, evening=True), middle - line.bar / 2 + 0.5, mark.reached)
    for mark in row.milestones:
        if line.first <= mark.date <= line.last:
            draw_milestone(paper, line.x(mark.date, evening=True), middle, mark.reached)
    told = slip(paper.palette, line, row)
    if told is not None:
        paper.text(told.left, middle, told.text, SMALL, told.colour, bold=True, z=WORD)


def draw_milestone(paper: Paper, x: float, y: float, reached: bool) -> None:
    """A diamond: filled when reached, open when still to come."""
    palette = paper.palette
    diamond = [(x, y - _DIAMOND), (x + _DIAMOND, y), (x, y + _DIAMOND), (x - _DIAMOND, y)]
    if reached:
        paper.shape(diamond, palette.text, palette.base, 1.1, MARK)
    else:
        paper.shape(diamond, palette.base, palette.text, 1.1, MARK)


def draw_deliverable(paper: Paper, x: float, y: float, done: bool) -> None:
    """A small flag on a bar's upper edge, as in the window: filled when done, open when still to come."""
    palette = paper.palette
    flag = [(x - _FLAG, y - _FLAG), (x + _FLAG, y - _FLAG), (x, y + _FLAG * 1.4)]
    paper.shape(flag, palette.text if done else palette.base, palette.base if done else palette.text, 0.9, MARK - 0.1)


def _bracket(paper: Paper, line: Timeline, row: GanttRow, shown: Span, middle: float) -> None:
    """A bar 5 px high with 4 px feet at the ends that lie inside the window."""
    colour = bar_colour(paper.palette, row)
    left, right = line.x(shown.start), line.x(shown.end, evening=True)
    top, bottom, foot = middle - 2.8, middle + 1, middle + 4
    points = [(left, top), (right, top)]
    if shown.after or shown.open_ended:
        points += [(right, bottom)]
    else:
        points += [(right, foot), (max(right - 4, left), bottom)]
    points += [(left, bottom)] if shown.before else [(min(left + 4, right), bottom), (left, foot)]
    paper.shape(points, colour, z=BAR)


def _ghost(paper: Paper, line: Timeline, row: GanttRow, middle: float) -> None:
    """The baseline as a thin line under the bar, with a tick at its end; only where it differs."""
    if not row.off_baseline:
        return
    start, end = row.baseline_start or row.start, row.baseline_end or row.end
    if start is None or end is None or start > line.last or end < line.first:
        return
    left, right = line.inside(line.x(start)), line.inside(line.x(end, evening=True))
    y = middle + line.bar / 2 + 2.4
    paper.line([(left, y), (right, y)], paper.palette.edge, 1.7, GHOST)
    if end <= line.last:
        paper.line([(right, y - 2.2), (right, y + 2.2)], paper.palette.edge, 0.9, GHOST)


def _bar(paper: Paper, line: Timeline, row: GanttRow, shown: Span, middle: float) -> None:
    palette = paper.palette
    colour = bar_colour(palette, row)
    left, right = line.x(shown.start), max(line.x(shown.end, evening=True), line.x(shown.start) + 1.2)
    top, bottom = middle - line.bar / 2, middle + line.bar / 2
    outline: list[Point] = [(left, top), (right, top), (right, bottom), (left, bottom)]
    if shown.open_ended and right - left > 8:
        outline = [(left, top), (right - 6, top), (right, middle), (right - 6, bottom), (left, bottom)]
    if row.halted:
        paper.shape(outline, palette.base, z=BAR)
        paper.line([*outline, outline[0]], palette.muted, 0.9, EDGE, dash=(3, 2))
    else:
        fill = palette.base if row.programme_number is None else palette.tint(colour)
        paper.shape(outline, fill, colour, 0.75, BAR)
        if hatched(row.programme_number):
            draw_hatch(paper, left, top, right, bottom, colour)
    done = _done(line, row)
    solid = done is not None and done > left and not row.halted and not row.undecided
    if solid and done is not None:
        paper.rect(left, top, min(done, right), bottom, colour, colour, 0.75, DONE)
        if hatched(row.programme_number):
            draw_hatch(paper, left, top, min(done, right), bottom, palette.base)
    if shown.before:
        ink = palette.on_programme(row.programme_number) if solid else palette.text
        if solid and row.programme_number is None:
            ink = palette.base
        tip = [(left + 5.2, middle - 2.4), (left + 2.8, middle), (left + 5.2, middle + 2.4)]
        paper.line(tip, ink, 1.1, MARK)
    if shown.after:
        paper.line(
            [(right - 5.2, middle - 2.4), (right - 2.8, middle), (right - 5.2, middle + 2.4)], palette.text, 1.1, MARK
        )


def _done(line: Timeline, row: GanttRow) -> float | None:
    """Where the done part ends; None when progress or either date is unknown."""
    if not row.progress or row.start is None or row.end is None:
        return None
    left, right = line.x(row.start), line.x(row.end, evening=True)
    return line.inside(left + (right - left) * min(row.progress, 100) / 100)


def draw_hatch(paper: Paper, left: float, top: float, right: float, bottom: float, colour: str) -> None:
    """45° lines every 5 px inside the box: the mark of an eighth programme and those after it."""
    height = bottom - top
    offset = left - height
    while offset < right:
        start, end = max(offset, left), min(offset + height, right)
        if end > start:
            paper.line([(start, bottom - (start - offset)), (end, bottom - (end - offset))], colour, 0.9, DONE + 0.05)
        offset += 4.5


def _lone(paper: Paper, line: Timeline, row: GanttRow, shown: Span, middle: float) -> None:
    """One known date: an upright at it and dashes towards the side that is not known."""
    colour = bar_colour(paper.palette, row)
    starts = row.start is not None
    x = line.x(shown.start, evening=not starts)
    far = line.inside(x + (18 if starts else -18))
    paper.line([(x, middle - line.bar / 2), (x, middle + line.bar / 2)], colour, 1.5, BAR)
    paper.line([(x, middle), (far, middle)], colour, 1.1, BAR, dash=(2.2, 2.2))


def _elsewhere(paper: Paper, line: Timeline, row: GanttRow, middle: float) -> None:
    """Says in words where the work lies when the window shows nothing of it."""
    muted = paper.palette.muted
    if row.start is None and row.end is None:
        paper.text(line.left + 5, middle, _("schedule not known"), 8, muted, z=WORD, halo=1.5)
    elif row.start is not None and row.start > line.last:
        paper.text(
            line.right - 5, middle, f"{format_month(row.start)} \u203a", 8, muted, align="right", z=WORD, halo=1.5
        )
    else:
        paper.text(line.left + 5, middle, f"\u2039 {format_month(row.end or row.start)}", 8, muted, z=WORD, halo=1.5)


class Slip(NamedTuple):
    """A slip's words, from where to where they stand, and their colour."""

    text: str
    left: float
    right: float
    colour: str


def slip(palette: Palette, line: Timeline, row: GanttRow) -> Slip | None:
    """How much the end has moved from the baseline: right of the bar, or inside its end where there is no room.

    None where there is nothing to tell, or no place that keeps clear of the bar's marks.
    """
    text, shown = slip_text(row), span(row, line.first, line.last)
    if not text or shown is None or shown.lone or row.is_group:
        return None
    colour = getattr(palette, slip_tone(row))
    right = line.x(shown.end, evening=True)
    width = text_width(text, SMALL, bold=True)
    marks = [(line.x(mark.date, True), _DIAMOND + 1) for mark in row.milestones]
    marks += [(line.x(mark.date, True), _FLAG + 1) for mark in row.deliverables]
    left = max([right, *(x + half for x, half in marks if x >= right - 1 and x - half <= right + 6)]) + 5
    after = [x - half for x, half in marks if x > right + 6]
    if left + width <= min([line.right, *after]) and not shown.after:
        return Slip(text, left, left + width, colour)
    done = _done(line, row)
    end = inside_bar(line.x(shown.start) + 2, min(right, line.right) - (9 if shown.after else 4), width, [*marks], done)
    if end is None:
        return None
    if done is not None and done > end - width and not row.halted and not row.undecided:
        colour = palette.base if row.programme_number is None else palette.on_programme(row.programme_number)
    return Slip(text, end - width, end, colour)


# -- arrows ---------------------------------------------------------------------------------------------


def draw_arrows(
    paper: Paper,
    line: Timeline,
    arrows: Sequence[Arrow],
    rows: Sequence[GanttRow],
    middles: Sequence[float],
    heights: Sequence[float],
) -> None:
    """Elbows from bar to bar. ``rows``, ``middles`` and ``heights`` are of the rows the arrows' indices mean."""
    words = {}
    for index, row in enumerate(rows):
        told = slip(paper.palette, line, row)
        if told is not None:
            words[index] = (told.left, told.right)
    measures = Measures(line.bar / 2, out=6, into=9, over=3.5, gap=2)
    for arrow in arrows:
        if not (line.first <= arrow.leave <= line.last and line.first <= arrow.arrive <= line.last):
            continue
        leave = line.x(arrow.leave, evening=not arrow.from_start)
        arrive = line.x(arrow.arrive, evening=arrow.to_end)
        target = span(rows[arrow.successor], line.first, line.last)
        reach = arrive if target is None else line.x(target.end, evening=True)
        before, after = arrow.predecessor, arrow.successor
        gap = heights[after] / 2
        points = route(arrow, leave, arrive, reach, middles[before], middles[after], gap, words, measures)
        draw_arrow(paper, points, arrow.broken)


def draw_arrow(paper: Paper, points: Sequence[Point], broken: bool) -> None:
    """An elbow with a head at its last point; one the dates break is dashed, in danger colour, with a halo."""
    palette = paper.palette
    colour = palette.danger if broken else palette.muted
    (x0, y0), (x1, y1) = points[-2], points[-1]
    length = max(abs(x1 - x0), abs(y1 - y0), 1e-9)
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    neck = (x1 - ux * 4, y1 - uy * 4)
    stem = [*points[:-1], neck]
    width = 1.1 if broken else 0.9
    if broken:
        paper.line(stem, palette.base, width + 4, HALO)
    paper.line(stem, colour, width, ARROW, dash=(3, 1.6) if broken else None)
    paper.shape(
        [(x1, y1), (neck[0] - uy * 2.4, neck[1] + ux * 2.4), (neck[0] + uy * 2.4, neck[1] - ux * 2.4)], colour, z=ARROW
    )
