"""One pair to be judged: the two side by side, the reasons below, and the verdict at the foot."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from kpkportfolio.model.rows import Contents
from ui.theme.tokens import SIZES
from ui.widgets.overlap.comparison import Comparison
from ui.widgets.overlap.facts import side
from ui.widgets.overlap.pair_model import PairLine
from ui.widgets.overlap.phrases import numbered
from ui.widgets.overlap.reason_list import ReasonPanel
from ui.widgets.overlap.verdict_bar import VerdictBar
from ui.widgets.parts import rule

_LOW = 620
"""Under this height the verdicts take one line each."""


class _Body(QWidget):
    """As high as its width asks for: Qt would take the height of the narrowest wrapping for the least."""

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 0)

    def sizeHint(self) -> QSize:
        return QSize(600, 0)


class PairView(QWidget):
    """Texts and reasons scroll; the verdict stays in its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "base")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.comparison = Comparison()
        self.reasons = ReasonPanel()
        self.verdict = VerdictBar()
        self._body = _Body()
        self._body.setProperty("ground", "base")
        self._body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.comparison)
        column.addStretch(1)
        column.addSpacing(SIZES.space_3)
        column.addWidget(rule())
        column.addWidget(self.reasons)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(rule())
        layout.addWidget(self.verdict)
        self.reasons.rows.pointed.connect(self._pointed)
        self.comparison.pointed.connect(self._phrase_clicked)

    def show_line(self, line: PairLine, contents: Contents) -> None:
        """Show a pair from its top."""
        reasons, marks_a, marks_b = numbered(line.finding, line.a, line.b)
        first, second = (
            side(contents, row, tongue) for row, tongue in zip((line.a, line.b), line.languages, strict=True)
        )
        self.comparison.show_pair(first, second, reasons, marks_a, marks_b)
        self.comparison.point(None)
        self.reasons.show_reasons(line.finding, reasons)
        self._scroll.verticalScrollBar().setValue(0)

    @Slot(object)
    def _pointed(self, number: int | None) -> None:
        self.comparison.point(number)

    @Slot(int)
    def _phrase_clicked(self, number: int) -> None:
        self.reasons.rows.point(number)
        rows = self.reasons.rows
        corner = rows.mapTo(self._body, QPoint(0, 0))
        shown = QRect(0, self._scroll.verticalScrollBar().value(), 1, self._scroll.viewport().height())
        if not shown.contains(0, corner.y()):
            self._scroll.ensureVisible(0, corner.y() + rows.height(), 0, SIZES.space_4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.comparison.set_narrow(self.width())
        self.verdict.set_low(self.height() < _LOW)
