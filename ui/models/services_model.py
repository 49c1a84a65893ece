"""The service portfolio as a table: plain rows under their kinds."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kpkportfolio.model.rows import ServiceRow
from kpkportfolio.model.vocabulary import ServiceKind, label
from kpkportfolio.text import N_, _, format_date
from ui.models.collation import Collation
from ui.models.column import NONE, UNKNOWN
from ui.models.roles import CellKind, Role

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

HEADINGS = (N_("Service"), N_("Kind"), N_("Published"), N_("Came from initiatives"))


class ServicesModel(QAbstractTableModel):
    """Services, sorted by any column; those that say nothing there stand last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ServiceRow] = []
        self._sort = (1, False)
        self._collation = Collation()

    def show_rows(self, rows: Sequence[ServiceRow]) -> None:
        """Show these services."""
        self.beginResetModel()
        self._rows = self._ordered(rows)
        self.endResetModel()

    @property
    def rows(self) -> list[ServiceRow]:
        return self._rows

    def _ordered(self, rows: Sequence[ServiceRow]) -> list[ServiceRow]:
        names = self._collation.ranks(row.name for row in rows)
        from_ = self._collation.ranks(row.initiatives for row in rows)
        kinds = {kind: place for place, kind in enumerate(ServiceKind)}
        column, descending = self._sort
        by_name = sorted(rows, key=lambda row: names[row.name])
        known = [row for row in by_name if (row.published_on if column == 2 else row.initiatives if column == 3 else 1)]
        shown = set(map(id, known))
        keys = {
            0: lambda row: names[row.name],
            1: lambda row: kinds[row.kind],
            2: lambda row: row.published_on,
            3: lambda row: from_[row.initiatives],
        }
        known.sort(key=keys[column], reverse=descending)
        return [*known, *(row for row in by_name if id(row) not in shown)]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        text = (row.name, label(row.kind), format_date(row.published_on), row.initiatives)[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return text or _(UNKNOWN if column == 2 else NONE)
        if role == Role.MUTED:
            return not text
        if role == Role.KIND:
            return int((CellKind.TITLE, CellKind.TEXT, CellKind.NUMBER, CellKind.TITLE)[column])
        if role == Role.ID:
            return row.id
        if role == Role.ROW:
            return row
        if role == Qt.ItemDataRole.ToolTipRole and column == 0:
            return row.description
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(HEADINGS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(HEADINGS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == 2 else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; below zero by kind."""
        self._sort = (column if column >= 0 else 1, column >= 0 and order == Qt.SortOrder.DescendingOrder)
        self.show_rows(self._rows)
