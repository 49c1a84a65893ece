"""Whether ``2024/25`` in a column is one financial year or two calendar years; the whole list tells.

A financial year over two calendar years is April to March, as in :mod:`~kpkportfolio.registers.values.spans`.
"""

import re
from collections.abc import Iterable, Sequence

from kpkportfolio.registers.files.cells import Cell
from kpkportfolio.registers.values.unknown import is_unknown

_TWO_YEARS = re.compile(r"((?:19|20)\d\d)\s?[/–-]\s?((?:19|20)?\d\d)")
_SLASHED = re.compile(r"(?:19|20)\d\d/\d\d")
_TELLS = re.compile(r"\bFY\s?'?(?:\d|$)|\bFY\b(?=.{0,12}\d)|\b(?:financial|fiscal) years?\b|£|\bGBP\b", re.IGNORECASE)
_LONGEST = 60
_FEWEST = 3


def tells_financial(texts: Iterable[str]) -> bool:
    """Whether headings, notes or cells speak of financial years, or of pounds, whose country counts in them."""
    return any(len(text) <= _LONGEST and _TELLS.search(text) for text in texts)


def are_financial(cells: Sequence[Cell], told: bool, schedule: bool) -> bool:
    """Whether two years in a cell are a financial year in a column.

    Args:
        cells: of the column.
        told: the list speaks of financial years; else nothing but such years does, and not in a column that holds
            starts and ends together, where they would be two years.
        schedule: it is such a column.
    """
    texts = {cell.strip() for cell in cells if isinstance(cell, str) and cell and not is_unknown(cell)}
    pairs = {text for text in texts if _years(text) is not None}
    if told:
        return bool(pairs)
    alone = len(pairs) == len(texts) and not any(not isinstance(cell, str) for cell in cells)
    return alone and not schedule and len(pairs) >= _FEWEST and all(map(_SLASHED.fullmatch, pairs))


def as_financial(cell: Cell) -> Cell:
    """A cell of a column of financial years: ``2024/25`` as ``FY 2024/25``; anything else as it is."""
    years = _years(cell.strip()) if isinstance(cell, str) else None
    return cell if years is None else f"FY {years[0]}/{years[1]}"


def _years(text: str) -> tuple[int, int] | None:
    """Two years that follow each other, and nothing else."""
    match = _TWO_YEARS.fullmatch(text)
    if match is None:
        return None
    first = int(match[1])
    return (first, first + 1) if int(match[2]) in (first + 1, (first + 1) % 100) else None
