"""The rows of one table before they are initiatives: groups and merged cells carried down, columns understood."""

from collections.abc import Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from kpkportfolio.registers.columns.headings import unique_names
from kpkportfolio.registers.columns.languages import language_of_table
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell, Sheet, by_column, each, text_of
from kpkportfolio.registers.files.repair import fold, one_line
from kpkportfolio.registers.layouts.as_above import fill_as_above
from kpkportfolio.registers.layouts.carrying import fill_ditto, fill_merged
from kpkportfolio.registers.layouts.going_on import fill_going_on
from kpkportfolio.registers.layouts.grouping import grouped
from kpkportfolio.registers.layouts.tables import Table
from kpkportfolio.registers.profile import Profile
from kpkportfolio.registers.records.typed_values import ValueReader
from kpkportfolio.registers.values.deliverables import split_deliverables
from kpkportfolio.registers.values.unknown import is_unknown

# sheet names that office programs give by themselves, and those that name no programme
_PLAIN_NAMES = (
    "sheet",
    "taul",
    "taulukko",
    "blad",
    "hankkeet",
    "hankeluettelo",
    "projekt",
    "projektit",
    "projects",
    "register",
    "rekisteri",
    "data",
    "lista",
    "initiatives",
    "hankerekisteri",
    "tabell",
)
_NONE: Mapping[str, str] = MappingProxyType({})
_SHORT = (Field.REF, Field.ORGANISATION, Field.PERSON, Field.PROGRAMME, Field.DOMAIN)


class TableRows:
    """The rows of one table, with groups and merged cells carried down; :meth:`understand` them before they are read.

    Args:
        sheet, table: where the rows are.
        counted_from: the row from which records of a text file are counted.
        several: whether the file has other sheets with initiatives; then a sheet's name is its programme.
        said: what a person has said of words.
        legends: texts of other sheets that may explain codes.

    Attributes:
        programme: the sheet's name, where it is one of a programme.
        going_on: rows without a name of their own that have that of the row above; whether each surely is of it.
        calendar: the plan's weeks beside the table; its marks may be the only dates.
        tells_more: whether any row may tell what only few registers do.
    """

    def __init__(
        self, sheet: Sheet, table: Table, counted_from: int, several: bool, said: Profile, legends: Sequence[str] = ()
    ) -> None:
        self.sheet = sheet
        self.table = table
        self.counted_from = counted_from
        self.at = table.columns.at
        self.rows = [list(row) for row in sheet.rows[table.first : table.last]]
        self.width = len(table.headings)
        self.names = unique_names(table.headings)
        self.values = ValueReader(table, self.rows, self.names, said, legends)
        self.originals = _originals(sheet, table)
        self.continued = fill_merged(self.rows, sheet.merged, table.first, self.at[Field.TITLE])
        fill_ditto(self.rows, self.width)
        levels = {row - table.first: level for row, level in sheet.facts.levels.items() if row >= table.first}
        self.grouping = grouped(self.rows, table.columns, levels)
        self.as_above = fill_as_above(self.rows, table.columns, self.grouping)
        self.going_on = fill_going_on(self.rows, table.columns, self.grouping, self.continued)
        self.continued -= self.going_on.keys()
        self.calendar = sheet.calendar
        columns = table.columns
        # most registers tell no more, and have many rows
        self.tells_more = bool(
            columns.custom or columns.more or columns.years or self.originals or self.grouping.parents
        )
        self.errors: dict[int, list[tuple[str, str]]] = {}
        for (row, column), text in sorted(sheet.facts.errors.items()):
            if table.first <= row < table.last and column < self.width:
                self.errors.setdefault(row - table.first, []).append((self.names[column], text))
        self.dated = any(what in self.at for what in (Field.START, Field.END, Field.SCHEDULE))
        self.programme = self._programme_of_sheet() if several else None
        self.language = language_of_table(
            table.headings,
            (text_of(row[self.at[Field.TITLE]]) for row in self.rows[:60] if len(row) > self.at[Field.TITLE]),
        )

    def _programme_of_sheet(self) -> str | None:
        name = self.sheet.name
        if (
            not name
            or self.sheet.beside
            or (self.sheet.lying is not None and len(self.rows) == 1)  # a card, on a sheet of its name
            or fold(name).rstrip("0123456789 ") in _PLAIN_NAMES
            or not fold(name).strip("0123456789 ")
        ):
            return None
        return name

    def place(self, index: int) -> int:
        """The row's number as people count: the Excel row, in a text file and in a table on its side the record after
        the header."""
        absolute = self.table.first + index
        counted = self.sheet.text or self.sheet.lying is not None
        return absolute - self.counted_from + 1 if counted else absolute + 1

    def understand(self) -> None:
        """The columns of single values, each understood at once."""
        columns = by_column(self.rows, self.width)
        self.values.understand(columns)
        nothing = ("",) * len(self.rows)

        def cells(what: Field) -> Sequence[Cell]:
            return columns[self.at[what]] if what in self.at else nothing

        self.short = {what: each(cells(what), _short) for what in _SHORT}
        self.short_rows = list(zip(*(self.short[what] for what in _SHORT), strict=True))
        self.titles = [one_line(text_of(cell)) for cell in cells(Field.TITLE)]
        self.descriptions = list(map(text_of, cells(Field.DESCRIPTION)))
        self.only_texts = set(map(type, chain.from_iterable(self.rows))) <= {str}

    def text(self, row: list[Cell], what: Field) -> str | None:
        column = self.at.get(what)
        if column is None or column >= len(row):
            return None
        text = text_of(row[column])
        return text or None

    def deliverables(self, row: list[Cell]) -> tuple[str, ...]:
        columns = self.table.columns.deliverables
        if len(columns) == 1:
            return split_deliverables(text_of(row[columns[0]])) if columns[0] < len(row) else ()
        found: list[str] = []
        for column in columns:
            if column < len(row):
                found.extend(split_deliverables(text_of(row[column])))
        return tuple(found)

    def originals_of(self, index: int) -> Mapping[str, str]:
        cells = self.originals.get(self.table.first + index)
        return _NONE if cells is None else {self.names[column]: text for column, text in cells.items()}


def _originals(sheet: Sheet, table: Table) -> dict[int, dict[int, str]]:
    """By row and column of the table the texts that were repaired, as they stand in the file."""
    found: dict[int, dict[int, str]] = {}
    for (row, column), text in sheet.originals.items():
        if table.first <= row < table.last and column < len(table.headings):
            found.setdefault(row, {})[column] = text
    return found


def _short(cell: Cell) -> str | None:
    """A short text on one line, None when it says that nothing is known."""
    text = cell if isinstance(cell, str) else text_of(cell)
    if not text or (len(text) < 40 and is_unknown(text)):
        return None
    return one_line(text)
