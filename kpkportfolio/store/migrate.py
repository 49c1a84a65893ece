"""Schema versions: creating, recognising, upgrading. Alembic is imported only when there is something to do."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from kpkportfolio import paths
from kpkportfolio.errors import EnvironmentFailed
from kpkportfolio.store import backup
from kpkportfolio.store.engine import APPLICATION_ID
from kpkportfolio.text import _

SCHEMA_VERSION: Final = 5
"""The schema this version of the application works with; the number of the last file in ``migrations/versions``."""

# any constant: two administrators upgrading one shared database at once must take the same lock
_ADVISORY_LOCK: Final = 0x4B504B50


def file_version(path: Path) -> int:
    """The schema version of a SQLite file, from its header."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def shared_version(engine: Engine) -> int:
    """The schema version of a shared database; 0 when it holds no portfolio yet."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return 0
        return int(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or 0)


def refuse_newer(version: int, name: str) -> None:
    """Raise if the database was made by a newer version of the application."""
    if version > SCHEMA_VERSION:
        raise EnvironmentFailed(
            _(
                "{name} was made by a newer version of KPK Portfolio (schema {version}; this one knows {known}). "
                "Nothing was changed. Install the newer version to open it."
            ).format(name=name, version=version, known=SCHEMA_VERSION)
        )


def upgrade_file(engine: Engine, path: Path, version: int) -> Path | None:
    """Bring a SQLite file to this schema: verified backup first, then everything in one transaction.

    Returns:
        Where the backup is; None for a new file, which needs none.
    """
    kept = backup.back_up(path, backup.backup_path(path, f"before-schema-{SCHEMA_VERSION}")) if version else None
    with engine.execution_options(writing=True).connect() as connection:
        # batch rebuilds of tables would delete child rows with foreign keys on; the pragma only works outside a
        # transaction, so it goes straight to the driver
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys=OFF")
        if not version:
            raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
            raw.execute("PRAGMA journal_mode=WAL")
        try:
            with connection.begin():
                _run(connection)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                    raise EnvironmentFailed(_("The upgrade would lose references; the database is as it was."))
                connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
        finally:
            raw.execute("PRAGMA foreign_keys=ON")
    return kept


def upgrade_shared(engine: Engine) -> None:
    """Create or upgrade the schema of a shared database, in one transaction under a lock. For administrators."""
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        _run(connection)


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(paths.bundled("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
