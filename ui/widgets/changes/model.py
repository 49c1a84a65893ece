"""What changed as a tree of two levels: initiatives (and what they share), under each its fields.

Where differences are put into groups, a group's heading is a row of its own above them.
"""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kpkportfolio.snapshots.grouping import Group, GroupBy, grouped
from kpkportfolio.snapshots.wording import Comparison, Deed, Difference, Line, deed_word

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
# the internal id of a top row; that of a field is its owner's row
_TOP = 2**31 - 1


class DifferenceRole(IntEnum):
    """What the view's delegate asks for."""

    DIFFERENCE = int(Qt.ItemDataRole.UserRole) + 101
    LINE = int(Qt.ItemDataRole.UserRole) + 102
    GROUP = int(Qt.ItemDataRole.UserRole) + 103


class DifferenceModel(QAbstractItemModel):
    """Shows a :class:`Comparison`, all of it or one kind."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: Sequence[Difference | Group] = ()

    def show(self, comparison: Comparison, deed: Deed | None, by: GroupBy = GroupBy.NOTHING) -> None:
        """Show the differences of one kind, or all with None, put together by something."""
        self.beginResetModel()
        chosen = [one for one in comparison.differences if deed is None or one.deed is deed]
        if by is GroupBy.NOTHING:
            self.shown = chosen
        else:
            self.shown = [row for group in grouped(chosen, by) for row in _rows(group)]
        self.endResetModel()

    def _row(self, index: Index) -> Difference | Group:
        return self.shown[index.row() if index.internalId() == _TOP else index.internalId()]

    def difference(self, index: Index) -> Difference | None:
        """The difference of a row, also of a field's."""
        if not index.isValid():
            return None
        found = self._row(index)
        return found if isinstance(found, Difference) else None

    def group(self, index: Index) -> Group | None:
        """The group whose heading a row is."""
        if not index.isValid():
            return None
        found = self._row(index)
        return found if isinstance(found, Group) else None

    def line(self, index: Index) -> Line | None:
        """The field of a row, None for an initiative's own."""
        if not index.isValid() or index.internalId() == _TOP:
            return None
        one = self.difference(index)
        return None if one is None else one.lines[index.row()]

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() if parent.isValid() else _TOP)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # the stubs know QObject.parent() only
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(index.internalId(), 0, _TOP)

    def rowCount(self, parent: Index = _ROOT) -> int:
        if not parent.isValid():
            return len(self.shown)
        one = self.difference(parent) if parent.internalId() == _TOP else None
        return 0 if one is None else len(one.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        group = self.group(index)
        if group is not None:
            return self._group_data(group, role)
        one, line = self.difference(index), self.line(index)
        if one is None:
            return None
        if role == DifferenceRole.DIFFERENCE:
            return one
        if role == DifferenceRole.LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _spoken(one, line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _spoken(one, line) if line is not None else one.sentence
        return None

    def _group_data(self, group: Group, role: int) -> object:
        if role == DifferenceRole.GROUP:
            return group
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return ". ".join(part for part in (f"{group.title} ({len(group.differences)})", group.totals) if part)
        return None


def _rows(group: Group) -> list[Difference | Group]:
    return [group, *group.differences]


def _spoken(one: Difference, line: Line | None) -> str:
    if line is None:
        return f"{deed_word(one.deed)}: {one.title}. {one.sentence}"
    return f"{line.field}: {line.before or '–'} → {line.after or '–'}"
