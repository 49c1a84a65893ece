"""What is told of a backup before it is restored."""

from pathlib import Path

from kpkportfolio import snapshots
from kpkportfolio.sample import sample_operation
from kpkportfolio.snapshots.backups import held_by, held_by_backup, restoring
from kpkportfolio.store import backup
from kpkportfolio.store.portfolio import Portfolio


def test_what_goes_besides_rows_and_whose_backup_it_is(tmp_path: Path) -> None:
    path = tmp_path / "salkku.sqlite"
    portfolio = Portfolio.create(path, "Salkku")
    own = backup.back_up(path, tmp_path / "oma.sqlite")
    assert not restoring(held_by(portfolio), held_by_backup(own)).changes
    portfolio.commit(sample_operation())
    portfolio.undo()
    snapshots.take(portfolio, "S1")
    found = restoring(held_by(portfolio), held_by_backup(own))
    # the sample, its undoing, and that a snapshot was taken
    assert (found.comparison.differences, found.other, found.operations, found.snapshots) == ((), None, 3, ["S1"])
    assert found.changes
    other = tmp_path / "toinen.sqlite"
    Portfolio.create(other, "Toinen").close()
    found = restoring(held_by(portfolio), held_by_backup(other))
    assert found.warnings == [
        "This is a backup of another portfolio, “Toinen”.",
        "3 operations of the history are not in the backup and go.",
        "1 snapshot is not in the backup and goes: S1.",
    ]
    portfolio.close()
