"""What holds a file back: how many of its rows cannot be taken in, and whether the good ones come in without them."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from kpkportfolio.text import _, format_number, ngettext
from ui.dialogs.importing.file import File, State
from ui.dialogs.importing.preview import Preview
from ui.theme import icons
from ui.theme.state import colour
from ui.theme.tokens import SIZES
from ui.widgets.parts import label


class BadRows(QWidget):
    """A bar with its sign at the left, the words and the box.

    Signals:
        accepted(bool): the good rows alone are to be imported, or not.
    """

    accepted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.words = label("", wrap=True)
        self.box = QCheckBox()
        column = QVBoxLayout(self)
        column.setContentsMargins(40, SIZES.space_2, SIZES.space_3, SIZES.space_2)
        column.setSpacing(SIZES.space_1)
        column.addWidget(self.words)
        column.addWidget(self.box, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.clicked.connect(self._ticked)

    def show_preview(self, file: File, preview: Preview) -> None:
        """Say it of a file that has such rows."""
        bad, good = preview.left_out, len(preview.new) + len(preview.changed) + len(preview.unchanged)
        self.words.setText(_told(preview).format(n=format_number(bad)))
        self.box.setText(
            _("Import the good rows ({good}), leave {bad} out").format(good=format_number(good), bad=format_number(bad))
        )
        self.box.setChecked(file.accepted)
        self.box.setEnabled(good > 0 and file.state is not State.IMPORTING)

    @Slot(bool)
    def _ticked(self, ticked: bool) -> None:
        self.accepted.emit(ticked)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("danger_ground"))
        painter.fillRect(0, 0, SIZES.accent_bar, self.height(), colour("danger"))
        picture = icons.pixmap("error", "danger", SIZES.icon, self.devicePixelRatioF())
        painter.drawPixmap(SIZES.space_4, SIZES.space_2, picture)
        painter.end()


def _told(preview: Preview) -> str:
    n = preview.left_out
    if preview.left_out_before:
        return ngettext(
            "{n} row cannot be taken in. It was left out last time too.",
            "{n} rows cannot be taken in. They were left out last time too.",
            n,
        )
    return ngettext(
        "{n} row cannot be taken in. Nothing of this file is imported before it is corrected, or left out here.",
        "{n} rows cannot be taken in. Nothing of this file is imported before they are corrected, or left out here.",
        n,
    )
