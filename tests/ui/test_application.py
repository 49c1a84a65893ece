"""Starting, opening, closing, speaking another language, looking otherwise, failing: what outlives the window."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio import text
from kpkportfolio.errors import Conflict, EnvironmentFailed
from kpkportfolio.model.filtering import Facet, Filter
from kpkportfolio.store import backup, safekeeping
from kpkportfolio.store.portfolio import Portfolio
from ui import failures, settings
from ui.application import Shell
from ui.dialogs.message import Message, tell_error
from ui.dialogs.recover_database import RecoverDatabase
from ui.settings import Settings

Opener = Callable[..., Shell]


def test_the_first_start_shows_the_start_page_and_a_later_one_the_last_database(
    open_shell: Opener, database: Path, qtbot: QtBot
) -> None:
    first = open_shell()
    assert first.session is None
    assert first.window.start.isVisible()
    first.open(str(database))
    qtbot.waitUntil(lambda: first.session is not None and first.session.complete)
    first.window.close()
    first.stop()

    second = open_shell()
    qtbot.waitUntil(lambda: second.session is not None and second.session.complete)
    assert second.session is not None
    assert second.session.portfolio.path == database
    assert not second.window.start.isVisible()


def test_it_starts_where_the_person_left_it(open_shell: Opener, database: Path, qtbot: QtBot) -> None:
    first = open_shell(str(database))
    qtbot.waitUntil(lambda: first.session is not None and first.session.complete)
    session, workspace = first.session, first.window.workspace
    assert session is not None
    assert workspace is not None
    first.window.resize(800, 611)
    workspace.go("gantt")
    workspace.page.number = 7  # type: ignore[union-attr]  # the tests' own page
    session.set_filter(Filter("asi", {Facet.STATUS: frozenset({"idea", "proposed"})}))
    chosen = session.shown[0].id
    session.select([chosen])
    workspace.set_details(True, 400)
    first.window.close()
    first.stop()

    second = open_shell()
    qtbot.waitUntil(lambda: second.session is not None and second.session.complete)
    assert second.session is not None
    assert second.window.workspace is not None
    assert second.window.size().height() == 611
    assert second.window.workspace.key == "gantt"
    assert second.window.workspace.page.number == 7  # type: ignore[union-attr]
    assert second.window.workspace.details_width == 400
    assert second.session.filter == session.filter
    assert second.session.selection == (chosen,)


def test_another_database_does_not_take_over_the_filter_of_the_last(
    open_shell: Opener, database: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    shell = open_shell(str(database))
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.complete)
    assert shell.session is not None
    shell.session.set_filter(Filter("asi"))
    shell.create(tmp_path / "toinen.sqlite")
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.portfolio.path == tmp_path / "toinen.sqlite")
    assert shell.session.filter.empty
    assert shell.settings.recent == [str(tmp_path / "toinen.sqlite"), str(database)]


def test_a_database_that_is_not_there_is_told_and_the_start_page_shown(
    open_shell: Opener, tmp_path: Path, qtbot: QtBot, told: list[tuple[str, str]]
) -> None:
    shell = open_shell(str(tmp_path / "poissa.sqlite"))
    qtbot.waitUntil(lambda: bool(told))
    title, words = told[0]
    assert "poissa.sqlite" in title
    assert "There is no database" in words
    assert shell.window.start.isVisible()
    assert shell.settings.recent == []


def test_a_failed_opening_leaves_the_open_portfolio_open(
    open_shell: Opener, database: Path, tmp_path: Path, qtbot: QtBot, told: list[tuple[str, str]]
) -> None:
    shell = open_shell(str(database))
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.complete)
    other = tmp_path / "muu.sqlite"
    other.write_bytes(b"something else entirely")
    shell.open(str(other))
    qtbot.waitUntil(lambda: bool(told))
    assert shell.session is not None
    assert shell.session.portfolio.path == database
    assert shell.window.workspace is not None
    assert shell.window.workspace.isVisible()


def test_closing_the_portfolio_shows_the_start_page_also_next_time(
    open_shell: Opener, database: Path, qtbot: QtBot
) -> None:
    shell = open_shell(str(database))
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.complete)
    shell.close_portfolio()
    assert shell.window.start.isVisible()
    assert [line.target for line in shell.window.start.lines()] == [str(database)]
    shell.window.close()
    assert Settings.load().database == ""


def test_the_language_changes_at_once_and_everything_stays(open_shell: Opener, database: Path, qtbot: QtBot) -> None:
    shell = open_shell(str(database))
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.complete)
    session, before = shell.session, shell.window
    assert session is not None
    before.go("bubbles")
    session.select([session.contents.initiatives[0].id])
    shell.set_language("fi")
    window = shell.window
    assert window is not before
    assert not before.isVisible()
    assert window.isVisible()
    titles = [action.text().replace("&", "") for action in window.menuBar().actions()]
    assert titles == ["Tiedosto", "Muokkaa", "Näytä", "Hanke", "Työkalut", "Ohje"]
    assert window.workspace is not None
    assert window.workspace.key == "bubbles"
    assert shell.session is session
    assert len(session.selection) == 1
    assert window.actions_["language.fi"].isChecked()
    assert "hanketta näkyvissä" in " ".join(window.status.words())
    assert window.size() == before.size()
    shell.window.close()
    assert Settings.load().language == "fi"


def test_the_look_changes_at_once(open_shell: Opener) -> None:
    shell = open_shell()
    shell.set_scheme("light")
    light = QApplication.palette().base().color().lightness()
    shell.window.actions_["scheme.dark"].trigger()
    assert QApplication.palette().base().color().lightness() < light
    assert shell.settings.scheme == "dark"
    shell.set_scheme("light")


def test_the_sample_is_an_own_copy_that_undo_cannot_empty(open_shell: Opener, qtbot: QtBot) -> None:
    shell = open_shell()
    shell.open_sample()
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.complete, timeout=20_000)
    assert shell.session is not None
    assert len(shell.session.contents.initiatives) >= 32
    assert "illustrative" in shell.window.banner.text
    assert shell.session.portfolio.stacks() == ([], [])
    assert "illustrative" in shell.window.windowTitle()


def test_restoring_a_backup_brings_back_what_was(open_shell: Opener, database: Path, qtbot: QtBot) -> None:
    from kpkportfolio.store import backup

    kept = backup.back_up(database, database.with_name("varmuus.sqlite"))
    shell = open_shell(str(database))
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.complete)
    assert shell.session is not None
    total = len(shell.session.contents.initiatives)
    before = shell.session
    from kpkportfolio.store import edits

    before.commit(edits.deleting(before.portfolio, [before.contents.initiatives[0].id]))
    qtbot.waitUntil(lambda: len(before.contents.initiatives) == total - 1)
    shell.restore(kept, database)
    qtbot.waitUntil(lambda: shell.session not in (None, before) and shell.session.complete)
    assert len(shell.session.contents.initiatives) == total


# --- settings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [0, 100, 3 * 4096])
def test_a_damaged_database_is_replaced_by_a_backup_that_is_offered(
    open_shell: Opener, database: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    """Broken at the head, in the schema or in the rows: on opening, or while it is read."""
    kept = backup.back_up(database, backup.backup_path(database, "opening"))
    good = database.read_bytes()
    damaged = good[:place] + bytes(b ^ 0xFF for b in good[place:])
    database.write_bytes(damaged)
    asked: list[tuple[Path, str, list[Path]]] = []

    def ask(_cls: object, file: Path, reason: str, backups: list[safekeeping.Backup], _parent: object) -> Path:
        asked.append((file, reason, [one.path for one in backups]))
        return kept

    monkeypatch.setattr(RecoverDatabase, "ask", classmethod(ask))
    shell = open_shell(str(database))
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.complete)
    assert shell.session is not None
    assert len(shell.session.contents.initiatives) == 5
    assert [(file, backups) for file, _reason, backups in asked] == [(database, [kept])]
    (aside,) = [one.path for one in safekeeping.listing(database) if one.reason == "damaged"]
    assert aside.read_bytes() == damaged


def _break_initiatives(database: Path) -> None:
    """Break the pages of the initiatives alone: the file opens, and its rows cannot be read."""
    connection = sqlite3.connect(database)
    query = "SELECT rootpage FROM sqlite_master WHERE tbl_name = 'initiative' AND rootpage > 0"
    pages = [page for (page,) in connection.execute(query)]
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    content = bytearray(database.read_bytes())
    for page in pages:
        content[(page - 1) * size : page * size] = b"\xff" * size
    database.write_bytes(content)


@pytest.mark.parametrize("backed_up", [True, False])
def test_rows_that_cannot_be_read_are_no_empty_portfolio(
    open_shell: Opener, database: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, backed_up: bool
) -> None:
    if backed_up:
        backup.back_up(database, backup.backup_path(database, "opening"))
    _break_initiatives(database)
    asked: list[int] = []

    def ask(_cls: object, _file: Path, _reason: str, backups: list[safekeeping.Backup], _parent: object) -> None:
        asked.append(len(backups))

    monkeypatch.setattr(RecoverDatabase, "ask", classmethod(ask))
    shell = open_shell(str(database))
    qtbot.waitUntil(lambda: bool(asked if backed_up else shell.window.findChildren(Message)))
    qtbot.waitUntil(lambda: shell.session is None)
    assert asked == ([1] if backed_up else [])
    assert shell.window.start.isVisible()


def test_a_damaged_database_without_backups_is_told_of(open_shell: Opener, database: Path, qtbot: QtBot) -> None:
    database.write_bytes(b"x" * 9000)
    shell = open_shell(str(database))
    qtbot.waitUntil(lambda: bool(shell.window.findChildren(Message)))
    assert "damaged" in shell.window.findChildren(Message)[0].windowTitle()
    assert shell.window.start.isVisible()


def test_the_newest_backup_is_chosen_at_first(database: Path, qtbot: QtBot) -> None:
    older = backup.back_up(database, backup.backup_path(database, "manual"))
    older = older.rename(older.with_name(older.name.replace("-2", "-1", 1)))
    newer = backup.back_up(database, backup.backup_path(database, "opening"))
    found = safekeeping.remedies(database)
    dialog = RecoverDatabase(database, "It is broken.", found)
    qtbot.addWidget(dialog)
    assert [one.path for one in found] == [newer, older]
    assert dialog.chosen == newer
    dialog.backups.setCurrentItem(dialog.backups.topLevelItem(1))
    assert dialog.chosen == older


def test_settings_survive_and_damaged_ones_are_defaults() -> None:
    wanted = Settings(language="sv", recent=["a", "b"], geometry=b"\x00\xff", details_open=False, pages={"x": {"y": 1}})
    wanted.save()
    assert Settings.load() == wanted
    store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "kpkportfolio", "window")
    store.setValue("window/recent", "{not json")
    store.setValue("window/details_width", json.dumps("wide"))
    store.setValue("window/geometry", json.dumps("%%%"))
    store.setValue("window/from_the_future", "1")
    store.sync()
    read = Settings.load()
    assert read.recent == []
    assert read.details_width == Settings().details_width
    assert read.geometry == b""
    assert read.language == "sv"


def test_a_password_is_never_written_down() -> None:
    kept = Settings()
    kept.remember("postgresql://liisa@server/salkku?password=salainen")
    kept.remember("postgresql://liisa:salainen@server:5433/salkku?sslmode=verify-full")
    kept.save()
    assert kept.recent == [
        "postgresql://liisa@server:5433/salkku?sslmode=verify-full",
        "postgresql://liisa@server/salkku",
    ]
    store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "kpkportfolio", "window")
    assert "salainen" not in Path(store.fileName()).read_text("utf-8")


def test_recent_databases_are_the_latest_ten_without_repeats() -> None:
    kept = Settings()
    for number in [*range(12), 5]:
        kept.remember(f"/salkut/{number}.sqlite")
    assert kept.recent[0] == "/salkut/5.sqlite"
    assert len(kept.recent) == settings.MOST_RECENT == len(set(kept.recent))
    assert kept.database == "/salkut/5.sqlite"


def test_a_filter_is_written_and_read_back_leaving_out_what_is_not_known() -> None:
    wanted = Filter("sana", {Facet.STATUS: frozenset({"idea"}), Facet.REGISTER: frozenset({"JIP", ""})})
    assert settings.filter_from_plain(settings.filter_to_plain(wanted)) == wanted
    odd = {"text": 3, "facets": {"status": ["idea", 4], "colour": ["red"], "register": "JIP"}}
    assert settings.filter_from_plain(odd) == Filter("", {Facet.STATUS: frozenset({"idea"})})


# --- failures --------------------------------------------------------------------------------------------------


@pytest.fixture
def caught(tmp_path: Path, qtbot: QtBot) -> "failures.Failures":
    one = failures.Failures(tmp_path / "log")
    one.install()
    yield one
    one.uninstall()
    if one.shown is not None:
        one.shown.close()
    one.deleteLater()


def test_a_mistake_of_ours_is_logged_and_told_once(caught: "failures.Failures", qtbot: QtBot) -> None:
    for number in range(5):
        try:
            raise ZeroDivisionError(f"mistake {number}")
        except ZeroDivisionError as error:
            caught.report(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: caught.shown is not None)
    shown = caught.shown
    assert shown is not None
    assert "mistake 0" in shown.text
    assert "ZeroDivisionError" in shown.details
    log = caught.file.read_text("utf-8")
    assert all(f"mistake {number}" in log for number in range(5))
    shown.close()
    assert caught.shown is None
    error = ValueError("soon after")
    caught.report(type(error), error)
    qtbot.wait(20)
    assert caught.shown is None


def test_a_mistake_in_a_thread_is_told_too(caught: "failures.Failures", qtbot: QtBot) -> None:
    def fail() -> None:
        raise RuntimeError("in the thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: caught.shown is not None)
    assert caught.shown is not None
    assert "in the thread" in caught.shown.details


def test_details_of_an_error_can_be_copied(qtbot: QtBot) -> None:
    try:
        try:
            raise OSError("the cause")
        except OSError as cause:
            raise EnvironmentFailed("The disk is full.") from cause
    except EnvironmentFailed as error:
        message = tell_error(None, error)
    assert message is not None
    qtbot.addWidget(message)
    assert message.text == "The disk is full."
    copy = next(button for button in message.buttons.buttons() if button.text() == "Copy details")
    copy.click()
    assert "OSError: the cause" in QApplication.clipboard().text()
    message.close()


def test_a_conflict_shows_what_each_wrote(told_whole: list[tuple[str, str, str]]) -> None:
    tell_error(None, Conflict("Somebody was faster.", [("initiative", "i1", "status", "idea", "approved", None)]))
    assert told_whole[0][2] == "Initiative, Status: was Idea, yours Approved, theirs –"


@pytest.fixture
def told_whole(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    messages: list[tuple[str, str, str]] = []
    monkeypatch.setattr(
        Message,
        "tell",
        classmethod(lambda _c, _p, title, words, details="", *_m: messages.append((title, words, details))),
    )
    return messages


def test_esc_means_no_and_the_dangerous_answer_is_not_the_default(qtbot: QtBot, qapp: QApplication) -> None:
    from PySide6.QtCore import QTimer

    seen: list[str] = []

    def press(key: Qt.Key) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Message)
        seen.append(dialog.text)
        qtbot.keyClick(dialog, key)

    QTimer.singleShot(50, qapp, lambda: press(Qt.Key.Key_Escape))
    assert Message.ask(None, "Delete?", "It goes.", "Delete", danger=True) is False
    QTimer.singleShot(50, qapp, lambda: press(Qt.Key.Key_Return))
    assert Message.ask(None, "Delete?", "It goes.", "Delete", danger=True) is False
    QTimer.singleShot(50, qapp, lambda: press(Qt.Key.Key_Return))
    assert Message.ask(None, "Go on?", "It goes on.", "Go on") is True
    assert len(seen) == 3


# --- the command -----------------------------------------------------------------------------------------------


def _process(home: Path, code: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "KPKPORTFOLIO_BENCH": "first-paint",
    }
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_first_paint_comes_without_the_database_libraries(tmp_path: Path) -> None:
    began = time.monotonic()
    done = _process(
        tmp_path,
        "import sys\nfrom ui.application import run\nstatus = run()\n"
        "heavy = {'sqlalchemy', 'pandas', 'numpy', 'matplotlib', 'scipy', 'alembic', 'babel'} & set(sys.modules)\n"
        "print(sorted(heavy))\nraise SystemExit(status)",
    )
    assert done.returncode == 0, done.stderr
    painted, heavy = done.stdout.splitlines()
    assert heavy == "[]"
    assert began < float(painted) < time.monotonic()


def test_the_language_of_the_command_line_wins(open_shell: Opener) -> None:
    Settings(language="sv").save()
    assert open_shell(language=None).window.actions_["language.sv"].isChecked()
    assert open_shell(language="fi").window.actions_["language.fi"].isChecked()
    assert text.language() == "fi"


def test_changes_are_signed_with_the_given_name(open_shell: Opener, database: Path, qtbot: QtBot) -> None:
    shell = open_shell(str(database), by="Liisa Aalto")
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.complete)
    assert "Liisa Aalto" in shell.window.status.words()
    assert isinstance(shell.session.portfolio, Portfolio)
    assert shell.session.portfolio.by == "Liisa Aalto"
