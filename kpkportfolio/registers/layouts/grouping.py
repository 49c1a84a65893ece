"""Rows that gather others: by the outline a person made, by codes such as 1.2.1, and by sums.

A row over others in the outline is their parent when it says something of its own, and else names their programme. A
row with nothing but a name and figures that are the sums of the rows under it is a group too, whatever its name; one
with figures alone, the sums of those above it, is a total.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpkportfolio.registers.columns.assignment import Columns
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell, text_of
from kpkportfolio.registers.files.repair import one_line
from kpkportfolio.registers.layouts.rowkinds import is_total

_NUMBER = re.compile(r"-?\d{1,3}(?:[ .]\d{3})+(?:,\d+)?|-?\d+(?:[.,]\d+)?")
_MONEY = (Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX)
_CODE = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
_ORDINAL = re.compile(r"\d{1,2}[.)]\s")
_ROUNDING = 0.05
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Grouping:
    """By index of a table's rows.

    Attributes:
        groups: the names of the groups that rows name.
        totals: rows that sum those above them.
        parents: the row that a row is a part of.
        ends: rows that belong to no group of the outline, right after one that did.
    """

    groups: Mapping[int, str]
    totals: frozenset[int]
    parents: Mapping[int, int]
    ends: frozenset[int]


def grouped(rows: Sequence[Sequence[Cell]], columns: Columns, levels: Mapping[int, int]) -> Grouping:
    """The rows that gather others.

    Args:
        rows: of the table.
        columns: where its fields stand.
        levels: the outline level of the rows that have one.
    """
    title = columns.at[Field.TITLE]
    own = [column for what, column in columns.at.items() if what not in (Field.TITLE, *_MONEY)]
    own += columns.deliverables
    bare = [index for index, row in enumerate(rows) if _is_bare(row, own)]
    groups, totals = _by_sums(rows, title, bare)
    parents, ends = _outlined(rows, title, set(bare), levels, groups)
    if not levels and Field.REF in columns.at:
        parents = _by_codes(rows, columns.at[Field.REF])
    return Grouping(groups, frozenset(totals), parents, frozenset(ends))


def _is_bare(row: Sequence[Cell], own: Sequence[int]) -> bool:
    """Whether a row holds nothing in the columns that only an initiative has."""
    width = len(row)
    return all(column >= width or row[column] == "" for column in own)


def number_in(cell: Cell) -> float | None:
    """The figure in a cell; None when it holds none, or words beside it."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return float(cell)
    if not isinstance(cell, str) or not cell:
        return None
    text = cell.rstrip("€ ").strip()
    if _NUMBER.fullmatch(text) is None:
        return None
    grouped_by_points = "," in text or text.count(".") > 1
    return float((text.replace(".", "") if grouped_by_points else text).replace(" ", "").replace(",", "."))


def _figures(row: Sequence[Cell], title: int) -> dict[int, float]:
    return {
        column: number
        for column, cell in enumerate(row)
        if column != title and cell != "" and (number := number_in(cell)) is not None
    }


def _by_sums(rows: Sequence[Sequence[Cell]], title: int, bare: Sequence[int]) -> tuple[dict[int, str], set[int]]:
    groups: dict[int, str] = {}
    totals: set[int] = set()
    gathering = set(bare)
    ordinary = [index for index in range(len(rows)) if index not in gathering]
    if not ordinary:
        return _by_several_sums(rows, title), totals
    last = ordinary[-1] if ordinary else -1
    for index in bare:
        row = rows[index]
        figures = {column: figure for column, figure in _figures(row, title).items() if figure}
        texts = [column for column, cell in enumerate(row) if isinstance(cell, str) and cell and column not in figures]
        if not figures:
            if texts == [title] and _ORDINAL.match(str(row[title])) and _figures(row, title):
                groups[index] = one_line(str(row[title]))  # a numbered group whose sum is nothing
            continue
        if texts == [title] and not is_total(str(row[title])):
            below = _run(rows, range(index + 1, len(rows)), gathering)
            if _sums(rows, below, figures):
                groups[index] = one_line(str(row[title])).rstrip(":").strip()
        elif not texts:
            above = _run(rows, range(index - 1, -1, -1), gathering)
            # the last one may sum everything
            if _sums(rows, above, figures) or (index > last and _sums(rows, ordinary, figures)):
                totals.add(index)
    return groups, totals


def _by_several_sums(rows: Sequence[Sequence[Cell]], title: int) -> dict[int, str]:
    """The groups of a table that has names and figures only: rows of which several figures, the money of different
    years, are each the sum of the rows under it. One figure may be that by chance."""
    figures = [{column: figure for column, figure in _figures(row, title).items() if figure} for row in rows]
    found: dict[int, int] = {}
    index = 0
    while index < len(rows):
        count = _summed(figures, index) if len(figures[index]) >= _SEVERAL else 0
        if count:
            found[index] = count
        index += count + 1
    if not any(count > 1 for count in found.values()):
        return {}
    return {index: one_line(text_of(rows[index][title])).rstrip(":").strip() for index in found}


def _summed(figures: Sequence[Mapping[int, float]], index: int) -> int:
    """Of how many rows under it a row is the sum in every column."""
    sums = dict.fromkeys(figures[index], 0.0)
    for count, below in enumerate(figures[index + 1 :], 1):
        if not below or not below.keys() <= sums.keys():
            return 0
        for column, figure in below.items():
            sums[column] += figure
        if all(abs(sums[column] - figure) <= _ROUNDING for column, figure in figures[index].items()):
            return count
    return 0


def _run(rows: Sequence[Sequence[Cell]], indexes: range, gathering: set[int]) -> list[int]:
    """The rows one after the other up to the next that may gather others itself; empty rows are passed over."""
    found: list[int] = []
    for index in indexes:
        if index in gathering:
            if any(cell != "" for cell in rows[index]):
                break
            continue
        found.append(index)
    return found


def _sums(rows: Sequence[Sequence[Cell]], members: Sequence[int], figures: Mapping[int, float]) -> bool:
    """Whether every figure is the sum of those in its column, at least one of them of two rows or more."""
    most = 0
    for column, figure in figures.items():
        cells = [rows[index][column] for index in members if column < len(rows[index])]
        numbers = [number for cell in cells if (number := number_in(cell)) is not None]
        if abs(sum(numbers) - figure) > max(_ROUNDING, 1e-6 * abs(figure)):
            return False
        most = max(most, len(numbers))
    return most >= 2


def _outlined(
    rows: Sequence[Sequence[Cell]], title: int, bare: set[int], levels: Mapping[int, int], groups: dict[int, str]
) -> tuple[dict[int, int], set[int]]:
    """Parents by the outline, and where its groups end; names of groups are added to ``groups``."""
    parents: dict[int, int] = {}
    ends: set[int] = set()
    if not levels:
        return parents, ends
    over: list[int] = []  # the rows that may have others under them, outermost first
    within = False
    for index, row in enumerate(rows):
        if not any(cell != "" for cell in row):
            continue
        level = levels.get(index, 0)
        over = [above for above in over if levels.get(above, 0) < level]
        if over:
            nearest = over[-1]
            if nearest in bare and _may_name(rows[nearest], title):
                groups.setdefault(nearest, one_line(str(rows[nearest][title])).rstrip(":").strip())
            elif nearest not in bare:
                parents[index] = nearest
            within = within or any(above in groups for above in over)
        elif within:
            ends.add(index)
            within = False
        over.append(index)
    return parents, ends


def _by_codes(rows: Sequence[Sequence[Cell]], ref: int) -> dict[int, int]:
    """Parents by codes such as 1, 1.1, 1.2, 1.2.1, when nearly all of the lower ones have theirs above them."""
    codes: dict[str, int] = {}
    lower: dict[int, str] = {}
    for index, row in enumerate(rows):
        code = text_of(row[ref]).rstrip(".") if ref < len(row) else ""
        if not code:
            continue
        if code in codes or _CODE.fullmatch(code) is None:
            return {}
        codes[code] = index
        if "." in code:
            lower[index] = code.rpartition(".")[0]
    parents = {index: codes[code] for index, code in lower.items() if codes.get(code, index) < index}
    return parents if len(parents) >= max(2, 0.9 * len(lower)) else {}


def _may_name(row: Sequence[Cell], title: int) -> bool:
    """Whether a row has a name and beside it figures only."""
    others = [cell for column, cell in enumerate(row) if column != title and isinstance(cell, str) and cell]
    name = row[title] if title < len(row) else ""
    return isinstance(name, str) and name != "" and all(number_in(cell) is not None for cell in others)
