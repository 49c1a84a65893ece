"""The snapshots behind the chart: which there are, and the rows of those that have been looked at."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _
from ui.dialogs.message import tell_error
from ui.session import Session
from ui.tasks import Progress

Rows = dict[str, InitiativeRow]
_KEPT = 12
"""Snapshots whose rows are kept; ten thousand rows of one take 5 MB."""


class Past(QObject):
    """Reads snapshots off the UI thread.

    Signals:
        listed(): :attr:`snapshots` is new.
    """

    listed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: dict[str, Rows] = {}
        self.snapshots: Sequence[tuple[str, str, object]] = ()
        """Id, name and the local day each was taken, oldest first."""

    def look(self) -> None:
        """List the snapshots again; they may have been taken on another page or by somebody else."""
        portfolio = self._session.portfolio
        self._session.tasks.run(self, lambda _progress: _listing(portfolio), self._listed, lambda _error: None)

    def _listed(self, found: Sequence[tuple[str, str, object]]) -> None:
        if list(found) != list(self.snapshots):
            self.snapshots = found
            self._rows = {id_: rows for id_, rows in self._rows.items() if id_ in {one[0] for one in found}}
            self.listed.emit()

    def with_rows(self, ids: Sequence[str], then: Callable[[list[Rows]], object]) -> None:
        """Call ``then`` with the rows of these snapshots, at once when they have been read before."""
        missing = [id_ for id_ in ids if id_ not in self._rows]
        if not missing:
            then([self._rows[id_] for id_ in ids])
            return
        portfolio = self._session.portfolio

        def take(found: dict[str, Rows]) -> None:
            known = {**self._rows, **found}
            self._rows = dict(list(known.items())[-_KEPT:])
            then([known[id_] for id_ in ids])

        self._session.tasks.run(
            self,
            lambda progress: _read(portfolio, missing, progress),
            take,
            partial(tell_error, None),
            _("Reading the snapshot"),
            aside=True,
        )


def _listing(portfolio: Portfolio) -> list[tuple[str, str, object]]:
    from kpkportfolio import snapshots

    return [(one.id, one.name, one.taken_at.astimezone().date()) for one in snapshots.listing(portfolio)]


def _read(portfolio: Portfolio, ids: Sequence[str], progress: Progress) -> dict[str, Rows]:
    from kpkportfolio import snapshots
    from kpkportfolio.snapshots.figures import initiatives_of

    found = {}
    for place, id_ in enumerate(ids):
        progress(place, len(ids))
        content = snapshots.content_of(portfolio, snapshots.find(portfolio, id_))
        found[id_] = {row.id: row for row in initiatives_of(content)}
    return found
