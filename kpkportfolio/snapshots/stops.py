"""Where a slider through time can stop: every snapshot, and between them moments of the journal.

A journal of thousands of operations gives the last of each day, week, month, quarter or year, whichever is the first
that there are not too many of.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from kpkportfolio.model.change import OperationKind
from kpkportfolio.model.rows import Contents
from kpkportfolio.model.tables import operation
from kpkportfolio.snapshots.contents import contents_of
from kpkportfolio.snapshots.moments import content_after
from kpkportfolio.snapshots.over_time import evenly
from kpkportfolio.store.freezing import Snapshot, content_of, listing
from kpkportfolio.store.portfolio import Portfolio

_FEWEST = 3
MOST = 60
"""Moments of the journal; the snapshots are stops however many there are."""


class Stop(NamedTuple):
    """A state of the portfolio that was.

    Attributes:
        seq: the journal's last operation in it, 0 before the first.
        moment: when it was so.
        snapshot: what was frozen; None for a moment of the journal.
        operations: how many operations there are since the stop before.
    """

    seq: int
    moment: datetime
    snapshot: Snapshot | None = None
    operations: int = 0

    @property
    def day(self) -> date:
        """The day it was so, where this computer is."""
        return self.moment.astimezone().date()

    @property
    def state(self) -> Snapshot | datetime:
        """What else in the program takes to show or compare it."""
        return self.snapshot or self.moment


_PERIODS: Sequence[Callable[[date], object]] = (
    lambda day: day,
    lambda day: day.isocalendar()[:2],
    lambda day: (day.year, day.month),
    lambda day: (day.year, (day.month - 1) // 3),
    lambda day: day.year,
)


def stops(portfolio: Portfolio) -> list[Stop]:
    """All stops in the journal's order; how it is now is none of them.

    The journal's order counts, not the clock's.
    """
    with portfolio.read() as connection:
        # that a snapshot was taken changed nothing, and the snapshot itself is a stop
        done = select(operation.c.seq, operation.c.at).where(operation.c.kind != OperationKind.SNAPSHOT.value)
        journal = [(seq, at) for seq, at in connection.execute(done)]
    journal.sort()
    taken = listing(portfolio)
    frozen = {one.operation_seq or 0 for one in taken}
    # the last operation made what there is now
    moments = [(seq, at) for seq, at in _fewer(journal[:-1]) if seq not in frozen]
    found = [Stop(one.operation_seq or 0, one.taken_at, one) for one in taken]
    found += [Stop(seq, at) for seq, at in moments]
    found.sort(key=lambda stop: (stop.seq, stop.moment))
    seqs = [seq for seq, _at in journal]
    return [
        stop._replace(operations=_between(seqs, found[place - 1].seq if place else 0, stop.seq))
        for place, stop in enumerate(found)
    ]


def _fewer(journal: Sequence[tuple[int, datetime]]) -> list[tuple[int, datetime]]:
    """The operations themselves, or the last of each period; evenly chosen where all was done in a few of them."""
    found = list(journal)
    for period in _PERIODS:
        if len(found) <= MOST:
            break
        found = list({period(at.astimezone().date()): (seq, at) for seq, at in journal}.values())
    return evenly(journal if len(found) < _FEWEST <= len(journal) else sorted(found), MOST)


def _between(seqs: Sequence[int], after: int, until: int) -> int:
    return bisect_right(seqs, until) - bisect_right(seqs, after)


def contents_at(portfolio: Portfolio, stop: Stop) -> Contents:
    """The portfolio as it was at a stop, with what has been deleted since."""
    content = content_after(portfolio, stop.seq) if stop.snapshot is None else content_of(portfolio, stop.snapshot)
    return contents_of(content)
