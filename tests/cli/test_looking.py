"""Showing the portfolio narrowed, by other limits and as of another moment: in lists, files and pictures alike."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.model.health_rules import Thresholds, use_thresholds
from kpkportfolio.model.staleness import MONTHS, use_months
from kpkportfolio.store.decisions import calling
from kpkportfolio.store.portfolio import Portfolio
from tests.cli.conftest import Kpk


@pytest.fixture(autouse=True)
def _defaults() -> Iterator[None]:
    yield
    use_thresholds(Thresholds())
    use_months(MONTHS)


@pytest.fixture
def judged(filled: Kpk) -> Kpk:
    """H-1 has slipped by half a year since a snapshot and is judged green; H-2 has a field of its owner's."""
    portfolio = Portfolio.open(filled.database, "Liisa")
    by_ref = {row.ref: row for row in portfolio.initiatives()}
    first, second = by_ref["H-1"], by_ref["H-2"]
    baseline = {"initiative_id": first.id, "name": "Päätös", "start": first.start, "end": first.end}
    own = {"initiative_id": second.id, "name": "Diaari", "value": "OUKA/12"}
    was, now = {"status": first.status, "health": None}, {"status": "completed", "health": "green"}
    changes = [
        Change("baseline", new_id(), None, baseline),
        Change("custom_value", new_id(), None, own),
        Change("initiative", first.id, was, now),
    ]
    portfolio.commit(Operation(OperationKind.EDIT, "x", changes))
    portfolio.close()
    assert filled("snapshot", "take", "Ennen").status == 0
    portfolio = Portfolio.open(filled.database, "Liisa")
    later = first.end.replace(year=first.end.year + 1) if first.end else None
    portfolio.commit(
        Operation(OperationKind.EDIT, "y", [Change("initiative", first.id, {"end": first.end}, {"end": later})])
    )
    portfolio.close()
    return filled


def refs(kpk: Kpk, *options: str) -> list[str]:
    said = kpk("list", "--json", *options)
    assert said.status == 0, said.err
    return sorted(row["ref"] for row in said.json)


def test_the_list_is_narrowed_by_what_is_recorded_and_what_the_facts_give(judged: Kpk) -> None:
    assert refs(judged, "--only", "computed=red") == ["H-1"]
    assert refs(judged, "--only", "computed=red,unknown") == ["H-1", "H-2"]
    assert refs(judged, "--only", "flag=too_green", "--only", "health=green") == ["H-1"]
    assert refs(judged, "--only", "flag=too_green", "--only", "health=unknown") == []
    assert refs(judged, "--only", "status=completed", "--where", "kuntalais") == ["H-3"]
    assert refs(judged, "--only", "register=OMA") == ["H-1", "H-2", "H-3"]
    (row,) = (one for one in judged("list", "--json").json if one["ref"] == "H-1")
    assert (row["health"], row["computed"], row["flags"], row["slip_days"]) == ("green", "red", ["too_green"], 366)
    assert next(one for one in judged("list", "--json").json if one["ref"] == "H-2")["own"] == {"Diaari": "OUKA/12"}


def test_other_limits_give_other_conditions(judged: Kpk) -> None:
    assert refs(judged, "--only", "computed=yellow", "--red-months", "13") == ["H-1"]
    assert refs(judged, "--only", "computed=green", "--yellow-months", "13", "--red-months", "24") == ["H-1", "H-3"]
    said = judged("list", "--yellow-months", "4")
    assert (said.status, "before something is to be watched" in said.err) == (2, True)


def test_as_of_a_snapshot_everything_is_as_it_was(judged: Kpk, tmp_path: Path) -> None:
    assert refs(judged, "--as-of", "Ennen", "--only", "computed=red") == []
    assert refs(judged, "--as-of", "Ennen", "--only", "computed=green") == ["H-1", "H-3"]
    shown = judged("show", "H-1", "--as-of", "#1")
    assert "31/12/2011" in shown.out
    assert "Ends as in the baseline “Päätös”" in shown.out
    assert "31/12/2012" in judged("show", "H-1").out
    assert "Too good a judgement" in judged("show", "H-1").out
    out = tmp_path / "ulos.csv"
    narrowed = ("--only", "status=completed", "--where", "välitys", "--columns", "end")
    for moment, end in (("Ennen", "2011-12-31"), ("today", "2012-12-31")):
        said = judged("export", out, "--as-of", moment, *narrowed)
        assert said.status == 0, said.err
        with out.open(encoding="utf-8-sig", newline="") as stream:
            (row,) = csv.DictReader(stream, delimiter=";")
        assert row["End"] == end


def test_as_of_a_meeting_or_a_day_as_people_write_it(judged: Kpk) -> None:
    portfolio = Portfolio.open(judged.database, by="Liisa")
    portfolio.commit(calling(portfolio, "3/2011", date(2011, 8, 24), "Ohjausryhmä"))
    portfolio.commit(calling(portfolio, "4/2011", date(2011, 11, 15), "Ohjausryhmä"))
    portfolio.close()
    assert judged("snapshot", "take", "Elokuu", "--meeting", "3/2011").status == 0
    everything = refs(judged)
    # a meeting is what was frozen of it, or its day: before the first operation there was nothing
    assert refs(judged, "--as-of", "3/2011") == everything
    for named in ("Ohjausryhmä 4/2011", "last meeting", "31.12.2011", "loppuvuosi 2011", "15.11.2011 klo 14.30"):
        assert refs(judged, "--as-of", named) == [], named
    for named in ("31.12.2039", "2039", "1.1.2039 8:00", "2039-01-01T08:00", "Today"):
        assert refs(judged, "--as-of", named) == everything, named
    for named in ("40000", "31.12.2011 25:00", "jatkuva", "x", "5/2011"):
        assert judged("list", "--as-of", named).status == 2, named
    assert judged("snapshot", "compare", "3/2011", "today").out.endswith("\n\nNothing has changed.\n")


def test_no_snapshots_are_told_in_words(filled: Kpk) -> None:
    assert filled("snapshot", "list").out == "There are no snapshots yet: “snapshot take NAME” takes one.\n"
    assert filled("snapshot", "list", "--json").json == []


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--only", "colour=red"), "Facets: status, health, computed, flag"),
        (("--only", "status"), "such as status=idea"),
        (("--only", "status=gone"), "There are: idea, proposed"),
        (("--only", "programme=Toinen"), "There is no programme “Toinen”. There are: unknown."),
        (("--as-of", "Kesä"), "“Kesä” is no snapshot (#1 Ennen)"),
        (("--as-of", "31.2.2026"), "a day such as 31.12.2025 or 2025-12-31"),
    ],
)
def test_what_cannot_be_asked_for_is_named_with_what_can(judged: Kpk, options: tuple[str, ...], told: str) -> None:
    said = judged("list", *options)
    assert said.status == 2
    assert told in said.err


def test_the_columns_of_the_files_are_listed_in_the_order_named(judged: Kpk) -> None:
    said = judged("list", "--columns", "ref,own,slip_first,investment_max", "--where", "rakennus")
    head, _rule, row, _count = said.out.splitlines()
    assert head.startswith("Reference  Diaari   Slip from the first baseline, days  ICT investment at most, €")
    assert row.split()[:2] == ["H-2", "OUKA/12"]
    assert "There are: title, kind" in judged("list", "--columns", "nothing").err


def test_files_and_pictures_say_what_they_were_narrowed_by(judged: Kpk, tmp_path: Path) -> None:
    picture = tmp_path / "kuva.svg"
    assert judged("chart", "parties", picture, "--only", "computed=red").status == 0
    assert picture.stat().st_size > 1000
    assert judged("chart", "parties", picture, "--only", "computed=pink").status == 2
    said = judged("export", tmp_path / "x.json", "--where", "tili")
    assert (said.status, "always holds everything" in said.err) == (2, True)
    assert not (tmp_path / "x.json").exists()
    assert judged("export", tmp_path / "x.json", "--as-of", "Ennen").status == 0
    assert (tmp_path / "x.json").exists()
    book = tmp_path / "x.xlsx"
    assert judged("export", book, "--only", "computed=red").status == 0
    from openpyxl import load_workbook

    sheets = load_workbook(book, read_only=True)
    words = [str(cell) for row in sheets.worksheets[0].iter_rows(values_only=True) for cell in row if cell]
    assert any("From the facts: Needs a decision" in word for word in words)
