"""What the menus do to the portfolio: add, merge, delete, back up, restore, check, look at the history."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kpkportfolio import snapshots, text
from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.filtering import Filter
from kpkportfolio.snapshots.wording import Deed
from kpkportfolio.store import backup, edits, safekeeping
from ui.application import Shell
from ui.dialogs import file_dialog
from ui.dialogs.go_to import GoTo
from ui.dialogs.history import History
from ui.dialogs.initiative_editor import InitiativeEditor
from ui.dialogs.merge import MergeAnswer, MergeDialog
from ui.dialogs.message import Message
from ui.dialogs.preferences import Preferences
from ui.dialogs.restore_backup import RestoreBackup
from ui.main_window import MainWindow
from ui.session import Session

Opener = Callable[..., Shell]


@pytest.fixture
def window(open_shell: Opener, database: Path, qtbot: QtBot) -> MainWindow:
    """A window with the small database open."""
    shell = open_shell(str(database))
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.complete)
    shell.window.resize(1366, 768)
    return shell.window


def _session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def _ids(window: MainWindow, count: int) -> list[str]:
    return [row.id for row in _session(window).contents.initiatives[:count]]


def _choose(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    """The person chooses this in any file dialog, or nothing."""
    for name in ("open_name", "save_name"):
        monkeypatch.setattr(file_dialog, name, staticmethod(lambda *_a: (str(path) if path else "", "")))


def test_deleting_asks_first_and_can_be_undone(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = _session(window)
    asked: list[str] = []
    answers = iter([False, True])
    monkeypatch.setattr(
        Message,
        "ask",
        classmethod(lambda _c, _p, title, words, *_m, **_n: (asked.append(title + words), next(answers))[1]),
    )
    session.select(_ids(window, 2))
    window.actions_["delete"].trigger()
    assert len(session.contents.initiatives) == 5
    window.actions_["delete"].trigger()
    qtbot.waitUntil(lambda: len(session.contents.initiatives) == 3)
    assert "Delete 2 initiatives?" in asked[1]
    assert "Ctrl+Z" in asked[1]
    session.undo()
    qtbot.waitUntil(lambda: len(session.contents.initiatives) == 5)


def test_merging_keeps_the_chosen_one(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    session = _session(window)
    first, second = _ids(window, 2)
    monkeypatch.setattr(MergeDialog, "ask", classmethod(lambda *_a: MergeAnswer(True, second, first)))
    session.select([first, second])
    window.actions_["merge"].trigger()
    qtbot.waitUntil(lambda: first not in session.by_id)
    assert second in session.by_id
    assert session.selection == (second,)


def test_an_added_initiative_is_selected_and_open(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = _session(window)

    def ask(*_arguments: object) -> str:
        fields = {"kind": "initiative", "title": "Uusi hanke", "open_ended": False, "confidential": False}
        session.commit(Operation(OperationKind.ADD, "Uusi hanke", [Change("initiative", "uusi", None, fields)]))
        return "uusi"

    monkeypatch.setattr(InitiativeEditor, "ask", classmethod(ask))
    window.actions_["add"].trigger()
    qtbot.waitUntil(lambda: session.selection == ("uusi",))
    assert window.workspace is not None
    assert window.workspace.details_shown


def test_two_can_be_recorded_as_the_same_without_merging(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = _session(window)
    monkeypatch.setattr(MergeDialog, "ask", classmethod(lambda *_a: MergeAnswer(False, "i1", "i2", why="sama asia")))
    session.select(["i1", "i2"])
    window.actions_["merge"].trigger()
    qtbot.waitUntil(lambda: bool(session.contents.verdicts))
    verdict = session.contents.verdicts[0]
    assert (verdict.a_id, verdict.b_id, verdict.verdict, verdict.reason) == ("i1", "i2", "duplicate", "sama asia")
    assert {"i1", "i2"} <= set(session.by_id)


def test_history_lists_operations_and_what_each_changed(window: MainWindow, qtbot: QtBot) -> None:
    session = _session(window)
    session.edit([_ids(window, 1)[0]], {"status": "approved"}, "Ohjausryhmä päätti")
    dialog = History.show_for(session, window)
    qtbot.waitUntil(lambda: dialog.operations.topLevelItemCount() == 2 and dialog.changes.topLevelItemCount() == 1)
    latest = dialog.operations.topLevelItem(0)
    assert latest is not None
    assert latest.text(4) == "Ohjausryhmä päätti"
    assert latest.text(5) == "1"
    head = dialog.changes.topLevelItem(0)
    assert head is not None
    assert head.text(0) == "Initiative changed: Asiointitili"
    line = head.child(0)
    assert [line.text(n) for n in range(3)] == ["Status", "Idea", "Approved"]
    dialog.close()


def test_preferences_take_effect_at_once(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = window.shell

    def ask(_class: object, settings: object, parent: object) -> object:
        dialog = Preferences(settings, parent)  # type: ignore[arg-type]
        dialog.language.setCurrentIndex(dialog.language.findData("sv"))
        dialog.by.setText(" Liisa Aalto ")
        chosen = dialog.chosen()
        dialog.deleteLater()
        return chosen

    monkeypatch.setattr(Preferences, "ask", classmethod(ask))
    window.actions_["preferences"].trigger()
    assert text.language() == "sv"
    assert shell.window is not window
    assert "Liisa Aalto" in shell.window.status.words()
    assert shell.session is not None
    assert shell.session.portfolio.by == "Liisa Aalto"


def test_go_to_finds_pages_and_initiatives_by_a_part_of_their_name(window: MainWindow, qtbot: QtBot) -> None:
    dialog = GoTo(_session(window), window)
    qtbot.addWidget(dialog)
    assert dialog.target == ("page", "portfolio")
    qtbot.keyClicks(dialog.field, "ark")
    assert dialog.target == ("initiative", "i4")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
    assert dialog.target == ("initiative", "p1")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
    assert dialog.target == ("initiative", "i4")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.field, " zzz")
    assert dialog.target == ("", "")
    with qtbot.assertNotEmitted(dialog.accepted):
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)


def test_going_to_an_initiative_shows_it_even_when_filtered_out(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = _session(window)
    session.set_filter(Filter("ajanvaraus"))
    window.go("idea")
    monkeypatch.setattr(GoTo, "ask", classmethod(lambda *_a: ("initiative", "i1")))
    window.actions_["go_to"].trigger()
    assert session.selection == ("i1",)
    assert session.filter.empty
    assert window.workspace is not None
    assert window.workspace.key == "portfolio"
    assert window.workspace.details_shown
    monkeypatch.setattr(GoTo, "ask", classmethod(lambda *_a: ("page", "gantt")))
    window.actions_["go_to"].trigger()
    assert window.workspace.key == "gantt"


# --- the File menu ---------------------------------------------------------------------------------------------


def test_a_new_portfolio_is_made_where_the_person_says(
    open_shell: Opener, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = open_shell()
    _choose(monkeypatch, None)
    shell.window.actions_["new"].trigger()
    assert shell.session is None
    _choose(monkeypatch, tmp_path / "uusi")
    shell.window.actions_["new"].trigger()
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.complete)
    assert shell.session is not None
    assert shell.session.portfolio.path == tmp_path / "uusi.sqlite"
    assert shell.session.contents.initiatives == []


def test_making_a_portfolio_never_replaces_a_file(
    window: MainWindow, database: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, told: list[tuple[str, str]]
) -> None:
    before = database.stat().st_size
    _choose(monkeypatch, database)
    window.actions_["new"].trigger()
    qtbot.waitUntil(lambda: bool(told))
    assert "exists already" in told[0][1]
    assert database.stat().st_size == before
    assert len(_session(window).contents.initiatives) == 5


def test_backing_up_makes_a_whole_copy(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "varmuus" / "kopio.sqlite"
    _choose(monkeypatch, copy)
    window.actions_["back_up"].trigger()
    qtbot.waitUntil(lambda: any("kopio.sqlite" in words for words in window.status.words()))
    backup.verify(copy)


def test_a_backup_is_chosen_by_what_it_would_change(window: MainWindow, database: Path, qtbot: QtBot) -> None:
    session = _session(window)
    kept = backup.back_up(database, backup.backup_path(database, "manual"))
    qtbot.waitUntil(lambda: session.complete)
    total = sum(row.kind == "initiative" for row in session.contents.initiatives)
    gone = session.contents.initiatives[0]
    assert session.commit(edits.deleting(session.portfolio, [gone.id]))
    dialog = RestoreBackup(session, database, "", window)
    qtbot.waitUntil(lambda: dialog.comparison is not None)
    assert dialog.chosen == kept
    assert dialog.backups.topLevelItem(0).text(2) == str(total)
    assert [(one.title, one.deed) for one in dialog.comparison.differences] == [(gone.title, Deed.ADDED)]
    assert dialog.restore.isEnabled()
    latest = backup.back_up(database, backup.backup_path(database, "manual"))
    dialog._picked(safekeeping.of_file(latest))
    qtbot.waitUntil(lambda: dialog.comparison is not None)
    # nothing would change: there is nothing to restore
    assert not dialog.restore.isEnabled()
    assert dialog.warning.isHidden()
    # what was done and undone since is lost all the same
    assert session.commit(edits.editing(session.portfolio, [session.contents.initiatives[-1].id], {"note": "x"}))
    session.undo()
    qtbot.waitUntil(lambda: len(session.portfolio.operations()) == 4)
    snapshots.take(session.portfolio, "S2")
    dialog._chosen(None, None)
    qtbot.waitUntil(lambda: dialog.comparison is not None)
    assert dialog.comparison.differences == ()
    assert dialog.restore.isEnabled()
    assert "3 operations of the history are not in the backup" in dialog.warning.text()
    assert dialog.warning.text().endswith("1 snapshot is not in the backup and goes: S2.")
    assert not any(one.autoDefault() for one in dialog.findChildren(QPushButton))
    dialog.reject()
    dialog.deleteLater()


def test_restoring_asks_and_a_no_changes_nothing(
    window: MainWindow, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(RestoreBackup, "ask", classmethod(lambda _c, _s, path, *_m: asked.append(path)))
    session = _session(window)
    window.actions_["restore"].trigger()
    assert asked == [database]
    assert window.session is session


def test_a_sound_database_is_told_to_be_sound(window: MainWindow, qtbot: QtBot, told: list[tuple[str, str]]) -> None:
    window.actions_["check"].trigger()
    qtbot.waitUntil(lambda: bool(told))
    assert told[0][0] == "The database is sound"


def test_a_damaged_database_is_told_to_be_damaged(
    window: MainWindow, qtbot: QtBot, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "rikki.sqlite"
    broken.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)
    monkeypatch.setattr(_session(window).portfolio, "path", broken)
    window.actions_["check"].trigger()
    qtbot.waitUntil(lambda: bool(told))
    assert "rikki.sqlite" in told[0][1]


def test_recent_databases_are_in_the_menu_and_missing_ones_greyed(window: MainWindow, database: Path) -> None:
    window.shell.settings.recent.append("/poissa/vanha.sqlite")
    window.actions_.recent.aboutToShow.emit()
    assert [(action.text(), action.isEnabled()) for action in window.actions_.recent.actions()] == [
        (str(database), True),
        ("/poissa/vanha.sqlite", False),
    ]


def test_file_dialogs_begin_beside_the_open_portfolio(window: MainWindow, database: Path) -> None:
    assert window.files._folder() == database.parent


@pytest.mark.parametrize(
    ("chosen", "made"),
    [("oma", "oma.sqlite"), ("oma.db", "oma.db"), ("Ohjausryhmä 3.2011", "Ohjausryhmä 3.2011.sqlite")],
)
def test_a_new_portfolio_has_the_ending_of_a_database(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, chosen: str, made: str
) -> None:
    created: list[Path] = []
    monkeypatch.setattr(window.shell, "create", created.append)
    monkeypatch.setattr(file_dialog, "save_name", lambda *_what: (str(tmp_path / chosen), ""))
    window.files.new()
    assert created == [tmp_path / made]


def test_a_name_that_gets_its_ending_is_asked_about_when_the_file_is_there(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    created: list[Path] = []
    monkeypatch.setattr(window.shell, "create", created.append)
    monkeypatch.setattr(file_dialog, "save_name", lambda *_what: (str(tmp_path / "oma"), ""))
    monkeypatch.setattr(Message, "ask", lambda *_what, **_how: False)
    (tmp_path / "oma.sqlite").write_bytes(b"")
    window.files.new()
    assert created == []
