"""What is said of a bubble: on its card, among the facts at the right, and to a screen reader."""

from kpkportfolio.charts.bubble_axes import Axis, extent_text
from kpkportfolio.charts.bubbles import BubbleChart
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import label
from kpkportfolio.text import _

Fact = tuple[str, str]


def axes_of(chart: BubbleChart) -> list[Axis]:
    """The quantities a chart shows, each once: across, along, size."""
    found: dict[str, Axis] = {}
    for axis in (chart.x.axis, chart.y.axis, chart.size):
        if axis is not None:
            found.setdefault(axis.key, axis)
    return list(found.values())


def facts(chart: BubbleChart, row: InitiativeRow) -> list[Fact]:
    """Each quantity with its value, unknown in words."""
    found = []
    for axis in axes_of(chart):
        extent = axis.range(row)
        found.append((axis.label, extent_text(axis, extent, unit=True) if extent else _("not known")))
    return found


def second_line(row: InitiativeRow) -> str:
    """Whose it is and how far: ``Espoon kaupunki · Toteutus``."""
    parts = [row.organisation, label(row.status) if row.status else None]
    return " · ".join(part for part in parts if part)


def spoken(chart: BubbleChart, row: InitiativeRow) -> str:
    """One sentence for a screen reader."""
    parts = [row.title, *(f"{name} {value}" for name, value in facts(chart, row))]
    if row.programme:
        parts.append(row.programme)
    if second := second_line(row):
        parts.append(second)
    return ", ".join(parts)


def short(axis: Axis, extent: tuple[float, float]) -> str:
    """A value for a list: its range where it is money, else as few digits as tell it apart."""
    low, high = extent
    if not axis.money and not axis.year:
        low, high = float(f"{low:.2g}"), float(f"{high:.2g}")
    return extent_text(axis, (low, high))
