"""The row of totals under a table, its figures under the columns they are the sums of."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView, QWidget

from kpkportfolio.text import _, format_number, ngettext
from ui.models.columns import millions
from ui.models.grouping import Sums
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole

_SINGLE = Qt.TextFlag.TextSingleLine


class TotalRow(QWidget):
    """36 px; says how many, what is not known of them, and the ranges they come to."""

    def __init__(self, view: QTableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._sums = Sums()
        self._figures: dict[int, str] = {}
        self._projects = False
        self.setFixedHeight(SIZES.total_row)
        view.horizontalHeader().sectionResized.connect(self.update)
        view.horizontalScrollBar().valueChanged.connect(self.update)

    def show_sums(self, sums: Sums, investment: int, impact: int, projects: bool = False) -> None:
        """Show sums; ``investment`` and ``impact`` are the columns they stand under, −1 for none."""
        self._sums = sums
        self._projects = projects
        self._figures = {}
        for column, total in ((investment, sums.investment), (impact, sums.impact)):
            if column >= 0 and total is not None:
                self._figures[column] = millions(*total)
        self.setAccessibleName(" ".join((self.heading, self.note, *self.sayings)))
        self.setToolTip(self.note)
        self.update()

    @property
    def heading(self) -> str:
        """How many there are."""
        n = self._sums.count
        words = (
            ngettext("In all {n} project", "In all {n} projects", n)
            if self._projects
            else ngettext("In all {n} initiative", "In all {n} initiatives", n)
        )
        return words.format(n=format_number(n))

    @property
    def note(self) -> str:
        """What is not known of them."""
        parts = []
        if self._sums.investment_unknown:
            parts.append(_("investment not known {n}").format(n=format_number(self._sums.investment_unknown)))
        if self._sums.impact_unknown:
            parts.append(_("impact not estimated {n}").format(n=format_number(self._sums.impact_unknown)))
        return ", ".join(parts)

    @property
    def sayings(self) -> list[str]:
        """The figures, from left to right."""
        return [text for _column, text in sorted(self._figures.items())]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("alt"))
        painter.fillRect(0, 0, self.width(), 1, colour("line_strong"))
        strong, body = font(FontRole.STRONG), font(FontRole.BODY)
        header = self._view.horizontalHeader()
        offset = self._view.horizontalHeader().x() + self._view.frameWidth()
        room = self.width()
        painter.setFont(strong)
        painter.setPen(colour("text"))
        middle = Qt.AlignmentFlag.AlignVCenter
        for column, text in self._figures.items():
            right = offset + header.sectionViewportPosition(column) + header.sectionSize(column) - SIZES.cell_inset
            width = QFontMetricsF(strong).horizontalAdvance(text)
            area = QRect(round(right - width - 2), 0, round(width) + 3, self.height())
            painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | middle) | int(_SINGLE), text)
            room = min(room, round(right - width) - SIZES.space_4)
        left = SIZES.page_edge
        painter.drawText(QRect(left, 0, room - left, self.height()), int(middle) | int(_SINGLE), self.heading)
        if self.note:
            left += round(QFontMetricsF(strong).horizontalAdvance(self.heading))
            painter.setFont(body)
            painter.setPen(colour("muted"))
            note = painter.fontMetrics().elidedText(f" · {self.note}", Qt.TextElideMode.ElideRight, room - left)
            painter.drawText(QRect(left, 0, room - left, self.height()), int(middle) | int(_SINGLE), note)
        painter.end()
