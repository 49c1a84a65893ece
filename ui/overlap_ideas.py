"""Ideas mirrored against the portfolio in a worker, of which only the latest is answered."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.item import Item
from ui.tasks import Tasks

if TYPE_CHECKING:
    # the engine brings numpy and scipy along, which start-up does without
    from kpkportfolio.overlap.engine import Engine

_NEAREST = 10


class Ideas(QObject):
    """One question at a time; one asked meanwhile puts an earlier one aside.

    Signals:
        answered(): the index has been asked, and the language model with it.
    """

    answered = Signal()

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._engine: Engine | None = None
        self._number = 0
        self._asked: tuple[int, str | Item, Callable[[list[Finding]], object]] | None = None
        self._busy = False

    def use(self, engine: "Engine | None") -> None:
        """Answer from this index from now on; without one, questions wait."""
        self._engine = engine
        self._next()

    def check(self, text_or_item: str | Item, done: Callable[[list[Finding]], object]) -> None:
        """Look for what is nearest to an idea; ``done`` gets it, strongest first.

        Asked before there is an index, it is answered as soon as there is one.
        """
        self._number += 1
        self._asked = (self._number, text_or_item, done)
        self._next()

    def forget(self) -> None:
        """Leave the last question unanswered."""
        self._number += 1
        self._asked = None

    def _next(self) -> None:
        engine = self._engine
        if self._busy or self._asked is None or engine is None:
            return
        number, question, done = self._asked
        self._asked, self._busy = None, True

        def answer(found: list[Finding]) -> None:
            self._busy = False
            self.answered.emit()
            if number == self._number:
                done(found)
            self._next()

        def failed(error: Exception) -> None:
            self._busy = False
            self._tasks.failed.emit(error)
            self._next()

        self._tasks.run(self, lambda _progress: engine.check(question, _NEAREST), answer, failed)
