"""The agenda of one meeting: which pictures, which initiatives in which order; what was decided stands beside them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kpkportfolio.charts.catalogue import title_of
from kpkportfolio.exports.minutes import decision_words
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.store.agenda import PICTURES, Agenda
from kpkportfolio.store.decisions import DecisionRow
from kpkportfolio.text import _
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button, label

_ID = int(Qt.ItemDataRole.UserRole)
_COLUMNS = 3


class AgendaView(QWidget):
    """Signals: ``changed`` carries the new Agenda; ``add_wanted``, ``add_selected`` and ``propose_wanted`` ask for more
    items; ``chosen`` carries the id of the item that is pointed at."""

    changed = Signal(object)
    add_wanted = Signal()
    add_selected = Signal()
    propose_wanted = Signal()
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.agenda = Agenda()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.space_2)
        column.addWidget(label(_("Pictures"), FontRole.SECTION))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SIZES.space_4)
        grid.setVerticalSpacing(SIZES.space_1)
        grid.setColumnStretch(_COLUMNS, 1)
        self.pictures: dict[str, QCheckBox] = {}
        for place, name in enumerate(PICTURES):
            box = QCheckBox(title_of(name))
            box.clicked.connect(lambda on, name=name: self._tell(self.agenda.with_picture(name, on)))
            grid.addWidget(box, *divmod(place, _COLUMNS))
            self.pictures[name] = box
        column.addLayout(grid)
        column.addWidget(label(_("Items"), FontRole.SECTION))
        tools = QHBoxLayout()
        tools.setSpacing(SIZES.space_2)
        self.add = button(_("Add…"), "plus", slot=self.add_wanted.emit)
        self.add_chosen = button(_("Add the selected"), slot=self.add_selected.emit)
        self.propose = button(_("Propose"), "idea", slot=self.propose_wanted.emit)
        self.propose.setToolTip(_("What was postponed, what needs a decision and what is proposed"))
        self.remove = button(_("Remove"), slot=self._remove)
        for one in (self.add, self.add_chosen, self.propose):
            tools.addWidget(one)
        tools.addStretch(1)
        tools.addWidget(self.remove)
        column.addLayout(tools)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Items of the agenda"))
        self.list.setWordWrap(True)
        self.list.setToolTip(_("Ctrl+↑ and Ctrl+↓ move an item, Delete takes it off the agenda"))
        self.list.installEventFilter(self)
        self.list.currentItemChanged.connect(self._pointed)
        column.addWidget(self.list, 1)
        self.none = label(
            _("Nothing is on the agenda yet. Add initiatives, or let them be proposed."), tone="muted", wrap=True
        )
        column.addWidget(self.none)

    def show_agenda(
        self, agenda: Agenda, rows: Mapping[str, InitiativeRow], made: Sequence[DecisionRow], selected: int
    ) -> None:
        """Show an agenda and what was decided on its items; ``selected`` initiatives can be added at once."""
        self.agenda = agenda
        for name, box in self.pictures.items():
            box.setChecked(name in agenda.pictures)
        self.offer_selected(selected)
        keep = self.current
        self.list.blockSignals(True)
        self.list.clear()
        told: dict[str, list[str]] = {}
        for one in made:
            told.setdefault(one.initiative_id, []).append(decision_words(one))
        shown = [id_ for id_ in dict.fromkeys((*agenda.items, *told)) if id_ in rows]
        for number, id_ in enumerate(shown, 1):
            words = f"{number}.  {rows[id_].title}"
            if id_ in told:
                words += f"  —  {', '.join(told[id_])}"
            item = QListWidgetItem(words)
            item.setData(_ID, id_)
            self.list.addItem(item)
            if id_ == keep:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self.list.setVisible(bool(shown))
        self.none.setVisible(not shown)
        self.remove.setEnabled(bool(shown))

    def offer_selected(self, n: int) -> None:
        """So many initiatives are selected in the other pages and can be added."""
        self.add_chosen.setEnabled(n > 0)

    @property
    def current(self) -> str:
        """The id of the item that is pointed at, empty for none."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(_ID))

    def _tell(self, agenda: Agenda) -> None:
        self.agenda = agenda
        self.changed.emit(agenda)

    def _remove(self) -> None:
        if self.current in self.agenda.items:
            row = self.list.currentRow()
            self._tell(self.agenda.without(self.current))
            self.list.setCurrentRow(min(row, self.list.count() - 1))

    def _pointed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(_ID)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}.get(event.key())
            if step is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._tell(self.agenda.moved(self.current, step))
                return True
            if event.key() == Qt.Key.Key_Delete:
                self._remove()
                return True
        return super().eventFilter(watched, event)
