"""What the keyboard does in the view; everything the mouse can do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from kpkportfolio.charts.bars import GanttRow, Mark
from kpkportfolio.text import _, format_date
from ui.widgets.gantt import finding, words
from ui.widgets.gantt.card import Piece
from ui.widgets.gantt.drag import Dates, Grip, end_moved, moved_dates
from ui.widgets.gantt.mouse import ask_for
from ui.widgets.gantt.scale import shifted, unit_of

if TYPE_CHECKING:
    from ui.widgets.gantt.view import GanttView

_ZOOM_STEP = 1.25
_PAN_SHARE = 0.125
_SPLIT_STEP = 16

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


class Keys:
    """Rows by the arrows, bars by Alt and the arrows, the rest by single letters."""

    def __init__(self, view: "GanttView") -> None:
        self._view = view

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key meant something here."""
        view = self._view
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape:
            return self._escape()
        if view.drag is not None:
            return True
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        if sideways is not None:
            return self._sideways(sideways, held)
        handled = self._rows(key, held) or self.anywhere(key, held) or self._one(key, held)
        if handled and key not in (Qt.Key.Key_T, Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            view.caret.shown = True
            view.viewport().update()
        return handled

    def anywhere(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        """Keys that are good wherever on the page the keyboard is."""
        view = self._view
        if held & (_ALT | _CTRL):
            return False
        if key == Qt.Key.Key_T:
            view.show_day(view.today)
        elif key == Qt.Key.Key_Plus:
            view.zoom(view.scale.per_month * _ZOOM_STEP)
        elif key == Qt.Key.Key_Minus:
            view.zoom(view.scale.per_month / _ZOOM_STEP)
        elif key == Qt.Key.Key_F3:
            finding.find(view, -1 if held & _SHIFT else 1)
            if not isinstance(QApplication.focusWidget(), QLineEdit):
                # what was found can be worked on at once; in the search field one goes on typing
                view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def _escape(self) -> bool:
        """Leave the innermost thing: a drag, a dependency being drawn, a chosen milestone, the read-out."""
        view = self._view
        if view.drag is not None:
            view.drag = None
            view.caret.tell_selection()
            view.viewport().unsetCursor()
        elif view.link_from:
            view.link_from = ""
        elif view.mark:
            view.mark = ""
        elif not view.card.isVisible():
            return False
        view.card.hide()
        view.viewport().update()
        return True

    # --- rows ---------------------------------------------------------------------------------------------------

    def _rows(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        view = self._view
        page = max(1, (view.viewport().height() - view.header) // view.row_height - 1)
        last = len(view.rows.rows) - 1
        target = {
            Qt.Key.Key_Up: view.caret.row - 1,
            Qt.Key.Key_Down: view.caret.row + 1,
            Qt.Key.Key_PageUp: view.caret.row - page,
            Qt.Key.Key_PageDown: view.caret.row + page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(key)
        if target is None or held & _ALT:
            return False
        view.card.hide()
        view.caret.go(target, extend=bool(held & _SHIFT), keep=bool(held & _CTRL) or bool(view.link_from))
        self._say_link()
        return True

    def _sideways(self, way: int, held: Qt.KeyboardModifier) -> bool:
        view = self._view
        if held == _ALT:
            return self._move_mark(way) if view.mark else self.move_bars(way)
        if held == _ALT | _SHIFT:
            return self.move_end(way)
        if held == _SHIFT:
            view.pan(way * view.timeline_width * _PAN_SHARE)
        elif held == _CTRL | _SHIFT:
            view.set_table_width(view.table_width + way * _SPLIT_STEP)
        elif held == _NONE and view.caret.row >= 0:
            self._fold(way)
        else:
            return False
        view.caret.shown = True
        return True

    def _fold(self, way: int) -> None:
        """Left closes a row, then goes to the one above it; right opens it, then goes into it."""
        view = self._view
        id_ = view.id_at(view.caret.row)
        parent = id_ in view.rows.parents
        closed = id_ in view.rows.collapsed
        if way < 0 and parent and not closed:
            view.fold([id_], True)
        elif way < 0:
            above = view.rows.parent(view.caret.row)
            if above is not None:
                view.caret.go(above)
        elif parent and closed:
            view.fold([id_], False)
        elif parent:
            view.caret.go(view.caret.row + 1)
        view.caret.tell()

    # --- single keys --------------------------------------------------------------------------------------------

    def _one(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        view = self._view
        if held == _CTRL and key == Qt.Key.Key_A:
            view.caret.select(row.id for row in view.rows.rows if not row.is_group)
            return True
        if held & (_ALT | _CTRL) or view.caret.row < 0:
            return False
        row = view.rows.rows[view.caret.row]
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._enter()
        if key == Qt.Key.Key_Space:
            if row.is_group:
                view.fold([row.id], row.id not in view.rows.collapsed)
            else:
                view.caret.select(view.caret.selected ^ {row.id})
        elif key == Qt.Key.Key_Asterisk:
            view.fold(list(view.rows.collapsed), False)
        elif key == Qt.Key.Key_Slash:
            view.fold([one.id for one in view.rows.all if one.level == 0], True)
        elif key == Qt.Key.Key_B:
            self.show_bar()
        elif key == Qt.Key.Key_M:
            self.next_mark()
        elif key == Qt.Key.Key_L and not row.is_group:
            self.start_link()
        else:
            return False
        return True

    def _enter(self) -> bool:
        view = self._view
        row = view.rows.rows[view.caret.row]
        if view.link_from:
            source, view.link_from = view.link_from, ""
            view.card.hide()
            if not row.is_group and row.id != source:
                view.link_wanted.emit(source, row.id)
        elif row.is_group:
            view.fold([row.id], row.id not in view.rows.collapsed)
        else:
            if row.id not in view.caret.selected:
                view.caret.select([row.id])
            view.details_wanted.emit()
        return True

    def show_bar(self) -> None:
        """Scroll to the current row's bar."""
        view = self._view
        row = view.row(view.caret.row)
        day = row.start or row.end
        if day is not None:
            view.show_day(day, 0.2)

    # --- dates --------------------------------------------------------------------------------------------------

    def move_bars(self, steps: int) -> bool:
        """The selected bars, or the current row's, so many units later."""
        unit = unit_of(self._view.scale.per_month)
        return self._change({row.id: moved_dates(row, steps, unit) for row in self._held()}, Grip.MOVE)

    def move_end(self, steps: int) -> bool:
        """The selected bars' ends so many units later."""
        unit = unit_of(self._view.scale.per_month)
        return self._change({row.id: end_moved(row, steps, unit) for row in self._held()}, Grip.END)

    def add_bar(self) -> None:
        """A schedule of a year from this month on for a row without dates, to be moved from there."""
        view = self._view
        row = view.row(view.caret.row)
        if row.is_group or row.start is not None or row.end is not None:
            return
        unit = unit_of(12)
        start = view.today.replace(day=1)
        end = shifted(shifted(start, unit, 12), unit_of(120), -1)
        self._change({row.id: (start, end)}, Grip.MOVE)
        view.show_day(start, 0.2)

    def _held(self) -> list[GanttRow]:
        """The rows keys work on, as they are drawn: several quick strokes add up."""
        view = self._view
        ids = view.caret.selected or {view.id_at(view.caret.row)}
        places = [view.rows.place[id_] for id_ in ids if id_ in view.rows.place]
        return [view.row(index) for index in places if not view.rows.rows[index].is_group]

    def _change(self, dates: dict[str, Dates], grip: Grip) -> bool:
        view = self._view
        if not view.editable:
            view.tell_frozen()
            return True
        before = {row.id: (row.start, row.end) for row in self._held()}
        if dates and ask_for(view, before, dates):
            index = view.caret.row if view.id_at(view.caret.row) in dates else view.rows.place[next(iter(dates))]
            view.ensure_visible(index)
            view.tell(index, words.read_out(view.row(index), grip, view.shown.past))
            view.caret.tell()
        return True

    # --- milestones and deliverables ----------------------------------------------------------------------------

    def _marks(self) -> list[tuple[str, Mark]]:
        view = self._view
        row = view.row(view.caret.row)
        found = [("milestone", mark) for mark in row.milestones if view.shown.milestones]
        found += [("deliverable", mark) for mark in row.deliverables if view.shown.deliverables]
        return sorted((one for one in found if not one[1].reached), key=lambda one: one[1])

    def next_mark(self, mark: str = "") -> None:
        """Take hold of the current row's next milestone or deliverable that is still to come, or of a given one."""
        view = self._view
        marks = self._marks()
        ids = [one.id for _kind, one in marks]
        place = ids.index(mark) if mark in ids else ids.index(view.mark) + 1 if view.mark in ids else 0
        if not marks:
            return
        kind, chosen = marks[place % len(marks)]
        view.mark = chosen.id
        if not 0 <= view.scale.x(chosen.date) <= view.timeline_width:
            view.show_day(chosen.date)
        self._tell_mark(kind, chosen)

    def _tell_mark(self, kind: str, mark: Mark) -> None:
        lines = words.mark_card(mark, kind == "milestone")
        self._view.tell(self._view.caret.row, [*lines, [Piece(_("Alt+←/→ moves it, Esc leaves it"), "muted")]])

    def _move_mark(self, steps: int) -> bool:
        view = self._view
        if not view.editable:
            view.tell_frozen()
            return True
        for kind, mark in self._marks():
            if mark.id == view.mark:
                day = shifted(mark.date, unit_of(view.scale.per_month), steps)
                view.wish({}, {mark.id: day})
                view.mark_wanted.emit(kind, mark.id, day)
                self._tell_mark(kind, mark._replace(date=day))
        return True

    # --- dependencies -------------------------------------------------------------------------------------------

    def start_link(self) -> None:
        """Begin a dependency from the current row; the arrows and Enter choose what depends on it."""
        view = self._view
        if not view.editable:
            view.tell_frozen()
        elif view.row(view.caret.row).end is not None:
            view.link_from = view.id_at(view.caret.row)
            self._say_link()
            view.viewport().update()

    def _say_link(self) -> None:
        view = self._view
        if not view.link_from:
            return
        source = view.rows.rows[view.rows.place[view.link_from]] if view.link_from in view.rows.place else None
        target = view.rows.rows[view.caret.row]
        if source is None:
            return
        head = f"{source.title} → " + ("…" if target.is_group or target.id == source.id else target.title)
        hint = _("Choose with ↑ and ↓ what depends on it; Enter adds, Esc cancels")
        view.tell(view.caret.row, [[Piece(head, strong=True)], [Piece(hint, "muted")]])


def month_text(mark: Mark) -> str:
    """A mark as menus list it."""
    return f"{mark.title} · {format_date(mark.date)}"
