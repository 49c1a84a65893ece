"""Reads a register in a process of its own: what came of it, and how much memory that took at most."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

MOST_MEGABYTES = 500
_HANG = 120
"""Seconds; no test of speed, only of an end."""
_PROGRAM = """
import json, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
from kpkportfolio.errors import PortfolioError
from kpkportfolio.registers.reading import read_register
try:
    read, error = len(read_register(Path(sys.argv[1])).initiatives), None
except PortfolioError as refused:
    read, error = 0, str(refused)
print(json.dumps([read, error, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024]))
"""


class Outcome(NamedTuple):
    """Initiatives read, the refusal if there was one, and megabytes at the most."""

    read: int
    error: str | None
    megabytes: int


def read_bounded(path: Path) -> Outcome:
    """What reading the file comes to; a crash, a hang and too much memory fail the test."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(path)], capture_output=True, text=True, timeout=_HANG, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    outcome = Outcome(*json.loads(done.stdout.splitlines()[-1]))
    assert outcome.megabytes < MOST_MEGABYTES, outcome
    return outcome
