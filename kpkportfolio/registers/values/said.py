"""What a cell was taken for, in the words of the language spoken now: ``kesäkuu 2012 → 1.6.2012``."""

from datetime import date
from decimal import Decimal
from enum import Enum

from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.moments import Moment
from kpkportfolio.registers.values.money import Money
from kpkportfolio.text import _, format_date, format_euros, format_number, language


class Place(Enum):
    """Where a moment stands: a start takes its first day, an end its last, a schedule both."""

    START = "start"
    END = "end"
    SCHEDULE = "schedule"


def interpretation(text: str, found: Moment | Money | Fault | None, place: Place = Place.SCHEDULE) -> str:
    """A cell's text and what it was taken for; of one that is not understood, why and what would be."""
    return f"{' '.join(text.split())} → {_reading(found, place)}"


def _reading(found: Moment | Money | Fault | None, place: Place) -> str:
    if found is None:
        return _("not known")
    if isinstance(found, Fault):
        return _("{problem} Accepted: {what}.").format(problem=_(found.message), what=_(found.accepted))
    return money_in_words(found) if isinstance(found, Money) else moment_in_words(found, place)


def moment_in_words(moment: Moment, place: Place) -> str:
    """The day or days that a moment gives to a start, an end or a schedule."""
    if place is Place.START:
        return _day(moment.first)
    if moment.open:
        no_end = _("no end")
        if place is Place.END or moment.first is None:
            return no_end
        return f"{format_date(moment.first)}–, {no_end}"
    if place is Place.END:
        return _day(moment.last)
    if moment.first is None or moment.last is None:
        known = _("until {date}") if moment.first is None else _("from {date}")
        return known.format(date=format_date(moment.last if moment.first is None else moment.first))
    return "–".join(dict.fromkeys((format_date(moment.first), format_date(moment.last))))


def money_in_words(money: Money) -> str:
    """The euros of an amount, exact: ``2 000 000–3 000 000 €``, ``at most 100 000 €``."""
    low, high = money.low, money.high
    if low is None and high is None:
        return _("not known")
    if low is None:
        amount = _("at most {amount}").format(amount=format_euros(high))
    elif high is None:
        amount = _("at least {amount}").format(amount=format_euros(low))
    elif low == high:
        amount = format_euros(low)
    elif language() == "en":
        amount = f"{format_euros(low)}–{_number(high)}"
    else:
        amount = f"{_number(low)}–{format_euros(high)}"
    return _("{amount} a year, taken as it stands").format(amount=amount) if money.yearly else amount


def _day(that: date | None) -> str:
    return _("not known") if that is None else format_date(that)


def _number(cents: int) -> str:
    return format_number(Decimal(cents) / 100, 2 if cents % 100 else 0)
