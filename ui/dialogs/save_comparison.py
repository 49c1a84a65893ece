"""Saving a comparison for others: as what, put together by what, and whether with what is confidential."""

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QWidget,
)

from kpkportfolio.snapshots.grouping import GroupBy, by_word
from kpkportfolio.text import _
from ui.dialogs import file_dialog, folders
from ui.session import Session
from ui.theme.tokens import SIZES

_REMEMBERED = "form"
_WIDTH = 440


def _store() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "kpkportfolio", "comparison")


class SaveComparison(QDialog):
    """Asks for the form and the file.

    Attributes:
        form: the ending of the file's name.
        by: what the changes are put together by; a workbook has every way.
        confidential: whether confidential initiatives go with it.
    """

    def __init__(self, by: GroupBy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Save the comparison"))
        self.setMinimumWidth(_WIDTH)
        self._kinds = {
            ".pdf": _("PDF, for reading and printing"),
            ".xlsx": _("Excel workbook, to be filtered and counted"),
            ".json": _("JSON, for other programs"),
        }
        self.form = QComboBox()
        for ending, words in self._kinds.items():
            self.form.addItem(words, ending)
        self.form.setCurrentIndex(max(self.form.findData(_store().value(_REMEMBERED)), 0))
        self.by = QComboBox()
        for one in GroupBy:
            self.by.addItem(by_word(one), one)
        self.by.setCurrentIndex(self.by.findData(by if by is not GroupBy.NOTHING else GroupBy.PROGRAMME))
        self.confidential = QCheckBox(_("Include confidential initiatives"))
        buttons = QDialogButtonBox()
        save = buttons.addButton(_("Choose the file…"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setProperty("kind", "primary")
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.setContentsMargins(SIZES.space_5, SIZES.space_5, SIZES.space_5, SIZES.space_4)
        form.setVerticalSpacing(SIZES.space_2)
        form.setHorizontalSpacing(SIZES.space_4)
        form.addRow(_("Save as"), self.form)
        form.addRow(_("Group by"), self.by)
        form.addRow("", self.confidential)
        form.addRow(buttons)
        self.form.currentIndexChanged.connect(self._form_chosen)
        self._form_chosen()

    @property
    def ending(self) -> str:
        """Of the file's name, which tells what is written."""
        return str(self.form.currentData())

    @property
    def grouping(self) -> GroupBy:
        """What is put together by what."""
        return GroupBy(self.by.currentData())

    def _form_chosen(self, _index: int = 0) -> None:
        self.by.setEnabled(self.ending != ".xlsx")

    def accept(self) -> None:
        """The form is the same the next time."""
        _store().setValue(_REMEMBERED, self.ending)
        super().accept()

    @classmethod
    def ask(cls, session: Session, by: GroupBy, parent: QWidget) -> "tuple[Path, GroupBy, bool] | None":
        """The file, the grouping and whether with what is confidential; None when it was thought better of."""
        dialog = cls(by, parent)
        wanted = dialog.exec() == QDialog.DialogCode.Accepted
        ending, grouping, confidential = dialog.ending, dialog.grouping, dialog.confidential.isChecked()
        kind = dialog._kinds[ending].partition(",")[0]
        dialog.deleteLater()
        if not wanted:
            return None
        name = _("Changes {date}").format(date=session.today().isoformat())
        start = str(folders.last("export", session) / f"{name}{ending}")
        chosen, _kind = file_dialog.save_name(parent, _("Save the comparison"), start, f"{kind} (*{ending})")
        if not chosen:
            return None
        path = folders.with_ending(chosen, ending, parent)
        if path is None:
            return None
        folders.remember("export", path.parent)
        return path, grouping, confidential
