"""Files as grids of cells: what stands in each, before anybody asks what it means.

Workbooks are read with calamine: the last computed values of formulas, never the formulas themselves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.registers.files import archive, binary_workbook, delimited, limits, opening
from kpkportfolio.registers.files.encoding import NAMES
from kpkportfolio.registers.files.faulty_cells import ERROR_STARTS, take_errors
from kpkportfolio.registers.files.originals import Cell, Originals, cleaned
from kpkportfolio.registers.files.workbook_facts import SheetFacts, facts_of
from kpkportfolio.text import _

if TYPE_CHECKING:
    from kpkportfolio.registers.layouts.calendar_grid import Calendar

_T = TypeVar("_T")
__all__ = ["Cell", "Sheet", "by_column", "each", "read_sheets", "text_of"]

_FOREIGN_STARTS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ")


@dataclass(slots=True)
class Sheet:
    """One sheet, or the whole of a text file (``name`` None).

    Attributes:
        rows: cells from the top left corner; texts are cleaned, an empty cell is ``""``.
        merged: merged ranges, as zero-based ``(top, left, bottom, right)``, bottom and right included.
        text: True when the rows come from a text file, whose rows may have a wrong number of fields.
        visible: False for a sheet that its writer hid.
        originals: by (row, column) of ``rows`` the texts that were repaired, as they stand in the file; blanks trimmed
            off the ends are no repair.
        encoding, delimiter: how a text file was read.
        lying: the sheet as the file has it, when this one is turned (:mod:`~kpkportfolio.registers.layouts.turning`).
        remarks: texts around the table that were taken out of ``rows``.
        facts: what a workbook says of the sheet besides its values.
        told: what a person should know of the workbook, in words; of its first sheet only.
        beside: one of several tables side by side, and not the leftmost; its name tells its columns.
        calendar: a grid of weeks, months or days that was taken out of ``rows``.
    """

    name: str | None
    rows: list[list[Cell]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    text: bool = False
    visible: bool = True
    originals: Originals = field(default_factory=dict)
    encoding: str | None = None
    delimiter: str | None = None
    lying: "Sheet | None" = None
    remarks: list[str] = field(default_factory=list)
    facts: SheetFacts = field(default_factory=SheetFacts)
    told: list[str] = field(default_factory=list)
    beside: bool = False
    calendar: "Calendar | None" = None


def read_sheets(path: Path, encoding: str | None = None, delimiter: str | None = None) -> list[Sheet]:
    """All sheets of a workbook, or the one grid of a text file.

    Args:
        path: the file.
        encoding, delimiter: of a text file, where a person has said them; None is by evidence.

    Raises:
        UnacceptableInput: an unknown type, a protected, broken or oversized file. Nothing of it is executed.
    """
    data = opening.whole(path)
    if data.startswith(b"PK"):
        archive.check(path.name, data)
        return _workbook(path, data)
    if data.startswith(binary_workbook.SIGNATURE):
        binary_workbook.check(path.name, data)
        return _workbook(path, data)
    start = data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if (
        data.startswith(_FOREIGN_STARTS)
        or start.startswith((b"<", b"{", b"[{"))
        or path.suffix.lower() in (".json", ".xml")
    ):
        raise archive.not_a_register(path.name)
    text = delimited.read(path.name, data, encoding, delimiter)
    rows, originals = cleaned(text.records)
    sheet = Sheet(None, rows, text=True, originals=originals, encoding=text.encoding, delimiter=text.delimiter)
    if any(start in data for start in ERROR_STARTS):
        take_errors(sheet.rows, sheet.facts.errors)
    if not text.certain:
        read_as = _("The text was read as {encoding}: {evidence}.")
        sheet.told.append(read_as.format(encoding=NAMES[text.encoding], evidence=text.evidence))
    return [sheet]


def _workbook(path: Path, data: bytes) -> list[Sheet]:
    from io import BytesIO

    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        facts = facts_of(data)
        sheets = []
        cells = 0
        for meta in book.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            raw = book.get_sheet_by_name(meta.name)
            cells += raw.total_height * raw.total_width
            limits.check_extent(path.name, raw.total_height, raw.total_width)
            if cells > limits.MOST_CELLS:
                raise limits.too_large(path.name, raw.total_height, raw.total_width)
            merged = [(top, left, bottom, right) for (top, left), (bottom, right) in raw.merged_cell_ranges or ()]
            rows, originals = cleaned(raw.to_python(skip_empty_area=False))
            visible = meta.visible == SheetVisibleEnum.Visible
            sheet = Sheet(meta.name, rows, merged, visible=visible, originals=originals)
            sheet.facts = facts.sheets.get(meta.name, sheet.facts)
            take_errors(rows, sheet.facts.errors)
            sheets.append(sheet)
        if sheets:
            sheets[0].told = facts.remarks
    except PasswordError as error:
        raise limits.locked(path.name) from error
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
    known = {text: understand(text) for text in set(cells) if isinstance(text, str)}
    if set(map(type, cells)) == {str}:
        return list(map(known.__getitem__, cells))  # type: ignore[arg-type]  # all are texts
    return [known[cell] if isinstance(cell, str) else understand(cell) for cell in cells]


def by_column(rows: Sequence[Sequence[Cell]], width: int) -> list[Sequence[Cell]]:
    """The first ``width`` columns at least of a table's rows; a row that is too short has empty cells there."""
    columns: list[Sequence[Cell]] = [*zip_longest(*rows, fillvalue="")]
    return [*columns, *([("",) * len(rows)] * (width - len(columns)))]
