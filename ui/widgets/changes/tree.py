"""The view of what changed: an initiative with its sentence, under it each field with old and new."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from kpkportfolio.snapshots.grouping import Group, GroupBy
from kpkportfolio.snapshots.wording import Comparison, Deed, Difference, Line, deed_word
from kpkportfolio.text import _, format_number
from ui.theme import icons
from ui.theme.state import colour
from ui.theme.theme import font, row_pixels
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.changes.model import DifferenceModel, DifferenceRole

Index = QModelIndex | QPersistentModelIndex

_UNFOLDED = 24
"""Up to this many fields are shown at once; of more, the sentences tell enough until one is unfolded."""
_CHEVRON = 12
_ICON = 36
_TEXT = 62
_FIELD_SHARE, _BEFORE_SHARE = 0.34, 0.3
_ARROW = 28
_SIGNS = {Deed.ADDED: ("plus", "ok"), Deed.REMOVED: ("minus", "danger"), Deed.CHANGED: ("edit", "muted")}
_FLAGS = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = (
            2 if index.data(DifferenceRole.DIFFERENCE) is not None and index.data(DifferenceRole.LINE) is None else 1
        )
        return QSize(200, row_pixels(lines))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, one = index.data(DifferenceRole.LINE), index.data(DifferenceRole.DIFFERENCE)
        group = index.data(DifferenceRole.GROUP)
        rect: QRect = option.rect
        state = option.state
        painter.save()
        if isinstance(group, Group):
            painter.fillRect(rect, colour("alt"))
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, option.palette.highlight())
            painter.fillRect(QRect(0, rect.top(), SIZES.accent_bar, rect.height()), colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour("hover"))
        if isinstance(line, Line):
            self._line(painter, rect, line)
        elif isinstance(group, Group):
            self._group(painter, rect, group)
        elif isinstance(one, Difference):
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), colour("line"))
            self._difference(painter, rect, one, index)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour("accent"), SIZES.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _group(self, painter: QPainter, rect: QRect, group: Group) -> None:
        strong, small = font(FontRole.STRONG), font(FontRole.SMALL)
        left, right = rect.left() + _CHEVRON, rect.right() - SIZES.page_edge
        words = f"{group.title} ({format_number(len(group.differences))})"
        width = min(QFontMetrics(strong).horizontalAdvance(words) + 2, (right - left) * 2 // 3)
        _say(painter, QRect(left, rect.top(), width, rect.height()), words, strong, "text")
        beside = left + width + _ARROW
        _say(painter, QRect(beside, rect.top(), right - beside, rect.height()), group.totals, small, "muted")

    def _difference(self, painter: QPainter, rect: QRect, one: Difference, index: Index) -> None:
        view = self.parent()
        ratio = painter.device().devicePixelRatio()
        middle = rect.center().y()
        if one.lines and isinstance(view, QTreeView):
            unfolded = view.isExpanded(index.model().index(index.row(), 0))
            name = "chevron-down" if unfolded else "chevron-right"
            painter.drawPixmap(QPointF(rect.left() + _CHEVRON, middle - 7), icons.pixmap(name, "muted", 16, ratio))
        sign, tone = _SIGNS[one.deed]
        painter.drawPixmap(QPointF(rect.left() + _ICON, middle - 7), icons.pixmap(sign, tone, 16, ratio))
        small, strong = font(FontRole.SMALL), font(FontRole.STRONG)
        word = deed_word(one.deed)
        width = QFontMetrics(small).horizontalAdvance(word) + 2
        right = rect.right() - SIZES.page_edge
        half = rect.height() // 2
        top = rect.top() + 3
        painter.setFont(small)
        painter.setPen(colour("muted"))
        painter.drawText(QRect(right - width, top, width, half), _FLAGS | int(Qt.AlignmentFlag.AlignRight), word)
        left = rect.left() + _TEXT
        _say(painter, QRect(left, top, right - width - 12 - left, half), one.title, strong, "text")
        _say(painter, QRect(left, rect.top() + half - 1, right - left, half), one.sentence, small, "text")

    def _line(self, painter: QPainter, rect: QRect, line: Line) -> None:
        small = font(FontRole.SMALL)
        left, right = rect.left() + _TEXT, rect.right() - SIZES.page_edge
        room = right - left
        before = left + round(room * _FIELD_SHARE)
        after = before + round(room * _BEFORE_SHARE)
        top, high = rect.top(), rect.height()
        _say(painter, QRect(left, top, before - left - 12, high), line.field, small, "muted")
        _say(painter, QRect(before, top, after - before - 8, high), line.before or "–", small, "muted")
        _say(painter, QRect(after, top, _ARROW, high), "→", small, "muted")
        _say(painter, QRect(after + _ARROW, top, right - after - _ARROW, high), line.after or "–", small, "text")


def _say(painter: QPainter, rect: QRect, text: str, role: QFont, tone: str) -> None:
    painter.setFont(role)
    painter.setPen(colour(tone))
    flat = " ".join(text.split())
    painter.drawText(rect, _FLAGS, painter.fontMetrics().elidedText(flat, Qt.TextElideMode.ElideRight, rect.width()))


class DifferenceTree(QTreeView):
    """What changed; arrows walk, right and left unfold and fold.

    Signals:
        chosen(str): the id of the initiative the person stands on.
        opened(): its details are wanted.
    """

    chosen = Signal(str)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_ = DifferenceModel(self)
        self.setModel(self.model_)
        self.setItemDelegate(_Delegate(self))
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(_("What has changed"))
        self.selectionModel().currentChanged.connect(self._went)

    def show_comparison(self, comparison: Comparison, deed: Deed | None, by: GroupBy = GroupBy.NOTHING) -> None:
        """Show all differences or one kind, in groups or without; a few are unfolded at once."""
        self.model_.show(comparison, deed, by)
        if sum(len(one.lines) for one in self.model_.shown if isinstance(one, Difference)) <= _UNFOLDED:
            self.expandAll()
        self.scrollToTop()

    @Slot(QModelIndex, QModelIndex)
    def _went(self, index: QModelIndex, _before: QModelIndex) -> None:
        one = self.model_.difference(index)
        if one is not None and one.initiative:
            self.chosen.emit(one.id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        one = self.model_.difference(index)
        if one is not None and self.model_.line(index) is None and event.position().x() < _ICON:
            self.setExpanded(index, not self.isExpanded(index))
            return
        super().mousePressEvent(event)
        # a click says it again: the details may have been left meanwhile
        if one is not None and one.initiative and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(one.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        one = self.model_.difference(self.indexAt(event.position().toPoint()))
        if one is not None and one.initiative and event.position().x() >= _ICON:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            one = self.model_.difference(index)
            if one is not None and one.initiative:
                self.opened.emit()
        elif event.key() == Qt.Key.Key_Space and index.isValid() and self.model_.line(index) is None:
            self.setExpanded(index, not self.isExpanded(index))
        else:
            super().keyPressEvent(event)
