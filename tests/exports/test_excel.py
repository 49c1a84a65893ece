"""The Excel snapshot: real dates and numbers, text that stays text, frozen and filtered lists, three languages."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from kpkportfolio.errors import Cancelled, EnvironmentFailed
from kpkportfolio.exports.columns import Kind
from kpkportfolio.exports.excel import Cover, write_excel
from kpkportfolio.exports.workbook import Heading, fitted, unique_headings
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.model.rows import InitiativeRow, VerdictRow
from kpkportfolio.model.vocabulary import OverlapKind, Verdict
from kpkportfolio.overlap.finding import Finding, Reason
from kpkportfolio.overlap.item import fingerprint, items
from kpkportfolio.sample import sample_operation
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import set_language

GANTT = ("Gantt-kaavio", "Gantt-schema", "Gantt chart")
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
                "Välitavoitteet",
                "Gantt-kaavio",
                "Rahoitus vuosittain",
                "Vaikuttavuus vuosittain",
                "Vuosittain",
                "Vaikuttavuus ja investointi",
                "Päällekkäisyydet",
                "Päällekkäisyysryhmät",
                "Ryhmät vuosittain",
                "Päällekkäisyys vuosittain",
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
    assert len(book.sheetnames) == 16
    if sheets:
        assert book.sheetnames[:-1] == sheets
    cover = {row[0]: row[1] for row in book.worksheets[0].iter_rows(values_only=True) if row[0]}
    assert "ab" * 32 in cover.values()
    heights = book.worksheets[0].row_dimensions
    lengths = {row[1].row: len(str(row[1].value)) for row in book.worksheets[0].iter_rows() if row[1].value}
    assert heights[max(lengths, key=lengths.__getitem__)].height >= 3 * 13.5
    assert any("44" in str(value) and "600" in str(value) for value in cover.values())
    for sheet in book.worksheets[1:-1]:
        assert sheet.freeze_panes == "B4"
        # a table has filter buttons of its own, and a sheet's would be a second row of them
        assert sheet.auto_filter.ref is None
        tables = list(sheet.tables.values())
        assert [table.autoFilter.ref for table in tables] == [table.ref for table in tables]
        assert len(tables) == (sheet.title not in GANTT)
        for table in tables:
            first, last = table.ref.split(":")
            assert (first, sheet[last].row) == ("A3", max(sheet.max_row, 4))
            assert table.column_names == [cell.value for cell in sheet[3]]
        assert sheet.print_title_rows == ("$2:$3" if sheet.title in GANTT else "$3:$3")
    assert book.worksheets[1].max_row == 32 + 3
    assert book.properties.creator == "Liisa"
    overlaps = list(book.worksheets[10].iter_rows(min_row=4, values_only=True))
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
    texts = ["=1+1", "+358", "@SUM(A1)", "https://example.fi", "{=A1}", "123", "\x07kello", "<r><b>&</r>", "a" * 40_000]
    changes = [
        Change("initiative", new_id(), None, {"kind": "initiative", "title": text, "start": date(1899, 1, 1)})
        for text in texts
    ]
    portfolio.commit(Operation(OperationKind.ADD, "", changes))
    path = write_excel(portfolio.contents(), [], tmp_path / "salkku.xlsx", COVER)
    book = openpyxl.load_workbook(path)
    shown = [row[0] for row in book["Initiatives"].iter_rows(min_row=4)]
    assert all(cell.data_type in ("s", "inlineStr") for cell in shown)
    assert {cell.value for cell in shown} >= set(texts[:6]) | {"<r><b>&</r>"}
    assert all(cell.hyperlink is None for cell in shown)
    assert max(len(cell.value) for cell in shown) == 32_767
    starts = {row[15].value for row in book["Initiatives"].iter_rows(min_row=4)}
    assert starts == {"1899-01-01"}
    with ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower() or "external" in name.lower()]
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not [name for name in names if b"<f>" in archive.read(name)]
    portfolio.close()


def test_deliverables_stand_in_one_cell_in_their_own_words(sample: Any, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_excel(sample, [], tmp_path / "salkku.xlsx", COVER))
    shown = {row["Key"]: row["Deliverables"] for row in cells(book["Initiatives"])}
    own: dict[str, list[str]] = {}
    for row in sample.deliverables:
        own.setdefault(row.initiative_id, []).append(row.title)
    assert {key: text for key, text in shown.items() if text} == {
        key: "; ".join(titles) for key, titles in own.items() if key in shown
    }


def test_headings_of_ones_own_are_told_apart_and_break_nothing() -> None:
    names = ["Tila", "TILA", "a\x07\nb", "_x0041_", "", "p" * 300, "P" * 300]
    found = [one.text for one in unique_headings([Heading(name, Kind.TEXT, 10) for name in names])]
    assert found[:5] == ["Tila", "TILA (2)", "a b", "_x0041_", "–"]
    assert len({text.casefold() for text in found}) == len(names)
    assert max(map(len, found)) <= 255


def test_only_what_is_shown_goes_out(sample: Any, tmp_path: Path) -> None:
    shown = sample.initiatives[:3]
    other = sample.initiatives[5]
    finding = Finding(shown[0].id, other.id, OverlapKind.DUPLICATE, 0.9)
    book = openpyxl.load_workbook(write_excel(sample, [finding], tmp_path / "s.xlsx", COVER, shown=shown))
    titles = {row["Initiative"] for sheet in ("Initiatives", "Projects") for row in cells(book[sheet])}
    assert {row.title for row in shown} == titles - {None}
    assert [row for row in cells(book["Overlaps"]) if row["Finding"]] == []
    assert {row["Initiative"] for row in cells(book["Deliverables"])} - {None} <= titles


def test_groups_have_the_money_of_the_overlap_map(sample: Any, tmp_path: Path) -> None:
    known = {row.investment_max: row for row in sample.initiatives if row.kind == "initiative" and row.investment_max}
    a, b, c, d = [row for row in known.values() if row.status == "implementation"][:4]
    pairs = [
        Finding(a.id, b.id, OverlapKind.OVERLAP, 0.9),
        Finding(c.id, d.id, OverlapKind.DUPLICATE, 0.8),
        Finding(a.id, d.id, OverlapKind.OVERLAP, 0.2),
    ]
    path = write_excel(sample, pairs, tmp_path / "s.xlsx", COVER)
    book = openpyxl.load_workbook(path)
    groups = cells(book["Overlap groups"])
    assert [row["No."] for row in groups] == [1, 2]
    for row, members in zip(groups, sorted(((a, b), (c, d)), key=lambda two: -_most(two)), strict=True):
        assert row["All, at most, €"] == _most(members) / 100
        assert row["The others, at most, €"] == min(one.investment_max for one in members) / 100
        assert row["The one that remains"] == max(members, key=lambda one: one.investment_max).title
        assert all(one.title in row["Initiatives"] for one in members)
    by_year, sums = cells(book["Overlap groups by year"]), cells(book["Overlap by year"])
    for table in (by_year, sums):
        assert sum(row["All, at most, €"] for row in table) == _most((a, b, c, d)) / 100
    assert [row["Year"] for row in sums] == sorted({row["Year"] for row in by_year})
    with ZipFile(path) as archive:
        assert sum(name.startswith("xl/charts/chart") for name in archive.namelist()) == 4


def _most(rows: Iterable[InitiativeRow]) -> int:
    return sum(row.investment_max or 0 for row in rows)


def test_without_found_pairs_there_are_no_groups(sample: Any, tmp_path: Path) -> None:
    a, b = sorted(row.id for row in sample.initiatives[:2])
    prints = {item.id: fingerprint(item) for item in items(sample.initiatives, sample.deliverables, sample.components)}
    verdict = VerdictRow("v", a, b, Verdict.OVERLAP, None, "M", datetime.now(UTC), prints[a], prints[b])
    judged = sample._replace(verdicts=[verdict])
    book = openpyxl.load_workbook(write_excel(judged, [], tmp_path / "s.xlsx", COVER))
    assert [row["No."] for row in cells(book["Overlap groups"]) if row["No."]] == []
    found = Finding(a, b, OverlapKind.DUPLICATE, 0.6)
    book = openpyxl.load_workbook(write_excel(judged, [found], tmp_path / "s.xlsx", COVER))
    [group] = cells(book["Overlap groups"])
    assert (group["Pairs"], group["Probability, %"]) == ("overlap 1", 100)


def test_an_empty_portfolio_still_makes_a_file(tmp_path: Path) -> None:
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    book = openpyxl.load_workbook(write_excel(portfolio.contents(), [], tmp_path / "s.xlsx", COVER))
    assert len(book.sheetnames) == 16
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


def test_the_gantt_sheet_draws_months_from_the_dates_beside_them(sample: Any, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_excel(sample, [], tmp_path / "salkku.xlsx", COVER))
    sheet = book["Gantt chart"]
    months = [cell.value for cell in sheet[3][5:]]
    days = [day for row in sample.initiatives for day in (row.start, row.end) if day]
    assert (months[0].date(), months[-1].date()) == (min(days).replace(day=1), max(days).replace(day=1))
    titles = {row[0].value for row in sheet.iter_rows(min_row=4)}
    assert titles >= {row.title for row in sample.initiatives} | {row.programme for row in sample.initiatives}
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    assert len(rules) == 9 + 2
    assert {name: book.defined_names[name].attr_text for name in ("KPK_Date", "KPK_Hash")} == {
        "KPK_Date": "Cover!$B$3",
        "KPK_Hash": "Cover!$B$15",
    }
    levels = {sheet.row_dimensions[row].outlineLevel for row in range(4, sheet.max_row + 1)}
    assert levels == {0, 1}


def test_months_are_around_today_when_the_dates_reach_too_far(sample: Any, tmp_path: Path) -> None:
    rows = [row._replace(start=date(1950, 1, 1), end=date(2090, 1, 1)) for row in sample.initiatives[:2]]
    book = openpyxl.load_workbook(write_excel(sample, [], tmp_path / "a.xlsx", COVER, shown=rows))
    months = [cell.value for cell in book["Gantt chart"][3][5:]]
    assert (len(months), months[0].year) == (180, 2006)
    rows = [row._replace(start=None, end=None) for row in sample.initiatives[:2]]
    book = openpyxl.load_workbook(write_excel(sample, [], tmp_path / "b.xlsx", COVER, shown=rows))
    assert book["Gantt chart"].max_column == 5


def test_the_bubble_chart_is_drawn_from_cells_and_told_in_words(sample: Any, tmp_path: Path) -> None:
    from xml.etree import ElementTree

    path = write_excel(sample, [], tmp_path / "salkku.xlsx", COVER)
    book = openpyxl.load_workbook(path)
    rows = cells(book["Impact and investment"])
    known = [row for row in sample.initiatives if row.kind == "initiative" and row.impact_max and row.investment_max]
    assert {row["Initiative"] for row in rows} == {row.title for row in known}
    with ZipFile(path) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
        drawings = "".join(archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/drawings/drawing"))
    [bubble] = [text for text in charts if "<c:bubbleChart>" in text]
    space = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    series = list(ElementTree.fromstring(bubble).iter(f"{space}ser"))
    assert len(series) == len({row.programme for row in known})
    assert all(one.find(f"{space}{part}") is not None for one in series for part in ("xVal", "yVal", "bubbleSize"))
    assert drawings.count("descr=") == len(charts)
