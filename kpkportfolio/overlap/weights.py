"""How much each signal counts: fitted on labelled pairs by ``python -m tests.evaluation.calibration``.

docs/CALIBRATION.md has what the fit is worth on portfolios that it has not seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """A pair's log-odds: ``prior``, ``meaning`` times what its likeness is above ``neutral``, and the weighed factors.

    The size of the portfolio is not among them: likeness is already judged by what an item's nearest others have.

    Attributes:
        prior: the log-odds of a pair of which nothing speaks for or against.
        meaning: what one unit of likeness in meaning adds.
        neutral: the likeness that speaks neither for nor against.
        wording: what texts of the same words add.
        by: what each factor of :mod:`scoring` is multiplied by.
    """

    prior: float
    meaning: float
    neutral: float
    wording: float
    by: Mapping[str, float]


# the log-odds of one true pair in two hundred, about what a few hundred initiatives from several registers have
PRIOR = -5.3

WITH_MEANING = Weights(
    prior=PRIOR,
    meaning=25.1,
    neutral=-0.105,
    wording=3.8,
    by={
        "shared_terms": 0.66,
        "deliverables": 0.49,
        "same_organisation": 1.13,
        "same_person": 0.91,
        "same_register": 2.2,
        "schedule": 2.34,
        "stage": 0.19,
        "ready_made": 1.1,
        "component": 1.53,
        "source_reference": 1.2,
        "identifier": 1.0,
        "template_title": 1.0,
    },
)
