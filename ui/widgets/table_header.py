"""A table's header: two lines, the unit or years on the second, never cut."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.models.roles import Role
from ui.theme import icons
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.cells import FIRST_INSET

_ARROW = 14


class TableHeader(QHeaderView):
    """Horizontal header drawn by the roles ``DisplayRole``, ``SECOND_LINE`` and ``TextAlignmentRole``.

    The words are whole: they set the least width of their column. The sorted column has a chevron.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorClearable(True)
        self.setStretchLastSection(False)
        self.setFixedHeight(SIZES.table_header)
        self.sectionResized.connect(self._keep_words)

    def fit(self) -> None:
        """Widens every column that is narrower than its words; call after the model is set."""
        for section in range(self.count()):
            least = self.sectionSizeFromContents(section).width()
            if not self.isSectionHidden(section) and self.sectionSize(section) < least:
                self.resizeSection(section, least)

    def _keep_words(self, section: int, _before: int, width: int) -> None:
        least = self.sectionSizeFromContents(section).width()
        if 0 < width < least:
            self.resizeSection(section, least)

    def sectionSizeFromContents(self, section: int) -> QSize:
        strong = QFontMetricsF(font(FontRole.SMALL_STRONG))
        small = QFontMetricsF(font(FontRole.SMALL))
        words = strong.horizontalAdvance(self._words(section))
        unit = small.horizontalAdvance(self._unit(section))
        sorted_here = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        room = max(words + (_ARROW if sorted_here else 0), unit)
        inset = FIRST_INSET if self.visualIndex(section) == 0 else SIZES.cell_inset
        return QSize(round(room) + inset + SIZES.cell_inset + 1, SIZES.table_header)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if not rect.isValid():
            return
        painter.save()
        painter.fillRect(rect, colour("alt"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line_strong"))
        alignment = self._alignment(section)
        left = FIRST_INSET if self.visualIndex(section) == 0 else SIZES.cell_inset
        area = rect.adjusted(left, 0, -SIZES.cell_inset, 0)
        unit = self._unit(section)
        strong = font(FontRole.SMALL_STRONG)
        line = QFontMetricsF(strong).height()
        bottom = rect.bottom() - 7
        if unit:
            painter.setFont(font(FontRole.SMALL))
            painter.setPen(colour("muted"))
            self._draw(painter, area, round(bottom - line), round(line), alignment, unit)
            bottom -= round(line + 1)
        painter.setFont(strong)
        painter.setPen(colour("text"))
        top = round(bottom - line)
        words = self._words(section)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == section:
            area = self._arrow(painter, area, QPointF(0, top + line / 2), words, alignment)
        self._draw(painter, area, top, round(line), alignment, words)
        painter.restore()

    def _arrow(self, painter: QPainter, area: QRect, middle: QPointF, words: str, alignment: Qt.AlignmentFlag) -> QRect:
        """Draws the sort chevron beside the words and returns where they may be drawn."""
        up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        picture = icons.pixmap("chevron-up" if up else "chevron-down", "accent", 12, self.devicePixelRatioF())
        if alignment & Qt.AlignmentFlag.AlignRight:
            painter.drawPixmap(QPointF(area.right() - 11, middle.y() - 6), picture)
            return area.adjusted(0, 0, -_ARROW, 0)
        width = QFontMetricsF(painter.font()).horizontalAdvance(words)
        painter.drawPixmap(QPointF(area.left() + width + 2, middle.y() - 6), picture)
        return area

    @staticmethod
    def _draw(painter: QPainter, area: QRect, top: int, height: int, alignment: Qt.AlignmentFlag, text: str) -> None:
        flags = int(alignment | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        painter.drawText(QRect(area.left(), top, area.width(), height), flags, text)

    def _words(self, section: int) -> str:
        return str(self._said(section, int(Qt.ItemDataRole.DisplayRole)) or "")

    def _unit(self, section: int) -> str:
        return str(self._said(section, Role.SECOND_LINE) or "")

    def _alignment(self, section: int) -> Qt.AlignmentFlag:
        told = self._said(section, int(Qt.ItemDataRole.TextAlignmentRole))
        flags = Qt.AlignmentFlag(told) if isinstance(told, int | Qt.AlignmentFlag) else Qt.AlignmentFlag.AlignLeft
        return flags & Qt.AlignmentFlag.AlignHorizontal_Mask

    def _said(self, section: int, role: int) -> object:
        model = self.model()
        return None if model is None else model.headerData(section, self.orientation(), role)
