"""The moments a slider stops at, and the portfolio as it was at the one that is looked at.

Stops are read off the UI thread, one at a time: whoever drags on wants only where the slider comes to rest. What has
been read is kept, for nothing that was can change.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kpkportfolio.model.facts import Facts
from kpkportfolio.model.rows import Contents
from kpkportfolio.snapshots.past import past_words
from kpkportfolio.snapshots.stops import Stop, contents_at, stops
from kpkportfolio.text import _
from ui.tasks import Progress

if TYPE_CHECKING:
    from ui.session import Session

_REST_MS = 40
"""While a key is held or the mouse drags on, nothing is read."""
_AGAIN_MS = 300
"""After what was done the stops are listed again; several operations come close together."""
_STEP_MS = 900
"""How long each stop is looked at while playing."""
_KEPT_ROWS = 30_000
"""Initiatives of all the stops that are kept; ten thousand with all that is theirs are 100 000 rows."""


class Then(NamedTuple):
    """The portfolio as it was at a stop, and what is worked out of it."""

    stop: Stop
    facts: Facts

    @property
    def contents(self) -> Contents:
        """Everything of it."""
        return self.facts.contents

    @property
    def day(self) -> date:
        """The day it was so."""
        return self.stop.day

    @property
    def words(self) -> str:
        """What marks it, and why nothing can be changed."""
        return past_words(self.stop.state)


class TimeTravel(QObject):
    """Where the sliders of a session stand; all of them stand at the same place.

    Attributes:
        stops: oldest first; after the last of them comes the present.
        place: which of them is wanted, ``len(stops)`` for the present; the session follows when it has been read.
        playing: whether it goes on by itself.

    Signals:
        changed(): the stops, the place or whether it plays is new.
    """

    changed = Signal()

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self._session = session
        self._kept: dict[tuple[int, str], Then] = {}
        self._reading = self._asked = False
        self.stops: Sequence[Stop] = ()
        self.place = 0
        self.playing = False
        self._rest = self._timer(_REST_MS, self._read)
        self._step = self._timer(_STEP_MS, self._next)
        self._again = self._timer(_AGAIN_MS, self.look)
        for told in (session.committed, session.snapshot_taken):
            told.connect(self._done)

    def _timer(self, milliseconds: int, slot: object) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(slot)
        return made

    @property
    def stop(self) -> Stop | None:
        """The stop that is wanted; None for the present."""
        return self.stops[self.place] if self.place < len(self.stops) else None

    @Slot()
    def look(self) -> None:
        """List the stops; from now on they are listed again whenever something has been done or frozen here."""
        self._asked = True
        portfolio = self._session.portfolio

        def take(found: list[Stop]) -> None:
            if found != list(self.stops):
                wanted = None if self.stop is None else _state(self.stop)
                self.stops = found
                self.place = next((n for n, stop in enumerate(found) if _state(stop) == wanted), len(found))
                self.changed.emit()
                self._follow()

        self._session.tasks.run(self, lambda _progress: stops(portfolio), take, lambda _error: None)

    @Slot(object)
    def _done(self, _what: object) -> None:
        """Whoever has asked for the stops is told of new ones."""
        if self._asked:
            self._again.start()

    def stop_reading(self) -> None:
        """The session closes."""
        for timer in (self._rest, self._step, self._again):
            timer.stop()

    # --- going --------------------------------------------------------------------------------------------------

    @Slot(int)
    def go(self, place: int) -> None:
        """Look at a stop, or beyond the last one at the present; what plays is ended."""
        self._end_playing()
        self._go(place)

    @Slot()
    def leave(self) -> None:
        """Look at the present again."""
        self.go(len(self.stops))

    @Slot()
    def play(self) -> None:
        """Go on from here to the present, from the first stop when this is the present; a second time ends it."""
        if self.playing or not self.stops:
            self._end_playing()
            return
        self.playing = True
        self.changed.emit()
        if self.stop is None:
            self._go(0)
        else:
            self._step.start(0)

    def _end_playing(self) -> None:
        self._step.stop()
        if self.playing:
            self.playing = False
            self.changed.emit()

    @Slot()
    def _next(self) -> None:
        self._go(self.place + 1)

    def _go(self, place: int) -> None:
        place = min(max(place, 0), len(self.stops))
        if place != self.place:
            self.place = place
            self.changed.emit()
        self._follow()

    def _follow(self) -> None:
        """Show what is wanted if it is at hand, else read it once the slider rests."""
        stop = self.stop
        if stop is None:
            self._rest.stop()
            self._session.look_at(None)
            self._end_playing()
        elif _state(stop) in self._kept:
            self._rest.stop()
            self._show(self._kept[_state(stop)])
        else:
            self._rest.start()

    def _show(self, then: Then) -> None:
        self._session.look_at(then)
        if self.playing:
            self._step.start()

    @Slot()
    def _read(self) -> None:
        stop, portfolio = self.stop, self._session.portfolio
        if stop is None or self._reading:
            return
        self._reading = True

        def take(facts: Facts) -> None:
            self._reading = False
            self._keep(Then(stop, facts))
            self._follow()

        def failed(error: Exception) -> None:
            self._reading = False
            self.leave()
            self._session.failed.emit(error)

        def read(_progress: Progress) -> Facts:
            return Facts(contents_at(portfolio, stop), stop.day).warm()

        self._session.tasks.run(self, read, take, failed, _("Looking back"), aside=True)

    def _keep(self, then: Then) -> None:
        """The latest ones; the one that was just read in any case."""
        self._kept[_state(then.stop)] = then
        rows = sum(len(one.contents.initiatives) for one in self._kept.values())
        for state, one in list(self._kept.items()):
            if rows <= _KEPT_ROWS or one is then:
                break
            rows -= len(self._kept.pop(state).contents.initiatives)


def _state(stop: Stop) -> tuple[int, str]:
    """What is the same however many operations there are since the stop before."""
    return stop.seq, "" if stop.snapshot is None else stop.snapshot.id
