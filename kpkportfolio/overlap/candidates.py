"""Which pairs are worth a closer look: each item's nearest by the rarest of what it says.

Comparing everything with everything takes minutes; what two related texts share is rare, so it is enough to follow
each item's few heaviest features to the other items that have them.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from kpkportfolio.overlap.matrices import Blocks

NEAREST = 8
HEAVIEST = {"words": 12, "grams": 24, "concepts": 6}
# A word in more items than this tells nobody apart; concepts are few and may be in many.
MOST_ITEMS = {"words": 1500, "grams": 300, "concepts": 3000}
WEIGHTS = {"words": 0.4, "grams": 1.2, "concepts": 1.0}
CHUNK = 256

Progress = Callable[[int, int], None] | None


def candidates(blocks: Blocks, progress: Progress = None, nearest: int = NEAREST) -> tuple[NDArray[Any], NDArray[Any]]:
    """The pairs ``(i, j)``, i < j, where one is among the nearest of the other."""
    left, right = _heaviest(blocks), _shared(blocks)
    items = left.shape[0]
    rows: list[NDArray[np.int64]] = []
    for start in range(0, items, CHUNK):
        if progress:
            progress(start, items)
        near = (left[start : start + CHUNK] @ right).tocsr()
        for offset in range(near.shape[0]):
            first, last = near.indptr[offset], near.indptr[offset + 1]
            indices, values = near.indices[first:last], near.data[first:last]
            if len(indices) > nearest + 1:
                indices = indices[np.argpartition(values, -nearest - 1)[-nearest - 1 :]]
            me = start + offset
            others = indices[indices != me].astype(np.int64)
            rows.append(np.minimum(others, me) * items + np.maximum(others, me))
    keys = np.unique(np.concatenate(rows)) if rows else np.empty(0, dtype=np.int64)
    if progress:
        progress(items, items)
    return (keys // items).astype(np.int32), (keys % items).astype(np.int32)


def likeness(blocks: Blocks, query: Blocks) -> NDArray[np.float32]:
    """How much each item has in common with the one text of ``query``."""
    result = np.zeros(blocks.words.shape[0], dtype=np.float32)
    for name, weight in WEIGHTS.items():
        wanted = np.asarray(getattr(query, name).toarray(), dtype=np.float32).ravel()
        result += np.float32(weight) * (getattr(blocks, name) @ wanted)
    return result


def _shared(blocks: Blocks) -> csr_matrix:
    """All blocks side by side, turned, without what only one item or too many have."""
    kept = []
    for name, weight in WEIGHTS.items():
        block: csr_matrix = getattr(blocks, name)
        frequency = np.bincount(block.indices, minlength=block.shape[1])
        telling = (frequency > 1) & (frequency <= MOST_ITEMS[name])
        kept.append(csr_matrix(block[:, np.flatnonzero(telling)]) * np.float32(weight))
    return csr_matrix(hstack(kept, format="csc", dtype=np.float32).T)


def _heaviest(blocks: Blocks) -> csr_matrix:
    """The same columns, of each row only the features that weigh most."""
    kept = []
    for name in WEIGHTS:
        block: csr_matrix = getattr(blocks, name)
        frequency = np.bincount(block.indices, minlength=block.shape[1])
        telling = np.flatnonzero((frequency > 1) & (frequency <= MOST_ITEMS[name]))
        kept.append(_top(csr_matrix(block[:, telling]), HEAVIEST[name]))
    return csr_matrix(hstack(kept, format="csr", dtype=np.float32))


def _top(matrix: csr_matrix, most: int) -> csr_matrix:
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = np.lexsort((-matrix.data, rows))
    rank = np.arange(len(order)) - np.repeat(matrix.indptr[:-1], np.diff(matrix.indptr))
    chosen = order[rank < most]
    return csr_matrix((matrix.data[chosen], (rows[chosen], matrix.indices[chosen])), shape=matrix.shape)
