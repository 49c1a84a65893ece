"""Before an older operation is undone or something deleted restored: what that does now, and what was done since."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio.model.change import OperationKind
from kpkportfolio.store.older import Reversal, carry_out
from kpkportfolio.text import _, format_number, format_time, ngettext
from ui.dialogs.message import tell_error
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import label

if TYPE_CHECKING:
    from kpkportfolio.store.portfolio import Portfolio
    from ui.session import Session

_WIDTH, _LIST_HEIGHT = 620, 220
_MOST = 500
"""Obstacles that are listed; the note counts the others."""


class Answer(NamedTuple):
    """What is to be done: all, or only what nobody has changed since; and why."""

    partly: bool
    why: str | None


class UndoEarlier(QDialog):
    """All or nothing where nothing stands in the way; otherwise what stands in it, and the choice to undo the rest."""

    def __init__(self, reversal: Reversal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.partly = bool(reversal.obstacles)
        restoring = reversal.kind is OperationKind.RESTORE
        title = _("Restore a deleted initiative") if restoring else _("Undo an older operation")
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        entry = reversal.entry
        when = [_("operation {n}").format(n=entry.seq), entry.by, format_time(entry.at), entry.reason]
        self.said = label(_said(reversal), wrap=True)
        self.obstacles = QListWidget()
        self.obstacles.setWordWrap(True)
        self.obstacles.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.obstacles.setAccessibleName(_("What was done since"))
        self.obstacles.setFixedHeight(_LIST_HEIGHT)
        self.obstacles.addItems([one.words for one in reversal.obstacles[:_MOST]])
        self.obstacles.setVisible(self.partly)
        if self.partly:
            self.obstacles.setCurrentRow(0)
        self.why = QLineEdit()
        self.why.setAccessibleName(_("Reason"))
        self.buttons = QDialogButtonBox()
        leave = self.buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.do: QPushButton | None = None
        if reversal.changes:
            words = _("Restore") if restoring else _("Undo what is unchanged") if self.partly else _("Undo")
            self.do = self.buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
            if not self.partly or reversal.brings_back:
                self.do.setProperty("kind", "primary")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_5, SIZES.space_5, SIZES.space_5, SIZES.space_4)
        layout.setSpacing(SIZES.space_3)
        heading = reversal.what if restoring else entry.name
        layout.addWidget(label(heading, FontRole.SECTION, wrap=True))
        layout.addWidget(label(" · ".join(one for one in when if one), FontRole.SMALL, "muted", wrap=True))
        layout.addWidget(self.said)
        layout.addWidget(self.obstacles)
        form = QFormLayout()
        form.addRow(_("Reason"), self.why)
        layout.addLayout(form)
        layout.addWidget(self.buttons)
        form.setRowVisible(self.why, self.do is not None)
        # nothing is undone in part by a slip of the hand
        wanted = self.do if self.do is not None and (not self.partly or reversal.brings_back) else leave
        wanted.setDefault(True)
        (self.obstacles if self.partly else wanted).setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def ask(cls, reversal: Reversal, parent: QWidget | None = None) -> Answer | None:
        """What is to be done, or None when all stays as it is."""
        dialog = cls(reversal, parent)
        done = dialog.exec() == QDialog.DialogCode.Accepted
        answer = Answer(dialog.partly, dialog.why.text().strip() or None)
        dialog.deleteLater()
        return answer if done else None


def _said(reversal: Reversal) -> str:
    n = len(reversal.changes)
    restoring = reversal.kind is OperationKind.RESTORE
    if not n:
        return _("Nothing of it can be undone any more: everything has been changed since, or is as it was before.")
    if restoring:
        rows = ngettext("{n} row comes back", "{n} rows come back", n)
    else:
        rows = ngettext("{n} row becomes what it was before", "{n} rows become what they were before", n)
    told = [rows.format(n=format_number(n)) + "."]
    if not reversal.obstacles:
        told.append(_("Nothing that was done later depends on it."))
    elif restoring:
        told.append(_("What is gone for good is left out:"))
    else:
        told.append(
            ngettext(
                "{n} row stays as it is or in part, because of what was done since:",
                "{n} rows stay as they are or in part, because of what was done since:",
                reversal.left,
            ).format(n=format_number(reversal.left))
        )
    return " ".join(told)


def undo_after_asking(session: "Session", parent: QWidget, weigh: "Callable[[Portfolio], Reversal]") -> None:
    """Weigh off the UI thread, show what it does, and do it off the UI thread when it is wanted."""
    portfolio, failed = session.portfolio, partial(tell_error, parent)

    def ask(reversal: Reversal) -> None:
        answer = UndoEarlier.ask(reversal, parent)
        if answer is not None:
            session.tasks.run(
                parent,
                lambda _progress: carry_out(portfolio, reversal, answer.partly, answer.why),
                lambda _committed: None,
                failed,
                _("Undoing"),
            )

    session.tasks.run(parent, lambda _progress: weigh(portfolio), ask, failed, _("Seeing what was done since"))
