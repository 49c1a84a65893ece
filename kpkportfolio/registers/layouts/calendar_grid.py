"""Calendar grids beside a plan: a column for each week, month or day, the time of a task marked in its row.

The columns of a grid are no fields and no money by year. They are taken out of the sheet before its header is looked
for; what the marks say is kept by row, and is the start and end of the rows of a plan that has no columns for them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from statistics import median

from kpkportfolio.registers.files.cells import Cell, Sheet
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.layouts.calendar_marks import (
    FEWEST,
    FEWEST_NUMBERS,
    FEWEST_YEARS,
    Run,
    bars_in,
    coloured_in,
    heading_of,
    holds_marks,
    in_words,
    marked_in,
)
from kpkportfolio.registers.layouts.calendar_units import (
    DAY,
    HALF,
    MONTH,
    NUMBER,
    QUARTER,
    WEEK,
    YEAR,
    Unit,
    days_of,
    lasting,
    part_of,
    unit_in,
    year_in,
    years_of,
)
from kpkportfolio.registers.layouts.rowkinds import is_note
from kpkportfolio.registers.values.moments import Moment

_SEARCHED = 250
_WIDEST_GAP = 6
_FEWEST_INITIALS = 6
_INITIALS = ("THMHTKHESLMJ", "JFMAMJJASOND")
_TELLING = {DAY: 4, WEEK: 3, MONTH: 2, QUARTER: 1, HALF: 1, YEAR: 0, NUMBER: 0}
_WEEKS = re.compile(r"(?:viiko\w*|viikk\w*|vkot?|vk|veck\w*|weeks?|wk)\b")


@dataclass(frozen=True, slots=True)
class Calendar:
    """A grid of periods and what is marked in it.

    Attributes:
        rows: the zero-based rows of its headings.
        columns: of the sheet, left to right, all of one period after the other.
        first, last: the headings of the first and the last period.
        spans: by row the first day of the first and the last day of the last marked period; only where the year is
            known.
        marks: by row what is marked, in words.
        year_from: the title or the sheet's name that alone says the year; None when the headings do.
    """

    rows: range
    columns: range
    first: str
    last: str
    spans: Mapping[int, tuple[date, date]]
    marks: Mapping[int, str]
    year_from: str | None = None

    @property
    def name(self) -> str:
        """The grid in words, by its first and last heading."""
        return f"{self.first} – {self.last}"


def find_calendar(sheet: Sheet) -> Calendar | None:
    """The grid of a sheet; None when it has none. A cell is marked by what stands in it or by its colour."""
    runs = [run for number, row in enumerate(sheet.rows[:_SEARCHED]) if (run := _run(number, row))]
    if not runs:
        return None
    # the finest division counts: weeks under months, and of two alike the one that names its periods better
    most = max(len(run.columns) for run in runs)
    run = max((one for one in runs if len(one.columns) >= 0.9 * most), key=lambda one: (_TELLING[one.kind], -one.row))
    run = _told(sheet, run)
    columns = _columns(sheet, run)
    wider = _wider(sheet, run, columns)
    near = [one.row for one in runs if -3 <= one.row - run.row <= 1 and one.kind != NUMBER and _overlap(one, run)]
    near.append(run.row)
    rows = range(min([*near, *wider]), max([*near, *wider]) + 1)
    body = range(rows.stop, len(sheet.rows))
    if columns.start == 0 or not holds_marks(sheet, run, columns, body):
        return None
    periods = _periods(run, columns, wider)
    year_from = None
    if run.kind not in (DAY, YEAR) and not any(periods.values()) and (told := _year_of_titles(sheet, rows, run)):
        year, year_from = told
        periods = _periods(run, columns, {run.row: {run.columns[0]: (year, None)}})
    names = {column: heading_of(sheet.rows[run.row][column]) for column in run.columns}
    spans: dict[int, tuple[date, date]] = {}
    marks: dict[int, str] = {}
    bars, coloured = bars_in(sheet, columns, body), coloured_in(sheet, columns, body)
    for number in body:
        marked = marked_in(sheet, number, columns) | bars.get(number, set()) | coloured.get(number, set())
        if not marked:
            continue
        first, last = periods.get(min(marked)), periods.get(max(marked))
        if first and last and first.first and last.last:
            spans[number] = first.first, last.last
        marks[number] = in_words(sheet.rows[number], run, names, sorted(marked))
    return Calendar(rows, columns, names[run.columns[0]], names[run.columns[-1]], spans, marks, year_from)


def without(sheet: Sheet, calendar: Calendar) -> Sheet:
    """The sheet with the grid's columns empty from its headings down."""
    left, right = calendar.columns.start, calendar.columns.stop

    def emptied(row: list[Cell]) -> list[Cell]:
        return [*row[:left], *[""] * (min(right, len(row)) - left), *row[right:]] if len(row) > left else row

    top = calendar.rows.start
    rows = [row if number < top else emptied(row) for number, row in enumerate(sheet.rows)]
    # a title merged over the grid is none of the grid's; bars merged in it are
    merged = [one for one in sheet.merged if one[0] < top or one[1] < left or one[1] >= right]
    return replace(sheet, rows=rows, merged=merged, calendar=calendar)


def _run(number: int, row: Sequence[Cell]) -> Run | None:
    """The longest succession of periods on a row."""
    if (initials := _initials(number, row)) is not None:
        return initials
    best: list[tuple[int, Unit]] = []
    found: list[tuple[int, Unit]] = []
    for column, cell in enumerate(row):
        unit = unit_in(cell)
        if unit is None:
            if cell != "" or (found and column - found[-1][0] > _WIDEST_GAP):
                best, found = max(best, found, key=len), []
            continue
        if found and not _follows(found, unit, column):
            best, found = max(best, found, key=len), []
        found.append((column, unit))
    best = max(best, found, key=len)
    fewest = {NUMBER: FEWEST_NUMBERS, YEAR: FEWEST_YEARS}
    if not best or len(best) < fewest.get(best[0][1].kind, FEWEST):
        return None
    return Run(number, [column for column, _unit in best], [unit for _column, unit in best])


def _initials(number: int, row: Sequence[Cell]) -> Run | None:
    """Months named by their first letters: ``T H M H T K`` …, ``J F M A M J`` …"""
    letters = [column for column, cell in enumerate(row) if isinstance(cell, str) and len(cell) == 1 and cell.isalpha()]
    if len(letters) < _FEWEST_INITIALS or letters[-1] - letters[0] != len(letters) - 1:
        return None
    word = "".join(str(row[column]) for column in letters).upper()
    for months in _INITIALS:
        first = (months * (len(word) // 12 + 2)).find(word)
        if first >= 0:
            return Run(number, letters, [Unit(MONTH, (first + at) % 12 + 1) for at in range(len(word))])
    return None


def _follows(found: Sequence[tuple[int, Unit]], unit: Unit, column: int) -> bool:
    """Whether a period comes after the ones before it, at much the same distance."""
    before, previous = found[-1]
    if unit.kind != previous.kind or (unit.year is None) != (previous.year is None):
        return False
    if len(found) > 1 and column - before > 2 * (before - found[-2][0]) + 3:
        return False
    if unit.year is not None and previous.year is not None and unit.year != previous.year:
        return 0 < unit.year - previous.year <= 1
    if unit.order > previous.order:
        return unit.kind == DAY or unit.number - previous.number <= 4
    # over the turn of the year, and numbered days over the turn of the month
    if unit.kind == NUMBER:
        return unit.number <= 2 and (previous.number >= 28 or (unit.number == 1 and previous.number in (4, 12)))
    return unit.year is None and unit.number <= 2 and previous.number >= (2 if unit.kind == HALF else 3)


def _overlap(one: Run, other: Run) -> bool:
    return one.columns[0] <= other.columns[-1] and other.columns[0] <= one.columns[-1]


def _told(sheet: Sheet, run: Run) -> Run:
    """Plain numbers as what a word near them says they are: weeks, or days under months."""
    if run.kind != NUMBER:
        return run
    near = [row for row in range(run.row - 3, run.row + 2) if 0 <= row < len(sheet.rows)]
    for row in near:
        if any(isinstance(cell, str) and len(cell) < 40 and _WEEKS.search(fold(cell)) for cell in sheet.rows[row]):
            return Run(run.row, run.columns, [unit._replace(kind=WEEK) for unit in run.units])
    if (kind := _under_years(sheet, run, near)) is not None:
        return Run(run.row, run.columns, [unit._replace(kind=kind) for unit in run.units])
    months: list[Unit] = []
    for row in near[:-1]:
        cells = sheet.rows[row]
        named = {column: unit for column, cell in enumerate(cells) if (unit := unit_in(cell)) and unit.kind == MONTH}
        carried: Unit | None = None
        for column in range(run.columns[0], run.columns[-1] + 1):
            carried = named.get(column, carried)
            if carried and column in run.columns:
                months.append(carried)
    if len(months) != len(run.columns) or any(unit.number > 31 for unit in run.units):
        return run
    days = [Unit(DAY, month.number, month.year, unit.number) for month, unit in zip(months, run.units, strict=True)]
    return Run(run.row, run.columns, days)


def _under_years(sheet: Sheet, run: Run, near: Sequence[int]) -> str | None:
    """What plain numbers under nothing but years are: up to four are quarters, up to twelve months, more weeks."""
    for row in near:
        over = [cell for cell in sheet.rows[row][run.columns[0] : run.columns[-1] + 1] if cell != ""]
        if row < run.row and over and all((unit := unit_in(cell)) and unit.kind == YEAR for cell in over):
            highest = max(unit.number for unit in run.units)
            return QUARTER if highest == 4 else MONTH if highest == 12 else WEEK if highest > 31 else None
    return None


def _year_of_titles(sheet: Sheet, rows: range, run: Run) -> tuple[int, str] | None:
    """The year of the first period and the title that says it, where no heading does. A grid that goes over the turn of
    the year needs a title with both years."""
    turns = any(later.order <= earlier.order for earlier, later in pairwise(run.units))
    above = [cell for row in sheet.rows[: rows.start] for cell in row if isinstance(cell, str)]
    titles = [text for text in above if not is_note(text)]
    for title in titles if any(map(years_of, titles)) else [sheet.name or ""]:
        told = years_of(title)
        if told and told[1] - told[0] == turns:
            return told[0], title
    return None


def _columns(sheet: Sheet, run: Run) -> range:
    """All columns of the grid, those that only the last wider heading spans too."""
    gap = _gap(run)
    stop = run.columns[-1] + 1
    while stop - run.columns[-1] < gap and all(
        stop >= len(row) or row[stop] == "" for row in sheet.rows[: run.row + 1]
    ):
        stop += 1
    return range(run.columns[0], stop)


def _gap(run: Run) -> int:
    return int(median(b - a for a, b in pairwise(run.columns)))


def _wider(sheet: Sheet, run: Run, columns: range) -> dict[int, dict[int, tuple[int, int | None]]]:
    """The years (with months) over the periods, by row and column: of the rows that hold nothing but wider periods, the
    row of the periods itself among them."""
    found: dict[int, dict[int, tuple[int, int | None]]] = {run.row: {}}
    for number in range(max(0, run.row - 3), min(run.row + 2, len(sheet.rows))):
        cells = {column: sheet.rows[number][column] for column in columns if column < len(sheet.rows[number])}
        known = {column: cell for column, cell in cells.items() if cell != ""}
        years = {column: year for column, cell in known.items() if (year := year_in(cell))}
        named = [column in years or ((unit := unit_in(cell)) and unit.kind != NUMBER) for column, cell in known.items()]
        if number != run.row and named and all(named):
            found[number] = years
    return found


def _periods(
    run: Run, columns: range, wider: Mapping[int, Mapping[int, tuple[int, int | None]]]
) -> dict[int, Moment | None]:
    """The first and last day of each column, None where the year is not known."""
    years: dict[int, tuple[int, int | None]] = {}
    for told in wider.values():
        years.update(told)
    wholes: list[Moment | None] = []
    year: int | None = None
    before: tuple[int, Unit] | None = None
    for column, unit in zip(run.columns, run.units, strict=True):
        told_here = [years[at] for at in range(before[0] + 1 if before else column, column + 1) if at in years]
        month = None
        if told_here:
            year, month = told_here[-1]
        elif before and year is not None and unit.order <= before[1].order:
            year += 1
        # the first week of January may be the last of the year before, and the other way round
        shift = (unit.kind == WEEK) * ((month == 12 and unit.number == 1) - (month == 1 and unit.number >= 52))
        wholes.append(days_of(unit, None if year is None else year + shift))
        before = column, unit
    if run.kind == DAY:
        wholes = lasting(wholes)
    found: dict[int, Moment | None] = dict.fromkeys(columns)
    stops = [*run.columns[1:], columns.stop]
    for column, stop, whole in zip(run.columns, stops, wholes, strict=True):
        for at in range(column, stop):
            found[at] = whole and part_of(whole, at - column, stop - column)
    return found
