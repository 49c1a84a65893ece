"""Money by year as columns: whatever the years are called, and whichever of year and kind stands above the other."""

from pathlib import Path
from typing import Any

import pytest

from kpkportfolio.model.vocabulary import ImpactKind, MoneyKind
from kpkportfolio.registers.reading import read_register
from tests.registers.layout_factory import workbook

START: list[Any] = ["Hanke", "Vastuutaho", "Tila"]
FIRST: list[Any] = ["Arkisto", "Oulun kaupunki", "idea"]
SECOND: list[Any] = ["Kartat", "Turun kaupunki", "toteutus"]


@pytest.mark.parametrize(
    "years",
    [
        ["TP2011", "TA 2012", "TAE 2013", "TS 2014"],
        ["Vuosi 2011", "vuosi 2012", "v. 2013", "2014"],
        ["BS 2011", "BG 2012", "EP 2013", "EP 2014"],
        ["Budget 2011", "Budget 2012", "Forecast 2013", "Forecast 2014"],
        [2011, 2012, 2013, 2014],
    ],
)
def test_years_as_they_are_called(tmp_path: Path, years: list[Any]) -> None:
    rows: list[list[Any]] = [[*START, *years], [*FIRST, 10, 20, 30, 40], [*SECOND, 1, "", 3, 4]]
    read = read_register(workbook(tmp_path / "y.xlsx", {"A": rows}), guess_from=0)
    first, second = read.initiatives
    assert [(one.kind, one.year, one.least) for one in first.figures] == [
        (MoneyKind.ICT_INVESTMENT, year, amount * 100)
        for year, amount in zip(range(2011, 2015), (10, 20, 30, 40), strict=True)
    ]
    assert [one.year for one in second.figures] == [2011, 2013, 2014]


def test_an_end_that_is_open_in_one_year_is_open_in_all_together(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [*START, "2025", "2026", "2027"],
        [*FIRST, "100 000 €", "alle 50 000 €", ""],
        [*SECOND, "vähintään 20 000 €", "30 000 €", "5 000 €"],
    ]
    first, second = read_register(workbook(tmp_path / "y.xlsx", {"A": rows})).initiatives
    assert (first.investment_min, first.investment_max) == (None, 150_000_00)
    assert (second.investment_min, second.investment_max) == (55_000_00, None)
    assert [(one.year, one.least, one.most) for one in second.figures] == [
        (2025, 20_000_00, None),
        (2026, 30_000_00, 30_000_00),
        (2027, 5_000_00, 5_000_00),
    ]


def test_many_years_of_plain_numbers(tmp_path: Path) -> None:
    rows: list[list[Any]] = [[*START, *range(2022, 2033)], [*FIRST, *range(1, 12)], [*SECOND, *range(2, 13)]]
    read = read_register(workbook(tmp_path / "y.xlsx", {"A": rows}), guess_from=0)
    assert [[(one.year, one.most) for one in initiative.figures] for initiative in read.initiatives] == [
        [(year, (year - 2021) * 100) for year in range(2022, 2033)],
        [(year, (year - 2020) * 100) for year in range(2022, 2033)],
    ]


@pytest.mark.parametrize("years_above", [True, False])
def test_kinds_of_money_by_year(tmp_path: Path, years_above: bool) -> None:
    if years_above:
        header = [
            [*START, "Vuosi 2012", "", "Vuosi 2013", ""],
            ["", "", "", "Investointi", "Hyöty", "Investointi", "Hyöty"],
        ]
        figures = [[10, 100, 20, 200], [30, 300, 40, 400]]
    else:
        header = [[*START, "Investointi", "", "Hyöty", ""], ["", "", "", 2012, 2013, 2012, 2013]]
        figures = [[10, 20, 100, 200], [30, 40, 300, 400]]
    rows: list[list[Any]] = [*header, [*FIRST, *figures[0]], [*SECOND, *figures[1]]]
    merges = {"A": [(0, 3, 0, 4), (0, 5, 0, 6), (0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2)]}
    read = read_register(workbook(tmp_path / "k.xlsx", {"A": rows}, merges), guess_from=0)
    assert {(one.kind, one.year): one.least for one in read.initiatives[0].figures} == {
        (MoneyKind.ICT_INVESTMENT, 2012): 1_000,
        (MoneyKind.ICT_INVESTMENT, 2013): 2_000,
        (ImpactKind.PROCESS_BENEFIT, 2012): 10_000,
        (ImpactKind.PROCESS_BENEFIT, 2013): 20_000,
    }


def test_years_beside_a_total_that_they_add_up_to(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [*START, "Kustannusarvio yhteensä (1000 €)", "2024", "2025", "2026"],
        [*FIRST, 600, 100, 200, 300],
        [*SECOND, 700, 350, 350, ""],
        ["Ilman vuosia", "Porin kaupunki", "idea", 50, "", "", ""],
    ]
    read = read_register(workbook(tmp_path / "y.xlsx", {"A": rows}))
    first, second, third = read.initiatives
    assert [(one.kind, one.year, one.least) for one in first.figures] == [
        (MoneyKind.ICT_INVESTMENT, 2024, 100_000_00),
        (MoneyKind.ICT_INVESTMENT, 2025, 200_000_00),
        (MoneyKind.ICT_INVESTMENT, 2026, 300_000_00),
    ]
    assert [one.year for one in second.figures] == [2024, 2025]
    assert [one.investment_max for one in read.initiatives] == [600_000_00, 700_000_00, 50_000_00]
    assert third.figures == ()
    assert read.problems == []


def test_a_row_whose_years_are_not_its_total_is_told_with_both(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [*START, "Kustannusarvio (€)", "2024", "2025"],
        [*FIRST, 300_000, 100_000, 200_000],
        [*SECOND, 900_000, 350_000, 350_000],
        ["Myöhemmin", "Porin kaupunki", "idea", 400_000, 0, 0],
    ]
    read = read_register(workbook(tmp_path / "y.xlsx", {"A": rows}))
    problem, later = read.problems
    assert (later.row, later.value) == (4, "400000")
    assert (read.initiatives[2].investment_max, read.initiatives[2].figures) == (400_000_00, ())
    assert (problem.row, problem.column, problem.value, problem.fatal) == (3, "Kustannusarvio (€)", "900000", False)
    assert "700" in problem.message
    assert "900" in problem.message
    assert [one.least for one in read.initiatives[1].figures] == [350_000_00, 350_000_00]
    assert read.initiatives[1].investment_max == 700_000_00


def test_rounded_years_and_ranges_are_their_total(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [*START, "Kustannusarvio (M€)", "2024", "2025", "2026"],
        [*FIRST, 3.2, 1.1, 1.1, 1.1],
        [*SECOND, "2–3", 1, 1.2, 0.5],
    ]
    read = read_register(workbook(tmp_path / "y.xlsx", {"A": rows}))
    assert read.problems == []
    assert [one.investment_max for one in read.initiatives] == [330_000_000, 270_000_000]


def test_years_of_something_else_beside_a_total_are_left_out_and_told(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [*START, "Kustannusarvio (€)", "2024", "2025"],
        [*FIRST, 300_000, 2, 3],
        [*SECOND, 900_000, 1, 4],
    ]
    read = read_register(workbook(tmp_path / "y.xlsx", {"A": rows}))
    assert [(one.investment_max, one.figures) for one in read.initiatives] == [(300_000_00, ()), (900_000_00, ())]
    assert [(one.row, one.column) for one in read.problems] == [(None, "2024")]


def test_a_total_of_more_years_than_the_columns_is_kept_beside_them(tmp_path: Path) -> None:
    heading = "Kokonaiskustannus 2022–2028 (1000 €)"
    rows = [["Hanke", "Taho", heading, "2024", "2025"], ["Tili", "VM", 1000, 100, 200], ["Varda", "OPH", 300, 100, 200]]
    register = read_register(workbook(tmp_path / "hankkeet.xlsx", {"Hankkeet": rows}))
    assert [one.custom for one in register.initiatives] == [((heading, "1000"),), ()]
    assert [(one.row, one.value) for one in register.problems] == [(2, "1000")]
