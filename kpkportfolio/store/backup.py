"""Backups of a SQLite portfolio: by the online backup API, never a file copy, and opened to see that they are whole."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from kpkportfolio.errors import EnvironmentFailed
from kpkportfolio.store.engine import APPLICATION_ID, check_is_ours
from kpkportfolio.text import _


def backup_path(database: Path, reason: str) -> Path:
    """Where a backup goes: ``backups/<name>-<time>-<reason>.sqlite`` beside the database."""
    stamp = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    base = database.parent / "backups" / f"{database.stem}-{stamp}-{reason}.sqlite"
    path, n = base, 2
    while path.exists():
        path = base.with_name(f"{base.stem}-{n}.sqlite")
        n += 1
    return path


def back_up(database: Path, target: Path) -> Path:
    """Copy an open or closed database to ``target``, whole and verified; the target appears only when it is.

    Raises:
        EnvironmentFailed: the copy could not be written or is not sound; nothing is left behind.
    """
    check_is_ours(database)
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(database)) as live, closing(sqlite3.connect(part)) as copy:
            live.backup(copy, pages=4096)
            # one plain file: a backup that needs its -wal beside it would be half a backup
            copy.execute("PRAGMA journal_mode=DELETE")
        verify(part)
        os.replace(part, target)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise EnvironmentFailed(
            _("The backup {path} could not be made: {error}. The database itself is untouched.").format(
                path=target, error=error
            )
        ) from error
    return target


def verify(path: Path) -> None:
    """Open a database file and check all of it.

    Raises:
        EnvironmentFailed: it is not a portfolio or not sound.
    """
    try:
        with closing(sqlite3.connect(path)) as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall() if found == ["ok"] else []
    except sqlite3.Error as error:
        raise EnvironmentFailed(_("{path} is damaged: {detail}.").format(path=path, detail=error)) from error
    if application != APPLICATION_ID:
        raise EnvironmentFailed(_("{path} is not a KPK Portfolio database.").format(path=path))
    if found != ["ok"] or orphans:
        detail = "; ".join(found) if found != ["ok"] else f"foreign keys: {len(orphans)}"
        raise EnvironmentFailed(_("{path} is damaged: {detail}.").format(path=path, detail=detail))


def restore(backup: Path, database: Path) -> Path | None:
    """Put a backup in the database's place; the replaced database is kept as a backup of its own.

    Returns:
        Where the replaced database is kept, or None when there was none.

    Raises:
        EnvironmentFailed: the backup is not sound, or a file could not be written; the database is untouched.
    """
    check_is_ours(backup)
    verify(backup)
    kept = back_up(database, backup_path(database, "replaced")) if database.exists() else None
    part = database.with_name(database.name + ".part")
    try:
        with closing(sqlite3.connect(backup)) as source:
            if database.exists():
                # into the live file through SQLite itself, so that an open window reads the restored content
                with closing(sqlite3.connect(database)) as live:
                    source.backup(live)
            else:
                database.parent.mkdir(parents=True, exist_ok=True)
                with closing(sqlite3.connect(part)) as copy:
                    source.backup(copy)
                os.replace(part, database)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise EnvironmentFailed(
            _("{path} could not be restored: {error}.").format(path=database, error=error)
        ) from error
    return kept
