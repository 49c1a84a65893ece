"""The backups of a portfolio, and what would change if the chosen one were restored."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QStackedWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio.errors import Damaged
from kpkportfolio.snapshots.backups import Restoring, held_by, held_by_backup, restoring
from kpkportfolio.snapshots.wording import Comparison, counts_words
from kpkportfolio.store import safekeeping
from kpkportfolio.store.safekeeping import Backup
from kpkportfolio.text import _, format_number, format_time
from ui.dialogs import file_dialog
from ui.dialogs.history_lists import HistoryList
from ui.dialogs.message import tell_error
from ui.on_screen import resize_on_screen
from ui.tasks import Progress
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.changes.tree import DifferenceTree
from ui.widgets.parts import button, label

if TYPE_CHECKING:
    from kpkportfolio.store.portfolio import Portfolio
    from ui.session import Session

_NUMBERS = (2, 3)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BackupList(HistoryList):
    """Backups, each with when and why it was made, how many initiatives it holds and its size."""

    def __init__(self) -> None:
        super().__init__([_("When"), _("Why"), _("Initiatives"), _("Size")], _("Backups"))
        self.setRootIsDecorated(False)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 170), (2, 150), (3, 110)):
            self.setColumnWidth(column, width)
        for column in _NUMBERS:
            self.headerItem().setTextAlignment(column, _RIGHT)

    def add(self, backups: Sequence[Backup]) -> None:
        """Put these below those that are there."""
        self.addTopLevelItems([_line(one) for one in backups])

    def go_to_newest(self) -> None:
        """Choose the first one."""
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)


class RestoreBackup(QDialog):
    """The list above, newest first; below, the difference to today. Both are read off the UI thread.

    Attributes:
        backups: the list.
        comparison: what restoring the chosen one would change; None until it is known.
    """

    def __init__(self, session: "Session", database: Path, kinds: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._database, self._kinds = session, database, kinds
        self._known: list[Backup] = []
        self._turn = 0
        self.comparison: Comparison | None = None
        self.setWindowTitle(_("Restore from a backup"))
        resize_on_screen(self, 900, 600)
        self.backups = BackupList()
        self.tree = DifferenceTree()
        self.words = label("", FontRole.BODY, "muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._preview = QStackedWidget()
        self._preview.addWidget(self.words)
        self._preview.addWidget(self.tree)
        self._counts = label(_("What restoring would change"), FontRole.STRONG)
        self.warning = label("", tone="danger", wrap=True)
        self.warning.hide()
        self._build()
        self.backups.currentItemChanged.connect(self._chosen)
        session.destroyed.connect(self.reject)
        self._say(_("Reading the backups …"))
        session.tasks.run(
            self, lambda _progress: safekeeping.listing(database), self._listed, partial(tell_error, self)
        )

    def _build(self) -> None:
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, SIZES.space_3, 0, 0)
        column.setSpacing(SIZES.space_2)
        column.addWidget(self._counts)
        column.addWidget(self.warning)
        column.addWidget(self._preview, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.backups)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        told = _(
            "The portfolio becomes what it was when the backup was made. What it is now is kept in the folder "
            "“backups” beside the database, so this can be taken back by restoring that."
        )
        row = QHBoxLayout()
        row.setSpacing(SIZES.space_2)
        another = button(_("Another file…"), slot=self.pick)
        row.addWidget(another)
        row.addStretch(1)
        cancel = button(_("Cancel"), slot=self.reject)
        row.addWidget(cancel)
        self.restore = button(_("Restore"), kind="danger", slot=self.accept)
        self.restore.setEnabled(False)
        row.addWidget(self.restore)
        # Enter in the list is no answer to a question of this weight
        for one in (another, cancel, self.restore):
            one.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_4, SIZES.space_4, SIZES.space_4, SIZES.space_3)
        layout.setSpacing(SIZES.space_3)
        layout.addWidget(label(told, tone="muted", wrap=True))
        layout.addWidget(splitter, 1)
        layout.addLayout(row)

    @property
    def chosen(self) -> Path | None:
        """The file of the backup the person stands on."""
        row = self.backups.currentIndex().row()
        return self._known[row].path if 0 <= row < len(self._known) else None

    @Slot()
    def pick(self) -> None:
        """A backup that is kept elsewhere."""
        name, _kind = file_dialog.open_name(self, _("Restore from a backup"), str(self._database.parent), self._kinds)
        if name:
            path = Path(name)
            self._session.tasks.run(
                self, lambda _progress: safekeeping.of_file(path), self._picked, partial(tell_error, self)
            )

    def _picked(self, one: Backup) -> None:
        self._known.insert(0, one)
        line = _line(one)
        self.backups.insertTopLevelItem(0, line)
        self.backups.setCurrentItem(line)

    def _listed(self, found: list[Backup]) -> None:
        self._known += found
        self.backups.add(found)
        if not self._known:
            self._say(_("There are no backups beside the database yet. One that is kept elsewhere can be picked."))
        elif self.chosen is None:
            self.backups.go_to_newest()
        self.backups.setFocus()

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _chosen(self, _item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        file, portfolio = self.chosen, self._session.portfolio
        self._turn += 1
        turn = self._turn
        self.comparison = None
        self.warning.hide()
        self.restore.setEnabled(False)
        if file is None:
            return
        self._say(_("Comparing with today …"))

        def done(found: Restoring | Damaged) -> None:
            if turn == self._turn:
                self._show(found)

        def failed(error: Exception) -> None:
            if turn == self._turn:
                # what cannot be read cannot be restored either
                self._say(str(error))

        self._session.tasks.run(self, lambda progress: _compared(portfolio, file, progress), done, failed)

    def _show(self, found: Restoring | Damaged) -> None:
        if isinstance(found, Damaged):
            # all the more reason to restore
            self.restore.setEnabled(True)
            self._say(_("{error} What restoring would change cannot be told.").format(error=found))
            return
        self.comparison = found.comparison
        self.restore.setEnabled(found.changes)
        self._counts.setText(_("What restoring would change: {what}").format(what=counts_words(found.comparison)))
        self.warning.setText(" ".join(found.warnings))
        self.warning.setVisible(bool(found.warnings))
        if found.comparison.differences:
            self.tree.show_comparison(found.comparison, None)
            self._preview.setCurrentWidget(self.tree)
        elif found.changes:
            self._say(_("Initiatives and what they share are as they are now."))
        else:
            self._say(_("Nothing: the portfolio is as it was when this backup was made."))

    def _say(self, words: str) -> None:
        if self.comparison is None:
            self._counts.setText(_("What restoring would change"))
        self.words.setText(words)
        self._preview.setCurrentWidget(self.words)

    @classmethod
    def ask(cls, session: "Session", database: Path, kinds: str, parent: QWidget | None = None) -> Path | None:
        """The backup to restore, or None when it was thought better of."""
        dialog = cls(session, database, kinds, parent)
        wanted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.chosen
        dialog.deleteLater()
        return chosen if wanted else None


def _line(one: Backup) -> QTreeWidgetItem:
    many = "–" if one.initiatives is None else format_number(one.initiatives)
    line = QTreeWidgetItem([format_time(one.at), one.why, many, f"{format_number(one.bytes / 1e6, 1)} MB"])
    for column in _NUMBERS:
        line.setTextAlignment(column, _RIGHT)
    line.setToolTip(0, str(one.path))
    line.setToolTip(1, str(one.path))
    return line


def _compared(portfolio: "Portfolio", file: Path, progress: Progress) -> Restoring | Damaged:
    """From today to the backup; when today itself is broken, how."""
    then = held_by_backup(file)
    progress(0, 0)
    try:
        now = held_by(portfolio)
    except Damaged as error:
        return error
    return restoring(now, then, progress)
