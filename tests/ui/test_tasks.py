"""Work off the UI thread: outcomes come back on it, cancelling works, and nothing is told to the dead."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kpkportfolio.errors import Cancelled, UsageError
from ui.tasks import CollectOnUiThread, Job, Progress, Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    one = Tasks()
    yield one
    one.stop()
    one.deleteLater()


def test_work_is_done_elsewhere_and_told_here(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[tuple[str, int]] = []
    done: list[int] = []

    def work(_progress: Progress) -> int:
        seen.append(("work", threading.get_ident()))
        return 42

    def tell(result: int) -> None:
        seen.append(("done", threading.get_ident()))
        done.append(result)

    with qtbot.waitSignals([tasks.started, tasks.ended]):
        tasks.run(tasks, work, tell)
    assert done == [42]
    here = threading.get_ident()
    assert [(what, thread == here) for what, thread in seen] == [("work", False), ("done", True)]
    assert tasks.running == []


def test_a_failure_goes_to_who_asked_or_to_everybody(tasks: Tasks, qtbot: QtBot) -> None:
    def fail(_progress: Progress) -> None:
        raise UsageError("no")

    asked: list[Exception] = []
    tasks.run(tasks, fail, asked.append, asked.append)
    qtbot.waitUntil(lambda: bool(asked))
    assert isinstance(asked[0], UsageError)
    with qtbot.waitSignal(tasks.failed) as heard:
        tasks.run(tasks, fail, asked.append)
    assert str(heard.args[0]) == "no"
    assert len(asked) == 1


def test_a_cancelled_job_stops_where_it_reports_and_is_no_failure(tasks: Tasks, qtbot: QtBot) -> None:
    going = threading.Event()
    failed: list[object] = []
    tasks.failed.connect(failed.append)

    def work(progress: Progress) -> None:
        step = 0
        while True:
            progress(step, 100)
            going.set()
            step += 1

    ended: list[Job] = []
    tasks.ended.connect(ended.append)
    job = tasks.run(tasks, work, failed.append, title="Scan")
    assert going.wait(5)
    assert tasks.running == [job]
    job.progress.cancel()
    qtbot.waitUntil(lambda: bool(ended))
    assert job.progress.total == 100
    assert failed == []
    with pytest.raises(Cancelled):
        job.progress(1, 2)


def test_an_owner_that_is_gone_is_told_nothing(tasks: Tasks, qtbot: QtBot) -> None:
    import shiboken6

    owner = QObject()
    may_end = threading.Event()
    told: list[object] = []

    def work(_progress: Progress) -> bool:
        return may_end.wait(5)

    with qtbot.waitSignal(tasks.ended):
        tasks.run(owner, work, told.append)
        shiboken6.delete(owner)
        may_end.set()
    assert told == []


def test_stopping_waits_for_what_runs_and_drops_the_outcome(qtbot: QtBot) -> None:
    tasks = Tasks()
    told: list[object] = []
    over = threading.Event()

    def work(progress: Progress) -> None:
        try:
            while True:
                progress(0, 0)
        finally:
            over.set()

    tasks.run(tasks, work, told.append, told.append)
    tasks.stop()
    assert over.is_set()
    qtbot.wait(10)
    assert told == []
    tasks.deleteLater()


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[CollectOnUiThread]:
    one = CollectOnUiThread()
    one._timer.stop()
    yield one
    gc.enable()
    one._quiet.stop()
    one.deleteLater()


def test_garbage_is_collected_on_the_ui_thread_only(collector: CollectOnUiThread) -> None:
    where: list[int] = []

    class Knot:
        def __init__(self) -> None:
            self.me = self

        def __del__(self) -> None:
            where.append(threading.get_ident())

    assert not gc.isenabled()
    thread = threading.Thread(target=lambda: [Knot() for _ in range(5000)])
    thread.start()
    thread.join()
    assert where == []
    collector._collect()
    assert set(where) == {threading.get_ident()}


def searches() -> list[int]:
    """How often each generation has been searched."""
    return [generation["collections"] for generation in gc.get_stats()]


def test_rows_by_the_hundred_thousand_are_not_searched(collector: CollectOnUiThread) -> None:
    collector._collect()
    rows = [[number] for number in range(50_000)]
    before = searches()
    collector._collect()
    assert searches() == before
    assert gc.get_count()[0] < len(rows)
    assert gc.get_freeze_count() == 0


def test_everything_is_searched_when_nobody_does_anything(
    collector: CollectOnUiThread, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, 11))
    before = searches()[2]
    collector._collect()
    collector._quiet.setInterval(60_000)
    QTest.keyClicks(field, "a")
    assert collector._quiet.interval() == collector._QUIET_MILLISECONDS  # begun anew
    assert searches()[2] == before
    collector._quiet.start(0)
    qtbot.waitUntil(lambda: searches()[2] == before + 1)
    QTest.keyClicks(field, "b")
    assert not collector._quiet.isActive()
