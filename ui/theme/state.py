"""The palette on the screen now, asked while painting."""

from PySide6.QtGui import QColor

from kpkportfolio.charts.palette import LIGHT, Palette


class _State:
    palette: Palette = LIGHT


def current() -> Palette:
    """The palette on the screen now. Ask it each time; the system may turn dark at any moment."""
    return _State.palette


def show(palette: Palette) -> None:
    """Makes ``palette`` the current one; ``Theme`` calls it."""
    _State.palette = palette


def colour(name: str) -> QColor:
    """A colour of the current palette by its token, such as ``colour("muted")``; or any ``#RRGGBB``."""
    return QColor(name if name.startswith("#") else getattr(_State.palette, name))
