"""Empty cells that mean the cell above them: a grouped list that names each group on its first row only.

An empty cell may as well be unknown, so they are filled only where that leaves hardly a doubt: the column stands
before the names, its first cell is filled, no name stands twice, and the order of the names, empty rows or the order
of what stands beside them show where each group begins.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from kpkportfolio.registers.columns.assignment import Columns
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell, text_of
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.layouts.grouping import Grouping
from kpkportfolio.registers.layouts.rowkinds import is_note, is_total
from kpkportfolio.registers.values.unknown import is_unknown

_GROUPS = (Field.PROGRAMME, Field.DOMAIN, Field.ORGANISATION)
_SORTED_BY_CHANCE = 4
"""So many names or fewer may be in order by chance, one fewer where each of them has rows of its own."""
_WORDS = re.compile("[0-9]+|[^0-9]+")
_RUN = 3
"""So many rows of a group are in order by chance in one case of six."""


def fill_as_above(rows: list[list[Cell]], columns: Columns, grouping: Grouping) -> dict[int, int]:
    """Fills such cells of programmes, domains and organisations, in place.

    Returns:
        column → how many cells were filled.
    """
    title = columns.at[Field.TITLE]
    places = sorted(columns.at[what] for what in _GROUPS if columns.at.get(what, title) < title)
    places = [column for column in places if any(len(row) <= column or row[column] == "" for row in rows)]
    if not places or grouping.groups:
        return {}
    records = [index for index, row in enumerate(rows) if _is_record(row, title)]
    if not records or any(_names_group(row) for row in rows[: records[-1]]):
        return {}
    started: set[int] = set()
    filled: dict[int, int] = {}
    for column in places:
        starts = [index for index in records if rows[index][column] != ""]
        if _begin_groups(rows, column, title, records, starts):
            filled[column] = _fill(rows, column, records, starts, started)
        started.update(starts)
    return {column: count for column, count in filled.items() if count}


def _is_record(row: Sequence[Cell], title: int) -> bool:
    cells = {str(cell) for cell in row if cell != ""}
    return len(row) > title and row[title] != "" and len(cells) > 1 and not is_total(text_of(row[title]))


def _names_group(row: Sequence[Cell]) -> bool:
    """Whether a row holds one text, which may be the name of a group."""
    cells = [cell for cell in row if cell != ""]
    return len(cells) == 1 and isinstance(cells[0], str) and not is_note(cells[0]) and not is_total(cells[0])


def _begin_groups(
    rows: Sequence[Sequence[Cell]], column: int, title: int, records: Sequence[int], starts: Sequence[int]
) -> bool:
    """Whether the filled cells of a column begin groups beyond doubt."""
    names = [text_of(rows[index][column]) for index in starts]
    if len(starts) < 2 or starts[0] != records[0] or len(records) < 2 * len(starts):
        return False
    if len({fold(name) for name in names}) < len(names) or any(map(is_unknown, names)):
        return False
    sizes = _sizes(records, starts)
    enough = _SORTED_BY_CHANCE - (min(sizes) > 1)
    if len(names) > enough and _ascends(names):
        return True
    spaced = {index for index in records[1:] if not any(cell != "" for cell in rows[index - 1])}
    if spaced == set(starts[1:]):
        return True
    titles = {index: text_of(rows[index][title]) for index in records}
    runs = [[titles[index] for index in records if begin <= index < end] for begin, end in _spans(records, starts)]
    return min(sizes) >= _RUN and all(map(_ascends, runs)) and not _ascends([*titles.values()])


def _spans(records: Sequence[int], starts: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip(starts, [*starts[1:], records[-1] + 1], strict=True))


def _sizes(records: Sequence[int], starts: Sequence[int]) -> list[int]:
    return [sum(begin <= index < end for index in records) for begin, end in _spans(records, starts)]


def _ascends(texts: Sequence[str]) -> bool:
    """Whether texts are in the order of the alphabet; numbers in them count as such."""
    return any(_in_order([key(text) for text in texts]) for key in (str.casefold, fold))


def _in_order(texts: Sequence[str]) -> bool:
    parts = [
        [(word.isdigit(), int(word) if word.isdigit() else 0, word) for word in _WORDS.findall(text)] for text in texts
    ]
    return all(one < other for one, other in pairwise(parts))


def _fill(
    rows: Sequence[list[Cell]], column: int, records: Sequence[int], starts: Sequence[int], wider: set[int]
) -> int:
    """Carries each name down its group: not over an empty row or a total, into a wider group of no name of its own,
    nor down a last group so long that what is unknown may have been put last."""
    sizes = _sizes(records, starts)
    last = starts[-1] if sizes[-1] > 2 * max(sizes[:-1]) else len(rows)
    among, name, count = set(records), "", 0
    for index in range(records[0], records[-1] + 1):
        row = rows[index]
        if index not in among or (index in wider and row[column] == "") or index >= last:
            name = ""
        elif row[column] != "":
            name = text_of(row[column])
        elif name:
            row[column] = name
            count += 1
    return count
