"""A small table one adds rows to, writes in and takes rows out of: deliverables, money by year, links."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio.model.change import Fields, Value
from kpkportfolio.text import _
from ui.models.parsing import Refused
from ui.models.roles import CellKind, Role
from ui.theme.tokens import SIZES
from ui.widgets.editors import CellEditing
from ui.widgets.parts import button
from ui.widgets.table_header import TableHeader
from ui.widgets.table_setup import dress

_ID = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the small table.

    Attributes:
        name: the field it holds.
        title: its heading.
        read: the value a text means; raises Refused.
        write: the text of a value.
        choices: words to choose from; None is written freely.
        free: whether words may be new ones.
        figure: whether it is set right.
        width: px; 0 takes what is left.
        required: whether a row cannot be without it.
        start: the text a new row begins with.
    """

    name: str
    title: str
    read: Callable[[str], Value]
    write: Callable[[Value], str]
    choices: Sequence[str] | None = None
    free: bool = False
    figure: bool = False
    width: int = 0
    required: bool = False
    start: str = ""


class RowsEditor(QWidget):
    """Rows of one entity.

    Signals:
        changed: something was written, added or removed.
    """

    changed = Signal()

    def __init__(self, name: str, fields: Sequence[Field], add: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = fields
        self.table = _Table(0, len(fields))
        self.table.setAccessibleName(name)
        editing = CellEditing(self.table)
        editing.check = self._check
        editing.choices = lambda index: fields[index.column()].choices
        editing.free = lambda index: fields[index.column()].free
        dress(self.table, editing)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(
            trigger.DoubleClicked | trigger.SelectedClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed
        )
        header = TableHeader(self.table)
        self.table.setHorizontalHeader(header)
        header.setSectionsClickable(False)
        header.setSectionsMovable(False)
        for number, field in enumerate(fields):
            head = QTableWidgetItem(field.title)
            side = Qt.AlignmentFlag.AlignRight if field.figure else Qt.AlignmentFlag.AlignLeft
            head.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            self.table.setHorizontalHeaderItem(number, head)
            least = header.sectionSizeFromContents(number).width()
            if field.width:
                self.table.setColumnWidth(number, max(field.width, least))
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self.add_button = button(add, "plus", slot=self.add)
        self.remove_button = button(_("Remove"), "minus", slot=self.remove)
        below = QHBoxLayout()
        below.setSpacing(SIZES.space_2)
        below.addWidget(self.add_button)
        below.addWidget(self.remove_button)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.space_2)
        column.addWidget(self.table, 1)
        column.addLayout(below)
        self.table.itemChanged.connect(lambda _item: self.changed.emit())
        self.table.removed.connect(self.remove)

    def show_rows(self, rows: Mapping[str, Fields]) -> None:
        """Show these, by id."""
        self.table.setRowCount(0)
        for id_, row in rows.items():
            self._append(id_, [field.write(row.get(field.name)) for field in self.fields])

    def add(self) -> None:
        """A new row, with the cursor in it."""
        self._append(None, [field.start for field in self.fields])
        row = self.table.rowCount() - 1
        self.table.setCurrentCell(row, 0)
        self.table.setFocus()
        self.table.edit(self.table.model().index(row, 0))
        self.changed.emit()

    def remove(self) -> None:
        """Take the current row out."""
        row = self.table.currentRow()
        if row >= 0:
            self.table.removeRow(row)
            self.changed.emit()

    def set_text(self, row: int, name: str, text: str) -> None:
        """Write a cell, as typing does."""
        column = next(n for n, field in enumerate(self.fields) if field.name == name)
        self._item(row, column).setText(text)

    def rows(self) -> list[tuple[str | None, dict[str, Value]]]:
        """The rows as they are wanted. Empty new ones are left out.

        Raises:
            Refused: a text means nothing; says which row.
        """
        found: list[tuple[str | None, dict[str, Value]]] = []
        for row in range(self.table.rowCount()):
            texts = [self._item(row, column).text() for column in range(len(self.fields))]
            written = zip(self.fields, texts, strict=True)
            if all(not text.strip() or text == field.start for field, text in written):
                continue
            values: dict[str, Value] = {}
            for field, text in zip(self.fields, texts, strict=True):
                try:
                    values[field.name] = field.read(text)
                except Refused as refused:
                    raise Refused(f"{self.table.accessibleName()}, {field.title}: “{text}”. {refused}") from refused
                if field.required and values[field.name] is None:
                    raise Refused(
                        _("{what}: “{field}” is missing in row {n}.").format(
                            what=self.table.accessibleName(), field=field.title, n=row + 1
                        )
                    )
            found.append((self._item(row, 0).data(_ID), values))
        return found

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self.table.item(row, column)
        assert item is not None
        return item

    def _append(self, id_: str | None, texts: Sequence[str]) -> None:
        before = self.table.blockSignals(True)
        row = self.table.rowCount()
        self.table.insertRow(row)
        for column, (field, text) in enumerate(zip(self.fields, texts, strict=True)):
            item = QTableWidgetItem(text)
            if column == 0:
                item.setData(_ID, id_)
            if field.figure:
                item.setData(Role.KIND, int(CellKind.NUMBER))
            self.table.setItem(row, column, item)
        self.table.blockSignals(before)
        self.table.viewport().update()

    def _check(self, index: QModelIndex, text: str) -> str:
        try:
            self.fields[index.column()].read(text)
        except Refused as refused:
            return str(refused)
        return ""


class _Table(QTableWidget):
    """Delete takes the row out; Tab goes from cell to cell; a refused text stays."""

    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        delegate = self.itemDelegate()
        revert = QAbstractItemDelegate.EndEditHint.RevertModelCache
        if isinstance(delegate, CellEditing) and delegate.refusing and hint != revert:
            editor.setFocus()
        else:
            super().closeEditor(editor, hint)
