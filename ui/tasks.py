"""Work off the UI thread: a worker knows a job number, never a QObject.

Results, errors, progress and cancelled jobs all come back to the UI thread by one queued signal; a job whose owner
has been destroyed meanwhile is dropped. Python's cyclic garbage collector runs on the UI thread only, because a
collection in a worker would destroy widgets there (see :class:`CollectOnUiThread`).
"""

import gc
import itertools
import logging
import sys
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot

from kpkportfolio.errors import Cancelled
from kpkportfolio.text import _

_log = logging.getLogger(__name__)
T = TypeVar("T")
_TURN_S = 0.001
_INPUT = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class Progress:
    """What a worker is handed: it reports how far it is, and stops where it reports once cancel is asked for."""

    def __init__(self) -> None:
        self._cancel = threading.Event()
        self.done = 0
        self.total = 0

    def __call__(self, done: int, total: int) -> None:
        """Report ``done`` of ``total`` steps.

        Raises:
            Cancelled: the person asked to stop.
        """
        self.done, self.total = done, total
        if self._cancel.is_set():
            raise Cancelled(_("Cancelled; nothing was changed."))

    def cancel(self) -> None:
        self._cancel.set()

    @property
    def cancelled(self) -> bool:
        return self._cancel.is_set()


@dataclass(slots=True)
class Job:
    """A running piece of work as the UI thread knows it.

    Attributes:
        aside: nobody asked for it, and it is done again when it is wanted.
    """

    number: int
    title: str
    progress: Progress
    owner: "weakref.ref[QObject]"
    done: Callable[[Any], object]
    failed: Callable[[Exception], object] | None
    aside: bool = False


class Tasks(QObject):
    """Runs work in threads and brings the outcome back.

    Signals:
        started: a Job has been taken on.
        ended: a Job is over, however it ended.
        failed: an exception no owner took care of, for the message box.
    """

    started = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None, threads: int = 3) -> None:
        super().__init__(parent)
        # a worker that computes keeps the window waiting at each of its calls into Qt for a turn of the interpreter
        sys.setswitchinterval(_TURN_S)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="work")
        self._numbers = itertools.count(1)
        self._jobs: dict[int, Job] = {}
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        title: str = "",
        aside: bool = False,
    ) -> Job:
        """Do ``work(progress)`` in a thread, then ``done(result)`` or ``failed(error)`` on the UI thread.

        ``work`` must not touch any QObject. ``title`` names the job to the person; an empty one is not shown.
        One that is ``aside`` ends with the window without a question.
        Without ``failed`` an error goes to the signal of that name; a cancelled job calls ``failed`` if given.
        """
        job = Job(next(self._numbers), title, Progress(), weakref.ref(owner), done, failed, aside)
        self._jobs[job.number] = job
        self.started.emit(job)
        number, progress = job.number, job.progress

        def body() -> None:
            outcome: tuple[int, bool, object]
            try:
                outcome = (number, True, work(progress))
            except Exception as error:
                outcome = (number, False, error)
            if shiboken6.isValid(self):
                self._finished.emit(outcome)

        self._pool.submit(body)
        return job

    @property
    def running(self) -> list[Job]:
        """Jobs under way, oldest first."""
        return list(self._jobs.values())

    def stop(self) -> None:
        """Cancel everything and wait for the threads; before the application ends."""
        for job in self._jobs.values():
            job.progress.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._jobs.clear()

    @Slot(object)
    def _deliver(self, outcome: tuple[int, bool, object]) -> None:
        number, fine, value = outcome
        job = self._jobs.pop(number, None)
        if job is None:
            return
        try:
            owner = job.owner()
            if owner is None or not shiboken6.isValid(owner):
                return
            if fine:
                job.done(value)
            elif job.failed is not None:
                job.failed(value)  # type: ignore[arg-type]  # the body caught it as an Exception
            elif not isinstance(value, Cancelled):
                self.failed.emit(value)
        finally:
            self.ended.emit(job)


class CollectOnUiThread(QObject):
    """Runs Python's cyclic garbage collector from a timer on the UI thread instead of wherever it strikes, and so that
    nobody waits for it."""

    _MILLISECONDS = 2000
    _QUIET_MILLISECONDS = 3000
    _MANY = 20_000
    """Young objects that take longer to search than a person notices."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._collect)
        self._timer.start(self._MILLISECONDS)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._collect_all)

    @Slot()
    def _collect(self) -> None:
        # the thresholds Python itself uses, so that a quiet window collects nothing
        counts, thresholds = gc.get_count(), gc.get_threshold()
        if counts[0] > self._MANY:
            # an import or a portfolio just read, hundreds of thousands of rows in no cycle: they are called old
            # without the search, for which the window would stand still
            gc.freeze()
            gc.unfreeze()
            return
        if counts[2] > thresholds[2]:
            self._await_quiet()
        for generation in (1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return

    def _await_quiet(self) -> None:
        """Search everything, which takes a moment in a large portfolio, once nobody has done anything for a while."""
        app = QCoreApplication.instance()
        if app is not None and not self._quiet.isActive():
            app.installEventFilter(self)
            self._quiet.start(self._QUIET_MILLISECONDS)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Waits anew whenever somebody does something."""
        if event.type() in _INPUT:
            self._quiet.start(self._QUIET_MILLISECONDS)
        return False

    @Slot()
    def _collect_all(self) -> None:
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        gc.collect()
