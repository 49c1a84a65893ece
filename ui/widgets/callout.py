"""A warning with rows to look at: possible overlaps, where one is already looking."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import glyphs
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button, label
from ui.widgets.text_layout import title_lines

_BAR = 4
_INSET = 12


@dataclass(frozen=True, slots=True)
class CalloutRow:
    """One thing: what it is, whose, and at the right how strongly it concerns."""

    key: str
    title: str
    second: str = ""
    value: str = ""
    word: str = ""


class _Row(QWidget):
    """A row that can be clicked, or pressed with Enter or Space."""

    pressed = Signal()

    def __init__(self, row: CalloutRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = row
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(", ".join(filter(None, (row.title, row.second, row.value, row.word))))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _side(self) -> int:
        value = QFontMetricsF(font(FontRole.BODY)).horizontalAdvance(self._row.value)
        word = QFontMetricsF(font(FontRole.SMALL)).horizontalAdvance(self._row.word)
        return round(max(value, word)) + SIZES.space_2 if self._row.value or self._row.word else 0

    def _lines(self, width: int) -> tuple[str, ...]:
        return title_lines(self._row.title, width - self._side() - 4, font(FontRole.BODY))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        body = QFontMetricsF(font(FontRole.BODY)).lineSpacing() + 1
        small = QFontMetricsF(font(FontRole.SMALL)).lineSpacing() + 1
        left = body * len(self._lines(width)) + (small if self._row.second else 0)
        right = body + (small if self._row.word else 0)
        return round(max(left, right)) + 6

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        body, small = font(FontRole.BODY), font(FontRole.SMALL)
        line = QFontMetricsF(body).lineSpacing() + 1
        low = QFontMetricsF(small).lineSpacing() + 1
        left_width = self.width() - self._side()
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        right = flags | int(Qt.AlignmentFlag.AlignRight)
        top = 3.0
        painter.setFont(body)
        painter.setPen(colour("text"))
        painter.drawText(QRectF(0, top, self.width() - 2, line), right, self._row.value)
        for text in self._lines(self.width()):
            painter.drawText(QRectF(2, top, left_width, line), flags, text)
            top += line
        painter.setFont(small)
        painter.setPen(colour("muted"))
        painter.drawText(QRectF(0, 3 + line, self.width() - 2, low), right, self._row.word)
        second = painter.fontMetrics().elidedText(self._row.second, Qt.TextElideMode.ElideRight, left_width)
        painter.drawText(QRectF(2, top, left_width, low), flags, second)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("accent"), SIZES.focus))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(-3, 1, 3, -1), SIZES.corner, SIZES.corner)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class _Mark(QWidget):
    def __init__(self, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setFixedSize(SIZES.icon, SIZES.icon)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        glyphs.overlap(painter, QRectF(self.rect()), self._kind, "warn")
        painter.end()


class Callout(QWidget):
    """Warn ground with a bar at the left, a heading, a link, and the rows.

    Signals:
        link_chosen(): the link beside the heading.
        row_chosen(str): key of the row the user clicked or pressed.
    """

    link_chosen = Signal()
    row_chosen = Signal(str)

    def __init__(self, link: str, kind: str = "overlap", parent: QWidget | None = None) -> None:
        """``kind`` is the overlap kind whose mark stands before the heading."""
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_BAR + _INSET, 10, _INSET, 8)
        outer.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(SIZES.space_2)
        head.addWidget(_Mark(kind, self))
        self._heading: QLabel = label("", FontRole.STRONG, wrap=True)
        head.addWidget(self._heading, 1)
        self._link = button(link, kind="link", slot=self.link_chosen.emit)
        head.addWidget(self._link)
        outer.addLayout(head)
        self._body = QVBoxLayout()
        self._body.setSpacing(0)
        outer.addLayout(self._body)

    def set_rows(self, heading: str, rows: Sequence[CalloutRow]) -> None:
        """Shows a heading and rows; without rows the callout hides itself."""
        self._heading.setText(heading)
        self._link.setAccessibleName(f"{self._link.text()}: {heading}")
        while (item := self._body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            widget = _Row(row, self)
            widget.pressed.connect(lambda key=row.key: self.row_chosen.emit(key))
            self._body.addWidget(widget)
        if not rows:
            self.hide()
        elif self.parentWidget() is not None:
            # without a parent it would open a window of its own
            self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("warn_ground"))
        painter.fillRect(0, 0, _BAR, self.height(), colour("warn"))
        painter.end()
