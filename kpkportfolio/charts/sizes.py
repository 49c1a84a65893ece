"""What a sheet and a window have in common: points from the upper left corner, and the sizes of letters."""

from typing import Literal

Point = tuple[float, float]
Align = Literal["left", "center", "right"]

AXIS = 8.25
SMALL = 9.0
BODY = 9.75
SECTION = 11.25
TITLE = 13.5
"""Type sizes of the design tokens in points (11, 12, 13, 15 and 18 px)."""
