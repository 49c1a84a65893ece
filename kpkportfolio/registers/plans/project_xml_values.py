"""Values of single elements of MS Project's XML."""

import re
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from kpkportfolio.registers.values.moments import FIRST_YEAR, LAST_YEAR

_DATE = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d:\d\d))?")
_LARGEST = 1 << 31
_MOST_CENTS = 10**15


def text_in(element: Element, name: str) -> str | None:
    """An element's text without blanks around it; None when there is none."""
    return (element.findtext(name) or "").strip() or None


def number_in(element: Element, name: str) -> int | None:
    """A whole number; None when there is none, or none that means anything."""
    try:
        found = int(float(element.findtext(name) or ""))
    except (ValueError, OverflowError):
        return None
    return found if abs(found) < _LARGEST else None


def flag_in(element: Element, name: str) -> bool | None:
    """Yes or no; None when the element is not there."""
    text = (element.findtext(name) or "").strip().lower()
    return {"1": True, "true": True, "-1": True, "0": False, "false": False}.get(text)


def cents_in(element: Element, name: str) -> int | None:
    """Cents, which is what the file counts in; 0 is unknown."""
    found = whole_number(element.findtext(name))
    return found if found else None


def whole_number(text: str | None) -> int | None:
    """A whole number from 0 on, such as a sum in cents; None when there is none, or none that means anything."""
    try:
        found = round(float(text or ""))
    except (ValueError, OverflowError):
        return None
    return found if 0 <= found < _MOST_CENTS else None


def as_day(text: str | None) -> date | None:
    """The day of a time such as ``2012-03-01T08:00:00``; a year that no plan is of is a program's word for no day."""
    match = _DATE.match(text or "")
    if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def day_in(element: Element, name: str) -> date | None:
    """The day of a time; None when there is none."""
    return as_day(element.findtext(name))


def end_day_in(element: Element, name: str) -> date | None:
    """The last day of work; what ends at midnight has ended the day before."""
    text = element.findtext(name)
    day = as_day(text)
    if day is None or not (text or "").strip().endswith("T00:00:00"):
        return day
    start = day_in(element, name.replace("Finish", "Start"))
    return day if start is None or start >= day else day - timedelta(days=1)
