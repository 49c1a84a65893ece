"""Which phrases answer which: across languages, within one, and none where nothing is said twice."""

import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from kpkportfolio.overlap.alignment import Answer, answers
from kpkportfolio.overlap.language_model import LanguageModel

DATA = Path(__file__).resolve().parents[1] / "data/language_model/answers.tsv"
FI, SV, EN = range(3)


class Example(NamedTuple):
    """A sentence in three languages, and the words that answer each other."""

    sentences: list[str]
    words: list[list[str]]


@pytest.fixture(scope="module")
def model() -> Iterator[LanguageModel]:
    loaded = LanguageModel()
    yield loaded
    loaded.close()


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    lines = [line for line in DATA.read_text("utf-8").splitlines() if not line.startswith("#")]
    pairs = zip(lines[::2], lines[1::2], strict=True)
    return [Example(one.split("\t"), [word.split("=") for word in other.split(" ")]) for one, other in pairs]


def found(answers: list[Answer], example: Example, one: int, other: int) -> list[bool]:
    """Whether each of the pairs of words stands in an answer."""
    of_one, of_other = example.sentences[one], example.sentences[other]
    places = [(of_one.index(words[one]), of_other.index(words[other])) for words in example.words]
    return [
        any(answer.a[0] <= i < answer.a[1] and answer.b[0] <= j < answer.b[1] for answer in answers)
        for i, j in places
    ]  # fmt: skip


def phrases(model: LanguageModel, a: str, b: str) -> list[tuple[str, str]]:
    return [(a[slice(*answer.a)], b[slice(*answer.b)]) for answer in answers(model, a, b)]


@pytest.mark.parametrize(("one", "other", "least"), [(FI, SV, 0.8), (FI, EN, 0.7), (SV, EN, 0.85)])
def test_most_words_find_their_answer_in_another_language(
    model: LanguageModel, examples: list[Example], one: int, other: int, least: float
) -> None:
    results = [
        hit
        for example in examples
        for hit in found(
            answers(model, example.sentences[one], example.sentences[other]), example, one, other
        )
    ]  # fmt: skip
    assert sum(results) / len(results) >= least


def test_sentences_that_say_something_else_hardly_answer(model: LanguageModel, examples: list[Example]) -> None:
    shifted = zip(examples, examples[1:] + examples[:1], strict=True)
    false = [len(answers(model, example.sentences[FI], other.sentences[SV])) for example, other in shifted]
    assert sum(false) <= len(examples) / 3


def test_phrases_are_found_as_they_are_written(model: LanguageModel) -> None:
    finnish = "Kunnan verkkosivut uudistetaan: sisältö siirretään julkaisujärjestelmään."
    swedish = "Innehållet flyttas till publiceringssystemet, då kommunens webbplats förnyas."
    expected = {("Kunnan verkkosivut", "kommunens webbplats"), ("julkaisujärjestelmään", "publiceringssystemet")}
    assert expected <= set(phrases(model, finnish, swedish))


def test_a_compound_answers_two_words(model: LanguageModel) -> None:
    assert ("julkaisujärjestelmään", "publishing system") in phrases(
        model, "Sivut siirretään nyt julkaisujärjestelmään", "A publishing system for the pages"
    )


def test_the_same_text_answers_itself_as_a_whole(model: LanguageModel) -> None:
    text = "Vanhusten kotihoidon työntekijöille hankitaan mobiililaitteet"
    (answer,) = answers(model, text, text.upper())
    assert (answer.a, answer.b) == ((0, len(text)), (0, len(text)))
    assert answer.likeness == pytest.approx(1)


def test_places_are_those_of_the_text_as_given(model: LanguageModel) -> None:
    decomposed = unicodedata.normalize("NFD", "Säästö:  sähköinen kirjaamo")
    assert phrases(model, decomposed, "ett elektroniskt diarium, sähköinen kirjaamo") == [
        (unicodedata.normalize("NFD", "sähköinen kirjaamo"), "sähköinen kirjaamo")
    ]


@pytest.mark.parametrize(
    ("a", "b"),
    [("", ""), ("", "Ajanvaraus"), ("ja", "och"), ("2027, 14 %", "2027, 14 %"), ("– … –", "– … –"), ("sekä", "sekä")],
)
def test_little_words_numbers_and_signs_are_no_answer(model: LanguageModel, a: str, b: str) -> None:
    assert answers(model, a, b) == []


def test_answers_do_not_overlap_and_are_in_order(model: LanguageModel, examples: list[Example]) -> None:
    finnish = ". ".join(example.sentences[FI] for example in examples[:6])
    english = ". ".join(example.sentences[EN] for example in examples[5::-1])
    together = answers(model, finnish, english)
    assert len(together) >= 6
    for sides in ([answer.a for answer in together], sorted(answer.b for answer in together)):
        assert all(start < end for start, end in sides)
        assert all(before[1] <= after[0] for before, after in pairwise(sides))
    assert all(0 < answer.likeness <= 1 for answer in together)


def test_a_text_longer_than_the_model_reads_is_answered_in_its_beginning(model: LanguageModel) -> None:
    long = "Sähköinen ajanvaraus. " + "Rakennetaan katuja ja siltoja. " * 200
    assert answers(model, long, "Sähköinen ajanvaraus")[0].a == (0, 20)
