"""Why a pair was found: a number or letter, a few words, the phrases, and a bar for how much each weighs."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from kpkportfolio.model.vocabulary import label as kind_word
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.text import _, format_number
from ui.overlap_pairs import shares
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.overlap.comparison import row_words
from ui.widgets.overlap.phrases import NumberedReason
from ui.widgets.overlap.strength import Strength
from ui.widgets.parts import label

_ROW = 24
_BOX = 16
_BAR, _BAR_HEIGHT = 88, 8
_VALUE = 40
_NARROW = 560


class ReasonRows(QWidget):
    """The reasons as rows; arrows and clicks point at one, and its phrases are shown in the texts.

    Signals:
        pointed(object): number of the pointed reason's phrases, None when it has none or nothing is pointed at.
    """

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reasons: list[NumberedReason] = []
        self._shares: Mapping[int, float] = {}
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Reasons"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_reasons(self, finding: Finding, reasons: Sequence[NumberedReason]) -> None:
        """Show these reasons of the finding; nothing is pointed at."""
        self.reasons = list(reasons)
        places = {id(reason): place for place, reason in enumerate(finding.reasons)}
        weights = shares(finding)
        self._shares = {n: weights.get(places[id(one.reason)], 0.0) for n, one in enumerate(self.reasons)}
        self._current = -1
        told = (f"{one.title}: {one.detail} {self._value(n)}" for n, one in enumerate(self.reasons))
        self.setAccessibleDescription("\n".join(told))
        self.updateGeometry()
        self.update()

    def point(self, number: int | None) -> None:
        """Point at the reason with this number."""
        place = next((n for n, one in enumerate(self.reasons) if number is not None and one.number == number), -1)
        self._go(place)

    @property
    def current(self) -> NumberedReason | None:
        """The reason that is pointed at."""
        return self.reasons[self._current] if 0 <= self._current < len(self.reasons) else None

    def _go(self, place: int) -> None:
        if place != self._current:
            self._current = place
            self.update()
            self.pointed.emit(self.current.number if self.current else None)

    def _value(self, place: int) -> str:
        share = self._shares.get(place, 0.0)
        return format_number(share, 2) if share > 0 else "–"

    def sizeHint(self) -> QSize:
        return QSize(400, max(1, len(self.reasons)) * self._row_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def _row_height(self) -> int:
        return max(_ROW, round(QFontMetricsF(font(FontRole.BODY)).height()) + 8)

    def _title_width(self) -> int:
        widest = max(
            (QFontMetricsF(font(FontRole.BODY)).horizontalAdvance(one.title) for one in self.reasons), default=0
        )
        return min(round(widest) + 16, self.width() // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max(self._shares.values(), default=0.0)
        height = self._row_height()
        for place, one in enumerate(self.reasons):
            self._paint_row(painter, QRectF(0, place * height, self.width(), height), place, one, most)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), SIZES.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), SIZES.corner, SIZES.corner)
        painter.end()

    def _paint_row(self, painter: QPainter, row: QRectF, place: int, one: NumberedReason, most: float) -> None:
        pointed = place == self._current
        if pointed:
            painter.fillRect(row, colour("selection"))
        self._paint_sign(painter, QRectF(row.left() + 4, row.center().y() - _BOX / 2, _BOX, _BOX), one)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        body = font(FontRole.BODY)
        painter.setFont(body)
        painter.setPen(colour("text"))
        left, wide = row.left() + 28, self._title_width()
        metrics = QFontMetricsF(body)
        title = metrics.elidedText(one.title, Qt.TextElideMode.ElideRight, wide - 4)
        painter.drawText(QRectF(left, row.top(), wide, row.height()), flags, title)
        bar = _BAR if self.width() >= _NARROW else _BAR // 2
        right = row.right() - 8
        painter.drawText(
            QRectF(right - _VALUE, row.top(), _VALUE, row.height()),
            flags | Qt.AlignmentFlag.AlignRight,
            self._value(place),
        )
        bar_left = right - _VALUE - 8 - bar
        share = self._shares.get(place, 0.0)
        if share > 0 and most > 0:
            filled = max(2, round(bar * share / most))
            painter.fillRect(
                QRectF(bar_left, round(row.center().y() - _BAR_HEIGHT / 2), filled, _BAR_HEIGHT), colour("accent")
            )
        painter.setPen(colour("text" if pointed else "muted"))
        room = bar_left - 12 - left - wide
        detail = metrics.elidedText(one.detail, Qt.TextElideMode.ElideRight, max(0, room))
        painter.drawText(QRectF(left + wide, row.top(), room, row.height()), flags, detail)

    def _paint_sign(self, painter: QPainter, box: QRectF, one: NumberedReason) -> None:
        tone = "warn" if one.against else "accent"
        painter.setPen(QPen(colour(tone), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        painter.setFont(font(FontRole.HINT))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _sign(one))

    def _at(self, y: float) -> int:
        place = int(y // self._row_height())
        return place if 0 <= place < len(self.reasons) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position().y())
        if place >= 0:
            one = self.reasons[place]
            QToolTip.showText(event.globalPosition().toPoint(), one.reason.detail, self)
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position().y())
        self._go(-1 if place == self._current else place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        # with Ctrl the arrows go to the next pair
        if step is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            self._go(max(0, min(len(self.reasons) - 1, self._current + step)))


class ReasonPanel(QWidget):
    """Heading with the score and its word, and the rows below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.page_edge, SIZES.space_3, SIZES.page_edge, SIZES.space_3)
        layout.setSpacing(SIZES.space_2)
        head = QHBoxLayout()
        head.setSpacing(SIZES.space_1)
        head.addWidget(label(_("Reasons"), FontRole.SECTION), 1)
        self.kind: QLabel = label("", FontRole.BODY, "muted")
        self.score = label("", FontRole.STRONG)
        self.word = label("", FontRole.BODY, "muted")
        for part in (self.kind, self.score, self.word):
            head.addWidget(part)
        layout.addLayout(head)
        self.rows = ReasonRows()
        layout.addWidget(self.rows)

    def show_reasons(self, finding: Finding, reasons: Sequence[NumberedReason]) -> None:
        """Show what speaks for and against the finding."""
        self.kind.setText(_("{kind}, probability").format(kind=kind_word(finding.kind)))
        self.score.setText(format_number(finding.score, 2))
        self.word.setText(Strength.of(finding.score).word)
        self.rows.show_reasons(finding, reasons)


def _sign(one: NumberedReason) -> str:
    """The number of its phrases, ``!`` of what speaks against, else the first letter of the compared fact."""
    if one.against:
        return "!"
    if one.number is not None:
        return str(one.number)
    return row_words()[one.row][:1] if one.row else "·"
