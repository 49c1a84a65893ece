"""An Excel snapshot of this application, edited and come back: what a person has changed in it, by key.

Only cells that differ from what was written count (:mod:`kpkportfolio.model.workbook_marks`), so a file that lay for a
month takes nothing back that was done in the portfolio meanwhile. Its other sheets are sums and lists of the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.model.vocabulary import Health, Status
from kpkportfolio.model.workbook_marks import FORMAT, HEALTH, MARK, SHEET, STATUS, YES, fingerprint, plain
from kpkportfolio.registers.files import archive, limits, opening
from kpkportfolio.registers.record import Findings, Problem, ReadInitiative, ReadRegister
from kpkportfolio.registers.values.dates import read_moment
from kpkportfolio.registers.values.deliverables import split_deliverables
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.moments import Moment
from kpkportfolio.registers.values.money import read_money
from kpkportfolio.registers.values.statuses import read_status
from kpkportfolio.text import N_, _

_REPORT_EVERY = 500
_HEADER_WITHIN = 20
"""Rows at a sheet's top among which its headings are looked for."""
_TEXTS = ("title", "description", "organisation", "person", "programme", "domain")
_READ = (*_TEXTS, "status", "health", "start", "end", "open_ended", "progress", "investment_min", "investment_max")
_READ_BACK = frozenset((*_READ, "deliverables"))

Rows = list[list[Any]]


@dataclass(frozen=True, slots=True)
class _Marks:
    """What the hidden sheet tells."""

    columns: Mapping[str, str]
    """Ids of columns by their headings, in the order of the fingerprints."""
    prints: Mapping[str, Sequence[str]]
    words: Mapping[tuple[str, str], str]


def read_own_workbook(path: Path, progress: Callable[[int, int], None] | None = None) -> ReadRegister | None:
    """The edits in a workbook that this application wrote; None when the file is none of them.

    Raises:
        UnacceptableInput: it was written by a newer version, is oversized or broken.
    """
    if path.suffix.lower() not in (".xlsx", ".xlsm", ".ods") or not path.is_file():
        return None
    data = opening.whole(path)
    if not data.startswith(b"PK"):
        return None
    archive.check(path.name, data)
    sheets = _sheets(path, data)
    if sheets is None:
        return None
    marks = _marks(path, sheets.pop(SHEET))
    findings = Findings()
    tables = [(name, rows, at) for name, rows in sheets.items() if (at := _header(rows, marks)) is not None]
    total = sum(len(rows) for _name, rows, _at in tables)
    done = 0
    for name, rows, at in tables:
        reader = _Reader(name, [plain(cell) for cell in rows[at]], marks, findings)
        for number in range(at + 1, len(rows)):
            done += 1
            if progress is not None and done % _REPORT_EVERY == 0:
                progress(done, total)
            reader.read(number + 1, rows[number])
    left = [name for name in sheets if name not in {table[0] for table in tables}]
    findings.skipped += [(name, 0, _("it is made of the others and not read back")) for name in left]
    findings.remarks.append(_("This is a workbook of this application: what was edited in it is taken in, by key."))
    return ReadRegister(
        path,
        path.stem,
        findings.initiatives,
        findings.problems,
        findings.rows_seen,
        findings.skipped,
        remarks=tuple(findings.remarks),
        own=True,
    )


def _sheets(path: Path, data: bytes) -> dict[str, Rows] | None:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        if SHEET not in book.sheet_names:
            return None
        mark = book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False, nrows=1)
        if not mark or not mark[0] or mark[0][0] != MARK:
            return None
        found: dict[str, Rows] = {}
        cells = 0
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            cells += sheet.total_height * sheet.total_width
            limits.check_extent(path.name, sheet.total_height, sheet.total_width)
            if cells > limits.MOST_CELLS:
                raise limits.too_large(path.name, sheet.total_height, sheet.total_width)
            found[name] = sheet.to_python(skip_empty_area=False)
        return found
    except (CalamineError, PasswordError, OSError, ValueError):
        # who reads registers says what is wrong with the file
        return None


def _marks(path: Path, rows: Rows) -> _Marks:
    try:
        if int(rows[0][1]) > FORMAT:
            raise UnacceptableInput(
                _("{file}: written by a newer version of KPK Portfolio; install it to read this.").format(
                    file=path.name
                )
            )
        ids, headings = ([str(cell) for cell in row if cell != ""] for row in rows[1:3])
        words = {(str(row[0]), plain(row[1])): str(row[2]) for row in rows[3:] if row[0] in (STATUS, HEALTH, YES)}
        packed = ";".join(str(row[0]) for row in rows[3:] if row[0] not in (STATUS, HEALTH, YES, ""))
        prints = {key: told for key, *told in (row.split(",") for row in packed.split(";"))}
        return _Marks(dict(zip(map(plain, headings), ids, strict=True)), prints, words)
    except (ValueError, IndexError, TypeError) as error:
        raise UnacceptableInput(
            _("{file} cannot be read as a workbook: {reason}").format(file=path.name, reason=error)
        ) from error


def _header(rows: Rows, marks: _Marks) -> int | None:
    """The row of headings, which has those of the title and the key."""
    wanted = {heading for heading, name in marks.columns.items() if name in ("title", "key")}
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        if wanted <= {plain(cell) for cell in row}:
            return at
    return None


class _Reader:
    """Reads the rows of one sheet."""

    def __init__(self, sheet: str, headings: Sequence[str], marks: _Marks, findings: Findings) -> None:
        self._sheet, self._marks, self._findings = sheet, marks, findings
        self._headings = headings
        self._names = {at: marks.columns[heading] for at, heading in enumerate(headings) if heading in marks.columns}
        self._at = {name: at for at, name in self._names.items()}
        places = {heading: place for place, heading in enumerate(marks.columns)}
        self._told = [(at, places[headings[at]]) for at in self._names]
        self._seen: set[str] = set()

    def read(self, number: int, row: Sequence[Any]) -> None:
        """Take in one row; ``number`` is Excel's."""
        if not any(plain(cell) for cell in row):
            return
        self._findings.rows_seen += 1
        key, title = (plain(row[self._at[name]]) for name in ("key", "title"))
        prints = self._marks.prints.get(key.lower(), ())
        if not title:
            self._problem(number, "title", row, _("The initiative has no title."), _("a title"), fatal=True)
            return
        if key and key.lower() in self._seen:
            words = _("This key stands on an earlier row too; without a key the row becomes a new initiative.")
            self._problem(number, "key", row, words, _("an empty cell"), fatal=True)
            return
        self._seen.add(key.lower())
        edited = self._edited(row, prints)
        values: dict[str, Any] = {}
        for name in sorted(_READ_BACK & self._at.keys()):
            if prints and name not in edited:
                continue
            found = self._value(name, number, row)
            if isinstance(found, Fault):
                self._problem(number, name, row, _(found.message), _(found.accepted))
                edited.discard(name)
            else:
                values[name] = found
        if prints:
            for name in sorted(edited - _READ_BACK - {"key"}):
                words = _("This column is not read back; edit it in the application.")
                self._problem(number, name, row, words, _("what was written there"))
        if values.get("end") is not None:
            # a day is an end, whatever was said of the work being continuous
            values["open_ended"] = False
            edited.add("open_ended")
        raw = {heading: plain(cell) for heading, cell in zip(self._headings, row, strict=False) if plain(cell)}
        record = _record(self._sheet, number, key or None, title, values, raw)
        said = frozenset(edited & _READ_BACK) if prints else None
        self._findings.initiatives.append(record._replace(edited=said))

    def _edited(self, row: Sequence[Any], prints: Sequence[str]) -> set[str]:
        """Columns whose cell is another than was written."""
        return {
            self._names[at] for at, place in self._told if place < len(prints) and prints[place] != fingerprint(row[at])
        }

    def _value(self, name: str, number: int, row: Sequence[Any]) -> Any:
        """What a cell says; a Fault when it cannot be understood."""
        cell = row[self._at[name]]
        text = plain(cell)
        if not text:
            return None
        if name in _TEXTS:
            return cell.strip() if isinstance(cell, str) else text
        if name == "deliverables":
            return split_deliverables(str(cell))
        if name == "open_ended":
            return (YES, text) in self._marks.words
        if name in ("start", "end"):
            return _day(cell, name)
        if name == "progress":
            return _whole(cell, 100)
        if name not in ("status", "health"):
            return _cents(cell, name)
        word = self._marks.words.get((name, text))
        if name == "status":
            return read_status(text) if word is None else Status(word)
        known = ", ".join(word for kind, word in self._marks.words if kind == HEALTH)
        return Fault(N_("This is not known."), known) if word is None else Health(word)

    def _problem(
        self, number: int, name: str, row: Sequence[Any], message: str, accepted: str, fatal: bool = False
    ) -> None:
        at = self._at[name]
        value = plain(row[at]) or None
        self._findings.problems.append(
            Problem(self._sheet, number, self._headings[at], value, message, accepted, fatal)
        )


def _record(
    sheet: str, number: int, key: str | None, title: str, values: Mapping[str, Any], raw: Mapping[str, str]
) -> ReadInitiative:
    told: dict[str, Any] = {name: values.get(name) for name in _READ if name not in ("title", "open_ended")}
    return ReadInitiative(
        sheet=sheet,
        row=number,
        ref=key,
        title=title,
        open_ended=bool(values.get("open_ended")),
        deliverables=tuple(values.get("deliverables") or ()),
        language=None,
        raw=raw,
        **told,
    )


def _day(cell: object, name: str) -> date | Fault | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = read_moment(cell)
    if isinstance(found, Moment):
        return found.first if name == "start" else found.last
    return found


def _whole(cell: object, most: int) -> int | Fault:
    number = cell
    if isinstance(cell, str):
        text = cell.replace("%", "").strip()
        number = int(text) if text.isdecimal() else None
    if (
        isinstance(number, int | float)
        and not isinstance(number, bool)
        and number == int(number)
        and 0 <= number <= most
    ):
        return int(number)
    return Fault(N_("It is no percentage from 0 to 100."), "0–100")


def _cents(cell: object, name: str) -> int | Fault | None:
    found = read_money(cell)
    if found is None or isinstance(found, Fault):
        return found
    return found.low if name.endswith("_min") else found.high
