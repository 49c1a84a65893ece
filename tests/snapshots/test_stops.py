"""Stops of a slider through time: every snapshot, and of the journal what is not too many."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from kpkportfolio import snapshots
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.model.tables import operation
from kpkportfolio.snapshots.stops import MOST, contents_at, stops
from kpkportfolio.store.edits import deleting, editing
from kpkportfolio.store.portfolio import Portfolio


def added(portfolio: Portfolio, title: str = "Hanke") -> str:
    id_ = new_id()
    change = Change("initiative", id_, None, {"kind": "initiative", "title": title})
    portfolio.commit(Operation(OperationKind.EDIT, title, [change]))
    return id_


def test_nothing_has_happened_and_nothing_is_to_be_seen(portfolio: Portfolio) -> None:
    assert stops(portfolio) == []
    added(portfolio)
    assert stops(portfolio) == []


def test_snapshots_and_operations_in_the_journals_order(portfolio: Portfolio) -> None:
    id_ = added(portfolio)
    taken = snapshots.take(portfolio, "1/2011")
    portfolio.commit(editing(portfolio, [id_], {"title": "Toinen"}))
    portfolio.commit(editing(portfolio, [id_], {"title": "Kolmas"}))
    portfolio.commit(deleting(portfolio, [id_]))
    found = stops(portfolio)
    # the first operation's state is the snapshot's, which is the second place; the last one's is today's
    assert [(stop.seq, stop.snapshot is not None, stop.operations) for stop in found] == [
        (1, True, 1),
        (3, False, 1),
        (4, False, 1),
    ]
    assert found[0].state == taken
    assert found[1].state == found[1].moment
    titles = [[row.title for row in contents_at(portfolio, stop).initiatives] for stop in found]
    assert titles == [["Hanke"], ["Toinen"], ["Kolmas"]]
    assert portfolio.initiatives() == []


@pytest.mark.parametrize(("hours", "expected"), [(1, "day"), (24, "week"), (24 * 7, "month")])
def test_a_long_journal_gives_the_last_of_each_period(portfolio: Portfolio, hours: int, expected: str) -> None:
    for n in range(MOST + 20):
        added(portfolio, f"Hanke {n}")
    first = datetime(2011, 1, 3, 9, tzinfo=UTC)
    with portfolio.write() as connection:
        for seq in range(1, MOST + 21):
            at = first + timedelta(hours=hours * (seq - 1))
            connection.execute(update(operation).where(operation.c.seq == seq).values(at=at))
    found = stops(portfolio)
    assert 0 < len(found) <= MOST
    assert [stop.seq for stop in found] == sorted({stop.seq for stop in found})
    periods = {
        "day": lambda day: day,
        "week": lambda day: day.isocalendar()[:2],
        "month": lambda day: (day.year, day.month),
    }
    named = [periods[expected](stop.day) for stop in found]
    assert len(set(named)) == len(named)
    # what was done since the stop before is all counted
    assert sum(stop.operations for stop in found) == found[-1].seq


def test_a_long_journal_of_one_day_is_evenly_chosen(portfolio: Portfolio) -> None:
    for n in range(MOST + 5):
        added(portfolio, f"Hanke {n}")
    found = stops(portfolio)
    assert len(found) == MOST
    assert (found[0].seq, found[-1].seq) == (1, MOST + 4)
