"""The pictures that lie below what changes all the time: painted once, and again when what they show is new."""

from collections.abc import Iterator, Mapping, Sequence
from time import perf_counter

from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from kpkportfolio.charts.labels import Disc
from ui.theme.state import current
from ui.widgets.bubbles import ground, marks, overlay
from ui.widgets.bubbles.frame import Fractions, Frame, Type

_Kept = tuple[object, QPixmap] | None


class Layers:
    """The kept layers of one widget; another palette or screen makes them anew."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._ground: _Kept = None
        self._bubbles: _Kept = None
        self._names: _Kept = None
        self._many: _Kept = None
        self._begun: Iterator[None] | None = None
        self._stamps: tuple[object, marks.Stamps] = (None, marks.Stamps())

    def forget(self) -> None:
        """Another chart, size or zoom is shown."""
        self._begun = None
        self._ground = self._bubbles = self._names = None

    def forget_bubbles(self) -> None:
        """Other rings are shown."""
        self._begun = self._bubbles = None

    def forget_names(self) -> None:
        """Other names are shown."""
        self._names = None

    # --- bit by bit ---------------------------------------------------------------------------------------------

    @property
    def begun(self) -> bool:
        """Whether bubbles are being painted bit by bit."""
        return self._begun is not None

    def begin(self, frame: Frame, earlier: Mapping[str, Fractions]) -> None:
        """Paint the bubbles bit by bit, so that nobody waits for them; what is kept is shown in the meantime."""
        self._begun = self._painting(frame, earlier)

    def go_on(self, seconds: float) -> None:
        """Paint for that long; at the end everything is new at once."""
        if self._begun is None:
            return
        until = perf_counter() + seconds
        for _step in self._begun:
            if perf_counter() >= until:
                return
        self._begun = None
        self._ground = self._names = None

    def paint_kept(self, painter: QPainter) -> None:
        """What was shown before, while the new bubbles are being painted."""
        painter.fillRect(self._widget.rect(), self._widget.palette().base())
        for kept in (self._ground, self._bubbles, self._names):
            if kept is not None:
                painter.drawPixmap(0, 0, kept[1])

    def _painting(self, frame: Frame, earlier: Mapping[str, Fractions]) -> Iterator[None]:
        key = self._key()
        picture = self._blank(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        try:
            if earlier:
                marks.paint_rings(painter, frame, earlier)
            if self._stamps[0] != key:
                self._stamps = (key, marks.Stamps())
            yield from marks.paint_bubbles(painter, frame, key[1], self._stamps[1])
        finally:
            painter.end()
        self._bubbles = (key, picture)

    # --- the layers ---------------------------------------------------------------------------------------------

    def ground(self, frame: Frame, type_: Type) -> QPixmap:
        """Axes, grid and lines."""
        key = self._key()
        if self._ground is None or self._ground[0] != key:
            picture = self._blank(self._widget.palette().base().color())
            painter = QPainter(picture)
            ground.paint_ground(painter, frame, type_, key[1])
            painter.end()
            self._ground = (key, picture)
        return self._ground[1]

    def bubbles(self, frame: Frame, earlier: Mapping[str, Fractions]) -> QPixmap:
        """Rings of where bubbles stood, and the bubbles."""
        if self._bubbles is None or self._bubbles[0] != self._key():
            for _step in self._painting(frame, earlier):
                pass
        assert self._bubbles is not None
        return self._bubbles[1]

    def names(self, frame: Frame, type_: Type) -> QPixmap:
        """The names of quadrants and bubbles."""
        key = self._key()
        if self._names is None or self._names[0] != key:
            picture = self._blank(QColor(0, 0, 0, 0))
            painter = QPainter(picture)
            ground.paint_words(painter, frame, type_)
            marks.paint_names(painter, frame, type_)
            painter.end()
            self._names = (key, picture)
        return self._names[1]

    def many(self, frame: Frame, type_: Type, selected: Sequence[int]) -> QPixmap:
        """The rings of a large selection, kept while the mouse moves over it."""
        key = (*self._key(), tuple(selected), frame.discs)
        if self._many is None or self._many[0] != key:
            picture = self._blank(QColor(0, 0, 0, 0))
            painter = QPainter(picture)
            overlay.paint_selection(painter, frame, type_, list(selected), None)
            painter.end()
            self._many = (key, picture)
        return self._many[1]

    def _key(self) -> tuple[str, float]:
        return current().name, self._widget.devicePixelRatioF()

    def _blank(self, fill: QColor) -> QPixmap:
        ratio = self._widget.devicePixelRatioF()
        picture = QPixmap(self._widget.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(fill)
        return picture


def paint_moving(painter: QPainter, frame: Frame, type_: Type, places: Mapping[str, Fractions]) -> None:
    """The bubbles on their way from one moment to another, without names."""
    ground.paint_words(painter, frame, type_)
    marks.clip_to(painter, frame)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    brush = marks.Brush(frame.chart)
    for bubble in frame.chart.bubbles:
        at = places.get(bubble.id)
        if at is not None:
            x, y = frame.point(at)
            brush.paint(painter, bubble, Disc(x, y, bubble.radius), inside=True)
