"""What a cell over a calendar grid names: a week, a month, a day, a quarter, with its year or without."""

import re
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from kpkportfolio.registers.files.cells import Cell
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.values.moments import Impossible, Moment, Strange, month_number, months, week
from kpkportfolio.registers.values.periods import numeric

WEEK, MONTH, QUARTER, HALF, DAY, YEAR, NUMBER = "week", "month", "quarter", "half", "day", "year", "number"
_HIGHEST = {WEEK: 53, MONTH: 12, QUARTER: 4, HALF: 2, NUMBER: 53}
_WEEK = re.compile(r"(?:viikko|vko|vk|v|vecka|veckor|week|wk|w|kw)[ .]*(\d{1,2})\.?(?:\s*[/-]\s*((?:19|20)\d\d|\d\d))?")
_WEEK_LAST = re.compile(r"(\d{1,2})[. ]*(?:vko|vk|viikko|vecka)")
_QUARTER = re.compile(r"(?:q|kv|kvartaali|kvartal|quarter|[iv]+ ?/)[ .]*([1-4])(?:[ /-]*((?:19|20)\d\d))?")
_HALF = re.compile(r"h ?([12])(?:[ /-]*((?:19|20)\d\d))?")
_HALF_FIRST = re.compile(r"([12])(?:h|\. ?puolivuo\w*|\. ?vuosipuol\w*|\. ?halvår\w*)(?:[ /-]*((?:19|20)\d\d))?")
_SEASON = re.compile(r"(kevät|syksy|vår|våren|höst|hösten|spring|autumn)[ /'-]*((?:19|20)?\d\d)")
_SPRINGS = frozenset(("kevät", "vår", "våren", "spring"))
_MONTH = re.compile(r"([^\W\d_]{3,12})[. /'-]*((?:19|20)?\d\d)?")
_DAY_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})\.?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_YEAR_ALONE = re.compile(r"(?:tae? |ts |v\. ?|vuosi |år )?((?:19|20)\d\d)")
_YEAR_OF_TITLE = re.compile(r"(?<![\d./-])((?:19|20)\d\d)(?:\s?[–/-]\s?((?:20)?\d\d))?(?![\d./-]*\d)")


class Unit(NamedTuple):
    """A period as far as its cell names it.

    Attributes:
        kind: ``week``, ``month``, ``quarter``, ``half``, ``day``, ``year``; ``number`` is 1, 2, 3 … of what a word
            elsewhere tells.
        number: within the year; of a day the month.
        year: None when the cell does not say.
        day: of the month.
    """

    kind: str
    number: int
    year: int | None = None
    day: int = 0

    @property
    def order(self) -> tuple[int, int]:
        """What grows from one period to the next within a year."""
        return self.number, self.day


def unit_in(cell: Cell) -> Unit | None:
    """The period that a cell names; None when it names none."""
    if isinstance(cell, date):
        return Unit(DAY, cell.month, cell.year, cell.day)
    if isinstance(cell, bool) or cell == "":
        return None
    if isinstance(cell, (int, float)):
        if 1990 <= cell <= 2099 and float(cell).is_integer():
            return Unit(YEAR, 1, int(cell))
        return Unit(NUMBER, int(cell)) if 1 <= cell <= 53 and float(cell).is_integer() else None
    text = cell.strip().casefold()
    if _WEEK.fullmatch(above := text.partition("\n")[0].strip()):
        text = above  # "vk 40" over the days of the week
    if len(text) > 20:
        return None
    if text.isdecimal():
        return Unit(NUMBER, int(text)) if len(text) <= 2 and 1 <= int(text) <= 53 else None
    if match := _YEAR_ALONE.fullmatch(text):
        return Unit(YEAR, 1, int(match[1]))
    if (match := _WEEK.fullmatch(text)) or (match := _WEEK_LAST.fullmatch(text)):
        return _checked(WEEK, int(match[1]), match[2] if match.lastindex == 2 else None)
    if match := _QUARTER.fullmatch(text):
        return _checked(QUARTER, int(match[1]), match[2])
    if (match := _HALF.fullmatch(text)) or (match := _HALF_FIRST.fullmatch(text)):
        return _checked(HALF, int(match[1]), match[2])
    if match := _SEASON.fullmatch(text):
        return _checked(HALF, 1 if match[1] in _SPRINGS else 2, match[2])
    if (match := _MONTH.fullmatch(text)) and (number := _month(fold(match[1]))):
        return _checked(MONTH, number, match[2])
    if match := _DAY_MONTH.fullmatch(text):
        number, month = int(match[1]), int(match[2])
        return Unit(DAY, month, None, number) if 1 <= month <= 12 and 1 <= number <= 31 else None
    try:
        moment = numeric(text, True)
    except (Impossible, Strange):
        return None
    if moment is None or moment.first is None or moment.last is None:
        return None
    if moment.first == moment.last:
        return Unit(DAY, moment.first.month, moment.first.year, moment.first.day)
    whole = months(moment.first.year, moment.first.month, moment.first.month)
    return Unit(MONTH, moment.first.month, moment.first.year) if moment == whole else None


def _month(word: str) -> int | None:
    """Among months, ``kesä`` is June rather than the summer."""
    return 6 if word == "kesa" else month_number(word)


def _checked(kind: str, number: int, year: str | None) -> Unit | None:
    if not 1 <= number <= _HIGHEST[kind]:
        return None
    return Unit(kind, number, None if year is None else int(year) + (2000 if len(year) == 2 else 0))


def year_in(cell: Cell) -> tuple[int, int | None] | None:
    """The year, and the month if it names one too, of a wider heading: ``2012``, ``Vuosi 2012``, ``tammikuu 2012``."""
    if isinstance(cell, date):
        return cell.year, cell.month
    if isinstance(cell, bool) or cell == "":
        return None
    if isinstance(cell, (int, float)):
        return (int(cell), None) if 1990 <= cell <= 2099 and float(cell).is_integer() else None
    years = _YEAR.findall(cell) if len(cell) <= 30 else []
    if len(years) != 1:
        return None
    named = [number for word in fold(cell).split() if (number := _month(word))]
    return int(years[0]), named[0] if len(named) == 1 else None


def years_of(title: str) -> tuple[int, int] | None:
    """The first and last year that a title is about, ``Työsuunnitelma 2024–2025``; not that of a date in it."""
    found = _YEAR_OF_TITLE.findall(title) if len(title) <= 80 else []
    if len(found) != 1:
        return None
    first, last = int(found[0][0]), found[0][1]
    return first, first if not last else first - first % 100 + int(last) % 100


def days_of(unit: Unit, year: int | None) -> Moment | None:
    """The first and last day of a period in a year; None when that is no period of any calendar."""
    year = unit.year or year
    if year is None:
        return None
    try:
        if unit.kind == WEEK:
            return week(year, unit.number)
        if unit.kind == YEAR:
            return months(year, 1, 12)
        if unit.kind == MONTH:
            return months(year, unit.number, unit.number)
        if unit.kind == HALF:
            return months(year, unit.number * 6 - 5, unit.number * 6)
        if unit.kind == QUARTER:
            return months(year, unit.number * 3 - 2, unit.number * 3)
        if unit.kind == DAY:
            that = date(year, unit.number, unit.day)
            return Moment(that, that)
    except (Impossible, Strange, ValueError):
        return None
    return None


def part_of(period: Moment, number: int, parts: int) -> Moment:
    """One of the columns into which a wider heading is divided, such as the four under a month."""
    if parts == 1 or period.first is None or period.last is None:
        return period
    days = (period.last - period.first).days + 1
    first = period.first + timedelta(days=days * number // parts)
    return Moment(first, max(first, period.first + timedelta(days=days * (number + 1) // parts - 1)))


def lasting(days: list[Moment | None]) -> list[Moment | None]:
    """Days that begin weeks or longer periods, as those periods."""
    firsts = [day.first for day in days if day and day.first]
    steps = [(later - earlier).days for earlier, later in pairwise(firsts)]
    if len(firsts) < len(days) or not steps or (usual := int(median(steps))) < 2:
        return days
    ends = [*(first - timedelta(days=1) for first in firsts[1:]), firsts[-1] + timedelta(days=usual - 1)]
    return [Moment(first, end) for first, end in zip(firsts, ends, strict=True)]
