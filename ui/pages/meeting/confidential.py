"""Asking, before minutes are written, whether what is flagged confidential goes along."""

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from kpkportfolio.text import _
from ui.dialogs.message import Message


def ask_confidential(parent: QWidget) -> bool | None:
    """Whether it goes along, asked for anew each time; None when the person cancels."""
    words = _(
        "The meeting dealt with initiatives that are flagged confidential. They are left out of the minutes, unless "
        "these are for one's own use."
    )
    message = Message(parent, _("Write the minutes"), words)
    box = QCheckBox(_("Include confidential initiatives"))
    layout = message.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.insertWidget(1, box)
    go_on = message.buttons.addButton(_("Write the minutes"), QDialogButtonBox.ButtonRole.AcceptRole)
    go_on.setProperty("kind", "primary")
    go_on.setDefault(True)
    message.buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
    answer = box.isChecked() if message.exec() == QDialog.DialogCode.Accepted else None
    message.deleteLater()
    return answer
