"""The grid of a sheet: what a column is taken for is changed from its header, by keyboard, or by dropping a field."""

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTableView, QWidget

from kpkportfolio.registers.record import TableSeen
from kpkportfolio.text import _
from ui.dialogs.importing.chooser import MIME
from ui.dialogs.importing.grid_headers import GridHeader
from ui.dialogs.importing.grid_model import FATE, HEADER, PROBLEM, GridModel, Index
from ui.models.roles import CellKind
from ui.theme.state import colour
from ui.theme.theme import font, row_pixels
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.cells import CellDelegate
from ui.widgets.table_setup import dress

_MOST_CELL, _LEAST_CELL = 240, 72
_LOOKED_AT = 40
"""Rows whose texts decide the columns' widths."""
_MOST_FITTED = 200
"""Columns that are fitted to their texts; the rest are as wide as any."""


class _GridDelegate(CellDelegate):
    """Rows of the header stand on a ground of their own and bold, rows with a problem on the warning's."""

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, kind: CellKind, selected: bool, first: bool
    ) -> None:
        super()._ground(painter, option, kind, selected, False)
        fate = option.index.data(FATE)
        if not selected and fate in (HEADER, PROBLEM):
            ground = colour("alt" if fate == HEADER else "danger_ground")
            painter.fillRect(option.rect.adjusted(0, 0, 0, -1), ground)
        painter.fillRect(QRect(option.rect.right(), option.rect.top(), 1, option.rect.height()), colour("line"))

    def _text(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, index: Index, kind: CellKind) -> None:
        if index.data(FATE) == HEADER:
            option.font = font(FontRole.STRONG)
            painter.setFont(option.font)
        super()._text(painter, option, area, index, kind)

    def _inset(self, index: Index, kind: CellKind, first: bool) -> int:
        return SIZES.cell_inset


class Grid(QTableView):
    """Shows a table as it lies in the file.

    Signals:
        use_wanted(int): what the column with this number is taken for is to be chosen.
        unused(int): the column is not to be used.
        header_wanted(int, int): these rows (of a transposed table: columns) are the header.
        dropped(int, int): the field with this number in the list was dropped on the column.
        menu_wanted(QPoint): the menu of the current cell, at a place of the screen.
    """

    use_wanted = Signal(int)
    unused = Signal(int)
    header_wanted = Signal(int, int)
    dropped = Signal(int, int)
    menu_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = GridModel(self)
        self.setModel(self.grid)
        dress(self, _GridDelegate(self))
        self._across = GridHeader(Qt.Orientation.Horizontal, self)
        self._down = GridHeader(Qt.Orientation.Vertical, self)
        for header in (self._across, self._down):
            header.wanted.connect(self.use_wanted.emit)
        self.setHorizontalHeader(self._across)
        self.setVerticalHeader(self._down)
        self._down.show()
        self._down.setDefaultSectionSize(row_pixels())
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAcceptDrops(True)
        self.setAccessibleName(_("The sheet as it is in the file"))
        self.setAccessibleDescription(
            _("Enter chooses what the column is taken for, Delete leaves it unused, H makes the chosen rows the header")
        )
        self.doubleClicked.connect(self._choose)

    def show_table(self, table: TableSeen | None) -> None:
        """Show a table; the place stays when it is the same one read otherwise."""
        before = self.grid.table
        another = table is None or before.grid != table.grid or before.transposed != table.transposed
        self.grid.show(table)
        self._across.fit()
        self._down.fit()
        if another:
            self._fit_columns()
            if self.grid.rowCount():
                self.setCurrentIndex(self.grid.index(self._first(), 0))
                self.scrollToTop()
                self.scrollTo(self.currentIndex())
        else:
            self._widen_columns()
        self.updateGeometries()
        self.viewport().update()

    def _first(self) -> int:
        """The header's row, where one begins to look."""
        header = self.grid.table.header
        return 0 if header is None or self.grid.table.transposed else min(header[0], self.grid.rowCount() - 1)

    def _widen_columns(self) -> None:
        """What a column is taken for now is read whole; no column is narrowed under the person's hand."""
        for column in range(min(_MOST_FITTED, self.grid.columnCount())):
            self.setColumnWidth(column, max(self.columnWidth(column), self._across.section_width(column)))

    def _fit_columns(self) -> None:
        """Columns as wide as their texts and what they are taken for, in reason."""
        plain, strong = QFontMetricsF(font(FontRole.BODY)), QFontMetricsF(font(FontRole.STRONG))
        table = self.grid.table
        rows = [
            (at, row) for at, row in enumerate(table.grid[: 2 * _LOOKED_AT]) if self.grid.fate(at) or table.transposed
        ][:_LOOKED_AT]
        # a title that runs over the whole sheet stands in one cell
        told = [(at, row) for at, row in rows if sum(bool(text) for text in row) > 1] or rows
        for column in range(min(_MOST_FITTED, self.grid.columnCount())):
            width = float(self._across.section_width(column))
            for at, row in told:
                if column < len(row):
                    bold = not table.transposed and self.grid.fate(at) == HEADER
                    room = (strong if bold else plain).horizontalAdvance(row[column][:60])
                    width = max(width, min(_MOST_CELL, room + 2 * SIZES.cell_inset + 2))
            self.setColumnWidth(column, round(max(_LEAST_CELL, width)))

    # --- what the person does ---------------------------------------------------------------------------------------

    @property
    def column(self) -> int:
        """The number of the column that the current cell belongs to; -1 is none."""
        index = self.currentIndex()
        return self.grid.parts(index)[1] if index.isValid() else -1

    def chosen_records(self) -> tuple[int, int] | None:
        """The first and last number of the chosen rows (of a transposed table: columns)."""
        numbers = [self.grid.parts(index)[0] for index in self.selectedIndexes() or [self.currentIndex()]]
        return (min(numbers), max(numbers)) if self.currentIndex().isValid() else None

    def place_of(self, column: int) -> QRect:
        """Where a column's header is on the screen."""
        header = self._across if self._across.tells_uses() else self._down
        at, size = header.sectionViewportPosition(column), header.sectionSize(column)
        if header is self._across:
            rect = QRect(max(0, at), 0, size, header.height())
        else:
            rect = QRect(0, max(0, at), header.width(), size)
        return QRect(header.mapToGlobal(rect.topLeft()), rect.size())

    def go_to(self, column: int) -> None:
        """Make a column current and bring it into sight."""
        index = self.currentIndex()
        record = self.grid.parts(index)[0] if index.isValid() else 0
        at = self.grid.index(column, record) if self.grid.table.transposed else self.grid.index(record, column)
        if at.isValid():
            self.setCurrentIndex(at)
            self.scrollTo(at)

    def _choose(self, index: QModelIndex) -> None:
        self.use_wanted.emit(self.grid.parts(index)[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        alt_down = key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        wanted = not control and (key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) or alt_down)
        if index.isValid() and wanted:
            self.use_wanted.emit(self.column)
            return
        if index.isValid() and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.unused.emit(self.column)
            return
        chosen = self.chosen_records()
        if key == Qt.Key.Key_H and not event.modifiers() and chosen is not None:
            self.header_wanted.emit(*chosen)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.currentIndex().isValid():
            keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
            rect = self.visualRect(self.currentIndex())
            self.menu_wanted.emit(self.viewport().mapToGlobal(rect.bottomLeft()) if keyboard else event.globalPos())

    # --- dropping a field -------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # files are the dialog's
        event.acceptProposedAction() if event.mimeData().hasFormat(MIME) else event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        column = self._under(event)
        self._mark(column)
        if column >= 0 and event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        column = self._under(event)
        self._mark(-1)
        if column >= 0 and event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self.dropped.emit(int(bytes(event.mimeData().data(MIME).data()).decode()), column)

    def _under(self, event: QDropEvent) -> int:
        """The column under the pointer."""
        at = event.position().toPoint()
        column = self.rowAt(at.y()) if self.grid.table.transposed else self.columnAt(at.x())
        return column if self.grid.column(column) is not None else -1

    def _mark(self, column: int) -> None:
        for header in (self._across, self._down):
            marked = column if header.tells_uses() else -1
            if header.marked != marked:
                header.marked = marked
                header.viewport().update()
