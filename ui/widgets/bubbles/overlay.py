"""What lies over the kept layers and changes all the time: selection, its range and values, hover, the drawn box."""

from math import hypot

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from kpkportfolio.charts.bubble_axes import extent_text
from kpkportfolio.charts.bubbles import Bubble
from kpkportfolio.charts.labels import Disc
from ui.theme.state import colour
from ui.theme.tokens import BUBBLES, SIZES, FontRole
from ui.widgets.bubbles.frame import Frame, Type
from ui.widgets.bubbles.ground import dashed, halo
from ui.widgets.bubbles.marks import Brush, clip_to, paint_name

_CAP = 4.0
NAMED = 12
"""More selected bubbles than these keep their places in the pile and their names in plain type."""


def paint_selection(painter: QPainter, frame: Frame, type_: Type, selected: list[int], current: int | None) -> None:
    """Rings around what is selected; the current one also with its range, and its values on both axes."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.save()
    clip_to(painter, frame)
    brush = Brush(frame.chart)
    seen = set(frame.seen) if len(selected) > NAMED else set(selected)
    for index in selected:
        if index not in seen:
            continue
        disc = frame.discs[index]
        if index == current:
            _range(painter, frame, disc, frame.chart.bubbles[index])
        if index == current or len(selected) <= NAMED:
            # on top of whatever covers it
            brush.paint(painter, frame.chart.bubbles[index], disc, inside=True)
        painter.setPen(QPen(colour("accent"), SIZES.focus))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        reach = disc.r + BUBBLES.ring_gap + 1
        painter.drawEllipse(QPointF(disc.x, disc.y), reach, reach)
    painter.restore()
    if current is not None:
        _names_over_range(painter, frame, type_, current)
    if len(selected) <= NAMED:
        for index in selected:
            # among several a name that found no room would cover another one; it stands in the list beside
            if len(selected) == 1 or index in (frame.spots or {}):
                _name(painter, frame, type_, index)
    if current is not None:
        paint_tags(painter, frame, type_, frame.discs[current], frame.chart.bubbles[current])


def paint_dragged(painter: QPainter, frame: Frame, index: int, bubble: Bubble, disc: Disc) -> None:
    """A bubble where it is being moved to, with its new range, and a line from where it stands."""
    was = frame.discs[index]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.save()
    clip_to(painter, frame)
    faded = colour("base")
    faded.setAlphaF(0.65)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faded)
    painter.drawEllipse(QPointF(was.x, was.y), was.r + 1, was.r + 1)
    way = QLineF(was.x, was.y, disc.x, disc.y)
    if way.length() > was.r + disc.r:
        way.setLength(way.length() - disc.r)
        dashed(painter, way, "accent")
    _range(painter, frame, disc, bubble)
    Brush(frame.chart).paint(painter, bubble, disc, inside=True)
    painter.setPen(QPen(colour("accent"), SIZES.focus))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    reach = disc.r + BUBBLES.ring_gap + 1
    painter.drawEllipse(QPointF(disc.x, disc.y), reach, reach)
    painter.restore()


def paint_hover(painter: QPainter, disc: Disc) -> None:
    """A thin ring around the bubble under the mouse."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("text"), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(disc.x, disc.y), disc.r + 1.5, disc.r + 1.5)


def paint_focus(painter: QPainter, disc: Disc) -> None:
    """A dashed ring around the bubble the keyboard stands on without having selected it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour("accent"), 1.5)
    pen.setDashPattern([2, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(disc.x, disc.y), disc.r + 8, disc.r + 8)


def paint_box(painter: QPainter, box: QRectF) -> None:
    """The box that is being drawn around bubbles."""
    tone = colour("accent")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(tone, 1))
    tone.setAlphaF(0.08)
    painter.setBrush(tone)
    painter.drawRect(box)


def paint_loop(painter: QPainter, loop: QPolygonF) -> None:
    """The line that is being drawn around bubbles by free hand, closed as it will be."""
    tone = colour("accent")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tone, 1))
    tone.setAlphaF(0.08)
    painter.setBrush(tone)
    painter.drawPolygon(loop)


def _inside(frame: Frame, disc: Disc) -> bool:
    box = frame.box
    return box.left <= disc.x <= box.right and box.top <= disc.y <= box.bottom


def paint_values(painter: QPainter, frame: Frame, disc: Disc) -> None:
    """Dashed lines from a bubble to both axes; under the bubbles and names, which they would cross."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = frame.box
    if not _inside(frame, disc):
        return
    reach = disc.r + BUBBLES.ring_gap + 2
    if disc.x - reach > box.left:
        dashed(painter, QLineF(disc.x - reach, disc.y, box.left, disc.y), "accent")
    if disc.y + reach < box.bottom:
        dashed(painter, QLineF(disc.x, disc.y + reach, disc.x, box.bottom), "accent")


def paint_tags(painter: QPainter, frame: Frame, type_: Type, disc: Disc, bubble: Bubble) -> None:
    box = frame.box
    if not _inside(frame, disc):
        return
    high = type_.height(FontRole.SMALL_STRONG) + 4
    along = extent_text(frame.y.axis, bubble.y_range)
    width = type_.width(along, FontRole.SMALL_STRONG) + 12
    left = max(box.left - 4 - width, 2)
    _tag(painter, type_, QRectF(left, disc.y - high / 2, width, high), along)
    across = extent_text(frame.x.axis, bubble.x_range)
    width = type_.width(across, FontRole.SMALL_STRONG) + 12
    left = min(max(disc.x - width / 2, 2), frame.size.width() - width - 2)
    _tag(painter, type_, QRectF(left, box.bottom + 4, width, high), across)


def _tag(painter: QPainter, type_: Type, rect: QRectF, text: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("accent"))
    painter.drawRoundedRect(rect, SIZES.corner_small, SIZES.corner_small)
    painter.setFont(type_.fonts[FontRole.SMALL_STRONG])
    painter.setPen(colour("on_accent"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _range(painter: QPainter, frame: Frame, disc: Disc, bubble: Bubble) -> None:
    """The whisker: from the least to the most on both axes, seen where it reaches out of the ring."""
    reach = disc.r + BUBBLES.ring_gap + 1
    painter.setPen(QPen(colour("accent"), 1.5))
    for value in bubble.y_range:
        if value > 0 or not frame.y.log:
            y = frame.value_y(value)
            if abs(y - disc.y) > reach:
                edge = disc.y + (reach if y > disc.y else -reach)
                painter.drawLine(QLineF(disc.x, edge, disc.x, y))
                painter.drawLine(QLineF(disc.x - _CAP, y, disc.x + _CAP, y))
    for value in bubble.x_range:
        if value > 0 or not frame.x.log:
            x = frame.value_x(value)
            if abs(x - disc.x) > reach:
                edge = disc.x + (reach if x > disc.x else -reach)
                painter.drawLine(QLineF(edge, disc.y, x, disc.y))
                painter.drawLine(QLineF(x, disc.y - _CAP, x, disc.y + _CAP))


def _names_over_range(painter: QPainter, frame: Frame, type_: Type, index: int) -> None:
    """Names that the whisker would strike through are set again over it."""
    bubble, disc = frame.chart.bubbles[index], frame.discs[index]
    ends = [frame.value_y(value) for value in bubble.y_range if value > 0 or not frame.y.log]
    sides = [frame.value_x(value) for value in bubble.x_range if value > 0 or not frame.x.log]
    crossed = [
        QRectF(QPointF(disc.x - _CAP, min(ends)), QPointF(disc.x + _CAP, max(ends))),
        QRectF(QPointF(min(sides), disc.y - _CAP), QPointF(max(sides), disc.y + _CAP)),
    ]
    for spot in (frame.spots or {}).values():
        box = QRectF(QPointF(spot.box.left, spot.box.top), QPointF(spot.box.right, spot.box.bottom))
        if spot.bubble != index and any(box.intersects(line) for line in crossed):
            paint_name(painter, frame.chart.bubbles[spot.bubble].name, spot, type_)


def _name(painter: QPainter, frame: Frame, type_: Type, index: int) -> None:
    """A selected name in bold over its own place, or beside the bubble when it had none."""
    disc, text = frame.discs[index], frame.chart.bubbles[index].name
    if not _inside(frame, disc):
        return
    width = type_.width(text, FontRole.SMALL_STRONG)
    metrics = type_.metrics[FontRole.SMALL_STRONG]
    spot = (frame.spots or {}).get(index)
    if spot is not None:
        box = spot.box
        painter.fillRect(QRectF(QPointF(box.left - 1, box.top), QPointF(box.right + 1, box.bottom)), colour("base"))
        left = box.right - width if box.right <= disc.x else box.left
        # clear of the ring, which is wider than the bubble
        near = min(max(disc.y, box.top), box.bottom) - disc.y
        gap = disc.r + BUBBLES.ring_gap + 5
        if spot.leader is None and hypot(0, near) < gap:
            if box.right <= disc.x:
                left = min(left, disc.x - gap - width)
            elif box.left >= disc.x:
                left = max(left, disc.x + gap)
        top = box.top
    else:
        right = disc.x + disc.r + 9
        left = right if right + width <= frame.size.width() - 4 else disc.x - disc.r - 9 - width
        top = disc.y - metrics.height() / 2
    base = QPointF(left, round(top + metrics.ascent()))
    halo(painter, base, text, type_.fonts[FontRole.SMALL_STRONG])
    painter.setFont(type_.fonts[FontRole.SMALL_STRONG])
    painter.setPen(colour("text"))
    painter.drawText(base, text)
