"""A sheet as it lies in its file, with what became of its rows and what its columns are taken for."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kpkportfolio.registers.record import ColumnSeen, TableSeen
from kpkportfolio.text import _
from ui.dialogs.importing.fields import certainty, use_name
from ui.dialogs.importing.layout import place
from ui.models.roles import CellKind, Role

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
FATE = int(Qt.ItemDataRole.UserRole) + 42
"""What became of the row of a cell."""
HEADER, RECORD, PROBLEM = "header", "record", "problem"
_EMPTY = TableSeen(None, None, False, False, (), (), (), 0)


def fate_word(fate: str) -> str:
    """What became of a row, in a word, or why it was skipped."""
    return {HEADER: _("header"), RECORD: _("initiative"), PROBLEM: _("problem")}.get(fate, fate)


def fate_mark(fate: str) -> tuple[str, str] | None:
    """Icon and tint of what became of a row."""
    if not fate:
        return None
    marks = {HEADER: ("columns", "accent"), RECORD: ("check", "ok"), PROBLEM: ("warning", "danger")}
    return marks.get(fate, ("minus", "muted"))


class GridModel(QAbstractTableModel):
    """The cells as texts. In a transposed table the columns have fates and the rows are taken for fields."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = _EMPTY
        self._width = 0

    def show(self, table: TableSeen | None) -> None:
        """Show another table, or the same one with other uses."""
        table = table or _EMPTY
        before, self_width = self.table, max((len(row) for row in table.grid), default=0)
        if before.grid == table.grid and before.transposed == table.transposed:
            # the place in the grid stays
            self.table = table
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, self._width - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(0, len(table.grid) - 1))
            if table.grid:
                self.dataChanged.emit(self.index(0, 0), self.index(len(table.grid) - 1, self._width - 1))
            return
        self.beginResetModel()
        self.table, self._width = table, self_width
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.table.grid)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else self._width

    @property
    def uses_side(self) -> Qt.Orientation:
        """Which header tells what the columns are taken for; the other one tells the fates."""
        return Qt.Orientation.Vertical if self.table.transposed else Qt.Orientation.Horizontal

    def column(self, section: int) -> ColumnSeen | None:
        """The column (of a transposed table: the row) with this number."""
        return self.table.columns[section] if 0 <= section < len(self.table.columns) else None

    def fate(self, section: int) -> str:
        """What became of the row (of a transposed table: the column) with this number."""
        return self.table.fates[section] if 0 <= section < len(self.table.fates) else ""

    def parts(self, index: Index) -> tuple[int, int]:
        """The numbers of a cell's record and of its column, whichever way the table lies."""
        there = (index.row(), index.column())
        return (there[1], there[0]) if self.table.transposed else there

    def text(self, index: Index) -> str:
        """A cell's whole text."""
        row = self.table.grid[index.row()]
        return row[index.column()] if index.column() < len(row) else ""

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        if role == _DISPLAY:
            return " ".join(self.text(index).split())
        if role == Role.KIND:
            return CellKind.TEXT
        record, column = self.parts(index)
        fate = self.fate(record)
        if role == Role.MUTED:
            found = self.column(column)
            skipped = fate not in (HEADER, RECORD, PROBLEM)
            return skipped or (fate != HEADER and found is not None and found.what is None and found.custom is None)
        if role == FATE:
            return fate
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return f"{self.data(index)}; {fate_word(fate)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == self.uses_side:
            column = self.column(section)
            if column is None:
                return "" if role == _DISPLAY else None
            if role in (_DISPLAY, int(Qt.ItemDataRole.AccessibleTextRole)):
                return use_name(column)
            if role == int(Qt.ItemDataRole.ToolTipRole):
                told = f"{column.heading}: {use_name(column)}"
                return ", ".join(part for part in (told, certainty(column), column.interpretation) if part)
            return None
        if role in (_DISPLAY, int(Qt.ItemDataRole.ToolTipRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return f"{place(section, orientation == Qt.Orientation.Horizontal)} {fate_word(self.fate(section))}".strip()
        return None
