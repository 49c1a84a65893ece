"""Encodings are told by evidence, and the evidence is told to people."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.registers.files.encoding import NAMES, decode, known, read_text
from kpkportfolio.registers.reading import read_register

FINNISH = "Väestötietojen päivitys; yhteinen käyttöympäristö; Åbo, Ähtäri ja Öja; kesä\n" * 3


@pytest.mark.parametrize(
    ("encoding", "found", "evidence"),
    [
        ("utf-8", "utf-8", "well-formed"),
        ("utf-8-sig", "utf-8", "byte order mark"),
        ("utf-16", "utf-16-le", "byte order mark"),
        ("utf-32", "utf-32-le", "byte order mark"),
        ("utf-16-le", "utf-16-le", "zero bytes"),
        ("utf-16-be", "utf-16-be", "zero bytes"),
        ("utf-32-be", "utf-32-be", "zero bytes"),
        ("cp1252", "cp1252", "ä × "),
        ("mac_roman", "mac-roman", "ä × "),
        ("cp850", "cp850", "ä × "),
    ],
)
def test_what_is_found_and_why(encoding: str, found: str, evidence: str) -> None:
    text = read_text(FINNISH.encode(encoding))
    assert (text.text, text.encoding) == (FINNISH, found)
    assert evidence in text.evidence
    assert text.certain is found.startswith("utf")


def test_the_euro_of_latin_9_is_known_from_the_currency_sign_of_latin_1() -> None:
    data = "Päättyy; 350 000 €; määräaika\n".encode("iso8859-15")
    assert read_text(data).text == "Päättyy; 350 000 €; määräaika\n"


def test_letters_far_down_count_too() -> None:
    """The first non-ASCII letter may stand anywhere in the file."""
    data = ("Project;Owner;2011\n" * 50_000 + "Määrittely;Åbo;Öja\n").encode("mac_roman")
    assert read_text(data).encoding == "mac-roman"


def test_plain_ascii_needs_no_evidence() -> None:
    assert read_text(b"Hanke;Tila\n") == ("Hanke;Tila\n", "utf-8", "", True)


def test_some_lines_pasted_from_elsewhere() -> None:
    text = read_text(("Käyttöönotto\n" * 60).encode() + "päättyy".encode("cp1252"))
    assert text.text.endswith("\npäättyy")
    assert "1 line in Windows-1252" in text.evidence


def test_a_person_may_say_it() -> None:
    data = "Määrittely".encode("cp850")
    assert read_text(data, "cp850").text == "Määrittely"
    assert read_text(data, "IBM850").encoding == "cp850"
    wrong = read_text(data, "utf-8")
    assert "\ufffd" in wrong.text
    assert "do not fit" in wrong.evidence
    assert read_text(b"\xef\xbb\xbfa", "utf-8").text == "a"


@pytest.mark.parametrize("name", ["", "no such", "zip", "rot13", "unicode_escape", "idna", "a\0b", "utf-7"])
def test_what_is_no_encoding_of_a_register(name: str) -> None:
    with pytest.raises(UnacceptableInput, match="accepted: utf-8, "):
        known(name)


def test_every_encoding_on_offer_reads_its_own() -> None:
    for name in NAMES:
        assert read_text("Hanke".encode(name), name) == ("Hanke", name, "as a person chose it", True)


def test_a_few_zero_bytes_are_dirt() -> None:
    data = b"Hanke;Tila\0\nYksi;Idea\n" * 20
    assert read_text(data).encoding == "utf-8"


@given(st.binary(max_size=300))
def test_any_bytes_are_some_text(data: bytes) -> None:
    assert decode(data) == read_text(data).text
    for name in NAMES:
        read_text(data, name).text.encode("utf-8")


def test_what_is_not_certain_is_told(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes("Hanke;Tila;Vastuutaho\nMäärittely;Idea;Öja\n".encode("cp1252"))
    read = read_register(path)
    assert read.encoding == "cp1252"
    assert read.remarks[0].startswith("The text was read as Windows-1252: its letters make words: ä × 2")
    path.write_bytes("Hanke;Tila;Vastuutaho\nMäärittely;Idea;Öja\n".encode())
    assert read_register(path).remarks == ()
