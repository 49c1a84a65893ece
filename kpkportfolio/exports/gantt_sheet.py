"""The Gantt sheet: the schedule drawn in cells, a month a column, so that a changed date moves its bar."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from kpkportfolio.charts.palette import PRINT
from kpkportfolio.exports.columns import Kind
from kpkportfolio.exports.workbook import DAY_ZERO, HEADER_ROW, Heading, Workbook, fitted
from kpkportfolio.model.change import Value
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import Status, label
from kpkportfolio.text import _

_MOST_MONTHS = 180
"""Fifteen years; a bar that reaches beyond goes on to the edge."""
_MONTH_WIDTH = 2.6
_NOT_DRAWN = (Status.SUSPENDED, Status.CANCELLED)
_HEADINGS = 5


def gantt_sheet(book: Workbook, note: str, rows: Sequence[InitiativeRow], today: date) -> None:
    """Initiatives and projects under their programmes; months are coloured by conditional formats that read the start
    and the end beside them. Without any date there is a list and no months.

    Args:
        today: the month to mark.
    """
    months = _months(rows, today)
    headings = [
        Heading(_("Initiative"), Kind.TEXT, _width_of([row.title for row in rows], 40, 64)),
        Heading(_("Responsible party"), Kind.TEXT, _width_of([row.organisation or "" for row in rows], 24, 44)),
        Heading(_("Status"), Kind.TEXT, 13),
        Heading(_("Start"), Kind.DATE, 11),
        Heading(_("End"), Kind.DATE, 11),
    ]
    sheet = book.book.add_worksheet(_("Gantt chart")[:31])
    for at, heading in enumerate(headings):
        sheet.set_column(at, at, heading.width)
    if months:
        sheet.set_column(_HEADINGS, _HEADINGS + len(months) - 1, _MONTH_WIDTH)
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW - 1, HEADER_ROW)
    sheet.repeat_columns(0)
    sheet.hide_gridlines(2)
    sheet.outline_settings(True, False, True, False)
    sheet.set_footer("&L&8" + _("Gantt chart") + "&R&8&P / &N")
    sheet.write_string(0, 0, _("Gantt chart"), book.title)
    sheet.write_string(1, 0, note, book.note)
    month_format = book.book.add_format({"num_format": "m", "font_size": 7, "align": "center", "bg_color": "#EBEDF0"})
    year_format = book.book.add_format({"font_size": 9, "bold": True})
    for at, month in enumerate(months):
        if month.month == 1 or (at == 0 and month.month < 11):
            # a text goes on over the months beside it, a number would not fit
            sheet.write_string(1, _HEADINGS + at, str(month.year), year_format)
    for at, heading in enumerate(headings):
        sheet.write_string(HEADER_ROW, at, heading.text, book.heading)
    for at, month in enumerate(months):
        sheet.write_datetime(HEADER_ROW, _HEADINGS + at, month, month_format)
    group_format = book.book.add_format({"bold": True, "bg_color": "#F3F4F6", "top": 1})
    number = HEADER_ROW + 1
    for programme, members in _grouped(rows):
        sheet.set_row(number, None, group_format)
        sheet.write_string(number, 0, programme, group_format)
        number += 1
        for row in members:
            # an outline level: a programme folds with one click
            sheet.set_row(number, None, None, {"level": 1})
            values = [row.title, row.organisation, label(row.status) if row.status else None, row.start, row.end]
            _write(book, sheet, number, values, [heading.kind for heading in headings])
            if row.open_ended:
                sheet.write_string(number, 4, _("continuous"))
            number += 1
    if months and number > HEADER_ROW + 1:
        _bars(book, sheet, number - 1, len(months), today)


def _write(book: Workbook, sheet: Any, number: int, values: Sequence[Value], kinds: Sequence[Kind]) -> None:
    for at, (value, kind) in enumerate(zip(values, kinds, strict=True)):
        if isinstance(value, str):
            sheet.write_string(number, at, fitted(value), book.cells[kind])
        elif isinstance(value, date) and value >= date(1900, 3, 1):
            sheet.write_number(number, at, (value - DAY_ZERO).days, book.cells[kind])


def _bars(book: Workbook, sheet: Any, last: int, months: int, today: date) -> None:
    """Conditional formats over all months: an end that is not known has a bar of one month, one that is known to be
    open goes on to the edge."""
    first_row, first = HEADER_ROW + 2, xl_col_to_name(_HEADINGS)
    month = f"{first}${HEADER_ROW + 1}"
    until = f'IF(ISNUMBER($E{first_row}),$E{first_row},IF($E{first_row}="",$D{first_row},DATE(9999,12,31)))'
    inside = f"AND(ISNUMBER($D{first_row}),{month}<=({until}),EDATE({month},1)>$D{first_row})"
    area = (HEADER_ROW + 1, _HEADINGS, last, _HEADINGS + months - 1)
    colours = dict(PRINT.statuses)
    for status in Status:
        text = label(status).replace('"', '""')
        look = book.book.add_format({"bg_color": colours[status]} | ({"pattern": 4} if status in _NOT_DRAWN else {}))
        rule = {"type": "formula", "criteria": f'=AND($C{first_row}="{text}",{inside})', "format": look}
        sheet.conditional_format(*area, rule | {"stop_if_true": True})
    plain = book.book.add_format({"bg_color": "#8F98A1"})
    rule = {"type": "formula", "criteria": f"={inside}", "format": plain, "stop_if_true": True}
    sheet.conditional_format(*area, rule)
    # the month of the figures stands out in every row
    now = f"=AND({month}<=KPK_Date,EDATE({month},1)>KPK_Date)"
    line = book.book.add_format({"left": 5, "left_color": "#B3241B"})
    sheet.conditional_format(*area, {"type": "formula", "criteria": now, "format": line})


def _width_of(texts: Sequence[str], least: int, most: int) -> int:
    """A column's width for texts that stay on one line, since a bar has no room for two."""
    return min(max(least, *map(len, texts), 0) + 1, most)


def _months(rows: Sequence[InitiativeRow], today: date) -> list[date]:
    days = [day for row in rows for day in (row.start, row.end) if day is not None and day.year >= 1901]
    if not days:
        return []
    first, last = (day.year * 12 + day.month - 1 for day in (min(days), max(days)))
    if last - first >= _MOST_MONTHS:
        # five years back from now show more than the oldest of all
        first = max(first, min(today.year * 12 + today.month - 1, last) - _MOST_MONTHS // 3)
    at, count = first, min(last - first + 1, _MOST_MONTHS)
    return [date((at + n) // 12, (at + n) % 12 + 1, 1) for n in range(count)]


def _grouped(rows: Sequence[InitiativeRow]) -> list[tuple[str, list[InitiativeRow]]]:
    """By programme in the order of their numbers, those without one last; in each by start, unknown last."""
    groups: dict[tuple[bool, int, str], list[InitiativeRow]] = {}
    for row in rows:
        number = row.programme_number
        key = (row.programme is None, 10**6 if number is None else number, row.programme or _("Without a programme"))
        groups.setdefault(key, []).append(row)
    return [
        (key[2], sorted(groups[key], key=lambda row: (row.start is None, row.start or date.max)))
        for key in sorted(groups)
    ]
