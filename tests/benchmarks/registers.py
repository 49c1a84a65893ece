"""A register of 20 000 rows as CSV: its preview, its import beside the bare minimum, and the memory both take.

The bare minimum reads the same file with ``csv`` and puts the rows into a table (WAL, synchronous=FULL) in one
transaction. ``python -m tests.benchmarks.registers FILE`` prints the peak of memory of one import in MB, in a process
of its own.
"""

import csv
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from kpkportfolio.registers.difference.reconciling import reconcile
from kpkportfolio.registers.reading import read_register
from kpkportfolio.store.portfolio import Portfolio
from tests.benchmarks.importing import TODAY, ours
from tests.benchmarks.measure import compared
from tests.memory import peak_megabytes

ROWS = 20_000
ROUNDS = 5


def measure(register: Path, folder: Path) -> dict[str, Any]:
    """Seconds of the preview (reading and comparing) and of the whole import beside the bare one; peak memory."""
    runs: list[dict[str, float]] = []
    bare: list[float] = []
    for number in range(ROUNDS):
        runs.append(ours(register, folder / f"ours-csv-{number}.sqlite"))
        bare.append(_bare(register, folder / f"bare-csv-{number}.sqlite"))
    return {
        **compared([sum(run.values()) for run in runs], bare),
        "preview_s": round(median(run["read"] + run["reconcile"] for run in runs), 4),
        "commit_s": round(median(run["commit"] for run in runs), 4),
        "peak_mb": _peak(register),
    }


def _bare(register: Path, path: Path) -> float:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE initiative (a, b, c, d, e, f, g, h, i)")
        began = perf_counter()
        with register.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, delimiter=";"))
        with connection:
            connection.executemany("INSERT INTO initiative VALUES (?,?,?,?,?,?,?,?,?)", rows[1:])
        return perf_counter() - began


def _peak(register: Path) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.registers", str(register)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _import_once(register: Path) -> None:
    with TemporaryDirectory() as folder:
        portfolio = Portfolio.create(Path(folder) / "peak.sqlite")
        result = reconcile(portfolio, read_register(register), TODAY)
        assert result.operation is not None
        portfolio.commit(result.operation)
        portfolio.close()


if __name__ == "__main__":
    _import_once(Path(sys.argv[1]))
    print(round(peak_megabytes(), 1))
