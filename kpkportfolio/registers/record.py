"""What comes out of reading a register."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kpkportfolio.model.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a register, with everything a person needs to mend it.

    Attributes:
        sheet, row, column: where; ``row`` is the Excel row, in a text file the n-th record after the header.
            None is the whole file, sheet or column.
        value: what stands there.
        message: what is wrong, in the language spoken now.
        accepted: what would be understood.
        fatal: True when the row cannot be taken in; False when it is, with that field left unknown.
    """

    sheet: str | None
    row: int | None
    column: str | None
    value: str | None
    message: str
    accepted: str
    fatal: bool


class ReadInitiative(NamedTuple):
    """One record of a register as understood. Money in integer cents; None is unknown.

    ``raw`` holds the row's non-empty cells by header, repaired but not interpreted.
    """

    sheet: str | None
    row: int
    ref: str | None
    title: str
    description: str | None
    organisation: str | None
    person: str | None
    programme: str | None
    domain: str | None
    status: Status | None
    start: date | None
    end: date | None
    open_ended: bool
    investment_min: int | None
    investment_max: int | None
    deliverables: tuple[str, ...]
    language: str | None
    raw: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReadRegister:
    """A register as read.

    Attributes:
        name: the register's name, the file's stem unless somebody knows better.
        rows_seen: data rows met: the initiatives and the rows with a fatal problem.
        skipped: rows and sheets that hold no initiative, each as ``(sheet, row, why)``; row 0 is the whole sheet.
    """

    path: Path
    name: str
    initiatives: list[ReadInitiative]
    problems: list[Problem]
    rows_seen: int
    skipped: list[tuple[str | None, int, str]]


@dataclass(slots=True)
class Findings:
    """A :class:`ReadRegister` in the making."""

    initiatives: list[ReadInitiative] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[tuple[str | None, int, str]] = field(default_factory=list)
    rows_seen: int = 0
