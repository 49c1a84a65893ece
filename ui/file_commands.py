"""What the File menu does: opening, creating, bringing in, sending out, backing up and restoring."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kpkportfolio import paths
from kpkportfolio.errors import UsageError
from kpkportfolio.text import _
from ui.dialogs import file_dialog, folders
from ui.dialogs.export_forms import Form
from ui.dialogs.message import Message, tell_error
from ui.tasks import Progress

if TYPE_CHECKING:
    from ui.main_window import MainWindow

DATABASE_ENDINGS = (".sqlite", ".sqlite3", ".db")


class FileCommands:
    """The handlers of the File menu for one window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._shell = window.shell

    # --- opening --------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Ask where, then make an empty portfolio and open it."""
        start = str(self._folder() / _("portfolio.sqlite"))
        name, _kind = file_dialog.save_name(self._window, _("Create a portfolio"), start, _database_kinds())
        path = folders.with_ending(name, DATABASE_ENDINGS[0], self._window, *DATABASE_ENDINGS) if name else None
        if path is not None:
            self._shell.create(path)

    def open(self) -> None:
        """Ask for a file and open it."""
        name, _kind = file_dialog.open_name(self._window, _("Open a portfolio"), str(self._folder()), _database_kinds())
        if name:
            self._shell.open(name)

    def open_shared(self, address: str = "") -> None:
        """Ask for the address of a shared database and the password, and open it."""
        from ui.dialogs.shared_database import SharedDatabase

        target = SharedDatabase.ask(self._window, address or self._latest_shared())
        if target:
            self._shell.open(target)

    def sample(self) -> None:
        """Open the person's own copy of the sample portfolio."""
        self._shell.open_sample()

    def close(self) -> None:
        """Let go of the portfolio and show the start page."""
        self._shell.close_portfolio()

    def drop(self, files: Sequence[str]) -> None:
        """Open a dropped database, or bring dropped registers in."""
        databases = [name for name in files if name.lower().endswith(DATABASE_ENDINGS)]
        if databases:
            self._shell.open(databases[0])
        elif self._window.session is None:
            Message.tell(
                self._window,
                _("Open a portfolio first"),
                _("Registers are brought into a portfolio. Open or create one, then drop the files again."),
            )
        else:
            self.bring_in([Path(name) for name in files])

    # --- in and out -----------------------------------------------------------------------------------------

    def bring_in(self, files: Sequence[Path] = ()) -> None:
        """The import wizard, with files already chosen or not."""
        from ui.dialogs.import_dialog import ImportDialog

        if self._window.session is not None:
            ImportDialog.ask(self._window.session, self._window, paths=tuple(files))

    def export(self, form: Form) -> None:
        """Files are written from the database; what a page's slider shows is not in it."""
        from ui.dialogs.export_dialog import ask_export

        session = self._window.session
        if session is None:
            return
        if session.then is not None:
            told = _(
                "A file is of what the whole window shows. Choose “Everything as of then” first, or go back to today."
            )
            session.failed.emit(UsageError(told))
            return
        ask_export(session, form, self._window)

    # --- keeping safe ---------------------------------------------------------------------------------------

    def back_up(self) -> None:
        """Copy the database, whole and verified, to where the person says."""
        session = self._window.session
        if session is None or session.portfolio.path is None:
            return
        from kpkportfolio.store import backup

        database = session.portfolio.path
        suggested = backup.backup_path(database, "manual")
        suggested.parent.mkdir(parents=True, exist_ok=True)
        name, _kind = file_dialog.save_name(self._window, _("Back up"), str(suggested), _database_kinds())
        path = folders.with_ending(name, DATABASE_ENDINGS[0], self._window, *DATABASE_ENDINGS) if name else None
        if path is None:
            return
        self._shell.tasks.run(
            self._window,
            lambda progress: backup.back_up(database, path, progress),
            lambda made: self._window.status.note(_("Backed up to {path}").format(path=made.name)),
            lambda error: tell_error(self._window, error),
            _("Backing up"),
        )

    def restore(self) -> None:
        """Put a backup in the database's place; what is there now is kept as a backup of its own."""
        from ui.dialogs.restore_backup import RestoreBackup

        session = self._window.session
        if session is None or session.portfolio.path is None:
            return
        database = session.portfolio.path
        chosen = RestoreBackup.ask(session, database, _database_kinds(), self._window)
        if chosen is not None:
            self._shell.restore(chosen, database)

    def check(self) -> None:
        """Look through the whole database file for damage."""
        session = self._window.session
        if session is None or session.portfolio.path is None:
            return
        from kpkportfolio.store import backup

        database = session.portfolio.path

        def work(_progress: Progress) -> None:
            backup.verify(database)

        self._shell.tasks.run(
            self._window,
            work,
            lambda _none: Message.tell(
                self._window,
                _("The database is sound"),
                _("Every page of {path} was read and every reference holds.").format(path=database),
            ),
            lambda error: tell_error(self._window, error),
            _("Checking the database"),
        )

    def _folder(self) -> Path:
        """Where the file dialogs begin: beside the open portfolio, else where documents are kept."""
        session = self._window.session
        if session is not None and session.portfolio.path is not None and session.portfolio.path != sample_path():
            return session.portfolio.path.parent
        documents = Path.home() / "Documents"
        return documents if documents.is_dir() else Path.home()

    def _latest_shared(self) -> str:
        return next((target for target in self._shell.settings.recent if "://" in target), "")


def sample_path() -> Path:
    """Where the person's own copy of the sample portfolio is kept."""
    return paths.user_data() / "esimerkkisalkku.sqlite"


def _database_kinds() -> str:
    endings = " ".join(f"*{ending}" for ending in DATABASE_ENDINGS)
    portfolios, everything = _("Portfolios"), _("All files")
    return f"{portfolios} ({endings});;{everything} (*)"
