"""Vectors as columns: what is nearest, what a register's manner hides, and what is not known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from kpkportfolio.overlap import candidates, nearest
from kpkportfolio.overlap.crowd import COPIES, COPY, LEAST_CROWD, MOST_CROWD, crowd
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.language_model import DIMENSIONS, packed
from kpkportfolio.overlap.meaning import Manner, Meaning, beside, meaning, settled, text

Rows = NDArray[np.float32]


def unit(rows: Rows) -> Rows:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def drawn(count: int, seed: int = 1) -> Rows:
    return unit(np.random.default_rng(seed).standard_normal((count, DIMENSIONS)).astype(np.float32))


def made(rows: Rows, manners: list[Manner] | None = None, unknown: frozenset[int] = frozenset()) -> Meaning:
    keys = [str(place) for place in range(len(rows))]
    vectors = {key: row for key, row in zip(keys, packed(rows), strict=True) if int(key) not in unknown}
    return meaning(keys, manners or [(0, "")] * len(rows), vectors)


def cosines(found: Meaning) -> Rows:
    rows = found.whole.astype(np.float32)
    return np.asarray(unit(rows) @ unit(rows).T, dtype=np.float32)


@given(
    arrays.arrays(np.float32, st.tuples(st.integers(1, 4), st.integers(1, 2600)), elements=st.floats(-1, 1, width=32)),
    st.integers(1, 7),
)
def test_the_greatest_are_found_however_many_columns_there_are(like: Rows, wanted: int) -> None:
    best = nearest.top(like, wanted)
    assert best.shape == (len(like), min(wanted, like.shape[1]))
    for row, places in zip(like, best, strict=True):
        assert len(set(places.tolist())) == len(places)
        assert sorted(row[places]) == sorted(np.sort(row)[-wanted:])


def test_the_nearest_of_each_are_those_of_a_plain_comparison() -> None:
    found = made(drawn(90))
    like = found.near @ found.near.T
    np.fill_diagonal(like, -2)
    assert len(found) == 90
    for place in range(90):
        assert found.nearest[place, 0].tolist() == np.argsort(-like[place])[: nearest.NEAREST].tolist()
    assert (found.nearest[:, 1:] == -1).all()


def test_the_nearest_are_told_language_by_language() -> None:
    manners = [(place % 2, "") for place in range(80)]
    found = made(drawn(80), manners)
    like = found.near @ found.near.T
    np.fill_diagonal(like, -2)
    for place in range(80):
        for language in (0, 1):
            there = np.arange(language, 80, 2)
            best = there[np.argsort(-like[place, there])][: nearest.NEAREST]
            assert found.nearest[place, language].tolist() == best.tolist()
    # a text is judged by the crowd of the language that it is compared with, and its own by all
    assert found.crowd.shape == (80, 3)
    assert (found.crowd[0, 0] != found.crowd[0, 1]) or found.crowd[0, 1] == pytest.approx(LEAST_CROWD)


def test_in_cells_nearly_all_of_the_nearest_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    centres = drawn(60, seed=2)
    rows = unit(np.repeat(centres, 20, axis=0) + 0.03 * drawn(1200, seed=3) * DIMENSIONS**0.5)
    whole = made(rows).nearest[:, 0]
    monkeypatch.setattr(nearest, "_EVERY_PAIR", 100)
    monkeypatch.setattr(nearest, "_CELLS", 30)
    monkeypatch.setattr(nearest, "_PROBED", 6)
    celled = made(rows).nearest[:, 0]
    same = sum(len(set(one.tolist()) & set(other.tolist())) for one, other in zip(whole, celled, strict=True))
    assert same / whole.size > 0.9


def test_what_has_no_vector_is_unknown_and_nobodys_nearest() -> None:
    found = made(drawn(40), unknown=frozenset({3, 7}))
    assert not found.known[[3, 7]].any()
    assert not np.isin(found.nearest, [3, 7]).any()
    assert (found.nearest[3] == -1).all()
    like = found.likeness(np.array([3, 0, 1]), found, np.array([1, 7, 2]))
    assert np.isnan(like[:2]).all()
    assert not np.isnan(like[2])


def test_nothing_and_one_are_portfolios_too() -> None:
    assert len(made(drawn(0).reshape(0, DIMENSIONS))) == 0
    alone = made(drawn(1))
    assert (alone.nearest == -1).all()
    assert alone.crowd[0].tolist() == pytest.approx([LEAST_CROWD] * 3)


def test_the_manner_of_a_register_does_not_make_its_items_alike() -> None:
    # the same forty things in two registers, each of which writes in a manner that outweighs what it says
    things, manner = drawn(40, seed=4), drawn(2, seed=5) * 3
    rows = unit(np.concatenate((things + manner[0], things + manner[1])))
    by_register = made(rows, [(0, "one")] * 40 + [(0, "other")] * 40)
    like = cosines(by_register)
    np.fill_diagonal(like, -2)
    assert (like.argmax(axis=1) == (np.arange(80) + 40) % 80).mean() > 0.95
    raw = rows @ rows.T
    np.fill_diagonal(raw, -2)
    assert ((raw.argmax(axis=1) < 40) == (np.arange(80) < 40)).all()


def test_rows_that_are_replaced_and_added_are_seen_as_the_portfolio_sees_its_own() -> None:
    rows = drawn(60)
    before = made(rows)
    fresh = packed(drawn(2, seed=9))
    new = beside(before, [-1, -1], ["a", "b"], [(1, "r"), (0, "")], {"a": fresh[0], "b": fresh[1]})
    after = before.replaced(np.array([5, 60]), new)
    assert len(after) == 61
    assert (after.whole[5] == new.whole[0]).all()
    assert (after.whole[60] == new.whole[1]).all()
    untouched = np.delete(np.arange(60), 5)
    assert (after.whole[untouched] == before.whole[untouched]).all()
    again = beside(before, [-1], ["x"], [(0, "")], {"x": packed(rows[7:8])[0]})
    assert again.nearest[0, 0, 0] == 7
    # of its own crowd it is not: it would be like nobody else any more
    same = beside(before, [7], ["x"], [(0, "")], {"x": packed(rows[7:8])[0]})
    assert (same.nearest[0] == before.nearest[7]).all()
    assert same.crowd[0] == pytest.approx(before.crowd[7])


def test_the_text_of_an_item_is_all_that_it_says() -> None:
    item = Item(id="x", title="Otsikko. ", description="Kuvaus.", deliverables=("Ohje", "Opas"))
    assert text(item) == "Otsikko. Kuvaus. Ohje; Opas"
    assert text(replace(item, deliverables=())) == "Otsikko. Kuvaus."
    assert text(replace(item, description=None, deliverables=())) == "Otsikko."
    assert text(Item(id="y", title="")) == ""


def test_pairs_that_are_far_apart_in_meaning_are_not_looked_at_and_unknown_ones_are() -> None:
    rows = drawn(30)
    rows[1] = unit(rows[:1] + 0.1 * rows[1:2])[0]
    found = made(rows, unknown=frozenset({2}))
    i, j = np.array([0, 0, 0]), np.array([1, 2, 3])
    found = replace(found, crowd=np.full((30, 3), 0.3, dtype=np.float32))
    kept_i, kept_j = candidates.not_unlike(found, i, j)
    assert list(zip(kept_i.tolist(), kept_j.tolist(), strict=True)) == [(0, 1), (0, 2)]
    assert candidates.not_unlike(None, i, j) == (i, j)


@pytest.mark.parametrize("seed", range(6))
def test_after_some_changes_everybody_has_the_crowd_that_a_search_from_nothing_gives(seed: int) -> None:
    chance = np.random.default_rng(seed)
    things = drawn(30, seed + 50)
    rows = unit(things[chance.integers(0, 30, 120)] + 0.02 * drawn(120, seed) * DIMENSIONS**0.5)
    manners: list[Manner] = [(int(one), "") for one in chance.integers(0, 3, 120)]
    before = made(rows, manners)
    # copies and others come, some change, some go
    changed = unit(np.concatenate((rows[3:4].repeat(4, axis=0), drawn(4, seed + 90))))
    places = np.array([*chance.choice(110, 3, replace=False).tolist(), *range(120, 125)])
    gone = [113, 117]
    keys = [str(n) for n in range(8)]
    new = beside(before, [-1] * 8, keys, [(n % 3, "") for n in range(8)], dict(zip(keys, packed(changed), strict=True)))
    after = before.without(gone).replaced(places, new)
    found, moved = settled(after, np.array([*gone, *places.tolist()]))
    fresh = nearest.nearest(after.near, after.known, after.language)
    assert (found.nearest == fresh).all()
    # how many texts a language has is looked at only where somebody is judged anew
    np.testing.assert_allclose(found.crowd[after.known], crowd(after, after, fresh)[after.known], atol=0.02)
    assert len(moved)
    assert not np.isin(moved, places).any()
    still = np.setdiff1d(np.arange(120), [*moved.tolist(), *places.tolist(), *gone])
    np.testing.assert_allclose(found.crowd[still], before.crowd[still], atol=1e-3)


def test_a_few_copies_are_nobodys_crowd_and_many_make_a_usual_text() -> None:
    rows = drawn(60)
    near = unit(rows[:1] + 0.05 * drawn(COPIES + 2, seed=3))
    alone = made(rows).crowd[0, 0]

    def with_copies(count: int) -> float:
        return float(made(np.concatenate((rows, near[:count]))).crowd[0, 0])

    assert with_copies(1) == pytest.approx(alone, abs=0.1)
    assert with_copies(COPIES) == pytest.approx(alone, abs=0.1)
    assert with_copies(COPIES + 1) > COPY > MOST_CROWD > alone


def test_a_third_language_does_not_come_between_two() -> None:
    rows = drawn(90)
    rows[60:] = unit(rows[:30] + 0.3 * rows[60:])
    manners: list[Manner] = [(place // 30, "") for place in range(90)]
    three, two = made(rows, manners), made(rows[:60], manners[:60])
    assert three.crowd[:30, 1] == pytest.approx(two.crowd[:30, 1], abs=0.03)
    assert (three.crowd[:30, 2] > two.crowd[:30, 2]).all()
