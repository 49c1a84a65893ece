"""The snapshots there are, newest first."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from kpkportfolio.snapshots import Snapshot
from kpkportfolio.text import _, format_time
from ui.models.roles import CellKind, Role
from ui.widgets.table_header import TableHeader
from ui.widgets.table_setup import dress, figure_width

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_SHORT = 12
_NUMBER, _NAME, _TAKEN, _WHO, _NOTE, _HASH = range(6)


class _Model(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.snapshots: Sequence[Snapshot] = ()
        self._heads = ["#", _("Name"), _("Taken"), _("Who"), _("Note"), _("Fingerprint")]

    def show(self, snapshots: Sequence[Snapshot]) -> None:
        self.beginResetModel()
        self.snapshots = snapshots
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.snapshots)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._heads[section]
            if role == Qt.ItemDataRole.TextAlignmentRole and section == _NUMBER:
                return int(Qt.AlignmentFlag.AlignRight)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one, column = self.snapshots[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (str(one.number), one.name, format_time(one.taken_at), one.by, one.note or "", one.hash[:_SHORT])[
                column
            ]
        if role == Role.KIND:
            return CellKind.NUMBER if column == _NUMBER else CellKind.TEXT
        if role == Role.MUTED:
            return column == _HASH
        if role == Qt.ItemDataRole.ToolTipRole:
            return {_NAME: one.name, _NOTE: one.note or "", _HASH: one.hash}.get(column)
        return None


class SnapshotTable(QTableView):
    """One row a snapshot; Ctrl+C copies the whole fingerprint.

    Signals:
        chosen(str): the id of the snapshot the person went to, or chose anew where they stood.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setHorizontalHeader(TableHeader())
        dress(self)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setAccessibleName(_("Snapshots"))
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_NOTE, QHeaderView.ResizeMode.Stretch)
        for column, texts in (
            (_NUMBER, ["0000"]),
            (_TAKEN, ["30.12.2026 20.58"]),
            (_WHO, ["Etunimi Sukunimi"]),
            (_HASH, ["0" * _SHORT, _("Fingerprint")]),
        ):
            self.setColumnWidth(column, figure_width(self, texts, bold=True) + 8)
        self.selectionModel().currentRowChanged.connect(self._went)
        for again in (self.clicked, self.activated):
            again.connect(self._went)

    @property
    def current(self) -> Snapshot | None:
        """The snapshot the person stands on."""
        row = self.currentIndex().row()
        return self._model.snapshots[row] if 0 <= row < len(self._model.snapshots) else None

    def show_snapshots(self, snapshots: Sequence[Snapshot], current: str) -> None:
        """Show these, oldest first as they are listed, with the cursor on one of them; emits nothing."""
        newest_first = list(reversed(snapshots))
        before = self.blockSignals(True)
        if newest_first != list(self._model.snapshots):
            self._model.show(newest_first)
        row = next((row for row, one in enumerate(newest_first) if one.id == current), -1)
        if row >= 0 and row != self.currentIndex().row():
            self.selectRow(row)
        self.blockSignals(before)

    def copy_fingerprint(self) -> bool:
        """Put the whole fingerprint onto the clipboard."""
        one = self.current
        if one is None:
            return False
        QGuiApplication.clipboard().setText(one.hash)
        return True

    @Slot(QModelIndex)
    def _went(self, _index: QModelIndex) -> None:
        if self.current is not None:
            self.chosen.emit(self.current.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_fingerprint()
        else:
            super().keyPressEvent(event)
