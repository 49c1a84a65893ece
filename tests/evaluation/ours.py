"""The product's own search, as a method like the others: the one place that knows how it is asked for scores."""

import random
from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from kpkportfolio.overlap import scoring
from kpkportfolio.overlap.engine import Engine
from kpkportfolio.overlap.glossary import Glossary, lines
from kpkportfolio.overlap.item import Item
from tests.evaluation import sets
from tests.evaluation.scored import CannotRun, Numbers, Scored
from tests.evaluation.tasks import Task

# Sets whose labels somebody looked at while the engine's numbers were chosen: their figures flatter.
FITTED = frozenset({sets.REGISTERS})
# the methods that use those numbers as they ship
SHIPPED = frozenset({"ours", "ours, as listed", "ours without glossary", "ours without vectors"})
# pairs weighed at a time, in some forty columns
_AT_ONCE = 4096


def engine(items: Sequence[Item], *, terms: Glossary | None = None) -> Engine:
    """The search over the items."""
    return Engine(items, terms=terms)


def ours(items: Sequence[Item], i: Numbers, j: Numbers, *, terms: Glossary | None = None) -> Scored:
    """Log-odds, probability and kind of the pairs ``(items[i[n]], items[j[n]])``."""
    search = engine(items, terms=terms)
    odds, kind = np.empty(len(i)), np.empty(len(i), dtype=np.int8)
    for start in range(0, len(i), _AT_ONCE):
        piece = slice(start, start + _AT_ONCE)
        found = search.evidence(i[piece], j[piece])
        odds[piece], kind[piece] = found.odds, found.kind
    # beyond a point the engine gives no higher probability, but it still ranks
    return Scored(odds, scoring.probability(odds), kind)


def whole(task: Task, _others: Sequence[Task]) -> Scored:
    """The search as it ships."""
    return ours(task.items, task.i, task.j)


def without_glossary(task: Task, _others: Sequence[Task]) -> Scored:
    """The search with no concept known to it: what it is worth on words that nobody had in mind."""
    return ours(task.items, task.i, task.j, terms=thinned(1.0, 0))


def held_out(task: Task, others: Sequence[Task]) -> Scored:
    """Prior and the weight of text against facts fitted on the other labelled portfolios, none of it on the one asked.

    Raises:
        CannotRun: if there is no other labelled portfolio.
    """
    known = [features(other.items, other.i, other.j) for other in others if other.name != task.name]
    if not known:
        raise CannotRun("there is no other labelled portfolio to fit on")
    truth = np.concatenate([other.truth for other in others if other.name != task.name])
    fit = LogisticRegression(C=10.0).fit(np.concatenate(known), truth)
    asked = features(task.items, task.i, task.j)
    return Scored(fit.decision_function(asked), fit.predict_proba(asked)[:, 1], ours(task.items, task.i, task.j).kind)


def features(items: Sequence[Item], i: Numbers, j: Numbers, *, terms: Glossary | None = None) -> Numbers:
    """Two columns a pair: what its texts share, before it is weighed, and what its facts add to the log-odds."""
    found = engine(items, terms=terms).evidence(i, j)
    text = sum((found.parts[factor] for factor in scoring.TEXT), np.zeros(len(i))) / scoring.TEXT_SLOPE
    return np.column_stack((text, found.odds - scoring.PRIOR - text * scoring.TEXT_SLOPE))


def listed(task: Task, _others: Sequence[Task]) -> Scored:
    """What the list of pairs shows, whatever the probability: a pair that is not in it comes last, at 0.

    So it counts what candidates miss, and that one initiative fills no more than a few lines.
    """
    place = {item.id: n for n, item in enumerate(task.items)}
    count = len(place)
    key = np.minimum(task.i, task.j).astype(np.int64) * count + np.maximum(task.i, task.j)
    order = np.argsort(key)
    probability, kind = np.zeros(len(key)), np.full(len(key), -1, dtype=np.int8)
    scores = np.zeros(len(key))
    findings = engine(task.items).pairs(0.0)
    for number, finding in enumerate(findings):
        one, other = sorted((place[finding.a], place[finding.b]))
        at = int(np.searchsorted(key[order], one * count + other))
        if at < len(key) and key[order[at]] == one * count + other:
            # by its place, for beyond a point the probabilities are all one
            scores[order[at]] = len(findings) - number
            probability[order[at]] = finding.score
            kind[order[at]] = sets.POSITIVE.index(finding.kind)
    return Scored(scores, probability, kind)


def thinned(share: float, seed: int) -> Glossary:
    """The glossary without a random share of its terms; 1 leaves none."""
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
