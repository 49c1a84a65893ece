"""In what currency the amounts of a column are when only some of its cells say."""

from pathlib import Path

import pytest

from kpkportfolio.registers.reading import ReadRegister, read_register

EURO_CENTS = 100


def read(folder: Path, heading: str, amounts: list[str]) -> ReadRegister:
    names = ["Case system", "Service portal", "Data hub", "Mail renewal"]
    lines = [f"{name};Anna Virtanen;2024;{amount}" for name, amount in zip(names, amounts, strict=True)]
    path = folder / "register.csv"
    path.write_text("\n".join([f"Project;Owner;Start;{heading}", *lines]) + "\n", "utf-8")
    return read_register(path)


@pytest.mark.parametrize("stated", ["£1,200", "1200 SEK", "USD 5000", "CHF 900"])
def test_amounts_beside_ones_in_another_currency_are_no_euros_and_told(tmp_path: Path, stated: str) -> None:
    found = read(tmp_path, "Cost", [stated, "1.2m", "12k", "3 000 €"])
    assert [one.investment_min for one in found.initiatives] == [None, None, None, 3_000 * EURO_CENTS]
    assert [problem.value for problem in found.problems if "not in euros" in problem.message] == [stated, "1.2m", "12k"]


def test_a_heading_in_euros_says_what_its_bare_amounts_are(tmp_path: Path) -> None:
    found = read(tmp_path, "Cost (€)", ["£1,200", "12k", "20 000", "3 000 €"])
    assert [one.investment_min for one in found.initiatives] == [
        None if euros is None else euros * EURO_CENTS for euros in (None, 12_000, 20_000, 3_000)
    ]
