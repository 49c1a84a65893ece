"""Cells in which a formula came to nothing: ``#REF!``, ``#ARVO!``, ``#SAKNAS!`` and the like, in whatever language."""

import re
from collections.abc import Iterable
from itertools import chain

from kpkportfolio.registers.files.originals import Cell
from kpkportfolio.registers.files.workbook_facts import Place, SheetFacts
from kpkportfolio.registers.record import Problem
from kpkportfolio.text import _, ngettext

# Finnish, Swedish and English spreadsheet programs write them so
_ERROR = re.compile(
    r"#(?:REF|N/A|DIV/0|VALUE|NAME|NUM|NULL|SPILL|CALC|FIELD|GETTING_DATA"
    r"|VIITTAUS|PUUTTUU|JAKO/0|ARVO|NIMI\??|LUKU|TYHJÄ|LASKE|VUOTO"
    r"|REFERENS|SAKNAS!?|DIVISION/0|VÄRDEFEL|NAMN\??|OGILTIGT|SKÄRNING|SPILL|BERÄKNA)[!?]?|(?:Err|Virhe|Fel):\d{3}"
)

ERROR_STARTS = (b"#", b"Err:", b"Virhe:", b"Fel:")
"""How error values begin in a text file; one without any of these has none."""


def is_error(text: str) -> bool:
    """Whether a text is a spreadsheet's own word for a formula without a result."""
    return text[:1] in "#EVF" and len(text) < 16 and _ERROR.fullmatch(text) is not None


def take_errors(rows: list[list[Cell]], errors: dict[Place, str]) -> None:
    """Empties the cells that hold an error value, in place, and keeps what stood there."""
    wrong = {cell for cell in set(chain.from_iterable(rows)) if isinstance(cell, str) and is_error(cell)}
    if not wrong:
        return
    for number, row in enumerate(rows):
        if not wrong.isdisjoint(row):
            for column, cell in enumerate(row):
                if isinstance(cell, str) and cell in wrong:
                    errors[number, column] = cell
                    row[column] = ""


def error_problems(sheet: str | None, row: int, cells: Iterable[tuple[str, str]]) -> list[Problem]:
    """The problems of the cells of one row, each its column's name and the error value."""
    message = _("A formula came to an error here; the value is taken as not known.")
    return [
        Problem(sheet, row, column, text, message, _("a value, or empty when not known"), fatal=False)
        for column, text in cells
    ]


def uncounted_problems(sheet: str | None, facts: SheetFacts, rows: range, names: list[str]) -> list[Problem]:
    """One problem for each column with formulas whose values were never stored."""
    counts: dict[int, int] = {}
    for row, column in facts.uncounted:
        if row in rows and column < len(names):
            counts[column] = counts.get(column, 0) + 1
    return [
        Problem(
            sheet,
            None,
            names[column],
            None,
            ngettext(
                "{n} formula has no stored value; it is taken as not known.",
                "{n} formulas have no stored values; they are taken as not known.",
                count,
            ).format(n=count),
            _("the file as a spreadsheet program saves it: open it in one, save it and read it again"),
            fatal=False,
        )
        for column, count in sorted(counts.items())
    ]
