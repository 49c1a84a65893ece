"""How well overlap is found in the six labelled registers, and how fast, beside letter n-grams.

``python -m tests.benchmarks.overlap_quality`` prints JSON. The glossary was written by somebody who had seen the
registers, so its full figures flatter. ``unseen_terms`` therefore repeats the measurement with a random share of
all terms taken away, which is what texts look like that nobody had in mind; ``cross_validated`` fits prior, text and
facts on four fifths of the initiatives and ranks the pairs of the rest. ``ideas`` measures what a person types, a few
words, against the registers and against the sample portfolio. More methods and data sets: ``make eval``.
"""

import json
import sys
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from kpkportfolio.overlap.glossary import Glossary
from tests.benchmarks import overlap_ideas
from tests.evaluation import ours, sets, text_methods
from tests.evaluation.measuring import Figures, figures
from tests.evaluation.metrics import average_precision
from tests.evaluation.tasks import Task, folds, from_labels

SHARES = (0.3, 0.5, 1.0)
SEEDS = 5


def main() -> None:
    """Print all figures as one JSON object."""
    json.dump(measure(), sys.stdout, indent=1)
    print()


def measure(data: sets.LabelledSet | None = None) -> dict[str, Any]:
    """Average precision, recall at five, kinds and cross-validation, ours and the baseline's; ideas found."""
    task = from_labels(data or sets.registers())
    found = figures(task, "ours", ours.by_words(task.items, task.i, task.j), 0.0)
    return {
        "pairs": task.positives,
        "ours": _ranking(found),
        "baseline_char_tfidf": _ranking(figures(task, "letters", text_methods.char_tfidf(task, []), 0.0)),
        "kind_accuracy": round(found.kinds_all or 0.0, 3),
        "cross_validated_average_precision": round(_cross_validated(task, None), 3),
        "unseen_terms": {str(share): _without_terms(task, share) for share in SHARES},
        "ideas": {
            "registers": overlap_ideas.measure(task.items, overlap_ideas.REGISTERS),
            "titles": {one.name: overlap_ideas.measure_titles(one) for one in sets.domains()} if data is None else {},
            "sample": overlap_ideas.measure(overlap_ideas.sample_items(), overlap_ideas.SAMPLE),
        },
    }


def _ranking(found: Figures) -> dict[str, float]:
    assert found.recall is not None
    assert found.recall_across is not None
    return {
        "average_precision": round(found.average_precision, 3),
        "recall_at_5": round(found.recall[5], 3),
        "recall_at_5_across_languages": round(found.recall_across[5], 3),
    }


def _cross_validated(task: Task, terms: Glossary | None) -> float:
    """Average precision of a fit that has seen neither item of a pair's group of related items."""
    features = ours.features(task.items, task.i, task.j, terms=terms)
    scores = np.zeros(len(task.i))
    for known, asked in folds(task):
        fit = LogisticRegression(C=10.0).fit(features[known], task.truth[known])
        scores[asked] = fit.decision_function(features[asked])
    return average_precision(task.truth, scores)


def _without_terms(task: Task, share: float) -> dict[str, float]:
    plain, fitted = [], []
    for seed in range(SEEDS if share < 1 else 1):
        terms = ours.thinned(share, seed)
        plain.append(average_precision(task.truth, ours.by_words(task.items, task.i, task.j, terms=terms).scores))
        fitted.append(_cross_validated(task, terms))
    return {
        "average_precision": round(float(np.mean(plain)), 3),
        "cross_validated": round(float(np.mean(fitted)), 3),
    }


if __name__ == "__main__":
    main()
