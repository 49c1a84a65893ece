"""Two years in a cell: a financial year, or two calendar years; the list tells."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpkportfolio.registers.reading import ReadRegister, read_register
from kpkportfolio.registers.values.financial import are_financial, as_financial, tells_financial
from tests.registers.layout_factory import workbook

STARTS = ["2022/23", "2023/24", "2024/25", "2024/25"]


def _read(tmp_path: Path, header: list[Any], starts: list[Any], *more: Any) -> ReadRegister:
    rows = [
        header,
        *([f"Service {n}", "Home Office", start, *more] for n, start in zip("abcdef", starts, strict=False)),
    ]
    return read_register(workbook(tmp_path / "f.xlsx", {"A": rows}))


@pytest.mark.parametrize(
    ("header", "more"),
    [
        (["Project name", "Organisation", "Start", "Cost (£m)"], [10]),
        (["Project name", "Organisation", "Start (financial year)"], []),
        (["Project name", "Organisation", "Start", "Remarks"], ["replan in FY25"]),
    ],
)
def test_a_list_of_financial_years(tmp_path: Path, header: list[Any], more: list[Any]) -> None:
    read = _read(tmp_path, header, ["2024/25", "1.9.2023"], *more)
    assert [one.start for one in read.initiatives] == [date(2024, 4, 1), date(2023, 9, 1)]
    assert [one.interpretation for one in read.tables[0].columns][2] == "financial years, April to March"


def test_a_column_of_nothing_else(tmp_path: Path) -> None:
    read = _read(tmp_path, ["Hanke", "Vastuutaho", "Alkaa"], STARTS)
    assert [one.start for one in read.initiatives] == [date(year, 4, 1) for year in (2022, 2023, 2024, 2024)]


@pytest.mark.parametrize("starts", [["2024/25", "5/2023", "2022/23", "2023/24"], ["2024/25", "2023/24"]])
def test_what_does_not_tell_is_two_years_as_before(tmp_path: Path, starts: list[Any]) -> None:
    read = _read(tmp_path, ["Hanke", "Vastuutaho", "Alkaa"], starts)
    assert read.initiatives[0].start == date(2024, 1, 1)
    assert [one.interpretation for one in read.tables[0].columns][2] == ""


def test_both_ends_of_a_financial_year(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Project name", "Organisation", "Start", "End", "Budget £"]]
    rows += [
        ["Service a", "Home Office", "2022-23", "2024-25", 10],
        ["Service b", "Home Office", "2023/2024", 2026, 20],
    ]
    first, second = read_register(workbook(tmp_path / "f.xlsx", {"A": rows})).initiatives
    assert (first.start, first.end) == (date(2022, 4, 1), date(2025, 3, 31))
    assert (second.start, second.end) == (date(2023, 4, 1), date(2026, 12, 31))


def test_a_schedule_of_two_years_needs_to_be_told() -> None:
    assert not are_financial(STARTS, told=False, schedule=True)
    assert are_financial(STARTS, told=True, schedule=True)
    assert not are_financial(["2022/25", "2023/24", "2024/25"], told=False, schedule=False)
    assert as_financial("2022/25") == "2022/25"
    assert as_financial("2024–25") == "FY 2024/2025"
    assert not tells_financial(["Yhteensä", "effycient 2"])
