"""Investment by year and impact as it accrues, side by side and never netted."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QRectF

from kpkportfolio.charts.impact import IMPACTS, build_impact
from kpkportfolio.model.rows import ImpactRow, InitiativeRow, MoneyRow
from kpkportfolio.model.vocabulary import MoneyKind
from kpkportfolio.text import _, format_millions, format_number
from ui.presenting.brush import Brush
from ui.presenting.look import BODY, NOTE

_MILLION = 100_000_000
_BAR = 54


class Column(NamedTuple):
    """One year: the solid part and the whole, in cents, and what is written above; all None when unknown."""

    year: int
    solid: int | None
    whole: int | None
    told: str


def investment_columns(money: Sequence[MoneyRow]) -> list[Column]:
    """ICT investment by year: solid is spent, the whole is spent or planned, whichever is more."""
    found: dict[int, Column] = {}
    for row in money:
        if row.kind is not MoneyKind.ICT_INVESTMENT or row.year is None:
            continue
        known = [one for one in (row.likely, row.max, row.min) if one is not None]
        whole = known[0] if known else row.actual
        if row.actual is not None and whole is not None:
            whole = max(whole, row.actual)
        low, high = (row.min, row.max) if row.min is not None and row.max is not None else (whole, whole)
        if whole is not None:
            found[row.year] = Column(row.year, row.actual, whole, format_millions(low, high))
    return _unbroken(found)


def impact_columns(impact: Sequence[ImpactRow]) -> list[Column]:
    """Impact accrued by the end of each year: solid at least, the whole at most."""
    chart = build_impact([], impact)
    found = {}
    for place, year in enumerate(chart.years):
        total = chart.total(IMPACTS, place)
        if total is not None:
            found[year] = Column(year, total.low, total.high, format_millions(total.low, total.high))
    return _unbroken(found)


def _unbroken(found: dict[int, Column]) -> list[Column]:
    if not found:
        return []
    return [found.get(year, Column(year, None, None, "")) for year in range(min(found), max(found) + 1)]


def investment(b: Brush, box: QRectF, row: InitiativeRow, money: Sequence[MoneyRow], today: date) -> None:
    """The left chart: what it costs."""
    colour = b.palette.programme_colour(row.programme_number) if row.programme_number else b.palette.investment
    total = format_millions(row.investment_min, row.investment_max)
    keys = [(colour, "", _("spent")), (b.palette.tint(colour), colour, _("planned"))]
    columns = investment_columns(money)
    _chart(b, box, _("Investment by year, M€"), total or _("not known"), keys, columns, colour)


def impact(b: Brush, box: QRectF, row: InitiativeRow, rows: Sequence[ImpactRow]) -> None:
    """The right chart: what it brings."""
    colour = b.palette.impact
    total = format_millions(row.impact_min, row.impact_max)
    keys = [
        (colour, "", _("at least")),
        (b.palette.tint(colour), colour, _("at most")),
        ("", "", _("Investment is not subtracted")),
    ]
    _chart(b, box, _("Impact accrued, M€"), total or _("not estimated"), keys, impact_columns(rows), colour)


def _chart(
    b: Brush,
    box: QRectF,
    title: str,
    total: str,
    keys: Sequence[tuple[str, str, str]],
    columns: Sequence[Column],
    colour: str,
) -> None:
    wide = b.width(total, BODY, True)
    taken = b.paragraph(box.left(), box.top(), box.width() - wide - b.px(12), title, BODY, bold=True, most=2)
    b.text(box.right(), box.top(), total, BODY, bold=True, align="right")
    y = box.top() + taken
    if not columns:
        b.text(box.left(), y, _("No figures by year"), NOTE, b.palette.muted, most=box.width())
        return
    x = box.left()
    side = b.px(14)
    for fill, edge, words in keys:
        room = box.right() - x
        if b.width(words, NOTE) > room - (side if fill else 0):
            break
        if fill:
            b.box(x, y + b.line_height(NOTE) / 2 - side / 2, side, side, fill, edge)
            x += side + b.px(6)
        x += b.text(x, y, words, NOTE, b.palette.muted) + b.px(16)
    top = y + 2 * b.line_height(NOTE)
    bottom = box.bottom() - b.line_height(NOTE) - b.px(6)
    _bars(b, QRectF(box.left(), top, box.width(), max(1.0, bottom - top)), columns, colour)


def _bars(b: Brush, plot: QRectF, columns: Sequence[Column], colour: str) -> None:
    most = max((one.whole or 0) for one in columns) or 1
    step = ceiling(most)
    lines = [0, step] if step >= most else [0, step, 2 * step]
    if plot.height() < 3 * b.line_height(NOTE):
        lines = [0, lines[-1]]
    scale = max(lines[-1], most)
    words = [
        format_number(line / _MILLION, 0 if line % _MILLION == 0 else 1 if line % (_MILLION // 10) == 0 else 2)
        for line in lines
    ]
    x0 = plot.left() + max(b.width(one, NOTE) for one in words) + b.px(10)
    for line, told in zip(lines, words, strict=True):
        y = plot.bottom() - plot.height() * line / scale
        b.rule(x0, y, plot.right(), b.palette.line if line else b.palette.edge)
        b.text(x0 - b.px(10), y - b.line_height(NOTE) / 2, told, NOTE, b.palette.muted, align="right")
    room = (plot.right() - x0) / len(columns)
    thick = min(b.px(_BAR), room * 0.7)
    # every second year is named where all would run into each other
    every = 1 if room > b.width("2010", NOTE) + b.px(6) else 2 if 2 * room > b.width("2010", NOTE) else 4
    crowded = any(b.width(one.told, NOTE, True) > room * (2 if every > 1 else 1) for one in columns)
    for place, one in enumerate(columns):
        x = x0 + room * (place + 0.5)
        if place % every == 0:
            b.text(x, plot.bottom() + b.px(4), str(one.year), NOTE, b.palette.muted, align="center")
        if one.whole is None:
            continue
        high = plot.height() * one.whole / scale
        b.box(x - thick / 2, plot.bottom() - high, thick, high, b.palette.tint(colour), colour, 1.5)
        if one.solid:
            solid = plot.height() * one.solid / scale
            b.box(x - thick / 2, plot.bottom() - solid, thick, solid, colour)
        if not crowded or place == len(columns) - 1:
            reach = b.width(one.told, NOTE, True) / 2
            b.text(
                min(x, plot.right() - reach),
                plot.bottom() - high - b.line_height(NOTE),
                one.told,
                NOTE,
                bold=True,
                align="center",
            )


def ceiling(most: int) -> int:
    """A round number of cents, 1, 2 or 5 times a power of ten, that once or twice reaches ``most``."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if 2 * step * factor >= most:
                return step * factor
        step *= 10
