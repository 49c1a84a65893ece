"""Which phrase of one text answers which of the other: pairs with a letter, for texts in different languages."""

import string
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kpkportfolio.overlap.finding import Span

MOST = len(string.ascii_lowercase)


class Answer(Protocol):
    """Two phrases that say the same; ``likeness`` 0…1 tells how surely."""

    @property
    def span_a(self) -> Span: ...

    @property
    def span_b(self) -> Span: ...

    @property
    def likeness(self) -> float: ...


@dataclass(frozen=True, slots=True)
class AnswerMark:
    """A phrase ``[start, end)`` of one text; ``number``, from 0, is that of its pair, the same on both sides."""

    number: int
    start: int
    end: int

    @property
    def letter(self) -> str:
        """The pair's sign, which is read before its colour."""
        return string.ascii_lowercase[self.number]


AnswerMarks = dict[str, list[AnswerMark]]
"""The phrases of one side by field, ``title`` and ``description``."""


def lettered(answers: Sequence[Answer]) -> tuple[AnswerMarks, AnswerMarks]:
    """The phrases of either side, lettered in the order of the first text.

    When there are more than the alphabet has letters for, the likeliest are kept.
    """
    likeliest = sorted(answers, key=lambda one: -one.likeness)[:MOST]
    sides: tuple[AnswerMarks, AnswerMarks] = ({}, {})
    # a title is read before a description
    for number, one in enumerate(sorted(likeliest, key=lambda one: (one.span_a[0] != "title", one.span_a[1:]))):
        for side, (field, start, end) in zip(sides, (one.span_a, one.span_b), strict=True):
            side.setdefault(field, []).append(AnswerMark(number, start, end))
    return sides
