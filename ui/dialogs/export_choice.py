"""Whom a workbook or a CSV file is for: chosen with a click, remembered for the next time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QFormLayout, QVBoxLayout, QWidget

from kpkportfolio.exports.templates import Choice, Template, template_words
from kpkportfolio.text import _
from ui.theme.tokens import SIZES

if TYPE_CHECKING:
    from ui.session import Session


class ExportChoice(QWidget):
    """The template, the municipality, and whether what is confidential goes along into a file for one's own use."""

    changed = Signal()

    def __init__(self, session: "Session", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SIZES.space_2)
        form = QFormLayout()
        form.setSpacing(SIZES.space_2)
        layout.addLayout(form)
        self.template = QComboBox()
        for one in (Template.STEERING_GROUP, Template.MUNICIPALITY, Template.FULL):
            self.template.addItem(template_words(one), one)
        self.organisation = QComboBox()
        self.organisation.setEditable(True)
        self.organisation.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for row in sorted(session.contents.organisations, key=lambda row: row.name.casefold()):
            self.organisation.addItem(row.name, row.id)
        completer = self.organisation.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.confidential = QCheckBox(_("Include confidential initiatives"))
        form.addRow(_("For whom"), self.template)
        form.addRow(_("Municipality or other organisation"), self.organisation)
        self._form = form
        layout.addWidget(self.confidential)
        self._restore()
        self.template.currentIndexChanged.connect(self._show)
        self.organisation.editTextChanged.connect(self._show)
        self._show()

    @property
    def choice(self) -> Choice | None:
        """What was chosen; None while no organisation of the portfolio is named."""
        template = Template(self.template.currentData())
        if template is not Template.MUNICIPALITY:
            return Choice(template, template is Template.FULL and self.confidential.isChecked())
        at = self.organisation.findText(self.organisation.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        return None if at < 0 else Choice(template, organisation_id=str(self.organisation.itemData(at)))

    def remember(self) -> None:
        """Begin with the same the next time. What is confidential has to be asked for anew each time."""
        store = _store()
        store.setValue("export/template", str(Template(self.template.currentData())))
        store.setValue("export/organisation", self.organisation.currentText())

    def _restore(self) -> None:
        store = _store()
        at = self.template.findData(_known(store.value("export/template")))
        self.template.setCurrentIndex(max(at, 0))
        kept = store.value("export/organisation")
        self.organisation.setCurrentIndex(self.organisation.findText(kept) if isinstance(kept, str) else -1)

    @Slot()
    def _show(self) -> None:
        template = Template(self.template.currentData())
        self._form.setRowVisible(self.organisation, template is Template.MUNICIPALITY)
        self.confidential.setVisible(template is Template.FULL)
        self.changed.emit()


def _known(value: object) -> Template | None:
    return Template(value) if isinstance(value, str) and value in list(Template) else None


def _store() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "kpkportfolio", "exports")
