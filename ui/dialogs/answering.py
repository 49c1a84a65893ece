"""What every dialog that asks ends with and stands in: a button that answers, one that does not, and its margins."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout

from kpkportfolio.text import _
from ui.theme.tokens import SIZES


def answers(dialog: QDialog, answer: str) -> tuple[QDialogButtonBox, QPushButton]:
    """The buttons of a dialog, and the one with the word of the answer, which accepts it."""
    buttons = QDialogButtonBox()
    accepting = buttons.addButton(answer, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons, accepting


def asked_in(dialog: QDialog, spacing: int = SIZES.space_2) -> QVBoxLayout:
    """The column in which a dialog asks."""
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(SIZES.space_5, SIZES.space_5, SIZES.space_5, SIZES.space_4)
    layout.setSpacing(spacing)
    return layout
