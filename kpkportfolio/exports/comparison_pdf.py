"""A comparison as pages of A4: a chapter a group with its totals, then each initiative in a sentence and its fields."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kpkportfolio.charts.palette import PRINT
from kpkportfolio.charts.paper import Paper, text_width, wrap
from kpkportfolio.charts.pdf import PdfFile
from kpkportfolio.charts.sizes import BODY, SECTION, SMALL, TITLE
from kpkportfolio.exports.comparison import Outgoing, Progress
from kpkportfolio.snapshots.grouping import Group, GroupBy
from kpkportfolio.snapshots.wording import Deed, Difference, Line, deed_word
from kpkportfolio.text import _

_WIDTH, _HEIGHT = 595.0, 842.0
_EDGE, _FOOT = 48.0, 36.0
_LEADING = 1.3
_SHORT = 8
"""Fields of an initiative that are not parted by a new page."""
_FIELD, _GAP = 130.0, 10.0
"""Points that the name of a field takes, and between the columns."""


class _Row(NamedTuple):
    """One line of the text: words with their places, and what is above them.

    Attributes:
        height: points, of the line with the space above it.
        words: x, text, size, colour, bold of each piece.
        together: whether it must not be the last one on a page.
        rule: whether a line is drawn above it.
    """

    height: float
    words: tuple[tuple[float, str, float, str, bool], ...]
    together: bool = False
    rule: bool = False


def write_pdf(given: Outgoing, path: Path, by: GroupBy, progress: Progress | None = None) -> None:
    """Write it; the words can be searched and copied.

    Raises:
        OSError: it cannot be written.
    """
    pages = list(_paged(list(_rows(given, by))))
    with path.open("wb") as stream, PdfFile(stream, given.told.title, "KPK Portfolio") as file:
        for number, page in enumerate(pages, 1):
            if progress:
                progress(number - 1, len(pages))
            file.add(_drawn(page, given, f"{number} / {len(pages)}"))


def _drawn(page: list[_Row], given: Outgoing, number: str) -> Paper:
    paper = Paper(_WIDTH, _HEIGHT, PRINT)
    y = _EDGE
    for row in page:
        if row.rule:
            paper.line([(_EDGE, y + 6), (_WIDTH - _EDGE, y + 6)], PRINT.line_strong, 0.5)
        y += row.height
        for x, text, size, colour, bold in row.words:
            paper.text(x, y - size * _LEADING / 2, text, size, colour, bold)
    foot = _HEIGHT - _FOOT
    paper.text(_EDGE, foot, wrap(given.told.note, _WIDTH - 2 * _EDGE - 60, SMALL)[0], SMALL, PRINT.muted)
    paper.text(_WIDTH - _EDGE, foot, number, SMALL, PRINT.muted, align="right")
    return paper


def _paged(rows: list[_Row]) -> Iterator[list[_Row]]:
    room = _HEIGHT - _EDGE - _FOOT - 16
    page: list[_Row] = []
    used, at = 0.0, 0
    while at < len(rows):
        # a heading stays with what it is the heading of
        end = at + 1
        while rows[end - 1].together and end < len(rows):
            end += 1
        block = rows[at:end]
        height = sum(row.height for row in block)
        if page and used + height > room:
            yield page
            page, used = [], 0.0
        page += block
        used += height
        at = end
    yield page


def _rows(given: Outgoing, by: GroupBy) -> Iterator[_Row]:
    yield from _text(given.told.title, TITLE, bold=True, together=True)
    yield from _text(given.told.note, SMALL, PRINT.muted, above=4, together=True)
    yield from _text(given.summary, BODY, above=8)
    for group in given.groups(by):
        yield from _group(group)


def _group(group: Group) -> Iterator[_Row]:
    if group.title:
        yield from _text(group.title, SECTION, bold=True, above=18, together=True)
    if group.title and group.totals:
        totals = f"{group.totals[:1].upper()}{group.totals[1:]}"
        yield from _text(totals, SMALL, PRINT.muted, above=2, together=True)
    for one in group.differences:
        yield from _difference(one)


def _difference(one: Difference) -> Iterator[_Row]:
    lines = one.lines if one.deed is Deed.CHANGED else ()
    tag = "" if one.deed is Deed.CHANGED else deed_word(one.deed)
    room = text_width(tag, SMALL) + _GAP if tag else 0.0
    for number, words in enumerate(wrap(one.title, _WIDTH - 2 * _EDGE - room, BODY, True)):
        pieces = [(_EDGE, words, BODY, PRINT.text, True)]
        if tag and not number:
            pieces.append((_WIDTH - _EDGE - text_width(tag, SMALL), tag, SMALL, PRINT.muted, False))
        yield _Row(BODY * _LEADING + (12 if not number else 0), tuple(pieces), True, not number)
    yield from _text(one.sentence, BODY, above=1, together=bool(lines))
    # a short one stays on one page; of a long one no line stands alone
    for number, line in enumerate(lines, 1):
        yield from _field(line, together=number < len(lines) and (number == 1 or len(lines) <= _SHORT))


def _field(line: Line, together: bool) -> Iterator[_Row]:
    """The field, and what it was and is beside it; both wrap."""
    right = _EDGE + _FIELD + _GAP
    names = wrap(line.field, _FIELD, SMALL)
    values = wrap(
        _("{before} → {after}").format(before=line.before or "–", after=line.after or "–"),
        _WIDTH - _EDGE - right,
        SMALL,
    )
    for number in range(max(len(names), len(values))):
        pieces = []
        if number < len(names):
            pieces.append((_EDGE, names[number], SMALL, PRINT.muted, False))
        if number < len(values):
            pieces.append((right, values[number], SMALL, PRINT.text, False))
        yield _Row(SMALL * _LEADING + (2 if not number else 0), tuple(pieces), together)


def _text(
    text: str, size: float, colour: str = PRINT.text, bold: bool = False, above: float = 0, together: bool = False
) -> Iterator[_Row]:
    for number, words in enumerate(wrap(text, _WIDTH - 2 * _EDGE, size, bold)):
        yield _Row(size * _LEADING + (0 if number else above), ((_EDGE, words, size, colour, bold),), together)
