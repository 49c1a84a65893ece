"""The one window: menus, banner, start page or workspace, status bar. It is built anew for another language."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio.text import _, language
from ui.actions import Actions, Situation
from ui.dialogs.message import Message as Dialog
from ui.file_commands import FileCommands, sample_path
from ui.focus import focus_into
from ui.handlers import handlers
from ui.initiative_commands import InitiativeCommands
from ui.on_screen import restore_on_screen
from ui.pages.start_page import StartPage
from ui.portfolio_banner import PortfolioBanner
from ui.status_bar import StatusBar
from ui.undo_commands import UndoCommands
from ui.view_commands import ViewCommands
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.application import Shell
    from ui.session import Session

APPLICATION_NAME = "KPK Portfolio"
_FIRST_SIZE = QSize(1366, 768)
_LEAST_SIZE = QSize(800, 400)
_FIELDS = (QLineEdit, QPlainTextEdit, QAbstractSpinBox)


class MainWindow(QMainWindow):
    """Shows one session at a time, or the start page.

    Attributes:
        shell: what outlives this window.
        session: the open portfolio, or None.
        workspace: side panel, pages and details, while a portfolio is open or being opened.
    """

    def __init__(self, shell: "Shell") -> None:
        super().__init__()
        self.shell = shell
        self.session: Session | None = None
        self.workspace: Workspace | None = None
        self._discarded = False
        self._situation = Situation()
        self.files = FileCommands(self)
        self.initiatives = InitiativeCommands(self)
        self.undoing = UndoCommands(self)
        self.view = ViewCommands(self)
        self.setWindowTitle(APPLICATION_NAME)
        self.setMinimumSize(_LEAST_SIZE)
        self.resize(_FIRST_SIZE)
        self.setAcceptDrops(True)
        self.banner = PortfolioBanner()
        self.banner.action_chosen.connect(shell.past.leave)
        self.start = StartPage(shell.settings.recent)
        self.start.wanted.connect(self._start)
        self.start.recent_wanted.connect(shell.open)
        self.start.forget_wanted.connect(self._forget)
        self._root = QStackedWidget()
        self._root.addWidget(self.start)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self._root, 1)
        self.setCentralWidget(centre)
        self.status = StatusBar(shell.tasks)
        self.status.overlaps.pressed.connect(self.show_overlaps)
        self.setStatusBar(self.status)
        self.actions_ = Actions(self, handlers(self))
        self.actions_.recent.aboutToShow.connect(self._fill_recent)
        self.actions_.tick(f"language.{language()}")
        self.actions_.tick(f"scheme.{shell.theme.scheme}")
        self.update_actions()

    # --- one session at a time --------------------------------------------------------------------------------

    def show_start(self) -> None:
        """No portfolio: the start page."""
        self._replace_workspace(None)
        self.session = None
        self.status.show_nothing()
        self.start.show_recent(self.shell.settings.recent)
        self._root.setCurrentWidget(self.start)
        self.setWindowTitle(APPLICATION_NAME)
        self.update_actions()

    def show_opening(self, name: str) -> None:
        """A portfolio is being opened and none is open: its place is shown already."""
        if self.session is None:
            workspace = Workspace(None)
            workspace.wait(_("Opening {name} …").format(name=name))
            self._replace_workspace(workspace)

    def attach(self, session: "Session", page: str, states: dict[str, Any]) -> None:
        """Show a portfolio, on the given page; the pages' states are from an earlier time."""
        settings = self.shell.settings
        self.session = session
        workspace = Workspace(session)
        workspace.take_states(states)
        workspace.set_details(settings.details_open, settings.details_width)
        workspace.page_changed.connect(self._page_changed)
        workspace.details_closed.connect(self.update_actions)
        portfolio = session.portfolio
        workspace.wait(_("Reading {name} …").format(name=self._name()))
        self._replace_workspace(workspace)
        session.failed.connect(self._refused)
        workspace.rows_changed.connect(self._update_counts)
        session.selection_changed.connect(self._update_counts)
        session.stacks_changed.connect(self.undoing.read)
        session.looked.connect(self._looked)
        session.committed.connect(self._committed)
        session.past_wanted.connect(self.shell.past.show)
        session.snapshot_taken.connect(self._snapshot_taken)
        self.status.show_database(self._name(), portfolio.target, portfolio.by)
        self.status.overlaps.follow(session.findings)
        if session.frozen is not None:
            self.status.show_saved(None)
        self.setWindowTitle(f"{self._name()} – {APPLICATION_NAME}")
        self.undoing.read()
        self.banner.show_portfolio(portfolio, session.frozen)
        self.update_actions()
        if session.complete:
            workspace.reveal()
        workspace.go(page)
        self._update_counts()

    def detach(self, session: "Session") -> None:
        """Hear no more of a portfolio that stays open: another is shown in its place."""
        for signal, slot in (
            (session.failed, self._refused),
            (session.selection_changed, self._update_counts),
            (session.stacks_changed, self.undoing.read),
            (session.looked, self._looked),
            (session.committed, self._committed),
            (session.past_wanted, self.shell.past.show),
        ):
            signal.disconnect(slot)

    def _replace_workspace(self, workspace: Workspace | None) -> None:
        before = self.workspace
        self.workspace = workspace
        if workspace is not None:
            self._root.addWidget(workspace)
            self._root.setCurrentWidget(workspace)
        if before is not None:
            self._root.removeWidget(before)
            before.deleteLater()
        self.banner.hide()

    def _name(self) -> str:
        assert self.session is not None
        portfolio = self.session.portfolio
        if portfolio.path == sample_path():
            return _("Sample portfolio (illustrative)")
        return portfolio.path.name if portfolio.path else portfolio.target.rpartition("/")[2].partition("?")[0]

    # --- what is told of the session ----------------------------------------------------------------------------

    @Slot()
    @Slot(object)
    def _update_counts(self, _what: object = None) -> None:
        session = self.session
        if session is None:
            return
        shown, total = self.workspace.counts() if self.workspace is not None else (0, 0)
        page = self.workspace.page if self.workspace is not None else None
        told = page.told_counts() if page is not None else None
        if told is not None:
            self.status.show_words(*told)
        else:
            self.status.show_counts(shown, total, len(session.selection))
        if len(session.selection) != self._situation.selected or not self._situation.open:
            self.update_actions()

    @Slot()
    def _looked(self) -> None:
        """Another moment is looked at: marked, and nothing is offered that would be refused."""
        session = self.session
        if session is None:
            return
        if session.frozen is not None:
            self.banner.show_portfolio(session.portfolio, session.frozen)
        else:
            self.banner.hide()
        self.update_actions()

    @Slot(object)
    def _committed(self, committed: Any) -> None:
        self.status.show_saved(committed.entry.at)
        self.banner.follow(committed)

    @Slot(object)
    def _snapshot_taken(self, _taken: Any) -> None:
        self.status.note(_("A snapshot was taken by itself."))

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self.shell.tell(error)

    @Slot(str)
    def _page_changed(self, key: str) -> None:
        self.actions_.tick(f"page.{key}")
        self.update_actions()

    @Slot()
    def update_actions(self) -> None:
        """Offer what can be done now."""
        session, situation = self.session, self._situation
        situation.open = session is not None
        situation.file = session is not None and session.portfolio.path is not None
        situation.frozen = session.frozen if session is not None else None
        situation.selected = len(session.selection) if session is not None else 0
        if session is None:
            self.undoing.forget()
        situation.undoable, situation.redoable = self.undoing.names
        self.actions_.update(situation)
        if self.workspace is not None:
            self.actions_.tick("details", self.workspace.details_wanted)

    # --- handlers -----------------------------------------------------------------------------------------------

    def go(self, key: str) -> None:
        """Show a page."""
        if self.workspace is not None:
            self.workspace.go(key)

    def show_overlaps(self) -> None:
        """Show the found overlaps, with the keyboard in them."""
        self.go("overlaps")
        if self.workspace is not None and self.workspace.page is not None:
            focus_into(self.workspace.page)

    def begin_idea(self) -> None:
        """Show the idea page with the keyboard in the idea's name."""
        self.go("idea")
        if self.workspace is not None and self.workspace.page is not None:
            self.workspace.page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_details(self) -> None:
        """Show the details of what is selected, with the keyboard in them."""
        if self.workspace is not None:
            self.workspace.open_details()

    @Slot(str)
    def _start(self, action: str) -> None:
        self.actions_[action].trigger()

    @Slot(str)
    def _forget(self, target: str) -> None:
        self.shell.settings.forget(target)
        self.start.show_recent(self.shell.settings.recent)

    @Slot()
    def _fill_recent(self) -> None:
        menu = self.actions_.recent
        menu.clear()
        for target in self.shell.settings.recent:
            shared = "://" in target
            action = menu.addAction(target.replace("&", "&&"))
            action.setEnabled(shared or Path(target).exists())
            action.triggered.connect(partial(self._open_recent, target))
        menu.setEnabled(bool(self.shell.settings.recent))

    def _open_recent(self, target: str, _on: bool = False) -> None:
        self.shell.open(target)

    # --- keys, drops, closing -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc that nothing inside took."""
        workspace = self.workspace
        if workspace is not None:
            entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            # in a field it ends the field's own text; it is no order about what is selected elsewhere
            if entered and not isinstance(self.focusWidget(), _FIELDS) and workspace.open_details():
                return
            if event.key() == Qt.Key.Key_Escape and (workspace.leave_details() or self.shell.past.leave_glance()):
                return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.files.drop([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and hasattr(self, "actions_"):
            self.actions_.tick("full_screen", self.isFullScreen())

    def _may_end(self) -> bool:
        """Ask before a long task is cut short."""
        running = [job.title for job in self.shell.tasks.running if job.title and not job.aside]
        return not running or Dialog.ask(
            self,
            _("A task is still running"),
            _("{task}. If it is cancelled now, nothing of it is kept; everything done before is saved.").format(
                task=running[0]
            ),
            _("Cancel it and close"),
            danger=True,
        )

    def remember(self) -> None:
        """Write into the settings what the next window starts with."""
        settings = self.shell.settings
        settings.geometry = bytes(self.saveGeometry().data())
        if self.workspace is not None and self.session is not None:
            settings.page = self.workspace.key
            settings.pages = self.workspace.states()
            settings.details_open = self.workspace.details_wanted
            settings.details_width = self.workspace.details_width

    def recall(self) -> None:
        """Take the place and size the last window had; it is seen whole."""
        restore_on_screen(self, self.shell.settings.geometry, _FIRST_SIZE)

    def discard(self) -> None:
        """Go away in favour of another window, with nothing ended."""
        self._discarded = True
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._discarded:
            if not self._may_end():
                event.ignore()
                return
            self.shell.window_closing()
        event.accept()
