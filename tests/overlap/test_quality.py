"""Overlap on the labelled registers: no worse than what a user would pick instead, and the kinds right."""

from pathlib import Path

import pytest

from tests.benchmarks.overlap_quality import measure
from tests.evaluation import sets


@pytest.fixture(scope="module")
def figures(shared_data: Path) -> dict[str, object]:
    return measure(sets.registers(shared_data / "registers"))


def test_pairs_are_ranked_better_than_by_letter_n_grams(figures: dict[str, dict[str, float]]) -> None:
    assert figures["ours"]["average_precision"] > 2 * figures["baseline_char_tfidf"]["average_precision"]
    assert figures["ours"]["recall_at_5"] > 0.9
    assert figures["ours"]["recall_at_5_across_languages"] > 0.9


def test_kinds_are_told_apart(figures: dict[str, float]) -> None:
    assert figures["kind_accuracy"] >= 0.95


def test_the_score_still_holds_when_half_of_the_glossary_is_missing(
    figures: dict[str, dict[str, dict[str, float]]],
) -> None:
    assert figures["unseen_terms"]["0.5"]["average_precision"] > 0.6
    assert figures["unseen_terms"]["1.0"]["average_precision"] > 0.4


@pytest.mark.parametrize("portfolio", ["registers", "sample"])
def test_an_idea_of_a_few_words_finds_its_counterpart_and_nothing_where_there_is_none(
    figures: dict[str, dict[str, dict[str, float]]], portfolio: str
) -> None:
    found = figures["ideas"][portfolio]
    assert found["ideas"] + found["without_counterpart"] >= 35
    assert found["without_counterpart"] >= 15
    assert found["recall_at_1"] >= 0.9
    assert found["recall_at_3"] >= 0.95
    assert found["first_and_likely"] >= 0.75
    assert found["with_a_wrong_one_likely"] <= 0.15
    assert found["false_alarms"] <= 0.15
