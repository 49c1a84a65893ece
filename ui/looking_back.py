"""The portfolio as it was, shown by the window in the place of today's, and the way back."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from kpkportfolio.text import _
from ui.dialogs.message import tell_error
from ui.tasks import Progress

if TYPE_CHECKING:
    # SQLAlchemy waits for the first paint
    from kpkportfolio.snapshots.past import Past
    from kpkportfolio.snapshots.stops import Stop
    from ui.application import Shell
    from ui.dialogs.choose_state import State
    from ui.session import Session


class LookingBack(QObject):
    """Puts a past in the place of the shell's session, keeps today's meanwhile and puts it back."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self._shell = shell
        self._kept: Session | None = None

    @property
    def present(self) -> "Session | None":
        """The portfolio as it is now, also while its past is shown."""
        return self._kept or self._shell.session

    @Slot(object)
    def show(self, state: "State | Stop") -> None:
        """Show the portfolio as of a snapshot, a moment or a stop in place of today's; nothing in it can be changed."""
        shell, present = self._shell, self.present
        if present is None:
            return
        shell.opening += 1
        mine, portfolio = shell.opening, present.portfolio

        def work(progress: Progress) -> "Past":
            from kpkportfolio.snapshots.past import open_past

            return open_past(portfolio, state, progress)

        def done(past: "Past") -> None:
            if mine == shell.opening and self.present is present:
                self._put(past)
            else:
                past.close()

        shell.tasks.run(self, work, done, partial(tell_error, shell.window), _("Looking back"))

    def _put(self, past: "Past") -> None:
        from ui.session import Session

        shell = self._shell
        shell.remember_session()
        shown = shell.session
        assert shown is not None
        self.leave_glance()
        session = Session(past, shell.tasks, shell)
        day = past.moment.astimezone().date()
        session.today = lambda: day
        session.set_filter(shown.filter)
        select_when_loaded(session, list(shown.selection))
        if self._kept is None:
            self._kept = shown
        shell.session = session
        session.load()
        shell.window.detach(shown)
        shell.window.attach(session, shell.settings.page, shell.settings.pages)
        if shown is not self._kept:
            let_go(shown)

    @Slot()
    def leave(self) -> None:
        """Show today again; what was filtered in the past and looked at stays."""
        shell = self._shell
        self.leave_glance()
        past, kept = shell.session, self._kept
        if past is None or kept is None:
            return
        shell.remember_session()
        shell.session, self._kept = kept, None
        kept.set_filter(past.filter)
        shell.window.detach(past)
        shell.window.attach(kept, shell.settings.page, shell.settings.pages)
        kept.select([id_ for id_ in past.selection if id_ in kept.by_id])
        let_go(past)

    def leave_glance(self) -> bool:
        """Put a page's slider back; False when no other moment is looked at with it."""
        session = self._shell.session
        if session is None or session.then is None:
            return False
        session.travel.leave()
        return True

    def forget(self) -> "Session | None":
        """Today's portfolio for whoever closes it, if it was kept behind a past; it is kept no more."""
        kept, self._kept = self._kept, None
        return kept


def select_when_loaded(session: "Session", ids: list[str]) -> None:
    """Select what is still there of these initiatives once the session has them."""

    def select(_ids: object) -> None:
        session.changed.disconnect(select)
        session.select([id_ for id_ in ids if id_ in session.by_id])

    if ids:
        session.changed.connect(select)


def let_go(session: "Session") -> None:
    """Close a session that nobody shows any more."""
    session.close()
    session.deleteLater()
