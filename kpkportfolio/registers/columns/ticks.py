"""A status told by ticks: a column for each status, an ``x`` in the one that holds."""

from collections.abc import Mapping, Sequence

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.columns.headings import Heading, heading_scores
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell
from kpkportfolio.registers.profile import Use
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.statuses import ACCEPTED, read_status
from kpkportfolio.text import N_

SEVERAL = Fault(N_("Several statuses are ticked."), ACCEPTED)
_TICKS = frozenset(("x", "xx", "✓", "✔", "☑", "☒", "●", "■", "•", "1", "k", "kyllä", "ja", "yes", "y", "true"))
_EMPTY = frozenset(("", "-", "–", "0", "☐", "false", "ei", "nej", "no"))
_NAMED = 90


def ticked(cell: Cell) -> bool:
    """Whether a cell is ticked."""
    return _word(cell) in _TICKS


def _word(cell: Cell) -> str:
    return (str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)).strip().casefold()


def find_ticks(
    headings: Sequence[Heading], values: Sequence[Sequence[Cell]], said: Mapping[int, Use]
) -> dict[int, Status]:
    """Column number → the status that its heading names, of the columns that hold ticks and nothing else; none unless
    two statuses are told so, and when another column is called the status.

    Args:
        headings, values: of all columns.
        said: what a person has said of columns; those said to be the status may be ticks.
    """
    found: dict[int, Status] = {}
    for column, heading in enumerate(headings):
        if column in said and said[column].what is not Field.STATUS:
            continue
        status = read_status(heading.text) if heading.text else None
        if isinstance(status, Status) and set(map(_word, set(values[column]))) <= _TICKS | _EMPTY:
            found[column] = status
        elif dict(heading_scores(heading)).get(Field.STATUS, 0) >= _NAMED and any(
            cell != "" for cell in values[column]
        ):
            return {}
    marked = sum(any(map(ticked, values[column])) for column in found)
    return found if len(set(found.values())) > 1 and marked else {}


def status_of(row: Sequence[Cell], ticks: Mapping[int, Status]) -> Status | Fault | None:
    """The status that is ticked on a row; a fault when several are, None when none is."""
    marked = {status for column, status in ticks.items() if column < len(row) and ticked(row[column])}
    return SEVERAL if len(marked) > 1 else next(iter(marked), None)
