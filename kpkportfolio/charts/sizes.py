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

COLUMNS = ("status", "done", "start", "end")
"""The columns of a printed Gantt beside the titles, in their order."""
USUAL_COLUMNS = ("status", "done", "end")

POINTS_PER_MM = 72 / 25.4
