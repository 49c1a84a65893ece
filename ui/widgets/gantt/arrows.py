"""Dependencies as elbows from bar to bar."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from kpkportfolio.charts import arrow_routes
from kpkportfolio.charts.arrow_routes import Words
from kpkportfolio.charts.bars import Arrow, GanttRow
from kpkportfolio.charts.sizes import Point
from ui.theme.tokens import GANTT
from ui.widgets.gantt.bars import place
from ui.widgets.gantt.canvas import Canvas
from ui.widgets.gantt.scale import TimeScale

if TYPE_CHECKING:
    from ui.widgets.gantt.view import GanttView

_HEAD = 6.0
_NEAR = 4.0
_MEASURES = arrow_routes.Measures(GANTT.bar / 2, out=10.0, into=12.0, over=6.0, gap=3.0)


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
    words: Words,
) -> list[Point]:
    """The corners of an arrow, in px; ``words`` are the spans of slips by row."""
    centre = GANTT.bar_top + GANTT.bar / 2
    leave = scale.x(arrow.leave, evening=not arrow.from_start)
    arrive = scale.x(arrow.arrive, evening=arrow.to_end)
    target = place(scale, rows[arrow.successor], width)
    start, end = top_of(arrow.predecessor) + centre, top_of(arrow.successor) + centre
    reach = target.right if target else arrive
    return arrow_routes.route(arrow, leave, arrive, reach, start, end, height / 2, words, _MEASURES)


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
