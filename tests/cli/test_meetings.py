"""What the command line does of meetings: their snapshots, and the picture of what was."""

import json
from datetime import date
from pathlib import Path

from kpkportfolio import snapshots
from kpkportfolio.model.vocabulary import DecisionKind
from kpkportfolio.store import decisions
from kpkportfolio.store.portfolio import Portfolio
from tests.cli.conftest import Kpk


def test_a_snapshot_is_taken_of_a_meeting_and_drawn(filled: Kpk, tmp_path: Path) -> None:
    portfolio = Portfolio.open(filled.database)
    portfolio.commit(decisions.calling(portfolio, "4/2011", date(2011, 11, 24), "Ohjausryhmä"))
    assert filled("snapshot", "take", "Kokous", "--meeting", "5/2011").status == 2
    assert filled("snapshot", "take", "Kokous", "--meeting", "4/2011").status == 0
    [meeting] = decisions.meetings(portfolio)
    assert [one.meeting_id for one in snapshots.listing(portfolio)] == [meeting.id]
    portfolio.close()
    out = tmp_path / "states.svg"
    assert filled("chart", "states", out, "--palette", "projector").status == 0
    assert out.stat().st_size > 0


def test_an_agenda_is_shown_and_rearranged(filled: Kpk) -> None:
    portfolio = Portfolio.open(filled.database)
    portfolio.commit(decisions.calling(portfolio, "4/2011", date(2011, 11, 24), "Ohjausryhmä"))
    first = portfolio.initiatives()[0]
    portfolio.close()

    def names() -> list[str]:
        shown = filled("agenda", "show", "--json")
        assert shown.status == 0
        return [one["what"] for one in json.loads(shown.out)]

    assert names() == ["gantt", "bubble", "impact", "overlap"]
    assert filled("agenda", "add", first.id, "upcoming", "--note", "Esittelee Ilkka").status == 0
    assert filled("agenda", "add", "--heading", "Muut asiat").status == 0
    assert names() == ["gantt", "bubble", "impact", "overlap", "upcoming", first.id, "Muut asiat"]
    assert filled("agenda", "move", 7, 1).status == 0
    assert filled("agenda", "remove", 2).status == 0
    assert names() == ["Muut asiat", "bubble", "impact", "overlap", "upcoming", first.id]
    told = filled("agenda", "show").out
    assert first.title in told
    assert "Esittelee Ilkka" in told
    assert filled("undo").status == 0
    assert names()[1] == "gantt"
    wrong = filled("agenda", "remove", 99)
    assert (wrong.status, "99" in wrong.err) == (2, True)
    assert filled("agenda", "add").status == 2
    assert filled("agenda", "add", "ei ole").status == 2
    assert filled("agenda", "propose").status == 0


def test_what_was_decided_is_among_the_changes(filled: Kpk) -> None:
    assert filled("snapshot", "take", "3/2011").status == 0
    portfolio = Portfolio.open(filled.database)
    portfolio.commit(decisions.calling(portfolio, "4/2011", date(2011, 11, 24), "Ohjausryhmä"))
    [meeting] = decisions.meetings(portfolio)
    a, b, *_rest = portfolio.initiatives()
    portfolio.commit(decisions.deciding(portfolio, meeting, a.id, DecisionKind.POSTPONE, "Rahoitus on auki"))
    portfolio.commit(decisions.deciding(portfolio, meeting, a.id, DecisionKind.MERGE, into=b.id))
    portfolio.close()
    told = filled("snapshot", "compare", "3/2011").out
    assert "Decision 24/11/2011: Postponed; decision 24/11/2011: To be merged" in told
    [change] = json.loads(filled("snapshot", "compare", "3/2011", "--json").out)["changed"]
    assert [(one["kind"], one["reason"], one["into_title"]) for one in change["after"]] == [
        ("postpone", "Rahoitus on auki", None),
        ("merge", None, b.title),
    ]
