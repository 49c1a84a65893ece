"""The journal as a person reads it: every operation, who and when, and for the chosen one what changed, per field."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QSplitter,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio.model.change import Change
from kpkportfolio.model.words import entity_words, field_words, value_words
from kpkportfolio.text import _, format_number, format_time
from ui.dialogs.message import tell_error
from ui.theme.theme import row_pixels
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button
from ui.widgets.parts import label as text_label

if TYPE_CHECKING:
    from kpkportfolio.store.journal import Entry
    from ui.session import Session

_ENTRIES = 500
_MOST_CHANGES = 500
"""Rows of one operation that are listed; an import may have tens of thousands."""
_LONGEST = 300


class History(QDialog):
    """Lists the latest operations; both lists are read off the UI thread."""

    def __init__(self, session: "Session", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(_("History"))
        self.resize(900, 600)
        self.operations = _list([_("When"), _("Who"), _("What"), _("Why"), _("Changes")], _("Operations"))
        self.operations.setRootIsDecorated(False)
        header = self.operations.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 140), (1, 140), (3, 200), (4, 88)):
            self.operations.setColumnWidth(column, width)
        self.changes = _list([_("Field"), _("Before"), _("After")], _("What changed"))
        self.changes.setColumnWidth(0, 280)
        self.changes.setColumnWidth(1, 280)
        self.note = text_label(_("Choose an operation to see what it changed."), FontRole.SMALL, "muted")
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(1)
        splitter.addWidget(self.operations)
        splitter.addWidget(self.changes)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        close = button(_("Close"), slot=self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_4, SIZES.space_4, SIZES.space_4, SIZES.space_3)
        layout.setSpacing(SIZES.space_3)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.note)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.operations.currentItemChanged.connect(self._chosen)
        session.committed.connect(self._read)
        session.destroyed.connect(self.close)
        self._read()

    @Slot()
    @Slot(object)
    def _read(self, _committed: object = None) -> None:
        portfolio = self._session.portfolio
        self._session.tasks.run(
            self, lambda _progress: portfolio.operations(_ENTRIES), self._show, lambda error: tell_error(self, error)
        )

    def _show(self, entries: "list[Entry]") -> None:
        self.operations.clear()
        for entry in entries:
            line = QTreeWidgetItem(
                [format_time(entry.at), entry.by, entry.name, entry.why or "", format_number(entry.changes)]
            )
            line.setTextAlignment(4, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            line.setData(0, Qt.ItemDataRole.UserRole, entry.seq)
            line.setToolTip(2, entry.name)
            line.setToolTip(3, entry.why or "")
            self.operations.addTopLevelItem(line)
        first = self.operations.topLevelItem(0)
        if first is not None:
            self.operations.setCurrentItem(first)
        else:
            self.note.setText(_("Nothing has been done in this portfolio yet."))

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _chosen(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        seq = int(item.data(0, Qt.ItemDataRole.UserRole))
        portfolio = self._session.portfolio

        def show(found: list[Change]) -> None:
            current = self.operations.currentItem()
            if current is not None and current.data(0, Qt.ItemDataRole.UserRole) == seq:
                self._show_changes(found)

        self._session.tasks.run(
            self, lambda _progress: portfolio.changes_of(seq), show, lambda error: tell_error(self, error)
        )

    def _show_changes(self, found: list[Change]) -> None:
        self.changes.clear()
        for change in found[:_MOST_CHANGES]:
            before, after = change.before or {}, change.after or {}
            head = QTreeWidgetItem([self._heading(change)])
            self.changes.addTopLevelItem(head)
            head.setFirstColumnSpanned(True)
            for field in {**before, **after}:
                words = [value_words(change.entity, field, side.get(field)) for side in (before, after)]
                if any(words):
                    named = [self._named(text) for text in words]
                    line = QTreeWidgetItem([field_words(field), *(text[:_LONGEST] for text in named)])
                    line.setToolTip(1, named[0])
                    line.setToolTip(2, named[1])
                    head.addChild(line)
        self.changes.expandAll()
        left = len(found) - _MOST_CHANGES
        self.note.setText(_("{n} more rows changed in the same operation.").format(n=format_number(left)))
        self.note.setVisible(left > 0)

    def _heading(self, change: Change) -> str:
        what = entity_words(change.entity)
        told = {**(change.before or {}), **(change.after or {})}
        own = self._session.by_id.get(change.id)
        name = told.get("title") or told.get("name") or (own.title if own is not None else "")
        deed = _("added") if change.before is None else _("deleted") if change.after is None else _("changed")
        return f"{what} {deed}: {name}" if name else f"{what} {deed}"

    def _named(self, text: str) -> str:
        """An id of something that is there now, by its name."""
        row = self._session.by_id.get(text)
        if row is not None:
            return row.title
        contents = self._session.contents
        for rows in (contents.organisations, contents.programmes, contents.registers, contents.services):
            for one in rows:
                if one.id == text:
                    return one.name
        return text

    @classmethod
    def show_for(cls, session: "Session", parent: QWidget) -> "History":
        """Show it and go on; it follows what happens meanwhile."""
        dialog = cls(session, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        return dialog


class _Line(QStyledItemDelegate):
    """Rows as high as the tables', text under its heading."""

    _INSET = 5

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), row_pixels())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        style = drawn.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, drawn, painter, drawn.widget)
        drawn.rect.adjust(self._INSET, 0, -self._INSET, 0)
        drawn.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, drawn.widget)


def _list(headings: list[str], name: str) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setHeaderLabels(headings)
    tree.setAccessibleName(name)
    tree.setUniformRowHeights(True)
    tree.setItemDelegate(_Line(tree))
    tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return tree
