"""What the Initiative menu does to what is selected: add, set the status, merge two, delete."""

from typing import TYPE_CHECKING

from kpkportfolio.model.vocabulary import Status, Verdict
from kpkportfolio.text import _, ngettext
from ui.dialogs.message import Message

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.session import Session

_AT_ONCE = 50
"""More are deleted off the UI thread, with progress."""
_NAMED = 5


class InitiativeCommands:
    """The handlers of the Initiative menu for one window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    @property
    def _session(self) -> "Session | None":
        return self._window.session

    def add(self) -> None:
        """Let a new initiative be written in the form, then select it."""
        session = self._session
        if session is None:
            return
        from ui.dialogs.initiative_editor import InitiativeEditor

        id_ = InitiativeEditor.ask(session, self._window)
        if id_ is None:
            return

        def select(_ids: object = None) -> bool:
            if id_ not in session.by_id:
                return False
            session.select([id_])
            self._window.open_details()
            return True

        def once(_ids: object) -> None:
            if select():
                session.changed.disconnect(once)

        # the form saves before the window has read what was saved
        if not select():
            session.changed.connect(once)

    def edit(self) -> None:
        """Open the form of the one selected."""
        session = self._session
        if session is not None and len(session.selection) == 1:
            from ui.dialogs.initiative_editor import InitiativeEditor

            InitiativeEditor.ask(session, self._window, session.selection[0])

    def set_status(self, status: Status) -> None:
        """Set the status of everything selected, as one undoable operation."""
        if self._session is not None:
            self._session.edit(self._session.selection, {"status": status.value})

    def merge(self) -> None:
        """Merge the two selected into one that keeps both sources, or only record that they are the same."""
        session = self._session
        if session is None or len(session.selection) != 2:
            return
        from ui.dialogs.merge import MergeDialog

        first, second = (session.by_id[id_] for id_ in session.selection)
        answer = MergeDialog.ask(session, first, second, None, self._window)
        if answer is None:
            return
        if not answer.merge:
            session.findings.judge(first.id, second.id, Verdict.DUPLICATE, answer.why)
            return
        portfolio = session.portfolio
        session.commit_later(
            lambda _progress: answer.operation(portfolio), _("Merging"), lambda: session.select([answer.keep])
        )

    def delete(self) -> None:
        """Ask, then delete what is selected with everything of its own."""
        session = self._session
        if session is None or not session.selection:
            return
        ids = session.selection
        names = [session.by_id[id_].title for id_ in ids[:_NAMED]]
        if len(ids) > _NAMED:
            names.append("…")
        text = ngettext(
            "Its deliverables, money, impact and judgements go with it. You can take this back with Ctrl+Z, "
            "and the history keeps everything.",
            "Their deliverables, money, impact and judgements go with them. You can take this back with Ctrl+Z, "
            "and the history keeps everything.",
            len(ids),
        )
        listed = "\n".join(f"• {name}" for name in names)
        if not Message.ask(
            self._window,
            ngettext("Delete {n} initiative?", "Delete {n} initiatives?", len(ids)).format(n=len(ids)),
            f"{listed}\n\n{text}",
            _("Delete"),
            danger=True,
        ):
            return
        from kpkportfolio.store import edits

        if len(ids) <= _AT_ONCE:
            session.commit(lambda: edits.deleting(session.portfolio, ids))
        else:
            session.commit_later(lambda _progress: edits.deleting(session.portfolio, ids), _("Deleting"))
