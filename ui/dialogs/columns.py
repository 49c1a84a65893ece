"""Which columns a table has, and in which order."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio.text import _
from ui.dialogs.answering import answers, asked_in
from ui.models.columns import BASIC, column_of
from ui.on_screen import resize_on_screen
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button
from ui.widgets.parts import label as text_label


class Columns(QDialog):
    """Ticked columns are shown, from top to bottom as from left to right; the title is always there."""

    def __init__(self, chosen: Sequence[str], others: Sequence[str], parent: QWidget | None = None) -> None:
        """``others`` are those that are not shown now."""
        super().__init__(parent)
        self._known = (*chosen, *others)
        self.setWindowTitle(_("Columns"))
        self.setMinimumWidth(420)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Columns"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._fill(chosen)
        self._up = button(_("Move up"), "chevron-up", slot=lambda: self._move(-1))
        self._down = button(_("Move down"), "chevron-down", slot=lambda: self._move(1))
        reset = button(_("As at first"), slot=lambda: self._fill(BASIC))
        side = QVBoxLayout()
        side.setSpacing(SIZES.space_2)
        for one in (self._up, self._down, reset):
            side.addWidget(one)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(SIZES.space_3)
        row.addWidget(self.list, 1)
        row.addLayout(side)
        buttons, _show = answers(self, _("Show these"))
        layout = asked_in(self, SIZES.space_3)
        layout.addWidget(text_label(_("Tick what is shown and put it in order."), FontRole.SMALL, "muted", wrap=True))
        layout.addLayout(row)
        layout.addWidget(buttons)
        resize_on_screen(self, 460, 580)
        self.list.currentRowChanged.connect(self._judge)
        self.list.setCurrentRow(0)
        self._judge()

    def chosen(self) -> tuple[str, ...]:
        """The ticked columns in their order."""
        items = [self.list.item(n) for n in range(self.list.count())]
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def _fill(self, chosen: Sequence[str]) -> None:
        self.list.clear()
        rest = [key for key in self._known if key not in chosen]
        for key in (*chosen, *rest):
            item = QListWidgetItem(column_of(key).heading)
            item.setData(Qt.ItemDataRole.UserRole, key)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
            item.setFlags(flags if key == "title" else flags | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if 0 <= row < self.list.count() and 0 <= row + step < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + step, item)
            self.list.setCurrentRow(row + step)

    @Slot()
    @Slot(int)
    def _judge(self, _row: int = 0) -> None:
        row = self.list.currentRow()
        self._up.setEnabled(row > 0)
        self._down.setEnabled(0 <= row < self.list.count() - 1)

    @classmethod
    def ask(cls, chosen: Sequence[str], others: Sequence[str], parent: QWidget | None = None) -> tuple[str, ...] | None:
        """The columns as wanted, or None when all stays as it is."""
        dialog = cls(chosen, others, parent)
        found = dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return found
