"""The snapshots of meetings: which one a meeting looks back to."""

from kpkportfolio.store.decisions import MeetingRow, meetings
from kpkportfolio.store.freezing import Snapshot, listing
from kpkportfolio.store.portfolio import Portfolio


def looked_back_to(portfolio: Portfolio, meeting: MeetingRow) -> Snapshot | None:
    """The snapshot that tells what has changed since the last meeting; None when there is none to compare with.

    It is the last one taken of the latest earlier meeting of the same group that has one. Without any, it is the
    newest snapshot that is not of this meeting or a later one: those hold what this meeting decided. One that a person
    took comes before those the program took by itself, of which none from the meeting's day on is meant: it was taken
    because of what is done there, before a merge that was decided.
    """
    taken = listing(portfolio)
    # the latest first, so that what stands after this one was held before it
    known = meetings(portfolio)
    place = next((n for n, row in enumerate(known) if row.id == meeting.id), -1)
    for row in known[place + 1 :]:
        if row.group_id == meeting.group_id:
            own = [one for one in taken if one.meeting_id == row.id]
            if own:
                return own[-1]
    later = {row.id for row in known[: place + 1]}
    others = [one for one in reversed(taken) if one.meeting_id not in later]
    own_will = (one for one in others if not one.automatic)
    before = (one for one in others if one.taken_at.astimezone().date() < meeting.held_on)
    return next(own_will, next(before, None))
