"""What a meeting has on its agenda: pictures, initiatives and headings in one order, and what is proposed for it.

An agenda is looked at and rearranged as a whole; :func:`rearranging` makes of two of them the operation that leads from
the one to the other, which touches only what differs, so that two people may prepare one meeting.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from kpkportfolio.charts import catalogue
from kpkportfolio.model.change import Change, Operation, OperationKind, Value, new_id
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.rules import AGENDA_FIELDS
from kpkportfolio.model.vocabulary import AgendaKind, DecisionKind, Health, InitiativeKind, Status
from kpkportfolio.store.portfolio import Portfolio

if TYPE_CHECKING:
    from kpkportfolio.store.decisions import DecisionRow, MeetingRow

PICTURES = tuple(picture.name for picture in catalogue.PICTURES)
"""Every picture there is, in the order a meeting looks at them."""

USUAL = ("gantt", "bubble", "impact", "overlap")
"""The pictures of a new meeting."""

MOST_PROPOSED = 12
"""Items proposed at once: about as many as one meeting gets through."""


class Reason(StrEnum):
    """Why something is proposed for an agenda, the most pressing first."""

    POSTPONED = "postponed"
    RED = "red"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of an agenda.

    Attributes:
        reference: the picture's name, the initiative's id, or the heading, as the kind says.
        note: what is to be said of it.
        position: where it is kept; None until it is.
    """

    kind: AgendaKind
    reference: str
    note: str | None = None
    position: int | None = None
    id: str = field(default_factory=new_id)

    def fields(self, meeting_id: str) -> dict[str, Value]:
        """The whole row."""
        about = dict.fromkeys(AGENDA_FIELDS.values())
        row: dict[str, Value] = {"meeting_id": meeting_id, "position": self.position, "kind": self.kind.value, **about}
        return {**row, AGENDA_FIELDS[self.kind]: self.reference, "note": self.note}


@dataclass(frozen=True, slots=True)
class Agenda:
    """The items of a meeting in their order; a picture and an initiative stand there once."""

    entries: tuple[Entry, ...] = ()

    @property
    def pictures(self) -> tuple[str, ...]:
        """Names of the pictures, in their order."""
        return tuple(one.reference for one in self.entries if one.kind is AgendaKind.PICTURE)

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of the initiatives, in their order."""
        return tuple(one.reference for one in self.entries if one.kind is AgendaKind.INITIATIVE)

    def with_pictures(self, names: Iterable[str]) -> "Agenda":
        """With more pictures after those there are, before everything else when there are none."""
        new = [Entry(AgendaKind.PICTURE, name) for name in dict.fromkeys(names) if name not in self.pictures]
        place = max((n for n, one in enumerate(self.entries, 1) if one.kind is AgendaKind.PICTURE), default=0)
        return Agenda((*self.entries[:place], *new, *self.entries[place:]))

    def with_items(self, ids: Iterable[str]) -> "Agenda":
        """With more initiatives at the end."""
        new = [Entry(AgendaKind.INITIATIVE, id_) for id_ in dict.fromkeys(ids) if id_ not in self.items]
        return Agenda((*self.entries, *new))

    def with_heading(self, heading: str, note: str | None, after: str = "") -> "Agenda":
        """With a heading after the entry of this id, or at the end."""
        place = next((n for n, one in enumerate(self.entries, 1) if one.id == after), len(self.entries))
        new = Entry(AgendaKind.TEXT, heading, note)
        return Agenda((*self.entries[:place], new, *self.entries[place:]))

    def rewritten(self, id_: str, note: str | None, heading: str | None = None) -> "Agenda":
        """With another note of an entry, and of a text another heading."""
        return Agenda(
            tuple(
                one
                if one.id != id_
                else replace(one, note=note, reference=heading or one.reference)
                if one.kind is AgendaKind.TEXT
                else replace(one, note=note)
                for one in self.entries
            )
        )

    def without(self, id_: str) -> "Agenda":
        """Without the entry of this id."""
        return Agenda(tuple(one for one in self.entries if one.id != id_))

    def moved(self, id_: str, step: int) -> "Agenda":
        """With an entry so many places later (or earlier, when below zero); it stops at the ends."""
        ids = [one.id for one in self.entries]
        if id_ not in ids:
            return self
        rest = [one for one in self.entries if one.id != id_]
        place = min(max(ids.index(id_) + step, 0), len(rest))
        rest.insert(place, self.entries[ids.index(id_)])
        return Agenda(tuple(rest))

    def placed(self) -> "Agenda":
        """With positions that rise: those there are dealt out anew, so that moving one past another changes two."""
        dealt: list[int] = []
        for position in sorted(one.position for one in self.entries if one.position is not None):
            dealt.append(max(position, dealt[-1] + 1 if dealt else 0))
        while len(dealt) < len(self.entries):
            dealt.append(dealt[-1] + 1 if dealt else 0)
        return Agenda(tuple(replace(one, position=p) for one, p in zip(self.entries, dealt, strict=True)))


def agendas(portfolio: Portfolio, **where: str | Sequence[str]) -> dict[str, Agenda]:
    """The agendas by their meetings' ids, all or those with ``meeting_id=…``; a meeting without one is left out."""
    found: dict[str, list[Entry]] = {}
    for id_, row in portfolio.records("agenda_item", **where).items():
        kind = AgendaKind(str(row["kind"]))
        note = None if row["note"] is None else str(row["note"])
        entry = Entry(kind, str(row[AGENDA_FIELDS[kind]]), note, int(str(row["position"])), id_)
        found.setdefault(str(row["meeting_id"]), []).append(entry)
    return {
        meeting_id: Agenda(tuple(sorted(entries, key=lambda one: (one.position, one.id))))
        for meeting_id, entries in found.items()
    }


def rearranging(meeting: "MeetingRow", shown: Agenda, wanted: Agenda) -> Operation | None:
    """The operation that makes of the agenda that is kept another one; None when they are the same.

    Args:
        shown: as it is kept, which somebody else may have changed meanwhile: what they added stays.
        wanted: with positions (:meth:`Agenda.placed`).
    """
    was, now = ({one.id: one for one in agenda.entries} for agenda in (shown, wanted))
    changes = [Change("agenda_item", id_, one.fields(meeting.id), None) for id_, one in was.items() if id_ not in now]
    for id_, entry in now.items():
        after = entry.fields(meeting.id)
        if id_ not in was:
            changes.append(Change("agenda_item", id_, None, after))
            continue
        before = was[id_].fields(meeting.id)
        differing = [name for name in after if after[name] != before[name]]
        if differing:
            fields = ({name: row[name] for name in differing} for row in (before, after))
            changes.append(Change("agenda_item", id_, *fields))
    return Operation(OperationKind.EDIT, f"{meeting.group} {meeting.name}", changes) if changes else None


def taken_over(
    kept: Mapping[str, tuple[Sequence[str], Sequence[str]]], there: Mapping[str, Agenda], known: Iterable[str]
) -> dict[str, Agenda]:
    """The agendas after those that a machine kept by itself have come in.

    Args:
        kept: by the meetings' ids names of pictures and ids of initiatives.
        there: the agendas of the portfolio; what they lack comes after what they have.
        known: ids of the initiatives there are; others are left out.
    """
    ids = frozenset(known)
    return {
        meeting_id: there.get(meeting_id, Agenda())
        .with_pictures(name for name in pictures if name in PICTURES)
        .with_items(id_ for id_ in items if id_ in ids)
        .placed()
        for meeting_id, (pictures, items) in kept.items()
    }


def proposed(initiatives: Sequence[InitiativeRow], decisions: Sequence["DecisionRow"]) -> list[str]:
    """What may be put on the next agenda, the most pressing first, at most :data:`MOST_PROPOSED`.

    First what an earlier meeting postponed and nobody has decided on since, then what needs a decision (red), then
    what is proposed. ``decisions`` are in the order they were made.
    """
    found = reasons(initiatives, decisions)
    pressing = list(Reason)
    ranked = [
        (pressing.index(found[row.id]), row.priority or 10**9, row.title, row.id)
        for row in initiatives
        if row.id in found
    ]
    return [id_ for *_order, id_ in sorted(ranked)[:MOST_PROPOSED]]


def reasons(initiatives: Sequence[InitiativeRow], decisions: Sequence["DecisionRow"]) -> dict[str, Reason]:
    """Why initiatives may be put on the next agenda, by their ids; ``decisions`` in the order they were made."""
    latest = {one.initiative_id: one.kind for one in decisions}
    settled = (Status.COMPLETED, Status.CANCELLED)
    found: dict[str, Reason] = {}
    for row in initiatives:
        if row.kind is not InitiativeKind.INITIATIVE or row.status in settled:
            continue
        if latest.get(row.id) is DecisionKind.POSTPONE:
            found[row.id] = Reason.POSTPONED
        elif row.health is Health.RED:
            found[row.id] = Reason.RED
        elif row.status is Status.PROPOSED:
            found[row.id] = Reason.PROPOSED
    return found
