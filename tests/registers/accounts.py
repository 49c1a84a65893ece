"""The table of docs/REGISTERS.md: what becomes of every row of every real register.

``python -m tests.registers.accounts`` prints it, ``--write`` puts it in its place. The rows of a file are counted
by the csv module, calamine and a bare search for tasks, not by the reader.
"""

import csv
import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kpkportfolio.registers.reading import ReadRegister, read_register

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "../shared/data"
PAGE = ROOT / "docs/REGISTERS.md"
_MARK = "<!-- table -->\n"
_LINES = {
    "fi_rakennerahasto_2007_2013_old_8bit_first400.csv",
    "fi_rakennerahasto_2014_2020_trailing_semicolons.csv",
}
"""Files whose quotation marks are not to be trusted: a record is a line."""
_CP1252 = {
    "dk_erdf_2014_2020_cp1252.csv",
    "fi_rakennerahasto_2007_2013_old_8bit_first400.csv",
    "jip.csv",
    "uk_gmpp_2014_as_published.csv",
    "uk_gmpp_2020_as_published.csv",
    "uk_gmpp_2022_as_published.csv",
}
_ON_ITS_SIDE = {"uk_gmpp_2014_as_published.csv"}


class Account(NamedTuple):
    """``held`` rows of a file, of which ``read`` became initiatives, ``refused`` cannot be taken in and ``left`` hold
    none, by reason."""

    file: str
    held: int
    read: int
    refused: int
    left: Counter[str]
    unknown: int

    @property
    def told(self) -> int:
        return self.read + self.refused + sum(self.left.values())


def files() -> list[Path]:
    """Every real register and plan, and the six of our own."""
    return [
        *sorted((DATA / "registers").glob("*.csv")),
        *sorted((DATA / "registers").glob("*.xlsx")),
        *sorted(path for path in (DATA / "real").glob("*") if path.is_file()),
        *sorted((DATA / "real/quirks").glob("*")),
        *sorted((DATA / "real/project_files").glob("*")),
    ]


@cache
def read_once(path: Path) -> ReadRegister:
    """A register read, once however many tests ask; none of them changes it."""
    return read_register(path)


def account(path: Path) -> Account:
    """What becomes of a file's rows."""
    read = read_once(path)
    refused = {(one.sheet, one.row) for one in read.problems if one.fatal and one.row}
    # of a workbook row 0 stands for a whole sheet, of a plan for the task that is the plan itself
    left = Counter(why for _sheet, row, why in read.skipped if row or path.suffix == ".xml")
    unknown = sum(not one.fatal for one in read.problems)
    return Account(path.name, rows_of(path, read), len(read.initiatives), len(refused), left, unknown)


def rows_of(path: Path, read: ReadRegister) -> int:
    """The rows under the headers that hold anything, counted without the reader; of a workbook those of the sheets
    that were read, empty ones among them as far as the reader tells of them."""
    if path.suffix == ".xml":
        return len(re.findall(r"<Task>", path.read_text(encoding="utf-8", errors="replace")))
    if path.suffix == ".gan":
        # and the plan itself, which has no task of its own
        return len(re.findall(r"<task\s", path.read_text(encoding="utf-8", errors="replace"))) + 1
    if path.suffix == ".xlsx":
        return _rows_of_workbook(path, read)
    encoding = "cp1252" if path.name in _CP1252 else "utf-8-sig"
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        if path.name in _LINES:
            return sum(bool(line.strip(" ,;\r\n")) for line in stream.read().split("\n")) - 1
        dialect = ";" if stream.readline().count(";") > 3 else ","
        stream.seek(0)
        rows = list(csv.reader(stream, delimiter=dialect))
    if path.name in _ON_ITS_SIDE:
        rows = [list(column) for column in zip(*rows, strict=True)]
    return sum(any(map(str.strip, row)) for row in rows) - 1


def _rows_of_workbook(path: Path, read: ReadRegister) -> int:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    empty = Counter(sheet for sheet, row, why in read.skipped if row and "empty" in why)
    held = 0
    for table in read.tables:
        if table.taken and table.header is not None:
            grid = book.get_sheet_by_name(table.sheet or "").to_python(skip_empty_area=False)
            below = grid[table.header[1] + 1 :]
            held += sum(any(str(cell).strip() for cell in row if cell is not None) for row in below)
            held += empty[table.sheet]
    return held


def table(accounts: list[Account]) -> str:
    """As Markdown."""
    lines = [
        "| file | rows in the file | initiatives | refused | left out, told why | values told as problems |",
        "| --- | ---: | ---: | ---: | --- | ---: |",
    ]
    for one in accounts:
        left = "; ".join(f"{count} {why}" for why, count in one.left.most_common()) or "–"
        figures = f"{one.held} | {one.read} | {one.refused or '–'}"
        lines.append(f"| `{one.file}` | {figures} | {left} | {one.unknown or '–'} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Print the table, or write it into the page."""
    accounts = [account(path) for path in files()]
    for one in accounts:
        if one.told != one.held:
            sys.stderr.write(f"{one.file}: {one.told} told of, {one.held} in the file\n")
    text = table(accounts)
    if "--write" in sys.argv[1:]:
        page = PAGE.read_text(encoding="utf-8")
        before, _old, after = page.split(_MARK)
        PAGE.write_text(f"{before}{_MARK}\n{text}\n{_MARK}{after}", encoding="utf-8")
    else:
        sys.stdout.write(text)
    return int(any(one.told != one.held for one in accounts))


if __name__ == "__main__":
    sys.exit(main())
