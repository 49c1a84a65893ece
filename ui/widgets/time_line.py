"""The line of a slider through time: its stops and the present, with a handle that is dragged or moved by keys."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
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
from PySide6.QtWidgets import QSizePolicy, QWidget

from kpkportfolio.snapshots.stops import Stop
from kpkportfolio.text import _, format_date, format_number, format_time, ngettext
from ui.session import Session
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole

HEIGHT, LOW_HEIGHT = 52, 40
_INSET = 36.0
_LINE_TOP, _LOW_TOP = 16.0, 12.0
_LEAST_SLOT = 72.0
_MOST_SLOT = 220.0


class Line(QWidget):
    """The stops and the present on a line, with a handle that is dragged, or moved by keys.

    Signals:
        chosen(int): the person wants the stop at this place; the present is beyond the last one.
    """

    chosen = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._travel = session.travel
        self._hovered: int | None = None
        self._low = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Time: snapshots and what was done between them"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, LOW_HEIGHT if self._low else HEIGHT)

    def set_low(self, low: bool) -> None:
        """The line closer to the upper edge."""
        self._low = low
        self.updateGeometry()
        self.update()

    # --- what stands where --------------------------------------------------------------------------------------

    @property
    def _top(self) -> float:
        return _LOW_TOP if self._low else _LINE_TOP

    @property
    def present(self) -> int:
        """The place of the present."""
        return len(self._travel.stops)

    def _stop(self, place: int) -> Stop | None:
        return self._travel.stops[place] if 0 <= place < self.present else None

    def place_x(self, place: int) -> float:
        """Where a place lies, px."""
        return _INSET + place * self._slot()

    def _slot(self) -> float:
        return min((self.width() - 2 * _INSET) / max(self.present, 1), _MOST_SLOT)

    def words(self, place: int) -> tuple[str, str]:
        """A place's name and its day; what only the journal knows has no name."""
        stop = self._stop(place)
        if stop is None:
            latest = _("Today") if self._session.portfolio.frozen is None else _("This state")
            return latest, format_date(self._session.present_day())
        if stop.snapshot is not None:
            return stop.snapshot.name, format_date(stop.day)
        # moments of one day, which have no name, are told apart by the time of day
        alike = any(other.day == stop.day for other in self._neighbours(place))
        return "", format_time(stop.moment) if alike else format_date(stop.day)

    def _neighbours(self, place: int) -> list[Stop]:
        return [stop for near in (place - 1, place + 1) if (stop := self._stop(near)) is not None]

    def told(self, place: int) -> str:
        """Everything of a place in one line: what it is, when, and how much was done before it."""
        name, day = self.words(place)
        stop = self._stop(place)
        if stop is None:
            return f"{name} {day}"
        head = _("Snapshot {name}, {day}").format(name=name, day=day) if name else day
        n = stop.operations
        done = ngettext("{n} change since the stop before", "{n} changes since the stop before", n)
        return f"{head}: {done.format(n=format_number(n))}" if n else head

    def describe(self) -> None:
        """Tell what the handle stands at to whoever does not see it."""
        told = self.told(self._travel.place)
        if told != self.accessibleDescription():
            self.setAccessibleDescription(told)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    # --- hands --------------------------------------------------------------------------------------------------

    def choose(self, place: int) -> None:
        """What the mouse and the keys do."""
        if 0 <= place <= self.present and place != self._travel.place:
            self.chosen.emit(place)

    def _at(self, x: float) -> int:
        return min(max(round((x - _INSET) / self._slot()), 0), self.present)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.choose(self._at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position().x())
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.choose(place)
        near = abs(self.place_x(place) - event.position().x()) <= max(12.0, self._slot() / 2)
        self._hovered = place if near else None
        self.setCursor(Qt.CursorShape.PointingHandCursor if near else Qt.CursorShape.ArrowCursor)
        self.setToolTip(self.told(place) if near else "")
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self._travel.place
        snapshots = [place for place, stop in enumerate(self._travel.stops) if stop.snapshot is not None]
        places = {
            Qt.Key.Key_Left: here - 1,
            Qt.Key.Key_Right: here + 1,
            Qt.Key.Key_PageUp: max((place for place in snapshots if place < here), default=0),
            Qt.Key.Key_PageDown: min((place for place in snapshots if place > here), default=self.present),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.present,
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            self._travel.play()
        elif key in places:
            self.choose(places[key])
        else:
            super().keyPressEvent(event)

    # --- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here, present, top = self._travel.place, self.present, self._top
        painter.setPen(QPen(colour("edge"), 1.5))
        painter.drawLine(QPointF(self.place_x(0), top), QPointF(self.place_x(present), top))
        if here < present:
            painter.setPen(QPen(colour("accent"), 3))
            painter.drawLine(QPointF(self.place_x(here), top), QPointF(self.place_x(present), top))
        for place, stop in enumerate(self._travel.stops):
            if place not in (here, self._hovered):
                small = min(2.5, self._slot() / 4)
                self._dot(painter, place, 5.0 if stop.snapshot is not None else small, "edge", "base")
        if here != present:
            self._dot(painter, present, 5.0, "accent", "base")
        if self._hovered is not None and self._hovered != here:
            self._dot(painter, self._hovered, 5.5, "accent", "base")
        self._dot(painter, here, 7.0, "accent", "accent")
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), SIZES.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(self.place_x(here), top), 10.5, 10.5)
        self._labels(painter)
        painter.end()

    def _dot(self, painter: QPainter, place: int, radius: float, edge: str, fill: str) -> None:
        painter.setPen(QPen(colour(edge), 2 if radius > 3 else 1.2))
        painter.setBrush(colour(fill))
        painter.drawEllipse(QPointF(self.place_x(place), self._top), radius, radius)

    def _labels(self, painter: QPainter) -> None:
        """Words under the stops, the handle's and today's first; where they would run into those, none."""
        plain, strong = font(FontRole.SMALL), font(FontRole.SMALL_STRONG)
        metrics, bold = QFontMetricsF(plain), QFontMetricsF(strong)
        here, present = self._travel.place, self.present
        named = [place for place, stop in enumerate(self._travel.stops) if stop.snapshot is not None]
        taken: list[tuple[float, float]] = []
        base = self._top + 13 + metrics.ascent()
        for place in dict.fromkeys([here, present, *reversed(named), 0]):
            chosen = place in (here, present)
            name, day = self.words(place)
            name = bold.elidedText(name, Qt.TextElideMode.ElideRight, max(self._slot() - 10, _LEAST_SLOT * 2))
            parts = [(name, strong if chosen else plain, bold if chosen else metrics), (day, plain, metrics)]
            # of the others the name alone where the day would need the neighbours' room
            if place != here and name and self._slot() < _LEAST_SLOT * 2:
                parts = parts[:1]
            parts = [part for part in parts if part[0]]
            width = sum(m.horizontalAdvance(text) for text, _font, m in parts) + 5 * (len(parts) - 1)
            left = min(max(self.place_x(place) - width / 2, 0.0), self.width() - width)
            if any(left < right + 10 and left + width > other - 10 for other, right in taken):
                continue
            taken.append((left, left + width))
            for text, face, measured in parts:
                painter.setFont(face)
                painter.setPen(colour("text" if chosen and face is strong else "muted"))
                painter.drawText(QPointF(left, base), text)
                left += measured.horizontalAdvance(text) + 5
