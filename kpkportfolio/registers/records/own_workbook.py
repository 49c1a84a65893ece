"""An Excel snapshot of this application, edited and come back: what a person has changed in it, by key.

Only cells that differ from what was written count (:mod:`kpkportfolio.model.workbook_marks`), so a file that lay for a
month takes nothing back that was done in the portfolio meanwhile. What initiatives are made of is read by
:mod:`.own_parts`; the other sheets are sums and lists of the same.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from kpkportfolio.model.vocabulary import Health, Status
from kpkportfolio.model.workbook_marks import HEALTH, MARK, SHEET, YES, plain
from kpkportfolio.registers.files import archive, limits, opening
from kpkportfolio.registers.record import Findings, Problem, ReadInitiative, ReadPart, ReadRegister
from kpkportfolio.registers.records import own_cells
from kpkportfolio.registers.records.own_marks import INITIATIVE, Columns, OwnList, OwnMarks, Rows, read_marks
from kpkportfolio.registers.records.own_parts import PartReader, divided
from kpkportfolio.registers.values.deliverables import split_deliverables
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.statuses import read_status
from kpkportfolio.text import N_, _

_REPORT_EVERY = 500
_COVER = 8
"""First rows of a cover, among which the portfolio is named."""
_TEXTS = ("title", "description", "organisation", "person", "programme", "domain")
_INVESTMENT = ("investment_min", "investment_max")
_READ = (*_TEXTS, "status", "health", "start", "end", "open_ended", "progress", *_INVESTMENT)
_READ_BACK = frozenset((*_READ, "deliverables"))


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
    marks = read_marks(path, sheets.pop(SHEET))
    findings = Findings()
    lists = [(name, rows, *found) for name, rows in sheets.items() if (found := marks.list_on(name, rows)) is not None]
    by_year = divided(marks, [(rows, one, at) for _name, rows, one, at in lists if one.entity == "money"])
    parts: list[ReadPart] = []
    total = sum(len(rows) for _name, rows, _one, _at in lists)
    done = 0
    for name, rows, one, at in lists:
        headings = [plain(cell) for cell in rows[at]]
        reader: _Reader | PartReader
        if one.entity == INITIATIVE:
            reader = _Reader(name, headings, one, marks, by_year, findings)
        else:
            reader = PartReader(name, headings, one, marks, findings.problems, parts)
        for number in range(at + 1, len(rows)):
            done += 1
            if progress is not None and done % _REPORT_EVERY == 0:
                progress(done, total)
            reader.read(number + 1, rows[number])
    left = [name for name in sheets if name not in {one[0] for one in lists}]
    findings.skipped += [(name, 0, _("it is made of the others and not read back")) for name in left]
    findings.remarks.append(_("This is a workbook of this application: what was edited in it is taken in, by key."))
    return ReadRegister(
        path,
        _portfolio(sheets.values()) or path.stem,
        findings.initiatives,
        findings.problems,
        findings.rows_seen,
        findings.skipped,
        remarks=tuple(findings.remarks),
        own=True,
        parts=tuple(parts),
    )


def _portfolio(sheets: Iterable[Rows]) -> str | None:
    """The portfolio's name on the cover, whose title, in whatever language, ends with it."""
    for rows in sheets:
        title = plain(rows[0][0]) if rows and rows[0] else ""
        for row in rows[1:_COVER] if title else ():
            name = plain(row[1]) if len(row) > 1 else ""
            if name and title.endswith(f": {name}"):
                return name
    return None


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


class _Reader:
    """Reads the rows of one sheet."""

    def __init__(
        self,
        sheet: str,
        headings: Sequence[str],
        one: OwnList,
        marks: OwnMarks,
        by_year: frozenset[str],
        findings: Findings,
    ) -> None:
        self._sheet, self._marks, self._findings = sheet, marks, findings
        self._headings, self._by_year = headings, by_year
        self._columns = Columns(headings, one)
        self._prints = marks.prints.get(one.entity, {})
        self._at = self._columns.at
        self._seen: set[str] = set()

    def read(self, number: int, row: Sequence[Any]) -> None:
        """Take in one row; ``number`` is Excel's."""
        if not any(plain(cell) for cell in row):
            return
        self._findings.rows_seen += 1
        key, title = (plain(row[self._at[name]]) for name in ("key", "title"))
        prints = self._prints.get(key.lower(), ())
        if not title:
            self._problem(number, "title", row, _("The initiative has no title."), _("a title"), fatal=True)
            return
        if key and key.lower() in self._seen:
            words = _("This key stands on an earlier row too; without a key the row becomes a new initiative.")
            self._problem(number, "key", row, words, _("an empty cell"), fatal=True)
            return
        self._seen.add(key.lower())
        edited = self._columns.edited(row, prints)
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
        if title in self._by_year:
            for name in _INVESTMENT:
                if name in edited:
                    words = _("The investment is told by year, and this is the sum of its years.")
                    accepted = _("the amounts of the years, on their own sheet")
                    self._problem(number, name, row, words, accepted)
                    edited.discard(name)
                    values.pop(name, None)
        if values.get("end") is not None:
            # a day is an end, whatever was said of the work being continuous
            values["open_ended"] = False
            edited.add("open_ended")
        raw = {heading: plain(cell) for heading, cell in zip(self._headings, row, strict=False) if plain(cell)}
        record = _record(self._sheet, number, key or None, title, values, raw)
        written = self._columns.written(prints, self._marks.words)
        said = {name: written.get(name, "") for name in sorted(edited & _READ_BACK)} if prints else None
        self._findings.initiatives.append(record._replace(edited=said))

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
            return own_cells.day(cell, first=name == "start")
        if name == "progress":
            return own_cells.percentage(cell)
        if name in _INVESTMENT:
            return own_cells.cents(cell, low=name.endswith("_min"))
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
