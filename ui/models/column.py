"""What a column of a table of initiatives is, and what its cells say beyond their own row.

``text`` is what is read, ``value`` what is sorted by and compared: a number, a date, or a text that the
:class:`~ui.models.collation.Collation` ranks. A value of None is unknown and stands last both ways.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kpkportfolio.model.facts import Facts
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.staleness import MONTHS, stale
from kpkportfolio.text import N_, _
from ui.models.roles import CellKind
from ui.models.staleness import stale_words

Sortable = int | date | str | None

UNKNOWN = N_("not known")
NOT_ESTIMATED = N_("not estimated")
NOT_JUDGED = N_("not judged")
NOT_SET = N_("not set")
NONE = N_("none")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What cells say beyond their own row.

    Attributes:
        first, last: the days between which schedule bars are drawn.
        today: the day of the line in them.
        titles: initiatives' titles by id, for what they are part of.
        impact_years: first and last year impact is given for, None when it is given for none.
        day, months: the day it is, and after how many months what a register tells is stale; None marks nothing.
        facts: what is worked out of the whole portfolio; None before it has been read.
        own: fields of one's own: by name in small letters, then by initiative.
    """

    first: date = date(2010, 1, 1)
    last: date = date(2014, 12, 31)
    today: date | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    impact_years: tuple[int, int] | None = None
    day: date | None = None
    months: int = MONTHS
    facts: Facts | None = None
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def stale(self, row: InitiativeRow) -> bool:
        """Whether a row is marked as stale: its register was read too long ago."""
        return self.day is not None and stale(row.read_on, self.day, self.months)

    def stale_words(self, row: InitiativeRow) -> str:
        """Why it is; empty when it is not."""
        return stale_words(row.read_on, self.day, self.months) if self.day is not None else ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        key: stable name, kept in saved views.
        title: English source text of its header; of a field of one's own its name.
        text: what a row says here; an empty text is unknown and ``unknown`` is written instead.
        value: what it is sorted by.
        kind: how its cells are drawn.
        unit: second line of the header.
        unknown: English source text that stands for what is not known.
        editable: whether a cell may be changed in place.
        width: what it takes when there is room, logical px; figures are measured instead.
        least: what it takes at least.
        worked_out: whether it says what is worked out of more than its own row.
        own: whether it is a field of one's own, whose name is not translated.
    """

    key: str
    title: str
    text: Callable[[InitiativeRow, Surroundings], str]
    value: Callable[[InitiativeRow, Surroundings], Sortable]
    kind: CellKind = CellKind.TEXT
    unit: Callable[[Surroundings], str] = lambda _around: ""
    unknown: str = UNKNOWN
    editable: bool = False
    width: int = 120
    least: int = 72
    worked_out: bool = False
    own: bool = False

    @property
    def heading(self) -> str:
        """The header in the language spoken now."""
        return self.title if self.own else _(self.title)

    @property
    def figures(self) -> bool:
        """Whether its cells are figures or dates, which are set right and never elided."""
        return self.kind is CellKind.NUMBER
