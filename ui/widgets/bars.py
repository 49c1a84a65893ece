"""Small bars by year for the details panel: what is spent is solid, what is planned is tinted."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kpkportfolio.text import _, format_millions, format_number
from ui.theme.state import colour, current
from ui.theme.theme import font
from ui.theme.tokens import FontRole

_TITLE = 24
_TOP = 24
_FOOT = 22
_LEFT = 26
_BAR = 32
_CENTS = 1e8


@dataclass(frozen=True, slots=True)
class YearBar:
    """A year's money in cents: ``planned`` for the whole year, ``actual`` of it spent; None is unknown."""

    year: int
    planned: int | None
    actual: int | None = None

    @property
    def most(self) -> int | None:
        """Height of the bar: the plan, or what was spent when that is more."""
        known = [value for value in (self.planned, self.actual) if value is not None]
        return max(known) if known else None


class YearBars(QWidget):
    """Title with the unit, legend, bars with their values above, and a dash for a year without any."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """``title`` names the unit too, such as ``Investointi, M€``."""
        super().__init__(parent)
        self._title = title
        self._years: list[YearBar] = []
        self._programme: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)

    def set_years(self, years: Sequence[YearBar], programme: int | None = None) -> None:
        """Shows these years in order, in the programme's colour (without one, in that of investments)."""
        self._years = list(years)
        self._programme = programme
        told = (f"{one.year}: {format_millions(one.most, one.most, unit=True) or '–'}" for one in self._years)
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(316, _TITLE + _TOP + 64 + _FOOT)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = current()
        ink = QColor(palette.investment if self._programme is None else palette.programme_colour(self._programme))
        self._heading(painter, ink)
        values = [one.most for one in self._years if one.most is not None]
        step, top = scale_top(max(values, default=0) / _CENTS)
        plot = QRectF(_LEFT, _TITLE + _TOP, self.width() - _LEFT, self.height() - _TITLE - _TOP - _FOOT)
        painter.setFont(font(FontRole.HINT))
        for tick in range(round(top / step) + 1):
            y = round(plot.bottom() - plot.height() * tick * step / top)
            painter.fillRect(QRectF(plot.left(), y, plot.width(), 1), colour("line" if tick else "edge"))
            painter.setPen(colour("muted"))
            painter.drawText(
                QRectF(0, y - 8, _LEFT - 8, 16),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                format_number(tick * step, 0 if step >= 1 else 1 if step >= 0.1 else 2),
            )
        for number, one in enumerate(self._years):
            slot = plot.width() / len(self._years)
            self._bar(painter, plot, plot.left() + slot * (number + 0.5), slot, one, ink, top)
        painter.end()

    def _heading(self, painter: QPainter, ink: QColor) -> None:
        strong = font(FontRole.SMALL_STRONG)
        painter.setFont(strong)
        painter.setPen(colour("text"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 0, self.width(), _TITLE), middle, self._title)
        small = font(FontRole.SMALL)
        metrics = QFontMetricsF(small)
        entries = ((_("actual"), True), (_("planned"), False))
        right = float(self.width())
        painter.setFont(small)
        room = right - QFontMetricsF(strong).horizontalAdvance(self._title) - 12
        if sum(metrics.horizontalAdvance(text) + 32 for text, _solid in entries) > room:
            return
        for text, solid in reversed(entries):
            width = metrics.horizontalAdvance(text)
            painter.setPen(colour("muted"))
            painter.drawText(QRectF(right - width, 0, width + 1, _TITLE), middle, text)
            box = QRectF(round(right - width - 16), (_TITLE - 10) / 2, 10, 10)
            self._box(painter, box, ink, 1.0 if solid else 0.0)
            right -= width + 30

    def _bar(
        self, painter: QPainter, plot: QRectF, x: float, slot: float, one: YearBar, ink: QColor, top: float
    ) -> None:
        painter.setFont(font(FontRole.HINT))
        painter.setPen(colour("muted"))
        foot = QRectF(x - slot / 2, plot.bottom() + 4, slot, 16)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, str(one.year))
        if not one.most:
            painter.drawText(QRectF(x - slot / 2, plot.bottom() - 18, slot, 16), Qt.AlignmentFlag.AlignCenter, "–")
            return
        height = max(2.0, plot.height() * one.most / _CENTS / top)
        wide = min(_BAR, slot - 8)
        box = QRectF(round(x - wide / 2), round(plot.bottom() - height), round(wide), round(height))
        self._box(painter, box, ink, min(1.0, (one.actual or 0) / one.most))
        words = format_millions(one.most, one.most)
        path = QPainterPath()
        metrics = QFontMetricsF(painter.font())
        path.addText(QPointF(x - metrics.horizontalAdvance(words) / 2, box.top() - 5), painter.font(), words)
        # the halo keeps the figure readable over a grid line
        painter.strokePath(path, QPen(colour("base"), 4))
        painter.setPen(colour("text"))
        painter.drawText(QRectF(x - slot, box.top() - 19, 2 * slot, 16), Qt.AlignmentFlag.AlignCenter, words)

    @staticmethod
    def _box(painter: QPainter, box: QRectF, ink: QColor, solid: float) -> None:
        painter.fillRect(box, QColor(current().tint(ink.name())))
        height = round(box.height() * solid)
        painter.fillRect(QRectF(box.left(), box.bottom() - height, box.width(), height), ink)
        painter.setPen(QPen(ink, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def scale_top(most: float) -> tuple[float, float]:
    """Step and top of an axis of 2 to 4 steps of 1, 2 or 5 times a power of ten that holds ``most``."""
    if most <= 0:
        return 0.5, 1.0
    power = 10.0 ** math.floor(math.log10(most))
    for step in (power * share for share in (0.2, 0.5, 1.0, 2.0, 5.0)):
        count = math.ceil(round(most / step, 9))
        if count <= 3:
            return step, step * max(2, count)
    raise AssertionError("a step of five powers of ten holds every figure of that power")
