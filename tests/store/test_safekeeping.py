"""When backups are made without being asked for, which are kept, and what a restored one replaces."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kpkportfolio.errors import Cancelled, EnvironmentFailed, UsageError
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.store import backup, safekeeping
from kpkportfolio.store.portfolio import Portfolio

NOW = datetime(2026, 11, 24, 12, 30).astimezone()


def _adding(n: int, kind: OperationKind = OperationKind.ADD) -> Operation:
    rows = [{"kind": "initiative", "title": f"Hanke {k}"} for k in range(n)]
    return Operation(kind, "", [Change("initiative", new_id(), None, row) for row in rows])


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A portfolio whose one operation was made two hours ago."""
    path = tmp_path / "salkku.sqlite"
    portfolio = Portfolio.create(path, by="Liisa")
    portfolio.commit(_adding(3))
    portfolio.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE operation SET at = datetime('now', '-2 hours')")
    return path


def _reasons(database: Path) -> list[str]:
    return [one.reason for one in safekeeping.listing(database)]


def _age(database: Path, hours: int) -> None:
    """Let every backup be older by so many hours."""
    for one in safekeeping.listing(database):
        stamp = f"{one.at - timedelta(hours=hours):%Y%m%d-%H%M%S}"
        one.path.rename(one.path.with_name(f"{database.stem}-{stamp}-{one.reason}.sqlite"))


def test_what_has_changed_is_backed_up_an_hour_later_and_only_once(database: Path) -> None:
    made = safekeeping.back_up_if_due(database)
    assert made is not None
    backup.verify(made)
    assert [(one.reason, one.initiatives, one.why) for one in safekeeping.listing(database)] == [
        ("opening", 3, "by itself")
    ]
    _age(database, 5)
    assert safekeeping.back_up_if_due(database) is None
    portfolio = Portfolio.open(database)
    portfolio.commit(_adding(1))
    portfolio.close()
    assert safekeeping.back_up_if_due(database) is not None
    assert [one.initiatives for one in safekeeping.listing(database)] == [4, 3]


def test_a_young_portfolio_and_an_empty_one_are_left_alone(tmp_path: Path) -> None:
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    portfolio.commit(_adding(300, OperationKind.IMPORT))
    assert safekeeping.back_up_if_due(tmp_path / "salkku.sqlite") is None
    portfolio.commit(_adding(1, OperationKind.IMPORT))
    portfolio.close()
    assert not (tmp_path / "backups").exists()


def test_large_operations_are_preceded_by_a_backup_small_ones_by_one_of_the_last_hour(database: Path) -> None:
    portfolio = Portfolio.open(database)
    portfolio.commit(_adding(1))
    assert _reasons(database) == []
    portfolio.commit(_adding(1, OperationKind.IMPORT))
    assert _reasons(database) == ["before-import"]
    portfolio.commit(_adding(1, OperationKind.IMPORT))
    assert _reasons(database) == ["before-import"]
    _age(database, 1)
    portfolio.commit(_adding(safekeeping.MANY + 1))
    assert sorted(_reasons(database)) == ["before-changes", "before-import"]
    # undoing it leads back, and is not waited for
    portfolio.undo()
    portfolio.redo()
    assert sorted(_reasons(database)) == ["before-changes", "before-import"]
    portfolio.close()
    assert [one.initiatives for one in safekeeping.listing(database) if one.reason == "before-changes"] == [6]


def test_of_a_year_hours_days_weeks_and_months_are_kept() -> None:
    ages = [timedelta(minutes=10 * n) for n in range(6 * 24 * 400)]
    made = [(Path(f"{n}"), NOW - age, "opening") for n, age in enumerate(ages)]
    asked = [(Path("asked"), NOW - timedelta(days=900), "manual"), (Path("old"), NOW - timedelta(days=900), "replaced")]
    gone = set(safekeeping.superfluous([*made, *asked], NOW))
    assert not gone & {Path("asked"), Path("old")}
    kept = [(path, NOW - at) for path, at, _reason in made if path not in gone]
    assert [path for path, age in kept if age <= timedelta(hours=1)] == [Path(f"{n}") for n in range(7)]
    by_age = [
        sum(low < age <= high for _path, age in kept)
        for low, high in (
            (timedelta(hours=1), timedelta(days=1)),
            (timedelta(days=1), timedelta(days=7)),
            (timedelta(days=7), timedelta(days=31)),
            (timedelta(days=31), timedelta(days=366)),
            (timedelta(days=366), timedelta(days=9999)),
        )
    ]
    assert by_age == [24, 7, 5, 12, 0]
    # thinning what has been thinned removes nothing more
    left = [one for one in made if one[0] not in gone]
    assert safekeeping.superfluous(left, NOW) == []


def test_the_newest_is_kept_however_old_and_one_of_the_future_too() -> None:
    old = [(Path("a"), NOW - timedelta(days=800), "opening"), (Path("b"), NOW - timedelta(days=801), "opening")]
    assert safekeeping.superfluous(old, NOW) == [Path("b")]
    ahead = [(Path(f"{n}"), NOW + timedelta(days=n), "opening") for n in range(1, 5)]
    assert safekeeping.superfluous(ahead, NOW) == []


def test_a_clock_that_was_set_back_hinders_no_backup(database: Path) -> None:
    assert safekeeping.back_up_if_due(database) is not None
    _age(database, -24 * 30)
    assert safekeeping.back_up_if_due(database) is None
    portfolio = Portfolio.open(database)
    portfolio.commit(_adding(1))
    portfolio.close()
    assert safekeeping.back_up_if_due(database) is not None
    assert safekeeping.back_up_if_due(database) is None


def test_halves_of_backups_are_swept_away_and_a_neighbours_are_left(database: Path) -> None:
    folder = database.parent / "backups"
    folder.mkdir()
    half = folder / "salkku-20200101-000000-opening.sqlite.0.part"
    fresh = folder / "salkku-20200101-000000-opening.sqlite.1.part"
    others = folder / "salkku-toinen-20200101-000000-opening.sqlite"
    for path in (half, fresh, others):
        path.touch()
    os.utime(half, (0, 0))
    assert safekeeping.back_up_if_due(database) is not None
    assert (half.exists(), fresh.exists(), others.exists()) == (False, True, True)
    assert _reasons(database) == ["opening"]


def test_a_cancelled_backup_leaves_nothing(database: Path, tmp_path: Path) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        backup.back_up(database, tmp_path / "elsewhere" / "kopio.sqlite", cancel)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_backup_never_takes_the_place_of_its_own_database(database: Path, tmp_path: Path) -> None:
    other_name = tmp_path / "toinen.sqlite"
    other_name.hardlink_to(database)
    before = database.stat().st_ino
    for target in (database, other_name):
        with pytest.raises(UsageError, match="the database itself"):
            backup.back_up(database, target)
    assert database.stat().st_ino == before
    assert other_name.samefile(database)


@pytest.mark.parametrize("at", [0, 4096])
def test_a_damaged_database_is_set_aside_for_a_backup(database: Path, tmp_path: Path, at: int) -> None:
    kept = backup.back_up(database, tmp_path / "kopio.sqlite")
    data = bytearray(database.read_bytes())
    data[at : at + 16_384] = b"\x55" * 16_384
    database.write_bytes(data)
    aside = backup.restore(kept, database)
    assert aside is not None
    assert aside.read_bytes() == data
    backup.verify(database)
    portfolio = Portfolio.open(database)
    assert len(portfolio.initiatives()) == 3
    portfolio.close()


def test_another_programs_database_is_not_replaced(database: Path, tmp_path: Path) -> None:
    kept = backup.back_up(database, tmp_path / "kopio.sqlite")
    foreign = tmp_path / "muu.sqlite"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE t (x)")
    before = foreign.read_bytes()
    with pytest.raises(EnvironmentFailed):
        backup.restore(kept, foreign)
    assert foreign.read_bytes() == before


def test_a_journal_that_lost_changes_is_no_sound_backup(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM operation_change WHERE position = 1")
    with pytest.raises(EnvironmentFailed, match="journal"):
        backup.verify(database)
    with pytest.raises(EnvironmentFailed):
        backup.back_up(database, backup.backup_path(database, "manual"))
    assert list((database.parent / "backups").iterdir()) == []
