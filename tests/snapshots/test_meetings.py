"""A meeting looks back to the snapshot of the last one."""

from datetime import date, datetime, timedelta

import pytest

from kpkportfolio import snapshots
from kpkportfolio.errors import UsageError
from kpkportfolio.exports.minutes import read_minutes
from kpkportfolio.model.change import Change, Operation, OperationKind, Value, new_id
from kpkportfolio.model.vocabulary import DecisionKind
from kpkportfolio.snapshots.meetings import looked_back_to
from kpkportfolio.snapshots.wording import compare_contents
from kpkportfolio.store import decisions, freezing
from kpkportfolio.store.agenda import agendas, rearranging
from kpkportfolio.store.decisions import MeetingRow
from kpkportfolio.store.portfolio import Portfolio


def call(portfolio: Portfolio, name: str, day: date, group: str = "Ohjausryhmä") -> MeetingRow:
    portfolio.commit(decisions.calling(portfolio, name, day, group))
    return next(row for row in decisions.meetings(portfolio) if (row.name, row.group) == (name, group))


def back(portfolio: Portfolio, meeting: MeetingRow) -> str | None:
    found = looked_back_to(portfolio, meeting)
    return found.name if found else None


def test_a_meeting_looks_back_to_the_last_one_of_its_group_that_was_frozen(portfolio: Portfolio) -> None:
    first, other = call(portfolio, "1", date(2011, 2, 1)), call(portfolio, "1", date(2011, 4, 1), "Viiteryhmä")
    second, third = call(portfolio, "2", date(2011, 5, 1)), call(portfolio, "3", date(2011, 8, 1))
    assert back(portfolio, third) is None
    snapshots.take(portfolio, "own", meeting_id=third.id)
    # what this meeting decided is in its own snapshot: nothing would seem to have changed
    assert back(portfolio, third) is None
    snapshots.take(portfolio, "unbound")
    assert [back(portfolio, one) for one in (first, second, third)] == ["unbound"] * 3
    snapshots.take(portfolio, "first", meeting_id=first.id)
    snapshots.take(portfolio, "others", meeting_id=other.id)
    assert [back(portfolio, one) for one in (first, second, third)] == ["unbound", "first", "first"]
    snapshots.take(portfolio, "second", meeting_id=second.id)
    snapshots.take(portfolio, "second again", meeting_id=second.id)
    assert [back(portfolio, one) for one in (second, third)] == ["first", "second again"]
    assert read_minutes(portfolio, third).since.startswith("second again")
    assert snapshots.verify(portfolio) == []


def test_what_the_program_took_during_a_meeting_is_not_looked_back_to(portfolio: Portfolio) -> None:
    today = datetime.now().astimezone().date()
    held, next_one = call(portfolio, "1", today), call(portfolio, "2", today + timedelta(days=30))
    freezing.take(portfolio, "before merging", by=freezing.PROGRAM)
    assert [back(portfolio, one) for one in (held, next_one)] == [None, "before merging"]


def test_a_snapshot_is_of_a_meeting_that_is_there(portfolio: Portfolio) -> None:
    with pytest.raises(UsageError):
        snapshots.take(portfolio, "x", meeting_id=new_id())
    assert snapshots.listing(portfolio) == []
    meeting = call(portfolio, "1", date(2011, 2, 1))
    snapshots.take(portfolio, "y", meeting_id=meeting.id)
    assert [one.meeting_id for one in snapshots.listing(portfolio)] == [meeting.id]


def test_what_was_decided_since_is_told_first_and_its_reason_once(portfolio: Portfolio) -> None:
    plain: dict[str, Value] = {"kind": "initiative", "open_ended": False, "confidential": False, "status": "proposed"}
    rows = [Change("initiative", id_, None, {**plain, "title": id_.upper()}) for id_ in "ab"]
    portfolio.commit(Operation(OperationKind.ADD, "x", rows))
    portfolio.commit(decisions.calling(portfolio, "4/2011", date(2011, 11, 24), "Ohjausryhmä"))
    before = portfolio.content()
    [meeting] = decisions.meetings(portfolio)
    portfolio.commit(decisions.deciding(portfolio, meeting, "a", DecisionKind.CONDITION, "Kunhan rahoitus on"))
    portfolio.commit(decisions.deciding(portfolio, meeting, "b", DecisionKind.MERGE, into="a"))
    # what stands on an agenda is no change of the portfolio
    agenda = agendas(portfolio)[meeting.id]
    wanted = rearranging(meeting, agenda, agenda.with_items("ab").placed())
    assert wanted is not None
    portfolio.commit(wanted)
    found = compare_contents(decisions.without_meetings(before), decisions.without_meetings(portfolio.content()))
    assert [one.sentence for one in found.differences] == [
        "Decision 24/11/2011: Approved with a condition; status Proposed → Approved",
        "Decision 24/11/2011: To be merged → A",
    ]
