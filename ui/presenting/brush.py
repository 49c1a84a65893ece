"""What slides are painted with: sizes of the design in, pixels of the screen out; without a painter it measures."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QApplication

from kpkportfolio.charts.palette import PROJECTOR, Palette
from ui.theme.theme import tabular
from ui.widgets.text_layout import title_lines

Align = Qt.AlignmentFlag
_FACES: dict[tuple[str, int, bool], tuple[QFont, QFontMetricsF]] = {}


class Brush:
    """Paints in pixels; ``px`` turns a size of the design into them.

    Attributes:
        unit: pixels of one px of the design.
        zoom: how much larger letters are than the design's.
    """

    def __init__(self, painter: QPainter | None, unit: float, zoom: float = 1.0) -> None:
        self.painter = painter
        self.unit = unit
        self.zoom = zoom

    @property
    def palette(self) -> Palette:
        return PROJECTOR

    def px(self, size: float) -> float:
        """A length of the design in pixels."""
        return size * self.unit

    def line_height(self, size: float) -> float:
        """Pixels from one line of text to the next."""
        return self.face(size)[1].height() * 1.08

    def face(self, size: float, bold: bool = False) -> tuple[QFont, QFontMetricsF]:
        pixels = max(11, round(size * self.unit * self.zoom))
        key = (QApplication.font().family(), pixels, bold)
        known = _FACES.get(key)
        if known is None:
            made = tabular(QApplication.font())
            made.setPixelSize(pixels)
            made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
            known = _FACES[key] = (made, QFontMetricsF(made))
        return known

    def width(self, text: str, size: float, bold: bool = False) -> float:
        return self.face(size, bold)[1].horizontalAdvance(text)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str = "",
        bold: bool = False,
        most: float | None = None,
        align: str = "left",
        halo: bool = False,
    ) -> float:
        """One line with its upper edge at ``y``; longer than ``most`` pixels it ends in an ellipsis. Its width."""
        font, metrics = self.face(size, bold)
        if most is not None and metrics.horizontalAdvance(text) > most:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, most)
        wide = metrics.horizontalAdvance(text)
        if self.painter is not None:
            left = x - {"left": 0.0, "center": wide / 2, "right": wide}[align]
            if halo:
                ground = QColor(self.palette.base)
                self.painter.fillRect(QRectF(left - 2, y, wide + 4, metrics.height()), ground)
            self.painter.setFont(font)
            self.painter.setPen(QColor(colour or self.palette.text))
            self.painter.drawText(QPointF(left, y + metrics.ascent()), text)
        return wide

    def paragraph(
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        size: float,
        colour: str = "",
        bold: bool = False,
        most: int = 9,
    ) -> float:
        """Text wrapped to a width, at most so many lines; the height it takes."""
        lines = title_lines(text, int(width), self.face(size, bold)[0], most)
        step = self.line_height(size)
        for number, line in enumerate(lines):
            self.text(x, y + number * step, line, size, colour, bold, most=width)
        return step * len(lines)

    def rule(self, x0: float, y: float, x1: float, colour: str = "") -> None:
        """A horizontal line of one pixel."""
        self.stroke(x0, y, x1, y, colour or self.palette.line_strong)

    def stroke(self, x0: float, y0: float, x1: float, y1: float, colour: str, width: float = 1.0) -> None:
        if self.painter is not None:
            self.painter.setPen(QPen(QColor(colour), width))
            self.painter.drawLine(QPointF(x0, y0), QPointF(x1, y1))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str = "",
        edge: str = "",
        line: float = 1.0,
        dashed: bool = False,
    ) -> None:
        """A rectangle with corners of 2 px."""
        if self.painter is None:
            return
        pen = QPen(QColor(edge), line) if edge else QPen(Qt.PenStyle.NoPen)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        self.painter.setPen(pen)
        self.painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        radius = self.px(2) if edge else 0
        self.painter.drawRoundedRect(QRectF(x, y, width, height), radius, radius)

    def key(self, x: float, y: float, keys: str) -> float:
        """A key in its box, as wide as it comes to; ``y`` is its middle."""
        wide = max(self.px(24), self.width(keys, 14) + self.px(12))
        tall = max(self.px(24), self.line_height(14))
        self.box(x, y - tall / 2, wide, tall, self.palette.base, self.palette.line_strong)
        self.text(x + wide / 2, y - self.face(14)[1].height() / 2, keys, 14, align="center")
        return wide
