"""The schedule of one of two on the time axis they share: the common period thick, the rest a thin line."""

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kpkportfolio.model.rows import InitiativeRow
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import FontRole
from ui.widgets.overlap.facts import common_period, schedule_words

_WORDS = 118
_AXIS = 200
_LEAST_AXIS = 60
_TICK = 11
_OWN, _COMMON = 3, 8
_ARROW = 6


class ScheduleCell(QWidget):
    """Dates in words and a bar; the two of a pair have the same axis, whole years, so that they can be compared."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: InitiativeRow | None = None
        self._period: tuple[date, date | None] | None = None
        self._years = (0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_schedule(self, row: InitiativeRow, other: InitiativeRow) -> None:
        """The schedule of ``row`` beside that of ``other``."""
        self._row = row
        self._period = common_period(row, other)
        days = [day for one in (row, other) for day in (one.start, one.end) if day is not None]
        self._years = (min(days).year, max(days).year) if days else (0, 0)
        self.setAccessibleName("".join(words for words, _tone in schedule_words(row)))
        self.update()

    @property
    def text(self) -> str:
        """The dates in words."""
        return self.accessibleName()

    def sizeHint(self) -> QSize:
        return QSize(200, round(QFontMetricsF(font(FontRole.BODY)).height()) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._row is None:
            return
        painter = QPainter(self)
        painter.setFont(font(FontRole.BODY))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        [(words, tone)] = schedule_words(self._row)
        painter.setPen(colour(tone))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(words)
        painter.drawText(QRectF(0, 0, self.width(), self.height()), flags, words)
        left = max(_WORDS, wide + 16)
        room = min(_AXIS, self.width() - left - 24)
        if self._years[0] and room >= _LEAST_AXIS:
            self._axis(painter, QRectF(left, 0, room, self.height()))
        painter.end()

    def _axis(self, painter: QPainter, area: QRectF) -> None:
        assert self._row is not None
        first, last = self._years
        days = (date(last + 1, 1, 1) - date(first, 1, 1)).days

        def at(day: date) -> float:
            return area.left() + area.width() * (day - date(first, 1, 1)).days / days

        middle = round(area.center().y())
        for year in range(first, last + 2):
            x = round(area.left() if year == first else at(date(year, 1, 1)))
            painter.fillRect(QRectF(x, middle - _TICK // 2, 1, _TICK), colour("line_strong"))
        row = self._row
        if row.start is None:
            return
        start = at(row.start)
        end = at(row.end) if row.end else area.right() if row.open_ended else start + 3
        painter.fillRect(QRectF(round(start), middle - 1, round(end - start), _OWN), colour("edge"))
        if self._period is not None:
            common, until = self._period
            right = at(until) if until else area.right()
            box = QRectF(round(at(common)), middle - _COMMON // 2, max(3, round(right - at(common))), _COMMON)
            painter.fillRect(box, colour("accent"))
        if row.open_ended:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent" if self._period and self._period[1] is None else "edge"))
            tip, y = area.right() + _ARROW, middle + 0.5
            painter.drawPolygon(
                QPolygonF([QPointF(area.right(), y - _ARROW), QPointF(tip, y), QPointF(area.right(), y + _ARROW)])
            )
