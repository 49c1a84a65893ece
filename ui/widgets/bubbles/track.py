"""Snapshots and today on a line: choosing an earlier one shows where the bubbles stood then."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kpkportfolio.text import _
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button, icon_button, label

HEIGHT = 80
_INSET = 36.0
_LINE_TOP, _LOW_TOP = 22.0, 12.0
_LOW_HEIGHT = 52
_LEAST_SLOT = 72.0
_MOST_SLOT = 220.0


@dataclass(frozen=True, slots=True)
class Point:
    """A snapshot, or today (``id`` empty): its name, and the day beside it."""

    id: str
    name: str
    day: str


class Line(QWidget):
    """The points. Click one, or go with the arrow keys.

    Signals:
        chosen(int): the person chose a point by its place.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points: Sequence[Point] = ()
        self.current = 0
        self.playing: int | None = None
        self._hovered: int | None = None
        self._low = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Snapshots on a line"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(400, _LOW_HEIGHT - 4 if self._low else 60)

    def set_low(self, low: bool) -> None:
        """Points and names closer to the upper edge."""
        self._low = low
        self.updateGeometry()
        self.update()

    @property
    def _top(self) -> float:
        return _LOW_TOP if self._low else _LINE_TOP

    def show_points(self, points: Sequence[Point], current: int) -> None:
        """These points, the last of them today, with one chosen."""
        self.points, self.current = points, current
        self._describe()
        self.update()

    def show_playing(self, place: int | None) -> None:
        """Which point the bubbles have come to, while they move."""
        self.playing = place
        self.update()

    def place_x(self, place: int) -> float:
        """Where a point lies, px."""
        slot = self._slot()
        return _INSET + place * slot

    def _slot(self) -> float:
        steps = max(len(self.points) - 1, 1)
        return min((self.width() - 2 * _INSET) / steps, _MOST_SLOT)

    def _describe(self) -> None:
        if self.points:
            point = self.points[self.current]
            self.setAccessibleDescription(f"{point.name} {point.day}".strip())
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self.points) and place != self.current:
            self.current = place
            self._describe()
            self.update()
            self.chosen.emit(place)

    def _at(self, x: float) -> int | None:
        if not self.points:
            return None
        place = min(max(round((x - _INSET) / self._slot()), 0), len(self.points) - 1)
        return place if abs(self.place_x(place) - x) <= max(12.0, self._slot() / 2) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._choose(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._at(event.position().x())
        shape = Qt.CursorShape.ArrowCursor if self._hovered is None else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)
        if self._hovered is not None:
            point = self.points[self._hovered]
            self.setToolTip(f"{point.name} {point.day}".strip())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = {
            Qt.Key.Key_Left: self.current - 1,
            Qt.Key.Key_Right: self.current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self.points) - 1,
        }
        place = places.get(Qt.Key(event.key()))
        if place is None:
            super().keyPressEvent(event)
        else:
            self._choose(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        today = len(self.points) - 1
        here = self.current if self.playing is None else self.playing
        painter.setPen(QPen(colour("edge"), 1.5))
        painter.drawLine(QPointF(self.place_x(0), self._top), QPointF(self.place_x(today), self._top))
        if self.current < today:
            painter.setPen(QPen(colour("accent"), 3))
            painter.drawLine(QPointF(self.place_x(self.current), self._top), QPointF(self.place_x(today), self._top))
        for place in range(len(self.points)):
            chosen = place in (here, self.current, today)
            painter.setPen(QPen(colour("accent" if chosen or place == self._hovered else "edge"), 2))
            painter.setBrush(colour("accent" if chosen else "base"))
            radius = 7.0 if place == today else 5.0
            painter.drawEllipse(QPointF(self.place_x(place), self._top), radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), SIZES.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(self.place_x(self.current), self._top), 11, 11)
        self._labels(painter, here, today)
        painter.end()

    def _labels(self, painter: QPainter, here: int, today: int) -> None:
        """Names under the points; where they would not fit those of the chosen one, today and the first."""
        plain, strong = font(FontRole.SMALL), font(FontRole.SMALL_STRONG)
        metrics, bold = QFontMetricsF(plain), QFontMetricsF(strong)
        taken: list[tuple[float, float]] = []
        wanted = [today, self.current, here, 0, *range(len(self.points) - 1, 0, -1)]
        room = max(self._slot(), _LEAST_SLOT) - 10
        for place in dict.fromkeys(wanted):
            point = self.points[place]
            name = bold.elidedText(point.name, Qt.TextElideMode.ElideRight, max(room, 60))
            width = bold.horizontalAdvance(name)
            day = point.day if width + 5 + metrics.horizontalAdvance(point.day) <= max(room, 96) else ""
            day_width = 5 + metrics.horizontalAdvance(day) if day else 0.0
            left = min(max(self.place_x(place) - (width + day_width) / 2, 0.0), self.width() - width - day_width)
            right = left + width + day_width
            if any(left < other_right + 8 and right > other_left - 8 for other_left, other_right in taken):
                continue
            taken.append((left, right))
            chosen = place in (here, today, self.current)
            painter.setFont(strong if chosen else plain)
            painter.setPen(colour("text" if chosen else "muted"))
            base = self._top + 14 + metrics.ascent()
            painter.drawText(QPointF(left, base), name)
            if day:
                real = bold if chosen else metrics
                painter.setFont(plain)
                painter.setPen(colour("muted"))
                painter.drawText(QPointF(left + real.horizontalAdvance(name) + 5, base), day)


class Track(QWidget):
    """Play, the line, and at the right what the rings are and where the figures come from.

    Signals:
        chosen(int): the place of a point.
        play_wanted(): move the bubbles from the chosen point to today.
        snapshots_wanted(): there is none yet; the page where one is taken is wanted.
    """

    chosen = Signal(int)
    play_wanted = Signal()
    snapshots_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.play = icon_button("play", _("Move from the chosen snapshot to today"), self.play_wanted.emit)
        self.play.setProperty("kind", "framed")
        self.play.setFixedSize(SIZES.control + 8, SIZES.control)
        self.line = Line()
        self.line.chosen.connect(self.chosen)
        self._none = label(_("No snapshots yet: take one, and later see here what has moved."), tone="muted", wrap=True)
        self._take = button(_("To the snapshots"), kind="link", slot=self.snapshots_wanted.emit)
        self._rings = label("", FontRole.SMALL, "muted")
        self._source = label("", FontRole.SMALL, "muted")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        for one in (self._rings, self._source):
            one.setAlignment(Qt.AlignmentFlag.AlignRight)
            words.addWidget(one)
        words.addStretch(1)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(SIZES.page_edge, SIZES.space_2, SIZES.page_edge, SIZES.space_2)
        row.setSpacing(SIZES.space_2)
        row.addWidget(self.play)
        row.addWidget(self.line, 1)
        row.addWidget(self._none, 1)
        row.addWidget(self._take)
        row.addLayout(words)
        self.show_points((), 0)

    def show_points(self, points: Sequence[Point], current: int) -> None:
        """The snapshots and today, oldest first; without snapshots it says how to get one."""
        some = len(points) > 1
        self.line.show_points(points if some else (), current if some else 0)
        for widget in (self.play, self.line):
            widget.setVisible(some)
        for other in (self._none, self._take):
            other.setVisible(not some)

    def tell(self, rings: str, source: str) -> None:
        """The two lines at the right."""
        self._rings.setText(rings)
        self._rings.setVisible(bool(rings))
        self._source.setText(source)
        self.setAccessibleDescription(" ".join(text for text in (rings, source) if text))

    def allow_play(self, refusal: str) -> None:
        """Play can be pressed unless there is a reason why not, which its tool tip tells."""
        self.play.setEnabled(not refusal)
        self.play.setToolTip(refusal or self.play.accessibleName())

    def set_low(self, low: bool) -> None:
        """Less high where the window is."""
        self.setFixedHeight(_LOW_HEIGHT if low else HEIGHT)
        edge = 2 if low else SIZES.space_2
        self._row.setContentsMargins(SIZES.page_edge, edge, SIZES.page_edge, edge)
        self.line.set_low(low)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("window"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), colour("line_strong"))
        painter.end()
