"""Choosing one or several of a few: a button with a menu, and segments side by side."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFontMetricsF, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from ui.theme import icons
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole

_EDGE = 12
_ARROW = 16


class _MenuButton(QPushButton):
    """Draws ``Label: value`` and a chevron; what the menu holds is the subclass's."""

    def __init__(self, label: str, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._shown = ""
        menu.setParent(self, menu.windowFlags())
        self.setMenu(menu)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _show_value(self, text: str) -> None:
        self._shown = text
        self.setAccessibleName(f"{self._label}: {text}" if text else self._label)
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    def _head(self) -> str:
        return f"{self._label}: " if self._shown else self._label

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self._head() + self._shown)
        return QSize(words + 2 * _EDGE + _ARROW + 2, SIZES.control)

    def minimumSizeHint(self) -> QSize:
        """Narrow, the value is elided first; the label never."""
        shortest = self.fontMetrics().horizontalAdvance(self._head() + self._shown[:6] + "…")
        return QSize(min(self.sizeHint().width(), shortest + 2 * _EDGE + _ARROW), SIZES.control)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setFont(self.font())
        enabled = self.isEnabled()
        head = self._head()
        metrics = self.fontMetrics()
        left = float(_EDGE)
        room = self.width() - 2 * _EDGE - _ARROW
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        ink = "muted" if self._shown else "text"
        painter.setPen(colour(ink if enabled else "disabled"))
        width = metrics.horizontalAdvance(head)
        painter.drawText(QRectF(left, 0, room, self.height()), flags, head)
        if self._shown:
            painter.setPen(colour("text" if enabled else "disabled"))
            text = metrics.elidedText(self._shown, Qt.TextElideMode.ElideRight, room - width)
            painter.drawText(QRectF(left + width, 0, room - width + 2, self.height()), flags, text)
            self.setToolTip(self._shown if text != self._shown else "")
        picture = icons.pixmap("chevron-down", "text" if enabled else "disabled", 16, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - _EDGE - _ARROW + 4, (self.height() - 16) // 2, picture)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.showMenu()
        else:
            super().keyPressEvent(event)


class ChoiceButton(_MenuButton):
    """``Ryhmittely: Ohjelma ▾``: one of several, from a menu.

    Signals:
        changed(object): the value chosen by the user; not emitted by :meth:`set_value`.
    """

    changed = Signal(object)

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[object, str]],
        value: object = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, QMenu(), parent)
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._chosen)
        # what is put into an action comes back of a plainer type: a StrEnum as a str
        self._values: list[object] = []
        self._value: object = value
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Replaces the choices, ``(value, text)`` each; keeps the value if it is still there, else takes the first."""
        for action in self._group.actions():
            self._group.removeAction(action)
        self.menu().clear()
        for value, text in choices:
            action = self.menu().addAction(text)
            action.setCheckable(True)
            action.setData(value)
            self._group.addAction(action)
        self._values = [value for value, _text in choices]
        self.set_value(self._value if self._value in self._values else next(iter(self._values), None))

    @property
    def value(self) -> object:
        """The value chosen now."""
        return self._value

    def set_value(self, value: object) -> None:
        """Chooses without emitting; an unknown value changes nothing, an equal one is taken as it was offered."""
        for action, offered in zip(self._group.actions(), self._values, strict=True):
            if offered == value:
                action.setChecked(True)
                self._value = offered
                self._show_value(action.text())

    def _chosen(self, action: QAction) -> None:
        if action.data() != self._value:
            self.set_value(action.data())
            self.changed.emit(self._value)


class _StayingMenu(QMenu):
    """Stays open while several are ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.activeAction()
        if action is not None and action.isCheckable() and action.isEnabled():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None and action.isCheckable():
            action.trigger()
        else:
            super().keyPressEvent(event)


class MultiChoiceButton(_MenuButton):
    """``Näytä: välitavoitteet, riippuvuudet ▾``: any of several, from a menu that stays open.

    Signals:
        changed(object): the frozenset of chosen values, after the user ticked one.
    """

    changed = Signal(object)

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[object, str]],
        values: Iterable[object] = (),
        tell: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """``tell`` shows the chosen ones after the label; without it the label stands alone (``Sarakkeet ▾``)."""
        super().__init__(label, _StayingMenu(), parent)
        self._tell = tell
        self._actions: list[QAction] = []
        self._values: list[object] = []
        self.set_choices(choices)
        self.set_values(values)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer others, before whatever else the menu has; what was chosen and is still there stays chosen."""
        chosen = self.values
        before = self.menu().actions()[len(self._actions) :]
        for action in self._actions:
            self.menu().removeAction(action)
            action.deleteLater()
        self._actions = []
        for value, text in choices:
            action = QAction(text, self.menu())
            action.setCheckable(True)
            action.setData(value)
            action.triggered.connect(self._ticked)
            if before:
                self.menu().insertAction(before[0], action)
            else:
                self.menu().addAction(action)
            self._actions.append(action)
        self._values = [value for value, _text in choices]
        self.set_values(chosen)

    @property
    def values(self) -> frozenset[object]:
        """The values chosen now."""
        return frozenset(value for action, value in zip(self._actions, self._values, strict=True) if action.isChecked())

    def set_values(self, values: Iterable[object]) -> None:
        """Chooses without emitting."""
        wanted = list(values)
        for action, value in zip(self._actions, self._values, strict=True):
            action.setChecked(value in wanted)
        self._tell_values()

    def _tell_values(self) -> None:
        words = [action.text() for action in self._actions if action.isChecked()]
        self._show_value((", ".join(words) or "–") if self._tell else "")

    def _ticked(self) -> None:
        self._tell_values()
        self.changed.emit(self.values)


class _Segment(QPushButton):
    """As wide in bold as in plain, so that nothing moves when it is chosen."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def sizeHint(self) -> QSize:
        widest = self.fontMetrics().horizontalAdvance(self.text())
        strong = font(FontRole.STRONG)
        return QSize(
            max(widest, round(QFontMetricsF(strong).horizontalAdvance(self.text()))) + 2 * _EDGE + 2,
            SIZES.control,
        )


class Segments(QWidget):
    """A few exclusive choices side by side, such as the zooms of the Gantt. Arrow keys move between them.

    Signals:
        changed(object): the value chosen by the user; not emitted by :meth:`set_value`.
    """

    changed = Signal(object)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[object, str]],
        value: object = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._values = [one for one, _text in choices]
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for number, (_value, text) in enumerate(choices):
            segment = _Segment(text, self)
            segment.stepped.connect(self._step)
            segment.setCheckable(True)
            segment.setProperty("segment", _place(number, len(choices)))
            segment.setAccessibleName(f"{name}: {text}")
            self._group.addButton(segment, number)
            layout.addWidget(segment)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group.idToggled.connect(self._toggled)
        self._group.idClicked.connect(self._clicked)
        self._last: object = None
        self.set_value(value if value in self._values else self._values[0])

    @property
    def value(self) -> object:
        """The value chosen now."""
        return self._values[self._group.checkedId()]

    def set_value(self, value: object) -> None:
        """Chooses without emitting; an unknown value changes nothing."""
        if value in self._values:
            self._last = value
            self._group.button(self._values.index(value)).setChecked(True)

    def _toggled(self, number: int, on: bool) -> None:
        self._group.button(number).setFont(font(FontRole.STRONG if on else FontRole.BODY))

    def _step(self, step: int) -> None:
        number = self._group.checkedId() + step
        if 0 <= number < len(self._values):
            self._group.button(number).setFocus(Qt.FocusReason.TabFocusReason)
            self._group.button(number).click()

    def _clicked(self, _number: int) -> None:
        if self.value != self._last:
            self._last = self.value
            self.changed.emit(self.value)


def _place(number: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if number == 0 else "last" if number == count - 1 else "middle"
