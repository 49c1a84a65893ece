"""Undo and redo in a window: what they would do next, and asking before what was done before the opening."""

from functools import partial
from typing import TYPE_CHECKING

from kpkportfolio.errors import Conflict
from kpkportfolio.text import _, format_time
from ui.dialogs.message import Message

if TYPE_CHECKING:
    from kpkportfolio.store.journal import Entry
    from ui.main_window import MainWindow
    from ui.session import Session


class UndoCommands:
    """The handlers of undo and redo for one window.

    Attributes:
        names: what undo and redo would do, empty where there is nothing.
    """

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._next: list[Entry | None] = [None, None]

    @property
    def names(self) -> tuple[str, str]:
        undo, redo = ("" if one is None else one.name for one in self._next)
        return undo, redo

    def forget(self) -> None:
        """No portfolio is open."""
        self._next = [None, None]

    def read(self) -> None:
        """Find what they would do; the journal is asked off the UI thread."""
        window, session = self._window, self._window.session
        if session is None:
            return
        from kpkportfolio.model.change import OperationKind

        portfolio = session.portfolio

        def show(stacks: "tuple[list[Entry], list[Entry]]") -> None:
            # filling a portfolio with the sample is how it began
            self._next = [one[-1] if one and one[-1].kind is not OperationKind.SAMPLE else None for one in stacks]
            window.update_actions()

        window.shell.tasks.run(
            window, lambda _progress: portfolio.stacks(whole_journal=True), show, lambda _error: None
        )

    def undo(self) -> None:
        self._back(self._next[0], _("Undo"), "undo")

    def redo(self) -> None:
        self._back(self._next[1], _("Redo"), "redo")

    def _back(self, entry: "Entry | None", does: str, step: str) -> None:
        """Undo or redo; what was done before the portfolio was opened only after asking, for nobody has it in mind."""
        session = self._window.session
        if session is None or entry is None:
            return
        earlier = entry.session != session.portfolio.session
        told = _("It was done before the portfolio was opened: {when}. {why}")
        if not earlier or Message.ask(
            self._window,
            f"{does}: {entry.name}",
            told.format(when=format_time(entry.at), why=entry.reason).strip(),
            does,
        ):
            getattr(session, step)(earlier, partial(self._refused, session, entry))

    def _refused(self, session: "Session", entry: "Entry", error: Exception) -> None:
        """What was changed since is shown, by whom and when, and what still stands is offered, as in the history."""
        if not isinstance(error, Conflict):
            session.failed.emit(error)
            return
        from kpkportfolio.store.older import undoing
        from ui.dialogs.history_undo import undo_after_asking

        undo_after_asking(session, self._window, lambda portfolio: undoing(portfolio, entry.seq))
