"""Asks for a state of the portfolio that was: a snapshot, an operation of the journal, or a day and time."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QDateTime, QModelIndex, Qt, Slot
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio import snapshots
from kpkportfolio.model.change import OperationKind
from kpkportfolio.snapshots import Snapshot
from kpkportfolio.store.journal import Entry
from kpkportfolio.text import _, format_time, language
from ui.dialogs.message import tell_error
from ui.on_screen import resize_on_screen
from ui.session import Session
from ui.theme import icons
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import label

State = Snapshot | datetime
_MOST = 300
"""Latest operations that are listed; earlier moments are written."""


class ChooseState(QDialog):
    """What was, newest first, and above it the day and time for any other moment.

    Attributes:
        state: what is chosen now.
    """

    def __init__(
        self, title: str, known: Sequence[Snapshot], entries: Sequence[Entry], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(620)
        self.state: State = datetime.now().astimezone()
        self.when = QDateTimeEdit()
        self.when.setCalendarPopup(True)
        self.when.setDisplayFormat(
            {"fi": "d.M.yyyy H.mm", "sv": "yyyy-MM-dd HH:mm"}.get(language(), "dd/MM/yyyy HH:mm")
        )
        self.when.setAccessibleName(_("Day and time"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Snapshots and operations"))
        self.list.setUniformItemSizes(True)
        for moment, words, icon, state in _listed(known, entries):
            item = QListWidgetItem(icons.icon(icon), f"{format_time(moment)}   {words}")
            item.setData(Qt.ItemDataRole.UserRole, state)
            item.setToolTip(words)
            self.list.addItem(item)
        self._show(self.state)
        form = QFormLayout()
        form.setHorizontalSpacing(SIZES.space_4)
        form.addRow(_("Day and time"), self.when)
        buttons = QDialogButtonBox()
        choose = buttons.addButton(_("Choose"), QDialogButtonBox.ButtonRole.AcceptRole)
        choose.setProperty("kind", "primary")
        choose.setDefault(True)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_5, SIZES.space_5, SIZES.space_5, SIZES.space_4)
        layout.setSpacing(SIZES.space_3)
        told = _(
            "Choose a snapshot, what had just been done, or write a day and time. Nothing deleted since is missing."
        )
        layout.addWidget(label(told, FontRole.SMALL, "muted", wrap=True))
        layout.addLayout(form)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        resize_on_screen(self, 620, 480)
        self.when.dateTimeChanged.connect(self._written)
        self.list.currentItemChanged.connect(self._went)
        self.list.doubleClicked.connect(self._taken)
        self.list.setFocus()

    def _show(self, state: State) -> None:
        moment = state.taken_at if isinstance(state, Snapshot) else state
        before = self.when.blockSignals(True)
        self.when.setDateTime(QDateTime.fromSecsSinceEpoch(int(moment.timestamp())))
        self.when.blockSignals(before)

    @Slot(QDateTime)
    def _written(self, moment: QDateTime) -> None:
        # a minute that is written is meant whole: what was done within it is in it
        whole = datetime.fromtimestamp(moment.toSecsSinceEpoch() // 60 * 60).astimezone()
        self.state = whole + timedelta(minutes=1, microseconds=-1)
        self.list.clearSelection()

    @Slot(QListWidgetItem, QListWidgetItem)
    def _went(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.state = item.data(Qt.ItemDataRole.UserRole)
            self._show(self.state)

    @Slot(QModelIndex)
    def _taken(self, _index: QModelIndex) -> None:
        self.accept()

    @classmethod
    def ask(
        cls, title: str, known: Sequence[Snapshot], entries: Sequence[Entry], parent: QWidget | None = None
    ) -> State | None:
        """The state that was chosen, None when it was thought better of."""
        dialog = cls(title, known, entries, parent)
        wanted = dialog.state if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return wanted


def ask_state(session: Session, parent: QWidget, title: str, done: Callable[[State], None]) -> None:
    """Read off the UI thread what there is to choose from, ask, and hand on what was chosen."""
    portfolio = session.portfolio

    def ask(found: tuple[list[Snapshot], list[Entry]]) -> None:
        wanted = ChooseState.ask(title, *found, parent.window())
        if wanted is not None:
            done(wanted)

    session.tasks.run(
        parent,
        lambda _progress: (snapshots.listing(portfolio), portfolio.operations(_MOST)),
        ask,
        partial(tell_error, parent),
    )


def state_words(state: State) -> str:
    """``3/2011`` or ``24.8.2011 12.00``."""
    return state.name if isinstance(state, Snapshot) else format_time(state)


def _listed(known: Sequence[Snapshot], entries: Sequence[Entry]) -> list[tuple[datetime, str, str, State]]:
    found: list[tuple[datetime, str, str, State]] = [
        (one.taken_at, _("Snapshot: {name}").format(name=one.name), "snapshots", one) for one in known
    ]
    found += [
        (one.at, _("{operation} ({who})").format(operation=one.name, who=one.by), "history", one.at)
        for one in entries
        # the snapshot itself is listed
        if one.kind is not OperationKind.SNAPSHOT
    ]
    return sorted(found, key=lambda one: one[0], reverse=True)
