"""Whom a workbook or a CSV file is for, and the columns they get: chosen with a click, remembered for the next time."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QFormLayout, QVBoxLayout, QWidget

from kpkportfolio.exports.columns import initiative_columns
from kpkportfolio.exports.templates import Choice, Template, template_words, withheld
from kpkportfolio.model.rows import Contents
from kpkportfolio.text import _
from ui.theme.tokens import SIZES
from ui.widgets.choices import MultiChoiceButton

if TYPE_CHECKING:
    from ui.session import Session


class ColumnChoice(MultiChoiceButton):
    """``Columns: all ▾``, ``Columns: 12 / 30 ▾``: those of initiatives that go out, of those that a template gives.

    The title and the key always go out. What is kept is which were left out, so that a column there was not before
    goes along.
    """

    def __init__(self, contents: Contents) -> None:
        # the names alone: nothing of what stands in them is worked out here
        named = contents._replace(initiatives=[], deliverables=[], baselines=[], custom=contents.custom[:1])
        choices = [
            (column.id, _("Own fields") if column.id == "own" else column.heading)
            for column in initiative_columns(named)
            if column.id not in ("title", "key")
        ]
        self._template = Template.FULL
        super().__init__(_("Columns"), choices, [id_ for id_, _heading in choices])
        self.menu().addSeparator()
        self.all = self.menu().addAction(_("Take all columns"))
        self.all.triggered.connect(self._choose_all)

    def offer(self, template: Template) -> None:
        """Only those that a template gives."""
        self._template = template
        for action in self._actions:
            action.setVisible(action.data() not in withheld(template))
        self._tell_values()

    @property
    def chosen(self) -> frozenset[str] | None:
        """Ids of the columns; None for all."""
        return None if not self.left_out - withheld(self._template) else frozenset(str(id_) for id_ in self.values)

    @property
    def left_out(self) -> frozenset[str]:
        """Ids of those that are not ticked."""
        return frozenset(str(action.data()) for action in self._actions if not action.isChecked())

    def leave_out(self, ids: Iterable[str]) -> None:
        """Untick these, and no others."""
        self.set_values({action.data() for action in self._actions}.difference(ids))

    def _tell_values(self) -> None:
        offered = [action for action in self._actions if action.data() not in withheld(self._template)]
        ticked = sum(action.isChecked() for action in offered)
        self._show_value(_("all") if ticked == len(offered) else f"{ticked} / {len(offered)}")

    @Slot()
    def _choose_all(self) -> None:
        self.leave_out(())
        self.changed.emit(self.values)


class ExportChoice(QWidget):
    """The template, the municipality, the columns; and whether what is confidential goes along, into a file for one's
    own use alone."""

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
        self.columns = ColumnChoice(session.contents)
        form.addRow("", self.columns)
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
            confidential = template is Template.FULL and self.confidential.isChecked()
            return Choice(template, confidential, columns=self.columns.chosen)
        at = self.organisation.findText(self.organisation.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        if at < 0:
            return None
        return Choice(template, organisation_id=str(self.organisation.itemData(at)), columns=self.columns.chosen)

    def remember(self) -> None:
        """Begin with the same the next time. What is confidential has to be asked for anew each time."""
        store = _store()
        store.setValue("export/template", str(Template(self.template.currentData())))
        store.setValue("export/organisation", self.organisation.currentText())
        store.setValue("export/columns_left_out", " ".join(sorted(self.columns.left_out)))

    def _restore(self) -> None:
        store = _store()
        at = self.template.findData(_known(store.value("export/template")))
        self.template.setCurrentIndex(max(at, 0))
        kept = store.value("export/organisation")
        self.organisation.setCurrentIndex(self.organisation.findText(kept) if isinstance(kept, str) else -1)
        left_out = store.value("export/columns_left_out")
        self.columns.leave_out(left_out.split() if isinstance(left_out, str) else ())

    @Slot()
    def _show(self) -> None:
        template = Template(self.template.currentData())
        self._form.setRowVisible(self.organisation, template is Template.MUNICIPALITY)
        self.confidential.setVisible(template is Template.FULL)
        self.columns.offer(template)
        self.changed.emit()


def _known(value: object) -> Template | None:
    return Template(value) if isinstance(value, str) and value in list(Template) else None


def _store() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "kpkportfolio", "exports")


def keeps_filter() -> bool:
    """Whether only what is shown went out the last time there was a choice; at first it does."""
    return str(_store().value("export/scope")) != "everything"


def remember_filter(kept: bool) -> None:
    """Begin with the same the next time."""
    _store().setValue("export/scope", "shown" if kept else "everything")
