"""Where a slide is painted; larger than its place when the letters are made large, and scrolled then."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from kpkportfolio.charts.palette import PROJECTOR
from ui.presenting.brush import Brush
from ui.presenting.look import projected

Painting = Callable[[Brush, float, float], float]
"""Paints a slide of a width and at least a height in pixels, and gives the height it takes."""


class _Ground(QWidget):
    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.painting: Painting | None = None
        self.unit = self.zoom = 1.0
        self.least = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), PROJECTOR.base)
        if self.painting is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            with projected():
                self.painting(Brush(painter, self.unit, self.zoom), self.width(), self.least)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointed.emit(event.globalPosition())
        super().mouseMoveEvent(event)


class Sheet(QScrollArea):
    """Signals: ``pointed`` carries where on the screen the pointer is; ``resized`` when its place is another."""

    pointed = Signal(object)
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "ground")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._spread = 1.0
        self._ground = _Ground()
        self._ground.setProperty("role", "sheet")
        self._ground.pointed.connect(self.pointed)
        self.setWidget(self._ground)

    @property
    def place(self) -> QSize:
        """The room there is without scrolling."""
        return self.maximumViewportSize()

    @property
    def taller(self) -> bool:
        """Whether the slide is taller than what is seen."""
        return self._ground.height() > self.place.height() + 1

    def show_slide(
        self, painting: Painting, unit: float, zoom: float, words: str, again: bool = False, spread: float = 1.0
    ) -> None:
        """Show a slide; ``words`` tell it to those who do not see it. ``again`` keeps where it is scrolled to.

        ``spread`` is how much larger than its place the slide is in both directions.
        """
        ground, self._spread = self._ground, spread
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(needed if spread > 1 else never)
        ground.painting, ground.unit, ground.zoom = painting, unit, zoom
        self.setAccessibleName(words)
        self._fit()
        if not again:
            self.verticalScrollBar().setValue(0)
            self.horizontalScrollBar().setValue(0)
        ground.update()

    def _fit(self) -> None:
        ground, room = self._ground, self.place * self._spread
        ground.least = room.height()
        if ground.painting is None:
            return
        tall = ground.painting(Brush(None, ground.unit, ground.zoom), room.width(), room.height())
        if tall > room.height() + 1 and self._spread == 1:
            bar = self.verticalScrollBar().sizeHint().width()
            width = room.width() - bar
            tall = ground.painting(Brush(None, ground.unit, ground.zoom), width, room.height())
            ground.resize(width, round(tall))
        else:
            ground.resize(room.width(), max(room.height(), round(tall)))

    def pan(self, right: int, down: int) -> bool:
        """By a third of what is seen to the right (1) or left (-1), down or up; whether there was more that way."""
        moved = False
        for bar, step, seen in (
            (self.horizontalScrollBar(), right, self.viewport().width()),
            (self.verticalScrollBar(), down, self.viewport().height()),
        ):
            before = bar.value()
            bar.setValue(before + step * seen // 3)
            moved |= bar.value() != before
        return moved

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            # the presentation has the arrow keys; a scroll area would take them
            event.ignore()
            return False
        return super().event(event)
