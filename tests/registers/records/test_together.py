"""Initiatives that stand on several rows or on yearly sheets are gathered; what may be two stays two and is told."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpkportfolio.model.vocabulary import MoneyKind, Status
from kpkportfolio.registers.reading import ReadRegister, read_register
from kpkportfolio.registers.record import Figure, ReadInitiative, ReadMilestone
from tests.registers.layout_factory import workbook

ICT = MoneyKind.ICT_INVESTMENT
HEADER = ["Tunnus", "Hanke", "Vastuutaho", "Tila", "Alkaa", "Päättyy"]
TITLE, PARTY = "Asiointitili", "VM"
OTHERS = [
    ["H-2", "Varda", "OPH", "toteutus", "1.1.2023", "31.12.2024"],
    ["H-3", "Kanta", "Kela", "idea", "2024", "2025"],
]


def read(path: Path, *rows: list[Any], **sheets: list[list[Any]]) -> ReadRegister:
    """A workbook read. Whatever becomes of its rows, each is told of once."""
    told = {name.replace("_", " "): content for name, content in sheets.items()} or {"Taul1": list(rows)}
    register = read_register(workbook(path / "hankkeet.xlsx", told))
    refused = {(one.sheet, one.row) for one in register.problems if one.fatal}
    held = sum(len(content) - 1 for content in told.values())
    assert register.rows_seen == len(register.initiatives) + len(refused)
    assert register.rows_seen + len(register.skipped) == held
    return register


def first(register: ReadRegister) -> ReadInitiative:
    return next(one for one in register.initiatives if one.title == TITLE)


def years(record: ReadInitiative) -> dict[int | None, int | None]:
    return {one.year: one.most for one in record.figures if one.kind is ICT}


def test_a_row_of_the_same_reference_brings_its_years_and_deliverables(tmp_path: Path) -> None:
    register = read(
        tmp_path,
        [*HEADER, "2023 (1000 €)", "2024 (1000 €)", "Tuotokset"],
        ["H-1", TITLE, PARTY, "toteutus", "1.1.2023", "31.12.2025", 100, "", "Tili"],
        ["H-1", TITLE, PARTY, "toteutus", "1.1.2023", "31.12.2025", "", 200, "Ohje"],
        [*OTHERS[0], 50, 60, "Rekisteri"],
        [*OTHERS[1], "", 20, "Palvelu"],
    )
    record = first(register)
    assert [one.ref for one in register.initiatives] == ["H-1", "H-2", "H-3"]
    assert years(record) == {2023: 10_000_000, 2024: 20_000_000}
    assert (record.investment_max, record.deliverables) == (30_000_000, ("Tili", "Ohje"))
    assert record.rows == (("Taul1", 2), ("Taul1", 3))
    assert [(row, "2" in why) for _sheet, row, why in register.skipped] == [(3, True)]
    assert not register.problems


@pytest.mark.parametrize("repeated", [True, False])
def test_a_row_for_each_financial_year(tmp_path: Path, repeated: bool) -> None:
    register = read(
        tmp_path,
        ["Tunnus", "Hanke", "Vastuutaho", "Tila", "Vuosi", "Määräraha €"],
        ["H-1", TITLE, PARTY, "toteutus", 2023, 1000],
        ["H-1", TITLE, PARTY, "valmis", 2024, 2000] if repeated else ["", "", "", "valmis", 2024, 2000],
        ["H-2", "Varda", "OPH", "idea", 2024, 3000],
    )
    record = first(register)
    assert len(register.initiatives) == 2
    assert years(record) == {2023: 100_000, 2024: 200_000}
    assert (record.status, record.start, record.end) == (Status.COMPLETED, date(2023, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize("ref", ["H-1", ""])
def test_a_row_for_each_phase(tmp_path: Path, ref: str) -> None:
    register = read(
        tmp_path,
        ["Tunnus", "Hanke", "Vastuutaho", "Vaihe", "Alkaa", "Päättyy", "Kustannus €"],
        [ref, TITLE, PARTY, "Määrittely", "1.1.2023", "30.6.2023", 1000],
        [ref, TITLE, PARTY, "Toteutus", "1.7.2023", "31.3.2024", 2000],
        ["H-2", "Varda", "OPH", "Toteutus", "1.7.2023", "31.12.2023", 3000],
    )
    record = first(register)
    assert (record.start, record.end, record.investment_max) == (date(2023, 1, 1), date(2024, 3, 31), 300_000)
    assert record.milestones == (
        ReadMilestone("Määrittely", date(2023, 6, 30)),
        ReadMilestone("Toteutus", date(2024, 3, 31)),
    )
    # which of them is under way nobody says
    assert record.status is None
    assert [(one.row, one.column, one.value, one.fatal) for one in register.problems] == [
        (2, "Vaihe", "Määrittely / Toteutus", False)
    ]


@pytest.mark.parametrize("refs", [("H-1", "H-1"), ("", ""), (1, 2)])
def test_yearly_sheets_tell_of_one_initiative(tmp_path: Path, refs: tuple[Any, Any]) -> None:
    head = [*HEADER, "Budjetti €"]
    register = read(
        tmp_path,
        Hankkeet_2023=[
            head,
            [refs[0], TITLE, PARTY, "määrittely", "1.1.2023", "31.12.2024", 1000],
            [2, "Varda", "OPH", "toteutus", "1.1.2022", "31.12.2023", 50],
        ],
        Hankkeet_2024=[
            head,
            [1, "Kanta", "Kela", "idea", "2024", "2025", 70],
            [refs[1], TITLE, PARTY, "toteutus", "1.1.2023", "31.12.2025", 2000],
        ],
    )
    record = first(register)
    assert sorted(one.title for one in register.initiatives) == [TITLE, "Kanta", "Varda"]
    assert (record.status, record.end) == (Status.IMPLEMENTATION, date(2025, 12, 31))
    assert years(record) == {2023: 100_000, 2024: 200_000}
    assert {sheet for sheet, _row in record.rows} == {"Hankkeet 2023", "Hankkeet 2024"}


def test_a_yearly_sheet_is_no_programme(tmp_path: Path) -> None:
    sheets = {
        "Salkku 2023": [[*HEADER], ["H-1", TITLE, PARTY, "idea", "2024", "2025"], OTHERS[0]],
        "Salkku 2024": [[*HEADER], ["H-1", TITLE, PARTY, "toteutus", "2024", "2026"], OTHERS[1]],
    }
    register = read(tmp_path, **sheets)
    assert {one.title: one.programme for one in register.initiatives} == {TITLE: None, "Varda": None, "Kanta": None}


def test_what_differs_on_the_rows_of_a_phase_names_its_column(tmp_path: Path) -> None:
    register = read(
        tmp_path,
        ["Nro", "Hanke", "Vaihe", "Alkaa", "Päättyy", "Vastuutaho"],
        [1, TITLE, "", "1.1.2024", "31.12.2025", PARTY],
        ["", "", "Määrittely", "1.1.2024", "30.6.2024", ""],
        ["", "", "Toteutus", "1.7.2024", "31.12.2025", ""],
        [2, "Varda", "Toteutus", "1.1.2024", "31.12.2024", "OPH"],
    )
    assert [one.title for one in first(register).milestones] == ["Määrittely", "Toteutus"]
    assert [one.column for one in register.problems] == ["Vaihe"]


def test_a_row_for_each_milestone(tmp_path: Path) -> None:
    register = read(
        tmp_path,
        ["Hanke", "Vastuutaho", "Välitavoite", "Pvm"],
        [TITLE, PARTY, "Käynnistys", "1.1.2024"],
        ["", "", "Hankinta", "1.6.2024"],
        ["", "", "Käyttöönotto", "1.12.2024"],
        ["Varda", "OPH", "Käynnistys", "1.2.2024"],
    )
    assert [one.title for one in first(register).milestones] == ["Käynnistys", "Hankinta", "Käyttöönotto"]
    assert not register.problems


def test_of_totals_on_yearly_sheets_the_newest_stands(tmp_path: Path) -> None:
    head = [*HEADER, "Kokonaiskustannukset €"]
    row = ["H-1", TITLE, PARTY, "toteutus", "1.1.2023", "31.12.2025"]
    register = read(
        tmp_path,
        **{"2023": [head, [*row, 3000], [*OTHERS[0], 1]], "2024": [head, [*row, 3500], [*OTHERS[1], 2]]},
    )
    assert (first(register).investment_max, first(register).figures) == (350_000, ())


@pytest.mark.parametrize(
    ("heading", "amounts", "expected"),
    [
        ("Kustannus €", (1000, 2000), None),
        ("Kustannus €", (1000, 1000), 100_000),
        ("Kokonaiskustannus €", (1, 2), None),
    ],
)
def test_amounts_that_may_be_parts_or_the_whole_are_told(
    tmp_path: Path, heading: str, amounts: tuple[int, int], expected: int | None
) -> None:
    register = read(
        tmp_path,
        ["Tunnus", "Hanke", "Vastuutaho", "Tuotos", heading],
        ["H-1", TITLE, PARTY, "Tili", amounts[0]],
        ["H-1", TITLE, PARTY, "Ohje", amounts[1]],
        ["H-2", "Varda", "OPH", "Rekisteri", 5000],
    )
    assert first(register).investment_max == expected
    told = [(one.row, one.column, one.value) for one in register.problems]
    assert told == ([] if expected else [(2, heading, f"{amounts[0]} / {amounts[1]}")])


def test_one_name_and_party_alone_stay_apart_and_are_told(tmp_path: Path) -> None:
    register = read(
        tmp_path,
        HEADER,
        ["", "Verkkosivut", "Espoo", "valmis", "1.1.2020", "31.12.2021"],
        ["", "Verkkosivut", "Espoo", "idea", "1.1.2026", "31.12.2027"],
        OTHERS[0],
    )
    assert [one.title for one in register.initiatives] == ["Verkkosivut", "Verkkosivut", "Varda"]
    assert [(one.row, one.value, one.fatal) for one in register.problems] == [(3, "Verkkosivut", False)]


def test_one_reference_of_two_names_or_parties_is_refused(tmp_path: Path) -> None:
    register = read(tmp_path, HEADER, ["H-2", "Kirjasto", "Vantaa", "idea", "2024", "2025"], OTHERS[0], OTHERS[1])
    assert [one.title for one in register.initiatives] == ["Kirjasto", "Kanta"]
    assert [one.row for one in register.problems if one.fatal] == [3]


def test_a_row_of_sums_without_a_word_goes_on_with_nothing(tmp_path: Path) -> None:
    register = read(
        tmp_path,
        ["Hanke", "Vastuutaho", "2024 €", "2025 €"],
        [TITLE, PARTY, 100, 200],
        ["Varda", "OPH", 50, 60],
        ["", "", 150, 260],
    )
    assert [years(one) for one in register.initiatives] == [{2024: 10_000, 2025: 20_000}, {2024: 5_000, 2025: 6_000}]
    assert len(register.skipped) == 1


def test_two_amounts_of_one_year_are_not_added_up(tmp_path: Path) -> None:
    register = read(
        tmp_path,
        ["Tunnus", "Hanke", "Vastuutaho", "2024 €", "2025 €"],
        ["H-1", TITLE, PARTY, 100, 200],
        ["H-1", TITLE, PARTY, 150, ""],
        ["H-2", "Varda", "OPH", 50, 60],
    )
    assert first(register).figures == (Figure(ICT, 2025, 20_000, 20_000),)
    assert [(one.row, one.column) for one in register.problems] == [(2, "2024 €")]


@pytest.mark.parametrize("second", [None, 2000])
def test_of_phases_with_an_unknown_amount_the_sum_is_the_least(tmp_path: Path, second: int | None) -> None:
    register = read(
        tmp_path,
        ["Tunnus", "Hanke", "Vastuutaho", "Vaihe", "Alkaa", "Päättyy", "Kustannus €"],
        ["H-1", TITLE, PARTY, "Määrittely", "1.1.2023", "30.6.2023", 1000],
        ["H-1", TITLE, PARTY, "Toteutus", "1.7.2023", "31.3.2024", second],
        ["H-1", TITLE, PARTY, "Käyttöönotto", "1.4.2024", "31.5.2024", None],
        ["H-2", "Varda", "OPH", "Toteutus", "1.7.2023", "31.12.2023", 3000],
    )
    record = first(register)
    assert (record.investment_min, record.investment_max) == (100_000 + 100 * (second or 0), None)
    assert [(one.row, one.value) for one in register.problems if one.column == "Kustannus €"] == [
        (2, f"1000 / {second or '–'} / –")
    ]


def test_of_years_with_an_unknown_amount_the_sum_is_the_least_and_the_known_ones_are_kept(tmp_path: Path) -> None:
    head = ["Tunnus", "Hanke", "Vastuutaho", "Budjetti €"]
    register = read(
        tmp_path,
        Hankkeet_2023=[head, ["H-1", TITLE, PARTY, 1000], ["H-2", "Varda", "OPH", 5]],
        Hankkeet_2024=[head, ["H-1", TITLE, PARTY, None], ["H-2", "Varda", "OPH", 6]],
    )
    record = first(register)
    assert (record.investment_min, record.investment_max, years(record)) == (100_000, None, {})
    assert record.custom == (("Budjetti € 2023", "1000"),)
    assert [(one.row, one.column, one.value) for one in register.problems] == [(2, "Budjetti €", "1000 / –")]


def test_the_cost_on_the_first_row_is_that_of_the_phases_within_it(tmp_path: Path) -> None:
    register = read(
        tmp_path,
        ["Nro", "Hanke", "Vaihe", "Alkaa", "Päättyy", "Kustannus €"],
        [1, TITLE, "", "1.1.2024", "31.12.2025", 1000],
        ["", "", "Määrittely", "1.1.2024", "30.6.2024", ""],
        ["", "", "Toteutus", "1.7.2024", "31.12.2025", ""],
        [2, "Varda", "Toteutus", "1.1.2024", "31.12.2024", 3000],
    )
    assert (first(register).investment_min, first(register).investment_max) == (100_000, 100_000)
