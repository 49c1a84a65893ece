"""The view itself: what is shown where, scrolling, zoom, selection; painting and hands are in files of their own."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from kpkportfolio.charts.bars import GanttRow, window_of
from kpkportfolio.charts.time_axis import Phase
from kpkportfolio.model.rows import DependencyRow
from kpkportfolio.text import _
from ui.theme.theme import row_pixels
from ui.widgets.gantt import paint
from ui.widgets.gantt.bars import place
from ui.widgets.gantt.canvas import Type
from ui.widgets.gantt.card import Card, Lines
from ui.widgets.gantt.cursor import Cursor
from ui.widgets.gantt.drag import Dates, Drag
from ui.widgets.gantt.grid import Axis, header_height
from ui.widgets.gantt.hits import Hit, hit
from ui.widgets.gantt.keys import Keys
from ui.widgets.gantt.menu import open_menu
from ui.widgets.gantt.mouse import Mouse
from ui.widgets.gantt.overview import WIDTH, Overview
from ui.widgets.gantt.rows import GanttRows, Shown, first_look
from ui.widgets.gantt.scale import DAYS_PER_MONTH, TimeScale, as_day
from ui.widgets.gantt.table import Columns, TablePainter
from ui.widgets.gantt.wishes import Wishes

_LEAST_TABLE, _LEAST_TIMELINE = 160, 160
_FIRST_TABLE = 500
_MARGIN_DAYS = 2 * 365


class GanttView(QAbstractScrollArea):
    """Table and timeline in one widget over one list of rows.

    Nothing is changed by the view itself: it tells what the person wants, and shows the wished dates until
    :meth:`set_rows` brings others or :meth:`drop_wishes` takes them back.

    Signals:
        selection_wanted(tuple): ids of initiatives.
        details_wanted(): Enter or a double click.
        dates_wanted(dict): new (start, end) by initiative id, one operation.
        mark_wanted(str, str, date): "milestone" or "deliverable", its id, its new day.
        link_wanted(str, str): predecessor's and successor's id.
        unlink_wanted(str): id of a dependency.
        zoomed(float): px a month.
    """

    selection_wanted = Signal(object)
    details_wanted = Signal()
    dates_wanted = Signal(object)
    mark_wanted = Signal(str, str, object)
    link_wanted = Signal(str, str)
    unlink_wanted = Signal(str)
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(_("Schedule"))
        self.rows = GanttRows()
        self.shown = Shown()
        self.editable = True
        self.grouped = True
        self.today = date.today()  # noqa: DTZ011 - a day of the person's own calendar; the page tells it again
        self.full_title: Callable[[str], str] = lambda _id: ""
        self.hovered = -1
        self.touched_arrow = ""
        self.mark = ""
        self.link_from = ""
        self.words: dict[int, tuple[float, float]] = {}
        self.painted = 0
        self.drag: Drag | None = None
        self._phases: Sequence[Phase] = ()
        self.wishes = Wishes()
        self._placed = self._settled = False
        self._syncing = False
        self._first, self._last = as_day(1), as_day(2)
        self.scale = TimeScale(float(self.today.toordinal()), 12.0)
        self.type = Type()
        self._wanted_table = _FIRST_TABLE
        self._measure()
        self.overview = Overview(self)
        self.card = Card(self.viewport())
        self.caret = Cursor(self)
        self._mouse = Mouse(self)
        self.keys = Keys(self)

    # --- what is shown ------------------------------------------------------------------------------------------

    def set_rows(
        self,
        rows: Sequence[GanttRow],
        dependencies: Sequence[DependencyRow],
        phases: Sequence[Phase],
        grouped: bool,
        settled: bool = True,
    ) -> None:
        """Other rows; place, zoom, cursor and what is collapsed stay. ``settled``: nothing more is being loaded."""
        self.drop_wishes()
        self._phases = phases
        self.grouped = grouped
        first, last = window_of(rows, self.today)
        days = [day for phase in phases for day in (phase.first, phase.last)]
        self._first = as_day(min([first, *days]).toordinal() - _MARGIN_DAYS)
        self._last = as_day(max([last, *days]).toordinal() + _MARGIN_DAYS)
        self._settled = settled
        self._changing(lambda: self.rows.set_rows(rows, dependencies))
        self._open()

    def set_shown(self, shown: Shown) -> None:
        """What is drawn beside the bars."""
        self.shown = shown
        self._measure()
        self._set_bars()
        self.viewport().update()

    def fold(self, ids: Iterable[str], closed: bool) -> None:
        """Collapse or expand rows; the row at the top stays where it is as far as it can."""
        self._changing(lambda: self.rows.fold(ids, closed))

    def _changing(self, change: Callable[[], None]) -> None:
        """Change the rows; the topmost visible one and the cursor keep their places as far as they are still there."""
        top = self.verticalScrollBar().value()
        first = top // self.row_height
        kept, offset, current = self.id_at(first), first * self.row_height - top, self.id_at(self.caret.row)
        change()
        self.caret.row = self.rows.place.get(current, min(self.caret.row, len(self.rows.rows) - 1))
        self.hovered = -1
        self._measure()
        self._set_bars()
        self.overview.forget()
        if kept in self.rows.place:
            self.verticalScrollBar().setValue(self.rows.place[kept] * self.row_height - offset)
        self.viewport().update()

    def id_at(self, index: int) -> str:
        """A row's id; empty outside the rows."""
        return self.rows.rows[index].id if 0 <= index < len(self.rows.rows) else ""

    def row(self, index: int) -> GanttRow:
        """A row as it is to be drawn: with the dates that a drag or a not yet confirmed edit gives it."""
        row = self.rows.rows[index]
        return self.wishes.applied(row, self.drag) if self.wishes or self.drag is not None else row

    def wish(self, dates: Mapping[str, Dates], marks: Mapping[str, date]) -> None:
        """Show what has been asked for until the new rows come."""
        self.wishes.dates |= dates
        self.wishes.marks |= marks
        self.viewport().update()

    def drop_wishes(self) -> None:
        """What was asked for has come or was refused."""
        self.wishes.clear()
        self.viewport().update()

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

    # --- Qt -----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_columns()
        self._open()
        self._set_bars()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self.painted = paint.paint(self, painter, event.rect())
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange) and hasattr(self, "keys"):
            self.type = Type()
            self._measure()
            self._set_bars()
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ActivationChange):
            self.viewport().update()
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "overview"):
            self.overview.forget()

    def at(self, x: float, y: float) -> Hit:
        """What lies at a point of the viewport."""
        return hit(self, x, y)

    def tell(self, index: int, lines: Lines) -> None:
        """Show a read-out beside a row's bar."""
        self.card.tell(lines, self.bar_rect(index), self.body())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._mouse.help(event)
            return True
        if event.type() in (QEvent.Type.NativeGesture, QEvent.Type.Gesture) and self._mouse.gesture(event):
            return True
        if event.type() == QEvent.Type.Leave:
            self._mouse.leave()
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._mouse.double(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._mouse.wheel(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.press(event):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.caret.shown = True
        if self.caret.row < 0 and self.rows.rows:
            self.caret.row = self.caret.anchor = 0
        self.caret.tell()
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.caret.shown = False
        super().focusOutEvent(event)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        open_menu(self, event)
