"""The row of tools under a page's header: search, choices, and what stands at the right."""

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from kpkportfolio.text import _
from ui.theme.icons import icon
from ui.theme.state import colour
from ui.theme.tokens import SIZES
from ui.widgets.key_hint import KeyHint

_PAUSE_MS = 120
_ICON_ROOM = 36
"""What stands before the words of a search field, px."""


class SearchField(QLineEdit):
    """Narrows what a page shows while one types; Esc empties it.

    Signals:
        searched(str): the text, stripped, a moment after the last key.
        entered(int): Enter asks for the next match, 1, or with Shift for the previous one, −1.
    """

    searched = Signal(str)
    entered = Signal(int)

    def __init__(self, placeholder: str | None = None, keys: str = "Ctrl+F", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = placeholder or _("Type to filter")
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setClearButtonEnabled(False)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self.addAction(icon("close"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setText(_("Clear"))
        self._clear.setToolTip(_("Clear"))
        self._clear.triggered.connect(self._empty)
        self._hint = KeyHint(keys, self) if keys else None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self._told = ""
        self.textChanged.connect(self._typed)
        self.setMinimumWidth(140)
        self.setMaximumWidth(248)
        self._typed("")

    def focus(self) -> None:
        """What Ctrl+F does: puts the cursor here with everything selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._show_hint()
        self._pause.start()

    def _show_hint(self) -> None:
        """The key's hint, where the words before it leave it room."""
        if self._hint:
            words = self.fontMetrics().horizontalAdvance(self.placeholderText())
            room = self.width() - _ICON_ROOM - self._hint.width() - 2 * SIZES.space_2
            self._hint.setVisible(not self.text() and words <= room)

    def _tell(self) -> None:
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.searched.emit(text)

    def _empty(self) -> None:
        self.clear()
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._empty()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
            self.entered.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._hint:
            size = self._hint.size()
            self._hint.move(self.width() - size.width() - 8, (self.height() - size.height()) // 2)
        self._show_hint()


class ToolRow(QWidget):
    """52 px high, edge 16, gaps 8; left to right in the order added."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(SIZES.tool_row)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(SIZES.page_edge, 0, SIZES.page_edge, 0)
        self._layout.setSpacing(SIZES.space_2)
        self._layout.addStretch(0)
        self._stretched = False
        self._left = 0

    def add_search(self, placeholder: str | None = None) -> SearchField:
        """Adds the page's search field and returns it."""
        field = SearchField(placeholder, parent=self)
        self._insert(field, 1)
        return field

    def add(self, widget: QWidget) -> None:
        """Adds a choice, segments or a button; after :meth:`stretch` at the right."""
        self._insert(widget, 0)

    def stretch(self) -> None:
        """What is added from now on stands at the right."""
        self._stretched = True

    def _insert(self, widget: QWidget, share: int) -> None:
        # the one stretch stands between the left and the right
        if self._stretched:
            self._layout.addWidget(widget, share)
        else:
            self._layout.insertWidget(self._left, widget, share)
            self._left += 1

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("window"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), colour("line"))
        painter.end()
