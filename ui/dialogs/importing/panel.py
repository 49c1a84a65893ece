"""One file: the register it goes to, and its steps: what was found in it, what its words mean, what would happen."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio.model.rows import RegisterRow
from kpkportfolio.text import _, format_date, format_number, ngettext
from ui.dialogs.importing import words
from ui.dialogs.importing.bad_rows import BadRows
from ui.dialogs.importing.elided import Elided
from ui.dialogs.importing.file import File, State
from ui.dialogs.importing.found import FoundStep
from ui.dialogs.importing.needs import FOUND, WHAT_HAPPENS, WORDS, first_step, progress_of
from ui.dialogs.importing.preview import Preview
from ui.dialogs.importing.steps import Steps
from ui.dialogs.importing.tabs import Tabs
from ui.dialogs.importing.values import ValuesStep
from ui.focus import focus_into
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.empty import EmptyPage
from ui.widgets.parts import button
from ui.widgets.parts import label as text_label

_PAUSE_MS = 600
_NAME_WIDTHS = (220, 320)
_NAME_EDGES = 68


class Panel(QWidget):
    """Shows the file it is told to.

    Signals:
        renamed(str): another register name was written.
        read_again: the file was corrected meanwhile.
        accepted(bool): the good rows alone are to be imported, or not.
        insisted(str, str, bool): the register's value of a corrected field is wanted, or not.
        said(Profile): the file is to be read otherwise.
    """

    renamed = Signal(str)
    read_again = Signal()
    accepted = Signal(bool)
    insisted = Signal(str, str, bool)
    said = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._registers: dict[str, RegisterRow] = {}
        self._file: File | None = None
        self._shown: Preview | None = None
        self._step_of: dict[File, int] = {}
        self.title = Elided(FontRole.SECTION)
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.name.setMinimumWidth(_NAME_WIDTHS[0])
        self.name.setAccessibleName(_("Register"))
        self.name_label = text_label(_("Register"), FontRole.BODY, "muted")
        self.name_note = text_label("", FontRole.SMALL, "muted", wrap=True)
        self.again = button(_("Read again"), "refresh", slot=self.read_again.emit)
        self.again.setAutoDefault(False)
        self.again.setToolTip(_("When the file has been corrected (F5)"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self.bad_rows = BadRows()
        self.message = EmptyPage("", "")
        self.steps = Steps([_("Tables and columns"), _("Names and statuses"), _("What happens")])
        # Tab goes from widget to widget in the order in which they come in here: from above down
        for one in (self.steps, self.name, self.again, self.bad_rows):
            one.setParent(self)
        self.body = QStackedWidget(self)
        self.found, self.values, self.tabs = FoundStep(self.body), ValuesStep(self.body), Tabs(self.body)
        self._pages: tuple[QWidget, ...] = (self.found, self.values, self.tabs)
        for page in (self.message, *self._pages):
            self.body.addWidget(page)
        named = QHBoxLayout()
        named.setSpacing(SIZES.space_2)
        named.addWidget(self.name_label)
        named.addWidget(self.name)
        named.addWidget(self.name_note, 1)
        named.addWidget(self.again)
        head = QVBoxLayout()
        head.setContentsMargins(SIZES.space_3, SIZES.space_3, SIZES.space_3, SIZES.space_2)
        head.setSpacing(SIZES.space_2)
        top = QHBoxLayout()
        top.setSpacing(SIZES.space_4)
        top.addWidget(self.title, 1)
        top.addWidget(self.steps)
        head.addLayout(top)
        head.addLayout(named)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.bad_rows)
        layout.addWidget(self.body, 1)
        self._pause.timeout.connect(self.apply_name)
        line = self.name.lineEdit()
        assert line is not None
        # what is dropped are files, and the dialog's
        line.setAcceptDrops(False)
        line.textEdited.connect(lambda _text: self._pause.start())
        line.editingFinished.connect(self.apply_name)
        self.name.activated.connect(lambda _n: self.apply_name())
        self.bad_rows.accepted.connect(self.accepted.emit)
        self.tabs.insisted.connect(self.insisted.emit)
        self.steps.chosen.connect(self._step_chosen)
        self.found.said.connect(self.said.emit)
        self.values.said.connect(self.said.emit)

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
        # what is being typed stays
        if another or not (line.hasFocus() and line.isModified()):
            self._pause.stop()
            self.name.setEditText(file.name)
            # whole, as far as the note beside it leaves room
            needed = self.name.fontMetrics().horizontalAdvance(file.name) + _NAME_EDGES
            self.name.setMinimumWidth(max(_NAME_WIDTHS[0], min(needed, _NAME_WIDTHS[1])))
            # a long name is told apart by its beginning
            line.setCursorPosition(0)
        self.title.setText(file.path.name)
        self.title.setToolTip(str(file.path))
        refused = file.state is State.REFUSED and file.source is None
        for widget in (self.name, self.name_label):
            widget.setVisible(not file.is_bundle and not refused)
        self.again.setEnabled(file.state in (State.READY, State.REFUSED))
        self.name.setEnabled(file.state not in (State.DONE, State.IMPORTING))
        self.name_note.setText("" if refused else self._note(file))
        preview = file.preview
        if preview is None:
            self._shown = None
        elif preview is not self._shown:
            self._shown = preview
            self.tabs.show_preview(file, preview, keep=not another)
        if preview is not None and preview.left_out:
            self.bad_rows.show_preview(file, preview)
        self._show_step(file)

    def _show_step(self, file: File) -> None:
        needs = progress_of(file)
        self.steps.setVisible(any(one is not None for one in needs[:WHAT_HAPPENS]))
        for button_, need in zip(self.steps.buttons, needs, strict=True):
            button_.tell(need)
            button_.setEnabled(need is not None)
        step = self._step_of.get(file, first_step(needs))
        if step is None or needs[step] is None:
            step = next((at for at in (FOUND, WORDS) if needs[at]), None)
        preview = file.preview
        held = preview is not None and preview.left_out > 0 and file.state is not State.DONE
        self.bad_rows.setVisible(held and step == WHAT_HAPPENS)
        if step is None:
            self._tell(file)
            return
        # once it is there one stays, though nothing needs a look any more
        self._step_of[file] = step
        self.steps.go_to(step)
        if step == FOUND:
            self.found.show_file(file)
        elif step == WORDS:
            self.values.show_file(file)
        line = self.name.lineEdit()
        begins = self.body.currentWidget() is self.message and not (line is not None and line.isModified())
        self.body.setCurrentWidget(self._pages[step])
        if begins and isinstance(self.focusWidget(), QWidget):
            self._focus(step)

    def _focus(self, step: int) -> None:
        """The keyboard goes to what the step is about."""
        page = self._pages[step]
        proxy = page.focusProxy()
        if proxy is not None and proxy.isVisible():
            proxy.setFocus()
        else:
            focus_into(page)

    def begin_with(self, file: File, step: int) -> None:
        """Open a file on this step once it is there, whether it needs a look or not."""
        self._step_of[file] = step

    def go_to(self, step: int) -> None:
        """Show a step of the file, if there is anything on it."""
        if self._file is not None and self.steps.buttons[step].isEnabled() and self.steps.isVisible():
            self._step_chosen(step)
            self._focus(step)

    @Slot(int)
    def _step_chosen(self, step: int) -> None:
        if self._file is not None:
            self._step_of[self._file] = step
            self._show_step(self._file)

    def panes(self) -> list[QWidget]:
        """Where F6 goes in turn."""
        current = self.body.currentWidget()
        inside = current.panes() if isinstance(current, FoundStep | ValuesStep) else [self.body]
        above: list[QWidget] = [self.name, self.steps]
        return [one for one in (*above, *inside) if one.isVisible()]

    def _note(self, file: File) -> str:
        if file.source is not None and file.source.whole is not None:
            return _(
                "A bundle with its history. An empty portfolio becomes the one it is of, with journal and snapshots; "
                "to any other its rows are added, or put in the place of those with the same identity."
            )
        if file.is_bundle:
            return _(
                "A bundle of another portfolio. Its rows are added, or put in the place of those with the same "
                "identity; nothing is deleted."
            )
        known = self._registers.get(file.name.casefold())
        if file.profile is None and file.source is not None and file.source.remembered:
            again = _("Read as last time.")
            return f"{again} {self._compared(known)}"
        return self._compared(known)

    def _compared(self, known: RegisterRow | None) -> str:
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

    # --- what the person does ------------------------------------------------------------------------------------

    @Slot()
    def apply_name(self) -> None:
        """Take the register's name as it is written."""
        self._pause.stop()
        if self._file is not None and self.name.isEnabled() and not self._file.is_bundle:
            self.renamed.emit(self.name.currentText())
