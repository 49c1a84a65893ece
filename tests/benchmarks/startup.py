"""From starting the process to the first painted window, beside a bare PySide6 window."""

import os
import subprocess
import sys
import tempfile
import time
from typing import Any

from tests.benchmarks.measure import compared

_BARE = """
import sys, time
from PySide6.QtCore import QTimer, QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow
class First(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            app.removeEventFilter(self)
            QTimer.singleShot(0, self, self.tell)
        return False
    def tell(self):
        print(time.monotonic())
        app.exit(0)
app = QApplication(sys.argv)
first = First(app)
app.installEventFilter(first)
window = QMainWindow()
window.resize(1280, 800)
window.show()
sys.exit(app.exec())
"""


def measure(rounds: int = 7) -> dict[str, Any]:
    """Seconds from exec to first paint; the settings are a new user's."""
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "KPKPORTFOLIO_BENCH": "first-paint",
            "XDG_CONFIG_HOME": home,
            "XDG_DATA_HOME": home,
            "QT_QPA_PLATFORM": "offscreen",
        }
        for _ in range(rounds + 1):
            ours.append(_first_paint([sys.executable, "-m", "kpkportfolio"], environment))
            bare.append(_first_paint([sys.executable, "-c", _BARE], environment))
    # the first of each warms the file cache
    return compared(ours[1:], bare[1:])


def _first_paint(command: list[str], environment: dict[str, str]) -> float:
    began = time.monotonic()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=120)
    return float(done.stdout.split()[-1]) - began
