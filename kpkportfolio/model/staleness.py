"""When what a register tells is too old to be relied on."""

from datetime import date

MONTHS = 6
"""After how many months without a reading a register is stale, unless the application is told otherwise."""

_months = [MONTHS]


def months() -> int:
    """After how many months without a reading a register is stale in this process."""
    return _months[0]


def use_months(wanted: int) -> None:
    """After another number of months from now on, in windows and files alike."""
    _months[0] = wanted


def stale(read_on: date | None, today: date, months: int = MONTHS) -> bool:
    """Whether what was read then is older than so many months. What was never read from a file is never stale."""
    if read_on is None:
        return False
    years, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    # the day of the month is compared too: 31 August is half a year after 28 February, 27 August is not
    return (read_on.year, read_on.month, read_on.day) < (years, month + 1, today.day)
