"""A text whose matching phrases stand on info ground with an accent line below and a small number before them.

Phrases that another language answers have a letter before them and a line in the colour of their pair below.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import glyphs
from ui.theme.state import colour, current
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.overlap.answers import AnswerMark
from ui.widgets.overlap.phrases import Mark

_LINE = 1.5
_ANSWER_LINE = 2.0
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

    With answers it takes the keyboard: ← and → go from one to the next.

    Signals:
        pointed(int): the number of the phrase that was clicked.
        answer_pointed(object): the number of the pair that the pointer or the keyboard is at, None for none.
    """

    pointed = Signal(int)
    answer_pointed = Signal(object)

    def __init__(self, role: FontRole = FontRole.BODY, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._runs: list[Run] = []
        self._glyph = ""
        self._marks: list[Mark] = []
        self._answers: list[AnswerMark] = []
        self._insertions: list[tuple[int, str, str]] = []
        self._text = ""
        self._pointed: int | None = None
        self._answer: int | None = None
        self._layout: QTextLayout | None = None
        self._width = -1
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_text(self, runs: Sequence[Run], marks: Sequence[Mark] = (), glyph: str = "") -> None:
        """``marks`` are of the first run; ``glyph`` is a name for ``ui.theme.glyphs.named_pixmap``."""
        self._runs = list(runs)
        self._glyph = glyph
        self._marks = list(marks)
        self._answers = []
        self._compose()

    def show_answers(self, answers: Sequence[AnswerMark]) -> None:
        """Mark the phrases of the first run that the other text answers."""
        length = len(self._runs[0][0]) if self._runs else 0
        # the text may have been edited since they were looked for
        self._answers = [one for one in answers if 0 <= one.start < one.end <= length]
        self._compose()

    def _compose(self) -> None:
        """The text with its numbers and letters."""
        first = self._runs[0][0] if self._runs else ""
        # one number keeps the text readable: that of the weightiest reason
        signs = [(mark.start, f"{mark.numbers[0]}{_AFTER}", "accent") for mark in self._marks]
        signs += [(one.start, f"{one.letter}{_AFTER}", _hue(one.number)) for one in self._answers]
        self._insertions = sorted(signs, key=lambda one: one[0])
        self._text, at = "", 0
        for place, sign, _tone in self._insertions:
            self._text += first[at:place] + sign
            at = place
        self._text += first[at:] + "".join(words for words, _tone in self._runs[1:])
        self.setAccessibleName(self.text)
        phrases = (f"{one.letter}: {first[one.start : one.end]}" for one in self._answers)
        self.setAccessibleDescription("\n".join(phrases))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if self._answers else Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(bool(self._answers))
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
        return [(self.text[mark.start : mark.end], mark.numbers) for mark in self._marks]

    @property
    def answered(self) -> list[tuple[str, str]]:
        """The phrases that the other text answers, with their letters."""
        return [(self.text[one.start : one.end], one.letter) for one in self._answers]

    def point(self, number: int | None) -> None:
        """Show the phrases of one number on selection ground."""
        if number != self._pointed:
            self._pointed = number
            self.update()

    def point_answer(self, number: int | None) -> None:
        """Show the phrase of one pair on selection ground."""
        if number != self._answer:
            self._answer = number
            self.update()

    # --- layout ---------------------------------------------------------------------------------------------------

    @property
    def _left(self) -> int:
        return _GLYPH_ROOM if self._glyph else 0

    def _shown(self, place: int) -> int:
        """Where a place of the text as it is written stands among the numbers and letters."""
        return place + sum(len(sign) for at, sign, _tone in self._insertions if at < place)

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
        result, added = [], 0
        for place, sign, tone in self._insertions:
            form = QTextCharFormat()
            form.setFont(small)
            form.setForeground(colour(tone))
            form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
            result.append(_range(place + added, len(sign), form))
            added += len(sign)
        at = added + (len(self._runs[0][0]) if self._runs else 0)
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
        for mark in self._marks:
            ground = "selection" if self._pointed in mark.numbers else "info_ground"
            for box in self._boxes(layout, mark.start, mark.end):
                painter.fillRect(box, colour(ground))
                painter.fillRect(_under(box, -_LINE, _LINE), colour("accent"))
        for one in self._answers:
            for box in self._boxes(layout, one.start, one.end):
                if one.number == self._answer:
                    painter.fillRect(box, colour("selection"))
                painter.fillRect(_under(box, 0, _ANSWER_LINE), QColor(_hue(one.number)))
        if self._glyph:
            picture = glyphs.named_pixmap(self._glyph, self.devicePixelRatioF())
            top = _ABOVE + (QFontMetricsF(font(self._role)).height() - SIZES.icon) / 2
            painter.drawPixmap(QPointF(-1, top), picture)
        painter.setPen(colour(self._runs[0][1] if self._runs else "text"))
        layout.draw(painter, QPointF(0, 0))
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), SIZES.corner, SIZES.corner)
        painter.end()

    def _boxes(self, layout: QTextLayout, start: int, end: int) -> list[QRectF]:
        """Where ``[start, end)`` of the text as it is written stands, a box a line, with its sign."""
        height = QFontMetricsF(font(self._role)).height()
        start, end = self._shown(start), self._shown(end)
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
            # the colours of the words are part of the layout, those of the pairs of its signs
            self._compose()

    # --- hand and keys --------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        layout = self._laid_out(self.width())
        for mark in self._marks:
            if any(box.contains(event.position()) for box in self._boxes(layout, mark.start, mark.end)):
                if event.button() == Qt.MouseButton.LeftButton:
                    self.pointed.emit(mark.numbers[0])
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        layout = self._laid_out(self.width())
        at = event.position()
        found = (
            one.number
            for one in self._answers
            if any(box.contains(at) for box in self._boxes(layout, one.start, one.end))
        )
        self._go(next(found, None))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._go(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is None or not self._answers or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        order = [one.number for one in sorted(self._answers, key=lambda one: (one.start, one.number))]
        if self._answer in order:
            at = max(0, min(order.index(self._answer) + step, len(order) - 1))
        else:
            at = 0 if step > 0 else len(order) - 1
        self._go(order[at])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._go(None)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def _go(self, number: int | None) -> None:
        if number != self._answer:
            self.point_answer(number)
            self.answer_pointed.emit(number)


def _hue(number: int) -> str:
    """The colour of a pair: seven that the colour-blind tell apart, then again from the first; its letter decides."""
    return current().programme_colour(number + 1)


def _under(box: QRectF, gap: float, height: float) -> QRectF:
    return QRectF(box.left(), box.bottom() + gap, box.width(), height)


def _x(line: QTextLine, place: int) -> float:
    """How far right a letter of the text stands; Qt answers with the place too."""
    answer = line.cursorToX(place)
    return float(answer[0] if isinstance(answer, tuple) else answer)  # type: ignore[arg-type]  # stubs say object


def _range(start: int, length: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    result = QTextLayout.FormatRange()
    result.start, result.length, result.format = start, length, form
    return result
