"""Creating, recognising and upgrading databases; backups; refusing what is not ours or too new."""

import sqlite3
from contextlib import closing
from pathlib import Path, PurePosixPath

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from kpkportfolio import snapshots
from kpkportfolio.errors import EnvironmentFailed, UsageError
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.model.tables import metadata
from kpkportfolio.store import backup, migrate
from kpkportfolio.store.engine import database_url, make_engine, storage_warning, without_password
from kpkportfolio.store.places import kind_of_mount
from kpkportfolio.store.portfolio import Portfolio


def add(portfolio: Portfolio, title: str) -> None:
    row = {"kind": "initiative", "title": title}
    portfolio.commit(Operation(OperationKind.ADD, title, [Change("initiative", new_id(), None, row)]))


def test_the_migrations_lead_to_the_model(portfolio: Portfolio) -> None:
    with portfolio.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": metadata})
        assert compare_metadata(context, metadata) == []


def test_the_last_migration_is_the_version_this_application_knows() -> None:
    files = sorted((Path(migrate.paths.bundled("migrations")) / "versions").glob("[0-9]*.py"))
    assert [int(file.name[:4]) for file in files] == list(range(1, migrate.SCHEMA_VERSION + 1))


def test_every_released_version_still_opens(tmp_path: Path) -> None:
    """tests/legacy holds a database of every released schema, named by its number, with one initiative."""
    legacy = sorted((Path(__file__).resolve().parents[1] / "legacy").glob("schema-*.sqlite"))
    assert len(legacy) == migrate.SCHEMA_VERSION
    for file in legacy:
        copy = tmp_path / file.name
        copy.write_bytes(file.read_bytes())
        portfolio = Portfolio.open(copy)
        assert [row.title for row in portfolio.initiatives()] == ["Asiointitili"]
        assert [row.title for row in portfolio.contents().deliverables] == ["Opas"]
        assert snapshots.verify(portfolio) == []
        portfolio.close()
        backup.verify(copy)


def test_an_older_file_is_backed_up_and_upgraded_in_one_transaction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "salkku.sqlite"
    portfolio = Portfolio.create(path)
    add(portfolio, "Asiointitili")
    portfolio.close()
    version = migrate.SCHEMA_VERSION
    _pretend_a_new_version(tmp_path, monkeypatch, 'op.add_column("initiative", sa.Column("colour", sa.Text()))')
    upgraded = Portfolio.open(path)
    assert upgraded.backup is not None
    assert migrate.file_version(upgraded.backup) == version
    assert migrate.file_version(path) == version + 1
    with upgraded.read() as connection:
        assert connection.execute(text("SELECT title, colour FROM initiative")).all() == [("Asiointitili", None)]
    upgraded.close()


def test_a_failed_upgrade_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "salkku.sqlite"
    portfolio = Portfolio.create(path)
    add(portfolio, "Asiointitili")
    portfolio.close()
    with monkeypatch.context() as patch:
        _pretend_a_new_version(
            tmp_path,
            patch,
            'op.add_column("initiative", sa.Column("colour", sa.Text()))\n    raise RuntimeError("power cut")',
        )
        with pytest.raises(RuntimeError):
            Portfolio.open(path)
    again = Portfolio.open(path)
    assert [row.title for row in again.initiatives()] == ["Asiointitili"]
    with again.read() as connection:
        columns = connection.execute(text("SELECT * FROM initiative")).keys()
    assert "colour" not in columns
    again.close()


def _pretend_a_new_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, upgrade: str) -> None:
    import shutil

    folder = tmp_path / "migrations"
    shutil.copytree(migrate.paths.bundled("migrations"), folder)
    version = migrate.SCHEMA_VERSION
    (folder / "versions" / f"{version + 1:04}_next.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = '{version + 1:04}'\ndown_revision = '{version:04}'\n"
        f"def upgrade():\n    {upgrade}\n"
    )
    monkeypatch.setattr(migrate.paths, "bundled", lambda *parts: tmp_path.joinpath(*parts))
    monkeypatch.setattr(migrate, "SCHEMA_VERSION", version + 1)


def test_a_newer_database_is_refused_with_words(portfolio: Portfolio, target: str) -> None:
    portfolio.close()
    if portfolio.path:
        with closing(sqlite3.connect(portfolio.path)) as connection:
            connection.execute("PRAGMA user_version=999")
    else:
        engine = make_engine(database_url(target))
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num='0999'"))
        engine.dispose()
    with pytest.raises(EnvironmentFailed, match="newer"):
        Portfolio.open(target)


@pytest.mark.postgres
def test_a_shared_database_is_upgraded_only_when_asked(postgres: str) -> None:
    from tests.databases import fresh_database

    with fresh_database(postgres) as address:
        with pytest.raises(EnvironmentFailed, match="db upgrade"):
            Portfolio.open(address)
        engine = make_engine(database_url(address))
        migrate.upgrade_shared(engine)
        migrate.upgrade_shared(engine)
        assert migrate.shared_version(engine) == migrate.SCHEMA_VERSION
        engine.dispose()


def test_what_is_not_ours_is_refused_and_left_alone(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailed):
        Portfolio.open(tmp_path / "ei-ole.sqlite")
    assert not (tmp_path / "ei-ole.sqlite").exists()
    rubbish = tmp_path / "kirje.sqlite"
    rubbish.write_text("Hyvä vastaanottaja, " * 100)
    other = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE t (x)")
    for path in (rubbish, other):
        before = path.read_bytes()
        with pytest.raises(EnvironmentFailed):
            Portfolio.open(path)
        assert path.read_bytes() == before
    with pytest.raises(UsageError):
        Portfolio.create(other)


def test_engine_settings(tmp_path: Path) -> None:
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    with portfolio.read() as connection:
        values = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "application_id",
                "user_version",
                "wal_autocheckpoint",
            )
        }
    assert values == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "application_id": 0x4B504B50,
        "user_version": migrate.SCHEMA_VERSION,
        "wal_autocheckpoint": 32_000,
    }
    portfolio.close()


def test_a_locked_database_is_said_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpkportfolio.store.engine._BUSY_MILLISECONDS", 50)
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    with closing(sqlite3.connect(tmp_path / "salkku.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(EnvironmentFailed, match="another program"):
            add(portfolio, "x")
        other.execute("ROLLBACK")
    add(portfolio, "y")
    assert [row.title for row in portfolio.initiatives()] == ["y"]
    portfolio.close()


def test_backup_of_an_open_database_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "salkku.sqlite"
    portfolio = Portfolio.create(path)
    add(portfolio, "Ennen")
    kept = backup.back_up(path, backup.backup_path(path, "by-hand"))
    assert kept.parent.name == "backups"
    add(portfolio, "Jälkeen")
    copy = Portfolio.open(kept)
    assert [row.title for row in copy.initiatives()] == ["Ennen"]
    copy.close()
    replaced = backup.restore(kept, path)
    assert replaced is not None
    assert [row.title for row in portfolio.initiatives()] == ["Ennen"]
    portfolio.close()
    old = Portfolio.open(replaced)
    assert len(old.initiatives()) == 2
    old.close()


def test_a_damaged_backup_is_not_restored(tmp_path: Path) -> None:
    path = tmp_path / "salkku.sqlite"
    portfolio = Portfolio.create(path)
    for n in range(200):
        add(portfolio, f"Hanke {n}")
    kept = backup.back_up(path, tmp_path / "copy.sqlite")
    data = bytearray(kept.read_bytes())
    data[8192 : 8192 + 4096] = b"\x55" * 4096
    kept.write_bytes(data)
    with pytest.raises(EnvironmentFailed):
        backup.restore(kept, path)
    assert len(portfolio.initiatives()) == 200
    portfolio.close()


def test_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    url = database_url("postgresql://liisa@db.kunta.fi/salkku")
    assert url.drivername == "postgresql+psycopg"
    assert url.query["sslmode"] == "verify-full"
    assert url.query["sslrootcert"] == "system"
    assert "sslmode" not in database_url("postgresql://liisa@localhost/salkku").query
    with pytest.raises(UsageError):
        database_url("postgresql://liisa@db.kunta.fi/salkku?sslmode=disable")
    with pytest.raises(UsageError):
        database_url("mysql://x/y")
    with pytest.raises(UsageError):
        database_url("postgresql://liisa@localhost/salkku?hostaddr=192.0.2.7&sslmode=require")
    assert database_url("postgresql://liisa@localhost/salkku?hostaddr=192.0.2.7").query["sslmode"] == "verify-full"
    assert "sslmode" not in database_url("postgresql://liisa@localhost/salkku?hostaddr=127.0.0.1").query
    assert database_url("postgresql://liisa@/salkku?service=kunta").query["sslmode"] == "verify-full"
    monkeypatch.setattr("keyring.get_password", lambda _service, _user: "avain")
    assert database_url("postgresql://liisa@localhost/salkku").password == "avain"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://liisa:salasana@db/x", "postgresql://liisa:***@db/x"),
        ("postgresql://liisa:sa/la@db/x", "postgresql://liisa:***@db/x"),
        ("postgresql://liisa:sa@la@db:5433/x", "postgresql://liisa:***@db:5433/x"),
        ("postgresql://liisa@db/x?password=salasana&sslmode=verify-full", None),
        ("postgresql://liisa@db:5433/x", "postgresql://liisa@db:5433/x"),
        ("/koti/liisa:x@y/salkku.sqlite", "/koti/liisa:x@y/salkku.sqlite"),
    ],
)
def test_a_password_is_shown_nowhere(address: str, shown: str | None) -> None:
    hidden = "postgresql://liisa@db/x?password=***&sslmode=verify-full"
    assert without_password(address) == (shown or hidden)


def test_folders_that_are_not_safe_are_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert storage_warning(tmp_path / "salkku.sqlite") is None
    assert storage_warning(tmp_path / "OneDrive - Kunta" / "salkku.sqlite")
    assert storage_warning(Path("//palvelin/jako/salkku.sqlite"))
    assert storage_warning(Path("/koti/liisa/Mobile Documents/salkku.sqlite"))
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Kunnan tiedostot"))
    assert storage_warning(tmp_path / "Kunnan tiedostot" / "salkku.sqlite")


def test_a_network_share_is_known_by_its_mount() -> None:
    mounts = ["/dev/sda1 / ext4 rw 0 0", "srv:/x /mnt/yhteinen\\040levy nfs4 rw 0 0", "/dev/sdb1 /mnt/oma xfs rw 0 0"]
    assert kind_of_mount(PurePosixPath("/mnt/yhteinen levy/salkku.sqlite"), mounts) == "nfs4"
    assert kind_of_mount(PurePosixPath("/mnt/yhteinen/salkku.sqlite"), mounts) == "ext4"
    assert kind_of_mount(PurePosixPath("/mnt/oma/salkku.sqlite"), mounts) == "xfs"
    assert kind_of_mount(PurePosixPath("/mnt/oma/salkku.sqlite"), []) == ""
