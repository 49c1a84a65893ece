"""Engines: SQLite by default, PostgreSQL when shared, both with settings that keep the record safe."""

import os
import re
import sqlite3
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from kpkportfolio.errors import Damaged, EnvironmentFailed, UsageError
from kpkportfolio.store.damage import damage_words
from kpkportfolio.store.places import is_cloud, is_network
from kpkportfolio.store.side_file import SideFile
from kpkportfolio.text import _

# "KPKP" in ASCII: SQLite's application_id tells our files from any other SQLite file
APPLICATION_ID: Final = 0x4B504B50
_BUSY_MILLISECONDS: Final = 5000
# kibibytes, as SQLite spells them: negative
_WRITING_CACHE: Final = -32_000
_READING_CACHE: Final = -2_000
# An import of 20 000 initiatives writes 17 400 pages: what is committed is safe in the -wal file, and whoever imports
# need not wait until it is copied into the database as well, which closing does.
_PAGES_BEFORE_CHECKPOINT: Final = 32_000
_LOOPBACK: Final = {"localhost", "127.0.0.1", "::1", ""}
# a password may hold an unescaped slash or @: rather too much is hidden than too little
_PASSWORD_BEFORE_HOST: Final = re.compile(r"(://[^:/@]*):(?:[^/?]*|[^@]*)@")
_PASSWORD_AS_OPTION: Final = re.compile(r"([?&](?:ssl)?password=)[^&]*", re.IGNORECASE)


def is_postgres(target: str) -> bool:
    return target.startswith(("postgresql://", "postgresql+psycopg://", "postgres://"))


def database_url(target: str) -> URL:
    """The SQLAlchemy URL of a file name or a ``postgresql://`` address.

    PostgreSQL goes through psycopg 3. Unless the server is on this machine, its certificate is verified in
    full: libpq by itself verifies nothing.

    Raises:
        UsageError: the address cannot be understood, or asks for an unverified connection.
    """
    if not is_postgres(target):
        if "://" in target:
            raise UsageError(
                _("“{target}” is neither a file nor a postgresql:// address.").format(target=without_password(target))
            )
        return URL.create("sqlite", database=str(Path(target).expanduser().absolute()))
    try:
        url = make_url(target).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        raise UsageError(_("The address of the shared database cannot be understood.")) from error
    if url.password is None and url.host and (secret := _kept_password(url)):
        url = url.set(password=secret)
    # where libpq would really connect: options after the ? outrank the host before it, hostaddr outranks both
    host = url.query.get("hostaddr") or url.query.get("host", url.host or "")
    local = isinstance(host, str) and (host in _LOOPBACK or host.startswith("/"))
    if not local or "service" in url.query:
        mode = url.query.get("sslmode", "verify-full")
        if mode != "verify-full":
            raise UsageError(
                _("A shared database on another machine is used with sslmode=verify-full only, not “{mode}”.").format(
                    mode=mode
                )
            )
        url = url.update_query_dict({"sslmode": mode})
        if "sslrootcert" not in url.query:
            url = url.update_query_dict({"sslrootcert": "system"})
    return url


def _kept_password(url: URL) -> str | None:
    """The password kept in the operating system's keyring, if there is one; never kept anywhere else."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password("kpkportfolio", f"{url.username}@{url.host}:{url.port or 5432}/{url.database}")
    except KeyringError:
        return None


def without_password(target: str) -> str:
    """The address as it may be shown and logged."""
    if "://" not in target:
        return target
    return _PASSWORD_AS_OPTION.sub(r"\1***", _PASSWORD_BEFORE_HOST.sub(r"\1:***@", target, count=1))


def make_engine(url: URL) -> Engine:
    """An engine whose every write transaction takes the write lock at once.

    SQLite: WAL, synchronous=FULL, foreign keys on, BEGIN IMMEDIATE for writes (a transaction that reads first
    and then wants to write would fail at once instead of waiting). A transaction only reads unless its engine comes
    from :func:`writing`.
    """
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    beside = SideFile(Path(url.database or ""))
    engine = create_engine(url, connect_args={"timeout": _BUSY_MILLISECONDS / 1000, "factory": beside.connect})

    @event.listens_for(engine, "connect")
    def _settle(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        raw: Any = connection
        raw.isolation_level = None  # the driver must not begin or commit by itself
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA trusted_schema=OFF")
        cursor.execute(f"PRAGMA wal_autocheckpoint={_PAGES_BEFORE_CHECKPOINT}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        beside.check()
        options = connection.get_execution_options()
        writes = options.get("writing")
        if writes:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={options.get('patience') or _BUSY_MILLISECONDS}")
        # a large import stays in memory until it is committed; a reader's pages are not worth keeping
        connection.exec_driver_sql(f"PRAGMA cache_size={_WRITING_CACHE if writes else _READING_CACHE}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")
        raw: Any = connection.connection.driver_connection
        beside.remember(raw)

    return engine


def writing(engine: Engine, patience: int | None = None) -> Engine:
    """The same engine, for a transaction that writes and waits ``patience`` milliseconds for another writer's end."""
    return engine.execution_options(writing=True, patience=patience)


def storage_warning(path: Path) -> str | None:
    """A sentence for a folder where SQLite is not safe: a network share or one that a cloud service copies."""
    path = path.expanduser().absolute()
    if is_network(path):
        return _("The file is on a network share; keep it on this computer, or use a shared PostgreSQL database.")
    if is_cloud(path):
        return _("The file is in a folder that a cloud service copies; it can be damaged there. Keep it elsewhere.")
    return None


def check_is_ours(path: Path) -> None:
    """Refuse a file that is no portfolio before anything touches it.

    Raises:
        EnvironmentFailed: missing, unreadable, not SQLite, or another program's database.
    """
    if not path.exists():
        raise EnvironmentFailed(
            _("There is no database {path}. Create one first, for example with “kpkportfolio demo”.").format(path=path)
        )
    try:
        connection = sqlite3.connect(f"file:{_uri_path(path)}?mode=ro", uri=True)
        try:
            connection.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")
            application = connection.execute("PRAGMA application_id").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error as error:
        if not os.access(path.parent, os.W_OK):
            # SQLite keeps its journal beside the file, also for whoever only reads
            raise EnvironmentFailed(
                _("The folder of {path} is read-only. Copy the file to a folder that can be written to.").format(
                    path=path
                )
            ) from error
        raise (Damaged if is_damage(error) else EnvironmentFailed)(
            _("{path} cannot be opened as a database: {error}.").format(path=path, error=damage_words(error))
        ) from error
    if application != APPLICATION_ID:
        raise EnvironmentFailed(_("{path} is not a KPK Portfolio database.").format(path=path))


def is_damage(error: sqlite3.Error) -> bool:
    """Whether SQLite says that the file is broken, or no longer a database at all."""
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def _uri_path(path: Path) -> str:
    from urllib.request import pathname2url

    return pathname2url(str(path.absolute()))
