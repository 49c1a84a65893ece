"""Which row of a register is which record of last time: by its reference, else by its title and organisation.

A reference is trusted, however a title and an organisation have changed. But where both are others altogether in most
of the rows, the numbering is another one, for every list begins at 1; and so it is in a row whose record was never read
from a file.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kpkportfolio.registers.files.repair import fold

_REPEAT = re.compile(r" #(\d+)$")
_LONGEST = 300
"""Characters of a text that take part in an identity: PostgreSQL indexes no value of more than 2 700 bytes."""
_SIMILAR_PLACE = 55
"""Likeness, 0–100, from which a title at the same sheet and row, or of the same reference, is the old one reworded."""
_SIMILAR_ANYWHERE = 85
"""Likeness from which a title of the same organisation is the old title reworded, wherever it stands now."""
_FEW = 3
"""So many rows at least show that a numbering is another one."""
_MOST_PAIRS = 250_000
"""Titles are compared each with each only up to this many pairs; beyond it the file is another one altogether."""


class Row(NamedTuple):
    """What matching looks at, of a row read now or of a record of last time.

    Attributes:
        values: JSON of what was read. Of a record it also tells title and organisation, which are looked up only
            when they are needed; of one that was never read from a file they are given.
        key: of a record, the key it is stored under.
    """

    ref: str | None
    sheet: str | None
    row: int | None
    values: str | None
    title: str = ""
    organisation: str | None = None
    key: str = ""


class Matched(NamedTuple):
    """The outcome: for each row read its record of last time (an index) or None, and the key it is kept under."""

    old: list[int | None]
    keys: list[str]
    vanished: list[int]


def identity(ref: str | None, title: str, organisation: str | None) -> str:
    """A record's identity inside its register: its reference, else its title and organisation, without regard to
    case, accents and punctuation."""
    if ref:
        return _REPEAT.sub("", ref)[:_LONGEST]
    return f"{fold(title)[:_LONGEST]} | {fold(organisation or '')[:_LONGEST]}"


def match(read: Sequence[Row], known: Sequence[Row]) -> Matched:
    """Find each row's record of last time.

    Repeats of one identity are told apart by what was read there, and then by their order. What is left over on both
    sides is tried by place and by likeness of titles, unless both have references and these differ.
    """
    old: list[int | None] = [None] * len(read)
    bases = [identity(row.ref, row.title, row.organisation) for row in read]
    if not known:
        return Matched(old, _keys(bases, known, old), [])
    groups: dict[str, list[int]] = defaultdict(list)
    for at, base in enumerate(bases):
        groups[base.casefold()].append(at)
    left = _by_identity(groups, read, known, old)
    if left:
        _by_likeness(read, known, old, left)
    keys = _keys(bases, known, old)
    return Matched(old, keys, sorted(left))


def _by_identity(
    groups: Mapping[str, list[int]], read: Sequence[Row], known: Sequence[Row], old: list[int | None]
) -> set[int]:
    stored: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(known):
        stored[_REPEAT.sub("", row.key).casefold()].append(number)
    pairs = {n[0]: groups[base][0] for base, n in stored.items() if len(n) == 1 == len(groups.get(base, ()))}
    others = {number for number, at in pairs.items() if _another(read[at], known[number])}
    if len(others) < _FEW or 2 * len(others) <= len(pairs):
        others = {number for number in others if known[number].values is None}
    left: set[int] = set(others)
    for base, numbers in stored.items():
        if numbers[0] in pairs:
            if numbers[0] not in others:
                old[pairs[numbers[0]]] = numbers[0]
            continue
        waiting = groups.get(base, [])
        numbers.sort(key=lambda number: _repeat(known[number].key))
        by_values: dict[str | None, list[int]] = defaultdict(list)
        for number in reversed(numbers):
            by_values[known[number].values].append(number)
        rest, used = [], set()
        for at in waiting:
            alike = by_values.get(read[at].values)
            if alike:
                number = alike.pop()
                old[at] = number
                used.add(number)
            else:
                rest.append(at)
        free = [number for number in numbers if number not in used]
        for at in rest:
            same = next((one for one in free if not _another(read[at], known[one])), None)
            if same is not None:
                old[at] = same
                free.remove(same)
        left.update(free)
    return left


def _another(row: Row, record: Row) -> bool:
    """Whether a row and a record of the same reference have neither title nor organisation in common."""
    from rapidfuzz import fuzz

    if row.ref is None or row.values == record.values:
        return False
    told = _told(record)
    if not (told.title and told.organisation and row.organisation) or fold(told.organisation) == fold(row.organisation):
        return False
    return fuzz.token_sort_ratio(fold(row.title), fold(told.title)) < _SIMILAR_PLACE


def _repeat(key: str) -> int:
    found = _REPEAT.search(key)
    return int(found[1]) if found else 1


def _by_likeness(read: Sequence[Row], known: Sequence[Row], old: list[int | None], left: set[int]) -> None:
    """Rows whose title, organisation or reference was changed; whatever is matched leaves ``left``."""
    from rapidfuzz import fuzz, process

    told = {number: _told(known[number]) for number in left}
    fresh = [at for at, number in enumerate(old) if number is None]

    def may_be(row: Row, number: int) -> bool:
        return row.ref is None or told[number].ref is None

    def settle(at: int, number: int) -> None:
        old[at] = number
        left.discard(number)

    places = {(row.sheet, row.row): number for number, row in told.items()}
    for at in fresh:
        row = read[at]
        number = places.get((row.sheet, row.row))
        if number is not None and number in left and may_be(row, number):
            likeness = fuzz.token_sort_ratio(fold(row.title), fold(told[number].title))
            if likeness >= _SIMILAR_PLACE:
                settle(at, number)
    titles: dict[str, list[int]] = defaultdict(list)
    for number in sorted(left):
        titles[fold(told[number].title)].append(number)
    for at in fresh:
        if old[at] is None:
            same = [n for n in titles.get(fold(read[at].title), ()) if n in left and may_be(read[at], n)]
            if len(same) == 1:
                settle(at, same[0])
    fresh = [at for at in fresh if old[at] is None]
    if len(fresh) * len(left) > _MOST_PAIRS:
        return
    for at in fresh:
        row = read[at]
        choices = {
            number: fold(told[number].title)
            for number in left
            if may_be(row, number) and fold(told[number].organisation or "") == fold(row.organisation or "")
        }
        best: Any = process.extractOne(
            fold(row.title), choices, scorer=fuzz.token_sort_ratio, score_cutoff=_SIMILAR_ANYWHERE
        )
        if best is not None:
            settle(at, best[2])


def _told(row: Row) -> Row:
    if not row.values:
        return row
    values = json.loads(row.values)
    return row._replace(title=values.get("title") or "", organisation=values.get("organisation"))


def _keys(bases: Sequence[str], known: Sequence[Row], old: Sequence[int | None]) -> list[str]:
    """The key of each row: its record's if it still fits, else the first free number of its identity."""
    # also the keys of records that vanished stay taken
    taken = {row.key.casefold() for row in known}
    keys: list[str] = []
    last: dict[str, int] = {}
    for base, number in zip(bases, old, strict=True):
        if number is not None and _REPEAT.sub("", known[number].key).casefold() == base.casefold():
            keys.append(known[number].key)
            continue
        n = last.get(base, 0) + 1
        key = base if n == 1 else f"{base} #{n}"
        while key.casefold() in taken:
            n += 1
            key = f"{base} #{n}"
        last[base] = n
        taken.add(key.casefold())
        keys.append(key)
    return keys
