"""Dropping an idea: why, so that nobody has to think it through again."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from kpkportfolio.text import _
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import label as text_label


class DropIdea(QDialog):
    """Asks for the reason, which cannot be empty."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Drop the idea"))
        self.setMinimumWidth(440)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setAccessibleName(_("Why is the idea dropped?"))
        self.reason.setFixedHeight(96)
        buttons = QDialogButtonBox()
        self._drop = buttons.addButton(_("Drop the idea"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_5, SIZES.space_5, SIZES.space_5, SIZES.space_4)
        layout.setSpacing(SIZES.space_2)
        layout.addWidget(text_label(title, FontRole.SECTION, wrap=True))
        layout.addWidget(text_label(_("Why is the idea dropped?")))
        layout.addWidget(self.reason)
        layout.addWidget(
            text_label(
                _("The idea is kept as cancelled with this reason, so that the same idea meets it later."),
                FontRole.SMALL,
                "muted",
                wrap=True,
            )
        )
        layout.addSpacing(SIZES.space_2)
        layout.addWidget(buttons)
        self.reason.textChanged.connect(self._judge)
        self._judge()

    @Slot()
    def _judge(self) -> None:
        self._drop.setEnabled(bool(self.reason.toPlainText().strip()))

    @classmethod
    def ask(cls, title: str, parent: QWidget | None = None) -> str | None:
        """The reason, or None when the idea is not dropped after all."""
        dialog = cls(title, parent)
        reason = dialog.reason.toPlainText().strip() if dialog.exec() == QDialog.DialogCode.Accepted else ""
        dialog.deleteLater()
        return reason or None
