"""Where everything of the view lies: the table beside the timeline, rows and days in px, scrolling and zoom."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from kpkportfolio.charts.bars import GanttRow
from kpkportfolio.charts.time_axis import Phase
from ui.theme.theme import row_pixels
from ui.widgets.gantt.bars import place
from ui.widgets.gantt.canvas import Type
from ui.widgets.gantt.grid import Axis, header_height
from ui.widgets.gantt.overview import WIDTH, Overview
from ui.widgets.gantt.rows import GanttRows, Shown, first_look
from ui.widgets.gantt.scale import DAYS_PER_MONTH, TimeScale, as_day
from ui.widgets.gantt.table import Columns, TablePainter

_LEAST_TABLE, _LEAST_TIMELINE = 160, 160
_FIRST_TABLE = 500


class Area(QAbstractScrollArea):
    """The ground of :class:`~ui.widgets.gantt.view.GanttView`.

    Attributes:
        overview: beside long lists; made by the view.

    Signals:
        zoomed(float): px a month.
    """

    zoomed = Signal(float)
    overview: Overview

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = GanttRows()
        self.shown = Shown()
        self.grouped = True
        self.today = date.today()  # noqa: DTZ011 - a day of the person's own calendar; the page tells it again
        self._phases: Sequence[Phase] = ()
        self._placed = self._settled = False
        self._syncing = False
        self._first, self._last = as_day(1), as_day(2)
        self.scale = TimeScale(float(self.today.toordinal()), 12.0)
        self.type = Type()
        self._wanted_table = _FIRST_TABLE
        self._measure()

    def row(self, index: int) -> GanttRow:
        """A row as it is to be drawn."""
        return self.rows.rows[index]

    # --- geometry -----------------------------------------------------------------------------------------------

    def _measure(self) -> None:
        self.row_height = row_pixels()
        self.header = header_height(self.shown.phases and bool(self._phases))
        self._lay_columns()

    def _lay_columns(self) -> None:
        room = self.viewport().width() - _LEAST_TIMELINE
        share = round(self.viewport().width() * 0.5) if self._wanted_table == _FIRST_TABLE else room
        self.table_width = float(max(_LEAST_TABLE, min(self._wanted_table, share, room)))
        self.table = TablePainter(Columns.fit(self.table_width, self.type), self.type, self.grouped)

    @property
    def timeline_width(self) -> float:
        return max(self.viewport().width() - self.table_width, 1.0)

    def set_table_width(self, width: float) -> None:
        """Move the border between table and timeline; the timeline's days stay where they are."""
        before, placed = self.table_width, self._placed
        self._wanted_table = round(max(_LEAST_TABLE, width))
        self._lay_columns()
        self.set_scale(self.scale.moved(self.table_width - before))
        self._placed = placed

    @property
    def wanted_table_width(self) -> int:
        return self._wanted_table

    def top_of(self, index: int) -> float:
        """The upper edge of a row in the viewport."""
        return self.header + index * self.row_height - self.verticalScrollBar().value()

    def row_at(self, y: float) -> int | None:
        """The row at a height of the viewport."""
        index = int((y - self.header + self.verticalScrollBar().value()) // self.row_height)
        return index if y >= self.header and 0 <= index < len(self.rows.rows) else None

    def rows_between(self, top: float, bottom: float) -> tuple[int, int]:
        """First and last row that a strip of the viewport shows; the last is before the first when there is none."""
        scrolled = self.verticalScrollBar().value() - self.header
        first = max(int((max(top, self.header) + scrolled) // self.row_height), 0)
        last = min(int((bottom + scrolled) // self.row_height), len(self.rows.rows) - 1)
        return first, last

    def axis(self) -> Axis:
        """The time axis as it is seen now."""
        return Axis.of(self.scale, self.timeline_width, self._phases if self.shown.phases else (), self.today)

    def bar_rect(self, index: int) -> QRect:
        """Where a row's bar is seen, in the viewport; the whole row's timeline when it has none."""
        where = place(self.scale, self.row(index), self.timeline_width)
        left = min(max(where.left if where else 0.0, 0.0), self.timeline_width)
        right = min(max(where.right if where else 40.0, left), self.timeline_width)
        top = round(self.top_of(index))
        return QRect(round(self.table_width + left), top, round(right - left), self.row_height)

    def body(self) -> QRect:
        """The timeline without its header, in the viewport."""
        left = round(self.table_width)
        return QRect(left, self.header, round(self.timeline_width), self.viewport().height() - self.header)

    # --- scrolling and zoom -------------------------------------------------------------------------------------

    def set_scale(self, scale: TimeScale) -> None:
        """Another zoom or another first day."""
        left = min(max(scale.left, as_day(1).toordinal()), as_day(3_600_000).toordinal())
        zoom = scale.per_month != self.scale.per_month
        self.scale = TimeScale(left, scale.per_month)
        self._placed = True
        self._set_bars()
        if zoom:
            self.zoomed.emit(scale.per_month)
        self.viewport().update()

    def zoom(self, per_month: float, x: float | None = None) -> None:
        """Another zoom; the day at ``x`` of the viewport stays there, without one today or the middle does."""
        if x is None:
            today = self.scale.x(self.today)
            at = today if 0 <= today <= self.timeline_width else self.timeline_width / 2
        else:
            at = min(max(x - self.table_width, 0.0), self.timeline_width)
        self.set_scale(self.scale.zoomed(per_month, at))

    def pan(self, pixels: float) -> None:
        """Later by so many px, within the bounds of what there is."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + round(pixels))

    def show_day(self, day: date, share: float = 0.4) -> None:
        """Scroll so that a day stands at this share of the timeline."""
        left = day.toordinal() - self.timeline_width * share * DAYS_PER_MONTH / self.scale.per_month
        self.set_scale(TimeScale(left, self.scale.per_month))

    def ensure_visible(self, index: int) -> None:
        """Scroll as little as needed to see a row."""
        bar, room = self.verticalScrollBar(), self.viewport().height() - self.header
        top = index * self.row_height
        if top < bar.value():
            bar.setValue(top)
        elif top + self.row_height > bar.value() + room:
            bar.setValue(top + self.row_height - room)

    @property
    def placed(self) -> bool:
        """Whether the timeline stands where the person, or a first look at everything, has put it."""
        return self._placed

    def _open(self) -> None:
        """The first look, until everything is loaded or the person has gone elsewhere."""
        if self._placed or not self.rows.rows or not self.isVisible():
            return
        begin = first_look(self.rows.all, self._phases, self.today, self.timeline_width, self.scale.per_month)
        self.set_scale(TimeScale(float(begin.toordinal()), self.scale.per_month))
        self._placed = self._settled

    def _set_bars(self) -> None:
        """Ranges of the scroll bars; what is looked at now is always within."""
        per_day, width = self.scale.per_day, self.timeline_width
        first = min(self._first.toordinal(), self.scale.left)
        last = max(self._last.toordinal() + 1, self.scale.left + width / per_day)
        self._origin = first
        self._syncing = True
        bar = self.horizontalScrollBar()
        bar.setRange(0, max(0, round((last - first) * per_day - width)))
        bar.setPageStep(round(width))
        bar.setSingleStep(max(8, round(self.scale.per_month)))
        bar.setValue(round((self.scale.left - first) * per_day))
        self._syncing = False
        upright, room = self.verticalScrollBar(), self.viewport().height() - self.header
        upright.setRange(0, max(0, len(self.rows.rows) * self.row_height - room))
        upright.setPageStep(max(self.row_height, room - self.row_height))
        upright.setSingleStep(self.row_height)
        self._lay_overview()

    def _lay_overview(self) -> None:
        """Beside the viewport where the list is long, else nowhere."""
        overview, wanted = self.overview, self.overview.wanted
        if overview.isHidden() is wanted:
            overview.setVisible(wanted)
            # resizes the viewport, which comes here again
            self.setViewportMargins(0, 0, WIDTH if wanted else 0, 0)
        if wanted:
            port = self.viewport().geometry()
            overview.setGeometry(port.right() + 1, port.top(), WIDTH, port.height())
            overview.update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if dx and not self._syncing:
            left = self._origin + self.horizontalScrollBar().value() / self.scale.per_day
            self.scale = TimeScale(left, self.scale.per_month)
        self.overview.update()
        self.viewport().update()
