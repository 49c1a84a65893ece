"""Which records of a file are one initiative that stands on several rows: one for each phase or financial year, or one
on each of several yearly sheets.

A reference and a name say so together, unless references name different things. A name and a party alone do only where
years, or phases, that follow each other tell the rows apart; what else bears one name stays apart, and is told.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.record import Findings, Problem, ReadInitiative
from kpkportfolio.registers.records.gathered import (
    Headings,
    gathered,
    headed_year,
    own_programme,
    sheet_year,
    without_years,
)
from kpkportfolio.registers.records.repeating import begin_anew, name_no_one, repeats
from kpkportfolio.text import _

_GAP = timedelta(days=100)
"""Phases of one initiative follow each other with no longer a pause than this."""
_ORDER = {status: order for order, status in enumerate(Status)}


def gather_by_reference(
    findings: Findings, headings: Headings, going_on: Mapping[tuple[str | None, int], bool]
) -> None:
    """Makes one record of those of one reference and one name, and of those that go on from the row above.

    Args:
        headings: of the columns that tell phases and money.
        going_on: rows that told no name of their own and have that of the row above; whether each surely is of it.
            One that is not, and is of another time, is refused.
    """
    if going_on:
        _gather(findings, _blocks(findings, going_on), headings)
    repeated = {(one.ref or "").casefold() for _earlier, one in repeats(findings.initiatives)}
    if not repeated:
        # nearly always, and to fold all names takes longer than to read them
        return
    refs = [(one.ref or "").casefold() for one in findings.initiatives]
    keys = [
        f"{ref}\n{fold(one.title)}" if ref in repeated else None
        for ref, one in zip(refs, findings.initiatives, strict=True)
    ]
    sure = [group for group in _groups(findings.initiatives, keys) if _one(group)]
    _gather(findings, _believed(findings.initiatives, sure), headings)


def _blocks(findings: Findings, going_on: Mapping[tuple[str | None, int], bool]) -> list[list[ReadInitiative]]:
    """Records with those that go on from them; what seems to be of another initiative is refused for want of a name,
    with what goes on from it."""
    blocks: list[list[ReadInitiative]] = []
    nameless: set[int] = set()
    for one in findings.initiatives:
        sure = going_on.get((one.sheet, one.row))
        if sure is None:
            blocks.append([one])
            refused = False
            continue
        # the row above may itself have been refused
        above = blocks[-1] if blocks and (blocks[-1][0].sheet, blocks[-1][0].title) == (one.sheet, one.title) else None
        refused = above is None or refused or not (sure or _in_time(above, one))
        if refused or above is None:
            nameless.add(id(one))
            findings.problems.append(_without_name(one))
        else:
            above.append(one)
    if nameless:
        findings.initiatives[:] = [one for one in findings.initiatives if id(one) not in nameless]
    return [block for block in blocks if len(block) > 1]


def _in_time(above: Sequence[ReadInitiative], one: ReadInitiative) -> bool:
    """Whether a row's time lies within that of the rows above or follows it; of those without a time, whether only one
    of them has a description."""
    starts = [record.start for record in above if record.start is not None]
    ends = [record.end for record in above if record.end is not None]
    start, end = one.start or one.end, one.end or one.start
    if start is None or end is None or not (starts or ends):
        return one.description is None or all(record.description is None for record in above)
    first, last = min(starts, default=None), max(ends, default=None)
    within = (first is None or first <= start) and (last is None or end <= last)
    return within or (last is not None and timedelta() < start - last <= _GAP)


def _believed(
    records: Sequence[ReadInitiative], groups: Sequence[Sequence[ReadInitiative]]
) -> Sequence[Sequence[ReadInitiative]]:
    """The groups of one reference and name that are one, by what references name elsewhere in the file."""
    further = {id(one) for group in groups for one in group[1:]}
    left = [one for one in records if id(one) not in further]
    within = [group for group in groups if len({one.sheet for one in group}) == 1]
    if not (repeated := repeats(left)):
        return groups
    if begin_anew(repeated, len(groups) - len(within)):
        return within
    return [] if len(repeated) >= len(groups) or name_no_one(repeated, left) else groups


def gather_by_name(findings: Findings, headings: Headings) -> None:
    """Makes one record of those without references that have one name and party, where their years or phases tell
    them apart; tells of the others."""
    keys = [
        None if one.ref or not one.organisation else f"{one.title.casefold()}\n{one.organisation.casefold()}"
        for one in findings.initiatives
    ]
    sure: list[list[ReadInitiative]] = []
    for records in _groups(findings.initiatives, keys):
        if _by_following_years(records) or _by_phases(records):
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
    """Whether records of one reference and name are surely one: of one party, programme and domain, and of one
    description where neither years nor phases tell them apart."""
    return _agree(records, "organisation", "domain") and (
        _by_years(records) or _follow(records) or _agree(records, "description")
    )


def _agree(records: Sequence[ReadInitiative], *names: str) -> bool:
    """Whether no two of them say different things, in their programme neither; one may say nothing."""
    told = [[getattr(one, name) for one in records] for name in names] + [[own_programme(one) for one in records]]
    return all(len({fold(value) for value in values if value}) < 2 for values in told)


def _by_years(records: Sequence[ReadInitiative]) -> bool:
    """Whether each of them stands on a sheet, or on a row, of a year of its own."""
    return any(_apart([year_of(one) for one in records]) for year_of in (sheet_year, headed_year))


def _apart(years: Sequence[int | None]) -> bool:
    return None not in years and len(set(years)) == len(years)


def _by_following_years(records: Sequence[ReadInitiative]) -> bool:
    """Whether these of one name are of one description and of years that follow each other, on rows or on sheets of one
    name but for the year."""
    by_sheet, by_row = ([year_of(one) for one in records] for year_of in (sheet_year, headed_year))
    series = len({without_years(one.sheet or "") for one in records}) == 1
    years = by_sheet if series and _apart(by_sheet) else by_row
    known = sorted(year for year in years if year is not None)
    following = _apart(years) and all(later == year + 1 for year, later in pairwise(known))
    return following and _agree(records, "description", "domain")


def _by_phases(records: Sequence[ReadInitiative]) -> bool:
    """Whether these of one name are phases: one time after the other, each of a later status."""
    order = [-1 if one.status is None else _ORDER[one.status] for one in records]
    later = order[0] >= 0 and all(before < after for before, after in pairwise(order))
    return later and _follow(records) and _agree(records, "description", "person", "domain")


def _follow(records: Sequence[ReadInitiative]) -> bool:
    """Whether one stands under the other on a sheet, and its time follows the other's."""
    return all(
        one.sheet == other.sheet
        and one.end is not None
        and other.start is not None
        and timedelta() < other.start - one.end <= _GAP
        for one, other in pairwise(records)
    )


def _without_name(one: ReadInitiative) -> Problem:
    message, accepted = _("The initiative has no name."), _("the initiative's name")
    return Problem(one.sheet, one.row, _heading_of_title(one), None, message, accepted, fatal=True)


def _heading_of_title(record: ReadInitiative) -> str | None:
    return next((header for header, text in record.raw.items() if text == record.title), None)


def _told_apart(first: ReadInitiative, other: ReadInitiative) -> Problem:
    return Problem(
        other.sheet,
        other.row,
        _heading_of_title(other),
        other.title,
        _("Row {row} has the same name and party. Nothing shows that they are one, so they stay apart.").format(
            row=_place(first)
        ),
        _("one reference on the rows of one initiative, or a name of its own for each"),
        fatal=False,
    )
