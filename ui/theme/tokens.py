"""Sizes, type and zooms of the window, in logical px at 100 %. Colours are ``kpkportfolio.charts.palette``.

Qt multiplies logical px by the screen's scale, so these never are; what holds text grows with the
font instead (:func:`row_height`).
"""

import math
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths of the design, logical px."""

    space_1: int = 4
    space_2: int = 8
    space_3: int = 12
    space_4: int = 16
    space_5: int = 20
    space_6: int = 24
    cell_inset: int = 8
    page_edge: int = 16
    corner: int = 4
    corner_small: int = 2
    navigation: int = 200
    details: int = 348
    details_least: int = 320
    page_header: int = 48
    tool_row: int = 52
    status_bar: int = 24
    control: int = 28
    row: int = 28
    row_two_lines: int = 44
    row_pair: int = 72
    facet: int = 24
    table_header: int = 44
    total_row: int = 36
    key_hint: int = 18
    icon: int = 16
    glyph: int = 14
    swatch: int = 16
    accent_bar: int = 3
    focus: int = 2
    narrow_table: int = 880
    """Under this width of a table the schedule bar goes first; its end date stays."""
    narrow_window: int = 1100
    """Under this width of a window the details take the page's place and the facets fold."""


@dataclass(frozen=True, slots=True)
class GanttSizes:
    """Lengths of the interactive Gantt, logical px."""

    bar: int = 14
    bar_top: int = 7
    bracket: int = 5
    bracket_foot: int = 4
    ghost: int = 3
    ghost_gap: int = 2
    ghost_tick: int = 6
    milestone: int = 12
    open_arrow: int = 8
    phases_row: int = 24
    years_row: int = 20
    quarters_row: int = 20
    grip_width: int = 6
    grip_height: int = 12


@dataclass(frozen=True, slots=True)
class BubbleSizes:
    """Lengths of the bubble chart, logical px."""

    radius_least: int = 6
    radius_most: int = 28
    number_from: int = 8
    hit_area: int = 24
    leader_most: int = 66
    halo: int = 3
    ring_gap: int = 3
    moved_ring: int = 7


@dataclass(frozen=True, slots=True)
class Zooms:
    """Gantt zooms, px a month."""

    decade: float = 3
    year: float = 12
    quarter: float = 36
    month: float = 120
    week: float = 280


class FontRole(Enum):
    """A use of type: its share of the application font's size, and whether it is semi-bold."""

    HINT = (0.85, False)
    SMALL = (0.92, False)
    SMALL_STRONG = (0.92, True)
    BODY = (1.0, False)
    STRONG = (1.0, True)
    SECTION = (1.15, True)
    TITLE = (1.38, True)
    PROJECTOR_NOTE = (1.23, False)
    PROJECTOR_BODY = (1.38, False)
    PROJECTOR_FACT = (1.54, True)
    PROJECTOR_TITLE = (2.77, True)

    @property
    def scale(self) -> float:
        return float(self.value[0])

    @property
    def strong(self) -> bool:
        return bool(self.value[1])


SIZES = Sizes()
GANTT = GanttSizes()
BUBBLES = BubbleSizes()
ZOOMS = Zooms()

LEAST_TEXT = 11
"""No text on the screen is smaller, px."""

MOTION_MS = 150
"""Bubbles between snapshots; the only motion there is."""


def row_height(font_height: float, lines: int = 1) -> int:
    """Height of a row of ``lines`` lines: the text and 12, rounded up to 4 (28 and 44 with a 13 px font)."""
    return math.ceil((font_height * lines + 12) / 4) * 4
