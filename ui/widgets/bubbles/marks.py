"""The bubbles, their names, and the rings where they stood: painted into a layer that is kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import hypot

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap

from kpkportfolio.charts.bubble_look import colours
from kpkportfolio.charts.bubbles import Bubble, BubbleChart
from kpkportfolio.charts.labels import Disc, Placement
from kpkportfolio.charts.palette import Palette, hatched
from ui.theme import glyphs
from ui.theme.state import colour, current
from ui.theme.tokens import BUBBLES, FontRole
from ui.widgets.bubbles.frame import Fractions, Frame, Type
from ui.widgets.bubbles.ground import halo

STAMPED = 500
"""More bubbles than this are stamped from ready pictures, to the nearest device pixel."""
_MOST_STAMPS = 5000
_PER_STEP = 250
_OVER_EDGE = 20.0

Stamp = tuple[QPixmap, float]
"""A bubble as a picture, and half its side."""


class Stamps:
    """Ready pictures of bubbles in one palette, for one kind of screen; they serve chart after chart."""

    def __init__(self) -> None:
        self._chart: BubbleChart | None = None
        self._by_look: dict[tuple[object, ...], Stamp] = {}
        self._by_bubble: dict[tuple[int, bool], Stamp] = {}

    def begin(self, chart: BubbleChart) -> None:
        """The bubbles to come are of this chart."""
        if chart is not self._chart:
            self._chart, self._by_bubble = chart, {}
            if len(self._by_look) > _MOST_STAMPS:
                self._by_look = {}

    def stamp(self, brush: "Brush", index: int, bubble: Bubble, shown: bool, ratio: float) -> Stamp:
        """The picture of the chart's bubble with this index; ``shown`` with what is written inside."""
        found = self._by_bubble.get((index, shown))
        if found is None:
            r = bubble.radius
            unsized = brush.unsized(bubble)
            look = (brush.colour_by, bubble.number, bubble.status, bubble.health, unsized, round(r * 2), shown)
            if look not in self._by_look:
                self._by_look[look] = brush.stamp(bubble, r, shown, ratio)
            found = self._by_bubble[index, shown] = self._by_look[look]
        return found


def clip_to(painter: QPainter, frame: Frame) -> None:
    """Nothing is painted outside the plot; of the whole chart a large bubble may reach over its edge."""
    box, margin = frame.box, _OVER_EDGE if frame.window.whole else 0.0
    painter.setClipRect(
        QRectF(QPointF(box.left - margin, box.top - margin), QPointF(box.right + margin, box.bottom + margin))
    )


def paint_bubbles(painter: QPainter, frame: Frame, ratio: float, stamps: Stamps) -> Iterator[None]:
    """Every bubble that is seen, the largest first, some at each step. ``stamps`` are kept as long as palette and
    ratio last."""
    clip_to(painter, frame)
    brush = Brush(frame.chart)
    numbered = [frame.discs[index].r >= BUBBLES.number_from for index in frame.seen]
    covered = frame.covered if any(numbered) else set()
    bubbles, discs = frame.chart.bubbles, frame.discs
    yield
    if len(frame.seen) > STAMPED:
        stamps.begin(frame.chart)
        for count, index in enumerate(frame.seen):
            if count % _PER_STEP == 0:
                yield
            x, y, r = discs[index]
            shown = r >= BUBBLES.number_from and index not in covered
            picture, half = stamps.stamp(brush, index, bubbles[index], shown, ratio)
            painter.drawPixmap(QPointF(round((x - half) * ratio) / ratio, round((y - half) * ratio) / ratio), picture)
    else:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in frame.seen:
            brush.paint(painter, bubbles[index], discs[index], index not in covered)


class Brush:
    """Paints bubbles of one chart in the palette of the moment."""

    def __init__(self, chart: BubbleChart) -> None:
        self._chart = chart
        self._palette: Palette = current()
        self._colours: dict[tuple[object, ...], tuple[str, str, str | None]] = {}

    @property
    def colour_by(self) -> str:
        """What the colours tell."""
        return self._chart.colour_by

    def unsized(self, bubble: Bubble) -> bool:
        """Whether sizes tell something that is not known of this one."""
        return bubble.size is None and self._chart.size is not None

    def colours(self, bubble: Bubble) -> tuple[str, str, str | None]:
        """Fill, ink on it, and outline where it has one."""
        key = (bubble.number, bubble.status, bubble.health)
        if key not in self._colours:
            self._colours[key] = colours(self._palette, bubble, self._chart.colour_by)
        return self._colours[key]

    def line(self, bubble: Bubble) -> str:
        """The colour of a bubble's ring and line: its own, or the text's when it is drawn as an outline."""
        fill, _ink, outline = self.colours(bubble)
        return fill if fill != self._palette.base else outline or self._palette.text

    def paint(self, painter: QPainter, bubble: Bubble, disc: Disc, inside: bool) -> None:
        """One bubble with, where it has room, its programme's number or the shape of its state."""
        fill, ink, outline = self.colours(bubble)
        unsized = self.unsized(bubble)
        if unsized:
            # what is not certain is a tint with an edge, as everywhere
            tone = outline or fill
            painter.setPen(QPen(QColor(tone), 1.5))
            painter.setBrush(QColor(self._palette.tint(tone)))
            painter.drawEllipse(QPointF(disc.x, disc.y), disc.r - 0.75, disc.r - 0.75)
        else:
            painter.setPen(QPen(QColor(outline or self._palette.base), 1.5 if disc.r > 4 else 1.0))
            painter.setBrush(QColor(fill))
            painter.drawEllipse(QPointF(disc.x, disc.y), disc.r, disc.r)
            if hatched(bubble.number) and self._chart.colour_by in ("programme", "organisation"):
                self._hatch(painter, disc, fill)
        if inside and disc.r >= BUBBLES.number_from and not unsized:
            self._inside(painter, bubble, disc, ink)

    def _hatch(self, painter: QPainter, disc: Disc, fill: str) -> None:
        painter.save()
        round_ = QPainterPath()
        round_.addEllipse(QPointF(disc.x, disc.y), disc.r - 1, disc.r - 1)
        painter.setClipPath(round_, Qt.ClipOperation.IntersectClip)
        box = QRectF(disc.x - disc.r, disc.y - disc.r, 2 * disc.r, 2 * disc.r)
        glyphs.hatch(painter, box, QColor(self._palette.tint(self._palette.base, fill)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawEllipse(QPointF(disc.x, disc.y), 8, 8)
        painter.restore()

    def _inside(self, painter: QPainter, bubble: Bubble, disc: Disc, ink: str) -> None:
        by = self._chart.colour_by
        if by in ("status", "health"):
            if by == "status" and bubble.status is not None:
                self._plate(painter, disc)
                glyphs.status(painter, _square(disc, 14), bubble.status, min(1.0, disc.r / 11))
            elif by == "health" and bubble.health is not None:
                self._plate(painter, disc)
                glyphs.health(painter, _square(disc, 12), bubble.health, min(0.8, disc.r / 14))
            return
        if bubble.number is None:
            return
        text = QFont(painter.font())
        text.setPixelSize(min(11, max(9, round(disc.r * 1.1))))
        text.setWeight(QFont.Weight.DemiBold)
        painter.setFont(text)
        painter.setPen(QColor(ink))
        painter.drawText(_square(disc, 2 * disc.r), Qt.AlignmentFlag.AlignCenter, str(bubble.number))

    def _plate(self, painter: QPainter, disc: Disc) -> None:
        """The ground that a glyph in its own colour needs."""
        side = min(disc.r - 1, 9.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._palette.base))
        painter.drawEllipse(QPointF(disc.x, disc.y), side, side)

    def stamp(self, bubble: Bubble, r: float, inside: bool, ratio: float) -> Stamp:
        """A bubble as a picture, and half its side."""
        half = r + 2
        side = round(half * 2 * ratio)
        picture = QPixmap(QSize(side, side))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = side / ratio / 2
        self.paint(painter, bubble, Disc(middle, middle, r), inside)
        painter.end()
        return picture, middle


def _square(disc: Disc, side: float) -> QRectF:
    return QRectF(disc.x - side / 2, disc.y - side / 2, side, side)


# --- names ---------------------------------------------------------------------------------------------------------


def paint_names(painter: QPainter, frame: Frame, type_: Type) -> None:
    """The names that have found room, with their leader lines."""
    if not frame.spots:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for spot in frame.spots.values():
        if spot.leader is not None:
            painter.setPen(QPen(colour("edge"), 1))
            painter.drawLine(QLineF(*spot.leader))
    for spot in frame.spots.values():
        paint_name(painter, frame.chart.bubbles[spot.bubble].name, spot, type_)


def paint_name(painter: QPainter, text: str, spot: Placement, type_: Type) -> None:
    """One name on its halo."""
    metrics = type_.metrics[FontRole.SMALL]
    base = QPointF(spot.box.left, round(spot.box.top + metrics.ascent()))
    halo(painter, base, text, type_.fonts[FontRole.SMALL])
    painter.setFont(type_.fonts[FontRole.SMALL])
    painter.setPen(colour("text"))
    painter.drawText(base, text)


# --- where they stood ----------------------------------------------------------------------------------------------


def paint_rings(painter: QPainter, frame: Frame, earlier: Mapping[str, Fractions]) -> None:
    """A small ring where each bubble stood, with a line from there to the bubble."""
    painter.save()
    clip_to(painter, frame)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    brush = Brush(frame.chart)
    r = BUBBLES.moved_ring / 2
    for index, line in moved(frame, earlier, range(len(frame.discs))):
        tone = QColor(brush.line(frame.chart.bubbles[index]))
        painter.setPen(QPen(tone, 1.5))
        painter.drawLine(line)
        painter.setBrush(colour("base"))
        painter.drawEllipse(line.p1(), r, r)
    painter.restore()


def moved(frame: Frame, earlier: Mapping[str, Fractions], indices: Iterable[int]) -> Sequence[tuple[int, QLineF]]:
    """The bubbles that stood somewhere else, with the line from there; less than a pixel is no move."""
    found = []
    for index in indices:
        at = earlier.get(frame.chart.bubbles[index].id)
        if at is None:
            continue
        x, y = frame.point(at)
        disc = frame.discs[index]
        if hypot(disc.x - x, disc.y - y) > 1:
            found.append((index, QLineF(x, y, disc.x, disc.y)))
    return found
