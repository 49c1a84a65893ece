"""The pictures that lie below what changes all the time: painted once, and again when what they show is new."""

from collections.abc import Mapping, Sequence

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
        self._marks: _Kept = None
        self._many: _Kept = None
        self._stamps: tuple[object, marks.Stamps] = (None, marks.Stamps())

    def forget(self) -> None:
        """Another chart, size or zoom is shown."""
        self._ground = self._marks = None

    def forget_marks(self) -> None:
        """Other names or rings are shown."""
        self._marks = None

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

    def marks(self, frame: Frame, type_: Type, earlier: Mapping[str, Fractions]) -> QPixmap:
        """Rings of where bubbles stood, the bubbles, the names of quadrants and bubbles."""
        key = self._key()
        if self._marks is None or self._marks[0] != key:
            picture = self._blank(QColor(0, 0, 0, 0))
            painter = QPainter(picture)
            if earlier:
                marks.paint_rings(painter, frame, earlier)
            if self._stamps[0] != (*key, id(frame.chart)):
                self._stamps = ((*key, id(frame.chart)), marks.Stamps())
            marks.paint_bubbles(painter, frame, key[1], self._stamps[1])
            ground.paint_words(painter, frame, type_)
            marks.paint_names(painter, frame, type_)
            painter.end()
            self._marks = (key, picture)
        return self._marks[1]

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
