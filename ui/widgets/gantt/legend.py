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

_LINE, _EDGE = 20, 8
_GAP, _SPACE = 8, 18
_PICTURE = 26

Painter = Callable[[Canvas, float, float], None]
Entry = tuple[str, int, Painter]


class Legend(QWidget):
    """Entries from the left, on as many lines as they take; the source at the right of the last one or below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Shown()
        self._source = ""
        self._ghosts = ""
        self.setFixedHeight(_LINE + 2 * _EDGE)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def tell(self, shown: Shown, source: str, ghosts: str = "") -> None:
        """What the view shows, its source line, and what the ghosts are of."""
        self._shown, self._source, self._ghosts = shown, source, ghosts
        entries = ", ".join(text for text, _width, _paint in self._entries())
        self.setAccessibleName(_("Legend"))
        self.setAccessibleDescription(f"{entries}. {source}")
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def _entries(self) -> list[Entry]:
        entries: list[Entry] = [(_("done and left"), _PICTURE, _bar)]
        if self._shown.baseline:
            entries.append((self._ghosts or _("baseline"), _PICTURE, _ghost))
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

    def _lines(self, type_: Type) -> list[list[tuple[float, Entry]]]:
        """The entries of each line with where they begin; the last line has room for the source."""
        most = self.width() - SIZES.page_edge
        lines: list[list[tuple[float, Entry]]] = [[]]
        x = float(SIZES.page_edge)
        for entry in self._entries():
            width = entry[1] + _GAP + type_.width(entry[0], FontRole.SMALL)
            if lines[-1] and x + width > most:
                lines.append([])
                x = float(SIZES.page_edge)
            lines[-1].append((x, entry))
            x += width + _SPACE
        if x + type_.width(self._source, FontRole.SMALL) > most:
            lines.append([])
        return lines

    def _fit(self) -> None:
        """As high as its lines; the source is in the tool tip when even a line of its own cannot hold it."""
        type_ = Type()
        self.setFixedHeight(len(self._lines(type_)) * _LINE + 2 * _EDGE)
        room = self.width() - 2 * SIZES.page_edge
        self.setToolTip(self._source if type_.width(self._source, FontRole.SMALL) > room else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        type_ = Type()
        canvas = Canvas(painter, self, type_)
        canvas.fill(0, 0, self.width(), self.height(), "window")
        canvas.level(0, self.width(), 0, "line_strong")
        middle = _EDGE + _LINE / 2
        for line in self._lines(type_):
            for x, (text, width, paint) in line:
                paint(canvas, x, middle)
                canvas.forget_pen()
                canvas.text(x + width + _GAP, middle, text, FontRole.SMALL, "muted")
            middle += _LINE
        right = self.width() - SIZES.page_edge
        source = type_.elided(self._source, FontRole.SMALL, right - SIZES.page_edge)
        canvas.text(right, middle - _LINE, source, FontRole.SMALL, "muted", right=True)
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
