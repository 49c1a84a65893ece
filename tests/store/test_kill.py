"""kill -9 at 50 random moments of edits, imports, snapshots, backups and migrations; for 200 and more:
``python -m tests.store.reliability``."""

import random
import signal
from pathlib import Path

import pytest

from tests.store.killing import KINDS, kill

KILLS = 50


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
@pytest.mark.parametrize("what", KINDS)
def test_nothing_is_ever_half_there(what: str, tmp_path: Path) -> None:
    assert kill(what, KILLS // len(KINDS), tmp_path, random.Random(what)).promised > 0
