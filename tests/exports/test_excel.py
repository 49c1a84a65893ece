"""The Excel snapshot: real dates and numbers, text that stays text, frozen and filtered lists, three languages."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from kpkportfolio.errors import Cancelled, EnvironmentFailed
from kpkportfolio.exports.excel import Cover, write_excel
from kpkportfolio.exports.workbook import fitted
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.model.vocabulary import OverlapKind
from kpkportfolio.overlap.finding import Finding, Reason
from kpkportfolio.sample import sample_operation
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import set_language

COVER = Cover("Näyte", date(2011, 11, 15), "ab" * 32, by="Liisa")


@pytest.fixture
def sample(tmp_path: Path) -> Any:
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    portfolio.commit(sample_operation())
    yield portfolio.contents()
    portfolio.close()


def cells(sheet: Any) -> list[dict[str, Any]]:
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.mark.parametrize(
    ("language", "sheets"),
    [
        (
            "fi",
            [
                "Kansilehti",
                "Kehityshankkeet",
                "Projektit",
                "Tuotokset",
                "Rahoitus vuosittain",
                "Vaikuttavuus vuosittain",
                "Vuosittain",
                "Päällekkäisyydet",
                "Palvelut",
            ],
        ),
        ("sv", None),
        ("en", None),
    ],
)
def test_the_sample_in_three_languages(sample: Any, tmp_path: Path, language: str, sheets: list[str] | None) -> None:
    set_language(language)
    a, b = sample.initiatives[0].id, sample.initiatives[1].id
    finding = Finding(a, b, OverlapKind.OVERLAP, 0.834, (Reason("title_words", 1.0, "asianhallinta"),))
    book = openpyxl.load_workbook(write_excel(sample, [finding], tmp_path / "salkku.xlsx", COVER))
    assert len(book.sheetnames) == 9
    if sheets:
        assert book.sheetnames == sheets
    cover = {row[0]: row[1] for row in book.worksheets[0].iter_rows(values_only=True) if row[0]}
    assert "ab" * 32 in cover.values()
    assert any("44" in str(value) and "600" in str(value) for value in cover.values())
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B4"
        assert sheet.auto_filter.ref
        assert sheet.print_title_rows == "$3:$3"
    assert book.worksheets[1].max_row == 32 + 3
    assert book.properties.creator == "Liisa"
    overlaps = list(book.worksheets[7].iter_rows(min_row=4, values_only=True))
    assert overlaps[0][5] == 83
    assert overlaps[0][6] == "asianhallinta"


def test_cells_are_dates_and_numbers(sample: Any, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_excel(sample, [], tmp_path / "salkku.xlsx", COVER))
    rows = {row["Key"]: row for row in cells(book["Initiatives"])}
    total = 0
    for row in sample.initiatives:
        if row.kind != "initiative":
            continue
        shown = rows[row.id]
        assert shown["Start"] == (datetime.combine(row.start, time.min) if row.start else None)
        assert shown["ICT investment at most, €"] == (None if row.investment_max is None else row.investment_max / 100)
        total += shown["ICT investment at most, €"] or 0
    assert total == 44_600_000
    sums = cells(book["By year"])
    assert sum(row["ICT investment, at most, €"] or 0 for row in sums) == 44_600_000
    assert book["Initiatives"].column_dimensions["A"].width > 40


def test_text_never_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    texts = ["=1+1", "+358", "@SUM(A1)", "https://example.fi", "{=A1}", "123", "\x07kello", "a" * 40_000]
    changes = [
        Change("initiative", new_id(), None, {"kind": "initiative", "title": text, "start": date(1899, 1, 1)})
        for text in texts
    ]
    portfolio.commit(Operation(OperationKind.ADD, "", changes))
    path = write_excel(portfolio.contents(), [], tmp_path / "salkku.xlsx", COVER)
    book = openpyxl.load_workbook(path)
    shown = [row[0] for row in book["Initiatives"].iter_rows(min_row=4)]
    assert all(cell.data_type in ("s", "inlineStr") for cell in shown)
    assert {cell.value for cell in shown} >= {"=1+1", "+358", "@SUM(A1)", "https://example.fi", "{=A1}", "123"}
    assert all(cell.hyperlink is None for cell in shown)
    assert max(len(cell.value) for cell in shown) == 32_767
    starts = {row[10].value for row in book["Initiatives"].iter_rows(min_row=4)}
    assert starts == {"1899-01-01"}
    with ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower() or "external" in name.lower()]
        assert b"<f>" not in archive.read("xl/worksheets/sheet2.xml")
    portfolio.close()


def test_only_what_is_shown_goes_out(sample: Any, tmp_path: Path) -> None:
    shown = sample.initiatives[:3]
    other = sample.initiatives[5]
    finding = Finding(shown[0].id, other.id, OverlapKind.DUPLICATE, 0.9)
    book = openpyxl.load_workbook(write_excel(sample, [finding], tmp_path / "s.xlsx", COVER, shown=shown))
    titles = {row["Initiative"] for sheet in ("Initiatives", "Projects") for row in cells(book[sheet])}
    assert {row.title for row in shown} == titles - {None}
    assert [row for row in cells(book["Overlaps"]) if row["Finding"]] == []
    assert {row["Initiative"] for row in cells(book["Deliverables"])} - {None} <= titles


def test_an_empty_portfolio_still_makes_a_file(tmp_path: Path) -> None:
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    book = openpyxl.load_workbook(write_excel(portfolio.contents(), [], tmp_path / "s.xlsx", COVER))
    assert len(book.sheetnames) == 9
    portfolio.close()


def test_cancelling_leaves_the_old_file_and_nothing_else(sample: Any, tmp_path: Path) -> None:
    target = tmp_path / "out" / "salkku.xlsx"
    target.parent.mkdir()
    target.write_bytes(b"old")

    def cancel(_done: int, _total: int) -> None:
        raise Cancelled("no")

    many = sample._replace(initiatives=list(sample.initiatives) * 40)
    with pytest.raises(Cancelled):
        write_excel(many, [], target, COVER, progress=cancel)
    assert [path.name for path in target.parent.iterdir()] == ["salkku.xlsx"]
    assert target.read_bytes() == b"old"


def test_a_file_that_cannot_be_written_is_said(sample: Any, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailed, match=r"salkku\.xlsx"):
        write_excel(sample, [], tmp_path / "ei-ole" / "salkku.xlsx", COVER)


def test_what_does_not_fit_in_a_cell_says_so() -> None:
    assert fitted("x") == "x"
    assert fitted("x" * 40_000).endswith("…")


def test_the_cover_tells_its_day_as_a_date(sample: Any, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_excel(sample, [], tmp_path / "salkku.xlsx", COVER))
    assert datetime(2011, 11, 15) in {row[1] for row in book["Cover"].iter_rows(values_only=True)}  # noqa: DTZ001 - Excel knows no zone
