"""How well overlap is found in the six labelled registers, and how fast, beside what a user would pick instead.

``python -m tests.benchmarks.overlap_quality`` prints JSON. The glossary was written by somebody who had seen the
registers, so its full figures flatter. ``unseen_terms`` therefore repeats the measurement with a random share of
all terms taken away, which is what texts look like that nobody had in mind; ``cross_validated`` fits prior, text and
facts on four fifths of the initiatives and ranks the pairs of the rest. ``ideas`` measures what a person types, a few
words, against the registers and against the sample portfolio.
"""

import json
import random
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from kpkportfolio.overlap import scoring
from kpkportfolio.overlap.engine import Engine
from kpkportfolio.overlap.glossary import Glossary, lines
from kpkportfolio.overlap.item import Item
from tests.benchmarks import overlap_ideas
from tests.benchmarks.overlap_registers import Labelled, labelled

Matrix = NDArray[Any]
SHARES = (0.3, 0.5, 1.0)
SEEDS = 5


def main() -> None:
    """Print all figures as one JSON object."""
    json.dump(measure(), sys.stdout, indent=1)
    print()


def measure(data: Labelled | None = None) -> dict[str, Any]:
    """Average precision, recall at five, kinds and cross-validation, ours and the baseline's; ideas found."""
    data = data or labelled()
    ours, kinds = _ours(data, None)
    return {
        "pairs": len(data.pairs),
        "ours": _ranking(data, ours),
        "baseline_char_tfidf": _ranking(data, baseline(data.items)),
        "kind_accuracy": _kind_accuracy(data, kinds),
        "cross_validated_average_precision": round(_cross_validated(data, _features(data, None)[0]), 3),
        "unseen_terms": {str(share): _without_terms(data, share) for share in SHARES},
        "ideas": {
            "registers": overlap_ideas.measure(data.items, overlap_ideas.REGISTERS),
            "sample": overlap_ideas.measure(overlap_ideas.sample_items(), overlap_ideas.SAMPLE),
        },
    }


def baseline(items: Sequence[Item]) -> Matrix:
    """Cosine of letter 3–5-gram TF-IDF over title, description and deliverables: the customary choice."""
    texts = [" ".join([item.title, item.description or "", *item.deliverables]).lower() for item in items]
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(texts)
    return np.asarray((vectors @ vectors.T).toarray())


def _every_pair(items: int) -> tuple[Matrix, Matrix]:
    i, j = np.triu_indices(items, 1)
    return i.astype(np.int32), j.astype(np.int32)


def _evidence(data: Labelled, terms: Glossary | None) -> scoring.Evidence:
    engine = Engine(data.items, terms=terms)
    i, j = _every_pair(len(data.items))
    return engine.evidence(i, j)


def _ours(data: Labelled, terms: Glossary | None) -> tuple[Matrix, dict[tuple[str, str], str]]:
    found = _evidence(data, terms)
    i, j = _every_pair(len(data.items))
    scores = np.full((len(data.items), len(data.items)), -np.inf)
    scores[i, j] = scores[j, i] = found.odds
    kinds = {
        (data.items[x].id, data.items[y].id): scoring.KINDS[kind].value
        for x, y, kind in zip(i.tolist(), j.tolist(), found.kind.tolist(), strict=True)
    }
    return scores, kinds


def _truth(data: Labelled) -> Matrix:
    place = {item.id: n for n, item in enumerate(data.items)}
    truth = np.zeros((len(place), len(place)), dtype=int)
    for a, b in data.pairs:
        truth[place[a], place[b]] = truth[place[b], place[a]] = 1
    return truth


def _ranking(data: Labelled, scores: Matrix) -> dict[str, float]:
    i, j = _every_pair(len(data.items))
    place = {item.id: n for n, item in enumerate(data.items)}
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    hits: list[bool] = []
    crossing: list[bool] = []
    for pair in data.pairs:
        for one, other in (pair, pair[::-1]):
            row = scores[place[one]]
            # a tie counts against: an item is among the five only if fewer than five are at least as near
            hit = int((row >= row[place[other]]).sum()) <= 5
            hits.append(hit)
            if data.languages[one] != data.languages[other]:
                crossing.append(hit)
    return {
        "average_precision": round(float(average_precision_score(_truth(data)[i, j], scores[i, j])), 3),
        "recall_at_5": round(float(np.mean(hits)), 3),
        "recall_at_5_across_languages": round(float(np.mean(crossing)), 3),
    }


def _kind_accuracy(data: Labelled, kinds: dict[tuple[str, str], str]) -> float:
    right = [kinds.get((a, b), kinds.get((b, a))) == kind.value for (a, b), kind in data.pairs.items()]
    return round(float(np.mean(right)), 3)


def _features(data: Labelled, terms: Glossary | None) -> tuple[Matrix, Matrix]:
    found = _evidence(data, terms)
    text = sum((found.parts[factor] for factor in scoring.TEXT), np.zeros(len(found.odds))) / scoring.TEXT_SLOPE
    facts = found.odds - scoring.PRIOR - text * scoring.TEXT_SLOPE
    return np.column_stack((text, facts)), found.odds


def _cross_validated(data: Labelled, features: Matrix, folds: int = 5) -> float:
    """Average precision of a fit that has seen neither item of a pair's group of related items."""
    i, j = _every_pair(len(data.items))
    truth = _truth(data)[i, j]
    groups = _groups(data)
    order = np.unique(groups)
    np.random.default_rng(0).shuffle(order)
    scores = np.zeros(len(i))
    for fold in np.array_split(order, folds):
        test = np.isin(groups[i], fold) | np.isin(groups[j], fold)
        fit = LogisticRegression(C=10.0).fit(features[~test], truth[~test])
        scores[test] = fit.decision_function(features[test])
    return float(average_precision_score(truth, scores))


def _groups(data: Labelled) -> Matrix:
    place = {item.id: n for n, item in enumerate(data.items)}
    group = np.arange(len(place))
    for a, b in data.pairs:
        group[group == group[place[a]]] = group[place[b]]
    return group


def _without_terms(data: Labelled, share: float) -> dict[str, float]:
    truth = _truth(data)[_every_pair(len(data.items))]
    plain, fitted = [], []
    for seed in range(SEEDS if share < 1 else 1):
        terms = thinned(share, seed)
        features, odds = _features(data, terms)
        plain.append(average_precision_score(truth, odds))
        fitted.append(_cross_validated(data, features))
    return {
        "average_precision": round(float(np.mean(plain)), 3),
        "cross_validated": round(float(np.mean(fitted)), 3),
    }


def thinned(share: float, seed: int) -> Glossary:
    """The glossary without a random share of its terms."""
    chance = random.Random(seed)
    return Glossary(
        [
            # a cell must not be empty; this stands for no word
            [
                concept,
                *("; ".join([t for t in cell.split("; ") if chance.random() >= share] or ["0"]) for cell in cells),
            ]
            for concept, *cells in lines("terms.tsv")
        ]
    )


if __name__ == "__main__":
    main()
