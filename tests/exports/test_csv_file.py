"""CSV opens in a Finnish Excel as it should, and runs nothing there."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.errors import EnvironmentFailed
from kpkportfolio.exports.csv_file import defused, write_csv
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.sample import sample_operation
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import set_language


def read(path: Path) -> list[dict[str, str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def test_the_sample_as_csv(tmp_path: Path) -> None:
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    portfolio.commit(sample_operation())
    set_language("fi")
    contents = portfolio.contents()
    rows = read(write_csv(contents, tmp_path / "salkku.csv"))
    assert len(rows) == len(contents.initiatives)
    assert sum(float(row["ICT-investointi enintään, €"].replace(",", ".") or 0) for row in rows) == 44_600_000
    known = next(row for row in contents.initiatives if row.start)
    line = next(row for row in rows if row["Avain"] == known.id)
    assert date.fromisoformat(line["Alku"]) == known.start
    assert line["Hanke"] == known.title
    portfolio.close()


def test_lateness_is_counted_from_the_portfolios_own_day(tmp_path: Path) -> None:
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    portfolio.commit(sample_operation())
    contents = portfolio.contents()
    earlier, later = (
        read(write_csv(contents, tmp_path / f"{day}.csv", today=day)) for day in (date(2012, 1, 1), date(2012, 1, 11))
    )
    differing = [
        (int(after[name]) - int(before[name]))
        for before, after in zip(earlier, later, strict=True)
        for name in before
        if before[name] != after[name] and before[name]
    ]
    assert differing
    assert set(differing) <= set(range(1, 11))
    portfolio.close()


def test_unknown_is_empty_and_cents_are_kept(tmp_path: Path) -> None:
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    id_ = new_id()
    changes = [
        Change("initiative", id_, None, {"kind": "initiative", "title": "=HYPERLINK(1)"}),
        Change("money", new_id(), None, {"initiative_id": id_, "kind": "ict_investment", "min": 12345}),
    ]
    portfolio.commit(Operation(OperationKind.ADD, "", changes))
    (row,) = read(write_csv(portfolio.contents(), tmp_path / "salkku.csv"))
    assert row["Initiative"] == "'=HYPERLINK(1)"
    assert row["ICT investment at least, €"] == "123,45"
    assert row["ICT investment at most, €"] == ""
    assert row["Impact at most, €"] == ""
    portfolio.close()


@given(st.text())
def test_no_text_starts_as_a_formula(text: str) -> None:
    safe = defused(text)
    assert safe.lstrip(" \u00a0")[:1] not in set("=+-@\t\r")
    assert safe in (text, "'" + text)


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    with pytest.raises(EnvironmentFailed, match=r"salkku\.csv"):
        write_csv(portfolio.contents(), tmp_path / "ei-ole" / "salkku.csv")
    portfolio.close()


def test_fields_of_ones_own_have_a_column_each_and_many_have_one(tmp_path: Path) -> None:
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    ids = [new_id(), new_id()]
    changes = [
        Change("initiative", id_, None, {"kind": "initiative", "title": f"Hanke {at}"}) for at, id_ in enumerate(ids)
    ]

    def own(at: int, name: str, value: str) -> Change:
        return Change("custom_value", new_id(), None, {"initiative_id": ids[at], "name": name, "value": value})

    changes += [own(0, "=Toimittaja", "-Tieto"), own(0, "Status", "oma"), own(1, "Status", "toinen")]
    portfolio.commit(Operation(OperationKind.ADD, "", changes))
    set_language("fi")
    rows = {row["Hanke"]: row for row in read(write_csv(portfolio.contents(), tmp_path / "salkku.csv"))}
    assert (rows["Hanke 0"]["'=Toimittaja"], rows["Hanke 0"]["Status"]) == ("'-Tieto", "oma")
    assert (rows["Hanke 1"]["'=Toimittaja"], rows["Hanke 1"]["Status"]) == ("", "toinen")
    many = [own(1, f"Kenttä {n}", f"arvo {n}") for n in range(30)]
    portfolio.commit(Operation(OperationKind.ADD, "", many))
    [row] = [row for row in read(write_csv(portfolio.contents(), tmp_path / "b.csv")) if row["Hanke"] == "Hanke 1"]
    assert "Kenttä 7: arvo 7" in row["Omat kentät"]
    assert "Status: toinen" in row["Omat kentät"]
    portfolio.close()
