"""The Excel snapshot of 10 000 initiatives beside bare XlsxWriter writing cells of the same kinds and number."""

from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from kpkportfolio.exports.columns import Kind, initiative_columns
from kpkportfolio.exports.excel import Cover, write_excel
from kpkportfolio.model.rows import Contents
from tests.benchmarks.measure import side_by_side

COLUMNS = 25


def measure(contents: Contents, folder: Path) -> dict[str, Any]:
    """Seconds for the initiatives' sheet of ``COLUMNS`` columns with all that a snapshot has round it, and for the
    same cells by XlsxWriter alone; what belongs to them (money, deliverables, milestones) is left out of both."""
    from unittest.mock import patch

    alone = contents._replace(deliverables=[], milestones=[], money=[], impact=[], verdicts=[], services=[])
    columns = initiative_columns(alone)[:COLUMNS]
    cover = Cover("Mittaus", date(2011, 11, 15), "0" * 64)
    ours = folder / "ours.xlsx"

    def write() -> None:
        with patch("kpkportfolio.exports.excel.chosen_columns", lambda _given, _today: columns):
            write_excel(alone, [], ours, cover)

    cells = [[column.value(row) for column in columns] for row in alone.initiatives]

    def bare() -> None:
        import xlsxwriter

        book = xlsxwriter.Workbook(str(folder / "bare.xlsx"), {"constant_memory": True})
        sheet = book.add_worksheet()
        day, money = book.add_format({"num_format": "d.m.yyyy"}), book.add_format({"num_format": "#,##0"})
        for number, row in enumerate(cells):
            for at, (value, column) in enumerate(zip(row, columns, strict=True)):
                if value is None:
                    continue
                if column.kind is Kind.DATE:
                    sheet.write_datetime(number, at, value, day)
                elif column.kind is Kind.EUROS:
                    sheet.write_number(number, at, value / 100, money)  # type: ignore[operator]  # cents
                elif isinstance(value, str):
                    sheet.write_string(number, at, value)
                else:
                    sheet.write_number(number, at, value)
        # the Gantt sheet has five of the columns once more
        again = book.add_worksheet()
        for number, one in enumerate(alone.initiatives):
            for at, text in enumerate((one.title, one.organisation, one.status)):
                if text is not None:
                    again.write_string(number, at, text)
            for at, when in enumerate((one.start, one.end), 3):
                if when is not None:
                    again.write_datetime(number, at, when, day)
        book.close()

    found = side_by_side(write, bare, rounds=3)
    with ZipFile(ours) as archive:
        assert archive.testzip() is None
    return {"rows": len(cells), "columns": len(columns), **found, "whole": _whole(contents, cover, folder)}


def _whole(contents: Contents, cover: Cover, folder: Path) -> dict[str, Any]:
    """The whole workbook, with all that belongs to the initiatives, beside the very cells that are in it."""
    from python_calamine import CalamineWorkbook

    ours = folder / "whole.xlsx"

    def write() -> None:
        write_excel(contents, [], ours, cover)

    write()
    book = CalamineWorkbook.from_path(str(ours))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}

    def bare() -> None:
        import xlsxwriter

        book = xlsxwriter.Workbook(str(folder / "bare.xlsx"), {"constant_memory": True})
        day = book.add_format({"num_format": "d.m.yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for at, value in enumerate(row):
                    if isinstance(value, str):
                        if value:
                            sheet.write_string(number, at, value)
                    elif isinstance(value, date):
                        sheet.write_datetime(number, at, value, day)
                    else:
                        sheet.write_number(number, at, value)
        book.close()

    cells = sum(value != "" for rows in sheets.values() for row in rows for value in row)
    return {"cells": cells, **side_by_side(write, bare, rounds=3)}
