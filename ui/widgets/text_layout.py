"""Titles that take two lines before they are elided, measured once and remembered."""

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption


def title_lines(text: str, width: int, font: QFont, most: int = 2) -> tuple[str, ...]:
    """The text in at most ``most`` lines of ``width`` px; the last is elided when there is more."""
    return _lines(text, width, font.key(), most)


@lru_cache(maxsize=20_000)
def _lines(text: str, width: int, font_key: str, most: int) -> tuple[str, ...]:
    font = _font(font_key)
    metrics = QFontMetricsF(font)
    flat = " ".join(text.split())
    if width <= 0 or metrics.horizontalAdvance(flat) <= width:
        return (flat,)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(flat, font)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, 0))
        start = line.textStart()
        if len(lines) == most - 1:
            lines.append(metrics.elidedText(flat[start:], Qt.TextElideMode.ElideRight, width))
        else:
            lines.append(flat[start : start + line.textLength()].rstrip())
    layout.endLayout()
    return tuple(lines)


@lru_cache(maxsize=16)
def _font(key: str) -> QFont:
    font = QFont()
    font.fromString(key)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def long_titles(texts: Iterable[str], width: int, font: QFont) -> list[int]:
    """The rows whose title needs a second line in ``width`` px. Measured off the model, once."""
    metrics = QFontMetricsF(font)
    return [row for row, text in enumerate(texts) if metrics.horizontalAdvance(text) > width]
