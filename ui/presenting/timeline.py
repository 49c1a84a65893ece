"""The schedule of one initiative above those of what it overlaps, on one axis of years."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF

from kpkportfolio.charts.bars import GanttRow, Mark, slip_text, slip_tone, span
from kpkportfolio.charts.time_axis import Phase
from kpkportfolio.text import _, format_date, format_percent
from ui.presenting.brush import Brush
from ui.presenting.look import NOTE
from ui.theme import glyphs

_NAMES = 0.26
"""The share of the width that names take."""
_LEAST_YEARS = 3
_MOST_YEARS = 14
_BAR, _OWN_BAR = 26, 30


def paint(
    b: Brush,
    left: float,
    right: float,
    y: float,
    rows: Sequence[GanttRow],
    organisations: Sequence[str],
    phases: Sequence[Phase],
    today: date,
) -> float:
    """Paint the axis and a row each; the lower edge."""
    first, last = window(rows, today)
    x0 = left + (right - left) * _NAMES
    days = (last - first).days + 1

    def at(day: date) -> float:
        return x0 + (right - x0) * ((day - first).days / days)

    head = b.line_height(NOTE) + b.px(4)
    inside = [phase for phase in phases if phase.last >= first and phase.first <= last]
    top = y
    tall = head * (2 if inside else 1)
    heights = [_row_height(b, row, place) for place, row in enumerate(rows)]
    bottom = y + tall + sum(heights) + b.line_height(NOTE) + b.px(4)
    for number, phase in enumerate(inside):
        begin, end = max(at(phase.first), x0), min(at(phase.last), right)
        if number % 2 == 0:
            b.box(begin, top, end - begin, bottom - top, b.palette.phase_band)
        b.text(begin + b.px(6), y, phase.short, NOTE, b.palette.muted, most=max(0.0, end - begin - b.px(8)))
    y += head if inside else 0
    for year in range(first.year, last.year + 1):
        x = at(date(year, 1, 1))
        b.stroke(x, y, x, bottom, b.palette.line_strong)
        if right - x > b.width(str(year), NOTE, True):
            b.text(x + b.px(6), y, str(year), NOTE, bold=True)
    y += head
    b.rule(left, y, right, b.palette.line)
    for place, row in enumerate(rows):
        _row(b, left, x0, right, y, heights[place], row, organisations[place], place, (first, last), today)
        y += heights[place]
    if first <= today <= last:
        x = at(today)
        b.stroke(x, top + tall - head, x, bottom, b.palette.text, max(1.5, b.px(1.5)))
        words = _("Today {date}").format(date=format_date(today))
        wide = b.width(words, NOTE, True) + b.px(10)
        flag = x if x + wide <= right else x - wide
        b.box(flag, bottom - b.line_height(NOTE), wide, b.line_height(NOTE), b.palette.text)
        b.text(flag + b.px(5), bottom - b.line_height(NOTE), words, NOTE, b.palette.base, bold=True)
    return bottom + b.px(6)


def window(rows: Sequence[GanttRow], today: date) -> tuple[date, date]:
    """Whole years that hold what is known of the rows, at least three and at most fourteen."""
    known = [day for row in rows for day in (row.start, row.end, row.baseline_end) if day is not None]
    known += [today] if any(row.open_ended for row in rows) or not known else []
    first, last = min(known).year, max(known).year
    own = rows[0].start or rows[0].end
    if last - first >= _MOST_YEARS:
        # one date far off must not make everything else a hair's breadth
        middle = (own or today).year
        first, last = max(first, middle - 4), min(last, middle + _MOST_YEARS - 5)
    return date(first, 1, 1), date(max(last, first + _LEAST_YEARS - 1), 12, 31)


def _row_height(b: Brush, row: GanttRow, place: int) -> float:
    names = 2 * b.line_height(NOTE) + b.px(4)
    marks = b.line_height(NOTE) if place == 0 and row.milestones else 0.0
    return max(names, b.px(_OWN_BAR if place == 0 else _BAR) + b.px(10)) + marks + (b.px(8) if place == 0 else 0)


def _row(
    b: Brush,
    left: float,
    x0: float,
    right: float,
    y: float,
    tall: float,
    row: GanttRow,
    organisation: str,
    place: int,
    window_: tuple[date, date],
    today: date,
) -> None:
    first, last = window_
    own = place == 0
    marks = [one for one in row.milestones if first <= one.date <= last] if own else []
    shift = b.line_height(NOTE) if own and row.milestones else 0.0
    names = x0 - left - b.px(12)
    if own:
        title = _("This initiative")
        below = _("{percent} done").format(percent=format_percent(row.progress)) if row.progress is not None else ""
    else:
        title, below = row.title, organisation
    b.text(left, y + shift + b.px(2), title, NOTE, bold=own, most=names)
    b.text(left, y + shift + b.px(2) + b.line_height(NOTE), below, NOTE, b.palette.muted, most=names)
    if own:
        b.rule(left, y + tall, right, b.palette.line)
    days = (last - first).days + 1

    def at(day: date, end: bool = False) -> float:
        return x0 + (right - x0) * (((day - first).days + end) / days)

    shown = span(row, first, last)
    high = b.px(_OWN_BAR if own else _BAR)
    bar_y = y + shift + b.px(4)
    if shown is None or shown.lone:
        if shown is not None and b.painter is not None:
            glyphs.milestone(b.painter, QRectF(at(shown.start) - high / 2, bar_y, high, high), False, high * 0.7)
        else:
            b.text(x0 + b.px(8), bar_y, _("schedule not known"), NOTE, b.palette.muted, most=right - x0)
        return
    a, z = at(shown.start), at(shown.end, True)
    colour = b.palette.programme_colour(row.programme_number) if own else b.palette.programmes[6]
    b.box(a, bar_y, z - a, high, b.palette.base if row.halted else b.palette.tint(colour), colour, 1.5, row.halted)
    if row.progress and not row.undecided and not row.halted:
        b.box(a, bar_y, (z - a) * min(100, row.progress) / 100, high, colour)
    if own and row.baseline_end is not None and row.off_baseline:
        begin = max(at(row.baseline_start or row.start or first), x0)
        stop = min(at(row.baseline_end, True), right)
        if stop > begin:
            b.box(begin, bar_y + high + b.px(4), stop - begin, b.px(4), b.palette.edge)
    slip = slip_text(row) if own else ""
    if slip:
        tint = getattr(b.palette, slip_tone(row))
        wide = b.width(slip, NOTE, True)
        x = z + b.px(12) if z + b.px(14) + wide <= right else a - wide - b.px(6)
        b.text(x, bar_y + high / 2 - b.line_height(NOTE) / 2, slip, NOTE, tint, bold=True)
    _marks(b, marks, bar_y, high, y, right, at)


def _marks(b: Brush, marks: Sequence[Mark], bar_y: float, high: float, y: float, right: float, at: object) -> None:
    """Diamonds on the bar, each named above it where there is room for the name."""
    assert callable(at)
    free = float("-inf")
    for one in sorted(marks, key=lambda mark: mark.date):
        x = at(one.date)
        if b.painter is not None:
            glyphs.milestone(b.painter, QRectF(x - high / 2, bar_y, high, high), one.reached, high * 0.6)
        wide = b.width(one.title, NOTE)
        begin = min(x - wide / 2, right - wide)
        if wide < b.px(260) * b.zoom and begin > free:
            b.text(begin, y, one.title, NOTE, b.palette.muted, halo=True)
            free = begin + wide + b.px(10)
