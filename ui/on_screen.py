"""Windows that fit the screen they open on, also one that is smaller, or scaled larger, than last time."""

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

_FRAME = QSize(4, 40)
"""What a frame takes around a window: its size is without it."""


def resize_on_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window this size, px, or as much of it as its screen has room for."""
    window.resize(QSize(width, height).boundedTo(_room(window).size() - _FRAME))


def grow_on_screen(window: QWidget) -> None:
    """Make a window as high as its words need at its width: Qt reckons with one line where they wrap."""
    layout = window.layout()
    needed = 0 if layout is None else layout.totalHeightForWidth(window.width())
    if needed > window.height():
        resize_on_screen(window, window.width(), needed)


def restore_on_screen(window: QWidget, geometry: bytes, first: QSize) -> None:
    """Give a window the place and size it told of itself earlier (``saveGeometry``), as far as its screen allows.

    ``first`` is its size when nothing was told, or when the screen has become quite another.
    """
    if not (geometry and window.restoreGeometry(QByteArray(geometry))):
        resize_on_screen(window, first.width(), first.height())
    elif not (window.isMaximized() or window.isFullScreen()):
        room = _room(window)
        resize_on_screen(window, window.width(), window.height())
        window.move(_inside(QRect(window.pos(), window.size() + _FRAME), room))


def _room(window: QWidget) -> QRect:
    parent = window.parentWidget()
    return (window if parent is None else parent.window()).screen().availableGeometry()


def _inside(frame: QRect, room: QRect) -> QPoint:
    left = min(frame.left(), room.right() + 1 - frame.width())
    top = min(frame.top(), room.bottom() + 1 - frame.height())
    return QPoint(max(left, room.left()), max(top, room.top()))
