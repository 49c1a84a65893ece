"""kill -9 at random moments of edits, imports, snapshots, backups and migrations.

Afterwards the database opens and is sound, every operation is there whole or not at all, and whatever was told as done
is there: an edit, an import, a snapshot that verifies, a backup that opens, an upgrade with its backup.
"""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from kpkportfolio import snapshots
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.store import backup, migrate, safekeeping
from kpkportfolio.store.content import content_hash
from kpkportfolio.store.portfolio import Portfolio

BATCH = 200
LEGACY = Path(__file__).resolve().parents[1] / "legacy" / "schema-0001.sqlite"
_VERIFIED: set[Path] = set()
"""Backups of earlier kills, which nothing writes to any more."""
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Killed:
    """What became of one kind of work.

    Attributes:
        kills: how many times a process doing it was killed.
        promised: how many pieces of work it had told as done, all of which were found.
    """

    what: str
    kills: int
    promised: int


def kill(what: str, kills: int, folder: Path, chance: random.Random) -> Killed:
    """Kill a process doing this work so many times; raises AssertionError at the first loss."""
    path = folder / "salkku.sqlite"
    if what == "migrations":
        shutil.copy(LEGACY, path)
    else:
        _make(path)
    # the first is killed when it has told of a piece of work: the others within twice as long, so that on a slow
    # machine too some have told of something
    started = time.monotonic()
    promised = _work_until_killed(what, path, None)
    moments = max(0.25, 2 * (time.monotonic() - started))
    _CHECKS[what](path, promised)
    for _ in range(kills - 1):
        promised += _work_until_killed(what, path, chance.uniform(0.0, moments))
        _CHECKS[what](path, promised)
    return Killed(what, kills, len(promised))


def _make(path: Path) -> None:
    portfolio = Portfolio.create(path)
    pair = [{"kind": "initiative", "title": title, "note": "pair", "progress": 0} for title in ("Ensi", "Toinen")]
    portfolio.commit(Operation(OperationKind.ADD, "", [Change("initiative", new_id(), None, row) for row in pair]))
    portfolio.close()


def _work_until_killed(what: str, path: Path, after: float | None) -> list[str]:
    """What it had told as done when it was killed, ``after`` seconds or as soon as it had told anything."""
    command = [sys.executable, "-m", "tests.store.writer", what, str(path), str(BATCH)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=_ROOT, env={**os.environ, "PYTHONPATH": str(_ROOT)}
    ) as writer:
        assert writer.stdout is not None
        # the moment is counted from the work's beginning, or most kills would hit the interpreter's start
        assert writer.stdout.readline() == "begun\n"
        first = ""
        if after is None:
            first = writer.stdout.readline()
        else:
            time.sleep(after)
        writer.kill()
        # a last line that was cut off was told as done all the same, but nobody could read of what
        told = (first + writer.stdout.read()).splitlines(keepends=True)
        return [line.strip() for line in told if line.endswith("\n")]


def _sound(path: Path) -> Portfolio:
    backup.verify(path)
    return Portfolio.open(path)


def _check_edits(path: Path, promised: Sequence[str]) -> None:
    portfolio = _sound(path)
    edited = {row["progress"] for row in portfolio.records("initiative", note="pair").values()}
    assert len(edited) == 1
    # one more edit may have been committed than was told before the kill, after each of the kills
    entries = [entry for entry in portfolio.operations(100_000) if entry.kind is OperationKind.EDIT]
    assert len(entries) >= len(promised)
    assert edited == {len(entries) % 100}
    assert snapshots.verify(portfolio) == []
    portfolio.close()


def _check_imports(path: Path, promised: Sequence[str]) -> None:
    portfolio = _sound(path)
    with portfolio.read() as connection:
        found = {
            entity: dict(connection.execute(text(f"SELECT title, count(*) FROM {entity} GROUP BY title")).all())
            for entity in ("initiative", "deliverable")
        }
    marks = found["deliverable"]
    assert set(marks.values()) <= {BATCH}
    assert {title: n for title, n in found["initiative"].items() if title in marks} == marks
    journalled = {entry.what for entry in portfolio.operations(100_000) if entry.kind is OperationKind.IMPORT}
    assert journalled == set(marks)
    assert set(promised) <= set(marks)
    assert snapshots.verify(portfolio) == []
    portfolio.close()
    _check_kept(path, [])


def _check_snapshots(path: Path, promised: Sequence[str]) -> None:
    portfolio = _sound(path)
    assert snapshots.verify(portfolio) == []
    assert set(promised) <= {one.name for one in snapshots.listing(portfolio)}
    portfolio.close()


def _check_backups(path: Path, promised: Sequence[str]) -> None:
    _sound(path).close()
    _check_kept(path, promised)


def _check_kept(path: Path, promised: Sequence[str]) -> None:
    """Every backup that has a backup's name is whole; those that were told are there."""
    kept = safekeeping.listing(path)
    for one in kept:
        if one.path not in _VERIFIED:
            backup.verify(one.path)
            _VERIFIED.add(one.path)
    assert set(promised) <= {one.path.name for one in kept}


def _check_migrations(path: Path, promised: Sequence[str]) -> None:
    reference = path.with_name("reference.db")
    if not reference.exists():
        shutil.copy(LEGACY, reference)
    wanted = _content(reference)
    for copy in set(path.parent.glob("*.sqlite")) - {path}:
        told = copy.name in promised
        assert not told or migrate.file_version(copy) == migrate.SCHEMA_VERSION
        # half upgraded there is none: it is of the one schema or of the other, and opens
        assert _content(copy) == wanted
        backup.verify(copy)
        kept = safekeeping.listing(copy)
        assert kept
        for one in kept:
            backup.verify(one.path)
            assert migrate.file_version(one.path) < migrate.SCHEMA_VERSION
        # looked at once: the next kill's are others
        for ending in ("", "-wal", "-shm"):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)


def _content(path: Path) -> str:
    portfolio = Portfolio.open(path)
    try:
        return content_hash(portfolio.content())
    finally:
        portfolio.close()


_CHECKS: dict[str, Callable[[Path, Sequence[str]], None]] = {
    "edits": _check_edits,
    "imports": _check_imports,
    "snapshots": _check_snapshots,
    "backups": _check_backups,
    "migrations": _check_migrations,
}
KINDS = tuple(_CHECKS)
