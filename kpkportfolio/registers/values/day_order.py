"""What day and month are in ``3/4/2011``: told by all values of a column together, and said with its evidence."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from kpkportfolio.text import _, ngettext

_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)(?![\d/])")
# no cell that holds a date is longer
_LONGEST = 100


class DayOrder(NamedTuple):
    """How slashed dates of a column are read.

    Attributes:
        day_first: the day comes first; so it is read without evidence too.
        day_shown_by, month_shown_by: the first date that can only be read with its day, or its month, first.
        ambiguous: how many dates could be read both ways and would differ.
    """

    day_first: bool
    day_shown_by: str | None
    month_shown_by: str | None
    ambiguous: int

    def said(self) -> str:
        """The reading with its evidence in the language spoken now; empty where there is nothing to decide."""
        if self.day_shown_by and self.month_shown_by:
            order = _("day before month") if self.day_first else _("month before day")
            return _("{order}, though {one} and {other} contradict each other").format(
                order=order, one=self.day_shown_by, other=self.month_shown_by
            )
        if self.day_shown_by:
            return _("day before month, as in {date}").format(date=self.day_shown_by)
        if self.month_shown_by:
            return _("month before day, as in {date}").format(date=self.month_shown_by)
        if not self.ambiguous:
            return ""
        return ngettext(
            "day before month is assumed: {n} date could be read both ways",
            "day before month is assumed: {n} dates could be read both ways",
            self.ambiguous,
        ).format(n=self.ambiguous)


def day_order(texts: Iterable[object]) -> DayOrder:
    """All values vote; a date with a number above 12 has a voice."""
    votes = ambiguous = 0
    by_day: str | None = None
    by_month: str | None = None
    # a column says the same few things again and again; the first one that shows an order is told
    for text, times in Counter(text for text in texts if isinstance(text, str) and "/" in text).items():
        for match in _SLASHED.finditer(text[:_LONGEST]):
            first, second = int(match[1]), int(match[2])
            votes += times * ((first > 12) - (second > 12))
            ambiguous += times * (first <= 12 and second <= 12 and first != second)
            if first > 12 >= second:
                by_day = by_day or match[0]
            elif second > 12 >= first:
                by_month = by_month or match[0]
    return DayOrder(votes >= 0, by_day, by_month, ambiguous)


def day_first(texts: Iterable[object]) -> bool:
    """Whether slashed dates of a column are day/month/year. All values vote; without evidence, yes."""
    return day_order(texts).day_first
