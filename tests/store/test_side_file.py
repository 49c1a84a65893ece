"""When another program has taken the -wal away, nothing of what it writes is lost."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kpkportfolio.errors import EnvironmentFailed, UnacceptableInput
from kpkportfolio.exports.bundle import read_bundle, write_bundle
from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.registers.files.opening import whole as bytes_of
from kpkportfolio.registers.plans.plan_files import read_plan
from kpkportfolio.store.portfolio import Portfolio

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows' locks belong to a descriptor, not to the process")

_ELSEWHERE = """
import sys
from pathlib import Path
from tests.store.test_side_file import add
from kpkportfolio.store.portfolio import Portfolio
portfolio = Portfolio.open(Path(sys.argv[1]), "Maija")
for title in sys.argv[2:]:
    add(portfolio, title)
portfolio.close()
"""

_HERE = """
import sys
from pathlib import Path
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.store.side_file import SideFile
from tests.store.test_side_file import add, elsewhere, lose_locks
database = Path(sys.argv[1])
portfolio = Portfolio.open(database, "Liisa")
add(portfolio, "first")
lose_locks(database)
elsewhere(database)
# as a write that was under way when the journal went
check, SideFile.check = SideFile.check, lambda self: None
for number in range(40):
    add(portfolio, f"lost {number}")
SideFile.check = check
elsewhere(database, "second", "third")
# neither closed nor used again: Python lets go of everything by itself
if sys.argv[2] == "close":
    portfolio.close()
"""


def add(portfolio: Portfolio, title: str) -> None:
    values = {"title": title, "kind": "initiative", "status": "idea", "open_ended": False, "confidential": False}
    portfolio.commit(Operation(OperationKind.EDIT, title, [Change("initiative", title, None, values)]))


def lose_locks(database: Path) -> None:
    """What any library does that looks into a file."""
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).read_bytes()


def elsewhere(database: Path, *titles: str) -> None:
    subprocess.run([sys.executable, "-c", _ELSEWHERE, str(database), *titles], check=True)


def whole(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {row[0] for row in connection.execute("SELECT title FROM initiative")}


def test_nothing_is_written_into_a_journal_that_is_gone(tmp_path: Path) -> None:
    database = tmp_path / "salkku.sqlite"
    portfolio = Portfolio.create(database, "Salkku", "Liisa")
    add(portfolio, "first")
    lose_locks(database)
    elsewhere(database)
    assert not database.with_name(database.name + "-wal").exists()
    with pytest.raises(EnvironmentFailed, match=r"journal of salkku\.sqlite"):
        add(portfolio, "lost")
    elsewhere(database, "second")
    with pytest.raises(EnvironmentFailed, match="start it again"):
        portfolio.initiatives()
    portfolio.close()
    assert whole(database) == {"first", "second"}


@pytest.mark.parametrize("ending", ["close", "end"])
def test_what_others_wrote_outlives_the_closing(tmp_path: Path, ending: str) -> None:
    database = tmp_path / "salkku.sqlite"
    Portfolio.create(database, "Salkku", "Liisa").close()
    subprocess.run([sys.executable, "-c", _HERE, str(database), ending], check=True)
    assert whole(database) == {"first", "second", "third"}


def test_a_journal_that_stays_is_taken_in_on_closing(tmp_path: Path) -> None:
    database = tmp_path / "salkku.sqlite"
    portfolio = Portfolio.create(database, "Salkku", "Liisa")
    add(portfolio, "first")
    elsewhere(database, "second")
    add(portfolio, "third")
    portfolio.close()
    assert not database.with_name(database.name + "-wal").exists()
    assert whole(database) == {"first", "second", "third"}


def test_the_open_portfolio_is_looked_into_by_nothing_else(tmp_path: Path) -> None:
    database = tmp_path / "salkku.zip"
    portfolio = Portfolio.create(database, "Salkku", "Liisa")
    add(portfolio, "first")
    other = tmp_path / "other.json"
    other.symlink_to(database)
    for path in (database, other, tmp_path / "salkku.zip-wal"):
        for look in (bytes_of, read_plan, read_bundle):
            with pytest.raises(UnacceptableInput, match="the portfolio that is open"):
                look(path)
        with pytest.raises(UnacceptableInput, match="the portfolio that is open"):
            write_bundle(portfolio, path)
    elsewhere(database, "second")
    add(portfolio, "third")
    portfolio.close()
    assert whole(database) == {"first", "second", "third"}
    assert bytes_of(database).startswith(b"SQLite")


def test_it_is_looked_into_by_nothing_until_the_last_opening_is_closed(tmp_path: Path) -> None:
    database = tmp_path / "salkku.sqlite"
    portfolio, other = Portfolio.create(database), Portfolio.open(database)
    other.close()
    with pytest.raises(UnacceptableInput, match="the portfolio that is open"):
        bytes_of(database)
    portfolio.close()
    assert bytes_of(database).startswith(b"SQLite")
