"""Between days and pixels, and the units that bars move by."""

import calendar
import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DAYS_PER_MONTH = 30.436875
"""The mean Gregorian month: zooms are told in px a month, the axis is even in days."""

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""The days a bar can be moved to; figures by year have the same bounds."""

LEAST_ZOOM, MOST_ZOOM = 1.5, 420.0
"""Bounds of the zoom, px a month."""

# floats carry x and back again with an error far below a thousandth of a day
_TOLERANCE = 1e-6


class Unit(StrEnum):
    """What a bar is moved by."""

    DAY = "day"
    MONTH = "month"


def unit_of(per_month: float) -> Unit:
    """Days where a day can be seen (from 72 px a month), months in the wider zooms."""
    return Unit.DAY if per_month >= 72 else Unit.MONTH


@dataclass(frozen=True, slots=True)
class TimeScale:
    """``left`` is the day at x = 0 as a proleptic ordinal with a fraction; ``per_month`` is the zoom in px."""

    left: float
    per_month: float

    @property
    def per_day(self) -> float:
        return self.per_month / DAYS_PER_MONTH

    def x(self, day: date, evening: bool = False) -> float:
        """Where a day begins, or ends when ``evening``."""
        return (day.toordinal() + evening - self.left) * self.per_month / DAYS_PER_MONTH

    def ordinal(self, x: float) -> float:
        """The day at ``x`` as an ordinal with the time of day as its fraction."""
        return self.left + x * DAYS_PER_MONTH / self.per_month

    def day(self, x: float) -> date:
        """The day that ``x`` lies in."""
        return as_day(math.floor(self.ordinal(x) + _TOLERANCE))

    def zoomed(self, per_month: float, x: float) -> "TimeScale":
        """Another zoom with the same day at ``x``."""
        per_month = min(max(per_month, LEAST_ZOOM), MOST_ZOOM)
        return TimeScale(self.ordinal(x) - x * DAYS_PER_MONTH / per_month, per_month)

    def moved(self, pixels: float) -> "TimeScale":
        """Later by so many px."""
        return TimeScale(self.left + pixels * DAYS_PER_MONTH / self.per_month, self.per_month)


def as_day(ordinal: int) -> date:
    """The date of an ordinal, held inside the calendar."""
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def _within(day: date) -> date:
    return min(max(day, FIRST_DAY), LAST_DAY)


def shifted(day: date, unit: Unit, steps: int) -> date:
    """So many units later. The last day of a month stays the last day of a month."""
    if unit is Unit.DAY:
        return _within(as_day(day.toordinal() + steps))
    number = min(max(day.year * 12 + day.month - 1 + steps, 12), 9999 * 12 + 11)
    year, month = divmod(number, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    last = day.day == calendar.monthrange(day.year, day.month)[1]
    return _within(date(year, month + 1, longest if last else min(day.day, longest)))


def steps_between(days: float, unit: Unit) -> int:
    """So many days in whole units, rounded."""
    return round(days if unit is Unit.DAY else days / DAYS_PER_MONTH)


def nearest_morning(ordinal: float, unit: Unit) -> date:
    """The day, or the first of a month, whose beginning is nearest."""
    if unit is Unit.DAY:
        return _within(as_day(round(ordinal)))
    this = as_day(math.floor(ordinal)).replace(day=1)
    after = shifted(this, Unit.MONTH, 1)
    nearer = ordinal - this.toordinal() > after.toordinal() - ordinal
    return _within(after if nearer else this)


def nearest_evening(ordinal: float, unit: Unit) -> date:
    """The day, or the last of a month, whose end is nearest."""
    morning = nearest_morning(ordinal, unit)
    return _within(as_day(morning.toordinal() - 1))
