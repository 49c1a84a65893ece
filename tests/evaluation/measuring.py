"""One method on one data set: its figures, and how long it took."""

from collections.abc import Sequence
from time import perf_counter
from typing import NamedTuple

import numpy as np

from kpkportfolio.overlap.engine import MINIMUM
from tests.evaluation import metrics
from tests.evaluation.metrics import Bin
from tests.evaluation.scored import Method, Numbers, Scored
from tests.evaluation.tasks import Task

NEAREST = (1, 5)


class Figures(NamedTuple):
    """What was measured; None where a data set or a method does not have it.

    ``recall`` and ``recall_across`` are by how many of the nearest are looked at; ``kinds_found`` is the share of the
    true pairs among the ``positives`` best whose kind is right, ``kinds_all`` that of all true pairs;
    ``hard_negatives_found`` is how many of the named false pairs are among the ``positives`` best.
    """

    data: str
    method: str
    pairs: int
    positives: int
    average_precision: float
    precision_at_n: float
    best_f1: float
    recall: dict[int, float] | None
    recall_across: dict[int, float] | None
    calibration_error: float | None
    calibration_error_shown: float | None
    bins: list[Bin] | None
    kinds_found: float | None
    kinds_all: float | None
    hard_negatives_found: int | None
    seconds: float


def measure(task: Task, name: str, method: Method, others: Sequence[Task]) -> Figures:
    """Ask the method and hold its answer against the truth.

    Raises:
        CannotRun: as the method does.
    """
    began = perf_counter()
    scored = method(task, others)
    seconds = perf_counter() - began
    return figures(task, name, scored, seconds)


def figures(task: Task, name: str, scored: Scored, seconds: float) -> Figures:
    """The measures of one answer."""
    recall, across = _recall(task, scored.scores)
    bins = shown = None
    if scored.probability is not None:
        bins = metrics.reliability(task.truth, scored.probability)
        listed = scored.probability >= MINIMUM
        if listed.any():
            shown = metrics.calibration_error(metrics.reliability(task.truth[listed], scored.probability[listed]))
    found = _best(scored.scores, task.positives)
    kinds_found, kinds_all = _kinds(task, scored, found)
    return Figures(
        data=task.name,
        method=name,
        pairs=len(task.i),
        positives=task.positives,
        average_precision=metrics.average_precision(task.truth, scored.scores),
        precision_at_n=metrics.precision_at(task.truth, scored.scores, task.positives),
        best_f1=metrics.best_f1(task.truth, scored.scores),
        recall=recall,
        recall_across=across,
        calibration_error=metrics.calibration_error(bins) if bins else None,
        calibration_error_shown=shown,
        bins=bins,
        kinds_found=kinds_found,
        kinds_all=kinds_all,
        hard_negatives_found=_hard_negatives(task, found),
        seconds=seconds,
    )


def mean(name: str, rows: Sequence[Figures]) -> Figures:
    """One method's figures on several data sets, each set counting alike; None where one of them has no figure."""
    rows = list(rows)

    def share(field: str) -> float | None:
        values = [getattr(row, field) for row in rows]
        return None if None in values else float(np.mean(values))

    def recall(field: str) -> dict[int, float] | None:
        values = [getattr(row, field) for row in rows]
        return None if None in values else {near: float(np.mean([v[near] for v in values])) for near in NEAREST}

    hard = [row.hard_negatives_found for row in rows if row.hard_negatives_found is not None]
    return Figures(
        data=name,
        method=rows[0].method,
        pairs=sum(row.pairs for row in rows),
        positives=sum(row.positives for row in rows),
        average_precision=float(np.mean([row.average_precision for row in rows])),
        precision_at_n=float(np.mean([row.precision_at_n for row in rows])),
        best_f1=float(np.mean([row.best_f1 for row in rows])),
        recall=recall("recall"),
        recall_across=recall("recall_across"),
        calibration_error=share("calibration_error"),
        calibration_error_shown=share("calibration_error_shown"),
        bins=None,
        kinds_found=share("kinds_found"),
        kinds_all=share("kinds_all"),
        hard_negatives_found=sum(hard) if len(hard) == len(rows) else None,
        seconds=sum(row.seconds for row in rows),
    )


def _best(scores: Numbers, count: int) -> Numbers:
    """The places of the ``count`` best, of a tie the first: as a list would show them."""
    result: Numbers = np.argsort(-scores, kind="stable")[:count]
    return result


def _recall(task: Task, scores: Numbers) -> tuple[dict[int, float] | None, dict[int, float] | None]:
    if task.queries:
        place = metrics.ranks(scores.reshape(task.queries, -1), np.arange(task.queries))
        recall = {near: float((place <= near).mean()) for near in NEAREST}
        # a retrieval goes from one language to another
        return recall, recall
    if task.labelled is None:
        return None, None
    count = len(task.items)
    table = np.full((count, count), -np.inf)
    table[task.i, task.j] = table[task.j, task.i] = scores
    true = np.flatnonzero(task.truth)
    one = np.concatenate((task.i[true], task.j[true]))
    other = np.concatenate((task.j[true], task.i[true]))
    place = metrics.ranks(table[one], other)
    language = np.array([item.language or "" for item in task.items])
    across = language[one] != language[other]
    recall = {near: float((place <= near).mean()) for near in NEAREST}
    return recall, {near: float((place[across] <= near).mean()) for near in NEAREST} if across.any() else None


def _kinds(task: Task, scored: Scored, found: Numbers) -> tuple[float | None, float | None]:
    if task.kind is None or scored.kind is None:
        return None, None
    right = task.kind == scored.kind
    true = task.truth == 1
    of_found = right[found][true[found]]
    return float(of_found.mean()) if len(of_found) else None, float(right[true].mean())


def _hard_negatives(task: Task, found: Numbers) -> int | None:
    if task.labelled is None:
        return None
    place = {item.id: n for n, item in enumerate(task.items)}
    hard = {frozenset((place[a], place[b])) for a, b in task.labelled.negatives}
    return sum(frozenset((int(task.i[n]), int(task.j[n]))) in hard for n in found)
