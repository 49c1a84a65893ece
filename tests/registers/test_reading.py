"""What is refused, what is a problem, and how reading behaves: progress, cancelling, archives."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.registers.files import archive
from kpkportfolio.registers.files.cells import each
from kpkportfolio.registers.reading import read_register
from tests.registers.layout_factory import workbook

HEADER = "Tunnus;Hankkeen nimi;Vastuutaho;Tila;Alkaa;Päättyy;Kustannusarvio\n"


def register(tmp_path: Path, body: str, header: str = HEADER) -> Path:
    path = tmp_path / "rekisteri.csv"
    path.write_text(header + body, encoding="utf-8")
    return path


def test_an_impossible_date_refuses_the_row_and_says_everything(tmp_path: Path) -> None:
    read = read_register(
        register(tmp_path, "1;Yksi;Oulun kaupunki;Idea;31.2.2011;2012;\n2;Kaksi;Oulun kaupunki;Idea;2011;2012;\n")
    )
    assert [initiative.title for initiative in read.initiatives] == ["Kaksi"]
    (problem,) = read.problems
    assert (problem.sheet, problem.row, problem.column, problem.value, problem.fatal) == (
        None,
        1,
        "Alkaa",
        "31.2.2011",
        True,
    )
    assert "31.3.2011" in problem.accepted
    assert read.rows_seen == 2


def test_a_field_that_is_not_understood_is_left_unknown(tmp_path: Path) -> None:
    read = read_register(
        register(tmp_path, "1;Yksi;Oulun kaupunki;vihreä;joskus;2012;paljon\n2;Kaksi;Turku;Idea;2010;2012;1\n")
    )
    first = read.initiatives[0]
    assert (first.status, first.start, first.investment_min) == (None, None, None)
    assert {problem.column for problem in read.problems} == {"Tila", "Alkaa", "Kustannusarvio"}
    assert not any(problem.fatal for problem in read.problems)


def test_no_name_and_an_end_before_the_start_refuse_the_row(tmp_path: Path) -> None:
    read = read_register(
        register(
            tmp_path, "1;;Oulun kaupunki;Idea;2011;2012;\n2;Kaksi;Turku;Idea;2012;2010;\n3;Kolme;Turku;Idea;2012;;\n"
        )
    )
    assert [initiative.title for initiative in read.initiatives] == ["Kolme"]
    assert [(problem.row, problem.column, problem.fatal) for problem in read.problems] == [
        (1, "Hankkeen nimi", True),
        (2, "Päättyy", True),
    ]


def test_a_repeated_reference_names_both_rows(tmp_path: Path) -> None:
    read = read_register(
        register(tmp_path, "A-1;Yksi;Turku;Idea;2011;;\nA-2;Kaksi;Turku;Idea;2011;;\na-1;Kolme;Turku;Idea;2011;;\n")
    )
    assert [initiative.title for initiative in read.initiatives] == ["Yksi", "Kaksi"]
    (problem,) = read.problems
    assert (problem.row, problem.column, problem.value, problem.fatal) == (3, "Tunnus", "a-1", True)
    assert "1" in problem.message


def test_references_that_mostly_repeat_are_no_references(tmp_path: Path) -> None:
    rows = [["Nro", "Nimi", "Taho", "Tila"], *([str(n % 3 + 1), f"Hanke {n}", "Turku", "Idea"] for n in range(9))]
    read = read_register(workbook(tmp_path / "n.xlsx", {"T": rows}))
    assert len(read.initiatives) == 9
    assert all(initiative.ref is None for initiative in read.initiatives)
    assert [problem.fatal for problem in read.problems] == [False]


def test_a_yearly_amount_is_told(tmp_path: Path) -> None:
    read = read_register(
        register(tmp_path, "1;Yksi;Turku;Idea;2011;2012;0,5 M€/v\n2;Kaksi;Turku;Idea;2011;2012;10 000 €\n")
    )
    assert read.initiatives[0].investment_max == 50_000_000
    assert [problem.value for problem in read.problems] == ["0,5 M€/v"]


def test_short_and_long_records(tmp_path: Path) -> None:
    body = (
        "1;Yksi;Turku;Idea;2011\n2;Kaksi;Turku;Idea;2011;2012;5 000\n3;Kol;me;Turku;Idea;2011;2012;5 "
        "000\n4;Neljä\n5;Viisi;Turku;Idea;2011;2012;1\n"
    )
    read = read_register(register(tmp_path, body))
    assert [initiative.title for initiative in read.initiatives] == ["Yksi", "Kaksi", "Viisi"]
    assert [(problem.row, problem.fatal) for problem in read.problems] == [(3, True), (4, True)]


def test_a_stray_quotation_mark_swallows_nothing(tmp_path: Path) -> None:
    body = (
        "1;Kaksi "
        '"lainattua;Turku;Idea;2011;2012;1\n2;"Avoin;Turku;Idea;2011;2012;1\n3;Kolme;Turku;Idea;2011;2012;1\n4;Neljä;Turku;Idea;2011;2012;1\n'
    )
    read = read_register(register(tmp_path, body))
    assert [initiative.ref for initiative in read.initiatives] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tyhja.csv", b""),
        ("tyhja2.csv", b"\xef\xbb\xbf\r\n  \r\n"),
        ("kirje.pdf", b"%PDF-1.4 ..."),
        ("sivu.xls", b"<html><table><tr><td>Hanke</td></tr></table>"),
        ("salkku.json", b'{"initiatives": []}'),
        ("teksti.csv", "Hei!\nTässä muistio kokouksesta.\nTerveisin Matti\n".encode()),
        ("rikki.xlsx", b"PK\x03\x04 rikki"),
        ("vanha.xls", b"\xd0\xcf\x11\xe0 rikki"),
        ("kuva.csv", b"\x89PNG\r\n\x1a\n\0\0"),
    ],
)
def test_what_is_no_register_is_refused_in_words(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnacceptableInput, match=name):
        read_register(path)


def test_a_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UnacceptableInput, match=r"ei-ole\.csv"):
        read_register(tmp_path / "ei-ole.csv")


def test_progress_is_told_and_cancels(tmp_path: Path) -> None:
    body = "".join(f"{n};Hanke {n};Turku;Idea;2011;2012;{n}\n" for n in range(1, 1202))
    path = register(tmp_path, body)
    told: list[tuple[int, int]] = []
    read_register(path, lambda done, total: told.append((done, total)))
    assert told[-1] == (1201, 1201)
    assert told == sorted(told)
    assert len(told) >= 3

    class Stop(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done:
            raise Stop

    with pytest.raises(Stop):
        read_register(path, stop)


def test_a_hidden_sheet_is_told_of(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "h.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("Hankkeet", "Vanhat"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Hanke", "Vastuutaho", "Tila"])
            sheet.write_row(1, 0, [f"{name} yksi", "Turku", "Idea"])
        sheet.hide()
    read = read_register(path)
    assert [initiative.title for initiative in read.initiatives] == ["Hankkeet yksi"]
    assert [skip[0] for skip in read.skipped] == ["Vanhat"]


def test_formulas_give_their_last_values(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("H")
        sheet.write_row(0, 0, ["Hanke", "Vastuutaho", "Kustannusarvio"])
        sheet.write_row(1, 0, ["Yksi", "Turku"])
        sheet.write_formula(1, 2, "=100*50", None, 5000)
    assert read_register(path).initiatives[0].investment_max == 500_000


# --- archives ---------------------------------------------------------------------------------------------

ROOT = '<?xml version="1.0"?>'
SHEET_XML = ROOT + (
    "<worksheet "
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
)


def tampered(tmp_path: Path, replace: dict[str, str]) -> Path:
    """A good workbook with some of its parts exchanged."""
    good = workbook(tmp_path / "good.xlsx", {"S": [["Hanke", "Vastuutaho", "Tila"], ["Yksi", "Turku", "Idea"]]})
    path = tmp_path / "bad.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, replace.get(name) or source.read(name))
        for name, content in replace.items():
            if name not in source.namelist():
                target.writestr(name, content)
    return path


def test_entities_are_refused_and_would_not_be_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = (
        ROOT
        + '<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + (
            "<sst "
            'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Hanke</t></si><si><t>Vastuutaho</t></si>'
        )
        + "<si><t>Tila</t></si><si><t>Yksi &b; &x;</t></si><si><t>Turku</t></si><si><t>Idea</t></si></sst>"
    )
    path = tampered(tmp_path, {"xl/sharedStrings.xml": bomb})
    with pytest.raises(UnacceptableInput, match="document type"):
        read_register(path)
    # and the reader behind the door does not expand them either
    monkeypatch.setattr(archive, "check", lambda name, data: None)
    try:
        texts = str(read_register(path).initiatives)
    except UnacceptableInput as error:
        texts = str(error)
    assert "hahaha" not in texts
    assert "root:" not in texts


def test_two_cells_far_apart_are_refused(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(UnacceptableInput, match="reaches to row"):
        read_register(tampered(tmp_path, {"xl/worksheets/sheet1.xml": SHEET_XML.format(rows=rows)}))
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="AZ1048576"><v>1</v></c></row>'
    with pytest.raises(UnacceptableInput, match="reaches to row"):
        read_register(tampered(tmp_path, {"xl/worksheets/sheet1.xml": SHEET_XML.format(rows=rows)}))


def test_apostrophes_hide_nothing(tmp_path: Path) -> None:
    rows = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='AZ1048576'><v>1</v></c></row>"
    with pytest.raises(UnacceptableInput, match="reaches to row"):
        read_register(tampered(tmp_path, {"xl/worksheets/sheet1.xml": SHEET_XML.format(rows=rows)}))


@pytest.mark.parametrize(
    ("part", "cell"),
    [
        ("worksheets/sheet1.xml", '<c r = "KZ200000">'),
        ("worksheets/sheet1.xml", '<c r="kz200000">'),
        ("worksheets/sheet1.xml", "<c><v>1</v></c>" * 311 + "<c>"),
        ("Worksheets/sheet1.xml", '<c r="KZ200000">'),
        ("other/sheet.bin", '<c r="KZ200000">'),
    ],
)
def test_a_far_cell_is_found_however_it_is_written(part: str, cell: str) -> None:
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="200000">{cell}<v>1</v></c></row>'
    for sheet in (SHEET_XML.format(rows=rows), SHEET_XML.format(rows=rows.replace("<", "<x:").replace("<x:/", "</x:"))):
        file = BytesIO()
        with zipfile.ZipFile(file, "w") as book:
            book.writestr("xl/workbook.xml", "<workbook/>")
            book.writestr(f"xl/{part}", sheet)
        with pytest.raises(UnacceptableInput, match="reaches to row"):
            archive.check("iso.xlsx", file.getvalue())


@pytest.mark.parametrize("repeated", ['="900000"', "='900000'", ' = "900000"'])
def test_a_cell_repeated_without_measure_is_refused(repeated: str) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr(
            "content.xml",
            f'<table:table-row><table:table-cell table:number-columns-repeated{repeated} office:value="1"/>'
            "</table:table-row>",
        )
    with pytest.raises(UnacceptableInput, match="unfolds"):
        archive.check("iso.ods", file.getvalue())


def test_cells_without_a_place_are_no_reason_to_refuse() -> None:
    rows = "<row><c><v>1</v></c><c/></row>" * 50 + '<row r="1048576"/>'
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
        book.writestr("xl/worksheets/sheet1.xml", SHEET_XML.format(rows=rows))
    archive.check("ok.xlsx", file.getvalue())


def test_numbers_and_flags_that_are_equal_are_different_cells() -> None:
    """1, 1.0 and True are one key of a dictionary; what was made of one must not be taken for the other's."""
    cells = [1, True, 1.0, "1", date(2011, 1, 1), "1", ""]
    assert each(cells, repr) == [repr(cell) for cell in cells]


def test_an_archive_that_unfolds_without_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tampered(tmp_path, {"xl/media/zeros.bin": "0" * (archive.HARMLESS_BYTES + 1_000_000)})
    with pytest.raises(UnacceptableInput, match="unfolds"):
        read_register(path)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    with pytest.raises(UnacceptableInput, match="unfolds"):
        read_register(tmp_path / "good.xlsx")


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "muut.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("huomio.txt", "hei")
    with pytest.raises(UnacceptableInput, match="not a register"):
        read_register(path)


ODS = (
    ROOT
    + (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    )
    + (
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table '
        'table:name="Hankkeet">{rows}</table:table>'
    )
    + "</office:spreadsheet></office:body></office:document-content>"
)


def opendocument(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr(
            "META-INF/manifest.xml",
            ROOT + '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        book.writestr("content.xml", ODS.format(rows=rows))
    return path


def cells(*texts: str) -> str:
    return "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
    )


def test_opendocument(tmp_path: Path) -> None:
    rows = f"<table:table-row>{cells('Hanke', 'Vastuutaho', 'Tila', 'Alkaa')}</table:table-row>"
    rows += f"<table:table-row>{cells('Sähköinen arkisto', 'Turun kaupunki', 'käynnissä')}"
    rows += (
        '<table:table-cell office:value-type="date" '
        'office:date-value="2011-02-01"><text:p>1.2.2011</text:p></table:table-cell></table:table-row>'
    )
    rows += (
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
        'table:number-columns-repeated="1024"/></table:table-row>'
    )
    (read,) = read_register(opendocument(tmp_path / "h.ods", rows)).initiatives
    assert (read.sheet, read.row, read.title, str(read.start)) == ("Hankkeet", 2, "Sähköinen arkisto", "2011-02-01")


def test_opendocument_rows_repeated_without_measure_are_refused(tmp_path: Path) -> None:
    rows = f'<table:table-row table:number-rows-repeated="1000000">{cells("Hanke", "Vastuutaho")}</table:table-row>'
    with pytest.raises(UnacceptableInput, match="unfolds"):
        read_register(opendocument(tmp_path / "b.ods", rows))
    rows = (
        '<table:table-row><table:table-cell table:number-columns-repeated="900000" '
        'office:value-type="float" office:value="1"/></table:table-row>'
    )
    with pytest.raises(UnacceptableInput, match="unfolds"):
        read_register(opendocument(tmp_path / "b.ods", rows))


def test_running_numbers_that_start_again_on_each_sheet_are_no_references(tmp_path: Path) -> None:
    header = ["Nro", "Hanke", "Vastuutaho", "Tila"]
    sheets = {
        "Asiointi": [header, *([n, f"Asiointi {n}", "Turku", "Idea"] for n in range(1, 12))],
        "Tekniikka": [header, [1, "Runkoverkko", "Turku", "Idea"], [2, "Konesali", "Turku", "Idea"]],
    }
    read = read_register(workbook(tmp_path / "s.xlsx", sheets))
    assert len(read.initiatives) == 13
    assert not any(problem.fatal for problem in read.problems)
    assert [initiative.programme for initiative in read.initiatives[-2:]] == ["Tekniikka", "Tekniikka"]
