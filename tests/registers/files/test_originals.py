"""What repair changed can be had back as it stands in the file."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.registers.files.cells import read_sheets
from kpkportfolio.registers.files.originals import cleaned
from kpkportfolio.registers.files.repair import clean
from tests.registers.layout_factory import workbook


def test_what_was_repaired_is_kept_as_it_stands() -> None:
    rows = [
        ["Nimi", "mªªrittely"],
        ["1\u00a0000\u00a0€", " reunoilla "],
        ["oﬃce", "kaksi  väliä"],
        ["pehmeä\u00adtavu", "a\r\nb"],
    ]
    fresh, originals = cleaned([list(row) for row in rows])
    assert fresh == [
        ["Nimi", "määrittely"],
        ["1 000 €", "reunoilla"],
        ["office", "kaksi väliä"],
        ["pehmeätavu", "a\nb"],
    ]
    assert originals == {
        (0, 1): "mªªrittely",
        (1, 0): "1\u00a0000\u00a0€",
        (2, 0): "oﬃce",
        (2, 1): "kaksi  väliä",
        (3, 0): "pehmeä\u00adtavu",
    }


@given(st.lists(st.lists(st.text(st.sampled_from("aä ª\u00adÃ¤ﬁ\u00a0\n"), max_size=6), max_size=4), max_size=4))
def test_every_cell_is_clean_and_every_change_can_be_had_back(rows: list[list[str]]) -> None:
    fresh, originals = cleaned([list(row) for row in rows])
    assert fresh == [[clean(value) for value in row] for row in rows]
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            back = originals.get((number, column), fresh[number][column])
            assert back in (value, value.strip(" \n"))


def test_numbers_and_days_are_plain() -> None:
    row = [
        1.0,
        2.5,
        True,
        None,
        datetime(2011, 3, 1, 12, tzinfo=UTC),
        date(2011, 3, 1),
        timedelta(hours=1),
        float("nan"),
        1e300,
    ]
    ((whole, part, yes, nothing, moment, day, hours, strange, huge),), originals = cleaned([list(row)])
    assert (whole, part, yes, nothing, moment, day) == (1, 2.5, True, "", date(2011, 3, 1), date(2011, 3, 1))
    assert (hours, strange, huge) == ("1:00:00", "nan", 1e300)
    assert originals == {}


def test_sheets_keep_them(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes("Hanke;Tila\nkªytºn;Idea\nb\rc;Idea\n".encode())
    (sheet,) = read_sheets(path)
    assert sheet.rows[1:] == [["käytön", "Idea"], ["b\nc", "Idea"]]
    assert sheet.originals[1, 0] == "kªytºn"
    assert set(sheet.originals) == {(1, 0)}
    (sheet,) = read_sheets(workbook(tmp_path / "r.xlsx", {"T": [["Hanke", "Tila"], ["pÃ¤Ã¤ttyy", "Idea"]]}))
    assert (sheet.rows[1][0], sheet.originals) == ("päättyy", {(1, 0): "pÃ¤Ã¤ttyy"})
