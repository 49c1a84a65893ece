"""Small parts the details are put together from."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kpkportfolio.text import _
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button, rule
from ui.widgets.parts import label as text_label

LABEL_WIDTH = 98
# what is left beside the names in the narrowest panel, its scroll bar shown
_BESIDE = SIZES.details_least - 2 * SIZES.page_edge - LABEL_WIDTH - SIZES.space_2 - SIZES.space_3
_LONG = 150
"""Characters of a description that stand there at once; the rest is a click away."""


class Lines(QWidget):
    """A column of things."""

    def __init__(self, spacing: int = 4) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(spacing)

    def add(self, widget: QWidget) -> None:
        self.column.addWidget(widget)

    def head(self, widget: QWidget) -> None:
        """A heading, further away from what stands above it."""
        if not self.empty:
            self.column.addSpacing(SIZES.space_2)
        self.add(widget)

    @property
    def empty(self) -> bool:
        return self.column.count() == 0


class Facts(QWidget):
    """Names at the left, what is known at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SIZES.space_2)
        self._grid.setVerticalSpacing(SIZES.space_3)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)

    def add(self, name: str, *widgets: QWidget) -> None:
        """One fact; several widgets stand below each other, and below the name when a word of theirs is that long."""
        line = self._grid.rowCount()
        head = text_label(name, FontRole.SMALL, "muted", wrap=True)
        head.setMinimumWidth(LABEL_WIDTH)
        head.setMaximumWidth(LABEL_WIDTH + 20)
        # stands on the first line of what it names
        head.setContentsMargins(0, 1, 0, 0)
        self._grid.addWidget(head, line, 0, Qt.AlignmentFlag.AlignTop)
        lines = Lines(2)
        for widget in widgets:
            lines.add(widget)
        if lines.minimumSizeHint().width() <= _BESIDE:
            self._grid.addWidget(lines, line, 1)
        else:
            under = Lines(SIZES.space_1)
            under.add(head)
            under.add(lines)
            self._grid.addWidget(under, line, 0, 1, 2)


def words(text: str, tone: str | None = None, role: FontRole = FontRole.BODY) -> QLabel:
    """Text that wraps and can be copied."""
    result = text_label(text, role, tone, wrap=True, selectable=True)
    result.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    return result


def marked(picture: QPixmap, text: str, second: str = "", right: str = "", tone: str = "muted") -> QWidget:
    """A glyph, words, what is said beside them, and at the right a date; only the words wrap."""
    result = QWidget()
    row = QHBoxLayout(result)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SIZES.space_2 - 1)
    mark = QLabel()
    mark.setPixmap(picture)
    mark.setFixedWidth(SIZES.icon)
    mark.setContentsMargins(0, 1, 0, 0)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    said = QLabel()
    said.setFont(font(FontRole.BODY))
    said.setWordWrap(True)
    said.setTextFormat(Qt.TextFormat.RichText)
    beside = f"&nbsp;&nbsp;<span style='color:{colour(tone).name()}'>{escape(second)}</span>" if second else ""
    said.setText(escape(text) + beside)
    said.setAccessibleName(f"{text} {second} {right}".strip())
    row.addWidget(said, 1)
    if right:
        date = text_label(right, FontRole.BODY, "muted")
        date.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row.addWidget(date, 0, Qt.AlignmentFlag.AlignTop)
    return result


def link(text: str, slot: Callable[[], object]) -> QWidget:
    """Words to click or press; as long as they are, they are cut at the panel's edge and told whole in a tip."""
    result = _Link(text, slot)
    result.setToolTip(text)
    return result


class _Link(QWidget):
    """A link button that is elided when it must be."""

    def __init__(self, text: str, slot: Callable[[], object]) -> None:
        super().__init__()
        self._text = text
        self._button = button(text, kind="link", slot=slot, parent=self)
        self._button.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._button)
        row.addStretch(1)
        self._button.setMinimumWidth(40)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics = self._button.fontMetrics()
        shown = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, self.width() - 12)
        if shown != self._button.text():
            self._button.setText(shown)


def heading(text: str, right: QWidget | None = None) -> QWidget:
    """A section's name, and perhaps a link at the right."""
    result = QWidget()
    row = QHBoxLayout(result)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(text_label(text, FontRole.SMALL_STRONG), 1)
    if right is not None:
        row.addWidget(right)
    return result


def line() -> QWidget:
    """A rule between sections with its distances."""
    return rule()


class Description(QWidget):
    """A text that is cut when it is long, until one asks for the whole."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = " ".join(text.split())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._label = words(self._text, "muted")
        column.addWidget(self._label)
        if len(self._text) > _LONG * 5 // 4:
            cut = self._text[:_LONG].rpartition(" ")[0] or self._text[:_LONG]
            self._label.setText(f"{cut} …")
            self._more = button(_("Show the whole text"), kind="link", slot=self.open)
            beside = QHBoxLayout()
            beside.setContentsMargins(0, 0, 0, 0)
            beside.addWidget(self._more)
            beside.addStretch(1)
            column.addLayout(beside)

    def open(self) -> None:
        """Show the whole text."""
        self._label.setText(self._text)
        self._more.hide()

    @property
    def text(self) -> str:
        """What stands there now."""
        return self._label.text()
