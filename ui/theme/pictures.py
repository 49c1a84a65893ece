"""Painted pictures kept in Qt's own cache, which dies with the application and is emptied on a new theme."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache


def cached(key: str, size: QSize, ratio: float, paint: Callable[[QPainter], None]) -> QPixmap:
    """The picture ``paint`` draws, drawn once for each key.

    ``size`` is in logical px, ``ratio`` is device px per logical px. The key must name everything
    the drawing depends on except the ratio.
    """
    full = f"{key}@{ratio:.3f}"
    result = QPixmap()
    if QPixmapCache.find(full, result):
        return result
    result = QPixmap(size * ratio)
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter)
    painter.end()
    QPixmapCache.insert(full, result)
    return result
