"""What mouse and keyboard do to the chart: select, draw a box, open, zoom, move the part that is looked at."""

from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPolygonF, QWheelEvent

from kpkportfolio.charts.bubbles import label_order
from kpkportfolio.charts.labels import Box
from kpkportfolio.text import _
from ui.widgets.bubbles.drag import Drag, Moved
from ui.widgets.bubbles.nearest import Direction, step
from ui.widgets.bubbles.window import WHOLE

if TYPE_CHECKING:
    from ui.widgets.bubbles.view import BubbleView

_DRAG = 5.0
MOST_MOVED = 300
"""More bubbles than this are edited in the table: nobody sees what becomes of each."""
_ZOOM = 1.25
_ARROWS = {
    Qt.Key.Key_Left: Direction.LEFT,
    Qt.Key.Key_Right: Direction.RIGHT,
    Qt.Key.Key_Up: Direction.UP,
    Qt.Key.Key_Down: Direction.DOWN,
}
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier


class Hands:
    """Turns events into what the view shows or asks for.

    Attributes:
        box: the box being drawn around bubbles, or None.
        loop: the line being drawn around bubbles by free hand, or None.
    """

    def __init__(self, view: "BubbleView") -> None:
        self._view = view
        self._from: QPointF | None = None
        self._grip: int | None = None
        self._panned: QPointF | None = None
        self.box: QRectF | None = None
        self.loop: QPolygonF | None = None

    # --- mouse --------------------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """Left begins a click, a box, with Shift a line by free hand, or takes hold of a selected bubble and of all
        that are selected with it; the middle button holds a zoomed chart."""
        view = self._view
        if event.button() == Qt.MouseButton.LeftButton:
            # by the keyboard it has come to something that was not let go yet
            view.let_go()
            self._from = event.position()
            index = view.point_at(event.position())
            free = not event.modifiers() & (_CONTROL | _SHIFT) and view.drag is None
            self._grip = index if free and index is not None and index in view.selected else None
        elif event.button() == Qt.MouseButton.MiddleButton and not self._view.window_.whole:
            self._panned = event.position()
            self._view.setCursor(Qt.CursorShape.ClosedHandCursor)

    def move(self, event: QMouseEvent) -> None:
        """Hovers, draws around bubbles or moves the chart."""
        view, at = self._view, event.position()
        if self._panned is not None and view.frame is not None:
            box = view.frame.box
            by = at - self._panned
            self._panned = at
            view.set_window(view.window_.moved(-by.x() / (box.right - box.left), by.y() / (box.bottom - box.top)))
            return
        if self._from is None:
            view.hover(view.point_at(at))
            return
        way = at - self._from
        if self._grip is not None and hypot(way.x(), way.y()) > _DRAG:
            self._take_hold(self._grip, self._from)
        if view.drag is not None:
            if not view.drag.asked:
                view.drag.to(at)
                view.tell_drag()
        elif self.loop is not None:
            self.loop.append(at)
            view.update()
        elif self.box is None and event.modifiers() & _SHIFT and hypot(way.x(), way.y()) > _DRAG:
            view.hover(None)
            self.loop = QPolygonF([self._from, at])
        elif self.box is not None or hypot(way.x(), way.y()) > _DRAG:
            view.hover(None)
            self.box = QRectF(self._from, at).normalized()
            view.update()

    def _take_hold(self, index: int, at: QPointF | None) -> bool:
        """Begin to move a bubble, with all that are selected with it, to other values; whether anything can be changed
        here at all."""
        view = self._view
        self._grip = None
        if len(view.selected) > MOST_MOVED:
            view.tell_beside(index, _("At most {n} bubbles move together").format(n=MOST_MOVED))
            return False
        indices = [index, *(one for one in view.selected if one != index)]
        held = view.hold(view.ids_of(indices))
        frame = view.frame
        if not held or frame is None:
            view.tell_beside(index, view.frozen or "")
            return False
        view.hover(None)
        view.drag = Drag([Moved(frame, *one, at) for one in zip(indices, held, strict=True)], at is None)
        view.setCursor(Qt.CursorShape.ClosedHandCursor if view.drag.movable else Qt.CursorShape.ForbiddenCursor)
        return True

    def forget(self) -> None:
        """What the button began is over: nothing comes of its release."""
        self._from = self._grip = None

    def release(self, event: QMouseEvent) -> None:
        """Ends what the button began."""
        view = self._view
        if event.button() == Qt.MouseButton.MiddleButton and self._panned is not None:
            self._panned = None
            view.setCursor(Qt.CursorShape.ArrowCursor)
            return
        if event.button() != Qt.MouseButton.LeftButton or self._from is None:
            return
        self.forget()
        if view.drag is not None:
            view.let_go()
            view.hover(view.point_at(event.position()) if view.drag is None else None)
            return
        adding = bool(event.modifiers() & (_CONTROL | _SHIFT))
        if self.box is not None or self.loop is not None:
            box, loop = self.box, self.loop
            self.box = self.loop = None
            view.update()
            around = box if loop is None else loop.boundingRect()
            if around is not None:
                # Shift is what draws by free hand; Ctrl is what adds
                self._take_around(around, loop, bool(event.modifiers() & _CONTROL))
            return
        index = view.point_at(event.position())
        if index is not None:
            self._take(index, adding)
        elif not adding:
            view.selection_wanted.emit(())

    def double(self, event: QMouseEvent) -> None:
        """Opens what is under the mouse."""
        index = self._view.point_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and index is not None:
            self._take(index, adding=False)
            self._view.opened.emit()

    def wheel(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom around the mouse; the wheel alone is left to whatever is behind."""
        turned = event.angleDelta().y()
        if not event.modifiers() & _CONTROL or not turned:
            event.ignore()
            return
        self._zoom(_ZOOM ** (turned / 120), event.position())
        event.accept()

    def _zoom(self, factor: float, at: QPointF | None = None) -> None:
        view = self._view
        if view.frame is None:
            return
        box = view.frame.box
        x, y = 0.5, 0.5
        if at is not None:
            x = min(max((at.x() - box.left) / (box.right - box.left), 0.0), 1.0)
            y = min(max((box.bottom - at.y()) / (box.bottom - box.top), 0.0), 1.0)
        view.set_window(view.window_.zoomed(factor, x, y))

    def _take(self, index: int, adding: bool) -> None:
        view = self._view
        chosen = list(view.selected)
        if not adding:
            chosen = [index]
        elif index in chosen:
            chosen.remove(index)
        else:
            chosen.append(index)
        view.go_to(index)
        view.selection_wanted.emit(view.ids_of(chosen))

    def _take_around(self, box: QRectF, loop: QPolygonF | None, adding: bool) -> None:
        """Select the bubbles whose middles lie in the box, and in the loop when there is one."""
        view = self._view
        if view.frame is None:
            return
        found = view.frame.places.inside(Box(box.left(), box.top(), box.right(), box.bottom()))
        if loop is not None:
            discs, rule = view.frame.discs, Qt.FillRule.OddEvenFill
            found = [one for one in found if loop.containsPoint(QPointF(discs[one].x, discs[one].y), rule)]
        chosen = [*view.selected, *(index for index in found if index not in view.selected)] if adding else found
        view.selection_wanted.emit(view.ids_of(chosen))

    # --- keyboard -----------------------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """Whether the key means something here."""
        view, key = self._view, Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if view.frame is None:
            return False
        if view.drag is not None and key == Qt.Key.Key_Escape:
            view.put_back()
        elif key in _ARROWS and modifiers == _ALT:
            self._nudge(_ARROWS[key])
        elif key in _ARROWS and not modifiers & ~(_SHIFT | _CONTROL):
            self._arrow(_ARROWS[key], modifiers)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and view.selected and not modifiers:
            view.opened.emit()
        elif key == Qt.Key.Key_Escape and view.selected:
            view.selection_wanted.emit(())
        elif key == Qt.Key.Key_Space and view.current is not None:
            self._take(view.current, adding=True)
        elif key == Qt.Key.Key_A and modifiers == _CONTROL:
            view.selection_wanted.emit(view.ids_of(view.frame.seen))
        elif key == Qt.Key.Key_0 and not modifiers:
            view.set_window(WHOLE)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self._zoom(_ZOOM if key == Qt.Key.Key_Plus else 1 / _ZOOM)
        else:
            return False
        return True

    def key_up(self, event: QKeyEvent) -> None:
        """Letting go of Alt keeps what the arrows have come to."""
        if event.key() == Qt.Key.Key_Alt and self._view.drag is not None and self._view.drag.keyed:
            self._view.let_go()

    def _nudge(self, direction: Direction) -> None:
        """Move what is selected one step on; what is under way by the mouse is left to it."""
        view = self._view
        lead = view.current if view.current in view.selected else next(iter(view.selected), None)
        if view.drag is None and (lead is None or not self._take_hold(lead, None)):
            return
        if view.drag is not None and view.drag.keyed and not view.drag.asked:
            view.drag.nudge(direction)
            view.tell_drag()

    def _arrow(self, direction: Direction, modifiers: Qt.KeyboardModifier) -> None:
        """Goes to the nearest bubble that way: selects it, with Shift too, with Ctrl not at all."""
        view = self._view
        frame = view.frame
        if frame is None or not frame.chart.bubbles:
            return
        if view.current is None:
            index: int | None = next(iter(label_order(frame.chart.bubbles)))
        else:
            index = step(frame.discs, view.current, direction, None if view.window_.whole else frame.box)
        if index is None:
            return
        if modifiers & _CONTROL:
            view.go_to(index)
            return
        chosen = [*(one for one in view.selected if one != index), index] if modifiers & _SHIFT else [index]
        view.go_to(index)
        view.selection_wanted.emit(view.ids_of(chosen))
