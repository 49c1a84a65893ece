"""A page's header: its title, tabs with counts, and its main actions at the right."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTabBar, QWidget

from kpkportfolio.text import format_number
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.one_line import OneLine
from ui.widgets.parts import label

_PAD = 12
_TIGHT_PAD = 6
_GAP = 14


class HeaderTabs(QTabBar):
    """Tabs with a muted count after the word; the current one bold with an accent line below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._pad = _PAD

    @property
    def spare(self) -> int:
        """How much narrower than at its widest it stands now, px."""
        return self.count() * 2 * (_PAD - self._pad)

    def set_tight(self, tight: bool) -> None:
        """Stand closer together, where the header has no room for more."""
        pad = _TIGHT_PAD if tight else _PAD
        if pad != self._pad:
            self._pad = pad
            for number in range(self.count()):
                self.setTabText(number, self.tabText(number))
            self.updateGeometry()

    def set_count(self, number: int, count: int | None) -> None:
        """Shows a count after a tab's word; None shows none."""
        key, _before = self.tabData(number)
        self.setTabData(number, (key, count))
        told = self._count(number)
        self.setAccessibleTabName(number, f"{self.tabText(number)} {told}".strip())
        # the words decide the width, and a tab bar measures only when a text is set
        self.setTabText(number, self.tabText(number))

    def _count(self, number: int) -> str:
        data = self.tabData(number)
        return "" if not data or data[1] is None else format_number(data[1])

    def tabSizeHint(self, index: int) -> QSize:
        width = QFontMetricsF(font(FontRole.STRONG)).horizontalAdvance(self.tabText(index))
        count = self._count(index)
        if count:
            width += _GAP + QFontMetricsF(font(FontRole.SMALL)).horizontalAdvance(count)
        return QSize(round(width) + 2 * self._pad + 4, SIZES.page_header)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number in range(self.count()):
            self._paint_tab(painter, number)
        painter.end()

    def _paint_tab(self, painter: QPainter, number: int) -> None:
        rect = self.tabRect(number)
        current = number == self.currentIndex()
        words = font(FontRole.STRONG if current else FontRole.BODY)
        painter.setFont(words)
        enabled = self.isTabEnabled(number)
        painter.setPen(colour("disabled" if not enabled else "text" if current else "muted"))
        area = QRectF(rect.adjusted(self._pad, 0, 0, 0))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(area, flags, self.tabText(number))
        count = self._count(number)
        if count:
            width = QFontMetricsF(words).horizontalAdvance(self.tabText(number))
            painter.setFont(font(FontRole.SMALL))
            painter.setPen(colour("muted"))
            painter.drawText(area.adjusted(width + _GAP, 0, 0, 0), flags, count)
        if current:
            painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), colour("accent"))
            if self.hasFocus():
                painter.setPen(QPen(colour("accent"), SIZES.focus))
                painter.drawRoundedRect(rect.adjusted(2, 9, -2, -9), SIZES.corner, SIZES.corner)


class PageHeader(QWidget):
    """48 px: title, tabs, a muted note, and buttons at the right.

    Signals:
        tab_changed(str): key of the tab the user went to.
    """

    tab_changed = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(SIZES.page_header)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(SIZES.page_edge, 0, SIZES.page_edge, 0)
        self._layout.setSpacing(SIZES.space_2)
        self._title = label(title, FontRole.TITLE)
        self._layout.addWidget(self._title)
        self._tabs: HeaderTabs | None = None
        self._note = OneLine(FontRole.BODY, "muted")
        self._note.hide()
        self._layout.addWidget(self._note, 1)
        self._layout.addStretch(0)
        self._left = 1

    def set_title(self, title: str) -> None:
        """Another title."""
        self._title.setText(title)

    def set_note(self, text: str) -> None:
        """A muted sentence after the title; it gives way first when room is short, and its tool tip has it whole."""
        self._note.setText(text)
        self._note.setToolTip(text)
        self._note.setVisible(bool(text))

    def add_tab(self, key: str, text: str, count: int | None = None) -> None:
        """Adds a tab; the first one added is current."""
        if self._tabs is None:
            self._tabs = HeaderTabs(self)
            self._tabs.setAccessibleName(self._title.text())
            self._layout.insertSpacing(1, SIZES.space_2)
            self._layout.insertWidget(2, self._tabs)
            self._left = 3
            self._tabs.currentChanged.connect(self._went)
        # The data must be there before the first signal, which adding the first tab sends.
        before = self._tabs.blockSignals(True)
        number = self._tabs.addTab(text)
        self._tabs.setTabData(number, (key, None))
        self._tabs.set_count(number, count)
        self._tabs.blockSignals(before)

    @property
    def tab(self) -> str:
        """Key of the current tab; empty without tabs."""
        return "" if self._tabs is None else self._key(self._tabs.currentIndex())

    def set_tab(self, key: str) -> None:
        """Goes to a tab (emits when it is another); an unknown key changes nothing."""
        for number in range(self._tabs.count() if self._tabs else 0):
            if self._tabs and self._key(number) == key:
                self._tabs.setCurrentIndex(number)

    def set_count(self, key: str, count: int | None) -> None:
        """The number after a tab's word."""
        for number in range(self._tabs.count() if self._tabs else 0):
            if self._tabs and self._key(number) == key:
                self._tabs.set_count(number, count)
                self._fit()

    def add_widget(self, widget: QWidget) -> None:
        """Adds a control at the left, after title and tabs (the zooms of the Gantt)."""
        self._layout.insertWidget(self._left, widget)
        self._left += 1

    def add_button(self, button: QWidget) -> None:
        """Adds an action at the right; the primary one last."""
        self._layout.addWidget(button)

    def _key(self, number: int) -> str:
        data = self._tabs.tabData(number) if self._tabs else None
        return str(data[0]) if data else ""

    def _fit(self) -> None:
        """Let the tabs stand closer together rather than be cut off."""
        if self._tabs is not None:
            self._tabs.set_tight(self._layout.minimumSize().width() + self._tabs.spare > self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _went(self, number: int) -> None:
        self.tab_changed.emit(self._key(number))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("window"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), colour("line"))
        painter.end()
