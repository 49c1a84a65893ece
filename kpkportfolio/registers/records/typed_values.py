"""The typed values of a row: status, dates and money, with what a whole column tells about each cell."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from statistics import median
from typing import Any

from kpkportfolio.model.vocabulary import MoneyKind, Status
from kpkportfolio.registers.columns.further_values import FurtherReader
from kpkportfolio.registers.columns.further_words import MONEY as FURTHER_MONEY
from kpkportfolio.registers.columns.languages import is_danish_or_norwegian
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell, by_column, each, text_of
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.layouts.tables import Table
from kpkportfolio.registers.profile import Profile
from kpkportfolio.registers.record import Figure
from kpkportfolio.registers.values.dates import day_first, read_moment, read_schedule, spell_out, year_ranges
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.moments import Moment
from kpkportfolio.registers.values.money import ACCEPTED as ACCEPTED_MONEY
from kpkportfolio.registers.values.money import Money, read_money
from kpkportfolio.registers.values.statuses import read_status
from kpkportfolio.registers.values.units import decimal_comma, unit_of
from kpkportfolio.text import N_, _

# (column name, value, message, accepted, fatal)
Trouble = tuple[str, str | None, str, str, bool]
# a note's unit that would make half of the initiatives dearer than this is not about the column
_ABSURD_EUROS = 500_000_000
_FOREIGN = N_("The amounts are not in euros; they are not converted and were left out.")
_KRONER = N_(
    "The amounts name no currency and the texts are Danish or Norwegian. They were taken for euros: "
    "if they are kroner, leave the column out."
)
_EURO = re.compile(r"€|\beur", re.IGNORECASE)
# so many rows tell what language a table is in
_LANGUAGE_ROWS = 200
_SLASHED = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}/\d{2,4}(?!\d)")
_UNITS = {
    1: N_("euros"),
    1_000: N_("thousands of euros"),
    1_000_000: N_("millions of euros"),
    1_000_000_000: N_("thousands of millions of euros"),
}
_MONEY = (Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX)
_DATES = (Field.START, Field.END, Field.SCHEDULE)


class ValueReader:
    """Reads the typed cells of a table's rows: ``understand`` all of them, then ``read`` one row at a time; the last
    row's values are its attributes."""

    status: Status | None
    start: date | None
    end: date | None
    open_ended: bool
    low: int | None
    high: int | None
    figures: tuple[Figure, ...]

    def __init__(self, table: Table, rows: Sequence[Sequence[Cell]], names: Sequence[str], said: Profile) -> None:
        self.table = table
        self.at = table.columns.at
        self.names = names
        self.remarks: list[tuple[str, str | None, str, str]] = []
        whole = by_column(rows, len(names))
        columns = {what: whole[at] for what, at in self.at.items()}
        dates = [value for what in _DATES for value in columns.get(what, ())]
        # what the dates of all columns say together, where nobody has said it of a column
        by_evidence = said.day_first.get("", None)
        if by_evidence is None:
            by_evidence = day_first(dates)
        self.day_first = {
            what: said.day_first.get(names[self.at[what]], by_evidence) if what in self.at else by_evidence
            for what in _DATES
        }
        self.meanings = {fold(word): status for word, status in said.statuses.items()}
        self.slashed = {what for what in _DATES if any(map(_is_slashed, set(columns.get(what, ()))))}
        self.ranges = {what for what in (Field.START, Field.END) if year_ranges(columns.get(what, ()))}
        self.notes = [*table.notes, *_footnotes(rows)]
        self.units: dict[int, int] = {}
        self.commas: dict[int, bool | None] = {}
        self.zeros: set[int] = set()
        for what in _MONEY:
            if what in self.at:
                self._prepare_money(self.at[what], columns[what])
        for column in table.columns.years.values():
            self._prepare_money(column, whole[column])
        foreign = self._prepare_further(whole)
        self._remark_currency()
        self._remark_kroner(whole)
        more = {column: what for column, what in table.columns.more.items() if column not in foreign}
        days = said.day_first.get("", by_evidence)
        self.further = FurtherReader(more, table.headings, names, days) if more else None
        self.more: dict[str, Any] = {}

    def _prepare_money(self, column: int, values: Sequence[Cell]) -> None:
        unit = unit_of(self.table.headings[column].whole).multiple
        if unit is None:
            unit = self._unit_of_notes(values)
        self.units[column] = unit
        self.commas[column] = decimal_comma(values)
        known = [value for value in values if value != ""]
        if len(known) > 1 and all(not str(value).strip("0., €") and "0" in str(value) for value in known):
            self.zeros.add(column)

    def _prepare_further(self, columns: Sequence[Sequence[Cell]]) -> set[int]:
        """Readies the columns of further kinds of money; returns those in another currency, which are left out."""
        foreign: set[int] = set()
        for column, what in self.table.columns.more.items():
            if what not in FURTHER_MONEY:
                continue
            currency = unit_of(self.table.headings[column].whole).currency
            if currency in (None, "EUR"):
                self._prepare_money(column, columns[column])
            else:
                foreign.add(column)
                self.remarks.append((self.names[column], currency, _(_FOREIGN), _(ACCEPTED_MONEY)))
        return foreign

    def _unit_of_notes(self, values: Sequence[Cell]) -> int:
        """The unit that a text above the header names, when it is plausible for the column's figures."""
        if not any(unit_of(note).multiple for note in self.notes):
            return 1
        figures = sorted(float(v) for v in values if isinstance(v, (int, float)) and not isinstance(v, bool))
        for text in values:
            if isinstance(text, str) and isinstance(read := read_money(text), Money) and (read.high or read.low):
                figures.append((read.high or read.low or 0) / 100)
        for note in self.notes:
            unit = unit_of(note)
            if unit.multiple and unit.currency == "EUR":
                plausible = not figures or median(figures) * unit.multiple <= _ABSURD_EUROS
                return unit.multiple if plausible else 1
        return 1

    def _remark_currency(self) -> None:
        columns = self.table.columns
        if columns.empty_euros is not None:
            self.remarks.append(
                (
                    self.names[columns.empty_euros],
                    "0",
                    _("The column of euros holds only zeros; the amounts are taken as not known."),
                    _(ACCEPTED_MONEY),
                )
            )
        if columns.foreign is not None:
            at = self.at[Field.MONEY]
            self.remarks.append(
                (
                    self.names[at],
                    columns.foreign,
                    _(_FOREIGN),
                    _(ACCEPTED_MONEY),
                )
            )
        for column in sorted(self.zeros):
            self.remarks.append(
                (
                    self.names[column],
                    "0",
                    _("The column of euros holds only zeros; the amounts are taken as not known."),
                    _(ACCEPTED_MONEY),
                )
            )

    def _remark_kroner(self, columns: Sequence[Sequence[Cell]]) -> None:
        """Tells of amounts taken for euros where nothing names a currency and the country hardly pays in euros."""
        column = self.at.get(Field.MONEY)
        if column is None or unit_of(self.table.headings[column].whole).currency is not None:
            return
        if any(unit_of(note).currency is not None for note in self.notes):
            return
        texts = (value for cells in columns for value in cells[:_LANGUAGE_ROWS] if isinstance(value, str))
        if is_danish_or_norwegian(texts) and not any(_EURO.search(str(cell)) for cell in columns[column]):
            self.remarks.append((self.names[column], None, _(_KRONER), _(ACCEPTED_MONEY)))

    def _cell(self, row: Sequence[Cell], what: Field) -> Cell:
        column = self.at.get(what)
        return "" if column is None or column >= len(row) else row[column]

    def _trouble(self, what: Field, cell: Cell, fault: Fault) -> Trouble:
        return self.names[self.at[what]], text_of(cell), _(fault.message), _(fault.accepted), fault.fatal

    def fits(self, row: Sequence[Cell]) -> bool:
        """Whether a short row's cells stand where the header puts them: its typed cells are all understood."""
        understood = 0
        for what in (*_DATES, Field.STATUS, *_MONEY):
            cell = self._cell(row, what)
            if cell == "":
                continue
            if what is Field.STATUS:
                value: object = self._status(cell)
            elif what in _MONEY:
                value = read_money(cell)
            else:
                value = (read_schedule if what is Field.SCHEDULE else read_moment)(cell, self.day_first[what])
            if isinstance(value, Fault):
                return False
            understood += value is not None
        return understood > 0

    def understand(self, columns: Sequence[Sequence[Cell]]) -> None:
        """Reads the typed columns of all rows at once: a register says the same few things again and again."""
        nothing = ("",) * len(columns[0])

        def cells(column: int | None) -> Sequence[Cell]:
            return nothing if column is None or column in self.zeros else columns[column]

        self._statuses = each(cells(self.at.get(Field.STATUS)), self._status)
        self._moments = [each(cells(self.at.get(what)), self._reader_of(what)) for what in _DATES]
        self._amounts = {column: each(cells(column), self._money_reader(column)) for column in self.units}
        if self.further is not None:
            self.further.understand(columns)

    def _status(self, cell: Cell) -> Status | Fault | None:
        if cell == "":
            return None
        text = text_of(cell)
        folded = fold(text)
        return self.meanings[folded] if folded in self.meanings else read_status(text)

    def interpretations(self) -> list[str]:
        """How the values of each column are read, where there is something to say."""
        told = [""] * len(self.names)
        for what in _DATES:
            if what in self.at and what in self.slashed:
                told[self.at[what]] = _("day before month") if self.day_first[what] else _("month before day")
        for column, unit in self.units.items():
            told[column] = _(_UNITS[unit])
        for year, column in self.table.columns.years.items():
            told[column] = f"{year}, {told[column]}"
        for column, of in ({} if self.further is None else self.further.years).items():
            told[column] = f"{of}, {told[column]}" if of is not None else told[column]
        if self.table.columns.foreign is not None:
            told[self.at[Field.MONEY]] = _("not in euros, left out")
        for column in self.zeros:
            told[column] = _("only zeros, taken as not known")
        if self.table.columns.both:
            told[self.at[Field.ORGANISATION]] = _("responsible party and responsible person")
        return told

    def _reader_of(self, what: Field) -> Callable[[Cell], Moment | Fault | None]:
        read = read_schedule if what is Field.SCHEDULE else read_moment
        spelled, days = what in self.ranges, self.day_first[what]

        def moment(cell: Cell) -> Moment | Fault | None:
            return None if cell == "" else read(spell_out(cell) if spelled else cell, days)

        return moment

    def _money_reader(self, column: int) -> Callable[[Cell], Money | Fault | None]:
        unit, comma = self.units[column], self.commas[column]
        return lambda cell: None if cell == "" else read_money(cell, unit, comma)

    def read(self, index: int, row: Sequence[Cell]) -> list[Trouble]:
        """Sets the attributes to the values of one of the rows understood; returns what could not be."""
        troubles: list[Trouble] = []
        status = self._statuses[index]
        if isinstance(status, Fault):
            troubles.append(self._trouble(Field.STATUS, self._cell(row, Field.STATUS), status))
            status = None
        self.status = status
        self._read_dates(index, row, troubles)
        self._read_money(index, row, troubles)
        if self.further is not None:
            self.more = self.further.read(
                index, row, lambda column: self._amount(index, row, column, troubles), self.figures, troubles
            )
        elif self.figures:
            self.more = {"figures": self.figures}
        else:
            self.more = {}
        return troubles

    # --- dates --------------------------------------------------------------------------------------------

    def _read_dates(self, index: int, row: Sequence[Cell], troubles: list[Trouble]) -> None:
        found: list[Moment | None] = []
        for what, column in zip(_DATES, self._moments, strict=True):
            moment = column[index]
            if isinstance(moment, Fault):
                troubles.append(self._trouble(what, self._cell(row, what), moment))
                moment = None
            found.append(moment)
        start, end, whole = found
        self.start = start.first if start else whole.first if whole else None
        self.end = end.last if end else whole.last if whole and not end else None
        if (
            Field.END not in self.at
            and start
            and not whole
            and start.last
            and start.first != start.last
            and self._names_range(row)
        ):
            self.end = start.last
        self.open_ended = bool((end and end.open) or (whole and whole.open and not end))
        if self.open_ended:
            self.end = None
        if self.start and self.end and self.end < self.start:
            what = Field.END if Field.END in self.at else Field.SCHEDULE if Field.SCHEDULE in self.at else Field.START
            troubles.append(
                (
                    self.names[self.at[what]],
                    text_of(self._cell(row, what)),
                    _("The end is before the start."),
                    _("an end on or after the start"),
                    True,
                )
            )

    def _names_range(self, row: Sequence[Cell]) -> bool:
        return bool(re.search("[–—-]", text_of(self._cell(row, Field.START))))

    # --- money --------------------------------------------------------------------------------------------

    def _amount(self, index: int, row: Sequence[Cell], column: int, troubles: list[Trouble]) -> Money | None:
        money = self._amounts[column][index]
        if money is None:
            return None
        if isinstance(money, Fault):
            troubles.append((self.names[column], text_of(row[column]), _(money.message), _(money.accepted), False))
            return None
        if money.yearly:
            troubles.append(
                (
                    self.names[column],
                    text_of(row[column]),
                    _("The amount is said to be for one year; it was taken as it stands."),
                    _("the amount over all years"),
                    False,
                )
            )
        return money

    def _read_money(self, index: int, row: Sequence[Cell], troubles: list[Trouble]) -> None:
        self.low = self.high = None
        self.figures = ()
        columns = self.table.columns
        if columns.years:
            amounts = {year: self._amount(index, row, column, troubles) for year, column in columns.years.items()}
            known = {year: amount for year, amount in amounts.items() if amount is not None}
            self.figures = tuple(
                Figure(MoneyKind.ICT_INVESTMENT, year, amount.low, amount.high) for year, amount in known.items()
            )
            if known:
                self.low = _sum([amount.low for amount in known.values()])
                self.high = _sum([amount.high for amount in known.values()])
            return
        if Field.MONEY in self.at and columns.foreign is None:
            amount = self._amount(index, row, self.at[Field.MONEY], troubles)
            if amount:
                self.low, self.high = amount.low, amount.high
        if Field.MONEY_MIN in self.at and (least := self._amount(index, row, self.at[Field.MONEY_MIN], troubles)):
            self.low = least.low
        if Field.MONEY_MAX in self.at and (most := self._amount(index, row, self.at[Field.MONEY_MAX], troubles)):
            self.high = most.high
        if self.low is not None and self.high is not None and self.low > self.high:
            what = Field.MONEY_MAX if Field.MONEY_MAX in self.at else Field.MONEY
            troubles.append(
                (
                    self.names[self.at.get(what, 0)],
                    text_of(self._cell(row, what)),
                    _("The upper end of the range is below the lower end."),
                    _(ACCEPTED_MONEY),
                    False,
                )
            )
            self.low = self.high = None


def _sum(ends: Sequence[int | None]) -> int | None:
    """An end of a range in all years together; not known when it is open in one of them."""
    known = [end for end in ends if end is not None]
    return sum(known) if len(known) == len(ends) else None


def _is_slashed(cell: Cell) -> bool:
    return isinstance(cell, str) and _SLASHED.search(cell) is not None


def _footnotes(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The texts that stand alone on one of the last rows; they too may tell the unit of money."""
    alone = [[cell for cell in row if cell != ""] for row in rows[-20:]]
    return [cells[0] for cells in alone if len(cells) == 1 and isinstance(cells[0], str)]
