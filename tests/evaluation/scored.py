"""What a method answers."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from numpy.typing import NDArray

from tests.evaluation.tasks import Task

Numbers = NDArray[Any]


class Scored(NamedTuple):
    """A score a pair, the higher the likelier; ``probability``, and ``kind`` as a place in sets.POSITIVE, if there."""

    scores: Numbers
    probability: Numbers | None = None
    kind: Numbers | None = None


# the task, and all labelled portfolios, of which a method that learns may use the others
Method = Callable[[Task, Sequence[Task]], Scored]


class CannotRun(Exception):
    """A method that cannot be run here, with the reason in the words of what failed."""
