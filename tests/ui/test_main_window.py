"""The window itself: actions and menus, navigation and facets, details, narrow widths, panes, drops, status bar."""

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent, QKeySequence, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from kpkportfolio import text
from kpkportfolio.model.filtering import Facet
from kpkportfolio.store.edits import editing
from kpkportfolio.store.portfolio import Portfolio
from ui import actions
from ui.application import Shell
from ui.dialogs.message import Message
from ui.focus import holds_focus
from ui.main_window import MainWindow
from ui.session import Session
from ui.tasks import Progress

Opener = Callable[..., Shell]


@pytest.fixture
def window(open_shell: Opener, database: Path, qtbot: QtBot) -> MainWindow:
    """A wide window with the small database open."""
    shell = open_shell(str(database))
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.complete)
    shell.window.resize(1366, 768)
    shell.window.activateWindow()
    qtbot.waitUntil(shell.window.isActiveWindow)
    return shell.window


def _session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def _ids(window: MainWindow, count: int) -> list[str]:
    return [row.id for row in _session(window).contents.initiatives[:count]]


# --- actions and menus -----------------------------------------------------------------------------------------


def _all_actions(menu: QMenu) -> list[tuple[QMenu, str]]:
    found = []
    for action in menu.actions():
        if action.menu() is not None:
            found.append((menu, action.text()))
            found += _all_actions(action.menu())
        elif not action.isSeparator():
            found.append((menu, action.text()))
    return found


def test_every_action_is_in_a_menu_and_every_menu_names_actions() -> None:
    named: list[str] = []
    for _title, entries in actions.menus():
        for entry in entries:
            named += [entry] if isinstance(entry, str) else list(entry[1])
    named = [name for name in named if name not in (actions.SEPARATOR, "recent")]
    assert sorted(named) == sorted(spec.id for spec in actions.specs())


def test_no_key_belongs_to_two_actions() -> None:
    keys = [key for spec in actions.specs() for key in spec.key.split("; ") if key]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert all(QKeySequence(key).count() == 1 for key in keys)


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_no_letter_is_underlined_twice_in_a_menu(language: str, open_shell: Opener) -> None:
    window = open_shell(language=language).window
    menus: dict[int, list[str]] = {}
    for action in window.menuBar().actions():
        menus.setdefault(0, []).append(action.text())
        for menu, words in _all_actions(action.menu()):
            menus.setdefault(id(menu), []).append(words)
    for words in menus.values():
        letters = [entry[entry.index("&") + 1].lower() for entry in words if "&" in entry]
        assert [letter for letter, count in Counter(letters).items() if count > 1] == [], words


def test_without_a_portfolio_only_what_makes_sense_can_be_chosen(open_shell: Opener) -> None:
    window = open_shell().window
    assert window.actions_["open"].isEnabled()
    assert not any(window.actions_[id_].isEnabled() for id_ in ("import", "idea", "undo", "delete", "page.gantt"))


def test_what_is_selected_decides_what_can_be_chosen(window: MainWindow) -> None:
    offered = []
    for count in (0, 1, 2, 3):
        _session(window).select(_ids(window, count))
        offered.append([id_ for id_ in ("delete", "open_details", "merge") if window.actions_[id_].isEnabled()])
    assert offered == [[], ["delete", "open_details"], ["delete", "merge"], ["delete"]]


def test_undo_and_redo_say_what_they_would_do(window: MainWindow, qtbot: QtBot) -> None:
    session = _session(window)
    assert not window.actions_["undo"].isEnabled()
    session.select([row.id for row in session.contents.initiatives if row.title == "Arkisto"])
    window.actions_["status.approved"].trigger()
    qtbot.waitUntil(lambda: "Arkisto" in window.actions_["undo"].text())
    assert session.by_id[session.selection[0]].status == "approved"
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: window.actions_["redo"].isEnabled() and not window.actions_["undo"].isEnabled())
    assert session.by_id[session.selection[0]].status is None
    assert "Arkisto" in window.actions_["redo"].text()


def test_undo_survives_a_restart_and_asks_before_it(
    open_shell: Opener, database: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = Portfolio.open(database, "Minna")
    id_ = next(row.id for row in earlier.initiatives() if row.title == "Arkisto")
    earlier.commit(editing(earlier, [id_], {"status": "approved"}, "kokous 3/2011"))
    earlier.close()
    window = open_shell(str(database), by="Minna").window
    qtbot.waitUntil(lambda: window.session is not None and window.session.complete)
    session = _session(window)
    asked: list[str] = []
    answers = [False, True]

    def ask(_cls: object, _parent: object, title: str, text: str, *_more: object) -> bool:
        asked.append(f"{title} {text}")
        return answers.pop(0)

    monkeypatch.setattr(Message, "ask", classmethod(ask))
    qtbot.waitUntil(lambda: "Arkisto" in window.actions_["undo"].text())
    window.actions_["undo"].trigger()
    assert session.by_id[id_].status == "approved"
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: window.actions_["redo"].isEnabled())
    assert session.by_id[id_].status is None
    assert [("Arkisto" in told, "kokous 3/2011" in told) for told in asked] == [(True, True)] * 2
    # the undo is of this opening: redone without a question
    window.actions_["redo"].trigger()
    qtbot.waitUntil(lambda: window.actions_["undo"].isEnabled() and not window.actions_["redo"].isEnabled())
    assert session.by_id[id_].status == "approved"
    assert len(asked) == 2


def test_ctrl_and_a_number_goes_to_a_page(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace is not None
    assert window.workspace.key == "gantt"
    assert window.actions_["page.gantt"].isChecked()
    assert window.workspace.side.navigation.current == "gantt"


def test_ctrl_f_puts_the_cursor_into_the_search_field(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workspace is not None
    window.workspace.page.list.setFocus()  # type: ignore[union-attr]  # the tests' own page
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is window.workspace.page.search  # type: ignore[union-attr]


def test_copy_and_paste_belong_to_what_has_the_keyboard(window: MainWindow) -> None:
    field = window.workspace.page.search  # type: ignore[union-attr]
    field.setFocus()
    field.setText("Asiointi")
    window.actions_["select_all"].trigger()
    window.actions_["cut"].trigger()
    assert field.text() == ""
    window.actions_["paste"].trigger()
    assert field.text() == "Asiointi"


# --- navigation, pages, facets ---------------------------------------------------------------------------------


def test_pages_are_built_on_their_first_visit(window: MainWindow) -> None:
    assert window.workspace is not None
    assert set(window.workspace.states()) == {"portfolio"}
    window.go("bubbles")
    assert set(window.workspace.states()) == {"portfolio", "bubbles"}


def test_facets_count_all_rows_of_the_tab_and_ticking_one_filters(window: MainWindow) -> None:
    workspace = window.workspace
    assert workspace is not None
    session = _session(window)
    sections = workspace.side.facets._sections
    counted = {value.value: value.count for value in sections["status"]._values}
    assert counted == {"idea": 2, "proposed": 1, "implementation": 1, "": 1}
    row = sections["status"]._rows["idea"]
    row.click()
    assert session.filter.facets == {Facet.STATUS: frozenset({"idea"})}
    assert [row.title for row in session.shown] == ["Asiointitili", "Arkiston määrittely"]
    assert {value.value: value.count for value in sections["status"]._values} == counted
    assert "2 / 5 initiatives shown" in window.status.words()
    window.actions_["clear_filter"].trigger()
    assert not row.isChecked()
    workspace.page.projects_only = True  # type: ignore[union-attr]  # the tests' own page
    workspace.page.rows_changed.emit()  # type: ignore[union-attr]
    assert [value.value for value in sections["status"]._values] == ["idea"]
    assert "1 / 1 initiative shown" in window.status.words()


def test_a_page_without_facets_and_details_has_none_beside_it(window: MainWindow) -> None:
    workspace = window.workspace
    assert workspace is not None
    _session(window).select(_ids(window, 1))
    assert workspace.details_shown
    assert workspace.side.facets.isVisible()
    window.go("idea")
    assert not workspace.details_shown
    assert not workspace.side.facets.isVisible()


def test_a_page_tells_how_many_things_wait_there(window: MainWindow) -> None:
    assert window.workspace is not None
    window.workspace.page.count_changed.emit(9)  # type: ignore[union-attr]
    told = window.workspace.side.navigation.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Portfolio 9"


# --- details and widths ----------------------------------------------------------------------------------------


def test_enter_in_a_field_of_a_meeting_opens_nothing_that_is_selected_elsewhere(
    window: MainWindow, qtbot: QtBot
) -> None:
    workspace = window.workspace
    assert workspace is not None
    window.go("meeting")
    workspace.leave_details()
    _session(window).select(_ids(window, 1))
    page = workspace.page
    assert page is not None
    field = QLineEdit(page)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.hasFocus()
    page.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert workspace.details_shown


def test_details_stand_beside_the_page_when_something_is_selected_until_closed(window: MainWindow) -> None:
    workspace = window.workspace
    assert workspace is not None
    assert not workspace.details_shown
    _session(window).select(_ids(window, 1))
    assert workspace.details_shown
    assert workspace.page.isVisible()  # type: ignore[union-attr]
    workspace._details.closed.emit()  # type: ignore[union-attr]
    assert not workspace.details_shown
    assert not window.actions_["details"].isChecked()
    _session(window).select(_ids(window, 2))
    assert not workspace.details_shown
    window.actions_["details"].trigger()
    assert workspace.details_shown


def test_comparing_from_the_details_goes_to_the_overlaps_page(window: MainWindow) -> None:
    workspace = window.workspace
    assert workspace is not None
    _session(window).select(_ids(window, 1))
    workspace._details.compare.emit("i1", "i2")  # type: ignore[union-attr]
    assert workspace.key == "overlaps"
    assert workspace.page.pair == ("i1", "i2")  # type: ignore[union-attr]  # the tests' own page


def test_in_a_narrow_window_details_take_the_pages_place_and_esc_returns(window: MainWindow, qtbot: QtBot) -> None:
    workspace = window.workspace
    assert workspace is not None
    window.resize(911, 600)
    page = workspace.page
    assert page is not None
    _session(window).select(_ids(window, 1))
    assert not workspace.details_shown
    page.list.setFocus()  # type: ignore[attr-defined]  # the tests' own page
    qtbot.keyClick(page.list, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    assert workspace.details_shown
    assert not page.isVisible()
    assert QApplication.focusWidget() is workspace._details.field  # type: ignore[union-attr]
    qtbot.keyClick(workspace._details.field, Qt.Key.Key_Escape)  # type: ignore[union-attr]
    assert page.isVisible()
    assert not workspace.details_shown
    assert QApplication.focusWidget() is page.list  # type: ignore[attr-defined]
    window.resize(1366, 768)
    assert workspace.details_shown
    assert page.isVisible()


def test_in_a_narrow_window_the_facets_fold_into_a_button(window: MainWindow, qtbot: QtBot) -> None:
    side = window.workspace.side  # type: ignore[union-attr]
    assert side.facets.isVisible()
    assert not side.fold_button.isVisible()
    window.resize(911, 600)
    assert not side.facets.isVisible()
    assert side.fold_button.isVisible()
    side.fold_button.click()
    assert side.facets.isVisible()
    assert side.facets.window() is not window
    side.facets._sections["status"]._rows["idea"].click()
    assert _session(window).filter.facets == {Facet.STATUS: frozenset({"idea"})}
    assert "(1)" in side.fold_button.text()
    window.resize(1366, 768)
    assert side.facets.isVisible()
    assert side.facets.window() is window


def test_going_to_a_page_takes_the_keyboard_along(window: MainWindow, qtbot: QtBot) -> None:
    workspace = window.workspace
    assert workspace is not None
    for key in ("gantt", "portfolio"):
        workspace.go(key)
        assert workspace.page is not None
        assert holds_focus(workspace.page)
    # the arrows look through the pages and stay in the navigation
    workspace.side.navigation.setFocus()
    qtbot.keyClick(workspace.side.navigation, Qt.Key.Key_Down)
    assert workspace.key != "portfolio"
    assert workspace.side.navigation.hasFocus()


def test_f6_goes_round_the_panes_in_both_directions(window: MainWindow, qtbot: QtBot) -> None:
    workspace = window.workspace
    assert workspace is not None
    _session(window).select(_ids(window, 1))
    workspace.side.navigation.setFocus()

    def here() -> int:
        return next(n for n, pane in enumerate(workspace.panes()) if pane.isAncestorOf(_focus()) or pane is _focus())

    def _focus():  # type: ignore[no-untyped-def]
        return QApplication.focusWidget()

    forward = []
    for _ in range(4):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        forward.append(here())
    assert forward == [1, 2, 3, 0]
    qtbot.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert here() == 3


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_window_fits_a_small_screen_in_every_language(
    language: str, open_shell: Opener, database: Path, qtbot: QtBot
) -> None:
    shell = open_shell(str(database), language)
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.complete)
    least = shell.window.minimumSizeHint()
    assert least.width() <= 911
    assert least.height() <= 512


# --- drops -----------------------------------------------------------------------------------------------------


def _drop(window: MainWindow, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, button, none))


def test_a_dropped_database_is_opened(open_shell: Opener, database: Path, qtbot: QtBot) -> None:
    shell = open_shell()
    _drop(shell.window, database)
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.complete)
    assert shell.session is not None
    assert shell.session.portfolio.path == database


def test_dropped_registers_go_to_the_import(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    brought: list[object] = []
    monkeypatch.setattr(window.files, "bring_in", brought.append)
    _drop(window, Path("/rekisterit/jip.csv"), Path("/rekisterit/omat.xlsx"))
    assert brought == [[Path("/rekisterit/jip.csv"), Path("/rekisterit/omat.xlsx")]]


def test_registers_dropped_without_a_portfolio_are_answered(open_shell: Opener, told: list[tuple[str, str]]) -> None:
    _drop(open_shell().window, Path("/rekisterit/jip.csv"))
    assert [title for title, _words in told] == ["Open a portfolio first"]


# --- status bar ------------------------------------------------------------------------------------------------


def test_a_job_is_shown_after_half_a_second_and_can_be_cancelled(window: MainWindow, qtbot: QtBot) -> None:
    began: list[Progress] = []
    outcome: list[object] = []

    def work(progress: Progress) -> None:
        import time

        began.append(progress)
        for step in range(1000):
            progress(step, 1000)
            time.sleep(0.01)

    window.shell.tasks.run(window, work, outcome.append, outcome.append, "Scanning")
    jobs = window.status.jobs
    qtbot.waitUntil(lambda: bool(began))
    qtbot.wait(200)
    assert not jobs.isVisible()
    qtbot.waitUntil(jobs.isVisible, timeout=2000)
    assert jobs.words()[0].startswith("Scanning")
    jobs.cancel()
    qtbot.waitUntil(lambda: bool(outcome))
    qtbot.waitUntil(lambda: not jobs.isVisible())
    assert type(outcome[0]).__name__ == "Cancelled"


def test_the_count_of_overlaps_leads_to_them(window: MainWindow) -> None:
    assert window.workspace is not None
    assert window.workspace.key != "overlaps"
    window.status.overlaps.pressed.emit()
    assert window.workspace.key == "overlaps"
    assert window.workspace.page is not None
    assert window.workspace.page.isAncestorOf(QApplication.focusWidget()) or window.workspace.page.hasFocus()


def test_a_saved_change_is_told_with_its_time(window: MainWindow, qtbot: QtBot) -> None:
    assert not any("saved" in words for words in window.status.words())
    _session(window).edit(_ids(window, 1), {"status": "approved"})
    qtbot.waitUntil(lambda: any(words.startswith("Changes saved") for words in window.status.words()))
    text.set_language("fi")
    window.status.show_saved(datetime(2011, 11, 15, 8, 5, tzinfo=UTC))
    assert "Muutokset tallennettu 10.05" in window.status.words()


def test_a_running_task_is_asked_about_before_the_window_closes(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        Message, "ask", classmethod(lambda _c, _p, title, words, *_m, **_n: bool(asked.append(title + words)))
    )

    def work(progress: Progress) -> None:
        while True:
            progress(1, 2)
            progress._cancel.wait(0.01)

    # begun first, so that it is the one that is shown; nobody asked for it
    reading = window.shell.tasks.run(window, work, print, lambda _error: None, "Reading", aside=True)
    job = window.shell.tasks.run(window, work, print, lambda _error: None, "Scanning")
    qtbot.waitUntil(window.status.jobs.isVisible, timeout=2000)
    window.close()
    assert window.isVisible()
    assert "Scanning" in asked[0]
    job.progress.cancel()
    qtbot.waitUntil(lambda: window.shell.tasks.running == [reading])
    window.close()
    assert not window.isVisible()
    assert len(asked) == 1
    reading.progress.cancel()
    qtbot.waitUntil(lambda: not window.shell.tasks.running)


# --- for everybody ---------------------------------------------------------------------------------------------


def test_everything_the_keyboard_reaches_has_a_name(window: MainWindow) -> None:
    _session(window).select(_ids(window, 1))
    nameless = []
    for widget in window.findChildren(QWidget):
        if not (widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(window)):
            continue
        if isinstance(widget.window(), MainWindow) and type(widget).__module__.startswith("tests."):
            continue
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        if not name and type(widget.parent()).__name__ not in ("Panel", "Page_portfolio"):
            nameless.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    assert nameless == []


def test_a_cloud_folder_an_upgrade_and_the_sample_are_told_in_a_banner(
    open_shell: Opener, database: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    cloud = tmp_path / "OneDrive" / "salkku.sqlite"
    cloud.parent.mkdir()
    shutil.copy(database, cloud)
    shell = open_shell(str(cloud))
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.complete)
    assert "cloud service" in shell.window.banner.text
    shell.open(str(database))
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.portfolio.path == database)
    assert not shell.window.banner.isVisible()
    assert shell.session is not None
    shell.session.portfolio.backup = tmp_path / "backups" / "vanha.sqlite"
    shell.set_language("en")
    assert "vanha.sqlite" in shell.window.banner.text


def test_what_an_import_brought_is_told_until_the_next_change(window: MainWindow, qtbot: QtBot) -> None:
    window.banner.show_import("66 in")
    assert window.banner.isVisible()
    (id_,) = _ids(window, 1)
    assert _session(window).edit([id_], {"progress": 77})
    qtbot.waitUntil(lambda: not window.banner.isVisible(), timeout=5000)


# --- the first start ---------------------------------------------------------------------------------------------


def test_the_first_window_is_seen_whole_with_its_frame(open_shell: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: QRect(0, 0, 1366, 728))
    small = open_shell().window
    assert small.width() < 1366
    assert small.height() < 728 - 20
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: QRect(0, 0, 1920, 1040))
    assert open_shell().window.size() == QSize(1366, 768)
