"""What the command line does of meetings: their snapshots, and the picture of what was."""

from datetime import date
from pathlib import Path

from kpkportfolio import snapshots
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
