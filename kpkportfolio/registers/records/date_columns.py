"""The columns of dates of a table: what all their values tell about how each is read."""

import re
from collections.abc import Callable, Mapping, Sequence

from kpkportfolio.registers.columns.months import join
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell, each
from kpkportfolio.registers.layouts.tables import Table
from kpkportfolio.registers.profile import Profile
from kpkportfolio.registers.values.dates import day_first, read_moment, read_schedule, spell_out, year_ranges
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.federal import as_federal, tells_federal
from kpkportfolio.registers.values.financial import are_financial, as_financial, tells_financial
from kpkportfolio.registers.values.moments import Moment
from kpkportfolio.text import _

DATES = (Field.START, Field.END, Field.SCHEDULE)
# under such a heading "6/2025" is a week, no month
_WEEKS = re.compile(r"viikko|\bvko|\bvk\b|vecka\b|\bweek", re.IGNORECASE)
_WEEK_OF_A_YEAR = re.compile(r"\d{1,2}\s?/\s?(?:\d\d|\d{4})")
_SLASHED = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}/\d{2,4}(?!\d)")
_LOOKED_AT = 200
"""So many rows tell whether a list is one of financial years."""


class DateColumns:
    """How the columns of dates of a table are read.

    Attributes:
        day_first: start, end or schedule → whether the day stands before the month.
        any_day_first: the same for columns of other dates.
    """

    def __init__(self, table: Table, columns: Sequence[Sequence[Cell]], names: Sequence[str], said: Profile) -> None:
        self._table = table
        self._names = names
        self._at = {what: table.columns.at[what] for what in DATES if what in table.columns.at}
        cells = {what: columns[column] for what, column in self._at.items()}
        # what the dates of all columns say together, where nobody has said it of a column
        by_evidence = day_first([value for values in cells.values() for value in values])
        self.any_day_first = said.day_first.get("", by_evidence)
        self.day_first: Mapping[Field, bool] = {
            what: said.day_first.get(names[self._at[what]], self.any_day_first)
            if what in self._at
            else self.any_day_first
            for what in DATES
        }
        self._slashed = {what for what in cells if any(map(_is_slashed, set(cells[what])))}
        self._ranges = {what for what in cells if what is not Field.SCHEDULE and year_ranges(cells[what])}
        paired = {what for what in cells if any(as_financial(cell) != cell for cell in set(cells[what]))}
        told = bool(paired) and tells_financial(_texts(table, columns))
        counted = {what for what in cells if any(as_federal(cell) != cell for cell in set(cells[what]))}
        self._federal = counted if counted and tells_federal(_texts(table, columns)) else set()
        self._financial = {what for what in paired if are_financial(cells[what], told, what is Field.SCHEDULE)}

    def understand(self, columns: Sequence[Sequence[Cell]]) -> dict[int, dict[int, Fault]]:
        """Reads the columns of all rows at once; returns what is wrong with months of their own, by column and row."""
        nothing = ("",) * len(columns[0])
        cells: dict[Field, Sequence[Cell]] = {
            what: columns[self._at[what]] if what in self._at else nothing for what in DATES
        }
        faults: dict[int, dict[int, Fault]] = {}
        for what, month in self._table.columns.months.items():
            cells[what], faults[month] = join(cells[what], columns[month])
        self.moments = [each(cells[what], self._reader(what)) for what in DATES]
        return faults

    def interpretations(self) -> dict[int, str]:
        """Column → how it is read, where there is something to say."""
        told: dict[int, str] = {}
        for what, column in self._at.items():
            words = []
            if what in self._slashed:
                words.append(_("day before month") if self.day_first[what] else _("month before day"))
            if what in self._financial:
                words.append(_("financial years, April to March"))
            if what in self._federal:
                words.append(_("financial years of the United States, October to September"))
            if words:
                told[column] = ", ".join(words)
        for what, month in self._table.columns.months.items():
            told[month] = _("the months of “{column}”").format(column=self._names[self._at[what]])
        return told

    def _reader(self, what: Field) -> Callable[[Cell], Moment | Fault | None]:
        read = read_schedule if what is Field.SCHEDULE else read_moment
        spelled, financial, days = what in self._ranges, what in self._financial, self.day_first[what]
        federal = what in self._federal
        weeks = what in self._at and _WEEKS.search(self._table.headings[self._at[what]].whole) is not None

        def moment(cell: Cell) -> Moment | Fault | None:
            if weeks and isinstance(cell, str) and _WEEK_OF_A_YEAR.fullmatch(cell):
                cell = f"vko {cell}"
            if federal:
                cell = as_federal(cell)
            elif financial:
                cell = as_financial(cell)
            return None if cell == "" else read(spell_out(cell) if spelled else cell, days)

        return moment


def _texts(table: Table, columns: Sequence[Sequence[Cell]]) -> set[str]:
    """What may tell of what country's years a table speaks."""
    cells = {cell for column in columns for cell in column[:_LOOKED_AT] if isinstance(cell, str)}
    return {*(heading.whole for heading in table.headings), *table.notes, *cells}


def _is_slashed(cell: Cell) -> bool:
    return isinstance(cell, str) and _SLASHED.search(cell) is not None
