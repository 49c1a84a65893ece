"""Merges that a meeting decided on are offered until they are carried out, and again when that is undone."""

from datetime import date

import pytest

from kpkportfolio.model.change import Change, Operation, OperationKind, Value
from kpkportfolio.model.vocabulary import DecisionKind
from kpkportfolio.store import decisions
from kpkportfolio.store.decisions import MeetingRow
from kpkportfolio.store.edits import editing, merging
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
    assert (one.initiative_id, one.into, one.why(ALIKE)) == ("a", ("b",), "sama asia yhä")
    portfolio.commit(merging(portfolio, keep, drop))
    assert left(portfolio) == []
    portfolio.undo()
    assert [merge.into for merge in left(portfolio)] == [("b",)]
    portfolio.redo()
    assert left(portfolio) == []


def test_the_longest_name_is_meant_and_the_same_names_are_all_told(portfolio: Portfolio, meeting: MeetingRow) -> None:
    decide(portfolio, meeting, "a", "c")
    decide(portfolio, meeting, "b", "a")
    decide(portfolio, meeting, "a", "d")
    assert [merge.into for merge in left(portfolio)] == [("c",), ("a", "d"), ("d",)]


def test_a_target_with_another_name_is_asked_for(portfolio: Portfolio, meeting: MeetingRow) -> None:
    decide(portfolio, meeting, "a", "b")
    portfolio.commit(editing(portfolio, ["b"], {"title": "Sähköinen asiointi"}))
    [one] = left(portfolio)
    assert (one.into, one.told, one.why("x")) == ((), ALIKE, None)
