"""The portfolio as it was at a moment: the journal taken back. In any order of work: tests/store/test_machine."""

from datetime import UTC, date, datetime, timedelta

from kpkportfolio import snapshots
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.snapshots.moments import applied, content_after, content_at, end_of_day, taken_back
from kpkportfolio.store.content import content_hash
from kpkportfolio.store.edits import deleting, editing
from kpkportfolio.store.portfolio import Portfolio


def add(portfolio: Portfolio, title: str) -> str:
    id_ = new_id()
    changes = [
        Change("initiative", id_, None, {"kind": "initiative", "title": title, "end": date(2011, 12, 31)}),
        Change("deliverable", new_id(), None, {"initiative_id": id_, "title": "Palvelu", "state": "planned"}),
    ]
    portfolio.commit(Operation(OperationKind.ADD, title, changes))
    return id_


def test_a_moment_is_what_a_snapshot_taken_then_holds(portfolio: Portfolio) -> None:
    kept, gone = add(portfolio, "Asiointitili"), add(portfolio, "Kortisto")
    taken = snapshots.take(portfolio, "3/2011")
    then = datetime.now(UTC)
    portfolio.commit(editing(portfolio, [kept], {"end": date(2012, 3, 31), "confidential": True}))
    portfolio.commit(deleting(portfolio, [gone]))
    portfolio.undo()
    portfolio.commit(deleting(portfolio, [gone]))
    add(portfolio, "Luvat")
    frozen = snapshots.content_of(portfolio, taken)
    assert content_at(portfolio, then) == frozen
    assert taken.operation_seq is not None
    # the same to the letter, defaults of columns too: a fingerprint of the moment is the snapshot's
    assert content_hash(content_after(portfolio, taken.operation_seq)) == content_hash(frozen)
    assert gone in content_at(portfolio, then)["initiative"]


def test_before_the_first_operation_there_is_nothing_and_in_future_there_is_today(portfolio: Portfolio) -> None:
    add(portfolio, "A")
    assert not any(content_after(portfolio, 0).values())
    assert not any(content_at(portfolio, datetime.now(UTC) - timedelta(days=1)).values())
    assert content_at(portfolio, datetime.now(UTC) + timedelta(days=1)) == portfolio.content()


def test_taking_back_and_applying_forward_gives_today(portfolio: Portfolio) -> None:
    id_ = add(portfolio, "A")
    portfolio.commit(editing(portfolio, [id_], {"title": "B", "progress": 5}))
    portfolio.commit(deleting(portfolio, [id_]))
    add(portfolio, "C")
    changes = [change for seq in range(1, 5) for change in portfolio.changes_of(seq)]
    now = portfolio.content()
    assert applied(taken_back(now, changes), changes) == now


def test_a_day_ends_where_this_computer_is() -> None:
    # the tests' zone is Helsinki
    assert end_of_day(date(2011, 8, 24)).astimezone(UTC).hour == 20
