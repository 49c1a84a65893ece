"""What a session does by the clock: looks for others' changes, and asks whether a snapshot or a backup is due."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from kpkportfolio.errors import PortfolioError
from kpkportfolio.store import occasions, safekeeping
from kpkportfolio.store.freezing import Snapshot
from ui.tasks import Progress

if TYPE_CHECKING:
    from ui.session import Session

_LOOK_MS = 3000
_KEEP_MS = 15 * 60_000


class Housekeeping(QObject):
    """Of one session, until it closes."""

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self._session = session
        self._look, self._keep = QTimer(self), QTimer(self)
        self._look.timeout.connect(self.look_elsewhere)
        self._keep.timeout.connect(self.keep_safe)

    def begin(self) -> None:
        """Do it from now on."""
        self._look.start(_LOOK_MS)
        self._keep.start(_KEEP_MS)

    def stop(self) -> None:
        """The session closes."""
        self._look.stop()
        self._keep.stop()

    @Slot()
    def look_elsewhere(self) -> None:
        """Read everything again when another program has changed something."""
        session, portfolio = self._session, self._session.portfolio

        def take(found: object) -> None:
            if found:
                session.reload()

        session.tasks.run(self, lambda _progress: portfolio.poll(), take, _quiet)

    @Slot()
    def keep_safe(self) -> None:
        """Take a snapshot and make a backup, each if it is due."""
        portfolio, days = self._session.portfolio, self._session.snapshot_days

        def work(_progress: Progress) -> Snapshot | None:
            taken = occasions.take_if_due(portfolio, days)
            if portfolio.path is not None and portfolio.frozen is None:
                safekeeping.back_up_if_due(portfolio.path)
            return taken

        self._session.tasks.run(self, work, self._kept, self._not_kept)

    def _kept(self, taken: Snapshot | None) -> None:
        if taken is not None:
            self._session.snapshot_taken.emit(taken)

    def _not_kept(self, error: Exception) -> None:
        # told once: a full disk is no news a quarter of an hour later
        self._keep.stop()
        session = self._session
        (session.failed if isinstance(error, PortfolioError) else session.tasks.failed).emit(error)


def _quiet(_error: Exception) -> None:
    """A failed look for others' changes is not worth a message: the next write will say what is wrong."""
