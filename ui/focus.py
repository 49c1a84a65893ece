"""Where the keyboard is, and putting it into a pane of the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def holds_focus(pane: QWidget) -> bool:
    """Whether the keyboard is in a pane or anything inside it."""
    focus = QApplication.focusWidget()
    return focus is not None and (focus is pane or pane.isAncestorOf(focus))


def focus_into(pane: QWidget) -> bool:
    """Put the keyboard into a pane: where it was there last, else its main or first field; False when it has none."""
    last = pane.focusWidget()
    candidates = [one for one in (last, pane.focusProxy()) if one is not None and one is not pane]
    if pane.focusPolicy() & Qt.FocusPolicy.TabFocus:
        candidates.append(pane)
    candidates += [
        child
        for child in pane.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.focusProxy() is None
    ]
    for widget in candidates:
        if widget.isEnabled() and widget.isVisibleTo(pane.window()):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
    return False
