"""The small schedule bar of a table cell: done solid, the rest tinted, today as a line."""

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from kpkportfolio.charts.palette import hatched
from ui.models.roles import Bar
from ui.theme import glyphs
from ui.theme.state import colour, current

_HEIGHT = 7
_TODAY = 15
_TICK = 11


def paint_bar(painter: QPainter, rect: QRectF, bar: Bar, selected: bool) -> None:
    """Paints the bar into the cell's text area; dates outside the column's years are clipped."""
    days = max(1, (bar.last - bar.first).days + 1)

    def at(day: date) -> float:
        return rect.left() + rect.width() * (day - bar.first).days / days

    middle = rect.center().y()
    painter.save()
    painter.setClipRect(rect.adjusted(-1, 0, 1, 0), Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for year in range(bar.first.year + 1, bar.last.year + 1):
        x = at(date(year, 1, 1))
        painter.fillRect(QRectF(round(x), middle - _TICK / 2, 1, _TICK), colour("line"))
    if bar.start is not None or bar.end is not None:
        left = at(bar.start) if bar.start else rect.left()
        right = at(bar.end) + rect.width() / days if bar.end else rect.right()
        left, right = max(left, rect.left()), min(right, rect.right())
        if right > rect.left() and left < rect.right():
            box = QRectF(round(left), round(middle - _HEIGHT / 2), max(3, round(right - left)), _HEIGHT)
            _paint_box(painter, box, bar, selected)
    if bar.today is not None and bar.first <= bar.today <= bar.last:
        painter.fillRect(QRectF(round(at(bar.today)), round(middle - _TODAY / 2), 1.5, _TODAY), colour("muted"))
    painter.restore()


def _paint_box(painter: QPainter, box: QRectF, bar: Bar, selected: bool) -> None:
    palette = current()
    fill = QColor(palette.programme_colour(bar.programme))
    outline = box.adjusted(0.5, 0.5, -0.5, -0.5)
    if bar.stopped:
        pen = QPen(colour("muted"), 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(colour("base"))
        painter.drawRect(outline)
        return
    ground = palette.selection if selected else palette.base
    painter.fillRect(box, QColor(palette.tint(fill.name(), ground)))
    if hatched(bar.programme):
        glyphs.hatch(painter, box, QColor(palette.tint(palette.base, fill.name())))
    if bar.progress and not bar.proposed:
        painter.fillRect(
            QRectF(box.left(), box.top(), round(box.width() * min(bar.progress, 100) / 100), box.height()),
            fill,
        )
    painter.setPen(QPen(colour("text") if selected else fill, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(outline)
