"""What a workbook says besides its values: hidden rows and columns, errors, formulas without values, links, macros."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from kpkportfolio.registers.files.cells import read_sheets
from kpkportfolio.registers.files.faulty_cells import is_error
from kpkportfolio.registers.files.workbook_facts import facts_of
from kpkportfolio.registers.reading import read_register

HEADER = ["Tunnus", "Hankkeen nimi", "Vastuutaho", "Tila", "Alkaa", "Kustannusarvio (1000 €)", "Huom"]
ROWS: list[list[Any]] = [
    ["H-1", "Ajanvaraus verkkoon", "Espoon kaupunki", "toteutus", "2010", 150, ""],
    ["H-2", "Runkoverkon nosto", "Vantaan kaupunki", "valmis", "2009", 1200, "piilossa"],
    ["H-3", "Sähköinen arkisto", "Turun kaupunki", "idea", "2012", 80, ""],
    ["H-4", "Kartta-aineistot", "Liedon kunta", "valmis", "2008", 40, ""],
]


def nothing(book: Any, sheet: Any) -> None:
    """Adds nothing to the plain register."""


def made(path: Path, more: Callable[[Any, Any], None] = nothing) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet: Any = book.add_worksheet("Hankkeet")
        for number, row in enumerate([HEADER, *ROWS]):
            sheet.write_row(number, 0, row)
        more(book, sheet)
    return path


def altered(path: Path, parts: dict[str, Callable[[bytes], bytes]], added: dict[str, bytes] | None = None) -> Path:
    """The same archive with some of its parts changed and others added."""
    with ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as new:
        for name, content in members.items():
            new.writestr(name, parts.get(name, lambda same: same)(content))
        for name, content in (added or {}).items():
            new.writestr(name, content)
    return path


def test_hidden_rows_and_columns_are_read_and_told(tmp_path: Path) -> None:
    def hide(book: Any, sheet: Any) -> None:
        for row in (2, 4, 30):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_column(3, 4, None, None, {"hidden": True})
        sheet.set_column(20, 22, None, None, {"hidden": True})

    read = read_register(made(tmp_path / "h.xlsx", hide))
    assert [one.ref for one in read.initiatives] == ["H-1", "H-2", "H-3", "H-4"]
    assert read.remarks == (
        "Hankkeet: 2 hidden rows were read too (3, 5).",
        "Hankkeet: 2 hidden columns were read too (D–E).",
    )


def test_rows_that_a_filter_hides_are_read(tmp_path: Path) -> None:
    def sift(book: Any, sheet: Any) -> None:
        sheet.autofilter(0, 0, 4, 6)
        sheet.filter_column(3, "x == valmis")
        for row in (1, 3):
            sheet.set_row(row, None, None, {"hidden": True})

    read = read_register(made(tmp_path / "f.xlsx", sift))
    assert len(read.initiatives) == 4
    assert read.remarks == ("Hankkeet: 2 hidden rows were read too (2, 4).",)


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!"])
def test_errors_of_formulas_are_unknown_and_told_by_cell(tmp_path: Path, error: str) -> None:
    def spoil(book: Any, sheet: Any) -> None:
        sheet.write_formula(1, 5, "=Z1*2", None, error)
        sheet.write_formula(2, 2, "=Z1", None, error)

    read = read_register(made(tmp_path / "e.xlsx", spoil))
    assert [(one.row, one.column, one.value, one.fatal) for one in read.problems] == [
        (2, "Kustannusarvio (1000 €)", error, False),
        (3, "Vastuutaho", error, False),
    ]
    assert read.initiatives[0].investment_min is None
    assert read.initiatives[1].organisation is None


@pytest.mark.parametrize(
    "error", ["#REF!", "#ARVO!", "#VÄRDEFEL!", "#SAKNAS!", "#PUUTTUU!", "#NIMI?", "#JAKO/0!", "Err:502"]
)
def test_errors_in_a_text_file(tmp_path: Path, error: str) -> None:
    path = tmp_path / "e.csv"
    path.write_text(
        f"Tunnus;Nimi;Kuvaus;Tila\n1;Arkisto;{error};idea\n2;{error};Kartta verkossa;idea\n", encoding="utf-8"
    )
    read = read_register(path)
    assert [(one.row, one.column, one.value) for one in read.problems if not one.fatal] == [
        (1, "Kuvaus", error),
        (2, "Nimi", error),
    ]
    assert [(one.title, one.description) for one in read.initiatives] == [("Arkisto", None)]
    assert [one.row for one in read.problems if one.fatal] == [2]
    assert is_error(error)


@pytest.mark.parametrize("text", ["#1", "# tunnus", "#hanke", "Erkki", "#REF! oli tässä", ""])
def test_other_texts_are_no_errors(text: str) -> None:
    assert not is_error(text)


def test_formulas_without_a_stored_value_are_told_by_column(tmp_path: Path) -> None:
    def count(book: Any, sheet: Any) -> None:
        sheet.write_formula("F2", "=1+1", None, "")
        sheet.write_formula("F3", "=1+1", None, "")
        sheet.write_formula("F4", "=40*2", None, 80)

    path = altered(
        made(tmp_path / "u.xlsx", count),
        {"xl/worksheets/sheet1.xml": lambda content: content.replace(b"<v></v>", b"", 1)},
    )
    read = read_register(path)
    assert [one.investment_min for one in read.initiatives] == [None, None, 8_000_000, 4_000_000]
    [problem] = read.problems
    assert (problem.row, problem.column, problem.fatal) == (None, "Kustannusarvio (1000 €)", False)
    assert problem.message.startswith("2 formulas")


def test_links_and_macros_are_told_and_left_alone(tmp_path: Path) -> None:
    target = b"file:///C:\\Talous\\Budjetti%202012.xlsx"
    relation = b'<Relationships><Relationship Id="rId1" Target="%s" TargetMode="External"/></Relationships>' % target
    path = altered(
        made(tmp_path / "l.xlsx"),
        {},
        {
            "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": relation,
            "xl/vbaProject.bin": b"\0",
        },
    )
    read = read_register(path)
    assert len(read.initiatives) == 4
    assert read.remarks == (
        "The workbook has macros. They were neither run nor read.",
        "The workbook refers to other workbooks, which were not opened: Budjetti 2012.xlsx.",
    )


def test_outline_levels_and_colours_are_found(tmp_path: Path) -> None:
    def outline(book: Any, sheet: Any) -> None:
        sheet.set_row(2, None, None, {"level": 1})
        sheet.set_row(3, None, None, {"level": 2, "hidden": True})
        sheet.write_blank("H3", None, book.add_format({"bg_color": "#00B050"}))
        sheet.write_blank("I3", None, book.add_format({"bg_color": "#FFFFFF"}))
        sheet.write_blank("J3", None, book.add_format({"bold": True}))

    facts = facts_of(made(tmp_path / "o.xlsx", outline).read_bytes()).sheets["Hankkeet"]
    assert facts.levels == {2: 1, 3: 2}
    assert facts.hidden_rows == {3}
    assert facts.painted() == {2: {7: "FF00B050"}}


MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def ods(path: Path, body: str) -> Path:
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Hankkeet">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return path


def cells(row: list[Any]) -> str:
    return "".join(
        f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>' for value in row
    )


def test_an_open_document_tells_its_hidden_rows_columns_and_outline(tmp_path: Path) -> None:
    rows = [f"<table:table-row>{cells(row)}</table:table-row>" for row in [HEADER, *ROWS]]
    rows[2] = rows[2].replace("<table:table-row>", '<table:table-row table:visibility="collapse">')
    rows[3] = f"<table:table-row-group>{rows[3]}</table:table-row-group>"
    columns = '<table:table-column table:number-columns-repeated="3"/><table:table-column table:visibility="collapse"/>'
    path = ods(tmp_path / "o.ods", columns + "".join(rows))
    facts = facts_of(path.read_bytes()).sheets["Hankkeet"]
    assert (facts.hidden_rows, facts.hidden_columns, facts.levels) == ({2}, {3}, {3: 1})
    read = read_register(path)
    assert len(read.initiatives) == 4
    assert read.remarks == (
        "Hankkeet: 1 hidden row was read too (3).",
        "Hankkeet: 1 hidden column was read too (D).",
    )


def test_patterns_find_tags_with_prefixes_and_other_quotation_marks(tmp_path: Path) -> None:
    def prefixed(content: bytes) -> bytes:
        content = (
            re.sub(rb"<(/?)(\w)", rb"<\1x:\2", content).replace(b"<x:?xml", b"<?xml").replace(b"xmlns=", b"xmlns:x=")
        )
        return content.replace(b't="e"', b"t='e'")

    def spoil(book: Any, sheet: Any) -> None:
        sheet.write_formula(1, 5, "=Z1", None, "#REF!")

    path = made(tmp_path / "x.xlsx", spoil)
    altered(path, {"xl/worksheets/sheet1.xml": prefixed})
    [sheet] = read_sheets(path)
    assert sheet.facts.errors == {(1, 5): "#REF!"}
