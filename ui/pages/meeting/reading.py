"""What the meeting page shows of the database, read by a worker."""

from dataclasses import dataclass

from kpkportfolio.store.decisions import DecisionRow, MeetingRow, decisions, meetings
from kpkportfolio.store.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Reading:
    """All meetings, the latest first, and all decisions in the order they were made."""

    meetings: tuple[MeetingRow, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()

    def made_in(self, meeting_id: str) -> list[DecisionRow]:
        """The decisions of one meeting."""
        return [one for one in self.decisions if one.meeting_id == meeting_id]


def read(portfolio: Portfolio) -> Reading:
    """Everything there is of meetings."""
    return Reading(tuple(meetings(portfolio)), tuple(decisions(portfolio)))
