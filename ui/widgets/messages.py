"""A banner inside a page that says what happened, what was kept and what to do."""

from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from kpkportfolio.text import _
from ui.theme import icons
from ui.theme.state import colour
from ui.theme.tokens import SIZES
from ui.widgets.parts import button, icon_button, label


class Tone(StrEnum):
    """How serious a message is; each has its icon, ground and colour."""

    INFO = "info"
    OK = "ok"
    WARN = "warn"
    DANGER = "danger"


_ICONS = {Tone.INFO: "info", Tone.OK: "check", Tone.WARN: "warning", Tone.DANGER: "error"}
_INKS = {Tone.INFO: "accent", Tone.OK: "ok", Tone.WARN: "warn", Tone.DANGER: "danger"}


class Message(QWidget):
    """Hidden until :meth:`show_message`; closed by the user or :meth:`hide`.

    Signals:
        action_chosen(): the button a message may offer.
        closed(): the user closed it.
    """

    action_chosen = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.INFO
        self._details = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(40, 8, 12, 8)
        layout.setSpacing(SIZES.space_2)
        self._text: QLabel = label("", wrap=True, selectable=True)
        layout.addWidget(self._text, 1)
        self._action = button("", slot=self.action_chosen.emit)
        self._copy = button(_("Copy details"), "copy", "link", self._copy_details)
        layout.addWidget(self._action)
        layout.addWidget(self._copy)
        self._closing = icon_button("close", _("Close"), self._close)
        layout.addWidget(self._closing, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_message(
        self, tone: Tone | str, text: str, details: str = "", action: str = "", lasting: bool = False
    ) -> None:
        """Shows one message in place of the last; ``details`` can be copied, ``action`` names a button. A ``lasting``
        one cannot be closed by the user.

        The banner must be in its page's layout already.
        """
        self._tone = Tone(tone)
        self._details = details
        self._text.setText(text)
        self._copy.setText(_("Copy details"))
        self._copy.setVisible(bool(details))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._closing.setVisible(not lasting)
        self.setAccessibleName(text)
        self.show()
        self.update()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @property
    def text(self) -> str:
        """What the message says."""
        return self._text.text()

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._text.text()}\n\n{self._details}")
        self._copy.setText(_("Copied"))

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def sizeHint(self) -> QSize:
        return QSize(320, max(44, super().sizeHint().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(f"{self._tone}_ground"))
        painter.fillRect(0, 0, SIZES.accent_bar, self.height(), colour(_INKS[self._tone]))
        picture = icons.pixmap(_ICONS[self._tone], _INKS[self._tone], 16, self.devicePixelRatioF())
        painter.drawPixmap(16, min(14, (self.height() - 16) // 2), picture)
        painter.end()
