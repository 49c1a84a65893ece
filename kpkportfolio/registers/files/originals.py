"""Cells with clean texts, and what stood in the file where cleaning changed it."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import chain
from math import isfinite
from typing import Any

from kpkportfolio.registers.files.repair import clean, mended

# whole numbers beyond this are no longer kept exactly
_EXACT = 1 << 53
Cell = str | int | float | bool | date
Originals = dict[tuple[int, int], str]


def cleaned(rows: list[list[Any]]) -> tuple[list[list[Cell]], Originals]:
    """The same rows with cleaned texts; whole numbers as int, times of day as text.

    Returns:
        the rows, and by zero-based (row, column) the texts that cleaning changed, as they stand in the file.
        Blanks trimmed off the ends and how a line end is spelt are no change; no-break blanks, blanks that were two,
        soft hyphens and mended letters are.
    """
    kinds = set(map(type, chain.from_iterable(rows)))
    different = set(chain.from_iterable(rows)) - {""}
    fresh = mended(different if kinds <= {str} else (value for value in different if isinstance(value, str)))
    if not fresh and kinds <= {str}:
        return rows, {}
    return [
        [fresh.get(value, value) if isinstance(value, str) else _plain(value) for value in row] for row in rows
    ], _changed(rows, fresh)


def _changed(rows: Sequence[Sequence[Any]], fresh: dict[str, str]) -> Originals:
    # a line end is spelt in many ways that mean the same
    told = {old for old, new in fresh.items() if old.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n") != new}
    if not told:
        return {}
    return {
        (number, column): value
        for number, row in enumerate(rows)
        if not told.isdisjoint(row)
        for column, value in enumerate(row)
        if isinstance(value, str) and value in told
    }


def _plain(value: object) -> Cell:
    if isinstance(value, float):
        # a file may say "NaN" or 1e308 where a number is due; neither counts anything
        return int(value) if value.is_integer() and abs(value) < _EXACT else value if isfinite(value) else str(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (date, bool, int)):
        return value
    return "" if value is None else clean(str(value))
