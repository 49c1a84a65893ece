"""What the schedule is compared with: a baseline or any snapshot, chosen by a button and read off the UI thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from kpkportfolio.charts.comparison import NO_COMPARISON, Comparison, first_baselines
from kpkportfolio.model.rows import Contents
from kpkportfolio.snapshots.schedule import schedule_in, state_words
from kpkportfolio.store.freezing import Snapshot
from kpkportfolio.text import _
from ui.session import Session
from ui.widgets.choices import ChoiceButton

LATEST, FIRST, NOTHING = "latest", "first", "nothing"


class Comparing(QObject):
    """The button and what it stands for.

    A snapshot's dates are read once and kept, for they cannot change; until they are there nothing is compared.

    Attributes:
        button: offers the baselines, the snapshots from the newest on, and nothing.
        wanted: LATEST, FIRST, NOTHING or a snapshot's id; kept although its snapshot has not been listed yet.

    Signals:
        changed(): the schedule is to be held against something else.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._read: dict[str, Comparison] = {}
        self._reading = ""
        self.wanted = LATEST
        self.button = ChoiceButton(_("Compare with"), self._choices(), LATEST)
        self.button.setAccessibleDescription(
            _("What the thin lines under the bars and the days of slip are held against")
        )
        self.button.changed.connect(self._choose)
        session.travel.changed.connect(self._listed)

    @property
    def value(self) -> str:
        """What is compared with now: what is wanted, or the latest baseline while there is no such snapshot."""
        return self.wanted if self.wanted in (LATEST, FIRST, NOTHING) or self._snapshot() else LATEST

    @property
    def any(self) -> bool:
        """Whether there is anything to draw ghosts of."""
        return self.value != NOTHING

    @property
    def past(self) -> bool:
        """Whether they are of how the portfolio was, not of what was approved."""
        return self.value not in (LATEST, FIRST, NOTHING)

    @property
    def words(self) -> str | None:
        """What the ghosts are of, empty when there are none; None for the latest baseline."""
        snapshot = self._snapshot()
        if snapshot is not None:
            return state_words(snapshot)
        return None if self.value == LATEST else _("first baseline") if self.value == FIRST else ""

    def want(self, value: str) -> None:
        """Compare with something else, without telling that it has changed."""
        self.wanted = value
        self.button.set_value(self.value)

    def source(self) -> Callable[[Contents], Comparison | None]:
        """How to make what is compared with of the contents shown, in a worker too; None is the latest baseline."""
        value = self.value
        if value == LATEST:
            return lambda _contents: None
        if value == FIRST:
            return lambda contents: first_baselines(contents.baselines)
        known = self._read.get(value, NO_COMPARISON)
        return lambda _contents: known

    def refresh(self) -> None:
        """Offer what there is now, and read what is wanted and has come to be known."""
        self.button.set_choices(self._choices())
        self.button.set_value(self.value)
        self._read_wanted()

    @Slot()
    def _listed(self) -> None:
        before = self.button.value
        self.refresh()
        if self.button.value != before:
            self.changed.emit()

    def _choices(self) -> list[tuple[object, str]]:
        snapshots = [stop.snapshot for stop in reversed(self._session.travel.stops) if stop.snapshot is not None]
        taken = any(row.baseline_name for row in self._session.contents.initiatives)
        baselines: list[tuple[object, str]] = [(LATEST, _("latest baseline")), (FIRST, _("first baseline"))]
        return [
            *(baselines if taken else [(LATEST, _("no baseline taken"))]),
            *((one.id, state_words(one)) for one in snapshots),
            (NOTHING, _("no comparison")),
        ]

    def _snapshot(self) -> Snapshot | None:
        stops = self._session.travel.stops
        return next((stop.snapshot for stop in stops if stop.snapshot and stop.snapshot.id == self.wanted), None)

    @Slot(object)
    def _choose(self, value: object) -> None:
        self.wanted = str(value)
        self._read_wanted()
        self.changed.emit()

    def _read_wanted(self) -> None:
        snapshot, portfolio = self._snapshot(), self._session.portfolio
        if snapshot is None or snapshot.id in (self._reading, *self._read):
            return
        self._reading = snapshot.id

        def take(dates: Comparison) -> None:
            self._reading = ""
            self._read[snapshot.id] = dates
            if self.wanted == snapshot.id:
                self.changed.emit()

        def failed(error: Exception) -> None:
            self._reading = ""
            self.want(LATEST)
            self.changed.emit()
            self._session.failed.emit(error)

        self._session.tasks.run(
            self, lambda _progress: schedule_in(portfolio, snapshot), take, failed, _("Looking back"), aside=True
        )
