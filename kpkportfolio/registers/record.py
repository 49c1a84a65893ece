"""What comes out of reading a register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from kpkportfolio.model.change import Value
from kpkportfolio.model.vocabulary import DependencyKind, Health, ImpactKind, MoneyKind, Status
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.profile import Profile


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


class Figure(NamedTuple):
    """Money or impact of one year; ``year`` None is not divided by years. Cents, None is unknown."""

    kind: MoneyKind | ImpactKind
    year: int | None
    least: int | None
    most: int | None
    actual: int | None = None


class ReadMilestone(NamedTuple):
    title: str
    due: date | None = None
    reached: date | None = None


class ReadLink(NamedTuple):
    """What the record depends on: another record of the same file by its ``ref``, or its title when it has none."""

    ref: str
    kind: DependencyKind = DependencyKind.FINISH_START
    lag_days: int = 0


class ReadBaseline(NamedTuple):
    """A schedule approved earlier."""

    name: str
    start: date | None
    end: date | None


class ReadInitiative(NamedTuple):
    """One record of a register as understood. Money in integer cents; None is unknown.

    Attributes:
        investment_min, investment_max: of all years together, when ``figures`` has no ICT investment by year.
        raw: the row's non-empty cells by header, repaired but not interpreted.
        figures: money by year, and money and impact of other kinds.
        progress: per cent, 0–100.
        parent: the ``ref`` (the title when it has none) of the record of the same file that this one is a part of.
        custom: fields of one's own, by name.
        originals: cells whose text was repaired, by header, as they stand in the file.
        edited: the fields that alone say something anew, in a workbook that this application wrote, each with the
            fingerprint of what was written there (a word's is its code's); None is all.
        rows: all the rows that it was gathered from, each as (sheet, row), where there are several.
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
    figures: tuple[Figure, ...] = ()
    status_reason: str | None = None
    health: Health | None = None
    progress: int | None = None
    priority: int | None = None
    note: str | None = None
    milestones: tuple[ReadMilestone, ...] = ()
    parent: str | None = None
    predecessors: tuple[ReadLink, ...] = ()
    baseline: ReadBaseline | None = None
    links: tuple[str, ...] = ()
    custom: tuple[tuple[str, str], ...] = ()
    originals: Mapping[str, str] = MappingProxyType({})
    edited: Mapping[str, str] | None = None
    rows: tuple[tuple[str | None, int], ...] = ()


def places(rows: Sequence[tuple[str | None, int]]) -> str:
    """Rows as people are shown them: ``5, 6``, and ``5 (2023), 4 (2024)`` where they stand on several sheets."""
    several = len({sheet for sheet, _row in rows}) > 1
    return ", ".join(f"{row} ({sheet})" if several and sheet else str(row) for sheet, row in rows)


class ReadPart(NamedTuple):
    """A row of what an initiative is made of, as it was edited in a workbook that this application wrote.

    Attributes:
        entity: ``deliverable``, ``milestone``, ``money`` or ``impact``.
        id: of the row; None is a new one.
        initiative: the title of the initiative it belongs to, as the file has it.
        values: what it says anew by field, as the portfolio keeps it; None is unknown.
        written: the fingerprint of what was written to each of its columns; none of a new row.
    """

    sheet: str
    row: int
    entity: str
    id: str | None
    initiative: str
    values: Mapping[str, Value]
    written: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """What a column was taken for.

    Attributes:
        heading: its name, unique in the table.
        what: the portfolio's field; None when none, or a field of one's own.
        custom: the name of a field of one's own.
        confidence: 0–1 that ``what`` is right; 1 where a person said so.
        said: whether a person (a profile) said so.
        interpretation: how its values are read, in the language spoken now, such as ``1 000 €`` or ``day first``;
            empty when there is nothing to say.
    """

    heading: str
    what: Field | None
    custom: str | None
    confidence: float
    said: bool
    interpretation: str = ""


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table as it was recognised, for a person to look at.

    Attributes:
        sheet: None in a text file.
        header: zero-based numbers of the first and the last row of the header (of a transposed table: columns).
        transposed: each initiative stands in a column of its own.
        taken: whether it was read.
        columns: one for each column.
        grid: the first rows of the sheet as texts, from its top, title blocks and header included (as they lie in
            the sheet, transposed or not).
        fates: of the rows of ``grid`` (columns, when transposed): ``header``, ``record``, ``problem``, or why it is no
            record.
        records: initiatives read from it.
    """

    sheet: str | None
    header: tuple[int, int] | None
    transposed: bool
    taken: bool
    columns: tuple[ColumnSeen, ...]
    grid: tuple[tuple[str, ...], ...]
    fates: tuple[str, ...]
    records: int


@dataclass(frozen=True, slots=True)
class ReadRegister:
    """A register as read.

    Attributes:
        name: the register's name, the file's stem unless somebody knows better.
        rows_seen: data rows met: the initiatives and the rows with a fatal problem.
        skipped: rows and sheets that hold no initiative, each as ``(sheet, row, why)``; row 0 is the whole sheet.
        tables: what was recognised, in the file's order.
        encoding, delimiter: of a text file.
        remarks: what a person should know of the file as a whole (external links, macros, hidden rows), in words.
        profile: what a person had said of it; None is nothing.
        own: it is a workbook that this application wrote: what it says of its initiatives is edits, not a source's.
        parts: what was edited in such a workbook of what initiatives are made of.
    """

    path: Path
    name: str
    initiatives: list[ReadInitiative]
    problems: list[Problem]
    rows_seen: int
    skipped: list[tuple[str | None, int, str]]
    tables: tuple[TableSeen, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    remarks: tuple[str, ...] = ()
    profile: Profile | None = None
    own: bool = False
    parts: tuple[ReadPart, ...] = ()


@dataclass(slots=True)
class Findings:
    """A :class:`ReadRegister` in the making."""

    initiatives: list[ReadInitiative] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[tuple[str | None, int, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    rows_seen: int = 0
