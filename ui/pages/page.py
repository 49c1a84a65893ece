"""What every page is: a widget over one session that shows itself again only when it is looked at."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kpkportfolio.model.rows import InitiativeRow
from ui.session import Session
from ui.widgets import facets as widgets


class Page(QWidget):
    """A page of the window.

    Subclasses build their widgets in ``__init__`` in the language spoken then (the window is built anew when the
    language changes), show the session's rows in :meth:`refresh`, and keep what should survive a restart in
    :meth:`state`.

    Attributes:
        key: the page's stable name, used in settings and for its icon.
        details: whether the details panel may stand beside it.
        details_asked: whether it stands there only once it is asked for (Enter, a double click) and until it is
            left again, because it would take a picture its room each time something is selected.
        facets: whether what is ticked beside the navigation limits what it shows.
        through_time: whether it reads the session's contents alone, so that its slider may show another moment.

    Signals:
        details_wanted: the person asked for the details of the selection (a double click, Enter); the window also
            hears Enter by itself when the page's widgets leave the key alone.
        rows_changed: :meth:`rows` gives others now, because another tab was chosen.
        page_wanted: another page, by its key, is where the person wants to go on.
        count_changed: the number to show beside the page's name in the navigation, or None.
    """

    details_wanted = Signal()
    rows_changed = Signal()
    count_changed = Signal(object)
    page_wanted = Signal(str)

    key = ""
    details = True
    details_asked = False
    facets = True
    through_time = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._stale = True
        self._changing: Sequence[QWidget] = ()
        session.changed.connect(self._mark_stale)
        session.filter_changed.connect(self._mark_stale)

    def open_to_changes(self, *widgets: QWidget) -> None:
        """These lead to changes: while nothing can be changed, they are closed and say why."""
        self._changing = widgets
        self.session.looked.connect(self._open_or_close)
        self._open_or_close()

    @Slot()
    def _open_or_close(self) -> None:
        why = self.session.frozen
        for widget in self._changing:
            widget.setEnabled(why is None)
            widget.setToolTip(why or "")

    def lay_out(self, above: Sequence[QWidget], content: QWidget, empty: QWidget) -> None:
        """What stands above, and under it the page's content or, while there is none, the page that says so;
        :meth:`show_content` chooses."""
        self._either = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in above:
            layout.addWidget(widget)
        layout.addWidget(self._either, 1)
        for widget in (content, empty):
            self._either.addWidget(widget)

    def show_content(self, some: bool) -> None:
        """The content when there is something to show, else the empty page."""
        self._either.setCurrentIndex(0 if some else 1)

    def refresh(self) -> None:
        """Show ``session.shown`` (what passes the filter) and whatever else the page shows. Must be fast."""
        raise AssertionError("every page shows something")

    def rows(self) -> list[InitiativeRow]:
        """The rows the facets count: all of the current tab, whether the filter lets them through or not."""
        return self.session.contents.initiatives

    def own_facets(self) -> Sequence[widgets.Facet] | None:
        """What the page itself can be narrowed by, shown in place of the initiatives' facets; None for those.

        The page emits ``rows_changed`` when they or their counts are new.
        """
        return None

    def own_ticked(self) -> Mapping[str, frozenset[str]]:
        """The ticked values of its own facets, by their keys."""
        return {}

    def tick_own(self, ticked: Mapping[str, frozenset[str]]) -> None:
        """The person ticked these of the page's own facets."""

    def told_counts(self) -> tuple[str, str] | None:
        """What the status bar says of the page's own things in place of "n initiatives shown" and "n selected"."""
        return None

    def show_pair(self, a: str, b: str) -> None:
        """Show two initiatives side by side, asked for from the details; the overlaps page can."""

    def state(self) -> dict[str, Any]:
        """What to keep for next time: plain values by name."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up what :meth:`state` kept, possibly by another version: unknown and missing names are normal."""

    @Slot()
    @Slot(object)
    def _mark_stale(self, _ids: object = None) -> None:
        self._stale = True
        if self.isVisible():
            self._freshen()

    def _freshen(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._freshen()
