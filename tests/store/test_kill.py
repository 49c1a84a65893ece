"""kill -9 at 50 random moments of edits and imports: the database opens, is sound, and every operation is there
whole or not at all; what was reported as committed is there."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.store import backup
from kpkportfolio.store.portfolio import Portfolio

KILLS = 50
BATCH = 200


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_no_operation_is_ever_half_there(tmp_path: Path) -> None:
    path = tmp_path / "salkku.sqlite"
    portfolio = Portfolio.create(path)
    pair = [{"kind": "initiative", "title": title, "note": "pair", "progress": 0} for title in ("Ensi", "Toinen")]
    portfolio.commit(Operation(OperationKind.ADD, "", [Change("initiative", new_id(), None, row) for row in pair]))
    portfolio.close()
    chance = random.Random(20111115)
    promised: list[str] = []
    for _ in range(KILLS):
        promised += _write_until_killed(path, chance.uniform(0.0, 0.25))
        backup.verify(path)
        portfolio = Portfolio.open(path)
        _check(portfolio, promised)
        portfolio.close()
    assert sum(line.startswith("import") for line in promised) >= KILLS // 2


def _write_until_killed(path: Path, after: float) -> list[str]:
    command = [sys.executable, "-m", "tests.store.writer", str(path), str(BATCH)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as writer:
        assert writer.stdout is not None
        # the moment is counted from the first commit, or most kills would hit the interpreter's start
        lines = [writer.stdout.readline()]
        time.sleep(after)
        writer.kill()
        lines += writer.stdout.read().splitlines()
    return [line.strip() for line in lines if line.endswith("\n") or line.startswith(("edit", "import"))]


def _check(portfolio: Portfolio, promised: list[str]) -> None:
    with portfolio.read() as connection:
        edited = set(connection.execute(text("SELECT progress FROM initiative WHERE note = 'pair'")).scalars())
        rows = {
            entity: dict(connection.execute(text(f"SELECT title, count(*) FROM {entity} GROUP BY title")).all())
            for entity in ("initiative", "deliverable")
        }
    assert len(edited) == 1
    last = next((int(line.split()[1]) for line in reversed(promised) if line.startswith("edit")), 0)
    # one more edit may have been committed than was reported before the kill
    assert edited <= {last, (last + 1) % 100}
    marks = rows["deliverable"]
    assert set(marks.values()) <= {BATCH}
    assert {title: n for title, n in rows["initiative"].items() if title in marks} == marks
    journalled = [entry for entry in portfolio.operations(100_000) if entry.kind is OperationKind.IMPORT]
    assert {entry.what for entry in journalled} == set(marks)
    assert {line.split()[1] for line in promised if line.startswith("import")} <= set(marks)
