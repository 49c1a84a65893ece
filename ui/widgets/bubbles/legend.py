"""The keys to the chart: colours that can be clicked to narrow down, and how large is how much."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QVBoxLayout, QWidget

from kpkportfolio.charts.bubbles import BubbleChart, ColourBy, LegendEntry
from kpkportfolio.model.filtering import UNKNOWN
from kpkportfolio.text import format_number
from ui.theme import glyphs
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import BUBBLES, SIZES, FontRole
from ui.widgets.text_layout import title_lines

_ROW = 24
_GAP = 8


@dataclass(frozen=True, slots=True)
class Key:
    """One colour: the value it narrows down to (None cannot), its words, count and glyph."""

    value: str | None
    text: str
    count: int
    glyph: str


def keys_of(entries: Sequence[LegendEntry], by: ColourBy) -> list[Key]:
    """The rows of a colour legend. Responsible parties are looked for by name; "others" are nobody's name."""
    found = []
    for entry in entries:
        if by == "status":
            glyph, value = (f"status:{entry.status}", entry.status.value) if entry.status else ("programme:", UNKNOWN)
        elif by == "health":
            glyph, value = f"health:{entry.health or ''}", entry.health.value if entry.health else UNKNOWN
        else:
            glyph = f"programme:{entry.number if entry.number is not None else ''}"
            value = entry.title if entry.number is not None else UNKNOWN
        narrowing = None if by == "organisation" and entry.number is None else value
        found.append(Key(narrowing, entry.title, entry.placed, glyph))
    return found


class _KeyRow(QAbstractButton):
    """Swatch, words and count; chosen ones have the selection's tone and bar."""

    def __init__(self, key: Key, chosen: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = key
        self.setText(key.text)
        self.setCheckable(True)
        self.setChecked(chosen)
        self.setEnabled(key.value is not None)
        self.setAccessibleName(f"{key.text} ({format_number(key.count)})")
        self.setToolTip(key.text)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if key.value is not None:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, max(_ROW, self.fontMetrics().height() + 7))

    def nextCheckState(self) -> None:
        """Whether it is chosen is told by the filter, not by the click."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = SIZES.page_edge
        if self.isChecked():
            painter.fillRect(self.rect(), colour("selection"))
            painter.fillRect(0, 0, SIZES.accent_bar, self.height(), colour("accent"))
        elif self.underMouse() and self._key.value is not None:
            painter.fillRect(self.rect(), colour("hover"))
        middle = self.height() / 2
        picture = glyphs.named_pixmap(self._key.glyph, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(edge, middle - SIZES.swatch / 2), picture)
        painter.setFont(font(FontRole.BODY))
        count = format_number(self._key.count)
        width = painter.fontMetrics().horizontalAdvance(count) + 1
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setPen(colour("muted"))
        right = self.width() - edge
        painter.drawText(QRect(right - width, 0, width + 1, self.height()), flags, count)
        left = edge + SIZES.swatch + _GAP
        room = right - width - _GAP - left
        painter.setPen(colour("text"))
        text = painter.fontMetrics().elidedText(self._key.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, 0, room + 1, self.height()), flags, text)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("accent"), SIZES.focus))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(5, 1, -5, -1), SIZES.corner, SIZES.corner)
        painter.end()


class ColourLegend(QWidget):
    """The colours with how many bubbles each has.

    Signals:
        chosen(object, bool): a :class:`Key` was clicked; True with Ctrl or Shift, which adds to the others.
    """

    chosen = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.keys: list[Key] = []

    def set_keys(self, keys: list[Key], chosen: frozenset[str]) -> None:
        """Show these rows; ``chosen`` are the values the portfolio is narrowed down to."""
        self.keys = keys
        here = self.focusWidget()
        kept = here.text() if isinstance(here, _KeyRow) and here.hasFocus() else None
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for key in keys:
            row = _KeyRow(key, key.value is not None and key.value in chosen, self)
            row.clicked.connect(lambda _on=False, key=key: self._clicked(key))
            self._rows.addWidget(row)
            if key.text == kept:
                row.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setVisible(bool(keys))

    def rows(self) -> list[QAbstractButton]:
        """The rows, top to bottom."""
        items = (self._rows.itemAt(place) for place in range(self._rows.count()))
        return [row for item in items if item is not None and isinstance(row := item.widget(), QAbstractButton)]

    def _clicked(self, key: Key) -> None:
        held = QApplication.keyboardModifiers()
        adding = held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        self.chosen.emit(key, bool(adding))


class SizeLegend(QWidget):
    """Up to three circles of round sizes, and what a bubble of unknown size looks like."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._examples: Sequence[tuple[float, str]] = ()
        self._unknown = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: BubbleChart) -> None:
        """Take the examples of a chart."""
        size = chart.size
        # the smallest first, as one reads
        examples = [(r, size.text(value)) for value, r in reversed(chart.size_examples)] if size is not None else []
        self._examples = sorted(examples)
        unsized = size is not None and any(bubble.size is None for bubble in chart.bubbles)
        self._unknown = size.missing[:1].upper() + size.missing[1:] if unsized and size is not None else ""
        self.setAccessibleName(", ".join(text for _r, text in self._examples))
        self.setVisible(bool(self._examples or self._unknown))
        self.updateGeometry()
        self.update()

    def _lines(self, width: int) -> tuple[str, ...]:
        if not self._unknown:
            return ()
        return title_lines(self._unknown, width - 2 * SIZES.page_edge - 24, font(FontRole.SMALL), 3)

    def sizeHint(self) -> QSize:
        high = round(2 * max((r for r, _text in self._examples), default=0.0)) + 2
        lines = self._lines(self.width())
        return QSize(160, high + (8 + len(lines) * 16 if lines else 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(FontRole.SMALL))
        metrics = painter.fontMetrics()
        tallest = max((r for r, _text in self._examples), default=0.0)
        tint = colour("muted")
        tint.setAlphaF(0.2)
        words = sum(metrics.horizontalAdvance(text) + 8 for _r, text in self._examples)
        discs = sum(2 * r for r, _text in self._examples)
        room = self.width() - 2 * SIZES.page_edge - words - discs
        gap = min(28.0, max(8.0, room / max(1, len(self._examples) - 1)))
        x, middle = float(SIZES.page_edge) + 1, tallest + 1
        for r, text in self._examples:
            painter.setPen(QPen(colour("edge"), 1))
            painter.setBrush(tint)
            painter.drawEllipse(QPointF(x + r, middle), r, r)
            painter.setPen(colour("muted"))
            wide = metrics.horizontalAdvance(text)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRectF(x + 2 * r + 6, middle - 10, wide + 2, 20), flags, text)
            x += 2 * r + 8 + wide + gap
        top = 2 * tallest + 10
        for number, line in enumerate(self._lines(self.width())):
            if number == 0:
                painter.setPen(QPen(colour("muted"), 1.5))
                painter.setBrush(tint)
                r = BUBBLES.radius_least - 1.0
                painter.drawEllipse(QPointF(SIZES.page_edge + 7, top + 8), r, r)
            painter.setPen(colour("muted"))
            painter.drawText(QPointF(SIZES.page_edge + 24, top + 12 + 16 * number), line)
        painter.end()
