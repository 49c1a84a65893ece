"""The search over a portfolio that is kept: its texts are read once, and what was read before a stop stays."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from kpkportfolio.errors import Cancelled
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.language_model import DIMENSIONS, MODEL, LanguageModel
from kpkportfolio.store import searching
from kpkportfolio.store.portfolio import Portfolio

ITEMS = [Item(id=str(n), title=f"Hanke numero {n}") for n in range(10)]


class Counting(LanguageModel):
    """A model that counts what it reads and needs no weights."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []

    def vectors(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> NDArray[np.float32]:
        self.read += texts
        if progress:
            progress(len(texts), len(texts))
        chance = np.random.default_rng(len(self.read))
        return chance.standard_normal((len(texts), DIMENSIONS)).astype(np.float32)


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "available", lambda: True)


def test_a_text_is_read_once_and_kept(portfolio: Portfolio) -> None:
    model = Counting()
    engine = searching.engine(portfolio, ITEMS, model)
    assert searching.read_texts(portfolio, engine, model) == 10
    assert engine.unread == {}
    assert len(portfolio.vectors(MODEL)) == 10
    again = searching.engine(portfolio, [*ITEMS, Item(id="new", title="Uusi")], model)
    assert list(again.unread.values()) == ["Uusi"]
    searching.read_texts(portfolio, again, model)
    assert model.read.count("Hanke numero 1") == 1


def test_what_was_read_before_a_stop_stays(portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_AT_ONCE", 4)
    model = Counting()
    engine = searching.engine(portfolio, ITEMS, model)
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        seen.append((done, total))
        if done >= 8:
            raise Cancelled

    with pytest.raises(Cancelled):
        searching.read_texts(portfolio, engine, model, progress)
    assert seen == [(4, 10), (8, 10)]
    assert len(engine.unread) == 6
    assert len(portfolio.vectors(MODEL)) == 4


def test_without_the_model_words_are_compared(portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "available", lambda: False)
    model = Counting()
    engine = searching.engine(portfolio, ITEMS, model)
    assert not engine.by_meaning
    assert searching.read_texts(portfolio, engine, model) == 0
    assert not model.read


def test_vectors_of_former_texts_are_cleared_away_when_there_are_many(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = Counting()
    searching.read_texts(portfolio, searching.engine(portfolio, ITEMS, model), model)
    searching.engine(portfolio, ITEMS[:2], model)
    assert len(portfolio.vectors(MODEL)) == 10
    monkeypatch.setattr(searching, "_SPARE", 0)
    left = searching.engine(portfolio, ITEMS[:2], model)
    assert portfolio.vectors(MODEL).keys() == left.keys
    assert left.unread == {}
