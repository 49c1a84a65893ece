"""What the import dialog shows between its banner and its foot: the files at the left and one of them, or what may be
chosen as long as there are none."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from kpkportfolio.text import _
from ui.dialogs.importing.file import File
from ui.dialogs.importing.files import FileList
from ui.dialogs.importing.panel import Panel
from ui.widgets.empty import EmptyPage

_LIST_WIDTHS = (160, 208, 300)
"""The list's least, its first and the most that it takes by itself, px."""


class Room(QStackedWidget):
    """Empty, or the list beside the panel; the list only when there are several files to choose among.

    Args:
        choose: what the button of the empty room does.
        width: of the dialog, px.
    """

    def __init__(self, choose: Callable[[], None], width: int, parent: QWidget) -> None:
        super().__init__(parent)
        # from the outside in: what is put into something else later is styled once more with all that is in it
        ground = QWidget(self)
        ground.setProperty("ground", "base")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._split = split = QSplitter(ground)
        self._n = 0
        self.empty = EmptyPage(
            _("Choose the registers to import"),
            _(
                "Excel and OpenDocument workbooks, CSV files, project plans and bundles of other portfolios, one or "
                "many at a time. They may also be dropped here. You see what would be new, changed and wrong before "
                "anything is written."
            ),
            [(_("Choose files…"), "folder", choose)],
        )
        self.list = FileList(split)
        self.panel = Panel(split)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.panel)
        split.setStretchFactor(1, 1)
        split.setSizes([_LIST_WIDTHS[1], width - _LIST_WIDTHS[1]])
        self.list.setMinimumWidth(_LIST_WIDTHS[0])
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)
        self.addWidget(self.empty)
        self.addWidget(ground)

    def show_files(self, files: list[File]) -> None:
        """Show the files as they are now."""
        self.setCurrentIndex(bool(files))
        self.list.setVisible(len(files) > 1)
        self.list.show_files(files)
        if len(files) != self._n:
            # yearly files of one register are told apart by the middle of their names
            self._n = len(files)
            width = max(_LIST_WIDTHS[1], min(_LIST_WIDTHS[2], self.list.wanted_width))
            self._split.setSizes([width, self.width() - width])

    def focus_choosing(self) -> None:
        """The keyboard goes to the button of the empty room."""
        for one in self.empty.findChildren(QPushButton):
            one.setAutoDefault(False)
            one.setFocus()
