"""An empty portfolio, registers to be written, and import dialogs that go away after the test."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kpkportfolio.store.portfolio import Portfolio
from tests.ui.importing.parts import ROWS, bring_in, settle, write_register
from ui.dialogs.import_dialog import ImportDialog
from ui.session import Session
from ui.tasks import Tasks


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    tasks = Tasks()
    one = Session(Portfolio.create(tmp_path / "salkku.sqlite", by="Liisa"), tasks)
    one.load()
    qtbot.waitUntil(lambda: one.complete)
    yield one
    tasks.stop()
    one.close()
    one.deleteLater()
    tasks.deleteLater()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook as registers arrive: ``write(name, rows)``."""

    def write_(name: str = "julkit.xlsx", rows: Sequence[Sequence[str]] = ROWS) -> Path:
        return write_register(tmp_path / name, rows)

    return write_


@pytest.fixture
def open_dialog(session: Session, qtbot: QtBot) -> Iterator[Callable[..., ImportDialog]]:
    """Opens the dialog with files and waits until they are compared."""
    opened: list[ImportDialog] = []

    def open_(*paths: Path, wait: bool = True) -> ImportDialog:
        dialog = ImportDialog(session)
        opened.append(dialog)
        dialog.show()
        dialog.take(paths)
        if wait:
            settle(dialog, qtbot)
        return dialog

    yield open_
    for dialog in opened:
        dialog.importer.cancel()
        dialog.mirror.stop()
        dialog.hide()
        dialog.deleteLater()


@pytest.fixture
def imported(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> Session:
    bring_in(open_dialog(write()), qtbot)
    qtbot.waitUntil(lambda: len(session.contents.initiatives) == 3)
    return session
