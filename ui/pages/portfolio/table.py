"""The table of the portfolio page: keys, selection shared with the session, folding, places kept when rows change."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.text import _
from ui.models.column import Column
from ui.models.grouping import Group, Sums
from ui.models.portfolio_model import PortfolioModel
from ui.models.roles import CellKind
from ui.pages.portfolio import widths
from ui.pages.portfolio.heights import TitleHeights
from ui.theme.tokens import SIZES
from ui.widgets.cells import FIRST_INSET, GROUPED_INSET, MARK_ROOM
from ui.widgets.editors import CellEditing
from ui.widgets.table_header import TableHeader
from ui.widgets.table_setup import dress

_Flag = QItemSelectionModel.SelectionFlag


class PortfolioTable(QTableView):
    """Shows a :class:`PortfolioModel`.

    Signals:
        chosen: the person selected other initiatives; carries their ids, the current one first.
        opened: Enter or a double click on what cannot be edited.
        copied, pasted, deleted: the keys for these.
        arranged: column widths were changed by hand.
        folded: a heading was folded or opened.
        ended: an editor was closed.
    """

    chosen = Signal(object)
    opened = Signal()
    copied = Signal()
    pasted = Signal()
    deleted = Signal()
    arranged = Signal()
    folded = Signal()
    ended = Signal()

    def __init__(self, model: PortfolioModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._own: dict[str, int] = {}
        self._figures: dict[str, int] = {}
        self._words: dict[str, int] = {}
        self._quiet = False
        self._arranging = False
        self._kept: tuple[str, int, str, int] | None = None
        self._anchor = ("", 0)
        self.editing = CellEditing(self)
        self.header = TableHeader(self)
        self.setHorizontalHeader(self.header)
        dress(self, self.editing)
        self.setModel(model)
        self.setAccessibleName(_("Initiatives"))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.header.setSortIndicatorShown(True)
        self.header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.header.sortIndicatorChanged.connect(self._sorted)
        self.header.sectionResized.connect(self._resized)
        self.heights = TitleHeights(self)
        self.editing.toggled.connect(lambda index: self.fold(index.row()))
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        model.rebuilt.connect(self.fit_heights)
        model.marked.connect(self.fit_heights)
        self.selectionModel().selectionChanged.connect(self._selected)

    # --- columns ------------------------------------------------------------------------------------------------

    def measure(self, rows: Sequence[InitiativeRow], total: Sums) -> None:
        """Find how wide the figures of these rows are, and share the width out. Filtering changes nothing of it."""
        model = self._model
        figures = widths.figure_widths(self, model.columns, rows, model.around, total)
        words = widths.word_widths(self, model.columns, rows)
        if (figures, words) != (self._figures, self._words):
            self._figures, self._words = figures, words
            self.fit_columns()

    def fit_columns(self) -> None:
        """Share the table's width among its columns."""
        columns = self._model.columns
        bar = self._model.column_of("schedule")
        room = self.viewport().width()
        shown = list(enumerate(columns))
        wide = self.width() >= SIZES.narrow_table
        shares = self._shares(shown, room)
        if bar >= 0 and not (wide and sum(shares.values()) <= room):
            # the bar goes first; its end date stays
            wide = False
            shares = self._shares([one for one in shown if one[0] != bar], room)
        if bar >= 0 and self.isColumnHidden(bar) == wide:
            self.setColumnHidden(bar, not wide)
        self._arranging = True
        for number, column in enumerate(columns):
            if column.key in shares and self.columnWidth(number) != shares[column.key]:
                self.setColumnWidth(number, shares[column.key])
        self._arranging = False
        self.fit_heights()

    def _shares(self, shown: Sequence[tuple[int, Column]], room: int) -> dict[str, int]:
        return widths.share(self.header, shown, self._figures, self._own, room, self._words)

    @property
    def own_widths(self) -> dict[str, int]:
        """Widths the person chose, by column."""
        return dict(self._own)

    def set_own_widths(self, own: dict[str, int]) -> None:
        """Take up widths chosen earlier."""
        self._own = dict(own)
        self.fit_columns()

    @Slot(int, int, int)
    def _resized(self, section: int, _before: int, width: int) -> None:
        by_hand = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if self._arranging or not by_hand or not 0 <= section < len(self._model.columns) or width == 0:
            return
        column = self._model.columns[section]
        if not column.figures and column.key != "title":
            self._own[column.key] = width
            self.arranged.emit()
        # the title takes what the others leave, so the table keeps its width
        QTimer.singleShot(0, self, self.fit_columns)

    @Slot(int, Qt.SortOrder)
    def _sorted(self, section: int, order: Qt.SortOrder) -> None:
        self._model.sort(section, order)
        self.header.fit()

    def show_sort(self) -> None:
        """Show in the header what the model is sorted by."""
        by = self._model.sorted_by
        section = -1 if by is None else self._model.column_of(by[0])
        order = Qt.SortOrder.DescendingOrder if by and by[1] else Qt.SortOrder.AscendingOrder
        before = self.header.blockSignals(True)
        self.header.setSortIndicator(section, order)
        self.header.blockSignals(before)
        self.header.viewport().update()

    def fit_heights(self) -> None:
        """Make rows of long titles two lines high."""
        grouped = bool(self._model.rowCount()) and isinstance(self._model.entry(0), Group)
        rooms: list[tuple[Column, float]] = []
        for number, column in enumerate(self._model.columns):
            if column.kind is CellKind.TITLE:
                first = self.header.visualIndex(number) == 0
                inset = (GROUPED_INSET if grouped else FIRST_INSET) if first else SIZES.cell_inset
                rooms.append((column, self.columnWidth(number) - SIZES.cell_inset - inset))
        model = self._model

        def lines(row: int) -> list[tuple[str, float]]:
            marks = model.marks(row) * MARK_ROOM
            return [
                (model.words(row, column), room - marks if column.key == "title" else room) for column, room in rooms
            ]

        self.heights.fit(lines)
        self.updateGeometries()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "heights"):
            self.fit_columns()

    # --- selection ----------------------------------------------------------------------------------------------

    def selected_ids(self) -> list[str]:
        """The selected initiatives in the order they are shown."""
        selection = self.selectionModel().selection()
        ranges = (selection.at(n) for n in range(selection.count()))
        rows = sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})
        entries = (self._model.entry(row) for row in rows)
        return [entry.id for entry in entries if not isinstance(entry, Group)]

    def show_selection(self, ids: Iterable[str], scroll: bool = True, move: bool = True) -> None:
        """Select these, as another page or another window of this one did; ``move`` goes to the first of them."""
        wanted = [place for place in (self._model.place(id_) for id_ in ids) if place >= 0]
        if [self._model.entry(place).id for place in sorted(wanted)] == self.selected_ids():  # type: ignore[union-attr]  # places are initiatives'
            return
        selection = QItemSelection()
        last = self._model.columnCount() - 1
        for first, final in _stretches(sorted(wanted)):
            selection.select(self._model.index(first, 0), self._model.index(final, last))
        self._quiet = True
        self.selectionModel().select(selection, _Flag.ClearAndSelect)
        if move and wanted and self.currentIndex().row() not in wanted:
            at = self._model.index(wanted[0], max(0, self.currentIndex().column()))
            self.selectionModel().setCurrentIndex(at, _Flag.NoUpdate)
            if scroll:
                self.scrollTo(at)
        self._quiet = False

    @Slot()
    def _selected(self) -> None:
        if not self._quiet:
            self.chosen.emit(self.selected_ids())

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """A heading is not selected, and going over it leaves what is."""
        if index.isValid() and self._model.initiative(index) is None:
            return _Flag.NoUpdate
        return super().selectionCommand(index, event)

    def fold(self, row: int, folded: bool | None = None) -> None:
        """Fold or open a heading; what is selected below it stays selected, though it is not seen."""
        self._quiet = True
        self._model.fold(row, folded)
        self._quiet = False
        self.folded.emit()

    # --- keys ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState or not self._took(event):
            super().keyPressEvent(event)

    def _took(self, event: QKeyEvent) -> bool:
        key, index = event.key(), self.currentIndex()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        heading = index.isValid() and self._model.initiative(index) is None
        if control and key in (Qt.Key.Key_C, Qt.Key.Key_Insert):
            self.copied.emit()
        elif control and key == Qt.Key.Key_V:
            self.pasted.emit()
        elif key == Qt.Key.Key_Delete and not control:
            self.deleted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if heading:
                self.fold(index.row())
            else:
                self.opened.emit()
        elif key == Qt.Key.Key_Space and index.isValid():
            if heading:
                self.fold(index.row())
            else:
                self.selectionModel().select(index, _Flag.Toggle | _Flag.Rows)
        elif heading and key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.fold(index.row(), key in (Qt.Key.Key_Left, Qt.Key.Key_Minus))
        elif key == Qt.Key.Key_Left and index.isValid() and not event.modifiers() and self._at_first(index):
            above = self._model.group_row(index.row())
            if above < 0:
                return False
            self.setCurrentIndex(self._model.index(above, index.column()))
        else:
            return False
        return True

    def _at_first(self, index: QModelIndex) -> bool:
        return self.header.visualIndex(index.column()) == 0

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._model.initiative(index) is None:
            self.fold(index.row())
        elif index.isValid() and not self._model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit()
        else:
            super().mouseDoubleClickEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """A refused text is not thrown away because the person looked elsewhere."""
        if self.editing.refusing and hint != QAbstractItemDelegate.EndEditHint.RevertModelCache:
            editor.setFocus()
            return
        super().closeEditor(editor, hint)
        self.ended.emit()

    @property
    def busy(self) -> bool:
        """Whether a cell is being edited."""
        return self.state() == QAbstractItemView.State.EditingState

    # --- places kept over a rebuild -----------------------------------------------------------------------------

    @Slot()
    def _keep(self) -> None:
        self._quiet = True
        top = self.rowAt(0)
        current = self.currentIndex()
        entry = self._model.initiative(current)
        name = self._model.columns[current.column()].key if current.isValid() else ""
        anchor, offset = "", 0
        while 0 <= top < self._model.rowCount():
            shown = self._model.entry(top)
            if not isinstance(shown, Group):
                anchor, offset = shown.id, self.rowViewportPosition(top)
                break
            top += 1
        self._kept = (anchor, offset, entry.id if entry else "", max(0, self._model.column_of(name)))

    @Slot()
    def _restore(self) -> None:
        self._quiet = False
        kept, self._kept = self._kept, None
        if kept is None:
            return
        anchor, offset, current, column = kept
        place = self._model.place(current)
        if place >= 0 and column < self._model.columnCount():
            self.selectionModel().setCurrentIndex(self._model.index(place, column), _Flag.NoUpdate)
        self._anchor = (anchor, offset)

    def return_to_place(self) -> None:
        """After a rebuild: what was at the top is at the top again, if it is still there."""
        anchor, offset = self._anchor
        self._anchor = ("", 0)
        place = self._model.place(anchor) if anchor else -1
        if place >= 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.rowViewportPosition(place) - offset)


def _stretches(rows: list[int]) -> list[tuple[int, int]]:
    """First and last of each run of neighbouring numbers."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
