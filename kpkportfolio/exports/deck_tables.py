"""Tables of the presentation: in letters as large as their words allow, over as many slides as they take."""

from collections.abc import Sequence

from kpkportfolio.exports.slide_theme import BOTTOM, MARGIN, TOP, WIDTH
from kpkportfolio.exports.slides import Deck, Slide, column_widths, row_height
from kpkportfolio.text import format_number, ngettext

BODY = WIDTH - 2 * MARGIN
_SIZES = (11.0, 10.0, 9.0, 8.0)
_LARGE = 14.0
"""Letters of a table that has a slide to itself and few lines."""


def numbered(title: str, number: int, of: int) -> str:
    """The title of one of several slides: ``Tiekartta (1/3)``."""
    return f"{title} ({number}/{of})" if of > 1 else title


def tables(
    deck: Deck,
    title: str,
    foot: str,
    heads: Sequence[str],
    lines: Sequence[Sequence[str]],
    shares: Sequence[float],
    right: Sequence[int],
    most: int | None = None,
    notes: str = "",
    large: bool = False,
) -> tuple[Slide, float, int]:
    """The table over as many slides as it takes, at most ``most``; the rest is counted.

    Args:
        shares: of the columns in the width; those in ``right`` hold figures.
        notes: for whoever presents the first of the slides.
        large: larger letters where there are few lines.

    Returns:
        the last slide, where its table ends, and how many lines the tables have.
    """
    few = large and len(lines) * 2 * _LARGE < BOTTOM - TOP
    for size in (_LARGE, *_SIZES) if few else _SIZES:
        widths = column_widths([heads, *lines], shares, size, right)
        if widths is not None:
            break
    else:
        widths = [BODY * share / sum(shares) for share in shares]
    head = row_height(heads, widths, size, bold=True)
    room = BOTTOM - TOP - head - 16
    pages: list[list[Sequence[str]]] = [[]]
    used = 0.0
    for line in lines:
        tall = row_height(line, widths, size)
        if pages[-1] and used + tall > room:
            pages.append([])
            used = 0.0
        pages[-1].append(line)
        used += tall
    shown = pages if most is None else pages[:most]
    more = sum(len(page) for page in pages[len(shown) :])
    for number, page in enumerate(shown, 1):
        slide = deck.slide(numbered(title, number, len(shown)), foot, notes if number == 1 else "")
        slide.table(heads, page, widths, TOP, size, right, f"{title}. {', '.join(heads)}")
        end = TOP + head + sum(row_height(line, widths, size) for line in page)
    if more:
        text = ngettext(
            "… and {n} more, in the Excel snapshot.", "… and {n} more, in the Excel snapshot.", more
        ).format(n=format_number(more))
        slide.text([text], MARGIN, end, BODY, 16, 10)
        end += 16
    return slide, end, len(lines) - more
