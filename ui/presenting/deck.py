"""The slides of a meeting in their order: what has changed, the agenda, what was decided."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from kpkportfolio.model.vocabulary import AgendaKind
from kpkportfolio.store.agenda import PICTURES, Agenda


class Kind(Enum):
    """What a slide shows."""

    CHANGES = "changes"
    PICTURE = "picture"
    ITEM = "item"
    TEXT = "text"
    DECISIONS = "decisions"


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide.

    Attributes:
        key: the picture's name, the initiative's id or the heading.
        note: what the agenda says of it besides.
        number: its number on the agenda, from 1; pictures have none.
    """

    kind: Kind
    key: str = ""
    note: str = ""
    number: int | None = None


def deck(agenda: Agenda, known: Collection[str]) -> list[Slide]:
    """The slides of an agenda; initiatives and pictures that are no longer there are left out."""
    slides, number = [Slide(Kind.CHANGES)], 0
    for one in agenda.entries:
        if one.kind is AgendaKind.PICTURE:
            if one.reference in PICTURES:
                slides.append(Slide(Kind.PICTURE, one.reference, one.note or ""))
        elif one.kind is AgendaKind.TEXT or one.reference in known:
            number += 1
            kind = Kind.TEXT if one.kind is AgendaKind.TEXT else Kind.ITEM
            slides.append(Slide(kind, one.reference, one.note or "", number))
    return [*slides, Slide(Kind.DECISIONS)]
