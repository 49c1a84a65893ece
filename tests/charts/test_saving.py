"""Figures into files: the formats, whole or not at all, from several threads at once."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from kpkportfolio.charts.palette import PRINT
from kpkportfolio.charts.paper import Paper
from kpkportfolio.charts.registry import draw_to
from kpkportfolio.charts.saving import png_dpi, save
from kpkportfolio.errors import Cancelled, EnvironmentFailed, UnacceptableInput, UsageError
from kpkportfolio.store.portfolio import Portfolio
from tests.charts.factories import many
from tests.charts.test_figures import data


@pytest.mark.parametrize(("ending", "head"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
@pytest.mark.parametrize("name", ["gantt", "bubble", "impact"])
def test_each_picture_in_each_format_the_same_bytes_every_time(
    tmp_path: Path, name: str, ending: str, head: bytes
) -> None:
    first, second = tmp_path / "a" / f"kuva.{ending}", tmp_path / "b" / f"kuva.{ending}"
    for path in (first, second):
        path.parent.mkdir()
        assert draw_to(name, data(), path) == [path]
    assert first.read_bytes().startswith(head)
    assert first.read_bytes() == second.read_bytes()
    assert [path.name for path in first.parent.iterdir()] == [first.name]


def test_no_viewer_needs_our_fonts(tmp_path: Path) -> None:
    draw_to("bubble", data(), tmp_path / "k.svg")
    assert "<text" not in (tmp_path / "k.svg").read_text("utf-8")
    draw_to("bubble", data(), tmp_path / "k.pdf")
    written = (tmp_path / "k.pdf").read_bytes()
    assert b"/FontFile2" in written
    assert b"/Type3" not in written


def test_a_pdf_holds_all_pages_and_pictures_are_numbered(tmp_path: Path) -> None:
    rows = many(120)
    assert draw_to("gantt", data(rows), tmp_path / "g.pdf") == [tmp_path / "g.pdf"]
    pages = len(re.findall(rb"/Type /Page\b", (tmp_path / "g.pdf").read_bytes()))
    sheets = [Paper(100, 80, PRINT).finish() for _ in range(3)]
    written = save(sheets, tmp_path / "g.png")
    assert [path.name for path in written] == ["g.png", "g-2.png", "g-3.png"]
    assert all(path.stat().st_size > 0 for path in written)
    assert pages > 2


def test_an_unknown_ending_is_refused_and_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"png, \.svg or \.pdf"):
        draw_to("gantt", data(), tmp_path / "kuva.bmp")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailed, match=r"kuva\.png could not be written"):
        draw_to("impact", data(), tmp_path / "puuttuu" / "kuva.png")


def test_what_stood_there_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "kuva.png"
    target.write_bytes(b"entinen")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(EnvironmentFailed, match="No space left"):
        draw_to("impact", data(), target)
    assert target.read_bytes() == b"entinen"
    assert [path.name for path in tmp_path.iterdir()] == ["kuva.png"]


def test_the_open_portfolio_is_not_replaced_whatever_it_is_called(tmp_path: Path) -> None:
    with closing(Portfolio.create(tmp_path / "salkku.pdf")) as portfolio:
        with pytest.raises(UnacceptableInput, match="the portfolio that is open"):
            draw_to("impact", data(), tmp_path / "salkku.pdf")
        assert portfolio.initiatives() == []


@pytest.mark.parametrize("ending", ["pdf", "png"])
def test_a_cancelled_picture_leaves_nothing(tmp_path: Path, ending: str) -> None:
    drawn = []

    def progress(count: int) -> None:
        drawn.append(count)
        if count == 2:
            raise Cancelled("stop")

    sheets = (Paper(100, 80, PRINT).finish() for _ in range(5))
    with pytest.raises(Cancelled):
        save(sheets, tmp_path / f"g.{ending}", progress)
    assert drawn == [1, 2]
    # pictures in files of their own are whole once they are there; the half-made second one is not
    assert [path.name for path in tmp_path.iterdir()] == ([] if ending == "pdf" else ["g.png"])


def test_threads_do_not_disturb_each_other(tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    jobs = [(name, f"{name}.{ending}") for name in ("gantt", "bubble") for ending in ("svg", "pdf")]
    for name, file in jobs:
        draw_to(name, data(), alone / file)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda job: draw_to(job[0], data(), tmp_path / job[1]), jobs))
    for _name, file in jobs:
        assert (tmp_path / file).read_bytes() == (alone / file).read_bytes()


def test_a_picture_is_twice_as_sharp_as_a_screen_unless_it_would_not_fit_into_memory() -> None:
    assert png_dpi(Paper(842, 595, PRINT).finish()) == 192
    tall = Paper(842, 20_000, PRINT).finish()
    width, height = tall.get_size_inches() * png_dpi(tall)
    assert width * height <= 60_000_001
    assert height <= 32_001
