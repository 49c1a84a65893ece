"""Bringing registers in: choose files, see what would happen, then let it happen. Nothing is written before that."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from kpkportfolio.text import _
from ui.dialogs import folders
from ui.dialogs.importing import words
from ui.dialogs.importing.afterwards import remember_places, tell_window
from ui.dialogs.importing.asking import asked_files, dropped_files
from ui.dialogs.importing.file import UNDER_WAY, File, State
from ui.dialogs.importing.foot import Foot
from ui.dialogs.importing.importer import Importer
from ui.dialogs.importing.mirror import Mirror
from ui.dialogs.importing.needs import FOUND, WHAT_HAPPENS
from ui.dialogs.importing.room import Room
from ui.dialogs.importing.tabs import PROBLEMS
from ui.focus import focus_into, holds_focus
from ui.widgets.messages import Message, Tone
from ui.widgets.parts import rule

if TYPE_CHECKING:
    from ui.session import Session

_TICK_MS = 100
_SIZE = (1180, 660)
_LEAST = (720, 400)


class ImportDialog(QDialog):
    """The files at the left, the preview of one in the middle, what will happen below.

    Attributes:
        importer: what reads, compares and carries out.
        room: the files and the one that is shown.
        foot: what will happen, and the buttons.
    """

    def __init__(self, session: "Session", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.importer = Importer(session, self)
        self.mirror = Mirror(session, self)
        self._stopping = False
        self.setWindowTitle(_("Import registers"))
        self.setMinimumSize(*_LEAST)
        self.setAcceptDrops(True)
        self.resize(*_SIZE)
        if parent is not None:
            room = parent.window().size()
            self.resize(
                min(_SIZE[0], max(_LEAST[0], room.width() - 48)), min(_SIZE[1], max(_LEAST[1], room.height() - 56))
            )
        self.banner = Message(self)
        self.room = Room(self.choose, _SIZE[0], self)
        self.list, self.panel = self.room.list, self.room.panel
        self.foot = Foot(self)
        self.plan, self.go, self.leave = self.foot.plan, self.foot.go, self.foot.leave
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self.room, 1)
        layout.addWidget(rule())
        layout.addWidget(self.foot)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._connect()
        self._add_keys()
        self._show()
        self.room.focus_choosing()

    def _connect(self) -> None:
        self._tick.timeout.connect(self._show_progress)
        self.list.chosen.connect(self._show_current)
        self.list.unwanted.connect(self._remove)
        for signal, what in (
            (self.panel.renamed, self.importer.rename),
            (self.panel.accepted, self.importer.accept),
            (self.panel.insisted, self.importer.insist),
            (self.panel.said, self.importer.say),
            (self.panel.read_again, self.importer.read_again),
            (self.panel.tabs.overlaps.chosen, self.importer.choose),
        ):
            signal.connect(self._of_current(what))
        self.panel.tabs.overlaps.stop_wanted.connect(self.mirror.cancel)
        self.foot.add.clicked.connect(self.choose)
        self.foot.remove.clicked.connect(self._remove_current)
        self.leave.clicked.connect(self.reject)
        self.go.clicked.connect(self.import_)
        self.importer.changed.connect(self._show)
        self.importer.shown.connect(self._show)
        self.importer.ended.connect(self._ended)
        self.mirror.found.connect(self._mirrored)

    def _add_keys(self) -> None:
        for step in range(len(self.panel.steps.buttons)):
            QShortcut(QKeySequence(f"Alt+{step + 1}"), self).activated.connect(partial(self.panel.go_to, step))
        for keys, slot in (
            (QKeySequence("F6"), self._next_pane),
            (QKeySequence(QKeySequence.StandardKey.Open), self.choose),
            (QKeySequence(QKeySequence.StandardKey.Find), self._search),
            (QKeySequence("F5"), self._of_current(self.importer.read_again)),
            (QKeySequence("Ctrl+Return"), self.import_),
            (QKeySequence("Ctrl+Enter"), self.import_),
        ):
            QShortcut(keys, self).activated.connect(slot)

    # --- showing ---------------------------------------------------------------------------------------------------

    @Slot()
    @Slot(object)
    def _show(self, _file: object = None) -> None:
        importer = self.importer
        files = importer.files
        self.room.show_files(files)
        self._show_current()
        self.plan.setText(self._said())
        self.foot.show_importer(importer, self.list.current, self._stopping)
        if importer.settled:
            self.mirror.show([file for file in files if file.operation is not None])
        if importer.busy:
            self._tick.start()
        self._show_progress()

    def _said(self) -> str:
        importer = self.importer
        if importer.settled:
            if not importer.files:
                return ""
            alike = sum(len({one.place for one in found}) for found in self.mirror.matches.values())
            return " ".join(part for part in (words.plan(importer.files, importer.wanted), words.alike(alike)) if part)
        working = next((file for file in importer.files if file.state in UNDER_WAY), None)
        if working is None:
            return ""
        return _("{file}: {what}").format(file=working.path.name, what=words.file_line(working))

    @Slot()
    @Slot(object)
    def _show_current(self, _file: object = None) -> None:
        current = self.list.current
        if current is not None:
            self.panel.show_file(current, self._session.contents.registers)
            matches = self.mirror.matches.get(current, ())
            undecided = current.state in (State.READY, State.STALE, State.COMPARING)
            self.panel.tabs.show_overlaps(matches, current.choices, undecided, self.mirror.stopped)

    @Slot()
    def _show_progress(self) -> None:
        job = self.importer.job
        if job is not None:
            self.foot.show_progress(job.progress.done, job.progress.total)
        self.panel.tabs.show_looking(self.mirror.looking, *self.mirror.progress)
        if job is None and not self.mirror.working:
            self._tick.stop()

    @Slot()
    def _mirrored(self) -> None:
        self._tick.start()
        self._show_current()
        self.plan.setText(self._said())

    # --- what the person does ----------------------------------------------------------------------------------------

    @Slot()
    def choose(self) -> None:
        """Ask for files."""
        if not self.importer.importing:
            self.take(asked_files(self._session, self))

    def take(self, paths: Iterable[Path], register: str = "", to_columns: bool = False) -> None:
        """Read these files too.

        Args:
            register: the register they are of, when that is known.
            to_columns: begin with what the columns are taken for, whether that needs a look or not.
        """
        fresh = self.importer.add(paths)
        for file in fresh:
            if register:
                self.importer.rename(file, register)
                file.named = True
            if to_columns:
                self.panel.begin_with(file, FOUND)
        if fresh:
            folders.remember("import", fresh[0].path.parent)
            self.list.choose(fresh[0])
            if len(self.importer.files) > 1:
                self.list.setFocus()

    def _remove(self, file: File) -> None:
        if not self.importer.importing:
            self.importer.remove(file)

    @Slot()
    def _remove_current(self) -> None:
        if self.list.current is not None:
            self._remove(self.list.current)

    def _of_current(self, what: Callable[..., None]) -> Callable[..., None]:
        """Does to the file that is shown what the importer can do to one."""

        def do(*said: object) -> None:
            if self.list.current is not None:
                what(self.list.current, *said)

        return do

    @Slot()
    def _search(self) -> None:
        if self.panel.isVisible() and self.panel.steps.buttons[WHAT_HAPPENS].isEnabled():
            self.panel.go_to(WHAT_HAPPENS)
            self.panel.tabs.setCurrentIndex(PROBLEMS)
            self.panel.tabs.problems.search.focus()

    @Slot()
    def _next_pane(self) -> None:
        """The keyboard goes to the next part of the dialog."""
        panes = [one for one in (self.list, *self.panel.panes(), self.foot) if one.isVisible()]
        at = next((at for at, pane in enumerate(panes) if holds_focus(pane)), -1)
        for step in range(1, len(panes) + 1):
            if focus_into(panes[(at + step) % len(panes)]):
                return

    @Slot()
    def import_(self) -> None:
        """Let happen what the button says."""
        self.panel.apply_name()
        if self.go.isEnabled():
            self.banner.hide()
            self.mirror.stop()
            self.importer.carry_out()

    @Slot(str)
    def _ended(self, why: str) -> None:
        self._stopping = False
        self._show()
        files = self.importer.files
        remember_places(self._session, files)
        told = words.outcome(files)
        if not why and all(file.state is State.DONE for file in files):
            tell_window(self.parentWidget(), told)
            self.accept()
            return
        refused = [file for file in files if file.state is State.REFUSED]
        if refused:
            self.list.choose(refused[0])
        tone = Tone.WARN if why or refused else Tone.OK
        self.banner.show_message(tone, " ".join(part for part in (why, told) if part))

    def reject(self) -> None:
        """While importing, stop; else close, telling the window what came in before."""
        if self.importer.importing:
            self._stopping = True
            self.importer.cancel()
            self._show()
            return
        self.importer.cancel()
        self.mirror.stop()
        tell_window(self.parentWidget(), words.outcome(self.importer.files))
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Enter presses the button that has the keyboard, and only that
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.importer.importing and dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(dropped_files(event.mimeData()))

    @classmethod
    def ask(
        cls,
        session: "Session",
        parent: QWidget | None,
        paths: Iterable[Path] = (),
        register: str = "",
        to_columns: bool = False,
    ) -> "ImportDialog":
        """Show the dialog, with files already chosen or not, and go on; the rest as for :meth:`take`."""
        dialog = cls(session, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        dialog.take(paths, register, to_columns)
        return dialog
