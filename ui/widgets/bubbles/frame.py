"""Where everything lies at one size and zoom: axes, discs, reserved boxes and names. Nothing is painted here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFont, QFontMetricsF

from kpkportfolio.charts.bubble_axes import Scale, zoomed
from kpkportfolio.charts.bubble_look import hidden_middles
from kpkportfolio.charts.bubbles import BubbleChart, label_order
from kpkportfolio.charts.labels import Box, Disc, Placement, covered, place_labels
from ui.theme.theme import font
from ui.theme.tokens import BUBBLES, FontRole
from ui.widgets.bubbles.nearest import Places
from ui.widgets.bubbles.window import Window

TOP, RIGHT, BOTTOM = 44.0, 24.0, 66.0
_LEAST_LEFT, _EDGE = 60.0, 20.0
LABELS_MOST = 300
"""Names beyond those of the greatest impact are not tried: no screen has room for them."""
AT_ONCE = 120
"""Up to this many bubbles their names are placed at once (25 ms); more are placed off the UI thread."""

Fractions = tuple[float, float]


class Type:
    """The fonts of the chart and their measures, made once; widths of words are remembered."""

    def __init__(self) -> None:
        roles = (FontRole.HINT, FontRole.SMALL, FontRole.SMALL_STRONG, FontRole.STRONG, FontRole.SECTION)
        self.fonts: dict[FontRole, QFont] = {role: font(role) for role in roles}
        self.metrics = {role: QFontMetricsF(one) for role, one in self.fonts.items()}
        self._widths: dict[tuple[FontRole, str], float] = {}

    def width(self, text: str, role: FontRole) -> float:
        key = (role, text)
        if key not in self._widths:
            if len(self._widths) > 20_000:
                self._widths.clear()
            self._widths[key] = self.metrics[role].horizontalAdvance(text)
        return self._widths[key]

    def height(self, role: FontRole) -> float:
        return self.metrics[role].height()


@dataclass(frozen=True, slots=True)
class QuadrantWords:
    """A quadrant's name and count in their box; ``right`` sets them to its right edge."""

    box: Box
    name: str
    summary: str
    right: bool


@dataclass(frozen=True)
class Frame:
    """One chart at one size and zoom.

    Attributes:
        box: the plot itself; ``discs`` outside it are not seen.
        discs: a disc for each bubble of the chart, in its order.
        spots: the names that have found room, by bubble; None until they are placed.
        homeless: the bubbles whose name found none.
    """

    chart: BubbleChart
    size: QSizeF
    window: Window
    box: Box
    x: Scale
    y: Scale
    discs: tuple[Disc, ...]
    quadrants: tuple[QuadrantWords, ...]
    spots: Mapping[int, Placement] | None = None
    homeless: tuple[int, ...] = ()

    @cached_property
    def places(self) -> Places:
        return Places(self.discs)

    @cached_property
    def covered(self) -> set[int]:
        """Bubbles large enough for a number whose middle another one hides: none is written into them."""
        return hidden_middles(self.discs, BUBBLES.number_from)

    @cached_property
    def seen(self) -> list[int]:
        """The bubbles of which at least a part lies in the plot."""
        box = self.box
        return [
            index
            for index, (x, y, r) in enumerate(self.discs)
            if x + r > box.left and x - r < box.right and y + r > box.top and y - r < box.bottom
        ]

    def point(self, at: Fractions) -> tuple[float, float]:
        """Where a place told in fractions of the chart's own scales lies, px."""
        return spot(self.box, self.window, at)

    def value_x(self, value: float) -> float:
        """Where a value lies across, px."""
        return self.point((self.chart.x.fraction(value), 0.0))[0]

    def value_y(self, value: float) -> float:
        """Where a value lies along, px."""
        return self.point((0.0, self.chart.y.fraction(value)))[1]


def spot(box: Box, window: Window, at: Fractions) -> tuple[float, float]:
    """Where fractions of the chart's own scales lie in a plot that shows a part of them, px."""
    x = (at[0] - window.left) / (window.right - window.left)
    y = (at[1] - window.bottom) / (window.top - window.bottom)
    return box.left + (box.right - box.left) * x, box.bottom - (box.bottom - box.top) * y


class Spread(NamedTuple):
    """A chart with what is the same at every size and zoom: for ten thousand bubbles it is made off the UI thread.

    Attributes:
        at: each bubble's place in fractions of the chart's scales.
        order: the bubbles in the order in which their names are given room.
    """

    chart: BubbleChart
    at: Sequence[Fractions]
    order: Sequence[int]

    @classmethod
    def of(cls, chart: BubbleChart) -> "Spread":
        """Work it out."""
        at = [(chart.x.fraction(bubble.x), chart.y.fraction(bubble.y)) for bubble in chart.bubbles]
        return cls(chart, at, label_order(chart.bubbles))


def make_frame(spread: Spread, size: QSizeF, window: Window, type_: Type) -> Frame:
    """Lay out a chart. Names are placed afterwards."""
    chart = spread.chart
    x, y = zoomed(chart.x, window.left, window.right), zoomed(chart.y, window.bottom, window.top)
    widest = max((type_.width(tick.text, FontRole.SMALL) for tick in y.ticks), default=0.0)
    left = max(_LEAST_LEFT, widest + _EDGE)
    box = Box(left, TOP, max(size.width() - RIGHT, left + 40), max(size.height() - BOTTOM, TOP + 40))
    across, along = box.right - box.left, box.bottom - box.top
    step_x, step_y = across / (window.right - window.left), along / (window.top - window.bottom)
    first_x, first_y = box.left - window.left * step_x, box.bottom + window.bottom * step_y
    discs = tuple(
        Disc(first_x + fx * step_x, first_y - fy * step_y, bubble.radius)
        for (fx, fy), bubble in zip(spread.at, chart.bubbles, strict=True)
    )
    frame = Frame(chart, size, window, box, x, y, discs, ())
    return Frame(chart, size, window, box, x, y, discs, _quadrants(frame, type_))


def _quadrants(frame: Frame, type_: Type) -> tuple[QuadrantWords, ...]:
    chart, box = frame.chart, frame.box
    if chart.x.line is None or chart.y.line is None:
        return ()
    line_x = min(max(frame.value_x(chart.x.line), box.left), box.right)
    line_y = min(max(frame.value_y(chart.y.line), box.top), box.bottom)
    found = []
    for quadrant in chart.quadrants:
        name_width = type_.width(quadrant.name, FontRole.SECTION) if quadrant.name else 0.0
        width = max(name_width, type_.width(quadrant.summary, FontRole.SMALL))
        height = type_.height(FontRole.SMALL) + (type_.height(FontRole.SECTION) if quadrant.name else 0.0)
        room_left, room_right = (line_x, box.right) if quadrant.right else (box.left, line_x)
        room_top, room_bottom = (box.top, line_y) if quadrant.upper else (line_y, box.bottom)
        # a quarter zoomed out of sight, or too narrow for its own name, goes without
        if room_right - room_left < width + 20 or room_bottom - room_top < height + 12:
            continue
        top = room_top + 6 if quadrant.upper else room_bottom - 8 - height
        level = [disc for disc in frame.discs if disc.y - disc.r < top + height and disc.y + disc.r > top]
        sides = [Box(left, top, left + width, top + height) for left in (room_left + 12, room_right - 12 - width)]
        # in the outer corner, above at the left and below at the right, unless the other one hides fewer bubbles
        sides = sides if quadrant.upper else sides[::-1]
        words = min(sides, key=lambda box: sum(covered(box, disc) for disc in level))
        found.append(QuadrantWords(words, quadrant.name, quadrant.summary, words.left > room_left + 12))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Naming:
    """All that placing the names needs, without a font: it can be done in another thread."""

    frame: Frame
    texts: tuple[str, ...]
    order: tuple[int, ...]
    measures: Mapping[str, tuple[float, float]]

    def placed(self) -> Frame:
        """The frame with its names."""
        frame = self.frame
        spots, homeless = place_labels(
            frame.discs,
            self.texts,
            self.order,
            self.measures.__getitem__,
            frame.box,
            [words.box for words in frame.quadrants],
        )
        return Frame(
            frame.chart,
            frame.size,
            frame.window,
            frame.box,
            frame.x,
            frame.y,
            frame.discs,
            frame.quadrants,
            {spot.bubble: spot for spot in spots},
            tuple(homeless),
        )


def naming(frame: Frame, type_: Type, order: Sequence[int]) -> Naming:
    """Measure the names to place: the first in ``order`` among the bubbles that are seen."""
    seen = set(frame.seen) if not frame.window.whole else None
    bubbles = frame.chart.bubbles
    order = [index for index in order if seen is None or index in seen]
    texts = tuple(bubble.name for bubble in bubbles)
    height = type_.height(FontRole.SMALL) - 1
    measures = {texts[index]: (type_.width(texts[index], FontRole.SMALL), height) for index in order[:LABELS_MOST]}
    return Naming(frame, texts, tuple(order[:LABELS_MOST]), measures)
