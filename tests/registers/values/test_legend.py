"""Statuses as codes, and the legend that says what they mean."""

from pathlib import Path
from typing import Any

import pytest

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.profile import Profile
from kpkportfolio.registers.reading import read_register
from kpkportfolio.registers.values.legend import legend
from tests.registers.layout_factory import workbook

HEADER: list[Any] = ["Hanke", "Vastuutaho", "Tila"]
ROWS: list[list[Any]] = [
    ["Arkisto", "Oulun kaupunki", 1],
    ["Kartat", "Turun kaupunki", 2],
    ["Portaali", "Porin kaupunki", 1],
]
READ = [Status.IMPLEMENTATION, Status.COMPLETED, Status.IMPLEMENTATION]
LEGEND = "1 = käynnissä, 2 = valmis, 3 = idea"


@pytest.mark.parametrize(
    "rows",
    [
        [[LEGEND], [], HEADER, *ROWS],
        [HEADER, *ROWS, [], [f"Selite: {LEGEND}"]],
        [HEADER, *ROWS, [], ["1 = käynnissä"], ["2 = valmis"]],
        [["Hanke", "Vastuutaho", "Tila (1=käynnissä; 2=valmis)"], *ROWS],
        [[*HEADER, "", "1 = käynnissä"], [*ROWS[0], "", "2 = valmis"], *ROWS[1:]],
        [["1 = korkea, 2 = matala"], [LEGEND], [], HEADER, *ROWS],
    ],
)
def test_a_legend_anywhere_on_the_sheet(tmp_path: Path, rows: list[list[Any]]) -> None:
    read = read_register(workbook(tmp_path / "l.xlsx", {"A": rows}))
    assert [one.status for one in read.initiatives] == READ
    assert read.problems == []
    assert "1 = implementation" in read.tables[0].columns[2].interpretation.lower()


def test_a_code_that_is_not_explained_is_told(tmp_path: Path) -> None:
    more = [[f"Hanke {word}", "Oulun kaupunki", 1] for word in "abcd"]
    rows = [[LEGEND], [], HEADER, *ROWS, *more, ["Outo", "Espoon kaupunki", 7]]
    read = read_register(workbook(tmp_path / "l.xlsx", {"A": rows}))
    assert [one.status for one in read.initiatives] == [*READ, *[Status.IMPLEMENTATION] * 4, None]
    assert [(one.value, one.column) for one in read.problems] == [("7", "Tila")]


def test_what_a_person_says_of_a_code_goes_first(tmp_path: Path) -> None:
    path = workbook(tmp_path / "l.xlsx", {"A": [[LEGEND], [], HEADER, *ROWS]})
    read = read_register(path, profile=Profile(statuses={"1": Status.ROLLOUT}))
    assert [one.status for one in read.initiatives] == [Status.ROLLOUT, Status.COMPLETED, Status.ROLLOUT]


def test_letters_and_what_is_not_known() -> None:
    assert legend(["K = käynnissä, V = valmis, E = ei tiedossa"]) == {
        "k": Status.IMPLEMENTATION,
        "v": Status.COMPLETED,
        "e": None,
    }
    assert legend(["1 = pågår 2 = avslutad"]) == {"1": Status.IMPLEMENTATION, "2": Status.COMPLETED}


@pytest.mark.parametrize(
    "texts",
    [
        ["1 = korkea, 2 = keskitaso"],
        ["1 = käynnissä"],
        ["1 = käynnissä, 2 = valmis", "1 = idea, 2 = valmis"],
        ["1 = käynnissä, 1 = valmis"],
        ["1 = korkea, 2 = valmis, 3 = punainen, 4 = vihreä"],
        ["M€ = miljoonaa euroa, 2 = valmis"],
    ],
)
def test_no_legend_of_statuses(texts: list[str]) -> None:
    assert legend(texts) == {}


def test_words_are_left_alone(tmp_path: Path) -> None:
    rows = [
        [LEGEND],
        [],
        HEADER,
        *([*row[:2], word] for row, word in zip(ROWS, ("idea", "valmis", "idea"), strict=True)),
    ]
    read = read_register(workbook(tmp_path / "l.xlsx", {"A": rows}))
    assert [one.status for one in read.initiatives] == [Status.IDEA, Status.COMPLETED, Status.IDEA]
    assert read.tables[0].columns[2].interpretation == ""


@pytest.mark.parametrize("beside", [True, False])
def test_a_legend_may_stand_in_two_cells_or_on_another_sheet(tmp_path: Path, beside: bool) -> None:
    rows = [
        ["Hanke", "Taho", "Tila"],
        ["Tili", "VM", 1],
        ["Varda", "OPH", 2],
        ["Kanta", "Kela", 3],
        ["Koski", "OPH", 2],
    ]
    explained = [[1, "Suunnitteilla"], [2, "Käynnissä"], [3, "Valmis"]]
    sheets = {"Hankkeet": [*rows, [], *explained]} if beside else {"Hankkeet": rows, "Selitteet": explained}
    register = read_register(workbook(tmp_path / "hankkeet.xlsx", sheets))
    expected = [Status.PROPOSED, Status.IMPLEMENTATION, Status.COMPLETED, Status.IMPLEMENTATION]
    assert [one.status for one in register.initiatives] == expected
    assert not register.problems
    assert sum("code" in why for _sheet, _row, why in register.skipped) == (3 if beside else 0)


def test_two_cells_that_explain_no_status_are_rows_like_any_other(tmp_path: Path) -> None:
    rows = [["Hanke", "Taho", "Tila"], ["Tili", "VM", "idea"], ["Varda", "OPH", "valmis"], ["Olo", "Espoo"]]
    register = read_register(workbook(tmp_path / "hankkeet.xlsx", {"Hankkeet": rows}))
    assert [one.title for one in register.initiatives] == ["Tili", "Varda", "Olo"]
