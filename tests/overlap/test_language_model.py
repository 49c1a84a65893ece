"""The language model: equal to its original, and the same for a text whatever stands beside it."""

import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio import paths
from kpkportfolio.overlap import language_model
from kpkportfolio.overlap.language_model import (
    DIMENSIONS,
    HALF,
    LanguageModel,
    Vectors,
    available,
    packed,
    prepared,
    text_key,
    unpacked,
)

DATA = Path(__file__).resolve().parents[1] / "data/language_model"
MEGABYTES = 1_000_000


@pytest.fixture(scope="module")
def model() -> Iterator[LanguageModel]:
    loaded = LanguageModel(threads=2)
    yield loaded
    loaded.close()


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    lines = (DATA / "sentences.tsv").read_text("utf-8").splitlines()
    return [line.split("\t")[1] for line in lines]


@pytest.fixture(scope="module")
def vectors(model: LanguageModel, sentences: list[str]) -> Vectors:
    return model.vectors(sentences)


def cosine(model: LanguageModel, one: str, other: str) -> float:
    first, second = model.vectors([one, other])
    return float(first[:HALF] @ second[:HALF])


def lengths(vectors: Vectors) -> Vectors:
    return np.asarray(np.linalg.norm(vectors.reshape(-1, 2, HALF), axis=2), dtype=np.float32)


def test_it_says_what_the_original_says(model: LanguageModel, sentences: list[str]) -> None:
    original = np.load(DATA / "vectors.npy").astype(np.float32)
    ours = np.array([model.original(sentence) for sentence in sentences])
    assert original.shape == ours.shape == (300, HALF)
    cosines = (original * ours).sum(axis=1)
    assert cosines.min() >= 0.985, sentences[int(cosines.argmin())]
    assert cosines.mean() >= 0.995


def test_a_vector_does_not_depend_on_the_texts_beside_it(
    model: LanguageModel, vectors: Vectors, sentences: list[str]
) -> None:
    for place in range(0, 300, 25):
        np.testing.assert_array_equal(model.vectors([sentences[place]])[0], vectors[place])
    np.testing.assert_array_equal(model.vectors(sentences[:40][::-1])[::-1], vectors[:40])


def test_another_model_of_the_same_kind_says_the_same(vectors: Vectors, sentences: list[str]) -> None:
    np.testing.assert_array_equal(LanguageModel().vectors(sentences[:10]), vectors[:10])


def test_the_halves_of_vectors_are_of_length_one(vectors: Vectors) -> None:
    assert vectors.dtype == np.float32
    assert vectors.shape == (300, DIMENSIONS)
    np.testing.assert_allclose(lengths(vectors), 1, atol=1e-5)


def test_usual_pieces_of_words_say_less_than_rare_ones(model: LanguageModel) -> None:
    said = "lastensuojelun asiakastietojärjestelmän"
    texts = [said, f"se on {said} ja sen", f"lasten {said} kilpailuttaminen"]
    alone, among_usual, other = model.vectors(texts)[:, :HALF]
    assert alone @ among_usual > alone @ other


def test_a_text_without_words_has_a_zero_vector_and_the_others_keep_their_places(model: LanguageModel) -> None:
    found = model.vectors(["", "Ajanvaraus", " \n", "Tidsbokning"])
    assert lengths(found).round(3).tolist() == [[0, 0], [1, 1], [0, 0], [1, 1]]
    assert model.vectors([]).shape == (0, DIMENSIONS)
    assert not model.vectors(["", "  "]).any()


def test_meaning_counts_across_languages(model: LanguageModel) -> None:
    finnish = "Sähköinen ajanvaraus terveysasemille"
    same = ["Elektronisk tidsbokning till hälsocentraler", "Online appointment booking for health centres"]
    other = ["Förnyelse av kommunens ekonomisystem", "Renewal of the street lighting register"]
    assert (
        min(cosine(model, finnish, text) for text in same) > max(cosine(model, finnish, text) for text in other) + 0.02
    )


def test_capitals_blanks_and_composition_change_nothing(model: LanguageModel) -> None:
    text = "Sähköinen   AJANVARAUS\n terveysasemille"
    np.testing.assert_array_equal(*model.vectors([text, "sähköinen ajanvaraus terveysasemille"]))
    np.testing.assert_array_equal(*model.vectors([text, unicodedata.normalize("NFD", text)]))


def test_a_text_longer_than_the_model_reads_is_cut(model: LanguageModel) -> None:
    long = "kunnan sähköinen palvelu " * 400
    one, longer = model.vectors([long, long + "katuvalaistus " * 50])
    np.testing.assert_array_equal(one, longer)


@pytest.mark.parametrize("text", ["你好 привет 🙂", "<s></s>", "\x00", "a" * 3000, "½ m€ – ™ №3", "\ud800"])
def test_odd_texts_have_a_vector_too(model: LanguageModel, text: str) -> None:
    np.testing.assert_allclose(lengths(model.vectors([text])), 1, atol=1e-5)


def test_progress_is_told_and_ends_with_all(model: LanguageModel, sentences: list[str]) -> None:
    told: list[tuple[int, int]] = []
    model.vectors(sentences[:60], lambda done, total: told.append((done, total)))
    assert len(told) >= 3
    assert told == sorted(told)
    assert told[-1] == (60, 60)


def test_what_progress_raises_stops_the_work(model: LanguageModel, sentences: list[str]) -> None:
    told: list[int] = []

    def stop(done: int, total: int) -> None:
        told.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        model.vectors(sentences, stop)
    assert len(told) == 1
    assert told[0] < 60


def test_a_closed_model_loads_again() -> None:
    model = LanguageModel()
    before = model.vectors(["ajanvaraus"])
    model.close()
    np.testing.assert_array_equal(model.vectors(["ajanvaraus"]), before)


def test_it_is_available_only_with_its_files_and_libraries(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert available()
    with monkeypatch.context() as without:
        without.setattr(language_model, "bundled", lambda *parts: tmp_path.joinpath(*parts))
        assert not available()
    monkeypatch.setattr(language_model, "find_spec", lambda name: None if name == "onnxruntime" else object())
    assert not available()


def test_it_is_no_larger_than_promised() -> None:
    files = paths.bundled("resources", "language_model").iterdir()
    assert sum(file.stat().st_size for file in files) <= 48 * MEGABYTES


def test_packed_vectors_come_back(vectors: Vectors) -> None:
    stored = packed(vectors)
    assert {len(row) for row in stored} == {DIMENSIONS}
    cosines = (unpacked(stored) * vectors).reshape(-1, 2, HALF).sum(axis=2)
    assert cosines.min() >= 0.9995
    assert not unpacked(packed(np.zeros((1, DIMENSIONS), np.float32))).any()
    assert unpacked([]).shape == (0, DIMENSIONS)


@given(st.text(max_size=60))
def test_preparing_is_done_once(text: str) -> None:
    once = prepared(text)
    assert prepared(once) == once
    assert text_key(text) == text_key(once) == text_key(f"  {text}\n")


def test_keys_tell_texts_apart() -> None:
    assert text_key("Ajanvaraus") == text_key("AJANVARAUS ")
    assert text_key("ajanvaraus 1") != text_key("ajanvaraus 2")
    assert len(text_key("")) == 32
    assert set(text_key("")) <= set("0123456789abcdef")


def test_reading_a_text_leaves_nothing_with_the_person(tmp_path: Path) -> None:
    # the library that runs the model numbers the device and makes a store of what it would send home
    folders = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA"), str(tmp_path))
    code = "from kpkportfolio.overlap.language_model import LanguageModel; LanguageModel().vectors(['rakennuslupa'])"
    surroundings = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    subprocess.run([sys.executable, "-c", code], check=True, env=surroundings | folders)
    assert list(tmp_path.rglob("*")) == []
