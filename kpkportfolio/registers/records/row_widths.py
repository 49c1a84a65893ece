"""Records of a text file that have more or fewer fields than the header."""

from collections.abc import Iterator

from kpkportfolio.registers.files.cells import Cell, text_of
from kpkportfolio.registers.files.repair import one_line
from kpkportfolio.registers.layouts.rejoining import rejoined
from kpkportfolio.registers.record import Problem
from kpkportfolio.registers.records.table_rows import TableRows
from kpkportfolio.text import _


def usual_widths(table: TableRows) -> set[int]:
    """Record widths of a text file that are common enough to be meant."""
    if not table.sheet.text:
        return set()
    counts: dict[int, int] = {}
    for row in table.rows:
        counts[len(row)] = counts.get(len(row), 0) + 1
    meant = {table.width}
    for width, count in counts.items():
        # a header that lacks the name of its last column, or records without their empty tail
        if (
            width != table.width
            and count > 0.3 * len(table.rows)
            and (width < table.width or count > 0.9 * len(table.rows))
        ):
            fitting = [table.values.fits(row) for row in table.rows if len(row) == width]
            if sum(fitting) >= 0.95 * len(fitting):
                meant.add(width)
    return meant


def rejoin(table: TableRows, usual: set[int]) -> Iterator[Problem]:
    """Puts the fields of rows together that have too many; tells each cell that was made of several."""
    columns = table.table.columns
    fields = {**columns.more, **{at: what for what, at in columns.at.items()}}
    delimiter = table.sheet.delimiter or ","
    # as the file has them: marks for "the same" were looked up by then, in whatever column they stood
    rows = table.sheet.rows[table.table.first : table.table.last]
    found = rejoined(rows, table.width, fields, delimiter, table.table.headings[-1].text)
    for index, joined in found.items():
        row = rows[index]
        if len(row) in usual or row != table.rows[index]:
            continue
        table.rows[index] = joined.cells
        absolute = table.table.first + index
        repaired = {at: text for at in range(len(row)) if (text := table.sheet.originals.get((absolute, at)))}
        if repaired:
            table.originals[absolute] = joined.moved(repaired, row, delimiter)
            table.tells_more = True
        for column, span in joined.spans.items():
            yield Problem(
                table.sheet.name,
                table.place(index),
                table.names[column],
                one_line(text_of(joined.cells[column]))[:300],
                _(
                    "The row has {n} fields, the header {width}: {several} of them were read as one cell, for "
                    "nothing else fits."
                ).format(n=len(row), width=table.width, several=len(span)),
                _("quotation marks around a field that has the delimiter in it"),
                fatal=False,
            )


def wrong_width(table: TableRows, index: int, row: list[Cell], usual: set[int]) -> Problem | None:
    """A text record with too many fields, or with so few that its values may stand in wrong columns."""
    if not table.sheet.text or len(row) in usual:
        return None
    if len(row) > table.width:
        if not any(isinstance(cell, str) and cell.strip(" ,;|") for cell in row[table.width :]):
            return None
    elif table.values.fits(row):
        return None
    return Problem(
        None,
        table.place(index),
        None,
        one_line(" | ".join(text_of(cell) for cell in row))[:300],
        _("The row has {n} fields, the header {width}.").format(n=len(row), width=table.width),
        _("as many fields as the header has; a field with the delimiter or a line end in it goes in quotation marks"),
        fatal=True,
    )
