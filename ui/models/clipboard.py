"""Rows to and from a spreadsheet: text with tabs, and an HTML table that says what is text and what is a figure."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.text import _, format_date, language
from ui.models.column import Column, Surroundings
from ui.models.columns import schedule_words

_FIGURES = {
    "investment": ("investment_min", "investment_max"),
    "impact": ("impact_min", "impact_max"),
    "change": ("change_min", "change_max"),
}
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cell = tuple[str, bool]
"""What is written, and whether it is a figure or a date that a spreadsheet may calculate with."""


def headings(columns: Iterable[Column], around: Surroundings) -> list[str]:
    """The heading of each column copied; a range is two, its least and its most."""
    found: list[str] = []
    for column in columns:
        unit = column.unit(around)
        if column.key in _FIGURES:
            found.append(_("{title}, at least, {unit}").format(title=column.heading, unit=unit))
            found.append(_("{title}, at most, {unit}").format(title=column.heading, unit=unit))
        else:
            found.append(column.heading)
    return found


def cells(row: InitiativeRow, columns: Iterable[Column], around: Surroundings) -> list[Cell]:
    """A row's cells as :func:`headings` names them; unknown is empty, for a spreadsheet would add a word up."""
    found: list[Cell] = []
    for column in columns:
        if column.key in _FIGURES:
            found += [(_millions(getattr(row, name)), True) for name in _FIGURES[column.key]]
        elif column.key == "schedule":
            found.append((schedule_words(row) if row.start or row.end or row.open_ended else "", False))
        elif column.key == "start":
            found.append((format_date(row.start), True))
        elif column.key == "end":
            found.append((_("continuous"), False) if row.open_ended else (format_date(row.end), True))
        elif column.key in ("progress", "priority", "wave", "municipalities", "sources"):
            value = getattr(row, column.key)
            found.append(("" if value is None else str(value), True))
        else:
            found.append((column.text(row, around), False))
    return found


def _millions(cents: int | None) -> str:
    if cents is None:
        return ""
    text = format((Decimal(cents) / 10**8).normalize(), "f")
    return text if language() == "en" else text.replace(".", ",")


def tabbed(titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Text with tabs, one line a row; a text that a spreadsheet would take for a formula gets an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream, "excel-tab", lineterminator="\n")
    writer.writerow(titles)
    writer.writerows([text if figure else _harmless(text) for text, figure in row] for row in rows)
    return stream.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text


def table(titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """An HTML table; ``mso-number-format`` keeps spreadsheets from making dates and formulas of texts."""
    lines = ["<table>", "<tr>", *(f"<th>{escape(title)}</th>" for title in titles), "</tr>"]
    for row in rows:
        lines.append("<tr>")
        for text, figure in row:
            style = "" if figure else " style=\"mso-number-format:'\\@'\""
            lines.append(f"<td{style}>{escape(text)}</td>")
        lines.append("</tr>")
    lines.append("</table>")
    return "<meta charset='utf-8'>" + "".join(lines)


def pasted(text: str) -> list[list[str]]:
    """Lines and cells of a text copied from a spreadsheet; a last empty line is none."""
    if not text.strip("\r\n"):
        return []
    return [list(line) for line in csv.reader(io.StringIO(text.rstrip("\r\n")), "excel-tab")]
