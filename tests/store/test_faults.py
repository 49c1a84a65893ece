"""Surroundings that fail lose nothing and are told in words."""

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("limits and mounts of Unix", allow_module_level=True)

from tests.store.faults import FAULTS, NotHere


@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_is_lost_and_words_are_said(fault: str, tmp_path: Path) -> None:
    try:
        said = FAULTS[fault](tmp_path)
    except NotHere as reason:
        pytest.skip(str(reason))
    assert "Error" not in said
