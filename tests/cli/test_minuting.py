"""``minutes OUT.md``."""

from pathlib import Path

from tests.cli.conftest import Kpk


def test_the_latest_meeting_is_minuted_or_the_one_that_is_named(kpk: Kpk, tmp_path: Path) -> None:
    assert kpk("demo").status == 0
    out = tmp_path / "minutes.md"
    assert kpk("minutes", out).status == 0
    told = out.read_text("utf-8")
    assert told.startswith("# Ohjausryhmä 3/2011\n")
    assert "What has changed" not in told
    assert kpk("snapshot", "take", "3/2011").status == 0
    assert kpk("minutes", out, "--meeting", "1/2011").status == 0
    told = out.read_text("utf-8")
    assert told.startswith("# Ohjausryhmä 1/2011\n")
    assert "Priority set: 1" in told
    assert "What has changed since 3/2011" in told


def test_what_cannot_be_minuted_is_said(kpk: Kpk, tmp_path: Path) -> None:
    assert kpk("demo").status == 0
    wrong = kpk("minutes", tmp_path / "minutes.odt")
    assert (wrong.status, ".docx, .md" in wrong.err) == (2, True)
    missing = kpk("minutes", tmp_path / "minutes.md", "--meeting", "9/2011")
    assert (missing.status, "3/2011" in missing.err) == (2, True)
    assert not (tmp_path / "minutes.md").exists()
