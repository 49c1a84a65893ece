"""The part of the axes that is looked at, in fractions of the whole: zooming and moving it."""

from typing import NamedTuple

_MOST_ZOOM = 40.0


class Window(NamedTuple):
    """From ``left`` to ``right`` and ``bottom`` to ``top``; 0 and 1 are the ends of the chart's own scales."""

    left: float = 0.0
    right: float = 1.0
    bottom: float = 0.0
    top: float = 1.0

    @property
    def whole(self) -> bool:
        return self == WHOLE

    def zoomed(self, factor: float, x: float, y: float) -> "Window":
        """``factor`` times closer, with the point at the fractions ``x`` and ``y`` of this window kept in place.

        Never wider than the whole, never closer than 40 times.
        """
        across = min(max((self.right - self.left) / factor, 1 / _MOST_ZOOM), 1.0)
        along = min(max((self.top - self.bottom) / factor, 1 / _MOST_ZOOM), 1.0)
        left = self.left + (self.right - self.left - across) * x
        bottom = self.bottom + (self.top - self.bottom - along) * y
        return Window(left, left + across, bottom, bottom + along)._kept()

    def moved(self, x: float, y: float) -> "Window":
        """Moved by shares of its own width and height, but not over the ends."""
        across, along = (self.right - self.left) * x, (self.top - self.bottom) * y
        return Window(self.left + across, self.right + across, self.bottom + along, self.top + along)._kept()

    def _kept(self) -> "Window":
        across, along = self.right - self.left, self.top - self.bottom
        left = min(max(self.left, 0.0), 1 - across)
        bottom = min(max(self.bottom, 0.0), 1 - along)
        return Window(left, left + across, bottom, bottom + along)


WHOLE = Window()
