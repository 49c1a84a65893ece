"""What pairs of items have in common beside their texts: parties, times, stages, components, references."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpkportfolio.overlap.facts import SAME_DAYS, Facts

Column = NDArray[Any]

CLOSE_DAYS = 92.0
# enough by itself: two that produce one component at one time overlap, whatever their words (domain.md)
SAME_PRODUCT = 6.5
PRODUCT_USED = 1.2


def same_party(a: Facts, i: Column, b: Facts, j: Column) -> Column:
    """One organisation, by either of its names."""
    x, y, other_x, other_y = a.organisation[i], b.organisation[j], a.other_name[i], b.other_name[j]
    same: Column = (x >= 0) & (y >= 0) & ((x == y) | (x == other_y) | (other_x == y))
    return same


def same_person(a: Facts, i: Column, b: Facts, j: Column) -> Column:
    """One whole name, or a name with a first letter alone that may be the other's."""
    whole_a, whole_b, short_a = a.person[i], b.person[j], a.person_short[i]
    abbreviated = (short_a >= 0) & (short_a == b.person_short[j]) & ((whole_a < 0) | (whole_b < 0))
    same: Column = (whole_a >= 0) & (whole_a == whole_b) | abbreviated
    return same


def times(a: Facts, i: Column, b: Facts, j: Column) -> tuple[Column, Column, Column]:
    """Whether starts and ends are close, whether the pair runs at one time, whether at other times."""
    start_a, start_b, end_a, end_b = a.start[i], b.start[j], a.end[i], b.end[j]
    with np.errstate(invalid="ignore"):
        apart = (end_a < start_b) | (end_b < start_a)
        together = (start_a <= end_b) & (start_b <= end_a)
    return close(a, i, b, j, CLOSE_DAYS), together, apart


def close(a: Facts, i: Column, b: Facts, j: Column, days: float) -> Column:
    """Both starts, and both ends, at most so many days from each other."""
    start_a, start_b, end_a, end_b = a.start[i], b.start[j], a.end[i], b.end[j]
    with np.errstate(invalid="ignore"):
        ends = np.isinf(end_a) & np.isinf(end_b) | (np.abs(end_a - end_b) <= days)
        close: Column = (np.abs(start_a - start_b) <= days) & ends
    return close


def one_day(a: Facts, i: Column, b: Facts, j: Column) -> Column:
    """Both start on one day, or nearly."""
    with np.errstate(invalid="ignore"):
        begun: Column = np.abs(a.start[i] - b.start[j]) <= SAME_DAYS
    return begun


def serves(a: Facts, i: Column, b: Facts, j: Column) -> Column:
    """The left one has finished and the right one has not, or starts after it."""
    with np.errstate(invalid="ignore"):
        before = a.end[i] < b.start[j]
    serves: Column = ~a.stopped[i] & (a.completed[i] & ~b.completed[j] | before)
    return serves


def other_places(a: Facts, i: Column, b: Facts, j: Column) -> Column:
    """Both titles name places, and not one in common."""
    pairs = ((a.places[x], b.places[y]) for x, y in zip(i, j, strict=True))
    return np.fromiter((bool(one and other and not one & other) for one, other in pairs), dtype=bool, count=len(i))


def components(a: Facts, i: Column, b: Facts, j: Column, apart: Column) -> Column:
    """What it adds to the log-odds that one produces what the other produces or uses; ``apart`` is at other times."""
    result = np.zeros(len(i))
    for n, (x, y) in enumerate(zip(i.tolist(), j.tolist(), strict=True)):
        made, also = a.produces[x], b.produces[y]
        if not made and not also:
            continue
        if made & also:
            result[n] = PRODUCT_USED if apart[n] else SAME_PRODUCT
        elif made & b.uses[y] or also & a.uses[x]:
            result[n] = PRODUCT_USED
    return result


def identified(a: Facts, i: Column, b: Facts, j: Column) -> Column:
    """Both texts name a rare identifier, or one names the reference that the other has in its register."""
    return np.fromiter(
        (
            bool(a.identifiers[x] & (b.identifiers[y] | b.reference[y]) or a.reference[x] & b.identifiers[y])
            for x, y in zip(i, j, strict=True)
        ),
        dtype=bool,
        count=len(i),
    )


def referred(a: Facts, i: Column, b: Facts, j: Column) -> Column:
    """One text names the other's organisation or register, which is not its own."""
    return np.fromiter(
        (
            bool((a.mentioned[x] & b.called[y]) - a.called[x] or (b.mentioned[y] & a.called[x]) - b.called[y])
            for x, y in zip(i, j, strict=True)
        ),
        dtype=bool,
        count=len(i),
    )
