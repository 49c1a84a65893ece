"""Backups of a SQLite portfolio: by the online backup API, never a file copy, and opened to see that they are whole."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from kpkportfolio.errors import Damaged, EnvironmentFailed, UsageError
from kpkportfolio.store.damage import check_words
from kpkportfolio.store.engine import APPLICATION_ID, check_is_ours
from kpkportfolio.store.failures import damaged
from kpkportfolio.text import _

Progress = Callable[[int, int], None]

_PAGES = 4096
_SIDE_FILES = ("", "-wal", "-shm")


def backup_path(database: Path, reason: str) -> Path:
    """Where a backup goes: ``backups/<name>-<time>-<reason>.sqlite`` beside the database."""
    stamp = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    base = database.parent / "backups" / f"{database.stem}-{stamp}-{reason}.sqlite"
    path, n = base, 2
    while path.exists():
        path = base.with_name(f"{base.stem}-{n}.sqlite")
        n += 1
    return path


def back_up(database: Path, target: Path, progress: Progress | None = None) -> Path:
    """Copy an open or closed database to ``target``, whole and verified; the target appears only when it is.

    Args:
        progress: told ``(pages done, pages in all)`` now and then; what it raises cancels the copying.

    Raises:
        UsageError: the target is the database itself.
        EnvironmentFailed: the copy could not be written or is not sound; nothing is left behind.
    """
    check_is_ours(database)
    if target.exists() and target.samefile(database):
        # the open windows would go on writing into a file that is no longer there
        raise UsageError(_("{path} is the database itself; give the backup another name.").format(path=target))
    # a name of its own: two windows may back up in the same second
    part = target.with_name(f"{target.name}.{uuid4().hex[:8]}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(database)) as live, closing(sqlite3.connect(part)) as copy:
            # one moment is copied, however much others write meanwhile; without this each commit would begin it anew
            live.execute("BEGIN")
            live.execute("SELECT count(*) FROM sqlite_master").fetchone()
            live.backup(copy, pages=_PAGES, progress=_told(progress))
            # one plain file: a backup that needs its -wal beside it would be half a backup
            copy.execute("PRAGMA journal_mode=DELETE")
        verify(part)
        os.replace(part, target)
    except (OSError, sqlite3.Error) as error:
        raise EnvironmentFailed(
            _("The backup {path} could not be made: {error}. The database itself is untouched.").format(
                path=target, error=error
            )
        ) from error
    finally:
        for ending in ("", "-journal"):
            with suppress(OSError):
                part.with_name(part.name + ending).unlink(missing_ok=True)
    return target


def verify(path: Path) -> None:
    """Open a database file and check all of it: every page, every reference, and that no operation of the journal
    lacks any of its changes.

    Raises:
        EnvironmentFailed: it is not a portfolio or not sound.
    """
    try:
        with closing(sqlite3.connect(path)) as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall() if found == ["ok"] else []
            torn = connection.execute(_TORN).fetchone()[0] if application == APPLICATION_ID and found == ["ok"] else 0
    except sqlite3.Error as error:
        raise damaged(path, error) from error
    if application != APPLICATION_ID:
        raise EnvironmentFailed(_("{path} is not a KPK Portfolio database.").format(path=path))
    if found != ["ok"] or orphans:
        detail = check_words([] if found == ["ok"] else found, len(orphans))
        raise Damaged(_("{path} is damaged: {detail}.").format(path=path, detail=detail))
    if torn:
        raise Damaged(_("{path} is damaged: its journal has lost changes.").format(path=path))


_TORN = """
    SELECT count(*) FROM operation LEFT JOIN
        (SELECT operation_seq, count(*) AS there FROM operation_change GROUP BY operation_seq) ON operation_seq = seq
    WHERE changes <> coalesce(there, 0)
"""


def restore(backup: Path, database: Path, progress: Progress | None = None) -> Path | None:
    """Put a backup in the database's place; the replaced database is kept as a backup of its own.

    A damaged database, which can no longer be backed up, is kept as the file it is.

    Returns:
        Where the replaced database is kept, or None when there was none.

    Raises:
        EnvironmentFailed: the backup is not sound, or a file could not be written; the database is untouched.
    """
    check_is_ours(backup)
    verify(backup)
    if not database.exists():
        _put(backup, database, progress)
        return None
    try:
        verify(database)
    except EnvironmentFailed as damage:
        if not _is_damaged(database):
            raise damage
        kept = _set_aside(database)
        _put(backup, database, progress)
        return kept
    kept = back_up(database, backup_path(database, "replaced"))
    try:
        # into the live file through SQLite itself, so that an open window reads the restored content
        with closing(sqlite3.connect(backup)) as source, closing(sqlite3.connect(database)) as live:
            source.backup(live, pages=_PAGES, progress=_told(progress))
    except (OSError, sqlite3.Error) as error:
        raise _not_restored(database, error) from error
    return kept


def _is_damaged(database: Path) -> bool:
    """Whether it is a database of ours, or was: another program's is left alone."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    except sqlite3.DatabaseError as error:
        return not isinstance(error, sqlite3.OperationalError)


def _set_aside(database: Path) -> Path:
    """Keep a damaged database as it is, with what lies beside it, under the name of a backup."""
    kept = backup_path(database, "damaged")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        for ending in _SIDE_FILES:
            beside = database.with_name(database.name + ending)
            if beside.exists():
                shutil.copy2(beside, kept.with_name(kept.name + ending))
    except OSError as error:
        raise _not_restored(database, error) from error
    return kept


def _put(backup: Path, database: Path, progress: Progress | None) -> None:
    """A copy of a backup where there is no database, or none that could be written through SQLite."""
    part = database.with_name(f"{database.name}.{uuid4().hex[:8]}.part")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(backup)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy, pages=_PAGES, progress=_told(progress))
            copy.execute("PRAGMA journal_mode=WAL")
        for ending in _SIDE_FILES[1:]:
            # what a damaged database had not yet taken in must not be taken for the restored one's
            database.with_name(database.name + ending).unlink(missing_ok=True)
        os.replace(part, database)
    except (OSError, sqlite3.Error) as error:
        raise _not_restored(database, error) from error
    finally:
        for ending in (*_SIDE_FILES, "-journal"):
            with suppress(OSError):
                part.with_name(part.name + ending).unlink(missing_ok=True)


def _told(progress: Progress | None) -> Callable[[int, int, int], None]:
    def told(_status: int, left: int, total: int) -> None:
        if progress:
            progress(total - left, total)

    return told


def _not_restored(database: Path, error: Exception) -> EnvironmentFailed:
    return EnvironmentFailed(_("{path} could not be restored: {error}.").format(path=database, error=error))
