"""An agenda keeps its order in the portfolio, is changed by what differs, and what is proposed comes by urgency."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.errors import Conflict, InvalidValue
from kpkportfolio.model.change import Change, Operation, OperationKind, Value, new_id
from kpkportfolio.model.vocabulary import AgendaKind, DecisionKind, Health, Status
from kpkportfolio.store import decisions
from kpkportfolio.store.agenda import (
    MOST_PROPOSED,
    USUAL,
    Agenda,
    Reason,
    agendas,
    proposed,
    rearranging,
    reasons,
    taken_over,
)
from kpkportfolio.store.decisions import DecisionRow, MeetingRow
from kpkportfolio.store.edits import deleting, merging
from kpkportfolio.store.portfolio import Portfolio
from tests.charts.factories import initiative

PLAIN: dict[str, Value] = {"kind": "initiative", "open_ended": False, "confidential": False}


@pytest.fixture
def meeting(portfolio: Portfolio) -> MeetingRow:
    rows = [Change("initiative", id_, None, {**PLAIN, "title": id_.upper()}) for id_ in "abc"]
    portfolio.commit(Operation(OperationKind.ADD, "x", rows))
    portfolio.commit(decisions.calling(portfolio, "4/2011", date(2011, 11, 24), "Ohjausryhmä"))
    [row] = decisions.meetings(portfolio)
    return row


def kept(portfolio: Portfolio, meeting: MeetingRow) -> Agenda:
    return agendas(portfolio, meeting_id=meeting.id).get(meeting.id, Agenda())


def change(portfolio: Portfolio, meeting: MeetingRow, shown: Agenda, wanted: Agenda) -> int:
    operation = rearranging(meeting, shown, wanted.placed())
    assert operation is not None
    portfolio.commit(operation)
    return len(operation.changes)


def names(agenda: Agenda) -> list[str]:
    return [one.reference for one in agenda.entries]


@given(st.lists(st.sampled_from("abcdef")), st.integers(0, 6), st.integers(-9, 9))
def test_items_stand_once_and_moving_loses_none(ids: list[str], place: int, step: int) -> None:
    agenda = Agenda().with_items(ids)
    id_ = agenda.entries[place].id if place < len(agenda.entries) else "none"
    moved = agenda.moved(id_, step)
    assert sorted(names(moved)) == sorted(set(ids))
    if place < len(agenda.entries):
        assert moved.entries[min(max(place + step, 0), len(agenda.entries) - 1)].id == id_
    assert id_ not in [one.id for one in moved.without(id_).entries]
    placed = moved.placed().placed()
    positions = [one.position for one in placed.entries if one.position is not None]
    assert positions == sorted(set(positions))
    assert names(placed) == names(moved)


def test_pictures_stand_before_the_items_they_are_added_to() -> None:
    agenda = Agenda().with_items("ab").with_pictures(["gantt"]).with_pictures(["bubble", "gantt"])
    assert names(agenda) == ["gantt", "bubble", "a", "b"]
    assert (agenda.pictures, agenda.items) == (("gantt", "bubble"), ("a", "b"))
    after = agenda.entries[2].id
    written = agenda.with_heading("Talous", "10 min", after).with_heading("Muut asiat", None)
    assert names(written) == ["gantt", "bubble", "a", "Talous", "b", "Muut asiat"]
    other = written.rewritten(written.entries[3].id, None, "Tilanne").rewritten(after, "Esittelee Ilkka", "no heading")
    assert [(one.reference, one.note) for one in other.entries[2:4]] == [("a", "Esittelee Ilkka"), ("Tilanne", None)]


def test_an_agenda_is_part_of_the_portfolio_and_undone(portfolio: Portfolio, meeting: MeetingRow) -> None:
    usual = kept(portfolio, meeting)
    assert usual.pictures == USUAL
    wanted = usual.with_items("cab").with_heading("Muut asiat", "Seuraava kokous")
    assert change(portfolio, meeting, usual, wanted) == 4
    shown = kept(portfolio, meeting)
    assert [(one.kind, one.reference, one.note) for one in shown.entries[-2:]] == [
        (AgendaKind.INITIATIVE, "b", None),
        (AgendaKind.TEXT, "Muut asiat", "Seuraava kokous"),
    ]
    # one past another changes those two, taking one off none but itself
    assert change(portfolio, meeting, shown, shown.moved(shown.entries[5].id, -1)) == 2
    assert kept(portfolio, meeting).items == ("a", "c", "b")
    assert rearranging(meeting, kept(portfolio, meeting), kept(portfolio, meeting).placed()) is None
    portfolio.undo()
    assert kept(portfolio, meeting) == shown
    assert change(portfolio, meeting, shown, shown.without(shown.entries[0].id)) == 1
    assert "Edit Ohjausryhmä 4/2011" in [line.entry.name for line in portfolio.history("a")]


def test_two_people_prepare_one_meeting(portfolio: Portfolio, meeting: MeetingRow) -> None:
    shown = kept(portfolio, meeting)
    change(portfolio, meeting, shown, shown.with_items("a"))
    change(portfolio, meeting, shown, shown.with_items("b"))
    assert set(kept(portfolio, meeting).items) == {"a", "b"}
    both = kept(portfolio, meeting)
    first, second = (one.id for one in both.entries[-2:])
    change(portfolio, meeting, both, both.moved(second, -1))
    assert kept(portfolio, meeting).items == tuple(reversed(both.items))
    with pytest.raises(Conflict):
        change(portfolio, meeting, both, both.rewritten(first, "x").moved(first, -2))


def test_what_an_item_is_about_must_be_told(portfolio: Portfolio, meeting: MeetingRow) -> None:
    row: dict[str, Value] = {"meeting_id": meeting.id, "position": 9, "kind": "text"}
    for wrong in ({}, {"heading": " "}, {"kind": "picture"}, {"kind": "initiative"}, {"heading": "x", "position": -1}):
        fields = {**row, **wrong}
        with pytest.raises(InvalidValue):
            portfolio.commit(Operation(OperationKind.ADD, "x", [Change("agenda_item", new_id(), None, fields)]))


def test_an_agenda_goes_with_its_meeting_and_an_item_with_its_initiative(
    portfolio: Portfolio, meeting: MeetingRow
) -> None:
    shown = kept(portfolio, meeting)
    change(portfolio, meeting, shown, shown.with_items("abc"))
    portfolio.commit(deleting(portfolio, ["a"]))
    assert kept(portfolio, meeting).items == ("b", "c")
    # merged, the two stand there once
    portfolio.commit(merging(portfolio, "b", "c"))
    assert kept(portfolio, meeting).items == ("b",)
    portfolio.undo()
    portfolio.undo()
    whole = kept(portfolio, meeting)
    assert whole.items == ("a", "b", "c")
    portfolio.commit(decisions.cancelling(portfolio, meeting.id))
    assert agendas(portfolio) == {}
    portfolio.undo()
    assert kept(portfolio, meeting) == whole


def test_a_snapshot_holds_agendas(portfolio: Portfolio, meeting: MeetingRow) -> None:
    content = portfolio.content()
    assert {row["picture"] for row in content["agenda_item"].values()} == set(USUAL)


def test_an_agenda_that_a_machine_kept_comes_in_after_what_is_there(meeting: MeetingRow) -> None:
    there = {meeting.id: Agenda().with_pictures(["gantt"]).with_items("b").placed()}
    plain = {meeting.id: (("bubble", "no such picture"), ("a", "gone", "b")), "other": ((), ("c",))}
    found = taken_over(plain, there, "abc")
    assert names(found[meeting.id]) == ["gantt", "bubble", "b", "a"]
    assert [one.position for one in found[meeting.id].entries] == [0, 1, 2, 3]
    assert names(found["other"]) == ["c"]


def test_postponed_come_first_then_red_then_proposed() -> None:
    rows = [
        initiative("p", "P", status=Status.PROPOSED),
        initiative("r", "R", status=Status.ROLLOUT, health=Health.RED),
        initiative("l", "L", status=Status.DEFINITION),
        initiative("d", "D", status=Status.COMPLETED, health=Health.RED),
        initiative("s", "S", status=Status.DEFINITION),
    ]
    day = date(2011, 8, 24)
    made = [
        DecisionRow("1", None, "", "l", DecisionKind.POSTPONE, None, None, None, day),
        DecisionRow("2", None, "", "s", DecisionKind.POSTPONE, None, None, None, day),
        DecisionRow("3", None, "", "s", DecisionKind.APPROVE, None, None, None, day),
    ]
    assert proposed(rows, made) == ["l", "r", "p"]
    assert reasons(rows, made) == {"l": Reason.POSTPONED, "r": Reason.RED, "p": Reason.PROPOSED}
    many = [initiative(f"{n:03}", f"{n:03}", status=Status.PROPOSED) for n in range(99)]
    assert proposed(many, []) == [f"{n:03}" for n in range(MOST_PROPOSED)]
