"""The list of found pairs: score, both names, kind and languages; headings and a line at the left for groups."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kpkportfolio.model.vocabulary import label
from kpkportfolio.text import _, format_number
from ui.models.roles import Role
from ui.overlap_findings import Pair
from ui.theme import glyphs
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.overlap.pair_model import GroupLine, PairLine, PairModel, group_count, group_words

Index = QModelIndex | QPersistentModelIndex
_LEFT = 16
_TITLES = 60
_BRACKET = 8
_GROUP_ROW = 29


class _Delegate(QStyledItemDelegate):
    def __init__(self, parent: "PairList") -> None:
        super().__init__(parent)
        self._lines = parent.pairs
        self._group_size = self._pair_size = QSize(100, SIZES.row_pair)
        self.measure()

    def measure(self) -> None:
        """How high the rows are; Qt asks for each of thousands, so it is measured once a font."""
        body = QFontMetricsF(font(FontRole.BODY)).height()
        small = QFontMetricsF(font(FontRole.SMALL)).height()
        self._group_size = QSize(100, max(_GROUP_ROW, round(body) + 12))
        self._pair_size = QSize(100, max(SIZES.row_pair, round(2 * body + small) + 20))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._group_size if isinstance(self._lines.lines[index.row()], GroupLine) else self._pair_size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(Role.ROW)
        painter.save()
        if isinstance(line, GroupLine):
            self._group(painter, option.rect, line)
        elif isinstance(line, PairLine):
            self._pair(painter, option, line)
        painter.restore()

    def _group(self, painter: QPainter, rect: QRect, line: GroupLine) -> None:
        painter.fillRect(rect, colour("alt"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        area = QRectF(rect.adjusted(_LEFT, 0, -SIZES.space_3, 0))
        strong = font(FontRole.SMALL_STRONG)
        small = QFontMetricsF(font(FontRole.SMALL))
        count = group_count(line)
        words = QFontMetricsF(strong).horizontalAdvance(group_words(line))
        if words + small.horizontalAdvance(count) + 12 > area.width():
            count = format_number(line.count)
        painter.setFont(font(FontRole.SMALL))
        painter.setPen(colour("muted"))
        painter.drawText(area, flags | Qt.AlignmentFlag.AlignRight, count)
        room = area.width() - QFontMetricsF(painter.font()).horizontalAdvance(count) - 12
        painter.setFont(strong)
        painter.setPen(colour("text"))
        name = QFontMetricsF(strong).elidedText(group_words(line), Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, flags, name)

    def _pair(self, painter: QPainter, option: QStyleOptionViewItem, line: PairLine) -> None:
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected:
            # the pair is the subject also while the reason is typed
            active = option.widget is None or option.widget.isActiveWindow()
            painter.fillRect(rect, colour("selection" if active else "selection_inactive"))
        elif hovered:
            painter.fillRect(rect, colour("hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        if line.grouped:
            painter.fillRect(QRect(rect.left() + _BRACKET, rect.top(), 2, rect.height()), colour("edge"))
        if selected:
            painter.fillRect(QRect(rect.left(), rect.top(), SIZES.accent_bar, rect.height()), colour("accent"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        body, small, strong = font(FontRole.BODY), font(FontRole.SMALL), font(FontRole.STRONG)
        step, low = QFontMetricsF(body).height() + 1, QFontMetricsF(small).height()
        top = rect.top() + (rect.height() - 2 * step - low - 3) / 2
        painter.setPen(colour("text"))
        painter.setFont(strong)
        painter.drawText(QRectF(rect.left() + _LEFT, top, _TITLES, step), flags, format_number(line.finding.score, 2))
        painter.setFont(body)
        left = rect.left() + _TITLES
        room = rect.right() - SIZES.space_2 - left
        for row in (line.a, line.b):
            words = QFontMetricsF(body).elidedText(" ".join(row.name.split()), Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(left, top, room + 2, step), flags, words)
            top += step
        top += 3
        kind = line.verdict.verdict if line.verdict else line.finding.kind
        picture = glyphs.overlap_pixmap(kind, "text" if selected else "muted", painter.device().devicePixelRatioF())
        painter.drawPixmap(round(left), round(top + low / 2 - SIZES.icon / 2), picture)
        painter.setFont(small)
        painter.setPen(colour("muted"))
        right = QRectF(left, top, rect.right() - SIZES.space_3 - left, low)
        tail_room = right.width() - 24 - QFontMetricsF(small).horizontalAdvance(label(kind)) - 12
        tails = (line.long_tail, line.tail, "")
        tail = next(words for words in tails if not words or QFontMetricsF(small).horizontalAdvance(words) <= tail_room)
        painter.drawText(right, flags | Qt.AlignmentFlag.AlignRight, tail)
        painter.drawText(right.adjusted(20, 0, 0, 0), flags, label(kind))
        if option.state & QStyle.StateFlag.State_HasFocus and not selected:
            painter.setPen(colour("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))


class PairList(QListView):
    """One pair is current; arrows walk over the headings.

    Signals:
        chosen(object): the current Pair is another one, None when there is none.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pairs = PairModel(self)
        self.setModel(self.pairs)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Pairs"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        # thousands of rows are measured in portions
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(400)

    @property
    def current(self) -> PairLine | None:
        """The current pair's line."""
        line = self.currentIndex().data(Role.ROW)
        return line if isinstance(line, PairLine) else None

    def go(self, pair: Pair | None) -> bool:
        """Make a pair current; False when it is not shown."""
        place = self.pairs.place(pair) if pair is not None else None
        if place is None:
            return False
        index = self.pairs.index(place, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def go_first(self) -> None:
        """Make the first pair current, if there is one."""
        order = self.pairs.pairs()
        self.go(order[0] if order else None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_delegate"):
            self._delegate.measure()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        line = current.data(Role.ROW) if current.isValid() else None
        self.chosen.emit(line.pair if isinstance(line, PairLine) else None)
