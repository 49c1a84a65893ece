"""The door to a portfolio: open it, read flat rows, commit operations, undo and redo them."""

import getpass
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, insert, select

from kpkportfolio.errors import Conflict, EnvironmentFailed, InvalidValue, UsageError
from kpkportfolio.model import rows
from kpkportfolio.model.change import Change, Operation, OperationKind, Value, new_id
from kpkportfolio.model.rules import broken_texts
from kpkportfolio.model.tables import ENTITIES, portfolio_info
from kpkportfolio.model.tables import operation as operations
from kpkportfolio.store import applying, journal, migrate, occasions, safekeeping
from kpkportfolio.store.connected import Connected
from kpkportfolio.store.content import Content, read_content
from kpkportfolio.store.engine import (
    check_is_ours,
    database_url,
    is_postgres,
    make_engine,
    without_password,
    writing,
)
from kpkportfolio.store.failures import environment
from kpkportfolio.store.imports import LastImport, last_imports
from kpkportfolio.store.obstacles import explained, refusal
from kpkportfolio.store.reading import parts
from kpkportfolio.store.reading.contents import read_contents
from kpkportfolio.store.reading.initiatives import read_initiatives
from kpkportfolio.store.weighing import weigh
from kpkportfolio.text import _


@dataclass(frozen=True, slots=True)
class Committed:
    """What an operation did, told to every listener.

    Attributes:
        entry: the operation as the journal has it.
        ids: ids of the rows it changed, by entity.
    """

    entry: journal.Entry
    ids: dict[str, frozenset[str]]


Listener = Callable[[Committed], None]


def current_user() -> str:
    """The name operations are signed with when no other is given: the computer's user."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "?"


class Portfolio(Connected):
    """One open portfolio. Safe to use from several threads: every call takes its own connection.

    Attributes:
        by: whose name operations are signed with.
        session: this opening's id.
        opened_at: the journal's last place when it was opened.
        backup: the backup made because the file was upgraded on opening.
    """

    def __init__(self, engine: Engine, target: str, path: Path | None, by: str | None, backup: Path | None) -> None:
        super().__init__(engine, target, path)
        self._listeners: list[Listener] = []
        self.by = by or current_user()
        self.session = new_id()
        self.backup = backup
        with self.read() as connection:
            self.opened_at = journal.last_seq(connection)
        self._seen = self.opened_at

    # --- opening -----------------------------------------------------------------------------------------

    @classmethod
    def create(cls, target: str | Path, name: str = "", by: str | None = None) -> "Portfolio":
        """Make a new, empty portfolio: a SQLite file that does not exist yet, or the schema in a shared database.

        Raises:
            UsageError: the file exists already.
            EnvironmentFailed: it cannot be written or reached.
        """
        target = str(target)
        url = database_url(target)
        path = None if is_postgres(target) else Path(url.database or "")
        if path is not None:
            if path.exists() and path.stat().st_size:
                raise UsageError(_("{path} exists already.").format(path=path))
            with environment(target):
                path.parent.mkdir(parents=True, exist_ok=True)
        engine = make_engine(url)
        with environment(target), _disposed_if_failed(engine):
            if path is None:
                migrate.refuse_newer(migrate.shared_version(engine), without_password(target))
                migrate.upgrade_shared(engine)
            else:
                try:
                    migrate.upgrade_file(engine, path, 0)
                except BaseException:
                    engine.dispose()
                    _remove_file(path)
                    raise
            with writing(engine).begin() as connection:
                if connection.execute(select(portfolio_info.c.id)).first() is None:
                    title = name or (path.stem if path else url.database or "")
                    connection.execute(
                        insert(portfolio_info).values(id=new_id(), name=title, created_at=datetime.now(UTC))
                    )
            return cls(engine, without_password(target), path, by, None)

    @classmethod
    def open(cls, target: str | Path, by: str | None = None) -> "Portfolio":
        """Open an existing portfolio; an older SQLite file is backed up and upgraded, a newer one refused.

        Raises:
            EnvironmentFailed: missing, not a portfolio, newer, locked or unreachable; or a shared database that
                an administrator has to upgrade first.
        """
        target = str(target)
        url = database_url(target)
        shown = without_password(target)
        path = None if is_postgres(target) else Path(url.database or "")
        if path is not None:
            check_is_ours(path)
        engine = make_engine(url)
        backup = None
        with environment(target), _disposed_if_failed(engine):
            version = migrate.shared_version(engine) if path is None else migrate.file_version(path)
            migrate.refuse_newer(version, shown)
            if version < migrate.SCHEMA_VERSION:
                if path is None:
                    raise EnvironmentFailed(
                        _(
                            "{name} has schema {version}; this version needs {known}. "
                            "An administrator upgrades it with “kpkportfolio --db … db upgrade”."
                        ).format(name=shown, version=version, known=migrate.SCHEMA_VERSION)
                    )
                backup = migrate.upgrade_file(engine, path, version)
            return cls(engine, shown, path, by, backup)

    # --- reading -----------------------------------------------------------------------------------------

    def initiatives(self, ids: Sequence[str] | None = None) -> list[rows.InitiativeRow]:
        """All initiatives and projects as flat rows, or those with the given ids. One query."""
        with self.read() as connection:
            return read_initiatives(connection, ids)

    def verdicts(self) -> list[rows.VerdictRow]:
        """All verdicts on overlaps, the latest last. One query."""
        with self.read() as connection:
            return parts.verdicts(connection)

    def contents(self) -> rows.Contents:
        """Everything the analysis rooms and exports read, of one and the same moment. A fixed number of queries."""
        with self.read() as connection:
            return read_contents(connection)

    def content(self) -> Content:
        """Every row of every entity as plain data: what snapshots and bundles hold."""
        with self.read() as connection:
            return read_content(connection)

    def record(self, entity: str, id_: str) -> dict[str, Value]:
        """One row whole, without id and version.

        Raises:
            UsageError: there is none.
        """
        with self.read() as connection:
            row = connection.execute(select(ENTITIES[entity]).where(ENTITIES[entity].c.id == id_)).mappings().first()
        if row is None:
            raise UsageError(_("There is no {entity} with the id {id}.").format(entity=entity, id=id_))
        return {name: value for name, value in row.items() if name not in ("id", "version")}

    def records(self, entity: str, **where: str | Sequence[str]) -> dict[str, dict[str, Value]]:
        """Whole rows of an entity by id, those whose fields equal the given values (or are among them)."""
        table = ENTITIES[entity]
        statement = select(table)
        for field, value in where.items():
            column = table.c[field]
            statement = statement.where(column == value if isinstance(value, str) else column.in_(list(value)))
        with self.read() as connection:
            return {
                row["id"]: {name: value for name, value in row.items() if name not in ("id", "version")}
                for row in connection.execute(statement.order_by(table.c.id)).mappings()
            }

    # --- the one write path ------------------------------------------------------------------------------

    def commit(self, operation: Operation, patience: int | None = None, undoes: str | None = None) -> Committed:
        """Carry out an operation: all of it, validated and journalled, in one transaction, or nothing.

        Args:
            patience: milliseconds to wait while another program writes; None waits as long as is usual.
            undoes: the id of the operation that this one takes back, wholly or in part.

        Raises:
            Busy: another program was writing all that time.
            InvalidValue: a row would break a rule.
            Conflict: somebody changed the same field meanwhile.
            EnvironmentFailed: the database is locked, full, read-only or unreachable.
        """
        if not operation.changes:
            raise UsageError(_("There is nothing to change."))
        if self.frozen is None:
            occasions.take_before(self, operation, patience)
            if self.path is not None:
                safekeeping.back_up_before(self.path, operation)
        with self.write(patience) as connection:
            operation = replace(operation, changes=applying.apply(connection, operation.changes))
            # after the rows, which say better where it is what they have in common
            said = {"name": operation.what, "reason": operation.why, "by": self.by}
            if problems := broken_texts(said):
                raise InvalidValue(problems)
            entry = journal.write(connection, operation, self.by, self.session, undoes)
            journal.write_changes(connection, entry.seq, operation.changes)
        touched: dict[str, set[str]] = {}
        for change in operation.changes:
            touched.setdefault(change.entity, set()).add(change.id)
        # others may have written since the last look: it is for the next one to pass this operation by
        committed = Committed(entry, {entity: frozenset(ids) for entity, ids in touched.items()})
        self._tell(committed)
        return committed

    def taken_in(self, entry: journal.Entry, ids: dict[str, frozenset[str]]) -> Committed:
        """Tell the listeners that an empty portfolio has become another's, whose last operation is given."""
        self._seen = max(self._seen, entry.seq)
        committed = Committed(entry, ids)
        self._tell(committed)
        return committed

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after every commit, in the committing thread; returns how to stop."""
        self._listeners.append(listener)

        def stop() -> None:
            with suppress(ValueError):
                self._listeners.remove(listener)

        return stop

    def _tell(self, committed: Committed) -> None:
        for listener in list(self._listeners):
            listener(committed)

    def poll(self) -> list[journal.Entry]:
        """Operations that other windows and laptops committed since the last look; one cheap query if none."""
        with self.read() as connection:
            if journal.last_seq(connection) <= self._seen:
                return []
            entries = journal.since(connection, self._seen)
        self._seen = entries[-1].seq
        return [entry for entry in entries if entry.session != self.session]

    # --- undo, redo, history -----------------------------------------------------------------------------

    def stacks(self, whole_journal: bool = False) -> tuple[list[journal.Entry], list[journal.Entry]]:
        """What can be undone and redone, latest last.

        By default only this opening's own operations: undo never reaches past the opening of the database.
        ``whole_journal`` reaches back to this person's operations of earlier openings: for the window, which asks
        before it takes such a one back, and the command line, each of whose calls is an opening of its own.
        """
        mine = operations.c.by == self.by if whole_journal else operations.c.session == self.session
        with self.read() as connection:
            entries = journal.latest(connection, journal.UNDO_DEPTH, mine)
        return journal.undo_stacks(entries[::-1])

    def undo(self, whole_journal: bool = False) -> Committed:
        """Take the latest operation back, by committing its inverse.

        Raises:
            UsageError: there is nothing to undo.
            Conflict: somebody changed the same field later; nothing is overwritten.
        """
        undoable, _redoable = self.stacks(whole_journal)
        if not undoable:
            raise UsageError(self._none_of_mine() or _("There is nothing to undo."))
        return self._take_back(undoable[-1], OperationKind.UNDO)

    def _none_of_mine(self) -> str:
        """Whose the latest operation is, and how it is undone; empty when there is none."""
        with self.read() as connection:
            found = journal.latest(connection, 1, operations.c.kind != OperationKind.SNAPSHOT.value)
        if not found or found[0].by == self.by:
            return ""
        return _(
            "{me} has nothing to undo. The latest operation, {n}, is by {name}: {operation}. "
            "Any operation is undone from the history, or with undo --operation {n}."
        ).format(me=self.by, n=found[0].seq, name=found[0].by, operation=found[0].name)

    def redo(self, whole_journal: bool = False) -> Committed:
        """Carry out again what was last undone.

        Raises:
            UsageError: there is nothing to redo.
            Conflict: somebody changed the same field meanwhile.
        """
        _undoable, redoable = self.stacks(whole_journal)
        if not redoable:
            raise UsageError(_("There is nothing to redo."))
        return self._take_back(redoable[-1], OperationKind.REDO)

    def _take_back(self, entry: journal.Entry, kind: OperationKind) -> Committed:
        with self.read() as connection:
            changes = journal.changes_of(connection, [entry.seq])
        inverse = [change.inverse for change in reversed(changes)]
        try:
            return self.commit(Operation(kind, entry.what, inverse), undoes=entry.id)
        except (Conflict, InvalidValue) as error:
            # what a rule refuses now it did not refuse then: something else was changed since
            with self.read() as connection:
                obstacles = explained(connection, weigh(connection, changes).obstacles, entry.seq)
            if obstacles:
                raise refusal(entry.name, obstacles) from error
            fields = error.fields if isinstance(error, Conflict) else ()
            raise Conflict(
                _("“{name}” cannot be taken back: {reason}").format(name=entry.name, reason=error), fields
            ) from error

    def operations(self, limit: int = 100) -> list[journal.Entry]:
        """The latest operations, newest first."""
        with self.read() as connection:
            return journal.latest(connection, limit)

    def history(self, initiative_id: str | None = None, limit: int = 500) -> list[journal.HistoryLine]:
        """What happened to an initiative and everything that belongs to it, or to the whole portfolio; newest first.
        Deleted rows are there too."""
        with self.read() as connection:
            ids = None
            if initiative_id is not None:
                ids = [initiative_id, *journal.children_ever(connection, initiative_id)]
            return journal.history(connection, ids, limit)

    def last_imports(self) -> dict[str, LastImport]:
        """What the last import of each register did, by the register's id."""
        with self.read() as connection:
            return last_imports(connection)

    def changes_of(self, seq: int) -> list[Change]:
        """The changes of one operation."""
        with self.read() as connection:
            return journal.changes_of(connection, [seq])


@contextmanager
def _disposed_if_failed(engine: Engine) -> Iterator[None]:
    """Lets go of the connections of an opening that fails."""
    try:
        yield
    except BaseException:
        engine.dispose()
        raise


def _remove_file(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
