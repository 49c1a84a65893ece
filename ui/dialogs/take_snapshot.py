"""Asks for the name, meeting and note of a snapshot that is to be taken, and takes it."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio import snapshots
from kpkportfolio.snapshots import Snapshot
from kpkportfolio.store.decisions import MeetingRow
from kpkportfolio.text import _, format_date
from ui.dialogs.message import tell_error
from ui.session import Session
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import label

_NOTE_HEIGHT = 84


class Wanted(NamedTuple):
    """The snapshot that is to be taken; ``meeting_id`` is None when it is of no meeting."""

    name: str
    note: str | None = None
    meeting_id: str | None = None


class TakeSnapshot(QDialog):
    """A name nobody has used, suggested by the meeting or the day, and what is worth remembering of the occasion.

    Args:
        taken: the names that are in use.
        meetings: those it may be taken of, the latest first.
        meeting_id: the meeting it is taken of unless another is chosen; without it that of today, if there is one.
    """

    def __init__(
        self,
        taken: Collection[str],
        today: date,
        meetings: Sequence[MeetingRow] = (),
        meeting_id: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Take a snapshot"))
        self.setMinimumWidth(480)
        self._taken = frozenset(taken)
        self._today, self._meetings = today, {row.id: row for row in meetings}
        self.meeting = QComboBox()
        self.meeting.setAccessibleName(_("Meeting"))
        self.meeting.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.meeting.addItem(_("of no meeting"), None)
        for row in meetings:
            self.meeting.addItem(f"{row.group} {row.name}, {format_date(row.held_on)}", row.id)
        todays = next((row.id for row in meetings if row.held_on == today), None)
        self.meeting.setCurrentIndex(max(0, self.meeting.findData(meeting_id or todays)))
        self.name = QLineEdit(self._suggested())
        self.name.setAccessibleName(_("Name"))
        self.name.selectAll()
        self.note = QPlainTextEdit()
        self.note.setAccessibleName(_("Note"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.problem = label("", FontRole.SMALL, "danger", wrap=True)
        form = QFormLayout()
        form.setVerticalSpacing(SIZES.space_2)
        form.setHorizontalSpacing(SIZES.space_4)
        if self._meetings:
            form.addRow(_("Meeting"), self.meeting)
        form.addRow(_("Name"), self.name)
        form.addRow("", self.problem)
        form.addRow(_("Note"), self.note)
        buttons = QDialogButtonBox()
        self._take = buttons.addButton(_("Take"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._take.setProperty("kind", "primary")
        self._take.setDefault(True)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_5, SIZES.space_5, SIZES.space_5, SIZES.space_4)
        layout.setSpacing(SIZES.space_4)
        words = _("The whole portfolio is frozen as it is now. A snapshot can be compared with, but never changed.")
        layout.addWidget(label(words, tone="muted", wrap=True))
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.name.textChanged.connect(self._judge)
        self.meeting.currentIndexChanged.connect(self._rename)
        self._judge()
        self.name.setFocus()

    def _suggested(self) -> str:
        row = self._meetings.get(self.meeting.currentData())
        return suggested(self._taken, self._today, f"{row.group} {row.name}" if row else "")

    @Slot()
    def _rename(self) -> None:
        """Another meeting suggests another name, as long as nobody has written one."""
        if not self.name.isModified():
            self.name.setText(self._suggested())

    @Slot()
    def _judge(self) -> None:
        name = self.name.text().strip()
        used = name in self._taken
        self._take.setEnabled(bool(name) and not used)
        self.problem.setText(_("There is a snapshot of this name already.") if used else "")
        self.problem.setVisible(used)

    @classmethod
    def ask(
        cls,
        taken: Collection[str],
        today: date,
        meetings: Sequence[MeetingRow] = (),
        meeting_id: str | None = None,
        parent: QWidget | None = None,
    ) -> Wanted | None:
        """What is to be taken, or None when it was thought better of."""
        dialog = cls(taken, today, meetings, meeting_id, parent)
        wanted = dialog.exec() == QDialog.DialogCode.Accepted
        found = Wanted(
            dialog.name.text().strip(), dialog.note.toPlainText().strip() or None, dialog.meeting.currentData()
        )
        dialog.deleteLater()
        return found if wanted else None


def ask_and_take(
    session: Session,
    page: QWidget,
    taken: Collection[str],
    meetings: Sequence[MeetingRow],
    done: Callable[[Snapshot], object],
    meeting_id: str | None = None,
) -> None:
    """Ask what is to be taken, then freeze the portfolio off the UI thread; ``done`` is given the snapshot."""
    wanted = TakeSnapshot.ask(taken, session.today(), meetings, meeting_id, page.window())
    if wanted is None:
        return
    portfolio = session.portfolio

    def taken_now(snapshot: Snapshot) -> None:
        # every picture that can be held against a snapshot offers it at once
        session.travel.look()
        done(snapshot)

    session.tasks.run(
        page,
        lambda progress: snapshots.take(portfolio, wanted.name, wanted.note, progress, wanted.meeting_id),
        taken_now,
        partial(tell_error, page),
        _("Taking a snapshot"),
    )


def suggested(taken: Collection[str], today: date, meeting: str = "") -> str:
    """The meeting's name, else ``Ohjausryhmä 24.11.2026``, with a number when that is taken."""
    name = meeting or _("Steering group {date}").format(date=format_date(today))
    number = 2
    found = name
    while found in taken:
        found = f"{name} ({number})"
        number += 1
    return found
