"""What a meeting has on its agenda: pictures by name and initiatives by id, and what is proposed for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpkportfolio.charts import catalogue
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import DecisionKind, Health, InitiativeKind, Status
from kpkportfolio.store.decisions import DecisionRow

PICTURES = tuple(picture.name for picture in catalogue.PICTURES)
"""Every picture there is, in the order a meeting looks at them."""

USUAL = ("gantt", "bubble", "impact", "overlap")
"""The pictures of an agenda that nobody has made."""

MOST_PROPOSED = 12
"""Items proposed at once: about as many as one meeting gets through."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """Pictures first, then the items in their order."""

    pictures: tuple[str, ...] = USUAL
    items: tuple[str, ...] = ()

    def with_picture(self, name: str, on: bool) -> "Agenda":
        """With or without a picture; pictures keep the order of :data:`PICTURES`."""
        wanted = {*self.pictures, name} if on else {*self.pictures} - {name}
        return Agenda(tuple(one for one in PICTURES if one in wanted), self.items)

    def with_items(self, ids: Sequence[str]) -> "Agenda":
        """With more items at the end; each stands there once."""
        return Agenda(self.pictures, tuple(dict.fromkeys((*self.items, *ids))))

    def without(self, id_: str) -> "Agenda":
        """Without an item."""
        return Agenda(self.pictures, tuple(one for one in self.items if one != id_))

    def moved(self, id_: str, step: int) -> "Agenda":
        """With an item so many places later (or earlier, when below zero); it stops at the ends."""
        if id_ not in self.items:
            return self
        rest = [one for one in self.items if one != id_]
        place = min(max(self.items.index(id_) + step, 0), len(rest))
        rest.insert(place, id_)
        return Agenda(self.pictures, tuple(rest))


def proposed(initiatives: Sequence[InitiativeRow], decisions: Sequence[DecisionRow]) -> list[str]:
    """What may be put on the next agenda, the most pressing first, at most :data:`MOST_PROPOSED`.

    First what an earlier meeting postponed and nobody has decided on since, then what needs a decision (red), then
    what is proposed. ``decisions`` are in the order they were made.
    """
    latest = {one.initiative_id: one.kind for one in decisions}
    settled = (Status.COMPLETED, Status.CANCELLED)

    def rank(row: InitiativeRow) -> int | None:
        if row.kind is not InitiativeKind.INITIATIVE or row.status in settled:
            return None
        if latest.get(row.id) is DecisionKind.POSTPONE:
            return 0
        if row.health is Health.RED:
            return 1
        return 2 if row.status is Status.PROPOSED else None

    ranked = [
        (place, row.priority or 10**9, row.title, row.id) for row in initiatives if (place := rank(row)) is not None
    ]
    return [id_ for *_order, id_ in sorted(ranked)[:MOST_PROPOSED]]
