"""The header of a table: which row names the columns, and which rows above and below it belong to it."""

import re
from collections.abc import Sequence

from kpkportfolio.registers.columns.further_words import further_named
from kpkportfolio.registers.columns.headings import Heading, best, year_of
from kpkportfolio.registers.columns.words import HEADER_WORDS, Field
from kpkportfolio.registers.files.cells import Cell, Sheet, text_of
from kpkportfolio.registers.files.repair import fold, one_line
from kpkportfolio.registers.layouts.lower_rows import goes_on
from kpkportfolio.registers.values.units import unit_of

# the header is looked for among so many rows that hold anything, and when none of them is one, among the next ones
_SEARCHED = 60
_SEARCHED_IN_ALL = 1_500
_ENOUGH = 50.0
_BEYOND_DOUBT, _FEW = 90.0, 3
_HYPHENATED = re.compile(r"(?<=[a-zåäö])-\n(?=[a-zåäö])")

Header = tuple[list[Heading], range]
"""The headings and the zero-based numbers of their rows."""


def heading_text(cell: Cell) -> str:
    """A header cell on one line; a word hyphenated at a line end is whole again."""
    return one_line(_HYPHENATED.sub("", text_of(cell)))


def headings_of(row: Sequence[Cell]) -> list[Heading]:
    """The cells of a header of one row as headings."""
    return [Heading(heading_text(cell)) for cell in row]


def score_of(headings: Sequence[Heading]) -> float:
    """How much a row looks like a header: the distinct fields that its cells name."""
    found: dict[Field, float] = {}
    others = 0
    for heading in headings:
        if not heading.text and not heading.above:
            continue
        what, score = best(heading)
        if what is Field.OTHER:
            others += 1
        elif what is not None and score >= _ENOUGH:
            found[what] = max(found.get(what, 0), min(score, 100))
    return sum(found.values()) / 100 + min(others, 2) * 0.2


def _recognised(headings: Sequence[Heading]) -> bool:
    """Whether enough of a row's cells name something: in a very wide row some always seem to. A title and two more
    fields named beyond doubt are enough however many columns of its own a register has."""
    filled = [heading for heading in headings if heading.text and year_of(heading.text) is None]
    found = [best(heading) for heading in filled]
    if sum(score >= _ENOUGH for _what, score in found) >= 0.15 * len(filled):
        return True
    sure = {what for what, score in found if score >= _BEYOND_DOUBT and what is not Field.OTHER}
    return Field.TITLE in sure and len(sure) >= _FEW


def is_beyond_doubt(headings: Sequence[Heading]) -> bool:
    """Whether nearly every heading is a word for a field, three different ones at least."""
    filled = [heading for heading in headings if heading.text]
    # a word with a number, such as "Hanke 7", is rather the name of one
    words = [not re.search(r"\d", heading.text) and best(heading)[1] >= _BEYOND_DOUBT for heading in filled]
    exact = sum(word or further_named(heading) is not None for word, heading in zip(words, filled, strict=True))
    return len(filled) >= 3 and exact >= 0.7 * len(filled) and score_of(headings) >= 2.5


def may_be_header(row: Sequence[Cell]) -> bool:
    """Whether a row is mostly words, years apart: a quick look before its words are weighed."""
    filled = [cell for cell in row if cell != "" and not _is_year(cell)]
    if len(filled) < 2:
        return False
    words = [cell for cell in filled if isinstance(cell, str) and len(cell) <= 90]
    return len(words) >= max(2, 0.6 * len(filled))


def _is_year(cell: Cell) -> bool:
    """A number that may be the year of a column of money."""
    return isinstance(cell, int) and 1990 <= cell <= 2099


def _stacked(sheet: Sheet, upper: int, lower: int) -> list[Heading]:
    """The headings of two rows, the wider ones of the upper row carried over the columns they span."""
    top, bottom = sheet.rows[upper], sheet.rows[lower]
    width = max(len(top), len(bottom))
    above = [heading_text(top[column]) if column < len(top) else "" for column in range(width)]
    below = [heading_text(bottom[column]) if column < len(bottom) else "" for column in range(width)]
    for first, left, last, right in sheet.merged:
        if first <= upper <= last and right > left and first == upper:
            above[left : right + 1] = [above[left]] * (right - left + 1)
        if first <= upper < lower <= last:
            below[left : right + 1] = [""] * (right - left + 1)
    carried = ""
    headings = []
    for column in range(width):
        carried = above[column] or (carried if below[column] else "")
        text, over = below[column], above[column] or carried
        if not text:
            text, over = above[column], ""
        elif over.endswith("-") and text[:1].islower():
            text, over = over[:-1] + text, ""  # a word hyphenated over two rows
        headings.append(_year_last(Heading(text, over if over != text else "")))
    return headings


def _year_last(heading: Heading) -> Heading:
    """Money by year has the year as its own word, whichever of the two stands above the other in the file."""
    text, above = heading
    year = year_of(above) if above else None
    if year is None or year_of(text) is not None:
        return heading
    money = best(Heading(text))[0] in (Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX) or further_named(Heading(text))
    return Heading(str(year), text) if money else heading


def find_header(sheet: Sheet, begin: int, end: int) -> Header | None:
    """The first rows from ``begin`` to ``end`` that name columns, best among those near each other."""
    found: tuple[float, list[Heading], range] | None = None
    looked = 0
    for number in range(begin, end):
        row = sheet.rows[number]
        if not any(cell != "" for cell in row):
            continue
        looked += 1
        if (looked % _SEARCHED == 1 and looked > 1 and found is not None) or looked > _SEARCHED_IN_ALL:
            break
        # far down a sheet only a row of known words is worth the closer look
        if not may_be_header(row) or (looked > _SEARCHED and not _has_known_words(row)):
            continue
        headings = headings_of(row)
        score = score_of(headings) if _recognised(headings) else 0.0
        if score >= 1.4 and (found is None or score > found[0] * 1.15):
            if found is not None and number > found[2].stop and is_beyond_doubt(found[1]):
                break  # another table, of which more is known
            found = (score, headings, range(number, number + 1))
    return None if found is None else _with_neighbours(sheet, *found)


def header_at(sheet: Sheet, number: int) -> Header:
    """The header whose main row is known, with the rows above and below that belong to it."""
    headings = headings_of(sheet.rows[number])
    return _with_neighbours(sheet, score_of(headings), headings, range(number, number + 1))


def header_of(sheet: Sheet, rows: range) -> Header:
    """The header that stands on exactly these rows."""
    if len(rows) == 1:
        return headings_of(sheet.rows[rows.start]), rows
    headings = _stacked(sheet, rows.start, rows.start + 1)
    for number in rows[2:]:
        headings = _lengthened(headings, sheet.rows[number])
    return headings, rows


def _has_known_words(row: Sequence[Cell]) -> bool:
    return sum(isinstance(cell, str) and len(cell) < 60 and fold(cell) in HEADER_WORDS for cell in row) >= 2


def _with_neighbours(sheet: Sheet, score: float, headings: list[Heading], rows: range) -> Header:
    """The header with the row above or below, when together they say more."""
    number = rows.start
    above, below = number - 1, number + 1
    if above >= 0 and sum(cell != "" for cell in sheet.rows[above]) >= 1 and _goes_with(sheet, above, number):
        stacked = _stacked(sheet, above, number)
        if score_of(stacked) > score + 0.15 or _says_units(stacked, headings):
            score, headings, rows = score_of(stacked), stacked, range(above, number + 1)
    while below < len(sheet.rows) and len(rows) < 4 and goes_on(sheet, below, headings):
        plain = rows.start == number
        stacked = _stacked(sheet, number, below) if plain else _lengthened(headings, sheet.rows[below])
        if score_of(stacked) < score - 0.35 and not _has_units(sheet.rows[below]):
            break
        score, headings, rows = max(score, score_of(stacked)), stacked, range(rows.start, below + 1)
        number, below = below, below + 1
    return headings, rows


def _lengthened(headings: Sequence[Heading], row: Sequence[Cell]) -> list[Heading]:
    """The headings with the words of one more row under them."""
    lower = headings_of(row)
    return [
        Heading(f"{h.text} {lower[i].text}".strip() if i < len(lower) else h.text, h.above)
        for i, h in enumerate(headings)
    ]


def _has_units(row: Sequence[Cell]) -> bool:
    """Whether a row holds units or years: whatever it does to the words above it, it is no initiative."""
    texts = [one_line(text_of(cell)) for cell in row if cell != ""]
    return sum(bool(year_of(text) or unit_of(text).multiple or text.strip("() ") == "%") for text in texts) >= 3


def _goes_with(sheet: Sheet, upper: int, lower: int) -> bool:
    """Whether the row above holds wider headings: short words, no single title over the whole table."""
    row = sheet.rows[upper]
    filled = [cell for cell in row if cell != ""]
    if any(not isinstance(cell, str) or len(cell) > 50 for cell in filled):
        return False
    width = len(sheet.rows[lower])
    for first, left, last, right in sheet.merged:
        if first <= upper <= last and right - left + 1 >= 0.8 * width:
            return False
    if len(filled) == 1:
        column = next(i for i, cell in enumerate(row) if cell != "")
        leftmost = next(i for i, cell in enumerate(sheet.rows[lower]) if cell != "")
        return column > leftmost and best(Heading(one_line(str(filled[0]))))[1] >= _ENOUGH
    return True


def _says_units(stacked: Sequence[Heading], plain: Sequence[Heading]) -> bool:
    """Whether the wider headings add a unit of money that the narrow ones lack."""
    return any(
        unit_of(wide.above).multiple and not unit_of(narrow.text).multiple and narrow.text
        for wide, narrow in zip(stacked, plain, strict=False)
    )
