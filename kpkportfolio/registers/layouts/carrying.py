"""Values that stand once and hold for the rows below: merged cells and ditto marks."""

from collections.abc import Iterable
from itertools import chain

from kpkportfolio.registers.files.cells import Cell
from kpkportfolio.registers.layouts.rowkinds import LONGEST_DITTO, is_ditto


def fill_merged(
    rows: list[list[Cell]], merged: Iterable[tuple[int, int, int, int]], first_row: int, title: int
) -> set[int]:
    """Fills merged cells down, in place; ``rows`` begin at the sheet's row ``first_row``.

    Returns the rows whose title is merged with the row above: they continue its initiative.
    """
    continued: set[int] = set()
    for top, left, bottom, right in merged:
        first, last = top - first_row, min(bottom - first_row, len(rows) - 1)
        if first < 0 or last <= first or left >= len(rows[first]):
            continue
        value = rows[first][left]
        for index in range(first + 1, last + 1):
            if left < len(rows[index]):
                rows[index][left] = value
        if left <= title <= right:
            continued.update(range(first + 1, last + 1))
    return continued


def fill_ditto(rows: list[list[Cell]], width: int) -> None:
    """Puts the value above in the place of ditto marks, in place."""
    # nearly every register is without, and one look at all its different texts tells
    marks = {
        cell
        for cell in set(chain.from_iterable(rows))
        if isinstance(cell, str) and 0 < len(cell) <= LONGEST_DITTO and is_ditto(cell)
    }
    if not marks:
        return
    marked = [column for column in range(width) if any(column < len(row) and row[column] in marks for row in rows)]
    alone = {index for index, row in enumerate(rows) if sum(cell != "" for cell in row) == 1}
    for column in marked:
        above: Cell = ""
        for index, row in enumerate(rows):
            cell = row[column] if column < len(row) else ""
            if cell == "" or index in alone:
                continue  # a text alone is the name of a group, nothing to repeat
            if above != "" and isinstance(cell, str) and cell in marks:
                row[column] = above
            else:
                above = cell
