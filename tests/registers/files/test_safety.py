"""Files that would harm or never end: each is refused in words that name it, or read within bounds."""

import os
import socket
import struct
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.registers.files import limits, opening
from kpkportfolio.registers.reading import read_register
from tests.registers.bounded import read_bounded
from tests.registers.layout_factory import workbook

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="memory is measured and pipes are made the POSIX way")

HEADER = "Tunnus;Hankkeen nimi;Vastuutaho;Tila;Alkaa;Päättyy\n"
RECORD = "{n};Hanke {n};Oulun kaupunki;Idea;2011;2012\n"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SEED_XLS = Path(__file__).parents[2] / "fuzz" / "corpus" / "xls" / "seed.xls"


def refused(path: Path) -> str:
    """Why the file is refused; the words name it."""
    with pytest.raises(UnacceptableInput) as caught:
        read_register(path)
    assert path.name in str(caught.value)
    return str(caught.value)


def small(path: Path) -> Path:
    path.write_text(HEADER + RECORD.format(n=1) + RECORD.format(n=2), encoding="utf-8")
    return path


def tampered(path: Path, parts: dict[str, str | bytes]) -> Path:
    """A good workbook with some of its parts exchanged or added."""
    good = BytesIO(
        workbook(
            path.parent / "good.xlsx", {"S": [["Hanke", "Vastuutaho", "Tila"], ["Yksi", "Turku", "Idea"]]}
        ).read_bytes()
    )
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name in {*source.namelist(), *parts}:
            target.writestr(name, parts[name] if name in parts else source.read(name))
    return path


# --- no ordinary file -------------------------------------------------------------------------------------


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "putki.csv")
    assert "pipe" in refused(tmp_path / "putki.csv")


def test_a_device_and_a_folder_are_no_registers(tmp_path: Path) -> None:
    assert "device" in refused(Path("/dev/zero"))
    (tmp_path / "kansio.csv").mkdir()
    assert "folder" in refused(tmp_path / "kansio.csv")


def test_a_socket_is_no_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket may not be long
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("pistoke.csv")
        refused(tmp_path / "pistoke.csv")


def test_links_are_followed_to_files_and_nowhere_else(tmp_path: Path) -> None:
    small(tmp_path / "oikea.csv")
    (tmp_path / "linkki.csv").symlink_to(tmp_path / "oikea.csv")
    assert len(read_register(tmp_path / "linkki.csv").initiatives) == 2
    (tmp_path / "itseensa.csv").symlink_to(tmp_path / "itseensa.csv")
    refused(tmp_path / "itseensa.csv")
    (tmp_path / "tyhjaan.csv").symlink_to(tmp_path / "ei ole.csv")
    assert "is not found" in refused(tmp_path / "tyhjaan.csv")
    (tmp_path / "laitteeseen.csv").symlink_to("/dev/zero")
    assert "device" in refused(tmp_path / "laitteeseen.csv")


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(UnacceptableInput):
        read_register(Path("a\0b.csv"))


# --- files that change ------------------------------------------------------------------------------------


def test_a_file_that_vanishes_after_it_was_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small(tmp_path / "katoava.csv")
    really = os.stat

    def seen(of: object, *args: object, **more: object) -> os.stat_result:
        found = really(of, *args, **more)  # type: ignore[arg-type]
        if of == path:
            path.unlink()
        return found

    monkeypatch.setattr(os, "stat", seen)
    with pytest.raises(UnacceptableInput, match=r"katoava\.csv is not found"):
        opening.whole(path)


@pytest.mark.parametrize("change", ["longer", "shorter", "same length", "replaced", "gone"])
def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    path = small(tmp_path / "muuttuva.csv")
    really, calls = os.fstat, 0

    def looked_at(descriptor: int) -> os.stat_result:
        nonlocal calls
        found = really(descriptor)
        calls += 1
        if calls == 1:
            content = path.read_bytes()
            if change == "replaced":
                other = tmp_path / "uusi"
                other.write_bytes(content)
                other.replace(path)
            elif change == "gone":
                path.unlink()
            else:
                fresh = {"longer": content * 2, "shorter": content[:9], "same length": content.swapcase()}[change]
                path.write_bytes(fresh)
                os.utime(path, ns=(1, 1))
        return found

    monkeypatch.setattr(os, "fstat", looked_at)
    with pytest.raises(
        UnacceptableInput, match=r"muuttuva\.csv (was changed while it was read|cannot be read|is not found)"
    ):
        opening.whole(path)
    assert calls >= 1


def test_a_locked_file_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small(tmp_path / "lukittu.csv")

    def locked(*_args: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", locked)
    with pytest.raises(UnacceptableInput, match="close it there and try again"):
        opening.whole(path)


# --- broken files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.99, 0.999])
def test_a_workbook_cut_short_is_broken(tmp_path: Path, share: float) -> None:
    data = workbook(
        tmp_path / "ehja.xlsx", {"S": [["Hanke", "Vastuutaho", "Tila"], ["Yksi", "Turku", "Idea"]]}
    ).read_bytes()
    (tmp_path / "katkennut.xlsx").write_bytes(data[: int(len(data) * share)])
    assert "broken" in refused(tmp_path / "katkennut.xlsx")
    old = SEED_XLS.read_bytes()
    (tmp_path / "katkennut.xls").write_bytes(old[: max(int(len(old) * share), 9)])
    try:
        read_register(tmp_path / "katkennut.xls")  # what is cut may have held nothing
    except UnacceptableInput as error:
        assert "katkennut.xls" in str(error)  # noqa: PT017 - either is right


def test_a_chain_of_sectors_that_meets_itself(tmp_path: Path) -> None:
    data = bytearray(SEED_XLS.read_bytes())
    (fat,) = struct.unpack_from("<I", data, 76)
    table = 512 * (fat + 1)
    entries = struct.unpack_from("<8I", data, table)
    circle = next(number for number, following in enumerate(entries) if following == number + 1)
    struct.pack_into("<I", data, table + 4 * (circle + 1), circle)
    (tmp_path / "kehä.xls").write_bytes(data)
    assert "broken" in str(read_bounded(tmp_path / "kehä.xls")[0].error)


def test_one_far_cell_of_an_old_workbook(tmp_path: Path) -> None:
    data = bytearray(SEED_XLS.read_bytes())
    at = data.index(struct.pack("<HHHH", 0x00FD, 10, 1, 0))  # a text in the first column of the second row
    struct.pack_into("<HH", data, at + 4, 65_535, 65_535)
    (tmp_path / "kaukana.xls").write_bytes(data)
    assert "row 65,536 and column 65,536" in refused(tmp_path / "kaukana.xls")


@pytest.mark.parametrize("name", ["rikki.xlsb", "rikki.xls", "rikki.ods", "rikki.xlsm"])
@pytest.mark.parametrize("data", [b"PK\3\4" + b"\0" * 60, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 900])
def test_broken_workbooks_of_every_name(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    refused(tmp_path / name)


def test_a_far_cell_of_a_binary_workbook(tmp_path: Path) -> None:
    row, cell = (b"\0\x04" + struct.pack("<I", 1_048_575), b"\x05\x0c" + struct.pack("<IId", 16_383, 0, 1.0))
    with zipfile.ZipFile(tmp_path / "kaukana.xlsb", "w") as book:
        book.writestr("xl/workbook.bin", b"")
        book.writestr("xl/worksheets/sheet1.bin", b"\x81\x01\0\x91\x01\0" + row + cell)
    assert "row 1,048,576 and column 16,384" in refused(tmp_path / "kaukana.xlsb")


def test_an_encrypted_workbook_says_so(tmp_path: Path) -> None:
    """An encrypted workbook is a compound file with a stream of that name."""
    data = bytearray(SEED_XLS.read_bytes())
    (start,) = struct.unpack_from("<I", data, 48)
    directory = 512 * (start + 1)
    at = data.index("Workbook".encode("utf-16-le"), directory)
    name = "EncryptedPackage".encode("utf-16-le")
    data[at : at + 64] = name.ljust(64, b"\0")
    struct.pack_into("<H", data, at + 64, len(name) + 2)
    (tmp_path / "salattu.xlsx").write_bytes(data)
    assert "password" in refused(tmp_path / "salattu.xlsx")


@pytest.mark.parametrize("whole", [False, True])
def test_an_encrypted_open_document_says_so(tmp_path: Path, whole: bool) -> None:
    """Its parts are encrypted one by one, or all together as one."""
    with zipfile.ZipFile(tmp_path / "salattu.ods", "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        if whole:
            book.writestr("encrypted-package", b"\x01\x02")
        else:
            book.writestr("content.xml", b"\x01\x02")
            book.writestr("META-INF/manifest.xml", b"<m:manifest><m:file-entry><m:encryption-data/></m:file-entry>")
    assert "password" in refused(tmp_path / "salattu.ods")


# --- archives ---------------------------------------------------------------------------------------------


def test_an_archive_within_an_archive_is_never_unfolded(tmp_path: Path) -> None:
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pommi", b"\0" * 30_000_000)
    read = read_register(tampered(tmp_path / "sisäkkäin.xlsx", {"xl/embeddings/inner.zip": inner.getvalue()}))
    assert len(read.initiatives) == 1


def test_too_many_members(tmp_path: Path) -> None:
    assert "unfolds" in refused(tampered(tmp_path / "monta.xlsx", {f"x/{n}": b"" for n in range(2_001)}))


def test_a_member_that_lies_about_its_size(tmp_path: Path) -> None:
    path = tampered(tmp_path / "valehteleva.xlsx", {"xl/media/a.bin": b"\0" * 3_000_000})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        at = 0
        while (at := data.find(signature, at)) >= 0:
            if struct.unpack_from("<I", data, at + offset)[0] == 3_000_000:
                struct.pack_into("<I", data, at + offset, 10)
            at += 4
    path.write_bytes(data)
    assert "broken" in refused(path)


def test_macros_are_passed_by(tmp_path: Path) -> None:
    read = read_register(tampered(tmp_path / "makrot.xlsm", {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub Auto_Open()"}))
    assert [initiative.title for initiative in read.initiatives] == ["Yksi"]


def shared_texts(count: int, length: int) -> str:
    return f"<sst {MAIN}>" + f"<si><t>{'x' * length}</t></si>" * count + "</sst>"


def pointing(rows: int, columns: int) -> str:
    cells = "".join(f'<c r="{chr(65 + n)}{{r}}" t="s"><v>0</v></c>' for n in range(columns))
    body = "".join(f'<row r="{r}">{cells.format(r=r)}</row>' for r in range(1, rows + 1))
    return f"<worksheet {MAIN}><sheetData>{body}</sheetData></worksheet>"


def test_one_long_text_in_many_cells_is_counted_as_often(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {
        "xl/sharedStrings.xml": shared_texts(1, 30_000),
        "xl/worksheets/sheet1.xml": pointing(500, 20),
    }
    assert "unfolds" in refused(tampered(tmp_path / "osoittava.xlsx", parts))
    apostrophes = pointing(500, 20).replace('t="s"', "t = 's'")
    assert "unfolds" in refused(tampered(tmp_path / "toinen.xlsx", parts | {"xl/worksheets/sheet1.xml": apostrophes}))


def test_a_long_text_that_few_cells_hold_is_no_matter(tmp_path: Path) -> None:
    """Many cells and one long text: only what the cells point to counts."""
    texts = f"<sst {MAIN}><si><t>Hanke</t></si><si><t>{'x' * 30_000}</t></si></sst>"
    parts: dict[str, str | bytes] = {"xl/sharedStrings.xml": texts, "xl/worksheets/sheet1.xml": pointing(500, 20)}
    assert "unfolds" not in refused(tampered(tmp_path / "pitkä.xlsx", parts))


def test_repeated_cells_of_repeated_rows(tmp_path: Path) -> None:
    cell = f'<table:table-cell table:number-columns-repeated="600"><text:p>{"x" * 200}</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="4000">{cell}</table:table-row>'
    with zipfile.ZipFile(tmp_path / "toistava.ods", "w") as book:
        book.writestr("content.xml", f'<d><table:table table:name="a">{rows}</table:table></d>')
    assert "unfolds" in refused(tmp_path / "toistava.ods")


def test_files_of_nothing_but_beginnings_come_to_an_end(tmp_path: Path) -> None:
    cells = '<sheetData><c r="AZ99999" t="e" t="s" s="1">' + "<c " * 90_000 + "</sheetData>"
    rows = '<sheetData><row hidden="1"/>' + "<row " * 90_000 + '<c t="s"' * 90_000
    formulas = '<sheetData><c r="A1"><f>1</f></c>' + "<c r><f" * 90_000 + "</sheetData>"
    fills = "<fills>" + "<fill>" * 90_000 + "</fills><cellXfs><xf/></cellXfs>"
    texts: dict[str, str | bytes] = {"xl/sharedStrings.xml": shared_texts(1, 30_000)}
    read_bounded(
        *(
            tampered(tmp_path / f"{n}.xlsx", texts | {"xl/worksheets/sheet1.xml": sheet})
            for n, sheet in enumerate((cells, rows, formulas))
        ),
        tampered(tmp_path / "fills.xlsx", {"xl/styles.xml": fills}),
    )


# --- large files, each in a process of its own ------------------------------------------------------------


def _write(path: Path, piece: str, size: int, start: str = "") -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.write(start)
        many = piece * (1 + 1_000_000 // len(piece))
        for _time in range(size // len(many) + 1):
            file.write(many)
    return path


def test_large_texts_are_refused_within_bounds(tmp_path: Path) -> None:
    cases = [
        ("x" * 1000, 30_000_000, "", "field of more than"),
        ("a;b;", 30_000_000, "", "field of more than"),
        ("\n", 30_000_000, HEADER, "too large"),
        (";\n", 30_000_000, HEADER, "too large"),
        ("ä😀;b\n", 20_000_000, HEADER, "too large"),
        (RECORD.format(n=1), 12_000_000, HEADER, "too large"),
        (RECORD.format(n=1), 40_000_000, HEADER, "at most 32 MB"),
    ]
    paths = [
        _write(tmp_path / f"suuri{number}.csv", piece, size, start)
        for number, (piece, size, start, _says) in enumerate(cases)
    ]
    for path, (*_made, says), outcome in zip(paths, cases, read_bounded(*paths), strict=True):
        assert says in str(outcome.error)
        assert path.name in str(outcome.error)


def test_a_quotation_mark_that_never_closes(tmp_path: Path) -> None:
    start = HEADER + '1;"Avoin;Turku;Idea;2011;2012\n'
    (outcome,) = read_bounded(_write(tmp_path / "avoin.csv", RECORD.format(n=7), 1_000_000, start))
    assert outcome.error is None
    assert outcome.read > 0


def test_two_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "valtava.csv").open("wb") as file:
        file.truncate(200_000_000)
    assert "at most 64 MB" in refused(tmp_path / "valtava.csv")


def test_a_million_rows_and_all_columns(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1_000_001))
    sheet = f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
    (outcome,) = read_bounded(tampered(tmp_path / "miljoona.xlsx", {"xl/worksheets/sheet1.xml": sheet}))
    assert "row 1,000,000" in str(outcome.error)
    (tmp_path / "leveä.csv").write_text(
        ";".join(f"k{n}" for n in range(16_384)) + "\n" + ";" * 16_383, encoding="utf-8"
    )
    assert "702 columns" in refused(tmp_path / "leveä.csv")


def test_zeros_that_unfold_without_measure(tmp_path: Path) -> None:
    path = tampered(tmp_path / "pommi.xlsx", {})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", b"\0" * 100_000_000)
    assert path.stat().st_size < 1_000_000
    assert "unfolds" in str(read_bounded(path)[0].error)


def test_the_limits_leave_room_for_any_register() -> None:
    assert limits.MOST_ROWS >= 5 * 20_000
    assert limits.MOST_CELLS >= 5 * 20_000 * 14


# --- nothing is carried out or fetched --------------------------------------------------------------------


def test_nothing_is_executed_or_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading opens no connection and starts no process, whatever the file asks for; formulas of a text stay text."""
    asked: list[str] = []

    def watch(event: str, _args: object) -> None:
        if watching and event.startswith(
            ("socket.", "subprocess.", "os.exec", "os.system", "os.fork", "os.posix_spawn")
        ):
            asked.append(event)

    def forbidden(*_args: object, **_more: object) -> None:
        asked.append("called")
        raise AssertionError("a register reached out")

    link = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
        'Target="http://127.0.0.1:9/salkku.xlsx" TargetMode="External"/></Relationships>'
    )
    linked = tampered(
        tmp_path / "linkit.xlsx",
        {
            "xl/externalLinks/externalLink1.xml": f"<externalLink {MAIN}/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": link,
            "xl/vbaProject.bin": b"Sub Auto_Open()",
        },
    )
    commands = [
        "=cmd|'/c calc'!A1",
        '=HYPERLINK("http://127.0.0.1:9/")',
        "@SUM(1)",
        "+CMD()+1",
        "-2+CMD()",
        '=WEBSERVICE("http://a")',
    ]
    text = tmp_path / "kaavat.csv"
    quoted = ['"' + one.replace('"', '""') + '"' for one in commands]
    text.write_text(
        HEADER + "".join(f"{n};{one};Turku;Idea;2011;2012\n" for n, one in enumerate(quoted)), encoding="utf-8"
    )
    read_register(text)  # what is imported when first needed is no matter
    for where, name in ((socket, "socket"), (subprocess, "Popen"), (os, "system"), (os, "execv"), (os, "fork")):
        monkeypatch.setattr(where, name, forbidden)
    watching = True
    sys.addaudithook(watch)
    try:
        assert len(read_register(linked).initiatives) == 1
        read = read_register(text)
    finally:
        watching = False
    assert [initiative.title for initiative in read.initiatives] == commands
    assert asked == []
