import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.overlap import words
from kpkportfolio.overlap.lexicon import numbers_in


@given(st.text())
def test_each_word_has_one_place(text: str) -> None:
    assert len(words.split(text)) == len(words.places(text))


def test_places_are_those_of_the_text_as_it_is_written_also_decomposed() -> None:
    text = unicodedata.normalize("NFD", "KuntaIT:n väylä, (2. vaihe)")
    assert words.split(text) == ["kuntait", "n", "väylä", "2", "vaihe"]
    start, end = words.places(text)[2]
    assert unicodedata.normalize("NFC", text[start:end]) == "väylä"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Rakennetaan palvelu, jolla kunta ja valtio asioivat", "fi"),
        ("En tjänst för den som flyttar och pendlar", "sv"),
        ("The service is built for the citizens of the city", "en"),
        ("Bygglov på nätet", "sv"),
        ("Vardag över gränsen i Åbo", "sv"),
        ("Asianhallinta", "fi"),
    ],
)
def test_the_language_shows_in_the_little_words(text: str, language: str) -> None:
    assert words.language_of(words.split(text)) == language


def test_a_declared_language_is_believed_if_it_is_one_of_ours() -> None:
    assert words.language_of(["the"], "sv") == "sv"
    assert words.language_of(["the"], "de") == "en"


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Asiointitili, vaihe 2", (2,)),
        ("Asiointitili II vaihe 2012", (2, 2012)),
        ("Asiointitili, vaihe I", (1,)),
        ("Asiointitili, etapp 3", (3,)),
        ("Infrastructure Phase 2A", (2, 1)),
        ("Infrastructure, phase 2b", (2, 2)),
        ("Osa 3D-mallista", ()),
        ("Kaupungin 2A-luokka", ()),
        ("I am here", ()),
        ("Asiointitili", ()),
    ],
)
def test_numbers_of_a_title(title: str, numbers: tuple[int, ...]) -> None:
    assert numbers_in(title) == numbers
