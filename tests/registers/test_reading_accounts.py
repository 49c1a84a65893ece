"""Of every real register, each row of the file is read or told of; counted by others than the reader."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from kpkportfolio.registers.reading import ReadRegister
from tests.registers import accounts

DATA = Path(__file__).resolve().parents[2] / "../shared/data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data folder is not beside the checkout")

# file, encoding, delimiter (None: a record on each line), records that the file holds by the account of its makers
TEXTS = [
    ("real/fi_rakennerahasto_2007_2013.csv", "utf-8", ",", 19940),
    ("real/fi_rakennerahasto_2014_2020.csv", "utf-8", ",", 2881),
    ("real/se_eu_projekt_2014_2020.csv", "utf-8", ",", 374),
    ("real/dk_erdf_2014_2020_cp1252.csv", "cp1252", ";", 107),
    ("real/ca_gc_it_projects_2016.csv", "utf-8", ",", 398),
    ("real/quirks/fi_rakennerahasto_2007_2013_old_8bit_first400.csv", "cp1252", None, 399),
    ("real/quirks/fi_rakennerahasto_2014_2020_trailing_semicolons.csv", "utf-8", None, 2881),
    ("real/quirks/uk_gmpp_2020_as_published.csv", "cp1252", ",", 125),
    ("real/quirks/uk_gmpp_2022_as_published.csv", "cp1252", ";", 235),
    ("registers/jip.csv", "cp1252", ";", 12),
    ("registers/omat.csv", "utf-8", ",", 11),
    ("registers/english.csv", "utf-8", ",", 6),
]
WORKBOOKS = [
    "real/fi_helsinki_budget23.xlsx",
    "registers/julkit.xlsx",
    "registers/kuntait.xlsx",
    "registers/svenska.xlsx",
]


def rows_of_text(path: Path, encoding: str, delimiter: str | None) -> int:
    """The records under the header, empty ones not counted."""
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        if delimiter is None:
            return sum(bool(line.strip(" ,;\r\n")) for line in stream.read().split("\n")) - 1
        return sum(any(map(str.strip, row)) for row in csv.reader(stream, delimiter=delimiter)) - 1


def told_rows(read: ReadRegister) -> Counter[tuple[str | None, int]]:
    """Each row that the register tells of: as an initiative, a refused row, or one left out with a reason."""
    refused = {(one.sheet, one.row) for one in read.problems if one.fatal and one.row}
    return Counter(
        [
            *((one.sheet, one.row) for one in read.initiatives),
            *refused,
            *((sheet, row) for sheet, row, why in read.skipped if row and why),
        ]
    )


@pytest.mark.parametrize(("file", "encoding", "delimiter", "rows"), TEXTS, ids=[Path(one[0]).name for one in TEXTS])
def test_every_record_of_a_text_file_is_told_of(file: str, encoding: str, delimiter: str | None, rows: int) -> None:
    read = accounts.read_once(DATA / file)
    told = told_rows(read)
    assert set(told.values()) == {1}
    assert len(told) == rows_of_text(DATA / file, encoding, delimiter) == rows
    assert read.rows_seen == len(read.initiatives) + sum(one.fatal for one in read.problems)


def test_every_column_of_a_table_on_its_side_is_told_of() -> None:
    path = DATA / "real/quirks/uk_gmpp_2014_as_published.csv"
    with path.open(encoding="cp1252", errors="replace", newline="") as stream:
        columns = list(zip(*csv.reader(stream), strict=True))
    told = told_rows(accounts.read_once(path))
    assert set(told.values()) == {1}
    assert len(told) == sum(any(map(str.strip, column)) for column in columns) - 1


@pytest.mark.parametrize("file", WORKBOOKS, ids=lambda file: Path(file).name)
def test_every_row_of_a_workbook_is_told_of(file: str) -> None:
    from python_calamine import CalamineWorkbook

    read = accounts.read_once(DATA / file)
    told = told_rows(read)
    assert set(told.values()) == {1}
    headers = {table.sheet: table.header for table in read.tables if table.taken}
    whole = {sheet for sheet, row, _why in read.skipped if row == 0}
    book = CalamineWorkbook.from_path(str(DATA / file))
    assert {*headers, *whole} == set(book.sheet_names)
    for name, header in headers.items():
        assert header is not None
        grid = book.get_sheet_by_name(name or "").to_python(skip_empty_area=False)
        holding = {
            number
            for number, row in enumerate(grid, 1)
            if number > header[1] + 1 and any(str(cell).strip() for cell in row if cell is not None)
        }
        assert holding <= {row for sheet, row in told if sheet == name}


@pytest.mark.parametrize("file", [*(one[0] for one in TEXTS), *WORKBOOKS], ids=lambda file: Path(file).name)
def test_what_is_shown_is_what_was_read(file: str) -> None:
    read = accounts.read_once(DATA / file)
    assert sum(table.records for table in read.tables) == len(read.initiatives)
    for table in read.tables:
        shown = table.grid if not table.transposed else tuple(zip(*table.grid, strict=False))
        assert len(table.fates) == len(shown)
        assert table.taken == (table.records > 0)
        if table.taken and not table.transposed and len(table.grid) > max(1, table.records):
            assert table.fates.count("record") <= table.records
        assert all(0 <= column.confidence <= 1 for column in table.columns)


def test_the_page_of_accounts_is_what_is_read() -> None:
    """docs/REGISTERS.md; ``python -m tests.registers.accounts --write`` renews it."""
    every = [accounts.account(path) for path in accounts.files()]
    assert [one for one in every if one.told != one.held] == []
    assert accounts.table(every) in accounts.PAGE.read_text(encoding="utf-8")
