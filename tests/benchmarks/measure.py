"""Ours and a baseline, timed side by side in one run, turn and turn about, so that the machine's moods hit both."""

import statistics
from collections.abc import Callable
from time import perf_counter
from typing import Any


def side_by_side(ours: Callable[[], object], baseline: Callable[[], object], rounds: int = 5) -> dict[str, Any]:
    """Median seconds of both and their ratio, each round of ours beside one of the baseline's."""
    pairs = [(seconds(ours), seconds(baseline)) for _ in range(rounds)]
    return compared([pair[0] for pair in pairs], [pair[1] for pair in pairs])


def compared(ours: list[float], baseline: list[float]) -> dict[str, Any]:
    """Median seconds and the ratio of the medians."""
    mine, theirs = statistics.median(ours), statistics.median(baseline)
    return {"ours_s": round(mine, 4), "baseline_s": round(theirs, 4), "ratio": round(mine / theirs, 2)}


def seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began
