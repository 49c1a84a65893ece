"""What the import dialog shows between its banner and its foot: the files at the left and one of them, or what may be
chosen as long as there are none."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from kpkportfolio.text import _
from ui.dialogs.importing.files import FileList
from ui.dialogs.importing.panel import Panel
from ui.widgets.empty import EmptyPage

_LIST_WIDTHS = (160, 208)
"""The list's least and its first, px."""


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
        split = QSplitter(ground)
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

    def show_whether(self, some: bool, several: bool) -> None:
        """Whether there are files, and more than one."""
        self.setCurrentIndex(some)
        self.list.setVisible(several)

    def focus_choosing(self) -> None:
        """The keyboard goes to the button of the empty room."""
        for one in self.empty.findChildren(QPushButton):
            one.setAutoDefault(False)
            one.setFocus()
