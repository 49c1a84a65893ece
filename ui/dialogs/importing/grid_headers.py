"""The two headers of a sheet's grid: what each column is taken for and how surely, and what became of each row."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from kpkportfolio.registers.record import ColumnSeen
from ui.dialogs.importing.fields import certainty, doubtful, use_name, used
from ui.dialogs.importing.grid_model import GridModel, fate_mark, fate_word
from ui.dialogs.importing.layout import place
from ui.theme import icons
from ui.theme.state import colour
from ui.theme.theme import font, row_pixels
from ui.theme.tokens import SIZES, FontRole

_BAR = QSize(28, 6)
_ARROW = 16
_STILL = 4
"""A pointer that moved less was meant to stay."""
_SPLITTING = (Qt.CursorShape.SplitHCursor, Qt.CursorShape.SplitVCursor)
_MOST_FATE = 150
"""A longer reason is read below the grid."""


def paint_bar(painter: QPainter, left: float, middle: float, column: ColumnSeen) -> None:
    """How sure it is as a bar that is filled so far; the word stands beside it."""
    box = QRectF(left, middle - _BAR.height() / 2, _BAR.width(), _BAR.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("line_strong"))
    painter.drawRoundedRect(box, 2, 2)
    painter.setBrush(colour("warn" if doubtful(column) else "accent"))
    share = max(0.12, min(1.0, column.confidence))
    painter.drawRoundedRect(QRectF(box.left(), box.top(), box.width() * share, box.height()), 2, 2)
    painter.restore()


class GridHeader(QHeaderView):
    """Either header, whichever way the table lies.

    Signals:
        wanted(int): a column's use is to be chosen.
    """

    wanted = Signal(int)

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.setDefaultSectionSize(row_pixels() if orientation == Qt.Orientation.Vertical else 120)
        self.marked = -1
        """The section a field is being dragged over."""
        self._lines = 2
        self._pressed = QPoint(-1, -1)

    def grid(self) -> GridModel | None:
        model = self.model()
        return model if isinstance(model, GridModel) else None

    def tells_uses(self) -> bool:
        """Whether it is this one that tells what columns are taken for."""
        grid = self.grid()
        return grid is not None and grid.uses_side == self.orientation()

    def fit(self) -> None:
        """Take the room that the words need; after another table is shown."""
        grid = self.grid()
        if grid is None:
            return
        columns = grid.table.columns
        if self.orientation() == Qt.Orientation.Horizontal:
            self._lines = 3 if self.tells_uses() and any(one.interpretation for one in columns) else 2
            line = QFontMetricsF(font(FontRole.SMALL)).height() + 2
            self.setFixedHeight(round(line * self._lines + SIZES.space_3))
        else:
            self.setFixedWidth(max(60, self._widest(grid)))
        self.viewport().update()

    def _widest(self, grid: GridModel) -> int:
        """What the longest words at the left take; of fates each is measured once, however many rows have it."""
        if self.tells_uses():
            return max((self.section_width(at) for at in range(len(grid.table.columns))), default=60)
        first = {fate: at for at, fate in reversed(tuple(enumerate(grid.table.fates)))}
        return max((self.section_width(at) for at in first.values()), default=60)

    def section_width(self, section: int) -> int:
        """What a section's words take."""
        grid = self.grid()
        assert grid is not None
        strong = QFontMetricsF(font(FontRole.SMALL_STRONG))
        small = QFontMetricsF(font(FontRole.SMALL))
        inset = 2 * SIZES.cell_inset + 1
        if not self.tells_uses():
            word = min(_MOST_FATE, round(small.horizontalAdvance(fate_word(grid.fate(section)))))
            number = small.horizontalAdvance(self._place(max(section, self.count() - 1, 9)))
            return round(number) + SIZES.space_2 + _ARROW + SIZES.space_1 + word + inset
        column = grid.column(section)
        if column is None:
            return 48
        name = strong.horizontalAdvance(use_name(column))
        sure = small.horizontalAdvance(certainty(column))
        first = name + SIZES.space_1 + _ARROW
        second = (sure + SIZES.space_2 if sure else 0) + (_BAR.width() if _sure(column) else 0)
        if self.orientation() == Qt.Orientation.Vertical:
            return round(first + SIZES.space_3 + second) + inset
        return round(max(first, second, min(160, small.horizontalAdvance(column.interpretation)))) + inset

    def sectionSizeFromContents(self, section: int) -> QSize:
        # sizes are given by hand: Qt would ask for those of every row
        return QSize(self.width() if self.orientation() == Qt.Orientation.Vertical else 120, self.height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        grid = self.grid()
        if grid is None or not rect.isValid():
            return
        painter.save()
        painter.fillRect(rect, colour("selection" if section == self.marked else "alt"))
        across = self.orientation() == Qt.Orientation.Horizontal
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), colour("line"))
        line = colour("line_strong" if across else "line")
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), line)
        area = rect.adjusted(SIZES.cell_inset, 0, -SIZES.cell_inset, 0)
        if self.tells_uses():
            column = grid.column(section)
            if column is not None and across:
                self._use_above(painter, area, column)
            elif column is not None:
                self._use_beside(painter, area, column)
        else:
            self._fate(painter, area, section, grid.fate(section))
        painter.restore()

    def _place(self, section: int) -> str:
        return place(section, self.orientation() == Qt.Orientation.Horizontal)

    def _name(self, painter: QPainter, area: QRect, column: ColumnSeen) -> None:
        arrow = icons.pixmap("chevron-down", "muted", 12, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(area.right() - 11, area.center().y() - 5), arrow)
        painter.setFont(font(FontRole.SMALL_STRONG))
        painter.setPen(colour("text" if used(column) else "muted"))
        _words(painter, area.adjusted(0, 0, -_ARROW - SIZES.space_1, 0), use_name(column))

    def _surely(self, painter: QPainter, area: QRect, column: ColumnSeen) -> None:
        left = area.left()
        if _sure(column):
            paint_bar(painter, left, area.center().y() + 0.5, column)
            left += _BAR.width() + SIZES.space_2
        painter.setFont(font(FontRole.SMALL))
        painter.setPen(colour("warn" if doubtful(column) else "muted"))
        _words(painter, QRect(left, area.top(), area.right() - left + 1, area.height()), certainty(column))

    def _use_above(self, painter: QPainter, area: QRect, column: ColumnSeen) -> None:
        line = (area.height() - SIZES.space_2) // self._lines
        top = area.top() + SIZES.space_1
        self._name(painter, QRect(area.left(), top, area.width(), line), column)
        self._surely(painter, QRect(area.left(), top + line, area.width(), line), column)
        if column.interpretation:
            painter.setFont(font(FontRole.SMALL))
            painter.setPen(colour("muted"))
            _words(painter, QRect(area.left(), top + 2 * line, area.width(), line), column.interpretation)

    def _use_beside(self, painter: QPainter, area: QRect, column: ColumnSeen) -> None:
        metrics = QFontMetricsF(font(FontRole.SMALL))
        sure = round(metrics.horizontalAdvance(certainty(column))) + SIZES.space_2
        sure += _BAR.width() if _sure(column) else 0
        middle = area.right() - sure - SIZES.space_2
        self._name(painter, QRect(area.left(), area.top(), middle - area.left(), area.height()), column)
        self._surely(painter, QRect(area.right() - sure, area.top(), sure + 1, area.height()), column)

    def _fate(self, painter: QPainter, area: QRect, section: int, fate: str) -> None:
        small = font(FontRole.SMALL)
        metrics = QFontMetricsF(small)
        number = round(metrics.horizontalAdvance(self._place(max(section, self.count() - 1, 9))))
        painter.setFont(small)
        painter.setPen(colour("muted"))
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(area.left(), area.top(), number, area.height()), flags, self._place(section))
        left = area.left() + number + SIZES.space_2
        mark = fate_mark(fate)
        if mark is None:
            return
        picture = icons.pixmap(*mark, 12, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(left, area.center().y() - 5), picture)
        left += _ARROW + SIZES.space_1
        painter.setPen(colour("muted" if mark[1] in ("muted", "ok") else mark[1]))
        _words(painter, QRect(left, area.top(), area.right() - left + 1, area.height()), fate_word(fate))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        section = self.logicalIndexAt(at)
        # a drag of the edge between two columns is no click
        still = (at - self._pressed).manhattanLength() < _STILL and self.cursor().shape() not in _SPLITTING
        if event.button() == Qt.MouseButton.LeftButton and section >= 0 and still and self.tells_uses():
            self.wanted.emit(section)


def _sure(column: ColumnSeen) -> bool:
    return column.what is not None or column.said


def _words(painter: QPainter, area: QRect, text: str) -> None:
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), elided)
