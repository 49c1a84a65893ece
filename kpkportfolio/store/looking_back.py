"""Finding operations in the journal by person, period, kind, words, initiative and field; newest first, by the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from sqlalchemy import Connection, Select, or_, select, union
from sqlalchemy.sql import ColumnElement

from kpkportfolio.model.change import OperationKind
from kpkportfolio.model.tables import operation as operations
from kpkportfolio.model.tables import operation_change as changes
from kpkportfolio.store import journal
from kpkportfolio.store.journal import Entry, HistoryLine
from kpkportfolio.store.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Sought:
    """Which operations are looked for; what is empty or None asks for nothing.

    Attributes:
        by: by any of these people.
        first: from this day on, as days are on this computer.
        last: up to and with this day.
        kinds: of any of these kinds.
        text: with all these words in what was done, why or by whom; in the language spoken now.
        initiative_id: that touched an initiative, or what belongs or belonged to it or joined it to another.
        field: that changed this field, of any row or of those of the initiative.
    """

    by: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None
    kinds: frozenset[OperationKind] = frozenset()
    text: str = ""
    initiative_id: str | None = None
    field: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """All but the words, for the database to keep."""
        found: list[ColumnElement[bool]] = []
        if self.by:
            found.append(operations.c.by.in_(sorted(self.by)))
        if self.first is not None:
            found.append(operations.c.at >= _midnight(self.first))
        if self.last is not None:
            found.append(operations.c.at < _midnight(self.last + timedelta(days=1)))
        if self.kinds:
            found.append(operations.c.kind.in_(sorted(kind.value for kind in self.kinds)))
        if self.initiative_id is not None or self.field is not None:
            found.append(operations.c.seq.in_(select(changes.c.operation_seq).where(*self.of_changes())))
        return found

    def of_changes(self) -> list[ColumnElement[bool]]:
        """What the changes that are meant have in common."""
        found: list[ColumnElement[bool]] = []
        if self.initiative_id is not None:
            found.append(or_(changes.c.entity_id == self.initiative_id, changes.c.entity_id.in_(_ever(self))))
        if self.field is not None:
            named = f'"{self.field}":'
            found.append(
                changes.c.before.contains(named, autoescape=True) | changes.c.after.contains(named, autoescape=True)
            )
        return found

    def says(self, entry: Entry) -> bool:
        """Whether an operation has all the words."""
        told = f"{entry.name} {entry.why or ''} {entry.by} {entry.seq}".casefold()
        return all(word in told for word in self.text.casefold().split())


def _ever(sought: Sought) -> Select[tuple[str]]:
    named = (changes.c.initiative_id, changes.c.second_id)
    ids = union(*(select(changes.c.entity_id).where(column == sought.initiative_id) for column in named)).subquery()
    return select(ids.c.entity_id)


def _midnight(day: date) -> datetime:
    """The moment a day begins on this computer."""
    return datetime.combine(day, time()).astimezone()


def find_operations(
    portfolio: Portfolio, sought: Sought, limit: int, before: int | None = None, after: int | None = None
) -> list[Entry]:
    """A page of the operations looked for, newest first.

    Args:
        before: only those earlier in the journal: the last place of the page before this one.
        after: only those later in the journal.
    """
    where = sought.conditions()
    if before is not None:
        where.append(operations.c.seq < before)
    if after is not None:
        where.append(operations.c.seq > after)
    with portfolio.read() as connection:
        if not sought.text.strip():
            return journal.latest(connection, limit, *where)
        # words are looked for here: SQLite knows no capital letters but those of English, nor the names of operations
        return list(islice(filter(sought.says, _all(connection, *where)), limit))


def _all(connection: Connection, *where: ColumnElement[bool]) -> Iterator[Entry]:
    """Operations newest first, read in pages that grow: the words may be in the first ones."""
    before, page = None, 256
    while True:
        found = journal.latest(connection, page, *where, *([] if before is None else [operations.c.seq < before]))
        yield from found
        if len(found) < page:
            return
        before, page = found[-1].seq, page * 4


def find_lines(portfolio: Portfolio, sought: Sought, limit: int) -> list[HistoryLine]:
    """What the operations looked for did to the initiative asked for, or to all rows; newest first."""
    seqs = [entry.seq for entry in find_operations(portfolio, sought, limit)]
    with portfolio.read() as connection:
        return journal.history(connection, None, limit, operations.c.seq.in_(seqs), *sought.of_changes())


def lines_of(portfolio: Portfolio, seq: int, sought: Sought, limit: int) -> list[HistoryLine]:
    """The first changes of one operation, of those to the initiative and field asked for."""
    with portfolio.read() as connection:
        return journal.history(connection, None, limit, operations.c.seq == seq, *sought.of_changes())


def people(portfolio: Portfolio) -> list[str]:
    """Everybody who has ever done something here, by name."""
    with portfolio.read() as connection:
        names = connection.execute(select(operations.c.by).distinct()).scalars().all()
    return sorted(names, key=str.casefold)
