"""Dates that have been asked for and not come back from the portfolio yet, and those of a drag under way."""

from dataclasses import dataclass, field
from datetime import date

from kpkportfolio.charts.bars import GanttRow, Mark, days_between
from ui.widgets.gantt.drag import Dates, Drag


@dataclass(slots=True)
class Wishes:
    """New dates of rows and of their marks, by id."""

    dates: dict[str, Dates] = field(default_factory=dict)
    marks: dict[str, date] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.dates or self.marks)

    def clear(self) -> None:
        """Nothing is wished any more."""
        self.dates.clear()
        self.marks.clear()

    def applied(self, row: GanttRow, drag: Drag | None) -> GanttRow:
        """The row as it is wished to be; what is being dragged goes first."""
        wanted = self.dates.get(row.id)
        marks = self.marks
        if drag is not None:
            wanted = drag.dates.get(row.id, wanted)
            if drag.mark_to is not None:
                marks = {**marks, drag.mark: drag.mark_to}
        if wanted is not None:
            slip = days_between(row.baseline_end, wanted[1])
            row = row._replace(start=wanted[0], end=wanted[1], slip_days=slip)
        if marks and (row.milestones or row.deliverables):
            row = row._replace(milestones=_moved(row.milestones, marks), deliverables=_moved(row.deliverables, marks))
        return row


def _moved(marks: tuple[Mark, ...], wishes: dict[str, date]) -> tuple[Mark, ...]:
    return tuple(mark._replace(date=wishes.get(mark.id, mark.date)) for mark in marks)
