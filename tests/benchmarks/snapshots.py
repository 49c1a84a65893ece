"""A snapshot of 10 000 initiatives beside SQLite's own copy of the file, and two of them compared."""

import shutil
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import seconds, side_by_side

CHANGED = 200
"""Initiatives that change between the two snapshots."""


def measure(database: Path, folder: Path) -> dict[str, Any]:
    """Seconds to freeze and for ``VACUUM INTO`` of the same file, seconds to compare two snapshots, and how much of the
    live data's bytes a snapshot takes."""
    from kpkportfolio.model.change import Change, Operation, OperationKind
    from kpkportfolio.snapshots import comparing
    from kpkportfolio.store import freezing
    from kpkportfolio.store.portfolio import Portfolio

    path = folder / "tilanteet.sqlite"
    shutil.copy(database, path)
    number = count(1)
    portfolio = Portfolio.open(path)
    try:
        freezing.take(portfolio, "A")
        rows = portfolio.initiatives()[:CHANGED]
        changes = [Change("initiative", row.id, {"title": row.title}, {"title": f"{row.title}, jatko"}) for row in rows]
        portfolio.commit(Operation(OperationKind.EDIT, "x", changes))

        def bare() -> None:
            with closing(sqlite3.connect(database)) as connection:
                connection.execute("VACUUM INTO ?", [str(folder / f"kopio-{next(number)}.sqlite")])

        speed = side_by_side(lambda: freezing.take(portfolio, f"B{next(number)}"), bare, rounds=3)
        last = freezing.listing(portfolio)[-1].name
        comparison = min(seconds(lambda: comparing.compare(portfolio, "A", last)) for _ in range(3))
        assert len(comparing.compare(portfolio, "A", last)) == CHANGED
    finally:
        portfolio.close()
    with closing(sqlite3.connect(path)) as connection:
        frozen = connection.execute("SELECT max(length(content)) FROM snapshot").fetchone()[0]
    return {
        **speed,
        "compare_s": round(comparison, 3),
        "share_of_live": round(frozen / database.stat().st_size, 3),
    }
