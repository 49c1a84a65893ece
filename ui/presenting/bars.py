"""The bar above the slides (meeting, place in the agenda, languages) and the one below (before, keys, next)."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from kpkportfolio.charts.palette import PROJECTOR
from kpkportfolio.text import LANGUAGE_NAMES, LANGUAGES, _, language
from ui.presenting.brush import Brush
from ui.presenting.deck import Kind
from ui.presenting.look import BODY, NOTE

_KEYS = {"fi": "F", "sv": "S", "en": "E"}


class TopBar(QWidget):
    """Signals: ``spoken`` carries the language whose button was pressed."""

    spoken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = self._day = ""
        self._place = self._count = 0
        self.unit = self.zoom = 1.0
        self.languages: dict[str, QPushButton] = {}
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        for code in LANGUAGES:
            made = QPushButton(f"{LANGUAGE_NAMES[code]}  {_KEYS[code]}")
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setProperty("kind", "language")
            made.clicked.connect(lambda _on=False, code=code: self.spoken.emit(code))
            self._row.addWidget(made)
            self.languages[code] = made

    def tell(self, heading: str, day: str, place: int, count: int) -> None:
        """The meeting and where it stands: slide ``place`` (from 1) of ``count``."""
        self._heading, self._day, self._place, self._count = heading, day, place, count
        for code, made in self.languages.items():
            made.setChecked(code == language())
        self.setAccessibleName(f"{heading} {day}, {place} / {count}")
        self.update()

    def set_unit(self, unit: float, zoom: float) -> None:
        self.unit, self.zoom = unit, zoom
        edge = round(20 * unit)
        self._row.setContentsMargins(edge, round(7 * unit), edge, round(7 * unit))
        self._row.setSpacing(round(4 * unit))
        # the chosen one is bold, and a style sheet's weight is not counted when a button is measured
        bold = Brush(None, unit, min(zoom, 1.3))
        for made in self.languages.values():
            made.setMinimumWidth(round(bold.width(made.text(), BODY, True) + bold.px(34)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), PROJECTOR.window)
        b = Brush(painter, self.unit)
        y = self.height() / 2 - b.line_height(BODY) / 2
        x = b.px(28)
        right = min(made.x() for made in self.languages.values()) - b.px(24)
        x += b.text(x, y, self._heading, BODY, bold=True, most=right * 0.5) + b.px(20)
        x += b.text(x, y, self._day, BODY, b.palette.muted) + b.px(28)
        words = f"{self._place} / {self._count}"
        wide = b.width(words, BODY, True)
        room = right - x - wide - b.px(20)
        b.text(right - wide, y, words, BODY, bold=True)
        step = min(b.px(34), room / max(1, self._count))
        if step >= b.px(6):
            for number in range(self._count):
                at = right - wide - b.px(20) - step * (self._count - number)
                now, past = number + 1 == self._place, number + 1 < self._place
                fill = b.palette.accent if now else b.palette.edge if past else b.palette.base
                b.box(
                    at,
                    self.height() / 2 - b.px(4),
                    step * 0.8,
                    b.px(8),
                    fill,
                    b.palette.accent if now else b.palette.edge,
                )
        b.rule(0, self.height() - 1, self.width())
        painter.end()


def hints(kind: Kind, taller: bool = False) -> list[tuple[str, str]]:
    """Keys with what they do on a slide of this kind, perhaps one ``taller`` than the screen, the most useful first.

    A picture that is taller is wider as well.
    """
    found = [("Esc", _("End the show")), ("P", _("Decisions")), ("+ −", _("Size")), ("V", _("Spotlight"))]
    if kind is Kind.PICTURE:
        return [("← ↑ ↓ →", _("Pan")) if taller else ("↓ ↑", _("Sheets")), *found]
    if taller:
        found = [("↓ ↑", _("Scroll")), *found]
    if kind is Kind.ITEM:
        return [("1–6", _("Decide")), ("Ctrl+Z", _("Undo")), *found]
    return found


class BottomBar(QWidget):
    """Signals: ``back`` and ``on`` when its ends are clicked."""

    back = Signal()
    on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = self._next = ""
        self._hints: Sequence[tuple[str, str]] = ()
        self.unit = self.zoom = 1.0

    def tell(self, before: str, after: str, hints: Sequence[tuple[str, str]]) -> None:
        """Names of the slides beside this one, and keys with what they do, the most useful first."""
        self._before, self._next, self._hints = before, after, hints
        self.update()

    def set_unit(self, unit: float, zoom: float) -> None:
        self.unit, self.zoom = unit, zoom

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), PROJECTOR.window)
        b = Brush(painter, self.unit)
        middle, y = self.height() / 2, self.height() / 2 - b.line_height(NOTE) / 2
        side = self.width() * 0.24
        if self._before:
            wide = b.key(b.px(28), middle, "←")
            b.text(b.px(38) + wide, y, self._before, NOTE, b.palette.muted, most=side - wide - b.px(38))
        if self._next:
            wide = b.key(self.width() - b.px(52), middle, "→")
            told = min(b.width(self._next, NOTE), side - wide - b.px(38))
            b.text(self.width() - b.px(62) - told, y, self._next, NOTE, b.palette.muted, most=told + 1)
        room = self.width() - 2 * side - b.px(40)
        shown: list[tuple[str, str, float]] = []
        for keys, words in self._hints:
            wide = max(b.px(24), b.width(keys, 14) + b.px(12)) + b.px(8) + b.width(words, NOTE) + b.px(24)
            if wide > room:
                break
            room -= wide
            shown.append((keys, words, wide))
        x = self.width() / 2 - sum(wide for *_told, wide in shown) / 2
        for keys, words, wide in shown:
            after = b.key(x, middle, keys)
            b.text(x + after + b.px(8), y, words, NOTE, b.palette.muted)
            x += wide
        b.rule(0, 0, self.width())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() < self.width() * 0.25:
            self.back.emit()
        elif event.position().x() > self.width() * 0.75:
            self.on.emit()


class Spotlight(QWidget):
    """Dims everything but a round place that follows the pointer or the arrow keys."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.hide()
        self.x_, self.y_, self.radius = 0.5, 0.4, 0.16

    def turn(self) -> None:
        """On, or off."""
        self.setVisible(not self.isVisible())
        self.raise_()

    def point_at(self, where: QPointF) -> None:
        """To where the pointer is on the screen."""
        if self.isVisible():
            at = self.mapFromGlobal(where)
            self.move_to(at.x() / max(1, self.width()), at.y() / max(1, self.height()))

    def step(self, x: int, y: int) -> None:
        """So many steps of a key to the right and down."""
        self.move_to(self.x_ + 0.04 * x, self.y_ + 0.06 * y)

    def move_to(self, x: float, y: float) -> None:
        """To a place told as shares of the width and the height."""
        self.x_, self.y_ = min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.height() * self.radius
        whole = QPainterPath()
        whole.addRect(QRectF(self.rect()))
        hole = QPainterPath()
        hole.addEllipse(QRectF(self.x_ * self.width() - side, self.y_ * self.height() - side, 2 * side, 2 * side))
        painter.fillPath(whole.subtracted(hole), QColor(0, 0, 0, 150))
        painter.end()
