"""What a backup holds, to be compared with today before it is restored."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from kpkportfolio.model.tables import operation, portfolio_info
from kpkportfolio.snapshots.wording import Comparison, Progress, compare_contents
from kpkportfolio.store import backup, migrate
from kpkportfolio.store.content import Content, read_content
from kpkportfolio.store.engine import check_is_ours
from kpkportfolio.store.freezing import listed
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _, format_number, ngettext


@dataclass(frozen=True, slots=True)
class Held:
    """What a portfolio, or a backup of one, holds besides the files beside it.

    Attributes:
        portfolio: its own id, which its backups have too.
        operations: ids of the journal's operations.
        snapshots: names of the snapshots by their ids.
    """

    content: Content
    portfolio: str
    name: str
    operations: frozenset[str]
    snapshots: dict[str, str]


def held_by(portfolio: Portfolio) -> Held:
    """Everything that restoring a backup over it would replace."""
    with portfolio.read() as connection:
        content = read_content(connection)
        id_, name = connection.execute(select(portfolio_info.c.id, portfolio_info.c.name)).one()
        operations = frozenset(connection.execute(select(operation.c.id)).scalars())
        snapshots = {one.id: one.name for one in listed(connection)}
    return Held(content, id_, name, operations, snapshots)


def held_by_backup(file: Path) -> Held:
    """The same of a backup, which stays as it is; one of an earlier version is upgraded in a copy of it.

    Raises:
        EnvironmentFailed: it is no portfolio, is damaged, or was made by a newer version.
    """
    check_is_ours(file)
    if migrate.file_version(file) >= migrate.SCHEMA_VERSION:
        return _held(file)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return _held(backup.back_up(file, Path(folder) / "copy.sqlite"))


def _held(file: Path) -> Held:
    portfolio = Portfolio.open(file)
    try:
        return held_by(portfolio)
    finally:
        portfolio.close()


@dataclass(frozen=True, slots=True)
class Restoring:
    """What restoring a backup would change.

    Attributes:
        comparison: rows, from today to the backup.
        other: the name of the portfolio the backup is of, when that is another one.
        operations: how many of today's operations are not in the backup's journal.
        snapshots: names of the snapshots that are not in the backup.
    """

    comparison: Comparison
    other: str | None
    operations: int
    snapshots: Sequence[str]

    @property
    def changes(self) -> bool:
        """Whether there is anything to restore."""
        return bool(self.comparison.differences or self.other is not None or self.operations or self.snapshots)

    @property
    def warnings(self) -> list[str]:
        """Sentences for what is not seen in the initiatives: whose backup it is, and what of the past goes."""
        told = []
        if self.other is not None:
            told.append(_("This is a backup of another portfolio, “{name}”.").format(name=self.other))
        if n := self.operations:
            words = ngettext(
                "{n} operation of the history is not in the backup and goes.",
                "{n} operations of the history are not in the backup and go.",
                n,
            )
            told.append(words.format(n=format_number(n)))
        if n := len(self.snapshots):
            words = ngettext(
                "{n} snapshot is not in the backup and goes: {names}.",
                "{n} snapshots are not in the backup and go: {names}.",
                n,
            )
            told.append(words.format(n=format_number(n), names=", ".join(self.snapshots)))
        return told


def restoring(now: Held, then: Held, progress: Progress | None = None) -> Restoring:
    """What becomes of a portfolio when a backup is put in its place. ``progress`` may raise Cancelled."""
    return Restoring(
        compare_contents(now.content, then.content, progress),
        then.name if then.portfolio != now.portfolio else None,
        len(now.operations - then.operations),
        [name for id_, name in now.snapshots.items() if id_ not in then.snapshots],
    )
