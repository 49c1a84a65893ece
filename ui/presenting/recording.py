"""Recording what is decided: the panel shows the item that is on, and what is written there is kept until it is."""

from PySide6.QtCore import QObject, QTimer, Signal

from kpkportfolio.errors import PortfolioError
from kpkportfolio.model.vocabulary import DecisionKind
from kpkportfolio.store.decisions import MeetingRow, deciding
from ui.presenting.content import Content
from ui.presenting.deciding import DecidingPanel
from ui.presenting.draft import Draft, Drafts
from ui.session import Session

_PAUSE_MS = 1000
"""After the last key, before what is written is kept."""


class Recording(QObject):
    """Between the panel, the drafts and the portfolio.

    Signals:
        recorded: a decision is in the portfolio.
    """

    recorded = Signal()

    def __init__(
        self, session: Session, meeting: MeetingRow, content: Content, panel: DecidingPanel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._meeting, self._content, self._panel = session, meeting, content, panel
        self._drafts = Drafts(meeting.id, session.portfolio.target)
        self._item = ""
        # whoever decided the last one decides the next one too
        self._by = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        panel.by.setPlaceholderText(meeting.group)
        panel.decided.connect(self.decide)
        panel.reason.textChanged.connect(self._pause.start)

    def show_item(self, id_: str) -> None:
        """Offer to decide on this initiative; on none when it is empty."""
        self._panel.setVisible(bool(id_))
        made = self._content.made_on(id_)
        if id_ and id_ != self._item:
            self._item = id_
            draft = self._drafts.of(id_) or Draft(by=self._by)
            self._panel.show_item(draft, lambda: self._content.targets(id_), made)
        elif id_:
            self._panel.show_made(made)
        self._item = id_

    def keep(self) -> None:
        """Keep what is written and not recorded."""
        self._pause.stop()
        if self._item:
            self._drafts.keep(self._item, self._panel.draft)

    def decide(self, draft: Draft) -> None:
        """Record a decision on the item that is shown; a refusal is told in the panel and loses nothing."""
        id_, kind = self._item, DecisionKind(draft.kind)
        priority = draft.priority if kind is DecisionKind.SET_PRIORITY else None
        into = draft.into or None if kind is DecisionKind.MERGE else None
        portfolio = self._session.portfolio
        try:
            made = deciding(portfolio, self._meeting, id_, kind, draft.reason, draft.by, priority, into)
            self._session.commit_now(made)
        except PortfolioError as error:
            self._panel.refuse(str(error))
            return
        self._pause.stop()
        self._by = draft.by
        self._drafts.drop(id_)
        self._item = ""
        self.recorded.emit()

    def refuse(self, error: Exception) -> None:
        """Something else could not be done, such as undoing: it is told where the presenter looks."""
        if self._panel.isVisible():
            self._panel.refuse(str(error))
