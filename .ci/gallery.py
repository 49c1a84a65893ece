"""Every picture that can be exported, drawn to be looked at: the gallery in docs/, or all there is into a folder.

    .venv/bin/python .ci/gallery.py                     docs/gallery/ and docs/GALLERY.md
    .venv/bin/python .ci/gallery.py --all FOLDER        each picture of each portfolio, in each language and palette
    … --pictures gantt,bubble --portfolios large --languages fi --palettes dark --papers a4,screen --sheets 3

The portfolios are the sample on the day of its story, one of ten thousand invented initiatives, and an empty one.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from io import BytesIO
from itertools import islice, pairwise
from pathlib import Path

from PIL import Image

from kpkportfolio import text
from kpkportfolio.charts.catalogue import PICTURES, title_of
from kpkportfolio.charts.data import ChartData
from kpkportfolio.charts.gantt_figure import A3, A4
from kpkportfolio.charts.over_time import Moment, Past
from kpkportfolio.charts.palette import DARK, LIGHT, PRINT, PROJECTOR, Palette, mix
from kpkportfolio.charts.registry import ChartOptions, draw
from kpkportfolio.exports.pictures import picture_data
from kpkportfolio.model.facts import Facts
from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.model.vocabulary import OverlapKind, Status
from kpkportfolio.overlap.engine import Engine
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.item import portfolio_items
from kpkportfolio.sample import sample_operation
from kpkportfolio.sample.document import read_document
from kpkportfolio.store.portfolio import Portfolio

ROOT = Path(__file__).resolve().parent.parent
PALETTES = {"light": LIGHT, "dark": DARK, "print": PRINT, "projector": PROJECTOR}
SCREEN = (760.0, 376.0)
"""What a meeting page of 1366 × 768 has for a picture, in the points it is drawn in."""
PAPERS = {"a3": A3, "a4": A4, "screen": SCREEN}
PORTFOLIOS = ("sample", "large", "empty")
LARGE = 10_000
TODAY = date.fromisoformat(read_document()["about"]["today"])
MEETINGS = {"1/2011": date(2011, 3, 16), "2/2011": date(2011, 6, 8), "3/2011": date(2011, 8, 24)}
# wide enough to read on a page, small enough to keep in the repository
WIDTH = 1300
# of its colours and the edges of letters and shapes between them and the ground
SHARES = (1.0, 0.2, 0.6, 0.4, 0.8)


@dataclass(frozen=True)
class Wanted:
    """One picture to draw."""

    picture: str
    portfolio: str
    language: str
    palette: str
    paper: str = "a3"

    @property
    def name(self) -> str:
        """Its file's name."""
        return self.sheet(1)

    def sheet(self, number: int) -> str:
        """The name of its ``number``th sheet's file."""
        last = f"-{number}" if number > 1 else ""
        return f"{self.picture}-{self.portfolio}-{self.language}-{self.palette}-{self.paper}{last}.png"


class Portfolios:
    """The portfolios, each read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.data: Callable[[str], ChartData] = cache(self._data)

    def _data(self, name: str) -> ChartData:
        portfolio = self._open(name)
        try:
            contents = portfolio.contents()
        finally:
            portfolio.close()
        return picture_data(contents, TODAY, portfolio.name, findings=_findings(contents), past=_past(contents))

    def _open(self, name: str) -> Portfolio:
        if name == "large":
            # the maker of large portfolios is the benchmarks'
            sys.path.insert(0, str(ROOT))
            from tests.benchmarks.invented import portfolio_file

            return Portfolio.open(portfolio_file(self._folder / "suuri.sqlite", LARGE))
        portfolio = Portfolio.create(self._folder / f"{name}.sqlite", {"sample": "Esimerkkisalkku"}.get(name, "Tyhjä"))
        if name == "sample":
            portfolio.commit(sample_operation())
        return portfolio


def _findings(contents: Contents) -> Sequence[Finding]:
    found = Engine(portfolio_items(contents)).pairs()
    if found or not contents.initiatives:
        return found
    # invented titles mean nothing, so nothing overlaps: some neighbours are said to
    rows = contents.initiatives[: LARGE // 20]
    return [
        Finding(min(one.id, other.id), max(one.id, other.id), OverlapKind.OVERLAP, 0.99 - place / LARGE)
        for place, (one, other) in enumerate(pairwise(rows))
        if place % 4
    ]


def _past(contents: Contents) -> Past:
    """Earlier states as the schedules let one expect them; the portfolios themselves have none."""
    if not contents.initiatives:
        return Past()
    moments = []
    for name, day in MEETINGS.items():
        rows = [row for one in contents.initiatives if (row := _earlier(one, day)) is not None]
        moments.append(Moment(name, day, rows, Facts(contents._replace(initiatives=rows), day)))
    return Past(tuple(moments), len(moments))


def _earlier(row: InitiativeRow, day: date) -> InitiativeRow | None:
    """The initiative as it may have been: not yet there a year before its start, then proposed, then at work."""
    if row.start is None or (row.start - day).days > 365:
        return None
    if row.start > day:
        return row._replace(status=Status.PROPOSED)
    return row._replace(status=Status.IMPLEMENTATION) if row.end is None or row.end > day else row


def sheets(wanted: Wanted, portfolios: Portfolios, most: int = 1) -> Iterator[Image.Image]:
    """The picture as it is exported, at most so many of its sheets."""
    text.set_language(wanted.language)
    # a schedule of thousands is pages, as it is printed and as a meeting goes through it
    paged = wanted.portfolio == "large" or wanted.paper == "screen"
    options = ChartOptions(palette=PALETTES[wanted.palette], size=PAPERS[wanted.paper], paged=paged)
    for figure in islice(draw(wanted.picture, portfolios.data(wanted.portfolio), options), most):
        stream = BytesIO()
        figure.savefig(stream, format="png", dpi=144)
        yield Image.open(stream).convert("RGB")


def smaller(image: Image.Image, palette: Palette) -> Image.Image:
    """What is kept of a picture in the repository: narrower, in the colours it is made of and their mixes."""
    height = round(image.height * WIDTH / image.width)
    fine = image.resize((WIDTH, height), Image.Resampling.LANCZOS)
    given = [getattr(palette, field.name) for field in fields(palette)]
    colours = [one for one in given if isinstance(one, str) and one.startswith("#")]
    colours += [*palette.programmes, *(colour for _status, colour in palette.statuses)]
    colours = list(dict.fromkeys(colours))
    mixes = [palette.base, *(mix(one, palette.base, share) for share in SHARES for one in colours)]
    kept = list(dict.fromkeys(mixes))[:256]
    table = Image.new("P", (1, 1))
    table.putpalette([channel for colour in kept for channel in bytes.fromhex(colour[1:])])
    return fine.quantize(palette=table, dither=Image.Dither.NONE)


def chosen() -> Iterator[Wanted]:
    """The gallery: each picture of the sample and of ten thousand, the languages and palettes taken by turns."""
    looks = [("fi", "print"), ("sv", "dark"), ("en", "light"), ("fi", "dark"), ("sv", "light"), ("en", "print")]
    for place, one in enumerate(PICTURES):
        yield Wanted(one.name, "sample", *looks[place % 3])
        yield Wanted(one.name, "large", *looks[(place + 1) % 6])
    yield Wanted("gantt", "empty", "fi", "print")


def gallery(portfolios: Portfolios) -> None:
    """Draws the chosen pictures and the page that shows them."""
    folder = ROOT / "docs/gallery"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*-a3.png"):
        old.unlink()
    words = {"sample": "the sample portfolio", "large": "10 000 invented initiatives", "empty": "an empty portfolio"}
    lines = [
        "# Pictures",
        "",
        "Every picture as it is exported: of the sample portfolio, which is invented, and of ten thousand invented",
        "initiatives; languages and palettes by turns. `make screenshots` draws this page, and",
        "`.venv/bin/python .ci/gallery.py --all FOLDER` all there is of them.",
    ]
    heading = ""
    for wanted in chosen():
        smaller(next(sheets(wanted, portfolios)), PALETTES[wanted.palette]).save(folder / wanted.name, optimize=True)
        text.set_language("en")
        title = title_of(wanted.picture) if wanted.portfolio != "empty" else "Nothing to show"
        if title != heading:
            heading = title
            lines += ["", f"## {title}"]
        told = f"{words[wanted.portfolio].capitalize()}, {wanted.language}, {wanted.palette}"
        lines += ["", f"![{title}: {told}](gallery/{wanted.name})", "", f"{told}."]
        print(wanted.name)
    (ROOT / "docs/GALLERY.md").write_text("\n".join(lines) + "\n", "utf-8")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Draws the pictures to be looked at.")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every combination instead of the gallery")
    parser.add_argument("--pictures", default=",".join(one.name for one in PICTURES))
    parser.add_argument("--portfolios", default=",".join(PORTFOLIOS))
    parser.add_argument("--languages", default=",".join(text.LANGUAGES))
    parser.add_argument("--palettes", default=",".join(PALETTES))
    parser.add_argument("--papers", default="a3")
    parser.add_argument("--sheets", type=int, default=1, help="at most so many of each picture")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kpkportfolio-gallery-") as folder:
        portfolios = Portfolios(Path(folder))
        if not wanted.all:
            gallery(portfolios)
            return 0
        wanted.all.mkdir(parents=True, exist_ok=True)
        for one in combinations(wanted):
            for number, image in enumerate(sheets(one, portfolios, wanted.sheets), 1):
                image.save(wanted.all / one.sheet(number))
                print(one.sheet(number))
    return 0


def combinations(wanted: argparse.Namespace) -> Iterator[Wanted]:
    """Every combination asked for."""
    for portfolio in wanted.portfolios.split(","):
        for name in wanted.pictures.split(","):
            for language in wanted.languages.split(","):
                for palette in wanted.palettes.split(","):
                    base = Wanted(name, portfolio, language, palette)
                    yield from (replace(base, paper=paper) for paper in wanted.papers.split(","))


if __name__ == "__main__":
    sys.exit(main())
