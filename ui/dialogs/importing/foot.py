"""The foot of the import dialog: what will happen, how far it is, and the buttons."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from kpkportfolio.text import _
from ui.dialogs.importing import words
from ui.dialogs.importing.file import File, State
from ui.dialogs.importing.importer import Importer
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button
from ui.widgets.parts import label as text_label


class Foot(QWidget):
    """Shows what the importer is at; whose buttons do what is connected by the dialog."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = text_label("", FontRole.BODY, "muted", wrap=True)
        self.plan.setAccessibleName(_("What will happen"))
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(160)
        self.add = button(_("Add files…"), "plus")
        self.remove = button(_("Leave the file out"))
        self.leave = button("")
        self.go = button("", kind="primary")
        self.go.setToolTip("Ctrl+Enter")
        self.buttons: tuple[QPushButton, ...] = (self.add, self.remove, self.leave, self.go)
        for one in self.buttons:
            # Enter in the register's name must not import
            one.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZES.space_4, SIZES.space_3, SIZES.space_4, SIZES.space_3)
        row.setSpacing(SIZES.space_2)
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addSpacing(SIZES.space_2)
        row.addWidget(self.plan, 1)
        row.addWidget(self.progress)
        row.addWidget(self.leave)
        row.addWidget(self.go)

    def show_importer(self, importer: Importer, current: File | None, stopping: bool) -> None:
        """What may be pressed now."""
        files = importer.files
        self.go.setText(words.import_button(importer.wanted))
        self.go.setEnabled(bool(importer.wanted) and importer.settled)
        self.go.setVisible(bool(files))
        self.add.setVisible(bool(files))
        self.add.setEnabled(not importer.importing)
        self.remove.setVisible(len(files) > 1)
        self.remove.setEnabled(not importer.importing and current is not None)
        self.leave.setEnabled(not stopping)
        nothing_left = bool(files) and importer.settled and not importer.wanted
        over = nothing_left or any(file.state is State.DONE for file in files)
        self.leave.setText(_("Stop") if importer.importing else _("Close") if over else _("Cancel"))
        self.progress.setVisible(importer.busy)

    def show_progress(self, done: int, total: int) -> None:
        """How far it is; of 0 in all nobody knows."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)
