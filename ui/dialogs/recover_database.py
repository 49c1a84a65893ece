"""Offered when a database is damaged: which of its backups to put in its place."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTreeWidgetItem, QVBoxLayout, QWidget

from kpkportfolio.store.safekeeping import Backup
from kpkportfolio.text import _
from ui.dialogs.restore_backup import BackupList
from ui.on_screen import resize_on_screen
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import label


class RecoverDatabase(QDialog):
    """What is wrong, the backups there are with the newest chosen, and what becomes of the damaged file."""

    def __init__(self, database: Path, reason: str, backups: list[Backup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = backups
        self.setWindowTitle(_("{name} is damaged").format(name=database.name))
        resize_on_screen(self, 720, 420)
        self.backups = BackupList()
        self.backups.add(backups)
        self.backups.go_to_newest()
        told = _(
            "A backup can be put in its place. What was done after it was made is lost; the damaged file is kept in "
            "the folder “backups” beside it, for whoever can save more of it."
        )
        buttons = QDialogButtonBox()
        self.restore = buttons.addButton(_("Restore"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.restore.setProperty("kind", "primary")
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_5, SIZES.space_5, SIZES.space_5, SIZES.space_4)
        layout.setSpacing(SIZES.space_3)
        layout.addWidget(label(reason, FontRole.STRONG, wrap=True))
        layout.addWidget(label(told, tone="muted", wrap=True))
        layout.addWidget(self.backups, 1)
        layout.addWidget(buttons)
        self.backups.currentItemChanged.connect(self._chosen)
        self.backups.itemActivated.connect(self._taken)
        self.backups.setFocus()

    @property
    def chosen(self) -> Path | None:
        """The file of the backup the person stands on."""
        row = self.backups.currentIndex().row()
        return self._known[row].path if 0 <= row < len(self._known) else None

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _chosen(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        self.restore.setEnabled(item is not None)

    @Slot(QTreeWidgetItem, int)
    def _taken(self, _item: QTreeWidgetItem, _column: int) -> None:
        self.accept()

    @classmethod
    def ask(cls, database: Path, reason: str, backups: list[Backup], parent: QWidget | None = None) -> Path | None:
        """The backup to put in the database's place, or None when it was thought better of."""
        dialog = cls(database, reason, backups, parent)
        chosen = dialog.chosen if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return chosen
