"""What an empty page says: what it is for and what to do first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button, label

_WIDTH = 480

Action = tuple[str, str | None, Callable[[], object]]
"""Words of a button, an icon's name, what it does."""


class EmptyPage(QWidget):
    """A heading, a sentence or two, and the first steps as buttons; the first is primary."""

    def __init__(self, title: str, text: str, actions: Sequence[Action] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "base")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._box = QWidget()
        self._box.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.space_2)
        self._title = label(title, FontRole.TITLE, wrap=True)
        self._text = label(text, FontRole.BODY, "muted", wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._text)
        if actions:
            row = QHBoxLayout()
            row.setContentsMargins(0, SIZES.space_2, 0, 0)
            row.setSpacing(SIZES.space_2)
            for number, (words, icon, slot) in enumerate(actions):
                row.addWidget(button(words, icon, None if number else "primary", slot))
            row.addStretch(1)
            column.addLayout(row)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._box, 4)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SIZES.space_6, SIZES.space_6, SIZES.space_6, SIZES.space_6)
        outer.addStretch(2)
        outer.addLayout(across)
        outer.addStretch(3)

    def set_words(self, title: str, text: str) -> None:
        """Another heading and sentence, such as when a filter leaves nothing."""
        self._title.setText(title)
        self._text.setText(text)
