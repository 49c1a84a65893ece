"""A frame's painter with fonts, colours and lines that lie on device pixels."""

from math import floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QWidget

from kpkportfolio.charts.palette import Palette
from ui.theme.state import current
from ui.theme.theme import font
from ui.theme.tokens import FontRole

# a little more than a half, so that what is one but for its last binary digit goes up too
_HALF = 0.5 + 1e-6
_ROLES = (FontRole.HINT, FontRole.SMALL, FontRole.SMALL_STRONG, FontRole.BODY, FontRole.STRONG)


class Type:
    """The fonts and their measures, made once for a font; widths of words are remembered."""

    def __init__(self) -> None:
        self.fonts: dict[FontRole, QFont] = {role: font(role) for role in _ROLES}
        self.metrics = {role: QFontMetricsF(one) for role, one in self.fonts.items()}
        self._widths: dict[tuple[FontRole, str], float] = {}
        # from the middle of a line down to its baseline
        self.drop = {role: (one.ascent() - one.descent()) / 2 for role, one in self.metrics.items()}

    def width(self, text: str, role: FontRole) -> float:
        key = (role, text)
        width = self._widths.get(key)
        if width is None:
            if len(self._widths) > 20_000:
                self._widths.clear()
            width = self._widths[key] = self.metrics[role].horizontalAdvance(text)
        return width

    def elided(self, text: str, role: FontRole, room: float) -> str:
        """The text, shortened with an ellipsis when it is wider than the room."""
        if self.width(text, role) <= room:
            return text
        return self.metrics[role].elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))


class Canvas:
    """Paints one frame. Colours are named by their tokens; positions are logical px."""

    def __init__(self, painter: QPainter, widget: QWidget, type_: Type) -> None:
        self.painter = painter
        self.type = type_
        self.palette: Palette = current()
        self.ratio = widget.devicePixelRatioF()
        self.hair = max(1, round(self.ratio)) / self.ratio
        self.active = widget.isActiveWindow()
        self.highlight = widget.palette().color(QPalette.ColorRole.Highlight)
        self._colours: dict[str, QColor] = {}
        self._role: FontRole | None = None
        self._ink = ""

    def colour(self, name: str) -> QColor:
        """A token or ``#RRGGBB``."""
        found = self._colours.get(name)
        if found is None:
            found = QColor(name if name.startswith("#") else getattr(self.palette, name))
            self._colours[name] = found
        return found

    def snap(self, x: float) -> float:
        """The nearest place between device pixels."""
        # always up from the half: round() goes to the even one, and every second row would lie a pixel off
        return floor(x * self.ratio + _HALF) / self.ratio

    def fill(self, left: float, top: float, right: float, bottom: float, name: str) -> None:
        """A box on device pixels, without smoothing."""
        left, top = self.snap(left), self.snap(top)
        self.painter.fillRect(QRectF(left, top, self.snap(right) - left, self.snap(bottom) - top), self.colour(name))

    def upright(self, x: float, top: float, bottom: float, name: str, width: float | None = None) -> None:
        """A thin upright line whose left edge is at ``x``."""
        self.painter.fillRect(QRectF(self.snap(x), top, width or self.hair, bottom - top), self.colour(name))

    def level(self, left: float, right: float, y: float, name: str) -> None:
        """A thin level line whose upper edge is at ``y``."""
        self.painter.fillRect(QRectF(left, self.snap(y), right - left, self.hair), self.colour(name))

    def forget_pen(self) -> None:
        """Somebody else has set the painter's pen or font."""
        self._role, self._ink = None, ""

    def text(self, x: float, middle: float, text: str, role: FontRole, name: str, right: bool = False) -> None:
        """One line around the height ``middle``, from ``x`` on or ending there when ``right``."""
        if role is not self._role:
            self.painter.setFont(self.type.fonts[role])
            self._role = role
        if name != self._ink:
            self.painter.setPen(self.colour(name))
            self._ink = name
        if right:
            x -= self.type.width(text, role)
        self.painter.drawText(QPointF(x, self.snap(middle + self.type.drop[role])), text)

    def picture(self, x: float, middle: float, pixmap: QPixmap) -> None:
        """A cached picture, from ``x`` on and around ``middle``."""
        height = pixmap.height() / pixmap.devicePixelRatio()
        self.painter.drawPixmap(QPointF(self.snap(x), self.snap(middle - height / 2)), pixmap)
