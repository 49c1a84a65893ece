"""A process that works on a portfolio until it is killed; run by tests.store.killing.

    python -m tests.store.writer edits|imports|snapshots|backups|migrations PATH BATCH

Every edit changes two rows to one and the same value and every import adds a batch of rows with one mark, so that a
half of an operation would show. After each piece of work a line is written: what was told is promised.
"""

import itertools
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from kpkportfolio import snapshots
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.store import backup, safekeeping
from kpkportfolio.store.edits import editing
from kpkportfolio.store.portfolio import Portfolio


def _edits(path: Path, _batch: int) -> Iterator[str]:
    portfolio = Portfolio.open(path, by="writer")
    pair = portfolio.records("initiative", note="pair")
    n = max(int(str(row["progress"])) for row in pair.values())
    while True:
        n = (n + 1) % 100
        portfolio.commit(editing(portfolio, sorted(pair), {"progress": n}))
        yield str(n)


def _imports(path: Path, batch: int) -> Iterator[str]:
    portfolio = Portfolio.open(path, by="writer")
    while True:
        mark = new_id()
        changes: list[Change] = []
        for _ in range(batch):
            id_ = new_id()
            changes.append(Change("initiative", id_, None, {"kind": "initiative", "title": mark}))
            row = {"initiative_id": id_, "title": mark, "state": "planned"}
            changes.append(Change("deliverable", new_id(), None, row))
        portfolio.commit(Operation(OperationKind.IMPORT, mark, changes))
        yield mark


def _snapshots(path: Path, _batch: int) -> Iterator[str]:
    portfolio = Portfolio.open(path, by="writer")
    while True:
        yield snapshots.take(portfolio, new_id()).name


def _backups(path: Path, _batch: int) -> Iterator[str]:
    edits = _edits(path, 0)
    while True:
        next(edits)
        yield backup.back_up(path, backup.backup_path(path, "manual")).name
        # an hour of others, so that thinning too is killed
        safekeeping.back_up_if_due(path)


def _migrations(path: Path, _batch: int) -> Iterator[str]:
    """Copies of a file of the first schema, opened one after another; ``path`` is that file."""
    while True:
        copy = path.with_name(f"{new_id()}.sqlite")
        shutil.copy(path, copy.with_suffix(".new"))
        copy.with_suffix(".new").rename(copy)
        Portfolio.open(copy).close()
        yield copy.name


WORK: dict[str, Callable[[Path, int], Iterator[str]]] = {
    "edits": _edits,
    "imports": _imports,
    "snapshots": _snapshots,
    "backups": _backups,
    "migrations": _migrations,
}

if __name__ == "__main__":
    work = WORK[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
    # the first is not promised: libraries are loaded in it, and it is the work that is to be killed
    next(work)
    for told in itertools.chain(["begun"], work):
        sys.stdout.write(f"{told}\n")
        sys.stdout.flush()
