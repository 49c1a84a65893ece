"""How long ten thousand bubbles take to be drawn: under the moving mouse, and wholly anew.

The baseline is what one would write first: a matplotlib scatter with an annotation, drawn again at each hover.
``python -m tests.benchmarks.bubble_frame`` prints JSON, in milliseconds of the drawing thread's own time. Off-screen.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from kpkportfolio.charts.bubbles import build_bubbles
from kpkportfolio.model.rows import InitiativeRow, ProgrammeRow
from tests.charts.factories import initiative
from ui.tasks import Tasks
from ui.theme.theme import install
from ui.widgets.bubbles.frame import Spread
from ui.widgets.bubbles.view import BubbleView
from ui.widgets.bubbles.window import Window

COUNT = 10_000
HOVERS, REDRAWS, NAIVE = 200, 20, 5
SIZE = QSize(940, 600)
PROGRAMMES = [ProgrammeRow(f"p{number}", number, f"Ohjelma {number}") for number in range(1, 8)]


def rows() -> list[InitiativeRow]:
    """Initiatives as portfolios have them: many small ones, a few large."""
    chance = random.Random(1)
    made = []
    for number in range(COUNT):
        cost, gain = round(10 ** chance.gauss(7.5, 0.6)), round(10 ** chance.gauss(8, 0.7))
        made.append(
            initiative(
                f"i{number}",
                f"Kansalaisen asiointipalvelu {number}",
                programme_id=f"p{number % 7 + 1}",
                programme_number=number % 7 + 1,
                investment_min=cost,
                investment_max=cost,
                impact_min=gain,
                impact_max=gain,
                municipalities=chance.randrange(1, 200),
            )
        )
    return made


def spent(work: Callable[[], object]) -> float:
    """Milliseconds of this thread."""
    began = time.thread_time()
    work()
    return (time.thread_time() - began) * 1000


def summary(times: list[float]) -> dict[str, float]:
    """Median and 95th percentile."""
    return {"median_ms": round(median(times), 2), "p95_ms": round(quantiles(times, n=20)[-1], 2)}


def ours(app: QApplication, made: list[InitiativeRow]) -> tuple[list[float], list[float]]:
    """Hovers from bubble to bubble, and full redraws: laid out for another zoom and painted."""
    by_id = {row.id: row for row in made}
    tasks = Tasks()
    view = BubbleView(tasks, by_id.get)
    view.resize(SIZE)
    view.set_chart(Spread.of(build_bubbles(made, programmes=PROGRAMMES)))
    view.show()
    settle(app, tasks, view)
    hovers = []
    frame = view.frame
    assert frame is not None
    chance = random.Random(2)
    none = Qt.MouseButton.NoButton
    for index in chance.sample(frame.seen, HOVERS):
        at = QPointF(frame.discs[index].x, frame.discs[index].y)
        there = QPointF(view.mapToGlobal(at.toPoint()))
        event = QMouseEvent(QEvent.Type.MouseMove, at, there, none, none, Qt.KeyboardModifier.NoModifier)

        def hover(event: QMouseEvent = event) -> None:
            QApplication.sendEvent(view, event)
            view.repaint()

        hovers.append(spent(hover))
        app.processEvents()
    assert view.hovered is not None
    redraws = []
    for turn in range(REDRAWS):
        window = Window(0.0, 1.0 - 0.01 * (turn % 2 + 1))

        def redraw(window: Window = window) -> None:
            view.set_window(window)
            view.repaint()

        redraws.append(spent(redraw))
        settle(app, tasks, view)
    view.close()
    tasks.stop()
    return hovers, redraws


def settle(app: QApplication, tasks: Tasks, view: BubbleView) -> None:
    """Until the names are placed."""
    deadline = time.monotonic() + 60
    app.processEvents()
    while (view.frame is None or view.frame.spots is None or tasks.running) and time.monotonic() < deadline:
        app.processEvents()
        time.sleep(0.01)
    view.repaint()


def naive(made: list[InitiativeRow]) -> list[float]:
    """The scatter, drawn again with the name of the bubble under the mouse."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(SIZE.width() / 100, SIZE.height() / 100), dpi=100)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_subplot(xscale="log", yscale="log")
    placed = [row for row in made if row.investment_min and row.impact_min]
    x, y = [row.investment_min for row in placed], [row.impact_min for row in placed]
    sizes = [row.municipalities or 1 for row in placed]
    axes.scatter(x, y, s=sizes, c=[row.programme_number for row in placed], edgecolors="white")
    note = axes.annotate("", (1, 1))
    canvas.draw()
    times = []
    for index in range(NAIVE):

        def hover(index: int = index) -> None:
            note.set_text(placed[index].title)
            note.xy = (x[index], y[index])
            canvas.draw()

        times.append(spent(hover))
    return times


def measure() -> dict[str, Any]:
    """Ours beside the baseline; ``ratio`` is of a hover to the baseline's."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    install(app, "light")
    made = rows()
    hovers, redraws = ours(app, made)
    baseline = naive(made)
    return {
        "bubbles": COUNT,
        "hover": summary(hovers),
        "full_redraw": summary(redraws),
        "baseline_hover": summary(baseline),
        "ratio": round(median(hovers) / median(baseline), 4),
    }


if __name__ == "__main__":
    json.dump(measure(), sys.stdout, indent=1)
    print()
