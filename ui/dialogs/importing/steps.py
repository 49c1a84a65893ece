"""The steps of taking a file in, side by side, with a mark on the ones that need a look."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from kpkportfolio.text import _, format_number, ngettext
from ui.theme import icons
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole

_EDGE, _MARK = 12, 22


class _Step(QPushButton):
    """A name, and before it the mark: needs a look, or in order."""

    def __init__(self, parent: "Steps") -> None:
        super().__init__(parent)
        self._steps = parent
        self.needs: int | None = None
        self.setCheckable(True)
        self.setAutoDefault(False)

    def tell(self, needs: int | None) -> None:
        """How many things need a look; None while it is not known."""
        self.needs = needs
        told = ngettext("{n} thing needs a look", "{n} things need a look", needs or 0)
        self.setAccessibleName(f"{self.text()}, {told.format(n=format_number(needs or 0))}" if needs else self.text())
        self.updateGeometry()
        self.update()

    def _badge(self) -> str:
        return format_number(self.needs) if self.needs else ""

    def sizeHint(self) -> QSize:
        # as wide in bold as in plain, so that nothing moves when it is chosen
        words = QFontMetricsF(font(FontRole.STRONG)).horizontalAdvance(self.text())
        badge = QFontMetricsF(font(FontRole.SMALL_STRONG)).horizontalAdvance(self._badge())
        return QSize(round(words + badge) + (SIZES.space_1 if badge else 0) + _MARK + 2 * _EDGE, SIZES.control)

    def minimumSizeHint(self) -> QSize:
        return QSize(_MARK + 2 * _EDGE + 40, SIZES.control)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        text, option.text = option.text, ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        mark = ("warning", "warn") if self.needs else ("check", "ok") if self.needs is not None else ("more", "muted")
        left = _EDGE
        picture = icons.pixmap(*mark, SIZES.icon, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - SIZES.icon) // 2, picture)
        left += _MARK
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        if badge := self._badge():
            painter.setFont(font(FontRole.SMALL_STRONG))
            painter.setPen(colour("warn"))
            painter.drawText(left, 0, self.width() - left, self.height(), flags, badge)
            left += round(painter.fontMetrics().horizontalAdvance(badge)) + SIZES.space_1
        painter.setFont(font(FontRole.STRONG if self.isChecked() else FontRole.BODY))
        painter.setPen(colour("text" if self.isEnabled() else "disabled"))
        room = self.width() - left - _EDGE + 4
        painter.drawText(
            left,
            0,
            room,
            self.height(),
            flags,
            painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room),
        )
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._steps.walk(step)


class Steps(QWidget):
    """One of a few steps is shown; the arrow keys walk them.

    Signals:
        chosen(int): the person went to another step.
    """

    chosen = Signal(int)

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Steps"))
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.buttons: list[_Step] = []
        for number, name in enumerate(names):
            step = _Step(self)
            step.setText(name)
            step.setProperty("segment", "first" if not number else "last" if number == len(names) - 1 else "middle")
            # the buttons above the page, and the key that goes there
            step.setToolTip(f"{name} (Alt+{number + 1})")
            step.tell(None)
            self._group.addButton(step, number)
            self.buttons.append(step)
            layout.addWidget(step)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group.idClicked.connect(self.chosen.emit)

    @property
    def current(self) -> int:
        return self._group.checkedId()

    def go_to(self, step: int) -> None:
        """Show a step without telling so."""
        self.buttons[step].setChecked(True)

    def walk(self, by: int) -> None:
        """Go to the step beside."""
        to = self.current + by
        if 0 <= to < len(self.buttons):
            self.buttons[to].setFocus(Qt.FocusReason.TabFocusReason)
            self.buttons[to].click()
