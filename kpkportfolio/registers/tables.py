"""Where the tables of a sheet are: the header row, wherever it stands and in whatever words, and the rows under it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kpkportfolio.registers.cells import Cell, Sheet, text_of
from kpkportfolio.registers.columns import Columns, assign
from kpkportfolio.registers.headings import Heading, heading_scores, year_of
from kpkportfolio.registers.repair import fold, one_line
from kpkportfolio.registers.units import unit_of
from kpkportfolio.registers.words import HEADER_WORDS, Field

# the header is looked for among the first rows that hold anything
_SEARCHED = 60
_ENOUGH = 50.0
_HYPHENATED = re.compile(r"(?<=[a-zåäö])-\n(?=[a-zåäö])")


@dataclass(slots=True)
class Table:
    """A header and its rows.

    Attributes:
        headings: one for each column.
        header: zero-based numbers of the header's own rows.
        first, last: zero-based numbers of the first row under the header and of the first row after the table.
        columns: where each field stands.
        notes: texts above the header, which may tell the unit of money.
    """

    headings: list[Heading]
    header: range
    first: int
    last: int
    columns: Columns
    notes: list[str] = field(default_factory=list)


def _best(heading: Heading) -> tuple[Field | None, float]:
    scores = heading_scores(heading)
    return max(scores, key=lambda pair: pair[1], default=(None, 0.0))


def _heading_text(cell: Cell) -> str:
    """A header cell on one line; a word hyphenated at a line end is whole again."""
    return one_line(_HYPHENATED.sub("", text_of(cell)))


def _headings(row: Sequence[Cell]) -> list[Heading]:
    return [Heading(_heading_text(cell)) for cell in row]


def _score(headings: Sequence[Heading]) -> float:
    """How much a row looks like a header: the distinct fields that its cells name."""
    found: dict[Field, float] = {}
    others = 0
    for heading in headings:
        if not heading.text and not heading.above:
            continue
        what, score = _best(heading)
        if what is Field.OTHER:
            others += 1
        elif what is not None and score >= _ENOUGH:
            found[what] = max(found.get(what, 0), min(score, 100))
    return sum(found.values()) / 100 + min(others, 2) * 0.2


def _recognised(headings: Sequence[Heading]) -> bool:
    """Whether enough of a row's cells name something: in a very wide row some always seem to."""
    filled = [heading for heading in headings if heading.text]
    return sum(_best(heading)[1] >= _ENOUGH for heading in filled) >= 0.15 * len(filled)


def _may_be_header(row: Sequence[Cell]) -> bool:
    filled = [cell for cell in row if cell != ""]
    if len(filled) < 2:
        return False
    words = [cell for cell in filled if isinstance(cell, str) and len(cell) <= 90]
    return len(words) >= max(2, 0.6 * len(filled))


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
    digits = re.fullmatch(r"[\d\s.,/–-]+", text) is not None
    return digits and re.fullmatch(r"(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?", text) is None and not _is_unit(text)


def _is_continuation(row: Sequence[Cell], upper: Sequence[Cell]) -> bool:
    """Whether a row goes on with the header above it: column words, units and years, and no values."""
    filled = [(column, cell) for column, cell in enumerate(row) if cell != ""]
    if not filled:
        return False
    good = 0
    for column, cell in filled:
        text = one_line(text_of(cell))
        if isinstance(cell, date) or len(text) > 40 or _is_value(text):
            return False
        above = one_line(text_of(upper[column])) if column < len(upper) else ""
        named = isinstance(cell, str) and (
            _best(Heading(text))[1] >= _ENOUGH or (above and _best(Heading(text, above))[1] >= 90 and len(text) < 20)
        )
        # a text alone on its row is the name of a group rather than of a column
        good += _is_unit(text) or bool(named and len(filled) > 1)
    return good >= max(1, 0.6 * len(filled))


def _stacked(sheet: Sheet, upper: int, lower: int) -> list[Heading]:
    """The headings of two rows, the wider ones of the upper row carried over the columns they span."""
    top, bottom = sheet.rows[upper], sheet.rows[lower]
    width = max(len(top), len(bottom))
    above = [_heading_text(top[column]) if column < len(top) else "" for column in range(width)]
    below = [_heading_text(bottom[column]) if column < len(bottom) else "" for column in range(width)]
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
        headings.append(Heading(text, over if over != text else ""))
    return headings


def find_tables(sheet: Sheet) -> list[Table]:
    """The tables of a sheet, top to bottom; none when no row names a title and something more."""
    start = _find_header(sheet, 0, len(sheet.rows))
    tables: list[Table] = []
    while start is not None:
        headings, header = start
        following = _next_header(sheet, header.stop, headings)
        last = following if following is not None else len(sheet.rows)
        columns = assign(headings, _whole_rows(sheet, header.stop, last, len(headings)))
        notes = [
            one_line(text_of(cell))
            for row in sheet.rows[: header.start]
            for cell in row
            if isinstance(cell, str) and cell
        ]
        if Field.TITLE in columns.at:
            tables.append(Table(headings, header, header.stop, last, columns, notes if not tables else tables[0].notes))
        if following is None:
            break
        start = _find_header(sheet, following, min(following + 3, len(sheet.rows)))
    return tables


def _whole_rows(sheet: Sheet, first: int, last: int, width: int) -> list[list[Cell]]:
    """The rows under a header; of a text file those of its own width, for in the others values stand elsewhere."""
    rows = sheet.rows[first:last]
    whole = [row for row in rows if len(row) == width] if sheet.text else rows
    return whole or rows


def _find_header(sheet: Sheet, begin: int, end: int) -> tuple[list[Heading], range] | None:
    best: tuple[float, list[Heading], range] | None = None
    looked = 0
    for number in range(begin, end):
        row = sheet.rows[number]
        if not any(cell != "" for cell in row):
            continue
        looked += 1
        if looked > _SEARCHED:
            break
        if not _may_be_header(row):
            continue
        headings = _headings(row)
        score = _score(headings) if _recognised(headings) else 0.0
        if score >= 1.4 and (best is None or score > best[0] * 1.15):
            best = (score, headings, range(number, number + 1))
    if best is None:
        return None
    return _with_neighbours(sheet, best)


def _with_neighbours(sheet: Sheet, best: tuple[float, list[Heading], range]) -> tuple[list[Heading], range]:
    """The header with the row above or below, when together they say more."""
    score, headings, rows = best
    number = rows.start
    above, below = number - 1, number + 1
    if above >= 0 and sum(cell != "" for cell in sheet.rows[above]) >= 1 and _goes_with(sheet, above, number):
        stacked = _stacked(sheet, above, number)
        if _score(stacked) > score + 0.15 or _says_units(stacked, headings):
            score, headings, rows = _score(stacked), stacked, range(above, number + 1)
    while below < len(sheet.rows) and len(rows) < 4 and _is_continuation(sheet.rows[below], sheet.rows[number]):
        if rows.start == number:
            stacked = _stacked(sheet, number, below)
        else:
            lower = _headings(sheet.rows[below])
            stacked = [
                Heading(f"{h.text} {lower[i].text}".strip() if i < len(lower) else h.text, h.above)
                for i, h in enumerate(headings)
            ]
        if _score(stacked) < score - 0.35 and not _has_units(sheet.rows[below]):
            break
        score, headings, rows = max(score, _score(stacked)), stacked, range(rows.start, below + 1)
        number, below = below, below + 1
    return headings, rows


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
        return column > leftmost and _best(Heading(one_line(str(filled[0]))))[1] >= _ENOUGH
    return True


def _says_units(stacked: Sequence[Heading], plain: Sequence[Heading]) -> bool:
    """Whether the wider headings add a unit of money that the narrow ones lack."""
    return any(
        unit_of(wide.above).multiple and not unit_of(narrow.text).multiple and narrow.text
        for wide, narrow in zip(stacked, plain, strict=False)
    )


def same_header(row: Sequence[Cell], headings: Sequence[Heading]) -> bool:
    """Whether a row repeats the header."""
    filled = [(column, fold(text_of(cell))) for column, cell in enumerate(row) if cell != ""]
    if len(filled) < 2:
        return False
    same = sum(column < len(headings) and text == fold(headings[column].text) for column, text in filled)
    return same >= max(2, 0.6 * len(filled))


def _next_header(sheet: Sheet, begin: int, headings: Sequence[Heading]) -> int | None:
    """The row where another table with another header begins in the same sheet."""
    for number in range(begin, len(sheet.rows)):
        row = sheet.rows[number]
        first = next((cell for cell in row if cell != ""), "")
        # cheap first: nearly every row begins with something that is no header word
        if (
            not isinstance(first, str)
            or not first
            or len(first) > 40
            or first[-1].isdigit()
            or fold(first) not in HEADER_WORDS
        ):
            continue
        if not _may_be_header(row) or any(not isinstance(cell, str) for cell in row):
            continue
        found = _headings(row)
        filled = [heading for heading in found if heading.text]
        exact = sum(_best(heading)[1] >= 90 for heading in filled)
        if len(filled) >= 3 and exact >= 0.7 * len(filled) and _score(found) >= 2.5 and not same_header(row, headings):
            return number
    return None


def _exact(headings: Sequence[Heading]) -> int:
    """How many different fields are named beyond doubt."""
    best = [_best(heading) for heading in headings if heading.text]
    return len({what for what, score in best if score >= 85 and what is not Field.OTHER})


def is_transposed(sheet: Sheet) -> bool:
    """Whether the header stands in the first column, an initiative in each column."""
    rows = [row for row in sheet.rows[:60] if row and row[0] != ""]
    if len(sheet.rows) > 60:
        return False
    down = _exact([Heading(one_line(text_of(row[0]))) for row in rows])
    across = max((_exact(_headings(row)) for row in rows), default=0)
    return down >= 4 and down > across
