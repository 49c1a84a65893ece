"""dedupe: a logistic classifier over distances of fields, learned from labelled pairs.

It cannot do without labels. For a labelled portfolio it learns from the other ones; for the other sets,
and where there is no other portfolio, from four fifths of the pairs for the last fifth. Its blocking is not used:
every pair asked is scored. Texts are compared by its Text type, names and titles by its String type, as its
documentation has it; days by a comparator of ours, for its own is a package beside it.
"""

import importlib
import warnings
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np

from kpkportfolio.overlap.item import Item
from tests.evaluation.scored import CannotRun, Numbers, Scored
from tests.evaluation.tasks import SEED, Task, folds

Record = dict[str, Any]
# False pairs that are learned from, a true one. Its users label some dozens of either; among all false pairs of a
# portfolio the true ones are so few that the search for its strength of regularisation, which goes by F1, gives up.
_FALSE_FOR_TRUE = 10
_AT_ONCE = 20_000


def match(task: Task, others: Sequence[Task]) -> Scored:
    """dedupe's score of every pair asked, by a classifier that has not seen its label.

    Raises:
        CannotRun: if it is not installed.
    """
    try:
        importlib.import_module("dedupe")
    except ImportError as error:
        raise CannotRun(str(error)) from error
    chance = np.random.default_rng(SEED)
    scores = np.zeros(len(task.i))
    others = [other for other in others if other.name != task.name]
    if task.labelled is not None and others:
        learned = [(other, _thinned(other, np.ones(len(other.i), dtype=bool), chance)) for other in others]
        scores = _classified(task, np.arange(len(task.i)), learned)
    else:
        for known, asked in folds(task):
            scores[asked] = _classified(task, np.flatnonzero(asked), [(task, _thinned(task, known, chance))])
    return Scored(scores, scores)


def record(item: Item) -> Record:
    """The item as dedupe wants it: a field that is not known is None."""
    return {
        "title": item.title.lower() or None,
        "description": (item.description or "").lower() or None,
        "deliverables": " ".join(item.deliverables).lower() or None,
        "organisation": (item.organisation or "").lower() or None,
        "person": (item.person or "").lower() or None,
        "start": item.start,
        "end": item.end,
    }


def days_apart(one: date, other: date) -> float:
    """How far two days are from each other, in years."""
    return abs((one - other).days) / 365.25


def _thinned(task: Task, known: Numbers, chance: np.random.Generator) -> Numbers:
    true, false = (np.flatnonzero(known & (task.truth == value)) for value in (1, 0))
    if len(false) > _FALSE_FOR_TRUE * len(true):
        false = chance.choice(false, _FALSE_FOR_TRUE * len(true), replace=False)
    return np.concatenate((true, false))


def _variables(records: Sequence[Record]) -> list[Any]:
    from dedupe import variables

    def filled(field: str) -> bool:
        return any(row[field] is not None for row in records)

    def missing(field: str) -> bool:
        return any(row[field] is None for row in records)

    result: list[Any] = [variables.String("title", has_missing=missing("title"))]
    for field in ("title", "description", "deliverables"):
        if filled(field):
            corpus = [row[field] for row in records if row[field]]
            text = variables.Text(field, corpus=corpus, has_missing=missing(field))
            text.name = f"{field} as text"
            result.append(text)
    result += [variables.String(field, has_missing=True) for field in ("organisation", "person") if filled(field)]
    result += [variables.Custom(field, days_apart, has_missing=True) for field in ("start", "end") if filled(field)]
    return result


def _classified(task: Task, asked: Numbers, learned: Sequence[tuple[Task, Numbers]]) -> Numbers:
    import dedupe

    rows = [record(item) for item in task.items]
    known = [[record(item) for item in other.items] if other is not task else rows for other, _pairs in learned]
    matcher = dedupe.Dedupe(_variables([*rows, *(row for part in known for row in part if part is not rows)]), 0)
    examples: list[tuple[Record, Record]] = []
    truth: list[int] = []
    for (other, pairs), part in zip(learned, known, strict=True):
        examples += [(part[i], part[j]) for i, j in zip(other.i[pairs].tolist(), other.j[pairs].tolist(), strict=True)]
        truth += other.truth[pairs].tolist()
    with warnings.catch_warnings():
        # its own search for the strength of regularisation tries some with which few steps are not enough
        warnings.simplefilter("ignore")
        # what Dedupe.train does before it looks for blocking rules
        matcher.classifier.fit(matcher.data_model.distances(examples), truth)
    scores = np.empty(len(asked))
    for start, pairs in _pieces(task, asked):
        distances = matcher.data_model.distances([(rows[i], rows[j]) for i, j in pairs])
        scores[start : start + len(pairs)] = matcher.classifier.predict_proba(distances)[:, -1]
    return scores


def _pieces(task: Task, asked: Numbers) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    for start in range(0, len(asked), _AT_ONCE):
        part = asked[start : start + _AT_ONCE]
        yield start, list(zip(task.i[part].tolist(), task.j[part].tolist(), strict=True))
