"""Texts and cells that a workbook writes once and means many times: how much they are when each is written out, as the
reader does.

Shared texts of 26 000 characters that 1.8 million cells point to are a file of one megabyte and five gigabytes in
memory.
"""

import re
from collections import Counter
from collections.abc import Callable

from kpkportfolio.registers.files.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_WRITTEN_OUT

_SHARED_CELL = re.compile(
    rb"<(?:\w+:)?c\b[^<>]*?\bt\s*=\s*[\"']s[\"'][^<>]*>\s*(?:<(?:\w+:)?f\b[^<]*(?:</(?:\w+:)?f>)?\s*)?"
    rb"<(?:\w+:)?v\b[^<>]*>\s*([^<]*)"
)
_REPEATED = re.compile(rb"number-(rows|columns)-repeated\s*=\s*[\"'](\d+)")
_ROW_OR_CELL = re.compile(
    rb"<table:(table-row|table-cell|covered-table-cell|table)(?![-\w])((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(/?)>"
)
_ROW, _TABLE = b"table-row", b"table"


class SharedTexts:
    """The cells of an xlsx workbook's sheets that point to its shared texts, and how long those are."""

    def __init__(self) -> None:
        self._longest = 0
        self._lengths: list[int] = []
        self._sheets: list[tuple[str, int]] = []

    def texts(self, part: bytes) -> None:
        """Takes the shared texts."""
        closing = b"</si>" if b"</si>" in part else re.findall(rb"</\w+:si>|$", part)[0] or b"</si>"
        self._lengths = [len(piece) for piece in part.split(closing)]
        self._longest = max(self._lengths)

    def sheet(self, name: str, part: bytes) -> None:
        """Takes the sheet of that name in the archive."""
        # however the attribute is spelt, this stands in it
        self._sheets.append((name, part.count(b'"s"') + part.count(b"'s'")))

    def too_much(self, read: Callable[[str], bytes]) -> bool:
        """Whether all texts written out are more than a register holds.

        Args:
            read: reads a sheet again; the cells are looked at one by one only when there may be too much.
        """
        if sum(cells for _name, cells in self._sheets) * self._longest <= MOST_WRITTEN_OUT:
            return False
        written = 0
        for name, _cells in self._sheets:
            counted = Counter(_SHARED_CELL.findall(read(name)))
            written += sum(self._length(at) * times for at, times in counted.items())
        return written > MOST_WRITTEN_OUT

    def _length(self, at: bytes) -> int:
        if at.strip().isdigit() and len(at) < 12:
            number = int(at)
            return self._lengths[number] if number < len(self._lengths) else 0
        return self._longest  # written in a roundabout way: the worst is assumed


def ods_too_much(content: bytes) -> bool:
    """Whether an OpenDocument's sheets are more than a register holds when repeated rows and cells are written out."""
    rows_repeated = columns_repeated = 1
    for what, times in _REPEATED.findall(content):
        if what == b"rows":
            rows_repeated = max(rows_repeated, int(times[:9]))
        else:
            columns_repeated = max(columns_repeated, int(times[:9]))
    # most files repeat only a blank here and there
    if rows_repeated * columns_repeated * len(content) <= MOST_WRITTEN_OUT:
        return False
    return _walked(content)


def _walked(content: bytes) -> bool:
    rows = cells = written = row_cells = row_bytes = row_times = column = 0
    ahead = 0  # rows that hold nothing, which count only when one that does comes after them

    def ended() -> None:
        nonlocal rows, cells, written, ahead, row_cells, row_bytes
        if row_cells:
            rows += ahead + row_times
            cells += (ahead + row_times) * row_cells
            written += row_times * row_bytes
            ahead = 0
        else:
            ahead += row_times
        row_cells = row_bytes = 0

    started = [*_ROW_OR_CELL.finditer(content)]
    for number, match in enumerate(started):
        what, attributes, closed = match.groups()
        times = max((int(n[:9]) for _what, n in _REPEATED.findall(attributes)), default=1)
        if what in (_ROW, _TABLE):
            ended()
            row_times, column = times if what == _ROW else 0, 0
            if what == _TABLE:
                rows = ahead = 0
            continue
        stop = started[number + 1].start() if number + 1 < len(started) else len(content)
        inside = b"" if closed else content[match.end() : stop]
        column += times
        if b"office:value" in attributes or b"text:p" in inside:
            row_cells = column
            row_bytes += times * len(inside)
        if column > MOST_COLUMNS and row_cells == column:
            return True
        if rows > MOST_ROWS or cells > MOST_CELLS or written > MOST_WRITTEN_OUT:
            return True
    ended()
    return rows > MOST_ROWS or cells > MOST_CELLS or written > MOST_WRITTEN_OUT
