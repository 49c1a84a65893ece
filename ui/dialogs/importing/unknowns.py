"""Words of a register that the portfolio does not know: statuses, organisations, programmes, domains; no Qt here."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.difference.names import folded
from kpkportfolio.registers.difference.proposing import CERTAIN, proposals, status_proposals
from kpkportfolio.registers.difference.renaming import with_names
from kpkportfolio.registers.difference.standing import Records
from kpkportfolio.registers.profile import NAMED, Profile
from kpkportfolio.registers.record import ReadRegister

STATUS = "status"
_MOST_COMPARED = 300_000
"""Pairs of names that are compared, a few seconds' work; the names of the rest are told without a guess."""
_ORDER = (STATUS, *NAMED)
_NAMES = ("name", "name_sv", "name_en", "short_name")


class Guess(NamedTuple):
    """What a word may mean: a name in the portfolio or a status, how surely (0–1) and why."""

    meaning: str | Status
    confidence: float
    why: str


class Unknown(NamedTuple):
    """A word of the register that is not in the portfolio, or that a person has given a meaning.

    Attributes:
        kind: ``status``, ``organisation``, ``programme`` or ``domain``.
        rows: in how many rows of the file it stands; 0 when it was said of an earlier file.
        guesses: what it may mean, the likeliest first; nothing when a person has said it.
    """

    kind: str
    word: str
    rows: int
    guesses: tuple[Guess, ...] = ()

    @property
    def certain(self) -> Guess | None:
        """What it means without a doubt."""
        return next((one for one in self.guesses if one.confidence >= CERTAIN), None)


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
    statuses = _statuses(register, profile)
    meant = {one.word: Guess(one.status, one.confidence, one.why) for one in status_proposals(statuses)}
    found = [
        Unknown(STATUS, word, rows, () if word in profile.statuses or word not in meant else (meant[word],))
        for word, rows in statuses.items()
    ]
    names = {}
    for kind in NAMED:
        rows = records.records(kind).values()
        names[kind] = tuple(sorted((str(row["name"]) for row in rows), key=str.casefold))
        known = {folded(value) for row in rows for part in _NAMES if isinstance(value := row.get(part), str)}
        counts = _one_spelling(Counter(name for one in register.initiatives if (name := getattr(one, kind))))
        said = profile.names.get(kind, {})
        words = {word: n for word, n in counts.items() if folded(word) not in known}
        guesses = _guesses(records, kind, [word for word in words if word not in said], len(known))
        words |= {word: counts.get(word, 0) for word in said}
        found += [Unknown(kind, word, n, tuple(guesses.get(word, ()))) for word, n in words.items()]
    return Unknowns(tuple(sorted(found, key=lambda one: (_ORDER.index(one.kind), one.word.casefold()))), names)


def _one_spelling(counts: Mapping[str, int]) -> dict[str, int]:
    """Names that differ in case and spaces alone are one, spelled as the first."""
    first: dict[str, str] = {}
    found: Counter[str] = Counter()
    for name, n in counts.items():
        found[first.setdefault(folded(name), name)] += n
    return dict(found)


def _guesses(records: Records, kind: str, words: list[str], known: int) -> dict[str, list[Guess]]:
    guesses: dict[str, list[Guess]] = {}
    for one in proposals(words[: _MOST_COMPARED // max(1, known)], kind, records):
        guesses.setdefault(one.name, []).append(Guess(one.candidate, one.confidence, one.why))
    return guesses


def with_certain(register: ReadRegister, unknowns: Unknowns) -> ReadRegister:
    """The register with what is certain about its names told, where nobody has said otherwise."""
    certain: dict[str, dict[str, str]] = {}
    for one in unknowns.words:
        if one.kind != STATUS and (guess := one.certain) is not None:
            certain.setdefault(one.kind, {})[one.word] = str(guess.meaning)
    return with_names(register, certain)


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
