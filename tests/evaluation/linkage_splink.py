"""splink: Fellegi–Sunter record linkage, learned without labels, as its documentation goes about it.

u-probabilities come from random pairs; m-probabilities from expectation maximisation over pairs that share a word of
the title and over those of one organisation; the chance that two random records match is told: about one counterpart
each. Its documentation warns that running text suits it badly and shows word lists for it. Here these hold
the first six letters of each word, which in Finnish and Swedish stand for its inflected forms; the title is compared
letter by letter too. Every pair asked is scored: none is lost to blocking.
"""

import importlib
import logging
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from kpkportfolio.overlap.item import Item
from tests.evaluation.scored import CannotRun, Numbers, Scored
from tests.evaluation.tasks import SEED, Task

_WORD = re.compile(r"\w{3,}")
_BEGINNING = 6
_LISTS = {"title": (0.9, 0.7, 0.5, 0.3, 0.15), "description": (0.5, 0.3, 0.15), "deliverables": (0.5, 0.25)}
_NAMES = ("organisation", "person")
_DATES = ("starts", "ends")
# with little data a share that expectation maximisation estimates may run into 0, which splink refuses: then fewer
_ITERATIONS = (25, 10, 5, 3)
_EVERY_PAIR = "1=1"
# Each of these teaches what it does not itself go by; among all pairs the true ones would be too few to be made out.
_LEARN_FROM = {
    "title": "list_has_any(l.title, r.title)",
    "organisation": "l.organisation = r.organisation",
}
_RANDOM_PAIRS = 1_000_000.0


def match(task: Task, _others: Sequence[Task]) -> Scored:
    """splink's match probability of every pair asked.

    Raises:
        CannotRun: if it is not installed, or its expectation maximisation never ends well.
    """
    try:
        importlib.import_module("splink")
    except ImportError as error:
        raise CannotRun(str(error)) from error
    failed: Exception | None = None
    for iterations in _ITERATIONS:
        try:
            weights = _weights(task, iterations)
        except ValueError as error:
            failed = error
            continue
        return Scored(weights, 1 / (1 + np.exp2(-np.clip(weights, -500, 500))))
    raise CannotRun(f"{type(failed).__name__}: {failed}")


def records(items: Sequence[Item], places: Sequence[int]) -> pd.DataFrame:
    """The items of these places as splink's table; a column that nobody fills is left out."""
    rows = [
        {
            "unique_id": place,
            "title": _beginnings(item.title),
            "name": item.title.casefold(),
            "description": _beginnings(item.description or ""),
            "deliverables": _beginnings(" ".join(item.deliverables)),
            "organisation": item.organisation and item.organisation.casefold(),
            "person": item.person and item.person.casefold(),
            "starts": item.start and item.start.isoformat(),
            "ends": item.end and item.end.isoformat(),
        }
        for place in places
        for item in (items[place],)
    ]
    return pd.DataFrame(rows).dropna(axis="columns", how="all")


def _beginnings(text: str) -> list[str] | None:
    return sorted({word[:_BEGINNING] for word in _WORD.findall(text.casefold())}) or None


def _comparisons(filled: set[str]) -> list[Any]:
    import splink.comparison_level_library as levels
    import splink.comparison_library as comparisons

    def shared(column: str, least: float) -> Any:
        left, right = f"{column}_l", f"{column}_r"
        condition = f"len(list_intersect({left}, {right})) >= {least} * least(len({left}), len({right}))"
        return levels.CustomLevel(condition, label_for_charts=f"{column} at least {least}")

    result: list[Any] = [
        comparisons.CustomComparison(
            output_column_name=column,
            comparison_levels=[
                levels.NullLevel(column),
                *(shared(column, least) for least in shares),
                levels.ElseLevel(),
            ],
        )
        for column, shares in _LISTS.items()
        if column in filled
    ]
    result.append(comparisons.JaroWinklerAtThresholds("name", [0.92, 0.8, 0.7]))
    result += [
        comparisons.JaroWinklerAtThresholds(name, [0.9]).configure(term_frequency_adjustments=True)
        for name in _NAMES
        if name in filled
    ]
    result += [
        comparisons.AbsoluteDateDifferenceAtThresholds(
            column, input_is_string=True, metrics=["month", "month", "year"], thresholds=[1, 6, 2]
        )
        for column in _DATES
        if column in filled
    ]
    return result


def _weights(task: Task, iterations: int) -> Numbers:
    from splink import Linker, SettingsCreator
    from splink.backends.duckdb import DuckDBAPI

    database = DuckDBAPI()
    sides = [np.unique(task.i).tolist(), np.unique(task.j).tolist()]
    linking = not set(sides[0]) & set(sides[1])
    everybody = sorted({*sides[0], *sides[1]})
    whole = records(task.items, everybody)
    tables = [whole[whole["unique_id"].isin(side)] for side in sides] if linking else [whole]
    asked = pd.DataFrame({"one": np.minimum(task.i, task.j), "other": np.maximum(task.i, task.j)})

    settings = SettingsCreator(
        link_type="link_only" if linking else "dedupe_only",
        comparisons=_comparisons(set(whole.columns)),
        blocking_rules_to_generate_predictions=[_EVERY_PAIR],
        probability_two_random_records_match=1 / max(map(len, tables)),
        max_iterations=iterations,
        retain_matching_columns=False,
    )
    linker = Linker(
        [database.register(table, dataset_display_name=f"side_{n}") for n, table in enumerate(tables)],
        settings,
        log_level=logging.ERROR,
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=_RANDOM_PAIRS, seed=SEED)
    _learn(linker, set(whole.columns))
    found = linker.inference.predict().as_pandas_dataframe()
    one = np.minimum(found["unique_id_l"], found["unique_id_r"]).to_numpy()
    other = np.maximum(found["unique_id_l"], found["unique_id_r"]).to_numpy()
    keys = one.astype(np.int64) * len(task.items) + other
    order = np.argsort(keys)
    wanted = asked["one"].to_numpy(np.int64) * len(task.items) + asked["other"].to_numpy()
    weights: Numbers = found["match_weight"].to_numpy(float)[order][np.searchsorted(keys[order], wanted)]
    return weights


def _learn(linker: Any, filled: set[str]) -> None:
    """Expectation maximisation over each of the rules whose column is there; where titles are all, over every pair.

    Raises:
        ValueError: if none of them ends well. One that does not is left out.
    """
    rules = [rule for column, rule in _LEARN_FROM.items() if column in filled]
    if not filled & {"description", "organisation"}:
        rules = [_EVERY_PAIR]
    failures: list[ValueError] = []
    for rule in rules:
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(rule, fix_u_probabilities=True)
        except ValueError as error:
            failures.append(error)
    if len(failures) == len(rules):
        raise failures[0]
