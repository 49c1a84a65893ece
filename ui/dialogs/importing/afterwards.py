"""After an import: where each register's file was, and what the main window says of it."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from ui import register_memory
from ui.dialogs.importing.file import File, State
from ui.session import Session


def remember_places(session: Session, files: Iterable[File]) -> None:
    """Where each register's file was, so that it can be read again from the registers page."""
    done = {file.name.casefold(): file.path for file in files if file.state is State.DONE and not file.is_bundle}
    if done:
        portfolio = session.portfolio
        for id_, row in portfolio.records("register").items():
            if path := done.get(str(row["name"]).casefold()):
                register_memory.remember_file(portfolio.target, id_, path)


def tell_window(window: QWidget | None, told: str) -> None:
    """Have the main window say what came in; nothing to say is not said."""
    from ui.main_window import MainWindow

    if told and isinstance(window, MainWindow):
        window.banner.show_import(told)
        # what the keyboard was on may be gone with what was empty; the next in line would be the banner's own cross
        if window.workspace is not None and window.workspace.page is not None:
            window.workspace.page.setFocus()
