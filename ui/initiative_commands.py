"""What the Initiative menu does to what is selected: add, set the status, merge two, delete."""

from typing import TYPE_CHECKING

from kpkportfolio.model.change import Change, Fields, Operation, OperationKind, new_id
from kpkportfolio.model.vocabulary import Status
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
        """Ask for the first facts of a new initiative, then open its details."""
        session = self._session
        if session is None:
            return
        from ui.dialogs.add_initiative import AddInitiative

        fields = AddInitiative.ask(session.contents, self._window)
        if fields is not None:
            self.add_with(fields)

    def add_with(self, fields: Fields) -> None:
        """Record a new initiative and select it."""
        session = self._session
        if session is None:
            return
        id_ = new_id()
        operation = Operation(OperationKind.ADD, str(fields["title"]), [Change("initiative", id_, None, fields)])
        if not session.commit(operation):
            return

        def select(_ids: object) -> None:
            if id_ in session.by_id:
                session.changed.disconnect(select)
                session.select([id_])
                self._window.open_details()

        session.changed.connect(select)

    def set_status(self, status: Status) -> None:
        """Set the status of everything selected, as one undoable operation."""
        if self._session is not None:
            self._session.edit(self._session.selection, {"status": status.value})

    def merge(self) -> None:
        """Merge the two selected into one that keeps both sources."""
        session = self._session
        if session is None or len(session.selection) != 2:
            return
        from ui.dialogs.merge_two import MergeTwo

        first, second = (session.by_id[id_] for id_ in session.selection)
        keep = MergeTwo.ask(first, second, self._window)
        if keep is None:
            return
        from kpkportfolio.store import edits

        drop = second.id if keep == first.id else first.id
        if session.commit(lambda: edits.merging(session.portfolio, keep, drop)):
            session.select([keep])

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
