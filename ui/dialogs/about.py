"""About the application, and the list of keys."""

import platform
from pathlib import Path

from PySide6 import __version__ as qt_version
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio import __version__
from kpkportfolio.text import _
from ui.actions import shortcuts
from ui.on_screen import resize_on_screen
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.key_hint import KeyHint
from ui.widgets.parts import button, rule, scrolling
from ui.widgets.parts import label as text_label


class About(QDialog):
    """Version, licence, database and where the log is: what support asks for, to be copied at once."""

    def __init__(self, database: str, log_file: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About KPK Portfolio"))
        self.setMinimumWidth(480)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_5, SIZES.space_5, SIZES.space_5, SIZES.space_4)
        layout.setSpacing(SIZES.space_2)
        layout.addWidget(text_label("KPK Portfolio", FontRole.TITLE))
        layout.addWidget(
            text_label(_("One true portfolio of the public sector's ICT initiatives."), FontRole.BODY, "muted")
        )
        layout.addSpacing(SIZES.space_3)
        self.facts = [
            (_("Version"), __version__),
            (_("Licence"), _("MIT; free to use, change and share")),
            (_("Database"), database or _("none is open")),
            (_("Log"), str(log_file) if log_file else "–"),
            (_("Works on"), f"Qt {qt_version}, Python {platform.python_version()}, {platform.system()}"),
        ]
        form = QFormLayout()
        form.setVerticalSpacing(SIZES.space_2)
        form.setHorizontalSpacing(SIZES.space_4)
        for words, fact in self.facts:
            form.addRow(text_label(words, tone="muted"), text_label(fact, selectable=True))
        layout.addLayout(form)
        layout.addSpacing(SIZES.space_3)
        buttons = QDialogButtonBox()
        copy = buttons.addButton(_("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: self.copy())
        buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def copy(self) -> None:
        """Put the facts on the clipboard."""
        QApplication.clipboard().setText("\n".join(f"{words}: {fact}" for words, fact in self.facts))

    @classmethod
    def show_for(cls, database: str, log_file: Path | None, parent: QWidget) -> "About":
        """Show it and go on."""
        dialog = cls(database, log_file, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog


class Shortcuts(QDialog):
    """Every key of the window, read from the table of actions, and those that belong to what has the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        resize_on_screen(self, 640, 560)
        inner = QWidget()
        inner.setProperty("ground", "base")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(inner)
        grid.setContentsMargins(SIZES.page_edge, SIZES.space_3, SIZES.page_edge, SIZES.space_3)
        grid.setVerticalSpacing(SIZES.space_2)
        grid.setHorizontalSpacing(SIZES.space_4)
        self.lines = [*shortcuts(), *_local_keys()]
        for row, (words, keys) in enumerate(self.lines):
            line = text_label(words)
            line.setAccessibleDescription(keys)
            grid.addWidget(line, row, 0)
            grid.addWidget(KeyHint(keys), row, 1, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(len(self.lines), 1)
        area = scrolling(inner, self.windowTitle())
        close = button(_("Close"), slot=self.reject)
        close.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, SIZES.space_3)
        layout.setSpacing(0)
        layout.addWidget(area, 1)
        layout.addWidget(rule())
        layout.addSpacing(SIZES.space_3)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignHCenter)

    @classmethod
    def show_for(cls, parent: QWidget) -> "Shortcuts":
        """Show it and go on."""
        dialog = cls(parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog


def _local_keys() -> list[tuple[str, str]]:
    """Keys that pages and panes answer to (design tokens, Focus and keys)."""
    return [
        (_("Edit the cell"), "F2"),
        (_("Select or leave out"), _("Space")),
        (_("Save what is being written"), _("Ctrl+Enter")),
        (_("Leave the details, the field or the dialog"), "Esc"),
        (_("Schedule: move a bar one step"), "Alt+←/→"),
        (_("Schedule: go to today"), "T"),
        (_("Schedule: next and previous match"), "F3, Shift+F3"),
        (_("Overlaps: give a verdict"), "1–5"),
        (_("Overlaps: write the reason"), "Ctrl+R"),
        (_("Overlaps: save the verdict, on to the next pair"), "Enter"),
        (_("Overlaps: next pair"), "Ctrl+↓"),
        (_("Overlaps: merge the two"), "Ctrl+M"),
    ]
