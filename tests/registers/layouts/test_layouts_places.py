"""Where tables stand: far down, side by side, one under the other, with notes around them, in odd widths."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpkportfolio.registers.reading import read_register
from tests.registers.layout_factory import workbook

FI: list[list[Any]] = [
    ["Tunnus", "Hankkeen nimi", "Vastuutaho", "Tila", "Alkaa"],
    ["A1", "Ajanvaraus verkkoon", "Espoon kaupunki", "toteutus", date(2010, 3, 1)],
    ["A2", "Luvat verkkoon", "Vantaan kaupunki", "valmis", "2009"],
    ["A3", "Sähköinen arkisto", "Turun kaupunki", "idea", "syksy 2012"],
]
SV: list[list[Any]] = [
    ["Nr", "Projekt", "Ansvarig part", "Skede", "Start"],
    ["B1", "Gemensamt arkiv", "Vasa stad", "planerad", "2011"],
    ["B2", "Fibernät i skärgården", "Pargas stad", "idé", "hösten 2012"],
]


def beside(left: list[list[Any]], right: list[list[Any]], gap: int = 1, lower: int = 0) -> list[list[Any]]:
    """Two tables side by side, the right one some rows lower."""
    right = [[]] * lower + right
    width = max(map(len, left)) + gap
    height = max(len(left), len(right))
    left = left + [[]] * (height - len(left))
    right = right + [[]] * (height - len(right))
    return [[*a, *[""] * (width - len(a)), *b] for a, b in zip(left, right, strict=True)]


@pytest.mark.parametrize("gap", [1, 3])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_two_tables_side_by_side(tmp_path: Path, gap: int, kind: str) -> None:
    rows = beside(FI, SV, gap)
    path = tmp_path / f"two.{kind}"
    if kind == "xlsx":
        workbook(path, {"Hankkeet": rows})
    else:
        path.write_text(
            "\n".join(";".join(map(str, row)) + ";" * (10 + gap - len(row)) for row in rows), encoding="utf-8"
        )
    read = read_register(path)
    assert sorted(str(one.ref) for one in read.initiatives) == ["A1", "A2", "A3", "B1", "B2"]
    assert len({(one.sheet, one.row) for one in read.initiatives}) == 5
    assert {one.organisation for one in read.initiatives if one.ref in ("B1", "B2")} == {"Vasa stad", "Pargas stad"}
    assert read.rows_seen == 5
    assert [table.records for table in read.tables] == [3, 2]
    assert not read.problems


def test_notes_beside_the_table_are_no_part_of_it(tmp_path: Path) -> None:
    rows = beside(
        [*FI, [], []], [[], ["K = käynnissä"], ["Summat tuhansina euroina"], [], [], ["Laatinut tietohallinto"]]
    )
    for row in rows:
        row[4:5] = [row[4] if len(row) > 4 else ""]
    read = read_register(workbook(tmp_path / "n.xlsx", {"Hankkeet": rows}))
    assert [one.ref for one in read.initiatives] == ["A1", "A2", "A3"]
    assert all("käynnissä" not in text for one in read.initiatives for text in one.raw.values())
    assert {one.programme for one in read.initiatives} == {None}


def test_an_empty_column_inside_a_table_divides_nothing(tmp_path: Path) -> None:
    rows = [[*row[:2], "", *row[2:]] for row in FI]
    read = read_register(workbook(tmp_path / "e.xlsx", {"Hankkeet": rows}))
    assert (read.initiatives[0].ref, read.initiatives[0].organisation) == ("A1", "Espoon kaupunki")
    assert len(read.tables) == 1


@pytest.mark.parametrize("row", [7, 65, 200, 600])
@pytest.mark.parametrize("filled", [True, False])
def test_a_header_far_down(tmp_path: Path, row: int, filled: bool) -> None:
    above: list[list[Any]] = [
        [f"Kappale {n}: ohjeita täyttäjälle, luettava ensin."] if filled else [] for n in range(row)
    ]
    read = read_register(workbook(tmp_path / "f.xlsx", {"Hankkeet": [*above, *FI]}))
    assert [(one.row, one.ref) for one in read.initiatives] == [(row + 2, "A1"), (row + 3, "A2"), (row + 4, "A3")]


def test_another_table_under_the_first_and_the_header_on_every_page(tmp_path: Path) -> None:
    rows = [["Sivu 1"], *FI, ["Sivu 2"], FI[0], ["A4", "Kartta-aineistot", "Liedon kunta", "idea", 2013], [], *SV]
    read = read_register(workbook(tmp_path / "p.xlsx", {"Hankkeet": rows}))
    assert [one.ref for one in read.initiatives] == ["A1", "A2", "A3", "A4", "B1", "B2"]
    assert read.rows_seen == 6


def test_an_index_column_and_one_without_a_heading(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["", *FI[0], "", "Huom"]]
    rows += [[number, *row, "x" if number == 2 else "", "katso liite"] for number, row in enumerate(FI[1:], 1)]
    read = read_register(workbook(tmp_path / "i.xlsx", {"Hankkeet": rows}))
    assert [one.ref for one in read.initiatives] == ["A1", "A2", "A3"]
    assert read.initiatives[1].raw["G"] == "x"


def test_a_header_in_three_rows_merged_over_columns(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["HANKE", "", "VASTUU", "", "AIKATAULU", "", "KUSTANNUKSET", ""],
        ["Tunnus", "Nimi", "Taho", "Henkilö", "Alku", "Loppu", "Min", "Max"],
        ["", "", "", "", "pvm", "pvm", "1000 €", "1000 €"],
        ["A1", "Ajanvaraus verkkoon", "Espoon kaupunki", "Aino Virta", date(2010, 3, 1), date(2011, 1, 1), 100, 150],
        ["A2", "Luvat verkkoon", "Vantaan kaupunki", "Kalle Meri", date(2010, 5, 1), "2012", 80, 90],
    ]
    merges = {"A": [(0, 0, 0, 1), (0, 2, 0, 3), (0, 4, 0, 5), (0, 6, 0, 7)]}
    read = read_register(workbook(tmp_path / "h.xlsx", {"A": rows}, merges))
    assert [(one.ref, one.title, one.organisation, one.person, one.start, one.end) for one in read.initiatives] == [
        ("A1", "Ajanvaraus verkkoon", "Espoon kaupunki", "Aino Virta", date(2010, 3, 1), date(2011, 1, 1)),
        ("A2", "Luvat verkkoon", "Vantaan kaupunki", "Kalle Meri", date(2010, 5, 1), date(2012, 12, 31)),
    ]
    assert [(one.investment_min, one.investment_max) for one in read.initiatives] == [
        (10_000_000, 15_000_000),
        (8_000_000, 9_000_000),
    ]
