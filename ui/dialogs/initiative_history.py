"""The whole history of one initiative and all that belongs to it, newest first."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from kpkportfolio.text import _, format_number, ngettext
from ui.dialogs.message import tell_error
from ui.pages.details import history
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button
from ui.widgets.parts import label as text_label

if TYPE_CHECKING:
    from kpkportfolio.store.journal import HistoryLine
    from ui.session import Session

_LINES = 5000
_SHOWN = 300
"""Operations that are listed; an initiative with more has been imported for decades."""


class InitiativeHistory(QDialog):
    """Reads off the UI thread and follows what happens meanwhile."""

    def __init__(
        self, session: "Session", id_: str, named: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._id = id_
        self._named = named
        row = session.by_id.get(id_)
        self.setWindowTitle(_("History"))
        self.resize(620, 640)
        self.heading = text_label(row.title if row is not None else _("History"), FontRole.SECTION, wrap=True)
        self.note = text_label(_("Reading history …"), FontRole.SMALL, "muted")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName(_("History"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_5, SIZES.space_4, SIZES.space_5, SIZES.space_4)
        layout.setSpacing(SIZES.space_3)
        layout.addWidget(self.heading)
        layout.addWidget(self.note)
        layout.addWidget(self.area, 1)
        close = button(_("Close"), slot=self.reject)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        session.committed.connect(self._read)
        self._read()

    @Slot()
    @Slot(object)
    def _read(self, _committed: object = None) -> None:
        portfolio, id_ = self._session.portfolio, self._id
        self._session.tasks.run(
            self,
            lambda _progress: portfolio.history(id_, _LINES),
            self._show,
            lambda error: tell_error(self, error),
        )

    def _show(self, lines: "list[HistoryLine]") -> None:
        n = len({line.entry.seq for line in lines})
        self.note.setText(ngettext("{n} operation", "{n} operations", n).format(n=format_number(n)))
        listed = history.latest(lines, self._named, _SHOWN)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, SIZES.space_3, 0)
        column.addWidget(listed)
        column.addStretch(1)
        self.area.setWidget(holder)

    @classmethod
    def show_for(
        cls, session: "Session", id_: str, named: Callable[[str], str], parent: QWidget
    ) -> "InitiativeHistory":
        """Show it and go on."""
        dialog = cls(session, id_, named, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        return dialog
