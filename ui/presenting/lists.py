"""Slides of words: what has changed since the last meeting, what this one has decided, a heading of the agenda."""

from collections.abc import Sequence
from typing import NamedTuple

from ui.presenting.brush import Brush
from ui.presenting.look import BODY, FACT, NOTE, TITLE

_EDGE = 28


class Line(NamedTuple):
    """What a line begins with (a deed, a number), what it is about, and what is said of it."""

    mark: str
    title: str
    told: str


def paint_text(b: Brush, width: float, _height: float, title: str, text: str) -> float:
    """Paint a heading and paragraphs under it; the height that takes."""
    left, right = b.px(_EDGE), width - b.px(_EDGE)
    y = b.px(18)
    y += b.paragraph(left, y, right - left, title, TITLE, bold=True, most=3) + b.px(10)
    b.rule(left, y, right)
    y += b.px(12)
    for line in text.splitlines():
        y += b.paragraph(left, y, right - left, line, FACT, most=20) if line.strip() else b.line_height(FACT)
    return y + b.px(12)


def paint(
    b: Brush, width: float, _height: float, title: str, below: str, lines: Sequence[Line], note: str = ""
) -> float:
    """Paint a heading, a muted line and the lines; the height that takes."""
    left, right = b.px(_EDGE), width - b.px(_EDGE)
    y = b.px(18)
    y += b.paragraph(left, y, right - left, title, TITLE, bold=True, most=2) + b.px(2)
    y += b.paragraph(left, y, right - left, below, FACT, b.palette.muted, most=3) + b.px(10)
    b.rule(left, y, right)
    y += b.px(10)
    column = max((b.width(line.mark, BODY) for line in lines), default=0.0) + b.px(18)
    for line in lines:
        b.text(left, y, line.mark, BODY, b.palette.muted)
        x = left + column
        y += b.paragraph(x, y, right - x, line.title, BODY, bold=True, most=2)
        if line.told:
            y += b.paragraph(x, y, right - x, line.told, BODY, most=3)
        y += b.px(6)
        b.rule(left, y, right, b.palette.line)
        y += b.px(6)
    if note:
        y += b.px(4) + b.paragraph(left, y + b.px(4), right - left, note, NOTE, b.palette.muted)
    return y + b.px(12)
