"""The overlaps page in a test's hands: opened, and driven by keys alone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.overlap_pairs import Pair
from ui.pages.overlaps_page import OverlapsPage
from ui.session import Session


def open_page(session: Session, qtbot: QtBot) -> OverlapsPage:
    """The page in a window of its own, with the keyboard in the list."""
    page = OverlapsPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 820)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.list.setFocus()
    return page


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key, to whatever has the keyboard."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def press_control(key: Qt.Key) -> None:
    """A key with Ctrl held."""
    press(key, Qt.KeyboardModifier.ControlModifier)


def write(text: str) -> None:
    """Letters, to whatever has the keyboard."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def current(page: OverlapsPage) -> Pair:
    """The pair that is looked at."""
    line = page.list.current
    assert line is not None
    return line.pair
