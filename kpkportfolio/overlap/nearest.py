"""Which rows of unit length are nearest to each, language by language, of few rows and of a hundred thousand."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
Progress = Callable[[int, int], None] | None

LANGUAGES = 3
NEAREST = 8
_ROWS = 128
# Beyond so many rows each is compared with those of the cells nearest to it alone.
_EVERY_PAIR = 25_000
_CELLS, _PROBED = 256, 20
# columns looked at together when the greatest are looked for
_GROUP = 100


def nearest(
    near: NDArray[np.float32], known: Column, language: Column, progress: Progress = None, of: Column | None = None
) -> NDArray[np.int32]:
    """The places of the rows most like each in each language, the most alike first.

    Of shape (rows, 3, ``NEAREST``); -1 where there are not so many, where a row is not known, and for all rows but
    those at ``of`` if these are given, which are then compared with every other.
    """
    result = np.full((len(near), LANGUAGES, NEAREST), -1, dtype=np.int32)
    every = np.flatnonzero(known)
    groups = _compared(near, every) if of is None else [(of[known[of]], every)]
    place_in = np.empty(len(near), dtype=np.intp)
    for members, columns in groups:
        columns = columns[np.argsort(language[columns], kind="stable")]
        ends = np.searchsorted(language[columns], np.arange(LANGUAGES + 1))
        place_in[columns] = np.arange(len(columns))
        others = near[columns].T
        for rows in pieces(members):
            if progress:
                progress(int(rows[0]), len(near))
            like = near[rows] @ others
            like[np.arange(len(rows)), place_in[rows]] = -2
            for number in range(LANGUAGES):
                there = slice(ends[number], ends[number + 1])
                best, strength = _greatest(like[:, there])
                result[rows, number, : best.shape[1]] = np.where(strength > -2, columns[there][best], -1)
    return result


def _greatest(like: NDArray[np.float32]) -> tuple[Column, Column]:
    """The columns of each row's ``NEAREST`` greatest entries, the greatest first, and these entries."""
    best = top(like, NEAREST)
    strength = np.take_along_axis(like, best, axis=1)
    order = np.argsort(-strength, axis=1)
    return np.take_along_axis(best, order, axis=1), np.take_along_axis(strength, order, axis=1)


def _compared(near: NDArray[np.float32], every: Column) -> Iterator[tuple[Column, Column]]:
    """Rows, and the columns that all of them are compared with."""
    if len(every) <= _EVERY_PAIR:
        yield every, every
        return
    centres = near[every[:: len(every) // _CELLS][:_CELLS]]
    for _round in range(4):
        cell = _cells(near, every, centres)
        sums = np.zeros_like(centres)
        np.add.at(sums, cell, near[every])
        centres = unit(sums)
    cell = _cells(near, every, centres)
    members = [every[cell == number] for number in range(_CELLS)]
    like = centres @ centres.T
    np.fill_diagonal(like, 2)
    for number, probed in enumerate(np.argsort(-like, axis=1)[:, :_PROBED].tolist()):
        yield members[number], np.concatenate([members[other] for other in probed])


def _cells(near: NDArray[np.float32], every: Column, centres: NDArray[np.float32]) -> Column:
    return np.concatenate([(near[rows] @ centres.T).argmax(axis=1) for rows in pieces(every, 4 * _ROWS)])


def top(like: NDArray[np.float32], wanted: int) -> Column:
    """The columns of each row's greatest entries, in no order, found in the few groups of columns that have them.

    Most groups are passed over after one look at their maximum, which is several times quicker than a partition.
    """
    rows, columns = like.shape
    if not columns:
        return np.empty((rows, 0), dtype=np.intp)
    size = _GROUP
    if columns <= wanted * size * 2:
        return np.argpartition(-like, min(wanted, columns) - 1, axis=1)[:, :wanted]
    groups = columns // size
    whole = like[:, : groups * size].reshape(rows, groups, size)
    best = np.argpartition(-whole.max(axis=2), wanted - 1, axis=1)[:, :wanted]
    places = (best[:, :, None] * size + np.arange(size)).reshape(rows, -1)
    rest = np.broadcast_to(np.arange(groups * size, columns), (rows, columns - groups * size))
    places = np.concatenate((places, rest), axis=1)
    some = np.take_along_axis(like, places, axis=1)
    return np.take_along_axis(places, np.argpartition(-some, wanted - 1, axis=1)[:, :wanted], axis=1)


def pieces(places: Column, size: int = _ROWS) -> Iterator[Column]:
    """The places, so many at a time."""
    for start in range(0, len(places), size):
        yield places[start : start + size]


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each row of length 1; what is nothing stays nothing."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)
