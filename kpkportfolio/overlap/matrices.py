"""Texts as sparse matrices, a row an item: stems, letter n-grams and concepts, weighed by rarity."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from kpkportfolio.overlap.lexicon import GRAM_BITS, NAME, Lexicon, Parsed

# a title says in six words what a description says in forty
TITLE_COUNTS = 2.0
# Three words that agree are less than thirty that do: each text counts as this many of the rarest words longer
# than it is, words that no other text has. One word's n-grams weigh about 3.5 words of one n-gram.
UNSAID = {"text": 10.0, "title": 2.0, "concepts": 1.5}
GRAMS_OF_A_WORD = 3.5

Floats = NDArray[np.float32]


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


def blocks(lexicon: Lexicon, parsed: Sequence[Parsed], rarity: Rarity | None = None) -> tuple[Blocks, Rarity]:
    """The matrices of some texts, weighed by the rarity given or else by their own.

    With a rarity the columns are those it was counted over; words learnt since only lengthen their row, as the
    rarest there are.
    """
    used = _used(parsed)
    weight = np.frombuffer(lexicon.weight, dtype=np.float32)[used]
    stem_number = np.frombuffer(lexicon.stem, dtype=np.int32)[used]
    stem_of = csr_matrix((weight, (np.arange(len(used)), stem_number)), shape=(len(used), lexicon.stems))
    gram_of = _grams_of(lexicon, used)
    title = _counts([row.title for row in parsed], used)
    description = _counts([row.description for row in parsed], used)
    deliverables = _counts([row.deliverables for row in parsed], used)
    whole = title * np.float32(TITLE_COUNTS) + description + deliverables
    concepts = _concept_counts(lexicon, parsed, used, whole)
    stem_counts = whole @ stem_of
    gram_counts = whole @ gram_of
    if rarity is None:
        rarity = Rarity(len(parsed), _rarity(stem_counts), _rarity(gram_counts), _rarity(concepts))
    columns = len(rarity.stems)
    rarest = float(np.log1p(rarity.items))
    text, heading, about = (rarest * UNSAID[name] ** 0.5 for name in ("text", "title", "concepts"))
    spelt = GRAMS_OF_A_WORD**0.5
    stem_rarity = _fit(rarity.stems, lexicon.stems, rarity.items)
    result = Blocks(
        words=_unit(stem_counts, stem_rarity, text)[:, :columns],
        grams=_unit(gram_counts, rarity.grams, text * spelt),
        title_words=_unit(title @ stem_of, stem_rarity, heading)[:, :columns],
        title_grams=_unit(title @ gram_of, rarity.grams, heading * spelt),
        deliverables=_unit(deliverables @ stem_of, stem_rarity, heading)[:, :columns],
        concepts=_unit(concepts, rarity.concepts, about),
        proof=_root(stem_counts, stem_rarity)[:, :columns],
        concept_proof=_root(concepts, rarity.concepts),
        said={},
    )
    for name in ("words", "grams", "title_words", "title_grams"):
        result.said[name] = _lengths(getattr(result, name))
    return result, rarity


def _used(parsed: Sequence[Parsed]) -> NDArray[np.int32]:
    every: set[int] = set()
    for row in parsed:
        every.update(row.title, row.description, row.deliverables)
    return np.fromiter(sorted(every), dtype=np.int32, count=len(every))


def _counts(rows: "Sequence[array[int]]", used: NDArray[np.int32]) -> csr_matrix:
    lengths = np.fromiter((len(row) for row in rows), dtype=np.int64, count=len(rows))
    ends = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    joined = array("i")
    for row in rows:
        joined.extend(row)
    indices = np.searchsorted(used, np.array(joined, dtype=np.int32)).astype(np.int32)
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


def _rarity(counts: csr_matrix) -> Floats:
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.log1p(counts.shape[0] / np.maximum(frequency, 1)).astype(np.float32)


def _fit(rarity: Floats, columns: int, items: int) -> Floats:
    """The rarity of all stems, those learnt after it was counted being the rarest."""
    fresh = np.full(max(0, columns - len(rarity)), np.log1p(items), dtype=np.float32)
    return np.concatenate((rarity[:columns], fresh))


def _unit(counts: csr_matrix, rarity: Floats, unsaid: float) -> csr_matrix:
    """Rows of unit length, of which ``unsaid`` has nothing in common with any other row."""
    matrix = csr_matrix(
        (np.sqrt(counts.data) * rarity[counts.indices], counts.indices, counts.indptr), shape=counts.shape
    )
    lengths = _lengths(matrix)
    lengths = np.where(lengths > 0, np.hypot(lengths, np.float32(unsaid)), 1).astype(np.float32)
    matrix.data /= np.repeat(lengths, np.diff(matrix.indptr))
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
