"""What a pair can be at most, told without its words, is never less than what it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.overlap import bounds
from kpkportfolio.overlap.engine import Engine
from kpkportfolio.overlap.item import Item
from tests.benchmarks.overlap_texts import invented
from tests.overlap.examples import FORMS, FORMS_AGAIN, FORMS_ELSEWHERE, FORMS_WANTED, OTHERS
from tests.overlap.test_incremental import vectors_of

_SAID = ("Etsitään valmis lomakemoottori.", "Tuote on muiden kuntien käytettävissä.", "")
# what every text names tells nothing, so a few name it
_NAMED, _REFERENCE = "Jatkaa KuntaIT:n rahoittamaa työtä JI-2011-03.", "JI-2011-03"


def everything(seed: int) -> list[Item]:
    """Items that share whatever may be shared, at random."""
    chance = np.random.default_rng(seed)
    base = [*invented(12, 30), FORMS, FORMS_AGAIN, FORMS_ELSEWHERE, FORMS_WANTED, *OTHERS]
    result: list[Item] = []
    for number in range(90):
        one, other = (base[n] for n in chance.integers(0, len(base), 2))
        start = date(2010, 1, 1) + timedelta(days=int(chance.integers(0, 900)))
        result.append(
            replace(
                one,
                id=f"item-{number}",
                description=f"{other.description} {chance.choice(_SAID)} {_NAMED if number < 4 else ''}",
                organisation=chance.choice(["Espoon kaupunki", "Lahden kaupunki", ""]) or None,
                person=chance.choice(["Aila Lehto", "A. Lehto", ""]) or None,
                register=chance.choice(["kuntait", "jip", ""]) or None,
                ref=_REFERENCE if number in (4, 5) else None,
                status=Status(chance.choice([status.value for status in Status])),
                start=start if chance.random() > 0.2 else None,
                end=start + timedelta(days=int(chance.integers(30, 900))),
                deliverables=other.deliverables,
                produces=("Lomakemoottori",) if chance.random() > 0.8 else (),
                uses=("Lomakemoottori",) if chance.random() > 0.8 else (),
            )
        )
    return result


def near_each_other(items: Sequence[Item]) -> dict[str, bytes]:
    return vectors_of([replace(item, title="") for item in items]) | vectors_of(items)


@pytest.mark.parametrize("seed", range(5))
def test_no_pair_is_likelier_than_it_is_told_to_be_at_most(seed: int) -> None:
    items = everything(seed)
    engine = Engine(items, vectors=near_each_other(items))
    i, j = np.triu_indices(len(items), 1)
    found = engine.evidence(i, j)
    most = bounds.most(engine._index.table, i, j)  # type: ignore[union-attr]
    assert (most >= found.odds).all()
    # every signal that can raise a pair has done so, or the test would tell nothing
    assert {factor for factor, part in found.parts.items() if (part > 0).any()} >= {
        "meaning", "description", "shared_terms", "deliverables", "same_organisation", "same_person", "schedule",
        "stage", "ready_made", "component", "source_reference", "identifier",
    }  # fmt: skip


def test_without_its_vector_a_pair_may_be_anything() -> None:
    items = everything(0)
    engine = Engine(items, vectors=vectors_of(items[:1]))
    assert np.isinf(bounds.most(engine._index.table, np.array([0]), np.array([1]))).all()  # type: ignore[union-attr]
