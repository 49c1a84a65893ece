"""The rows on the screen: one list for table and timeline, what is collapsed, and the arrows by row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kpkportfolio.charts.bars import Arrow, GanttRow, build_arrows, visible_rows
from kpkportfolio.charts.time_axis import Phase
from kpkportfolio.model.rows import DependencyRow
from ui.widgets.gantt.scale import DAYS_PER_MONTH, as_day


@dataclass(frozen=True, slots=True)
class Shown:
    """What the timeline shows beside the bars; ``past``: ghosts are of how it was, not of a baseline."""

    milestones: bool = True
    deliverables: bool = False
    dependencies: bool = True
    phases: bool = True
    baseline: bool = True
    past: bool = False
    overview: bool = True


def first_look(rows: Iterable[GanttRow], phases: Iterable[Phase], today: date, width: float, per_month: float) -> date:
    """The day a timeline ``width`` px wide begins with at first.

    Today stands a little left of the middle; when the data knows nothing of today, it begins with the path.
    """
    days = [day for row in rows for day in (row.start, row.end) if day is not None]
    begin = min([phase.first for phase in phases] or days, default=today)
    if days and min(days) <= today <= max(days):
        begin = as_day(round(today.toordinal() - width * 0.45 * DAYS_PER_MONTH / per_month))
        if per_month < 24 and (begin.month, begin.day) != (1, 1):
            begin = date(begin.year + 1, 1, 1)
    return begin


class GanttRows:
    """What can be scrolled through.

    Attributes:
        all: every row, collapsed or not.
        rows: the visible ones, top to bottom.
        place: index into ``rows`` by id.
        collapsed: ids of the rows whose members are hidden; kept for rows that come back later.
        parents: ids of rows that have others under them.
    """

    def __init__(self) -> None:
        self.all: list[GanttRow] = []
        self.rows: list[GanttRow] = []
        self.place: dict[str, int] = {}
        self.collapsed: set[str] = set()
        self.parents: set[str] = set()
        self.dependencies: Sequence[DependencyRow] = ()
        self._at: dict[int, list[Arrow]] = {}

    def set_rows(self, rows: Sequence[GanttRow], dependencies: Sequence[DependencyRow]) -> None:
        """Other rows; what was collapsed stays so."""
        self.all = list(rows)
        self.dependencies = dependencies
        self.parents = {above.id for above, below in pairwise(self.all) if below.level > above.level}
        self._lay()

    def fold(self, ids: Iterable[str], closed: bool) -> None:
        """Collapse or expand rows."""
        if closed:
            self.collapsed |= set(ids) & self.parents
        else:
            self.collapsed -= set(ids)
        self._lay()

    def _lay(self) -> None:
        closed = self.collapsed & self.parents
        self.rows = visible_rows(self.all, closed) if closed else self.all
        self.place = {row.id: index for index, row in enumerate(self.rows)}
        self._at = {}
        for arrow in build_arrows(self.rows, self.dependencies):
            self._at.setdefault(arrow.predecessor, []).append(arrow)
            self._at.setdefault(arrow.successor, []).append(arrow)

    def parent(self, index: int) -> int | None:
        """The row that a row stands under."""
        level = self.rows[index].level
        return next((above for above in range(index - 1, -1, -1) if self.rows[above].level < level), None)

    def arrows_of(self, index: int) -> list[Arrow]:
        """The arrows that begin or end at a row."""
        return self._at.get(index, [])

    def arrows_between(self, first: int, last: int) -> Iterator[Arrow]:
        """The arrows with an end among the rows ``first`` … ``last``.

        One that only passes by is left out: without an end in sight it tells nothing, and looks like today's line.
        """
        for index in range(first, last + 1):
            for arrow in self._at.get(index, ()):
                other = arrow.successor if arrow.predecessor == index else arrow.predecessor
                if not first <= other < index:
                    yield arrow
