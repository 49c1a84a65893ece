"""Fits how much each signal counts, on labelled portfolios; ``python -m tests.evaluation.calibration``.

Prints the fit, what it is worth on domains it has not seen, and the numbers for ``kpkportfolio/overlap/weights.py``;
``--write`` writes both there and to docs/CALIBRATION.md, and before that ``resources/language_model/means.npy``, the
means that vectors are compared without. The odds are logistic in what each signal says by itself
(:mod:`kpkportfolio.overlap.scoring`), so only a multiplier a signal is fitted: never below 0, and drawn towards what
the meaning of the fact suggests, because some two hundred true pairs cannot tell twenty numbers apart.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from kpkportfolio.overlap.engine import Engine
from kpkportfolio.overlap.language_model import LanguageModel
from kpkportfolio.overlap.meaning import text
from kpkportfolio.overlap.scoring import TOLD_APART, probability
from kpkportfolio.overlap.weights import PRIOR, Weights
from tests.evaluation.metrics import average_precision, calibration_error, reliability
from tests.evaluation.sets import LabelledSet, domains, ranking, registers
from tests.evaluation.tasks import LANGUAGES
from tests.evaluation.vectors import vectors

Numbers = NDArray[Any]
PLAIN = Weights(prior=0.0, meaning=1.0, neutral=0.0, wording=1.0, by={})
HOUSE = Path(__file__).resolve().parents[2]
WEIGHTS, REPORT = HOUSE / "kpkportfolio" / "overlap" / "weights.py", HOUSE / "docs" / "CALIBRATION.md"
MEANS = HOUSE / "resources" / "language_model" / "means.npy"
UNUSED = ("title_words",)
# what the page tells apart in its narrowing, roughly
SHOWN = (0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1.0)
TOLD = ("follow_up", "rollouts")
# a multiplier's most likely value and how far it may stray from it, where the pairs do not say otherwise
USUAL: dict[str, tuple[float, float]] = {
    "meaning": (12.0, 12.0),
    # The labelled sets are rich in pairs that share words and are something else, and would set this to nothing. Among
    # real registers that were recorded again under other titles, words found more together with meaning than without.
    "description": (4.0, 0.3),
    "shared_terms": (0.35, 0.1),
    "deliverables": (0.5, 0.5),
}
FACT = (1.0, 0.5)


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


def general_means(sets: Sequence[LabelledSet]) -> Numbers:
    """The mean vector of the sets' texts in each language, (3, 768): what texts on the trade have in common."""
    items = [item for data in sets for item in data.items]
    every = LanguageModel(2).vectors([text(item) for item in items])
    language = np.array([item.language for item in items])
    return np.stack([every[language == one].mean(axis=0) for one in LANGUAGES]).astype(np.float16)


def signals(data: LabelledSet, engine: Engine | None = None) -> Signals:
    """The signals of all pairs of a set but the related ones."""
    pairs = ranking(data)
    engine = engine or Engine(data.items, vectors=vectors(data.items))
    found = engine.evidence(pairs.i, pairs.j, PLAIN)
    names = [name for name in found.parts if name not in (*TOLD, *UNUSED)]
    values = np.stack([found.parts[name] for name in names], axis=1)
    apart = np.any([found.parts[name] != 0 for name in TOLD], axis=0)
    return Signals(data.name, names, values, pairs.truth, pairs.kind, found.kind, apart)


def fitted(sets: Sequence[Signals]) -> tuple[float, dict[str, float]]:
    """The prior and the multipliers that make the sets' truth most likely, each pair counting alike."""
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


def weights(prior: float, by: Mapping[str, float]) -> str:
    """The fit as kpkportfolio/overlap/weights.py has it: the prior is fixed, so the neutral likeness gives way."""
    others = {name: round(value, 2) for name, value in by.items() if name not in ("meaning", "description")}
    neutral = round((PRIOR - prior) / by["meaning"], 3)
    lines = ",\n".join(f'        "{name}": {value}' for name, value in others.items())
    return (
        f"WITH_MEANING = Weights(\n    prior=PRIOR,\n    meaning={by['meaning']:.1f},\n    neutral={neutral},\n"
        f"    wording={by['description']:.1f},\n"
        f"    by={{\n{lines},\n    }},\n)\n"
    )


def report(sets: Sequence[Signals]) -> str:
    """What the fit is worth, as a table in Markdown; each line's weights were fitted on the other sets."""
    unseen = cross_validated(sets)
    lines = []
    for one in sets:
        true = one.truth == 1
        chance = probability(unseen[one.name])
        kinds = float((one.found_kind[true] == one.kind[true]).mean())
        found = np.argsort(-chance)[: int(true.sum())]
        found = found[true[found]]
        kinds_found = float((one.found_kind[found] == one.kind[found]).mean())
        precision = average_precision(one.truth, unseen[one.name])
        error = calibration_error(reliability(one.truth, chance))
        lines.append(
            f"| {one.name} | {int(true.sum())} of {len(true)} | {precision:.3f} | {error:.4f} | {kinds_found:.2f} |"
            f" {kinds:.2f} |"
        )
    shown = _shown(sets, unseen)
    head = "| set | true pairs | AP | calibration error | kind right, of those found | kind right, of all true |"
    return "\n".join([head, "| --- | --- | --- | --- | --- | --- |", *lines, "", *shown]) + "\n"


def _shown(sets: Sequence[Signals], unseen: Mapping[str, Numbers]) -> list[str]:
    """How the probabilities that the list shows agree with the truth, over the pairs of all sets together."""
    chance = probability(np.concatenate([unseen[one.name] for one in sets]))
    truth = np.concatenate([one.truth for one in sets])
    lines = ["| told | pairs | mean of what is told | true |", "| --- | --- | --- | --- |"]
    for least, most in pairwise(SHOWN):
        some = (chance >= least) & (chance < most)
        lines.append(
            f"| {least:.0%}–{most:.0%} | {some.sum()} | {chance[some].mean():.2f} | {truth[some].mean():.2f} |"
        )
    return lines


def main(arguments: Sequence[str]) -> None:
    """Fit, tell, and write if asked to."""
    if "--write" in arguments:
        # first, for the signals go by them
        np.save(MEANS, general_means(domains()))
    sets = [signals(data) for data in [*domains(), registers()]]
    table, fit = report(sets), weights(*fitted(sets))
    print(table)
    print(fit)
    if "--write" in arguments:
        for path, mark, text_ in ((WEIGHTS, "WITH_MEANING = ", fit), (REPORT, "| set |", table)):
            kept = path.read_text(encoding="utf-8").split(mark)[0]
            path.write_text(kept + text_, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
