"""Single cells of a workbook of our own: what is no number is a Fault, never an error of ours."""

import pytest

from kpkportfolio.registers.records.own_cells import percentage, year
from kpkportfolio.registers.values.fault import Fault


@pytest.mark.parametrize(("cell", "number"), [("35 %", 35), (35.0, 35), (0, 0), ("100", 100)])
def test_a_percentage(cell: object, number: int) -> None:
    assert percentage(cell) == number


@pytest.mark.parametrize("cell", ["9" * 5000, float("inf"), float("nan"), 35.5, 10**400, -1, 101, True, "²", "x", ""])
def test_no_percentage_and_no_year(cell: object) -> None:
    assert isinstance(percentage(cell), Fault)
    assert isinstance(year(cell), Fault)
