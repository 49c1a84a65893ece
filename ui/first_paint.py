"""When the window was first painted, told to a benchmark."""

import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

BENCH = "KPKPORTFOLIO_BENCH"
"""The variable of the environment by which a benchmark asks for it: ``first-paint``."""


class FirstPaint(QObject):
    """Tells a benchmark when the window was first painted, and quits."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._painted()
        return False

    def _painted(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        # a turn later the backing store has been flushed to the screen
        QTimer.singleShot(0, self, self._tell)

    @Slot()
    def _tell(self) -> None:
        sys.stdout.write(f"{time.monotonic():.6f}\n")
        sys.stdout.flush()
        QApplication.exit(0)
