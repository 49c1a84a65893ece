"""What single cells of a workbook of our own say; a Fault where that cannot be understood."""

from datetime import date, datetime

from kpkportfolio.registers.values.dates import read_moment
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.moments import Moment
from kpkportfolio.registers.values.money import read_money
from kpkportfolio.text import N_

_YEARS = (1900, 2200)
_MOST_DIGITS = 9


def day(cell: object, first: bool = False) -> date | Fault | None:
    """A day; of a longer time its last, or its ``first``."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = read_moment(cell)
    if isinstance(found, Moment):
        return found.first if first else found.last
    return found


def percentage(cell: object) -> int | Fault:
    """A whole number from 0 to 100."""
    number = _whole(cell.replace("%", "") if isinstance(cell, str) else cell)
    if number is None or not 0 <= number <= 100:
        return Fault(N_("It is no percentage from 0 to 100."), "0–100")
    return number


def year(cell: object) -> int | Fault:
    """A year."""
    number = _whole(cell)
    if number is None or not _YEARS[0] <= number <= _YEARS[1]:
        return Fault(N_("This is no year."), N_("a year, such as 2026, or an empty cell"))
    return number


def cents(cell: object, low: bool) -> int | Fault | None:
    """An amount in cents; of a range its lower or its upper end."""
    found = read_money(cell)
    if found is None or isinstance(found, Fault):
        return found
    return found.low if low else found.high


def amount(cell: object) -> int | Fault | None:
    """One amount in cents, no range."""
    found = read_money(cell)
    if found is None or isinstance(found, Fault):
        return found
    return found.low if found.low == found.high else Fault(N_("This is a range."), N_("one amount, such as 125 000"))


def _whole(cell: object) -> int | None:
    if isinstance(cell, str):
        text = cell.strip()
        # Python itself refuses thousands of digits, which a cell can hold
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else None
    return cell if isinstance(cell, int) and not isinstance(cell, bool) else None
