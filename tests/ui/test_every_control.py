"""Every page and dialog as a screen reader and a small screen meet it: each control has a name, and all of it fits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QTabWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui import on_screen
from ui.application import Shell
from ui.dialogs.bulk_edit import BulkEdit
from ui.dialogs.columns import Columns
from ui.dialogs.drop_idea import DropIdea
from ui.dialogs.history import History
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.initiative_history import InitiativeHistory
from ui.on_screen import grow_on_screen, resize_on_screen, restore_on_screen
from ui.pages import PAGES

LOW = QSize(911, 512)
"""1366 × 768 at 150 %."""
ROOM = QSize(907, 440)
"""What a window has of it beside its frame and the desktop's own bar."""
BY_ACTION = (
    "go_to preferences history look_back shortcuts about open_shared edit add delete export_excel export_csv "
    "export_plan export_json export_whole export_deck restore"
).split()


@pytest.fixture
def shell(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot) -> Iterator[Shell]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    one = Shell(qapp, "fi")
    one.start(None)
    one.open_sample()
    qtbot.waitUntil(lambda: one.session is not None and one.session.complete, timeout=20_000)
    one.window.resize(ROOM)
    yield one
    one.window.close()
    one.stop()
    one.window.deleteLater()
    one.deleteLater()


def _unnamed(top: QWidget) -> list[str]:
    """The controls the keyboard comes to of which a screen reader could say nothing but their kind."""
    told = {one.buddy() for one in top.findChildren(QLabel) if one.buddy() is not None}
    found = []
    for one in top.findChildren(QWidget):
        reached = one.isVisibleTo(top) and one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
        words = one.text() if isinstance(one, QAbstractButton | QLabel) else ""
        if reached and not (one.accessibleName() or words or one in told):
            found.append(f"{type(one).__name__} in {type(one.parentWidget()).__name__}")
    return found


def _faults(top: QWidget) -> list[str]:
    least = top.minimumSizeHint().expandedTo(top.minimumSize())
    said = [f"unnamed: {one}" for one in _unnamed(top)]
    for tabs in top.findChildren(QTabWidget):
        for number in range(tabs.count() if tabs.isVisibleTo(top) else 0):
            tabs.setCurrentIndex(number)
            said += [f"unnamed in {tabs.tabText(number)}: {one}" for one in _unnamed(tabs)]
    if least.boundedTo(ROOM) != least:
        said.append(f"cannot be smaller than {least.width()} × {least.height()}")
    return [f"{type(top).__name__}, {top.windowTitle()}: {one}" for one in said]


def test_every_control_of_every_page_has_a_name_and_every_page_fits(shell: Shell, qtbot: QtBot) -> None:
    window, session = shell.window, shell.session
    assert session is not None
    chosen = session.contents.initiatives[0].id
    faults = _faults(window)
    for entry in PAGES:
        window.go(entry.key)
        session.select([chosen])
        qtbot.waitUntil(lambda: not shell.tasks.running, timeout=20_000)
        faults += [f"{entry.key}: {one}" for one in _faults(window)]
    assert faults == []


def test_every_control_of_every_dialog_has_a_name_and_every_dialog_fits(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, session = shell.window, shell.session
    assert session is not None
    seen: dict[str, list[str]] = {}

    def look(dialog: QDialog) -> int:
        QWidget.show(dialog)
        QApplication.processEvents()
        seen[f"{type(dialog).__name__} {dialog.windowTitle()}"] = _faults(dialog)
        dialog.reject()
        return QDialog.DialogCode.Rejected

    for way in ("exec", "open", "show"):
        monkeypatch.setattr(QDialog, way, look)
    rows = session.contents.initiatives
    session.select([rows[0].id])
    for action in BY_ACTION:
        before = len(seen)
        assert window.actions_[action].isEnabled(), action
        window.actions_[action].trigger()
        qtbot.waitUntil(lambda before=before: len(seen) > before, timeout=20_000)  # type: ignore[misc]
    session.select([row.id for row in rows[:2]])
    window.actions_["merge"].trigger()
    others = (
        BulkEdit(session, rows[:2], window),
        Columns(["title", "status"], ["end"], window),
        DropIdea("Ajatus", (), window),
        History(session, window),
        InitiativeHistory(session, rows[0].id, str, window),
        ImportDialog(session, window),
    )
    for dialog in others:
        qtbot.waitUntil(lambda: not shell.tasks.running, timeout=20_000)
        look(dialog)
        dialog.deleteLater()
    assert len(seen) >= len(BY_ACTION) + 1 + len(others) - 1
    assert [fault for faults in seen.values() for fault in faults] == []


@pytest.fixture
def low(monkeypatch: pytest.MonkeyPatch) -> QRect:
    """A screen of 1366 × 768 at 150 %, with a bar of the desktop's at its top."""
    room = QRect(0, 32, LOW.width(), LOW.height() - 32)
    monkeypatch.setattr(on_screen, "_room", lambda _window: room)
    return room


def test_a_window_is_no_larger_than_its_screen(low: QRect, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    resize_on_screen(window, 1040, 640)
    assert window.width() <= low.width()
    assert window.height() < low.height()
    resize_on_screen(window, 500, 300)
    assert window.size() == QSize(500, 300)


def test_a_window_is_as_high_as_its_wrapping_words_need(low: QRect, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    words = QLabel("Kaikki mahtuu näkyviin. " * 20)
    words.setWordWrap(True)
    QVBoxLayout(window).addWidget(words)
    window.resize(300, 40)
    grow_on_screen(window)
    assert window.width() == 300
    assert window.height() >= words.heightForWidth(300 - 24)


@pytest.mark.parametrize("where", [QRect(0, 0, 1366, 768), QRect(700, 400, 600, 300), QRect(-50, -20, 600, 300)])
def test_a_window_comes_back_where_all_of_it_is_seen(low: QRect, qtbot: QtBot, where: QRect) -> None:
    before, window = QWidget(), QWidget()
    for one in (before, window):
        qtbot.addWidget(one)
    before.setGeometry(where)
    restore_on_screen(window, bytes(before.saveGeometry().data()), QSize(1366, 768))
    assert low.contains(QRect(window.pos(), window.size()))


@pytest.mark.parametrize("told", [b"", b"nonsense", bytes(QByteArray(b"\x01\xd9").data())])
def test_what_tells_no_place_gives_the_first_size_as_far_as_there_is_room(
    low: QRect, qtbot: QtBot, told: bytes
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    restore_on_screen(window, told, QSize(1366, 768))
    assert window.width() == low.width() - 4
    assert window.height() == low.height() - 40
