"""Tables of the preview: virtual models over plain lists, so that 20 000 rows cost nothing until they are looked at."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTableView, QWidget

from kpkportfolio.exports.csv_file import defused
from ui.models.roles import CellKind, Role
from ui.theme import icons
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.cells import CellDelegate
from ui.widgets.table_header import TableHeader
from ui.widgets.table_setup import dress, set_title_heights

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
MARK = int(Qt.ItemDataRole.UserRole) + 40
"""``(icon, tint)`` drawn before a cell's words, or None."""
MARK_ROOM = 22
"""What a mark takes of its cell, px."""
_LEAST_GIVEN = 72
_MOST_WRAPPED = 3000
"""Rows whose titles are measured for a second line; about 30 ms."""


class Column(NamedTuple):
    """A column over rows of any kind.

    Attributes:
        text: the words of a row's cell.
        width: at first, logical px; the stretching column's least.
        value: what ``CellKind.STATUS`` is drawn by.
        muted: the words that are set muted.
        mark: icon and tint before the words.
        unit: on the header's second line.
    """

    title: str
    text: Callable[[Any], str]
    width: int
    kind: CellKind = CellKind.TEXT
    value: Callable[[Any], object] = lambda _row: None
    muted: str = ""
    mark: Callable[[Any], tuple[str, str] | None] | None = None
    unit: str = ""


class ListModel(QAbstractTableModel):
    """A list of rows, which is replaced as a whole."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self.rows: Sequence[Any] = []

    def show(self, rows: Sequence[Any]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role == _DISPLAY:
            # one line a row: what is broken over lines in the file is read on
            return " ".join(column.text(row).split("\n"))
        if role == Role.KIND:
            return column.kind
        if role == Role.STATUS and column.kind is CellKind.STATUS:
            return column.value(row)
        if role == Role.MUTED:
            return bool(column.muted) and column.text(row) == column.muted
        if role == MARK and column.mark is not None:
            return column.mark(row)
        if role == int(Qt.ItemDataRole.TextAlignmentRole) and column.kind is CellKind.NUMBER:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return self.columns[section].title
        if role == Role.SECOND_LINE:
            return self.columns[section].unit
        if role == int(Qt.ItemDataRole.TextAlignmentRole) and self.columns[section].kind is CellKind.NUMBER:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


def shared(wanted: Sequence[int], room: int) -> list[int]:
    """Widths for columns that want so many px: too little is shared so that the narrow stay whole."""
    given, left = dict.fromkeys(range(len(wanted)), 0), max(0, room)
    for number, at in enumerate(sorted(given, key=lambda at: wanted[at])):
        given[at] = min(wanted[at], left // (len(wanted) - number))
        left -= given[at]
    return list(given.values())


class MarkDelegate(CellDelegate):
    """Draws a mark before the words of the cells that have one: a shape beside the word, never instead of it."""

    def _text(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, index: Index, kind: CellKind) -> None:
        super()._text(painter, option, _marked(painter, area, index), index, kind)

    def _title(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, index: Index) -> None:
        super()._title(painter, option, _marked(painter, area, index), index)


def _marked(painter: QPainter, area: QRect, index: Index) -> QRect:
    mark = index.data(MARK)
    if not mark:
        return area
    name, tint = mark
    picture = icons.pixmap(name, tint, SIZES.icon, painter.device().devicePixelRatioF())
    painter.drawPixmap(area.left(), area.center().y() - SIZES.icon // 2 + 1, picture)
    return area.adjusted(MARK_ROOM, 0, 0, 0)


class PreviewTable(QTableView):
    """A table whose one column takes the room that is left; Ctrl+C copies the selected rows.

    Long titles (``CellKind.TITLE``) take two lines, unless the rows are so many that measuring would be felt.
    """

    def __init__(self, model: ListModel, name: str, stretch: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stretch = stretch
        self._least = model.columns[stretch].width
        self._titles = [at for at, column in enumerate(model.columns) if column.kind is CellKind.TITLE]
        self._wrapped: tuple[int, int] | None = None
        last = len(model.columns) - 1
        self._giving = {} if last == stretch else {last: model.columns[last].width}
        self.setModel(model)
        dress(self, MarkDelegate(self))
        header = TableHeader()
        if not any(column.unit for column in model.columns):
            header.setFixedHeight(SIZES.row + SIZES.space_1)
        header.setSectionsMovable(False)
        header.setSectionsClickable(False)
        self.setHorizontalHeader(header)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        for column, told in enumerate(model.columns):
            self.setColumnWidth(column, told.width)
        header.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fill()

    def go_to(self, row: int) -> None:
        """Stand on a row, and on it alone whatever keys are held: Ctrl+Enter shows a new list while Ctrl is down."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.model().index(row, 0), flags)

    def give(self, wanted: Mapping[int, int], least: int | None = None) -> None:
        """Let columns that want so many px have less where there is little room; otherwise the last one gives way.
        The stretching column keeps ``least`` px as far as headings let it; None is what it had at first."""
        self._giving = dict(wanted)
        if least is not None:
            self._least = least

    def fill(self) -> None:
        """Give the stretching column what the others leave."""
        header, model = self.horizontalHeader(), self.model()
        if not isinstance(model, ListModel):
            return
        giving = {at: wanted for at, wanted in self._giving.items() if not self.isColumnHidden(at)}
        others = sum(
            header.sectionSize(column)
            for column in range(header.count())
            if column != self._stretch and column not in giving and not self.isColumnHidden(column)
        )
        room = self.viewport().width() - others
        # texts give way before anything has to be scrolled to
        for column, width in zip(giving, shared([*giving.values()], room - self._least), strict=True):
            self.setColumnWidth(column, max(min(_LEAST_GIVEN, giving[column]), width))
            # the heading may keep it wider
            room -= self.columnWidth(column)
        self.setColumnWidth(self._stretch, max(model.columns[self._stretch].width, room))
        self._wrap(model)

    def _wrap(self, model: ListModel) -> None:
        if not self._titles or len(model.rows) > _MOST_WRAPPED:
            return
        column = min(self._titles, key=self.columnWidth)
        wrapped = (id(model.rows), self.columnWidth(column))
        if wrapped != self._wrapped:
            self._wrapped = wrapped
            texts = [max((model.columns[at].text(row) for at in self._titles), key=len) for row in model.rows]
            set_title_heights(self, texts, column)

    def widen(self, column: int, texts: Sequence[str], beside: int = 0) -> None:
        """Make a column as wide as the longest of some texts, with so many px beside it for a mark."""
        self.setColumnWidth(column, self.width_for(column, texts, beside))

    def width_for(self, column: int, texts: Sequence[str], beside: int = 0) -> int:
        """How wide a column would have to be for its heading and these texts, px."""
        metrics = QFontMetricsF(font(FontRole.BODY))
        room = max((metrics.horizontalAdvance(text) for text in texts), default=0) + 2 * SIZES.cell_inset + 2 + beside
        return round(max(room, self.horizontalHeader().sectionSizeFromContents(column).width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy([index.row() for index in self.selectionModel().selectedRows()])
        else:
            super().keyPressEvent(event)

    def copy(self, rows: Sequence[int] | None = None) -> None:
        """Put rows, or all of them, on the clipboard as a spreadsheet takes them."""
        model = self.model()
        if not isinstance(model, ListModel):
            return
        wanted = range(model.rowCount()) if rows is None else sorted(rows)
        columns = [column for column in range(len(model.columns)) if not self.isColumnHidden(column)]
        lines = ["\t".join(_heading(model.columns[column]) for column in columns)]
        lines += ["\t".join(_cell(model.columns[column].text(model.rows[row])) for column in columns) for row in wanted]
        QGuiApplication.clipboard().setText("\n".join(lines))


def _cell(text: str) -> str:
    return defused(" ".join(text.split()))


def _heading(column: Column) -> str:
    return f"{column.title}, {column.unit}" if column.unit else column.title
