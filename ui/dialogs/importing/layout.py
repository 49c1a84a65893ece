"""Places and tables of a sheet in the words of spreadsheets; no Qt here."""

from collections.abc import Sequence

from kpkportfolio.registers.record import TableSeen
from kpkportfolio.text import _


def place(number: int, letters: bool) -> str:
    """A row's number, or a column's letters, as spreadsheets have them."""
    if not letters:
        return str(number + 1)
    told, number = "", number + 1
    while number:
        number, rest = divmod(number - 1, 26)
        told = chr(65 + rest) + told
    return told


def header_words(table: TableSeen) -> str:
    """Where a table's header is."""
    if table.header is None:
        return _("no header")
    first, last = (place(at, table.transposed) for at in table.header)
    where = first if first == last else f"{first}–{last}"
    return _("column {n}").format(n=where) if table.transposed else _("row {n}").format(n=where)


def table_name(tables: Sequence[TableSeen], at: int) -> str:
    """A table by its sheet, and by its header where a sheet has several."""
    table = tables[at]
    name = table.sheet or _("The file")
    several = sum(one.sheet == table.sheet for one in tables) > 1
    return f"{name}, {header_words(table)}" if several else name
