"""How much a register may hold; a file that claims more is refused before room is made for it."""

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.text import _, format_number

MOST_ROWS = 100_000
MOST_COLUMNS = 702
"""To ZZ."""
MOST_CELLS = 2_000_000
"""Rows times columns of a sheet, and of all sheets together. The limits together keep reading below 500 MB."""
MOST_TEXT = 32 * 1024 * 1024
"""Bytes of a text file; a register of 20 000 rows has about four million."""

MOST_WRITTEN_OUT = 64 * 1024 * 1024
"""Bytes of a workbook's texts, each counted as often as a cell holds it."""


def check_extent(name: str, rows: int, columns: int) -> None:
    """Raises UnacceptableInput when a sheet whose last cell stands there holds more than a register can."""
    if columns > MOST_COLUMNS or rows > MOST_ROWS or rows * columns > MOST_CELLS:
        raise too_large(name, rows, columns)


def unfolds_to_too_much(name: str) -> UnacceptableInput:
    """The refusal of a file that is far more once it is unfolded."""
    return UnacceptableInput(_("{file} unfolds to more than a register can hold; it was not opened.").format(file=name))


def too_large(name: str, rows: int, columns: int) -> UnacceptableInput:
    """The refusal of a sheet, with what a person can do about it."""
    return UnacceptableInput(
        _(
            "{file} is too large to be a register: a sheet reaches to row {row} and column {column}. At most {rows} "
            "rows, {columns} columns and {cells} cells are read. If the far cells are empty, delete those rows and "
            "columns and save the file again."
        ).format(
            file=name,
            row=format_number(rows),
            column=format_number(columns),
            rows=format_number(MOST_ROWS),
            columns=format_number(MOST_COLUMNS),
            cells=format_number(MOST_CELLS),
        )
    )


def locked(name: str) -> UnacceptableInput:
    """The refusal of a workbook that nobody reads without its password."""
    return UnacceptableInput(
        _("{file} is protected by a password. Save it without one and try again.").format(file=name)
    )
