"""The meetings, the latest first, each with its day; and what is said while there are none."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from kpkportfolio.store.decisions import MeetingRow
from kpkportfolio.text import _, format_date
from ui.widgets.empty import EmptyPage

_LEAST_LETTERS = 16
_ID = int(Qt.ItemDataRole.UserRole)


class MeetingList(QListWidget):
    """One meeting a row; the current one is the chosen one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Meetings"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LEAST_LETTERS)

    @property
    def chosen(self) -> str:
        """The id of the chosen meeting, empty when there is none."""
        item = self.currentItem()
        return "" if item is None else str(item.data(_ID))

    def show_meetings(self, meetings: Sequence[MeetingRow], wanted: str) -> None:
        """Show these and choose the wanted one, the first when that is not among them; tells nobody."""
        self.blockSignals(True)
        self.clear()
        for row in meetings:
            item = QListWidgetItem(f"{row.group} {row.name}\n{format_date(row.held_on)}")
            item.setData(_ID, row.id)
            self.addItem(item)
            if row.id == wanted:
                self.setCurrentItem(item)
        if meetings and self.currentRow() < 0:
            self.setCurrentRow(0)
        self.blockSignals(False)


class NoMeetings(EmptyPage):
    """What the page says before the first meeting; ``call`` makes it."""

    def __init__(self, call: Callable[[], object]) -> None:
        super().__init__(
            _("No meetings yet"),
            _(
                "Call a meeting of the steering group, choose what it looks at and what it decides on, and present it "
                "on a projector. Decisions are recorded on the initiatives, and the minutes come from the same state."
            ),
            [(_("New meeting"), "plus", call)],
        )
