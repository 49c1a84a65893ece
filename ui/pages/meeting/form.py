"""What a meeting is called, whose it is, when it is held, and what is noted of it."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from kpkportfolio.store.decisions import MeetingRow
from kpkportfolio.text import _, language
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import label


class _Notes(QPlainTextEdit):
    """Signals: ``left`` when the cursor goes elsewhere."""

    left = Signal()

    def focusOutEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # QFocusEvent
        super().focusOutEvent(event)
        self.left.emit()


class MeetingForm(QWidget):
    """Signals: ``edited`` when a field was left with something else in it than before."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: MeetingRow | None = None
        self.group, self.name, self.day, self.notes = QLineEdit(), QLineEdit(), QDateEdit(), _Notes()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat({"fi": "d.M.yyyy", "sv": "yyyy-MM-dd"}.get(language(), "dd/MM/yyyy"))
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(SIZES.row * 2 + SIZES.space_2)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SIZES.space_3)
        grid.setVerticalSpacing(SIZES.space_1)
        fields = ((_("Group"), self.group), (_("Meeting"), self.name), (_("Held on"), self.day))
        for column, (words, field) in enumerate(fields):
            grid.addWidget(label(words, FontRole.SMALL, "muted"), 0, column)
            grid.addWidget(field, 1, column)
            field.setAccessibleName(words)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 2)
        grid.addWidget(label(_("Notes"), FontRole.SMALL, "muted"), 2, 0, 1, 3)
        grid.addWidget(self.notes, 3, 0, 1, 3)
        self.notes.setAccessibleName(_("Notes"))
        self.group.editingFinished.connect(self._left)
        self.name.editingFinished.connect(self._left)
        self.day.editingFinished.connect(self._left)
        self.notes.left.connect(self._left)

    def show_meeting(self, meeting: MeetingRow) -> None:
        """Show a meeting; what is being written in a field of the same one stays."""
        if self._shown == meeting:
            return
        same = self._shown is not None and self._shown.id == meeting.id
        self._shown = meeting
        for field, words in ((self.group, meeting.group), (self.name, meeting.name)):
            if not (same and field.hasFocus()):
                field.setText(words)
        if not (same and self.day.hasFocus()):
            self.day.setDate(QDate(meeting.held_on.year, meeting.held_on.month, meeting.held_on.day))
        if not (same and self.notes.hasFocus()):
            self.notes.setPlainText(meeting.notes or "")

    def _left(self) -> None:
        shown = self._shown
        if shown is None:
            return
        held_on = self.day.date().toPython()
        now = (self.group.text().strip(), self.name.text().strip(), held_on, self.notes.toPlainText().strip())
        if now != (shown.group, shown.name, shown.held_on, shown.notes or ""):
            self.edited.emit()


def next_name(latest: str, today: date) -> str:
    """``4/2011`` after ``3/2011``; the first of a year is ``1/2012``."""
    number, _slash, year = latest.partition("/")
    if number.isdecimal() and year == str(today.year):
        return f"{int(number) + 1}/{year}"
    return f"1/{today.year}"
