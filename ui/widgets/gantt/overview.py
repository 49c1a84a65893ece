"""The whole schedule at a glance, beside the vertical scroll bar: where bars, today and what is seen lie.

The bars are painted once into a pixmap and only when they change; a frame draws the pixmap and a frame around what is
seen. Of a long list only as many rows are painted as can be told apart, so that it takes the same time at any length.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from kpkportfolio.charts.bars import GanttRow
from kpkportfolio.text import _, format_number
from ui.theme.tokens import SIZES
from ui.widgets.gantt.canvas import Canvas

if TYPE_CHECKING:
    from ui.widgets.gantt.view import GanttView

WIDTH = 72
_SCREENS = 2
"""A list that is at most so many times as high as what is seen needs no overview."""
_MOST = 1600
"""Rows painted at most; a screen has fewer lines."""
_INSET, _THICK, _LEAST_FRAME = 4.0, 3.0, 8.0
_PER_YEAR = 365.2425
_NEAR = 0.25
"""Of the schedule's length: so far from it today is still within."""


@dataclass(frozen=True, slots=True)
class Lie:
    """How rows and days lie in the overview: px from its left and from the top of its rows."""

    first: float
    per_day: float
    per_row: float

    def x(self, ordinal: float) -> float:
        """Where a day lies; one outside lies on the edge."""
        return min(max(_INSET + (ordinal - self.first) * self.per_day, _INSET), WIDTH - _INSET)

    def day(self, x: float) -> float:
        """The day there, as an ordinal."""
        return self.first + (min(max(x, _INSET), WIDTH - _INSET) - _INSET) / self.per_day


def sampled(rows: Sequence[GanttRow]) -> Sequence[int]:
    """The indices of the rows that are painted, evenly from the first to the last."""
    return range(0, len(rows), max(1, -(-len(rows) // _MOST)))


def lie(rows: Sequence[GanttRow], today: date, height: float) -> Lie:
    """All rows in this height and all but the rarest days in the width; a single far date leaves room to the rest."""
    some = [rows[index] for index in sampled(rows)]
    starts = sorted(row.start.toordinal() for row in some if row.start)
    ends = sorted(row.end.toordinal() for row in some if row.end)
    now = today.toordinal()
    first = starts[len(starts) // 50] if starts else min(ends, default=now)
    last = max(ends[-1 - len(ends) // 50] if ends else now, first)
    # today is on the edge of a schedule that is long past or far ahead, and in any other has its place
    near = (last - first) * _NEAR
    first, last = (now if first - near <= now < first else first), (now if last < now <= last + near else last)
    spare = max(0.0, _PER_YEAR - (last - first)) / 2
    return Lie(
        first - spare, (WIDTH - 2 * _INSET) / (last - first + 1 + 2 * spare), height / len(rows) if rows else 1.0
    )


class Overview(QWidget):
    """Beside the rows of a long list; a click or a drag goes there.

    It takes no keyboard: Page Up and Down, Home, End and Shift with the arrows go the same ways from the schedule.
    """

    def __init__(self, view: "GanttView") -> None:
        super().__init__(view)
        self._view = view
        self._pixmap: QPixmap | None = None
        self._made_for: tuple[object, ...] = ()
        self.lie = Lie(0.0, 1.0, 1.0)
        self.painted = 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("Overview of the schedule"))
        self.setAccessibleDescription(
            _("Where bars, today and what is seen lie. The keys of the schedule go the same ways.")
        )
        self.hide()

    @property
    def wanted(self) -> bool:
        """Whether the list is long enough to need it."""
        view = self._view
        room = view.viewport().height() - view.header
        return view.shown.overview and room > 0 and len(view.rows.rows) * view.row_height > _SCREENS * room

    def forget(self) -> None:
        """The rows or their colours are others now."""
        self._pixmap = None
        self.update()

    # --- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        view = self._view
        painter = QPainter(self)
        canvas = Canvas(painter, self, view.type)
        wanted = (self.width(), self.height(), view.header, canvas.ratio, view.today, canvas.palette)
        if self._pixmap is None or wanted != self._made_for:
            self._pixmap, self._made_for = self._draw(canvas.ratio), wanted
        painter.drawPixmap(0, 0, self._pixmap)
        seen = self.seen()
        # the rows across, the days framed; in no colour of a programme
        tint = QColor(canvas.colour("text"))
        tint.setAlphaF(0.16)
        painter.fillRect(QRectF(1, seen.top(), self.width() - 1, seen.height()), tint)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for name, width in (("base", 4.0), ("text", 2.0)):
            painter.setPen(QPen(canvas.colour(name), width))
            painter.drawRoundedRect(seen.adjusted(1, 1, -1, -1), SIZES.corner_small, SIZES.corner_small)
        painter.end()

    def _draw(self, ratio: float) -> QPixmap:
        view = self._view
        header, rows = view.header, view.rows.rows
        self.lie = lie(rows, view.today, max(self.height() - header - 2 * _INSET, 1.0))
        pixmap = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        painter = QPainter(pixmap)
        canvas = Canvas(painter, self, view.type)
        canvas.fill(0, 0, self.width(), self.height(), "alt")
        canvas.fill(0, 0, self.width(), header, "base")
        chosen = sampled(rows)
        thick = min(max(self.lie.per_row * 0.6, canvas.hair), _THICK)
        for index in chosen:
            self._bar(canvas, rows[index], header + _INSET + (index + 0.5) * self.lie.per_row, thick)
        self.painted = len(chosen)
        canvas.upright(self.lie.x(view.today.toordinal()), header, self.height(), "text", 1.5)
        canvas.level(0, self.width(), header - canvas.hair, "line_strong")
        canvas.upright(0, 0, self.height(), "line_strong")
        painter.end()
        return pixmap

    def _bar(self, canvas: Canvas, row: GanttRow, middle: float, thick: float) -> None:
        start, end = row.start or row.end, row.end or row.start
        if start is None or end is None:
            return
        left = self.lie.x(start.toordinal())
        right = WIDTH - _INSET if row.open_ended else self.lie.x(end.toordinal() + 1)
        colour = canvas.palette.programme_colour(row.programme_number)
        # a bar shorter than a pixel is still there
        canvas.fill(left, middle - thick / 2, max(right, left + 1), middle + thick / 2, colour)

    def seen(self) -> QRectF:
        """The frame around what the view shows; always large enough to be found."""
        view, where = self._view, self.lie
        left = where.x(view.scale.left)
        right = where.x(view.scale.ordinal(view.timeline_width))
        rows = view.verticalScrollBar().value() / view.row_height
        room = (view.viewport().height() - view.header) / view.row_height
        top, high = rows * where.per_row, max(room * where.per_row, _LEAST_FRAME)
        all_rows = max(len(view.rows.rows) * where.per_row, high)
        wide = max(right - left, _LEAST_FRAME)
        left = min(left, WIDTH - _INSET - wide)
        return QRectF(left, view.header + _INSET + min(top, all_rows - high), wide, high)

    # --- going there --------------------------------------------------------------------------------------------

    def _go(self, at: QPointF) -> None:
        """The row there comes to the middle; its day into sight, where it is not already."""
        view = self._view
        row = (at.y() - view.header - _INSET) / self.lie.per_row
        room = view.viewport().height() - view.header
        view.verticalScrollBar().setValue(round(row * view.row_height - room / 2))
        left, right = view.scale.left, view.scale.ordinal(view.timeline_width)
        day = self.lie.day(at.x())
        if day < left or day > right:
            view.pan((day - (left + right) / 2) * view.scale.per_day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # what is not taken here would reach the bars of the schedule
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        QCoreApplication.sendEvent(self._view.verticalScrollBar(), event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._words(event.pos().y()), self)
            return True
        return super().event(event)

    def _words(self, y: float) -> str:
        """What lies there, and what a click does."""
        rows = self._view.rows.rows
        index = int((y - self._view.header - _INSET) / self.lie.per_row)
        hint = _("Click or drag to go there")
        if y < self._view.header or not 0 <= index < len(rows):
            return hint
        place = _("Row {n} of {all}").format(n=format_number(index + 1), all=format_number(len(rows)))
        return f"{rows[index].title}\n{place}\n{hint}"
