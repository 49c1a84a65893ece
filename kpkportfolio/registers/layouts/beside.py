"""What stands side by side on a sheet: several tables, or a table and notes, with an empty column between.

Each is read in a grid of its own in which the others' cells are empty, so every cell keeps its place.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from kpkportfolio.registers.columns.headings import Heading, heading_scores
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell, Sheet
from kpkportfolio.registers.files.repair import one_line
from kpkportfolio.registers.layouts.turning import column_letters
from kpkportfolio.text import _

_SURE = 85
_EXPLAINED = re.compile(r"\s*[^\s=]{1,4}\s*=\s*\S.{0,60}")
_FEWEST = 2


def bands(sheet: Sheet, header: range, headings: Sequence[Heading]) -> tuple[list[range], list[range]]:
    """The columns of each table under a header, left to right, and those of notes, which have no heading or explain
    signs.

    A table has a title of its own; columns beyond a gap that have none belong to the table before them.
    """
    width = (
        max(len(headings), max(map(len, sheet.rows[header.start :]), default=0)) if not sheet.text else len(headings)
    )
    nameless = [column for column in range(width) if column >= len(headings) or not headings[column].whole]
    if not nameless:
        return [range(width)], []
    below = sheet.rows[header.stop :]
    gaps = {column for column in nameless if all(column >= len(row) or row[column] == "" for row in below)}
    pieces: list[range] = []
    for column in range(width):
        if column in gaps:
            continue
        if pieces and pieces[-1].stop == column:
            pieces[-1] = range(pieces[-1].start, column + 1)
        else:
            pieces.append(range(column, column + 1))
    found: list[range] = []
    notes: list[range] = []
    for piece in pieces:
        named = [heading for heading in headings[piece.start : piece.stop] if heading.whole]
        if not named or (found and _is_legend(below, piece)):
            notes.append(piece)
            continue
        before = headings[found[-1].start : found[-1].stop] if found else []
        if not found or _repeats(named, before) or (_has_title(named) and _has_title(before)):
            found.append(piece)
        else:
            found[-1] = range(found[-1].start, piece.stop)
    return found, notes


def _has_title(headings: Sequence[Heading]) -> bool:
    """Whether columns may be a table of their own: a sure title and something more."""
    sure = {what for heading in headings for what, score in heading_scores(heading) if score >= _SURE}
    return Field.TITLE in sure and len(sure) >= _FEWEST


def _is_legend(rows: Sequence[Sequence[Cell]], columns: range) -> bool:
    """Whether what stands in some columns explains the signs of the table: ``1 = käynnissä``."""
    texts = [cell for row in rows for cell in row[columns.start : columns.stop] if cell != ""]
    return bool(texts) and all(isinstance(text, str) and _EXPLAINED.fullmatch(text) for text in texts)


def _repeats(headings: Sequence[Heading], before: Sequence[Heading]) -> bool:
    """Whether the columns before have the same headings, a sure title among them."""
    same = {heading.whole for heading in headings} & {heading.whole for heading in before if heading.whole}
    titles = {heading.whole for heading in headings if dict(heading_scores(heading)).get(Field.TITLE, 0) >= _SURE}
    return len(same) >= _FEWEST and bool(same & titles)


def alone(sheet: Sheet, columns: range, header: range, number: int) -> Sheet:
    """The sheet with only these columns from the header down; ``number`` 0 is the leftmost table, which keeps the
    sheet's name."""
    blank: list[Cell] = [""] * columns.start

    def kept(row: list[Cell]) -> list[Cell]:
        return [*blank, *row[columns.start : columns.stop]] if len(row) > columns.start else []

    rows = [row if at < header.start else kept(row) for at, row in enumerate(sheet.rows)]
    merged = [one for one in sheet.merged if one[0] < header.start or (one[1] in columns and one[3] in columns)]
    if not number:
        return replace(sheet, rows=rows, merged=merged)
    place = _("columns {first}–{last}").format(
        first=column_letters(columns.start), last=column_letters(columns.stop - 1)
    )
    name = place if sheet.name is None else f"{sheet.name} ({place})"
    return replace(sheet, name=name, rows=rows, merged=merged, beside=True)


def texts_in(sheet: Sheet, columns: range, header: range) -> list[str]:
    """The texts in some columns from the header down: notes beside the table."""
    return [
        one_line(cell)
        for row in sheet.rows[header.start :]
        for cell in row[columns.start : columns.stop]
        if isinstance(cell, str) and cell
    ]
