"""A start and an end whose months stand in columns of their own."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.profile import Profile, TableProfile, Use
from kpkportfolio.registers.reading import read_register
from tests.registers.layout_factory import workbook

START: list[Any] = ["Hanke", "Vastuutaho", "Tila"]
FIRST: list[Any] = ["Arkisto", "Oulun kaupunki", "idea"]
SECOND: list[Any] = ["Kartat", "Turun kaupunki", "toteutus"]
THIRD: list[Any] = ["Portaali", "Porin kaupunki", "valmis"]


def _read(tmp_path: Path, names: list[Any], *rows: list[Any], **how: Any) -> Any:
    whole = [[*START, *names], *([*start, *row] for start, row in zip((FIRST, SECOND, THIRD), rows, strict=False))]
    return read_register(workbook(tmp_path / "m.xlsx", {"A": whole}), **how)


@pytest.mark.parametrize(
    "names",
    [
        ["Alkukk", "Alkuvuosi", "Loppukk", "Loppuvuosi"],
        ["Alkamiskuukausi", "Alkamisvuosi", "Päättymiskuukausi", "Päättymisvuosi"],
        ["Start month", "Start year", "End month", "End year"],
        ["Startmånad", "Startår", "Slutmånad", "Slutår"],
        ["Alku (kk)", "Alku (v)", "Loppu (kk)", "Loppu (v)"],
        ["kk", "Alkuvuosi", "kk", "Loppuvuosi"],
    ],
)
def test_months_and_years(tmp_path: Path, names: list[Any]) -> None:
    read = _read(tmp_path, names, [6, 2024, 12, 2025], ["maaliskuu", "2023", "", 2024], [11, 2022, 2, 2024])
    assert [(one.start, one.end) for one in read.initiatives] == [
        (date(2024, 6, 1), date(2025, 12, 31)),
        (date(2023, 3, 1), date(2024, 12, 31)),
        (date(2022, 11, 1), date(2024, 2, 29)),
    ]
    assert read.problems == []
    seen = {one.heading: one for one in read.tables[0].columns}
    first = [one for one in seen.values() if one.what is Field.START]
    assert len(first) == 2
    assert any("Alkuvuosi" in one.interpretation or names[1] in one.interpretation for one in first)


def test_the_year_may_stand_first(tmp_path: Path) -> None:
    read = _read(tmp_path, ["Alkuvuosi", "kk", "Loppuvuosi", "kk"], [2024, 6, 2025, 3], [2023, 1, 2024, 2])
    assert [one.start for one in read.initiatives] == [date(2024, 6, 1), date(2023, 1, 1)]
    assert [one.end for one in read.initiatives] == [date(2025, 3, 31), date(2024, 2, 29)]


def test_a_month_that_may_belong_to_either_is_told(tmp_path: Path) -> None:
    read = _read(tmp_path, ["Alkuvuosi", "kk", "Loppuvuosi"], [2024, 6, 2025], [2023, 1, 2024])
    assert [one.start for one in read.initiatives] == [date(2024, 1, 1), date(2023, 1, 1)]
    assert [(one.row, one.column) for one in read.problems] == [(None, "kk")]


def test_what_is_no_month_is_told_and_the_year_taken(tmp_path: Path) -> None:
    names = ["Alkukk", "Alkuvuosi"]
    rows: list[list[Any]] = [[*START, *names]]
    rows += [[f"Hanke {word}", "Oulun kaupunki", "idea", number, 2024] for number, word in enumerate("abcdef", 1)]
    rows += [["Hanke g", "Oulun kaupunki", "idea", 13, 2024], ["Hanke h", "Oulun kaupunki", "idea", 5, ""]]
    read = read_register(workbook(tmp_path / "m.xlsx", {"A": rows}))
    assert [one.start for one in read.initiatives[-2:]] == [date(2024, 1, 1), None]
    assert [(one.row, one.column, one.value) for one in read.problems] == [(8, "Alkukk", "13"), (9, "Alkukk", "5")]


def test_a_length_in_months_is_no_month(tmp_path: Path) -> None:
    read = _read(tmp_path, ["Kesto kk", "Alkuvuosi"], [6, 2024], [3, 2023])
    assert [one.start for one in read.initiatives] == [date(2024, 1, 1), date(2023, 1, 1)]
    assert all(one.column != "Kesto kk" or "month" not in one.message for one in read.problems)


def test_a_person_may_say_both_columns_or_leave_the_months_out(tmp_path: Path) -> None:
    names = ["Alkukk", "Alkuvuosi"]
    both = (Use("Alkukk", Field.START), Use("Alkuvuosi", Field.START))
    profile = Profile((TableProfile("A", uses=both),))
    read = _read(tmp_path, names, [6, 2024], [3, 2023], profile=profile)
    assert [one.start for one in read.initiatives] == [date(2024, 6, 1), date(2023, 3, 1)]
    profile = Profile((TableProfile("A", uses=(Use("Alkukk"),)),))
    read = _read(tmp_path, names, [6, 2024], [3, 2023], profile=profile)
    assert [one.start for one in read.initiatives] == [date(2024, 1, 1), date(2023, 1, 1)]
