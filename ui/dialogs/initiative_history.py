"""The whole history of one initiative and all that belongs to it, newest first."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kpkportfolio.store.looking_back import find_lines, people
from kpkportfolio.text import _, format_number, ngettext
from ui.dialogs.history_filters import HistoryFilters
from ui.dialogs.message import tell_error
from ui.on_screen import resize_on_screen
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
    """Reads off the UI thread and follows what happens meanwhile; narrowed by person, kind, days, words and field."""

    def __init__(
        self, session: "Session", id_: str, named: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._id = id_
        self._named = named
        row = session.by_id.get(id_)
        self.setWindowTitle(_("History"))
        resize_on_screen(self, 680, 680)
        self._turn = 0
        self.heading = text_label(row.title if row is not None else _("History"), FontRole.SECTION, wrap=True)
        self.filters = HistoryFilters(id_, by_field=True, parent=self)
        self.note = text_label(_("Reading history …"), FontRole.SMALL, "muted")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName(_("History"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_5, SIZES.space_4, SIZES.space_5, SIZES.space_4)
        layout.setSpacing(SIZES.space_3)
        layout.addWidget(self.heading)
        layout.addWidget(self.filters)
        layout.addWidget(self.note)
        layout.addWidget(self.area, 1)
        below = QHBoxLayout()
        below.setSpacing(SIZES.space_2)
        below.addStretch(1)
        for one in (button(_("Undo…"), "undo", slot=self.show_operations), button(_("Close"), slot=self.reject)):
            one.setAutoDefault(False)
            below.addWidget(one)
        layout.addLayout(below)
        self.filters.changed.connect(self._read)
        session.committed.connect(self._read)
        self._read()

    @Slot()
    @Slot(object)
    def _read(self, _committed: object = None) -> None:
        self._turn += 1
        turn, portfolio, sought = self._turn, self._session.portfolio, self.filters.sought

        def show(found: "tuple[list[HistoryLine], list[str]]") -> None:
            if turn == self._turn:
                self.filters.set_people(found[1])
                self._show(found[0])

        self._session.tasks.run(
            self,
            lambda _progress: (find_lines(portfolio, sought, _LINES), people(portfolio)),
            show,
            partial(tell_error, self),
        )

    def _show(self, lines: "list[HistoryLine]") -> None:
        n = len({line.entry.seq for line in lines})
        self.note.setText(ngettext("{n} operation", "{n} operations", n).format(n=format_number(n)))
        if self.filters.untouched:
            sides = [side for line in lines for side in (line.change.before, line.change.after) if side is not None]
            self.filters.set_fields({field for side in sides for field in side})
        listed = history.latest(lines, self._named, _SHOWN)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, SIZES.space_3, 0)
        column.addWidget(listed)
        column.addStretch(1)
        self.area.setWidget(holder)

    def show_operations(self) -> None:
        """The operations one by one, where each can be undone."""
        from ui.dialogs.history import History

        History.show_for(self._session, self, self._id)

    @classmethod
    def show_for(
        cls, session: "Session", id_: str, named: Callable[[str], str], parent: QWidget
    ) -> "InitiativeHistory":
        """Show it and go on."""
        dialog = cls(session, id_, named, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        return dialog
