"""The journal as a person reads it: every operation, who and when, and for the chosen one what changed, per field.

Any operation can be undone from here, however old, and what was deleted restored.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QSplitter, QTreeWidgetItem, QVBoxLayout, QWidget

from kpkportfolio.store.looking_back import find_operations, lines_of, people
from kpkportfolio.store.older import undoing
from kpkportfolio.text import _, format_number, format_time
from ui.dialogs.history_filters import HistoryFilters
from ui.dialogs.history_lists import MOST_CHANGES, ChangeList, HistoryList
from ui.dialogs.history_undo import undo_after_asking
from ui.dialogs.message import tell_error
from ui.on_screen import resize_on_screen
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button
from ui.widgets.parts import label as text_label

if TYPE_CHECKING:
    from kpkportfolio.store.journal import Entry, HistoryLine
    from ui.session import Session

_PAGE = 200
"""Operations read at once; the next ones when the end comes into sight."""
_AHEAD = 20
"""How near to the end of the list the next page is read, rows."""
_SEQ, _ROWS = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class History(QDialog):
    """Lists operations, all or those that touched one initiative; everything is read off the UI thread."""

    def __init__(self, session: "Session", parent: QWidget | None = None, initiative_id: str | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._turn = 0
        self._reading = self._complete = False
        row = session.by_id.get(initiative_id or "")
        self.setWindowTitle(_("History") if row is None else _("History: {name}").format(name=row.title))
        resize_on_screen(self, 1040, 640)
        self.filters = HistoryFilters(initiative_id, parent=self)
        headings = [_("No."), _("When"), _("Who"), _("What"), _("Why"), _("Changes")]
        self.operations = HistoryList(headings, _("Operations"))
        self.operations.setRootIsDecorated(False)
        header = self.operations.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 64), (1, 140), (2, 140), (4, 240), (5, 88)):
            self.operations.setColumnWidth(column, width)
        self.changes = ChangeList(session)
        self.note = text_label(_("Choose an operation to see what it changed."), FontRole.SMALL, "muted")
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(1)
        splitter.addWidget(self.operations)
        splitter.addWidget(self.changes)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        self.undo_button = button(_("Undo this operation…"), "undo", slot=self.undo)
        self.deleted_button = button(_("Deleted initiatives…"), slot=self.show_deleted)
        below = QHBoxLayout()
        below.setSpacing(SIZES.space_2)
        below.addWidget(self.note, 1)
        for one in (self.undo_button, self.deleted_button, button(_("Close"), slot=self.reject)):
            # Enter is the list's
            one.setAutoDefault(False)
            below.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_4, SIZES.space_4, SIZES.space_4, SIZES.space_3)
        layout.setSpacing(SIZES.space_3)
        layout.addWidget(self.filters)
        layout.addWidget(splitter, 1)
        layout.addLayout(below)
        self.filters.changed.connect(self._begin)
        self.operations.currentItemChanged.connect(self._chosen)
        self.operations.itemActivated.connect(self.undo)
        self.operations.verticalScrollBar().valueChanged.connect(self._near_end)
        session.committed.connect(self._follow)
        session.destroyed.connect(self.close)
        self.operations.setFocus()
        self._begin()

    # --- reading --------------------------------------------------------------------------------------------------

    @Slot()
    def _begin(self) -> None:
        """Read from the latest on, and who has done something."""
        self._turn += 1
        self._reading, self._complete = False, False
        portfolio = self._session.portfolio
        self._session.tasks.run(
            self, lambda _progress: people(portfolio), self.filters.set_people, partial(tell_error, self)
        )
        self._read_on(None)

    def _read_on(self, before: int | None) -> None:
        if self._reading or self._complete:
            return
        self._reading = True
        turn, portfolio, sought = self._turn, self._session.portfolio, self.filters.sought

        def show(found: "list[Entry]") -> None:
            if turn != self._turn:
                return
            self._reading, self._complete = False, len(found) < _PAGE
            if before is None:
                self.operations.clear()
                self.changes.clear()
            self.operations.addTopLevelItems([_line(entry) for entry in found])
            if before is None:
                self._begun(bool(found))

        self._session.tasks.run(
            self,
            lambda _progress: find_operations(portfolio, sought, _PAGE, before=before),
            show,
            partial(tell_error, self),
        )

    def _begun(self, some: bool) -> None:
        self.undo_button.setEnabled(some)
        first = self.operations.topLevelItem(0)
        if first is not None:
            self.operations.setCurrentItem(first)
            return
        nothing = _("Nothing has been done in this portfolio yet.")
        self.note.setText(nothing if self.filters.untouched else _("Nothing that was done is like that."))

    @Slot()
    def _near_end(self) -> None:
        count = self.operations.topLevelItemCount()
        lowest = self.operations.itemAt(0, self.operations.viewport().height() - 1)
        if count and (lowest is None or self.operations.indexOfTopLevelItem(lowest) >= count - _AHEAD):
            last = self.operations.topLevelItem(count - 1)
            assert last is not None
            self._read_on(int(last.data(0, _SEQ)))

    @Slot(object)
    def _follow(self, _committed: object) -> None:
        """Put what has been done meanwhile above; what is being read stays where it is."""
        first = self.operations.topLevelItem(0)
        if first is None:
            self._begin()
            return
        turn, portfolio, sought, after = self._turn, self._session.portfolio, self.filters.sought, first.data(0, _SEQ)

        def show(found: "list[Entry]") -> None:
            latest = self.operations.topLevelItem(0)
            if turn == self._turn and latest is not None and latest.data(0, _SEQ) == after:
                self.operations.insertTopLevelItems(0, [_line(entry) for entry in found])

        self._session.tasks.run(
            self,
            lambda _progress: find_operations(portfolio, sought, _PAGE, after=after),
            show,
            partial(tell_error, self),
        )

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _chosen(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        seq, rows = int(item.data(0, _SEQ)), int(item.data(0, _ROWS))
        portfolio, sought = self._session.portfolio, self.filters.sought

        def show(found: "list[HistoryLine]") -> None:
            current = self.operations.currentItem()
            if current is not None and current.data(0, _SEQ) == seq:
                self.changes.show_changes(found)
                left = rows - len(found)
                more = _("{n} more rows changed in the same operation.").format(n=format_number(left))
                self.note.setText(more if left > 0 else "")

        self._session.tasks.run(
            self,
            lambda _progress: lines_of(portfolio, seq, sought, MOST_CHANGES),
            show,
            partial(tell_error, self),
        )
        self._near_end()

    # --- what one does here ---------------------------------------------------------------------------------------

    @Slot()
    def undo(self, *_item: object) -> None:
        """Show what undoing the chosen operation does now, and do it when that is wanted."""
        item = self.operations.currentItem()
        if item is not None:
            seq = int(item.data(0, _SEQ))
            undo_after_asking(self._session, self, lambda portfolio: undoing(portfolio, seq))

    def show_deleted(self) -> None:
        """What was deleted, to be restored."""
        from ui.dialogs.history_deleted import DeletedInitiatives

        DeletedInitiatives.show_for(self._session, self)

    @classmethod
    def show_for(cls, session: "Session", parent: QWidget, initiative_id: str | None = None) -> "History":
        """Show it and go on; it follows what happens meanwhile."""
        dialog = cls(session, parent, initiative_id)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        return dialog


def _line(entry: "Entry") -> QTreeWidgetItem:
    words = [str(entry.seq), format_time(entry.at), entry.by, entry.name, entry.reason, format_number(entry.changes)]
    line = QTreeWidgetItem(words)
    for column in (0, 5):
        line.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    line.setData(0, _SEQ, entry.seq)
    line.setData(0, _ROWS, entry.changes)
    line.setToolTip(3, entry.name)
    line.setToolTip(4, entry.reason)
    return line
