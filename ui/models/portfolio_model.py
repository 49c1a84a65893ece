"""The initiatives as a table: plain rows, sorted, under headings that can be folded.

One flat table rather than a tree: a heading is a row, what is folded away is not there. So a view needs no work per
row, and ten thousand rows are rebuilt in a few hundredths of a second.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.text import _
from ui.models.collation import Collation
from ui.models.column import Column, Surroundings
from ui.models.columns import BASIC, BY_KEY, column_of
from ui.models.group_cells import group_cell
from ui.models.grouping import Group, Grouping, grouped
from ui.models.initiative_cells import RIGHT, initiative_cell
from ui.models.overlaps import Mark
from ui.models.roles import CellKind, Role

Index = QModelIndex | QPersistentModelIndex
Entry = InitiativeRow | Group
_NOWHERE = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter

Edit = Callable[[InitiativeRow, str, str], bool]
"""Changes one cell: the row, the column's key and the text; False when it was refused."""

_MARKED = frozenset((Role.OVERLAP, Role.STALE, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole))
"""What a title's marks are asked by."""


class PortfolioModel(QAbstractTableModel):
    """Rows in, cells out.

    Signals:
        rebuilt: the order, the headings or what is folded is another; row heights have to be set again.
        marked: other initiatives bear the mark of an overlap, which takes room from their titles.

    Attributes:
        edit: what an edited cell is handed to; None leaves every cell as it is.
        projects: whether the rows are projects, for the words of headings.
    """

    rebuilt = Signal()
    marked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.edit: Edit | None = None
        self.projects = False
        self._columns: tuple[Column, ...] = tuple(BY_KEY[key] for key in BASIC)
        self._around = Surroundings()
        self._rows: Sequence[InitiativeRow] = ()
        self._entries: list[Entry] = []
        self._places: dict[str, int] = {}
        self._folded: set[str] = set()
        self._grouping = Grouping.PROGRAMME
        self._sort: tuple[str, bool] | None = None
        self._collation = Collation()
        self._order: dict[str, int] = {}
        self._everything: Sequence[InitiativeRow] = ()
        self._overlaps: Mapping[str, Mark] = {}

    # --- what is shown ------------------------------------------------------------------------------------------

    def show_rows(
        self, rows: Sequence[InitiativeRow], around: Surroundings, everything: Sequence[InitiativeRow]
    ) -> None:
        """Show these rows. ``everything`` is what they were filtered from: order is found once for all of it.

        Where the order stays and only cells differ, only those are told to be new: the view keeps its place, its
        selection and an open editor.
        """
        headers = (around.first, around.last, around.impact_years) != (
            self._around.first,
            self._around.last,
            self._around.impact_years,
        )
        aged = (around.day, around.months) != (self._around.day, self._around.months)
        anew = around.facts is not self._around.facts
        self._around = around
        if everything is not self._everything or (anew and self._sort and column_of(self._sort[0]).worked_out):
            self._everything = everything
            self._find_order()
        self._rows = rows
        self._rebuild()
        if anew and self._entries and any(column.worked_out for column in self._columns):
            last = self.index(len(self._entries) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        at = self.column_of("title")
        if aged and self._entries and at >= 0:
            self.dataChanged.emit(self.index(0, at), self.index(len(self._entries) - 1, at))
            self.marked.emit()
        if headers and self.columnCount():
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def set_columns(self, keys: Sequence[str]) -> None:
        """Have these columns, in this order."""
        columns = tuple(column_of(key) for key in keys)
        if columns != self._columns:
            self.beginResetModel()
            self._columns = columns
            self.endResetModel()
            self.rebuilt.emit()

    def set_grouping(self, grouping: Grouping) -> None:
        """Put the rows under other headings, or none; all are open."""
        if grouping is not self._grouping:
            self._grouping = grouping
            self._folded.clear()
            self._rebuild()

    def set_sort(self, key: str | None, descending: bool = False) -> None:
        """Sort by a column, inside the headings; None is the portfolio's own order."""
        wanted = None if key is None else (key, descending)
        if wanted != self._sort:
            self._sort = wanted
            self._find_order()
            self._rebuild()

    def set_overlaps(self, marks: Mapping[str, Mark]) -> None:
        """Mark initiatives that may overlap others, by id."""
        if marks != self._overlaps:
            changed = [id_ for id_ in {**marks, **self._overlaps} if marks.get(id_) != self._overlaps.get(id_)]
            self._overlaps = marks
            for id_ in changed:
                place = self._places.get(id_)
                if place is not None:
                    at = self.index(place, self.column_of("title"))
                    self.dataChanged.emit(at, at)
            self.marked.emit()

    @property
    def columns(self) -> tuple[Column, ...]:
        return self._columns

    @property
    def around(self) -> Surroundings:
        return self._around

    @property
    def grouping(self) -> Grouping:
        return self._grouping

    @property
    def sorted_by(self) -> tuple[str, bool] | None:
        """The column sorted by and whether from its end."""
        return self._sort

    @property
    def rows(self) -> Sequence[InitiativeRow]:
        """The rows shown, folded ones too."""
        return self._rows

    @property
    def folded(self) -> frozenset[str]:
        """Keys of the headings that are folded."""
        return frozenset(self._folded)

    def column_of(self, key: str) -> int:
        """Where a column stands, −1 when it is not shown."""
        return next((n for n, column in enumerate(self._columns) if column.key == key), -1)

    def entry(self, row: int) -> Entry:
        """What stands in a row: an initiative or a heading."""
        return self._entries[row]

    def initiative(self, index: Index) -> InitiativeRow | None:
        """The initiative of an index, None for a heading or no index."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        return entry if isinstance(entry, InitiativeRow) else None

    def place(self, id_: str) -> int:
        """The row an initiative stands in, −1 when it is not shown or folded away."""
        return self._places.get(id_, -1)

    def group_row(self, row: int) -> int:
        """The row of the heading above a row, itself for a heading, −1 without headings."""
        while row >= 0 and not isinstance(self._entries[row], Group):
            row -= 1
        return row

    def words(self, row: int, column: Column) -> str:
        """What a row says in a column, for measuring; a heading nothing, it never takes two lines."""
        entry = self._entries[row]
        return column.text(entry, self._around) if isinstance(entry, InitiativeRow) else ""

    def marks(self, row: int) -> int:
        """How many marks stand beside a row's title: of an overlap, of being stale."""
        entry = self._entries[row]
        if not isinstance(entry, InitiativeRow):
            return 0
        return (entry.id in self._overlaps) + self._around.stale(entry)

    # --- folding ------------------------------------------------------------------------------------------------

    def set_folded(self, keys: Iterable[str]) -> None:
        """Fold exactly the headings with these keys."""
        wanted = set(keys)
        if wanted != self._folded:
            self._folded = wanted
            self._rebuild()

    def fold(self, row: int, folded: bool | None = None) -> None:
        """Fold or open the heading in a row; None turns it over."""
        group = self._entries[row]
        if not isinstance(group, Group):
            return
        now = group.key in self._folded
        wanted = not now if folded is None else folded
        if wanted == now:
            return
        if wanted:
            self._folded.add(group.key)
            self.beginRemoveRows(_NOWHERE, row + 1, row + len(group.rows))
            del self._entries[row + 1 : row + 1 + len(group.rows)]
        else:
            self._folded.discard(group.key)
            self.beginInsertRows(_NOWHERE, row + 1, row + len(group.rows))
            self._entries[row + 1 : row + 1] = group.rows
        self._find_places()
        if wanted:
            self.endRemoveRows()
        else:
            self.endInsertRows()
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
        self.rebuilt.emit()

    def fold_all(self, folded: bool) -> None:
        """Fold or open every heading."""
        keys = {group.key for group in self._groups()} if folded else set()
        self.set_folded(keys)

    def _groups(self) -> list[Group]:
        return grouped(self._rows, self._grouping, self._collation, self._title)

    # --- order --------------------------------------------------------------------------------------------------

    def _find_order(self) -> None:
        """The place of every row under the present sorting; what is filtered from them needs no sorting again."""
        everything = self._everything
        # the portfolio's own order is that of titles; it also settles what is equal otherwise
        titles = self._collation.ranks(row.title for row in everything)
        ordered = sorted(everything, key=lambda row: (titles[row.title], row.id))
        if self._sort is not None:
            ordered = self._sorted(ordered, *self._sort)
        self._order = {row.id: place for place, row in enumerate(ordered)}

    def _sorted(self, rows: list[InitiativeRow], key: str, descending: bool) -> list[InitiativeRow]:
        value, around = column_of(key).value, self._around
        valued = [(value(row, around), row) for row in rows]
        known = [(found, row) for found, row in valued if found is not None and found != ""]
        unknown = [row for found, row in valued if found is None or found == ""]
        if known and isinstance(known[0][0], str):
            ranks = self._collation.ranks(str(found) for found, _row in known)
            known.sort(key=lambda one: ranks[str(one[0])], reverse=descending)
        else:
            known.sort(key=lambda one: one[0], reverse=descending)
        return [*(row for _found, row in known), *unknown]

    def _title(self, id_: str) -> str:
        return self._around.titles.get(id_, id_)

    def _rebuild(self) -> None:
        order = self._order
        last = len(order)
        self._rows = sorted(self._rows, key=lambda row: order.get(row.id, last))
        entries: list[Entry] = []
        if self._grouping is Grouping.NONE:
            entries.extend(self._rows)
        else:
            for group in self._groups():
                entries.append(group)
                if group.key not in self._folded:
                    entries.extend(group.rows)
        if self._same_order(entries):
            self._take_cells(entries)
            return
        self.beginResetModel()
        self._entries = entries
        self._find_places()
        self.endResetModel()
        self.rebuilt.emit()

    def _same_order(self, entries: list[Entry]) -> bool:
        if len(entries) != len(self._entries):
            return False
        return all(
            new is old or (type(new) is type(old) and _key(new) == _key(old))
            for new, old in zip(entries, self._entries, strict=True)
        )

    def _take_cells(self, entries: list[Entry]) -> None:
        """Everything stands where it stood: only what differs is told, in stretches."""
        before, self._entries = self._entries, entries
        changed = [n for n, (old, new) in enumerate(zip(before, entries, strict=True)) if old is not new]
        titles = any(
            isinstance(new := entries[n], InitiativeRow)
            and isinstance(old := before[n], InitiativeRow)
            and new.title != old.title
            for n in changed
        )
        last = self.columnCount() - 1
        start = previous = -2
        for n in [*changed, -2]:
            if n != previous + 1 or n < 0:
                if start >= 0:
                    self.dataChanged.emit(self.index(start, 0), self.index(previous, last))
                start = n
            previous = n
        if titles:
            self.rebuilt.emit()

    def _find_places(self) -> None:
        self._places = {entry.id: n for n, entry in enumerate(self._entries) if isinstance(entry, InitiativeRow)}

    # --- what Qt asks -------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if self.initiative(index) is None:
            return flags if index.isValid() else Qt.ItemFlag.NoItemFlags
        flags |= Qt.ItemFlag.ItemIsSelectable
        if self.edit is not None and self._columns[index.column()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        column = self._columns[index.column()]
        if isinstance(entry, Group):
            folded = entry.key in self._folded
            return group_cell(entry, column, index.column() == 0, role, folded, self.projects)
        return self._row_data(entry, column, role)

    def _row_data(self, row: InitiativeRow, column: Column, role: int) -> object:
        if role == Role.GROUP_LEVEL:
            return 0 if self._grouping is Grouping.NONE else 1
        if column.key == "title" and role in _MARKED:
            return self._marked_data(row, column, role)
        return initiative_cell(row, column, self._around, role)

    def _marked_data(self, row: InitiativeRow, column: Column, role: int) -> object:
        """What the marks beside a title say: that it may overlap another, that its register is stale."""
        mark = self._overlaps.get(row.id)
        if role == Role.OVERLAP:
            return mark.kind if mark is not None else None
        if role == Role.STALE:
            return self._around.stale(row)
        stale = self._around.stale_words(row)
        lines = [*(mark.lines if mark is not None else ()), *([stale] if stale else [])]
        said = initiative_cell(row, column, self._around, role)
        if not lines:
            return said
        if role == Qt.ItemDataRole.ToolTipRole:
            # the tip takes the place of the whole title, which a narrow column cuts
            return "\n".join((row.title, *lines))
        return ". ".join((str(said), *lines))

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.initiative(index)
        if row is None or self.edit is None or role != Qt.ItemDataRole.EditRole:
            return False
        return self.edit(row, self._columns[index.column()].key, str(value))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return _("Project") if column.key == "title" and self.projects else column.heading
        if role == Role.SECOND_LINE:
            return column.unit(self._around)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(RIGHT if column.figures else _CENTRE if column.kind is CellKind.HEALTH else _LEFT)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """What the header calls; a column below zero is the portfolio's own order."""
        key = self._columns[column].key if 0 <= column < len(self._columns) else None
        self.set_sort(key, order == Qt.SortOrder.DescendingOrder)


def _key(entry: Entry) -> str:
    return entry.id if isinstance(entry, InitiativeRow) else entry.key
