"""Tables that lie on their side: the labels in a column, an initiative in each column beside them.

Such a sheet is turned, so that everything that reads upright tables reads it too. Cells keep their place: row *r* and
column *c* of the file are row *c* and column *r* of the turned sheet. What stands above or below the table (a title,
notes) is taken out of the grid and kept as ``remarks``.
"""

import re
from dataclasses import dataclass, replace
from itertools import islice

from kpkportfolio.registers.columns.headings import Heading, heading_scores
from kpkportfolio.registers.columns.words import HEADER_WORDS, Field
from kpkportfolio.registers.files.cells import Cell, Sheet, text_of
from kpkportfolio.registers.files.repair import fold, one_line
from kpkportfolio.registers.layouts.rowkinds import filled
from kpkportfolio.text import _

_MOST_LABELS = 200
"""A table with more rows than this has no field on each."""
_LABEL_COLUMNS = 6
_FEWEST = 3
_SURE = 85
_BRACKETS = re.compile(r"[\(\[][^)\]]*[\)\]]")
# the first column of a description of a table's columns, which looks like a table on its side
_CODE_BOOKS = frozenset(
    "kentta|kentan nimi|sarake|sarakkeen nimi|tietokentta|field|field name|column|column name|falt|faltets namn|"
    "kolumn".split("|")
)
# a label of one of these without any value is a heading over the labels under it
_WIDE = (Field.SCHEDULE, Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX, Field.OTHER)


@dataclass(frozen=True, slots=True)
class Lying:
    """Where a table on its side is: zero-based, as the file has it.

    Attributes:
        labels: the column of the labels.
        first, last: the first and the last row.
    """

    labels: int
    first: int
    last: int


def _sure_field(text: str) -> Field | None:
    """The field that a label names beyond doubt."""
    what, score = max(heading_scores(Heading(text)), key=lambda pair: pair[1], default=(None, 0.0))
    return what if score >= _SURE else None


def _known(text: str) -> bool:
    """Whether a text is a header word: a quick look before a thorough one."""
    return len(text) <= 200 and fold(_BRACKETS.sub(" ", one_line(text))) in HEADER_WORDS


def _sure_fields(cells: list[Cell]) -> int:
    """How many different fields the texts name beyond doubt; 0 when hardly any is a header word."""
    texts = [cell for cell in cells if isinstance(cell, str) and cell]
    if sum(map(_known, texts)) < 2:
        return 0
    return len({_sure_field(one_line(text)) for text in texts} - {None, Field.OTHER})


def find_lying(sheet: Sheet) -> Lying | None:
    """The table on its side that a sheet holds; None when it holds none, or one that stands upright."""
    holding = (number for number, row in enumerate(sheet.rows) if any(cell != "" for cell in row))
    numbers = list(islice(holding, _MOST_LABELS + 1))
    if not numbers or len(numbers) > _MOST_LABELS:
        return None
    width = max(map(len, sheet.rows))
    columns = [[row[column] if column < len(row) else "" for row in sheet.rows] for column in range(width)]
    used = [column for column, cells in enumerate(columns) if any(cell != "" for cell in cells)][:_LABEL_COLUMNS]
    down, labels = max(((_sure_fields(columns[column]), -column) for column in used), default=(0, 0))
    if down < _FEWEST:
        return None
    labels = -labels
    # "valmis" and "idea" beside "Tila" are statuses, and words of headers too
    across = max(
        (_sure_fields(sheet.rows[n]) for n in numbers if _label_of(sheet, n, labels) is not Field.STATUS), default=0
    )
    if down < across + (2 if down == _FEWEST else 1):
        return None
    beside = [len([column for column in filled(row) if column > labels]) for row in sheet.rows]
    named = [number for number in numbers if _labelled(sheet, number, labels) and beside[number]]
    if not named:
        return None
    first, last = named[0], max(number for number in numbers if beside[number] and number <= named[-1] + 1)
    while first > 0 and beside[first - 1] >= max(1, max(beside) / 2) and not _has(sheet, first - 1, labels):
        first -= 1  # the names of the initiatives above, without a label of their own
    last = max([last, *(n for n in numbers if beside[n] and _has(sheet, n, labels))])
    label = next((text_of(columns[labels][n]) for n in range(first, last + 1) if columns[labels][n] != ""), "")
    return None if fold(label) in _CODE_BOOKS else Lying(labels, first, last)


def cards(sheet: Sheet, lying: Lying) -> list[Lying]:
    """The cards that stand under each other, one for each initiative: their first label comes again and again."""
    labels = [text_of(row[lying.labels]) if _has(sheet, n, lying.labels) else "" for n, row in enumerate(sheet.rows)]
    starts = [n for n in range(lying.first, lying.last + 1) if labels[n] and labels[n] == labels[lying.first]]
    if len(starts) < 2:
        return [lying]
    ends = [start - 1 for start in starts[1:]] + [lying.last]
    found = [Lying(lying.labels, first, last) for first, last in zip(starts, ends, strict=True)]
    alike = [len({labels[n] for n in range(one.first, one.last + 1)} - {""}) for one in found]
    return found if min(alike) >= _FEWEST else [lying]


def _has(sheet: Sheet, number: int, column: int) -> bool:
    return column < len(sheet.rows[number]) and sheet.rows[number][column] != ""


def _label_of(sheet: Sheet, number: int, labels: int) -> Field | None:
    """The field that a row's label names beyond doubt."""
    row = sheet.rows[number]
    cell = row[labels] if labels < len(row) else ""
    return _sure_field(one_line(cell)) if isinstance(cell, str) and cell else None


def _labelled(sheet: Sheet, number: int, labels: int) -> bool:
    return _label_of(sheet, number, labels) is not None


def turned(sheet: Sheet, lying: Lying | None = None) -> Sheet:
    """The sheet with rows and columns exchanged.

    Args:
        sheet: as the file has it.
        lying: the rows of the table; what stands above and below goes to ``remarks``. None: the whole sheet is.
    """
    height = len(sheet.rows)
    width = max(map(len, sheet.rows), default=0)
    first, last = (lying.first, lying.last) if lying else (0, height - 1)
    blank: list[Cell] = [""] * width
    inside = [[*row, *blank[len(row) :]] if first <= number <= last else blank for number, row in enumerate(sheet.rows)]
    outside = [
        one_line(cell)
        for row in (*sheet.rows[:first], *sheet.rows[last + 1 :])
        for cell in row
        if isinstance(cell, str) and cell
    ]
    return replace(
        sheet,
        rows=[list(column) for column in zip(*inside, strict=True)],
        merged=[(left, top, right, bottom) for top, left, bottom, right in sheet.merged],
        originals={(column, row): text for (row, column), text in sheet.originals.items()},
        facts=sheet.facts.turned(),
        lying=sheet,
        remarks=outside,
    )


def under_sections(headings: list[Heading], body: list[list[Cell]]) -> list[Heading]:
    """The headings of a turned sheet, each under the label without values that stands over it in the file.

    ``Kustannukset (1000 €)`` on a row of its own, then ``Min`` and ``Max``: the first is no field but the heading of
    the two others.
    """
    empty = [all(column >= len(row) or row[column] == "" for row in body) for column in range(len(headings))]
    found: list[Heading] = []
    section = ""
    for column, heading in enumerate(headings):
        if not heading.text:
            section = ""  # an empty row ends a section
        elif empty[column] and not heading.above and any(not e for e in empty[column + 1 :]):
            what = _sure_field(heading.text)
            if what is None or what in _WIDE:
                section = heading.text
                found.append(Heading(""))
                continue
        found.append(heading if heading.above or not section or not heading.text else Heading(heading.text, section))
    return found


def column_letters(column: int) -> str:
    """A column as a spreadsheet calls it, from its zero-based number."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """A cell as a spreadsheet calls it, from zero-based numbers: ``C7``."""
    return f"{column_letters(column)}{row + 1}"


def in_cell(message: str, row: int, column: int) -> str:
    """What is wrong, with the cell's name: of a table on its side the number of the record alone is hard to find."""
    return _("{message} (Cell {cell}.)").format(message=message, cell=cell_name(row, column))
