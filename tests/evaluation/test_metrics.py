"""The measures of the evaluation, on cases counted by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluation import metrics


def test_average_precision_of_a_ranking_counted_by_hand() -> None:
    truth, scores = np.array([1, 0, 1, 0]), np.array([0.9, 0.8, 0.7, -np.inf])
    assert metrics.average_precision(truth, scores) == pytest.approx((1 / 1 + 2 / 3) / 2)
    assert metrics.average_precision(truth, scores.astype(np.float32)) == pytest.approx((1 / 1 + 2 / 3) / 2)


def test_average_precision_of_nothing_to_find_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        metrics.average_precision(np.zeros(3), np.arange(3.0))


def test_precision_counts_pairs_at_the_border_in_part() -> None:
    truth, scores = np.array([1, 0, 1, 0]), np.array([3.0, 1.0, 1.0, 0.0])
    assert metrics.precision_at(truth, scores, 2) == pytest.approx((1 + 1 / 2) / 2)
    assert metrics.precision_at(truth, scores, 3) == pytest.approx(2 / 3)


def test_precision_of_no_pairs_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        metrics.precision_at(np.ones(2), np.ones(2), 0)


@given(st.permutations([0, 0, 0, 1, 1]), st.integers(1, 5))
def test_precision_where_all_scores_are_one_is_the_share_of_true_pairs(order: list[int], n: int) -> None:
    assert metrics.precision_at(np.array(order), np.full(5, 0.5), n) == pytest.approx(2 / 5)


def test_the_best_threshold_is_found() -> None:
    truth, scores = np.array([1, 1, 0, 1, 0, 0]), np.array([6, 5, 4, 3, 2, 1])
    # the four best hold all three true ones
    assert metrics.best_f1(truth, scores) == pytest.approx(2 * 0.75 / 1.75)
    assert metrics.best_f1(np.array([0, 1]), np.array([-np.inf, 0.0])) == 1.0


def test_a_tie_counts_against() -> None:
    scores = np.array([[0.5, 0.5, 0.1], [0.9, 0.2, 0.1]])
    assert metrics.ranks(scores, np.array([0, 0])).tolist() == [2, 1]
    assert metrics.ranks(scores, np.array([2, 1])).tolist() == [3, 2]


def test_bins_hold_equally_many_pairs_from_the_least_probable_up() -> None:
    probabilities = np.array([0.9, 0.1, 0.5, 0.3])
    bins = metrics.reliability(np.array([1, 0, 0, 1]), probabilities, bins=2)
    assert [part.pairs for part in bins] == [2, 2]
    assert [part.mean_probability for part in bins] == pytest.approx([0.2, 0.7])
    assert [part.share_true for part in bins] == pytest.approx([0.5, 0.5])
    assert metrics.calibration_error(bins) == pytest.approx((0.3 + 0.2) / 2)


def test_fewer_pairs_than_bins_make_a_bin_each() -> None:
    assert len(metrics.reliability(np.array([1, 0]), np.array([0.2, 0.1]))) == 2
    with pytest.raises(ValueError, match="no pair"):
        metrics.calibration_error([])


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1, max_size=60))
def test_the_calibration_error_is_a_distance_of_probabilities(pairs: list[tuple[bool, float]]) -> None:
    truth, probabilities = np.array([x for x, _ in pairs], dtype=float), np.array([p for _, p in pairs])
    bins = metrics.reliability(truth, probabilities)
    assert 0 <= metrics.calibration_error(bins) <= 1
    assert sum(part.pairs for part in bins) == len(pairs)
    # probabilities that say what is true are never wrong
    assert metrics.calibration_error(metrics.reliability(truth, truth, bins=1)) == pytest.approx(0)
