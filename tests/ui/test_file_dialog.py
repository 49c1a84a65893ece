"""A file dialog opens no file: whoever does, loses the locks by which SQLite keeps others off its journal."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QListView, QWidget
from pytestqt.qtbot import QtBot

from kpkportfolio.store.portfolio import Portfolio
from ui.dialogs import file_dialog

_READ = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
print(connection.execute("SELECT count(*) FROM initiative").fetchone()[0])
connection.close()
"""


def made(parent: QWidget, start: Path) -> QFileDialog:
    accept, mode = QFileDialog.AcceptMode.AcceptOpen, QFileDialog.FileMode.ExistingFile
    return file_dialog.make(parent, "Avaa", str(start), "Salkut (*.sqlite);;Kaikki (*)", accept, mode)


def shown(qtbot: QtBot, dialog: QFileDialog, least: int) -> None:
    """Wait until the dialog has read the folder and asked for the kind of each file in it."""
    view = dialog.findChild(QListView, "listView")
    assert isinstance(view, QListView)
    model = view.model()
    dialog.show()

    def known() -> bool:
        rows = model.rowCount(view.rootIndex())
        kinds = [model.index(row, 2, view.rootIndex()).data() for row in range(rows)]
        return rows >= least and all(kinds)

    qtbot.waitUntil(known, timeout=20_000)


def elsewhere_read(database: Path) -> str:
    done = subprocess.run([sys.executable, "-c", _READ, str(database)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.skipif(os.name != "posix", reason="Windows' locks belong to a descriptor, not to the process")
def test_another_program_does_not_take_the_journal_away_after_a_dialog(
    qtbot: QtBot, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portfolio = Portfolio.open(database)
    portfolio.initiatives()
    parent = QWidget()
    qtbot.addWidget(parent)
    journal = database.with_name(database.name + "-wal")
    before = os.stat(journal).st_ino
    # also begun in, as when the program is started from its portfolio's folder
    monkeypatch.chdir(database.parent)
    dialog = made(parent, database.parent)
    dialog.setNameFilter("*")
    shown(qtbot, dialog, 1)
    dialog.reject()
    dialog.deleteLater()
    elsewhere_read(database)
    assert os.stat(journal).st_ino == before
    portfolio.close()
    with sqlite3.connect(database) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_a_large_folder_is_shown_and_left_many_times(qtbot: QtBot, tmp_path: Path) -> None:
    for number in range(2000):
        (tmp_path / f"rekisteri-{number}.sqlite").touch()
    parent = QWidget()
    qtbot.addWidget(parent)
    for number in range(50):
        dialog = made(parent, tmp_path)
        if number % 10:
            # left while its thread still reads
            dialog.show()
            qtbot.wait(number)
        else:
            shown(qtbot, dialog, 2000)
        dialog.reject()
        dialog.deleteLater()
    qtbot.wait(1)


def test_the_dialog_begins_where_it_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = made(parent, tmp_path / "oma.sqlite")
    assert dialog.directory().absolutePath() == str(tmp_path)
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.deleteLater()


def test_no_other_file_dialog_is_made() -> None:
    root = Path(file_dialog.__file__).parents[2]
    sources = [path for room in ("ui", "kpkportfolio") for path in (root / room).rglob("*.py")]
    assert len(sources) > 100
    asking = re.compile(r"QFileDialog|QFileSystemModel|QMimeDatabase|QFileIconProvider")
    assert [path.name for path in sources if asking.search(path.read_text("utf-8"))] == ["file_dialog.py"]
