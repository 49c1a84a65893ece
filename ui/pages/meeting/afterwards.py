"""What is done when a meeting ends: its snapshot, and the merges it decided on."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.snapshots import Snapshot
from kpkportfolio.store.merges import AgreedMerge
from kpkportfolio.text import _, format_number, format_time, ngettext
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button, label


class Afterwards(QWidget):
    """Signals: ``snapshot_wanted`` asks for a snapshot of the meeting; ``merge_wanted`` carries the AgreedMerge that is
    to be carried out."""

    snapshot_wanted = Signal()
    merge_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.merges: Sequence[AgreedMerge] = ()
        self._rows: Mapping[str, InitiativeRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.space_2)
        column.addWidget(label(_("When the meeting ends"), FontRole.SECTION))
        self.taken = label("", wrap=True)
        self.take = button(_("Take a snapshot…"), "snapshots", slot=self.snapshot_wanted.emit)
        self.decided = label("", wrap=True)
        self.carry_out = button(_("Carry out…"), slot=self._carry_out)
        self._second = QWidget()
        first = QWidget()
        for row, words, deed in ((first, self.taken, self.take), (self._second, self.decided, self.carry_out)):
            across = QHBoxLayout(row)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(SIZES.space_3)
            across.addWidget(words, 1)
            across.addWidget(deed)
            column.addWidget(row)

    def show_state(
        self, taken: Sequence[Snapshot], merges: Sequence[AgreedMerge], rows: Mapping[str, InitiativeRow]
    ) -> None:
        """Show a meeting's snapshots, oldest first, and the merges that are still to be carried out."""
        # what was read a moment ago may have gone since
        merges = [one for one in merges if {one.initiative_id, *one.into} <= rows.keys()]
        self.merges, self._rows = merges, rows
        if taken:
            last = taken[-1]
            self.taken.setText(_("Snapshot: {name}, {time}").format(name=last.name, time=format_time(last.taken_at)))
        else:
            self.taken.setText(_("No snapshot of it yet: with one, the next meeting begins with what has changed."))
        n = len(merges)
        self._second.setVisible(n > 0)
        if n == 1:
            self.decided.setText(_("To be merged: {what}").format(what=self._words(merges[0])))
        elif n:
            told = ngettext("{n} merge to be carried out", "{n} merges to be carried out", n)
            self.decided.setText(told.format(n=format_number(n)))

    def _words(self, merge: AgreedMerge) -> str:
        into = self._rows[merge.into[0]].title if merge.into else merge.told
        return f"{self._rows[merge.initiative_id].title} → {into}"

    def _carry_out(self) -> None:
        if len(self.merges) == 1:
            self.merge_wanted.emit(self.merges[0])
            return
        menu = QMenu(self)
        menu.setFont(font(FontRole.BODY))
        for one in self.merges:
            # an ampersand would underline a letter
            words = self._words(one).replace("&", "&&")
            menu.addAction(words, partial(self.merge_wanted.emit, one))
        menu.exec(self.carry_out.mapToGlobal(self.carry_out.rect().bottomLeft()))
        menu.deleteLater()
