"""An idea that a person types, against the portfolio: how much of what it says an item says too.

Two records of a register that share little text prove little, and :mod:`scoring` mistrusts them for that. A person who
types three words means all three. So here only the idea's own words count: each looks for its best counterpart among
an item's words, by stem, by concept or by letters, and what has none speaks against the item. A word that is still
being typed finds its counterpart by the letters there are.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from kpkportfolio.overlap.lexicon import GRAM_BITS, Lexicon, Parsed
from kpkportfolio.overlap.matrices import Texts

Column = NDArray[Any]

# Fitted on the ideas for the registers (tests/benchmarks/overlap_ideas.py); the shares below were chosen by eye there.
PRIOR = -6.3
SLOPE = 15.2
# What one unit of likeness in meaning adds, the log-odds without any of it, and how much of what the words say then
# still counts: fitted on the same ideas and on each title of the labelled domains typed alone (CALIBRATION.md). A word
# in common proves little beside the meaning; a term, or the whole of a phrase, is what was meant.
MEANING, PRIOR_BY_MEANING = 9.0, -5.0
BESIDE_MEANING = {"title_words": 0.35, "description": 0.7, "shared_terms": 0.75}
# so many words mean as much as a description does
ENOUGH_WORDS = 16
# so much of one word that nothing else has, a match may be and still be half trusted
ENOUGH = 0.4
# a word, and a concept named twice or once, in the description beside one in the title
IN_TEXT, CONCEPT_TWICE, CONCEPT_ONCE = 0.6, 0.7, 0.5
ONE_OF = 0.5
# What nothing in the portfolio is like may be the very point or a turn of phrase; a term of the glossary is a point.
STRANGE, KNOWN = 0.85, 1.5
# the letters two words share are chance below this
ALIKE = 0.5
# a part of a compound word for the whole of it
PART = 0.6
# so many letters are the beginning of a word, or of a compound, and not of just anything
BEGINNING, BEGUN = 6, 0.85
FACTORS = ("title_words", "description", "shared_terms")


@dataclass(slots=True)
class _Unit:
    """Words of the idea that stand for one thing: places among its words, and their concepts."""

    words: list[int]
    concepts: set[int]


def texts(
    lexicon: Lexicon, idea: Parsed, portfolio: Texts, parsed: Mapping[int, Parsed], places: Column
) -> dict[str, Column]:
    """What each factor adds to the log-odds of the items at ``places``; ``_covered`` is the share of the idea there.

    ``_words`` is how many words the idea has.

    The log-odds without any of it is :data:`PRIOR`.
    """
    words = [word for word in dict.fromkeys(idea.words) if lexicon.weight[word] > 0]
    if not words or not len(places):
        return {name: np.zeros(len(places)) for name in (*FACTORS, "_covered", "_words")}
    whole, title = portfolio.whole[places], portfolio.title[places]
    theirs = np.unique(whole.indices)
    alike = _alike(lexicon, words, portfolio, theirs)
    in_title, in_text = _best(alike, theirs, title), _best(alike, theirs, whole) * IN_TEXT
    proves = np.array([lexicon.weight[word] for word in words])
    units = _units(lexicon, idea, words)
    by_concept = _concepts(lexicon, [unit.concepts for unit in units], portfolio, parsed, places)
    spelt = (
        np.stack([np.average(match[unit.words], axis=0, weights=proves[unit.words]) for unit in units])
        for match in (in_title, np.maximum(in_title, in_text))
    )
    matches = np.stack([*spelt, by_concept])
    match, by = matches.max(axis=0), matches.argmax(axis=0)
    found_in = np.maximum((match >= 0.5).sum(axis=1), _frequency(lexicon, words, units, portfolio))
    weight = np.log1p(len(portfolio) / np.maximum(found_in, 1)) * [proves[unit.words].max() for unit in units]
    weight *= np.where(found_in > 0, [KNOWN if unit.concepts else 1.0 for unit in units], STRANGE)
    shared = weight @ match
    ratio = shared / np.log(len(portfolio) + 2.0)
    trust = ratio**2 / (ratio**2 + ENOUGH**2)
    result = {
        factor: SLOPE * trust * (weight @ np.where(by == number, match, 0.0)) / weight.sum()
        for number, factor in enumerate(FACTORS)
    }
    return {**result, "_covered": shared / weight.sum(), "_words": np.full(len(places), float(len(words)))}


def _units(lexicon: Lexicon, idea: Parsed, words: list[int]) -> list[_Unit]:
    """The words, those with a concept in common together: a term of two words is one thing, and so are synonyms."""
    of: dict[int, set[int]] = {word: set(lexicon.concepts[word]) for word in words}
    for concept, first, last in lexicon.phrases(idea.words):
        for word in idea.words[first : last + 1]:
            of.get(word, set()).add(concept)
    units: list[_Unit] = []
    for place, word in enumerate(words):
        same = [unit for unit in units if unit.concepts & of[word]]
        units = [unit for unit in units if unit not in same]
        united = _Unit([place], of[word])
        for unit in same:
            united = _Unit(unit.words + united.words, unit.concepts | united.concepts)
        units.append(united)
    return units


def _alike(lexicon: Lexicon, words: list[int], portfolio: Texts, theirs: Column) -> Column:
    """How much each of the idea's words is like each of the portfolio's words ``theirs``: 1 for the same stem."""
    rarity = portfolio.rarity.grams
    grams = [sorted(set(lexicon.grams(word))) for word in words]
    ends = np.cumsum([0, *map(len, grams)]).astype(np.int32)
    columns = np.array([gram for every in grams for gram in every], dtype=np.int32)
    mine = csr_matrix((rarity[columns], columns, ends), shape=(len(words), 1 << GRAM_BITS))
    table = portfolio.gram_of[theirs]
    table.sum_duplicates()
    table.data = np.ones_like(table.data)
    shared = np.asarray((mine @ table.T).toarray())
    said = np.asarray(mine.sum(axis=1)).reshape(-1, 1)
    table.data = rarity[table.indices]
    had = np.asarray(table.sum(axis=1)).reshape(1, -1)
    of_mine = np.divide(shared, said, out=np.zeros_like(shared), where=said > 0)
    of_theirs = np.divide(shared, had, out=np.zeros_like(shared), where=had > 0)
    result = np.maximum(of_mine, PART * of_theirs)
    result = np.where(result < ALIKE, 0.0, result**1.5)
    spelt = sorted((lexicon.words[number], place) for place, number in enumerate(portfolio.used[theirs].tolist()))
    for row, word in enumerate(words):
        begun = lexicon.words[word]
        if len(begun) >= BEGINNING:
            for other, place in islice(spelt, bisect_left(spelt, (begun, -1)), None):
                if not other.startswith(begun):
                    break
                result[row, place] = max(result[row, place], BEGUN)
    stems = np.array([lexicon.stem[word] for word in words])
    result[stems[:, None] == portfolio.stem_of.indices[theirs][None, :]] = 1.0
    return result


def _best(alike: Column, theirs: Column, texts: csr_matrix) -> Column:
    """For each of the idea's words its best counterpart in each text."""
    result = np.zeros((len(alike), texts.shape[0]))
    filled = np.flatnonzero(np.diff(texts.indptr))
    if len(filled):
        every = alike[:, np.searchsorted(theirs, texts.indices)]
        result[:, filled] = np.maximum.reduceat(every, texts.indptr[filled], axis=1)
    return result


def _concepts(
    lexicon: Lexicon, units: list[set[int]], portfolio: Texts, parsed: Mapping[int, Parsed], places: Column
) -> Column:
    """How much each text is about a concept of each unit."""
    result = np.zeros((len(units), len(places)))
    counts = portfolio.concepts[places]
    for column, place in enumerate(places.tolist()):
        piece = slice(counts.indptr[column], counts.indptr[column + 1])
        every = dict(zip(counts.indices[piece].tolist(), counts.data[piece].tolist(), strict=True))
        heading = parsed[place].title
        titled = {concept for word in heading for concept in lexicon.concepts[word]}
        titled |= {concept for concept, _first, _last in lexicon.phrases(heading)}
        about = {concept: CONCEPT_TWICE if count > 1.0 else CONCEPT_ONCE for concept, count in every.items()}
        about |= dict.fromkeys(titled, 1.0)
        for row, concepts in enumerate(units):
            if concepts:
                grades = [about.get(concept, 0.0) for concept in concepts]
                # a compound may stand for several concepts, and one of them is not all of it
                result[row, column] = ONE_OF * max(grades) + (1.0 - ONE_OF) * sum(grades) / len(grades)
    return result


def _frequency(lexicon: Lexicon, words: list[int], units: list[_Unit], portfolio: Texts) -> Column:
    """How many items have the stem of each unit's rarest word; 0 with a word learnt since."""
    rarity = portfolio.rarity.stems
    stems = [lexicon.stem[word] for word in words]
    known = [rarity[stem] if stem < len(rarity) else np.inf for stem in stems]
    rarest = np.array([max(known[place] for place in unit.words) for unit in units])
    return np.asarray(np.round(len(portfolio) / np.expm1(rarest)))
