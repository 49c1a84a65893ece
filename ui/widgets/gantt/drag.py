"""What a drag or a key makes of dates: pure arithmetic, without a window."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kpkportfolio.charts.bars import GanttRow
from ui.widgets.gantt.scale import (
    TimeScale,
    Unit,
    nearest_evening,
    nearest_morning,
    shifted,
    steps_between,
)

Dates = tuple[date | None, date | None]
"""Start and end; None stays what it was: unknown, or an open end."""


class Grip(StrEnum):
    """What of the view is held by the mouse."""

    MOVE = "move"
    START = "start"
    END = "end"
    MARK = "mark"
    DRAW = "draw"
    LINK = "link"
    PAN = "pan"
    SPLIT = "split"


@dataclass(slots=True)
class Drag:
    """A drag under way.

    Attributes:
        grip: what is held.
        x, y: where it was taken, px in the viewport.
        rows: the rows that are moved, as they were.
        dates: what becomes of them, by id; empty until the mouse has really moved.
        mark: id of the milestone or deliverable that is held, ``mark_day`` where it was, ``mark_to`` where it goes.
        target: index of the row a dependency is drawn to.
        at: where the mouse is.
    """

    grip: Grip
    x: float
    y: float
    rows: list[GanttRow] = field(default_factory=list)
    dates: dict[str, Dates] = field(default_factory=dict)
    mark: str = ""
    mark_kind: str = ""
    mark_day: date | None = None
    mark_to: date | None = None
    target: int | None = None
    at: tuple[float, float] = (0.0, 0.0)
    moved: bool = False


def moved_dates(row: GanttRow, steps: int, unit: Unit) -> Dates:
    """The whole schedule so many units later; an open or unknown end stays so."""
    start = shifted(row.start, unit, steps) if row.start is not None else None
    end = shifted(row.end, unit, steps) if row.end is not None else None
    return start, end


def end_moved(row: GanttRow, steps: int, unit: Unit) -> Dates:
    """The end so many units later, never before the start; an open or unknown end stays so."""
    if row.end is None:
        return row.start, None
    end = shifted(row.end, unit, steps)
    return row.start, end if row.start is None else max(end, row.start)


def dragged(row: GanttRow, grip: Grip, days: float, unit: Unit) -> Dates:
    """What ``days`` of dragging make of a schedule: moves keep its length, edges snap to the unit."""
    if grip is Grip.START and row.start is not None:
        start = nearest_morning(row.start.toordinal() + days, unit)
        return (start if row.end is None else min(start, row.end)), row.end
    if grip is Grip.END and row.end is not None:
        end = nearest_evening(row.end.toordinal() + 1 + days, unit)
        return row.start, (end if row.start is None else max(end, row.start))
    return moved_dates(row, steps_between(days, unit), unit)


def drawn(scale: TimeScale, x0: float, x1: float, unit: Unit) -> Dates:
    """The schedule drawn from one place to another on a row without dates; at least one unit long."""
    low, high = sorted((scale.ordinal(x0), scale.ordinal(x1)))
    start = nearest_morning(low, unit)
    end = nearest_evening(high, unit)
    if end < start:
        end = date.fromordinal(shifted(start, unit, 1).toordinal() - 1)
    return start, end


def mark_dragged(day: date, days: float, unit: Unit) -> date:
    """Where a milestone goes: whole days, or to the nearest end of a month."""
    if unit is Unit.DAY:
        return shifted(day, unit, round(days))
    return nearest_evening(day.toordinal() + 1 + days, unit)
