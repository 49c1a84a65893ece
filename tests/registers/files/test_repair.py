"""Texts mended where there is evidence, and left alone where there is none."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.registers.files.encoding import decode
from kpkportfolio.registers.files.repair import clean, fold, mended
from kpkportfolio.registers.values.unknown import is_unknown

FINNISH = "Väestötietojen päivitys: yhteinen käyttöympäristö, n. 400 000 € – Åbo, Ähtäri ja Öja"


@pytest.mark.parametrize(
    ("broken", "meant"),
    [
        ("mªªrittely", "määrittely"),
        ("kevªt 2011", "kevät 2011"),
        ("kªytºn mukaan eikª enªª", "käytön mukaan eikä enää"),
        ("ªlykªs ºljy", "älykäs öljy"),
        ("sªhkºisen", "sähköisen"),
        ("400 000–600 000 ú", "400 000–600 000 €"),
        ("n. 0,5 Mú", "n. 0,5 M€"),
        ("pÃ¤Ã¤ttyy tÃ¶issÃ¤", "päättyy töissä"),
        ("350 000 â‚¬", "350 000 €"),
        ("mŠŠrittely", "määrittely"),
        ("m„„rittely", "määrittely"),
        ("a\u00a0b \u2009 c\u00ad\u200b ", "a b c"),
        ("Tuotos\r\n  toinen \r kolmas", "Tuotos\ntoinen\nkolmas"),
        ("a\u0308iti", "äiti"),
        ("p√§√§ttyy t√∂iss√§", "päättyy töissä"),
        ("p├ñ├ñttyy t├Âiss├ñ", "päättyy töissä"),
        ("p├ñ├ñttyy t├╢iss├ñ", "päättyy töissä"),
        ("pÃ€Ã€ttyy", "päättyy"),
        ("350 000 ‚Ç¨ ‚Äì 400 000 ‚Ç¨", "350 000 € – 400 000 €"),
        ("kÃƒÂ¤yttÃƒÂ¶", "käyttö"),
        ("kaÌˆyttoÌˆ", "käyttö"),
        ("Ã\x85land ja Öja, pÃ¤Ã¤ttyy", "Åland ja Öja, päättyy"),
        ("määrittely pÃ¤Ã¤ttyy", "määrittely päättyy"),
        ("oﬃce ﬁle ﬂow", "office file flow"),
        ("Ｈａｎｋｅ　１２", "Hanke 12"),
        ("pehmeä\u00adtavu", "pehmeätavu"),
        ("\u202ehanke\u2066", "hanke"),
    ],
)
def test_mended(broken: str, meant: str) -> None:
    assert clean(broken) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Mª José",
        "2ª planta",
        "1º de mayo",
        "nº 5",
        "20 ºC",
        "número único",
        "tú",
        "Škoda",
        "NIŠ",
        "„lainaus”",
        "Ångström",
        "São Paulo",
        "ETÄ–LÄHI",
        "oma ETÄ” tai »ETÄ» jatkuu",
        "Āda Ķegums",
        "Čáhput, Ŋuorti",
        "château, Âge d’or",
        "x√2 ≈ 1,4",
        "├── Hanke",
        "‚Ausland‘ und „Äußerung“",
        "¬ tosi",
        "½ vuotta, 3 × 5 m²",
    ],
)
def test_genuine_characters_stay(text: str) -> None:
    assert clean(text) == text


@given(st.text(max_size=60))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert unicodedata.is_normalized("NFC", once) or "Ã" in text
    assert once == once.strip()
    assert "\u00a0" not in once
    assert "  " not in once


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])
def test_encodings_are_recognised(encoding: str) -> None:
    assert decode((FINNISH * 3).encode(encoding)).removeprefix("\ufeff") == FINNISH * 3


@given(st.lists(st.text(st.sampled_from("aä ª\n\u00a0\u0308Šú5"), max_size=6)))
def test_many_texts_at_once_are_cleaned_as_one_by_one(texts: list[str]) -> None:
    assert mended(texts) == {text: clean(text) for text in texts if clean(text) != text}


def test_one_broken_text_among_thousands_is_found() -> None:
    texts = [f"Hanke {n}" for n in range(1000)]
    assert mended(texts) == {}
    assert mended([*texts[:555], "mªªrittely", " a", "b\n", *texts[555:]]) == {
        "mªªrittely": "määrittely",
        " a": "a",
        "b\n": "b",
    }


def test_dos_text_is_recognised() -> None:
    text = "Määrittely ja käyttöönotto, Åland, öljyntorjunta"
    assert decode(text.encode("cp850")) == text


def test_a_byte_that_windows_leaves_undefined_is_no_obstacle() -> None:
    assert decode("päättyy ".encode("cp1252") + b"\x9d" + " £5".encode("cp1252")) == "päättyy \x9d £5"


def test_single_broken_lines_do_not_spoil_the_others() -> None:
    good = ("Käyttöönotto\n" * 30).encode()
    assert decode(good + "päättyy".encode("cp1252")) == "Käyttöönotto\n" * 30 + "päättyy"


def test_folding() -> None:
    assert fold("Päättymis-PVM.") == "paattymis pvm"
    assert fold("estimatedCompletionDate") == "estimated completion date"
    assert fold("beviljat_belopp_eur") == "beviljat belopp eur"


@pytest.mark.parametrize("text", ["", "–", "Ei tiedossa", "(okänd)", "N/A", "tbd", "???", "#N/A"])
def test_unknown(text: str) -> None:
    assert is_unknown(text)


@pytest.mark.parametrize("text", ["0", "auki pidetään", "€", "Avoin data", "1.2.2011"])
def test_known(text: str) -> None:
    assert not is_unknown(text)


@given(st.text(st.sampled_from("aktÄÖÅäöåéüæø €–’”… 15.,()"), min_size=1, max_size=30))
def test_utf8_read_as_windows_is_read_back(text: str) -> None:
    meant = clean(text)
    try:
        broken = meant.encode().decode("cp1252")
    except UnicodeDecodeError:
        return
    assert clean(broken) == meant
