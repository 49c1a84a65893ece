"""When backups of a SQLite portfolio are made without being asked for, and which of them are kept: the one place that
says it.

- **Made** when the portfolio is opened or stays open, if something has changed since the latest backup and that is an
  hour old; before an upgrade, always; before an operation of more than :data:`MANY` rows, if anything has changed since
  the latest backup; before a smaller import or merge, if that is an hour old; not before undo and redo.
- **Kept**: one a minute for an hour, one an hour for a day, one a day for a week, one a week for a month and one a
  month for a year. What a person asked for, what a restored backup replaced and what was there before an upgrade is
  never removed.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from kpkportfolio.model.change import Operation, OperationKind
from kpkportfolio.store import backup
from kpkportfolio.store.backup import Progress
from kpkportfolio.text import N_, _

EVERY: Final = timedelta(hours=1)
MANY: Final = 200
"""Rows that an operation changes before it counts as one that deserves a backup of its own."""

LEADING_BACK: Final = (OperationKind.UNDO, OperationKind.REDO)
"""What leads to where one has been: nothing needs to be kept before it, and nobody wants to wait for it."""

_OPENING = "opening"
_BEFORE = {OperationKind.IMPORT: "before-import", OperationKind.MERGE: "before-merge"}
_BEFORE_OTHERS = "before-changes"
_THINNED: Final = {_OPENING, _BEFORE_OTHERS, *_BEFORE.values()}
# how old at most, and what backups of which only the newest is kept have in common
_STEPS: Final[dict[timedelta, Callable[[datetime], object]]] = {
    timedelta(hours=1): lambda at: (at.date(), at.hour, at.minute),
    timedelta(days=1): lambda at: (at.date(), at.hour),
    timedelta(days=7): lambda at: at.date(),
    timedelta(days=31): lambda at: at.isocalendar()[:2],
    timedelta(days=366): lambda at: (at.year, at.month),
}
_WORDS = {
    "manual": N_("asked for"),
    _OPENING: N_("by itself"),
    "before-import": N_("before an import"),
    "before-merge": N_("before a merge"),
    _BEFORE_OTHERS: N_("before a change of many rows"),
    "before-schema": N_("before an upgrade"),
    "replaced": N_("replaced by a restored backup"),
    "damaged": N_("damaged, set aside"),
}
_NAME = re.compile(r"-(\d{8}-\d{6})-([a-z-]+?)(?:-\d+)*\.sqlite")
_ABANDONED: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup of a portfolio.

    Attributes:
        at: when it was made, by the clock of the computer that made it.
        reason: why, as in its name.
        initiatives: how many it holds, projects not counted; None when it cannot be read.
        last: the id of the last operation in it; None when there is none.
    """

    path: Path
    at: datetime
    reason: str
    bytes: int
    initiatives: int | None
    last: str | None

    @property
    def why(self) -> str:
        """Why it was made, in words."""
        return _(_WORDS[self.reason]) if self.reason in _WORDS else self.reason


def listing(database: Path) -> list[Backup]:
    """The backups beside a database, newest first."""
    found = []
    for path, at, reason in _named(database):
        initiatives, last, _first = _look(path)
        with suppress(OSError):
            found.append(Backup(path, at, reason, path.stat().st_size, initiatives, last))
    return found


def remedies(database: Path) -> list[Backup]:
    """The backups that can be put in a damaged database's place, newest first."""
    return [one for one in listing(database) if one.initiatives is not None]


def of_file(path: Path) -> Backup:
    """A backup kept elsewhere, such as one that a person picks; made when its file was last written.

    Raises:
        OSError: there is none.
    """
    facts = path.stat()
    initiatives, last, _first = _look(path)
    at = datetime.fromtimestamp(facts.st_mtime).astimezone()
    return Backup(path, at, path.name, facts.st_size, initiatives, last)


def back_up_if_due(database: Path, progress: Progress | None = None) -> Path | None:
    """Back up what has changed since the latest backup, once that is an hour old.

    Raises:
        EnvironmentFailed: it could not be written; the database is untouched.
    """
    return _made(database, _OPENING, progress) if _due(database, datetime.now().astimezone()) else None


def back_up_before(database: Path, operation: Operation) -> Path | None:
    """Back up before an operation that deserves it, unless there is a backup already.

    Raises:
        EnvironmentFailed: it could not be written; the database is untouched.
    """
    many = len(operation.changes) > MANY
    if operation.kind in LEADING_BACK or not (many or operation.kind in _BEFORE):
        return None
    if not (_changed(database) if many else _due(database, datetime.now().astimezone())):
        return None
    return _made(database, _BEFORE.get(operation.kind, _BEFORE_OTHERS), None)


def before_words(operation: Operation) -> str:
    """``ennen tuontia``: what is kept before an operation, in the language spoken now."""
    return _(_WORDS[_BEFORE.get(operation.kind, _BEFORE_OTHERS)])


def thin(database: Path, now: datetime) -> list[Path]:
    """Remove the backups that need not be kept any longer; returns them."""
    removed = []
    for path in superfluous([(path, at, reason) for path, at, reason in _named(database)], now):
        with suppress(OSError):
            path.unlink()
            removed.append(path)
    _remove_abandoned(database, now)
    return removed


def superfluous(backups: Iterable[tuple[Path, datetime, str]], now: datetime) -> list[Path]:
    """Which of these, each with its time and reason, need not be kept.

    Of several in one minute, hour, day, week or month the newest is kept. One of the future, made before the clock was
    set back, is kept as if it were of now.
    """
    thinned = sorted((one for one in backups if one[2] in _THINNED), key=lambda one: one[1], reverse=True)
    taken: set[object] = set()
    found = []
    for number, (path, at, _reason) in enumerate(thinned):
        age = next((age for age in _STEPS if now - at <= age), None)
        # the newest is kept however old it is
        if number and (age is None or (age, _STEPS[age](at)) in taken):
            found.append(path)
        elif age is not None:
            taken.add((age, _STEPS[age](at)))
    return found


def _made(database: Path, reason: str, progress: Progress | None) -> Path:
    made = backup.back_up(database, backup.backup_path(database, reason), progress)
    thin(database, datetime.now().astimezone())
    return made


def _changed(database: Path) -> bool:
    """Whether the database's last operation is none that a backup ends with."""
    last = _look(database)[1]
    return last is not None and all(_look(path)[1] != last for path, _at, _reason in _named(database))


def _due(database: Path, now: datetime) -> bool:
    newest = next(_named(database), None)
    since = newest[1] if newest is not None else _look(database)[2]
    # a backup of the future was made before the clock was set back: how old it is nobody knows
    return since is not None and not timedelta(0) <= now - since < EVERY and _changed(database)


def _named(database: Path) -> Iterator[tuple[Path, datetime, str]]:
    """The backups there are by their names, newest first, without a look into them."""
    found = []
    with suppress(OSError):
        for path in (database.parent / "backups").iterdir():
            said = _NAME.fullmatch(path.name.removeprefix(database.stem))
            if said is not None and path.name.startswith(database.stem):
                with suppress(ValueError):
                    at = datetime.strptime(said[1], "%Y%m%d-%H%M%S").astimezone()
                    found.append((path, at, said[2]))
    return iter(sorted(found, key=lambda one: (one[1], one[0].name), reverse=True))


def _look(path: Path) -> tuple[int | None, str | None, datetime | None]:
    """How many initiatives a database holds, its last operation's id and when its first was made; of any schema."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            count = connection.execute("SELECT count(*) FROM initiative WHERE kind = 'initiative'").fetchone()[0]
            last = connection.execute("SELECT id FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
            first = connection.execute("SELECT at FROM operation ORDER BY seq LIMIT 1").fetchone()
    except sqlite3.Error:
        return None, None, None
    at = None if first is None else datetime.fromisoformat(first[0])
    return count, last and last[0], at and (at if at.tzinfo else at.replace(tzinfo=UTC))


def _remove_abandoned(database: Path, now: datetime) -> None:
    """Halves of backups whose making was cut off; younger ones may still be written."""
    for part in (database.parent / "backups").glob("*.part*"):
        with suppress(OSError):
            if now.timestamp() - part.stat().st_mtime > _ABANDONED.total_seconds():
                part.unlink()
