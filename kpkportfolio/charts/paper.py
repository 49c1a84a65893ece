"""A sheet to draw on, in points from its upper left corner, y downwards, over a matplotlib Figure.

Shapes are gathered by layer and drawn as a few collections, so that a thousand rows stay affordable; text is
measured before it is set, so that it wraps instead of being cut. No pyplot: a sheet belongs to whoever made
it and may be made and saved in any one thread. What is drawn is kept as it is said; matplotlib's own objects are
made only when matplotlib draws it, for a PDF does without them (:mod:`pdf`).
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from math import cos, pi, sin
from typing import NamedTuple

import matplotlib
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.patheffects import withStroke

from kpkportfolio.charts.palette import Palette
from kpkportfolio.charts.sizes import SMALL, Align, Point
from kpkportfolio.text import NBSP

# Set once for the process, never changed while drawing, so that worker threads need no lock: letters as wide
# as they are measured at every resolution, and as shapes so that no viewer needs to have the typeface.
matplotlib.rcParams.update({"text.hinting": "no_hinting", "svg.fonttype": "path"})

_PREFERRED = ("Segoe UI", "Helvetica Neue", "Inter", "Noto Sans", "DejaVu Sans")
_BREAKS = re.compile(r"[ \t\r\n]+")
_VOWELS = frozenset("aeiouyåäöéü")
BASELINE = 0.36
"""How far below the middle of a line its baseline lies, as a share of the type size."""


@lru_cache
def families() -> tuple[str, ...]:
    """The best sans-serif this machine has, and matplotlib's own behind it for letters it lacks."""
    known = {entry.name for entry in fontManager.ttflist}
    best = next(name for name in _PREFERRED if name in known)
    return (best,) if best == "DejaVu Sans" else (best, "DejaVu Sans")


def _weight(bold: bool) -> int:
    # not 600: the fallback typeface has no semibold, and matplotlib would complain of it on every start
    return 700 if bold else 400


@lru_cache
def font_files(bold: bool) -> tuple[str, ...]:
    """The files of :func:`families`."""
    return tuple(findfont(FontProperties(family=name, weight=_weight(bold))) for name in families())


@lru_cache(maxsize=65536)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line of text in points."""
    # letter by letter, each measured once: laying a text out costs a thousand times as much, and ten thousand rows
    # are measured many times; kerning, which brings letters nearer to each other, is left out
    return size * sum([_letter_width(sign, bold) for sign in printable(text)])


@lru_cache(maxsize=4096)
def _letter_width(sign: str, bold: bool) -> float:
    """Of one letter in type of one point; letters grow evenly where they are not hinted."""
    font = get_font(font_files(bold))
    font.set_size(100, 72)
    font.set_text(sign, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 6400


def printable(text: str) -> str:
    """Without control characters, which no typeface has and no slide may hold."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign == NBSP else " " for sign in text)


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """The text in lines no wider than ``width`` points; a word that is too long is broken with a hyphen."""
    lines: list[str] = []
    line = ""
    # a no-break space is no place to break
    for word in _BREAKS.split(text.strip()):
        trial = f"{line} {word}" if line else word
        if text_width(trial, size, bold) <= width:
            line = trial
            continue
        if line:
            lines.append(line)
        line = word
        while text_width(line, size, bold) > width and len(line) > 1:
            cut = _fitting(line, width, size, bold)
            lines.append(line[:cut] + ("" if line[cut - 1] in "-/\u2010" else "-"))
            line = line[cut:]
    return [*lines, line] if line or not lines else lines


def _fitting(word: str, width: float, size: float, bold: bool) -> int:
    """How many letters of ``word`` fit in ``width`` with a hyphen: up to a hyphen of its own if there is one, else to
    where a syllable begins: in Finnish before each consonant with a vowel after it, in Swedish nearly so."""
    most = max((n for n in range(1, len(word)) if text_width(word[:n] + "-", size, bold) <= width), default=1)
    own = max(word.rfind(sign, 0, most) for sign in "-/\u2010")
    if own > most // 3:
        return own + 1
    plain = word.casefold()
    syllables = (n for n in range(most, most // 2, -1) if 2 <= n < len(word) - 1 and _begins_syllable(plain, n))
    return next(syllables, most)


def _begins_syllable(word: str, at: int) -> bool:
    """Whether a consonant and a vowel stand at a place, and a vowel somewhere before it."""
    consonant = word[at].isalpha() and word[at] not in _VOWELS
    return consonant and word[at + 1] in _VOWELS and any(letter in _VOWELS for letter in word[:at])


def circle(x: float, y: float, r: float, points: int = 40) -> list[Point]:
    return [(x + r * cos(2 * pi * n / points), y + r * sin(2 * pi * n / points)) for n in range(points)]


def rounded(x0: float, y0: float, x1: float, y1: float, r: float) -> list[Point]:
    """A rectangle with rounded corners; plain when it is too small for them."""
    r = min(r, (x1 - x0) / 2, (y1 - y0) / 2)
    if r <= 0.2:
        return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    corners = ((x1 - r, y0 + r, -90), (x1 - r, y1 - r, 0), (x0 + r, y1 - r, 90), (x0 + r, y0 + r, 180))
    return [
        (x + r * cos((turn + step) * pi / 180), y + r * sin((turn + step) * pi / 180))
        for x, y, turn in corners
        for step in (0, 45, 90)
    ]


class Text(NamedTuple):
    """One line of text as it was set; see :meth:`Paper.text`."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    bold: bool
    align: Align
    halo: float


Shape = tuple[Sequence[Point], str | None, str | None, float]
Line = tuple[Sequence[Point], str, float, Sequence[float] | None]


class Paper:
    """One sheet of ``width`` × ``height`` points; ``texts``, ``shapes`` and ``lines`` are what is on it by layer."""

    def __init__(self, width: float, height: float, palette: Palette) -> None:
        self.width = width
        self.height = height
        self.palette = palette
        self.texts: dict[float, list[Text]] = defaultdict(list)
        self.shapes: dict[float, list[Shape]] = defaultdict(list)
        self.lines: dict[float, list[Line]] = defaultdict(list)

    def shape(
        self, points: Sequence[Point], fill: str | None, edge: str | None = None, width: float = 0.75, z: float = 1
    ) -> None:
        """A closed shape; ``fill`` and ``edge`` are colours or None."""
        self.shapes[z].append((points, fill, edge, width if edge else 0.0))

    def rect(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        fill: str | None,
        edge: str | None = None,
        width: float = 0.75,
        z: float = 1,
        corner: float = 0,
    ) -> None:
        self.shape(rounded(x0, y0, x1, y1, corner), fill, edge, width, z)

    def line(
        self,
        points: Sequence[Point],
        colour: str,
        width: float = 0.75,
        z: float = 1,
        dash: Sequence[float] | None = None,
    ) -> None:
        """A line through ``points``; ``dash`` in points, on and off by turns."""
        self.lines[z].append((points, colour, width, dash))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = SMALL,
        colour: str | None = None,
        bold: bool = False,
        align: Align = "left",
        z: float = 5,
        halo: float = 0,
    ) -> None:
        """One line of text whose middle lies at height ``y``; ``halo`` is a rim of the base colour."""
        self.texts[z].append(Text(x, y, printable(text), size, colour or self.palette.text, bold, align, halo))

    def lines_of_text(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float = SMALL,
        colour: str | None = None,
        bold: bool = False,
        align: Align = "left",
    ) -> None:
        """Lines one below the other, their block's middle at height ``y``."""
        leading = size * 1.25
        top = y - leading * (len(lines) - 1) / 2
        for number, line in enumerate(lines):
            self.text(x, top + number * leading, line, size, colour, bold, align)

    def finish(self) -> "Drawing":
        """The paper as a figure."""
        return Drawing(self)


class Drawing(Figure):
    """A paper as matplotlib draws it."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        # the figure asks for its axes while it is made, when nothing may be put on it yet
        self._drawn = True
        super().__init__(figsize=(paper.width / 72, paper.height / 72), dpi=72, facecolor=paper.palette.base)
        self._drawn = False

    @property  # type: ignore[misc]  # an Artist's can be set, a Figure's cannot
    def axes(self) -> list[Axes]:  # type: ignore[override]
        """What is on the paper."""
        self._fill()
        return super().axes

    def get_children(self) -> list[Artist]:
        """What is drawn."""
        self._fill()
        return super().get_children()

    def _fill(self) -> None:
        if self._drawn:
            return
        self._drawn = True
        paper = self.paper
        axes = self.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, paper.width)
        axes.set_ylim(paper.height, 0)
        for z, texts in paper.texts.items():
            for text in texts:
                _set_text(axes, text, z, paper.palette.base)
        for z, shapes in paper.shapes.items():
            axes.add_collection(
                PolyCollection(
                    [points for points, *_rest in shapes],
                    facecolors=[fill or "none" for _points, fill, _edge, _width in shapes],
                    edgecolors=[edge or "none" for _points, _fill, edge, _width in shapes],
                    linewidths=[width for *_rest, width in shapes],
                    zorder=z,
                ),
                autolim=False,
            )
        for z, lines in paper.lines.items():
            axes.add_collection(
                LineCollection(
                    [points for points, *_rest in lines],
                    colors=[colour for _points, colour, _width, _dash in lines],
                    linewidths=[width for _points, _colour, width, _dash in lines],
                    linestyles=[_style(width, dash) for _points, _colour, width, dash in lines],
                    zorder=z,
                    capstyle="butt",
                ),
                autolim=False,
            )


def _style(width: float, dash: Sequence[float] | None) -> object:
    # matplotlib counts dashes in line widths
    return "solid" if dash is None else (0, tuple(length / width for length in dash))


def _set_text(axes: Axes, text: Text, z: float, rim: str) -> None:
    label = axes.text(
        text.x,
        text.y + text.size * BASELINE,
        text.text,
        fontsize=text.size,
        color=text.colour,
        fontfamily=list(families()),
        fontweight=_weight(text.bold),
        ha=text.align,
        va="baseline",
        zorder=z,
        # a title such as "10 $ – 20 $" is no formula
        parse_math=False,
    )
    if text.halo:
        label.set_path_effects([withStroke(linewidth=text.halo * 2, foreground=rim)])
