"""The lowest layer: grid, axes with their ticks and titles, quadrant lines and names."""

from math import cos, pi, sin

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from ui.theme.state import colour
from ui.theme.tokens import BUBBLES, FontRole
from ui.widgets.bubbles.frame import Frame, Type

_TICK_GAP = 8
_AROUND = tuple(
    QPointF(radius * cos(2 * pi * turn / turns), radius * sin(2 * pi * turn / turns))
    for radius, turns in ((BUBBLES.halo, 16), (BUBBLES.halo / 2, 8))
    for turn in range(turns)
)


def paint_ground(painter: QPainter, frame: Frame, type_: Type, ratio: float) -> None:
    """Everything that the bubbles lie on; ``ratio`` is device px per logical px."""
    painter.fillRect(QRectF(QPointF(), frame.size), colour("base"))
    _Ground(painter, frame, type_, ratio).paint()


class _Ground:
    def __init__(self, painter: QPainter, frame: Frame, type_: Type, ratio: float) -> None:
        self._painter = painter
        self._frame = frame
        self._type = type_
        self._ratio = ratio
        self._hair = max(1, round(ratio)) / ratio

    def paint(self) -> None:
        self._grid()
        self._quadrant_lines()
        self._titles()

    def _snap(self, value: float) -> float:
        return round(value * self._ratio) / self._ratio

    def _upright(self, x: float, tone: str, width: float) -> None:
        box = self._frame.box
        self._painter.fillRect(QRectF(self._snap(x - width / 2), box.top, width, box.bottom - box.top), colour(tone))

    def _level(self, y: float, tone: str, width: float) -> None:
        box = self._frame.box
        self._painter.fillRect(QRectF(box.left, self._snap(y - width / 2), box.right - box.left, width), colour(tone))

    def _text(self, rect: QRectF, text: str, role: FontRole, tone: str, right: bool = False) -> None:
        self._painter.setFont(self._type.fonts[role])
        self._painter.setPen(colour(tone))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self._painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)

    def _grid(self) -> None:
        frame, box, type_ = self._frame, self._frame.box, self._type
        high = type_.height(FontRole.SMALL)
        for tick in frame.y.ticks:
            y = frame.value_y(tick.value)
            self._level(y, "line", self._hair)
            self._text(QRectF(0, y - high / 2, box.left - _TICK_GAP, high), tick.text, FontRole.SMALL, "muted", True)
        edge = -1e9
        for tick in frame.x.ticks:
            x = frame.value_x(tick.value)
            self._upright(x, "line", self._hair)
            half = type_.width(tick.text, FontRole.SMALL) / 2
            # ticks of long numbers may stand too close: the first ones are kept
            if x - half > edge + 6:
                rect = QRectF(x - half, box.bottom + 6, 2 * half + 1, high)
                self._text(rect, tick.text, FontRole.SMALL, "muted")
                edge = x + half
        self._upright(box.left, "edge", self._hair)
        self._level(box.bottom, "edge", self._hair)

    def _quadrant_lines(self) -> None:
        frame, box = self._frame, self._frame.box
        width = max(1, round(1.5 * self._ratio)) / self._ratio
        if frame.chart.x.line is None or frame.chart.y.line is None:
            return
        x, y = frame.value_x(frame.chart.x.line), frame.value_y(frame.chart.y.line)
        if box.left < x < box.right:
            self._upright(x, "edge", width)
        if box.top < y < box.bottom:
            self._level(y, "edge", width)

    def _titles(self) -> None:
        frame, box, type_ = self._frame, self._frame.box, self._type
        strong = type_.height(FontRole.SMALL_STRONG)
        top = QRectF(24, 14, frame.size.width() - 48, strong)
        self._text(top, frame.y.axis.title, FontRole.SMALL_STRONG, "text")
        title = frame.x.axis.title
        width = type_.width(title, FontRole.SMALL_STRONG) + 1
        below = box.bottom + 6 + type_.height(FontRole.SMALL) + 6
        self._text(QRectF(box.right - width, below, width, strong), title, FontRole.SMALL_STRONG, "text")
        self._painter.setFont(type_.fonts[FontRole.SMALL])
        self._painter.setPen(colour("muted"))
        room = QRectF(box.left, below, box.right - box.left - width - 24, 2 * strong + 2)
        self._painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap), frame.chart.note)


def paint_words(painter: QPainter, frame: Frame, type_: Type) -> None:
    """The quadrants' names and counts, on a halo: lines pass behind them."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    placed: list[tuple[QPointF, str, FontRole, str]] = []
    for words in frame.quadrants:
        top = words.box.top
        for text, role, tone in ((words.name, FontRole.SECTION, "text"), (words.summary, FontRole.SMALL, "muted")):
            if text:
                metrics = type_.metrics[role]
                left = words.box.right - type_.width(text, role) if words.right else words.box.left
                placed.append((QPointF(left, round(top + metrics.ascent())), text, role, tone))
                top += metrics.height()
    # all halos first: the lower line's would cut the upper one's tails off
    for base, text, role, _tone in placed:
        halo(painter, base, text, type_.fonts[role])
    for base, text, role, tone in placed:
        painter.setFont(type_.fonts[role])
        painter.setPen(colour(tone))
        painter.drawText(base, text)


def halo(painter: QPainter, base: QPointF, text: str, font: QFont) -> None:
    """3 px of ground around a text, so that lines end at it.

    The text itself, moved all around: a tenth of the time that a stroke of its outline takes.
    """
    painter.setFont(font)
    painter.setPen(colour("base"))
    for offset in _AROUND:
        painter.drawText(base + offset, text)


def dashed(painter: QPainter, line: QLineF, tone: str) -> None:
    """A thin dashed line, 3 on and 3 off."""
    pen = QPen(colour(tone), 1.25)
    pen.setDashPattern([3, 3])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(line)
