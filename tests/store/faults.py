"""Surroundings that fail: a full disk, a folder that cannot be written, a second program that writes, a clock set back.

Each is brought about, a person's work is tried in it by the command line or the store, and what was there before is
looked for afterwards; what was said is returned, one sentence for the table.
"""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import time_ns
from unittest.mock import patch

import pytest

from kpkportfolio import snapshots
from kpkportfolio.errors import Busy, EnvironmentFailed
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.snapshots.moments import applied, content_after
from kpkportfolio.store import backup, safekeeping
from kpkportfolio.store.content import Content, content_hash
from kpkportfolio.store.edits import editing
from kpkportfolio.store.portfolio import Portfolio

_ROOT = Path(__file__).resolve().parents[2]
_ROOM = 4_000_000
"""Bytes of the disk that gets full, or that a file may grow to."""


class NotHere(Exception):
    """This machine cannot bring the fault about."""


def disk_full(folder: Path) -> str:
    """An import and a backup that do not fit: words, and the portfolio is as it was; with room again both are done."""
    with _small_disk(folder) as (place, limit):
        path = place / "salkku.sqlite"
        before = _filled(path)
        register = folder / "suuri.csv"
        lines = (f"H-{n};{'Hanke ' * 20}{n};Kaupunki;Käynnissä;1.2.2012" for n in range(20_000))
        register.write_text("Tunnus;Hankkeen nimi;Organisaatio;Tila;Alku\n" + "\n".join(lines), "utf-8")
        said = _refused(path, ["import", str(register)], limit)
        assert _content(path) == before
        backup.verify(path)
        # a backup has even less room
        ballast = place / "ballast"
        if limit is None:
            with suppress(OSError), ballast.open("wb", buffering=0) as stream:
                while True:
                    stream.write(b"\0" * 4096)
            _refused(path, ["db", "backup"], None)
            assert not list((place / "backups").glob("*-manual*"))
            ballast.unlink()
        assert _content(path) == before
        assert _ran(path, ["db", "backup"], None).returncode == 0
        return said


def read_only_folder(folder: Path) -> str:
    """Nothing can be written, SQLite's journal neither: opening is refused in words, and nothing is lost."""
    path = folder / "place" / "salkku.sqlite"
    path.parent.mkdir()
    before = _filled(path)
    with _read_only(path.parent):
        said = _refused(path, ["undo"], None)
        assert "read-only" in said
    assert _content(path) == before
    return said


def locked(folder: Path) -> str:
    """Another program is writing: an edit is refused in words and stands once the other has ended."""
    path = folder / "salkku.sqlite"
    _filled(path)
    portfolio = Portfolio.open(path)
    (id_,) = list(portfolio.records("initiative", title="Hanke 1"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy) as told:
            portfolio.commit(editing(portfolio, [id_], {"progress": 50}), patience=50)
        # reading and backing up need not wait
        assert len(portfolio.initiatives()) == 20
        backup.back_up(path, folder / "kopio.sqlite")
        other.execute("ROLLBACK")
    portfolio.commit(editing(portfolio, [id_], {"progress": 50}))
    assert portfolio.record("initiative", id_)["progress"] == 50
    portfolio.close()
    return str(told.value).replace(str(path), path.name)


def clock_set_back(folder: Path) -> str:
    """The clock says last year: edits, undo, snapshots, the journal's order and thinning go by what was done."""
    path = folder / "salkku.sqlite"
    _filled(path)
    kept = backup.back_up(path, backup.backup_path(path, "opening"))
    portfolio = Portfolio.open(path, by="Liisa")
    snapshots.take(portfolio, "ennen")
    hashes = {entry.seq: content_hash(portfolio.content()) for entry in portfolio.operations(1)}
    year = 366 * 86_400

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime.fromtimestamp(time_ns() / 1e9 - year, tz or UTC)  # type: ignore[arg-type]

    with (
        patch("kpkportfolio.store.journal.datetime", Earlier),
        patch("kpkportfolio.store.freezing.datetime", Earlier),
        patch("kpkportfolio.model.change.time_ns", lambda: time_ns() - year * 10**9),
    ):
        ids = list(portfolio.records("initiative"))
        for n in range(5):
            portfolio.commit(editing(portfolio, ids, {"progress": n}))
            hashes[portfolio.operations(1)[0].seq] = content_hash(portfolio.content())
        latest = portfolio.content()
        portfolio.undo()
        portfolio.redo()
        assert portfolio.content() == latest
        snapshots.take(portfolio, "jälkeen")
        safekeeping.thin(path, Earlier.now().astimezone())
    assert kept.exists()
    assert snapshots.verify(portfolio) == []
    assert {seq: content_hash(content_after(portfolio, seq)) for seq in hashes} == hashes
    replayed: Content = {}
    for entry in sorted(portfolio.operations(1000), key=lambda entry: entry.seq):
        replayed = applied(replayed, portfolio.changes_of(entry.seq))
    assert applied(replayed, []) == portfolio.content()
    portfolio.close()
    return ""


FAULTS: dict[str, Callable[[Path], str]] = {
    "The disk is full": disk_full,
    "The folder is read-only": read_only_folder,
    "A second program is writing": locked,
    "The clock is set back a year": clock_set_back,
}


def _filled(path: Path) -> Content:
    portfolio = Portfolio.create(path, by="Liisa")
    rows = [{"kind": "initiative", "title": f"Hanke {n}"} for n in range(20)]
    portfolio.commit(Operation(OperationKind.ADD, "", [Change("initiative", new_id(), None, row) for row in rows]))
    portfolio.close()
    return _content(path)


def _content(path: Path) -> Content:
    portfolio = Portfolio.open(path)
    try:
        return portfolio.content()
    finally:
        portfolio.close()


def _ran(path: Path, words: list[str], limit: int | None) -> subprocess.CompletedProcess[str]:
    def limited() -> None:
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-m", "kpkportfolio", "--db", str(path), "--lang", "en", "--by", "Liisa", *words]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=_ROOT, env={**os.environ, "PYTHONPATH": str(_ROOT)},
        preexec_fn=limited, check=False,
    )  # fmt: skip


def _refused(path: Path, words: list[str], limit: int | None) -> str:
    """What the command said as it refused; it must have done so in words."""
    said = _ran(path, words, limit)
    assert said.returncode == EnvironmentFailed.exit_status, said.stderr
    assert "Traceback" not in said.stderr
    lines = [line for line in said.stderr.replace("\r", "\n").splitlines() if line.strip()]
    return lines[-1].replace(str(path), path.name).replace(str(path.parent), "…")


@contextmanager
def _small_disk(folder: Path) -> Iterator[tuple[Path, int | None]]:
    """A disk of four megabytes where one may be mounted, else a limit on how large a file gets."""
    place = folder / "disk"
    place.mkdir()
    if not _mount("-t", "tmpfs", "-o", f"size={_ROOM}", "tmpfs", str(place)):
        yield place, _ROOM
        return
    try:
        yield place, None
    finally:
        _unmount(place)


@contextmanager
def _read_only(place: Path) -> Iterator[None]:
    if os.geteuid():
        place.chmod(0o555)
        try:
            yield
        finally:
            place.chmod(0o755)
        return
    # nothing is read-only to root but what is mounted so
    if not _mount("--bind", str(place), str(place)):
        raise NotHere("a folder cannot be made read-only for the superuser")
    try:
        if not _mount("-o", "remount,ro,bind", str(place)):
            raise NotHere("a folder cannot be made read-only for the superuser")
        yield
    finally:
        _unmount(place)


def _mount(*words: str) -> bool:
    if shutil.which("mount") is None or os.geteuid():
        return False
    return subprocess.run(["mount", *words], capture_output=True, check=False).returncode == 0


def _unmount(place: Path) -> None:
    subprocess.run(["umount", str(place)], capture_output=True, check=True)
