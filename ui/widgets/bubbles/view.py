"""The painted bubble chart: kept layers below, what the person does on top."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from kpkportfolio.charts.bubbles import BubbleChart
from kpkportfolio.model.rows import InitiativeRow
from ui.tasks import Tasks
from ui.widgets.bubbles import marks, overlay, words
from ui.widgets.bubbles.drag import Drag, cursor, hint
from ui.widgets.bubbles.frame import AT_ONCE, Fractions, Frame, Naming, Spread, Type, make_frame, naming
from ui.widgets.bubbles.hands import Hands
from ui.widgets.bubbles.layers import Layers, paint_moving
from ui.widgets.bubbles.values import Held
from ui.widgets.bubbles.window import WHOLE, Window
from ui.widgets.gantt.card import Card, Lines, Piece

_PAUSE_MS = 40
"""While a window with many bubbles is dragged larger, it is laid out anew this often."""
_BIT_S = 0.012
"""For so long bubbles are painted before the window does anything else that waits."""


class BubbleView(QWidget):
    """Shows one :class:`BubbleChart`.

    Signals:
        selection_wanted(object): the ids to select, a tuple.
        opened(): the details of the selection are wanted.
        named(): names have been placed; :attr:`frame` has them.
        zoomed(): another part of the axes is looked at.
        change_wanted(object): bubbles were moved to other values; a list of each initiative as it is and as it is to
            be, both :class:`~ui.widgets.bubbles.values.Held`. Until the chart is new, or :meth:`put_back`, they stay
            there.

    Attributes:
        hold: takes hold of initiatives, by their ids, to change them; none where nothing can be changed.
        frozen: why nothing can be changed, for the person; None when everything can.
        drag: the bubbles that are being moved to other values.
    """

    selection_wanted = Signal(object)
    opened = Signal()
    named = Signal()
    zoomed = Signal()
    change_wanted = Signal(object)

    def __init__(self, tasks: Tasks, row: Callable[[str], InitiativeRow | None], parent: QWidget | None = None) -> None:
        """``row`` gives the initiative of an id, for the words about a bubble."""
        super().__init__(parent)
        self._tasks = tasks
        self._row = row
        self._type = Type()
        self._spread: Spread | None = None
        self._index: dict[str, int] = {}
        self._names_wanted = True
        self._earlier: Mapping[str, Fractions] = {}
        self._moving: Mapping[str, Fractions] | None = None
        self._layers = Layers(self)
        self.chart: BubbleChart | None = None
        self.window_ = WHOLE
        self.frame: Frame | None = None
        self.selected: list[int] = []
        self.current: int | None = None
        self.hovered: int | None = None
        self.hold: Callable[[Sequence[str]], Sequence[Held]] = lambda _ids: ()
        self.frozen: str | None = None
        self.drag: Drag | None = None
        self.hands = Hands(self)
        self.card = Card(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self._lay_out(bit_by_bit=True))
        self._bits = QTimer(self)
        self._bits.timeout.connect(self._paint_on)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 180)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # --- what is shown ------------------------------------------------------------------------------------------

    def set_chart(self, spread: Spread) -> None:
        """Show a chart; the zoom goes back to the whole when the axes are others.

        Thousands of bubbles are painted bit by bit, and the chart before is seen until they are there.
        """
        chart, before = spread.chart, self.chart
        if before is None or (before.x.axis, before.y.axis, before.x.log) != (chart.x.axis, chart.y.axis, chart.x.log):
            self.window_ = WHOLE
        kept = self._ids(self.selected)
        here = before.bubbles[self.current].id if before is not None and self.current is not None else None
        self.chart = chart
        self._spread = spread
        self._index = {bubble.id: index for index, bubble in enumerate(chart.bubbles)}
        self.selected = [self._index[id_] for id_ in kept if id_ in self._index]
        self.current = self._index.get(here) if here is not None else None
        self.hovered = None
        self._moving = None
        self._lay_out(bit_by_bit=len(chart.bubbles) > marks.STAMPED)

    def set_names(self, wanted: bool) -> None:
        """Whether names stand beside the bubbles."""
        if wanted != self._names_wanted:
            self._names_wanted = wanted
            self._lay_out()

    def set_selected(self, ids: Sequence[str]) -> None:
        """Ring these bubbles; the last one is the current one."""
        self.selected = [self._index[id_] for id_ in ids if id_ in self._index]
        if self.selected:
            self.current = self.selected[-1]
            self._announce()
        if self.hovered is not None and self.drag is None:
            self._show_hovered(self.hovered)
        self.update()

    @property
    def sole(self) -> int | None:
        """The bubble that alone is selected."""
        return self.current if self.current in self.selected and len(self.selected) == 1 else None

    def set_earlier(self, places: Mapping[str, Fractions]) -> None:
        """Where bubbles stood, in fractions of the chart's scales; empty shows no rings."""
        if places == self._earlier:
            return
        self._earlier = dict(places)
        if self._layers.begun and self.frame is not None:
            self._layers.begin(self.frame, self._earlier)
        else:
            self._layers.forget_bubbles()
        self.update()

    @Slot(object)
    def set_moving(self, places: Mapping[str, Fractions] | None) -> None:
        """Where the bubbles are on their way; None puts them back into their places."""
        self._moving = places
        self.update()

    def set_window(self, window: Window) -> None:
        """Look at a part of the axes."""
        if window != self.window_:
            self.window_ = window
            self._lay_out()
            self.zoomed.emit()

    def ids_of(self, indices: Sequence[int]) -> tuple[str, ...]:
        """The ids of bubbles by their place in the chart."""
        return tuple(self._ids(indices))

    def _ids(self, indices: Sequence[int]) -> list[str]:
        return [self.chart.bubbles[index].id for index in indices] if self.chart is not None else []

    # --- layout -------------------------------------------------------------------------------------------------

    @Slot()
    def _lay_out(self, bit_by_bit: bool = False) -> None:
        self._pause.stop()
        self.put_back()
        if self._spread is None or self.width() < 2:
            return
        self.frame = make_frame(self._spread, QSizeF(self.size()), self.window_, self._type)
        if bit_by_bit:
            self._layers.begin(self.frame, self._earlier)
            self._bits.start(0)
        else:
            self._layers.forget()
        self.update()
        if not self._names_wanted:
            self.named.emit()
            return
        work = naming(self.frame, self._type, self._spread.order)
        if len(self._spread.at) <= AT_ONCE:
            self._named(work, work.placed())
        else:
            self._tasks.run(self, lambda _progress: work.placed(), lambda frame: self._named(work, frame))

    def _named(self, work: Naming, frame: Frame) -> None:
        # another size or chart may have come meanwhile
        if work.frame is self.frame and self._names_wanted:
            self.frame = frame
            if not self._layers.begun:
                self._layers.forget_names()
            self.update()
            self.named.emit()

    @Slot()
    def _paint_on(self) -> None:
        self._layers.go_on(_BIT_S)
        if not self._layers.begun:
            self._bits.stop()
            self.update()
            if self.frame is not None and self.frame.size != QSizeF(self.size()):
                self._lay_out(bit_by_bit=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.frame is None or self._spread is None or len(self._spread.at) <= marks.STAMPED:
            self._lay_out()
        elif not self._pause.isActive() and not self._layers.begun:
            self._pause.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._type = Type()
            self._lay_out()

    # --- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        frame = self.frame
        if frame is None or self.chart is None:
            painter.fillRect(self.rect(), self.palette().base())
            painter.end()
            return
        if self._layers.begun:
            self._layers.paint_kept(painter)
            painter.end()
            return
        painter.drawPixmap(0, 0, self._layers.ground(frame, self._type))
        if self._moving is not None:
            paint_moving(painter, frame, self._type, self._moving)
            painter.end()
            return
        sole = self.sole
        moved = self.drag.lead.shown() if self.drag is not None else None
        if moved is not None or sole is not None:
            overlay.paint_values(painter, frame, moved[1] if moved is not None else frame.discs[sole or 0])
        painter.drawPixmap(0, 0, self._layers.bubbles(frame, self._earlier))
        painter.drawPixmap(0, 0, self._layers.names(frame, self._type))
        if self.drag is not None and moved is not None:
            for one in reversed(self.drag.all):
                overlay.paint_dragged(painter, frame, one.index, *one.shown())
            overlay.paint_tags(painter, frame, self._type, moved[1], moved[0])
            painter.end()
            return
        if len(self.selected) > overlay.NAMED:
            painter.drawPixmap(0, 0, self._layers.many(frame, self._type, self.selected))
        else:
            overlay.paint_selection(painter, frame, self._type, self.selected, sole)
        if self.hovered is not None and self.hovered not in self.selected:
            overlay.paint_hover(painter, frame.discs[self.hovered])
        if self.current is not None and self.hasFocus() and (self.current not in self.selected or sole is None):
            overlay.paint_focus(painter, frame.discs[self.current])
        if self.hands.box is not None:
            overlay.paint_box(painter, self.hands.box)
        if self.hands.loop is not None:
            overlay.paint_loop(painter, self.hands.loop)
        painter.end()

    # --- hover and speech ---------------------------------------------------------------------------------------

    def hover(self, index: int | None) -> None:
        """The mouse is over a bubble, or over none."""
        if index == self.hovered:
            return
        self.hovered = index
        if index is None or self.frame is None or self.chart is None:
            self.setCursor(Qt.CursorShape.ArrowCursor)
            self.card.hide()
        else:
            self._show_hovered(index)
        self.update()

    def _show_hovered(self, index: int) -> None:
        """The card of the bubble under the mouse; one that alone is selected also tells how it is changed."""
        assert self.chart is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        bubble = self.chart.bubbles[index]
        row = self._row(bubble.id)
        if row is None:
            return
        lines = [[Piece(row.title, strong=True)], [Piece(words.second_line(row), "muted")]]
        lines += [[Piece(name, "muted"), Piece(value)] for name, value in words.facts(self.chart, row)]
        held = self.hold([bubble.id]) if index in self.selected else ()
        if held:
            x, y = self.chart.x.axis, self.chart.y.axis
            self.setCursor(cursor(x, y, held[0]))
            lines += hint((x, y), held[0])
        self._show_card(lines, index)

    def _show_card(self, lines: Lines, index: int) -> None:
        assert self.frame is not None
        disc = self.frame.discs[index] if self.drag is None else self.drag.lead.shown()[1]
        r = disc.r + 4
        beside = QRectF(disc.x - r, disc.y - r, 2 * r, 2 * r).toRect()
        self.card.tell(lines, beside, self.rect())

    def _announce(self) -> None:
        if self.chart is None or self.current is None:
            return
        row = self._row(self.chart.bubbles[self.current].id)
        self._say(words.spoken(self.chart, row) if row is not None else "")

    def _say(self, said: str) -> None:
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # --- moving a bubble to other values ------------------------------------------------------------------------

    def tell_drag(self) -> None:
        """Show and say what the bubble that is being moved has come to."""
        if self.drag is not None:
            self._show_card(self.drag.lines(), self.drag.lead.index)
            self._say(self.card.text.replace("\n", ", "))
            self.update()

    def tell_beside(self, index: int, why: str) -> None:
        """Say beside a bubble why it cannot be moved, where somebody has tried to."""
        if why:
            self._show_card([[Piece(why, strong=True)]], index)
            self._say(why)

    def let_go(self) -> None:
        """Ask for what the bubble has been moved to; it stays there until the chart is new."""
        drag = self.drag
        if drag is None or drag.asked:
            return
        changes = drag.changes
        if not changes:
            self.put_back()
            return
        drag.asked = True
        self.card.hide()
        self.change_wanted.emit(changes)

    def put_back(self) -> None:
        """Leave the bubble that was being moved where it stands."""
        self.card.hide()
        if self.drag is not None:
            self.drag = None
            self.setCursor(Qt.CursorShape.ArrowCursor)
            self.hands.forget()
            self._announce()
            self.update()

    def go_to(self, index: int) -> None:
        """Put the keyboard on a bubble without selecting it."""
        self.current = index
        self._announce()
        self.update()

    # --- hands --------------------------------------------------------------------------------------------------

    def point_at(self, at: QPointF) -> int | None:
        """The bubble under a point of the widget."""
        frame = self.frame
        if frame is None or not frame.box.left - 8 <= at.x() <= frame.box.right + 8:
            return None
        index = frame.places.at(at.x(), at.y())
        return index if index is not None and frame.box.top - 8 <= at.y() <= frame.box.bottom + 8 else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hands.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hands.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.hands.double(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.hands.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hover(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.hands.key(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.hands.key_up(event)
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.drag is not None and self.drag.keyed:
            # Alt may be let go where it is not seen
            self.let_go()
        elif self.drag is not None and not self.drag.asked:
            self.put_back()
        super().focusOutEvent(event)
