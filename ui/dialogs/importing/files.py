"""The list of the files of one import, at the left of the preview when there are several."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QWidget

from kpkportfolio.text import _
from ui.dialogs.importing import words
from ui.dialogs.importing.file import File, State
from ui.dialogs.importing.tables import MARK, MARK_ROOM, MarkDelegate
from ui.models.roles import CellKind, Role
from ui.theme.theme import font, row_pixels
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.cells import FIRST_INSET
from ui.widgets.table_setup import dress

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_BESIDE_NAME = MARK_ROOM + FIRST_INSET + SIZES.cell_inset + 2
"""Px of a row that are not the name's."""


def mark(file: File) -> tuple[str, str]:
    """Icon and tint: done, in order, with problems, held back, or not there yet."""
    if file.state is State.REFUSED or file.held_back:
        return "error", "danger"
    if file.state is State.DONE:
        return "check", "ok"
    if file.state is not State.READY:
        return "more", "muted"
    return ("warning", "warn") if file.preview and file.preview.problems else ("check", "muted")


class _FilesModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.files: list[File] = []
        self.room = 0

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.files)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        file = self.files[index.row()]
        if role == _DISPLAY:
            # files of one register differ at the end of their names
            metrics = QFontMetricsF(font(FontRole.BODY))
            return metrics.elidedText(file.path.name, Qt.TextElideMode.ElideMiddle, self.room)
        if role == Role.SECOND_LINE:
            return words.file_line(file)
        if role == Role.KIND:
            return CellKind.TITLE
        if role == MARK:
            return mark(file)
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return str(file.path)
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return f"{file.path.name}, {words.file_line(file)}"
        return None


class _TwoLines(MarkDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, row_pixels(2))


class FileList(QListView):
    """Files in the order they are imported.

    Signals:
        chosen(File): another one is current.
        unwanted(File): the Delete key was pressed on it.
    """

    chosen = Signal(object)
    unwanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _FilesModel(self)
        self.setModel(self._model)
        dress(self, _TwoLines(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setAccessibleName(_("Files"))
        self.selectionModel().currentChanged.connect(self._moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._model.room = self.viewport().width() - _BESIDE_NAME
        self.viewport().update()

    @property
    def wanted_width(self) -> int:
        """Px in which the longest name is whole."""
        metrics = QFontMetricsF(font(FontRole.BODY))
        longest = max((metrics.horizontalAdvance(file.path.name) for file in self._model.files), default=0)
        return round(longest) + _BESIDE_NAME + self.width() - self.viewport().width()

    def show_files(self, files: list[File]) -> None:
        """The files as they are now; the current one stays current."""
        if files != self._model.files:
            current = self.current
            row = self.currentIndex().row()
            self._model.beginResetModel()
            self._model.files = list(files)
            self._model.endResetModel()
            if files:
                self.choose(current if current in files else files[max(0, min(row, len(files) - 1))])
        elif files:
            self._model.dataChanged.emit(self._model.index(0), self._model.index(len(files) - 1))

    @property
    def current(self) -> File | None:
        row = self.currentIndex().row()
        return self._model.files[row] if 0 <= row < len(self._model.files) else None

    def choose(self, file: File | None) -> None:
        """Make a file the current one."""
        if file in self._model.files:
            self.setCurrentIndex(self._model.index(self._model.files.index(file)))

    @Slot()
    def _moved(self, *_indexes: object) -> None:
        if self.current is not None:
            self.chosen.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Delete) and self.current is not None:
            self.unwanted.emit(self.current)
        else:
            super().keyPressEvent(event)
