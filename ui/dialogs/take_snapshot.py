"""Asks for the name and note of a snapshot that is to be taken."""

from collections.abc import Collection
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from kpkportfolio.text import _, format_date
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import label

_NOTE_HEIGHT = 84


class TakeSnapshot(QDialog):
    """A name nobody has used, suggested by the day, and what is worth remembering of the occasion."""

    def __init__(self, taken: Collection[str], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Take a snapshot"))
        self.setMinimumWidth(480)
        self._taken = frozenset(taken)
        self.name = QLineEdit(suggested(self._taken, today))
        self.name.setAccessibleName(_("Name"))
        self.name.selectAll()
        self.note = QPlainTextEdit()
        self.note.setAccessibleName(_("Note"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.problem = label("", FontRole.SMALL, "danger", wrap=True)
        form = QFormLayout()
        form.setVerticalSpacing(SIZES.space_2)
        form.setHorizontalSpacing(SIZES.space_4)
        form.addRow(_("Name"), self.name)
        form.addRow("", self.problem)
        form.addRow(_("Note"), self.note)
        buttons = QDialogButtonBox()
        self._take = buttons.addButton(_("Take"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._take.setProperty("kind", "primary")
        self._take.setDefault(True)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_5, SIZES.space_5, SIZES.space_5, SIZES.space_4)
        layout.setSpacing(SIZES.space_4)
        words = _("The whole portfolio is frozen as it is now. A snapshot can be compared with, but never changed.")
        layout.addWidget(label(words, tone="muted", wrap=True))
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.name.textChanged.connect(self._judge)
        self._judge()

    @Slot()
    def _judge(self) -> None:
        name = self.name.text().strip()
        used = name in self._taken
        self._take.setEnabled(bool(name) and not used)
        self.problem.setText(_("There is a snapshot of this name already.") if used else "")
        self.problem.setVisible(used)

    @classmethod
    def ask(cls, taken: Collection[str], today: date, parent: QWidget | None = None) -> tuple[str, str | None] | None:
        """Name and note, or None when it was thought better of."""
        dialog = cls(taken, today, parent)
        wanted = dialog.exec() == QDialog.DialogCode.Accepted
        found = dialog.name.text().strip(), dialog.note.toPlainText().strip() or None
        dialog.deleteLater()
        return found if wanted else None


def suggested(taken: Collection[str], today: date) -> str:
    """``Ohjausryhmä 24.11.2026``, with a number when that is taken."""
    name = _("Steering group {date}").format(date=format_date(today))
    number = 2
    found = name
    while found in taken:
        found = f"{name} ({number})"
        number += 1
    return found
