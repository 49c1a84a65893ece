"""One frame of the view: only rows that can be seen, layer by layer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from kpkportfolio.charts.bars import GanttRow
from ui.theme.tokens import GANTT, SIZES
from ui.widgets.gantt import arrows, bars, grid
from ui.widgets.gantt.canvas import Canvas
from ui.widgets.gantt.drag import Grip
from ui.widgets.gantt.hits import LINK_RADIUS, link_handle

if TYPE_CHECKING:
    from ui.widgets.gantt.view import GanttView


def paint(view: "GanttView", painter: QPainter, rect: QRect) -> int:
    """Paint what ``rect`` shows of the view; the number of rows painted."""
    canvas = Canvas(painter, view.viewport(), view.type)
    width, height = view.viewport().width(), view.viewport().height()
    axis = view.axis()
    first, last = view.rows_between(rect.top(), rect.bottom())
    indices = range(first, last + 1)
    painter.setClipRect(QRect(0, view.header, width, height - view.header) & rect)
    canvas.fill(0, view.header, view.table_width, height, "base")
    _table(view, canvas, indices)
    painter.save()
    painter.translate(view.table_width, 0)
    painter.setClipRect(QRect(0, view.header, round(axis.width), height), Qt.ClipOperation.IntersectClip)
    _timeline(view, canvas, axis, indices, height)
    painter.restore()
    canvas.forget_pen()
    if view.caret.shown and view.caret.row in indices:
        _cursor(view, canvas, axis.width)
    painter.setClipRect(rect)
    view.table.paint_header(canvas, view.header)
    painter.save()
    painter.translate(view.table_width, 0)
    painter.setClipRect(QRect(0, 0, round(axis.width), height) & rect.translated(-round(view.table_width), 0))
    grid.paint_header(canvas, axis, view.header)
    grid.paint_today(canvas, axis, view.header, view.header)
    painter.restore()
    canvas.forget_pen()
    canvas.level(0, width, view.header - canvas.hair, "line_strong")
    canvas.upright(view.table_width - canvas.hair, 0, height, "line_strong")
    return len(indices)


def _tone(view: "GanttView", index: int) -> str:
    row = view.rows.rows[index]
    if row.id in view.caret.selected:
        return "selection"
    if index == view.hovered and view.drag is None:
        return "hover"
    return "alt" if row.is_group else "base"


def _table(view: "GanttView", canvas: Canvas, indices: range) -> None:
    for index in indices:
        row = view.row(index)
        closed = row.id in view.rows.collapsed if row.id in view.rows.parents else None
        top = view.top_of(index)
        selected = row.id in view.caret.selected
        view.table.paint_row(canvas, row, top, view.row_height, closed, selected, _tone(view, index))
        canvas.level(0, view.table_width, top + view.row_height - canvas.hair, "line")


def _timeline(view: "GanttView", canvas: Canvas, axis: grid.Axis, indices: range, height: int) -> None:
    scale, width, row_height = axis.scale, axis.width, view.row_height
    grid.paint_ground(canvas, axis, view.header, height)
    rows = [(index, view.row(index), view.top_of(index)) for index in indices]
    for index, _row, top in rows:
        tone = _tone(view, index)
        if tone != "base":
            grid.paint_row_ground(canvas, axis, top, row_height, tone)
    grid.paint_coarse_grid(canvas, axis, view.header, height)
    for _index, _row, top in rows:
        canvas.level(0, width, top + row_height - canvas.hair, "line")
    words = _words(view, canvas, axis)
    for _index, row, top in rows:
        if row.is_group:
            bars.paint_bracket(canvas, scale, row, top, width)
            continue
        if view.shown.baseline:
            bars.paint_ghost(canvas, scale, row, top, width)
        bars.paint_bar(canvas, scale, row, top, width, row.id in view.caret.selected)
    if view.shown.dependencies:
        # of all visible rows: an arrow may pass through what is painted without beginning there
        for arrow, points in arrows.routes(view, *view.rows_between(view.header, height)):
            arrows.paint_arrow(canvas, points, arrow.broken, view.touched_arrow == arrow.id)
    for _index, row, top in rows:
        if view.shown.deliverables and row.deliverables:
            bars.paint_deliverables(canvas, scale, row, top, width)
        if view.shown.milestones and row.milestones:
            bars.paint_milestones(canvas, scale, row, top, width)
    grid.paint_today(canvas, axis, view.header, height)
    for index, slip in words.items():
        bars.paint_slip(canvas, slip, view.top_of(index))
    for index, row, top in rows:
        if row.id in view.caret.selected and not row.is_group and view.editable:
            bars.paint_grips(canvas, scale, row, top, width)
        if index == view.hovered:
            _handle(view, canvas, index, top)
    _mark_ring(view, canvas, rows)
    _link(view, canvas)


def _words(view: "GanttView", canvas: Canvas, axis: grid.Axis) -> dict[int, bars.Slip]:
    """The slips of all visible rows, also of those that need no painting now: arrows go round their words."""
    first, last = view.rows_between(view.header, view.viewport().height())
    slips: dict[int, bars.Slip] = {}
    view.words = {}
    for index in range(first, last + 1):
        row = view.row(index)
        if row.is_group:
            continue
        early = bars.early_words(canvas, axis.scale, row, axis.width)
        if early is not None:
            view.words[index] = early[1:]
        elif view.shown.baseline and row.slip_days:
            slip = bars.slip(canvas, axis.scale, row, axis.width, view.shown.milestones)
            if slip is not None:
                slips[index] = slip
                view.words[index] = slip.left, slip.right
    return slips


def _handle(view: "GanttView", canvas: Canvas, index: int, top: float) -> None:
    """Where a dependency is drawn from."""
    x = link_handle(view, index, view.row(index))
    if x is None:
        return
    painter = canvas.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(canvas.colour("muted"), 1.5))
    painter.setBrush(canvas.colour("base"))
    painter.drawEllipse(QPointF(x, top + GANTT.bar_top + GANTT.bar / 2), LINK_RADIUS, LINK_RADIUS)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    canvas.forget_pen()


def _mark_ring(view: "GanttView", canvas: Canvas, rows: list[tuple[int, GanttRow, float]]) -> None:
    """The milestone or deliverable that keys move."""
    if not view.mark:
        return
    for _index, row, top in rows:
        for mark in (*row.milestones, *row.deliverables):
            if mark.id == view.mark:
                x = view.scale.x(mark.date, evening=True)
                painter = canvas.painter
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(canvas.colour("accent"), SIZES.focus))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(x - 10, top + 4, 20, view.row_height - 8), SIZES.corner, SIZES.corner)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
                canvas.forget_pen()


def _link(view: "GanttView", canvas: Canvas) -> None:
    """The dependency being drawn, from the bar's end to the mouse or to the row the keys stand on."""
    source, at = view.link_from, None
    drag = view.drag
    if drag is not None and drag.grip is Grip.LINK and drag.rows:
        source, at = drag.rows[0].id, (drag.at[0] - view.table_width, drag.at[1])
    index = view.rows.place.get(source) if source else None
    if index is None:
        return
    end = view.row(index).end
    if end is None:
        return
    x, y = view.scale.x(end, evening=True), view.top_of(index) + GANTT.bar_top + GANTT.bar / 2
    if at is None:
        row = view.rows.rows[view.caret.row] if 0 <= view.caret.row < len(view.rows.rows) else None
        target = view.scale.x(row.start) if row is not None and row.start is not None else x
        at = (target, view.top_of(view.caret.row) + GANTT.bar_top + GANTT.bar / 2)
    painter = canvas.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(canvas.colour("accent"), 1.5))
    painter.drawPolyline([QPointF(x, y), QPointF(x + 10, y), QPointF(x + 10, at[1]), QPointF(*at)])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    canvas.forget_pen()


def _cursor(view: "GanttView", canvas: Canvas, width: float) -> None:
    """The row the keyboard stands on: 2 px inside its table part."""
    top, height, side = view.top_of(view.caret.row), view.row_height - canvas.hair, SIZES.focus
    right = view.table_width - canvas.hair
    for left, y, right_, bottom in (
        (0, top, right, top + side),
        (0, top + height - side, right, top + height),
        (0, top, side, top + height),
        (right - side, top, right, top + height),
    ):
        canvas.fill(left, y, right_, bottom, "accent")
