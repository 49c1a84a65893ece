"""What the cells of the table need to know of the whole portfolio."""

from collections.abc import Sequence
from datetime import date

from kpkportfolio.model.facts import Facts
from kpkportfolio.model.rows import Contents
from ui.models.column import Surroundings
from ui.models.own_columns import own_values

_MOST_YEARS = 8
"""More years than these make bars too small to read; then the outermost initiatives are cut off."""
_OUTERMOST = 0.02


def surroundings(contents: Contents, facts: Facts) -> Surroundings:
    """The years bars are drawn for, today if it is among them, titles by id, the years of impact, what is stale, what
    is worked out of the facts, and fields of one's own."""
    today = facts.today
    first, last = bar_years(
        [row.start.year for row in contents.initiatives if row.start],
        [row.end.year for row in contents.initiatives if row.end],
        today.year,
    )
    years = [row.year for row in contents.impact if row.year is not None]
    return Surroundings(
        date(first, 1, 1),
        date(last, 12, 31),
        today if first <= today.year <= last else None,
        {row.id: row.title for row in contents.initiatives},
        (min(years), max(years)) if years else None,
        today,
        facts.months,
        facts,
        own_values(contents),
    )


def bar_years(starts: Sequence[int], ends: Sequence[int], today: int) -> tuple[int, int]:
    """First and last year of the schedule bars; of a long span the years nearly everything lies in."""
    if not starts and not ends:
        return today, today + 4
    every = sorted([*starts, *ends])
    first, last = every[0], every[-1]
    if last - first >= _MOST_YEARS:
        outermost = int(len(every) * _OUTERMOST)
        first, last = every[outermost], every[-1 - outermost]
    return first, max(last, first)
