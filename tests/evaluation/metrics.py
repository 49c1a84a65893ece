"""What a ranking of pairs, a retrieval and a probability are worth; plain arrays in, plain numbers out."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, precision_recall_curve

Numbers = NDArray[Any]
BINS = 10


class Bin(NamedTuple):
    """Some pairs of neighbouring probability: how many, their mean probability, and the share that are true."""

    pairs: int
    mean_probability: float
    share_true: float


def average_precision(truth: Numbers, scores: Numbers) -> float:
    """The area under precision over recall, pairs of one score taken together; 1 is a perfect ranking.

    Raises:
        ValueError: if no pair is true, for then there is nothing to find.
    """
    if not np.any(truth):
        raise ValueError("average precision needs at least one true pair")
    return float(average_precision_score(truth, _finite(scores)))


def precision_at(truth: Numbers, scores: Numbers, n: int) -> float:
    """The share that is true of the ``n`` best; of pairs at the border with one score each counts in part.

    Without that the order in which pairs happen to be listed would decide.
    """
    if n < 1:
        raise ValueError("precision is asked for at least one pair")
    border = np.partition(scores, len(scores) - n)[len(scores) - n]
    above, at = scores > border, scores == border
    places = n - int(above.sum())
    return float((truth[above].sum() + truth[at].sum() * places / at.sum()) / n)


def best_f1(truth: Numbers, scores: Numbers) -> float:
    """The best harmonic mean of precision and recall; the threshold has seen the truth, which flatters."""
    precision, recall, _thresholds = precision_recall_curve(truth, _finite(scores))
    both = precision + recall
    return float(np.max(np.divide(2 * precision * recall, both, out=np.zeros_like(both), where=both > 0)))


def ranks(scores: Numbers, right: Numbers) -> Numbers:
    """The place of the column ``right[n]`` in row ``n``, 1 the best; a tie counts against it."""
    chosen = scores[np.arange(len(scores)), right]
    result: Numbers = (scores >= chosen[:, None]).sum(axis=1)
    return result


def reliability(truth: Numbers, probabilities: Numbers, bins: int = BINS) -> list[Bin]:
    """The pairs by their probability in bins of equally many, the least probable first."""
    order = np.argsort(probabilities, kind="stable")
    return [
        Bin(len(part), float(probabilities[part].mean()), float(truth[part].mean()))
        for part in np.array_split(order, bins)
        if len(part)
    ]


def calibration_error(found: list[Bin]) -> float:
    """The expected calibration error: how far probability and share of true ones differ, on average over pairs."""
    pairs = sum(part.pairs for part in found)
    if not pairs:
        raise ValueError("there is no pair whose probability could be judged")
    return sum(part.pairs * abs(part.mean_probability - part.share_true) for part in found) / pairs


def _finite(scores: Numbers) -> Numbers:
    """The scores with a number in the place of −∞, which scikit-learn does not take."""
    return np.nan_to_num(np.asarray(scores, dtype=np.float64), nan=np.nan, neginf=-1e300)
