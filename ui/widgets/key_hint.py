"""A key shown in a small box beside what it does."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole

_INSET = 5


def hint_width(keys: str) -> int:
    """Width of the box for these keys; at least as wide as it is high."""
    return max(SIZES.key_hint, round(QFontMetricsF(font(FontRole.HINT)).horizontalAdvance(keys)) + 2 * _INSET)


def paint_hint(painter: QPainter, box: QRectF, keys: str, ink: str = "muted", edge: str = "line_strong") -> None:
    """Draws the box with its keys; on a coloured ground give the colour that stands on it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(edge), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setFont(font(FontRole.HINT))
    painter.setPen(colour(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, keys)
    painter.restore()


class KeyHint(QWidget):
    """A box with a key's name. Seen only: what it hints at has the shortcut and the accessible name."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setFixedSize(hint_width(keys), SIZES.key_hint)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_hint(painter, QRectF(self.rect()), self._keys)
        painter.end()


class HintButton(QPushButton):
    """A button whose key stands after its words, such as ``Tallenna [Ctrl+Enter]``. The caller binds the key."""

    def __init__(self, text: str, keys: str, kind: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._keys = keys
        if kind:
            self.setProperty("kind", kind)
            self.setFont(font(FontRole.STRONG))
        self.setAccessibleDescription(keys)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width() + SIZES.space_2 + hint_width(self._keys), size.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        text, option.text = option.text, ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        width = self.fontMetrics().horizontalAdvance(text)
        hint = hint_width(self._keys)
        left = (self.width() - width - hint - SIZES.space_2) / 2
        primary = self.property("kind") == "primary"
        ink = "disabled" if not self.isEnabled() else "on_accent" if primary else "text"
        painter.setFont(self.font())
        painter.setPen(colour(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextHideMnemonic
        painter.drawText(QRectF(left, 0, width + 2, self.height()), flags, text)
        box = QRectF(round(left + width + SIZES.space_2), (self.height() - SIZES.key_hint) // 2, hint, SIZES.key_hint)
        muted = "on_accent" if primary else "muted"
        paint_hint(painter, box, self._keys, muted, "on_accent" if primary else "line_strong")
        painter.end()
