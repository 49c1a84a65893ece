"""What one name, one number or a missing name may wrongly bring together stays apart, and is told."""

from datetime import date
from pathlib import Path

import pytest

from tests.registers.records.test_together import HEADER, OTHERS, PARTY, TITLE, first, read

PROJECT = ["Nro", "Hanke", "Kuvaus", "Tila", "Alkaa", "Päättyy", "Kustannusarvio €"]


def test_numbers_that_begin_anew_on_each_sheet_gather_nothing_across_them(tmp_path: Path) -> None:
    register = read(
        tmp_path,
        Opetus=[
            PROJECT,
            [1, "Jatkokehitys", "Rajapinnat", "toteutus", "1.1.2023", "31.12.2023", 1000],
            [2, "Koski", "Opintotiedot", "idea", "2024", "2025", 5],
        ],
        Terveys=[
            PROJECT,
            [1, "Jatkokehitys", "Potilasnäkymä", "idea", "1.3.2026", "31.12.2026", 9000],
            [2, "Kanta", "Reseptit", "idea", "2024", "2025", 7],
        ],
    )
    assert [(one.title, one.programme, one.investment_max) for one in register.initiatives] == [
        ("Jatkokehitys", "Opetus", 100_000),
        ("Koski", "Opetus", 500),
        ("Jatkokehitys", "Terveys", 900_000),
        ("Kanta", "Terveys", 700),
    ]
    assert [(one.column, one.fatal) for one in register.problems] == [("Nro", False)]


def test_numbers_that_begin_anew_on_each_sheet_still_tell_the_rows_of_a_sheet_together(tmp_path: Path) -> None:
    head = ["Nro", "Hanke", "Vaihe", "Alkaa", "Päättyy"]
    register = read(
        tmp_path,
        Opetus=[
            head,
            [1, "Asiointitili", "Määrittely", "1.1.2023", "30.6.2023"],
            [1, "Asiointitili", "Toteutus", "1.7.2023", "31.3.2024"],
            [2, "Varda", "Toteutus", "1.1.2023", "31.12.2024"],
        ],
        Terveys=[head, [1, "Kanta", "Toteutus", "2024", "2025"], [2, "Reseptit", "Määrittely", "2024", "2025"]],
    )
    assert [one.title for one in register.initiatives] == ["Asiointitili", "Varda", "Kanta", "Reseptit"]
    assert first(register).end == date(2024, 3, 31)


def test_one_renamed_initiative_leaves_the_numbers_of_yearly_sheets_believed(tmp_path: Path) -> None:
    head = ["Nro", "Hanke", "Kuvaus", "Tila"]
    told = [[1001, "Asiointitili", "Viestit"], [1002, "Varda", "Rekisteri"], [1003, "Kanta", "Reseptit"]]
    register = read(
        tmp_path,
        Hankkeet_2023=[head, *([*row, "määrittely"] for row in told)],
        Hankkeet_2024=[
            head,
            [1001, TITLE, "Viestit ja päätökset", "toteutus"],
            [1002, "Varda", "Rekisteri", "toteutus"],
            [1003, "Reseptikeskus", "Reseptit", "toteutus"],
        ],
    )
    assert [(one.ref, one.title) for one in register.initiatives] == [
        ("1001", TITLE),
        ("1002", "Varda"),
        ("1003", "Kanta"),
    ]
    assert [(one.sheet, one.row, one.fatal) for one in register.problems] == [("Hankkeet 2024", 4, True)]


@pytest.mark.parametrize(
    ("programme", "description", "began", "second"),
    [
        ("Terveys", "Viestit", "1.1.2024", "another programme"),
        ("Opetus", "Potilasnäkymä", "1.3.2026", "another description long after"),
    ],
)
def test_one_reference_and_name_of_different_matters_is_refused(
    tmp_path: Path, programme: str, description: str, began: str, second: str
) -> None:
    register = read(
        tmp_path,
        ["Ohjelma", "Nro", "Hanke", "Kuvaus", "Tila", "Alkaa", "Päättyy"],
        ["Opetus", 1, TITLE, "Viestit", "määrittely", "1.1.2023", "31.12.2023"],
        [programme, 1, TITLE, description, "toteutus", began, "31.12.2026"],
        ["Opetus", 2, "Varda", "Rekisteri", "idea", "2024", "2025"],
    )
    assert (first(register).description, first(register).end) == ("Viestit", date(2023, 12, 31)), second
    assert [(one.row, one.fatal) for one in register.problems] == [(3, True)]


def test_references_that_repeat_on_other_names_as_often_gather_nothing(tmp_path: Path) -> None:
    register = read(
        tmp_path,
        ["Nro", "Hanke", "Kuvaus", "Tila", "Alkaa", "Päättyy"],
        [1, TITLE, "Viestit", "määrittely", "1.1.2023", "31.12.2023"],
        [2, "Varda", "Rekisteri", "idea", "2024", "2025"],
        [1, TITLE, "Potilasnäkymä", "toteutus", "1.1.2024", "31.12.2024"],
        [2, "Kanta", "Reseptit", "idea", "2024", "2025"],
    )
    assert (first(register).description, first(register).end) == ("Viestit", date(2023, 12, 31))
    assert [(one.row, one.fatal) for one in register.problems] == [(4, True), (5, True)]


def test_by_name_alone_years_of_different_descriptions_stay_apart(tmp_path: Path) -> None:
    register = read(
        tmp_path,
        ["Hanke", "Vastuutaho", "Kuvaus", "Vuosi", "Määräraha €"],
        ["Jatkokehitys", "VM", "Asiointitilin viestit", 2023, 100],
        ["Jatkokehitys", "VM", "Budjettikirjan julkaisu", 2024, 200],
        ["Varda", "OPH", "Rekisteri", 2024, 5],
        ["Kanta", "Kela", "Reseptit", 2023, 10],
        ["Kanta", "Kela", "", 2024, 20],
    )
    assert [(one.title, one.investment_max) for one in register.initiatives] == [
        ("Jatkokehitys", 10_000),
        ("Jatkokehitys", 20_000),
        ("Varda", 500),
        ("Kanta", 3_000),
    ]
    assert [(one.row, one.value, one.fatal) for one in register.problems] == [(3, "Jatkokehitys", False)]


@pytest.mark.parametrize(
    ("sheets", "row", "together"),
    [
        (("Hankkeet 2023", "Hankkeet 2024"), ["Viestit", "Digi"], True),
        (("Hankkeet 2023", "Hankkeet 2026"), ["Viestit", "Digi"], False),
        (("Hankkeet 2023", "Hankkeet 2024"), ["Budjettikirja", "Digi"], False),
        (("Hankkeet 2023", "Hankkeet 2024"), ["Viestit", "Sote"], False),
        (("Opetus 2023", "Terveys 2024"), ["Viestit", "Digi"], False),
    ],
)
def test_by_name_alone_yearly_sheets_are_of_years_that_follow(
    tmp_path: Path, sheets: tuple[str, str], row: list[str], together: bool
) -> None:
    head = ["Hanke", "Vastuutaho", "Kuvaus", "Ohjelma", "Tila"]
    register = read(
        tmp_path,
        **{
            sheets[0]: [head, [TITLE, PARTY, "Viestit", "Digi", "valmis"], ["Varda", "OPH", "x", "Digi", "idea"]],
            sheets[1]: [head, [TITLE, PARTY, *row, "valmis"], ["Kanta", "Kela", "y", "Digi", "idea"]],
        },
    )
    assert sum(one.title == TITLE for one in register.initiatives) == (1 if together else 2)
    assert [one.value for one in register.problems] == ([] if together else [TITLE])


def test_what_begins_after_the_other_was_completed_is_no_phase_of_it(tmp_path: Path) -> None:
    register = read(
        tmp_path,
        HEADER,
        ["", "Palvelinten uusinta", "VM", "valmis", "1.1.2023", "31.12.2023"],
        ["", "Palvelinten uusinta", "VM", "idea", "1.1.2024", "31.12.2026"],
        OTHERS[0],
    )
    assert len(register.initiatives) == 3
    assert [(one.row, one.fatal) for one in register.problems] == [(3, False)]


@pytest.mark.parametrize(
    ("described", "began", "ended", "goes_on"),
    [
        ("Aivan toinen hanke", "1.1.2026", "31.12.2027", False),
        ("Aivan toinen hanke", "1.1.2020", "31.12.2021", False),
        ("Aivan toinen hanke", "", "", False),
        ("Käyttöönotto", "1.1.2024", "31.3.2024", True),
        ("Hankinta", "1.3.2023", "31.5.2023", True),
        ("", "1.1.2026", "31.12.2027", True),
    ],
)
def test_a_row_without_a_name_goes_on_with_its_own_text_only_where_its_time_does(
    tmp_path: Path, described: str, began: str, ended: str, goes_on: bool
) -> None:
    register = read(
        tmp_path,
        ["Hanke", "Vastuutaho", "Kuvaus", "Tila", "Alkaa", "Päättyy", "Kustannus €"],
        [TITLE, PARTY, "Viestit", "toteutus", "1.1.2023", "31.12.2023", 1000],
        ["", "", described, "idea", began, ended, 2000],
        ["Varda", "OPH", "Rekisteri", "toteutus", "1.7.2023", "31.12.2023", 3000],
    )
    assert [one.title for one in register.initiatives] == [TITLE, "Varda"]
    refused = [(one.row, one.column, one.value, one.message) for one in register.problems if one.fatal]
    assert refused == ([] if goes_on else [(3, "Hanke", None, "The initiative has no name.")])
    assert goes_on or (first(register).description, first(register).end) == ("Viestit", date(2023, 12, 31))


def test_what_goes_on_from_a_row_without_a_name_is_refused_with_it(tmp_path: Path) -> None:
    register = read(
        tmp_path,
        ["Hanke", "Vastuutaho", "Kuvaus", "Tila", "Alkaa", "Päättyy"],
        [TITLE, PARTY, "Viestit", "toteutus", "1.1.2023", "31.12.2023"],
        ["", "", "Aivan toinen hanke", "määrittely", "1.1.2026", "30.6.2026"],
        ["", "", "", "toteutus", "1.7.2026", "31.12.2026"],
        ["Varda", "OPH", "Rekisteri", "toteutus", "1.7.2023", "31.12.2023"],
    )
    assert [one.row for one in register.problems if one.fatal] == [3, 4]
    assert first(register).end == date(2023, 12, 31)


def test_the_reference_above_with_a_text_of_its_own_goes_on(tmp_path: Path) -> None:
    register = read(
        tmp_path,
        ["Nro", "Hanke", "Kuvaus", "Tila", "Alkaa", "Päättyy"],
        [1, TITLE, "Viestit", "määrittely", "1.1.2023", "31.12.2023"],
        [1, "", "Päätökset", "toteutus", "1.1.2026", "31.12.2027"],
        [2, "Varda", "Rekisteri", "toteutus", "1.7.2023", "31.12.2023"],
    )
    assert first(register).description == "Viestit\nPäätökset"
    assert not [one for one in register.problems if one.fatal]
