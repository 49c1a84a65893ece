"""Importing a 10 000-row xlsx beside python-calamine's read and a raw sqlite3 insert of the same rows."""

import itertools
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import side_by_side


def measure(register: Path, folder: Path) -> dict[str, Any]:
    """Seconds from file to committed portfolio, and from file to rows in a bare table."""
    numbers = itertools.count()

    def ours() -> None:
        from kpkportfolio.registers.reading import read_register
        from kpkportfolio.registers.reconciling import reconcile
        from kpkportfolio.store.portfolio import Portfolio

        portfolio = Portfolio.create(folder / f"ours-{next(numbers)}.sqlite")
        result = reconcile(portfolio, read_register(register), date(2011, 11, 15))
        assert result.operation is not None
        portfolio.commit(result.operation)
        portfolio.close()

    def bare() -> None:
        from python_calamine import CalamineWorkbook

        rows = CalamineWorkbook.from_path(str(register)).get_sheet_by_index(0).to_python()
        with closing(sqlite3.connect(folder / f"bare-{next(numbers)}.sqlite")) as connection:
            connection.execute("CREATE TABLE initiative (a, b, c, d, e, f, g, h, i)")
            with connection:
                connection.executemany("INSERT INTO initiative VALUES (?,?,?,?,?,?,?,?,?)", rows[3:])

    return side_by_side(ours, bare)
