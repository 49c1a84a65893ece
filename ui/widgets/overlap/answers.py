"""Which phrase of one text answers which of the other: pairs with a letter, for texts in different languages."""

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ui.widgets.overlap.phrases import FIELDS

MOST = len(string.ascii_lowercase)


class Answer(Protocol):
    """Two phrases that say the same, ``[start, end)`` of either text; ``likeness`` 0…1 tells how surely.

    ``kpkportfolio.overlap.alignment.Answer`` is one; it is not imported here, because it brings numpy along.
    """

    @property
    def a(self) -> tuple[int, int]: ...

    @property
    def b(self) -> tuple[int, int]: ...

    @property
    def likeness(self) -> float: ...


Answers = Mapping[str, Sequence[Answer]]
"""The answers between the two texts of each field, ``title`` and ``description``."""


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
"""The phrases of one side by field."""


def lettered(answers: Answers) -> tuple[AnswerMarks, AnswerMarks]:
    """The phrases of either side, lettered in the order of the first text, the title before the description.

    When there are more than the alphabet has letters for, the likeliest are kept.
    """
    every = [(place, field, one) for place, field in enumerate(FIELDS) for one in answers.get(field, ())]
    likeliest = sorted(every, key=lambda one: -one[2].likeness)[:MOST]
    sides: tuple[AnswerMarks, AnswerMarks] = ({}, {})
    for number, (_place, field, one) in enumerate(sorted(likeliest, key=lambda one: (one[0], one[2].a, one[2].b))):
        for side, (start, end) in zip(sides, (one.a, one.b), strict=True):
            side.setdefault(field, []).append(AnswerMark(number, start, end))
    return sides
