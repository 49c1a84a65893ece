"""What the mouse does in the view."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QToolTip

from kpkportfolio.text import _, format_date
from ui.widgets.gantt import words
from ui.widgets.gantt.card import Piece
from ui.widgets.gantt.drag import Dates, Drag, Grip, dragged, drawn, mark_dragged
from ui.widgets.gantt.hits import At, Hit
from ui.widgets.gantt.scale import Unit, unit_of

if TYPE_CHECKING:
    from ui.widgets.gantt.view import GanttView

_THRESHOLD = 4
_EDGE, _EDGE_STEP = 20, 12
_WHEEL_ZOOM = 1.2
_NOTCH = 120.0

_CURSORS = {
    At.SPLITTER: Qt.CursorShape.SplitHCursor,
    At.START: Qt.CursorShape.SizeHorCursor,
    At.END: Qt.CursorShape.SizeHorCursor,
    At.BAR: Qt.CursorShape.OpenHandCursor,
    At.LINK: Qt.CursorShape.CrossCursor,
    At.ARROW: Qt.CursorShape.PointingHandCursor,
}
_GRIPS = {At.START: Grip.START, At.END: Grip.END, At.BAR: Grip.MOVE, At.LINK: Grip.LINK}


class Mouse:
    """Turns presses, moves and releases into selection, drags and scrolling."""

    def __init__(self, view: "GanttView") -> None:
        self._view = view

    # --- pressing -----------------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """Select, fold, or take hold of something."""
        view = self._view
        x, y = event.position().x(), event.position().y()
        view.card.hide()
        view.caret.shown = False
        if event.button() == Qt.MouseButton.MiddleButton:
            view.drag = Drag(Grip.PAN, x, y, at=(x, y))
            self._cursor(Qt.CursorShape.ClosedHandCursor)
            return
        found = view.at(x, y)
        if event.button() == Qt.MouseButton.RightButton:
            if found.index is not None and view.id_at(found.index) not in view.caret.selected:
                view.caret.go(found.index)
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if view.link_from:
            self._end_link(found)
        elif found.at is At.SPLITTER:
            view.drag = Drag(Grip.SPLIT, x, y)
        elif found.index is not None and found.at is At.CHEVRON:
            id_ = view.id_at(found.index)
            view.fold([id_], id_ not in view.rows.collapsed)
            view.caret.go(view.rows.place.get(id_, found.index), keep=True)
        elif found.index is not None:
            if not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
                self._take(found, x, y)
            self._select(found.index, event.modifiers())

    def _end_link(self, found: Hit) -> None:
        view = self._view
        source, view.link_from = view.link_from, ""
        target = view.id_at(found.index) if found.index is not None else ""
        if target and target != source and not view.rows.rows[view.rows.place[target]].is_group:
            view.link_wanted.emit(source, target)
        view.viewport().update()

    def _select(self, index: int, modifiers: Qt.KeyboardModifier) -> None:
        view = self._view
        id_ = view.id_at(index)
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            view.caret.go(index, extend=True)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            view.caret.go(index, keep=True)
            if not view.rows.rows[index].is_group:
                view.caret.select(view.caret.selected ^ {id_})
        else:
            # pressing one of several selected bars may be the beginning of a drag of them all
            view.caret.go(index, keep=id_ in view.caret.selected)

    def _take(self, found: Hit, x: float, y: float) -> None:
        view = self._view
        if found.index is None or not view.editable:
            return
        row = view.rows.rows[found.index]
        if found.mark is not None and not found.mark.reached:
            kind = "milestone" if found.at is At.MILESTONE else "deliverable"
            view.drag = Drag(
                Grip.MARK, x, y, [row], mark=found.mark.id, mark_kind=kind, mark_day=found.mark.date, at=(x, y)
            )
        elif found.at in _GRIPS or found.mark is not None:
            # a milestone that has been reached stays where it was, and the bar is held by it
            grip = _GRIPS.get(found.at, Grip.MOVE)
            rows = [row]
            if grip is Grip.MOVE and row.id in view.caret.selected and len(view.caret.selected) > 1:
                rows += [one for one in view.rows.all if one.id in view.caret.selected and one.id != row.id]
            view.drag = Drag(grip, x, y, rows, at=(x, y))
            if grip is Grip.MOVE:
                self._cursor(Qt.CursorShape.ClosedHandCursor)
            elif grip is not Grip.LINK:
                view.tell(found.index, words.read_out(row, grip, view.shown.past))
        elif found.at is At.SPACE and not row.is_group and row.start is None and row.end is None:
            view.drag = Drag(Grip.DRAW, x, y, [row], at=(x, y))

    # --- moving -------------------------------------------------------------------------------------------------

    def move(self, event: QMouseEvent) -> None:
        """Drag what is held, else show what lies there."""
        view = self._view
        x, y = event.position().x(), event.position().y()
        drag = view.drag
        if drag is None:
            self._hover(x, y)
            return
        if not drag.moved and max(abs(x - drag.x), abs(y - drag.y)) < _THRESHOLD and drag.grip is not Grip.PAN:
            return
        drag.moved = True
        if drag.grip is Grip.PAN:
            view.pan(drag.at[0] - x)
            upright = view.verticalScrollBar()
            upright.setValue(upright.value() + round(drag.at[1] - y))
        elif drag.grip is Grip.SPLIT:
            view.set_table_width(x)
        else:
            self._scroll_at_edge(drag, x)
        drag.at = (x, y)
        unit = Unit.DAY if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else unit_of(view.scale.per_month)
        self._drag(drag, x, y, unit)
        view.viewport().update()

    def _scroll_at_edge(self, drag: Drag, x: float) -> None:
        """The timeline goes on under a bar that is pulled against its edge; what is held keeps its day."""
        view = self._view
        step = _EDGE_STEP if x > view.viewport().width() - _EDGE else -_EDGE_STEP if x < view.table_width + _EDGE else 0
        if step and drag.grip is not Grip.LINK:
            before = view.scale.left
            view.pan(step)
            drag.x -= (view.scale.left - before) * view.scale.per_day

    def _drag(self, drag: Drag, x: float, y: float, unit: Unit) -> None:
        view = self._view
        days = (x - drag.x) / view.scale.per_day
        if drag.grip in (Grip.MOVE, Grip.START, Grip.END):
            drag.dates = {row.id: dragged(row, drag.grip, days, unit) for row in drag.rows}
        elif drag.grip is Grip.DRAW:
            left = view.table_width
            drag.dates = {drag.rows[0].id: drawn(view.scale, drag.x - left, x - left, unit)}
        elif drag.grip is Grip.MARK and drag.mark_day is not None:
            drag.mark_to = mark_dragged(drag.mark_day, days, unit)
        elif drag.grip is Grip.LINK:
            index = view.row_at(y)
            drag.target = index
        self._read_out(drag)

    def _read_out(self, drag: Drag) -> None:
        view = self._view
        index = view.rows.place.get(drag.rows[0].id) if drag.rows else None
        if index is None:
            return
        if drag.grip is Grip.MARK and drag.mark_to is not None:
            view.tell(index, [[Piece(format_date(drag.mark_to), strong=True)], [Piece(_("Esc cancels"), "muted")]])
        elif drag.grip is Grip.LINK:
            target = view.rows.rows[drag.target] if drag.target is not None else None
            if target is not None and not target.is_group and target.id != drag.rows[0].id:
                text = f"{drag.rows[0].title} → {target.title}"
                view.card.tell(
                    [[Piece(text, strong=True)], [Piece(_("Release to add the dependency"), "muted")]],
                    view.bar_rect(drag.target or 0),
                    view.body(),
                )
            else:
                view.card.hide()
        elif drag.dates:
            view.tell(index, words.read_out(view.row(index), drag.grip, view.shown.past))

    def _hover(self, x: float, y: float) -> None:
        view = self._view
        found = view.at(x, y)
        index = found.index if found.index is not None else -1
        touched = found.arrow.id if found.arrow is not None else ""
        if index != view.hovered or touched != view.touched_arrow:
            for one in (view.hovered, index):
                if one >= 0:
                    view.viewport().update(0, round(view.top_of(one)), view.viewport().width(), view.row_height)
            if touched != view.touched_arrow:
                view.viewport().update()
            if index != view.hovered:
                view.card.hide()
            view.hovered, view.touched_arrow = index, touched
        shape = _CURSORS.get(found.at, Qt.CursorShape.ArrowCursor)
        if found.mark is not None and not found.mark.reached:
            shape = Qt.CursorShape.SizeHorCursor
        if found.index is not None and found.at is At.SPACE:
            row = view.rows.rows[found.index]
            if row.start is None and row.end is None and not row.is_group:
                shape = Qt.CursorShape.CrossCursor
        if view.link_from:
            shape = Qt.CursorShape.CrossCursor
        if not view.editable and found.at is not At.SPLITTER:
            shape = Qt.CursorShape.ArrowCursor
        self._cursor(shape)

    def help(self, event: QHelpEvent) -> None:
        """The whole title over the table; over the timeline what lies under the mouse."""
        view = self._view
        found = view.at(event.pos().x(), event.pos().y())
        if view.drag is not None or found.index is None:
            return
        row = view.row(found.index)
        full = (row.title if row.is_group else view.full_title(row.id)) or row.title
        if found.at in (At.ROW, At.CHEVRON):
            if full != view.table.title(row):
                QToolTip.showText(event.globalPos(), full, view.viewport())
        elif found.mark is not None:
            view.tell(found.index, words.mark_card(found.mark, found.at is At.MILESTONE))
        elif found.arrow is not None:
            pair = view.rows.rows[found.arrow.predecessor], view.rows.rows[found.arrow.successor]
            view.tell(found.index, words.arrow_card(found.arrow, *pair))
        elif found.at is not At.SPACE:
            view.tell(found.index, words.card(row, full, view.shown.past))

    def leave(self) -> None:
        """The mouse has left the view."""
        view = self._view
        if view.hovered >= 0 or view.touched_arrow:
            view.hovered, view.touched_arrow = -1, ""
            view.viewport().update()
        if view.drag is None:
            view.card.hide()

    # --- letting go ---------------------------------------------------------------------------------------------

    def release(self, event: QMouseEvent) -> None:
        """Ask for what the drag has come to."""
        view = self._view
        drag, view.drag = view.drag, None
        if drag is None:
            return
        view.card.hide()
        if not drag.moved:
            # it was a plain click on one of several
            if drag.rows and len(view.caret.selected) > 1 and drag.grip is Grip.MOVE:
                view.caret.select([drag.rows[0].id])
        elif drag.grip is Grip.MARK and drag.mark_to is not None and drag.mark_to != drag.mark_day:
            view.wish({}, {drag.mark: drag.mark_to})
            view.mark_wanted.emit(drag.mark_kind, drag.mark, drag.mark_to)
        elif drag.grip is Grip.LINK and drag.target is not None:
            target = view.rows.rows[drag.target]
            if not target.is_group and target.id != drag.rows[0].id:
                view.link_wanted.emit(drag.rows[0].id, target.id)
        else:
            ask_for(view, {row.id: (row.start, row.end) for row in drag.rows}, drag.dates)
        view.caret.tell_selection()
        self._hover(event.position().x(), event.position().y())
        view.viewport().update()

    def double(self, event: QMouseEvent) -> None:
        """Open the details of an initiative, fold a group."""
        view = self._view
        found = view.at(event.position().x(), event.position().y())
        if found.index is None or event.button() != Qt.MouseButton.LeftButton:
            return
        row = view.rows.rows[found.index]
        if row.is_group or found.at is At.CHEVRON:
            view.fold([row.id], row.id not in view.rows.collapsed)
        else:
            view.details_wanted.emit()

    def wheel(self, event: QWheelEvent) -> None:
        """Scroll; sideways with Shift, zoom around the mouse with Ctrl."""
        view = self._view
        view.card.hide()
        turn, x = event.angleDelta(), event.position().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            view.zoom(view.scale.per_month * _WHEEL_ZOOM ** (turn.y() / _NOTCH), x)
        else:
            fine = event.pixelDelta()
            across, down = (fine.x(), fine.y()) if not fine.isNull() else (turn.x(), turn.y() * 3 // 4)
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not across:
                across, down = down, 0
            view.pan(-across)
            upright = view.verticalScrollBar()
            upright.setValue(upright.value() - down)
        event.accept()

    def gesture(self, event: QEvent) -> bool:
        """A pinch zooms around its middle; whether the event was one."""
        view = self._view
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                view.zoom(view.scale.per_month * (1 + event.value()), event.position().x())
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                centre = view.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
                view.zoom(view.scale.per_month * pinch.scaleFactor(), centre.x())
                return True
        return False

    def _cursor(self, shape: Qt.CursorShape) -> None:
        viewport = self._view.viewport()
        if viewport.cursor().shape() != shape:
            viewport.setCursor(shape)


def ask_for(view: "GanttView", before: dict[str, Dates], after: dict[str, Dates]) -> bool:
    """Ask for the dates that really change; whether there were any."""
    changed = {id_: dates for id_, dates in after.items() if dates != before[id_]}
    if changed:
        view.wish(changed, {})
        view.dates_wanted.emit(changed)
    return bool(changed)
