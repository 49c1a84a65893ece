"""Opening 10 000 initiatives in the running window, to painted rows, beside a raw sqlite3 fetch of the same cells.

Runs in a process of its own; the same process tells its peak memory, with only this portfolio opened.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.benchmarks.measure import compared
from tests.memory import peak_megabytes

ROUNDS = 5


def measure(database: Path) -> dict[str, Any]:
    """``open``: seconds to painted rows beside the raw fetch; ``peak_mb``: memory after opening, scrolling, pages."""
    found = {}
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        for what in ("speed", "memory"):
            command = [sys.executable, "-m", "tests.benchmarks.opening", what, str(database)]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=600)
            found[what] = json.loads(done.stdout)
    return found


def _speed(database: Path) -> dict[str, Any]:
    ours, raw = [], []
    for _ in range(ROUNDS):
        ours.append(_open_to_paint(database))
        raw.append(_raw_fetch(database))
    return compared(ours, raw)


def _raw_fetch(database: Path) -> float:
    from kpkportfolio.store.reading import initiatives

    statement = str(initiatives._INITIATIVES.compile(compile_kwargs={"literal_binds": True}))
    began = perf_counter()
    connection = sqlite3.connect(database)
    rows = connection.execute(statement).fetchall()
    connection.close()
    assert rows
    return perf_counter() - began


def _shell() -> Any:
    from PySide6.QtWidgets import QApplication

    from ui.application import Shell

    app = QApplication.instance() or QApplication(sys.argv[:1])
    shell = Shell(app, "fi", "Mittaaja")  # type: ignore[arg-type]  # a QApplication
    shell.window.resize(1366, 768)
    shell.window.show()
    app.processEvents()
    return shell


_SHELLS: list[Any] = []


def _open_to_paint(database: Path) -> float:
    from PySide6.QtCore import QEvent, QEventLoop, QObject
    from PySide6.QtWidgets import QAbstractItemView, QApplication

    if not _SHELLS:
        _SHELLS.append(_shell())
        # the first opening loads the database's libraries: "in the running window" starts after it
        _SHELLS[0].open(str(database))
        while not (_SHELLS[0].session and _SHELLS[0].session.complete):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    shell = _SHELLS[0]
    shell.close_portfolio()
    QApplication.processEvents()

    class Painted(QObject):
        done = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                view = watched.parent()
                shown = isinstance(view, QAbstractItemView) and view.model() is not None and view.model().rowCount() > 0
                if shown and shell.session is not None and len(shell.session.contents.initiatives) >= 1000:
                    self.done = True
            return False

    painted = Painted()
    QApplication.instance().installEventFilter(painted)  # type: ignore[union-attr]  # it exists
    began = perf_counter()
    shell.open(str(database))
    while not painted.done:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
    QApplication.processEvents()
    took = perf_counter() - began
    QApplication.instance().removeEventFilter(painted)  # type: ignore[union-attr]  # it exists
    while not shell.session.complete:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    return took


def _memory(database: Path) -> dict[str, Any]:
    """Peak memory after opening, with the portfolio and the Gantt shown."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    shell = _shell()
    shell.open(str(database))
    began = perf_counter()
    while not (shell.session and shell.session.complete) or perf_counter() - began < 15:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    return {"peak_mb": round(peak_megabytes(), 1)}


if __name__ == "__main__":
    json.dump({"speed": _speed, "memory": _memory}[sys.argv[1]](Path(sys.argv[2])), sys.stdout)
    sys.stdout.flush()
    # the window's threads have nothing to save
    os._exit(0)
