"""Shapes that tell a state without colour: status, health, overlap kind, programme, milestone.

Each function paints into the middle of a rectangle with the current palette. The ``*_pixmap``
functions give the same as a cached picture, for lists that draw thousands. A word always stands beside
the shape; these have no accessible text of their own.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPainterPathStroker, QPen, QPixmap, QPolygonF

from kpkportfolio.charts.palette import hatched
from kpkportfolio.model.vocabulary import Health, OverlapKind, Status, Verdict
from ui.theme.pictures import cached
from ui.theme.state import colour, current
from ui.theme.tokens import GANTT, SIZES

_RING = 12.0
_STROKE = 1.5
_PIES = {Status.DEFINITION: 1, Status.IMPLEMENTATION: 2, Status.ROLLOUT: 3}


def _disc(centre: QPointF, diameter: float) -> QRectF:
    return QRectF(centre.x() - diameter / 2, centre.y() - diameter / 2, diameter, diameter)


def _pen(tint: QColor, width: float = _STROKE) -> QPen:
    return QPen(tint, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def status(painter: QPainter, rect: QRectF, value: Status | str, scale: float = 1.0) -> None:
    """The ring of a status, 14 × 14 at scale 1; the fill says how far."""
    value = Status(value)
    tint = QColor(current().status_colour(value))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center())
    painter.scale(scale, scale)
    middle = QPointF(0, 0)
    if value is Status.COMPLETED:
        _completed(painter, tint)
        painter.restore()
        return
    pen = _pen(tint)
    if value is Status.IDEA:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([2 / _STROKE, 2 / _STROKE])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(_disc(middle, _RING))
    painter.setBrush(tint)
    if value is Status.APPROVED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(_disc(middle, 3))
    elif value in _PIES:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPie(_disc(middle, 6), 90 * 16, -_PIES[value] * 90 * 16)
    elif value is Status.SUSPENDED:
        painter.drawLine(QPointF(-1.6, -2.2), QPointF(-1.6, 2.2))
        painter.drawLine(QPointF(1.6, -2.2), QPointF(1.6, 2.2))
    elif value is Status.CANCELLED:
        painter.drawLine(QPointF(-2, -2), QPointF(2, 2))
        painter.drawLine(QPointF(-2, 2), QPointF(2, -2))
    painter.restore()


def _completed(painter: QPainter, tint: QColor) -> None:
    disc = QPainterPath()
    disc.addEllipse(_disc(QPointF(0, 0), _RING + _STROKE))
    stroke = QPainterPath(QPointF(-3, 0.2))
    stroke.lineTo(-0.9, 2.3)
    stroke.lineTo(3.1, -2.1)
    painter.fillPath(_cut(disc, stroke, 1.7), tint)


def _cut(shape: QPainterPath, line: QPainterPath, width: float) -> QPainterPath:
    """The shape with a line cut out of it, so that any ground shows through."""
    pen = QPainterPathStroker()
    pen.setWidth(width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return shape.subtracted(pen.createStroke(line))


def health(painter: QPainter, rect: QRectF, value: Health | str | None, scale: float = 1.0) -> None:
    """Disc, triangle or square with a cross; a dash when nobody has judged."""
    tint = QColor(current().health_colour(value))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center())
    painter.scale(scale, scale)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    if value is None:
        painter.drawRect(QRectF(-3, -0.75, 6, 1.5))
    elif Health(value) is Health.GREEN:
        painter.drawEllipse(_disc(QPointF(0, 0), 11))
    elif Health(value) is Health.YELLOW:
        edge = current().health_yellow_edge
        if edge:
            painter.setPen(_pen(QColor(edge), 1.2))
        painter.drawPolygon(QPolygonF([QPointF(0, -5.2), QPointF(6, 5.2), QPointF(-6, 5.2)]))
    else:
        square = QPainterPath()
        square.addRoundedRect(QRectF(-5.5, -5.5, 11, 11), 1, 1)
        cross = QPainterPath(QPointF(-2.2, -2.2))
        cross.lineTo(2.2, 2.2)
        cross.moveTo(-2.2, 2.2)
        cross.lineTo(2.2, -2.2)
        painter.fillPath(_cut(square, cross, 1.6), tint)
    painter.restore()


def overlap(
    painter: QPainter, rect: QRectF, kind: OverlapKind | Verdict | str, tint: str = "muted", scale: float = 1.0
) -> None:
    """The mark of a finding or verdict, 14 × 14: duplicate, overlap, reuse, related or different."""
    ink = colour(tint)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center())
    painter.scale(scale, scale)
    painter.setPen(_pen(ink))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match Verdict(str(kind)):
        case Verdict.DUPLICATE:
            painter.drawRect(QRectF(-6, -6, 12, 12))
            painter.fillRect(QRectF(-2.75, -2.75, 5.5, 5.5), ink)
        case Verdict.OVERLAP:
            painter.drawRect(QRectF(-6, -6, 8.5, 8.5))
            painter.drawRect(QRectF(-2.5, -2.5, 8.5, 8.5))
            painter.fillRect(QRectF(-2.5, -2.5, 5, 5), ink)
        case Verdict.REUSE:
            painter.fillRect(QRectF(-7, -2.75, 5.5, 5.5), ink)
            painter.drawLine(QPointF(0.3, 0), QPointF(3.5, 0))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawPolygon(QPolygonF([QPointF(3, -3), QPointF(7, 0), QPointF(3, 3)]))
        case Verdict.RELATED:
            painter.drawEllipse(_disc(QPointF(-2.6, 0), 6.4))
            painter.drawEllipse(_disc(QPointF(2.6, 0), 6.4))
        case Verdict.DIFFERENT:
            painter.drawLine(QPointF(-5, -2.2), QPointF(5, -2.2))
            painter.drawLine(QPointF(-5, 2.2), QPointF(5, 2.2))
            painter.drawLine(QPointF(-2.8, 5.6), QPointF(2.8, -5.6))
    painter.restore()


def hatch(painter: QPainter, rect: QRectF, ink: QColor) -> None:
    """45° lines, 2 px wide every 5 px, clipped to the rectangle."""
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(ink, 2))
    step = 5 * 2**0.5
    x = rect.left() - rect.height()
    while x < rect.right() + step:
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()))
        x += step
    painter.restore()


def programme(painter: QPainter, rect: QRectF, number: int | None, base_font: QFont | None = None) -> None:
    """A 16 × 16 swatch (or as large as the rectangle's height) with the programme's number in it."""
    palette = current()
    side = min(rect.width(), rect.height())
    box = _disc(rect.center(), side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if number is None:
        painter.setPen(QPen(QColor(palette.text), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), SIZES.corner_small, SIZES.corner_small)
        painter.restore()
        return
    fill = QColor(palette.programme_colour(number))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(box, SIZES.corner_small, SIZES.corner_small)
    ink = QColor(palette.on_programme(number))
    if hatched(number):
        hatch(painter, box.adjusted(1, 1, -1, -1), QColor(palette.tint(palette.base, fill.name())))
        # the number needs an unbroken ground
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRect(box.adjusted(side * 0.15, side * 0.18, -side * 0.15, -side * 0.18))
    label = QFont(base_font or painter.font())
    label.setPixelSize(max(9, round(side * (0.69 if number < 10 else 0.6))))
    label.setWeight(QFont.Weight.DemiBold)
    painter.setFont(label)
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.restore()


def milestone(painter: QPainter, rect: QRectF, reached: bool, size: float = GANTT.milestone) -> None:
    """A diamond: filled with text colour when reached, base with a text edge when still coming."""
    text, base = colour("text"), colour("base")
    half = size / 2
    centre = rect.center()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(base if reached else text, _STROKE))
    painter.setBrush(text if reached else base)
    corners = [(0, -half), (half, 0), (0, half), (-half, 0)]
    painter.drawPolygon(QPolygonF([QPointF(centre.x() + x, centre.y() + y) for x, y in corners]))
    painter.restore()


def status_pixmap(value: Status | str, ratio: float = 1.0) -> QPixmap:
    """The status glyph, 16 × 16 logical px."""
    side = SIZES.icon
    key = f"status/{value}/{current().name}"
    return cached(key, QSize(side, side), ratio, lambda p: status(p, QRectF(0, 0, side, side), value))


def health_pixmap(value: Health | str | None, ratio: float = 1.0) -> QPixmap:
    """The health shape, 16 × 16 logical px."""
    side = SIZES.icon
    key = f"health/{value}/{current().name}"
    return cached(key, QSize(side, side), ratio, lambda p: health(p, QRectF(0, 0, side, side), value))


def overlap_pixmap(kind: OverlapKind | Verdict | str, tint: str = "muted", ratio: float = 1.0) -> QPixmap:
    """The overlap mark, 16 × 16 logical px."""
    side = SIZES.icon
    key = f"overlap/{kind}/{tint}/{current().name}"
    return cached(key, QSize(side, side), ratio, lambda p: overlap(p, QRectF(0, 0, side, side), kind, tint))


def programme_pixmap(number: int | None, ratio: float = 1.0) -> QPixmap:
    """The numbered swatch, 16 × 16 logical px."""
    side = SIZES.swatch
    key = f"programme/{number}/{current().name}"
    return cached(key, QSize(side, side), ratio, lambda p: programme(p, QRectF(0, 0, side, side), number))


def named_pixmap(name: str, ratio: float = 1.0) -> QPixmap:
    """A glyph by a name such as "status:idea", "health:red", "overlap:reuse" or "programme:3".

    "health:" is not judged and "programme:" is without a programme. Raises ValueError for another name.
    """
    kind, _colon, value = name.partition(":")
    match kind:
        case "status":
            return status_pixmap(value, ratio)
        case "health":
            return health_pixmap(value or None, ratio)
        case "overlap":
            return overlap_pixmap(value, ratio=ratio)
        case "programme":
            return programme_pixmap(int(value) if value else None, ratio)
    raise ValueError(f"no glyph is called {name!r}")
