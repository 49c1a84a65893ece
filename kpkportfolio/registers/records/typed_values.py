"""The typed values of a row: status, dates and money, with what a whole column tells about each cell."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kpkportfolio.model.vocabulary import MoneyKind, Status, label
from kpkportfolio.registers.columns.further_values import FurtherReader
from kpkportfolio.registers.columns.months import LOOSE
from kpkportfolio.registers.columns.ticks import status_of, ticked
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.columns.years import TOTALS as MONEY
from kpkportfolio.registers.files.cells import Cell, by_column, each, text_of
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.layouts.tables import Table
from kpkportfolio.registers.profile import Profile
from kpkportfolio.registers.record import Figure
from kpkportfolio.registers.records.date_columns import DATES, DateColumns
from kpkportfolio.registers.records.money_columns import MoneyColumns
from kpkportfolio.registers.values.dates import read_moment, read_schedule
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.legend import decoded, in_two_cells, may_be_codes
from kpkportfolio.registers.values.moments import Moment
from kpkportfolio.registers.values.money import ACCEPTED as ACCEPTED_MONEY
from kpkportfolio.registers.values.money import Money, read_money
from kpkportfolio.registers.values.said import money_in_words
from kpkportfolio.registers.values.statuses import read_status
from kpkportfolio.registers.values.sums import adds_up, together
from kpkportfolio.text import _

# (column name, value, message, accepted, fatal)
Trouble = tuple[str, str | None, str, str, bool]


class ValueReader:
    """Reads the typed cells of a table's rows: ``understand`` all of them, then ``read`` one row at a time; the last
    row's values are its attributes.

    Args:
        legends: texts of other sheets that may explain codes.

    Attributes:
        explaining: rows that explain a code of the statuses and are no initiatives.
    """

    status: Status | None
    start: date | None
    end: date | None
    open_ended: bool
    low: int | None
    high: int | None
    figures: tuple[Figure, ...]
    untold: tuple[tuple[str, str], ...]
    """Totals, by heading, that the years beside them do not add up to."""

    def __init__(
        self,
        table: Table,
        rows: Sequence[Sequence[Cell]],
        names: Sequence[str],
        said: Profile,
        legends: Sequence[str] = (),
    ) -> None:
        self.table = table
        self.at = table.columns.at
        self.names = names
        self._legends = legends
        self.explaining: set[int] = set()
        whole = by_column(rows, len(names))
        self.dates = DateColumns(table, whole, names, said)
        self.codes = self._codes(whole, rows)
        self.meanings = {**self.codes, **{fold(word): status for word, status in said.statuses.items()}}
        self.money = MoneyColumns(table, rows, names)
        self.money.prepare(whole)
        self.remarks = [
            *self.money.remarks,
            *(
                (names[column], None, _(LOOSE.message), _(LOOSE.accepted))
                for column in sorted(table.columns.loose_months)
            ),
        ]
        self._months: dict[int, dict[int, Fault]] = {}
        more = {column: what for column, what in table.columns.more.items() if column not in self.money.foreign}
        self.further = FurtherReader(more, table.headings, names, self.dates.any_day_first) if more else None
        self.more: dict[str, Any] = {}

    def _codes(self, columns: Sequence[Sequence[Cell]], rows: Sequence[Sequence[Cell]]) -> Mapping[str, Status | None]:
        """What the codes of the statuses mean by a legend in the heading, above, beside or under the table."""
        column = self.at.get(Field.STATUS)
        if column is None or not may_be_codes(columns[column]):
            return {}
        filled = [[cell for cell in row if cell != ""] for row in rows]
        alone = [text_of(row[0]) for row in filled if len(row) == 1]
        paired = {at: said for at, row in enumerate(rows) if (said := in_two_cells(row))}
        texts = (self.table.headings[column].whole, *self.table.notes, *alone, *paired.values(), *self._legends)
        coded = [cell for at, cell in enumerate(columns[column]) if at not in paired]
        codes = decoded(coded, texts)
        self.explaining = {at for at, said in paired.items() if fold(said.partition(" = ")[0]) in codes}
        return codes

    def _cell(self, row: Sequence[Cell], what: Field) -> Cell:
        column = self.at.get(what)
        return "" if column is None or column >= len(row) else row[column]

    def _trouble(self, what: Field, cell: Cell, fault: Fault) -> Trouble:
        return self.names[self.at[what]], text_of(cell), _(fault.message), _(fault.accepted), fault.fatal

    def _status_trouble(self, row: Sequence[Cell], fault: Fault) -> Trouble:
        if Field.STATUS in self.at:
            return self._trouble(Field.STATUS, self._cell(row, Field.STATUS), fault)
        marked = [self.names[at] for at in self.table.columns.ticks if at < len(row) and ticked(row[at])]
        return marked[0], ", ".join(marked), _(fault.message), _(fault.accepted), fault.fatal

    def fits(self, row: Sequence[Cell]) -> bool:
        """Whether a short row's cells stand where the header puts them: its typed cells are all understood."""
        understood = 0
        for what in (*DATES, Field.STATUS, *MONEY):
            cell = self._cell(row, what)
            if cell == "":
                continue
            if what is Field.STATUS:
                value: object = self._status(cell)
            elif what in MONEY:
                value = read_money(cell)
            else:
                value = (read_schedule if what is Field.SCHEDULE else read_moment)(cell, self.dates.day_first[what])
            if isinstance(value, Fault):
                return False
            understood += value is not None
        return understood > 0

    def understand(self, columns: Sequence[Sequence[Cell]]) -> None:
        """Reads the typed columns of all rows at once: a register says the same few things again and again."""
        nothing = ("",) * len(columns[0])

        def cells(column: int | None) -> Sequence[Cell]:
            return nothing if column is None or column in self.money.zeros else columns[column]

        ticks = self.table.columns.ticks
        self._statuses = (
            [status_of(row, ticks) for row in zip(*columns, strict=True)]
            if ticks
            else each(cells(self.at.get(Field.STATUS)), self._status)
        )
        self._months = self.dates.understand(columns)
        self._amounts = {column: each(cells(column), self.money.reader(column)) for column in self.money.units}
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
        if self.codes:
            meanings = ((code, _("not known") if of is None else label(of)) for code, of in self.codes.items())
            told[self.at[Field.STATUS]] = ", ".join(f"{code} = {meaning}" for code, meaning in meanings)
        for column, words in self.dates.interpretations().items():
            told[column] = words
        for column in (*self.money.units, *self.money.foreign):
            told[column] = self.money.interpretation(column)
        for year, column in self.table.columns.years.items():
            told[column] = f"{year}, {told[column]}"
        for column, of in ({} if self.further is None else self.further.years).items():
            told[column] = f"{of}, {told[column]}" if of is not None else told[column]
        if self.table.columns.both:
            told[self.at[Field.ORGANISATION]] = _("responsible party and responsible person")
        return told

    def read(self, index: int, row: Sequence[Cell]) -> list[Trouble]:
        """Sets the attributes to the values of one of the rows understood; returns what could not be."""
        troubles: list[Trouble] = []
        status = self._statuses[index]
        if isinstance(status, Fault):
            troubles.append(self._status_trouble(row, status))
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
        for what, column in zip(DATES, self.dates.moments, strict=True):
            moment = column[index]
            if isinstance(moment, Fault):
                troubles.append(self._trouble(what, self._cell(row, what), moment))
                moment = None
            found.append(moment)
        for month, faults in self._months.items():
            if fault := faults.get(index):
                troubles.append(
                    (self.names[month], text_of(row[month]), _(fault.message), _(fault.accepted), fault.fatal)
                )
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
        money = self._amounts[column][index] if column in self._amounts else None
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
        self.figures = self.untold = ()
        if Field.MONEY in self.at:
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
        if self.table.columns.years:
            self._read_years(index, row, troubles)

    def _read_years(self, index: int, row: Sequence[Cell], troubles: list[Trouble]) -> None:
        """Money by year goes before the total beside it."""
        years = self.table.columns.years
        amounts = {year: self._amount(index, row, column, troubles) for year, column in years.items()}
        known = {year: amount for year, amount in amounts.items() if amount is not None}
        if not known:
            return
        whole, total = together(known.values()), Money(self.low, self.high)
        unit = max(self.money.units.get(column, 1) for column in years.values())
        if (total.low, total.high) != (None, None) and not adds_up(known.values(), total, unit):
            column = next(self.at[what] for what in MONEY if what in self.at)
            empty = whole.high == 0  # noughts may mean other years than these
            message = (
                _("The years are all zero, but the total is {total}; the total was taken.")
                if empty
                else _(
                    "The years add up to {years}, but the total is {total}; the years were taken, and the total kept."
                )
            )
            told = message.format(years=money_in_words(whole), total=money_in_words(total))
            troubles.append(
                (self.names[column], text_of(row[column]), told, _("years that add up to the total"), False)
            )
            if empty:
                return
            totals = (self.at[what] for what in MONEY if what in self.at)
            self.untold = tuple((self.names[at], text) for at in totals if (text := text_of(row[at])))
        self.figures = tuple(
            Figure(MoneyKind.ICT_INVESTMENT, year, amount.low, amount.high) for year, amount in known.items()
        )
        self.low, self.high = whole.low, whole.high
