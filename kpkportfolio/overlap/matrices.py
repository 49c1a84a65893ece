"""Texts as sparse matrices, a row an item: stems, letter n-grams and concepts, weighed by rarity.

What is kept of a portfolio is only which words each text has (:class:`Texts`), some forty numbers an item. Stems and
n-grams, ten times as many, are made of them when rows are looked at, for a few hundred rows at a time.
"""

from array import array
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from kpkportfolio.overlap.lexicon import GRAM_BITS, NAME, Lexicon, Parsed

# a title says in six words what a description says in forty
TITLE_COUNTS = 2.0
# Three words that agree are less than thirty that do: each text counts as this many of the rarest words longer
# than it is, words that no other text has. One word's n-grams weigh about 3.5 words of one n-gram.
UNSAID = {"text": 10.0, "title": 2.0, "concepts": 1.5}
GRAMS_OF_A_WORD = 3.5
# rows made at a time: some 500 n-grams each
ROWS = 128

Floats = NDArray[np.float32]
Places = NDArray[Any] | slice


@dataclass(slots=True)
class Blocks:
    """One row an item, each row of unit length (or empty) together with what it leaves unsaid, except the proofs.

    A proof has the root of what each stem or concept proves in nats, so that the product of two rows is what they
    share. ``said`` has the lengths of the rows of the text blocks without what they leave unsaid.
    """

    words: csr_matrix
    grams: csr_matrix
    title_words: csr_matrix
    title_grams: csr_matrix
    deliverables: csr_matrix
    concepts: csr_matrix
    proof: csr_matrix
    concept_proof: csr_matrix
    said: dict[str, Floats]


@dataclass(slots=True)
class Rarity:
    """How rare each stem, n-gram and concept of the portfolio is, in nats."""

    items: int
    stems: Floats
    grams: Floats
    concepts: Floats


class Texts:
    """Some texts as counts of words, a row a text, and what each word is made of, a row a word.

    With a rarity the stems are those it was counted over; words learnt since only lengthen their row, as the rarest
    there are. Without one the texts' own rarity is counted.

    Attributes:
        used: the number in the lexicon of each word, in the order of the columns.
        whole: how often each word is in the text, twice over in its title.
        concepts: the same of concepts.
        stem_of, gram_of: the stem and the letter n-grams of each word, weighed by what the word may prove.
        length_words, length_grams: how long each row is before it is made of unit length, what it leaves unsaid
            included.
    """

    def __init__(self, lexicon: Lexicon, parsed: Sequence[Parsed], rarity: Rarity | None = None) -> None:
        every = _joined([row.words for row in parsed])
        used = self.used = np.unique(every).astype(np.int32)
        weight = np.frombuffer(lexicon.weight, dtype=np.float32)[used]
        stem_number = np.frombuffer(lexicon.stem, dtype=np.int32)[used]
        ends = np.arange(len(used) + 1, dtype=np.int32)
        self.stem_of = csr_matrix((weight, stem_number, ends), shape=(len(used), lexicon.stems))
        self.gram_of = _grams_of(lexicon, used)
        self.title = _counts([row.title for row in parsed], used)
        self.deliverables = _counts([row.deliverables for row in parsed], used)
        self.whole = _counts([row.words for row in parsed], used) + self.title * np.float32(TITLE_COUNTS - 1)
        self.concepts = _concept_counts(lexicon, parsed, used, self.whole)
        self.rarity = rarity or self._count_rarity()
        rarest = float(np.log1p(self.rarity.items))
        self._unsaid = {name: rarest * words**0.5 for name, words in UNSAID.items()}
        self._stem_rarity = _fit(self.rarity.stems, lexicon.stems, self.rarity.items)
        self.length_words, self.length_grams = self._lengths()

    def __len__(self) -> int:
        return int(self.whole.shape[0])

    def replaced(self, places: NDArray[Any], rows: "Texts") -> "Texts":
        """The same with other rows at some places, of which those beyond the end are added; the rarity stays.

        Takes milliseconds where counting everything anew takes seconds. ``rows`` are of the same lexicon and rarity.
        """
        result = copy(self)
        result.__dict__.pop("roots", None)
        used = result.used = np.union1d(self.used, rows.used).astype(np.int32)
        # each word's row, from the old table if it has the word
        old, new = np.searchsorted(self.used, used), np.searchsorted(rows.used, used)
        had = self.used[np.minimum(old, len(self.used) - 1)] == used if len(self.used) else np.zeros(len(used), bool)
        order = np.where(had, old, len(self.used) + new)
        for name in ("stem_of", "gram_of"):
            one, other = getattr(self, name), getattr(rows, name)
            one = csr_matrix((one.data, one.indices, one.indptr), shape=(one.shape[0], other.shape[1]))
            setattr(result, name, one if had.all() else csr_matrix(vstack([one, other]))[order])
        items = len(self)
        place_of = np.arange(max(items, int(places.max(initial=-1)) + 1))
        place_of[places] = items + np.arange(len(places))
        for name in ("whole", "title", "deliverables"):
            tables = [_renumbered(getattr(table, name), table.used, used) for table in (self, rows)]
            setattr(result, name, csr_matrix(vstack(tables))[place_of])
        result.concepts = csr_matrix(vstack([self.concepts, rows.concepts]))[place_of]
        result.length_words = np.concatenate((self.length_words, rows.length_words))[place_of]
        result.length_grams = np.concatenate((self.length_grams, rows.length_grams))[place_of]
        result._stem_rarity = rows._stem_rarity
        return result

    @cached_property
    def roots(self) -> tuple[csr_matrix, csr_matrix, csr_matrix]:
        """Roots of the counts in :attr:`whole`, :attr:`stem_of` and :attr:`gram_of`, for what is asked often."""
        stem_of = _rooted(self.stem_of)[:, : len(self.rarity.stems)]
        return _rooted(self.whole), csr_matrix(stem_of), _rooted(self.gram_of)

    def words(self, places: Places) -> csr_matrix:
        """The stems of some texts, as :attr:`Blocks.words`."""
        return self._unit_words(self.whole[places] @ self.stem_of)

    def grams(self, places: Places) -> csr_matrix:
        """The n-grams of some texts, as :attr:`Blocks.grams`."""
        return self._unit_grams(self.whole[places] @ self.gram_of)

    def about(self, places: Places) -> csr_matrix:
        """The concepts of some texts, as :attr:`Blocks.concepts`."""
        return _unit(self.concepts[places], self.rarity.concepts, self._unsaid["concepts"])

    def rows(self, places: Places) -> Blocks:
        """All that is known of some texts, in the order of ``places``."""
        columns = len(self.rarity.stems)
        heading = self._unsaid["title"]
        stem_counts = self.whole[places] @ self.stem_of
        title = self.title[places]
        result = Blocks(
            words=self._unit_words(stem_counts),
            grams=self.grams(places),
            title_words=_unit(title @ self.stem_of, self._stem_rarity, heading)[:, :columns],
            title_grams=_unit(title @ self.gram_of, self.rarity.grams, heading * GRAMS_OF_A_WORD**0.5),
            deliverables=_unit(self.deliverables[places] @ self.stem_of, self._stem_rarity, heading)[:, :columns],
            concepts=self.about(places),
            proof=_root(stem_counts, self._stem_rarity)[:, :columns],
            concept_proof=_root(self.concepts[places], self.rarity.concepts),
            said={},
        )
        for name in ("words", "grams", "title_words", "title_grams"):
            result.said[name] = _lengths(getattr(result, name))
        return result

    def pieces(self) -> Iterator[slice]:
        """All rows, a few hundred at a time."""
        for start in range(0, len(self), ROWS):
            yield slice(start, min(start + ROWS, len(self)))

    def _unit_words(self, counts: csr_matrix) -> csr_matrix:
        return _unit(counts, self._stem_rarity, self._unsaid["text"])[:, : len(self.rarity.stems)]

    def _unit_grams(self, counts: csr_matrix) -> csr_matrix:
        return _unit(counts, self.rarity.grams, self._unsaid["text"] * GRAMS_OF_A_WORD**0.5)

    def frequency(self, table: csr_matrix) -> NDArray[np.int32]:
        """How many texts have each column of :attr:`stem_of` or :attr:`gram_of`."""
        result = np.zeros(table.shape[1], dtype=np.int32)
        for piece in self.pieces():
            # in a product no column comes twice in a row
            result += np.bincount((self.whole[piece] @ table).indices, minlength=len(result)).astype(np.int32)
        return result

    def _count_rarity(self) -> Rarity:
        concepts = np.bincount(self.concepts.indices, minlength=self.concepts.shape[1])
        frequencies = (self.frequency(self.stem_of), self.frequency(self.gram_of), concepts)
        return Rarity(len(self), *(_rarity(frequency, len(self)) for frequency in frequencies))

    def _lengths(self) -> tuple[Floats, Floats]:
        words, grams = np.empty(len(self), np.float32), np.empty(len(self), np.float32)
        text = self._unsaid["text"]
        for piece in self.pieces():
            whole = self.whole[piece]
            words[piece] = _whole_length(_weighed(whole @ self.stem_of, self._stem_rarity), text)
            spelt = _weighed(whole @ self.gram_of, self.rarity.grams)
            grams[piece] = _whole_length(spelt, text * GRAMS_OF_A_WORD**0.5)
        return words, grams


def _rooted(table: csr_matrix) -> csr_matrix:
    return csr_matrix((np.sqrt(table.data), table.indices, table.indptr), shape=table.shape)


def _renumbered(table: csr_matrix, columns: NDArray[np.int32], among: NDArray[np.int32]) -> csr_matrix:
    """The same entries, the columns counted as they come ``among`` more."""
    indices = np.searchsorted(among, columns).astype(np.int32)[table.indices]
    return csr_matrix((table.data, indices, table.indptr), shape=(table.shape[0], len(among)))


def _joined(rows: Sequence[Sequence[int]]) -> NDArray[np.int32]:
    result = np.empty(sum(map(len, rows)), dtype=np.int32)
    start = 0
    for row in rows:
        result[start : start + len(row)] = row
        start += len(row)
    return result


def _counts(rows: Sequence[Sequence[int]], used: NDArray[np.int32]) -> csr_matrix:
    ends = np.zeros(len(rows) + 1, dtype=np.int32)
    np.cumsum(np.fromiter(map(len, rows), dtype=np.int32, count=len(rows)), out=ends[1:])
    indices = np.searchsorted(used, _joined(rows)).astype(np.int32)
    matrix = csr_matrix((np.ones(len(indices), dtype=np.float32), indices, ends), shape=(len(rows), len(used)))
    matrix.sum_duplicates()
    return matrix


def _grams_of(lexicon: Lexicon, used: NDArray[np.int32]) -> csr_matrix:
    indices = array("i")
    ends = array("i", [0])
    data = array("f")
    for number in used.tolist():
        grams = lexicon.grams(number)
        indices.extend(grams)
        # a long compound shall not outweigh the other words by its mere length
        data.extend([lexicon.weight[number] / max(1.0, len(grams)) ** 0.5] * len(grams))
        ends.append(len(indices))
    return csr_matrix(
        (np.array(data, np.float32), np.array(indices, np.int32), np.array(ends, np.int32)),
        shape=(len(used), 1 << GRAM_BITS),
    )


def _concept_counts(
    lexicon: Lexicon, parsed: Sequence[Parsed], used: NDArray[np.int32], whole: csr_matrix
) -> csr_matrix:
    concepts = np.arange(len(lexicon.terms.names), dtype=np.int32)
    pairs = [(word, concept) for word, number in enumerate(used.tolist()) for concept in lexicon.concepts[number]]
    columns = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    concept_of = csr_matrix(
        (np.ones(len(columns), np.float32), (columns[:, 0], columns[:, 1])), shape=(len(used), len(concepts))
    )
    # a term of two words is surer than a word
    phrases = _counts([row.phrases for row in parsed], concepts) * np.float32(2.0)
    return csr_matrix(whole @ concept_of + phrases)


def _rarity(frequency: NDArray[Any], items: int) -> Floats:
    return np.asarray(np.log1p(items / np.maximum(frequency, 1)), dtype=np.float32)


def _fit(rarity: Floats, columns: int, items: int) -> Floats:
    """The rarity of all stems, those learnt after it was counted being the rarest."""
    fresh = np.full(max(0, columns - len(rarity)), np.log1p(items), dtype=np.float32)
    return np.concatenate((rarity[:columns], fresh))


def _weighed(counts: csr_matrix, rarity: Floats) -> csr_matrix:
    return csr_matrix(
        (np.sqrt(counts.data) * rarity[counts.indices], counts.indices, counts.indptr), shape=counts.shape
    )


def _whole_length(matrix: csr_matrix, unsaid: float) -> Floats:
    """The length of each row with what it leaves unsaid; 1 for an empty one."""
    lengths = _lengths(matrix)
    return np.where(lengths > 0, np.hypot(lengths, np.float32(unsaid)), 1).astype(np.float32)


def _unit(counts: csr_matrix, rarity: Floats, unsaid: float) -> csr_matrix:
    """Rows of unit length, of which ``unsaid`` has nothing in common with any other row."""
    matrix = _weighed(counts, rarity)
    matrix.data /= np.repeat(_whole_length(matrix, unsaid), np.diff(matrix.indptr))
    return matrix


def _lengths(matrix: csr_matrix) -> Floats:
    squares = np.add.reduceat(np.append(matrix.data**2, np.float32(0)), matrix.indptr[:-1])
    # an empty row would be given its neighbour's first entry
    return np.where(np.diff(matrix.indptr) > 0, np.sqrt(squares), 0).astype(np.float32)


def _root(counts: csr_matrix, rarity: Floats) -> csr_matrix:
    # a count holds what the word may prove, and names prove nothing that others do not
    proves = np.minimum(counts.data, 1.0)
    data = np.where(proves <= NAME * 2, 0.0, proves) * rarity[counts.indices]
    matrix = csr_matrix((np.sqrt(data).astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)
    matrix.eliminate_zeros()
    return matrix
