"""The portfolio at earlier moments, for the picture over time: its snapshots, else the journal's months."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import func, select

from kpkportfolio.charts.over_time import Moment, Past
from kpkportfolio.model.facts import Facts
from kpkportfolio.model.tables import operation
from kpkportfolio.snapshots.contents import conditions_of
from kpkportfolio.snapshots.moments import content_at, end_of_day
from kpkportfolio.store.content import Content
from kpkportfolio.store.freezing import content_of, listing
from kpkportfolio.store.portfolio import Portfolio

Progress = Callable[[int, int], None]
MOST = 12
"""Columns beside today's that a picture has room for."""
_One = TypeVar("_One")


def past(portfolio: Portfolio, today: date, progress: Progress | None = None) -> Past:
    """At most :data:`MOST` earlier moments, evenly chosen, the first and the last among them.

    Where nobody has taken a snapshot, the ends of the months before ``today`` as the journal tells them.
    """
    told = progress or (lambda _done, _all: None)
    taken = listing(portfolio)
    found: list[Moment] = []
    if taken:
        chosen = evenly(taken, MOST)
        for place, one in enumerate(chosen):
            told(place, len(chosen))
            found.append(_moment(one.name, one.taken_at.astimezone().date(), content_of(portfolio, one)))
        return Past(tuple(found), len(taken))
    months = _months(portfolio, today)
    days = evenly(months, MOST)
    for place, day in enumerate(days):
        told(place, len(days))
        found.append(_moment("", day, content_at(portfolio, end_of_day(day))))
    return Past(tuple(found), len(months))


def _moment(name: str, day: date, content: Content) -> Moment:
    contents = conditions_of(content)
    return Moment(name, day, contents.initiatives, Facts(contents, day))


def _months(portfolio: Portfolio, today: date) -> list[date]:
    """The last days of the months from the first operation on that are over."""
    with portfolio.read() as connection:
        first = connection.execute(select(func.min(operation.c.at))).scalar_one()
    found: list[date] = []
    last = today.replace(day=1) - timedelta(days=1)
    while first is not None and last >= first.astimezone().date():
        found.append(last)
        last = last.replace(day=1) - timedelta(days=1)
    return found[::-1]


def evenly(ones: Sequence[_One], most: int) -> list[_One]:
    """At most so many of them at even steps, the first and the last among them."""
    if len(ones) <= most:
        return list(ones)
    return [ones[round(place * (len(ones) - 1) / (most - 1))] for place in range(most)]
