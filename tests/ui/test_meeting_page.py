"""The meeting page: meetings, agendas, minutes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import DecisionKind
from kpkportfolio.store import decisions
from kpkportfolio.store.agenda import USUAL
from tests.ui.snapshot_parts import file_with_snapshots, opened_copy, opened_empty
from ui.dialogs.merge import MergeAnswer, MergeDialog
from ui.dialogs.take_snapshot import TakeSnapshot, Wanted
from ui.drafts import DraftFile
from ui.pages.meeting.form import next_name
from ui.pages.meeting.write_entry import WriteEntry
from ui.pages.meeting_page import MeetingPage
from ui.theme.theme import Scheme, install

__all__ = ["file_with_snapshots"]

TODAY = date(2011, 11, 24)


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, tmp_path: Path, file_with_snapshots: Path) -> Iterator[MeetingPage]:
    install(qapp, Scheme.LIGHT)
    with opened_copy(file_with_snapshots, tmp_path, qtbot) as session:
        session.today = lambda: TODAY
        made = MeetingPage(session)
        qtbot.addWidget(made)
        made.resize(1000, 700)
        with qtbot.waitExposed(made):
            made.show()
        qtbot.waitUntil(lambda: bool(made.reading.meetings))
        yield made
        qtbot.waitUntil(lambda: not session.tasks.running, timeout=30_000)


def called(page: MeetingPage, qtbot: QtBot) -> None:
    page.call()
    qtbot.waitUntil(lambda: page.meeting is not None and page.meeting.name == "4/2011")


def test_the_latest_meeting_is_shown_with_what_it_decided(page: MeetingPage) -> None:
    assert page.meeting is not None
    assert page.meeting.name == "3/2011"
    made = page.reading.made_in(page.meeting.id)
    assert set(page.made_agenda.items) == {one.initiative_id for one in made}
    assert page.agenda.list.count() == len(page.made_agenda.entries)
    assert not page.delete_button.isEnabled()


def test_a_meeting_is_called_written_and_deleted(page: MeetingPage, qtbot: QtBot) -> None:
    called(page, qtbot)
    assert page.meeting is not None
    assert (page.meeting.group, page.meeting.held_on) == ("Ohjausryhmä", TODAY)
    page.form.name.setText("4b/2011")
    page.form.name.editingFinished.emit()
    qtbot.waitUntil(lambda: page.meeting is not None and page.meeting.name == "4b/2011")
    page.delete()
    qtbot.waitUntil(lambda: len(page.reading.meetings) == 3)
    page.session.undo()
    qtbot.waitUntil(lambda: len(page.reading.meetings) == 4)


def test_an_agenda_is_kept_from_the_moment_it_is_made(page: MeetingPage, qtbot: QtBot) -> None:
    called(page, qtbot)
    page.propose()
    items = page.made_agenda.items
    assert items
    first = next(one for one in page.reading.decisions if one.kind is DecisionKind.POSTPONE)
    assert items[0] == first.initiative_id
    page.agenda.pictures.changed.emit(frozenset(page.made_agenda.pictures) - {"bubble"})
    page.agenda.list.setCurrentRow(len(page.made_agenda.pictures))
    QTest.keyClick(page.agenda.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert page.made_agenda.items[:2] == (items[1], items[0])
    assert page.agenda.current is not None
    assert page.agenda.current.reference == items[0]
    QTest.keyClick(page.agenda.list, Qt.Key.Key_Delete)
    assert items[0] not in page.made_agenda.items
    page.session.select((items[0],))
    page.agenda.add_chosen.trigger()
    assert page.made_agenda.items[-1] == items[0]
    again = MeetingPage(page.session)
    qtbot.addWidget(again)
    again.restore(page.state())
    again.refresh()
    qtbot.waitUntil(lambda: again.meeting is not None)
    assert again.made_agenda == page.made_agenda
    assert "bubble" not in again.made_agenda.pictures
    page.session.undo()
    qtbot.waitUntil(lambda: items[0] not in page.made_agenda.items)


def test_a_heading_and_notes_are_written(page: MeetingPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    called(page, qtbot)
    told: list[tuple[str, str | None]] = [("Talous", "10 min"), ("Talous ja aikataulu", None), ("x", "Esittelee Ilkka")]
    monkeypatch.setattr(WriteEntry, "ask", classmethod(lambda *_a, **_k: told.pop(0)))
    page.agenda.write.trigger()
    assert page.made_agenda.entries[-1].note == "10 min"
    page.agenda.list.setCurrentRow(page.agenda.list.count() - 1)
    QTest.keyClick(page.agenda.list, Qt.Key.Key_F2)
    assert (page.made_agenda.entries[-1].reference, page.made_agenda.entries[-1].note) == ("Talous ja aikataulu", None)
    page.agenda.list.setCurrentRow(0)
    page.agenda.edit.click()
    assert (page.made_agenda.entries[0].reference, page.made_agenda.entries[0].note) == ("gantt", "Esittelee Ilkka")


def test_an_agenda_that_this_machine_kept_comes_into_the_portfolio_once(page: MeetingPage, qtbot: QtBot) -> None:
    called(page, qtbot)
    assert page.meeting is not None
    id_ = page.session.contents.initiatives[0].id
    kept = DraftFile("agendas", page.session.portfolio.target)
    kept.keep({page.meeting.id: {"pictures": ["upcoming", "gone"], "items": [id_, "gone"]}, "another": {}})
    again = MeetingPage(page.session)
    qtbot.addWidget(again)
    again.restore(page.state())
    again.refresh()
    qtbot.waitUntil(lambda: page.made_agenda.items == (id_,))
    assert page.made_agenda.pictures == (*USUAL, "upcoming")
    assert kept.read() == {"another": {}}
    page.session.undo()
    qtbot.waitUntil(lambda: page.made_agenda.items == ())


@pytest.mark.parametrize("ending", ["md", "pdf", "docx"])
def test_minutes_are_written_from_the_state_that_is(
    page: MeetingPage, qtbot: QtBot, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"minutes.{ending}"
    page.write_minutes(path)
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: path.stat().st_size > 0)
    if ending == "pdf":
        assert path.read_bytes().startswith(b"%PDF")
        return
    if ending == "docx":
        assert path.read_bytes().startswith(b"PK")
        return
    told = path.read_text("utf-8")
    assert told.startswith("# Ohjausryhmä 3/2011")
    assert page.meeting is not None
    for one in page.reading.made_in(page.meeting.id):
        assert page.session.by_id[one.initiative_id].title in told


def test_presenting_records_into_the_chosen_meeting(page: MeetingPage, qtbot: QtBot) -> None:
    called(page, qtbot)
    page.propose()
    page.session.findings._scan = lambda: None  # type: ignore[method-assign]  # the search is tested elsewhere
    page.present()
    window = page.presentation
    assert window is not None
    window.go(len(window.slides) - 2)
    window.panel.choose(DecisionKind.POSTPONE)
    window.panel.record.click()
    qtbot.waitUntil(lambda: len(window.content.made) == 1)
    window.close()
    assert page.presentation is None
    qtbot.waitUntil(
        lambda: page.meeting is not None and len(page.reading.made_in(page.meeting.id)) == 1, timeout=10_000
    )
    assert decisions.meetings(page.session.portfolio)[0].name == "4/2011"


def test_a_meeting_ends_with_its_snapshot(page: MeetingPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    called(page, qtbot)
    asked: list[object] = []

    def ask(_cls: object, taken: list[str], _today: date, meetings: list[object], id_: str, _parent: object) -> Wanted:
        asked.extend((len(taken), len(meetings), id_))
        return Wanted("4/2011", None, id_)

    monkeypatch.setattr(TakeSnapshot, "ask", classmethod(ask))
    page.afterwards.take.click()
    qtbot.waitUntil(lambda: len(page.reading.snapshots) == 3)
    assert page.meeting is not None
    assert asked == [2, 4, page.meeting.id]
    assert [one.name for one in page.reading.taken_of(page.meeting.id)] == ["4/2011"]
    assert "4/2011" in page.afterwards.taken.text()


def test_a_merge_that_was_decided_is_carried_out_afterwards(
    page: MeetingPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    called(page, qtbot)
    assert page.meeting is not None
    assert not page.afterwards.carry_out.isVisible()
    portfolio = page.session.portfolio
    stays, goes = page.session.contents.initiatives[:2]
    page.session.commit(
        decisions.deciding(portfolio, page.meeting, goes.id, DecisionKind.MERGE, "sama asia", into=stays.id)
    )
    qtbot.waitUntil(page.afterwards.carry_out.isVisible)
    asked: list[object] = []

    def ask(
        _cls: object, _session: object, a: InitiativeRow, b: InitiativeRow, why: str, _parent: object
    ) -> MergeAnswer:
        asked.extend((a.id, b.id, why))
        return MergeAnswer(True, a.id, b.id)

    monkeypatch.setattr(MergeDialog, "ask", classmethod(ask))
    page.afterwards.carry_out.click()
    assert asked == [stays.id, goes.id, "sama asia"]
    qtbot.waitUntil(lambda: not page.afterwards.carry_out.isVisible() and goes.id not in page.session.by_id)
    assert page.session.selection == (stays.id,)


def test_an_empty_portfolio_says_what_to_do_first(qtbot: QtBot, tmp_path: Path) -> None:
    with opened_empty(tmp_path, qtbot) as session:
        made = MeetingPage(session)
        qtbot.addWidget(made)
        with qtbot.waitExposed(made):
            made.show()
        qtbot.waitUntil(lambda: not session.tasks.running, timeout=30_000)
        assert made.empty.isVisible()
        made.call()
        qtbot.waitUntil(lambda: made.meeting is not None)
        assert not made.empty.isVisible()
        qtbot.waitUntil(lambda: not session.tasks.running, timeout=30_000)


def test_names_count_on_within_a_year() -> None:
    assert next_name("3/2011", TODAY) == "4/2011"
    assert next_name("9/2010", TODAY) == "1/2011"
    assert next_name("Kevät", TODAY) == "1/2011"
