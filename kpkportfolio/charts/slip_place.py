"""Where the words of a slip stand inside a bar; the same rule on the screen and on paper."""

from collections.abc import Sequence

Obstacle = tuple[float, float]
"""The middle and half the width of what words keep clear of."""
_GAP = 1.0


def inside_bar(
    start: float, end: float, width: float, marks: Sequence[Obstacle], done: float | None = None
) -> float | None:
    """Where words ``width`` wide end, as near to ``end`` as is clear of the marks; None when they would begin before
    ``start``.

    ``done`` is where the dark part of the bar ends: words over both parts can be read on neither, so that they stand
    across it only where there is no other room.
    """
    edge = [] if done is None else [(done, _GAP)]
    for obstacles in ([*marks, *edge], marks):
        found = _clear_of(obstacles, end, width)
        if found - width >= start:
            return found
    return None


def _clear_of(obstacles: Sequence[Obstacle], end: float, width: float) -> float:
    for x, half in sorted(obstacles, reverse=True):
        if end - width - half < x < end + half:
            end = x - half - _GAP
    return end
