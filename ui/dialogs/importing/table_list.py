"""The tables found in a file: where each is, how much is in it, and whether it is taken."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QWidget

from kpkportfolio.registers.record import TableSeen
from kpkportfolio.text import _, format_number, ngettext
from ui.dialogs.importing.fields import doubtful
from ui.dialogs.importing.layout import table_name
from ui.models.roles import CellKind, Role
from ui.theme.theme import row_pixels
from ui.widgets.cells import CellDelegate
from ui.widgets.table_setup import dress

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)
_CHECK_ROOM = 36


class _TablesModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tables: Sequence[TableSeen] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.tables)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        table = self.tables[index.row()]
        if role == _DISPLAY:
            return table_name(self.tables, index.row())
        if role == Role.SECOND_LINE:
            return self._told(table)
        if role == Role.KIND:
            return CellKind.TITLE
        if role == _CHECK:
            return int((Qt.CheckState.Checked if table.taken else Qt.CheckState.Unchecked).value)
        if role == Role.MUTED:
            return not table.taken
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return f"{self.data(index)}, {self._told(table)}"
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return f"{self.data(index)}: {self._told(table)}"
        return None

    def _told(self, table: TableSeen) -> str:
        if not table.taken:
            return _("Left out")
        n = table.records
        told = ngettext("{n} initiative", "{n} initiatives", n).format(n=format_number(n))
        look = _("needs a look")
        return f"{told}, {look}" if any(doubtful(column) for column in table.columns) else told


class _Ticked(CellDelegate):
    """A box before two lines."""

    def _title(self, painter: QPainter, option: QStyleOptionViewItem, area: Any, index: Index) -> None:
        super()._title(painter, option, self._check(painter, area, index), index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, row_pixels(2))


class TableList(QListView):
    """The tables in the file's order; Space, or a click on its box, takes one or leaves it.

    Signals:
        chosen(int): another one is looked at.
        taken(int, bool): a table is to be read, or not.
    """

    chosen = Signal(int)
    taken = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _TablesModel(self)
        self.setModel(self._model)
        dress(self, _Ticked(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setAccessibleName(_("Tables in the file"))
        self.selectionModel().currentChanged.connect(self._moved)

    def show_tables(self, tables: Sequence[TableSeen], current: int) -> None:
        """Show a file's tables; one of them is current."""
        before = self.blockSignals(True)
        if len(tables) != len(self._model.tables):
            self._model.beginResetModel()
            self._model.tables = tables
            self._model.endResetModel()
        else:
            self._model.tables = tables
            if tables:
                self._model.dataChanged.emit(self._model.index(0), self._model.index(len(tables) - 1))
        if self.currentIndex().row() != current:
            self.setCurrentIndex(self._model.index(current))
        self.blockSignals(before)

    @Slot()
    def _moved(self, *_indexes: object) -> None:
        if self.currentIndex().isValid() and not self.signalsBlocked():
            self.chosen.emit(self.currentIndex().row())

    def _toggle(self, row: int) -> None:
        self.taken.emit(row, not self._model.tables[row].taken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and event.position().x() < _CHECK_ROOM:
            self._toggle(index.row())
