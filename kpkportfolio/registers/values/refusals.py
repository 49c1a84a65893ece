"""Why a text is not taken for a date: what a person can do about it differs."""

import re

from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.text import N_

ACCEPTED = N_("a date such as 31.3.2011 or 2011-03-31, 3/2011, Q1/2011, spring 2011, end of 2011, 2011, ongoing")
NOT_A_DATE = Fault(N_("This is not understood as a date."), ACCEPTED)
IMPOSSIBLE_DATE = Fault(N_("There is no such date in the calendar."), ACCEPTED, fatal=True)
NO_YEAR = Fault(N_("The year is not said."), ACCEPTED)
A_LENGTH = Fault(N_("This is a length of time, not a date."), ACCEPTED)
ONE_OF_TWO = Fault(
    N_("This could be either of two years."), N_("both years, such as winter 2011–12 or the turn of the year 2011–12")
)
LETTERS = Fault(N_("Letters stand where digits belong, such as O for 0 or l for 1."), ACCEPTED)
BACKWARDS = Fault(N_("The end is before the start."), N_("an end on or after the start"))

_LENGTH = re.compile(
    r"(?:n\.?|noin|ca\.?|about|arviolta|kesto)?\s?\d{1,3}(?:[.,]\d)?\s?(?:[-–]\s?\d{1,3}\s?)?"
    r"(?:kk|kuukau\w{0,6}|vuot\w{0,4}|vuosi|v|år|mån\w{0,6}|months?|years?|weeks?|veck\w{0,3}|viik\w{0,5}|vko|"
    r"pv|päiv\w{0,5}|"
    r"days?|dag\w{0,3})\.?",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?:ensi|tana|viime|seuraavana|next|this|last|nasta|i ar|detta|forra) ?(?:vuo\w{0,4}|year|ar|aret|spring|autumn|"
    r"keva\w{0,5}|syksy\w{0,4}|var|host|quarter|month)?(?: (?:loppu\w{0,5}|alku\w{0,5}))?"
)
_NEARLY_DIGITS = re.compile(r"[\dOoQl|SB./ –-]{4,24}")
_DIGITS = str.maketrans("OoQl|SB", "0001158")


def is_length(text: str) -> bool:
    """Whether a text says for how long rather than when."""
    return _LENGTH.fullmatch(text) is not None


def is_relative(folded: str) -> bool:
    """Whether a text counts from the day it was written: ``next year``, ``ensi vuonna``."""
    return _RELATIVE.fullmatch(folded) is not None


def with_digits(text: str) -> str | None:
    """A text of digits among which letters stand, with digits in their place; None for any other text."""
    if not _NEARLY_DIGITS.fullmatch(text) or (text.isupper() and not re.search(r"\d", text)):
        return None
    changed = text.translate(_DIGITS)
    return changed if changed != text and any(c.isdigit() for c in text) else None
