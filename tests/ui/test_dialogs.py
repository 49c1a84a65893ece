"""The shell's small dialogs: what they ask, what they accept, what they never write down."""

from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from ui.actions import shortcuts
from ui.dialogs import shared_database
from ui.dialogs.about import About, Shortcuts
from ui.dialogs.drop_idea import DropIdea
from ui.dialogs.message import Message
from ui.dialogs.shared_database import SharedDatabase
from ui.pages.start_page import StartPage


class MemoryKeyring(KeyringBackend):
    """A keyring that lasts for one test."""

    priority = 1  # type: ignore[assignment]  # keyring's own way of declaring it

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class BrokenKeyring(MemoryKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringError("locked")


@pytest.fixture
def ring() -> MemoryKeyring:
    before = keyring.get_keyring()
    one = MemoryKeyring()
    keyring.set_keyring(one)
    yield one
    keyring.set_keyring(before)


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("salkku.sqlite", "postgresql://"),
        ("http://server/salkku", "postgresql://"),
        ("postgresql:///salkku", "server"),
        ("postgresql://liisa@server", "database"),
        ("postgresql://liisa@server:port/salkku", "understood"),
        ("postgresql://[::1/salkku", "understood"),
    ],
)
def test_an_address_that_cannot_be_right_is_told_at_once(address: str, word: str) -> None:
    assert word in shared_database.address_problem(address)


@pytest.mark.parametrize(
    "address", ["postgresql://liisa@server/salkku", "postgres://server:5433/s?sslmode=verify-full"]
)
def test_an_address_that_may_be_right_is_accepted(address: str) -> None:
    assert shared_database.address_problem(address) == ""


def _answer(monkeypatch: pytest.MonkeyPatch, address: str, password: str, keep: bool) -> str | None:
    def fill(dialog: SharedDatabase) -> int:
        dialog.address.setText(address)
        dialog.password.setText(password)
        dialog.keep.setChecked(keep)
        return int(QDialog.DialogCode.Accepted.value)

    monkeypatch.setattr(SharedDatabase, "exec", lambda dialog: QDialog.DialogCode(fill(dialog)))
    return SharedDatabase.ask()


def test_a_kept_password_goes_to_the_keyring_where_opening_looks_for_it(
    qapp: QApplication, ring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kpkportfolio.store.engine import database_url

    target = _answer(monkeypatch, "postgresql://liisa@server/salkku", "s:a@l/a", keep=True)
    assert target == "postgresql://liisa@server/salkku"
    assert ring.kept == {("kpkportfolio", "liisa@server:5432/salkku"): "s:a@l/a"}
    assert database_url(target).password == "s:a@l/a"


def test_a_password_not_kept_is_only_in_the_address_that_is_opened(
    qapp: QApplication, ring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kpkportfolio.store.engine import database_url

    target = _answer(monkeypatch, "postgresql://liisa@server:5433/salkku", "s:a@l/a", keep=False)
    assert target is not None
    assert ring.kept == {}
    assert database_url(target).password == "s:a@l/a"
    assert database_url(target).host == "server"


def test_a_keyring_that_refuses_is_told_and_the_password_serves_this_once(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, told: list[tuple[str, str]]
) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(BrokenKeyring())
    try:
        target = _answer(monkeypatch, "postgresql://liisa@server/salkku", "salainen", keep=True)
    finally:
        keyring.set_keyring(before)
    assert target == "postgresql://liisa:salainen@server/salkku"
    assert len(told) == 1


def test_a_message_offers_its_details_only_when_there_are_some(qtbot: QtBot) -> None:
    plain, full = Message(None, "A", "b"), Message(None, "A", "b", "the details")
    qtbot.addWidget(plain)
    qtbot.addWidget(full)
    assert plain.buttons.buttons() == []
    show, copy = full.buttons.buttons()
    full.show()
    assert not full._details.isVisible()
    show.click()
    assert full._details.isVisible()
    copy.click()
    assert QApplication.clipboard().text() == "A\nb\n\nthe details"


def test_about_gives_what_support_asks_for(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    about = About.show_for("/salkut/oma.sqlite", Path("/loki/kpk.log"), parent)
    about.copy()
    copied = QApplication.clipboard().text()
    assert "/salkut/oma.sqlite" in copied
    assert "/loki/kpk.log" in copied
    assert "Qt 6" in copied
    about.close()


def test_every_key_is_in_the_list_of_keys(qtbot: QtBot) -> None:
    dialog = Shortcuts()
    qtbot.addWidget(dialog)
    assert set(shortcuts()) <= set(dialog.lines)
    assert len({words for words, _keys in dialog.lines}) == len(dialog.lines)


def test_the_start_page_greys_what_is_missing_and_forgets_on_request(qtbot: QtBot, tmp_path: Path) -> None:
    there, gone = tmp_path / "on.sqlite", tmp_path / "ei.sqlite"
    there.touch()
    shared = "postgresql://liisa@server/salkku?sslmode=verify-full"
    page = StartPage([str(there), str(gone), shared])
    qtbot.addWidget(page)
    lines = page.lines()
    assert [line.link.text() for line in lines] == ["on.sqlite", "ei.sqlite", "salkku"]
    assert [line.link.isEnabled() for line in lines] == [True, False, True]
    with qtbot.waitSignal(page.recent_wanted) as opened:
        lines[2].link.click()
    assert opened.args == [shared]
    with qtbot.waitSignal(page.forget_wanted) as forgotten:
        lines[1].forget.click()
    assert forgotten.args == [str(gone)]
    with qtbot.waitSignal(page.wanted) as wanted:
        page.findChild(QWidget, "sample").click()  # type: ignore[union-attr]  # a button
    assert wanted.args == ["sample"]
    page.show_recent([])
    assert page.lines() == []


def test_an_idea_is_dropped_from_the_keyboard_once_there_is_a_reason(qtbot: QtBot) -> None:
    dialog = DropIdea("Uusi")
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    QTest.keyClicks(dialog.reason, "Tehty jo")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.answer.reason == "Tehty jo"
