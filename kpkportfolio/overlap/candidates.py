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
from scipy.sparse import csr_matrix

from kpkportfolio.overlap.matrices import Blocks, Texts
from kpkportfolio.overlap.meaning import Meaning

NEAREST, ABROAD = 8, 3
HEAVIEST = {"words": 12, "grams": 24, "concepts": 6}
# A word in more items than this tells nobody apart; concepts are few and may be in many.
MOST_ITEMS = {"words": 1500, "grams": 300, "concepts": 3000}
WEIGHTS = {"words": 0.4, "grams": 1.2, "concepts": 1.0}
# Of 6 905 labelled pairs less alike than this not one was found to be a fifth likely.
UNLIKE = -0.2
MOST_MAKERS = 50
# so few that every pair can be looked at
FEW_ITEMS = 300

Progress = Callable[[int, int], None] | None


def candidates(texts: Texts, progress: Progress = None, nearest: int = NEAREST) -> tuple[NDArray[Any], NDArray[Any]]:
    """The pairs ``(i, j)``, i < j, where one is among the nearest of the other; all pairs of a small portfolio."""
    items = len(texts)
    if items <= FEW_ITEMS:
        if progress:
            progress(items, items)
        i, j = np.triu_indices(items, 1)
        return i.astype(np.int32), j.astype(np.int32)
    others = _Others(texts)
    rows: list[NDArray[np.int64]] = []
    for piece in texts.pieces():
        if progress:
            progress(piece.start, items)
        near = others.near(piece)
        for offset in range(near.shape[0]):
            first, last = near.indptr[offset], near.indptr[offset + 1]
            indices, values = near.indices[first:last], near.data[first:last]
            if len(indices) > nearest + 1:
                indices = indices[np.argpartition(values, -nearest - 1)[-nearest - 1 :]]
            me = piece.start + offset
            found = indices[indices != me].astype(np.int64)
            rows.append(np.minimum(found, me) * items + np.maximum(found, me))
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


def alike(meaning: Meaning | None) -> tuple[NDArray[Any], NDArray[Any]]:
    """The pairs ``(i, j)``, i < j, where one is among those nearest in meaning to the other, in whatever language.

    Of another language only the very nearest are looked at.
    """
    if meaning is None:
        return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32)
    one, language, column = np.nonzero(meaning.nearest >= 0)
    near = (language == meaning.language[one]) | (column < ABROAD)
    one = one[near]
    other = meaning.nearest[one, language[near], column[near]]
    return np.minimum(one, other).astype(np.int32), np.maximum(one, other).astype(np.int32)


def not_unlike(meaning: Meaning | None, i: NDArray[Any], j: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The pairs less those whose meanings are far apart, which no words make likely; a closer look costs much more."""
    if meaning is None:
        return i, j
    kept = ~(meaning.likeness(i, meaning, j) < UNLIKE)
    return i[kept], j[kept]


def likeness(texts: Texts, query: Blocks) -> NDArray[np.float32]:
    """How much each item has in common with the one text of ``query``, nearly as :class:`_Others` has it."""
    rarity = texts.rarity
    counts, stems, grams = texts.roots
    result = np.zeros(len(texts), dtype=np.float32)
    for wanted, made_of, rare, length, weight in (
        (query.words, stems, rarity.stems, texts.length_words, WEIGHTS["words"]),
        (query.grams, grams, rarity.grams, texts.length_grams, WEIGHTS["grams"]),
    ):
        # what each word has in common with the query, and then each text by its words
        column = _dense(wanted)
        column *= rare
        result += np.float32(weight) * (counts @ (made_of @ column)) / length
    result += np.float32(WEIGHTS["concepts"]) * (texts.about(slice(None)) @ _dense(query.concepts))
    return result


class _Others:
    """The items by what they say, for each item's heaviest features to lead to them.

    The features are followed to the words that have them and the words to the items, because n-grams by item would be
    ten times as many. An n-gram that two words of an item have counts as the sum of its roots, not the root of its
    sum: near enough for choosing what is then looked at closely.
    """

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        counts, stems, grams = texts.roots
        self._items = csr_matrix(counts.T)
        self._words = csr_matrix(_weigh(stems, texts.rarity.stems).T)
        self._grams = csr_matrix(_weigh(grams, texts.rarity.grams).T)
        concepts = texts.about(slice(None))
        self._concepts = csr_matrix(concepts.T)
        frequency: dict[str, NDArray[Any]] = {"concepts": np.bincount(concepts.indices, minlength=concepts.shape[1])}
        for name, table in (("words", texts.stem_of), ("grams", texts.gram_of)):
            frequency[name] = texts.frequency(table)
        # features that only one item or too many items have lead nowhere
        self._telling = {name: (count > 1) & (count <= MOST_ITEMS[name]) for name, count in frequency.items()}

    def near(self, piece: slice) -> csr_matrix:
        """How much the items of the piece have in common with each item, by their heaviest features."""
        texts = self._texts
        words = self._heaviest("words", texts.words(piece)) @ self._words
        grams = self._heaviest("grams", texts.grams(piece)) @ self._grams
        return csr_matrix(
            self._reached(words, texts.length_words, WEIGHTS["words"])
            + self._reached(grams, texts.length_grams, WEIGHTS["grams"])
            + self._heaviest("concepts", texts.about(piece)) @ self._concepts * np.float32(WEIGHTS["concepts"])
        )

    def _reached(self, words: csr_matrix, length: NDArray[np.float32], weight: float) -> csr_matrix:
        items = csr_matrix(words @ self._items)
        items.data *= np.float32(weight) / length[items.indices]
        return items

    def _heaviest(self, name: str, rows: csr_matrix) -> csr_matrix:
        lengths = np.diff(rows.indptr)
        kept = self._telling[name][rows.indices]
        row = np.repeat(np.arange(rows.shape[0]), lengths)[kept]
        indices, data = rows.indices[kept], rows.data[kept]
        order = np.lexsort((-data, row))
        first = np.searchsorted(row, np.arange(rows.shape[0]))
        chosen = order[np.arange(len(order)) - first[row] < HEAVIEST[name]]
        return csr_matrix((data[chosen], (row[chosen], indices[chosen])), shape=rows.shape)


def _weigh(table: csr_matrix, rarity: NDArray[np.float32]) -> csr_matrix:
    return csr_matrix((table.data * rarity[table.indices], table.indices, table.indptr), shape=table.shape)


def _dense(row: csr_matrix) -> NDArray[np.float32]:
    return np.asarray(row.toarray(), dtype=np.float32).ravel()
