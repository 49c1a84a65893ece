"""How the lines of the list of pairs are painted: score, both names, kind and languages; headings of groups."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kpkportfolio.model.vocabulary import label
from kpkportfolio.text import format_number
from ui.models.roles import Role
from ui.theme import glyphs, icons
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.overlap.pair_model import GroupLine, Line, PairLine

Index = QModelIndex | QPersistentModelIndex
_LEFT = 16
_TITLES = 60
_BRACKET = 8
_GROUP_ROW = 29
_HEADING = 36
_FLAGS = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class PairDelegate(QStyledItemDelegate):
    """Paints headings and pairs; ``line`` gives the line of a row."""

    def __init__(self, line: Callable[[int], Line], parent: QObject) -> None:
        super().__init__(parent)
        self._line = line
        self._group_size = self._pair_size = QSize(100, SIZES.row_pair)
        self.measure()

    def measure(self) -> None:
        """How high the rows are; Qt asks for each of thousands, so it is measured once a font."""
        body = QFontMetricsF(font(FontRole.BODY)).height()
        small = QFontMetricsF(font(FontRole.SMALL)).height()
        self._group_size = QSize(100, max(_GROUP_ROW, round(body) + 12))
        self._pair_size = QSize(100, max(SIZES.row_pair, round(2 * body + small) + 20))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._group_size if isinstance(self._line(index.row()), GroupLine) else self._pair_size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(Role.ROW)
        painter.save()
        if isinstance(line, GroupLine):
            self._group(painter, option, line)
        elif isinstance(line, PairLine):
            self._pair(painter, option, line, bool(index.data(Role.GROUP_LEVEL)))
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, plain: str = "") -> bool:
        """Paints what a row stands on; whether it is the current one."""
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            # the pair is the subject also while the reason is typed
            active = option.widget is None or option.widget.isActiveWindow()
            painter.fillRect(rect, colour("selection" if active else "selection_inactive"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour("hover"))
        elif plain:
            painter.fillRect(rect, colour(plain))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        return selected

    def _edge(self, painter: QPainter, option: QStyleOptionViewItem, selected: bool) -> None:
        rect: QRect = option.rect
        if selected:
            painter.fillRect(QRect(rect.left(), rect.top(), SIZES.accent_bar, rect.height()), colour("accent"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour("accent"), SIZES.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _group(self, painter: QPainter, option: QStyleOptionViewItem, line: GroupLine) -> None:
        rect: QRect = option.rect
        selected = self._ground(painter, option, "alt")
        arrow = icons.pixmap(
            "chevron-right" if line.folded else "chevron-down", "muted", 16, painter.device().devicePixelRatioF()
        )
        painter.drawPixmap(_LEFT - 2, round(rect.center().y() - 7), arrow)
        area = QRectF(rect.adjusted(_HEADING, 0, -SIZES.space_3, 0))
        strong, small = font(FontRole.SMALL_STRONG), QFontMetricsF(font(FontRole.SMALL))
        score = format_number(line.group.cluster.score, 2)
        counts = [f"{line.count} · {score}"] if line.folded else []
        counts += [line.count, format_number(len(line.group.cluster.members))]
        words = QFontMetricsF(strong).horizontalAdvance(line.words)
        count = next((one for one in counts if words + small.horizontalAdvance(one) + 12 <= area.width()), counts[-1])
        painter.setFont(font(FontRole.SMALL))
        painter.setPen(colour("muted"))
        painter.drawText(area, _FLAGS | Qt.AlignmentFlag.AlignRight, count)
        room = area.width() - small.horizontalAdvance(count) - 12
        painter.setFont(strong)
        painter.setPen(colour("text"))
        name = QFontMetricsF(strong).elidedText(line.words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, _FLAGS, name)
        self._edge(painter, option, selected)

    def _pair(self, painter: QPainter, option: QStyleOptionViewItem, line: PairLine, grouped: bool) -> None:
        rect: QRect = option.rect
        selected = self._ground(painter, option)
        if grouped:
            painter.fillRect(QRect(rect.left() + _BRACKET, rect.top(), 2, rect.height()), colour("edge"))
        body, small, strong = font(FontRole.BODY), font(FontRole.SMALL), font(FontRole.STRONG)
        step, low = QFontMetricsF(body).height() + 1, QFontMetricsF(small).height()
        top = rect.top() + (rect.height() - 2 * step - low - 3) / 2
        painter.setPen(colour("text"))
        painter.setFont(strong)
        painter.drawText(QRectF(rect.left() + _LEFT, top, _TITLES, step), _FLAGS, format_number(line.finding.score, 2))
        painter.setFont(body)
        left = rect.left() + _TITLES
        room = rect.right() - SIZES.space_2 - left
        for row in (line.a, line.b):
            words = QFontMetricsF(body).elidedText(" ".join(row.name.split()), Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(left, top, room + 2, step), _FLAGS, words)
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
        painter.drawText(right, _FLAGS | Qt.AlignmentFlag.AlignRight, tail)
        painter.drawText(right.adjusted(20, 0, 0, 0), _FLAGS, label(kind))
        self._edge(painter, option, selected)
