"""The portfolio as it was, open: whole, with its history, and closed to every write."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from kpkportfolio import snapshots
from kpkportfolio.errors import UsageError
from kpkportfolio.model.tables import operation
from kpkportfolio.sample import sample_operation
from kpkportfolio.snapshots.moments import content_after
from kpkportfolio.snapshots.past import open_past
from kpkportfolio.snapshots.stops import stops
from kpkportfolio.store.edits import deleting, editing
from kpkportfolio.store.portfolio import Portfolio


def test_what_was_is_there_with_its_history_and_what_was_deleted_since(portfolio: Portfolio) -> None:
    portfolio.commit(sample_operation())
    gone = portfolio.initiatives()[0]
    taken = snapshots.take(portfolio, "3/2011")
    then = datetime.now(UTC)
    content, history = portfolio.content(), portfolio.history(gone.id)
    # versions of rows are the store's own, and begin anew
    rows = {row.id: row._replace(version=1) for row in portfolio.initiatives()}
    portfolio.commit(deleting(portfolio, [gone.id]))
    portfolio.keep_vectors("m", {"k": b"v"})
    snapshots.take(portfolio, "4/2011")
    for state in (taken, then):
        past = open_past(portfolio, state)
        try:
            assert past.content() == content
            assert {row.id: row for row in past.initiatives()} == rows
            assert past.history(gone.id) == history
            assert snapshots.listing(past) == [taken]
            assert snapshots.verify(past) == []
            assert past.vectors("m") == {"k": b"v"}
            assert (past.name, past.path, past.target) == (portfolio.name, portfolio.path, portfolio.target)
            assert past.stacks() == ([], [])
        finally:
            past.close()
    assert not Path(past.folder.name).exists()


def test_nothing_of_the_past_is_changed(portfolio: Portfolio) -> None:
    portfolio.commit(sample_operation())
    row = portfolio.initiatives()[0]
    taken = snapshots.take(portfolio, "3/2011")
    past = open_past(portfolio, taken)
    try:
        for change in (
            lambda: past.commit(editing(past, [row.id], {"title": "Muu"})),
            lambda: snapshots.take(past, "muu"),
        ):
            with pytest.raises(UsageError, match=r"as it was: the snapshot “3/2011”"):
                change()
        assert past.content() == portfolio.content()
    finally:
        past.close()
    portfolio.commit(editing(portfolio, [row.id], {"title": "Muu"}))


def test_a_stop_is_its_place_in_the_journal_also_where_a_clock_was_set_back(portfolio: Portfolio) -> None:
    portfolio.commit(sample_operation())
    row = portfolio.initiatives()[0]
    for title in ("Toinen", "Kolmas", "Neljäs"):
        portfolio.commit(editing(portfolio, [row.id], {"title": title}))
    with portfolio.write() as connection:
        earlier = datetime.now(UTC) - timedelta(hours=1)
        connection.execute(update(operation).where(operation.c.seq == 3).values(at=earlier))
    assert [stop.seq for stop in stops(portfolio)] == [1, 2, 3]
    for stop in stops(portfolio):
        past = open_past(portfolio, stop)
        try:
            assert past.content() == content_after(portfolio, stop.seq)
            assert [entry.seq for entry in past.operations()] == list(range(stop.seq, 0, -1))
        finally:
            past.close()
