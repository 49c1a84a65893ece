"""Decisions of meetings: recorded with what they mean, and undone as one."""

from datetime import date

import pytest

from kpkportfolio.errors import UsageError
from kpkportfolio.model.change import Change, Operation, OperationKind, Value, new_id
from kpkportfolio.model.vocabulary import DecisionKind, Status
from kpkportfolio.store import decisions
from kpkportfolio.store.decisions import MeetingRow
from kpkportfolio.store.portfolio import Portfolio

PLAIN: dict[str, Value] = {"kind": "initiative", "open_ended": False, "confidential": False}


@pytest.fixture
def meeting(portfolio: Portfolio) -> MeetingRow:
    rows = {"a": ("Arkisto", "proposed"), "b": ("Asiointi", "implementation"), "c": ("Valmis", "completed")}
    portfolio.commit(
        Operation(
            OperationKind.ADD,
            "x",
            [Change("initiative", id_, None, {**PLAIN, "title": t, "status": s}) for id_, (t, s) in rows.items()],
        )
    )
    portfolio.commit(decisions.calling(portfolio, "4/2011", date(2011, 11, 24), "Ohjausryhmä"))
    [row] = decisions.meetings(portfolio)
    return row


def state(portfolio: Portfolio, id_: str) -> tuple[object, object]:
    record = portfolio.record("initiative", id_)
    return record["status"], record["priority"]


def test_a_meeting_is_called_once_with_its_group(portfolio: Portfolio, meeting: MeetingRow) -> None:
    assert (meeting.group, meeting.name, meeting.held_on) == ("Ohjausryhmä", "4/2011", date(2011, 11, 24))
    portfolio.commit(decisions.calling(portfolio, "5/2011", date(2011, 12, 1), "ohjausryhmä"))
    assert len(portfolio.records("steering_group")) == 1
    assert [row.name for row in decisions.meetings(portfolio)] == ["5/2011", "4/2011"]
    with pytest.raises(UsageError):
        decisions.calling(portfolio, " ", date(2011, 12, 1), "Ohjausryhmä")


def test_a_meeting_is_rewritten_and_called_off(portfolio: Portfolio, meeting: MeetingRow) -> None:
    same = decisions.rewriting(portfolio, meeting.id, "4/2011", meeting.held_on, "Ohjausryhmä", None)
    assert same is None
    changed = decisions.rewriting(portfolio, meeting.id, "4b", date(2011, 11, 25), "Viiteryhmä", "Läsnä: kaikki")
    assert changed is not None
    portfolio.commit(changed)
    [row] = decisions.meetings(portfolio)
    assert (row.name, row.group, row.notes) == ("4b", "Viiteryhmä", "Läsnä: kaikki")
    portfolio.commit(decisions.deciding(portfolio, row, "a", DecisionKind.POSTPONE))
    with pytest.raises(UsageError):
        decisions.cancelling(portfolio, row.id)
    portfolio.undo()
    portfolio.commit(decisions.cancelling(portfolio, row.id))
    assert decisions.meetings(portfolio) == []


@pytest.mark.parametrize(
    ("id_", "kind", "status"),
    [
        ("a", DecisionKind.APPROVE, Status.APPROVED),
        ("a", DecisionKind.CONDITION, Status.APPROVED),
        ("b", DecisionKind.APPROVE, Status.IMPLEMENTATION),
        ("b", DecisionKind.REJECT, Status.CANCELLED),
        ("c", DecisionKind.REJECT, Status.COMPLETED),
        ("a", DecisionKind.POSTPONE, Status.PROPOSED),
    ],
)
def test_a_decision_and_its_meaning_are_made_and_undone_as_one(
    portfolio: Portfolio, meeting: MeetingRow, id_: str, kind: DecisionKind, status: Status
) -> None:
    before = state(portfolio, id_)
    portfolio.commit(decisions.deciding(portfolio, meeting, id_, kind, "perustelu", "Ilkka"))
    assert state(portfolio, id_)[0] == status
    [row] = decisions.decisions(portfolio, meeting_id=meeting.id)
    assert (row.initiative_id, row.kind, row.reason, row.by, row.on) == (
        id_,
        kind,
        "perustelu",
        "Ilkka",
        meeting.held_on,
    )
    assert row.meeting == "4/2011"
    assert portfolio.history(id_)[0].entry.kind is OperationKind.DECISION
    portfolio.undo()
    assert state(portfolio, id_) == before
    assert decisions.decisions(portfolio) == []


def test_a_priority_and_a_merge_need_what_they_are_about(portfolio: Portfolio, meeting: MeetingRow) -> None:
    for kind in (DecisionKind.SET_PRIORITY, DecisionKind.MERGE, DecisionKind.CONDITION):
        with pytest.raises(UsageError):
            decisions.deciding(portfolio, meeting, "a", kind)
    with pytest.raises(UsageError):
        decisions.deciding(portfolio, meeting, "a", DecisionKind.MERGE, into="a")
    with pytest.raises(UsageError):
        decisions.deciding(portfolio, meeting, new_id(), DecisionKind.APPROVE)
    portfolio.commit(decisions.deciding(portfolio, meeting, "a", DecisionKind.SET_PRIORITY, priority=3))
    assert state(portfolio, "a") == ("proposed", 3)
    portfolio.commit(decisions.deciding(portfolio, meeting, "a", DecisionKind.MERGE, "sama asia", into="b"))
    last = decisions.decisions(portfolio, initiative_id="a")[-1]
    assert (last.into_id, last.into_title, last.reason, last.by) == ("b", "Asiointi", "sama asia", "Ohjausryhmä")
    assert set(portfolio.records("initiative")) == {"a", "b", "c"}
