"""Which records of a file are one initiative that stands on several rows: one for each phase or financial year, or one
on each of several yearly sheets.

A reference and a name say so together. A name and a party alone do only where years, or phases that follow each other,
tell the rows apart; what else bears one name stays apart, and is told.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.record import Findings, Problem, ReadInitiative
from kpkportfolio.registers.records.gathered import Headings, gathered, headed_year, sheet_year
from kpkportfolio.text import _

_GAP = timedelta(days=100)
"""Phases of one initiative follow each other with no longer a pause than this."""


def gather_by_reference(findings: Findings, headings: Headings, going_on: set[tuple[str | None, int]]) -> None:
    """Makes one record of those of one reference and one name, and of those that go on from the row above.

    Args:
        headings: of the columns that tell phases and money.
        going_on: rows that told no name of their own and have that of the row above.
    """
    if going_on:
        blocks: list[list[ReadInitiative]] = []
        for record in findings.initiatives:
            if (record.sheet, record.row) in going_on and blocks:
                blocks[-1].append(record)
            else:
                blocks.append([record])
        _gather(findings, [block for block in blocks if len(block) > 1], headings)
    references = [one.ref.casefold() for one in findings.initiatives if one.ref]
    if len(set(references)) == len(references):
        # nearly always, and folding every title takes its time
        return
    # nearly every register repeats none, and to fold all names takes longer than to read them
    refs = [one.ref.casefold() if one.ref else "" for one in findings.initiatives]
    repeated = {ref for ref, times in Counter(refs).items() if ref and times > 1}
    keys = [
        f"{ref}\n{fold(one.title)}" if ref in repeated else None
        for ref, one in zip(refs, findings.initiatives, strict=True)
    ]
    _gather(findings, [group for group in _groups(findings.initiatives, keys) if _one(group)], headings)


def gather_by_name(findings: Findings, headings: Headings) -> None:
    """Makes one record of those without references that have one name and party, where their years or phases tell
    them apart; tells of the others."""
    keys = [
        None if one.ref or not one.organisation else f"{one.title.casefold()}\n{one.organisation.casefold()}"
        for one in findings.initiatives
    ]
    sure: list[list[ReadInitiative]] = []
    for records in _groups(findings.initiatives, keys):
        if _by_years(records) or _by_phases(records):
            sure.append(records)
        else:
            findings.problems += [_told_apart(records[0], other) for other in records[1:]]
    _gather(findings, sure, headings)


def _groups(records: Sequence[ReadInitiative], keys: Sequence[str | None]) -> list[list[ReadInitiative]]:
    """Records of one key, where there are several."""
    known = [key for key in keys if key]
    if len(set(known)) == len(known):
        return []
    groups: dict[str, list[ReadInitiative]] = defaultdict(list)
    for key, record in zip(keys, records, strict=True):
        if key:
            groups[key].append(record)
    return [group for group in groups.values() if len(group) > 1]


def _gather(findings: Findings, groups: Sequence[Sequence[ReadInitiative]], headings: Headings) -> None:
    """Puts one in the place of several; the others are told with the row that they go with."""
    if not groups:
        return
    ones: dict[int, ReadInitiative] = {}
    others: set[int] = set()
    for records in groups:
        ones[id(records[0])], problems = gathered(records, headings)
        findings.problems += problems
        why = _("gathered into the initiative of row {row}").format(row=_place(records[0]))
        findings.skipped += [(record.sheet, record.row, why) for record in records[1:]]
        others.update(map(id, records[1:]))
    findings.rows_seen -= len(others)
    findings.initiatives[:] = [ones.get(id(one), one) for one in findings.initiatives if id(one) not in others]


def _place(record: ReadInitiative) -> str:
    return str(record.row) if record.sheet is None else f"{record.row} ({record.sheet})"


def _one(records: Sequence[ReadInitiative]) -> bool:
    """Whether records of one reference and name are surely one: of one party, and where neither years nor times tell
    them apart, nothing else of what they are about differs either."""
    names = ["organisation"]
    if not _by_years(records) and len({(one.start, one.end) for one in records}) < len(records):
        names += ["programme", "domain", "description"]
    return all(len({fold(value) for one in records if (value := getattr(one, name))}) < 2 for name in names)


def _by_years(records: Sequence[ReadInitiative]) -> bool:
    """Whether each of them stands on a sheet, or on a row, of a year of its own."""
    for year_of in (sheet_year, headed_year):
        years = [year_of(one) for one in records]
        if None not in years and len(set(years)) == len(years):
            return True
    return False


def _by_phases(records: Sequence[ReadInitiative]) -> bool:
    """Whether they are phases: one row under the other, one time after the other, each of another status."""
    spans = [(one.start, one.end) for one in records]
    for (one, (_start, end)), (other, (start, _end)) in pairwise(zip(records, spans, strict=True)):
        if one.sheet != other.sheet or end is None or start is None or not timedelta() < start - end <= _GAP:
            return False
    statuses = [one.status for one in records]
    texts = [{fold(value) for one in records if (value := getattr(one, name))} for name in ("description", "person")]
    return None not in statuses and len(set(statuses)) == len(statuses) and all(len(told) < 2 for told in texts)


def _told_apart(first: ReadInitiative, other: ReadInitiative) -> Problem:
    return Problem(
        other.sheet,
        other.row,
        next((header for header, text in other.raw.items() if text == other.title), None),
        other.title,
        _("Row {row} has the same name and party. Nothing shows that they are one, so they stay apart.").format(
            row=_place(first)
        ),
        _("one reference on the rows of one initiative, or a name of its own for each"),
        fatal=False,
    )
