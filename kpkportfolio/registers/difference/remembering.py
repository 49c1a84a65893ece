"""What a register's files look like, remembered with the register so that the next one is recognised."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.registers.difference.names import folded
from kpkportfolio.registers.difference.noted_problems import with_problems
from kpkportfolio.registers.difference.standing import Records
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.profile import Profile
from kpkportfolio.registers.record import Problem, ReadInitiative, ReadRegister

_SAME = 0.75
"""Share of headings, of both files' together, that two files of one register have in common."""
_OTHER = 0.4
"""Share under which a file of the same name is another register's."""
_ALIKE = 85
"""Likeness of names, 0–100, of files of the same headings that are one register's."""
_FEWEST = 4
"""Headings under which they tell nothing of whose they are."""
_MONTHS = (
    "tammi|helmi|maalis|huhti|touko|kesa|heina|elo|syys|loka|marras|joulu|januari|februari|mars|april|maj|juni|juli|"
    "augusti|september|oktober|november|december|january|february|march|may|june|july|august|october"
)
_PASSING = re.compile(
    rf"\b(?:v|ver|versio|version|rev)? ?\d+(?:[a-z]|st|nd|rd|th)?\b|\bq[1-4]\b|\b(?:{_MONTHS})(?:kuu\w*)?\b|"
    r"\b(?:luonnos|lopullinen|final|kopio|copy|kopia|uusin|uusi|paivitetty|uppdaterad|updated|slutlig|utkast|draft|"
    r"kevat|syksy|hosten|varen|spring|autumn|of)\b"
)


def remembered(register: ReadRegister, stored: object, problems: Sequence[Problem]) -> str:
    """JSON of how a register is read, for its row: what a person said now or earlier, the headings of this file and its
    problems."""
    profile = register.profile or loaded(stored)
    seen: dict[str, dict[str, str | None]] = {}
    for table in register.tables:
        if table.taken:
            columns = seen.setdefault(table.sheet or "", {})
            columns |= {one.heading: one.custom or (one.what and one.what.value) for one in table.columns}
    profile = profile or Profile()
    return with_problems((replace(profile, seen=seen) if seen else profile).dumps(), problems)


def loaded(stored: object) -> Profile | None:
    """A profile from a register's row; None when there is none that says or has seen anything, or one of a newer
    version."""
    if not stored:
        return None
    try:
        profile = Profile.loads(str(stored))
    except UnacceptableInput:
        return None
    return profile if profile != Profile() or profile.seen else None


def profile_of(portfolio: Records, name: str) -> Profile | None:
    """How a register of this name is read, as was said and seen last time; None when nothing is remembered."""
    for row in portfolio.records("register").values():
        if str(row["name"]).casefold() == name.casefold():
            return loaded(row["profile"])
    return None


def recognised(
    portfolio: Records, path: Path, sheets: Collection[str] = (), headings: Collection[str] = ()
) -> str | None:
    """The name of the register that a file is of; None when it is of none that is known, or may be of several.

    A file is of a register by its name without dates and versions, unless its headings are others altogether; or by
    the same headings under nearly the same name. Headings alone say nothing: a form is filled in by many.

    Args:
        sheets, headings: of the file's tables, as far as they are known already.
    """
    stem = bare(path.stem)
    found = []
    for row in portfolio.records("register").values():
        names = {bare(str(row["name"])), bare(Path(str(row["file"])).stem)} if row["file"] else {bare(str(row["name"]))}
        likeness = _likeness(loaded(row["profile"]), sheets, headings)
        if likeness is not None and likeness < _OTHER:
            continue
        if stem and stem in names:
            found.append((2.0 if likeness is None else 2 + likeness, str(row["name"])))
        elif likeness is not None and likeness >= _SAME and _alike(stem, names):
            found.append((likeness, str(row["name"])))
    found.sort(reverse=True)
    if not found or (len(found) > 1 and found[0][0] - found[1][0] < 1 - _SAME):
        return None
    return found[0][1]


def shares_rows(portfolio: Records, name: str, initiatives: Sequence[ReadInitiative]) -> bool:
    """Whether a register has any of a file's rows, by reference or title. A series of yearly lists has one name but for
    the years: to compare each with the one before would tell that everything had vanished."""
    registers = {id_ for id_, row in portfolio.records("register").items() if str(row["name"]) == name}
    sources = [row for row in portfolio.records("source").values() if row["register_id"] in registers]
    titles = portfolio.records("initiative")
    known = {str(row["ref"]).casefold() for row in sources if row["ref"]}
    known |= {folded(str(one["title"])) for row in sources if (one := titles.get(str(row["initiative_id"])))}
    return not sources or any((one.ref or "").casefold() in known or folded(one.title) in known for one in initiatives)


def bare(stem: str) -> str:
    """A file's name without dates, versions and what copies are called: ``Hankesalkku_2011-03 v2 (kopio)`` and
    ``hankesalkku maaliskuu 2012`` are one."""
    folded = fold(re.sub(r"(?<=[a-zåäö])(?=\d)|(?<=\d)(?=[A-ZÅÄÖ])|_", " ", stem))
    return " ".join(_PASSING.sub(" ", folded).split())


def _alike(stem: str, names: Collection[str]) -> bool:
    from rapidfuzz import fuzz

    return any(fuzz.token_sort_ratio(stem, name) >= _ALIKE for name in names if name and stem)


def _likeness(profile: Profile | None, sheets: Collection[str], headings: Collection[str]) -> float | None:
    """The share of headings and sheets that a file and what is remembered have in common; None when that tells
    nothing."""
    seen: Mapping[str, Mapping[str, Any]] = {} if profile is None else profile.seen
    known = {fold(heading) for table in seen.values() for heading in table}
    given = {fold(heading) for heading in headings}
    if min(len(known), len(given)) < _FEWEST:
        return None
    share = len(known & given) / len(known | given)
    told, there = {fold(name) for name in seen if name}, {fold(name) for name in sheets}
    return min(1.0, share + 0.05) if told and told == there else share
