"""A part of a bubble axis: its ticks, its way back, and ranges in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio import text
from kpkportfolio.charts.bubble_axes import AXES, extent_text, make_scale, value_at, zoomed

NB = "\u00a0"


@given(
    st.lists(st.floats(0.01, 500), min_size=2, max_size=20),
    st.booleans(),
    st.floats(0, 0.9),
    st.floats(0.02, 1),
)
def test_a_part_keeps_every_value_in_its_place(values: list[float], log: bool, low: float, width: float) -> None:
    whole = make_scale(AXES["investment"], values, log)
    high = min(low + width, 1.0)
    part = zoomed(whole, low, high)
    for value in values:
        seen = low + part.fraction(value) * (high - low)
        assert seen == pytest.approx(whole.fraction(value), abs=1e-6)
    assert value_at(whole, low) == pytest.approx(part.low)
    assert all(part.low * (1 - 1e-9) <= tick.value <= part.high * (1 + 1e-9) for tick in part.ticks)


def test_closer_in_there_are_still_ticks_to_read() -> None:
    whole = make_scale(AXES["impact"], [0.1, 1, 10, 100])
    for low in (0.0, 0.3, 0.7, 0.95):
        assert len(zoomed(whole, low, low + 0.05).ticks) >= 3
    assert zoomed(whole, 0.0, 1.0) is whole


@pytest.mark.parametrize(
    ("axis", "extent", "words"),
    [
        ("impact", (28.0, 44.0), f"28–44{NB}M€"),
        ("investment", (3.6, 3.6), f"3,6{NB}M€"),
        ("municipalities", (110.0, 110.0), "110"),
        ("duration", (13.99, 13.99), f"14{NB}kk"),
        ("end", (2012.5, 2012.5), "7/2012"),
    ],
)
def test_ranges_in_words(axis: str, extent: tuple[float, float], words: str) -> None:
    text.set_language("fi")
    assert extent_text(AXES[axis], extent, unit=True) == words
