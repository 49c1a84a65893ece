"""How many lines a text takes in a cell of a sheet: not every program works that out when it opens the file.

Widths are counted in digits, as those of columns are. A letter's share of a digit is much the same in Calibri and in
what other programs set the sheet in where it is missing: at most a tenth wider than here.
"""

from functools import lru_cache
from math import ceil
from typing import Final

LINE: Final = 13.5
"""Points from one line of 10-point text to the next."""
MOST_LINES: Final = 16
"""Lines after which a cell is cut, so that one long text does not push its list off the page."""

_SHARES: Final = (
    ("ijlI|'.,:;! ", 0.5),
    ('ftr()[]/-“”"', 0.68),
    ("mwMW@%–→", 1.5),
    ("ABCDEFGHJKLNOPQRSTUVXYZÄÖÅ", 1.2),
)
_WIDE: Final = {letter: share for letters, share in _SHARES for letter in letters}
_LETTER: Final = 0.97
_SPACE: Final = _WIDE[" "]


def surely_fits(width: int) -> int:
    """How many letters of a usual text fit in one line whatever they are."""
    return int(width * 0.8)


def line_count(text: str, width: int) -> int:
    """Lines of a text in a column so many digits wide, :data:`MOST_LINES` at most."""
    if len(text) > width * MOST_LINES * 1.5:
        return MOST_LINES
    return min(_lines(text, width), MOST_LINES)


@lru_cache(4096)
def _lines(text: str, width: int) -> int:
    lines = 0
    for part in text.split("\n"):
        lines, used = lines + 1, 0.0
        for word in part.split(" "):
            wide = sum([_WIDE.get(letter, _LETTER) for letter in word])
            if used and used + _SPACE + wide > width:
                lines, used = lines + 1, wide
            else:
                used += wide + (_SPACE if used else 0.0)
            if used > width:
                # broken where the column ends
                more = ceil(used / width) - 1
                lines, used = lines + more, used - more * width
    return lines
