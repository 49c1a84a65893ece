"""How long one frame of the Gantt takes: a step of scrolling, zooming or dragging, and the whole view painted anew.

At 100, 10 000 and 100 000 rows, with arrows, ghosts, milestones and deliverables on. ``python -m
tests.benchmarks.gantt_frame`` prints JSON, in milliseconds. Off-screen, in the window's usual size.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from statistics import median, quantiles
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from kpkportfolio.charts.bars import GanttRow, Mark
from kpkportfolio.charts.time_axis import Phase
from kpkportfolio.model.rows import DependencyRow
from kpkportfolio.model.vocabulary import DependencyKind, Status
from ui.theme.theme import install
from ui.widgets.gantt.bars import place
from ui.widgets.gantt.hits import At
from ui.widgets.gantt.rows import Shown
from ui.widgets.gantt.view import GanttView

SIZES = (100, 10_000, 100_000)
FRAMES = 100
ROUNDS = 3
PER_GROUP = 25
TODAY = date(2011, 11, 15)


def rows(count: int) -> tuple[list[GanttRow], list[DependencyRow]]:
    """Initiatives in groups of twenty-five with milestones and a baseline; each second one waits for another."""
    chance = random.Random(1)
    made: list[GanttRow] = []
    links: list[DependencyRow] = []
    for number in range(count):
        if number % PER_GROUP == 0:
            group = number // PER_GROUP
            span = date(2010, 1, 1), date(2014, 12, 31)
            made.append(GanttRow(f"g{group}", 0, True, f"Ohjelma {group}", None, None, group % 7 + 1, *span))
        start = date(2010, 1, 1) + timedelta(days=chance.randrange(1500))
        end = start + timedelta(days=chance.randrange(60, 900))
        marks = tuple(
            Mark(start + (end - start) * share // 4, "Päätös", share < 2, f"{number}-{share}") for share in (1, 3)
        )
        made.append(
            GanttRow(
                f"i{number}",
                1,
                False,
                f"Kansalaisen asiointipalvelu {number}",
                chance.choice(list(Status)),
                None,
                number // PER_GROUP % 7 + 1,
                start,
                end,
                False,
                chance.randrange(101),
                start,
                end - timedelta(days=chance.choice((0, 90, 180))),
                chance.choice((0, 90, 180)),
                marks,
                (Mark(end, "Tuotos", False, f"{number}-d"),),
            )
        )
        if number % 2:
            before = max(0, number - chance.randrange(1, 8))
            links.append(DependencyRow(f"d{number}", f"i{before}", f"i{number}", DependencyKind.FINISH_START, 0))
    return made, links


def opened(app: QApplication, count: int) -> tuple[GanttView, float]:
    """A view of so many rows with everything on, and the seconds of taking them in."""
    view = GanttView()
    view.today = TODAY
    view.resize(1166, 640)
    view.show()
    app.processEvents()
    made, links = rows(count)
    view.set_shown(Shown(deliverables=True))
    began = time.perf_counter()
    view.set_rows(made, links, [Phase("Käynnistysvaihe", date(2010, 1, 1), date(2010, 12, 31))], True)
    taken = time.perf_counter() - began
    view.show_day(TODAY)
    app.processEvents()
    return view, taken


def scroll(view: GanttView) -> Iterator[None]:
    """Down the rows, and to and fro in time."""
    bar = view.verticalScrollBar()
    for frame in range(FRAMES):
        bar.setValue(frame * 37 % max(1, bar.maximum()))
        view.pan(7 if frame % 20 < 10 else -7)
        yield


def zoom(view: GanttView) -> Iterator[None]:
    """Out and in around a point, from years to weeks."""
    before = view.scale
    for frame in range(FRAMES):
        view.zoom(4.0 * 1.2 ** abs(25 - frame % 50), 700)
        yield
    view.set_scale(before)


def drag(view: GanttView) -> Iterator[None]:
    """A bar is held and pulled to and fro."""
    at = held(view)
    send(view, QEvent.Type.MouseButtonPress, at)
    for frame in range(FRAMES):
        send(view, QEvent.Type.MouseMove, at + QPointF(5 + abs(60 - frame % 120), 0))
        yield
    assert view.drag is not None
    assert view.drag.dates
    view.drag = None


def held(view: GanttView) -> QPointF:
    """A point on the first bar that can be taken hold of."""
    for index in range(*view.rows_between(view.header, view.viewport().height())):
        where = place(view.scale, view.rows.rows[index], view.timeline_width)
        for share in (0.3, 0.5, 0.7) if where is not None else ():
            x = where.left + (where.right - where.left) * share
            at = QPointF(view.table_width + x, view.top_of(index) + view.row_height / 2)
            if 0 < x < view.timeline_width - 100 and view.at(at.x(), at.y()).at is At.BAR:
                return at
    raise LookupError("no bar can be taken hold of")


def send(view: GanttView, kind: QEvent.Type, at: QPointF) -> None:
    """One event of the mouse with its left button down."""
    left = Qt.MouseButton.LeftButton
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else left
    there = QPointF(view.viewport().mapToGlobal(at.toPoint()))
    event = QMouseEvent(kind, at, there, button, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)


GESTURES: dict[str, Callable[[GanttView], Iterator[None]]] = {"scroll": scroll, "zoom": zoom, "drag": drag}


def frames(app: QApplication, view: GanttView, gesture: str) -> list[float]:
    """Milliseconds of each frame of a gesture, of the painting thread's own time: what else the machine does at the
    same time is not counted."""
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    times = []
    steps = GESTURES[gesture](view)
    while True:
        began = time.thread_time()
        if next(steps, steps) is steps:
            return times
        view.viewport().repaint()
        if view.overview.isVisible():
            view.overview.repaint()
        times.append((time.thread_time() - began) * 1000)
        app.processEvents()


def measure() -> dict[str, Any]:
    """Frames of each gesture at each size, turn and turn about, and the ratios of their medians to the smallest's."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    install(app, "light")
    views = {count: opened(app, count) for count in SIZES}
    found: dict[str, Any] = {}
    for gesture in GESTURES:
        times: dict[int, list[float]] = {count: [] for count in SIZES}
        # the first round fills the caches of fonts and glyphs
        for round_ in range(ROUNDS + 1):
            for count, (view, _taken) in views.items():
                fresh = frames(app, view, gesture)
                times[count] += fresh if round_ else []
        few = median(times[SIZES[0]])
        found[gesture] = {
            f"{count}": {
                "median_ms": round(median(one), 2),
                "p95_ms": round(quantiles(one, n=20)[-1], 2),
                "ratio": round(median(one) / few, 2),
            }
            for count, one in times.items()
        }
    taken = {f"{count}": round(seconds * 1000, 1) for count, (_view, seconds) in views.items()}
    return {
        **found,
        "take_in_ms": taken,
        "painted_rows": [view.painted for view, _taken in views.values()],
        **{
            name: max(found[gesture][f"{count}"][figure] for gesture in GESTURES)
            for name, count, figure in (
                ("ratio", SIZES[1], "ratio"),
                ("p95_ms", SIZES[1], "p95_ms"),
                ("large_ratio", SIZES[2], "ratio"),
            )
        },
    }


if __name__ == "__main__":
    json.dump(measure(), sys.stdout, indent=1)
    print()
