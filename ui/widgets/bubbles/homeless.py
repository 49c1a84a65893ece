"""The bubbles whose names found no room, as a list."""

from kpkportfolio.charts.bubbles import ColourBy
from kpkportfolio.text import _
from ui.widgets.bubbles.frame import Frame
from ui.widgets.bubbles.unplaced import MOST, Entry
from ui.widgets.bubbles.words import short


def homeless(frame: Frame, by: ColourBy) -> tuple[list[Entry], int]:
    """Those that were tried in vain, then those that were not tried for there are too many; with their values.

    As many entries as a list takes, and how many there are in all.
    """
    named = frame.spots or {}
    tried = set(frame.homeless)
    indices = [*frame.homeless, *(index for index in frame.seen if index not in named and index not in tried)]
    chart = frame.chart
    entries = []
    for index in indices[:MOST]:
        bubble = chart.bubbles[index]
        numbered = by in ("programme", "organisation") and bubble.number is not None
        glyph = f"programme:{bubble.number if numbered else ''}"
        if by == "status" and bubble.status is not None:
            glyph = f"status:{bubble.status}"
        elif by == "health":
            glyph = f"health:{bubble.health or ''}"
        values = f"{short(chart.x.axis, bubble.x_range)} · {short(chart.y.axis, bubble.y_range)}"
        entries.append(Entry(bubble.id, glyph, bubble.name, values, _("Show")))
    return entries, len(indices)
