"""Asks for one name."""

from collections.abc import Iterable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from kpkportfolio.text import _
from ui.dialogs.answering import answers, asked_in
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import label as text_label


class AskName(QDialog):
    """A name and what it is for; one that is taken replaces what has it, and says so first."""

    def __init__(self, title: str, words: str, name: str, taken: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(400)
        self._taken = {one.casefold() for one in taken}
        self.name = QLineEdit(name)
        self.name.setAccessibleName(words)
        self.name.selectAll()
        self.note = text_label("", FontRole.SMALL, "muted", wrap=True)
        buttons, self._save = answers(self, _("Save"))
        layout = asked_in(self)
        layout.addWidget(text_label(words))
        layout.addWidget(self.name)
        layout.addWidget(self.note)
        layout.addSpacing(SIZES.space_2)
        layout.addWidget(buttons)
        self.name.textChanged.connect(self._judge)
        self._judge()

    @Slot()
    def _judge(self) -> None:
        name = self.name.text().strip()
        self._save.setEnabled(bool(name))
        self.note.setText(_("This name is in use; saving replaces it.") if name.casefold() in self._taken else "")

    @classmethod
    def ask(
        cls, title: str, words: str, name: str = "", taken: Iterable[str] = (), parent: QWidget | None = None
    ) -> str | None:
        """The name, or None when it was thought better of."""
        dialog = cls(title, words, name, taken, parent)
        found = dialog.name.text().strip() if dialog.exec() == QDialog.DialogCode.Accepted else ""
        dialog.deleteLater()
        return found or None
