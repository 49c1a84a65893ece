"""Surroundings that fail lose nothing and are told in words."""

import signal
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("limits and mounts of Unix", allow_module_level=True)

import resource

from kpkportfolio.errors import EnvironmentFailed
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.store import engine
from kpkportfolio.store.portfolio import Portfolio
from tests.store.faults import FAULTS, NotHere


@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_is_lost_and_words_are_said(fault: str, tmp_path: Path) -> None:
    try:
        said = FAULTS[fault](tmp_path)
    except NotHere as reason:
        pytest.skip(str(reason))
    assert "Error" not in said


def test_a_disk_that_gets_full_in_the_middle_of_an_operation_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # so small a cache that rows go to the disk before the commit: SQLite then ends the transaction by itself, and
    # whatever it were given after that would be kept
    monkeypatch.setattr(engine, "_WRITING_CACHE", -200)
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    rows = [
        Change("initiative", new_id(), None, {"kind": "initiative", "title": f"Hanke {n}", "description": "x" * 500})
        for n in range(6_000)
    ]
    most, hardest = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, hardest))
    try:
        with pytest.raises(EnvironmentFailed):
            portfolio.commit(Operation(OperationKind.IMPORT, "rekisteri.csv", rows))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hardest))
        signal.signal(signal.SIGXFSZ, handler)
    assert (portfolio.records("initiative"), portfolio.operations()) == ({}, [])
    portfolio.close()
