"""Going to an initiative wherever it is: its row and its bar are brought into view, out of a collapsed group too."""

from typing import TYPE_CHECKING

from kpkportfolio.text import format_number
from ui.widgets.gantt import words
from ui.widgets.gantt.bars import place
from ui.widgets.gantt.card import Piece

if TYPE_CHECKING:
    from ui.widgets.gantt.view import GanttView

_LEAST_SEEN = 40.0
"""A bar of which so many px, or all, can be seen is in view."""


def bring(view: "GanttView", id_: str) -> bool:
    """Bring an initiative's row and bar into view; False when it is not among the rows."""
    if id_ not in view.rows.place:
        above = _above(view, id_)
        if not above:
            return False
        view.fold(above, False)
    index = view.rows.place[id_]
    view.ensure_visible(index)
    show_bar(view, index)
    return True


def show_bar(view: "GanttView", index: int) -> None:
    """Scroll to a row's bar, unless it is in view or there is none."""
    row, width = view.row(index), view.timeline_width
    where = place(view.scale, row, width)
    day = row.start or row.end
    if where is None or day is None or width < 2:
        return
    seen = min(where.right, width) - max(where.left, 0.0)
    if seen < min(where.right - where.left, _LEAST_SEEN):
        view.show_day(day, 0.2)


def find(view: "GanttView", step: int) -> None:
    """Put the cursor on the next initiative, or with −1 the previous one, around the end; tell which it is of all.

    What is looked for is what the filter lets through.
    """
    ids = [row.id for row in view.rows.all if not row.is_group]
    if not ids:
        return
    number = _from_here(view, ids, step)
    bring(view, ids[number])
    index = view.rows.place[ids[number]]
    view.caret.go(index)
    view.caret.shown = True
    row = view.row(index)
    count = Piece(f"{format_number(number + 1)} / {format_number(len(ids))}", "muted")
    title, *facts = words.card(row, row.title, view.shown.past)
    view.tell(index, [title, *facts, [count]])


def _from_here(view: "GanttView", ids: list[str], step: int) -> int:
    """The place in ``ids`` that comes a step from where the cursor stands; a heading stands before its members."""
    here = view.id_at(view.caret.row)
    if here in ids:
        return (ids.index(here) + step) % len(ids)
    order = {row.id: number for number, row in enumerate(view.rows.all)}
    before = sum(order[id_] < order.get(here, 0) for id_ in ids)
    return (before if step > 0 else before - 1) % len(ids)


def _above(view: "GanttView", id_: str) -> list[str]:
    """The rows over one that is hidden; empty when there is no such row."""
    found: list[str] = []
    level = 0
    for row in reversed(view.rows.all[: next((n for n, row in enumerate(view.rows.all) if row.id == id_), 0) + 1]):
        if row.id == id_:
            level = row.level
        elif row.level < level:
            found.append(row.id)
            level = row.level
    return found
