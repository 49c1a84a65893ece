"""Merges that a meeting decided on are offered until they are carried out, and again when that is undone."""

from datetime import date

import pytest

from kpkportfolio.exports.minutes import decision_words
from kpkportfolio.model.change import Change, Operation, OperationKind, Value
from kpkportfolio.model.vocabulary import DecisionKind
from kpkportfolio.store import decisions
from kpkportfolio.store.decisions import MeetingRow
from kpkportfolio.store.edits import deleting, editing, merging
from kpkportfolio.store.merges import AgreedMerge, agreed_merges
from kpkportfolio.store.portfolio import Portfolio

PLAIN: dict[str, Value] = {"kind": "initiative", "open_ended": False, "confidential": False}
ALIKE = "Asiointi"
TITLES = {"a": "Arkisto", "b": ALIKE, "c": "Asiointi. Espoo", "d": "Arkisto"}


@pytest.fixture
def meeting(portfolio: Portfolio) -> MeetingRow:
    rows = [Change("initiative", id_, None, {**PLAIN, "title": title}) for id_, title in TITLES.items()]
    portfolio.commit(Operation(OperationKind.ADD, "x", rows))
    portfolio.commit(decisions.calling(portfolio, "4/2011", date(2011, 11, 24), "Ohjausryhmä"))
    [row] = decisions.meetings(portfolio)
    return row


def decide(portfolio: Portfolio, meeting: MeetingRow, id_: str, into: str, why: str | None = None) -> None:
    portfolio.commit(decisions.deciding(portfolio, meeting, id_, DecisionKind.MERGE, why, into=into))


def left(portfolio: Portfolio) -> list[AgreedMerge]:
    return agreed_merges(portfolio, decisions.decisions(portfolio), portfolio.initiatives())


@pytest.mark.parametrize(("keep", "drop"), [("b", "a"), ("a", "b")])
def test_a_merge_is_offered_until_it_is_carried_out(
    portfolio: Portfolio, meeting: MeetingRow, keep: str, drop: str
) -> None:
    decide(portfolio, meeting, "a", "b", "sama asia")
    decide(portfolio, meeting, "a", "b", "sama asia yhä")
    [one] = left(portfolio)
    assert (one.initiative_id, one.into, one.why) == ("a", ("b",), "sama asia yhä")
    portfolio.commit(merging(portfolio, keep, drop))
    assert left(portfolio) == []
    portfolio.undo()
    assert [merge.into for merge in left(portfolio)] == [("b",)]
    portfolio.redo()
    assert left(portfolio) == []


@pytest.mark.parametrize("confidential", [False, True])
def test_a_merge_carried_out_still_tells_what_was_merged(
    portfolio: Portfolio, meeting: MeetingRow, confidential: bool
) -> None:
    if confidential:
        portfolio.commit(editing(portfolio, ["a"], {"confidential": True}))
    decide(portfolio, meeting, "a", "b", "sama asia")
    [decision] = decisions.decisions(portfolio)
    assert decision.merged_title is None
    portfolio.commit(merging(portfolio, "b", "a"))
    for _again in range(2):
        [decision] = decisions.decisions(portfolio)
        assert (decision.initiative_id, decision.into_title) == ("b", ALIKE)
        assert decision.merged_title == (None if confidential else "Arkisto")
        portfolio.undo()
        assert decisions.decisions(portfolio)[0].merged_title is None
        portfolio.redo()
    words = decision_words(decision)
    assert words == ("To be merged → Asiointi" if confidential else "To be merged: Arkisto → Asiointi")


def test_a_merge_keeps_its_target_by_id_and_its_name_when_that_goes(portfolio: Portfolio, meeting: MeetingRow) -> None:
    decide(portfolio, meeting, "a", "b", "sama asia")
    portfolio.commit(editing(portfolio, ["b"], {"title": "Sähköinen asiointi"}))
    [one] = left(portfolio)
    assert (one.into, one.told, one.why) == (("b",), ALIKE, "sama asia")
    assert [line.entry.kind for line in portfolio.history("b")].count(OperationKind.DECISION) == 1
    portfolio.commit(deleting(portfolio, ["b"]))
    [one] = left(portfolio)
    assert (one.into, one.told, one.why) == ((), ALIKE, "sama asia")
    [decision] = decisions.decisions(portfolio)
    assert (decision.into_id, decision.into_title) == (None, ALIKE)
    portfolio.undo()
    assert [merge.into for merge in left(portfolio)] == [("b",)]


def test_decisions_of_two_that_are_both_deleted_go_with_them(portfolio: Portfolio, meeting: MeetingRow) -> None:
    decide(portfolio, meeting, "a", "b")
    portfolio.commit(deleting(portfolio, ["a", "b"]))
    assert decisions.decisions(portfolio) == []
    portfolio.undo()
    assert [merge.into for merge in left(portfolio)] == [("b",)]


# --- decisions from before their targets were kept by id ---


def decide_by_name(portfolio: Portfolio, meeting: MeetingRow, id_: str, into: str, why: str | None = None) -> None:
    operation = decisions.deciding(portfolio, meeting, id_, DecisionKind.MERGE, why, into=into)
    [change] = operation.changes
    assert change.after is not None
    told = f"→ {change.after['into_title']}" + (f". {why}" if why else "")
    older = {**change.after, "reason": told, "into_id": None, "into_title": None}
    portfolio.commit(Operation(operation.kind, operation.what, [Change("decision", change.id, None, older)]))


@pytest.mark.parametrize(("keep", "drop"), [("b", "a"), ("a", "b")])
def test_an_older_one_is_offered_until_it_is_carried_out(
    portfolio: Portfolio, meeting: MeetingRow, keep: str, drop: str
) -> None:
    decide_by_name(portfolio, meeting, "a", "b", "sama asia")
    [one] = left(portfolio)
    assert (one.initiative_id, one.into, one.why) == ("a", ("b",), "sama asia")
    portfolio.commit(merging(portfolio, keep, drop))
    assert left(portfolio) == []
    portfolio.undo()
    assert [merge.into for merge in left(portfolio)] == [("b",)]
    portfolio.redo()
    assert left(portfolio) == []


def test_the_longest_name_is_meant_and_the_same_names_are_all_told(portfolio: Portfolio, meeting: MeetingRow) -> None:
    decide_by_name(portfolio, meeting, "a", "c")
    decide_by_name(portfolio, meeting, "b", "a")
    decide_by_name(portfolio, meeting, "a", "d")
    assert [merge.into for merge in left(portfolio)] == [("c",), ("a", "d"), ("d",)]


def test_a_target_with_another_name_is_asked_for(portfolio: Portfolio, meeting: MeetingRow) -> None:
    decide_by_name(portfolio, meeting, "a", "b")
    portfolio.commit(editing(portfolio, ["b"], {"title": "Sähköinen asiointi"}))
    [one] = left(portfolio)
    assert (one.into, one.told, one.why) == ((), ALIKE, None)
