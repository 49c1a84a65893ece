"""The plumbing of an Excel sheet: formats, headings, real dates and numbers, text that can never become a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from kpkportfolio.exports.columns import Kind
from kpkportfolio.model.change import Value

_LONGEST_CELL = 32_767
"""Characters in one cell of an .xlsx file (Excel's own limit)."""
_FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was; earlier days are written as text."""

HEADER_ROW = 2
"""Every list has its title on row 1, a note on row 2 and its headings on row 3 (0-based 2)."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet: words, what its cells are, width in characters."""

    text: str
    kind: Kind
    width: int


class Workbook:
    """An .xlsx file being written row by row, in constant memory."""

    def __init__(self, path: str, properties: dict[str, Any]) -> None:
        self.book = xlsxwriter.Workbook(
            path,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "nan_inf_to_errors": False,
            },
        )
        self.book.set_properties(properties)
        base = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
        self.title = self.book.add_format({**base, "font_size": 14, "bold": True})
        self.note = self.book.add_format({**base, "font_color": "#535D68"})
        self.label = self.book.add_format({**base, "bold": True})
        self.plain = self.book.add_format(base)
        self.heading = self.book.add_format(
            {**base, "bold": True, "bg_color": "#EBEDF0", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        )
        self.cells = {
            Kind.TEXT: self.plain,
            Kind.LONG_TEXT: self.book.add_format({**base, "text_wrap": True}),
            Kind.NUMBER: self.book.add_format({**base, "num_format": "0"}),
            Kind.PERCENT: self.book.add_format({**base, "num_format": "0"}),
            Kind.DATE: self.book.add_format({**base, "num_format": "d.m.yyyy", "align": "left"}),
            Kind.EUROS: self.book.add_format({**base, "num_format": "#,##0"}),
        }

    def sheet(self, name: str, title: str, note: str, headings: Sequence[Heading]) -> "Sheet":
        """A list with its headings frozen and ready for printing on landscape A4, one page wide."""
        sheet = self.book.add_worksheet(name[:31])
        # constant memory: everything of the file's head must be set before rows are written
        for at, heading in enumerate(headings):
            sheet.set_column(at, at, heading.width)
        sheet.freeze_panes(HEADER_ROW + 1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADER_ROW)
        sheet.set_footer("&L&8" + title.replace("&", "&&") + "&R&8&P / &N")
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, title, self.title)
        sheet.write_string(1, 0, note, self.note)
        sheet.set_row(HEADER_ROW, 30)
        for at, heading in enumerate(headings):
            sheet.write_string(HEADER_ROW, at, heading.text, self.heading)
        return Sheet(sheet, [(heading.kind, self.cells[heading.kind]) for heading in headings])

    def close(self) -> None:
        """Write the file.

        Raises:
            OSError: it cannot be written.
        """
        try:
            self.book.close()
        except FileCreateError as error:
            raise error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error)) from error


class Sheet:
    """One list; rows are added in order."""

    def __init__(self, sheet: Any, columns: Sequence[tuple[Kind, Any]]) -> None:
        self.sheet = sheet
        self._columns = columns
        self.rows = 0

    def add(self, values: Iterable[Value]) -> None:
        """Add a row: euros in cents, unknown cells None and left empty."""
        sheet, row = self.sheet, HEADER_ROW + 1 + self.rows
        self.rows += 1
        for at, (value, (kind, cell)) in enumerate(zip(values, self._columns, strict=True)):
            if value is None:
                continue
            if kind is Kind.EUROS and isinstance(value, int):
                sheet.write_number(row, at, value / 100, cell)
            elif isinstance(value, str):
                sheet.write_string(row, at, fitted(value), cell)
            elif isinstance(value, date):
                if value < _FIRST_DAY:
                    sheet.write_string(row, at, value.isoformat(), cell)
                else:
                    sheet.write_datetime(row, at, value, cell)
            else:
                sheet.write_number(row, at, value, cell)

    def finish(self) -> None:
        """Put the filter buttons on the headings; with at least one row, or Excel repairs the file."""
        last = HEADER_ROW + max(self.rows, 1)
        self.sheet.autofilter(HEADER_ROW, 0, last, len(self._columns) - 1)
        self.sheet.print_area(0, 0, last, len(self._columns) - 1)


def fitted(text: str) -> str:
    """Text that fits in one cell; what is left out is shown to be."""
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
