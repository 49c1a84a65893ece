"""One file's preview: the register it goes to, and what is new, changed, unchanged, vanished and wrong."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio.model.rows import RegisterRow
from kpkportfolio.text import _, format_date, format_number, ngettext
from ui.dialogs.importing import words
from ui.dialogs.importing.importer import File, State
from ui.dialogs.importing.preview import Preview
from ui.dialogs.importing.tabs import Tabs
from ui.theme import icons
from ui.theme.state import colour
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.empty import EmptyPage
from ui.widgets.parts import button
from ui.widgets.parts import label as text_label

_PAUSE_MS = 600


class _Bar(QWidget):
    """The ground of what holds a file back, with its sign at the left."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("danger_ground"))
        painter.fillRect(0, 0, SIZES.accent_bar, self.height(), colour("danger"))
        picture = icons.pixmap("error", "danger", SIZES.icon, self.devicePixelRatioF())
        painter.drawPixmap(SIZES.space_4, SIZES.space_2, picture)
        painter.end()


class Panel(QWidget):
    """Shows the file it is told to.

    Signals:
        renamed(str): another register name was written.
        read_again: the file was corrected meanwhile.
        accepted(bool): the good rows alone are to be imported, or not.
        insisted(str, str, bool): the register's value of a corrected field is wanted, or not.
    """

    renamed = Signal(str)
    read_again = Signal()
    accepted = Signal(bool)
    insisted = Signal(str, str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._registers: dict[str, RegisterRow] = {}
        self._file: File | None = None
        self._shown: Preview | None = None
        self.title = text_label("", FontRole.SECTION)
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.name.setMinimumWidth(200)
        self.name.setAccessibleName(_("Register"))
        self.name_label = text_label(_("Register"), FontRole.BODY, "muted")
        self.name_note = text_label("", FontRole.SMALL, "muted", wrap=True)
        self.again = button(_("Read again"), "refresh", slot=self.read_again.emit)
        self.again.setAutoDefault(False)
        self.again.setToolTip(_("When the file has been corrected (F5)"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._bar, self.bar_words, self.good_rows = self._make_bar()
        self.message = EmptyPage("", "")
        self.tabs = Tabs()
        self.body = QStackedWidget()
        self.body.addWidget(self.message)
        self.body.addWidget(self.tabs)
        named = QHBoxLayout()
        named.setSpacing(SIZES.space_2)
        named.addWidget(self.name_label)
        named.addWidget(self.name)
        named.addWidget(self.name_note, 1)
        named.addWidget(self.again)
        head = QVBoxLayout()
        head.setContentsMargins(SIZES.space_3, SIZES.space_3, SIZES.space_3, SIZES.space_2)
        head.setSpacing(SIZES.space_2)
        head.addWidget(self.title)
        head.addLayout(named)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addWidget(self.body, 1)
        self._pause.timeout.connect(self.apply_name)
        line = self.name.lineEdit()
        assert line is not None
        line.textEdited.connect(lambda _text: self._pause.start())
        line.editingFinished.connect(self.apply_name)
        self.name.activated.connect(lambda _n: self.apply_name())
        self.good_rows.clicked.connect(self._good_rows_ticked)
        self.tabs.insisted.connect(self.insisted.emit)

    def _make_bar(self) -> tuple[QWidget, QLabel, QCheckBox]:
        bar = _Bar()
        bar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        said = text_label("", wrap=True)
        box = QCheckBox()
        column = QVBoxLayout(bar)
        column.setContentsMargins(40, SIZES.space_2, SIZES.space_3, SIZES.space_2)
        column.setSpacing(SIZES.space_1)
        column.addWidget(said)
        column.addWidget(box)
        return bar, said, box

    # --- showing -------------------------------------------------------------------------------------------------

    def show_file(self, file: File, registers: Sequence[RegisterRow]) -> None:
        """Show a file as it is now; the portfolio knows the given registers."""
        known = {row.name.casefold(): row for row in registers}
        if known != self._registers:
            self._registers = known
            self.name.clear()
            self.name.addItems(sorted((row.name for row in registers), key=str.casefold))
            self._file = None
        another = file is not self._file
        self._file = file
        line = self.name.lineEdit()
        assert line is not None
        if another or not line.hasFocus():
            self._pause.stop()
            self.name.setEditText(file.name)
        self.title.setText(file.path.name)
        self.title.setToolTip(str(file.path))
        refused = file.state is State.REFUSED
        for widget in (self.name, self.name_label):
            widget.setVisible(not file.is_bundle and not refused)
        self.again.setEnabled(file.state in (State.READY, State.REFUSED))
        self.name.setEnabled(file.state not in (State.DONE, State.IMPORTING))
        self.name_note.setText("" if refused else self._note(file))
        preview = file.preview
        self._bar.setVisible(preview is not None and preview.left_out > 0 and file.state is not State.DONE)
        if preview is None:
            self._shown = None
            self._tell(file)
            return
        if preview is not self._shown:
            self._shown = preview
            self.tabs.show_preview(file, preview, keep=not another)
        if preview.left_out:
            self._show_bar(file, preview)
        self.body.setCurrentWidget(self.tabs)

    def _note(self, file: File) -> str:
        if file.is_bundle:
            return _(
                "A bundle of another portfolio. Its rows are added, or put in the place of those with the same "
                "identity; nothing is deleted."
            )
        known = self._registers.get(file.name.casefold())
        if known is None:
            return _("A new register")
        n = ngettext("{n} initiative", "{n} initiatives", known.initiatives).format(n=format_number(known.initiatives))
        if known.read_on is None:
            return _("Compared with what the register brought before: {n}").format(n=n)
        return _("Compared with what was read on {date}: {n}").format(date=format_date(known.read_on), n=n)

    def _tell(self, file: File) -> None:
        if file.state is State.REFUSED:
            self.message.set_words(_("This file cannot be imported"), file.error)
        else:
            self.message.set_words(words.file_line(file), _("Nothing is written before you say so."))
        self.body.setCurrentWidget(self.message)

    def _show_bar(self, file: File, preview: Preview) -> None:
        bad, good = preview.left_out, len(preview.new) + len(preview.changed) + len(preview.unchanged)
        said = ngettext(
            "{n} row cannot be taken in. Nothing of this file is imported before it is corrected, or left out here.",
            "{n} rows cannot be taken in. Nothing of this file is imported before they are corrected, or left out "
            "here.",
            bad,
        )
        self.bar_words.setText(said.format(n=format_number(bad)))
        self.good_rows.setText(
            _("Import the good rows ({good}), leave {bad} out").format(good=format_number(good), bad=format_number(bad))
        )
        self.good_rows.setChecked(file.accepted)
        self.good_rows.setEnabled(good > 0 and file.state is not State.IMPORTING)

    # --- what the person does ------------------------------------------------------------------------------------

    @Slot()
    def apply_name(self) -> None:
        """Take the register's name as it is written."""
        self._pause.stop()
        if self._file is not None and self.name.isEnabled() and not self._file.is_bundle:
            self.renamed.emit(self.name.currentText())

    @Slot(bool)
    def _good_rows_ticked(self, ticked: bool) -> None:
        self.accepted.emit(ticked)
