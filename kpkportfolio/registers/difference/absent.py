"""Columns that a register's new file does not have: what they said last time stands."""

from collections.abc import Sequence
from typing import Any

from kpkportfolio.model.change import Fields
from kpkportfolio.registers.difference.facts import COLUMNS, FIELDS, ICT
from kpkportfolio.registers.difference.standing import decoded
from kpkportfolio.registers.difference.three_way import stands, years
from kpkportfolio.store.codec import encode

_FEW = 3
"""Rows under which an empty column says nothing: it may well be the one row's own cell that was emptied."""
_WHOLE = ("investment_min", "investment_max")


def fill_absent(values: list[dict[str, Any]], texts: list[str], pairs: Sequence[tuple[str, Fields] | None]) -> None:
    """A field that no row of the file speaks of is a column left out, not a hundred facts become unknown:
    what was read last time stands."""
    if len(values) < _FEW or not any(pairs):
        return
    said = {field for value in values for field in value}
    absent = [field for group in COLUMNS if said.isdisjoint(group) for field in group]
    by_year = any(ICT in years(value.get("figures")) for value in values)
    for at, pair in enumerate(pairs):
        if absent and pair is not None:
            base = decoded(pair[1]["read_values"])
            left_out = {field: base[field] for field in absent if field in base}
            if "figures" in left_out and "investment_min" not in absent:
                # the same money told as a whole now
                left_out["figures"] = [figure for figure in left_out["figures"] if figure[0] != ICT]
            if by_year:
                left_out = {field: value for field, value in left_out.items() if field not in _WHOLE}
            if left_out and stands(whole := {**values[at], **left_out}):
                values[at] = {field: whole[field] for field in FIELDS if whole.get(field) not in (None, [])}
                texts[at] = encode(values[at]) or ""
