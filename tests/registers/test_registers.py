"""The shared registers against their truth, and real registers row by row. The folder lies beside the checkout."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.reading import ReadRegister
from tests.registers import accounts

DATA = Path(__file__).resolve().parents[2] / "../shared/data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data folder is not beside the checkout")


def truths() -> dict[str, list[dict[str, Any]]]:
    by_file: dict[str, list[dict[str, Any]]] = {}
    for truth in json.loads((DATA / "registers/truth.json").read_text("utf-8"))["initiatives"]:
        by_file.setdefault(truth["file"], []).append(truth)
    return by_file


@pytest.mark.parametrize("file", ["julkit.xlsx", "jip.csv", "kuntait.xlsx", "omat.csv", "svenska.xlsx", "english.csv"])
def test_every_field_equals_the_truth(file: str) -> None:
    register = accounts.read_once(DATA / "registers" / file)
    expected = truths()[file]
    assert len(register.initiatives) == register.rows_seen == len(expected)
    assert not register.problems
    by_place = {(read.sheet, read.row): read for read in register.initiatives}
    for truth in expected:
        read = by_place[truth["sheet"], truth["row"]]
        euros = {end: truth[f"investment_{end}_eur"] for end in ("min", "max")}
        assert {
            "ref": read.ref,
            "title": read.title,
            "organisation": read.organisation,
            "person": read.person,
            "status": read.status,
            "start": read.start and read.start.isoformat(),
            "end": read.end and read.end.isoformat(),
            "min": read.investment_min and read.investment_min / 100,
            "max": read.investment_max and read.investment_max / 100,
            "deliverables": list(read.deliverables),
        } == {
            key: truth[key]
            for key in ("ref", "title", "organisation", "person", "status", "start", "end", "deliverables")
        } | euros


def accounted(register: ReadRegister) -> None:
    """Every row is an initiative or has a fatal problem that says where, what and what would do."""
    refused = {(problem.sheet, problem.row) for problem in register.problems if problem.fatal}
    assert register.rows_seen == len(register.initiatives) + len(refused)
    for problem in register.problems:
        assert problem.message
        assert problem.accepted
        assert problem.row or not problem.fatal


@pytest.mark.parametrize(
    ("file", "rows", "taken_in"),
    [
        ("fi_rakennerahasto_2014_2020.csv", 2881, 2881),
        ("fi_rakennerahasto_2007_2013.csv", 19940, 19940),
        ("se_eu_projekt_2014_2020.csv", 374, 374),
    ],
)
def test_real_registers_are_accounted_for(file: str, rows: int, taken_in: int) -> None:
    register = accounts.read_once(DATA / "real" / file)
    accounted(register)
    assert register.rows_seen == rows
    assert len(register.initiatives) == taken_in


def test_finnish_structural_funds() -> None:
    register = accounts.read_once(DATA / "real/fi_rakennerahasto_2014_2020.csv")
    first = register.initiatives[0]
    assert first.ref == "A70301"
    assert first.organisation == "Mikkelin Ammattikorkeakoulu Oy"
    assert first.status is Status.IMPLEMENTATION
    assert (str(first.start), str(first.end)) == ("2015-03-01", "2017-02-28")
    assert first.investment_max == 44_390_900
    assert [(problem.row, problem.column, problem.value) for problem in register.problems] == [
        (147, "Aloituspvm", "7560")
    ]


def test_swedish_zeros_in_the_column_of_euros_are_unknown() -> None:
    register = accounts.read_once(DATA / "real/se_eu_projekt_2014_2020.csv")
    assert all(read.investment_min is None and read.investment_max is None for read in register.initiatives)
    assert [(problem.row, problem.column) for problem in register.problems] == [(None, "beviljat_belopp_eur")]


def test_dollars_are_problems_and_nothing_is_lost() -> None:
    register = accounts.read_once(DATA / "real/ca_gc_it_projects_2016.csv")
    assert len(register.initiatives) == 398
    assert {problem.column for problem in register.problems} == {"totalBudget"}
    assert all(read.investment_min is None for read in register.initiatives)
    assert str(register.initiatives[0].end) == "2016-12-01"


def test_danish_numbers_dates_and_encoding() -> None:
    register = accounts.read_once(DATA / "real/dk_erdf_2014_2020_cp1252.csv")
    assert len(register.initiatives) == 107
    assert register.initiatives[0].title == "Vækst 2.0"
    assert register.initiatives[0].investment_min == 1_541_479_400


def test_records_of_a_wrong_width_are_reported_one_by_one() -> None:
    register = accounts.read_once(DATA / "real/quirks/fi_rakennerahasto_2007_2013_old_8bit_first400.csv")
    accounted(register)
    assert register.rows_seen == 399
    assert len(register.initiatives) == 352
    told = {problem.row for problem in register.problems if not problem.fatal}
    refused = {problem.row for problem in register.problems if problem.fatal}
    assert (len(told), len(refused)) == (317, 47)
    assert told.isdisjoint(refused)
    assert any("Päijät" in (one.organisation or "") for one in register.initiatives)


def every_real_file() -> Iterator[Path]:
    if DATA.is_dir():
        yield from sorted(
            path for path in (DATA / "real").rglob("*") if path.suffix in (".csv", ".xlsx", ".xml", ".gan")
        )


@pytest.mark.parametrize("path", list(every_real_file()), ids=lambda path: path.name)
def test_every_real_file_is_read_and_accounted_for(path: Path) -> None:
    accounted(accounts.read_once(path))


def test_a_table_on_its_side_is_turned() -> None:
    register = accounts.read_once(DATA / "real/quirks/uk_gmpp_2014_as_published.csv")
    assert len(register.initiatives) == register.rows_seen == 199
    first = register.initiatives[0]
    assert (first.row, first.title, first.organisation) == (1, "FE Capital Investment Programme", "BIS")
    assert (str(first.start), str(first.end)) == ("2010-05-31", "2015-09-01")
    # "Budget (£million)"
    assert all(one.investment_min is one.investment_max is None for one in register.initiatives)
    odd = next(problem for problem in register.problems if problem.row == 9)
    assert "J7" in odd.message  # the ninth record stands in column J
