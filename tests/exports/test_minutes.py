"""Minutes: what was decided, in three languages, with no text taken for markup."""

from datetime import date

import pytest

from kpkportfolio import text
from kpkportfolio.exports.minutes import MOST_CHANGES, markdown, minutes
from kpkportfolio.model.rows import Contents
from kpkportfolio.model.vocabulary import DecisionKind, Status
from kpkportfolio.store.decisions import DecisionRow, MeetingRow
from tests.charts.factories import initiative

MEETING = MeetingRow("m", "g", "Ohjausryhmä", "4/2011", date(2011, 11, 24), "Läsnä kaikki.")


def contents() -> Contents:
    rows = [
        initiative("a", "Arkisto | *uusi*", status=Status.PROPOSED),
        initiative("b", "Asiointi", status=None, investment_min=40_000_000, investment_max=40_000_000),
    ]
    return Contents(rows, [], [], [], [], [], [], [], [], [], [], [], [])


def decided(id_: str, kind: DecisionKind, reason: str | None = None, priority: int | None = None) -> DecisionRow:
    return DecisionRow(f"d{id_}{kind}", "m", "4/2011", id_, kind, reason, priority, "Ilkka", MEETING.held_on)


def test_items_come_in_the_order_of_the_agenda_then_what_was_decided_besides() -> None:
    told = minutes(MEETING, ["b", "gone"], [decided("a", DecisionKind.SET_PRIORITY, "kiire", 2)], contents())
    assert [item.title for item in told.items] == ["Asiointi", "Arkisto | *uusi*"]
    assert told.rows == [
        ("1", "Asiointi", "no decision", "", ""),
        ("2", "Arkisto | *uusi*", "Set priority: 2", "kiire", "Ilkka"),
    ]
    assert ("Status", "not known") in told.items[0].facts
    assert ("Impact", "not estimated") in told.items[0].facts


def test_what_people_wrote_is_never_markup() -> None:
    told = minutes(MEETING, ["a"], [decided("a", DecisionKind.CONDITION, "# ei\n- <b>näin</b> | vaan")], contents())
    written = markdown(told)
    assert "Arkisto \\| \\*uusi\\*" in written
    assert "\\# ei - \\<b\\>näin\\</b\\> \\| vaan" in written
    table = [line for line in written.splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in table} == {6}


@pytest.mark.parametrize(("language", "head"), [("fi", "Päätökset"), ("sv", "Beslut"), ("en", "Decisions")])
def test_the_language_is_the_one_spoken(language: str, head: str) -> None:
    before = text.language()
    text.set_language(language)
    try:
        assert f"## {head}" in markdown(minutes(MEETING, [], [decided("a", DecisionKind.APPROVE)], contents()))
    finally:
        text.set_language(before)


def test_changes_are_told_and_many_are_counted() -> None:
    found = [("Altered", f"Hanke {n}", "The end moved") for n in range(50)]
    told = minutes(MEETING, [], [], contents(), found, "50 changed", "3/2011")
    assert len(told.changes) == MOST_CHANGES
    assert told.left_out == 10
    written = markdown(told)
    assert "3/2011" in written
    assert "and 10 more" in written
    assert "Hanke 39" in written
    assert "Hanke 40" not in written
    assert minutes(MEETING, [], [], contents()).since == ""
