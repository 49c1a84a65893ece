"""What is wrong with a broken database is told in words, and what of it can still be read is counted."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kpkportfolio.errors import Damaged
from kpkportfolio.sample import sample_operation
from kpkportfolio.store import backup
from kpkportfolio.store.damage import check_words, damage_words, readable, readable_words
from kpkportfolio.store.portfolio import Portfolio


def made(path: Path) -> dict[str, int]:
    """A portfolio in one file without a -wal; the first page of each table's rows."""
    with closing(Portfolio.create(path)) as portfolio:
        portfolio.commit(sample_operation())
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=DELETE")
        return dict(database.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'").fetchall())


def test_rows_on_pages_that_are_whole_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "salkku.sqlite"
    pages = made(path)
    whole = readable(path)
    assert whole == {"initiative": 47, "deliverable": 110, "milestone": 55, "money": 231, "operation": 1}
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    start = (pages["money"] - 1) * size
    data[start : start + size] = b"\x55" * size
    path.write_bytes(data)
    assert readable(path) == {table: n for table, n in whole.items() if table != "money"}
    assert readable_words(path).startswith("Of it can still be read: initiatives 47, deliverables 110")
    with pytest.raises(Damaged) as refused:
        backup.verify(path)
    assert "malformed" not in str(refused.value)
    assert "SQLite’s check finds" in str(refused.value) or "does not hold together" in str(refused.value)


def test_what_is_no_database_any_more_has_nothing_to_be_read(tmp_path: Path) -> None:
    path = tmp_path / "salkku.sqlite"
    for rubbish in (b"", b"x" * 5000):
        path.write_bytes(rubbish)
        assert readable(path) == {}
        assert readable_words(path) == "Nothing can be read of it any more."
    assert readable(tmp_path / "missing.sqlite") == {}


def test_what_sqlite_says_is_put_into_words() -> None:
    assert damage_words(sqlite3.DatabaseError("file is not a database")) == "it is not a database"
    assert damage_words("something new") == "something new"
    assert check_words(["Page 7: never used"], 0) == "SQLite’s check finds: Page 7: never used"
    assert check_words([], 2) == "2 references lead nowhere"
