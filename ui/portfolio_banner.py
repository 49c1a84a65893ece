"""The banner of the window: what has to be known of the open portfolio, and what an import has just brought."""

from typing import TYPE_CHECKING

from kpkportfolio.model.change import OperationKind
from kpkportfolio.text import _
from ui.file_commands import sample_path
from ui.widgets.messages import Message, Tone

if TYPE_CHECKING:
    # SQLAlchemy waits for the first paint
    from kpkportfolio.store.portfolio import Committed, Portfolio


class PortfolioBanner(Message):
    """A message that knows until when it holds."""

    _of_import = False

    def show_portfolio(self, portfolio: "Portfolio", frozen: str | None) -> None:
        """It is the past, is kept unsafely, was upgraded, is the sample; nothing when nothing is to be said."""
        self._of_import = False
        if frozen is not None:
            # as long as the past is shown, nobody may take it for today
            self.show_message(Tone.WARN, frozen, action=_("Back to today"), lasting=True)
        elif portfolio.warning:
            self.show_message(Tone.WARN, portfolio.warning)
        elif portfolio.backup is not None:
            self.show_message(
                Tone.OK,
                _("The file was upgraded for this version. The earlier one is kept as {path}.").format(
                    path=portfolio.backup
                ),
            )
        elif portfolio.path is not None and portfolio.path == sample_path():
            self.show_message(
                Tone.INFO,
                _(
                    "This is your own copy of the sample portfolio. Its initiatives, people and figures are "
                    "illustrative; try everything."
                ),
            )

    def show_import(self, told: str) -> None:
        """Say what an import brought, until the next change."""
        self.show_message(Tone.OK, told)
        self._of_import = True

    def follow(self, committed: "Committed") -> None:
        """Something was committed: "Ctrl+Z takes it back", said of an import, would be of another thing now."""
        if self._of_import and committed.entry.kind != OperationKind.IMPORT:
            self._of_import = False
            self.hide()
