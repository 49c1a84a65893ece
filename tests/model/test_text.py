"""Words, numbers, dates and money as people of three languages write them, held against Babel's locale data."""

from datetime import UTC, date, datetime

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio import text
from kpkportfolio.text import (
    NBSP,
    format_date,
    format_euros,
    format_millions,
    format_millions_change,
    format_month,
    format_number,
    format_percent,
    format_time,
    set_language,
)

M = 100_000_000
"""A million euros in cents."""


@given(st.integers(-(10**12), 10**12), st.sampled_from(["fi", "sv", "en"]))
def test_whole_numbers_are_as_babel_writes_them(value: int, language: str) -> None:
    set_language(language)
    # Babel's English locale here is British, as the dates are
    locale = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}[language]
    # a true minus, as CLDR has it for both languages; Babel writes its pattern's hyphen
    assert format_number(value).replace("\u2212", "-") == format_decimal(value, locale=locale)
    assert format_number(-1) == ("-1" if language == "en" else "\u22121")


@pytest.mark.parametrize(("language", "day"), [("fi", "31.3.2013"), ("sv", "2013-03-31"), ("en", "31/03/2013")])
def test_dates(language: str, day: str) -> None:
    set_language(language)
    assert format_date(date(2013, 3, 31)) == day
    assert format_month(date(2013, 3, 31)) == "3/2013"
    assert format_date(None) == format_month(None) == ""


def test_moments_are_in_the_users_own_zone() -> None:
    set_language("fi")
    # the tests' zone is Helsinki's
    assert format_time(datetime(2011, 11, 15, 8, 5, tzinfo=UTC)) == "15.11.2011 10.05"


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (None, None, ""),
        (3_600_000_00, 3_600_000_00, "3,6"),
        (28 * M, 44 * M, "28–44"),
        (3 * M, 5 * M, "3,0–5,0"),
        (80_000_00, 80_000_00, "0,08"),
        (0, 0, "0,0"),
        # one end alone is told as such
        (None, 2 * M, f"≤{NBSP}2,0"),
        (110 * M, None, f"≥{NBSP}110,0"),
        # a range looks like one, however narrow
        (150_000_00, 200_000_00, "0,15–0,20"),
        (16 * M // 100, 24 * M // 100, "0,16–0,24"),
        (104 * M // 10, 1049 * M // 100, "10,4–10,5"),
        (1000_00, 1001_00, "0,001"),
    ],
)
def test_millions(low: int | None, high: int | None, told: str) -> None:
    set_language("fi")
    assert format_millions(low, high) == told


def test_units_stand_where_the_language_has_them() -> None:
    set_language("fi")
    assert format_millions(3_600_000_00, 3_600_000_00, unit=True) == f"3,6{NBSP}M€"
    assert format_euros(1_250_500_00) == f"1{NBSP}250{NBSP}500{NBSP}€"
    assert format_euros(123_45) == f"123,45{NBSP}€"
    assert format_percent(40.0) == f"40{NBSP}%"
    set_language("en")
    assert format_millions(3_600_000_00, 3_600_000_00, unit=True) == "€3.6m"
    assert format_millions(3_600_000_00, None, unit=True) == f"≥{NBSP}€3.6m"
    assert format_euros(None) == ""
    assert format_percent(40.0) == "40%"


def test_the_language_is_one_of_three(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="fi, sv, en"):
        set_language("de")
    for variable, language in (("sv_FI.UTF-8", "sv"), ("en_GB", "en"), ("de_DE", "fi")):
        monkeypatch.setenv("LANG", variable)
        assert text.system_language() == language


def test_two_ranges_side_by_side_have_the_same_decimals() -> None:
    set_language("fi")
    assert format_millions_change((25_000_000, 25_000_000), (25_000_000, 31_000_000)) == ("0,25", f"0,25–0,31{NBSP}M€")
    assert format_millions_change((9 * M, 9 * M), (9 * M, 12 * M), units=True) == (f"9,0{NBSP}M€", f"9,0–12,0{NBSP}M€")
    assert format_millions_change((25_000_000, None), (None, None)) == (f"≥{NBSP}0,3{NBSP}M€", "")
