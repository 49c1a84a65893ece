"""Financial years of the United States: only in lists that show whose they are."""

from datetime import date
from pathlib import Path

import pytest

from kpkportfolio.registers.reading import read_register
from kpkportfolio.registers.values.federal import as_federal

HEAD = "Investment Title,Agency Name,Start Date,Completion Date\n"


@pytest.mark.parametrize(
    ("cell", "months"),
    [
        ("FY2024", "10/2023–9/2024"),
        ("FY24", "10/2023–9/2024"),
        ("FY 2022–FY 2024", "10/2021–9/2024"),
        ("Q1 FY2024", "10/2023–12/2023"),
        ("FY2024 Q4", "7/2024–9/2024"),
        ("2024", "2024"),
        ("FY2023/24", "FY2023/24"),
        (2024, 2024),
    ],
)
def test_a_financial_year_is_its_months(cell: str | int, months: str | int) -> None:
    assert as_federal(cell) == months


@pytest.mark.parametrize(
    ("agency", "start", "end"),
    [
        ("Department of the Treasury", date(2022, 10, 1), date(2026, 9, 30)),
        ("City of Espoo", date(2023, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_list_of_a_federal_agency_is_read_so_and_it_is_said(
    tmp_path: Path, agency: str, start: date, end: date
) -> None:
    path = tmp_path / "it.csv"
    path.write_text(f"{HEAD}Tax Modernization,{agency},FY2023,FY2026\nPayments,{agency},FY2022,FY2025\n")
    register = read_register(path)
    record = register.initiatives[0]
    assert (record.start, record.end) == (start, end)
    said = [column.interpretation for column in register.tables[0].columns if "Date" in column.heading]
    assert all(("October to September" in text) == (start.month == 10) for text in said)
