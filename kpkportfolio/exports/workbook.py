"""The plumbing of an Excel sheet: formats, headings, real dates and numbers, text that can never become a formula."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from textwrap import wrap
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from kpkportfolio.exports.cell_lines import LINE, line_count, surely_fits
from kpkportfolio.exports.columns import Kind
from kpkportfolio.exports.list_sheet import ListSheet
from kpkportfolio.model.change import Value
from kpkportfolio.model.workbook_marks import plain

_LONGEST_CELL = 32_767
"""Characters in one cell of an .xlsx file (Excel's own limit)."""
_FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was; earlier days are written as text."""

DAY_ZERO = date(1899, 12, 30)
"""The day that Excel counts from, for days since ``_FIRST_DAY``."""

_HEADING = {"bold": True, "bg_color": "#EBEDF0", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
_RIGHT = {"align": "right", "indent": 1}
"""Numbers stand off from the text that follows them."""
_NUMERIC = (Kind.NUMBER, Kind.PERCENT, Kind.EUROS)
_BOLD = 1.15
"""How much wider bold letters are than those that widths are counted in."""
_BUTTON = 2
"""Letters that a filter button covers."""
_WIDEST_WORD = 30

_A4, A3 = 9, 8
_A4_CHARACTERS, _A3_CHARACTERS = 170, 260
"""Column widths, in characters, that one landscape page shows at a size people can read."""

_LONGEST_HEADING = 240
"""Characters in a heading; the name of a table's column has at most 255, a number that tells it apart among them."""

_SMALLER = 40
"""Letters more than that for which a list is printed a little smaller rather than on one more page."""

HEADER_ROW = 2
"""Every list has its title on row 1, a note on row 2 and its headings on row 3 (0-based 2)."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet: words, what its cells are, width in characters."""

    text: str
    kind: Kind
    width: int


class Series(NamedTuple):
    """What a chart draws: a column of its sheet by number, in words and in a colour; ``edge`` frames what is light."""

    column: int
    name: str
    colour: str
    edge: str = ""


class _Book(xlsxwriter.Workbook):  # type: ignore[misc]  # XlsxWriter is not typed
    worksheet_class = ListSheet


class Workbook:
    """An .xlsx file being written row by row, in constant memory."""

    def __init__(self, path: str, properties: dict[str, Any]) -> None:
        self.book = _Book(
            path,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "nan_inf_to_errors": False,
                # plain cells then need no format of their own: smaller files, sooner written
                "default_format_properties": {"font_name": "Calibri", "font_size": 10, "valign": "top"},
            },
        )
        self.book.set_properties(properties)
        self.title = self.book.add_format({"font_size": 14, "bold": True})
        self.note = self.book.add_format({"font_color": "#535D68"})
        self.long_note = self.book.add_format({"font_color": "#535D68", "text_wrap": True})
        self.label = self.book.add_format({"bold": True})
        self.heading = self.book.add_format(_HEADING)
        self.heading_right = self.book.add_format(_HEADING | _RIGHT)
        self.cells = {
            Kind.TEXT: None,
            Kind.LONG_TEXT: self.book.add_format({"text_wrap": True}),
            Kind.NUMBER: self.book.add_format({"num_format": "0"} | _RIGHT),
            Kind.PERCENT: self.book.add_format({"num_format": '0" %"'} | _RIGHT),
            Kind.DATE: self.book.add_format({"num_format": "d.m.yyyy", "align": "left"}),
            Kind.EUROS: self.book.add_format({"num_format": '#,##0" €"'} | _RIGHT),
        }

    def sheet(self, title: str, note: str, headings: Sequence[Heading], table: str) -> "Sheet":
        """A list that is a table, with its headings frozen, and ready for printing on landscape A4 or A3.

        Args:
            table: the table's name, by which formulas and programs know it whatever the file's language.
        """
        headings = [_wide_enough(heading) for heading in unique_headings(headings)]
        sheet = self.book.add_worksheet(title[:31])
        # constant memory: everything of the file's head must be set before rows are written
        for at, heading in enumerate(headings):
            sheet.set_column(at, at, heading.width)
        sheet.freeze_panes(HEADER_ROW + 1, 1)
        sheet.set_landscape()
        width = sum(heading.width for heading in headings)
        sheet.set_paper(_A4 if width <= _A4_CHARACTERS else A3)
        # a wide list goes over several sheets, its first column repeated, rather than too small to read
        sheet.fit_to_pages(max(ceil((width - _SMALLER) / _A3_CHARACTERS), 1), 0)
        sheet.repeat_columns(0)
        sheet.repeat_rows(HEADER_ROW)
        sheet.set_footer("&L&8" + title.replace("&", "&&") + "&R&8&P / &N")
        sheet.hide_gridlines(2)
        sheet.set_default_row(LINE)
        sheet.set_row(0, 1.5 * LINE)
        sheet.write_string(0, 0, title, self.title)
        across, room = _on_a_page([heading.width for heading in headings])
        if len(note) <= room or across < 2:
            sheet.write_string(1, 0, note, self.note)
        else:
            # a long note stands in as many lines as its page is wide, and does not widen what is printed
            sheet.set_row(1, -(-len(note) // room) * LINE)
            sheet.merge_range(1, 0, 1, across - 1, note, self.long_note)
        sheet.set_row(HEADER_ROW, max(2, *map(_heading_lines, headings)) * LINE)
        for at, heading in enumerate(headings):
            look = self.heading_right if heading.kind in _NUMERIC else self.heading
            sheet.write_string(HEADER_ROW, at, heading.text, look)
        columns = [(heading.kind, self.cells[heading.kind]) for heading in headings]
        return Sheet(sheet, headings, columns, table, title)

    def name(self, name: str, sheet: Any, row: int, column: int) -> None:
        """Give a cell a name, which formulas and readers of the file may use whatever its language."""
        self.book.define_name(
            name, f"={quote_sheetname(sheet.get_name())}!{xl_rowcol_to_cell(row, column, True, True)}"
        )

    def column_chart(
        self, sheet: "Sheet", years: int, title: str, series: Sequence[Series], place: tuple[int, int], stacked: bool
    ) -> None:
        """A chart of the sheet's first ``years`` rows, each a year, with its corner at ``place``.

        The series stand upon each other if ``stacked``, else the later before the earlier, of which they are parts.
        """
        chart = self.book.add_chart({"type": "column", **({"subtype": "stacked"} if stacked else {})})
        name, first, last = sheet.sheet.get_name(), HEADER_ROW + 1, HEADER_ROW + years
        for one in series:
            chart.add_series(
                {
                    "name": one.name,
                    "categories": [name, first, 0, last, 0],
                    "values": [name, first, one.column, last, one.column],
                    "fill": {"color": one.colour},
                    **({"border": {"color": one.edge}} if one.edge else {}),
                    "gap": 60,
                    "overlap": 100,
                }
            )
        chart.set_title({"name": title, "name_font": {"size": 11}, "overlay": False})
        chart.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#DFE3E8"}}})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 620, "height": 300})
        sheet.sheet.insert_chart(*place, chart, {"description": title, "object_position": 2})

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

    def __init__(
        self, sheet: Any, headings: Sequence[Heading], columns: Sequence[tuple[Kind, Any]], table: str, title: str
    ) -> None:
        self.sheet = sheet
        self._columns = columns
        self._table, self._title = table, title
        self._headings = [heading.text for heading in headings]
        self._wrapped = [
            (at, h.width, surely_fits(h.width)) for at, h in enumerate(headings) if h.kind is Kind.LONG_TEXT
        ]
        self.rows = 0

    def add(self, values: Sequence[Value]) -> None:
        """Add a row: euros in cents, unknown cells None and left empty."""
        sheet, row = self.sheet, HEADER_ROW + 1 + self.rows
        self.rows += 1
        lines = 1
        for at, width, surely in self._wrapped:
            value = values[at]
            # most texts are short: asking of each of them would cost a tenth of the writing
            if isinstance(value, str) and (len(value) > surely or "\n" in value):
                lines = max(lines, line_count(value, width))
        if lines > 1:
            sheet.set_row(row, lines * LINE)
        # the public ones of the same look first whether a cell is told as "A1"
        text, number = sheet._write_string, sheet._write_number
        for at, (value, (kind, cell)) in enumerate(zip(values, self._columns, strict=True)):
            if value is None:
                continue
            if isinstance(value, str):
                text(row, at, fitted(value), cell)
            elif kind is Kind.EUROS and isinstance(value, int):
                number(row, at, value / 100, cell)
            elif isinstance(value, date):
                if value < _FIRST_DAY:
                    sheet.write_string(row, at, value.isoformat(), cell)
                else:
                    # a day is a number of days; the library's own conversion takes twice as long
                    number(row, at, (value - DAY_ZERO).days, cell)
            else:
                number(row, at, value, cell)

    def finish(self) -> None:
        """Make the list a table, with filter buttons; with at least one row, or Excel repairs the file."""
        last = HEADER_ROW + max(self.rows, 1)
        self.sheet.make_table(self._table, HEADER_ROW, last, self._headings, self._title)


def _on_a_page(widths: Sequence[int]) -> tuple[int, int]:
    """How many of the columns stand on the first page, and how many letters they take."""
    across = room = 0
    for width in widths:
        if across and room + width > _A3_CHARACTERS + _SMALLER:
            break
        across, room = across + 1, room + width
    return across, room


def _wide_enough(heading: Heading) -> Heading:
    """Its longest word in one piece beside the filter button, unless it is longer than words are."""
    word = min(max(map(len, heading.text.split())), _WIDEST_WORD)
    return replace(heading, width=max(heading.width, ceil(word * _BOLD) + _BUTTON))


def _heading_lines(heading: Heading) -> int:
    return len(wrap(heading.text, max(int((heading.width - _BUTTON) / _BOLD), 1)))


def fitted(text: str) -> str:
    """Text that fits in one cell; what is left out is shown to be."""
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"


def unique_headings(headings: Sequence[Heading]) -> list[Heading]:
    """The same, in one line each and told apart by a number: the columns of a table need names of their own."""
    taken: set[str] = set()
    found = []
    for heading in headings:
        text = bare = plain(heading.text)[:_LONGEST_HEADING].rstrip() or "–"
        number = 1
        while text.casefold() in taken:
            number += 1
            text = f"{bare} ({number})"
        taken.add(text.casefold())
        found.append(replace(heading, text=text))
    return found
