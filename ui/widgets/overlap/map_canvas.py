"""What the overlap map is drawn on in the window: its points as pixels of the application's font size."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPen, QPolygonF

from kpkportfolio.charts.palette import Palette
from kpkportfolio.charts.sizes import BODY, Align, Point
from kpkportfolio.model.vocabulary import OverlapKind, Status
from ui.theme import glyphs
from ui.theme.state import current
from ui.theme.theme import font
from ui.theme.tokens import LEAST_TEXT, FontRole
from ui.widgets.text_layout import title_lines

# the tokens' glyphs are 14 px at a body of 13 px; on the map they stand for 10.5 points
_GLYPH = 14.0
_LINES = 99


class MapCanvas:
    """The map's ``Canvas``. Without a painter it only measures.

    Attributes:
        painter: of the frame that is being painted.
        scale: pixels of one point.
    """

    def __init__(self) -> None:
        self.painter: QPainter | None = None
        self.scale = QFontInfo(font(FontRole.BODY)).pixelSize() / BODY
        self._fonts: dict[tuple[float, bool], tuple[QFont, QFontMetricsF]] = {}

    @property
    def palette(self) -> Palette:
        return current()

    def _font(self, size: float, bold: bool) -> tuple[QFont, QFontMetricsF]:
        known = self._fonts.get((size, bold))
        if known is None:
            made = QFont(font(FontRole.STRONG if bold else FontRole.BODY))
            made.setPixelSize(max(LEAST_TEXT, round(size * self.scale)))
            known = self._fonts[size, bold] = (made, QFontMetricsF(made))
        return known

    def width(self, text: str, size: float, bold: bool = False) -> float:
        return self._font(size, bold)[1].horizontalAdvance(text) / self.scale

    def wrap(self, text: str, width: float, size: float, bold: bool = False) -> list[str]:
        return list(title_lines(text, int(width * self.scale), self._font(size, bold)[0], _LINES))

    def text(
        self, x: float, y: float, text: str, size: float, colour: str = "", bold: bool = False, align: Align = "left"
    ) -> None:
        if self.painter is None:
            return
        face, metrics = self._font(size, bold)
        wide = metrics.horizontalAdvance(text)
        left = x * self.scale - {"left": 0.0, "center": wide / 2, "right": wide}[align]
        self.painter.setFont(face)
        self.painter.setPen(QColor(colour or self.palette.text))
        self.painter.drawText(QPointF(left, y * self.scale + (metrics.ascent() - metrics.descent()) / 2), text)

    def line(
        self, points: Sequence[Point], colour: str, width: float = 0.75, dash: Sequence[float] | None = None
    ) -> None:
        if self.painter is None:
            return
        pen = QPen(QColor(colour), width * self.scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        if dash is not None:
            # Qt counts dashes in line widths
            pen.setDashPattern([length / width for length in dash])
        self.painter.setPen(pen)
        level = len({y for _x, y in points}) == 1
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, not level)
        self.painter.drawPolyline(QPolygonF([QPointF(x * self.scale, y * self.scale) for x, y in points]))

    def rect(self, x0: float, y0: float, x1: float, y1: float, fill: str | None, edge: str | None = None) -> None:
        if self.painter is None:
            return
        box = QRectF(x0 * self.scale, y0 * self.scale, (x1 - x0) * self.scale, (y1 - y0) * self.scale)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, edge is not None)
        self.painter.setPen(QPen(QColor(edge), 1) if edge else Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(fill) if fill else QBrush(Qt.BrushStyle.NoBrush))
        self.painter.drawRect(box)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)

    def _square(self, x: float, y: float, size: float) -> QRectF:
        return QRectF(x * self.scale - size / 2, y * self.scale - size / 2, size, size)

    def status(self, status: Status, x: float, y: float) -> None:
        if self.painter is not None:
            glyphs.status(self.painter, self._square(x, y, _GLYPH), status, 10.5 * self.scale / _GLYPH)

    def kind(self, kind: OverlapKind, x: float, y: float) -> None:
        if self.painter is not None:
            self.painter.fillRect(self._square(x, y, 11 * self.scale), QColor(self.palette.base))
            glyphs.overlap(self.painter, self._square(x, y, _GLYPH), kind, "text", 9.0 * self.scale / _GLYPH)
