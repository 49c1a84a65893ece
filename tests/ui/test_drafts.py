"""What is kept of something half-written: there after a crash, gone when done, and never in the way."""

from pathlib import Path

import pytest

from ui import settings
from ui.drafts import DraftFile


def test_what_is_kept_is_read_again_and_cleared() -> None:
    file = DraftFile("idea", "salkut/salkku.sqlite")
    assert file.read() == {}
    file.clear()
    file.keep({"title": "Äänestys", "links": {"a": "related"}})
    file.keep({"title": "Äänestys verkossa"})
    assert DraftFile("idea", "salkut/salkku.sqlite").read() == {"title": "Äänestys verkossa"}
    assert [one.name for one in file.path.parent.iterdir()] == [file.path.name]
    file.clear()
    assert file.read() == {}


def test_each_portfolio_has_its_own() -> None:
    one, other = DraftFile("idea", "/a.sqlite"), DraftFile("idea", "/b.sqlite")
    one.keep({"title": "A"})
    assert other.read() == {}


def test_a_password_is_no_part_of_the_name() -> None:
    plain = DraftFile("idea", "postgresql://maija@kanta/salkku")
    secret = DraftFile("idea", "postgresql://maija:salaisuus@kanta/salkku")
    assert plain.path == secret.path


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_file_is_nothing(content: bytes) -> None:
    file = DraftFile("idea", "/a.sqlite")
    file.path.parent.mkdir(parents=True)
    file.path.write_bytes(content)
    assert file.read() == {}


def test_a_folder_that_cannot_be_made_stops_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr("ui.drafts.folder", lambda: tmp_path / "file")
    file = DraftFile("idea", "/a.sqlite")
    file.keep({"title": "A"})
    assert file.read() == {}
    file.clear()


def test_the_folder_is_that_of_the_settings() -> None:
    settings.Settings().save()
    assert (settings.folder() / "window.ini").exists()
