"""Which pairs are worth a closer look: each item's nearest by the rarest of what it says.

Comparing everything with everything takes minutes; what two related texts share is rare, so it is enough to follow
each item's few heaviest features to the other items that have them.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, vstack

from kpkportfolio.overlap.matrices import Blocks

NEAREST = 8
HEAVIEST = {"words": 12, "grams": 24, "concepts": 6}
# A word in more items than this tells nobody apart; concepts are few and may be in many.
MOST_ITEMS = {"words": 1500, "grams": 300, "concepts": 3000}
WEIGHTS = {"words": 0.4, "grams": 1.2, "concepts": 1.0}
MOST_MAKERS = 50
# so few that every pair can be looked at
FEW_ITEMS = 300
CHUNK = 256

Progress = Callable[[int, int], None] | None


def candidates(blocks: Blocks, progress: Progress = None, nearest: int = NEAREST) -> tuple[NDArray[Any], NDArray[Any]]:
    """The pairs ``(i, j)``, i < j, where one is among the nearest of the other; all pairs of a small portfolio."""
    items = blocks.words.shape[0]
    if items <= FEW_ITEMS:
        if progress:
            progress(items, items)
        i, j = np.triu_indices(items, 1)
        return i.astype(np.int32), j.astype(np.int32)
    left, right = _sides(blocks)
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


def makers(produces: Sequence[frozenset[int]]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The pairs ``(i, j)``, i < j, that produce the same component. What half the portfolio makes is left out."""
    of: dict[int, list[int]] = defaultdict(list)
    for place, components in enumerate(produces):
        for component in components:
            of[component].append(place)
    pairs = {pair for places in of.values() if len(places) <= MOST_MAKERS for pair in combinations(places, 2)}
    ordered = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)
    return ordered[:, 0], ordered[:, 1]


def likeness(blocks: Blocks, query: Blocks) -> NDArray[np.float32]:
    """How much each item has in common with the one text of ``query``."""
    result = np.zeros(blocks.words.shape[0], dtype=np.float32)
    for name, weight in WEIGHTS.items():
        wanted = np.asarray(getattr(query, name).toarray(), dtype=np.float32).ravel()
        result += np.float32(weight) * (getattr(blocks, name) @ wanted)
    return result


def _sides(blocks: Blocks) -> tuple[csr_matrix, csr_matrix]:
    """All blocks side by side: of each row only the features that weigh most; and whole, turned.

    Features that only one item or too many items have are left out of both.
    """
    heaviest, whole = [], []
    for name, weight in WEIGHTS.items():
        block: csr_matrix = getattr(blocks, name)
        frequency = np.bincount(block.indices, minlength=block.shape[1])
        telling = np.flatnonzero((frequency > 1) & (frequency <= MOST_ITEMS[name]))
        kept = csr_matrix(block[:, telling])
        heaviest.append(_top(kept, HEAVIEST[name]))
        kept.data *= np.float32(weight)
        whole.append(csr_matrix(kept.T))
    return csr_matrix(hstack(heaviest, format="csr")), csr_matrix(vstack(whole, format="csr"))


def _top(matrix: csr_matrix, most: int) -> csr_matrix:
    pieces = []
    # a piece at a time, because sorting takes several times the memory of what is sorted
    for start in range(0, matrix.shape[0], 4 * CHUNK):
        piece = matrix[start : start + 4 * CHUNK]
        lengths = np.diff(piece.indptr)
        rows = np.repeat(np.arange(piece.shape[0]), lengths)
        order = np.lexsort((-piece.data, rows))
        rank = np.arange(len(order)) - np.repeat(piece.indptr[:-1], lengths)
        chosen = order[rank < most]
        pieces.append(csr_matrix((piece.data[chosen], (rows[chosen], piece.indices[chosen])), shape=piece.shape))
    return csr_matrix(vstack(pieces, format="csr")) if pieces else matrix
