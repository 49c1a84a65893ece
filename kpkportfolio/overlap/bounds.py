"""How likely pairs can be at most, by all but their words, whose n-grams take most of the time of a search.

Whoever changes what :func:`kpkportfolio.overlap.scoring.evidence` adds up changes this with it: a test compares them.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpkportfolio.overlap import in_common, scoring
from kpkportfolio.overlap.weights import WITH_MEANING, Weights

Column = NDArray[Any]
# rows are of single precision
_SLACK = 1e-3
_PAIRS = 512


def most(table: scoring.Table, i: Column, j: Column, weights: Weights = WITH_MEANING) -> Column:
    """Log-odds that the pairs ``(i[n], j[n])`` of a portfolio do not exceed; infinite where a vector is missing."""
    if table.meaning is None:
        return np.full(len(i), np.inf)
    meant = table.meaning.likeness(i, table.meaning, j)
    terms = scoring.TEXT_SLOPE * _concepts(table, i, j) * weights.by["shared_terms"]
    # what says the same in other words has terms, what says it in the same words has these: never both in full
    odds = weights.prior + weights.meaning * (meant - weights.neutral) + np.maximum(terms, weights.wording)
    for factor, part in _beside(table, i, j).items():
        odds = odds + np.maximum(part * weights.by[factor], 0.0)
    return np.where(np.isnan(meant), np.inf, odds + _SLACK)


def _beside(table: scoring.Table, i: Column, j: Column) -> dict[str, Column]:
    """The most that each other factor can add; those that only take away are left out."""
    facts = table.facts
    same_register = (facts.register[i] >= 0) & (facts.register[i] == facts.register[j])
    same_party = in_common.same_party(facts, i, facts, j)
    same_person = in_common.same_person(facts, i, facts, j)
    # unknown if either start is, and then neither close nor at one time
    between = np.abs(facts.start[i] - facts.start[j])
    at_one_time = np.where(np.isnan(between), 0.0, scoring.AT_ONE_TIME)
    outputs = np.diff(table.texts.deliverables.indptr) > 0
    titled = sum(weight for _name, weight in scoring.TEXT["deliverables"])
    never = np.zeros(len(i), dtype=bool)
    return {
        "deliverables": np.where(outputs[i] & outputs[j], scoring.TEXT_SLOPE * titled, 0.0),
        "same_organisation": np.where(same_party & ~same_register, scoring.SAME_ORGANISATION, 0.0),
        "same_person": np.where(same_person, scoring.SAME_PERSON, 0.0),
        "schedule": np.where(between <= in_common.CLOSE_DAYS, scoring.CLOSE_DATES, at_one_time),
        "stage": np.full(len(i), scoring.FINISHED_SERVES),
        "ready_made": np.where(facts.seeks[i] | facts.seeks[j], scoring.READY_MADE + scoring.OFFERED, 0.0),
        "component": in_common.components(facts, i, facts, j, never),
        "source_reference": np.where(in_common.referred(facts, i, facts, j), scoring.REFERENCE, 0.0),
        "identifier": np.where(in_common.identified(facts, i, facts, j), scoring.IDENTIFIER, 0.0),
    }


def _concepts(table: scoring.Table, i: Column, j: Column) -> Column:
    """How much the pairs have in common of the glossary's concepts, 0…1."""
    about = table.texts.about(slice(None))
    result = np.empty(len(i))
    for start in range(0, len(i), _PAIRS):
        some = slice(start, start + _PAIRS)
        result[some] = scoring.products(about, i[some], about, j[some])
    return result
