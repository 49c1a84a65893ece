"""A text whose matching phrases stand on info ground with an accent line below and a small number before them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import glyphs
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.overlap.phrases import Mark

_LINE = 1.5
_LEADING = 4
# the numbers of the first line reach above it
_ABOVE = 2
_GLYPH_ROOM = 22
# does not break a line, so that a number stays with its phrase
_AFTER = "\u202f"

Run = tuple[str, str]
"""Words and their colour token."""


class MarkedText(QWidget):
    """Runs of words in their colours, wrapped; phrases are marked in the first run.

    Signals:
        pointed(int): the number of the phrase that was clicked.
    """

    pointed = Signal(int)

    def __init__(self, role: FontRole = FontRole.BODY, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._runs: list[Run] = []
        self._glyph = ""
        self._marks: list[tuple[int, int, tuple[int, ...]]] = []
        self._numbers: list[tuple[int, int]] = []
        self._tail = 0
        self._text = ""
        self._pointed: int | None = None
        self._layout: QTextLayout | None = None
        self._width = -1
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_text(self, runs: Sequence[Run], marks: Sequence[Mark] = (), glyph: str = "") -> None:
        """``marks`` are of the first run; ``glyph`` is a name for ``ui.theme.glyphs.named_pixmap``."""
        self._runs = list(runs)
        self._glyph = glyph
        self._text, self._marks, self._numbers = "", [], []
        first = self._runs[0][0] if self._runs else ""
        at = 0
        for mark in marks:
            self._text += first[at : mark.start]
            start = len(self._text)
            # one number keeps the text readable: that of the weightiest reason
            self._text += f"{mark.numbers[0]}{_AFTER}"
            self._numbers.append((start, len(self._text) - start))
            self._text += first[mark.start : mark.end]
            self._marks.append((start, len(self._text), mark.numbers))
            at = mark.end
        self._text += first[at:]
        self._tail = len(self._text)
        self._text += "".join(words for words, _tone in self._runs[1:])
        self.setAccessibleName("".join(words for words, _tone in self._runs))
        self._layout = None
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """What is shown, without the numbers."""
        return "".join(words for words, _tone in self._runs)

    @property
    def marked(self) -> list[tuple[str, tuple[int, ...]]]:
        """The marked phrases and their numbers."""
        numbers = dict(self._numbers)
        return [(self._text[start + numbers[start] : end], of) for start, end, of in self._marks]

    def point(self, number: int | None) -> None:
        """Show the phrases of one number on selection ground."""
        if number != self._pointed:
            self._pointed = number
            self.update()

    # --- layout ---------------------------------------------------------------------------------------------------

    @property
    def _left(self) -> int:
        return _GLYPH_ROOM if self._glyph else 0

    def _laid_out(self, width: int) -> QTextLayout:
        if self._layout is not None and self._width == width:
            return self._layout
        words = font(self._role)
        layout = QTextLayout(self._text, words)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        metrics = QFontMetricsF(words)
        step = metrics.height() + _LEADING
        layout.beginLayout()
        top = float(_ABOVE)
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(20, width - self._left))
            # a small number must not push its line down
            line.setPosition(QPointF(self._left, top + metrics.ascent() - line.ascent()))
            top += step
        layout.endLayout()
        self._layout, self._width = layout, width
        return layout

    def _formats(self) -> list[QTextLayout.FormatRange]:
        # Qt sets superscripts at two thirds
        small = font(FontRole.SECTION)
        result = []
        for start, length in self._numbers:
            form = QTextCharFormat()
            form.setFont(small)
            form.setForeground(colour("accent"))
            form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
            result.append(_range(start, length, form))
        at = self._tail
        for words, tone in self._runs[1:]:
            form = QTextCharFormat()
            form.setForeground(colour(tone))
            result.append(_range(at, len(words), form))
            at += len(words)
        return result

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self._laid_out(width)
        step = QFontMetricsF(font(self._role)).height() + _LEADING
        return round(max(1, layout.lineCount()) * step) + _ABOVE

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(self.width() if self.width() > 60 else 200))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, round(QFontMetricsF(font(self._role)).height()) + _LEADING + _ABOVE)

    # --- painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout = self._laid_out(self.width())
        height = QFontMetricsF(font(self._role)).height()
        for start, end, numbers in self._marks:
            ground = "selection" if self._pointed in numbers else "info_ground"
            for box in self._boxes(layout, start, end, height):
                painter.fillRect(box, colour(ground))
                painter.fillRect(QRectF(box.left(), box.bottom() - _LINE, box.width(), _LINE), colour("accent"))
        if self._glyph:
            picture = glyphs.named_pixmap(self._glyph, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(-1, _ABOVE + (height - SIZES.icon) / 2), picture)
        painter.setPen(colour(self._runs[0][1] if self._runs else "text"))
        layout.draw(painter, QPointF(0, 0))
        painter.end()

    def _boxes(self, layout: QTextLayout, start: int, end: int, height: float) -> list[QRectF]:
        boxes = []
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first = max(start, line.textStart())
            last = min(end, line.textStart() + line.textLength())
            if first >= last:
                continue
            shown = self._text[first:last].rstrip()
            left, right = _x(line, first), _x(line, first + len(shown))
            top = _ABOVE + number * (height + _LEADING)
            boxes.append(QRectF(left - 1, top, right - left + 2, height + 2))
        return boxes

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            # the colours of the words are part of the layout
            self._layout = None
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        layout = self._laid_out(self.width())
        height = QFontMetricsF(font(self._role)).height()
        for start, end, numbers in self._marks:
            if any(box.contains(event.position()) for box in self._boxes(layout, start, end, height)):
                if event.button() == Qt.MouseButton.LeftButton:
                    self.pointed.emit(numbers[0])
                return
        super().mousePressEvent(event)


def _x(line: QTextLine, place: int) -> float:
    """How far right a letter of the text stands; Qt answers with the place too."""
    answer = line.cursorToX(place)
    return float(answer[0] if isinstance(answer, tuple) else answer)  # type: ignore[arg-type]  # stubs say object


def _range(start: int, length: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    result = QTextLayout.FormatRange()
    result.start, result.length, result.format = start, length, form
    return result
