"""Vectors of texts: kept, found, forgotten, and never in anybody's way."""

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import URL, event, make_url, text

from kpkportfolio import paths
from kpkportfolio.errors import EnvironmentFailed, NotGranted
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.snapshots import verify
from kpkportfolio.store import backup, freezing, migrate, vectors
from kpkportfolio.store.content import content_hash
from kpkportfolio.store.engine import database_url, make_engine
from kpkportfolio.store.occasions import take_if_due
from kpkportfolio.store.portfolio import Portfolio

LEGACY = Path(__file__).resolve().parents[1] / "legacy"


def key(of: str) -> str:
    return hashlib.sha256(of.encode()).hexdigest()[:32]


def made(n: int, first: int = 0) -> dict[str, bytes]:
    """Vectors of n texts, all different, as large as real ones."""
    return {key(str(at)): hashlib.sha384(str(at).encode()).digest() * 8 for at in range(first, first + n)}


def add(portfolio: Portfolio, title: str, patience: int | None = None) -> None:
    row = {"kind": "initiative", "title": title}
    change = Change("initiative", new_id(), None, row)
    portfolio.commit(Operation(OperationKind.ADD, title, [change]), patience)


@pytest.fixture
def salkku(tmp_path: Path) -> Iterator[Portfolio]:
    """A portfolio in a file: what only SQLite has is that one writes at a time."""
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite", by="Liisa")
    yield portfolio
    portfolio.close()


# --- kept, found, forgotten ---------------------------------------------------------------------------------


def test_what_is_kept_is_found_again(portfolio: Portfolio) -> None:
    assert portfolio.vectors("malli") == {}
    mine = {key("a"): bytes(range(256)), key("b"): b"", key("ä"): b"\x00\xff" * 192}
    assert portfolio.keep_vectors("malli", mine) == 3
    assert portfolio.keep_vectors("other", {key("a"): b"other"}) == 1
    assert portfolio.vectors("malli") == mine
    assert portfolio.vectors("malli", [key("b"), key("never seen")]) == {key("b"): b""}
    assert portfolio.vectors("malli", []) == {}
    assert portfolio.vectors("other") == {key("a"): b"other"}
    assert portfolio.keep_vectors("malli", {}) == 0


def test_what_is_there_stays_as_it_is(portfolio: Portfolio) -> None:
    portfolio.keep_vectors("malli", {key("a"): b"first"})
    assert portfolio.keep_vectors("malli", {key("a"): b"second", key("b"): b"new"}) == 2
    assert portfolio.vectors("malli") == {key("a"): b"first", key("b"): b"new"}


def test_many_at_once(portfolio: Portfolio) -> None:
    mine = made(2300)
    assert portfolio.keep_vectors("malli", mine) == 2300
    assert portfolio.vectors("malli") == mine
    wanted = list(mine)[:1234]
    assert portfolio.vectors("malli", wanted) == {one: mine[one] for one in wanted}


def test_only_what_is_needed_of_this_model_stays(portfolio: Portfolio) -> None:
    mine = made(1500)
    portfolio.keep_vectors("malli", mine)
    portfolio.keep_vectors("old", made(40))
    needed = list(mine)[:400]
    assert portfolio.forget_vectors("malli", [*needed, key("not kept yet")]) == 1100 + 40
    assert portfolio.vectors("malli") == {one: mine[one] for one in needed}
    assert portfolio.vectors("old") == {}
    assert portfolio.forget_vectors("malli", needed) == 0


# --- no part of the portfolio -------------------------------------------------------------------------------


def test_the_portfolio_is_the_same_with_and_without(portfolio: Portfolio, target: str) -> None:
    add(portfolio, "Asiointitili")
    taken = freezing.take(portfolio, "Ennen")
    other = Portfolio.open(target, by="Matti")
    told: list[object] = []
    stop = portfolio.listen(told.append)
    before = content_hash(portfolio.content())

    portfolio.keep_vectors("malli", made(300))
    portfolio.forget_vectors("malli", made(100))

    assert len(portfolio.vectors("malli")) == 100
    assert content_hash(portfolio.content()) == before
    assert [entry.what for entry in portfolio.operations()] == ["Ennen", "Asiointitili"]
    assert len(portfolio.stacks()[0]) == 1
    assert verify(portfolio) == []
    assert freezing.content_of(portfolio, taken) == portfolio.content()
    assert told == []
    assert other.poll() == []
    add(portfolio, "Palveluportaali")
    assert [entry.what for entry in other.poll()] == ["Palveluportaali"]
    assert len(told) == 1
    stop()
    other.close()


def test_a_backup_holds_them_and_is_whole(salkku: Portfolio, tmp_path: Path) -> None:
    salkku.keep_vectors("malli", made(300))
    copy = backup.back_up(tmp_path / "salkku.sqlite", tmp_path / "copy.sqlite")
    backup.verify(copy)
    opened = Portfolio.open(copy)
    assert opened.vectors("malli") == made(300)
    opened.close()


# --- older databases ----------------------------------------------------------------------------------------


def test_a_file_from_before_there_were_vectors_gets_a_place_for_them(tmp_path: Path) -> None:
    path = tmp_path / "vanha.sqlite"
    path.write_bytes((LEGACY / "schema-0001.sqlite").read_bytes())
    portfolio = Portfolio.open(path)
    assert portfolio.backup is not None
    assert migrate.file_version(portfolio.backup) == 1
    assert portfolio.vectors("malli") == {}
    assert portfolio.keep_vectors("malli", made(3)) == 3
    portfolio.close()
    again = Portfolio.open(path)
    assert again.backup is None
    assert again.vectors("malli") == made(3)
    assert [row.title for row in again.initiatives()] == ["Asiointitili"]
    again.close()


def test_a_file_with_vectors_keeps_them(tmp_path: Path) -> None:
    path = tmp_path / "vanha.sqlite"
    path.write_bytes((LEGACY / "schema-0002.sqlite").read_bytes())
    portfolio = Portfolio.open(path)
    assert portfolio.vectors("malli") == {key("Asiointitili"): bytes(384), key("Opas"): b"\x01" * 384}
    portfolio.close()


@pytest.mark.postgres
def test_an_older_shared_database_is_upgraded_by_an_administrator(postgres: str) -> None:
    from tests.databases import fresh_database

    with fresh_database(postgres) as address:
        portfolio = Portfolio.create(address)
        add(portfolio, "Asiointitili")
        portfolio.close()
        _back_to_the_first_schema(address)
        with pytest.raises(EnvironmentFailed, match="db upgrade"):
            Portfolio.open(address)
        # what “db upgrade” does
        Portfolio.create(address).close()
        upgraded = Portfolio.open(address)
        assert [row.title for row in upgraded.initiatives()] == ["Asiointitili"]
        assert upgraded.keep_vectors("malli", made(3)) == 3
        upgraded.close()


def _back_to_the_first_schema(address: str) -> None:
    engine = make_engine(database_url(address))
    config = Config()
    config.set_main_option("script_location", str(paths.bundled("migrations")))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    assert migrate.shared_version(engine) == 1
    engine.dispose()


# --- never in anybody's way ---------------------------------------------------------------------------------


def test_a_file_that_cannot_be_written_is_read(salkku: Portfolio) -> None:
    salkku.keep_vectors("malli", made(3))
    url = URL.create("sqlite", database=f"file:{salkku.path}", query={"mode": "ro", "uri": "true"})
    reader = Portfolio(make_engine(url), str(salkku.path), salkku.path, "Matti", None)
    with pytest.raises(EnvironmentFailed, match="read-only"):
        add(reader, "Asiointitili")
    assert reader.keep_vectors("malli", made(300, first=3)) == 0
    assert reader.forget_vectors("malli", []) == 0
    assert reader.vectors("malli") == made(3)
    reader.close()


@pytest.mark.postgres
def test_who_may_only_read_a_shared_database_is_not_troubled(postgres: str) -> None:
    from tests.databases import fresh_database

    with fresh_database(postgres) as address:
        owner = Portfolio.create(address)
        owner.keep_vectors("malli", made(3))
        add(owner, "Palveluväylä")
        with _reader(owner, address) as reader:
            assert reader.keep_vectors("malli", made(4)) == 0
            assert reader.forget_vectors("malli", []) == 0
            assert reader.vectors("malli") == made(3)
            # neither is anybody who only looks by the snapshots that are taken now and then
            _administer(owner, "UPDATE operation SET at = at - interval '8 days'")
            assert take_if_due(reader) is None
            with pytest.raises(NotGranted, match="You may not do this"):
                add(reader, "Asiointitili")
            # a table that came with an upgrade is not granted to anybody before an administrator does so
            _administer(owner, "REVOKE ALL ON text_vector FROM lukija")
            assert reader.vectors("malli") == {}
            assert reader.vectors("malli", list(made(3))) == {}
            assert reader.forget_vectors("malli", []) == 0
        assert owner.vectors("malli") == made(3)
        owner.close()


@contextmanager
def _reader(owner: Portfolio, address: str) -> Iterator[Portfolio]:
    _administer(owner, "CREATE ROLE lukija LOGIN", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO lukija")
    url = make_url(address).set(username="lukija").render_as_string(hide_password=False)
    reader = Portfolio.open(url)
    try:
        yield reader
    finally:
        reader.close()
        _administer(owner, "DROP OWNED BY lukija", "DROP ROLE lukija")


def _administer(owner: Portfolio, *statements: str) -> None:
    with owner.write() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_another_program_that_writes_is_waited_for(salkku: Portfolio) -> None:
    mine = made(500)
    with closing(sqlite3.connect(str(salkku.path), isolation_level=None)) as other, ThreadPoolExecutor(1) as worker:
        other.execute("BEGIN IMMEDIATE")
        keeping = worker.submit(salkku.keep_vectors, "malli", mine)
        time.sleep(0.2)
        assert not keeping.done()
        other.execute("ROLLBACK")
        assert keeping.result(timeout=30) == 500
    assert salkku.vectors("malli") == mine


def test_another_program_that_writes_for_long_is_not_waited_for(
    salkku: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    salkku.keep_vectors("malli", made(3))
    monkeypatch.setattr(vectors, "_WAITS", (0.01, 0.01))
    with closing(sqlite3.connect(str(salkku.path), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert salkku.keep_vectors("malli", made(300)) == 0
        assert salkku.forget_vectors("malli", []) == 0
        assert salkku.vectors("malli") == made(3)
        other.execute("ROLLBACK")
    assert salkku.keep_vectors("malli", made(300)) == 300


def test_an_edit_is_not_refused_because_vectors_are_kept_on_a_slow_disk(salkku: Portfolio) -> None:
    """The window's edits wait 50 milliseconds for other programs; a commit of ours may well take longer."""
    slow = 0.12
    event.listen(salkku._engine, "commit", lambda _connection: time.sleep(slow))
    with ThreadPoolExecutor(1) as worker:
        keeping = worker.submit(salkku.keep_vectors, "malli", made(1000))
        for n in range(3):
            time.sleep(slow / 2)
            add(salkku, f"Hanke {n}", patience=50)
        assert keeping.result(timeout=60) == 1000
    assert len(salkku.initiatives()) == 3


def test_two_windows_keep_the_same_at_once(portfolio: Portfolio, target: str) -> None:
    mine = made(1500)
    other = Portfolio.open(target)
    with ThreadPoolExecutor(2) as workers:
        kept = [workers.submit(window.keep_vectors, "malli", mine) for window in (portfolio, other)]
        for n in range(5):
            add(portfolio, f"Hanke {n}")
        assert [one.result(timeout=60) for one in kept] == [1500, 1500]
    assert portfolio.vectors("malli") == mine
    other.close()


def test_nothing_is_kept_after_closing(salkku: Portfolio) -> None:
    event.listen(salkku._engine, "commit", lambda _connection: time.sleep(0.05))
    with ThreadPoolExecutor(1) as worker:
        keeping = worker.submit(salkku.keep_vectors, "malli", made(6000))
        time.sleep(0.15)
        salkku.close()
        assert keeping.result(timeout=60) < 6000
    assert salkku.path is not None
    # one file again: nothing was being written any more when the connections were let go of
    assert [file.name for file in salkku.path.parent.iterdir()] == ["salkku.sqlite"]
    assert salkku.keep_vectors("malli", made(1)) == 0


def test_a_mistake_of_ours_is_not_passed_over(portfolio: Portfolio) -> None:
    with pytest.raises(Exception, match="text_vector"):
        portfolio.keep_vectors("malli", {key("a"): None})  # type: ignore[dict-item]  # the mistake
