"""A worksheet whose rows are written as they come, and which may be a table of Excel's for all that."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet


class ListSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter is not typed
    """XlsxWriter's own in constant memory, with three things otherwise.

    A text is text even when it looks like the library's markup of a rich string (``<r>…</r>`` would go into the file
    as it is and break it). Texts and numbers are written sooner, for they are most of a file. And a list is a table.
    """

    def __init__(self) -> None:
        super().__init__()
        self._letters: list[str] = []

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = cell.__class__.__name__
        if kind not in ("String", "Number"):
            super()._write_cell(row, col, cell)
            return
        while col >= len(self._letters):
            self._letters.append(xl_col_to_name(len(self._letters)))
        look = cell.format
        if look is None and row in self.row_info:
            look = self.row_info[row].row_format
        start = f'<c r="{self._letters[col]}{row + 1}"'
        if look is not None:
            start += f' s="{look._get_xf_index()}"'
        if kind == "Number":
            self.fh.write(f"{start}><v>{cell.number:.16G}</v></c>")
            return
        text = cell.string
        if not text.isprintable() or "_x" in text:
            text = self._escape_control_characters(text)
        # blanks at either end are kept only when that is asked for
        space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
        self.fh.write(f'{start} t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>')

    def make_table(self, name: str, first_row: int, last_row: int, headings: Sequence[str], description: str) -> None:
        """Make a list that is written already a table, with filter buttons on its headings.

        The library makes none in constant memory, since it would write the headings anew; these stand there.

        Args:
            first_row: that of the headings, 0-based; at least one row follows it.
            headings: as they stand in the cells, no two alike in any case.
        """
        area = xl_range(first_row, 0, last_row, len(headings) - 1)
        self.tables.append(
            {
                "name": name,
                "title": None,
                "description": description,
                "range": area,
                "a_range": area,
                "autofilter": area,
                "header_row_count": 1,
                "totals_row_shown": False,
                "style": "TableStyleLight1",
                "show_first_col": False,
                "show_last_col": False,
                "show_row_stripes": True,
                "show_col_stripes": False,
                "columns": [
                    {"id": at, "name": self._escape_control_characters(heading)}
                    for at, heading in enumerate(headings, 1)
                ],
            }
        )
