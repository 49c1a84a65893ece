"""The list of pages at the left: icon, word, and how many things wait there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kpkportfolio.text import format_number
from ui.theme import icons
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole

_KEY = int(Qt.ItemDataRole.UserRole)
_ICON = _KEY + 1
_COUNT = _KEY + 2
_MARGIN = 8


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A page: its stable key, the word for it, and an icon's name."""

    key: str
    text: str
    icon: str


def word_font(text: str, current: bool, room: int, base: QFont) -> QFont:
    """Bold for the current page, unless a long word is whole in ``room`` px only when it is not."""
    bold = font(FontRole.STRONG, base)
    fits = QFontMetricsF(bold).horizontalAdvance(text) <= room
    return bold if current and fits else font(FontRole.BODY, base)


class _Delegate(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        rect: QRect = option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current or hovered:
            ground = QPainterPath()
            ground.addRoundedRect(QRectF(rect), SIZES.corner, SIZES.corner)
            painter.fillPath(ground, colour("selection" if current else "hover"))
            if current:
                painter.setClipPath(ground)
                painter.fillRect(QRect(rect.left(), rect.top(), SIZES.accent_bar, rect.height()), colour("accent"))
                painter.setClipping(False)
        ratio = painter.device().devicePixelRatioF()
        picture = icons.pixmap(str(index.data(_ICON)), "accent" if current else "muted", 16, ratio)
        painter.drawPixmap(QPointF(rect.left() + 8, rect.center().y() - 7), picture)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        right = rect.right() - 8
        count = index.data(_COUNT)
        if count is not None:
            painter.setFont(font(FontRole.SMALL, option.font))
            painter.setPen(colour("muted"))
            words = format_number(count)
            width = round(QFontMetricsF(painter.font()).horizontalAdvance(words)) + 1
            painter.drawText(QRect(right - width, rect.top(), width + 1, rect.height()), flags, words)
            right -= width + SIZES.space_1
        painter.setPen(colour("text"))
        left = rect.left() + 32
        painter.setFont(word_font(str(index.data()), current, right - left, option.font))
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, max(0, right - left))
        painter.drawText(QRect(left, rect.top(), right - left + 1, rect.height()), flags, text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour("accent"), SIZES.focus))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), SIZES.corner, SIZES.corner)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(SIZES.navigation, max(SIZES.row, option.fontMetrics.height() + 12))


class Navigation(QListWidget):
    """200 px wide, as high as its pages; arrow keys walk, the current one has tone, bar and bold word.

    Signals:
        chosen(str): key of the page the user went to; not emitted by :meth:`set_current`.
    """

    chosen = Signal(str)

    def __init__(self, items: Sequence[NavigationItem], name: str, parent: QWidget | None = None) -> None:
        """``name`` is what the list is called when it is read out."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("ground", "nav")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for one in items:
            item = QListWidgetItem(one.text)
            item.setData(_KEY, one.key)
            item.setData(_ICON, one.icon)
            item.setToolTip("")
            self.addItem(item)
        if items:
            self.setCurrentRow(0)
        self.currentItemChanged.connect(self._went)

    @property
    def current(self) -> str:
        """Key of the current page; empty when there are none."""
        item = self.currentItem()
        return "" if item is None else str(item.data(_KEY))

    def set_current(self, key: str) -> None:
        """Shows a page as current without emitting; an unknown key changes nothing."""
        before = self.blockSignals(True)
        for row in range(self.count()):
            if self.item(row).data(_KEY) == key:
                self.setCurrentRow(row)
        self.blockSignals(before)
        self.viewport().update()

    def set_count(self, key: str, count: int | None) -> None:
        """How many things wait on a page; None or 0 shows nothing."""
        for row in range(self.count()):
            item = self.item(row)
            if item.data(_KEY) == key:
                item.setData(_COUNT, count or None)
                told = f"{item.text()} {count}" if count else item.text()
                item.setData(Qt.ItemDataRole.AccessibleTextRole, told)

    def _went(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(_KEY)))

    def sizeHint(self) -> QSize:
        height = sum(self.sizeHintForRow(row) for row in range(self.count()))
        return QSize(SIZES.navigation, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())
