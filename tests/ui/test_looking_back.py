"""Time travel in the window: the portfolio as it was, marked, closed to every change, and the way back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kpkportfolio import snapshots
from kpkportfolio.store.decisions import calling
from kpkportfolio.store.edits import deleting
from ui.application import Shell
from ui.dialogs.bulk_edit import BulkEdit
from ui.dialogs.choose_state import ChooseState
from ui.dialogs.initiative_editor import InitiativeEditor
from ui.dialogs.merge import MergeDialog
from ui.main_window import MainWindow
from ui.pages.gantt_page import GanttPage
from ui.pages.meeting_page import MeetingPage
from ui.pages.overlaps_page import OverlapsPage
from ui.pages.portfolio_page import PortfolioPage
from ui.pages.registers_page import RegistersPage
from ui.session import Session

Opener = Callable[..., Shell]


@pytest.fixture(autouse=True)
def _closed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A portfolio just opened is still searched for overlaps, and closing would ask about that."""
    monkeypatch.setattr(MainWindow, "_may_end", lambda _window: True)


def loaded(shell: Shell, qtbot: QtBot) -> Session:
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.complete)
    assert shell.session is not None
    return shell.session


def shown(shell: Shell, before: Session, qtbot: QtBot) -> Session:
    qtbot.waitUntil(lambda: shell.session is not before)
    return loaded(shell, qtbot)


def test_what_was_is_shown_and_left_again(open_shell: Opener, database: Path, qtbot: QtBot) -> None:
    shell = open_shell(str(database))
    now = loaded(shell, qtbot)
    taken = snapshots.take(now.portfolio, "3/2011")
    gone = now.contents.initiatives[0].id
    now.commit(deleting(now.portfolio, [gone]))
    qtbot.waitUntil(lambda: gone not in now.by_id)
    window, actions = shell.window, shell.window.actions_
    assert not actions["today"].isEnabled()

    now.past_wanted.emit(taken)
    past = shown(shell, now, qtbot)
    assert shell.past.present is now
    assert gone in past.by_id
    assert past.today() == taken.taken_at.astimezone().date()
    assert window.banner.isVisible()
    assert "3/2011" in window.banner.text
    assert not window.banner._closing.isVisible()
    past.select([gone])
    for refused in ("import", "delete", "edit", "undo", "restore", "status.approved"):
        assert not actions[refused].isEnabled()
    assert actions["delete"].toolTip() == past.portfolio.frozen
    for offered in ("export_excel", "today", "look_back", "page.gantt"):
        assert actions[offered].isEnabled()
    refusals: list[object] = []
    past.failed.disconnect(window._refused)
    past.failed.connect(refusals.append)
    assert not past.edit([gone], {"title": "Muu"})
    assert "Nothing can be changed here" in str(refusals[0])
    past.failed.connect(window._refused)

    window.banner.action_chosen.emit()
    assert shell.session is now
    assert gone not in now.by_id
    assert not window.banner.isVisible()
    assert actions["import"].isEnabled()
    assert not actions["today"].isEnabled()
    assert now.edit([now.contents.initiatives[0].id], {"title": "Muu"})
    shell.past.leave()
    assert shell.session is now


def test_from_one_moment_to_another_in_another_language_and_closed_there(
    open_shell: Opener, database: Path, qtbot: QtBot
) -> None:
    shell = open_shell(str(database))
    now = loaded(shell, qtbot)
    first = now.portfolio.operations()[-1].at
    shell.past.show(first)
    past = shown(shell, now, qtbot)
    folder = Path(past.portfolio.folder.name)  # type: ignore[attr-defined]  # a Past
    assert folder.exists()
    shell.past.show(snapshots.take(now.portfolio, "4/2011"))
    later = shown(shell, past, qtbot)
    assert not folder.exists()
    shell.set_language("fi")
    assert shell.session is later
    assert "4/2011" in shell.window.banner.text
    assert shell.window.banner.isVisible()
    shell.close_portfolio()
    assert shell.session is None
    assert shell.past.present is None
    shell.past.show(first)
    assert shell.window.start.isVisible()


def test_the_menu_asks_for_a_state(
    open_shell: Opener, database: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = open_shell(str(database))
    now = loaded(shell, qtbot)
    first = now.portfolio.operations()[-1].at
    monkeypatch.setattr(ChooseState, "ask", classmethod(lambda *_a: first))
    shell.window.actions_["look_back"].trigger()
    past = shown(shell, now, qtbot)
    assert past.portfolio.frozen is not None
    shell.window.actions_["today"].trigger()
    assert shell.session is now


def test_forms_of_the_past_are_closed(open_shell: Opener, database: Path, qtbot: QtBot) -> None:
    shell = open_shell(str(database))
    now = loaded(shell, qtbot)
    operation = calling(now.portfolio, "3/2011", date(2011, 8, 24), "Ohjausryhmä")
    now.portfolio.commit(operation)
    now.edit([now.contents.initiatives[0].id], {"title": "Muu"})
    shell.past.show(now.portfolio.operations()[0].at)
    past = shown(shell, now, qtbot)
    assert past.frozen
    for session, open_ in ((past, False), (now, True)):
        registers, meetings = RegistersPage(session), MeetingPage(session)
        for page in (registers, meetings):
            qtbot.addWidget(page)
            page.show()
        qtbot.waitUntil(lambda page=meetings: page.meeting is not None)
        for widget in (
            registers.import_button,
            registers.again,
            registers.detail.form.name,
            meetings.form.name,
            meetings.new_button,
            meetings.delete_button,
            meetings.agenda.add,
            meetings.agenda.propose,
            meetings.afterwards.take,
        ):
            assert widget.isEnabled() is open_, widget
        assert meetings.agenda.changeable is open_
        assert meetings.present_button.isEnabled()
        assert registers.again.toolTip() == (past.frozen if not open_ else "")


def test_nothing_is_offered_that_would_be_refused(open_shell: Opener, database: Path, qtbot: QtBot) -> None:
    shell = open_shell(str(database))
    now = loaded(shell, qtbot)
    window = shell.window
    now.edit([now.contents.initiatives[0].id], {"title": "Muu"})
    qtbot.waitUntil(lambda: any("Changes saved" in text for text in window.status.words()))
    shell.past.show(now.portfolio.operations()[-1].at)
    past = shown(shell, now, qtbot)
    assert not any("Changes saved" in text for text in window.status.words())
    page, gantt, overlaps = PortfolioPage(past), GanttPage(past), OverlapsPage(past)
    for one in (page, gantt, overlaps):
        qtbot.addWidget(one)
    page.refresh()
    assert page.model.rowCount() > 0
    assert all(
        not page.model.flags(page.model.index(row, column)) & Qt.ItemFlag.ItemIsEditable
        for row in range(page.model.rowCount())
        for column in range(page.model.columnCount())
    )
    assert not gantt.view.editable
    assert not overlaps.view.verdict.isEnabled()
    for button in (page.idea_button, gantt.idea_button):
        assert not button.isEnabled()
        assert button.toolTip() == past.frozen
    assert not window.actions_["idea"].isEnabled()

    refusals: list[object] = []
    past.failed.disconnect(window._refused)
    past.failed.connect(refusals.append)
    rows = past.contents.initiatives[:2]
    assert InitiativeEditor.ask(past, window, rows[0].id) is None
    assert BulkEdit.ask(past, rows, window) is None
    assert MergeDialog.ask(past, rows[0], rows[1], None, window) is None
    assert [str(one) for one in refusals] == [past.frozen] * 3
    past.failed.connect(window._refused)
    shell.past.leave()
    assert not now.refuses()
