"""What the meeting page shows of the database, read by a worker."""

from dataclasses import dataclass

from kpkportfolio.exports.minutes import Minutes, minutes
from kpkportfolio.snapshots.wording import counts_words, deed_word
from kpkportfolio.store.agenda import Agenda
from kpkportfolio.store.decisions import DecisionRow, MeetingRow, decisions, meetings
from kpkportfolio.store.portfolio import Portfolio
from ui.presenting.material import read_since
from ui.tasks import Progress


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


def read_minutes(portfolio: Portfolio, meeting: MeetingRow, agenda: Agenda, progress: Progress) -> Minutes:
    """The minutes of a meeting from the portfolio as it is now, in the language spoken now."""
    since = read_since(portfolio, progress)
    found = since.comparison.differences if since.comparison else ()
    return minutes(
        meeting,
        agenda.items,
        decisions(portfolio, meeting_id=meeting.id),
        portfolio.contents(),
        [(deed_word(one.deed), one.title, one.sentence) for one in found],
        counts_words(since.comparison) if since.comparison else "",
        since.name,
    )
