"""Small factories for what every page has: labels, rules and buttons in the design's variants."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QToolButton, QWidget

from ui.theme.icons import icon as themed_icon
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole


def label(
    text: str = "",
    role: FontRole = FontRole.BODY,
    tone: str | None = None,
    wrap: bool = False,
    selectable: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A plain-text label; ``tone`` is "muted", "danger", "warn" or "ok"."""
    result = QLabel(text, parent)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setFont(font(role))
    result.setWordWrap(wrap)
    if tone:
        result.setProperty("tone", tone)
    if selectable:
        result.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return result


def rule(vertical: bool = False, parent: QWidget | None = None) -> QFrame:
    """A 1 px line between sections."""
    result = QFrame(parent)
    result.setProperty("rule", "vertical" if vertical else "horizontal")
    return result


def scrolling(body: QWidget, name: str = "") -> QScrollArea:
    """Room for more than fits. With a name it is scrolled by keys too; without one its fields, as the keyboard comes to
    them, move into sight."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(body)
    if name:
        area.setAccessibleName(name)
    else:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def button(
    text: str,
    icon: str | None = None,
    kind: str | None = None,
    slot: Callable[[], object] | None = None,
    parent: QWidget | None = None,
) -> QPushButton:
    """A button; ``kind`` None is secondary, else "primary", "danger" or "link"."""
    result = QPushButton(text, parent)
    if kind:
        result.setProperty("kind", kind)
    if kind == "primary":
        result.setFont(font(FontRole.STRONG))
    if kind == "link":
        result.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        tints = {"primary": "on_accent", "danger": "danger", "link": "accent"}
        result.setIcon(themed_icon(icon, tints.get(kind or "", "text")))
        # the drawing keeps to the left of its box, which makes the gap to the words
        result.setIconSize(QSize(SIZES.icon + 4, SIZES.icon))
    if slot:
        result.clicked.connect(lambda: slot())
    return result


def icon_button(
    icon: str, name: str, slot: Callable[[], object] | None = None, parent: QWidget | None = None
) -> QToolButton:
    """A flat button without a word (close, open, expand, play): its name is the tool tip and what is read out."""
    result = QToolButton(parent)
    result.setIcon(themed_icon(icon))
    result.setIconSize(QSize(SIZES.icon, SIZES.icon))
    result.setToolTip(name)
    result.setAccessibleName(name)
    result.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if slot:
        result.clicked.connect(lambda: slot())
    return result
