"""One pair to be judged: the two side by side, the reasons below, and the verdict at the foot.

The texts scroll, so that reasons and verdict keep their places.
"""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from kpkportfolio.model.rows import Contents
from ui.overlap_pairs import Pair
from ui.theme.tokens import SIZES
from ui.widgets.overlap.answers import Answers
from ui.widgets.overlap.comparison import Comparison
from ui.widgets.overlap.facts import side
from ui.widgets.overlap.pair_model import PairLine
from ui.widgets.overlap.phrases import numbered
from ui.widgets.overlap.reason_list import ReasonPanel
from ui.widgets.overlap.verdict_bar import VerdictBar
from ui.widgets.parts import rule

_LOW = 720
"""Under this height the verdicts take one line each."""
_PINNED = 560
"""From this height on the reasons are always seen."""


class _Body(QWidget):
    """As high as its width asks for: Qt would take the height of the narrowest wrapping for the least."""

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 0)

    def sizeHint(self) -> QSize:
        return QSize(600, 0)


class PairView(QWidget):
    """Comparison, reasons and verdict below each other."""

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
        self._column = column
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
        layout.addWidget(self.reasons)
        layout.addWidget(rule())
        layout.addWidget(self.verdict)
        self._outer = layout
        self._pinned = True
        self._pair: Pair | None = None
        self._answers: Answers = {}
        self.reasons.rows.pointed.connect(self._pointed)
        self.comparison.pointed.connect(self._phrase_clicked)

    def show_line(self, line: PairLine, contents: Contents) -> None:
        """Show a pair from its top; the one that is shown already stays where it has been read to."""
        again = line.pair == self._pair
        self._pair = line.pair
        pointed = self.reasons.rows.current if again else None
        reasons, marks_a, marks_b = numbered(line.finding, line.a, line.b)
        first, second = (
            side(contents, row, tongue) for row, tongue in zip((line.a, line.b), line.languages, strict=True)
        )
        self.comparison.show_pair(first, second, reasons, marks_a, marks_b)
        self.reasons.show_reasons(line.finding, reasons)
        self.reasons.rows.point(pointed.number if pointed else None)
        self.comparison.point(pointed.number if pointed else None)
        if again:
            self.comparison.show_answers(self._answers)
        else:
            self._answers = {}
            self._scroll.verticalScrollBar().setValue(0)

    def show_answers(self, pair: Pair, answers: Answers) -> None:
        """Mark the phrases that answer one another, unless another pair is shown by now.

        ``a`` of an answer is in the text of the finding's ``a``, which stands at the left.
        """
        if pair == self._pair:
            self._answers = answers
            self.comparison.show_answers(self._answers)

    def read_on(self, step: int) -> None:
        """Scroll the texts a page down, or up with −1."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + step * max(40, bar.pageStep() - 40))

    def _pin(self, pinned: bool) -> None:
        """The reasons stand above the verdict, or where it is low scroll with the texts."""
        if pinned == self._pinned:
            return
        self._pinned = pinned
        if pinned:
            self._column.removeWidget(self.reasons)
            self._outer.insertWidget(2, self.reasons)
        else:
            self._outer.removeWidget(self.reasons)
            self._column.addWidget(self.reasons)

    @Slot(object)
    def _pointed(self, number: int | None) -> None:
        self.comparison.point(number)

    @Slot(int)
    def _phrase_clicked(self, number: int) -> None:
        self.reasons.rows.point(number)
        rows = self.reasons.rows
        if self._pinned:
            return
        corner = rows.mapTo(self._body, QPoint(0, 0))
        shown = QRect(0, self._scroll.verticalScrollBar().value(), 1, self._scroll.viewport().height())
        if not shown.contains(0, corner.y()):
            self._scroll.ensureVisible(0, corner.y() + rows.height(), 0, SIZES.space_4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.comparison.set_narrow(self.width())
        self.verdict.set_low(self.height() < _LOW)
        self._pin(self.height() >= _PINNED)
