"""Sums of money and impact: the least and the most in cents, each of which may be unknown."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Extent = tuple[int | None, int | None]
"""The least and the most."""


def summed(figures: Iterable[Mapping[str, Any]]) -> Extent:
    """What the figures of one initiative come to, from their ``min``, ``likely`` and ``max``.

    The likely value stands for an end that is not given; an end that is not known of one figure is not known of the
    sum. A figure of which nothing is known is none. The same rule in SQL is in ``store.reading.initiatives``.
    """
    known = [one for one in figures if (one["min"], one["likely"], one["max"]) != (None, None, None)]
    return _end(known, "min"), _end(known, "max")


def _end(figures: Sequence[Mapping[str, Any]], name: str) -> int | None:
    ends = [one["likely"] if one[name] is None else one[name] for one in figures]
    return sum(ends) if ends and None not in ends else None


def total(figures: Iterable[Sequence[int | None]]) -> Extent:
    """What several initiatives come to, of each its least, its most and what may be known between them.

    One known end counts as both, or one initiative in a hundred would leave the sum unknown; initiatives of which
    nothing is known are counted beside it.
    """
    known = [ends for one in figures if (ends := [end for end in one if end is not None])]
    return (sum(map(min, known)), sum(map(max, known))) if known else (None, None)
