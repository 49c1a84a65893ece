"""Starting the window, and what outlives it: settings, theme, tasks and the open portfolio.

SQLAlchemy is imported by the thread that opens a portfolio, after the first paint; so the window is there at once.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from kpkportfolio import paths
from kpkportfolio.errors import Damaged, PortfolioError
from kpkportfolio.model.health_rules import use_thresholds
from kpkportfolio.model.staleness import use_months
from kpkportfolio.text import LANGUAGES, _, set_language, system_language
from ui.dialogs.message import tell_error
from ui.failures import Failures
from ui.file_commands import sample_path
from ui.first_paint import BENCH, FirstPaint
from ui.looking_back import LookingBack, let_go, select_when_loaded
from ui.main_window import APPLICATION_NAME, MainWindow
from ui.qt_words import QtWords
from ui.register_memory import stale_after
from ui.settings import Settings, filter_from_plain, filter_to_plain, without_secret
from ui.tasks import CollectOnUiThread, Progress, Tasks
from ui.theme import icons
from ui.theme.theme import Scheme, install

if TYPE_CHECKING:
    from kpkportfolio.store.portfolio import Portfolio
    from kpkportfolio.store.safekeeping import Backup
    from ui.session import Session

"""Set to ``first-paint`` in the environment: print ``time.monotonic()`` when the window is painted, and quit."""


class Shell(QObject):
    """What stays when the window is built anew.

    Attributes:
        settings: what is remembered; saved when the window closes.
        theme: the look.
        tasks: work off the UI thread.
        session: what the window shows, or None.
        past: looking back; it knows the portfolio of today also while its past is shown.
        opening: how many times something was asked to be opened; the answer to an earlier time is not shown.
        window: the window on the screen.
        by: whose name changes are signed with, None for the computer's user.
        log_file: where failures are written.
    """

    def __init__(self, app: QApplication, language: str | None = None, by: str | None = None) -> None:
        super().__init__(app)
        self.settings = Settings.load()
        self.by = by or self.settings.by or None
        use_thresholds(self.settings.thresholds)
        use_months(stale_after())
        self.log_file: Path | None = None
        self._qt_words = QtWords(self)
        self._speak(language or self.settings.language)
        app.setWindowIcon(icons.icon("portfolio", "accent"))
        self.theme = install(app, _known_scheme(self.settings.scheme))
        self.tasks = Tasks(self)
        self.tasks.failed.connect(self._failed)
        self.session: Session | None = None
        self.opening = 0
        self._recovering = False
        self.past = LookingBack(self)
        self.window = MainWindow(self)
        self.window.recall()

    def start(self, db: str | None) -> None:
        """Show the window; open what was asked for, else what was open last."""
        target = db or self.settings.database or _default_database()
        if target:
            self.window.show_opening(_short(target))
        self.window.show()
        if target:
            # after the first paint: the window is on the screen while the database's libraries are loaded
            QTimer.singleShot(0, self, lambda: self.open(target))

    # --- opening and closing a portfolio -------------------------------------------------------------------------

    @Slot(str)
    def open(self, target: str) -> None:
        """Open a file or a shared database off the UI thread."""
        by = self.by

        def work(_progress: Progress) -> "Portfolio":
            from kpkportfolio.store.portfolio import Portfolio

            return Portfolio.open(target, by)

        self._begin(work, _short(target), target)

    def create(self, path: Path) -> None:
        """Make an empty portfolio and open it. A file that is there already is replaced only if it is empty."""
        by = self.by

        def work(_progress: Progress) -> "Portfolio":
            from kpkportfolio.store.portfolio import Portfolio

            return Portfolio.create(path, path.stem, by)

        self._begin(work, path.name, str(path))

    def open_sample(self) -> None:
        """Open the person's own copy of the sample portfolio, made on the first visit."""
        by, path = self.by, sample_path()

        def work(_progress: Progress) -> "Portfolio":
            from ui.sample_copy import open_copy

            return open_copy(path, by)

        self._begin(work, _("the sample portfolio"), str(path))

    def restore(self, backup_file: Path, database: Path) -> None:
        """Put a backup in the database's place and open it again."""
        by = self.by
        self._leave()

        def work(_progress: Progress) -> "Portfolio":
            from kpkportfolio.store import backup
            from kpkportfolio.store.portfolio import Portfolio

            try:
                backup.restore(backup_file, database)
            finally:
                restored = Portfolio.open(database, by)
            return restored

        told = _("Restored from {file}; what it replaced is in the folder “backups”.").format(file=backup_file.name)
        self._begin(work, database.name, str(database), told)

    def recover(self, error: Damaged, database: Path) -> None:
        """Offer a damaged database's backups; without any only tell what is wrong.

        Asked once, however many readings fail meanwhile. What could not be read at all is not left looking empty.
        """
        if self._recovering:
            return
        self._recovering = True

        def found(_progress: Progress) -> "list[Backup]":
            from kpkportfolio.store import safekeeping

            return safekeeping.remedies(database)

        def offer(backups: "list[Backup]") -> None:
            from ui.dialogs.recover_database import RecoverDatabase

            if not backups:
                chosen = None
                tell_error(self.window, error, _("{name} is damaged").format(name=database.name))
            else:
                chosen = RecoverDatabase.ask(database, str(error), backups, self.window)
            self._recovering = False
            if chosen is not None:
                self.restore(chosen, database)
            elif self.session is not None and not self.session.complete:
                self.close_portfolio()

        self.tasks.run(self, found, offer, lambda _error: offer([]))

    def close_portfolio(self) -> None:
        """Let go of the portfolio; the next start shows the start page."""
        self.opening += 1
        self._leave()
        self.settings.database = ""
        self.window.show_start()

    def _begin(self, work: "Callable[[Progress], Portfolio]", name: str, target: str, told: str = "") -> None:
        self.opening += 1
        mine = self.opening
        self.window.show_opening(name)

        def done(portfolio: "Portfolio") -> None:
            if mine == self.opening:
                self._opened(portfolio, target)
                if told:
                    self.window.status.note(told)
            else:
                portfolio.close()

        def failed(error: Exception) -> None:
            if self.session is None:
                self.window.show_start()
            if isinstance(error, Damaged) and "://" not in target:
                self.recover(error, Path(target))
            else:
                tell_error(self.window, error, _("{name} could not be opened").format(name=name))

        self.tasks.run(self, work, done, failed, _("Opening {name}").format(name=name))

    def _opened(self, portfolio: "Portfolio", target: str) -> None:
        from ui.session import Session

        if self.session is not None:
            self._leave()
        known = str(portfolio.path) if portfolio.path is not None else without_secret(target)
        again = known == self.settings.database
        self.settings.remember(known)
        session = Session(portfolio, self.tasks, self)
        session.snapshot_days = self.settings.days
        self.session = session
        if again:
            session.set_filter(filter_from_plain(self.settings.filter))
            select_when_loaded(session, self.settings.selection)
        # begun first, for a page that cannot be shown must not keep the others from their rows
        session.load()
        self.window.attach(session, self.settings.page if again else "", self.settings.pages)

    def _leave(self) -> None:
        """Let go of the open portfolio, remembering how it was looked at."""
        session = self.session
        if session is None:
            return
        self.remember_session()
        kept, self.session = self.past.forget(), None
        self.window.session = None
        let_go(session)
        if kept is not None:
            let_go(kept)

    def remember_session(self) -> None:
        """Remember what is looked at and how."""
        self.window.remember()
        if self.session is not None:
            self.settings.filter = filter_to_plain(self.session.filter)
            self.settings.selection = list(self.session.selection)

    # --- language, look, preferences ------------------------------------------------------------------------------

    def set_language(self, code: str) -> None:
        """Speak another language at once: the window is built anew and looks at the same things."""
        self.settings.language = code
        self._speak(code)
        before = self.window
        before.remember()
        self.window = MainWindow(self)
        self.window.recall()
        self.window.setGeometry(before.geometry())
        if self.session is not None:
            self.window.attach(self.session, self.settings.page, self.settings.pages)
        elif before.workspace is not None:
            self.window.show_opening("")
        if before.isVisible():
            self.window.show()
        before.discard()

    def _speak(self, code: str) -> None:
        known = _known_language(code)
        set_language(known)
        self._qt_words.speak(known)

    def set_scheme(self, scheme: Scheme | str) -> None:
        """Follow the system, or stay light or dark."""
        self.theme.set_scheme(scheme)
        self.settings.scheme = self.theme.scheme.value
        self.window.actions_.tick(f"scheme.{self.theme.scheme}")

    def prefer(self, wanted: Settings) -> None:
        """Take up what was chosen in the preferences."""
        self.settings.by = wanted.by
        if self.session is not None and wanted.by:
            self.session.portfolio.by = wanted.by
        self.by = wanted.by or self.by
        self.settings.snapshot_days = wanted.snapshot_days
        if self.session is not None:
            self.session.snapshot_days = wanted.days
        if wanted.thresholds != self.settings.thresholds:
            for name in ("yellow_months", "red_months", "red_percent"):
                setattr(self.settings, name, getattr(wanted, name))
            use_thresholds(wanted.thresholds)
            if self.session is not None:
                self.session.changed.emit(None)
        self.set_scheme(_known_scheme(wanted.scheme))
        self.set_language(wanted.language)

    # --- the end --------------------------------------------------------------------------------------------------

    def window_closing(self) -> None:
        """The window is being closed: remember everything and let go of the database."""
        self.remember_session()
        self.settings.save()
        self.opening += 1

    def stop(self) -> None:
        """After the event loop: end the threads, then close the database."""
        self.tasks.stop()
        for session in (self.session, self.past.forget()):
            if session is not None:
                session.close()
        self.session = None

    def tell(self, error: Exception) -> None:
        """Tell why something was refused or failed; a damaged file is offered its backups."""
        path = None if self.session is None else self.session.portfolio.path
        if isinstance(error, Damaged) and path is not None:
            self.recover(error, path)
        else:
            tell_error(self.window, error)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if self.window.workspace is not None:
            self.window.workspace.reveal()
        if isinstance(error, PortfolioError):
            self.tell(error)
        else:
            # a defect of ours: logged and told like any other
            sys.excepthook(type(error), error, error.__traceback__)


def _known_language(code: str) -> str:
    return code if code in LANGUAGES else system_language()


def _known_scheme(name: str) -> Scheme:
    return Scheme(name) if name in list(Scheme) else Scheme.SYSTEM


def _default_database() -> str:
    path = paths.default_database()
    return str(path) if path.exists() else ""


def _short(target: str) -> str:
    """A file's name or a database's, as it may be shown."""
    return without_secret(target).rpartition("/")[2].partition("?")[0] if "://" in target else Path(target).name


def run(db: str | None = None, language: str | None = None, by: str | None = None) -> int:
    """Open the window and stay until it is closed.

    Args:
        db: a file or ``postgresql://`` address; None opens what was open last.
        language: ``fi``, ``sv`` or ``en``; None speaks the one chosen earlier, else the system's.
        by: whose name changes are signed with; None is the name in the preferences, else the computer's user.

    Returns:
        The process's exit status.
    """
    instance = QApplication.instance()
    app = instance if isinstance(instance, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("kpkportfolio")
    app.setApplicationDisplayName(APPLICATION_NAME)
    app.setDesktopFileName("kpkportfolio")
    # Ctrl+C in the terminal ends the window; every change is in the database already
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    failures = Failures(paths.user_data() / "log", app)
    failures.install()
    shell = Shell(app, language, by)
    shell.log_file = failures.file
    collector = CollectOnUiThread(shell)
    if os.environ.get(BENCH) == "first-paint":
        app.installEventFilter(FirstPaint(shell))
    shell.start(db)
    status = app.exec()
    shell.stop()
    failures.uninstall()
    collector.deleteLater()
    return status
