"""The window's own icons: 16 × 16 SVG line drawings in ``resources/icons``, tinted while painting.

    button.setIcon(icon("export"))             # muted; accent when it is the current one
    button.setIcon(icon("plus", "on_accent"))  # beside the words of a primary button

An icon follows the theme and the screen's scale by itself and needs no renewal. It stands beside a
word; only close, open, expand and play may stand alone, with a tool tip and an accessible name.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kpkportfolio import paths
from ui.theme.pictures import cached
from ui.theme.state import colour, current
from ui.theme.tokens import SIZES


@lru_cache
def _source(name: str) -> bytes:
    return paths.bundled("resources", "icons", f"{name}.svg").read_bytes()


def svg(name: str, tint: str) -> bytes:
    """The drawing with its colour filled in; ``tint`` is ``#RRGGBB``. Raises FileNotFoundError."""
    return _source(name).replace(b"currentColor", tint.encode())


def paint(painter: QPainter, rect: QRectF, name: str, tint: str = "muted") -> None:
    """Draws an icon into a rectangle; ``tint`` is a colour token or ``#RRGGBB``."""
    renderer = QSvgRenderer(QByteArray(svg(name, colour(tint).name())))
    renderer.render(painter, rect)


def pixmap(name: str, tint: str = "muted", size: int = SIZES.icon, ratio: float = 1.0) -> QPixmap:
    """A cached picture of an icon; ``size`` in logical px, ``ratio`` device px per logical px."""
    tone = colour(tint).name()
    return cached(
        f"icon/{name}/{tone}/{size}",
        QSize(size, size),
        ratio,
        lambda painter: paint(painter, QRectF(0, 0, size, size), name, tone),
    )


class _TintedEngine(QIconEngine):
    """Paints a drawing in the colour of the palette that is current at that moment."""

    def __init__(self, name: str, tint: str, chosen: str) -> None:
        super().__init__()
        self._name, self._tint, self._chosen = name, tint, chosen

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        tint = self._chosen if state == QIcon.State.On else self._tint
        if mode == QIcon.Mode.Disabled:
            tint = "disabled"
        side = min(rect.width(), rect.height())
        # in a wider box at the left: the rest is the gap to a button's words
        square = QRectF(rect.left(), rect.top() + (rect.height() - side) / 2, side, side)
        paint(painter, square, self._name, tint)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        key = "/".join(
            (self._name, self._tint, self._chosen, current().name, str(size.toTuple()), mode.name, state.name)
        )
        return cached(key, size, 1.0, lambda p: self.paint(p, QRect(QPoint(0, 0), size), mode, state))

    def clone(self) -> QIconEngine:
        return _keep(_TintedEngine(self._name, self._tint, self._chosen))


# Qt holds an engine only by its address: the Python side must outlive every icon that uses it.
_engines: list[QIconEngine] = []


def _keep(engine: QIconEngine) -> QIconEngine:
    _engines.append(engine)
    return engine


@lru_cache
def icon(name: str, tint: str = "muted", chosen: str = "accent") -> QIcon:
    """An icon in ``tint``, in ``chosen`` while its button is on, and greyed while disabled.

    ``name`` is a file of ``resources/icons`` without ``.svg``; raises FileNotFoundError for another.
    """
    _source(name)
    return QIcon(_keep(_TintedEngine(name, tint, chosen)))
