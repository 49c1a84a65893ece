"""One register read: a file of any shape becomes initiatives and a list of everything that was not understood.

Pure: nothing is stored, nothing is compared with the portfolio. ``kpkportfolio.registers`` reconciles elsewhere.
"""

from collections.abc import Callable
from pathlib import Path

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.registers.cells import Sheet, read_sheets
from kpkportfolio.registers.interpret import TableReader
from kpkportfolio.registers.plan_files import read_plan
from kpkportfolio.registers.record import Findings, Problem, ReadInitiative, ReadRegister
from kpkportfolio.registers.tables import Table, spread
from kpkportfolio.registers.turning import find_lying
from kpkportfolio.store.bulk import garbage_left_alone
from kpkportfolio.text import _

__all__ = ["Problem", "ReadInitiative", "ReadRegister", "read_register"]

# a reference column in which more than this share of values repeat names something else than the initiative
_REPEATING = 0.2


@garbage_left_alone()
def read_register(path: Path, progress: Callable[[int, int], None] | None = None) -> ReadRegister:
    """Reads a register: an Excel, OpenDocument or text file with a row for each initiative, or a project plan.

    Args:
        path: the file. It is treated as data; nothing in it is executed.
        progress: told ``(rows done, rows in all)`` now and then; what it raises cancels the reading.

    Raises:
        UnacceptableInput: the file is no register: an unknown type, broken, protected, oversized, empty, or without
            any row that could be a header.
    """
    if (plan := read_plan(path, progress)) is not None:
        return plan
    sheets = read_sheets(path)
    found: list[tuple[Sheet, list[Table]]] = []
    skipped: list[tuple[str | None, int, str]] = []
    for sheet in sheets:
        if not any(cell != "" for row in sheet.rows for cell in row):
            skipped.append((sheet.name, 0, _("the sheet is empty")))
        elif not sheet.visible:
            skipped.append((sheet.name, 0, _("the sheet is hidden")))
        elif grids := [(grid, tables) for grid, tables in spread(sheet) if tables]:
            found.extend(grids)
        else:
            skipped.append((sheet.name, 0, _("no header row was found on the sheet")))
    found, weak = _registers_only(found)
    skipped.extend((sheet.name, 0, _("no header row was found on the sheet")) for sheet in weak)
    if not found:
        raise _no_header(path, sheets)
    findings = Findings(skipped=skipped)
    total = sum(table.last - table.first for _sheet, tables in found for table in tables)
    done = 0
    several = len(found) > 1
    for sheet, tables in found:
        for table in tables:
            reader = TableReader(sheet, table, tables[0].header.stop, several)
            for rows in reader.read(findings):
                if progress is not None:
                    progress(done + rows, total)
            done += table.last - table.first
    _check_references(findings)
    return ReadRegister(
        path,
        path.stem,
        findings.initiatives,
        findings.problems,
        findings.rows_seen,
        findings.skipped,
        remarks=tuple(findings.remarks),
    )


def _registers_only(
    found: list[tuple[Sheet, list[Table]]],
) -> tuple[list[tuple[Sheet, list[Table]]], list[Sheet]]:
    """Without the sheets that only resemble a register (code lists, addresses) beside one that is."""
    strongest = max((table.strength for _sheet, tables in found for table in tables), default=0)
    need = 2 if strongest >= 3 else 1
    kept, weak = [], []
    for sheet, tables in found:
        strong = [table for table in tables if table.strength >= need]
        if strong:
            kept.append((sheet, strong))
        else:
            weak.append(sheet)
    return kept, weak


def _no_header(path: Path, sheets: list[Sheet]) -> UnacceptableInput:
    if not any(cell != "" for sheet in sheets for row in sheet.rows for cell in row):
        return UnacceptableInput(_("{file} is empty.").format(file=path.name))
    if any(find_lying(sheet) for sheet in sheets):
        return UnacceptableInput(
            _(
                "{file} has its initiatives side by side, one in each column. Turn the table so that each is on "
                "a row of its own."
            ).format(file=path.name)
        )
    return UnacceptableInput(
        _(
            "No header row was found in {file}. A register has a row of column names, such as name, organisation, "
            "status, start and end, and a row for each initiative under it."
        ).format(file=path.name)
    )


def _check_references(findings: Findings) -> None:
    """One reference, one initiative: a second row with the same reference cannot be taken in."""
    first: dict[str, ReadInitiative] = {}
    repeated: list[tuple[ReadInitiative, ReadInitiative]] = []
    for initiative in findings.initiatives:
        if initiative.ref:
            earlier = first.setdefault(initiative.ref.casefold(), initiative)
            if earlier is not initiative:
                repeated.append((earlier, initiative))
    if not repeated:
        return
    known = sum(initiative.ref is not None for initiative in findings.initiatives)
    # a running number that starts again on each sheet is no reference either
    running = all((later.ref or "").isdigit() and earlier.sheet != later.sheet for earlier, later in repeated)
    if running or (len(repeated) >= 3 and len(repeated) > _REPEATING * known):
        findings.initiatives[:] = [initiative._replace(ref=None) for initiative in findings.initiatives]
        findings.problems.append(
            Problem(
                None,
                None,
                _column_of(repeated[0][1], repeated[0][1].ref),
                repeated[0][1].ref,
                _("The references repeat, so they do not identify initiatives; they were left out."),
                _("a reference of its own for each initiative"),
                fatal=False,
            )
        )
        return
    for earlier, later in repeated:
        findings.problems.append(
            Problem(
                later.sheet,
                later.row,
                _column_of(later, later.ref),
                later.ref,
                _("The reference is already on row {row}.").format(row=_place(earlier)),
                _("a reference of its own for each initiative"),
                fatal=True,
            )
        )
    second = {id(later) for _earlier, later in repeated}
    findings.initiatives[:] = [initiative for initiative in findings.initiatives if id(initiative) not in second]


def _column_of(initiative: ReadInitiative, value: str | None) -> str | None:
    """The header of the column that holds a value as it is."""
    return next((header for header, text in initiative.raw.items() if text == value), None)


def _place(initiative: ReadInitiative) -> str:
    return str(initiative.row) if initiative.sheet is None else f"{initiative.row} ({initiative.sheet})"
