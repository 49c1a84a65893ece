"""Words of a register that the portfolio does not know: statuses, organisations, programmes, domains; no Qt here."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from kpkportfolio.registers.profile import NAMED, Profile
from kpkportfolio.registers.record import ReadRegister
from kpkportfolio.registers.standing import Records
from kpkportfolio.registers.words import Field

STATUS = "status"
_ORDER = (STATUS, *NAMED)
_NAMES = ("name", "name_sv", "name_en", "short_name")


class Unknown(NamedTuple):
    """A word of the register that is not in the portfolio, or that a person has given a meaning.

    Attributes:
        kind: ``status``, ``organisation``, ``programme`` or ``domain``.
        rows: in how many rows of the file it stands; 0 when it was said of an earlier file.
    """

    kind: str
    word: str
    rows: int


class Unknowns(NamedTuple):
    """What is to be given a meaning, and out of which names.

    Attributes:
        words: by kind, then by the alphabet; what was said is among them so that it can be said otherwise.
        names: of the portfolio, by kind.
    """

    words: tuple[Unknown, ...] = ()
    names: Mapping[str, tuple[str, ...]] = {}


def unknown_words(records: Records, register: ReadRegister, profile: Profile) -> Unknowns:
    """Look through a register that was read."""
    found = [Unknown(STATUS, word, rows) for word, rows in _statuses(register, profile).items()]
    names = {}
    for kind in NAMED:
        rows = records.records(kind).values()
        names[kind] = tuple(sorted((str(row["name"]) for row in rows), key=str.casefold))
        known = {_folded(value) for row in rows for part in _NAMES if isinstance(value := row.get(part), str)}
        counts = Counter(name for one in register.initiatives if (name := getattr(one, kind)))
        said = profile.names.get(kind, {})
        words = {word: n for word, n in counts.items() if _folded(word) not in known}
        words |= {word: counts.get(word, 0) for word in said}
        found += [Unknown(kind, word, n) for word, n in words.items()]
    return Unknowns(tuple(sorted(found, key=lambda one: (_ORDER.index(one.kind), one.word.casefold()))), names)


def _statuses(register: ReadRegister, profile: Profile) -> dict[str, int]:
    """What stands in columns of the status and was not understood as one, or was said to be one."""
    headings: dict[str | None, set[str]] = {}
    for table in register.tables:
        if table.taken:
            headings.setdefault(table.sheet, set()).update(
                column.heading for column in table.columns if column.what is Field.STATUS
            )
    counts: Counter[str] = Counter()
    for one in register.initiatives:
        for heading in headings.get(one.sheet, ()):
            word = " ".join(one.raw.get(heading, "").split())
            if word and (one.status is None or word in profile.statuses):
                counts[word] += 1
    return {word: counts.get(word, 0) for word in (*counts, *profile.statuses)}


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
