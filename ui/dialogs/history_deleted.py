"""Initiatives that were deleted, latest first, each to be restored with all that was its own."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QTreeWidgetItem, QVBoxLayout, QWidget

from kpkportfolio.store.older import Deleted, deleted_initiatives, restoring
from kpkportfolio.text import _, format_number, format_time, ngettext
from ui.dialogs.history_lists import HistoryList
from ui.dialogs.history_undo import undo_after_asking
from ui.dialogs.message import tell_error
from ui.on_screen import resize_on_screen
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button
from ui.widgets.parts import label as text_label
from ui.widgets.tool_row import SearchField

if TYPE_CHECKING:
    from ui.session import Session

_MOST = 500
"""What is listed at once; typing finds the others."""


class DeletedInitiatives(QDialog):
    """Read off the UI thread; follows what happens meanwhile."""

    def __init__(self, session: "Session", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._turn = 0
        self.setWindowTitle(_("Deleted initiatives"))
        resize_on_screen(self, 820, 480)
        self.search = SearchField(parent=self)
        self.list = HistoryList([_("Initiative"), _("When"), _("Who"), _("Operation")], _("Deleted initiatives"))
        self.list.setRootIsDecorated(False)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 140), (2, 140), (3, 220)):
            self.list.setColumnWidth(column, width)
        self.note = text_label("", FontRole.SMALL, "muted", wrap=True)
        self.restore_button = button(_("Restore…"), "undo", "primary", self.restore)
        close = button(_("Close"), slot=self.reject)
        for one in (self.restore_button, close):
            one.setAutoDefault(False)
        below = QHBoxLayout()
        below.setSpacing(SIZES.space_2)
        below.addWidget(self.note, 1)
        below.addWidget(self.restore_button)
        below.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_4, SIZES.space_4, SIZES.space_4, SIZES.space_3)
        layout.setSpacing(SIZES.space_3)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addLayout(below)
        self.search.searched.connect(self._read)
        self.list.itemActivated.connect(self.restore)
        self.list.currentItemChanged.connect(self._judge)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.focus)
        session.committed.connect(self._read)
        session.destroyed.connect(self.close)
        self.list.setFocus()
        self._judge()
        self._read()

    @Slot()
    @Slot(object)
    def _read(self, _committed: object = None) -> None:
        self._turn += 1
        turn, portfolio, text = self._turn, self._session.portfolio, self.search.text()

        def show(found: list[Deleted]) -> None:
            if turn == self._turn:
                self._show(found)

        self._session.tasks.run(
            self, lambda _progress: deleted_initiatives(portfolio, _MOST, text), show, partial(tell_error, self)
        )

    def _show(self, found: list[Deleted]) -> None:
        self.list.clear()
        for one in found:
            line = QTreeWidgetItem([one.title, format_time(one.entry.at), one.entry.by, one.entry.name])
            line.setData(0, Qt.ItemDataRole.UserRole, one.id)
            for column in (0, 3):
                line.setToolTip(column, line.text(column))
            self.list.addTopLevelItem(line)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        n = len(found)
        if n == _MOST:
            words = _("The latest {n} are shown; type to find others.").format(n=format_number(n))
        elif n:
            words = ngettext("{n} deleted initiative", "{n} deleted initiatives", n).format(n=format_number(n))
        else:
            words = (
                _("Nothing that was deleted is called so.") if self.search.text() else _("Nothing has been deleted.")
            )
        self.note.setText(words)
        self._judge()

    @Slot()
    def _judge(self, *_items: object) -> None:
        self.restore_button.setEnabled(self.list.currentItem() is not None)

    @Slot()
    def restore(self, *_item: object) -> None:
        """Show what comes back and what does not, then bring it back."""
        item = self.list.currentItem()
        if item is None:
            return
        id_ = str(item.data(0, Qt.ItemDataRole.UserRole))
        undo_after_asking(self._session, self, lambda portfolio: restoring(portfolio, id_))

    @classmethod
    def show_for(cls, session: "Session", parent: QWidget) -> "DeletedInitiatives":
        """Show it and go on."""
        dialog = cls(session, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        return dialog
