"""The item data roles by which models tell ``ui.widgets.cells.CellDelegate`` and the pages what a cell is.

A model answers ``Role.KIND`` with a :class:`CellKind` and then only the roles that kind needs:

| kind | roles besides ``DisplayRole`` |
| --- | --- |
| TEXT, NUMBER | ``MUTED``; NUMBER is set right |
| TITLE | ``OVERLAP`` (an overlap kind is marked at the right), ``STALE`` (too), ``SECOND_LINE`` (small, muted, below) |
| STATUS | ``STATUS``; the word is the ``DisplayRole`` |
| HEALTH | ``HEALTH`` (:class:`HealthMark`); the shape alone, so give the words as ``ToolTipRole`` |
| BAR | ``BAR`` (:class:`Bar`) |
| PROGRAMME | ``PROGRAMME`` (number), name as ``DisplayRole`` |
| GROUP | every cell of a group row; in the first one ``PROGRAMME``, ``COUNT``, ``EXPANDED`` |
| TOTAL | every cell of a row of totals; as text, bold |

Enum members that are strings come back from Qt as plain ``str``; the delegate turns them back.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from PySide6.QtCore import Qt

from kpkportfolio.model.vocabulary import Health, Status

_FIRST = int(Qt.ItemDataRole.UserRole)


class Role(IntEnum):
    """Numbers above ``Qt.UserRole``, the same in every model of the window."""

    SORT = _FIRST + 1
    """What to sort by: a number, a date or a case-folded text; None sorts last."""
    ID = _FIRST + 2
    """The id of the row's thing, str."""
    KIND = _FIRST + 3
    """A :class:`CellKind`."""
    STATUS = _FIRST + 4
    """A Status value, or None."""
    HEALTH = _FIRST + 5
    """A :class:`HealthMark`."""
    BAR = _FIRST + 6
    """A :class:`Bar`, or None when there is no schedule."""
    PROGRAMME = _FIRST + 7
    """The programme's number, or None."""
    GROUP_LEVEL = _FIRST + 8
    """Depth of a row under its group: 0 a group itself or an ungrouped row, 1 inside a group."""
    MUTED = _FIRST + 9
    """True when the text says something unknown or secondary."""
    OVERLAP = _FIRST + 10
    """An OverlapKind value when the row may overlap another, else None."""
    COUNT = _FIRST + 11
    """Words after a group's name, such as "5 hanketta"."""
    EXPANDED = _FIRST + 12
    """True or False for a group that can be folded, None for one that cannot."""
    SECOND_LINE = _FIRST + 13
    """A second, muted line under the text; in a header the unit."""
    ROW = _FIRST + 14
    """The plain row behind the item (InitiativeRow…), or None for a group."""
    STALE = _FIRST + 15
    """True when what the row tells is of a register that was read too long ago."""


class CellKind(IntEnum):
    """How a cell is drawn."""

    TEXT = 0
    NUMBER = 1
    TITLE = 2
    STATUS = 3
    HEALTH = 4
    BAR = 5
    PROGRAMME = 6
    GROUP = 7
    TOTAL = 8


@dataclass(frozen=True, slots=True)
class HealthMark:
    """A person's judgement, and what the figures say when that differs (judged is drawn first)."""

    judged: Health | None
    computed: Health | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A small schedule bar between two dates of the column, in the programme's colour.

    ``progress`` is 0…100 or None; the done share is solid. ``proposed`` bars are tint only, ``stopped``
    ones (suspended, cancelled) a dashed outline. ``end`` None with a start is continuous.
    """

    start: date | None
    end: date | None
    first: date
    last: date
    today: date | None = None
    progress: int | None = None
    programme: int | None = None
    proposed: bool = False
    stopped: bool = False

    @classmethod
    def of(
        cls,
        start: date | None,
        end: date | None,
        status: Status | None,
        progress: int | None,
        programme: int | None,
        first: date,
        last: date,
        today: date | None = None,
    ) -> "Bar":
        """The bar of an initiative whose status decides how it is drawn (Gantt rules of the design)."""
        return cls(
            start,
            end,
            first,
            last,
            today,
            100 if status is Status.COMPLETED else progress,
            programme,
            proposed=status in (Status.IDEA, Status.PROPOSED),
            stopped=status in (Status.SUSPENDED, Status.CANCELLED),
        )
