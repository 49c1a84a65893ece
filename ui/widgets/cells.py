"""How the cells of every table and tree are drawn, told by the roles of ``ui.models.roles``.

``ui.widgets.table_setup.dress(view)`` gives a view this delegate. ``toggled`` tells that a group's chevron
was clicked; a QTreeView folds by itself, the model behind a QTableView has to.
"""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QTreeView,
    QWidget,
)

from kpkportfolio.model.vocabulary import Health
from ui.models.roles import Bar, CellKind, HealthMark, Role
from ui.theme import glyphs, icons
from ui.theme.state import colour
from ui.theme.theme import font as role_font
from ui.theme.tokens import SIZES, FontRole, row_height
from ui.widgets.schedule_bar import paint_bar
from ui.widgets.text_layout import title_lines

Index = QModelIndex | QPersistentModelIndex


_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)

FIRST_INSET = 12
"""Text of the first column stands clear of the accent bar of a selected row."""

GROUPED_INSET = 36
"""Titles inside a group line up with the group's swatch."""

MARK_ROOM = 24
"""What the mark of an overlap takes from a title, px."""

_CHEVRON_LEFT = 12
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


_FEW_LETTERS = 44
"""Narrower than this, of a status' name only its shape is drawn, px."""


class CellDelegate(QStyledItemDelegate):
    """Paints every kind of cell. Editors are the pages' own: subclass and add ``createEditor``."""

    toggled = Signal(QModelIndex)
    """The chevron of a group row was clicked."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        kind = CellKind(index.data(Role.KIND) or 0)
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        first = _is_first(option.widget, index)
        painter.save()
        self._ground(painter, option, kind, selected, first)
        painter.setFont(option.font)
        area = rect.adjusted(self._inset(index, kind, first), 0, -SIZES.cell_inset, 0)
        if kind in (CellKind.TEXT, CellKind.NUMBER, CellKind.TOTAL):
            self._text(painter, option, area, index, kind)
        elif kind is CellKind.TITLE:
            self._title(painter, option, area, index)
        elif kind is CellKind.STATUS:
            self._status(painter, option, area, index)
        elif kind is CellKind.HEALTH:
            self._health(painter, rect, index)
        elif kind is CellKind.BAR:
            bar = index.data(Role.BAR)
            if isinstance(bar, Bar):
                paint_bar(painter, QRectF(area), bar, selected)
        elif kind is CellKind.PROGRAMME:
            self._programme(painter, option, area, index)
        elif kind is CellKind.GROUP:
            self._group(painter, option, index, first)
        if option.state & QStyle.StateFlag.State_HasFocus:
            _frame(painter, rect)
        painter.restore()

    # the parts ------------------------------------------------------------------------------------

    def _inset(self, index: Index, kind: CellKind, first: bool) -> int:
        if not first:
            return SIZES.cell_inset
        grouped = kind is not CellKind.GROUP and bool(index.data(Role.GROUP_LEVEL))
        return GROUPED_INSET if grouped else FIRST_INSET

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, kind: CellKind, selected: bool, first: bool
    ) -> None:
        rect: QRect = option.rect
        if selected:
            active = option.state & QStyle.StateFlag.State_Active
            painter.fillRect(rect, colour("selection" if active else "selection_inactive"))
        elif kind in (CellKind.GROUP, CellKind.TOTAL):
            painter.fillRect(rect, colour("alt"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        if selected and first:
            painter.fillRect(QRect(rect.left(), rect.top(), SIZES.accent_bar, rect.height()), colour("accent"))

    def _text(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, index: Index, kind: CellKind) -> None:
        text = _words(index)
        number = kind is CellKind.NUMBER
        if kind is CellKind.TOTAL:
            painter.setFont(role_font(FontRole.STRONG, option.font))
            number = _right_aligned(index)
        if not number and index.data(_CHECK) is not None:
            area = self._check(painter, area, index)
        painter.setPen(self._ink(option, index))
        if number:
            # a figure is never elided: rather runs over its neighbour's inset than lies
            painter.drawText(area.adjusted(-area.width(), 0, 0, 0), _RIGHT, text)
        else:
            elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, _LEFT, elided)

    def _check(self, painter: QPainter, area: QRect, index: Index) -> QRect:
        state = Qt.CheckState(index.data(_CHECK))
        box = QRectF(area.left(), area.center().y() - 7, 16, 16)
        on = state != Qt.CheckState.Unchecked
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("accent" if on else "edge"))
        painter.setBrush(colour("accent" if on else "base"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        if on:
            name = "check" if state == Qt.CheckState.Checked else "minus"
            icons.paint(painter, box.adjusted(1, 1, -1, -1), name, "on_accent")
        return area.adjusted(24, 0, 0, 0)

    def _title(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, index: Index) -> None:
        mark = index.data(Role.OVERLAP)
        if mark:
            picture = glyphs.overlap_pixmap(str(mark), "warn", _ratio(painter))
            _draw(painter, picture, QPoint(area.right() - 15, area.center().y() - 7))
            area = area.adjusted(0, 0, -MARK_ROOM, 0)
        if index.data(Role.STALE):
            picture = icons.pixmap("history", "warn", SIZES.icon, _ratio(painter))
            _draw(painter, picture, QPoint(area.right() - 15, area.center().y() - 7))
            area = area.adjusted(0, 0, -MARK_ROOM, 0)
        second = index.data(Role.SECOND_LINE)
        lines = title_lines(_words(index), area.width(), option.font, 1 if second else self._lines(option))
        height = option.fontMetrics.height()
        small = role_font(FontRole.SMALL, option.font)
        total = height * len(lines) + (QFontMetricsF(small).height() if second else 0)
        top = area.top() + (area.height() - total) / 2
        painter.setPen(self._ink(option, index))
        for line in lines:
            painter.drawText(QRectF(area.left(), top, area.width() + 2, height), _LEFT, line)
            top += height
        if second:
            painter.setFont(small)
            painter.setPen(colour("muted"))
            text = painter.fontMetrics().elidedText(str(second), Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(QRectF(area.left(), top, area.width(), height), _LEFT, text)

    def _lines(self, option: QStyleOptionViewItem) -> int:
        return 2 if option.rect.height() >= option.fontMetrics.height() * 2 + 4 else 1

    def _status(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, index: Index) -> None:
        value = index.data(Role.STATUS)
        if value:
            _draw(
                painter,
                glyphs.status_pixmap(str(value), _ratio(painter)),
                QPoint(area.left() - 1, area.center().y() - 7),
            )
        words = area.adjusted(22, 0, 0, 0)
        if words.width() < _FEW_LETTERS:
            return
        painter.setPen(self._ink(option, index))
        text = painter.fontMetrics().elidedText(_words(index), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, _LEFT, text)

    def _health(self, painter: QPainter, rect: QRect, index: Index) -> None:
        mark = index.data(Role.HEALTH)
        if not isinstance(mark, HealthMark):
            return
        shapes: list[Health | None] = [mark.judged]
        if mark.computed is not None and mark.computed != mark.judged:
            shapes.append(mark.computed)
        left = rect.center().x() - (16 * len(shapes) + 4 * (len(shapes) - 1)) // 2 + 1
        for shape in shapes:
            _draw(painter, glyphs.health_pixmap(shape, _ratio(painter)), QPoint(left, rect.center().y() - 7))
            left += 20

    def _programme(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, index: Index) -> None:
        picture = glyphs.programme_pixmap(index.data(Role.PROGRAMME), _ratio(painter))
        _draw(painter, picture, QPoint(area.left(), area.center().y() - 7))
        painter.setPen(self._ink(option, index))
        words = area.adjusted(24, 0, 0, 0)
        text = painter.fontMetrics().elidedText(_words(index), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, _LEFT, text)

    def _group(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, first: bool) -> None:
        text = _words(index)
        if not first and text:
            painter.setFont(role_font(FontRole.STRONG, option.font))
            painter.setPen(self._ink(option, index))
            area = option.rect.adjusted(0, 0, -SIZES.cell_inset, 0)
            painter.drawText(area.adjusted(-area.width(), 0, 0, 0), _RIGHT, text)
            return
        # A long name runs on over the empty cells at its right; each of them paints its own slice, so
        # that a partial repaint shows the same.
        head, rect = _group_head(option, index, first)
        painter.setClipRect(option.rect, Qt.ClipOperation.IntersectClip)
        self._group_head(painter, option, rect, head)

    def _group_head(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, head: Index) -> None:
        middle = rect.center().y()
        expanded = _expanded(option.widget, head)
        if expanded is not None:
            picture = icons.pixmap("chevron-down" if expanded else "chevron-right", "text", 16, _ratio(painter))
            _draw(painter, picture, QPoint(rect.left() + _CHEVRON_LEFT, middle - 7))
        left = rect.left() + GROUPED_INSET
        if head.data(Role.PROGRAMME) is not None:
            picture = glyphs.programme_pixmap(head.data(Role.PROGRAMME), _ratio(painter))
            _draw(painter, picture, QPoint(left, middle - 7))
            left += 24
        name = _words(head)
        strong = role_font(FontRole.STRONG, option.font)
        painter.setFont(strong)
        painter.setPen(colour("text"))
        painter.drawText(QRect(left, rect.top(), 4000, rect.height()), _LEFT, name)
        count = head.data(Role.COUNT)
        if count:
            left += round(QFontMetricsF(strong).horizontalAdvance(name)) + 8
            painter.setFont(role_font(FontRole.SMALL, option.font))
            painter.setPen(colour("muted"))
            painter.drawText(QRect(left, rect.top(), 4000, rect.height()), _LEFT, str(count))

    def _ink(self, option: QStyleOptionViewItem, index: Index) -> QColor:
        if not option.state & QStyle.StateFlag.State_Enabled:
            return colour("disabled")
        return colour("muted" if index.data(Role.MUTED) else "text")

    # what Qt asks ---------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One or two lines high; the width of the words, so that a column can be fitted to them."""
        metrics = option.fontMetrics
        kind = CellKind(index.data(Role.KIND) or 0)
        text = _words(index)
        inset = self._inset(index, kind, _is_first(option.widget, index))
        width = metrics.horizontalAdvance(text) + inset + SIZES.cell_inset
        lines = 1
        if kind is CellKind.STATUS:
            width += 22
        elif kind in (CellKind.PROGRAMME, CellKind.GROUP):
            width += 24
        elif kind is CellKind.TITLE:
            room = _section_width(option.widget, index.column()) - inset - SIZES.cell_inset
            room -= MARK_ROOM * (bool(index.data(Role.OVERLAP)) + bool(index.data(Role.STALE)))
            if index.data(Role.SECOND_LINE) or 0 < room < metrics.horizontalAdvance(text):
                lines = 2
        return QSize(width, max(SIZES.row, row_height(metrics.height(), lines)))

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and index.data(Role.KIND) == CellKind.GROUP
            and _is_first(option.widget, index)
            and event.position().x() - option.rect.left() < GROUPED_INSET
        ):
            if isinstance(option.widget, QTreeView):
                option.widget.setExpanded(_plain(index), not option.widget.isExpanded(_plain(index)))
            self.toggled.emit(_plain(index))
            return True
        return super().editorEvent(event, model, option, index)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """The model's tool tip, else the whole text where a cell could not show it."""
        text = _words(index)
        room = option.rect.width() - 2 * SIZES.cell_inset
        lines = self._lines(option)
        tip = index.data(int(Qt.ItemDataRole.ToolTipRole))
        if not tip and event.type() == QEvent.Type.ToolTip and text:
            shown = title_lines(text, room, option.font, lines)
            if shown and shown[-1].endswith("…"):
                QToolTip.showText(event.globalPos(), text, view)
                return True
        return super().helpEvent(event, view, option, index)


def _plain(index: Index) -> QModelIndex:
    """Qt hands a delegate plain indexes; its stubs allow persistent ones too."""
    return index if isinstance(index, QModelIndex) else index.sibling(index.row(), index.column())


def _words(index: Index) -> str:
    text = index.data(_DISPLAY)
    return "" if text is None else str(text)


def _right_aligned(index: Index) -> bool:
    alignment = index.data(int(Qt.ItemDataRole.TextAlignmentRole))
    return alignment is not None and bool(Qt.AlignmentFlag(alignment) & Qt.AlignmentFlag.AlignRight)


def _ratio(painter: QPainter) -> float:
    return painter.device().devicePixelRatioF()


def _draw(painter: QPainter, picture: QPixmap, at: QPoint) -> None:
    painter.drawPixmap(QPointF(at), picture)


def _frame(painter: QPainter, rect: QRect) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    width = SIZES.focus
    for edge in (
        QRect(rect.left(), rect.top(), rect.width(), width),
        QRect(rect.left(), rect.bottom() - width + 1, rect.width(), width),
        QRect(rect.left(), rect.top(), width, rect.height()),
        QRect(rect.right() - width + 1, rect.top(), width, rect.height()),
    ):
        painter.fillRect(edge, colour("accent"))


def _header(view: QWidget | None) -> QHeaderView | None:
    if isinstance(view, QTableView):
        return view.horizontalHeader()
    return view.header() if isinstance(view, QTreeView) else None


def _is_first(view: QWidget | None, index: Index) -> bool:
    header = _header(view)
    return index.column() == 0 if header is None else header.visualIndex(index.column()) == 0


def _section_width(view: QWidget | None, column: int) -> int:
    header = _header(view)
    return header.sectionSize(column) if header else 0


def _expanded(view: QWidget | None, head: Index) -> bool | None:
    if isinstance(view, QTreeView):
        return view.isExpanded(_plain(head)) if head.model().hasChildren(head) else None
    told = head.data(Role.EXPANDED)
    return None if told is None else bool(told)


def _group_head(option: QStyleOptionViewItem, index: Index, first: bool) -> tuple[Index, QRect]:
    """The first cell of a group row and where it lies, seen from any empty cell of the row."""
    view = option.widget
    header = _header(view)
    if first or header is None or not isinstance(view, QAbstractItemView):
        return index, option.rect
    head = index.sibling(index.row(), header.logicalIndex(0))
    rect = QRect(option.rect)
    rect.setLeft(header.sectionViewportPosition(head.column()))
    return head, rect
