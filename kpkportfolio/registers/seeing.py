"""What was recognised of a file, for a person to look at: its tables as they lie in it, and what each column is."""

from collections.abc import Mapping, Sequence

from kpkportfolio.registers.choosing import Choice
from kpkportfolio.registers.files.cells import Sheet, text_of
from kpkportfolio.registers.record import ColumnSeen, Findings, TableSeen
from kpkportfolio.registers.records.interpret import TableReader
from kpkportfolio.text import _

SHOWN_ROWS = 200
"""Rows of a sheet that are shown; more where the header stands further down."""
_UNDER_HEADER = 50
_SHOWN_COLUMNS = 256
HEADER, RECORD, PROBLEM = "header", "record", "problem"


def seen(choice: Choice, reader: TableReader | None, findings: Findings) -> TableSeen:
    """A table as it was recognised.

    Args:
        choice: the table.
        reader: what has read it; None when it was left out.
        findings: what was read of the whole file.
    """
    table = choice.table
    transposed = choice.sheet.lying is not None
    grid = _grid(choice.original, None if table is None or transposed else table.header)
    if table is None:
        return TableSeen(choice.original.name, None, False, False, (), grid, ("",) * len(grid), 0)
    shown = max(map(len, grid), default=0) if transposed else len(grid)
    fates = [HEADER if number in table.header else _("outside the table") for number in range(shown)]
    records = 0
    if reader is not None:
        name, first, last = reader.sheet.name, reader.place(0), reader.place(len(reader.rows))
        records = sum([first <= read.row < last for read in findings.initiatives if read.sheet == name])
        told = _told(reader, findings, reader.place(shown - table.first))
        for number in range(table.first, min(table.last, shown)):
            fates[number] = told.get(reader.place(number - table.first), _("outside the table"))
    else:
        fates = [fate if fate == HEADER else choice.why or "" for fate in fates]
    return TableSeen(
        choice.original.name,
        (table.header.start, table.header.stop - 1),
        transposed,
        reader is not None,
        _columns(choice, reader),
        grid,
        tuple(fates),
        records,
    )


def _grid(sheet: Sheet, header: range | None) -> tuple[tuple[str, ...], ...]:
    rows = max(SHOWN_ROWS, header.stop + _UNDER_HEADER if header is not None else 0)
    return tuple(tuple(map(text_of, row[:_SHOWN_COLUMNS])) for row in sheet.rows[:rows])


def _told(reader: TableReader, findings: Findings, end: int) -> Mapping[int, str]:
    """What became of the rows of a table before ``end``, by the number that people give them."""
    name = reader.sheet.name
    fates = {row: why for sheet, row, why in findings.skipped if sheet == name}
    fates |= {read.row: RECORD for read in findings.initiatives if read.row < end and read.sheet == name}
    fates |= {one.row: PROBLEM for one in findings.problems if one.fatal and one.row and one.sheet == name}
    return fates


def _columns(choice: Choice, reader: TableReader | None) -> tuple[ColumnSeen, ...]:
    assert choice.table is not None
    columns = choice.recognised or choice.table.columns
    uses = columns.uses
    said: Sequence[str] = reader.values.interpretations() if reader is not None else ()
    return tuple(
        ColumnSeen(
            name,
            uses.get(column),
            columns.custom.get(column),
            columns.confidence.get(column, 0.0),
            column in columns.said,
            said[column] if column < len(said) else "",
        )
        for column, name in enumerate(choice.names)
    )
