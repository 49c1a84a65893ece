"""Which tables of a file are read, under which headers and with which columns: as recognised, and as a person said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from kpkportfolio.registers.columns.assignment import Columns, assign
from kpkportfolio.registers.columns.headings import unique_names
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell, Sheet
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.layouts.headers import heading_text
from kpkportfolio.registers.layouts.tables import Table, find_tables, spread, table_under, table_under_years
from kpkportfolio.registers.layouts.turning import find_lying, turned
from kpkportfolio.registers.profile import Profile, TableProfile, Use
from kpkportfolio.registers.record import Findings, Problem
from kpkportfolio.text import N_, _

_SEARCHED = 1_500
"""Rows among which a header is looked for by the headings that a person has spoken of."""
_NO_HEADER = N_("no header row was found on the sheet")


@dataclass(slots=True)
class Choice:
    """A table of a file, or a sheet without one.

    Attributes:
        original: the sheet as the file has it.
        sheet: the grid to read it in.
        table: None when no header was found.
        said: what a person has said of it.
        why: why it is not read; None when it is.
        recognised: the columns as recognised, when some of them are not sure enough to be read.
    """

    original: Sheet
    sheet: Sheet
    table: Table | None = None
    said: TableProfile | None = None
    why: str | None = None
    recognised: Columns | None = None

    @property
    def names(self) -> list[str]:
        """The columns' headings."""
        return [] if self.table is None else unique_names(self.table.headings)


def choose(sheets: Sequence[Sheet], profile: Profile, remarks: list[str]) -> list[Choice]:
    """The tables of a file in its order; what a person has said of what is not there is told in ``remarks``."""
    choices: list[Choice] = []
    for sheet, said in zip(sheets, _by_sheet(sheets, profile.tables, remarks), strict=True):
        choices.extend(_of_sheet(sheet, said, remarks))
    if not any(choice.table for choice in choices):
        for choice in choices:
            if choice.said is None and choice.why == _(_NO_HEADER) and (table := table_under_years(choice.sheet)):
                choice.table, choice.why = table, None
    _leave_what_only_resembles(choices)
    for one in profile.tables:
        _tell_missing(one, [choice for choice in choices if choice.said is one], remarks)
    headings = {name for choice in choices for name in choice.names}
    missing = sorted(set(profile.day_first) - headings - {""})
    if missing:
        remarks.append(
            _("The order of day and month was said of columns that the file does not have: {columns}.").format(
                columns=", ".join(missing)
            )
        )
    return choices


def leave_unsure(choice: Choice, guess_from: float, findings: Findings) -> None:
    """Takes the columns out that are recognised with less confidence than this, and tells each; without a title the
    table is not read."""
    if choice.why is not None or choice.table is None:
        return
    columns, names = choice.table.columns, choice.names
    unsure = {column: what for column, what in columns.uses.items() if columns.confidence[column] < guess_from}
    for column, what in sorted(unsure.items()):
        findings.problems.append(
            Problem(
                choice.original.name,
                None,
                names[column],
                what.value,
                _("It is not certain enough that this column is the field “{field}”; it was left out.").format(
                    field=what.value
                ),
                _("a mapping that says what the column is"),
                fatal=what is Field.TITLE,
            )
        )
    if unsure:
        choice.recognised = columns
        choice.table = replace(choice.table, columns=columns.without(unsure))
    if Field.TITLE not in choice.table.columns.at:
        choice.why = _("no column is known to be the title")
        if Field.TITLE not in unsure.values():
            findings.problems.append(
                Problem(
                    choice.original.name,
                    None,
                    None,
                    None,
                    _("No column is taken for the title, so the table was left out."),
                    _("a mapping that says which column is the title"),
                    fatal=True,
                )
            )


def place_of(sheet: str | None) -> str:
    """A sheet in words."""
    return _("the file") if sheet is None else _("the sheet “{sheet}”").format(sheet=sheet)


def _by_sheet(sheets: Sequence[Sheet], tables: Sequence[TableProfile], remarks: list[str]) -> list[list[TableProfile]]:
    """What was said of each sheet. One that has another name than last time is known by being the only one left."""
    said = [[one for one in tables if one.sheet == sheet.name] for sheet in sheets]
    names = {sheet.name for sheet in sheets}
    absent = list(dict.fromkeys(one.sheet for one in tables if one.sheet not in names))
    free = [
        number
        for number, sheet in enumerate(sheets)
        if not said[number] and sheet.visible and any(cell != "" for row in sheet.rows for cell in row)
    ]
    if len(absent) == len(free) == 1:
        said[free[0]] = [one for one in tables if one.sheet == absent[0]]
        remarks.append(
            _("The mapping speaks of {old}; it was taken to mean {new}.").format(
                old=place_of(absent[0]), new=place_of(sheets[free[0]].name)
            )
        )
    else:
        remarks.extend(
            _("The mapping speaks of {sheet}, which is not there.").format(
                sheet=_("a text file") if name is None else place_of(name)
            )
            for name in absent
        )
    return said


def _of_sheet(sheet: Sheet, said: Sequence[TableProfile], remarks: list[str]) -> list[Choice]:
    if not any(cell != "" for row in sheet.rows for cell in row):
        return [Choice(sheet, sheet, said=next(iter(said), None), why=_("the sheet is empty"))]
    choices: list[Choice] = []
    for grid, tables in _grids(sheet, said):
        choices += [_choice(sheet, grid, *pair) for pair in _under_said_headers(grid, tables, said, remarks)]
    if not choices:
        whole = next((one for one in said if one.header is None), None)
        table = None if whole is None else _by_headings(sheet, whole.uses)
        choices = [Choice(sheet, sheet, said=whole) if table is None else _choice(sheet, sheet, table, whole)]
    for choice in choices:
        if choice.said is not None and not choice.said.taken:
            choice.why = _("it was said to be left out")
        elif choice.table is None:
            choice.why = _(_NO_HEADER)
        elif not sheet.visible and choice.said is None:
            choice.why = _("the sheet is hidden")
    return choices


def _choice(original: Sheet, grid: Sheet, table: Table, said: TableProfile | None) -> Choice:
    if said is not None and said.uses:
        uses = {use.heading: use for use in said.uses}
        names = enumerate(unique_names(table.headings))
        of_columns = {column: uses[name] for column, name in names if name in uses}
        table = replace(table, columns=assign(table.headings, _body(grid, table), of_columns))
    return Choice(original, grid, table, said)


def _body(sheet: Sheet, table: Table) -> list[list[Cell]]:
    """The rows under a header; of a text file those of its width, for in the others values stand elsewhere."""
    rows = sheet.rows[table.first : table.last]
    return [row for row in rows if not sheet.text or len(row) == len(table.headings)] or rows


def _grids(sheet: Sheet, said: Sequence[TableProfile]) -> list[tuple[Sheet, list[Table]]]:
    """The sheet as recognised, or turned or not as was said."""
    grids = spread(sheet)
    if not said:
        return grids
    lying = any(grid.lying is not None for grid, _tables in grids)
    if said[0].transposed and not lying:
        grid = turned(sheet, find_lying(sheet))
        if said[0].header is not None:
            return [(grid, [])]
        labels = next(number for number, row in enumerate(grid.rows) if any(cell != "" for cell in row))
        return [(grid, [table_under(grid, range(labels, labels + 1))])]
    if lying and not said[0].transposed:
        return [(sheet, find_tables(sheet))]
    return grids


def _under_said_headers(
    sheet: Sheet, tables: list[Table], said: Sequence[TableProfile], remarks: list[str]
) -> list[tuple[Table, TableProfile | None]]:
    """The tables, those under headers that a person has shown in the place of what was found around them."""
    shown = sorted((one for one in said if one.header is not None), key=lambda one: one.header or (0, 0))
    for one in [one for one in shown if not _is_there(sheet, one)]:
        shown.remove(one)
        remarks.append(
            _("The header of {sheet} was said to be where there is nothing; it was looked for.").format(
                sheet=place_of(sheet.name)
            )
        )
    whole = next((one for one in said if one not in shown), None)
    # what lies between the end of one table and that of the next is the next one's
    ends = [*(table.last for table in tables[:-1]), len(sheet.rows)]
    found: list[tuple[Table, TableProfile | None]] = []
    begin = 0
    for number, end in enumerate(ends):
        inside = [one for one in shown if one.header is not None and begin <= one.header[0] < end]
        if not inside and tables:
            found.append((tables[number], whole))
        for one, following in zip_longest(inside, inside[1:]):
            if one is None or one.header is None:
                continue
            header = range(one.header[0], one.header[1] + 1)
            if tables and tables[number].header == header and len(inside) == 1:
                found.append((tables[number], one))
                continue
            table = table_under(sheet, header)
            last = end if following is None or following.header is None else following.header[0]
            found.append((_ending(sheet, table, last), one))
        begin = end
    return found


def _ending(sheet: Sheet, table: Table, last: int) -> Table:
    if table.last == last:
        return table
    table = replace(table, last=last)
    return replace(table, columns=assign(table.headings, _body(sheet, table)))


def _is_there(sheet: Sheet, said: TableProfile) -> bool:
    if said.header is None:
        return False
    first, last = said.header
    rows = sheet.rows[first : last + 1] if 0 <= first <= last else []
    return any(cell != "" for row in rows for cell in row)


def _by_headings(sheet: Sheet, uses: Sequence[Use]) -> Table | None:
    """The table under the row that has most of the headings that a person has spoken of."""
    wanted = {fold(use.heading) for use in uses} - {""}
    best, most = None, 0
    for number, row in enumerate(sheet.rows[:_SEARCHED] if wanted else ()):
        same = len(wanted & {fold(heading_text(cell)) for cell in row if isinstance(cell, str)})
        if same > most:
            best, most = number, same
    return None if best is None else table_under(sheet, range(best, best + 1))


def _leave_what_only_resembles(choices: Sequence[Choice]) -> None:
    """Sheets that only resemble a register (code lists, addresses) beside one that is are not read."""
    read = [choice for choice in choices if choice.why is None and choice.table is not None]
    strongest = max((choice.table.strength for choice in read if choice.table is not None), default=0)
    need = 2 if strongest >= 3 else 1
    for choice in read:
        if choice.said is None and choice.table is not None and choice.table.strength < need:
            choice.why = _("too little of it is known to be of a register")


def _tell_missing(said: TableProfile, choices: Sequence[Choice], remarks: list[str]) -> None:
    """Headings that a person has spoken of and that the table no longer has."""
    if not choices:
        return
    names = {name for choice in choices for name in choice.names}
    missing = sorted({use.heading for use in said.uses} - names)
    if missing:
        remarks.append(
            _("The mapping speaks of columns that {sheet} does not have: {columns}.").format(
                sheet=place_of(choices[0].original.name), columns=", ".join(missing)
            )
        )
    for choice in choices:
        columns = choice.table.columns if choice.table is not None else Columns({})
        for column, what in columns.spare.items():
            remarks.append(
                _("{column} was said to be a field that another column is already: {other}.").format(
                    column=choice.names[column],
                    other=choice.names[next(at for at, used in columns.uses.items() if used is what)],
                )
            )
