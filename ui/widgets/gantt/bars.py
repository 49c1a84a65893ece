"""Bars, brackets, baselines, marks and slips of the rows on the screen."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPen, QPolygonF

from kpkportfolio.charts.bars import GanttRow, slip_text, slip_tone
from kpkportfolio.charts.palette import hatched, mix
from kpkportfolio.charts.slip_place import inside_bar
from kpkportfolio.text import _, format_month
from ui.theme import glyphs
from ui.theme.tokens import GANTT, SIZES, FontRole
from ui.widgets.gantt.canvas import Canvas
from ui.widgets.gantt.scale import TimeScale

_LEAST_BAR = 3.0
_LEAST_SEEN = 1.0
_LEAST_CHEVRON = 14.0
_LONE = 18
_INSET = 8.0
_FADE = 40
_DUE = 8
"""Side of a deliverable's mark."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row's bar lies, in px from the timeline's left.

    ``left`` and ``right`` may lie outside the window. ``lone`` tells that only one date is known and both are
    where it lies. ``open_ended``: ``right`` is the window's edge.
    """

    left: float
    right: float
    lone: bool
    open_ended: bool


def place(scale: TimeScale, row: GanttRow, width: float) -> Place | None:
    """The place of a row's bar; None when no date is known."""
    start, end = row.start, row.end
    if start is not None and end is not None:
        left = scale.x(start)
        return Place(left, max(scale.x(end, evening=True), left + _LEAST_BAR), False, False)
    if start is not None and row.open_ended:
        left = scale.x(start)
        return Place(left, max(width, left), False, True)
    if start is not None:
        x = scale.x(start)
    elif end is not None:
        x = scale.x(end, evening=True)
    else:
        return None
    return Place(x, x, True, False)


def paint_bracket(canvas: Canvas, scale: TimeScale, row: GanttRow, top: float, width: float) -> None:
    """A group's span: 5 px high with feet at the ends that are known; drawn also when collapsed."""
    where = place(scale, row, width)
    if where is None or where.right < 0 or where.left > width:
        return
    left, right = canvas.snap(max(where.left, -8)), canvas.snap(min(where.right, width + 8))
    if where.lone:
        right = left + GANTT.bracket_foot
    y = top + 10
    bottom, foot = y + GANTT.bracket, y + GANTT.bracket + GANTT.bracket_foot
    reach = min(float(GANTT.bracket_foot), (right - left) / 2)
    points = [QPointF(left, y), QPointF(right, y)]
    if where.open_ended:
        points.append(QPointF(right, bottom))
    else:
        points += [QPointF(right, foot), QPointF(right - reach, bottom)]
    points += [QPointF(left + reach, bottom), QPointF(left, foot)]
    painter = canvas.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(canvas.colour(canvas.palette.programme_colour(row.programme_number)))
    painter.drawPolygon(QPolygonF(points))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    canvas.forget_pen()


def paint_ghost(canvas: Canvas, scale: TimeScale, row: GanttRow, top: float, width: float) -> None:
    """The baseline, a thin double line under the bar with a tick at its end; only where it differs."""
    if not row.off_baseline:
        return
    start, end = row.baseline_start or row.start, row.baseline_end or row.end
    if start is None or end is None:
        return
    left, right = scale.x(start), scale.x(end, evening=True)
    if right < 0 or left > width:
        return
    left, right = canvas.snap(max(left, -1)), canvas.snap(min(right, width + 1))
    y = canvas.snap(top + GANTT.bar_top + GANTT.bar + GANTT.ghost_gap)
    edge = canvas.palette.edge
    canvas.fill(left, y, right, y + GANTT.ghost, mix(edge, canvas.palette.base, 0.45))
    canvas.level(left, right, y, "edge")
    canvas.level(left, right, y + GANTT.ghost - canvas.hair, "edge")
    tick = y + (GANTT.ghost - GANTT.ghost_tick) / 2
    canvas.upright(right - canvas.hair, tick + 1, tick + GANTT.ghost_tick, "edge")


def paint_bar(canvas: Canvas, scale: TimeScale, row: GanttRow, top: float, width: float, selected: bool) -> None:
    """The bar of an initiative, or words where nothing of it can be seen."""
    where = place(scale, row, width)
    if where is None:
        canvas.text(_INSET, top + GANTT.bar_top + GANTT.bar / 2, _("no schedule"), FontRole.SMALL, "muted")
        return
    if where.right < _LEAST_SEEN or where.left > width - _LEAST_SEEN:
        _elsewhere(canvas, scale, row, top, width)
        return
    painter = canvas.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if where.lone:
        _lone(canvas, row, where, top)
    else:
        _whole(canvas, scale, row, where, top, width, selected)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    canvas.forget_pen()


def _whole(
    canvas: Canvas, scale: TimeScale, row: GanttRow, where: Place, top: float, width: float, selected: bool
) -> None:
    painter, palette, hair = canvas.painter, canvas.palette, canvas.hair
    number = row.programme_number
    name = palette.programme_colour(number)
    ink = canvas.colour(name)
    # what lies far outside would cost time and precision
    left, right = canvas.snap(max(where.left, -20)), canvas.snap(min(where.right, width + 20))
    if where.open_ended:
        right = canvas.snap(width - 4)
    right = max(right, left + _LEAST_BAR)
    y, bottom = canvas.snap(top + GANTT.bar_top), canvas.snap(top + GANTT.bar_top + GANTT.bar)
    box = QRectF(left + hair / 2, y + hair / 2, right - left - hair, bottom - y - hair)
    tip = where.open_ended and right - left > GANTT.open_arrow + 4
    tint = palette.base if number is None else palette.tint(name)
    if row.halted:
        pen = QPen(canvas.colour("muted"), hair)
        pen.setDashPattern([3, 2])
        _outline(canvas, box, pen, "base", tip)
        done = None
    elif row.undecided or where.open_ended:
        _outline(canvas, box, QPen(ink, hair), tint, tip)
        done = None
    else:
        _outline(canvas, box, QPen(ink, hair), name, False)
        done = done_right(scale, row)
        edge = left if done is None else canvas.snap(min(max(done, left), right))
        start = left + hair if edge <= left + hair else edge
        if start < right - hair:
            canvas.fill(start, y + hair, right - hair, bottom - hair, tint)
        done = edge if edge > left + hair else None
    if hatched(number) and not row.halted:
        split = left if done is None else done
        if split > left:
            glyphs.hatch(
                painter, QRectF(left, y, split - left, bottom - y), canvas.colour(palette.tint("#FFFFFF", name))
            )
        rest = QRectF(split + hair, y + hair, right - split - 2 * hair, bottom - y - 2 * hair)
        glyphs.hatch(painter, rest, canvas.colour(palette.tint(name, tint)))
    # a sliver at the window's edge says enough by itself
    roomy = min(where.right, width) - max(where.left, 0.0) >= _LEAST_CHEVRON
    if where.left < 0 and roomy:
        solid = done is not None and done > 10
        tone = palette.base if number is None else palette.on_programme(number)
        _chevron(canvas, 5, (y + bottom) / 2, -1, tone if solid else palette.text)
    if where.right > width and not where.open_ended and roomy:
        solid = done is not None and done > width - 6
        tone = palette.base if number is None else palette.on_programme(number)
        _chevron(canvas, width - 5, (y + bottom) / 2, 1, tone if solid else palette.text)
    if selected:
        ring = QRectF(left - 1, y - 1, right - left + 2, bottom - y + 2)
        painter.setPen(QPen(canvas.colour("accent"), SIZES.focus))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(ring, SIZES.corner_small + 1, SIZES.corner_small + 1)


def _outline(canvas: Canvas, box: QRectF, pen: QPen, fill: str, tip: bool) -> None:
    painter = canvas.painter
    painter.setPen(pen)
    painter.setBrush(canvas.colour(fill))
    if not tip:
        painter.drawRoundedRect(box, SIZES.corner_small, SIZES.corner_small)
        return
    neck, right = box.right() - GANTT.open_arrow, box.right()
    if box.width() > _FADE + 2 * GANTT.open_arrow:
        fade = QLinearGradient(right - _FADE, 0, right, 0)
        fade.setColorAt(0, canvas.colour(fill))
        fade.setColorAt(1, canvas.colour("base"))
        painter.setBrush(fade)
    middle = box.center().y()
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(box.left(), box.top()),
                QPointF(neck, box.top()),
                QPointF(right, middle),
                QPointF(neck, box.bottom()),
                QPointF(box.left(), box.bottom()),
            ]
        )
    )


def done_right(scale: TimeScale, row: GanttRow) -> float | None:
    """Where the done part ends; None when the share or a date is unknown, or nothing is done."""
    if not row.progress or row.start is None or row.end is None or row.halted or row.undecided:
        return None
    left, right = scale.x(row.start), scale.x(row.end, evening=True)
    return left + (right - left) * min(row.progress, 100) / 100


def _lone(canvas: Canvas, row: GanttRow, where: Place, top: float) -> None:
    """One known date: an upright at it and dashes towards the side that is not known."""
    ink = canvas.colour(canvas.palette.programme_colour(row.programme_number))
    painter = canvas.painter
    y, bottom = top + GANTT.bar_top, top + GANTT.bar_top + GANTT.bar
    x = canvas.snap(where.left)
    painter.fillRect(QRectF(x - 1, y, 2, bottom - y), ink)
    pen = QPen(ink, 1.5)
    pen.setDashPattern([2, 2])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    far = x + (_LONE if row.start is not None else -_LONE)
    painter.drawLine(QPointF(x, (y + bottom) / 2), QPointF(far, (y + bottom) / 2))


def _chevron(canvas: Canvas, x: float, y: float, way: int, name: str) -> None:
    painter = canvas.painter
    painter.setPen(
        QPen(canvas.colour(name), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.drawPolyline([QPointF(x - 2 * way, y - 3.5), QPointF(x + 1.5 * way, y), QPointF(x - 2 * way, y + 3.5)])


def early_words(canvas: Canvas, scale: TimeScale, row: GanttRow, width: float) -> tuple[str, float, float] | None:
    """The words for a bar that lies before the window, ``‹ 12/2010``, and from where to where they stand."""
    where = place(scale, row, width)
    if where is None or where.right >= _LEAST_SEEN:
        return None
    text = f"‹ {format_month(row.end or row.start)}"
    return text, _INSET, _INSET + canvas.type.width(text, FontRole.SMALL)


def _elsewhere(canvas: Canvas, scale: TimeScale, row: GanttRow, top: float, width: float) -> None:
    """In words where the work lies when the window shows nothing of it."""
    middle = top + GANTT.bar_top + GANTT.bar / 2
    early = early_words(canvas, scale, row, width)
    if early is not None:
        canvas.text(early[1], middle, early[0], FontRole.SMALL, "muted")
    else:
        text = f"{format_month(row.start or row.end)} ›"
        canvas.text(width - _INSET, middle, text, FontRole.SMALL, "muted", right=True)


# -- marks and words, over arrows and today ----------------------------------------------------------------------


def paint_milestones(canvas: Canvas, scale: TimeScale, row: GanttRow, top: float, width: float) -> None:
    """Diamonds: reached ones filled, coming ones open."""
    middle = top + GANTT.bar_top + GANTT.bar / 2
    half = GANTT.milestone / 2
    for mark in row.milestones:
        x = canvas.snap(scale.x(mark.date, evening=True))
        if -half <= x <= width + half:
            # the whole diamond with its edge is 12 px, and is drawn around a pen of 1.5
            glyphs.milestone(canvas.painter, QRectF(x - half, middle - half, 12, 12), mark.reached, GANTT.milestone)
            canvas.forget_pen()


def paint_deliverables(canvas: Canvas, scale: TimeScale, row: GanttRow, top: float, width: float) -> None:
    """Small flags on the bar's upper edge, at the days deliverables are due: done ones filled, others open."""
    painter = canvas.painter
    y = top + 3.5
    for mark in row.deliverables:
        x = canvas.snap(scale.x(mark.date, evening=True))
        if -_DUE <= x <= width + _DUE:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(canvas.colour("text"), 1.2))
            painter.setBrush(canvas.colour("text" if mark.reached else "base"))
            painter.drawPolygon(QPolygonF([QPointF(x - 4, y), QPointF(x + 4, y), QPointF(x, y + 6)]))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            canvas.forget_pen()


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip's words, where they stand and their colour."""

    text: str
    left: float
    right: float
    colour: str


def slip(canvas: Canvas, scale: TimeScale, row: GanttRow, width: float, milestones: bool = True) -> Slip | None:
    """How far the end has moved from the baseline: right of the bar, or inside its end where there is no room."""
    text = slip_text(row)
    where = place(scale, row, width) if text else None
    if where is None or where.lone or where.left > width:
        return None
    if where.right < _LEAST_SEEN:
        return None
    palette = canvas.palette
    tone = getattr(palette, slip_tone(row))
    room = canvas.type.width(text, FontRole.SMALL_STRONG)
    near = [scale.x(mark.date, evening=True) for mark in row.milestones] if milestones else []
    crowd = 8 if any(abs(x - where.right) < 9 for x in near) else 0
    left = where.right + 8 + crowd
    if left + room <= width - 4:
        return Slip(text, left, left + room, tone)
    end, start = min(where.right, width) - 8 - (4 if where.right > width else 0), max(where.left, 0.0) + 4
    done = done_right(scale, row)
    inside = inside_bar(start, end, room, [(x, 9.0) for x in near], done)
    if inside is None:
        return None
    if done is not None and done > inside - room:
        tone = palette.base if row.programme_number is None else palette.on_programme(row.programme_number)
    return Slip(text, inside - room, inside, tone)


def paint_slip(canvas: Canvas, words: Slip, top: float) -> None:
    """The words of a slip."""
    canvas.text(words.left, top + GANTT.bar_top + GANTT.bar / 2, words.text, FontRole.SMALL_STRONG, words.colour)


def paint_grips(canvas: Canvas, scale: TimeScale, row: GanttRow, top: float, width: float) -> None:
    """Where a selected bar is taken to make it longer or shorter; an open end has none."""
    where = place(scale, row, width)
    if where is None or where.lone:
        return
    painter = canvas.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(canvas.colour("accent"), 1.5))
    painter.setBrush(canvas.colour("base"))
    middle = top + GANTT.bar_top + GANTT.bar / 2
    for x in [where.left] if where.open_ended else [where.left, where.right]:
        if 0 <= x <= width:
            x = canvas.snap(x)
            grip = QRectF(x - GANTT.grip_width / 2, middle - GANTT.grip_height / 2, GANTT.grip_width, GANTT.grip_height)
            painter.drawRoundedRect(grip, SIZES.corner_small, SIZES.corner_small)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    canvas.forget_pen()
