"""Fits how much each signal counts, on labelled portfolios; ``python -m tests.evaluation.calibration``.

Prints the fit, what it is worth on domains it has not seen, and the numbers for ``kpkportfolio/overlap/weights.py``;
``--write`` writes both there and to docs/CALIBRATION.md. The odds are logistic in what each signal says by itself
(:mod:`kpkportfolio.overlap.scoring`), so only a multiplier a signal is fitted: never below 0, and drawn towards what
the meaning of the fact suggests, because some two hundred true pairs cannot tell twenty numbers apart.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from kpkportfolio.overlap.engine import Engine
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.language_model import LanguageModel, packed, text_key
from kpkportfolio.overlap.meaning import text
from kpkportfolio.overlap.scoring import TOLD_APART
from kpkportfolio.overlap.weights import Weights
from tests.evaluation.metrics import average_precision, expected_calibration_error
from tests.evaluation.sets import LabelledSet, domains, ranking, registers

Numbers = NDArray[Any]
PLAIN = Weights(prior=0.0, rarer=0.0, meaning=1.0, neutral=0.0, by={})
TOLD = ("follow_up", "rollouts")
# a multiplier's most likely value and how far it may stray from it, where the pairs do not say otherwise
USUAL: dict[str, tuple[float, float]] = {
    "meaning": (12.0, 12.0),
    "title_words": (0.5, 0.5),
    "description": (0.5, 0.5),
    "shared_terms": (0.5, 0.5),
    "deliverables": (0.5, 0.5),
}
FACT = (1.0, 0.4)


@dataclass(frozen=True)
class Signals:
    """What the signals say of the labelled pairs of a set: a column a factor, the truth, and who is told apart."""

    name: str
    names: list[str]
    values: Numbers
    truth: Numbers
    kind: Numbers
    found_kind: Numbers
    apart: Numbers


def vectors_of(items: Sequence[Item]) -> dict[str, bytes]:
    """The vectors of the items' texts."""
    said = sorted({text(item) for item in items})
    return dict(zip(map(text_key, said), packed(LanguageModel(2).vectors(said)), strict=True))


def signals(data: LabelledSet, engine: Engine | None = None) -> Signals:
    """The signals of all pairs of a set but the related ones."""
    pairs = ranking(data)
    engine = engine or Engine(data.items, vectors=vectors_of(data.items))
    found = engine.evidence(pairs.i, pairs.j, PLAIN)
    names = [name for name in found.parts if name not in TOLD]
    values = np.stack([found.parts[name] for name in names], axis=1)
    apart = np.any([found.parts[name] != 0 for name in TOLD], axis=0)
    return Signals(data.name, names, values, pairs.truth, pairs.kind, found.kind, apart)


def fitted(sets: Sequence[Signals]) -> tuple[float, dict[str, float]]:
    """The prior and the multipliers that make the sets' truth most likely, each set counting alike."""
    names = sets[0].names
    usual = np.array([USUAL.get(name, FACT) for name in names])
    values = np.concatenate([one.values[~one.apart] for one in sets])
    truth = np.concatenate([one.truth[~one.apart] for one in sets])

    def loss(x: Numbers) -> tuple[float, Numbers]:
        odds = x[0] + values @ x[1:]
        missed = 1 / (1 + np.exp(-odds)) - truth
        stray = (x[1:] - usual[:, 0]) / usual[:, 1]
        value = float(np.logaddexp(0, odds).sum() - odds @ truth + (stray**2).sum() / 2)
        return value, np.concatenate(([missed.sum()], values.T @ missed + stray / usual[:, 1]))

    start = np.concatenate(([-4.0], usual[:, 0]))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(None, 0), *[(0, None)] * len(names)])
    return float(found.x[0]), dict(zip(names, found.x[1:].tolist(), strict=True))


def odds(data: Signals, prior: float, by: Mapping[str, float]) -> Numbers:
    """The log-odds of a set's pairs."""
    plain = prior + data.values @ np.array([by[name] for name in data.names])
    result: Numbers = np.where(data.apart, np.minimum(plain, TOLD_APART), plain)
    return result


def cross_validated(sets: Sequence[Signals]) -> dict[str, Numbers]:
    """The log-odds of each set's pairs by weights fitted on all the other sets."""
    return {one.name: odds(one, *fitted([other for other in sets if other is not one])) for one in sets}


def main(arguments: Sequence[str]) -> None:
    """Fit, tell, and write if asked to."""
    sets = [signals(data) for data in [*domains(), registers()]]
    unseen = cross_validated(sets)
    print(f"{'set':22} pairs  AP unseen  ECE unseen  kinds of all true")
    for one in sets:
        chance = 1 / (1 + np.exp(-unseen[one.name]))
        kinds = float((one.found_kind[one.truth == 1] == one.kind[one.truth == 1]).mean())
        print(
            f"{one.name[:22]:22} {int(one.truth.sum()):5}  {average_precision(one.truth, unseen[one.name]):9.3f}"
            f"  {expected_calibration_error(one.truth, chance):10.4f}  {kinds:.2f}"
        )
    prior, by = fitted(sets)
    print("prior", round(prior, 2), {name: round(value, 2) for name, value in by.items()})


if __name__ == "__main__":
    main(sys.argv[1:])
