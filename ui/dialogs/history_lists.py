"""The lists of the history's windows: rows as high as the tables', and what one operation changed, field by field."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from kpkportfolio.model.change import Change
from kpkportfolio.model.words import entity_words, field_words, value_words
from kpkportfolio.text import _
from ui.theme.theme import row_pixels

if TYPE_CHECKING:
    from kpkportfolio.store.journal import HistoryLine
    from ui.session import Session

MOST_CHANGES = 500
"""Rows of one operation that are listed; an import may have tens of thousands."""
_LONGEST = 300


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


class HistoryList(QTreeWidget):
    """A list with headings whose rows nobody edits."""

    def __init__(self, headings: Sequence[str], name: str) -> None:
        super().__init__()
        self.setHeaderLabels(list(headings))
        self.setAccessibleName(name)
        self.setUniformRowHeights(True)
        self.setItemDelegate(_Line(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class ChangeList(HistoryList):
    """What one operation changed: each row under a heading, its fields before and after."""

    def __init__(self, session: "Session") -> None:
        super().__init__([_("Field"), _("Before"), _("After")], _("What changed"))
        self._session = session
        self.setColumnWidth(0, 280)
        self.setColumnWidth(1, 280)

    def show_changes(self, found: "Sequence[HistoryLine]") -> None:
        """Shows the first of them, :data:`MOST_CHANGES` at most."""
        self.clear()
        names = self._names_of([line.change for line in found])
        for line in found[:MOST_CHANGES]:
            change = line.change
            before, after = change.before or {}, change.after or {}
            head = QTreeWidgetItem([self._heading(line)])
            self.addTopLevelItem(head)
            head.setFirstColumnSpanned(True)
            for field in {**before, **after}:
                words = [value_words(change.entity, field, side.get(field)) for side in (before, after)]
                if any(words):
                    named = [names.get(text, text) for text in words]
                    told = QTreeWidgetItem([field_words(field), *(text[:_LONGEST] for text in named)])
                    told.setToolTip(1, named[0])
                    told.setToolTip(2, named[1])
                    head.addChild(told)
        self.expandAll()

    def _heading(self, line: "HistoryLine") -> str:
        change, what = line.change, entity_words(line.change.entity)
        own = self._session.by_id.get(change.id)
        name = line.row or (own.title if own is not None else "")
        deed = _("added") if change.before is None else _("deleted") if change.after is None else _("changed")
        return f"{what} {deed}: {name}" if name else f"{what} {deed}"

    def _names_of(self, found: Sequence[Change]) -> dict[str, str]:
        """The names of what ids stand for: of what the operation itself made or took away, and of what is there now."""
        names: dict[str, str] = {}
        for change in found:
            told = {**(change.before or {}), **(change.after or {})}
            if name := told.get("title") or told.get("name"):
                names[change.id] = str(name)
        contents = self._session.contents
        for rows in (contents.organisations, contents.programmes, contents.registers, contents.services):
            names.update((one.id, one.name) for one in rows)
        names.update((id_, row.title) for id_, row in self._session.by_id.items())
        # meetings and groups are few, and no page keeps them at hand
        for entity, field in (("meeting", "meeting_id"), ("steering_group", "steering_group_id")):
            sides = [side for change in found for side in (change.before, change.after) if side]
            ids = sorted({str(side[field]) for side in sides if side.get(field)} - names.keys())
            if ids:
                known = self._session.portfolio.records(entity, id=ids)
                names.update((id_, str(row["name"])) for id_, row in known.items())
        return names
