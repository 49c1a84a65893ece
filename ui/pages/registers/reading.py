"""What the page shows of registers that lists do not hold: read off the UI thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kpkportfolio.model.change import OperationKind
from kpkportfolio.registers.difference.keeping import Vanished, vanished
from kpkportfolio.registers.difference.noted_problems import NotedProblems, noted_problems
from kpkportfolio.registers.difference.remembering import loaded
from kpkportfolio.registers.profile import Profile
from kpkportfolio.store import journal
from kpkportfolio.store.imports import LastImport
from kpkportfolio.store.journal import Entry
from kpkportfolio.store.portfolio import Portfolio

_IMPORTS = (OperationKind.IMPORT, OperationKind.UNDO, OperationKind.REDO, OperationKind.UNDO_EARLIER)


@dataclass(frozen=True, slots=True)
class Detail:
    """One register whole.

    Attributes:
        profile: how its files are read; None when nothing is remembered.
        imports: what brought it in or took that back, latest first.
        vanished: its initiatives that the last file had no more.
        problems: of the last file; None when they were not noted.
    """

    id: str
    profile: Profile | None
    imports: tuple[Entry, ...]
    vanished: tuple[Vanished, ...]
    problems: NotedProblems | None


class LastTime(NamedTuple):
    """A register's last import: what it did, None when there was none; how many problems, None when not noted."""

    did: LastImport | None
    problems: int | None


def last_times(portfolio: Portfolio) -> Mapping[str, LastTime]:
    """Of every register by its id."""
    did = portfolio.last_imports()
    return {
        id_: LastTime(did.get(id_), None if (noted := noted_problems(row["profile"])) is None else noted.n)
        for id_, row in portfolio.records("register").items()
    }


def read(portfolio: Portfolio, id_: str) -> Detail:
    """Everything of one register; a few indexed queries."""
    row = portfolio.record("register", id_)
    with portfolio.read() as connection:
        # a second file of one day changes the file's name alone
        found = {
            entry.seq: entry for field in ("read_on", "file") for entry in journal.touching(connection, id_, field)
        }
    entries = [found[seq] for seq in sorted(found, reverse=True) if found[seq].kind in _IMPORTS]
    return Detail(
        id_, loaded(row["profile"]), tuple(entries), tuple(vanished(portfolio, id_)), noted_problems(row["profile"])
    )
