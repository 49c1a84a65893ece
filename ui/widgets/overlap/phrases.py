"""Numbers for the reasons of a finding, and where in both texts the phrase of each number stands.

A word may speak for several reasons; its phrase then carries all their numbers.
"""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.overlap.finding import Finding, Reason, Span
from kpkportfolio.overlap.item import Item
from kpkportfolio.text import N_, _

FIELDS = ("title", "description")
# what may stand between two words of one phrase: commas, and one little word such as "ja", "och", "and"
_BETWEEN = re.compile(r"[\s,/–-]*(?:\w{1,4}[\s,/–-]+)?")
_MOST_PHRASES = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase ``[start, end)`` of a text and the numbers of the reasons it stands for."""

    start: int
    end: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NumberedReason:
    """A reason as a person reads it.

    ``number`` is that of its phrases, None when it is a fact; ``row`` is the compared fact it is about, such as
    ``schedule``. ``against`` tells that it speaks against the finding, or only against another kind of it.
    """

    reason: Reason
    number: int | None
    row: str
    title: str
    detail: str
    against: bool


Marks = dict[str, list[Mark]]
"""The phrases of one side by field, ``title`` and ``description``."""

_TITLES = {
    "title_words": N_("Same words in the names"),
    "description": N_("Same words in the texts"),
    "shared_terms": N_("Same thing developed"),
    "meaning": N_("Alike in meaning"),
    "identifier": N_("The same identifier"),
    "reusable": N_("Ready or nearly so"),
    "deliverables": N_("Alike deliverables"),
    "same_organisation": N_("Same responsible party"),
    "same_person": N_("Same responsible person"),
    "same_register": N_("Same register"),
    "schedule": N_("At the same time"),
    "stage": N_("Finished before the other"),
    "ready_made": N_("Something ready-made is looked for"),
    "component": N_("Same component"),
    "source_reference": N_("One names the other"),
    "follow_up": N_("Parts of one series"),
    "rollouts": N_("Rollouts of one product"),
    "template_title": N_("A common name"),
    "different_organisation": N_("Different responsible party"),
}
_AGAINST = {"meaning": N_("Unlike in meaning"), "schedule": N_("At different times"), "stage": N_("Stopped")}
ROWS = {
    "title_words": "title",
    "description": "description",
    "shared_terms": "description",
    "meaning": "description",
    "deliverables": "deliverables",
    "same_organisation": "organisation",
    "same_person": "organisation",
    "different_organisation": "organisation",
    "schedule": "schedule",
    "stage": "status",
    "component": "component",
    "follow_up": "title",
    "rollouts": "title",
    "template_title": "title",
    "ready_made": "status",
}


def reason_title(reason: Reason) -> str:
    """The reason in a few words, in the language spoken now."""
    words = _AGAINST.get(reason.factor) if reason.weight < 0 else None
    return _(words or _TITLES[reason.factor]) if reason.factor in _TITLES else reason.detail


def numbered(
    finding: Finding, a: Item | InitiativeRow, b: Item | InitiativeRow
) -> tuple[list[NumberedReason], Marks, Marks]:
    """The reasons in their order, those with phrases numbered from 1, and the phrases of either text."""
    reasons: list[NumberedReason] = []
    spans_a: list[tuple[int, Span]] = []
    spans_b: list[tuple[int, Span]] = []
    number = 0
    for reason in finding.reasons:
        mine = None
        detail = reason.detail
        if reason.spans_a or reason.spans_b:
            number += 1
            mine = number
            spans_a += [(number, span) for span in reason.spans_a]
            spans_b += [(number, span) for span in reason.spans_b]
            detail = _phrases(reason, a, b) or detail
        reasons.append(
            NumberedReason(
                reason, mine, ROWS.get(reason.factor, ""), reason_title(reason), detail, against=reason.weight <= 0
            )
        )
    # what speaks against comes last, whatever it weighs
    reasons.sort(key=lambda one: one.against)
    return reasons, _marks(spans_a, a), _marks(spans_b, b)


def only(marks: Marks, numbers: Container[int | None]) -> Marks:
    """The phrases of these numbers alone, each with those of its numbers."""
    kept = {
        field: [Mark(mark.start, mark.end, tuple(n for n in mark.numbers if n in numbers)) for mark in marked]
        for field, marked in marks.items()
    }
    return {field: [mark for mark in marked if mark.numbers] for field, marked in kept.items()}


def _text(side: Item | InitiativeRow, field: str) -> str:
    return (side.title if field == "title" else side.description) or ""


def _marks(spans: Sequence[tuple[int, Span]], side: Item | InitiativeRow) -> Marks:
    return {
        field: merged(
            [(start, end, number) for number, (name, start, end) in spans if name == field], _text(side, field)
        )
        for field in FIELDS
    }


def merged(spans: Iterable[tuple[int, int, int]], text: str) -> list[Mark]:
    """Phrases out of ``(start, end, number)`` that may lie over one another.

    Each letter belongs to one phrase. Neighbours whose weightiest reason is the same are one phrase when only commas or
    a little word stand between them. Spans past the end of the text are cut: it may have been edited since.
    """
    clipped = [(max(0, start), min(end, len(text)), number) for start, end, number in spans]
    clipped = [span for span in clipped if span[0] < span[1]]
    bounds = sorted({edge for start, end, _number in clipped for edge in (start, end)})
    result: list[Mark] = []
    for start, end in pairwise(bounds):
        numbers = tuple(sorted({number for s, e, number in clipped if s <= start and end <= e}))
        if not numbers:
            continue
        last = result[-1] if result else None
        if last and last.numbers[0] == numbers[0] and _BETWEEN.fullmatch(text, last.end, start):
            result[-1] = Mark(last.start, end, tuple(sorted({*last.numbers, *numbers})))
        else:
            result.append(Mark(start, end, numbers))
    return result


def _phrases(reason: Reason, a: Item | InitiativeRow, b: Item | InitiativeRow) -> str:
    """``one – other``: the longest phrases of either text; once when they are the same."""
    sides = []
    for side, spans in ((a, reason.spans_a), (b, reason.spans_b)):
        found: dict[str, None] = {}
        for field in FIELDS:
            text = _text(side, field)
            whole = [(start, end, 0) for name, start, end in spans if name == field]
            found |= {text[mark.start : mark.end].casefold(): None for mark in merged(whole, text)}
        longest = sorted(found, key=len, reverse=True)[:_MOST_PHRASES]
        sides.append([phrase for phrase in found if phrase in longest])
    if sides[0] == sides[1]:
        return ", ".join(sides[0])
    return " – ".join(", ".join(side) for side in sides if side)
