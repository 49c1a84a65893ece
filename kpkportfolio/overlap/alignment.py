"""Which words of one text answer which of another, also across languages: what is said twice, in whatever words.

The language model sees each word in its surroundings; two words answer each other when each is the other's nearest
(Jalili Sabet and others, "SimAlign", 2020). On tests/data/language_model/answers.tsv, sentences of some six words, five
of six answers are found, and one comes up in every sixth pair of unrelated sentences.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from math import log2
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kpkportfolio.overlap import words
from kpkportfolio.overlap.language_model import LanguageModel, Tokens, Vectors
from kpkportfolio.paths import bundled

# The likeness of two words that may stand in a phrase, and of the one pair a phrase needs to be an answer. In a long
# text more words can be alike by chance: the second is for so many telling words, and grows with each doubling.
LEAST = 0.25
LEAST_OF_PHRASE = 0.44
SHORT, EACH_DOUBLING = 8, 0.03
# A text's own mean is what all its words have in common. For a short text it is also what it says, so so many tokens
# of the common mean are counted in.
COMMON_TOKENS = 8
_STOP_WORDS = frozenset[str]().union(*words.STOP_WORDS.values())

Span = tuple[int, int]
_Pair = tuple[int, int]


class Answer(NamedTuple):
    """A phrase of either text, as characters from … to; ``likeness`` 0…1 of its most alike words, 1 for the same."""

    a: Span
    b: Span
    likeness: float


def answers(model: LanguageModel, a: str, b: str) -> list[Answer]:
    """The phrases of ``a`` and ``b`` that answer each other, in the order of ``a``; none overlaps another.

    Little words ("ja", "för", "the"), numbers and signs alone are no answer, but stand within a phrase.
    What is beyond the model's 512 tokens has no answers.
    """
    of_a, of_b = _Text(a), _Text(b)
    if not (of_a.telling and of_b.telling):
        return []
    shorter = min(len(of_a.telling), len(of_b.telling))
    least = LEAST_OF_PHRASE + EACH_DOUBLING * log2(max(1, shorter / SHORT))
    likeness = _likeness(model.tokens(of_a.words), model.tokens(of_b.words))
    found = {
        pair: value
        for pair, value in likeness.items()
        if value >= LEAST and pair[0] in of_a.telling and pair[1] in of_b.telling
    }
    return [
        Answer(
            of_a.span([i for i, _j in phrase]),
            of_b.span([j for _i, j in phrase]),
            round(max(found[pair] for pair in phrase), 3),
        )
        for phrase in _phrases(_matching(found, of_a, of_b), of_a, of_b)
        if max(found[pair] for pair in phrase) >= least
    ]


class _Text:
    """A text's words, and which of them tell something."""

    def __init__(self, text: str) -> None:
        self.places = words.places(text)
        self.words = [text[start:end] for start, end in self.places]
        self.telling = {
            number
            for number, word in enumerate(self.words)
            if any(map(str.isalpha, word)) and words.normal(word) not in _STOP_WORDS
        }
        # beside each other: only little words between
        self.rank = list(accumulate(number in self.telling for number in range(len(self.words))))

    def near(self, one: int, other: int) -> bool:
        """Whether nothing that tells something stands between the two."""
        return abs(self.rank[one] - self.rank[other]) <= 1

    def span(self, numbers: Sequence[int]) -> Span:
        """From the first to the last of the words."""
        return self.places[min(numbers)][0], self.places[max(numbers)][1]


@cache
def _common() -> Vectors:
    """The mean over the tokens of many sentences in three languages."""
    mean: Vectors = np.load(bundled("resources", "language_model", "centre.npy"))
    return mean


def _centred(tokens: Tokens) -> tuple[Vectors, Vectors]:
    """Each token, and the word it belongs to, without what all tokens of the text have in common, as unit vectors."""
    total = tokens.vectors.sum(axis=0) + COMMON_TOKENS * _common()
    rest = tokens.vectors - total / (len(tokens.vectors) + COMMON_TOKENS)
    whole = np.zeros((int(tokens.words.max()) + 1, rest.shape[1]), np.float32)
    np.add.at(whole, tokens.words, rest)
    return _units(rest), _units(whole)[tokens.words]


def _units(vectors: Vectors) -> Vectors:
    units: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-9))
    return units


def _likeness(a: Tokens, b: Tokens) -> dict[_Pair, float]:
    """The words with tokens that are each other's nearest, and how alike the nearest of them are, 0…1.

    How alike two tokens are is said half by their words: endings resemble each other whatever they end.
    """
    (tokens_of_a, words_of_a), (tokens_of_b, words_of_b) = _centred(a), _centred(b)
    alike: NDArray[np.float32] = np.clip((tokens_of_a @ tokens_of_b.T + words_of_a @ words_of_b.T) / 2, 0, 1)
    nearest, back = alike.argmax(axis=1), alike.argmax(axis=0)
    best: defaultdict[_Pair, float] = defaultdict(float)
    for i in np.flatnonzero(back[nearest] == np.arange(len(nearest))):
        pair = int(a.words[i]), int(b.words[nearest[i]])
        best[pair] = max(best[pair], float(alike[i, nearest[i]]))
    return best


def _matching(found: dict[_Pair, float], a: _Text, b: _Text) -> list[_Pair]:
    """The pairs that can stand together, the most alike first: a word answers neighbours only, as a compound does."""
    of_a: defaultdict[int, list[int]] = defaultdict(list)
    of_b: defaultdict[int, list[int]] = defaultdict(list)
    kept = []
    for i, j in sorted(found, key=lambda pair: (-found[pair], pair)):
        if (not of_a[i] or any(b.near(j, other) for other in of_a[i])) and (
            not of_b[j] or any(a.near(i, other) for other in of_b[j])
        ):
            of_a[i].append(j)
            of_b[j].append(i)
            kept.append((i, j))
    return kept


def _phrases(pairs: list[_Pair], a: _Text, b: _Text) -> list[list[_Pair]]:
    """Pairs that are neighbours in both texts, together; in the order of ``a``."""
    phrases: list[list[_Pair]] = []
    for i, j in sorted(pairs):
        beside = [phrase for phrase in phrases if any(a.near(i, k) and b.near(j, m) for k, m in phrase)]
        phrases = [phrase for phrase in phrases if phrase not in beside]
        phrases.append([*(pair for phrase in beside for pair in phrase), (i, j)])
    return sorted(map(sorted, phrases))
