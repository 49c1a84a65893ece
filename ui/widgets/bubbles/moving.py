"""Bubbles on their way from one snapshot to the next: 150 ms a step, evenly, the only motion there is."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QVariantAnimation, Signal, Slot

from ui.theme.tokens import MOTION_MS
from ui.widgets.bubbles.frame import Fractions

MOST = 500
"""More bubbles than this are not moved: nobody could follow them."""
Places = Mapping[str, Fractions]


class Moving(QObject):
    """Plays a series of states.

    Signals:
        moved(object): where every bubble is now: id to fractions. Those in only one of two states are left out.
        reached(int): a state's number, from 0, as it is reached.
        ended(): the last one was reached, or it was stopped.
    """

    moved = Signal(object)
    reached = Signal(int)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._states: Sequence[Places] = ()
        self._step = 0
        self._way = QVariantAnimation(self)
        self._way.setStartValue(0.0)
        self._way.setEndValue(1.0)
        self._way.setDuration(MOTION_MS)
        self._way.valueChanged.connect(self._show)
        self._way.finished.connect(self._arrived)

    @property
    def running(self) -> bool:
        return bool(self._states)

    def play(self, states: Sequence[Places]) -> None:
        """Move from the first state through all the others; fewer than two are no way."""
        self.stop()
        if len(states) < 2:
            return
        self._states, self._step = states, 0
        self.reached.emit(0)
        self._way.start()

    @Slot()
    def stop(self) -> None:
        """End where it is."""
        if self._states:
            self._states = ()
            self._way.stop()
            self.ended.emit()

    @Slot(object)
    def _show(self, share: float) -> None:
        if self._states:
            self.moved.emit(between(self._states[self._step], self._states[self._step + 1], share))

    @Slot()
    def _arrived(self) -> None:
        if not self._states:
            return
        self._step += 1
        self.reached.emit(self._step)
        if self._step + 1 < len(self._states):
            self._way.start()
        else:
            self.stop()


def between(before: Places, after: Places, share: float) -> dict[str, Fractions]:
    """A share of the way, 0…1, of every bubble that is in both states."""
    return {
        id_: (at[0] + (to[0] - at[0]) * share, at[1] + (to[1] - at[1]) * share)
        for id_, at in before.items()
        if (to := after.get(id_)) is not None
    }
