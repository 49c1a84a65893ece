"""Meetings of the steering group and what they decide: read as rows, written as operations that can be undone.

What is decided on an initiative and what that means for it (its status, its priority) is one operation: undone, both
are as they were.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kpkportfolio.errors import UsageError
from kpkportfolio.model.change import Change, Fields, Operation, OperationKind, Value, new_id
from kpkportfolio.model.vocabulary import DecisionKind, Status
from kpkportfolio.store import journal
from kpkportfolio.store.agenda import USUAL, Agenda
from kpkportfolio.store.content import Content
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _

_OF_MEETINGS = ("meeting", "steering_group")
_MOST_LINES = 10_000
"""Of the journal, the latest first."""

_UNDECIDED = (None, Status.IDEA, Status.PROPOSED, Status.CANCELLED)
"""What an approval turns into approved; what is under way already does not go back to its beginning."""


class MeetingRow(NamedTuple):
    """One meeting; ``group`` is the name of the steering group that holds it."""

    id: str
    group_id: str
    group: str
    name: str
    held_on: date
    notes: str | None


class DecisionRow(NamedTuple):
    """One decision on one initiative.

    Attributes:
        meeting: the meeting's name, empty outside of meetings.
        into_id: of a merge its target while that is there; None also of merges decided before targets were kept so.
        into_title: what the target was called when it was decided.
        merged_title: of a merge whose target took the decision over, what the merged one was called; None when that
            was confidential.
    """

    id: str
    meeting_id: str | None
    meeting: str
    initiative_id: str
    kind: DecisionKind
    reason: str | None
    priority: int | None
    by: str | None
    on: date
    into_id: str | None = None
    into_title: str | None = None
    merged_title: str | None = None


def meetings(portfolio: Portfolio) -> list[MeetingRow]:
    """All meetings, the latest first."""
    groups = portfolio.records("steering_group")
    rows = [
        MeetingRow(
            id_,
            str(one["steering_group_id"]),
            str(groups[str(one["steering_group_id"])]["name"]),
            str(one["name"]),
            _day(one["held_on"]),
            _text(one["notes"]),
        )
        for id_, one in portfolio.records("meeting").items()
    ]
    return sorted(rows, key=lambda row: (row.held_on, row.name, row.id), reverse=True)


def decisions(portfolio: Portfolio, **where: str | Sequence[str]) -> list[DecisionRow]:
    """Decisions in the order they were made, all or those with ``meeting_id=…`` or ``initiative_id=…``."""
    found = portfolio.records("decision", **where)
    ids = sorted({str(one["meeting_id"]) for one in found.values() if one["meeting_id"]})
    names = {id_: str(one["name"]) for id_, one in portfolio.records("meeting", id=ids).items()} if ids else {}
    merged = _merged_titles(portfolio, [id_ for id_, one in found.items() if one["into_id"] == one["initiative_id"]])
    rows = [
        DecisionRow(
            id_,
            _text(one["meeting_id"]),
            names.get(str(one["meeting_id"]), ""),
            str(one["initiative_id"]),
            DecisionKind(str(one["kind"])),
            _text(one["reason"]),
            None if one["priority"] is None else int(str(one["priority"])),
            _text(one["decided_by"]),
            _day(one["decided_on"]),
            _text(one["into_id"]),
            _text(one["into_title"]),
            merged.get(id_),
        )
        for id_, one in found.items()
    ]
    # ids grow with time: of one day's decisions the later made is the later one
    return sorted(rows, key=lambda row: (row.on, row.id))


def _merged_titles(portfolio: Portfolio, ids: Sequence[str]) -> dict[str, str]:
    """What was decided on, by the ids of decisions that a merge took to their target: only the journal knows."""
    if not ids:
        return {}
    with portfolio.read() as connection:
        moves = {
            line.change.id: str(line.change.before["initiative_id"])
            # the latest move is the one that stands
            for line in reversed(journal.history(connection, ids, _MOST_LINES))
            if line.change.before and line.change.after and "initiative_id" in line.change.before
        }
        deleted = {
            line.change.id: line.change.before
            for line in reversed(journal.history(connection, sorted(set(moves.values())), _MOST_LINES))
            if line.change.before and line.change.after is None
        }
    gone = {id_: deleted[was] for id_, was in moves.items() if was in deleted}
    return {id_: str(row["title"]) for id_, row in gone.items() if not row["confidential"]}


def without_meetings(content: Content) -> Content:
    """A content without its meetings: that there is a new one is no news to those who sit in it."""
    return {entity: {} if entity in _OF_MEETINGS else rows for entity, rows in content.items()}


def calling(portfolio: Portfolio, name: str, held_on: date, group: str) -> Operation:
    """A new meeting with the usual pictures on its agenda; a steering group that is not there yet is made with it. The
    meeting's id is that of the change of entity ``meeting``.

    Raises:
        UsageError: the meeting or the group has no name.
    """
    name, group = name.strip(), group.strip()
    if not name or not group:
        raise UsageError(_("A meeting needs a name and a group that holds it."))
    changes: list[Change] = []
    group_id = _group(portfolio, group, changes)
    fields: Fields = {"steering_group_id": group_id, "name": name, "held_on": held_on}
    meeting_id = new_id()
    changes.append(Change("meeting", meeting_id, None, fields))
    agenda = Agenda().with_pictures(USUAL).placed()
    changes += [Change("agenda_item", one.id, None, one.fields(meeting_id)) for one in agenda.entries]
    return Operation(OperationKind.ADD, f"{group} {name}", changes)


def rewriting(
    portfolio: Portfolio, meeting_id: str, name: str, held_on: date, group: str, notes: str | None
) -> Operation | None:
    """Another name, day, group or notes of a meeting; None when nothing would change.

    Raises:
        UsageError: a name is missing, or the meeting is not there.
    """
    name, group = name.strip(), group.strip()
    record = portfolio.records("meeting", id=meeting_id).get(meeting_id)
    if record is None:
        raise UsageError(_("The meeting is not there any more."))
    if not name or not group:
        raise UsageError(_("A meeting needs a name and a group that holds it."))
    changes: list[Change] = []
    wanted: dict[str, Value] = {
        "name": name,
        "held_on": held_on,
        "steering_group_id": _group(portfolio, group, changes),
        "notes": (notes or "").strip() or None,
    }
    after = {field: value for field, value in wanted.items() if record[field] != value}
    if not after:
        return None
    changes.append(Change("meeting", meeting_id, {field: record[field] for field in after}, after))
    return Operation(OperationKind.EDIT, f"{group} {name}", changes)


def cancelling(portfolio: Portfolio, meeting_id: str) -> Operation:
    """Delete a meeting on which nothing was decided, with its agenda.

    Raises:
        UsageError: it is not there, or it has decisions: those are what a meeting is remembered for.
    """
    record = portfolio.records("meeting", id=meeting_id).get(meeting_id)
    if record is None:
        raise UsageError(_("The meeting is not there any more."))
    if portfolio.records("decision", meeting_id=meeting_id):
        raise UsageError(_("The meeting has decisions, so it is kept. Take the decisions back first."))
    changes = [Change("meeting", meeting_id, record, None)]
    for id_, row in portfolio.records("agenda_item", meeting_id=meeting_id).items():
        changes.append(Change("agenda_item", id_, row, None))
    return Operation(OperationKind.DELETE, str(record["name"]), changes)


def deciding(
    portfolio: Portfolio,
    meeting: MeetingRow,
    initiative_id: str,
    kind: DecisionKind,
    why: str | None = None,
    by: str | None = None,
    priority: int | None = None,
    into: str | None = None,
) -> Operation:
    """A decision on one initiative, and what it means for it, in one operation.

    Approving (also with a condition) makes what is undecided or cancelled ``approved`` and leaves what is under way
    where it is; rejecting makes what is not completed ``cancelled``; the priority becomes the initiative's. A merge
    is recorded with its target, and what that is called now, and carried out later, in peace, with a choice of every
    field that differs.

    Args:
        by: who decided; the group when nobody is named.
        priority: from 1 for the most important; needed to set it.
        into: the id of the initiative it is to be merged into; needed for a merge.

    Raises:
        UsageError: the initiative is not there, or what the kind needs is missing.
    """
    found = portfolio.records("initiative", id=[one for one in (initiative_id, into) if one])
    record = found.get(initiative_id)
    if record is None:
        raise UsageError(_("There is no initiative with the id {id}.").format(id=initiative_id))
    why = (why or "").strip() or None
    if kind is DecisionKind.CONDITION and why is None:
        raise UsageError(_("Write the condition on which it is approved."))
    if kind is DecisionKind.SET_PRIORITY and (priority is None or priority < 1):
        raise UsageError(_("Give the priority, from 1 for the most important."))
    if kind is DecisionKind.MERGE:
        if into is None or into == initiative_id or into not in found:
            raise UsageError(_("Choose the initiative that it is merged into."))
    else:
        into = None
    decision: Fields = {
        "meeting_id": meeting.id,
        "initiative_id": initiative_id,
        "kind": kind.value,
        "into_id": into,
        "into_title": found[into]["title"] if into else None,
        "reason": why,
        "priority": priority if kind is DecisionKind.SET_PRIORITY else None,
        "decided_by": (by or "").strip() or meeting.group,
        "decided_on": meeting.held_on,
    }
    changes = [Change("decision", new_id(), None, decision)]
    meant = _meaning(record, kind, why, priority)
    meant = {name: value for name, value in meant.items() if record[name] != value}
    if meant:
        changes.append(Change("initiative", initiative_id, {name: record[name] for name in meant}, meant))
    return Operation(OperationKind.DECISION, str(record["title"]), changes, why)


def _meaning(record: Mapping[str, Value], kind: DecisionKind, why: str | None, priority: int | None) -> Fields:
    """What a decision makes of the initiative itself."""
    status = None if record["status"] is None else Status(str(record["status"]))
    wanted: Status | None = None
    if kind in (DecisionKind.APPROVE, DecisionKind.CONDITION) and status in _UNDECIDED:
        wanted = Status.APPROVED
    elif kind is DecisionKind.REJECT and status is not Status.COMPLETED:
        wanted = Status.CANCELLED
    elif kind is DecisionKind.SET_PRIORITY:
        return {"priority": priority}
    if wanted is None or wanted is status:
        return {}
    return {"status": wanted.value, "status_reason": why}


def _group(portfolio: Portfolio, name: str, changes: list[Change]) -> str:
    """The id of the group of this name, made among ``changes`` when there is none."""
    for id_, one in portfolio.records("steering_group").items():
        if str(one["name"]).casefold() == name.casefold():
            return id_
    id_ = new_id()
    changes.append(Change("steering_group", id_, None, {"name": name, "reference_group": False}))
    return id_


def _day(value: Value) -> date:
    if not isinstance(value, date):
        raise TypeError(f"a day was expected, not {value!r}")
    return value


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
