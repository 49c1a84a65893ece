"""The first facts of a new initiative or project; the rest is filled in beside it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from kpkportfolio.model.change import Value
from kpkportfolio.model.rows import Contents
from kpkportfolio.model.vocabulary import InitiativeKind, Status, label
from kpkportfolio.text import _
from ui.theme.tokens import SIZES


class AddInitiative(QDialog):
    """Asks for title, kind, responsible party, programme and status; only the title is required."""

    def __init__(self, contents: Contents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Add an initiative"))
        self.setMinimumWidth(480)
        self.title = QLineEdit()
        self.title.setAccessibleName(_("Title"))
        self.kind = _choice([(kind.value, label(kind)) for kind in InitiativeKind])
        self.organisation = _choice(_known([(row.id, row.name) for row in contents.organisations]))
        self.programme = _choice(_known([(row.id, row.name) for row in contents.programmes]))
        self.status = _choice([("", _("not known")), *((status.value, label(status)) for status in Status)])
        self.status.setCurrentIndex(1)
        form = QFormLayout()
        form.setVerticalSpacing(SIZES.space_2)
        form.setHorizontalSpacing(SIZES.space_4)
        for words, field in (
            (_("Title"), self.title),
            (_("Kind"), self.kind),
            (_("Responsible party"), self.organisation),
            (_("Programme"), self.programme),
            (_("Status"), self.status),
        ):
            form.addRow(words, field)
        buttons = QDialogButtonBox()
        self._add = buttons.addButton(_("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._add.setProperty("kind", "primary")
        self._add.setEnabled(False)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_5, SIZES.space_5, SIZES.space_5, SIZES.space_4)
        layout.setSpacing(SIZES.space_5)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.title.textChanged.connect(self._judge)

    def fields(self) -> dict[str, Value]:
        """What was filled in; what was not is None."""
        return {
            "kind": self.kind.currentData(),
            "title": self.title.text().strip(),
            "organisation_id": self.organisation.currentData() or None,
            "programme_id": self.programme.currentData() or None,
            "status": self.status.currentData() or None,
            "open_ended": False,
            "confidential": False,
        }

    @Slot()
    def _judge(self) -> None:
        self._add.setEnabled(bool(self.title.text().strip()))

    @classmethod
    def ask(cls, contents: Contents, parent: QWidget | None = None) -> dict[str, Value] | None:
        """The fields of the new initiative, or None when it was thought better of."""
        dialog = cls(contents, parent)
        fields = dialog.fields() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return fields


def _known(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", _("not known")), *sorted(choices, key=lambda choice: choice[1].casefold())]


def _choice(choices: list[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(24)
    for value, words in choices:
        box.addItem(words, value)
    return box
