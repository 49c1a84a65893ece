"""For how long the window stands still while its time slider is moved, with ten thousand initiatives.

The real window, off-screen: to each moment and back, on the schedule and on the bubbles, first unread and then read
before. ``python -m tests.benchmarks.slider_gaps DATABASE`` prints JSON: the longest time between two turns of the
event loop, in milliseconds by the clock and of the window's own work, which a busy machine does not lengthen. Runs in a
process of its own, with the program's own garbage collector.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from shutil import copyfile
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from kpkportfolio import snapshots
from kpkportfolio.store.edits import editing
from kpkportfolio.store.portfolio import Portfolio

MOMENTS = 3
MOVED = 400
"""Initiatives that are others at each moment than at the one before."""
QUIET_S = 0.5
"""A move is over when nothing has run for so long."""


class Gaps(QObject):
    """Listens to the event loop: it should turn every millisecond."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._turn)
        self._timer.start(1)
        self.begin()

    def begin(self) -> None:
        """Forget what was."""
        self.longest = self.busiest = 0.0
        self._last, self._spent = time.perf_counter(), time.thread_time()

    def _turn(self) -> None:
        now, spent = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self.busiest = max(self.busiest, spent - self._spent)
        self._last, self._spent = now, spent


def measure(database: Path) -> dict[str, Any]:
    """The longest gaps by page and way of moving."""
    command = [sys.executable, "-m", "tests.benchmarks.slider_gaps", str(database)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def with_moments(database: Path, copy: Path) -> Path:
    """A copy of the portfolio with snapshots, between which some of it has changed."""
    copyfile(database, copy)
    portfolio = Portfolio.open(copy, "Mittaus")
    rows = portfolio.initiatives()
    for number in range(MOMENTS):
        snapshots.take(portfolio, f"{number + 1}/2011")
        ids = [row.id for row in rows[number * MOVED : (number + 1) * MOVED]]
        portfolio.commit(editing(portfolio, ids, {"municipalities": number + 1, "note": f"Muutos {number}"}))
    portfolio.close()
    return copy


def _measured(database: Path, folder: Path) -> dict[str, Any]:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        os.environ[name] = str(folder / name.lower())
    from ui.application import Shell
    from ui.tasks import CollectOnUiThread

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    shell = Shell(app, "fi")
    collector = CollectOnUiThread(shell)
    shell.start(str(with_moments(database, folder / "hetket.sqlite")))
    shell.window.resize(1366, 768)
    while shell.session is None or not shell.session.complete:
        app.processEvents()
    session, travel = shell.session, shell.session.travel
    # what looks for overlaps beside the work is another benchmark's
    session.changed.disconnect(session.findings._contents_changed)
    session.findings.stop()
    gaps = Gaps()

    def settle() -> None:
        """Until nothing has run for a while and the wanted moment is shown."""
        deadline, quiet = time.monotonic() + 30, time.monotonic() + QUIET_S
        while time.monotonic() < min(deadline, quiet):
            app.processEvents()
            time.sleep(0.0005)
            shown = None if session.then is None else session.then.stop
            if shown != travel.stop or shell.tasks.running:
                quiet = time.monotonic() + QUIET_S

    settle()
    found: dict[str, Any] = {"initiatives": len(session.contents.initiatives), "moments": MOMENTS}
    for page in ("gantt", "bubbles"):
        shell.window.go(page)
        settle()
        for way in ("unread", "read"):
            for place in (*reversed(range(len(travel.stops))), len(travel.stops)):
                gaps.begin()
                travel.go(place)
                settle()
                name = f"{page}_{way}" if place < len(travel.stops) else f"{page}_{way}_back"
                for what, seconds in (("gap", gaps.longest), ("work", gaps.busiest)):
                    known = found.get(f"{name}_{what}_ms", 0)
                    found[f"{name}_{what}_ms"] = max(known, round(seconds * 1000))
        travel._kept.clear()
    shell.window.close()
    shell.stop()
    collector.deleteLater()
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        json.dump(_measured(Path(sys.argv[1]), Path(place)), sys.stdout)
