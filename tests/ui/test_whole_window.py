"""The real pages in the real window, over the sample portfolio, in every language and both looks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from kpkportfolio import text
from ui.application import Shell
from ui.pages import PAGES, load_details
from ui.pages.idea_page import IdeaPage


@pytest.fixture
def shell(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot) -> Iterator[Shell]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    one = Shell(qapp, "fi")
    one.start(None)
    one.open_sample()
    qtbot.waitUntil(lambda: one.session is not None and one.session.complete, timeout=20_000)
    yield one
    one.window.close()
    one.stop()
    one.window.deleteLater()
    one.deleteLater()


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_every_page_of_the_navigation_is_there(entry) -> None:  # type: ignore[no-untyped-def]
    assert entry.load().key == entry.key


def test_pages_survive_language_look_narrowness_and_selection(shell: Shell, qtbot: QtBot) -> None:
    assert shell.session is not None
    chosen = shell.session.contents.initiatives[0].id
    for language, scheme, width in zip(text.LANGUAGES, ("light", "dark", "light"), (1366, 911, 1100), strict=True):
        shell.set_language(language)
        shell.set_scheme(scheme)
        shell.window.resize(width, 640)
        for entry in PAGES:
            shell.window.go(entry.key)
            shell.session.select([chosen])
            shell.window.grab()
            assert shell.window.workspace is not None
            assert shell.window.workspace.page is not None
            assert shell.window.workspace.page.isVisible(), (language, entry.key)
            shell.session.select([])
        assert shell.window.width() == width, f"{language}: the window cannot be that narrow"


def test_the_details_follow_the_selection_in_a_wide_window(shell: Shell, qtbot: QtBot) -> None:
    assert shell.session is not None
    workspace = shell.window.workspace
    assert workspace is not None
    shell.window.resize(1366, 768)
    shell.session.select([shell.session.contents.initiatives[0].id])
    assert workspace.details_shown
    assert isinstance(workspace._details, load_details())


def test_a_new_idea_begins_with_the_keyboard_in_its_name(shell: Shell, qtbot: QtBot) -> None:
    window = shell.window
    window.activateWindow()
    action = window.findChild(QAction, "idea")
    assert action is not None
    action.trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit), timeout=5000)
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClicks(focus, "Asianhallinta")
    assert window.workspace is not None
    assert isinstance(window.workspace.page, IdeaPage)
    assert window.workspace.page.draft.title == "Asianhallinta"
