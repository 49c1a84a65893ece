"""The two bands of a time axis at every zoom."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio import text
from kpkportfolio.charts.paper import text_width
from kpkportfolio.charts.time_axis import Tick, axis_ticks, phases
from kpkportfolio.model.rows import PhaseRow

FIRST, LAST = date(2010, 1, 1), date(2014, 12, 31)


def labels(ticks: list[Tick]) -> list[str]:
    return [tick.label for tick in ticks]


def test_each_zoom_has_its_bands() -> None:
    text.set_language("fi")
    upper, lower = axis_ticks(FIRST, LAST, 3)
    assert (labels(upper), labels(lower)) == (["2010–2019"], ["2010", "2011", "2012", "2013", "2014"])
    upper, lower = axis_ticks(FIRST, LAST, 12)
    assert labels(upper) == ["2010", "2011", "2012", "2013", "2014"]
    assert labels(lower) == ["I", "II", "III", "IV"] * 5
    upper, lower = axis_ticks(FIRST, date(2010, 6, 30), 50)
    assert labels(upper) == ["I/2010", "II/2010"]
    assert labels(lower) == ["tammi", "helmi", "maalis", "huhti", "touko", "kesä"]
    upper, lower = axis_ticks(date(2010, 12, 20), date(2011, 1, 16), 280)
    assert labels(upper) == ["joulu 2010", "tammi 2011"]
    assert labels(lower) == ["vko 51", "vko 52", "vko 1", "vko 2"]
    assert lower[0].start == date(2010, 12, 20)


def test_weeks_and_months_follow_the_language() -> None:
    text.set_language("sv")
    upper, lower = axis_ticks(date(2010, 5, 1), date(2010, 5, 31), 280)
    assert labels(upper) == ["maj 2010"]
    assert lower[0].label == "v. 17"


@given(
    st.dates(date(1, 1, 1), date(9980, 1, 1)),
    st.integers(0, 4000),
    st.floats(0.2, 400),
    st.sampled_from(text.LANGUAGES),
)
def test_bands_cover_the_window_without_gaps_and_labels_fit(
    first: date, days: int, px_per_month: float, language: str
) -> None:
    text.set_language(language)
    last = first + timedelta(days)
    for band in axis_ticks(first, last, px_per_month):
        assert band[0].start <= first
        assert band[-1].end > last
        for one, following in pairwise(band):
            assert one.end == following.start
    _upper, lower = axis_ticks(first, last, px_per_month)
    for tick in lower[1:-1]:
        room = (tick.end - tick.start).days / 30.436875 * px_per_month
        assert text_width(tick.label, 8.25) / 0.75 <= room + 2


def test_the_last_year_of_the_calendar_does_not_fail() -> None:
    for zoom in (0.3, 3, 12, 40, 120, 280):
        upper, lower = axis_ticks(date(9999, 11, 1), date.max, zoom)
        assert upper[-1].end == lower[-1].end == date.max


@pytest.mark.parametrize(
    ("language", "name", "short"),
    [("fi", "Käynnistysvaihe", "Käynnistys"), ("sv", "Startfasen", "Start"), ("en", "Start-up", "Start-up")],
)
def test_phases_are_named_in_the_language_spoken(language: str, name: str, short: str) -> None:
    text.set_language(language)
    later = PhaseRow("2", "Sisäänottovaihe", None, None, date(2011, 1, 1), date(2011, 12, 31))
    row = PhaseRow("1", "Käynnistysvaihe", "Startfasen", "Start-up", date(2010, 1, 1), date(2010, 12, 31))
    found = phases([later, row])
    assert (found[0].name, found[0].short, found[0].last) == (name, short, date(2010, 12, 31))
    assert found[1].name == "Sisäänottovaihe"
