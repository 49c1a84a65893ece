"""An agenda keeps its order, and what is proposed for it comes by urgency."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.model.vocabulary import DecisionKind, Health, Status
from kpkportfolio.store.agenda import MOST_PROPOSED, PICTURES, USUAL, Agenda, proposed
from kpkportfolio.store.decisions import DecisionRow
from tests.charts.factories import initiative


@given(st.lists(st.sampled_from("abcdef")), st.sampled_from("abcdefg"), st.integers(-9, 9))
def test_items_stand_once_and_moving_loses_none(ids: list[str], one: str, step: int) -> None:
    agenda = Agenda().with_items(ids)
    moved = agenda.moved(one, step)
    assert sorted(moved.items) == sorted(set(ids))
    if one in agenda.items:
        wanted = min(max(agenda.items.index(one) + step, 0), len(agenda.items) - 1)
        assert moved.items[wanted] == one
    assert one not in moved.without(one).items


def test_pictures_keep_their_order() -> None:
    agenda = Agenda(()).with_picture("overlap", True).with_picture("gantt", True)
    assert agenda.pictures == ("gantt", "overlap")
    assert agenda.with_picture("gantt", False).pictures == ("overlap",)
    assert Agenda().pictures == USUAL
    every = Agenda()
    for name in reversed(PICTURES):
        every = every.with_picture(name, True)
    assert every.pictures == PICTURES


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
    many = [initiative(f"{n:03}", f"{n:03}", status=Status.PROPOSED) for n in range(99)]
    assert proposed(many, []) == [f"{n:03}" for n in range(MOST_PROPOSED)]
