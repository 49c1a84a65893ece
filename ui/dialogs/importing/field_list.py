"""The fields of the portfolio, to be dragged onto a column or given to the current one."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from kpkportfolio.text import _
from ui.dialogs.importing.chooser import Entries, Entry, dress_entries
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import label as text_label
from ui.widgets.tool_row import SearchField


class _List(QListView):
    wanted = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.wanted.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class FieldList(QWidget):
    """Every field and the columns that are taken for it.

    Signals:
        wanted(object): the field the person gives to the current column, by Enter or double click.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = Entries(self)
        self.search = SearchField(_("Filter the fields"), keys="", parent=self)
        self.search.setAcceptDrops(False)
        self.list = _List()
        self.list.setModel(self.entries)
        dress_entries(self.list, _("Fields of the portfolio"))
        self.list.setDragEnabled(True)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.list.setAccessibleDescription(_("Enter takes the current column for the field"))
        self.told = text_label(_("Drag a field onto its column."), FontRole.SMALL, "muted", wrap=True)
        self.told.setContentsMargins(SIZES.space_2, SIZES.space_2, SIZES.space_2, 0)
        top = QVBoxLayout()
        top.setContentsMargins(SIZES.space_2, SIZES.space_2, SIZES.space_2, SIZES.space_2)
        top.addWidget(self.search)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.told)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)
        self.setMinimumWidth(160)
        self.setFocusProxy(self.list)
        self.search.searched.connect(self._narrow)
        self.list.wanted.connect(self._take)
        self.list.doubleClicked.connect(self._take)

    def show_fields(self, entries: Sequence[Entry]) -> None:
        """Show the fields; the current one stays current."""
        row = self.list.currentIndex().row()
        self.entries.show(entries)
        self.list.setCurrentIndex(self.entries.index(max(0, min(row, self.entries.rowCount() - 1))))

    @Slot(str)
    def _narrow(self, text: str) -> None:
        self.entries.narrow(text)
        self.list.setCurrentIndex(self.entries.index(0))

    @Slot(QModelIndex)
    def _take(self, index: QModelIndex) -> None:
        self.wanted.emit(self.entries.shown[index.row()].value)
