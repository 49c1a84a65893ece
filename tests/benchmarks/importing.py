"""Importing a 10 000-row xlsx beside python-calamine's read and a raw sqlite3 insert of the same rows.

Both begin with an open, empty database on file with the same settings (WAL, synchronous=FULL), read the same file into
ordinary Python values, and end with one committed transaction. Making, opening and closing the databases is no part.
"""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from kpkportfolio.registers.difference.reconciling import reconcile
from kpkportfolio.registers.reading import read_register
from kpkportfolio.store.portfolio import Portfolio
from tests.benchmarks.measure import compared

TODAY = date(2011, 11, 15)
ROUNDS = 7


def measure(register: Path, folder: Path) -> dict[str, Any]:
    """Seconds from file to committed portfolio, in all and step by step, and from file to rows in a bare table."""
    runs: list[dict[str, float]] = []
    bare: list[float] = []
    for number in range(ROUNDS):
        runs.append(ours(register, folder / f"ours-{number}.sqlite"))
        bare.append(_bare(register, folder / f"bare-{number}.sqlite"))
    steps = {f"{step}_s": round(median(run[step] for run in runs), 4) for step in runs[0]}
    return {**compared([sum(run.values()) for run in runs], bare), **steps}


def ours(register: Path, path: Path) -> dict[str, float]:
    """Seconds of each step of one import into a new database."""
    portfolio = Portfolio.create(path)
    began = perf_counter()
    read = read_register(register)
    understood = perf_counter()
    result = reconcile(portfolio, read, TODAY)
    reconciled = perf_counter()
    assert result.operation is not None
    portfolio.commit(result.operation)
    committed = perf_counter()
    portfolio.close()
    return {"read": understood - began, "reconcile": reconciled - understood, "commit": committed - reconciled}


def _bare(register: Path, path: Path) -> float:
    from python_calamine import CalamineWorkbook

    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE initiative (a, b, c, d, e, f, g, h, i)")
        began = perf_counter()
        rows = CalamineWorkbook.from_path(str(register)).get_sheet_by_index(0).to_python()
        with connection:
            connection.executemany("INSERT INTO initiative VALUES (?,?,?,?,?,?,?,?,?)", rows[3:])
        return perf_counter() - began
