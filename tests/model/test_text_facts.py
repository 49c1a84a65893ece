"""Sentences kept as facts are said again in the language spoken then."""

from collections.abc import Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpkportfolio.text import _, language, set_language
from kpkportfolio.text_facts import Fact, as_fact, say

PLAIN = "The initiative has no name."
FILLED = "The reference is already on row {row}."
TWO = "The years add up to {years}, but the total is {total}; the years were taken, and the total kept."


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    before = language()
    yield
    set_language(before)


@pytest.mark.parametrize("then", ["fi", "sv", "en"])
@pytest.mark.parametrize("now", ["fi", "sv", "en"])
@pytest.mark.parametrize(
    ("text", "values"),
    [(PLAIN, {}), (FILLED, {"row": "5 (Hankkeet)"}), (TWO, {"years": "1 000 €", "total": "2 000 €"})],
)
def test_a_sentence_is_said_in_the_language_spoken_later(
    text: str, values: dict[str, str], now: str, then: str
) -> None:
    set_language(now)
    fact = as_fact(_(text).format(**values))
    assert fact == Fact(text, values)
    set_language(then)
    assert say(fact) == _(text).format(**values)


@given(st.text(max_size=60), st.sampled_from(["fi", "sv", "en"]))
def test_whatever_is_said_is_said_again_as_it_was(said: str, spoken: str) -> None:
    set_language(spoken)
    assume(_(said) == said)  # an English source text is said in the language spoken, as it is meant to be
    assert say(as_fact(said)) == said


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["fi", "sv", "en"]))
def test_whatever_is_filled_in_is_said_again_as_it_was(one: str, other: str, spoken: str) -> None:
    set_language(spoken)
    for said in (_(FILLED).format(row=one), _(TWO).format(years=one, total=other)):
        assert say(as_fact(said)) == said


def test_only_texts_of_ours_are_filled_in() -> None:
    for text in ("{x.__class__}", "{x!r} and some other words"):
        assert say(Fact(text, {"x": "1"})) == text
