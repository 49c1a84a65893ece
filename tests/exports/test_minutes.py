"""Minutes: what was decided, in three languages, with no text taken for markup."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from kpkportfolio import snapshots, text
from kpkportfolio.exports.minutes import MOST_CHANGES, column_shares, markdown, minutes, read_minutes
from kpkportfolio.model.change import Change, Fields, Operation, OperationKind, new_id
from kpkportfolio.model.rows import Contents
from kpkportfolio.model.vocabulary import DecisionKind, Status
from kpkportfolio.store.agenda import Agenda, agendas, rearranging
from kpkportfolio.store.decisions import DecisionRow, MeetingRow, calling, deciding, meetings
from kpkportfolio.store.edits import deleting
from kpkportfolio.store.portfolio import Portfolio
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


def on(*ids: str) -> Agenda:
    return Agenda().with_items(ids)


def test_items_come_in_the_order_of_the_agenda_then_what_was_decided_besides() -> None:
    told = minutes(MEETING, on("b", "gone"), [decided("a", DecisionKind.SET_PRIORITY, "kiire", 2)], contents())
    assert [item.title for item in told.items] == ["Asiointi", "Arkisto | *uusi*"]
    assert told.rows == [
        ("1", "Asiointi", "no decision", "", ""),
        ("2", "Arkisto | *uusi*", "Priority set: 2", "kiire", "Ilkka"),
    ]
    assert ("Status", "not known") in told.items[0].facts
    assert ("Impact", "not estimated") in told.items[0].facts


def test_what_people_wrote_is_never_markup() -> None:
    told = minutes(MEETING, on("a"), [decided("a", DecisionKind.CONDITION, "# ei\n- <b>näin</b> | vaan")], contents())
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
        assert f"## {head}" in markdown(minutes(MEETING, on(), [decided("a", DecisionKind.APPROVE)], contents()))
    finally:
        text.set_language(before)


def test_changes_are_told_and_many_are_counted() -> None:
    found = [("Altered", f"Hanke {n}", "The end moved") for n in range(50)]
    told = minutes(MEETING, on(), [], contents(), found, "50 changed", "3/2011")
    assert len(told.changes) == MOST_CHANGES
    assert told.left_out == 10
    written = markdown(told)
    assert "3/2011" in written
    assert "and 10 more" in written
    assert "Hanke 39" in written
    assert "Hanke 40" not in written
    assert minutes(MEETING, on(), [], contents()).since == ""


def test_what_is_confidential_is_left_out_unless_it_is_asked_for() -> None:
    told = contents()
    told.initiatives[0] = told.initiatives[0]._replace(confidential=True, title="Salainen")
    made = [decided("a", DecisionKind.APPROVE), decided("b", DecisionKind.MERGE, "→ Salainen. Sama asia")]
    meeting = MEETING._replace(notes="Puhuttiin: salainen")
    changes = [("Altered", "Asiointi", "now before Salainen")]
    written = markdown(minutes(meeting, on("a", "b"), made, told, changes, "1 changed", "3/2011", hidden={"a"}))
    assert "salainen" not in written.casefold()
    assert "→ …. Sama asia" in written
    assert "1 initiative was left out as confidential." in written
    written = markdown(minutes(meeting, on("a", "b"), made, told, changes, "1 changed", "3/2011"))
    assert "→ Salainen. Sama asia" in written
    assert "1 confidential initiative is in it" in written
    assert "onfidential" not in markdown(minutes(meeting, on("b"), made[1:], told, hidden={"a"}))


def test_changes_of_what_is_or_was_confidential_are_not_in_the_minutes(tmp_path: Path) -> None:
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    base: Fields = {"kind": "initiative", "open_ended": False}
    titles = {"Avoin": False, "Salainen": True, "Ennen salainen": True}
    added = [Change("initiative", new_id(), None, {**base, "title": t, "confidential": c}) for t, c in titles.items()]
    portfolio.commit(Operation(OperationKind.EDIT, "added", added))
    snapshots.take(portfolio, "3/2011")
    edits = [Change("initiative", one.id, {"note": None}, {"note": "uusi"}) for one in added]
    edits.append(Change("initiative", added[2].id, {"confidential": True}, {"confidential": False}))
    portfolio.commit(Operation(OperationKind.EDIT, "edited", edits))
    held = calling(portfolio, MEETING.name, MEETING.held_on, MEETING.group)
    portfolio.commit(held)
    [meeting] = meetings(portfolio)
    agenda = agendas(portfolio)[meeting.id]
    items = rearranging(meeting, agenda, agenda.with_items(one.id for one in added).placed())
    assert items is not None
    portfolio.commit(items)
    told = read_minutes(portfolio, meeting)
    assert [title for _deed, title, _sentence in told.changes] == ["Avoin"]
    assert [item.title for item in told.items] == ["Avoin", "Ennen salainen"]
    told = read_minutes(portfolio, meeting, confidential=True)
    assert len(told.changes) == 3
    assert len(told.items) == 3
    portfolio.close()


def test_what_a_merge_was_decided_into_is_not_named_when_it_is_gone(tmp_path: Path) -> None:
    with closing(Portfolio.create(tmp_path / "salkku.sqlite")) as portfolio:
        ids = [new_id(), new_id()]
        rows: list[Fields] = [{"title": "Avoin"}, {"title": "Salainen", "confidential": True}]
        added = [
            Change("initiative", id_, None, {"kind": "initiative", **row}) for id_, row in zip(ids, rows, strict=True)
        ]
        portfolio.commit(Operation(OperationKind.ADD, "", added))
        portfolio.commit(calling(portfolio, "3/2011", date(2011, 8, 24), "Ohjausryhmä"))
        (meeting,) = meetings(portfolio)
        portfolio.commit(deciding(portfolio, meeting, ids[0], DecisionKind.MERGE, into=ids[1]))
        portfolio.commit(deleting(portfolio, [ids[1]]))
        assert "Salainen" not in markdown(read_minutes(portfolio, meeting))
        assert "Salainen" in markdown(read_minutes(portfolio, meeting, confidential=True))


def test_no_column_is_narrower_than_its_longest_word() -> None:
    made = [decided("a", DecisionKind.POSTPONE, "opiskelijatietojärjestelmähankinta " * 3)]
    told = minutes(MEETING, on("a", "b"), made, contents())
    shares = column_shares(told)
    assert sum(shares) == pytest.approx(1)
    letters = [share * 84 for share in shares]
    assert letters[3] > len("opiskelijatietojärjestelmähankinta")
    assert letters[0] < 6 < letters[4]
    assert sum(column_shares(minutes(MEETING, on(), [], contents()))) == pytest.approx(1)
