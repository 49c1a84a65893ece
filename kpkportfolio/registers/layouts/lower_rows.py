"""The further rows of a header: whether a row under a header names columns still, or is the first one of the data."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from kpkportfolio.registers.columns.headings import Heading, best, year_of
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell, Sheet, text_of
from kpkportfolio.registers.files.repair import fold, one_line
from kpkportfolio.registers.values.units import unit_of

_NAMED = 50.0
_COMPARED = 20
"""Rows under a row with which it is compared; few are enough, and they cost the same in a register of any length."""
_USUAL = 1 / 3
"""Share of the compared rows in which a kind of value must stand to be usual in a column."""
_AMOUNT = re.compile(
    r"(?:n\. ?|noin |ca ?)?[€£$]? ?\d[\d\s.,–-]*(?:[tkm]?€|[tkm]?eur\w*|milj\w*|mn)[.\s€]*", re.IGNORECASE
)
_MONEY = frozenset({Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX})
_WORDS = frozenset({"name", "text"})
_DAYS = frozenset({Field.START, Field.END, Field.SCHEDULE})
_DIVIDED = {Field.MONEY: _MONEY, Field.SCHEDULE: _DAYS}
"""What columns under a heading may be called more exactly."""


def goes_on(sheet: Sheet, number: int, headings: Sequence[Heading]) -> bool:
    """Whether a row goes on with the header above it, whose headings so far are these.

    Where every column has a name already, only a row of units, or one that says all of its names anew or more exactly,
    is one: a year under a name of its own is a value. And whatever it says, a row that looks like those below it is one
    of them, and so is the last one that holds anything.
    """
    row = sheet.rows[number]
    filled = [(column, cell) for column, cell in enumerate(row) if cell != ""]
    if not filled:
        return False
    good = units = 0
    shared = _shared(sheet, number, headings)
    for column, cell in filled:
        text = one_line(text_of(cell))
        if isinstance(cell, date) or len(text) > 40 or _is_value(text):
            return False
        above = headings[column] if column < len(headings) else Heading("")
        if _is_unit(text):
            year = year_of(text) is not None
            units += not year
            good += not year or column in shared or best(above)[0] in _MONEY
        elif len(filled) > 1:  # a text alone on its row is the name of a group rather than of a column
            good += isinstance(cell, str) and _names(text, above, column in shared)
    some = any(column in shared for column, _cell in filled) or units > 0.5 * len(filled)
    needed = 0.6 * len(filled) if some else len(filled)
    return good >= max(1, needed) and not is_like_those_below(sheet, number)


def _shared(sheet: Sheet, number: int, headings: Sequence[Heading]) -> set[int]:
    """The columns without a name of their own: nameless ones, those that a name spans, and those named alike."""
    width = max(len(sheet.rows[number]), len(headings))
    names = [*headings, *[Heading("")] * (width - len(headings))]
    often = Counter(name for name in names if name.text)
    shared = {column for column, name in enumerate(names) if not name.text or often[name] > 1}
    # a name over empty ones spans them
    shared |= {column - 1 for column in shared if column and not names[column].text}
    for first, left, last, right in sheet.merged:
        if first < number and last >= number - 1 and right > left:
            shared |= set(range(left, right + 1))
    return shared


def _names(text: str, above: Heading, shared: bool) -> bool:
    """Whether a cell is a name of its column: of a column that has one, the same field or a more exact one."""
    what, score = best(Heading(text))
    if shared:
        within = best(Heading(text, above.text))[1] if above.text else 0.0
        return score >= _NAMED or (within >= 90 and len(text) < 20)
    if re.search(r"\d", text):
        return False
    named, sure = best(above)
    if named is None or sure < _NAMED:
        return score >= _NAMED
    if score >= _NAMED and (what is named or what in _DIVIDED.get(named, ())):
        return True
    return fold(text) == fold(above.text)


def is_like_those_below(sheet: Sheet, number: int) -> bool:
    """Whether a row holds the kinds of values that the rows below it hold, in half of the columns at least; figures
    alone are not like rows of names and figures. The last row that holds anything is like the ones there could be."""
    below: list[Sequence[Cell]] = []
    for row in sheet.rows[number + 1 :]:
        if any(cell != "" for cell in row):
            below.append(row)
            if len(below) == _COMPARED:
                break
    if not below:
        return True
    own = sheet.rows[number]
    texts = any(_kind(own, column) in _WORDS for column in range(len(own)))
    columns = alike = 0
    for column in range(max(len(own), *map(len, below))):
        usual = Counter(_kind(row, column) for row in below)
        kinds = {kind for kind, count in usual.items() if count >= _USUAL * len(below)}
        kind = _kind(own, column)
        if not texts and not kind and kinds & _WORDS:
            return False
        if kind or kinds - {""}:
            columns += 1
            alike += kind in kinds
    return 2 * alike >= columns


def _kind(row: Sequence[Cell], column: int) -> str:
    """What kind of value a cell holds; empty when none."""
    cell = row[column] if column < len(row) else ""
    if cell == "":
        return ""
    if isinstance(cell, date):
        return "day"
    text = one_line(text_of(cell))
    if year_of(text) is not None:
        return "year"
    if _is_value(text) or not isinstance(cell, str):
        return "number"
    if _is_unit(text):
        return "unit"
    return "name" if best(Heading(text))[1] >= 90 and not re.search(r"\d", text) else "text"


def _is_unit(text: str) -> bool:
    """Whether a header cell only says in what its column is: ``1000 €``, ``%``, ``(pvm)``, a year."""
    unit = unit_of(text)
    digits = re.search(r"\d", re.sub(r"1[ .,]?000(?:[ .,]?000)?", "", text))
    if (unit.multiple or unit.currency) and len(re.sub(r"[^\w]", "", text)) <= 16 and not digits:
        return True
    plain = re.fullmatch(r"[(\s]*(?:%|pvm|kpl|m2|h|kk|€ ?/ ?\w+|v|\w+ ?/ ?\w+)[)\s]*", text)
    return year_of(text) is not None or plain is not None or text.startswith("(")


def _is_value(text: str) -> bool:
    """Whether a cell is a running number, an amount or a day, as rows of initiatives have and headers do not."""
    if _AMOUNT.fullmatch(text) and not _is_unit(text):
        return True
    digits = re.fullmatch(r"[\d\s.,/–-]+", text) is not None
    return digits and re.fullmatch(r"(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?", text) is None and not _is_unit(text)
