"""Figures into files: PNG, SVG or PDF, whole or not at all, from any thread."""

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import matplotlib

from kpkportfolio.charts.paper import Drawing
from kpkportfolio.charts.pdf import PdfFile
from kpkportfolio.errors import UsageError
from kpkportfolio.files import written_whole
from kpkportfolio.text import _

# the same figure gives the same bytes; set once for the process, as in paper
matplotlib.rcParams["svg.hashsalt"] = "kpkportfolio"

_CREATOR = "KPK Portfolio"
# two picture points for each of the screen's: sharp on paper and on dense screens
_DPI = 192.0
_MOST_PIXELS = 60_000_000
_LONGEST_SIDE = 32_000


def save(figures: Iterable[Drawing], path: Path, progress: Callable[[int], None] | None = None) -> list[Path]:
    """Writes the figures and gives the files written.

    The ending tells the format: ``.png`` (twice the screen's resolution, less where the picture would not fit
    into memory), ``.svg`` (letters as shapes) or ``.pdf`` (vectors, fonts inside). A PDF takes all figures as
    its pages; in the other formats the second and later ones go into ``name-2.png`` and so on. ``progress`` is
    told after each figure how many are drawn; what it raises (Cancelled) ends the work and no half file is left.

    Raises:
        UsageError: the ending names no format.
        UnacceptableInput: it is a database that is open here.
        EnvironmentFailed: the file cannot be written; whatever stood there before still does.
    """
    kind = path.suffix.lower().lstrip(".")
    if kind not in ("png", "svg", "pdf"):
        raise UsageError(_("{file}: a picture's name must end in .png, .svg or .pdf.").format(file=path.name))
    if kind == "pdf":
        with written_whole(path) as temporary, temporary.open("wb") as stream:
            _draw_pages(stream, figures, path.stem, progress)
        return [path]
    written = []
    for number, figure in enumerate(figures, 1):
        target = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        with written_whole(target) as temporary, temporary.open("wb") as stream:
            _draw_one(stream, figure, kind, path.stem)
            if progress is not None:
                progress(number)
        written.append(target)
    return written


def _draw_pages(
    stream: BinaryIO, figures: Iterable[Drawing], title: str, progress: Callable[[int], None] | None
) -> None:
    with PdfFile(stream, title, _CREATOR) as pages:
        for number, figure in enumerate(figures, 1):
            pages.add(figure.paper)
            if progress is not None:
                progress(number)


def _draw_one(stream: BinaryIO, figure: Drawing, kind: str, title: str) -> None:
    if kind == "svg":
        figure.savefig(stream, format="svg", metadata={"Title": title, "Creator": _CREATOR, "Date": None})
    else:
        metadata = {"Title": title, "Software": _CREATOR}
        figure.savefig(stream, format="png", dpi=png_dpi(figure), metadata=metadata)


def png_bytes(figure: Drawing) -> bytes:
    """The figure as a PNG in memory, as sharp as in a file."""
    stream = BytesIO()
    _draw_one(stream, figure, "png", "")
    return stream.getvalue()


def png_dpi(figure: Drawing) -> float:
    """Twice the screen's resolution, or what a very tall picture leaves room for."""
    width, height = figure.get_size_inches()
    return float(min(_DPI, _LONGEST_SIDE / max(width, height), (_MOST_PIXELS / (width * height)) ** 0.5))
