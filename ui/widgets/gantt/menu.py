"""The menu of a row: the mouse's and the keyboard's way to everything, with its keys."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from kpkportfolio.charts.bars import Arrow, GanttRow
from kpkportfolio.text import _
from ui.widgets.gantt import finding
from ui.widgets.gantt.keys import month_text

if TYPE_CHECKING:
    from ui.widgets.gantt.view import GanttView


def open_menu(view: "GanttView", event: QContextMenuEvent) -> None:
    """The menu of what lies under the mouse, or of the cursor's row when a key has asked for it."""
    found = view.at(event.pos().x(), event.pos().y())
    index, arrow, mark = view.caret.row, None, ""
    where = event.globalPos()
    if event.reason() == QContextMenuEvent.Reason.Mouse:
        index = -1 if found.index is None else found.index
        arrow, mark = found.arrow, found.mark.id if found.mark else ""
    elif index >= 0:
        view.ensure_visible(index)
        where = view.viewport().mapToGlobal(view.bar_rect(index).bottomLeft())
    menu = row_menu(view, index, arrow, mark)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(where)


def row_menu(view: "GanttView", index: int, arrow: Arrow | None = None, mark: str = "") -> QMenu:
    """The menu for a row (``index`` −1: none), with the arrow or milestone that lies under the mouse first."""
    menu = QMenu(view)
    if arrow is not None and view.editable:
        pair = view.rows.rows[arrow.predecessor], view.rows.rows[arrow.successor]
        text = _("Remove the dependency {pair}").format(pair=_pair(*pair))
        _add(menu, text, "", lambda: view.unlink_wanted.emit(arrow.id))
        menu.addSeparator()
    if 0 <= index < len(view.rows.rows):
        row = view.rows.rows[index]
        if row.is_group:
            closed = row.id in view.rows.collapsed
            _add(menu, _("Expand") if closed else _("Collapse"), "→" if closed else "←", lambda: _fold(view, row))
        else:
            _initiative(view, menu, index, row, mark)
        menu.addSeparator()
    _add(menu, _("Next match"), _key("F3"), lambda: finding.find(view, 1))
    _add(menu, _("Previous match"), _key("Shift+F3"), lambda: finding.find(view, -1))
    menu.addSeparator()
    _add(menu, _("Collapse all"), "/", lambda: view.fold([one.id for one in view.rows.all if one.level == 0], True))
    _add(menu, _("Expand all"), "*", lambda: view.fold(list(view.rows.collapsed), False))
    return menu


def _initiative(view: "GanttView", menu: QMenu, index: int, row: GanttRow, mark: str) -> None:
    keys = view.keys

    def here(do: Callable[[], object]) -> Callable[[], None]:
        def act() -> None:
            view.caret.go(view.rows.place.get(row.id, index), keep=row.id in view.caret.selected)
            do()

        return act

    _add(menu, _("Open the details"), _key("Return"), here(view.details_wanted.emit))
    dated = row.start is not None or row.end is not None
    if dated:
        _add(menu, _("Show on the timeline"), "B", here(keys.show_bar))
    if view.frozen is not None:
        menu.addSeparator()
        menu.addAction(_("Nothing can be changed here")).setEnabled(False)
        return
    menu.addSeparator()
    if not dated:
        _add(menu, _("Add a schedule from this month on"), "", here(keys.add_bar))
    else:
        _add(menu, _("Move later"), _key("Alt+Right"), here(lambda: keys.move_bars(1)))
        _add(menu, _("Move earlier"), _key("Alt+Left"), here(lambda: keys.move_bars(-1)))
    if row.end is not None:
        _add(menu, _("Move the end later"), _key("Alt+Shift+Right"), here(lambda: keys.move_end(1)))
        _add(menu, _("Move the end earlier"), _key("Alt+Shift+Left"), here(lambda: keys.move_end(-1)))
        _add(menu, _("Add a dependency…"), "L", here(keys.start_link))
    marks = [one for one in row.milestones if view.shown.milestones and not one.reached]
    marks += [one for one in row.deliverables if view.shown.deliverables and not one.reached]
    if marks:
        chosen = menu.addMenu(_("Move a milestone or deliverable"))
        for one in sorted(marks, key=lambda one: (one.id != mark, one)):
            _add(chosen, month_text(one), "", here(lambda id_=one.id: keys.next_mark(id_)))  # type: ignore[misc]  # the default binds the loop's value
    arrows = view.rows.arrows_of(index)
    if arrows:
        removed = menu.addMenu(_("Remove a dependency"))
        for arrow in arrows:
            pair = view.rows.rows[arrow.predecessor], view.rows.rows[arrow.successor]
            _add(removed, _pair(*pair), "", lambda id_=arrow.id: view.unlink_wanted.emit(id_))  # type: ignore[misc]  # as above


def _fold(view: "GanttView", row: GanttRow) -> None:
    view.fold([row.id], row.id not in view.rows.collapsed)


def _pair(before: GanttRow, after: GanttRow) -> str:
    return f"{before.title} → {after.title}"


def _key(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _add(menu: QMenu, text: str, keys: str, do: Callable[[], object]) -> None:
    shown = text.replace("&", "&&")
    action = menu.addAction(f"{shown}\t{keys}" if keys else shown)
    action.triggered.connect(lambda _on=False: do())
