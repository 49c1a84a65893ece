"""How wide text is in Arial, which slides are set in whatever typefaces this machine has.

The widths are Helvetica's, after which Arial was made; matplotlib brings its metrics (Adobe Font Metrics 4.1).
"""

from functools import lru_cache
from pathlib import Path

import matplotlib
from fontTools import agl  # type: ignore[import-untyped]  # matplotlib's own dependency
from fontTools.afmLib import AFM  # type: ignore[import-untyped]

from kpkportfolio.charts.paper import printable
from kpkportfolio.charts.paper import text_width as other_width
from kpkportfolio.text import NBSP

NAME = "Arial"


@lru_cache(maxsize=65536)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line in points; a sign that Arial's Latin has not is measured in another typeface."""
    known = _widths(bold)
    wide = 0.0
    for sign in printable(text):
        units = known.get(sign)
        wide += other_width(sign, size, bold) if units is None else units * size / 1000
    return wide


def line_count(text: str, width: float, size: float, bold: bool = False) -> int:
    """How many lines a text takes where only spaces are broken at."""
    lines, used, space = 1, 0.0, text_width(" ", size, bold)
    for word in text.split(" "):
        wide = text_width(word, size, bold)
        if used and used + space + wide > width:
            lines, used = lines + 1, wide
        else:
            used += wide + (space if used else 0.0)
    return lines


@lru_cache
def _widths(bold: bool) -> dict[str, float]:
    """Thousandths of the type's size by sign."""
    metrics = AFM(Path(matplotlib.get_data_path(), "fonts", "afm", "phvb8a.afm" if bold else "phvr8a.afm"))
    found = {agl.toUnicode(name): float(metrics[name][1]) for name in metrics.chars()}
    # Adobe's metrics do not name it
    return {**found, NBSP: found[" "]}
