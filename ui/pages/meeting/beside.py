"""What stands beside the list of meetings: the chosen one's form, its agenda, and what is done when it ends."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.theme.tokens import SIZES


class Beside(QScrollArea):
    """One above the other; on a small screen the agenda keeps some rows, and what stands below it is scrolled to."""

    def __init__(self, form: QWidget, agenda: QWidget, afterwards: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SIZES.page_edge, SIZES.space_3, SIZES.page_edge, SIZES.page_edge)
        column.setSpacing(SIZES.space_3)
        column.addWidget(form)
        column.addWidget(agenda, 1)
        column.addWidget(afterwards)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(inside.minimumSizeHint().width())
