"""What `make bench` calls is there; how fast it is no test asserts."""

import importlib

import pytest


@pytest.mark.parametrize(
    "name",
    [
        "startup",
        "opening",
        "gantt_frame",
        "bubble_frame",
        "gantt_pages",
        "importing",
        "exporting",
        "overlap_speed",
        "overlap_quality",
    ],
)
def test_every_benchmark_can_be_asked_for_its_figures(name: str) -> None:
    assert callable(importlib.import_module(f"tests.benchmarks.{name}").measure)
