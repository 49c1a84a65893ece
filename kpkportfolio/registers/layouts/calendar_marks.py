"""What is marked in a calendar grid: by what stands in a cell, by a bar of merged cells, by a colour."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kpkportfolio.registers.files.cells import Cell, Sheet, text_of
from kpkportfolio.registers.files.repair import one_line
from kpkportfolio.registers.layouts.calendar_units import DAY, NUMBER, WEEK, YEAR, Unit

FEWEST = 4
FEWEST_YEARS = 3
FEWEST_NUMBERS = 6
"""Plain numbers side by side may be anything; of weeks, months and days four are enough."""
_BAND = 0.6
"""A colour in more than this share of a column's rows is the column's own."""
_NO_MARKS = frozenset(("", 0, "0", "-", "–", "—", ".", "?"))


@dataclass(frozen=True, slots=True)
class Run:
    """The periods named side by side on a row: their columns and what they are."""

    row: int
    columns: list[int]
    units: list[Unit]

    @property
    def kind(self) -> str:
        """Of all its periods."""
        return self.units[0].kind


def holds_marks(sheet: Sheet, run: Run, columns: range, body: range) -> bool:
    """Whether what stands under the periods are marks of time, rather than figures, dates or sentences."""
    cells = [
        cell
        for number in body
        for cell in sheet.rows[number][columns.start : columns.stop]
        if cell != "" and not isinstance(cell, bool)
    ]
    if run.kind == YEAR:  # beside a figure, or a text that may be one, it is money by year
        return bool(cells) and all(isinstance(cell, str) and not any(c.isdigit() for c in cell) for cell in cells)
    if not cells:
        return run.kind != NUMBER and len(run.columns) >= FEWEST_NUMBERS
    if sum(isinstance(cell, date) or (isinstance(cell, str) and len(cell) > 40) for cell in cells) > 0.3 * len(cells):
        return False
    figures = sum(_is_figure(cell) for cell in cells)
    # hours by week are marks of time too; by month or quarter, figures are money
    return figures <= 0.3 * len(cells) or (run.kind in (WEEK, DAY) and len(run.columns) >= 2 * FEWEST)


def _is_figure(cell: Cell) -> bool:
    if isinstance(cell, str):
        return any(c.isdigit() for c in cell) and not any(c.isalpha() for c in cell)
    return cell != 1


def marked_in(sheet: Sheet, number: int, columns: range) -> set[int]:
    """The columns of a row in which something stands that is a mark."""
    row = sheet.rows[number]
    return {column for column in columns if column < len(row) and row[column] not in _NO_MARKS}


def bars_in(sheet: Sheet, columns: range, body: range) -> dict[int, set[int]]:
    """By row the columns of the cells merged into a bar that holds something."""
    bars: dict[int, set[int]] = {}
    for top, left, _bottom, right in sheet.merged:
        if top in body and left in columns and left < len(sheet.rows[top]) and sheet.rows[top][left] not in _NO_MARKS:
            bars.setdefault(top, set()).update(range(left, min(right + 1, columns.stop)))
    return bars


def coloured_in(sheet: Sheet, columns: range, body: range) -> dict[int, set[int]]:
    """By row the coloured cells of the grid. A row of one colour from its name on is a heading, and a colour that runs
    down a column is a holiday or the like; neither is a mark."""
    painted = sheet.facts.painted()
    rows = [number for number in body if any(cell != "" for cell in sheet.rows[number][: columns.start])]
    found: dict[int, dict[int, str]] = {}
    down: Counter[tuple[int, str]] = Counter()
    for number in rows:
        row = painted.get(number, {})
        of_name = {row.get(at) for at, cell in enumerate(sheet.rows[number][: columns.start]) if cell != ""}
        found[number] = {at: row[at] for at in columns if at in row and row[at] not in of_name}
        down.update(found[number].items())
    bands = {band for band, times in down.items() if times > max(2, _BAND * len(rows))}
    return {
        number: marks
        for number, cells in found.items()
        if (marks := {at for at, colour in cells.items() if (at, colour) not in bands})
    }


def heading_of(cell: Cell) -> str:
    """A period as its heading has it, a day as people write it."""
    return f"{cell.day}.{cell.month}.{cell.year}" if isinstance(cell, date) else one_line(text_of(cell))


def in_words(row: Sequence[Cell], run: Run, names: Mapping[int, str], marked: Sequence[int]) -> str:
    """Which periods are marked, and the words that stand in them: ``vko 5 – vko 12: Pilotti``."""
    parts: list[str] = []
    first = previous = marked[0]
    for column in (*marked[1:], None):
        if column is None or column > previous + 1:
            ends = _over(run, names, first), _over(run, names, previous)
            parts.append(ends[0] if ends[0] == ends[1] else " – ".join(ends))
            first = column if column is not None else first
        previous = column if column is not None else previous
    texts = dict.fromkeys(one_line(text_of(row[column])) for column in marked if column < len(row))
    words = [text for text in texts if len(text) > 1]
    return ", ".join(parts) + (": " + ", ".join(words) if words else "")


def _over(run: Run, names: Mapping[int, str], column: int) -> str:
    """The heading of the period that a column belongs to."""
    return names[max(at for at in run.columns if at <= column)]
