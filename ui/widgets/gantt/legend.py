"""The line under the view: what the marks mean, and where the figures come from."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kpkportfolio.text import _
from ui.theme import glyphs
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.gantt.arrows import paint_arrow
from ui.widgets.gantt.canvas import Canvas, Type
from ui.widgets.gantt.rows import Shown

_HEIGHT = 36
_GAP, _SPACE = 8, 18
_PICTURE = 26
_SOURCE_LEAST = 160

Painter = Callable[[Canvas, float, float], None]


class Legend(QWidget):
    """Entries from the left as far as there is room, the source at the right; what is cut is in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Shown()
        self._source = ""
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def tell(self, shown: Shown, source: str) -> None:
        """What the view shows, and its source line."""
        self._shown, self._source = shown, source
        entries = ", ".join(text for text, _width, _paint in self._entries())
        self.setAccessibleName(_("Legend"))
        self.setAccessibleDescription(f"{entries}. {source}")
        self._set_tip()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, _HEIGHT)

    def _entries(self) -> list[tuple[str, int, Painter]]:
        entries: list[tuple[str, int, Painter]] = [(_("done and left"), _PICTURE, _bar)]
        if self._shown.baseline:
            entries.append((_("baseline"), _PICTURE, _ghost))
        if self._shown.milestones:
            entries.append((_("milestone reached"), 12, _reached))
            entries.append((_("milestone to come"), 12, _coming))
        if self._shown.deliverables:
            entries.append((_("deliverable due"), 10, _due))
        if self._shown.dependencies:
            entries.append((_("dependency"), 22, _kept))
            entries.append((_("conflict"), 22, _broken))
        entries.append((_("continuous"), 22, _open))
        return entries

    def _room(self, type_: Type) -> tuple[list[tuple[str, int, Painter]], float]:
        """The entries that fit, and where they end; the source keeps what it needs, down to a least."""
        source = min(type_.width(self._source, FontRole.SMALL), max(_SOURCE_LEAST, self.width() * 0.4))
        x = float(SIZES.page_edge)
        fitting = []
        for entry in self._entries():
            width = entry[1] + _GAP + type_.width(entry[0], FontRole.SMALL)
            if x + width > self.width() - SIZES.page_edge - source - _SPACE:
                break
            fitting.append(entry)
            x += width + _SPACE
        return fitting, x

    def _set_tip(self) -> None:
        type_ = Type()
        fitting, end = self._room(type_)
        missing = [text for text, _width, _paint in self._entries()[len(fitting) :]]
        room = self.width() - SIZES.page_edge - end
        cut = type_.width(self._source, FontRole.SMALL) > room
        parts = [self._source] if cut or missing else []
        self.setToolTip("\n".join([*parts, *missing]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        type_ = Type()
        canvas = Canvas(painter, self, type_)
        canvas.fill(0, 0, self.width(), self.height(), "window")
        canvas.level(0, self.width(), 0, "line_strong")
        middle = self.height() / 2
        fitting, end = self._room(type_)
        x = float(SIZES.page_edge)
        for text, width, paint in fitting:
            paint(canvas, x, middle)
            canvas.forget_pen()
            canvas.text(x + width + _GAP, middle, text, FontRole.SMALL, "muted")
            x += width + _GAP + type_.width(text, FontRole.SMALL) + _SPACE
        right = self.width() - SIZES.page_edge
        source = type_.elided(self._source, FontRole.SMALL, right - end)
        canvas.text(right, middle, source, FontRole.SMALL, "muted", right=True)
        painter.end()


def _bar(canvas: Canvas, x: float, y: float) -> None:
    painter = canvas.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = canvas.palette.muted
    painter.setPen(QPen(canvas.colour(ink), canvas.hair))
    painter.setBrush(canvas.colour(ink))
    painter.drawRoundedRect(QRectF(x + 0.5, y - 5.5, _PICTURE - 1, 11), 2, 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    canvas.fill(x + 13, y - 5, x + _PICTURE - 1, y + 5, canvas.palette.tint(ink, canvas.palette.window))


def _ghost(canvas: Canvas, x: float, y: float) -> None:
    canvas.level(x, x + _PICTURE, y - 1, "edge")
    canvas.level(x, x + _PICTURE, y + 1, "edge")
    canvas.upright(x + _PICTURE - 1, y - 3, y + 4, "edge")


def _reached(canvas: Canvas, x: float, y: float) -> None:
    glyphs.milestone(canvas.painter, QRectF(x, y - 6, 12, 12), True)


def _coming(canvas: Canvas, x: float, y: float) -> None:
    glyphs.milestone(canvas.painter, QRectF(x, y - 6, 12, 12), False)


def _due(canvas: Canvas, x: float, y: float) -> None:
    painter = canvas.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(canvas.colour("text"), 1.2))
    painter.setBrush(canvas.colour("base"))
    painter.drawPolygon(QPolygonF([QPointF(x, y - 3), QPointF(x + 8, y - 3), QPointF(x + 4, y + 3)]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _kept(canvas: Canvas, x: float, y: float) -> None:
    paint_arrow(canvas, [(x, y), (x + 22, y)], False)


def _broken(canvas: Canvas, x: float, y: float) -> None:
    paint_arrow(canvas, [(x, y), (x + 22, y)], True, halo=False)


def _open(canvas: Canvas, x: float, y: float) -> None:
    painter = canvas.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(canvas.colour("muted"), canvas.hair))
    painter.setBrush(canvas.colour(canvas.palette.tint(canvas.palette.muted, canvas.palette.window)))
    left, right, top, bottom = x + 0.5, x + 21.5, y - 5.5, y + 5.5
    corners = [(left, top), (right - 6, top), (right, y), (right - 6, bottom), (left, bottom)]
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
