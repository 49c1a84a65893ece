"""A view and a page with a few initiatives whose dates are known, for the tests of the Gantt."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio.charts.bars import GanttRow, Mark
from kpkportfolio.charts.time_axis import Phase
from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.rows import DependencyRow
from kpkportfolio.model.vocabulary import DependencyKind, Status
from kpkportfolio.store.portfolio import Portfolio
from ui.pages.gantt_page import GanttPage
from ui.session import Session
from ui.tasks import Tasks
from ui.widgets.gantt.scale import TimeScale
from ui.widgets.gantt.view import GanttView

TODAY = date(2011, 11, 15)
PHASES = [Phase("Käynnistysvaihe", date(2010, 1, 1), date(2010, 12, 31))]

GROUP = GanttRow("programme:p1", 0, True, "Sähköinen asiointi", programme_number=1, start=date(2010, 1, 1), members=5)
GROUP = GROUP._replace(end=date(2013, 12, 31))
DONE = GanttRow(
    "done",
    1,
    False,
    "Asiointitili",
    Status.IMPLEMENTATION,
    programme_number=1,
    start=date(2010, 3, 1),
    end=date(2012, 6, 30),
    progress=50,
    baseline_start=date(2010, 3, 1),
    baseline_end=date(2012, 3, 31),
    slip_days=91,
    milestones=(
        Mark(date(2010, 12, 31), "Päätös", True, "m1"),
        Mark(date(2012, 1, 31), "Käyttöönotto", False, "m2"),
    ),
    deliverables=(Mark(date(2011, 6, 30), "Määrittely", False, "d1"),),
)
PROPOSED = DONE._replace(
    id="proposed",
    title="Luvanhaku",
    status=Status.PROPOSED,
    start=date(2012, 8, 1),
    end=date(2013, 12, 31),
    milestones=(),
    deliverables=(),
    baseline_start=None,
    baseline_end=None,
    slip_days=None,
)
HALTED = PROPOSED._replace(id="halted", title="Arkisto", status=Status.SUSPENDED, start=date(2011, 1, 1))
OPEN = PROPOSED._replace(id="open", title="Tukipalvelu", status=Status.ROLLOUT, end=None, open_ended=True)
UNDATED = PROPOSED._replace(id="undated", title="Ajanvaraus", status=Status.IDEA, start=None, end=None)
LATER = GanttRow("programme:p2", 0, True, "Asianhallinta", programme_number=2, start=date(2011, 1, 1), members=1)
LAST = PROPOSED._replace(id="last", title="Kokoukset", programme_number=2)
ROWS = [GROUP, DONE, PROPOSED, HALTED, OPEN, UNDATED, LATER, LAST]
KEPT = DependencyRow("kept", "done", "proposed", DependencyKind.FINISH_START, 0)
BROKEN = DependencyRow("broken", "proposed", "halted", DependencyKind.FINISH_START, 0)


def make_view(qtbot: QtBot, rows: list[GanttRow] | None = None, phases: bool = True) -> GanttView:
    """A view 1000 × 500 with the table 400 wide, beginning in 2010 at 12 px a month."""
    view = GanttView()
    qtbot.addWidget(view)
    view.today = TODAY
    view.resize(1000, 500)
    with qtbot.waitExposed(view):
        view.show()
    view.set_rows(ROWS if rows is None else rows, [KEPT, BROKEN], PHASES if phases else [], True)
    view.set_table_width(400)
    view.set_scale(TimeScale(float(date(2010, 1, 1).toordinal()), 12.0))
    view.viewport().repaint()
    return view


def many_rows(count: int) -> list[GanttRow]:
    """So many initiatives under one group."""
    return [GROUP, *(DONE._replace(id=f"i{number}", title=f"Hanke {number}") for number in range(count))]


def mouse(
    view: GanttView,
    kind: QEvent.Type,
    at: QPoint,
    held: Qt.MouseButton = Qt.MouseButton.LeftButton,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """One mouse event at a point of the viewport."""
    point = QPointF(at)
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else held
    event = QMouseEvent(kind, point, QPointF(view.viewport().mapToGlobal(at)), button, held, keys)
    QApplication.sendEvent(view.viewport(), event)


def drag(view: GanttView, start: QPoint, end: QPoint, release: bool = True) -> None:
    """Press, move in two steps, and let go unless told otherwise."""
    mouse(view, QEvent.Type.MouseButtonPress, start)
    mouse(view, QEvent.Type.MouseMove, (start + end) / 2)
    mouse(view, QEvent.Type.MouseMove, end)
    if release:
        mouse(view, QEvent.Type.MouseButtonRelease, end)


def wheel(view: GanttView, at: QPoint, turn: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """One notch of the wheel is 120."""
    event = QWheelEvent(
        QPointF(at),
        QPointF(view.viewport().mapToGlobal(at)),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def spot(view: GanttView, id_: str, day: date, evening: bool = False) -> QPoint:
    """Where a day of a row lies in the viewport, at the height of its bar."""
    index = view.rows.place[id_]
    x = view.table_width + view.scale.x(day, evening)
    return QPoint(round(x), round(view.top_of(index)) + 14)


@contextmanager
def open_page(folder: Path, qtbot: QtBot) -> Iterator[GanttPage]:
    """A page over a small portfolio, loaded and shown.

    As in the window, a worker never collects garbage: it would destroy widgets in its own thread.
    """
    gc.disable()
    portfolio = Portfolio.create(folder / "salkku.sqlite", "Salkku", "Liisa")
    plain = {"kind": "initiative", "open_ended": False, "confidential": False, "programme_id": "p1"}
    rows = {
        "i1": {
            "title": "Asiointitili",
            "status": "implementation",
            "start": date(2010, 3, 1),
            "end": date(2011, 5, 31),
        },
        "i2": {"title": "Luvanhaku", "status": "definition", "start": date(2011, 8, 1), "end": date(2012, 12, 31)},
        "i3": {"title": "Tukipalvelu", "status": "rollout", "start": date(2011, 1, 1), "open_ended": True},
        "i4": {"title": "Ajanvaraus", "status": "idea"},
    }
    milestone = {"initiative_id": "i2", "title": "Käyttöönotto", "due": date(2012, 6, 30), "reached_on": None}
    changes = [Change("programme", "p1", None, {"name": "Sähköinen asiointi", "number": 1})]
    changes += [Change("initiative", id_, None, {**plain, **row}) for id_, row in rows.items()]
    changes.append(Change("milestone", "m1", None, milestone))
    portfolio.commit(Operation(OperationKind.ADD, "esimerkki", changes))
    tasks = Tasks()
    session = Session(portfolio, tasks)
    session.today = lambda: TODAY
    page = GanttPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show()
    session.load()
    qtbot.waitUntil(lambda: session.complete)
    page.view.set_table_width(400)
    page.view.set_scale(TimeScale(float(date(2010, 1, 1).toordinal()), 12.0))
    try:
        yield page
    finally:
        session.close()
        tasks.stop()
        gc.enable()
