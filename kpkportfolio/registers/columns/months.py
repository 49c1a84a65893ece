"""A start or an end told in two columns, the month beside the year: ``Alkukk`` and ``Alkuvuosi``."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from kpkportfolio.registers.columns.confidence import by_header, by_likeness
from kpkportfolio.registers.columns.headings import Heading, heading_scores
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell, text_of
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.profile import Use
from kpkportfolio.registers.values.dates import read_moment
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.moments import Moment, month_number
from kpkportfolio.registers.values.unknown import is_unknown
from kpkportfolio.text import N_

# accents are kept: without its ring "startår", the year of the start, would be "startar", it starts
_MONTH_WORD = re.compile(
    r"(?:kuukausi|kuukauden|kk|månad(?:en)?|måned(?:en)?|maand|months?)\b|\b(?:mån|kuu|mnd|mdr|mon|mth)\b"
)
_YEAR_WORD = re.compile(r"(?:vuosi|vuoden|år(?:et)?|jaar|years?)\b|\b(?:v|yr)\b")
_YEAR = re.compile(r"(?:19[5-9]|20\d)\d(?:[.,]0)?")
_MONTH = re.compile(r"0?([1-9])\.?|(1[0-2])\.?|([1-9]|1[0-2])[.,]0")
_SIDES = (Field.START, Field.END)
_NAMED = 85.0
_AGREE = 0.8
_ACCEPTED = N_("a number from 1 to 12 or the name of a month")
NOT_A_MONTH = Fault(N_("This is not understood as a month; the year alone was taken."), _ACCEPTED)
NO_YEAR_BESIDE = Fault(N_("The month is said without its year; it is not known when."), N_("a year, such as 2011"))
ANOTHER_MONTH = Fault(
    N_("The date beside it says its own month; this one was left out."), N_("the month of the date, or nothing")
)
LOOSE = Fault(
    N_("This looks like the months of dates whose years stand in another column, but not surely of which; left out."),
    N_("headings that say it, such as Start month and Start year"),
)


class Months(NamedTuple):
    """Columns of months.

    Attributes:
        pairs: start or end → its column of years and its column of months.
        confidence: of the columns of the pairs.
        loose: columns of months beside years, of which it is not sure enough to which years they belong.
    """

    pairs: Mapping[Field, tuple[int, int]]
    confidence: Mapping[int, float]
    loose: frozenset[int]


NONE = Months({}, {}, frozenset())


def find_months(headings: Sequence[Heading], values: Sequence[Sequence[Cell]], said: Mapping[int, Use]) -> Months:
    """The columns of months of a table and the columns of years they belong to.

    Args:
        headings, values: of all columns.
        said: what a person has said of columns.
    """
    named = [
        column
        for column, heading in enumerate(headings)
        if _MONTH_WORD.search(heading.whole.casefold()) and _may_be(column, said) and _are(values[column], is_month)
    ]
    if not named:
        return NONE
    years = {
        column: side
        for column, heading in enumerate(headings)
        if column not in named and (side := _side(heading)) and _may_be(column, said, side)
        if _are(values[column], is_year)
    }
    if not years:
        return NONE
    pairs: dict[Field, tuple[int, int]] = {}
    doubted: set[int] = set()
    for column in named:
        side = _side(headings[column])
        of = [year for year, what in years.items() if what is side]
        if side is None or not of or not _may_be(column, said, side):
            continue
        if side in pairs or len(of) > 1:
            doubted.add(column)
        else:
            pairs[side] = (of[0], column)
    confidence = {column: by_header(90.0, 1.0, 100.0) for pair in pairs.values() for column in pair}
    nameless = [column for column in named if not _rest(headings[column])]
    if nameless and not pairs:
        pairs = _by_place(nameless, years)
        confidence = {column: by_likeness(1.0, 0.8) for pair in pairs.values() for column in pair}
    doubted.update(nameless)
    return Months(pairs, confidence, frozenset(doubted - {month for _year, month in pairs.values()}))


def _may_be(column: int, said: Mapping[int, Use], side: Field | None = None) -> bool:
    """Whether a person has said nothing against a column being of a date."""
    if side is not None and any(use.what is side for use in said.values()):
        return column in said and said[column].what is side
    return column not in said or said[column].what in _SIDES


def _rest(heading: Heading) -> str:
    """What a heading says beside that it is a month or a year."""
    return fold(_YEAR_WORD.sub(" ", _MONTH_WORD.sub(" ", heading.whole.casefold())))


def _side(heading: Heading) -> Field | None:
    """Start or end, when a heading names one of them, alone or before its month or year."""
    found: dict[Field, float] = {}
    for what, score in (*heading_scores(Heading(_rest(heading))), *heading_scores(heading)):
        found[what] = max(score, found.get(what, 0.0))
    sides = [side for side in _SIDES if found.get(side, 0.0) >= _NAMED]
    return sides[0] if len(sides) == 1 else None


def _by_place(months: Sequence[int], years: Mapping[int, Field]) -> dict[Field, tuple[int, int]]:
    """Months that say nothing of their own: each stands beside its year, all of them on the same side of it."""
    fits = [
        {years[month + step]: (month + step, month) for month in months}
        for step in (-1, 1)
        if all(month + step in years for month in months)
    ]
    return fits[0] if len(fits) == 1 and len(fits[0]) == len(months) else {}


def _are(values: Sequence[Cell], is_one: Callable[[Cell], bool]) -> bool:
    known = [value for value in values if value != "" and not (isinstance(value, str) and is_unknown(value))]
    return bool(known) and sum(map(is_one, known)) >= _AGREE * len(known)


def is_year(cell: Cell) -> bool:
    """Whether a cell is a year and nothing else."""
    return not isinstance(cell, bool) and _YEAR.fullmatch(text_of(cell)) is not None


def is_month(cell: Cell) -> bool:
    """Whether a cell is a month and nothing else: a number from 1 to 12 or a month's name."""
    if isinstance(cell, bool):
        return False
    text = text_of(cell)
    return _MONTH.fullmatch(text) is not None or (len(text) < 20 and month_number(fold(text)) is not None)


def joined(year: Cell, month: Cell) -> tuple[Cell, Fault | None]:
    """A date of which the month stands in a cell of its own, as one cell, and what is wrong with the month."""
    text = text_of(month).strip()
    if not text or is_unknown(text):
        return year, None
    if year == "" or is_unknown(text_of(year)):
        return year, NO_YEAR_BESIDE
    if not is_year(year):
        said = read_moment(year)
        month_of = said.first.month if isinstance(said, Moment) and said.first else None
        return year, None if month_of is not None and month_of == _number(text) else ANOTHER_MONTH
    if not isinstance(month, bool) and (number := _number(text)) is not None:
        return f"{number}/{text_of(year)[:4]}", None
    together = f"{text} {text_of(year)[:4]}"
    if re.search(r"[^\W\d_]", text) and isinstance(read_moment(together), Moment):
        return together, None
    return year, NOT_A_MONTH


def _number(text: str) -> int | None:
    match = _MONTH.fullmatch(text)
    return month_number(fold(text)) if match is None else int(next(filter(None, match.groups())))


def join(years: Iterable[Cell], months: Iterable[Cell]) -> tuple[list[Cell], dict[int, Fault]]:
    """The cells of a column of years with the months of another, and what is wrong with months, by row."""
    cells: list[Cell] = []
    faults: dict[int, Fault] = {}
    for index, (year, month) in enumerate(zip(years, months, strict=True)):
        cell, fault = joined(year, month)
        cells.append(cell)
        if fault is not None:
            faults[index] = fault
    return cells, faults
