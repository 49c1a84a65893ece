"""What lies behind the bars: phases, grid, grounds of rows; the header with its bands; today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from kpkportfolio.charts.time_axis import Phase, Tick, axis_ticks
from kpkportfolio.text import format_date
from ui.theme.tokens import GANTT, SIZES, FontRole
from ui.widgets.gantt.canvas import Canvas
from ui.widgets.gantt.scale import TimeScale

_INSET = 8
_TODAY_WIDTH = 1.5


@dataclass(frozen=True, slots=True)
class Axis:
    """The time axis of one frame: its scale, what it spans, and the cells of its two bands."""

    scale: TimeScale
    width: float
    upper: list[Tick]
    lower: list[Tick]
    phases: Sequence[Phase]
    today: date

    @classmethod
    def of(cls, scale: TimeScale, width: float, phases: Sequence[Phase], today: date) -> "Axis":
        """The axis of what is seen from x = 0 to ``width``."""
        upper, lower = axis_ticks(scale.day(0), scale.day(max(width, 1)), scale.per_month)
        return cls(scale, width, upper, lower, phases, today)

    def seen(self, phase: Phase) -> tuple[float, float] | None:
        """Where a phase lies in the window; None when it lies outside."""
        left, right = self.scale.x(phase.first), self.scale.x(phase.last, evening=True)
        return None if right <= 0 or left >= self.width else (max(left, 0.0), min(right, self.width))


def header_height(phases: bool) -> int:
    """The bands over the rows; without phases the two others share the height of a table's header."""
    return GANTT.years_row + GANTT.quarters_row + (GANTT.phases_row if phases else 4)


def paint_ground(canvas: Canvas, axis: Axis, top: float, bottom: float) -> None:
    """Phases as bands, and the finer grid."""
    canvas.fill(0, top, axis.width, bottom, "base")
    for number, phase in enumerate(axis.phases):
        place = axis.seen(phase) if number % 2 == 0 else None
        if place is not None:
            canvas.fill(*(place[0], top, place[1], bottom), "phase_band")
    for tick in axis.lower:
        canvas.upright(axis.scale.x(tick.start), top, bottom, "line")


def paint_row_ground(canvas: Canvas, axis: Axis, top: float, height: float, tone: str) -> None:
    """A row's own ground (``alt``, ``hover`` or ``selection``) over the bands."""
    if tone == "selection":
        canvas.painter.fillRect(QRectF(0, top, axis.width, height), canvas.highlight)
        for tick in axis.lower:
            canvas.upright(axis.scale.x(tick.start), top, top + height, "line_strong")
    else:
        canvas.fill(0, top, axis.width, top + height, tone)
        if tone == "hover":
            for tick in axis.lower:
                canvas.upright(axis.scale.x(tick.start), top, top + height, "line")


def paint_coarse_grid(canvas: Canvas, axis: Axis, top: float, bottom: float) -> None:
    """The lines that run through all rows."""
    for tick in axis.upper:
        canvas.upright(axis.scale.x(tick.start), top, bottom, "line")


def paint_header(canvas: Canvas, axis: Axis, height: float) -> None:
    """Phases, the upper and the lower band."""
    canvas.fill(0, 0, axis.width, height, "base")
    middle = height - GANTT.years_row - GANTT.quarters_row
    floor = height - GANTT.quarters_row
    if axis.phases:
        _phases(canvas, axis, middle)
    else:
        middle = 0
    canvas.level(0, axis.width, middle, "line")
    canvas.level(0, axis.width, floor, "line")
    _band(canvas, axis, axis.upper, middle, floor, height, FontRole.SMALL_STRONG)
    _band(canvas, axis, axis.lower, floor, height, height, FontRole.HINT)


def _phases(canvas: Canvas, axis: Axis, bottom: float) -> None:
    for number, phase in enumerate(axis.phases):
        place = axis.seen(phase)
        if place is None:
            continue
        left, right = place
        if number % 2 == 0:
            canvas.fill(left, 0, right, bottom, "phase_header")
        room = right - left - 2 * _INSET
        text = phase.name
        if canvas.type.width(text, FontRole.SMALL) > room:
            text = canvas.type.elided(phase.short, FontRole.SMALL, room) if room > 24 else ""
        canvas.text(left + _INSET, bottom / 2, text, FontRole.SMALL, "muted")


def _band(
    canvas: Canvas, axis: Axis, ticks: Sequence[Tick], top: float, bottom: float, foot: float, role: FontRole
) -> None:
    strong = role is FontRole.SMALL_STRONG
    flag = flag_span(canvas, axis) if strong else None
    for tick in ticks:
        left, right = axis.scale.x(tick.start), axis.scale.x(tick.end)
        canvas.upright(left, top, foot if strong else bottom, "line_strong" if strong else "line")
        room = canvas.type.width(tick.label, role)
        # the label of a cell that begins before the window stays in sight as long as it fits
        start = max(left, 0.0) + min(float(_INSET), max(2.0, (right - left - room) / 2))
        if flag is not None and start < flag[1] + 2 and start + room > flag[0] - 2:
            start = flag[1] + 6
        if start + room <= right - 2:
            canvas.text(start, (top + bottom) / 2, tick.label, role, "text" if strong else "muted")


def flag_span(canvas: Canvas, axis: Axis) -> tuple[float, float] | None:
    """From where to where today's flag reaches: left of the line, or right of it at the window's edge."""
    x = axis.scale.x(axis.today)
    if not -_TODAY_WIDTH <= x <= axis.width:
        return None
    room = canvas.type.width(format_date(axis.today), FontRole.SMALL_STRONG) + 10
    left = x + _TODAY_WIDTH - room
    return (left, left + room) if left >= 0 else (x, x + room)


def paint_today(canvas: Canvas, axis: Axis, header: float, bottom: float) -> None:
    """A line over the bars and a flag with the date in the upper band; labels there make room for it."""
    span = flag_span(canvas, axis)
    if span is None:
        return
    top = header - GANTT.years_row - GANTT.quarters_row if axis.phases else 0
    floor = header - GANTT.quarters_row
    width = max(1, round(_TODAY_WIDTH * canvas.ratio)) / canvas.ratio
    canvas.upright(axis.scale.x(axis.today), top + 2, bottom, "text", width)
    flag = QRectF(canvas.snap(span[0]), top + 2, span[1] - span[0], floor - top - 3)
    painter = canvas.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(canvas.colour("text"))
    painter.drawRoundedRect(flag, SIZES.corner_small, SIZES.corner_small)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    canvas.forget_pen()
    text = format_date(axis.today)
    canvas.text(flag.left() + 5, flag.center().y(), text, FontRole.SMALL_STRONG, "base")
