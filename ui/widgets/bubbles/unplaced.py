"""Lists of what the chart cannot show in its place, each with the reason and what can be done about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kpkportfolio.text import format_number, ngettext
from ui.theme import glyphs
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.text_layout import title_lines

MOST = 200
"""Entries that are listed; how many more there are is said in words."""
_PAD = 7
_INDENT = SIZES.swatch + 8

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Entry:
    """One initiative: its glyph, name, the reason it is here, and the word of what can be done."""

    id: str
    glyph: str
    name: str
    reason: str
    link: str


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: Sequence[Entry] = ()
        self.more = 0

    def show(self, entries: Sequence[Entry], more: int) -> None:
        self.beginResetModel()
        self.entries, self.more = entries, more
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries) + (1 if self.more else 0)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry(index)
        if entry is None:
            if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return ngettext("and {n} more", "and {n} more", self.more).format(n=format_number(self.more))
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (entry.name, entry.reason, entry.link) if part)
        return None

    def entry(self, index: Index) -> Entry | None:
        return self.entries[index.row()] if index.isValid() and index.row() < len(self.entries) else None


class _Delegate(QStyledItemDelegate):
    """A name, under it the reason in small muted words, and the link at the right."""

    def _lines(self, entry: Entry, width: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        room = width - _INDENT
        name = title_lines(entry.name, room, font(FontRole.BODY), 2)
        reason = title_lines(entry.reason, room - self.link_width(entry) - 8, font(FontRole.SMALL), 3)
        return name, reason

    @staticmethod
    def link_width(entry: Entry) -> int:
        return QFontMetrics(font(FontRole.SMALL)).horizontalAdvance(entry.link) + 2 if entry.link else 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        model = index.model()
        assert isinstance(view, EntryList)
        assert isinstance(model, _Model)
        body = QFontMetrics(font(FontRole.BODY)).lineSpacing() + 1
        small = QFontMetrics(font(FontRole.SMALL)).lineSpacing() + 1
        entry = model.entry(index)
        if entry is None:
            return QSize(100, small + 2 * _PAD)
        name, reason = self._lines(entry, view.viewport().width() - 2 * SIZES.page_edge)
        return QSize(100, body * len(name) + small * len(reason) + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Model)
        entry = model.entry(index)
        whole = option.rect
        state = option.state
        rect = whole.adjusted(SIZES.page_edge, 0, -SIZES.page_edge, 0)
        painter.save()
        if state & QStyle.StateFlag.State_MouseOver and entry is not None:
            painter.fillRect(whole, colour("hover"))
        painter.fillRect(QRect(rect.left(), whole.top(), rect.width(), 1), colour("line"))
        small = QFontMetrics(font(FontRole.SMALL)).lineSpacing() + 1
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        top = rect.top() + _PAD
        if entry is None:
            painter.setFont(font(FontRole.SMALL))
            painter.setPen(colour("muted"))
            painter.drawText(QRect(rect.left(), top, rect.width(), small), flags, str(index.data()))
            painter.restore()
            return
        body = QFontMetrics(font(FontRole.BODY)).lineSpacing() + 1
        ratio = painter.device().devicePixelRatio()
        mark = glyphs.named_pixmap(entry.glyph, ratio)
        painter.drawPixmap(QPointF(rect.left(), top + (body - SIZES.swatch) / 2), mark)
        left = rect.left() + _INDENT
        name, reason = self._lines(entry, rect.width())
        painter.setFont(font(FontRole.BODY))
        painter.setPen(colour("text"))
        for line in name:
            painter.drawText(QRect(left, top, rect.right() - left + 1, body), flags, line)
            top += body
        painter.setFont(font(FontRole.SMALL))
        if entry.link:
            painter.setPen(colour("accent"))
            width = self.link_width(entry)
            painter.drawText(QRect(rect.right() - width + 1, top, width + 1, small), flags, entry.link)
        painter.setPen(colour("muted"))
        for line in reason:
            painter.drawText(QRect(left, top, rect.right() - left, small), flags, line)
            top += small
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("accent"), SIZES.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(whole).adjusted(7, 2, -7, -2), SIZES.corner, SIZES.corner)
        painter.restore()


class EntryList(QListView):
    """As high as its entries; scrolls with what is around it.

    Signals:
        wanted(str): what can be done about an initiative is wanted: its link, or Enter.
        looked_at(QRect): the current entry, to be scrolled into sight.
    """

    wanted = Signal(str)
    looked_at = Signal(QRect)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self.setModel(self._model)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setProperty("ground", "window")
        self.viewport().setProperty("ground", "window")
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_entries(self, entries: Sequence[Entry], count: int | None = None) -> None:
        """List these, of ``count`` that there are; more than 200 are counted, not listed."""
        shown = list(entries[:MOST])
        more = (len(entries) if count is None else count) - len(shown)
        if shown == list(self._model.entries) and more == self._model.more:
            return
        self._model.show(shown, more)
        self._fit()

    @property
    def entries(self) -> Sequence[Entry]:
        """What is listed."""
        return self._model.entries

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self._fit()

    def _fit(self) -> None:
        option = QStyleOptionViewItem()
        rows = range(self._model.rowCount())
        self.setFixedHeight(sum(self._delegate.sizeHint(option, self._model.index(row)).height() for row in rows))

    @Slot(QModelIndex, QModelIndex)
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.looked_at.emit(self.visualRect(current))

    def wheelEvent(self, event: QEvent) -> None:
        event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        entry = self._entry_at(event)
        if entry is not None and self._over_link(event, entry):
            self.wanted.emit(entry.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        entry = self._entry_at(event)
        if entry is not None and not self._over_link(event, entry):
            self.wanted.emit(entry.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        entry = self._entry_at(event)
        over = entry is not None and self._over_link(event, entry)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self._model.entry(self.currentIndex())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and entry is not None:
            self.wanted.emit(entry.id)
        else:
            super().keyPressEvent(event)

    def _entry_at(self, event: QMouseEvent) -> Entry | None:
        return self._model.entry(self.indexAt(event.position().toPoint()))

    def _over_link(self, event: QMouseEvent, entry: Entry) -> bool:
        edge = self.viewport().width() - SIZES.page_edge
        return bool(entry.link) and event.position().x() >= edge - self._delegate.link_width(entry) - 8
