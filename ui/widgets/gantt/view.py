"""The view itself: its rows, what is asked for and what is chosen; where things lie and painting are elsewhere."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
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
from PySide6.QtWidgets import QFrame, QWidget

from kpkportfolio.charts.bars import GanttRow, window_of
from kpkportfolio.charts.time_axis import Phase
from kpkportfolio.model.rows import DependencyRow
from kpkportfolio.text import _
from ui.widgets.gantt import paint
from ui.widgets.gantt.area import Area
from ui.widgets.gantt.canvas import Type
from ui.widgets.gantt.card import Card, Lines, Piece
from ui.widgets.gantt.cursor import Cursor
from ui.widgets.gantt.drag import Dates, Drag
from ui.widgets.gantt.hits import Hit, hit
from ui.widgets.gantt.keys import Keys
from ui.widgets.gantt.menu import open_menu
from ui.widgets.gantt.mouse import Mouse
from ui.widgets.gantt.overview import Overview
from ui.widgets.gantt.rows import Shown
from ui.widgets.gantt.scale import as_day
from ui.widgets.gantt.wishes import Wishes

_MARGIN_DAYS = 2 * 365


class GanttView(Area):
    """Table and timeline in one widget over one list of rows.

    Nothing is changed by the view itself: it tells what the person wants, and shows the wished dates until
    :meth:`set_rows` brings others or :meth:`drop_wishes` takes them back.

    Attributes:
        frozen: why nothing can be changed, for the person; None when everything can.

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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(_("Schedule"))
        self.frozen: str | None = None
        self.full_title: Callable[[str], str] = lambda _id: ""
        self.hovered = -1
        self.touched_arrow = ""
        self.mark = ""
        self.link_from = ""
        self.words: dict[int, tuple[float, float]] = {}
        self.painted = 0
        self.drag: Drag | None = None
        self.wishes = Wishes()
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

    @property
    def editable(self) -> bool:
        """Whether anything can be changed."""
        return self.frozen is None

    def tell_frozen(self) -> None:
        """Say at the current row why nothing can be changed, where somebody has tried to."""
        if self.frozen is not None and self.caret.row >= 0:
            self.tell(self.caret.row, [[Piece(self.frozen, strong=True)]])

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
