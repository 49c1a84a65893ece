"""The columns of money of a table: in what unit and currency their numbers are, by their headings and the notes."""

import re
from collections.abc import Callable, Sequence
from statistics import median

from kpkportfolio.registers.columns.further_words import MONEY as FURTHER_MONEY
from kpkportfolio.registers.columns.languages import is_danish_or_norwegian
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.columns.years import TOTALS, unit_together
from kpkportfolio.registers.files.cells import Cell
from kpkportfolio.registers.layouts.tables import Table
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.money import ACCEPTED, NOT_EUROS, Money, read_money
from kpkportfolio.registers.values.units import decimal_comma, unit_of
from kpkportfolio.text import N_, _

# a note's unit that would make half of the initiatives dearer than this is not about the column
_ABSURD_EUROS = 500_000_000
# amounts of which none is larger were hardly written in euros
_HARDLY_EUROS = 2_000
_FOREIGN = N_("The amounts are not in euros; they are not converted and were left out.")
_KRONER = N_(
    "The amounts name no currency and the texts are Danish or Norwegian. They were taken for euros: "
    "if they are kroner, leave the column out."
)
_SMALL = N_(
    "The amounts name no unit and are so small that they may be thousands or millions. They were taken for euros."
)
_UNSUMMED = N_(
    "The columns by year do not add up to the total on any row and name no money; the total was taken and they were "
    "left out."
)
_ZEROS = N_("The column of euros holds only zeros; the amounts are taken as not known.")
_EURO = re.compile(r"€|\beur|\d\s?e\b", re.IGNORECASE)
# so many rows tell what language a table is in
_LANGUAGE_ROWS = 200
# a note that tells a currency is short; a longer text speaks of something else
_LONGEST_NOTE = 60
_UNITS = {
    1: N_("euros"),
    1_000: N_("thousands of euros"),
    1_000_000: N_("millions of euros"),
    1_000_000_000: N_("thousands of millions of euros"),
}
Remark = tuple[str, str | None, str, str]
"""Column, value, message, what would be accepted."""


class MoneyColumns:
    """How the columns of money of a table are read.

    Attributes:
        units: column → the multiple of a euro that its numbers count.
        zeros: columns of nothing but zeros, which say nothing.
        foreign: columns of money in another currency, which are left out.
        remarks: what is to be told of them.
    """

    def __init__(self, table: Table, rows: Sequence[Sequence[Cell]], names: Sequence[str]) -> None:
        self._table = table
        self._names = names
        # "Hanke (1000 €)": over the names it speaks of the figures
        over_names = table.headings[table.columns.at[Field.TITLE]].whole
        self._notes = [*table.notes, over_names, *_footnotes(rows)]
        self.units: dict[int, int] = {}
        self.zeros: set[int] = set()
        self.foreign: set[int] = set()
        self.remarks: list[Remark] = []
        self._commas: dict[int, bool | None] = {}
        self._other_currency: set[int] = set()
        self._shared: int | None = None

    def prepare(self, columns: Sequence[Sequence[Cell]]) -> None:
        """Decides how each of them is read from all the columns of the table."""
        at, found = self._table.columns.at, self._table.columns
        whole = [*(at[what] for what in TOTALS if what in at), *found.years.values()]
        if found.years:  # a total and its years are counted alike
            self._shared = unit_together(whole, self._table.headings)
        for column in [*whole, *(column for column, what in found.more.items() if what in FURTHER_MONEY)]:
            currency = self._currency(column, columns[column])
            if currency in (None, "EUR"):
                self._prepare(column, columns[column])
                # "£1,200" over "12k": where some cells state another currency, one that states none is no euros
                if currency is None and any(read_money(cell) is NOT_EUROS for cell in set(columns[column]) - {""}):
                    self._other_currency.add(column)
            else:
                self.foreign.add(column)
                self._remark(column, currency, _FOREIGN)
        if found.empty_euros is not None:
            self._remark(found.empty_euros, "0", _ZEROS)
        if found.unsummed:
            self._remark(min(found.unsummed), None, _UNSUMMED)
        for column in sorted(self.zeros):
            self._remark(column, "0", _ZEROS)
        self._doubt(columns, [column for column in whole if column not in self.foreign | self.zeros])

    def reader(self, column: int) -> Callable[[Cell], Money | Fault | None]:
        """What reads the cells of one of the columns."""
        unit, comma, stated_only = self.units[column], self._commas[column], column in self._other_currency

        def read(cell: Cell) -> Money | Fault | None:
            amount = None if cell == "" else read_money(cell, unit, comma)
            bare = stated_only and isinstance(amount, Money) and not _EURO.search(str(cell))
            return NOT_EUROS if bare else amount

        return read

    def interpretation(self, column: int) -> str:
        """How a column is read, in words."""
        if column in self.foreign:
            return _("not in euros, left out")
        if column in self.zeros:
            return _("only zeros, taken as not known")
        return _(_UNITS[self.units[column]])

    def _prepare(self, column: int, values: Sequence[Cell]) -> None:
        unit = unit_of(self._table.headings[column].whole).multiple
        if unit is None and self._table.columns.uses.get(column) not in FURTHER_MONEY:
            unit = self._shared
        self.units[column] = self._unit_of_notes(values) if unit is None else unit
        self._commas[column] = decimal_comma(values)
        known = [value for value in values if value != ""]
        if len(known) > 1 and all(not str(value).strip("0., €") and "0" in str(value) for value in known):
            self.zeros.add(column)

    def _currency(self, column: int, values: Sequence[Cell]) -> str | None:
        """What currency a heading names; a note only where neither the heading nor a cell does."""
        named = unit_of(self._table.headings[column].whole).currency
        if named is not None or any(_EURO.search(cell) for cell in values if isinstance(cell, str)):
            return named
        said = {unit_of(note).currency for note in self._notes if len(note) <= _LONGEST_NOTE} - {None}
        return said.pop() if len(said) == 1 else None

    def _unit_of_notes(self, values: Sequence[Cell]) -> int:
        """The unit that a text above the header names, when it is plausible for the column's figures."""
        if not any(unit_of(note).multiple for note in self._notes):
            return 1
        figures = _euros(values)
        for note in self._notes:
            unit = unit_of(note)
            if unit.multiple and unit.currency == "EUR":
                plausible = not figures or median(figures) * unit.multiple <= _ABSURD_EUROS
                return unit.multiple if plausible else 1
        return 1

    def _doubt(self, columns: Sequence[Sequence[Cell]], whole: Sequence[int]) -> None:
        """Tells of amounts taken for euros where nothing says so and they hardly are."""
        nameless = [column for column in whole if unit_of(self._table.headings[column].whole) == (None, None)]
        if not nameless or self._shared or any(unit_of(note) != (None, None) for note in self._notes):
            return
        if any(_EURO.search(cell) for column in nameless for cell in columns[column] if isinstance(cell, str)):
            return
        texts = (value for cells in columns for value in cells[:_LANGUAGE_ROWS] if isinstance(value, str))
        if is_danish_or_norwegian(texts):
            self._remark(nameless[0], None, _KRONER)
            return
        figures = [figure for column in nameless for figure in _euros(columns[column]) if figure]
        if len(figures) > 1 and max(figures) < _HARDLY_EUROS:
            self._remark(nameless[0], None, _SMALL)

    def _remark(self, column: int, value: str | None, message: str) -> None:
        self.remarks.append((self._names[column], value, _(message), _(ACCEPTED)))


def _euros(values: Sequence[Cell]) -> list[float]:
    """The figures of a column, were they euros, smallest first."""
    figures = [float(v) for v in values if isinstance(v, (int, float)) and not isinstance(v, bool)]
    amounts = (read_money(text) for text in values if isinstance(text, str))
    figures += [(one.high or one.low or 0) / 100 for one in amounts if isinstance(one, Money) and (one.high or one.low)]
    return sorted(figures)


def _footnotes(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The texts that stand alone on one of the last rows; they too may tell the unit of money."""
    alone = [[cell for cell in row if cell != ""] for row in rows[-20:]]
    return [cells[0] for cells in alone if len(cells) == 1 and isinstance(cells[0], str)]
