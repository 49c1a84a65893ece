"""The facts of what is selected: one bubble's values and how they have changed, or several bubbles' sums."""

from collections.abc import Mapping, Sequence

from kpkportfolio.charts.bubble_axes import Axis, extent_text
from kpkportfolio.charts.bubbles import BubbleChart
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.text import _, format_number, ngettext
from ui.widgets.bubbles.words import Fact, axes_of, facts


def told(
    chart: BubbleChart, rows: Sequence[InitiativeRow], since: str, earlier: Mapping[str, InitiativeRow]
) -> tuple[str, list[Fact]]:
    """A name and facts; without a selection a sentence that says how to select, and no facts.

    Args:
        since: the chosen snapshot's name, empty for none.
        earlier: its rows by id.
    """
    if not rows:
        return _("Click a bubble, draw a box around several, or go with the arrow keys."), []
    if len(rows) == 1:
        row = rows[0]
        return row.title, [*facts(chart, row), *(_changes(chart, row, since, earlier) if since and earlier else [])]
    n = len(rows)
    name = ngettext("{n} initiative", "{n} initiatives", n).format(n=format_number(n))
    return name, [fact for axis in axes_of(chart) if axis.money for fact in _sums(axis, rows)]


def _sums(axis: Axis, rows: Sequence[InitiativeRow]) -> list[Fact]:
    """The sum of what is known, and of how many it is not: unknown adds nothing and is said."""
    known = [extent for row in rows if (extent := axis.range(row)) is not None]
    if not known:
        return [(axis.label, _("not known"))]
    total = (sum(low for low, _high in known), sum(high for _low, high in known))
    found = [(axis.label, extent_text(axis, total, unit=True))]
    if len(known) < len(rows):
        missing = format_number(len(rows) - len(known))
        found.append((axis.missing[:1].upper() + axis.missing[1:], missing))
    return found


def _changes(chart: BubbleChart, row: InitiativeRow, since: str, earlier: Mapping[str, InitiativeRow]) -> list[Fact]:
    before = earlier.get(row.id)
    if before is None:
        return [(_("In the snapshot {name}").format(name=since), _("not there yet"))]
    found = []
    for axis in axes_of(chart):
        was, now = axis.range(before), axis.range(row)
        if was != now:
            head = _("{quantity}, change since {name}").format(quantity=axis.label, name=since)
            found.append((head, _change(axis, was, now)))
    return found or [(_("Since the snapshot {name}").format(name=since), _("no change"))]


def _change(axis: Axis, was: tuple[float, float] | None, now: tuple[float, float] | None) -> str:
    if was is None or now is None:
        return " → ".join(extent_text(axis, side, unit=True) if side else _("not known") for side in (was, now))
    low, high = now[0] - was[0], now[1] - was[1]
    if axis.year or abs(low - high) > 1e-9 * max(abs(low), abs(high), 1e-9):
        return f"{extent_text(axis, was)} → {extent_text(axis, now, unit=True)}"
    sign = "+" if low > 0 else "\u2212"
    return sign + extent_text(axis, (abs(low), abs(low)), unit=True)
