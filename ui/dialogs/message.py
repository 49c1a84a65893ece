"""Telling and asking: what happened, what was kept, what to do; and the details, to be copied.

Tests replace the two class methods; nothing else in the window opens a message box.
"""

import traceback
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio.errors import Cancelled, Conflict, PortfolioError
from kpkportfolio.text import _
from ui.theme import icons
from ui.theme.theme import FontRole, font
from ui.theme.tokens import SIZES

_TEXT_WIDTH = 440


class Tone(StrEnum):
    """How serious a message is; the value is the name of its icon."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


_TINTS = {Tone.INFO: "accent", Tone.WARNING: "warn", Tone.ERROR: "danger"}


class Message(QDialog):
    """One message: a heading, plain sentences, perhaps details behind a button."""

    def __init__(
        self, parent: QWidget | None, title: str, text: str, details: str = "", tone: Tone = Tone.INFO
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._heading = QLabel(title)
        self._heading.setFont(font(FontRole.SECTION))
        self._text = QLabel(text)
        for label in (self._heading, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setMinimumWidth(_TEXT_WIDTH)
            label.setMaximumWidth(_TEXT_WIDTH)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        sign = QLabel()
        sign.setPixmap(icons.icon(tone.value, _TINTS[tone]).pixmap(QSize(24, 24)))
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)

        words = QVBoxLayout()
        words.setSpacing(SIZES.space_2)
        words.addWidget(self._heading)
        words.addWidget(self._text)
        top = QHBoxLayout()
        top.setSpacing(SIZES.space_4)
        top.addWidget(sign)
        top.addLayout(words, 1)

        self.buttons = QDialogButtonBox()
        self._details = QPlainTextEdit(details)
        self._details.setReadOnly(True)
        self._details.setAccessibleName(_("Details"))
        self._details.setMinimumHeight(180)
        self._details.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_5, SIZES.space_5, SIZES.space_5, SIZES.space_4)
        layout.setSpacing(SIZES.space_4)
        layout.addLayout(top)
        layout.addWidget(self._details)
        layout.addWidget(self.buttons)
        if details:
            more = self.buttons.addButton(_("Show details"), QDialogButtonBox.ButtonRole.ActionRole)
            more.setCheckable(True)
            more.toggled.connect(self._details.setVisible)
            copy = self.buttons.addButton(_("Copy details"), QDialogButtonBox.ButtonRole.ActionRole)
            copy.clicked.connect(self._copy)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    @property
    def text(self) -> str:
        """What the message says under its heading."""
        return self._text.text()

    @property
    def details(self) -> str:
        return self._details.toPlainText()

    @Slot()
    def _copy(self) -> None:
        QApplication.clipboard().setText(f"{self.windowTitle()}\n{self.text}\n\n{self.details}")

    @classmethod
    def tell(
        cls, parent: QWidget | None, title: str, text: str, details: str = "", tone: Tone = Tone.INFO
    ) -> "Message":
        """Show a message and go on; it closes by its button or Esc."""
        message = cls(parent, title, text, details, tone)
        message.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        button = message.buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        _make_default(button)
        message.open()
        return message

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, text: str, yes: str, details: str = "", danger: bool = False
    ) -> bool:
        """Ask before something is done. ``yes`` names what will be done; the other button leaves all as it is."""
        message = cls(parent, title, text, details, Tone.WARNING if danger else Tone.INFO)
        wanted = message.buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        wanted.setProperty("kind", "danger" if danger else "primary")
        leave = message.buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        _make_default(leave if danger else wanted)
        answer = message.exec() == QDialog.DialogCode.Accepted
        message.deleteLater()
        return answer


def _make_default(button: QPushButton) -> None:
    button.setDefault(True)
    button.setFocus()


def tell_error(parent: QWidget | None, error: BaseException, title: str = "") -> Message | None:
    """Show an error a person can act on; a cancelled task is no news and shows nothing."""
    if isinstance(error, Cancelled):
        return None
    details = ""
    if isinstance(error, Conflict):
        details = "\n".join(_collision(*field) for field in error.fields)
    elif error.__cause__ is not None:
        details = "".join(traceback.format_exception(error.__cause__))
    if not isinstance(error, PortfolioError):
        details = "".join(traceback.format_exception(error))
    text = str(error) or type(error).__name__
    return Message.tell(parent, title or _("That could not be done"), text, details, Tone.ERROR)


def _collision(entity: str, _id: str, field: str, *sides: Any) -> str:
    """One field that two people changed: what it was, what is wanted here, what the other wrote."""
    from kpkportfolio.model.words import entity_words, field_words, value_words

    base, mine, theirs = (value_words(entity, field, side) or "–" for side in sides)
    where = f"{entity_words(entity)}, {field_words(field)}"
    return _("{where}: was {base}, yours {mine}, theirs {theirs}").format(
        where=where, base=base, mine=mine, theirs=theirs
    )
