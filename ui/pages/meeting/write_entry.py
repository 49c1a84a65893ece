"""Writing a heading of an agenda, or a note to one of its items."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from kpkportfolio.text import _
from ui.dialogs.answering import answers, asked_in
from ui.theme.tokens import SIZES
from ui.widgets.parts import label


class WriteEntry(QDialog):
    """A heading, which the meeting sees, and what is to be said under it. Of a picture or an initiative, whose name is
    ``fixed``, only the note is written."""

    def __init__(self, title: str, heading: str, note: str, fixed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        self.heading, self.note = QLineEdit(heading), QPlainTextEdit(note)
        self.heading.setAccessibleName(_("Heading"))
        self.heading.setVisible(not fixed)
        self.note.setAccessibleName(_("Note"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(SIZES.row * 4)
        buttons, self.save = answers(self, _("Save"))
        layout = asked_in(self)
        layout.addWidget(label(heading if fixed else _("Heading"), wrap=True))
        layout.addWidget(self.heading)
        layout.addWidget(label(_("Note")))
        layout.addWidget(self.note)
        layout.addSpacing(SIZES.space_2)
        layout.addWidget(buttons)
        (self.note if fixed else self.heading).setFocus()
        self.heading.textChanged.connect(self._judge)
        self._judge()

    @Slot()
    def _judge(self) -> None:
        self.save.setEnabled(bool(self.heading.text().strip()))

    @classmethod
    def ask(
        cls, title: str, heading: str = "", note: str = "", fixed: bool = False, parent: QWidget | None = None
    ) -> tuple[str, str | None] | None:
        """The heading and the note; None when it was thought better of."""
        dialog = cls(title, heading, note, fixed, parent)
        found = None
        if dialog.exec() == QDialog.DialogCode.Accepted:
            found = (dialog.heading.text().strip(), dialog.note.toPlainText().strip() or None)
        dialog.deleteLater()
        return found
