"""Records of a delimited text: marks that divide, marks that went astray, and what a person said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.registers.files import delimited
from kpkportfolio.registers.files.delimited import parse, read


@pytest.mark.parametrize("delimiter", list(";\t,|"))
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = [["Hanke", "Vastuutaho", "Tila"], ["Yksi", "Turku", "Idea"], ["Kaksi", "Oulu", "Idea"]]
    data = "\n".join(delimiter.join(row) for row in rows).encode()
    assert read("r.csv", data)[:3] == (rows, "utf-8", delimiter)


def test_a_person_may_say_the_delimiter() -> None:
    data = b"a:b;c\nd:e;f\n"
    assert read("r.csv", data, delimiter=":").records == [["a", "b;c"], ["d", "e;f"]]
    assert read("r.csv", b"sep=;\na|b;c\n", delimiter="|").records == [["a", "b;c"]]
    assert read("r.csv", b"sep=;\na|b;c\n").records == [["a|b", "c"]]


@pytest.mark.parametrize("wrong", ["", ";;", '"', "\n", "\r", "\0", "\u2028"])
def test_what_is_no_delimiter(wrong: str) -> None:
    with pytest.raises(UnacceptableInput, match="A delimiter is one character"):
        read("r.csv", b"a;b\n", delimiter=wrong)


def test_a_few_zero_bytes_are_read_and_many_are_not() -> None:
    good = b"Hanke;Tila\n" + b"Yksi;Idea\n" * 50
    assert read("r.csv", good.replace(b"Yksi", b"Yk\0si", 1)).records[1] == ["Yk\0si", "Idea"]
    with pytest.raises(UnacceptableInput, match=r"r\.csv is not a register"):
        read("r.csv", good.replace(b"si", b"\0\0\0"))


def test_lone_carriage_returns_inside_cells_and_as_line_ends() -> None:
    assert read("r.csv", b"a;b\rc;d\r").records == [["a", "b"], ["c", "d"]]
    assert read("r.csv", b"a;b\rx\nc;d\n").records == [["a", "b\rx"], ["c", "d"]]


def test_an_open_quotation_mark_before_much_text() -> None:
    text = '1;"avoin;x;y\n' + "2;bbbbbbbbbbbb;c;d\n" * 60_000
    assert len(text) > delimited.LONGEST_FIELD
    rows = parse(text, ";")
    assert len(rows) == 60_001
    assert rows[0] == ["1", "avoin", "x", "y"]
    assert rows[1] == ["2", "b" * 12, "c", "d"]


@given(st.text(st.sampled_from('ab;,\t|"\n\r \u2028'), max_size=80))
def test_every_text_is_records_of_something(text: str) -> None:
    found = read("r.csv", text.encode())
    kept = sum(len(value) for row in found.records for value in row)
    assert kept <= len(text)
    # no letter is lost, whatever the marks around it
    letters = [c for c in text if c in "ab"]
    assert letters == [c for row in found.records for value in row for c in value if c in "ab"]
