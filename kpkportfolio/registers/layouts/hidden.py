"""What is said of hidden rows and columns, and of rows struck through: people hide what is finished and strike out what
is given up or done, so they are read, and it is told.
"""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from kpkportfolio.registers.files.cells import Sheet
from kpkportfolio.registers.layouts.turning import column_letters
from kpkportfolio.text import ngettext


def struck_remarks(sheet: Sheet) -> list[str]:
    """Which rows of a sheet are struck through, most of their cells at least, in words."""
    struck: Counter[int] = Counter(row for row, _column in sheet.facts.struck)
    rows = [
        row
        for row, cells in sorted(struck.items())
        if row < len(sheet.rows) and (filled := sum(cell != "" for cell in sheet.rows[row])) and cells >= filled / 2
    ]
    if not rows:
        return []
    text = ngettext(
        "{sheet}: {n} row is struck through and was read too ({places}).",
        "{sheet}: {n} rows are struck through and were read too ({places}).",
        len(rows),
    )
    return [text.format(sheet=sheet.name, n=len(rows), places=_ranges(rows, lambda row: str(row + 1)))]


def hidden_remarks(sheet: Sheet) -> list[str]:
    """Which hidden rows and columns of a sheet hold something, in words; nothing when there are none."""
    told: list[str] = []
    hidden = {row for row in sheet.facts.hidden_rows if row < len(sheet.rows)}
    rows = [row for row in sorted(hidden) if any(cell != "" for cell in sheet.rows[row])]
    if rows:
        text = ngettext(
            "{sheet}: {n} hidden row was read too ({places}).",
            "{sheet}: {n} hidden rows were read too ({places}).",
            len(rows),
        )
        told.append(text.format(sheet=sheet.name, n=len(rows), places=_ranges(rows, lambda row: str(row + 1))))
    width = max(map(len, sheet.rows), default=0)
    columns = [
        column
        for column in sorted(sheet.facts.hidden_columns)
        if column < width and any(column < len(row) and row[column] != "" for row in sheet.rows)
    ]
    if columns:
        text = ngettext(
            "{sheet}: {n} hidden column was read too ({places}).",
            "{sheet}: {n} hidden columns were read too ({places}).",
            len(columns),
        )
        told.append(text.format(sheet=sheet.name, n=len(columns), places=_ranges(columns, column_letters)))
    return told


def _ranges(numbers: list[int], name: Callable[[int], str]) -> str:
    """Numbers in succession as one range: ``5, 8–12``."""
    starts = [numbers[0], *(later for earlier, later in pairwise(numbers) if later > earlier + 1)]
    ends = [*(earlier for earlier, later in pairwise(numbers) if later > earlier + 1), numbers[-1]]
    return ", ".join(
        name(first) if first == last else f"{name(first)}–{name(last)}"
        for first, last in zip(starts, ends, strict=True)
    )
