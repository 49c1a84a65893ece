"""How much each signal moves the odds that a pair is a finding, and of which kind it is.

A pair's log-odds is a sum: what the texts share and mean, what parties, times and stages say, and a prior. What is
set here goes by the meaning of each fact (domain.md, Overlap); how much each then counts where the texts' vectors are
known was fitted on labelled pairs and stands in :mod:`weights`.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from kpkportfolio.model.vocabulary import OverlapKind
from kpkportfolio.overlap import ideas, in_common
from kpkportfolio.overlap.facts import Facts
from kpkportfolio.overlap.matrices import Blocks, Texts
from kpkportfolio.overlap.meaning import Meaning
from kpkportfolio.overlap.weights import WITH_MEANING, Weights

Column = NDArray[Any]

# Fitted with a third of the glossary taken away at random, as for texts that nobody had in mind when writing it.
PRIOR = -5.8
TEXT_SLOPE = 13.0
SURE = 1.0

TEXT: dict[str, tuple[tuple[str, float], ...]] = {
    "title_words": (("title_words", 0.2), ("title_grams", 0.3)),
    "description": (("words", 0.4), ("grams", 1.2)),
    "shared_terms": (("concepts", 1.0),),
    "deliverables": (("deliverables", 0.2),),
}
# the factors that are read off the texts
READ = frozenset({*TEXT, "meaning"})
# a concept named by two texts proves less than its rarity says, for concepts come in company
CONCEPT_PROOF = 0.7
SIMILAR_TITLE = 0.75
SAME_TEXT = 0.8
# an idea and one that is only planned: all that it says, in a title much like it
COVERED, LIKE_TITLE = 0.75, 0.5
MONTH_DAYS = 31.0
# pairs whose texts are compared at a time: two rows of some 500 n-grams each
PAIRS = 512

SAME_PERSON = 2.5
SAME_ORGANISATION = 1.4
SAME_REGISTER = -0.8
CLOSE_DATES = 1.1
AT_ONE_TIME = 0.3
AT_OTHER_TIMES = -1.0
FINISHED_SERVES = 0.7
# Of two initiatives it is telling that one ends before the other; an idea comes after all that there is. It is told
# only of what the idea's text leads to.
READY_FOR_IDEA = 0.1
LED_TO = 1.0
READY_MADE, OFFERED = 1.1, 0.4
STOPPED = -0.6
# Parties that share one undertaking have the same time for it in the register of whoever pays. How much that proves
# goes by how rare the day is: many things begin in January, and all of a programme may. In nats.
RARE_DAY = 5.0
# of those that only begin on one day
ONLY_BEGUN = 0.5
# A title of a few words is a common name of different parties' own work, such as a purchase of machines, so what two
# of them share or mean counts for as much as they say. So many words that nothing else has say enough.
SAYS_ENOUGH = 4.0
REFERENCE = 1.0
IDENTIFIER = 3.0
# What is told apart by its number, or is the rollout of one product elsewhere, is alike by nature: however much the
# texts share, the pair is at most this likely to be a finding.
TOLD_APART = -2.2


@dataclass(slots=True)
class Table:
    """Some items in columns: their texts, their facts and, once there are vectors, what they mean."""

    texts: Texts
    facts: Facts
    meaning: Meaning | None = None


@dataclass(slots=True)
class Evidence:
    """Scores of pairs; ``parts`` has what each factor adds to the log-odds.

    ``kind`` is a place in :data:`KINDS`; ``forward`` tells that the left item is the finished one.
    """

    odds: Column
    parts: dict[str, Column]
    kind: Column
    forward: Column


KINDS = (OverlapKind.DUPLICATE, OverlapKind.OVERLAP, OverlapKind.REUSE, OverlapKind.RELATED)


def probability(odds: Column) -> Column:
    """Log-odds as 0…1, the order kept. Beyond :data:`SURE` what more there is counts by its logarithm.

    Signals that agree come in company: of pairs told to be certain by their sum three in four were true.
    """
    beyond = np.log1p(np.maximum(odds - SURE, 0.0))
    chance: Column = 1.0 / (1.0 + np.exp(-(np.minimum(odds, SURE) + beyond)))
    return chance


def evidence(
    left: Table,
    i: Column,
    right: Table,
    j: Column,
    items: int,
    registers: int,
    idea: dict[str, Column] | None = None,
    weights: Weights = WITH_MEANING,
) -> Evidence:
    """What speaks for and against the pairs ``(i[n], j[n])`` in a portfolio of ``items`` from ``registers`` sources.

    When the left item is an idea, ``idea`` has what :func:`ideas.texts` says of its text, and the stronger of the two
    ways to read it counts: a line of a few words, or a description like those of the portfolio.
    """
    a, b = left.facts, right.facts
    known, said, prior, parts = _said(left, i, right, j, items, idea, weights)
    title, whole = said["_title"], said["_whole"]
    same_party = in_common.same_party(a, i, b, j)
    both_parties = (a.organisation[i] >= 0) & (b.organisation[j] >= 0)
    same_person = in_common.same_person(a, i, b, j)
    same_register = (a.register[i] >= 0) & (a.register[i] == b.register[j])
    close, together, apart = in_common.times(a, i, b, j)
    to_the_month = in_common.close(a, i, b, j, MONTH_DAYS)
    one_day = in_common.one_day(a, i, b, j)
    if idea is None:
        own_work = both_parties & ~same_party & ~one_day & ~to_the_month
        share = np.where(own_work, np.minimum(said["_said"] / SAYS_ENOUGH, 1.0), 1.0)
        parts = {factor: np.where(part > 0, part * share, part) for factor, part in parts.items()}
    one_template = (a.template[i] >= 0) & (a.template[i] == b.template[j])
    other_years = (a.years[i] >= 0) & (b.years[j] >= 0) & (a.years[i] != b.years[j])
    identified = in_common.identified(a, i, b, j)
    # a number that only one of two titles has may be any number, unless all else is the same
    numbered = one_template | (a.phases[i] >= 0) & (b.phases[j] >= 0)
    series = (a.phases[i] != b.phases[j]) & numbered | other_years
    follow_up = (one_template | (title > SIMILAR_TITLE)) & series & ~identified
    forward, backward = in_common.serves(a, i, b, j), in_common.serves(b, j, a, i)
    same_text = whole > SAME_TEXT
    duplicate = (same_party | ~both_parties & same_text) & ~apart & (same_text | ~same_register | same_person)
    duplicate |= same_person & close & ~same_register
    other_person = (a.person_short[i] >= 0) & (b.person_short[j] >= 0) & ~same_person
    other_places = in_common.other_places(a, i, b, j)
    duplicate |= (same_text & close | to_the_month) & ~same_register & ~other_person & ~other_places
    # a stage alone makes no rollout of one product: the title has to say so, or to be the same
    one_product = a.rollout_title[i] | b.rollout_title[j] | one_template
    rollouts = a.rollout[i] & b.rollout[j] & one_product & (both_parties & ~same_party | other_places)
    duplicate &= ~follow_up & ~rollouts
    serves = np.full(len(i), FINISHED_SERVES)
    if idea is not None:
        serves = np.where(sum(parts[factor] for factor in ideas.FACTORS) > LED_TO, READY_FOR_IDEA, 0.0)
        # An idea has no stage: what there is of it already is used, developed together, or recorded.
        backward |= ~b.stopped[j] & (b.completed[j] | b.nearly[j])
        duplicate = b.planned[j] & (idea["_covered"] >= COVERED) & (title >= LIKE_TITLE) & ~other_places
    reuse = (forward | backward) & ~duplicate & ~follow_up
    # many undertakings under one title say nothing about each other
    crowd = np.maximum(a.template_count[i], b.template_count[j]) - 1.0
    siblings = one_template & (crowd > 1)
    several = registers > 1
    parts["same_organisation"] = np.where(same_party & ~same_register, SAME_ORGANISATION, 0.0)
    parts["same_person"] = np.where(same_person, np.where(same_register, 0.3, SAME_PERSON), 0.0)
    parts["same_register"] = np.where(same_register & several & ~same_text, SAME_REGISTER, 0.0)
    day = np.minimum(a.start_rarity[i] / RARE_DAY, 1.0) * np.where(to_the_month, 1.0, ONLY_BEGUN)
    one_time = np.where(one_day & same_register, np.maximum(CLOSE_DATES * day, AT_ONE_TIME), AT_ONE_TIME)
    parts["schedule"] = np.select(
        [close & ~same_register, together, apart & ~reuse], [CLOSE_DATES, one_time, AT_OTHER_TIMES], 0.0
    )
    parts["stage"] = np.where(a.stopped[i] | b.stopped[j], STOPPED, np.where(reuse, serves, 0.0))
    ready = forward & b.seeks[j] | backward & a.seeks[i]
    offered = forward & a.offers[i] | backward & b.offers[j]
    parts["ready_made"] = np.where(reuse & ready, READY_MADE, 0.0) + np.where(reuse & ready & offered, OFFERED, 0.0)
    parts["component"] = in_common.components(a, i, b, j, apart)
    parts["source_reference"] = np.where(in_common.referred(a, i, b, j), REFERENCE, 0.0)
    parts["identifier"] = np.where(identified, IDENTIFIER, 0.0)
    parts["template_title"] = np.where(siblings, -np.log(np.maximum(crowd, 1.0)), 0.0)
    parts |= {factor: part * _by(weights, factor, known) for factor, part in parts.items() if factor not in READ}
    odds = prior + sum(parts.values(), np.zeros(len(i)))
    for factor, told_apart in (("follow_up", follow_up), ("rollouts", rollouts)):
        parts[factor] = np.where(told_apart, np.minimum(TOLD_APART - odds, 0.0), 0.0)
        odds = odds + parts[factor]
    # parts of one series and rollouts of one product are akin, and neither the same work nor there to be reused
    kind = np.select([follow_up | rollouts, duplicate, reuse], [3, 0, 2], 1)
    return Evidence(odds, parts, kind, forward & ~(backward & ~forward))


def _said(
    left: Table,
    i: Column,
    right: Table,
    j: Column,
    items: int,
    idea: dict[str, Column] | None,
    weights: Weights,
) -> tuple[Column, dict[str, Column], Column, dict[str, Column]]:
    """What the texts alone say: where their meaning is known, plain measures, the prior and what each factor adds."""
    parts = _texts(left.texts, i, right.texts, j, items)
    said = {name: parts.pop(name) for name in ("_title", "_whole", "_said")}
    meant = _meant(left.meaning, i, right.meaning, j)
    known = ~np.isnan(meant)
    # beside the meaning it counts how alike the words are, not what they prove: a paraphrase proves little by words
    parts["description"] = np.where(known, weights.wording * said["_whole"], parts["description"])
    parts["title_words"] = np.where(known, 0.0, parts["title_words"])
    # A term is evidence for what is said in other words: in the same words it is counted already, and pairs that only
    # look alike share those as well. Squared, for likeness of words is far from 1 even where most are the same.
    parts["shared_terms"] *= np.where(known, np.maximum(1.0 - said["_whole"], 0.0) ** 2, 1.0)
    parts |= {factor: parts[factor] * _by(weights, factor, known) for factor in ("shared_terms", "deliverables")}
    parts["meaning"] = np.where(known, weights.meaning * (meant - weights.neutral), 0.0)
    prior = np.where(known, weights.prior, PRIOR)
    if idea is not None:
        # what a description of forty words means is told by its vector; of three words it is half a guess
        parts["meaning"] *= np.minimum(idea["_words"] / ideas.ENOUGH_WORDS, 1.0)
        typed = {factor: idea.get(factor, np.zeros(len(i))) for factor in parts}
        typed |= {factor: typed[factor] * np.where(known, share, 1.0) for factor, share in ideas.BESIDE_MEANING.items()}
        typed["meaning"] = np.where(known, ideas.MEANING * (meant - weights.neutral), 0.0)
        typed_prior = np.where(known, ideas.PRIOR_BY_MEANING, ideas.PRIOR)
        stronger = typed_prior + sum(typed.values()) > prior + sum(parts.values())
        prior = np.where(stronger, typed_prior, prior)
        parts = {factor: np.where(stronger, typed[factor], part) for factor, part in parts.items()}
    return known, said, prior, parts


def _meant(left: Meaning | None, i: Column, right: Meaning | None, j: Column) -> Column:
    """How near the pairs are in meaning; NaN where a vector is missing."""
    return np.full(len(i), np.nan) if left is None or right is None else left.likeness(i, right, j)


def _by(weights: Weights, factor: str, known: Column) -> Column:
    """What a factor is multiplied by where the meaning is known; words alone were not fitted."""
    return np.where(known, weights.by.get(factor, 1.0), 1.0)


def _texts(left: Texts, i: Column, right: Texts, j: Column, items: int) -> dict[str, Column]:
    names = (*TEXT, "_title", "_whole", "_said")
    result = {name: np.empty(len(i)) for name in names}
    for start in range(0, len(i), PAIRS):
        piece = slice(start, start + PAIRS)
        for name, column in _some_texts(left, i[piece], right, j[piece], items).items():
            result[name][piece] = column
    return result


def _some_texts(left: Texts, i: Column, right: Texts, j: Column, items: int) -> dict[str, Column]:
    # each row once: the pairs of one item come together
    rows_i, i = np.unique(i, return_inverse=True)
    rows_j, j = np.unique(j, return_inverse=True)
    a, b = left.rows(rows_i), right.rows(rows_j)
    likeness = {
        name: products(getattr(a, name), i, getattr(b, name), j) for signals in TEXT.values() for name, _w in signals
    }
    proof = products(a.proof, i, b.proof, j) + CONCEPT_PROOF * products(a.concept_proof, i, b.concept_proof, j)
    # Any two of many texts share a few words by chance: what is shared has to outweigh the number of items.
    ratio = proof / np.log(items + 2.0)
    trust = ratio**2 / (ratio**2 + 1.0)
    parts = {
        factor: TEXT_SLOPE * trust * sum((weight * likeness[name] for name, weight in signals), np.zeros(len(i)))
        for factor, signals in TEXT.items()
    }
    parts["_title"] = _plain_cosine(a, i, b, j, likeness, "title_words", "title_grams")
    parts["_whole"] = _plain_cosine(a, i, b, j, likeness, "words", "grams")
    parts["_said"] = np.minimum(_says(a)[i], _says(b)[j]) / np.log(items + 2.0)
    return parts


def _plain_cosine(
    left: Blocks, i: Column, right: Blocks, j: Column, likeness: dict[str, Column], *names: str
) -> Column:
    """The mean likeness as if nothing had been left unsaid: 1 for the same text, however short."""
    result = np.zeros(len(i))
    for name in names:
        lengths = left.said[name][i] * right.said[name][j]
        result += np.divide(likeness[name], lengths, out=np.zeros(len(i)), where=lengths > 0)
    return result / len(names)


def _says(rows: Blocks) -> Column:
    """How much each text's words can prove, in nats."""
    result: Column = np.asarray(rows.proof.multiply(rows.proof).sum(axis=1), dtype=np.float64).ravel()
    return result


def products(left: csr_matrix, i: Column, right: csr_matrix, j: Column) -> Column:
    """The products of some rows with others, pair by pair."""
    result: Column = np.asarray(left[i].multiply(right[j]).sum(axis=1), dtype=np.float64).ravel()
    return result
