"""What lies at a point of the view."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kpkportfolio.charts.bars import Arrow, GanttRow, Mark
from ui.theme.tokens import GANTT
from ui.widgets.gantt import arrows
from ui.widgets.gantt.bars import place
from ui.widgets.gantt.table import FIRST_INSET, title_left

if TYPE_CHECKING:
    from ui.widgets.gantt.view import GanttView

_SPLITTER = 4
_EDGE = 5
_MARK = 7
LINK_OUT, LINK_RADIUS = 12, 4
"""How far from a bar's end, or from its slip's words, the handle lies that dependencies are drawn from."""


class At(StrEnum):
    """What lies there."""

    NOTHING = "nothing"
    HEADER = "header"
    SPLITTER = "splitter"
    CHEVRON = "chevron"
    ROW = "row"
    SPACE = "space"
    BAR = "bar"
    START = "start"
    END = "end"
    LINK = "link"
    MILESTONE = "milestone"
    DELIVERABLE = "deliverable"
    ARROW = "arrow"


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies at a point: ``index`` is the row's, None outside the rows."""

    at: At
    index: int | None = None
    mark: Mark | None = None
    arrow: Arrow | None = None


def hit(view: "GanttView", x: float, y: float) -> Hit:
    """What lies at a point of the viewport, what is painted on top first."""
    if abs(x - view.table_width) <= _SPLITTER:
        return Hit(At.SPLITTER)
    if y < view.header:
        return Hit(At.HEADER)
    index = view.row_at(y)
    if index is None:
        return Hit(At.NOTHING)
    row = view.row(index)
    if x < view.table_width:
        left = title_left(row, view.grouped)
        chevron = row.id in view.rows.parents and (
            x < left - (28 if row.programme_number is not None and row.is_group else 2)
            if row.is_group
            else FIRST_INSET - 4 <= x < left
        )
        return Hit(At.CHEVRON if chevron else At.ROW, index)
    return _timeline(view, index, row, x - view.table_width, y)


def _timeline(view: "GanttView", index: int, row: GanttRow, x: float, y: float) -> Hit:
    scale, width = view.scale, view.timeline_width
    if row.is_group:
        return Hit(At.ROW, index)
    over = abs(y - (view.top_of(index) + GANTT.bar_top + GANTT.bar / 2)) <= GANTT.bar / 2 + 1
    if over and view.shown.milestones:
        for mark in reversed(row.milestones):
            if abs(x - scale.x(mark.date, evening=True)) <= _MARK:
                return Hit(At.MILESTONE, index, mark)
    if view.shown.deliverables and y <= view.top_of(index) + 12:
        for mark in reversed(row.deliverables):
            if abs(x - scale.x(mark.date, evening=True)) <= _MARK:
                return Hit(At.DELIVERABLE, index, mark)
    where = place(scale, row, width)
    if where is not None and over:
        handle = link_handle(view, index, row)
        if handle is not None and abs(x - handle) <= LINK_RADIUS + 2:
            return Hit(At.LINK, index)
        reach = min(float(_EDGE), max(2.0, (where.right - where.left) / 4))
        if where.lone:
            if abs(x - where.left) <= _EDGE + 2:
                return Hit(At.BAR, index)
        elif where.left - 3 <= x <= where.right + 3:
            if row.start is not None and x - where.left <= reach:
                return Hit(At.START, index)
            if row.end is not None and where.right - x <= reach:
                return Hit(At.END, index)
            return Hit(At.BAR, index)
    if view.shown.dependencies:
        for arrow, points in arrows.routes(view, *view.rows_between(view.header, view.viewport().height())):
            if arrows.near(points, x, y):
                return Hit(At.ARROW, index, arrow=arrow)
    return Hit(At.SPACE, index)


def link_handle(view: "GanttView", index: int, row: GanttRow) -> float | None:
    """Where a bar's dependency handle lies (px from the timeline's left); only the row under the mouse has one."""
    if index != view.hovered or not view.editable or row.end is None or row.is_group:
        return None
    x = view.scale.x(row.end, evening=True)
    words = view.words.get(index)
    if words is not None and words[0] >= x:
        x = words[1]
    x += LINK_OUT
    return x if 0 < x < view.timeline_width - LINK_RADIUS else None
