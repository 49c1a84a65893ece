"""Dependencies as elbows from bar to bar."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from kpkportfolio.charts.bars import Arrow, GanttRow
from ui.theme.tokens import GANTT
from ui.widgets.gantt.bars import place
from ui.widgets.gantt.canvas import Canvas
from ui.widgets.gantt.scale import TimeScale

if TYPE_CHECKING:
    from ui.widgets.gantt.view import GanttView

Point = tuple[float, float]
_HEAD = 6.0
_OUT = 10.0
_IN = 12.0
_INTO = 6.0
_NEAR = 4.0


def routes(view: "GanttView", first: int, last: int) -> list[tuple[Arrow, list[Point]]]:
    """The arrows of the rows ``first`` … ``last`` that can be seen, with their corners in px of the timeline."""
    found = []
    width = view.timeline_width
    for arrow in view.rows.arrows_between(first, last):
        if view.drag is not None and view.drag.dates:
            arrow = _following(view, arrow)
        points = route(view.scale, arrow, view.rows.rows, view.top_of, view.row_height, width, view.words)
        if seen(points, width):
            found.append((arrow, points))
    return found


def _following(view: "GanttView", arrow: Arrow) -> Arrow:
    """The arrow while a bar it holds on to is dragged."""
    before, after = view.row(arrow.predecessor), view.row(arrow.successor)
    leave = before.start if arrow.from_start else before.end
    arrive = after.end if arrow.to_end else after.start
    return arrow._replace(leave=leave or arrow.leave, arrive=arrive or arrow.arrive)


def route(
    scale: TimeScale,
    arrow: Arrow,
    rows: Sequence[GanttRow],
    top_of: Callable[[int], float],
    height: float,
    width: float,
    words: Mapping[int, tuple[float, float]],
) -> list[Point]:
    """The corners of an arrow, in px.

    ``words`` are the spans of slips by row: an arrow at a bar's end begins or ends behind them, and an upright goes
    round those of the rows between where it can.
    """
    centre = GANTT.bar_top + GANTT.bar / 2
    start, end = top_of(arrow.predecessor) + centre, top_of(arrow.successor) + centre
    down = 1 if end > start else -1
    leave = scale.x(arrow.leave, evening=not arrow.from_start)
    arrive = scale.x(arrow.arrive, evening=arrow.to_end)
    if not arrow.from_start:
        leave = _behind(leave, words.get(arrow.predecessor))
    if arrow.to_end:
        arrive = _behind(arrive, words.get(arrow.successor))
    if not arrow.from_start and not arrow.to_end and not arrow.broken:
        target = place(scale, rows[arrow.successor], width)
        least, most = max(arrive, leave) + _INTO, (target.right if target else arrive) - 2
        if least <= most or arrive >= leave:
            x = _clear(max(arrive + min(_INTO, 4), leave + 4), most, arrow, words)
            return [(leave, start), (x, start), (x, end - down * GANTT.bar / 2)]
    out = leave - _OUT if arrow.from_start else leave + _OUT
    inward = arrive + _IN if arrow.to_end else arrive - _IN
    if arrow.from_start and not arrow.to_end:
        x = min(out, inward)
    elif arrow.to_end and not arrow.from_start:
        x = max(out, inward)
    else:
        # into the gap before the successor's row, back to its start, and in
        between = end - down * height / 2
        return [(leave, start), (out, start), (out, between), (inward, between), (inward, end), (arrive, end)]
    return [(leave, start), (x, start), (x, end), (arrive, end)]


def _behind(x: float, span: tuple[float, float] | None) -> float:
    """After the words that stand right of a bar's end."""
    return span[1] + 3 if span is not None and span[0] >= x else x


def _clear(x: float, most: float, arrow: Arrow, words: Mapping[int, tuple[float, float]]) -> float:
    """A little to the right, as far as the successor's bar reaches, where the upright would cross words."""
    first, last = sorted((arrow.predecessor, arrow.successor))
    wanted = x
    for _again in range(4):
        hit = next(
            (right for row, (left, right) in words.items() if first < row < last and left - 3 <= wanted <= right + 3),
            None,
        )
        if hit is None:
            return wanted
        wanted = hit + 4
        if wanted > most:
            return x
    return x


def seen(points: Sequence[Point], width: float) -> bool:
    """Whether any of it lies in the window."""
    return max(x for x, _y in points) >= -_HEAD and min(x for x, _y in points) <= width + _HEAD


def paint_arrow(canvas: Canvas, points: Sequence[Point], broken: bool, chosen: bool = False, halo: bool = True) -> None:
    """An elbow with a head; one the dates break is dashed, in danger colour, with a halo."""
    painter = canvas.painter
    ink = canvas.colour("danger" if broken else "accent" if chosen else "muted")
    corners = [QPointF(canvas.snap(x) + canvas.hair / 2, canvas.snap(y) + canvas.hair / 2) for x, y in points]
    before, tip = corners[-2], corners[-1]
    across, along = tip.x() - before.x(), tip.y() - before.y()
    length = max(abs(across), abs(along), 1e-9)
    ux, uy = across / length, along / length
    neck = QPointF(tip.x() - ux * _HEAD, tip.y() - uy * _HEAD)
    stem = [*corners[:-1], neck]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    width = 1.5 if broken or chosen else 1.25
    if halo and (broken or chosen):
        painter.setPen(QPen(canvas.colour("base"), width + 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawPolyline(stem)
    pen = QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
    if broken:
        pen.setDashPattern([4 / width, 2 / width])
    painter.setPen(pen)
    painter.drawPolyline(stem)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    side = _HEAD / 2
    painter.drawPolygon(
        QPolygonF(
            [
                tip,
                QPointF(neck.x() - uy * side, neck.y() + ux * side),
                QPointF(neck.x() + uy * side, neck.y() - ux * side),
            ]
        )
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    canvas.forget_pen()


def near(points: Sequence[Point], x: float, y: float) -> bool:
    """Whether a point lies on the line, within what a hand can hit."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if min(x0, x1) - _NEAR <= x <= max(x0, x1) + _NEAR and min(y0, y1) - _NEAR <= y <= max(y0, y1) + _NEAR:
            return True
    return False
