"""How long one frame of the Gantt takes: a full repaint after each step of scrolling, at 100 and 10 000 rows.

``python -m tests.benchmarks.gantt_frame`` prints JSON, in milliseconds. Off-screen, in the window's usual size.
"""

import json
import os
import random
import sys
import time
from datetime import date, timedelta
from statistics import median, quantiles
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from kpkportfolio.charts.bars import GanttRow, Mark
from kpkportfolio.charts.time_axis import Phase
from kpkportfolio.model.rows import DependencyRow
from kpkportfolio.model.vocabulary import DependencyKind, Status
from ui.theme.theme import install
from ui.widgets.gantt.view import GanttView

SIZES = (100, 10_000)
FRAMES = 200
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
                chance.choice((0, 3, 6)),
                marks,
            )
        )
        if number % 2:
            before = max(0, number - chance.randrange(1, 8))
            links.append(DependencyRow(f"d{number}", f"i{before}", f"i{number}", DependencyKind.FINISH_START, 0))
    return made, links


def frames(app: QApplication, count: int) -> dict[str, Any]:
    """Milliseconds of a frame while scrolling both ways, and of taking in the rows."""
    view = GanttView()
    view.today = TODAY
    view.resize(1166, 640)
    view.show()
    app.processEvents()
    made, links = rows(count)
    began = time.perf_counter()
    view.set_rows(made, links, [Phase("Käynnistysvaihe", date(2010, 1, 1), date(2010, 12, 31))], True)
    taken = time.perf_counter() - began
    view.show_day(TODAY)
    times = []
    bar = view.verticalScrollBar()
    for frame in range(FRAMES):
        bar.setValue(frame * 37 % max(1, bar.maximum()))
        view.pan(7 if frame % 20 < 10 else -7)
        app.processEvents()
        began = time.perf_counter()
        view.viewport().repaint()
        times.append((time.perf_counter() - began) * 1000)
    painted = view.painted
    view.close()
    return {
        "rows": count,
        "median_ms": round(median(times), 2),
        "p95_ms": round(quantiles(times, n=20)[-1], 2),
        "painted_rows": painted,
        "take_in_ms": round(taken * 1000, 1),
    }


def measure() -> dict[str, Any]:
    """Frames at both sizes, and the ratio of their medians."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    install(app, "light")
    # the first fills the caches of fonts and glyphs
    frames(app, SIZES[0])
    few, many = (frames(app, count) for count in SIZES)
    return {"frames": [few, many], "ratio": round(many["median_ms"] / few["median_ms"], 2)}


if __name__ == "__main__":
    json.dump(measure(), sys.stdout, indent=1)
    print()
