"""Rows that gather others: groups with their sums, outlines, totals without a word, and values said once by ditto."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from kpkportfolio.registers.layouts.grouping import number_in
from kpkportfolio.registers.reading import ReadRegister, read_register
from tests.registers.layout_factory import workbook

HEADER = ["Tunnus", "Hankkeen nimi", "Vastuutaho", "Tila", "Alkaa", "Kustannusarvio (1000 €)", "TP 2011"]


def outlined(path: Path, rows: list[tuple[int, list[Any]]], header: list[str] = HEADER) -> Path:
    """Rows each with its outline level."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet: Any = book.add_worksheet("Hankkeet")
        sheet.write_row(0, 0, header)
        for number, (level, row) in enumerate(rows, 1):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(number, column, value)
            if level:
                sheet.set_row(number, None, None, {"level": level})
    return path


def programmes(read: ReadRegister) -> list[tuple[str, str | None]]:
    return [(one.title, one.programme) for one in read.initiatives]


def why(read: ReadRegister) -> dict[int, str]:
    return {row: reason for _sheet, row, reason in read.skipped}


@pytest.mark.parametrize(
    "names", [("1. Asiointi", "2. Perustekniikka"), ("Asiointi", "Perustekniikka"), ("E-tjänster", "Basteknik")]
)
@pytest.mark.parametrize("code", ["", "text"])
def test_a_group_with_its_sum_names_the_programme(tmp_path: Path, names: tuple[str, str], code: str) -> None:
    rows: list[list[Any]] = [
        HEADER,
        ["", names[0], "", "", "", 240, 24],
        ["A1", "Ajanvaraus verkkoon", "Espoon kaupunki", "toteutus", "2010", 150, 15],
        ["A2", "Luvat verkkoon", "Espoon kaupunki", "valmis", "2009", 90, 9],
        ["", names[1], "", "", "", 1300, 30],
        ["B1", "Runkoverkon nosto", "Vantaan kaupunki", "idea", "2012", 1200, ""],
        ["B2", "Sähköinen arkisto", "Turun kaupunki", "idea", "2012", 100, 30],
        ["", "", "", "", "", 1540, 54],
    ]
    if code:
        rows = [[f"{cell:,}".replace(",", " ") if isinstance(cell, int) else cell for cell in row] for row in rows]
    read = read_register(workbook(tmp_path / "g.xlsx", {"Hankkeet": rows}))
    assert programmes(read) == [
        ("Ajanvaraus verkkoon", names[0]),
        ("Luvat verkkoon", names[0]),
        ("Runkoverkon nosto", names[1]),
        ("Sähköinen arkisto", names[1]),
    ]
    assert why(read) == {2: "the name of a group", 5: "the name of a group", 8: "a total"}
    assert not [one for one in read.problems if one.fatal]


def test_a_row_whose_figure_is_no_sum_is_an_initiative(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        HEADER,
        ["", "Selvitys asioinnista", "", "", "", 100, ""],
        ["A1", "Ajanvaraus verkkoon", "Espoon kaupunki", "toteutus", "2010", 150, 15],
        ["A2", "Luvat verkkoon", "Espoon kaupunki", "valmis", "2009", 90, 9],
    ]
    read = read_register(workbook(tmp_path / "g.xlsx", {"Hankkeet": rows}))
    assert [one.title for one in read.initiatives] == ["Selvitys asioinnista", "Ajanvaraus verkkoon", "Luvat verkkoon"]


def test_names_with_figures_only_are_initiatives_even_if_some_add_up(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Hanke", "Kustannusarvio (1000 €)"], ["Arkisto", 300], ["Kartat", 100], ["Luvat", 200]]
    read = read_register(workbook(tmp_path / "g.xlsx", {"Hankkeet": rows}))
    assert len(read.initiatives) == 3


def test_figures_alone_that_sum_the_rows_above_are_a_total(tmp_path: Path) -> None:
    header = ["Tunnus", "Hankkeen nimi", "Vastuutaho", "Tila", "Alkaa", "Henkilötyöpäivät", "Kustannusarvio (€)"]
    rows: list[list[Any]] = [
        header,
        ["A1", "Ajanvaraus verkkoon", "Espoon kaupunki", "toteutus", "2010", 15, 150000],
        ["A2", "Luvat verkkoon", "Espoon kaupunki", "valmis", "2009", 9, 90000],
        ["", "", "", "", "", 24, 240000],
        ["B1", "Runkoverkon nosto", "Vantaan kaupunki", "idea", "2012", 7, 10000],
        ["", "", "", "", "", 5, 7],
    ]
    read = read_register(workbook(tmp_path / "t.xlsx", {"Hankkeet": rows}))
    assert len(read.initiatives) == 3
    assert why(read) == {4: "a total"}
    # figures that sum nothing are an initiative without a name
    assert [one.row for one in read.problems if one.fatal] == [6]


def test_an_outline_names_programmes_until_it_ends(tmp_path: Path) -> None:
    rows: list[tuple[int, list[Any]]] = [
        (0, ["", "Asiointi", "", "", "", 999, ""]),
        (1, ["A1", "Ajanvaraus verkkoon", "Espoon kaupunki", "toteutus", "2010", 150, ""]),
        (1, ["A2", "Luvat verkkoon", "Espoon kaupunki", "valmis", "2009", 90, ""]),
        (0, ["B1", "Runkoverkon nosto", "Vantaan kaupunki", "idea", "2012", 1200, ""]),
    ]
    read = read_register(outlined(tmp_path / "o.xlsx", rows))
    assert programmes(read) == [
        ("Ajanvaraus verkkoon", "Asiointi"),
        ("Luvat verkkoon", "Asiointi"),
        ("Runkoverkon nosto", None),
    ]
    assert why(read) == {2: "the name of a group"}


def test_an_outlined_row_with_values_of_its_own_is_the_parent(tmp_path: Path) -> None:
    rows: list[tuple[int, list[Any]]] = [
        (0, ["P1", "Asiointipalvelut", "Espoon kaupunki", "toteutus", "2010", 500, ""]),
        (1, ["P2", "Ajanvaraus verkkoon", "Espoon kaupunki", "toteutus", "2010", 150, ""]),
        (2, ["P3", "Ajanvarauksen pilotti", "Espoon kaupunki", "valmis", "2009", 20, ""]),
        (1, ["P4", "Luvat verkkoon", "Espoon kaupunki", "valmis", "2009", 90, ""]),
        (0, ["P5", "Runkoverkon nosto", "Vantaan kaupunki", "idea", "2012", 1200, ""]),
    ]
    read = read_register(outlined(tmp_path / "o.xlsx", rows))
    assert [(one.ref, one.parent) for one in read.initiatives] == [
        ("P1", None), ("P2", "P1"), ("P3", "P2"), ("P4", "P1"), ("P5", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "parents"),
    [
        (["1", "1.1", "1.2", "1.2.1", "2"], [None, "1", "1", "1.2", None]),
        (["1.", "1.1.", "1.2.", "2.", "2.1."], [None, "1.", "1.", None, "2."]),
        ([1, 1.1, 1.2, 2, 2.1], [None, "1", "1", None, "2"]),
        (["1.1", "1.2", "2.1", "2.2", "3.1"], [None] * 5),
        (["A1", "A1.1", "A1.2", "B", "B1"], [None] * 5),
    ],
)
def test_codes_tell_what_is_a_part_of_what(tmp_path: Path, codes: list[Any], parents: list[Any]) -> None:
    titles = ["Asiointipalvelut", "Ajanvaraus verkkoon", "Luvat verkkoon", "Lupien pilotti", "Runkoverkon nosto"]
    rows = [
        HEADER,
        *(
            [code, title, "Espoon kaupunki", "toteutus", "2010", 5, ""]
            for code, title in zip(codes, titles, strict=True)
        ),
    ]
    read = read_register(workbook(tmp_path / "c.xlsx", {"Hankkeet": rows}))
    assert [one.parent for one in read.initiatives] == parents


DITTOS = ['"', "”", "''", "„", "- ” -", '-"-', "—”—", "sama", "dito", "idem", "d:o", "ditto", "samma", "-ii-"]


@pytest.mark.parametrize("mark", DITTOS)
def test_ditto_repeats_texts_dates_and_figures(tmp_path: Path, mark: str) -> None:
    rows: list[list[Any]] = [
        ["Hankkeen nimi", "Vastuutaho", "Tila", "Alkaa", "Päättyy", "Kustannusarvio (1000 €)"],
        ["Ajanvaraus verkkoon", "Espoon kaupunki", "toteutus", date(2010, 3, 1), "syksy 2011", 150],
        ["Luvat verkkoon", mark, mark, mark, mark, mark],
        [],
        ["Kartta-aineistot", mark, "idea", mark, "", mark],
        ["Vikailmoitukset", "Liedon kunta", mark, "2011", mark, 40],
    ]
    read = read_register(workbook(tmp_path / "d.xlsx", {"Hankkeet": rows}))
    assert not read.problems
    first, second, third, fourth = [
        (one.organisation, one.status, one.start, one.end, one.investment_min) for one in read.initiatives
    ]
    assert second == first
    assert third[0] == first[0]
    assert third[2:] == (first[2], None, first[4])
    assert fourth == ("Liedon kunta", third[1], date(2011, 1, 1), first[3], 4_000_000)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1 200", 1200.0),
        ("1.200,5", 1200.5),
        ("12,5 €", 12.5),
        (7, 7.0),
        ("7 kpl", None),
        (True, None),
        ("", None),
        ("1.5", 1.5),
    ],
)
def test_figures_in_cells(cell: Any, number: float | None) -> None:
    assert number_in(cell) == number
