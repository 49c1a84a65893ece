"""Widgets that would change something, closed while nothing can be changed."""

from PySide6.QtWidgets import QWidget


def close_to_changes(why: str | None, *widgets: QWidget) -> None:
    """Disable them and let them say why; None leaves them as they are."""
    if why is not None:
        for widget in widgets:
            widget.setEnabled(False)
            widget.setToolTip(why)
