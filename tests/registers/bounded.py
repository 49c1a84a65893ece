"""Reads registers in a process of their own: what came of each, and how much memory all of it took at most."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

MOST_MEGABYTES = 500
_ROOT = Path(__file__).resolve().parents[2]
_HANG = 120
"""Seconds; no test of speed, only of an end."""
_PROGRAM = """
import json, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
from kpkportfolio.errors import PortfolioError
from kpkportfolio.registers.reading import read_register
from tests.memory import peak_megabytes
for path in sys.argv[1:]:
    try:
        read, error = len(read_register(Path(path)).initiatives), None
    except PortfolioError as refused:
        read, error = 0, str(refused)
    print(json.dumps([read, error, round(peak_megabytes())]))
"""


class Outcome(NamedTuple):
    """Initiatives read, the refusal if there was one, and megabytes held at the most until then."""

    read: int
    error: str | None
    megabytes: int


def read_bounded(*paths: Path) -> list[Outcome]:
    """What reading the files one after the other comes to; a crash, a hang and too much memory fail the test."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *map(str, paths)],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        timeout=_HANG,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    outcomes = [Outcome(*json.loads(line)) for line in done.stdout.splitlines() if line.startswith("[")]
    assert len(outcomes) == len(paths)
    assert max(outcome.megabytes for outcome in outcomes) < MOST_MEGABYTES, outcomes
    return outcomes
