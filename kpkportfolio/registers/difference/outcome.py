"""What importing a file would do, before it is done: what is new, changed, unchanged and vanished."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kpkportfolio.model.change import Operation
from kpkportfolio.registers.difference.three_way import FieldChange, KeptField
from kpkportfolio.registers.record import Problem


class NewRecord(NamedTuple):
    """A row that becomes an initiative; ``id`` is the one it will have, ``rows`` are those it was gathered from."""

    title: str
    id: str
    organisation: str | None
    ref: str | None
    rows: tuple[tuple[str | None, int], ...] = ()


class ChangedRecord(NamedTuple):
    """An initiative that the register speaks of differently than last time.

    Attributes:
        fields: what the operation changes.
        kept: what a person has corrected and the register changed too; the person's value stays.
        rows: those that it was gathered from, where there are several.
    """

    title: str
    id: str
    fields: tuple[FieldChange, ...]
    kept: tuple[KeptField, ...]
    rows: tuple[tuple[str | None, int], ...] = ()


class VanishedRecord(NamedTuple):
    """An initiative of this register that the file has no more. It stays; only a person deletes."""

    title: str
    id: str
    ref: str | None


@dataclass(frozen=True)
class Reconciliation:
    """What importing a file would do.

    Attributes:
        register: the register's name in the portfolio.
        file: the file's name.
        read: rows that hold an initiative, those that cannot be taken in among them.
        unchanged: rows that say what they said last time.
        problems: what could not be understood, fatal ones among them.
        operation: all of it as one operation; None when nothing changes, or when there are fatal problems and the
            good rows alone were not accepted.
    """

    register: str
    file: str
    read: int
    new: list[NewRecord]
    changed: list[ChangedRecord]
    unchanged: int
    vanished: list[VanishedRecord]
    problems: list[Problem]
    operation: Operation | None

    @cached_property
    def fatal(self) -> list[Problem]:
        """The problems for whose sake nothing is imported unless the good rows alone are accepted."""
        return [problem for problem in self.problems if problem.fatal]
