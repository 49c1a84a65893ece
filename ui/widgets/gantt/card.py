"""The read-out beside a bar: what a drag or a key makes of the dates, or what the bar is."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme.tokens import SIZES, FontRole
from ui.widgets.gantt.canvas import Canvas, Type

_PAD_X, _PAD_Y = 12, 8
_LINE = 20
_GAP = 10
_MOST = 460


class Piece(NamedTuple):
    """Words of one line, in a colour's token."""

    text: str
    colour: str = "text"
    strong: bool = False


Lines = Sequence[Sequence[Piece]]


class Card(QWidget):
    """A small box over the timeline; the mouse goes through it. Hidden until :meth:`tell`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._told: list[list[Piece]] = []
        self._lines: list[list[Piece]] = []
        self._type = Type()
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return "\n".join(" ".join(piece.text for piece in line) for line in self._told)

    def tell(self, lines: Lines, beside: QRect, within: QRect) -> None:
        """Show the lines under the right end of ``beside`` (above it or to the left where there is no room).

        Long sentences go on in the next line; what is wider than ``within`` reaches out of it to the left.
        """
        self._type = Type()
        self._told = [pieces for line in lines if (pieces := [piece for piece in line if piece.text])]
        room = min(_MOST, self._parent.width() - 2 * _PAD_X - 8)
        self._lines = [part for line in self._told for part in self._wrapped(line, room)]
        width = max((self._width(line) for line in self._lines), default=0.0)
        self.resize(min(round(width) + 1, room) + 2 * _PAD_X, _LINE * len(self._lines) + 2 * _PAD_Y - 2)
        left = min(max(beside.right(), within.left() + 4), within.right() - self.width() - 4)
        top = beside.bottom() + 2
        if top + self.height() > within.bottom():
            top = beside.top() - self.height() - 2
        least = within.left() if self.width() + 8 <= within.width() else 0
        self.move(QPoint(max(left, least + 4), top))
        self.setVisible(bool(self._lines))
        self.raise_()
        self.update()

    def _wrapped(self, line: list[Piece], room: float) -> list[list[Piece]]:
        """A line that is one sentence, in as many as it needs; what stands beside each other stays so."""
        if len(line) > 1 or self._width(line) <= room:
            return [line]
        piece, parts = line[0], [""]
        for word in piece.text.split(" "):
            longer = f"{parts[-1]} {word}".strip()
            if parts[-1] and self._type.width(longer, self._role(piece)) > room:
                parts.append(word)
            else:
                parts[-1] = longer
        return [[piece._replace(text=part)] for part in parts]

    def _width(self, line: Sequence[Piece]) -> float:
        return sum(self._type.width(one.text, self._role(one)) for one in line) + _GAP * (len(line) - 1)

    @staticmethod
    def _role(piece: Piece) -> FontRole:
        return FontRole.STRONG if piece.strong else FontRole.BODY

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        canvas = Canvas(painter, self, self._type)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(canvas.colour("edge"), canvas.hair))
        painter.setBrush(canvas.colour("base"))
        inset = canvas.hair / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), SIZES.corner, SIZES.corner)
        middle = _PAD_Y - 1 + _LINE / 2
        for line in self._lines:
            x = float(_PAD_X)
            for piece in line:
                role = self._role(piece)
                text = self._type.elided(piece.text, role, self.width() - _PAD_X - x)
                canvas.text(x, middle, text, role, piece.colour)
                x += self._type.width(text, role) + _GAP
            middle += _LINE
        painter.end()
