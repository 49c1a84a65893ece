"""What records of one file say of one another: one reference, one initiative; parts and predecessors by reference."""

from kpkportfolio.registers.difference.references import called
from kpkportfolio.registers.record import Findings, Problem, ReadInitiative, ReadLink
from kpkportfolio.registers.records.repeating import begin_anew, name_no_one, repeats
from kpkportfolio.text import _


def check(findings: Findings) -> None:
    """Refuses second records of a reference, and has parts and predecessors speak of references that are there."""
    _check_references(findings)
    if any(read.parent or read.predecessors for read in findings.initiatives):
        _find_each_other(findings)


def _check_references(findings: Findings) -> None:
    """One reference, one initiative: a second row with the same reference cannot be taken in."""
    repeated = repeats(findings.initiatives)
    if not repeated:
        return
    agreeing = sum(
        initiative.ref is not None and len({sheet for sheet, _row in initiative.rows}) > 1
        for initiative in findings.initiatives
    )
    if begin_anew(repeated, agreeing) or name_no_one(repeated, findings.initiatives):
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


def _find_each_other(findings: Findings) -> None:
    """Parents and predecessors told by a title get the reference, or the title of a record that has none; those that
    are not in the file are told and go."""
    refs = {read.ref.casefold(): read.ref for read in findings.initiatives if read.ref}
    titles: dict[str, str | None] = {}
    for read in findings.initiatives:
        name = read.title.casefold()
        titles[name] = None if name in titles else called(read)  # of two of one name neither is meant surely
    known = {**titles, **refs}
    for number, read in enumerate(findings.initiatives):
        if not read.parent and not read.predecessors:
            continue
        own = called(read)
        parent = known.get(read.parent.casefold()) if read.parent else None
        links = [(link, known.get(link.ref.casefold())) for link in read.predecessors]
        for text, found in [(read.parent, parent), *((link.ref, found) for link, found in links)]:
            if text and (found is None or found == own):
                findings.problems.append(_no_such(read, text))
        findings.initiatives[number] = read._replace(
            parent=None if parent == own else parent,
            predecessors=tuple(
                ReadLink(found, link.kind, link.lag_days) for link, found in links if found and found != own
            ),
        )


def _no_such(read: ReadInitiative, text: str) -> Problem:
    # the last one: what another initiative is called stands after what this one is called itself
    columns = [header for header, cell in read.raw.items() if cell == text] or [
        header for header, cell in read.raw.items() if text in cell
    ]
    return Problem(
        read.sheet,
        read.row,
        columns[-1] if columns else None,
        text,
        _("No other initiative of the file has this reference or name."),
        _("the reference of another initiative in the same file"),
        fatal=False,
    )
