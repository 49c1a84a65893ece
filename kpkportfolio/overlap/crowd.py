"""What an item's nearest others are like: how usual what it says is, by which its likeness with any other is judged."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kpkportfolio.overlap.nearest import LANGUAGES, NEAREST, pieces

if TYPE_CHECKING:
    from kpkportfolio.overlap.meaning import Meaning

# an item's nearest others, by which the likenesses it has with everything are judged
CROWD = 2
# Within a language a text as like as COPY is the same one again: recorded by several, it would be told apart from
# itself if they were its crowd, or if a crowd were nearer than MOST_CROWD. With more COPIES it is anybody's title.
COPY, COPIES, MOST_CROWD = 0.9, 3, 0.75
# In a small portfolio nobody has others that are near: each is judged at least by what one of some fifty has.
LEAST_CROWD = 0.1
# so many texts of a language tell as much of the crowd there as all texts do
_FEW_ABROAD = 60.0
_PAIRS = 1024


def crowd(rows: "Meaning", of: "Meaning", nearest: NDArray[np.int32]) -> NDArray[np.float32]:
    """The mean likeness of each item with its nearest few: of all, and for another language of those in it.

    Where that language has few texts its nearest tell little, and those of both languages count more.
    """
    like = np.full(nearest.shape, -1, dtype=np.float32)
    some, language, column = np.nonzero((nearest >= 0) & ~of.aside[nearest])
    for piece in pieces(np.arange(len(some)), _PAIRS):
        other = nearest[some[piece], language[piece], column[piece]]
        like[some[piece], language[piece], column[piece]] = rows.alike(some[piece], of, other)
    abroad = _mean_of_greatest(like)
    copies = like > COPY
    unusual = copies.sum(axis=(1, 2), keepdims=True) <= COPIES
    like = np.where(unusual, np.where(copies, -1, np.minimum(like, MOST_CROWD)), like)
    each = np.arange(len(rows))
    own = np.broadcast_to(like[each, rows.language][:, None], like.shape)
    both = _mean_of_greatest(np.concatenate((like, own), axis=2))
    share = (counts := np.bincount(of.language[of.known], minlength=LANGUAGES)) / (counts + _FEW_ABROAD)
    result = share * abroad + (1 - share) * both
    result[each, rows.language] = _mean_of_greatest(like.reshape(len(like), LANGUAGES * NEAREST))
    return np.asarray(np.maximum(result, LEAST_CROWD), dtype=np.float32)


def _mean_of_greatest(like: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of the greatest :data:`CROWD` along the last axis, of as many as there are; 0 where there are none."""
    greatest = np.sort(like, axis=-1)[..., -CROWD:]
    there = greatest > -1
    return np.asarray(np.where(there, greatest, 0).sum(axis=-1) / np.maximum(there.sum(axis=-1), 1), dtype=np.float32)
