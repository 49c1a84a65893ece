"""Merging the two selected initiatives: which of them stays."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QRadioButton, QVBoxLayout, QWidget

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import label as word
from kpkportfolio.text import _
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import label as text_label


class MergeTwo(QDialog):
    """Asks which of two initiatives keeps its id and its own facts."""

    def __init__(self, first: InitiativeRow, second: InitiativeRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Merge two initiatives"))
        self.setMinimumWidth(480)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_5, SIZES.space_5, SIZES.space_5, SIZES.space_4)
        layout.setSpacing(SIZES.space_2)
        layout.addWidget(text_label(_("Which one stays?"), FontRole.SECTION))
        self.choices = {row.id: QRadioButton(row.title) for row in (first, second)}
        for row in (first, second):
            layout.addWidget(self.choices[row.id])
            facts = [row.organisation, word(row.status) if row.status else None, row.register]
            below = text_label(" · ".join(fact for fact in facts if fact), FontRole.SMALL, "muted")
            below.setIndent(SIZES.space_6)
            layout.addWidget(below)
        self.choices[first.id].setChecked(True)
        layout.addSpacing(SIZES.space_2)
        layout.addWidget(
            text_label(
                _(
                    "The other one's sources, deliverables and links move to it, and what it does not know is filled "
                    "in from the other. Figures of one kind are never added together. You can take this back."
                ),
                FontRole.SMALL,
                "muted",
                wrap=True,
            )
        )
        buttons = QDialogButtonBox()
        merge = buttons.addButton(_("Merge"), QDialogButtonBox.ButtonRole.AcceptRole)
        merge.setProperty("kind", "primary")
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addSpacing(SIZES.space_3)
        layout.addWidget(buttons)

    @property
    def kept(self) -> str:
        """The id of the one that stays."""
        return next(id_ for id_, choice in self.choices.items() if choice.isChecked())

    @classmethod
    def ask(cls, first: InitiativeRow, second: InitiativeRow, parent: QWidget | None = None) -> str | None:
        """The id of the one that stays, or None when nothing is to be merged."""
        dialog = cls(first, second, parent)
        kept = dialog.kept if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return kept
