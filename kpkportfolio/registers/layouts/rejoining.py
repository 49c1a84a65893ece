"""
Rows of text files with more fields than their header: a comma or semicolon in a name that nobody put in quotation
marks. Such a row is read when there is one way only to put its fields together; what each column holds is learnt from
the rows of the right width.

Two measures keep this from guessing. What a cell *may* be is wide, and every way a row may be read is counted by it,
also ways that would never be taken, such as ``1,234`` as one amount. What a cell *is* is narrow, and the one way that
is left is taken only when each of its cells looks like those in the rows of the right width.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.columns.further_words import MONEY as FURTHER_MONEY
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell, text_of
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.values.dates import read_moment, read_schedule
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.statuses import read_status

_LEAST_ROWS = 8
"""Rows of the right width from which columns are learnt."""
_ENOUGH_ROWS = 30
"""Rows from which a column that is never empty is meant to be filled."""
_LEAST_VALUES = 5
"""Values from which it is said what a column holds."""
_MOST_EXTRA = 20
"""Fields too many; more commas are in no name."""
_NEARLY_ALL = 0.95
_RARE = 0.01
_REPEATED = 4
"""A column of words repeats each of them so often on average."""
_LONGEST_WORD = 24

_DATES = (Field.START, Field.END, Field.SCHEDULE)
_TYPED = (*_DATES, Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX, Field.PROGRESS, *FURTHER_MONEY)
_UNIT = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_MARKS = " ,;|"


class Joined(NamedTuple):
    """A row put together.

    Attributes:
        cells: one for each column.
        spans: by column the fields that became one, where there were several.
    """

    cells: list[Cell]
    spans: Mapping[int, range]

    def moved(self, originals: Mapping[int, str], row: Sequence[Cell], delimiter: str) -> dict[int, str]:
        """By column the texts that were repaired, as they stand in the file.

        Args:
            originals: by field.
            row: the fields.
        """
        found: dict[int, str] = {}
        start = 0
        for column in range(len(self.cells)):
            span = self.spans.get(column, range(start, start + 1))
            start = span.stop
            if any(field in originals for field in span):
                found[column] = delimiter.join(originals.get(field, text_of(row[field])) for field in span)
        return found


class _Way(NamedTuple):
    """Cells from some column to the last; ``sure`` when each looks like the others of its column."""

    cells: tuple[str, ...]
    sizes: tuple[int, ...]
    sure: bool


class _Column:
    """What the cells of a column look like.

    Args:
        cells: of the rows of the right width.
        what: what the column was taken for.
    """

    def __init__(self, cells: Sequence[str], what: Field | None) -> None:
        known = [cell for cell in cells if cell]
        self.what = what
        self.blanks = len(known) < len(cells)
        self.may_be_blank = self.blanks or len(cells) < _ENOUGH_ROWS
        self.seen = {fold(cell) for cell in known}
        self.unknown = len(known) < _LEAST_VALUES
        count = max(1, len(known))
        self.typed = what in _TYPED or _share(known, _is_figure) >= _NEARLY_ALL
        tokens = not any(" " in cell for cell in known)
        self.words = not self.typed and (
            what is Field.STATUS
            or (tokens and len(self.seen) * _REPEATED <= count and max(map(len, known), default=0) <= _LONGEST_WORD)
        )
        self.code = not self.typed and not self.words and tokens and _share(known, _has_digit) >= _NEARLY_ALL
        shapes = Counter(map(_shape, known))
        self.shapes = {shape for shape, n in shapes.items() if n >= _RARE * count}

    @property
    def text(self) -> bool:
        """Whether it holds names and other texts, which may have a comma in them."""
        return not (self.typed or self.words or self.code)

    def may_be(self, pieces: Sequence[str]) -> bool:
        """Whether the fields may all be of one cell here, by a wide measure."""
        if self.unknown or self.text:
            return True
        filled = [piece for piece in pieces if piece]
        if not filled:
            return self.may_be_blank
        if len(filled) > 1:
            return self._may_join(filled)
        [cell] = filled
        if self.words:
            return self._is_word(cell)
        if self.code:
            return " " not in cell and _has_digit(cell)
        return _is_figure(cell) or fold(cell) in self.seen

    def is_sure(self, pieces: Sequence[str], cell: str) -> bool:
        """Whether the cell that the fields make looks like the others here."""
        if len(pieces) > 1 and (not self.text or self.unknown or not all(pieces)):
            return False
        if not cell:
            return self.blanks
        if self.unknown:
            return False
        if self.words:
            return self._is_word(cell)
        if self.text:
            return any(map(str.isalpha, cell))
        if self.what in _DATES:
            read = read_schedule if self.what is Field.SCHEDULE else read_moment
            if isinstance(read(cell), Fault):
                return False
        return _shape(cell) in self.shapes

    def _may_join(self, filled: Sequence[str]) -> bool:
        """Whether these are several words, or parts of a number or date; such rows are not read, but they might be."""
        if self.words:
            return all(map(self._is_word, filled))
        if self.code:
            return all(" " not in piece and _has_digit(piece) for piece in filled)
        if self.what in _DATES:
            return all(map(_is_figure, filled)) or not isinstance(read_schedule(", ".join(filled)), Fault)
        # 1,234,567 or 12,5 and no two amounts
        tails = filled[1:]
        return all(map(_is_figure, filled)) and (
            all(len(_bare(piece)) == 3 for piece in tails) or (len(tails) == 1 and len(_bare(tails[0])) <= 2)
        )

    def _is_word(self, cell: str) -> bool:
        if fold(cell) in self.seen:
            return True
        return self.what is Field.STATUS and isinstance(read_status(cell), Status)


def rejoined(
    rows: Sequence[Sequence[Cell]], width: int, fields: Mapping[int, Field], delimiter: str, last_heading: str = ""
) -> dict[int, Joined]:
    """By their number the rows with too many fields that can be put together in one way only.

    Args:
        rows: of a text file, under the header.
        width: how many columns the header has.
        fields: what columns were taken for.
        delimiter: what divides the fields.
        last_heading: may end in marks that a program left at the ends of all lines.
    """
    too_wide = [number for number, row in enumerate(rows) if width < len(row) <= width + _MOST_EXTRA + 2]
    if not too_wide or width < 2:
        return {}
    whole = [[text_of(cell) for cell in row] for row in rows if len(row) == width]
    if len(whole) < _LEAST_ROWS:
        # with empty fields after them, which may have been brought about by marks in names too
        whole += [
            [text_of(cell) for cell in row[:width]] for row in rows if len(row) > width and _is_blank(row[width:])
        ]
    if len(whole) < _LEAST_ROWS:
        return {}
    columns = [_Column(cells, fields.get(at)) for at, cells in enumerate(zip(*whole, strict=True))]
    marks = last_heading[len(last_heading.rstrip(_MARKS)) :]
    found = {
        number: _joined([text_of(cell) for cell in rows[number]], columns, delimiter, marks) for number in too_wide
    }
    return {number: joined for number, joined in found.items() if joined is not None}


def _joined(row: list[str], columns: Sequence[_Column], delimiter: str, marks: str) -> Joined | None:
    end = len(row)
    while end and _is_blank(row[end - 1 : end]):
        end -= 1
    if end == 0 or end - len(columns) > _MOST_EXTRA:
        return None
    row = [*row[: end - 1], row[end - 1].rstrip(marks) if marks else row[end - 1], *[""] * (len(row) - end)]
    ways: list[_Way] = []
    for stop in range(max(end, len(columns)), len(row) + 1):
        ways = _different([*ways, *_ways(row[:stop], columns, delimiter)])
    if len(ways) != 1 or not ways[0].sure:
        return None
    spans: dict[int, range] = {}
    at = 0
    for column, size in enumerate(ways[0].sizes):
        if size > 1:
            spans[column] = range(at, at + size)
        at += size
    return Joined(list(ways[0].cells), spans) if spans else None


def _ways(row: Sequence[str], columns: Sequence[_Column], delimiter: str) -> list[_Way]:
    """The ways a row may be read, as far as two different ones, from the last column to the first."""
    extra = len(row) - len(columns)
    # by the number of fields before them
    after: dict[int, list[_Way]] = {len(row): [_Way((), (), True)]}
    for at in range(len(columns) - 1, -1, -1):
        column, here = columns[at], {}
        for start in range(at, at + extra + 1):
            ways: list[_Way] = []
            for stop in range(start + 1, start + extra + 2):
                if stop not in after:
                    continue
                pieces = row[start:stop]
                if not column.may_be(pieces):
                    continue
                cell = _text(pieces, delimiter)
                sure = column.is_sure(pieces, cell)
                ways += [_Way((cell, *way.cells), (stop - start, *way.sizes), sure and way.sure) for way in after[stop]]
            if ways := _different(ways):
                here[start] = ways
        after = here
    return after.get(0, [])


def _different(ways: Sequence[_Way]) -> list[_Way]:
    """At most two ways; those that make the same cells are one."""
    found: dict[tuple[str, ...], _Way] = {}
    for way in ways:
        if way.cells not in found or (way.sure and not found[way.cells].sure):
            found[way.cells] = way
    return list(found.values())[:2]


def _text(pieces: Sequence[str], delimiter: str) -> str:
    """The fields as one text. Blanks around the fields are gone by now; after a mark there is one, but in figures."""
    text = ""
    for piece in pieces:
        if text and piece:
            figures = text[-1].isdigit() and piece[0].isdigit()
            text += delimiter if figures or delimiter.isspace() else f"{delimiter} "
        text += piece
    return text


def _is_blank(cells: Sequence[Cell]) -> bool:
    return not any(text_of(cell).strip(_MARKS) for cell in cells)


def _share(cells: Sequence[str], is_so: Callable[[str], bool]) -> float:
    return sum(map(is_so, cells)) / len(cells) if cells else 0.0


@lru_cache(maxsize=4096)
def _is_figure(cell: str) -> bool:
    """A number or date; a unit of three letters at most may stand in it."""
    if not _has_digit(cell):
        return False
    return all(len(word) <= 3 for word in _UNIT.findall(cell)) or not isinstance(read_schedule(cell), Fault)


def _has_digit(cell: str) -> bool:
    return any(map(str.isdigit, cell))


def _bare(cell: str) -> str:
    return "".join(filter(str.isdigit, cell.split(".")[0]))


@lru_cache(maxsize=4096)
def _shape(cell: str) -> str:
    return _DIGITS.sub("9", _UNIT.sub("a", cell))
