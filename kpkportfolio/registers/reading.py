"""One register read: a file of any shape becomes initiatives and a list of everything that was not understood.

Pure: nothing is stored, nothing is compared with the portfolio. ``kpkportfolio.registers`` reconciles elsewhere.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.registers.choosing import Choice, choose, leave_unsure
from kpkportfolio.registers.columns.confidence import SURE
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.columns.years import TOTALS
from kpkportfolio.registers.difference.between_records import check
from kpkportfolio.registers.difference.renaming import renamed, spelled_alike
from kpkportfolio.registers.files.cells import Sheet, read_sheets
from kpkportfolio.registers.layouts.hidden import hidden_remarks, struck_remarks
from kpkportfolio.registers.layouts.turning import find_lying
from kpkportfolio.registers.plans.plan_files import read_plan
from kpkportfolio.registers.profile import Profile
from kpkportfolio.registers.record import Findings, Problem, ReadInitiative, ReadRegister, TableSeen
from kpkportfolio.registers.records.gathered import Headings, without_years
from kpkportfolio.registers.records.interpret import TableReader
from kpkportfolio.registers.records.own_workbook import read_own_workbook
from kpkportfolio.registers.records.together import gather_by_name, gather_by_reference
from kpkportfolio.registers.seeing import seen
from kpkportfolio.registers.values.legend import in_two_cells
from kpkportfolio.store.bulk import garbage_left_alone
from kpkportfolio.text import _

_OF_A_LEGEND = 200
"""First rows of a sheet that is no register of which each may explain a code."""

__all__ = ["SURE", "NoHeader", "Problem", "ReadInitiative", "ReadRegister", "read_register"]


@garbage_left_alone()
def read_register(
    path: Path,
    progress: Callable[[int, int], None] | None = None,
    profile: Profile | None = None,
    guess_from: float = SURE,
) -> ReadRegister:
    """Reads a register: an Excel, OpenDocument or text file with a row for each initiative, or a project plan.

    Args:
        path: the file. It is treated as data; nothing in it is executed.
        progress: told ``(rows done, rows in all)`` now and then; what it raises cancels the reading.
        profile: how the file is to be read, as a person said; None is as recognised. What it says of things that the
            file does not have is told in ``remarks``.
        guess_from: columns recognised with less confidence are left out and told as problems; 0 believes every guess.

    Raises:
        UnacceptableInput: the file is no register: an unknown type, broken, protected, oversized, empty, or without
            any row that could be a header (:class:`NoHeader`, which shows the sheets).
    """
    if (plan := read_plan(path, progress)) is not None:
        return (
            plan
            if profile is None
            else replace(plan, initiatives=renamed(plan.initiatives, profile.names), profile=profile)
        )
    if profile is None and (own := read_own_workbook(path, progress)) is not None:
        return own
    said = profile or Profile()
    sheets = read_sheets(path, said.encoding, said.delimiter)
    findings = Findings(remarks=[*sheets[0].told] if sheets else [])
    choices = choose(sheets, said, findings.remarks)
    for sheet in sheets:
        if any(choice.original is sheet and choice.why is None for choice in choices):
            findings.remarks.extend(hidden_remarks(sheet) + struck_remarks(sheet))
    if not any(choice.table is not None and (choice.why is None or choice.said is not None) for choice in choices):
        raise _no_header(path, sheets, tuple(seen(choice, None, findings) for choice in choices))
    for choice in choices:
        leave_unsure(choice, guess_from, findings)
    findings.skipped += [_left_out(choice, choices) for choice in choices if choice.why is not None]
    readers = _readers(choices, said)
    total = sum(reader.table.last - reader.table.first for reader in readers.values())
    done = 0
    for reader in readers.values():
        for rows in reader.read(findings):
            if progress is not None:
                progress(done + rows, total)
        done += reader.table.last - reader.table.first
    findings.initiatives = renamed(spelled_alike(findings.initiatives), said.names)
    headings = _headings(readers.values())
    going_on = {
        (one.sheet.name, one.place(index)): sure for one in readers.values() for index, sure in one.going_on.items()
    }
    gather_by_reference(findings, headings, going_on)
    check(findings)
    gather_by_name(findings, headings)
    return ReadRegister(
        path,
        path.stem,
        findings.initiatives,
        findings.problems,
        findings.rows_seen,
        findings.skipped,
        tables=tuple(seen(choice, readers.get(number), findings) for number, choice in enumerate(choices)),
        encoding=sheets[0].encoding if sheets else None,
        delimiter=sheets[0].delimiter if sheets else None,
        remarks=tuple(findings.remarks),
        profile=profile,
    )


def _readers(choices: Sequence[Choice], said: Profile) -> dict[int, TableReader]:
    """What reads each of the tables that are read, by the table's number."""
    names = {choice.original.name or "" for choice in choices if choice.why is None}
    # sheets of one name but for the year are of a year, not of a programme
    series = Counter(without_years(name) for name in names)
    counted_from: dict[str | None, int] = {}
    unread = {choice.original.name: choice.original for choice in choices if choice.why is not None}
    legends = [told for sheet in unread.values() for row in sheet.rows[:_OF_A_LEGEND] if (told := in_two_cells(row))]
    readers: dict[int, TableReader] = {}
    for number, choice in enumerate(choices):
        if choice.table is None:
            continue
        begin = counted_from.setdefault(choice.original.name, choice.table.header.stop)
        if choice.why is None:
            several = len(names) > 1 and series[without_years(choice.original.name or "")] == 1
            readers[number] = TableReader(choice.sheet, choice.table, begin, several, said, legends)
    return readers


def _headings(readers: Iterable[TableReader]) -> Headings:
    """What the columns of status and of whole amounts are called in the tables of a file."""
    status: set[str] = set()
    money: set[str] = set()
    for reader in readers:
        for column, what in reader.table.columns.uses.items():
            if what is Field.STATUS:
                status.add(reader.names[column])
            elif what in TOTALS:
                money.add(reader.names[column])
    return Headings(frozenset(status), frozenset(money))


def _left_out(choice: Choice, choices: Sequence[Choice]) -> tuple[str | None, int, str]:
    """The sheet, or the header's row when other tables stand on it."""
    beside = sum(other.original is choice.original for other in choices) > 1
    row = choice.table.header.start + 1 if beside and choice.table is not None else 0
    return choice.original.name, row, choice.why or ""


class NoHeader(UnacceptableInput):
    """No sheet of a file has a row that could be a header.

    Attributes:
        tables: the sheets, for a person to show where it is.
    """

    def __init__(self, message: str, tables: tuple[TableSeen, ...]) -> None:
        super().__init__(message)
        self.tables = tables


def _no_header(path: Path, sheets: list[Sheet], tables: tuple[TableSeen, ...]) -> UnacceptableInput:
    if not any(cell != "" for sheet in sheets for row in sheet.rows for cell in row):
        return UnacceptableInput(_("{file} is empty.").format(file=path.name))
    if any(find_lying(sheet) for sheet in sheets):
        return NoHeader(
            _(
                "{file} has its initiatives side by side, one in each column. Turn the table so that each is on "
                "a row of its own."
            ).format(file=path.name),
            tables,
        )
    return NoHeader(
        _(
            "No header row was found in {file}. A register has a row of column names, such as name, organisation, "
            "status, start and end, and a row for each initiative under it."
        ).format(file=path.name),
        tables,
    )
