"""What a history is narrowed by: words, person, kind, days, and for one initiative the field."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from kpkportfolio.model.change import OperationKind, kind_label
from kpkportfolio.model.words import field_words
from kpkportfolio.store.looking_back import Sought
from kpkportfolio.text import _
from ui.models.parsing import Refused, read_end, read_start
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.choices import ChoiceButton
from ui.widgets.parts import label
from ui.widgets.tool_row import SearchField

_DAY_WIDTH = 116


class HistoryFilters(QWidget):
    """Signals: ``changed`` when something else is looked for."""

    changed = Signal()

    def __init__(self, initiative_id: str | None = None, by_field: bool = False, parent: QWidget | None = None) -> None:
        """``by_field`` lets the field be chosen too, in a second row."""
        super().__init__(parent)
        self._initiative_id = initiative_id
        self.search = SearchField(parent=self)
        self.who = ChoiceButton(_("Who"), [(None, _("all"))], parent=self)
        kinds = sorted(((kind, kind_label(kind)) for kind in OperationKind), key=lambda one: one[1].casefold())
        self.kind = ChoiceButton(_("Kind"), [(None, _("all")), *kinds], parent=self)
        self.field = ChoiceButton(_("Field"), [(None, _("all"))], parent=self)
        self.first, self.last = (_day(words) for words in (_("From day"), _("To day")))
        self.problem = label("", FontRole.SMALL, "danger", wrap=True)
        self.problem.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SIZES.space_2)
        first_row: list[QWidget] = [self.search, self.who, self.kind]
        second_row: list[QWidget] = [self.first, self.last]
        if by_field:
            second_row.insert(0, self.field)
        else:
            self.field.hide()
            first_row, second_row = [*first_row, *second_row], []
        for row, widgets in enumerate((first_row, second_row)):
            for column, one in enumerate(widgets):
                grid.addWidget(one, row, column)
        grid.setColumnStretch(len(first_row), 1)
        grid.addWidget(self.problem, 2, 0, 1, -1)
        self._sought = Sought(initiative_id=initiative_id)
        self.search.searched.connect(self._look)
        for choice in (self.who, self.kind, self.field):
            choice.changed.connect(self._look)
        for day in (self.first, self.last):
            day.editingFinished.connect(self._look)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self.window(), self.search.focus)

    @property
    def sought(self) -> Sought:
        """What is looked for now."""
        return self._sought

    @property
    def untouched(self) -> bool:
        """Whether nothing is narrowed."""
        return self._sought == Sought(initiative_id=self._initiative_id)

    def set_people(self, names: Iterable[str]) -> None:
        """Whom there is to choose from."""
        self.who.set_choices([(None, _("all")), *((name, name) for name in names)])

    def set_fields(self, fields: Iterable[str]) -> None:
        """Which fields there are to choose from."""
        named = sorted(((field, field_words(field)) for field in fields), key=lambda one: one[1].casefold())
        self.field.set_choices([(None, _("all")), *named])

    @Slot()
    @Slot(object)
    def _look(self, _value: object = None) -> None:
        try:
            first, (last, _open) = read_start(self.first.text()), read_end(self.last.text())
        except Refused as refused:
            self.problem.setText(str(refused))
            self.problem.show()
            return
        self.problem.hide()
        sought = Sought(
            frozenset() if self.who.value is None else frozenset([str(self.who.value)]),
            first,
            last,
            frozenset() if self.kind.value is None else frozenset([OperationKind(str(self.kind.value))]),
            self.search.text().strip(),
            self._initiative_id,
            None if self.field.value is None else str(self.field.value),
        )
        if sought != self._sought:
            self._sought = sought
            self.changed.emit()


def _day(words: str) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(words)
    field.setAccessibleName(words)
    field.setToolTip(_("A day, a month, a year or a time of year, such as 15.11.2011 or autumn 2011"))
    field.setFixedWidth(_DAY_WIDTH)
    field.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return field
