"""How old what a register tells is, in words; the same wherever its initiatives show."""

from datetime import date

from kpkportfolio.model.staleness import stale
from kpkportfolio.text import _, format_date, format_number, ngettext


def stale_words(read_on: date | None, today: date, months: int) -> str:
    """Why what was read then is marked as stale; empty when it is not."""
    if not stale(read_on, today, months):
        return ""
    told = ngettext(
        "Stale: last read {date}, more than {n} month ago", "Stale: last read {date}, more than {n} months ago", months
    )
    return told.format(date=format_date(read_on), n=format_number(months))


def age_words(read_on: date | None, today: date, months: int) -> str:
    """Whether a register is up to date or stale, in a word or two for a table."""
    if read_on is None:
        return _("never read from a file")
    if not stale(read_on, today, months):
        return _("up to date")
    age = max((today.year - read_on.year) * 12 + today.month - read_on.month - (today.day < read_on.day), months)
    if age >= 24:
        years = age // 12
        return ngettext("stale, {n} year old", "stale, {n} years old", years).format(n=format_number(years))
    return ngettext("stale, {n} month old", "stale, {n} months old", age).format(n=format_number(age))
