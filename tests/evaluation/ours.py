"""The product's own search, as a method like the others: the one place that knows how it is asked for scores."""

import random
from collections.abc import Sequence

import numpy as np

from kpkportfolio.overlap import scoring
from kpkportfolio.overlap.engine import Engine
from kpkportfolio.overlap.glossary import FIELDS, Glossary, lines
from kpkportfolio.overlap.item import Item
from tests.evaluation import sets
from tests.evaluation.scored import CannotRun, Numbers, Scored
from tests.evaluation.tasks import Task
from tests.evaluation.vectors import vectors

_FITTED = frozenset({"ours", "ours, as listed", "ours without glossary"})
_BY_WORDS = frozenset({"ours without vectors"})
# pairs weighed at a time, in some forty columns
_AT_ONCE = 4096
# the engine's kinds as places in sets.POSITIVE
_KINDS = np.array([sets.POSITIVE.index(kind) if kind in sets.POSITIVE else -1 for kind in scoring.KINDS])
_fits: dict[tuple[str, ...], dict[str, tuple[Numbers, Numbers]]] = {}


def looked_at(method: str, task: Task) -> bool:
    """Whether labels of the set were seen while the numbers were chosen that the method uses: its figures flatter.

    What counts with vectors was fitted on every labelled portfolio, what counts without them on the registers.
    """
    return (method in _BY_WORDS and task.name == sets.REGISTERS) or (
        method in _FITTED and task.labelled is not None and not task.unseen
    )


def whole(task: Task, _others: Sequence[Task]) -> Scored:
    """The search as it ships."""
    return _asked(Engine(task.items, vectors=vectors(task.items)), task.i, task.j)


def without_vectors(task: Task, _others: Sequence[Task]) -> Scored:
    """Words, concepts and facts alone, as everything works until the vectors are there."""
    return by_words(task.items, task.i, task.j)


def without_glossary(task: Task, _others: Sequence[Task]) -> Scored:
    """The search with no concept known to it: what it is worth on words that nobody had in mind."""
    return _asked(Engine(task.items, terms=thinned(1.0, 0), vectors=vectors(task.items)), task.i, task.j)


def held_out(task: Task, others: Sequence[Task]) -> Scored:
    """The search with weights fitted on the other labelled portfolios, none of them on the one asked.

    Raises:
        CannotRun: if there is no other labelled portfolio, or the task is none.
    """
    if task.labelled is None or len(others) < 2:
        raise CannotRun("weights are fitted on labelled portfolios, and there is no other one")
    odds, kind = _unseen(tuple(other.name for other in others), others)[task.name]
    return Scored(odds, scoring.probability(odds), kind)


def by_words(items: Sequence[Item], i: Numbers, j: Numbers, *, terms: Glossary | None = None) -> Scored:
    """The search without vectors."""
    return _asked(Engine(items, terms=terms), i, j)


def features(items: Sequence[Item], i: Numbers, j: Numbers, *, terms: Glossary | None = None) -> Numbers:
    """Without vectors, two columns a pair: what its texts share, before it is weighed, and what its facts add."""
    found = Engine(items, terms=terms).evidence(i, j)
    text = sum((found.parts[factor] for factor in scoring.TEXT), np.zeros(len(i))) / scoring.TEXT_SLOPE
    return np.column_stack((text, found.odds - scoring.PRIOR - text * scoring.TEXT_SLOPE))


def _asked(search: Engine, i: Numbers, j: Numbers) -> Scored:
    odds, kind = np.empty(len(i)), np.empty(len(i), dtype=np.int8)
    for start in range(0, len(i), _AT_ONCE):
        piece = slice(start, start + _AT_ONCE)
        found = search.evidence(i[piece], j[piece])
        odds[piece], kind[piece] = found.odds, _KINDS[found.kind]
    # beyond a point the engine gives no higher probability, but it still ranks
    return Scored(odds, scoring.probability(odds), kind)


def _unseen(names: tuple[str, ...], portfolios: Sequence[Task]) -> dict[str, tuple[Numbers, Numbers]]:
    """For each portfolio the log-odds by weights fitted on the others, and the kinds; fitted once in a run."""
    if names not in _fits:
        # what overlap_quality measures does without it
        from tests.evaluation import calibration

        signals = [calibration.signals(one.labelled) for one in portfolios if one.labelled is not None]
        odds = calibration.cross_validated(signals)
        _fits[names] = {one.name: (odds[one.name], _KINDS[one.found_kind]) for one in signals}
    return _fits[names]


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
    findings = Engine(task.items, vectors=vectors(task.items)).pairs(0.0)
    for number, finding in enumerate(findings):
        one, other = sorted((place[finding.a], place[finding.b]))
        at = int(np.searchsorted(key[order], one * count + other))
        if at < len(key) and key[order[at]] == one * count + other:
            # by its place, for beyond a point the probabilities are all one
            scores[order[at]] = len(findings) - number
            probability[order[at]] = finding.score
            kind[order[at]] = _KINDS[scoring.KINDS.index(finding.kind)]
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
            for name in ("terms", *FIELDS)
            for concept, *cells in lines(f"{name}.tsv")
        ]
    )
