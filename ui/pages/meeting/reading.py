"""What the meeting page shows of the database, read by a worker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kpkportfolio import snapshots
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.snapshots import Snapshot
from kpkportfolio.store.agenda import Agenda, agendas
from kpkportfolio.store.decisions import DecisionRow, MeetingRow, decisions, meetings
from kpkportfolio.store.merges import AgreedMerge, agreed_merges
from kpkportfolio.store.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Reading:
    """All meetings, the latest first, all decisions in the order they were made, all snapshots, oldest first, and by
    the meetings' ids their agendas and the merges that were decided and not carried out."""

    meetings: tuple[MeetingRow, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    agendas: Mapping[str, Agenda] = field(default_factory=dict)
    merges: Mapping[str, Sequence[AgreedMerge]] = field(default_factory=dict)

    def made_in(self, meeting_id: str) -> list[DecisionRow]:
        """The decisions of one meeting."""
        return [one for one in self.decisions if one.meeting_id == meeting_id]

    def taken_of(self, meeting_id: str) -> list[Snapshot]:
        """The snapshots of one meeting."""
        return [one for one in self.snapshots if one.meeting_id == meeting_id]


def read(portfolio: Portfolio, initiatives: Sequence[InitiativeRow]) -> Reading:
    """Everything there is of meetings."""
    made = decisions(portfolio)
    by_meeting = groupby(sorted(made, key=lambda one: one.meeting_id or ""), key=lambda one: one.meeting_id or "")
    return Reading(
        tuple(meetings(portfolio)),
        tuple(made),
        tuple(snapshots.listing(portfolio)),
        agendas(portfolio),
        {id_: agreed_merges(portfolio, ones, initiatives) for id_, ones in by_meeting},
    )
