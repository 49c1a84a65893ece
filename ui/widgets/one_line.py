"""Small words on one line that give way: cut with an ellipsis where there is too little room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import FontRole

_LEAST = 8
"""Letters; fewer say nothing."""


class OneLine(QLabel):
    """Plain text in the colour of its property ``tone``; who sets it sets the tool tip that has it whole."""

    def __init__(self, role: FontRole, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(role))
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def shown(self) -> str:
        """What there is room for."""
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        return words if words == self.text() or len(words) > _LEAST else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(colour(str(self.property("tone"))))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.shown)
        painter.end()
