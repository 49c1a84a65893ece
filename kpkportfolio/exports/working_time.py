"""Working time of the calendar that plans go out with: eight hours a day from Monday to Friday."""

from datetime import date

HOURS = 8
_WORKING_DAYS = 5


def hours(start: date, end: date) -> int:
    """Working hours from the morning of ``start`` to the evening of ``end``; 0 when both are in one weekend."""
    return HOURS * max(_working_days(end.toordinal() + 1) - _working_days(start.toordinal()), 0)


def _working_days(ordinal: int) -> int:
    """Working days before a day; day 1 of the calendar was a Monday."""
    weeks, day = divmod(ordinal - 1, 7)
    return weeks * _WORKING_DAYS + min(day, _WORKING_DAYS)
