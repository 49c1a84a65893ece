"""Where the tables of a sheet are: under which headers, to which row, in which columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kpkportfolio.registers.columns.assignment import Columns, assign
from kpkportfolio.registers.columns.evidence import weigh
from kpkportfolio.registers.columns.headings import Heading, best, year_of
from kpkportfolio.registers.columns.words import HEADER_WORDS, Field
from kpkportfolio.registers.files.cells import Cell, Sheet, text_of
from kpkportfolio.registers.files.repair import fold, one_line
from kpkportfolio.registers.layouts.beside import alone, bands, texts_in
from kpkportfolio.registers.layouts.calendar_grid import Calendar, find_calendar, without
from kpkportfolio.registers.layouts.headers import (
    Header,
    find_header,
    header_at,
    header_of,
    heading_text,
    headings_of,
    is_beyond_doubt,
    may_be_header,
)
from kpkportfolio.registers.layouts.lower_rows import is_like_those_below
from kpkportfolio.registers.layouts.turning import Lying, cards, find_lying, turned, under_sections
from kpkportfolio.text import _

_YEARS_SEARCHED = 100
_FEWEST_YEARS = 3
_DATED = (Field.START, Field.END, Field.SCHEDULE)
_MONEY = (Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX)


@dataclass(slots=True)
class Table:
    """A header and its rows.

    Attributes:
        headings: one for each column.
        header: zero-based numbers of the header's own rows.
        first, last: zero-based numbers of the first row under the header and of the first row after the table.
        columns: where each field stands.
        notes: texts above the header, which may tell the unit of money.
        planned: a calendar grid with marks stands beside it.
    """

    headings: list[Heading]
    header: range
    first: int
    last: int
    columns: Columns
    notes: list[str] = field(default_factory=list)
    planned: bool = False

    @property
    def strength(self) -> int:
        """How many fields that only a register has were found; a calendar beside the table is one."""
        return self.columns.strength + self.planned


def find_tables(sheet: Sheet) -> list[Table]:
    """The tables of a sheet, top to bottom; none when no row names a title and something more."""
    start = find_header(sheet, 0, len(sheet.rows))
    tables: list[Table] = []
    while start is not None:
        headings, header = start
        following = _next_header(sheet, header.stop, headings)
        last = following if following is not None else len(sheet.rows)
        table = _table(sheet, start, last)
        if Field.TITLE in table.columns.at:
            tables.append(replace(table, notes=tables[0].notes) if tables else table)
        if following is None:
            break
        start = find_header(sheet, following, min(following + 3, len(sheet.rows)))
    return tables


def table_under_years(sheet: Sheet) -> Table | None:
    """The table of names and figures under nothing but years, as budgets have it. Its names may as well be the lines of
    an account, so the title is not sure."""
    for number, row in enumerate(sheet.rows[:_YEARS_SEARCHED]):
        years = [column for column, cell in enumerate(row) if cell != "" and year_of(heading_text(cell)) is not None]
        if len(years) < _FEWEST_YEARS or 2 * len(years) < sum(cell != "" for cell in row):
            continue
        table = _table(sheet, header_of(sheet, range(number, number + 1)), len(sheet.rows))
        title = table.columns.at.get(Field.TITLE)
        if title is not None and title < years[0] and len(table.columns.years) >= _FEWEST_YEARS:
            confidence = {**table.columns.confidence, title: 0.5}
            return replace(table, columns=replace(table.columns, confidence=confidence))
    return None


def table_under(sheet: Sheet, header: range) -> Table:
    """The table under a header that a person has shown, to the end of the sheet."""
    return _table(sheet, header_of(sheet, header), len(sheet.rows))


def spread(sheet: Sheet) -> list[tuple[Sheet, list[Table]]]:
    """A file's sheet as the grids to read it in, each with its tables: turned when its table lies on its side.

    Without any table there is one grid, as the file has it, and no table.
    """
    lying = find_lying(sheet)
    if lying is not None:
        found = cards(sheet, lying)
        grids = [_card(sheet, one, number, len(found) == 1) for number, one in enumerate(found)]
        if all(_is_whole(upright, table) for upright, table in grids):
            return [(upright, [table]) for upright, table in grids]
    calendar = find_calendar(sheet)
    if calendar is not None:
        sheet = without(sheet, calendar)
    tables = find_tables(sheet)
    if calendar is not None and not tables:
        tables = _plan(sheet, calendar)
    return _side_by_side(sheet, tables)


def _card(sheet: Sheet, lying: Lying, number: int, alone: bool) -> tuple[Sheet, Table]:
    """A table on its side turned; of several under each other the first keeps the sheet's name."""
    upright = turned(sheet, lying)
    if not alone:
        upright = replace(upright, remarks=[])  # what stands around it is of the other cards
    if number:
        place = _("rows {first}–{last}").format(first=lying.first + 1, last=lying.last + 1)
        upright = replace(upright, name=place if sheet.name is None else f"{sheet.name} ({place})", beside=True)
    return upright, _table(upright, header_at(upright, lying.labels), len(upright.rows))


def _is_whole(sheet: Sheet, table: Table) -> bool:
    return table.last > table.first and Field.TITLE in table.columns.at and _is_no_code_book(sheet, table)


def _side_by_side(sheet: Sheet, tables: list[Table]) -> list[tuple[Sheet, list[Table]]]:
    """Each of the tables that stand beside each other in a grid of its own, and what notes stand there taken out."""
    if not tables:
        return [(sheet, tables)]
    header, headings = tables[0].header, tables[0].headings
    with_names, around = bands(sheet, header, headings)
    notes = [text for band in around for text in texts_in(sheet, band, header)]
    if len(with_names) == 1 and not notes:
        return [(sheet, tables)]
    grids: list[tuple[Sheet, list[Table]]] = []
    for number, band in enumerate(with_names):
        grid = alone(sheet, band, header, number)
        grid = replace(grid, remarks=[*grid.remarks, *notes])
        grids.append((grid, find_tables(grid)))
    return grids if all(inside for _grid, inside in grids) else [(sheet, tables)]


def _plan(sheet: Sheet, calendar: Calendar) -> list[Table]:
    """The table beside a calendar whose header names little else: ``Tehtävä`` and the weeks."""
    near = range(max(0, calendar.rows.start - 2), calendar.rows.stop)
    filled = {number: sum(cell != "" for cell in sheet.rows[number]) for number in near}
    main = max(filled, key=lambda number: (number in calendar.rows and filled[number] > 1, filled[number], number))
    table = _table(sheet, header_at(sheet, main), len(sheet.rows))
    return [table] if filled[main] and Field.TITLE in table.columns.at else []


def _is_no_code_book(sheet: Sheet, table: Table) -> bool:
    """Whether one initiative beside its labels has a status, a date or an amount that is one: a list that explains the
    fields of a register has words for all of them."""
    if table.last - table.first > 1:
        return True
    [row] = sheet.rows[table.first : table.last]
    seen = {what: weigh([row[column]]) for what, column in table.columns.at.items()}
    shares = [
        *(one.statuses for what, one in seen.items() if what is Field.STATUS),
        *(max(one.moments, one.schedules) for what, one in seen.items() if what in _DATED),
        *(one.money for what, one in seen.items() if what in _MONEY),
    ]
    return any(share > 0 for share in shares)


def _table(sheet: Sheet, header: Header, last: int) -> Table:
    headings, rows = header
    body = _whole_rows(sheet, rows.stop, last, len(headings))
    if sheet.lying is not None:
        headings = under_sections(headings, body)
    columns = assign(headings, body)
    above = [cell for row in sheet.rows[: rows.start] for cell in row if isinstance(cell, str) and cell]
    notes = [*map(one_line, above), *sheet.remarks]
    return Table(headings, rows, rows.stop, last, columns, notes, bool(sheet.calendar and sheet.calendar.marks))


def _whole_rows(sheet: Sheet, first: int, last: int, width: int) -> list[list[Cell]]:
    """The rows under a header; of a text file those of its own width, for in the others values stand elsewhere."""
    rows = sheet.rows[first:last]
    whole = [row for row in rows if len(row) == width] if sheet.text else rows
    return whole or rows


def same_header(row: Sequence[Cell], headings: Sequence[Heading]) -> bool:
    """Whether a row repeats the header."""
    filled = [(column, fold(text_of(cell))) for column, cell in enumerate(row) if cell != ""]
    if len(filled) < 2:
        return False
    same = sum(column < len(headings) and text == fold(headings[column].text) for column, text in filled)
    return same >= max(2, 0.6 * len(filled))


def _names_others(found: Sequence[Heading], headings: Sequence[Heading]) -> bool:
    """Whether a row that shares most of its words with the header names another field over one of the columns."""
    named = [(best(new), best(old)) for new, old in zip(found, headings, strict=False) if new.text and old.text]
    return any(score >= 90 and what is not before for (what, score), (before, _score) in named)


def _is_short(headings: Sequence[Heading]) -> bool:
    """Whether every heading is a word for one of the fields, and one of them for the title."""
    found = [best(heading) for heading in headings if heading.text]
    fields = {what for what, score in found if score >= 70}
    return len(found) >= 2 and Field.TITLE in fields and len(fields) == len(found)


def _next_header(sheet: Sheet, begin: int, headings: Sequence[Heading]) -> int | None:
    """The row where another table with another header begins in the same sheet."""
    for number in range(begin, len(sheet.rows)):
        row = sheet.rows[number]
        first = row[0] if row and row[0] != "" else next((cell for cell in row if cell != ""), "")
        # cheap first: nearly every row begins with something that is no header word
        if (
            not isinstance(first, str)
            or not first
            or len(first) > 40
            or first[-1].isdigit()
            or fold(first) not in HEADER_WORDS
        ):
            continue
        if not may_be_header(row) or any(not isinstance(cell, str) for cell in row):
            continue
        found = headings_of(row)
        # after an empty row, or a title alone on its row, less is enough
        apart = sum(cell != "" for cell in sheet.rows[number - 1]) <= 1
        another = is_beyond_doubt(found) or (apart and _is_short(found))
        another = another and (not same_header(row, headings) or _names_others(found, headings))
        # with no row between, words that are headings elsewhere may be what these columns hold
        if another and (apart or not is_like_those_below(sheet, number)):
            return number
    return None
