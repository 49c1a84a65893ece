"""Columns of money by year, alone or beside one that gives all years together."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from kpkportfolio.registers.columns.evidence import Evidence
from kpkportfolio.registers.columns.further_words import MONEY, further_named
from kpkportfolio.registers.columns.headings import Heading, heading_scores, year_of
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell
from kpkportfolio.registers.profile import Use
from kpkportfolio.registers.values.money import Money, read_money
from kpkportfolio.registers.values.sums import adds_up
from kpkportfolio.registers.values.units import decimal_comma, unit_of

TOTALS = (Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX)
_SAMPLE = 200
_PRICED = 0.3
_NAMED = 60.0


class Years(NamedTuple):
    """``at``: year → its column of money. ``unsummed``: columns that look so beside a total but never add up to it."""

    at: Mapping[int, int]
    unsummed: frozenset[int] = frozenset()


def find_years(
    at: Mapping[Field, int],
    headings: Sequence[Heading],
    values: Sequence[Sequence[Cell]],
    seen: Sequence[Evidence],
    taken: set[int],
    said: Mapping[int, Use],
) -> Years:
    """Columns of money by year: those said to be, else all that look so. Beside a total their headings or cells have
    to speak of money, or they have to add up to it on some row: they could be persons, or hours.

    Args:
        at: where the other fields stand.
        headings, values, seen: of all columns.
        taken: the columns that are something else.
        said: what a person has said of columns.
    """
    named = {
        column: year
        for column, heading in enumerate(headings)
        if (year := year_of(heading.text)) and ((of := further_named(heading)) is None or of[0] not in MONEY)
    }
    years: dict[int, int] = {}
    for column, year in named.items():
        if column in said and said[column].what is Field.MONEY and at.get(Field.MONEY) != column:
            years.setdefault(year, column)
    if years:
        return Years(years)
    for column, year in named.items():
        if column not in taken and seen[column].known and max(seen[column].numbers, seen[column].money) > 0.8:
            years.setdefault(year, column)
    totals = [at[what] for what in TOTALS if what in at]
    if len(years) < 2:
        return Years({})
    if (
        not totals
        or _speak_of_money(years.values(), headings, seen)
        or _add_up(years.values(), totals, headings, values)
    ):
        return Years(years)
    return Years({}, frozenset(years.values()))


def unit_together(columns: Sequence[int], headings: Sequence[Heading]) -> int | None:
    """The multiple of a euro that the headings of columns name, if those that name any agree."""
    units = {unit_of(headings[column].whole).multiple for column in columns} - {None}
    return units.pop() if len(units) == 1 else None


def _speak_of_money(years: Collection[int], headings: Sequence[Heading], seen: Sequence[Evidence]) -> bool:
    return all(
        seen[column].priced > _PRICED or dict(heading_scores(headings[column])).get(Field.MONEY, 0.0) >= _NAMED
        for column in years
    )


def _add_up(
    years: Collection[int], totals: Sequence[int], headings: Sequence[Heading], values: Sequence[Sequence[Cell]]
) -> bool:
    """Whether on some row two years at least are the total."""
    shared = unit_together([*years, *totals], headings) or 1
    units = {column: unit_of(headings[column].whole).multiple or shared for column in (*years, *totals)}
    commas = {column: decimal_comma(values[column]) for column in units}

    def amount(column: int, row: int) -> Money | None:
        found = read_money(values[column][row], units[column], commas[column]) if values[column][row] != "" else None
        return found if isinstance(found, Money) and found.low != 0 else None

    for row in range(min(_SAMPLE, len(values[totals[0]]))):
        parts = [one for column in years if (one := amount(column, row)) is not None]
        ends = [one for column in totals if (one := amount(column, row)) is not None]
        if len(parts) > 1 and ends and adds_up(parts, Money(ends[0].low, ends[-1].high), max(units.values())):
            return True
    return False
