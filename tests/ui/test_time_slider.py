"""The slider through time on the schedule and the bubbles: stops, keys, the moment marked and closed, the way back."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio import snapshots
from kpkportfolio.errors import PortfolioError
from kpkportfolio.model.filtering import Filter
from kpkportfolio.store.edits import deleting, editing
from kpkportfolio.text import format_date, format_time
from tests.ui.shell_parts import page_class
from tests.ui.snapshot_parts import MOVED, file_with_snapshots, opened_copy, opened_empty
from ui import pages, time_travel
from ui.application import Shell
from ui.main_window import MainWindow
from ui.pages.bubbles_page import BubblesPage
from ui.pages.gantt_page import GanttPage
from ui.pages.page import Page
from ui.session import Session
from ui.theme.theme import Scheme, install
from ui.time_travel import TimeTravel

__all__ = ["file_with_snapshots"]

Key = Qt.Key


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, tmp_path: Path, file_with_snapshots: Path) -> Iterator[Session]:
    install(qapp, Scheme.LIGHT)
    with opened_copy(file_with_snapshots, tmp_path, qtbot) as opened:
        yield opened


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> GanttPage:
    made = GanttPage(session)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: len(session.travel.stops) == 2)
    return made


def arrived(session: Session, qtbot: QtBot) -> TimeTravel:
    """Wait until what is wanted is looked at."""
    travel = session.travel
    qtbot.waitUntil(lambda: (None if session.then is None else session.then.stop) == travel.stop)
    return travel


def test_stops_are_said_with_their_days(page: GanttPage) -> None:
    line = page.slider.line
    assert page.slider.isVisible()
    assert [line.words(place)[0] for place in range(3)] == ["2/2011", "3/2011", "Today"]
    assert "2/2011" in line.told(0)
    assert "1 change since the stop before" in line.told(1)
    assert line.accessibleDescription().startswith("Today")


def test_keys_go_through_the_stops_and_back(page: GanttPage, session: Session, qtbot: QtBot) -> None:
    line = page.slider.line
    line.setFocus()
    qtbot.keyClick(line, Key.Key_Left)
    arrived(session, qtbot)
    assert session.then is not None
    assert session.then.stop.snapshot is not None
    assert session.then.stop.snapshot.name == "3/2011"
    assert "3/2011" in line.accessibleDescription()
    qtbot.keyClick(line, Key.Key_Home)
    arrived(session, qtbot)
    assert session.travel.place == 0
    qtbot.keyClick(line, Key.Key_PageDown)
    assert session.travel.place == 1
    qtbot.keyClick(line, Key.Key_End)
    assert session.then is None


def test_the_mouse_drags_the_handle(page: GanttPage, session: Session, qtbot: QtBot) -> None:
    line = page.slider.line
    at = [line.rect().center() for _place in range(3)]
    for place, point in enumerate(at):
        point.setX(round(line.place_x(place)))
        point.setY(14)
    qtbot.mousePress(line, Qt.MouseButton.LeftButton, pos=at[1])
    assert session.travel.place == 1
    qtbot.mouseMove(line, at[0])
    qtbot.mouseRelease(line, Qt.MouseButton.LeftButton, pos=at[0])
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=at[0])
    arrived(session, qtbot)
    assert session.travel.place == 0


def test_the_past_is_shown_with_what_was_deleted_and_nothing_can_be_changed(
    page: GanttPage, session: Session, qtbot: QtBot
) -> None:
    row = next(row for row in session.contents.initiatives if row.title.startswith(MOVED))
    session.commit(deleting(session.portfolio, [row.id]))
    qtbot.waitUntil(lambda: row.id not in session.by_id)
    today = session.today()
    session.travel.go(0)
    arrived(session, qtbot)
    then = session.by_id[row.id]
    assert then.investment_min == 2 * (row.investment_min or 0)
    assert row.id in {one.id for one in session.shown}
    assert not page.view.editable
    assert session.today() == session.travel.stops[0].day
    assert session.present_day() == today
    assert session.frozen is not None
    assert "2/2011" in session.frozen
    refusals: list[PortfolioError] = []
    session.failed.connect(refusals.append)
    assert not session.edit([row.id], {"title": "Muu"})
    session.undo()
    session.commit_later(lambda _progress: editing(session.portfolio, [row.id], {"note": "x"}), "")
    assert [str(one) for one in refusals] == [session.frozen] * 3
    session.set_filter(Filter("asianhallinta"))
    assert [one.id for one in session.shown if one.id == row.id] == [row.id]
    session.set_filter(Filter())

    session.travel.leave()
    assert session.frozen is None
    assert row.id not in session.by_id
    assert page.view.editable
    assert session.today() == today


def test_what_is_done_meanwhile_is_there_on_coming_back(page: GanttPage, session: Session, qtbot: QtBot) -> None:
    row = session.contents.initiatives[0]
    session.travel.go(0)
    arrived(session, qtbot)
    told: list[object] = []
    session.changed.connect(told.append)
    # another window writes
    session.portfolio.commit(editing(session.portfolio, [row.id], {"title": "Toisen ikkunan"}))
    qtbot.waitUntil(lambda: session._missed)
    assert session.by_id[row.id].title == row.title
    assert told == []
    session.travel.leave()
    assert session.by_id[row.id].title == "Toisen ikkunan"
    assert told == [None]
    session.travel.go(0)
    assert session.then is not None  # read before, and shown at once
    session.travel.leave()
    assert told[1:] == [frozenset(), frozenset()]


def test_a_stop_passed_by_is_not_read(
    page: GanttPage, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[object] = []
    real = time_travel.contents_at
    monkeypatch.setattr(time_travel, "contents_at", lambda portfolio, stop: read.append(stop) or real(portfolio, stop))
    session.travel.go(1)
    session.travel.go(0)
    arrived(session, qtbot)
    assert read == [session.travel.stops[0]]


def test_play_goes_on_to_today(
    page: GanttPage, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.travel._step.setInterval(1)
    seen: list[int] = []
    session.looked.connect(lambda: seen.append(session.travel.place))
    page.slider.play.click()
    assert session.travel.playing
    assert "Stop" in page.slider.play.toolTip()
    qtbot.waitUntil(lambda: not session.travel.playing)
    assert seen == [0, 1, 2]
    assert session.then is None
    page.slider.play.click()
    session.travel.go(1)
    assert not session.travel.playing


def test_without_anything_to_go_back_to_the_schedule_has_its_room(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    install(qapp, Scheme.LIGHT)
    with opened_empty(tmp_path, qtbot) as session:
        page = GanttPage(session)
        qtbot.addWidget(page)
        page.show()
        assert not page.slider.isVisibleTo(page)


def test_in_the_window_it_is_marked_and_esc_leads_back(
    open_shell: Callable[..., Shell],
    tmp_path: Path,
    file_with_snapshots: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(MainWindow, "_may_end", lambda _window: True)
    real: dict[str, type[Page]] = {"gantt": GanttPage, "bubbles": BubblesPage}
    monkeypatch.setattr(pages.PageEntry, "load", lambda entry: real.get(entry.key) or page_class(entry.key))
    copy = tmp_path / "salkku.sqlite"
    copy.write_bytes(file_with_snapshots.read_bytes())
    shell = open_shell(str(copy))
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.complete)
    session, window = shell.session, shell.window
    assert session is not None
    window.go("gantt")
    qtbot.waitUntil(lambda: len(session.travel.stops) == 2)
    session.travel.go(0)
    arrived(session, qtbot)
    assert window.banner.isVisible()
    assert "2/2011" in window.banner.text
    assert not window.actions_["import"].isEnabled()
    refusals: list[PortfolioError] = []
    session.failed.disconnect(window._refused)
    session.failed.connect(refusals.append)
    window.actions_["export_excel"].trigger()
    assert "Everything as of then" in str(refusals[0])
    session.failed.connect(window._refused)
    window.go("bubbles")
    assert session.then is not None
    qtbot.keyClick(window, Key.Key_Escape)
    assert session.then is None
    assert not window.banner.isVisible()
    assert window.actions_["import"].isEnabled()

    # a page without the slider shows today
    session.travel.go(0)
    arrived(session, qtbot)
    window.go("portfolio")
    assert session.then is None
    assert session.travel.stop is None

    # and the whole window can be taken there
    window.go("gantt")
    session.travel.go(0)
    arrived(session, qtbot)
    assert window.workspace is not None
    page = window.workspace.page
    assert isinstance(page, GanttPage)
    page.slider.whole.click()
    qtbot.waitUntil(lambda: shell.session is not session)
    assert "2/2011" in window.banner.text
    assert session.then is None
    window.banner.action_chosen.emit()
    assert shell.session is session


def test_in_the_past_what_leads_to_changes_is_closed_and_says_why(
    page: GanttPage, session: Session, qtbot: QtBot
) -> None:
    assert page.idea_button.isEnabled()
    session.travel.go(0)
    arrived(session, qtbot)
    assert not page.idea_button.isEnabled()
    assert page.idea_button.toolTip() == session.frozen
    view = page.view
    view.caret.go(next(n for n, row in enumerate(view.rows.rows) if row.start is not None and not row.is_group))
    before = session.by_id[view.id_at(view.caret.row)]
    qtbot.keyClick(view, Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert view.card.text == session.frozen
    assert session.by_id[before.id] is before
    session.travel.leave()
    assert page.idea_button.isEnabled()
    assert page.idea_button.toolTip() == ""


def test_what_is_frozen_while_the_schedule_is_shown_is_offered_at_once(
    page: GanttPage, session: Session, qtbot: QtBot
) -> None:
    taken = snapshots.take(session.portfolio, "4/2011")
    session.snapshot_taken.emit(taken)
    qtbot.waitUntil(lambda: any("4/2011" in text for _value, text in page.comparing._choices()))
    qtbot.waitUntil(lambda: page.slider.line.words(2)[0] == "4/2011")
    row = session.contents.initiatives[0]
    session.edit([row.id], {"note": "Toinen"})
    session.edit([row.id], {"note": "Kolmas"})
    qtbot.waitUntil(lambda: len(session.travel.stops) > 3)


def test_moments_of_one_day_are_told_apart_by_the_time_of_day(page: GanttPage, session: Session) -> None:
    line = page.slider.line
    named, second = session.travel.stops
    first = named._replace(snapshot=None)
    session.travel.stops = [first, second]
    assert first.day == second.day
    assert line.words(0) == ("", format_time(first.moment))
    assert line.words(1) == ("3/2011", format_date(second.day)), "a name tells it apart"
    session.travel.stops = [first, second._replace(moment=first.moment + timedelta(days=2))]
    assert line.words(0) == ("", format_date(first.day))
