"""The portfolio as it was, open: whole, with its history, and closed to every write."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kpkportfolio import snapshots
from kpkportfolio.errors import UsageError
from kpkportfolio.sample import sample_operation
from kpkportfolio.snapshots.past import open_past
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
