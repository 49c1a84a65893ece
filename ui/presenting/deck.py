"""The slides of a meeting in their order: what has changed, pictures, items, what was decided."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from kpkportfolio.store.agenda import Agenda


class Kind(Enum):
    """What a slide shows."""

    CHANGES = "changes"
    PICTURE = "picture"
    ITEM = "item"
    DECISIONS = "decisions"


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide; ``key`` is the picture's name or the initiative's id."""

    kind: Kind
    key: str = ""


def deck(agenda: Agenda, known: Collection[str]) -> list[Slide]:
    """The slides of an agenda; items that are no longer there are left out."""
    return [
        Slide(Kind.CHANGES),
        *(Slide(Kind.PICTURE, name) for name in agenda.pictures),
        *(Slide(Kind.ITEM, id_) for id_ in agenda.items if id_ in known),
        Slide(Kind.DECISIONS),
    ]
