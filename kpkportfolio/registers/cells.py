"""Files as grids of cells: what stands in each, before anybody asks what it means.

Workbooks are read with calamine: the last computed values of formulas, never the formulas themselves.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.registers import archive
from kpkportfolio.registers.encoding import decode
from kpkportfolio.registers.repair import clean, mended
from kpkportfolio.text import _

_T = TypeVar("_T")
Cell = str | int | float | bool | date
LARGEST_FILE = 200 * 1024 * 1024
MOST_ROWS = 500_000
MOST_CELLS = 20_000_000

_FOREIGN_STARTS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ")


@dataclass(slots=True)
class Sheet:
    """One sheet, or the whole of a text file (``name`` None).

    Attributes:
        rows: cells from the top left corner; texts are cleaned, an empty cell is ``""``.
        merged: merged ranges, as zero-based ``(top, left, bottom, right)``, bottom and right included.
        text: True when the rows come from a text file, whose rows may have a wrong number of fields.
        visible: False for a sheet that its writer hid.
    """

    name: str | None
    rows: list[list[Cell]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    text: bool = False
    visible: bool = True


def read_sheets(path: Path) -> list[Sheet]:
    """All sheets of a workbook, or the one grid of a text file.

    Raises:
        UnacceptableInput: an unknown type, a protected, broken or oversized file. Nothing of it is executed.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnacceptableInput(_("{file} is too large to be a register.").format(file=path.name))
        data = path.read_bytes()
    except OSError as error:
        raise UnacceptableInput(
            _("{file} cannot be read: {reason}").format(file=path.name, reason=error.strerror or error)
        ) from error
    if not data.strip(b"\0\r\n\t \xef\xbb\xbf"):
        raise UnacceptableInput(_("{file} is empty.").format(file=path.name))
    if data.startswith(b"PK"):
        archive.check(path.name, data)
        return _workbook(path, data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _workbook(path, data)
    start = data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if (
        data.startswith(_FOREIGN_STARTS)
        or start.startswith((b"<", b"{", b"[{"))
        or path.suffix.lower() in (".json", ".xml")
    ):
        raise archive.not_a_register(path.name)
    return [_delimited(path, decode(data))]


def _workbook(path: Path, data: bytes) -> list[Sheet]:
    from io import BytesIO

    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = []
        cells = 0
        for meta in book.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            raw = book.get_sheet_by_name(meta.name)
            cells += raw.total_height * raw.total_width
            if raw.total_height > MOST_ROWS or cells > MOST_CELLS:
                raise UnacceptableInput(_("{file} is too large to be a register.").format(file=path.name))
            merged = [(top, left, bottom, right) for (top, left), (bottom, right) in raw.merged_cell_ranges or ()]
            rows = raw.to_python(skip_empty_area=False)
            sheets.append(Sheet(meta.name, _cleaned(rows), merged, visible=meta.visible == SheetVisibleEnum.Visible))
    except PasswordError as error:
        raise UnacceptableInput(
            _("{file} is protected by a password. Save it without one and try again.").format(file=path.name)
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnacceptableInput(
            _("{file} cannot be read as a workbook: {reason}").format(file=path.name, reason=error)
        ) from error
    except BaseException as error:
        # the Rust reader panics on some broken files; pyo3 makes that a BaseException of its own
        if type(error).__name__ != "PanicException":
            raise
        raise UnacceptableInput(
            _("{file} cannot be read as a workbook: {reason}").format(file=path.name, reason=_("it is broken"))
        ) from error
    return sheets


def _cleaned(rows: list[list[Any]]) -> list[list[Cell]]:
    """The same rows with cleaned texts; whole numbers as int, times of day as text."""
    fresh = mended({value for row in rows for value in row if isinstance(value, str)} - {""})
    kinds = set(map(type, chain.from_iterable(rows)))
    if not fresh and kinds <= {str}:
        return rows
    return [[fresh.get(value, value) if isinstance(value, str) else _plain(value) for value in row] for row in rows]


def _plain(value: object) -> Cell:
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (date, bool, int)):
        return value
    return "" if value is None else clean(str(value))


def text_of(cell: Cell) -> str:
    """A cell as text: dates as ISO, whole numbers without a fraction."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def each(cells: Sequence[Cell], understand: Callable[[Cell], _T]) -> list[_T]:
    """What ``understand`` makes of each cell of a column; it is asked once for each distinct text."""
    # only texts: of numbers, 1 and True and 1.0 are one key
    known = {text: understand(text) for text in {cell for cell in cells if isinstance(cell, str)}}
    return [known[cell] if isinstance(cell, str) else understand(cell) for cell in cells]


def _delimited(path: Path, text: str) -> Sheet:
    if "\0" in text[:100_000]:
        raise archive.not_a_register(path.name)
    text = text.removeprefix("\ufeff")
    # a lone carriage return is a line end of its own only in a file that has no other
    text = text.replace("\r\n", "\n")
    text = text.replace("\r", "\u2028") if "\n" in text else text.replace("\r", "\n")
    text = _without_common_tail(text)
    delimiter = None
    if text[:4].lower() == "sep=" and len(text) > 5:
        delimiter, text = text[4], text[5:].lstrip("\n")
    delimiter = delimiter or find_delimiter(text)
    rows = parse(text, delimiter)
    if len(rows) > MOST_ROWS:
        raise UnacceptableInput(_("{file} is too large to be a register.").format(file=path.name))
    return Sheet(None, _cleaned(rows), text=True)


def _without_common_tail(text: str) -> str:
    """Without the marks that end every line, such as ``,,;`` left by an export."""
    lines = [line for line in text[:50_000].split("\n")[:-1] if line.strip()][1:60]
    if len(lines) < 3:
        return text
    tails = {line[len(line.rstrip(",;| \t")) :].replace(" ", "") for line in lines}
    tail = tails.pop()
    if not tails and len(set(tail)) > 1:
        marks = re.compile(" *".join(map(re.escape, tail)) + " *$", re.MULTILINE)
        return marks.sub("", text)
    return text


def parse(text: str, delimiter: str) -> list[list[str]]:
    """The fields of each record; records without anything in them are left out.

    When a stray quotation mark swallows lines, the text is read again with quotation marks as plain characters.
    """
    csv.field_size_limit(1_000_000)
    lines = text.split("\n")
    try:
        rows = [row for row in csv.reader((line + "\n" for line in lines), delimiter=delimiter) if row]
    except csv.Error:
        return _as_plain(lines, delimiter)
    if _swallowed(rows, delimiter):
        return _as_plain(lines, delimiter)
    width = Counter(map(len, rows)).most_common(1)[0][0]
    return [_unwrapped(row, delimiter, width) if len(row) <= 2 < width else row for row in rows]


def _as_plain(lines: list[str], delimiter: str) -> list[list[str]]:
    plain = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return [[value.strip('"') for value in row] for row in plain if row]


def _unwrapped(row: list[str], delimiter: str, width: int) -> list[str]:
    """A whole record that an export put in quotation marks once more, taken apart again."""
    if row[0].count(delimiter) >= width - 1 and "\n" not in row[0]:
        inner = next(csv.reader([row[0]], delimiter=delimiter))
        if len(inner) == width:
            return inner
    return row


def _swallowed(rows: list[list[str]], delimiter: str) -> bool:
    """Whether a cell holds whole records of the others' width."""
    width = Counter(map(len, rows)).most_common(1)[0][0]
    return width >= 3 and any(
        "\n" in value and sum(line.count(delimiter) >= width - 1 for line in value.split("\n")) >= 2
        for row in rows
        for value in row
    )


def find_delimiter(text: str) -> str:
    """The delimiter by which most records fall into the same number of fields, more than one."""
    sample = text[:200_000]
    lines = sample.split("\n")[: -1 if len(text) > len(sample) else None][:400]
    best, best_score = ",", 0.0
    for delimiter in ";\t,|":
        try:
            rows = [row for row in csv.reader((line + "\n" for line in lines), delimiter=delimiter) if row]
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1] * min(item[0], 12), item[0]))
        score = count / len(rows) * min(width, 12) ** 0.5
        if score > best_score * 1.05:
            best, best_score = delimiter, score
    return best
