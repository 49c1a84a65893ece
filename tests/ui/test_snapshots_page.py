"""The snapshots page: taking, verifying, comparing."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QDateTime, QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import text as sql

from kpkportfolio import snapshots, text
from kpkportfolio.exports.bundle import write_bundle
from kpkportfolio.snapshots import Snapshot
from kpkportfolio.snapshots.grouping import GroupBy
from kpkportfolio.snapshots.wording import Deed
from kpkportfolio.store.decisions import MeetingRow
from tests.ui.snapshot_parts import MOVED, file_with_snapshots, opened_copy, opened_empty
from ui.dialogs import file_dialog
from ui.dialogs.choose_state import ChooseState, state_words
from ui.dialogs.message import Message
from ui.dialogs.save_comparison import SaveComparison
from ui.dialogs.take_snapshot import TakeSnapshot, Wanted, suggested
from ui.pages.snapshots_page import SnapshotsPage
from ui.theme.theme import Scheme, install

__all__ = ["file_with_snapshots"]


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, tmp_path: Path, file_with_snapshots: Path) -> Iterator[SnapshotsPage]:
    install(qapp, Scheme.LIGHT)
    with opened_copy(file_with_snapshots, tmp_path, qtbot) as session:
        made = SnapshotsPage(session)
        qtbot.addWidget(made)
        made.resize(1000, 700)
        with qtbot.waitExposed(made):
            made.show()
        qtbot.waitUntil(lambda: made.comparison is not None)
        yield made


def moved(page: SnapshotsPage) -> str:
    return next(row.id for row in page.session.contents.initiatives if row.title.startswith(MOVED))


def compared(page: SnapshotsPage, qtbot: QtBot, before: str, after: str) -> None:
    ids = {one.name: one.id for one in page._known}
    last = page.comparison
    page.before.set_value(ids[before])
    page.after.set_value(ids.get(after, ""))
    page.after.changed.emit(page.after.value)
    qtbot.waitUntil(lambda: page.comparison is not last)


def test_the_newest_is_compared_with_today_at_once(page: SnapshotsPage) -> None:
    assert page.table.current is not None
    assert page.table.current.name == "3/2011"
    assert page.comparison is not None
    (one,) = page.comparison.differences
    assert (one.id, one.sentence) == (moved(page), "Changed: note")
    assert page.tree.model_.rowCount() == 1
    assert "all (1)" in page.kinds.accessibleName()


def test_any_two_are_compared(page: SnapshotsPage, qtbot: QtBot) -> None:
    compared(page, qtbot, "2/2011", "3/2011")
    assert page.comparison is not None
    (one,) = page.comparison.differences
    assert one.sentence.startswith("Investment")
    compared(page, qtbot, "2/2011", "Today")
    assert page.comparison.count() == 1
    assert len(page.comparison.differences[0].lines) == len(one.lines) + 1


def test_the_same_twice_has_not_changed(page: SnapshotsPage, qtbot: QtBot) -> None:
    compared(page, qtbot, "2/2011", "2/2011")
    assert page._words.text() == "Nothing has changed."
    assert not page.copy_text.isEnabled()


def test_a_row_of_the_list_is_compared(page: SnapshotsPage, qtbot: QtBot) -> None:
    last = page.comparison
    page.table.selectRow(1)
    qtbot.waitUntil(lambda: page.comparison is not last)
    assert page.comparison is not None
    assert page.comparison.differences[0].sentence.startswith("Investment")


def test_one_kind_can_be_looked_at(page: SnapshotsPage) -> None:
    page.kinds.set_value(Deed.ADDED.value)
    page.kinds.changed.emit(Deed.ADDED.value)
    assert page._words.text() == "Nothing of this kind."
    page.kinds.set_value(Deed.CHANGED.value)
    page.kinds.changed.emit(Deed.CHANGED.value)
    assert page.tree.model_.rowCount() == 1
    assert page._results.currentWidget() is page.tree


def test_groups_have_headings_with_totals(page: SnapshotsPage, qtbot: QtBot) -> None:
    compared(page, qtbot, "2/2011", "Today")
    model = page.tree.model_
    for by, title in ((GroupBy.PROGRAMME, "Asian"), (GroupBy.TOPIC, "Money (1). investment")):
        page.groups.menu().actions()[list(GroupBy).index(by)].trigger()
        heading = model.index(0, 0)
        assert title in str(heading.data())
        assert model.group(heading) is not None
        assert model.rowCount(heading) == 0
        assert model.difference(model.index(1, 0)) is not None
        assert model.rowCount(model.index(1, 0)) > 0
        page.tree.grab()


def test_a_moment_and_a_bundle_are_compared_too(
    page: SnapshotsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = page.session.portfolio.operations()[-1].at
    monkeypatch.setattr(ChooseState, "ask", classmethod(lambda *_a: first))
    last = page.comparison
    page.before.set_value("?moment")
    page.before.changed.emit("?moment")
    qtbot.waitUntil(lambda: page.comparison is not last)
    assert page.comparison is not None
    # the moment of the sample portfolio is that of the first snapshot
    sentence = page.comparison.differences[0].sentence
    compared(page, qtbot, "2/2011", "Today")
    assert page.comparison.differences[0].sentence == sentence
    bundle = write_bundle(page.session.portfolio, tmp_path / "salkku.json")
    monkeypatch.setattr(file_dialog, "open_name", lambda *_a: (str(bundle), ""))
    last = page.comparison
    page.after.set_value("?file")
    page.after.changed.emit("?file")
    qtbot.waitUntil(lambda: page.comparison is not last)
    assert page.comparison.differences[0].sentence == sentence
    assert page._title() == "2/2011 → salkku.json"
    kept = page.state()
    page.restore({**kept, "before": f"moment:{first.isoformat()}"})
    page.refresh()
    qtbot.waitUntil(lambda: page.sides.keys[0].startswith("moment:"))
    assert page.sides.keys[1] == f"file:{bundle}"


def test_a_file_that_is_no_bundle_leaves_the_page_as_it_was(
    page: SnapshotsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(Message, "tell", classmethod(lambda _c, _p, _t, words, *_a, **_k: told.append(words)))
    compared(page, qtbot, "2/2011", "3/2011")
    sentence = page.comparison and page.comparison.differences[0].sentence
    broken = tmp_path / "c.json"
    broken.write_text("{}", encoding="utf-8")
    for side in (page.before, page.after):
        page.sides._take(side, f"file:{broken}")
        qtbot.waitUntil(lambda: bool(told) and page.comparison is not None)
        assert "c.json" in told.pop()
        assert page._title() == "2/2011 → 3/2011"
        assert page.comparison is not None
        assert page.comparison.differences[0].sentence == sentence
        assert page.save_button.isEnabled()
        assert not [one for one in side.menu().actions() if "c.json" in one.text()]


def test_the_row_one_stands_on_is_compared_again_by_a_click(page: SnapshotsPage, qtbot: QtBot) -> None:
    assert page.table.current is not None
    key = f"moment:{page.session.portfolio.operations()[-1].at.isoformat()}"
    last = page.comparison
    page.sides._take(page.before, key)
    qtbot.waitUntil(lambda: page.comparison is not last)
    last = page.comparison
    at = page.table.visualRect(page.table.currentIndex()).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: page.comparison is not last)
    assert page.sides.keys[0] == page.table.current.id


def test_a_comparison_is_saved(
    page: SnapshotsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = SaveComparison(GroupBy.NOTHING)
    qtbot.addWidget(dialog)
    assert (dialog.ending, dialog.grouping, dialog.by.isEnabled()) == (".pdf", GroupBy.PROGRAMME, True)
    dialog.form.setCurrentIndex(1)
    assert (dialog.ending, dialog.by.isEnabled()) == (".xlsx", False)
    dialog.accept()
    other = SaveComparison(GroupBy.TOPIC)
    qtbot.addWidget(other)
    assert other.grouping is GroupBy.TOPIC
    # the form is the same the next time, and a name without its ending gets it
    name = str(tmp_path / "muutokset")
    monkeypatch.setattr(SaveComparison, "exec", lambda _self: SaveComparison.DialogCode.Accepted)
    monkeypatch.setattr(file_dialog, "save_name", lambda *_a: (name, ""))
    page.save_button.click()
    written = Path(f"{name}.xlsx")
    qtbot.waitUntil(lambda: page.message.isVisible() and written.exists())
    assert load_workbook(written).properties.title == "Changes: 3/2011 → Today"
    # a file that bears the name only with its ending is not replaced unasked
    answers = [False, True]
    monkeypatch.setattr(Message, "ask", lambda *_a, **_k: answers.pop(0))
    assert SaveComparison.ask(page.session, GroupBy.TOPIC, page) is None
    assert SaveComparison.ask(page.session, GroupBy.TOPIC, page) == (written, GroupBy.TOPIC, False)
    monkeypatch.setattr(file_dialog, "save_name", lambda *_a: (str(written), ""))
    assert SaveComparison.ask(page.session, GroupBy.TOPIC, page) == (written, GroupBy.TOPIC, False)
    assert answers == []
    monkeypatch.setattr(file_dialog, "save_name", lambda *_a: ("", ""))
    assert SaveComparison.ask(page.session, GroupBy.TOPIC, page) is None


def test_a_state_is_chosen_from_the_list_or_written(page: SnapshotsPage, qtbot: QtBot) -> None:
    portfolio = page.session.portfolio
    dialog = ChooseState("Show", snapshots.listing(portfolio), portfolio.operations())
    qtbot.addWidget(dialog)
    assert dialog.list.count() == 5
    dialog.list.setCurrentRow(1)
    assert isinstance(dialog.state, Snapshot)
    assert state_words(dialog.state) == "3/2011"
    dialog.when.setDateTime(QDateTime(2011, 8, 24, 12, 0, 0))
    assert isinstance(dialog.state, datetime)
    assert state_words(dialog.state) == "24/08/2011 12:00"


def test_a_click_selects_and_enter_opens(page: SnapshotsPage, qtbot: QtBot) -> None:
    tree = page.tree
    index = tree.model_.index(0, 0)
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(index).center())
    assert page.session.selection == (moved(page),)
    with qtbot.waitSignal(page.details_wanted):
        qtbot.keyClick(tree, Qt.Key.Key_Return)


def test_fields_unfold_with_old_and_new(page: SnapshotsPage, qtbot: QtBot) -> None:
    tree, model = page.tree, page.tree.model_
    index = model.index(0, 0)
    assert tree.isExpanded(index)
    field = model.index(0, 0, index)
    assert model.parent(field) == index
    assert str(field.data()).endswith("→ Tarkistettu")
    assert str(index.data()).startswith("Altered: ")
    chevron = QPoint(18, tree.visualRect(index).center().y())
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=chevron)
    assert not tree.isExpanded(index)
    tree.setCurrentIndex(index)
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert tree.isExpanded(index)


def test_taking_one_freezes_and_shows_it(page: SnapshotsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TakeSnapshot, "ask", classmethod(lambda *_a: Wanted("4/2011", "Kokous")))
    page.take_button.click()
    qtbot.waitUntil(lambda: len(page._known) == 3)
    assert page.table.current is not None
    assert (page.table.current.name, page.table.current.note) == ("4/2011", "Kokous")
    assert "4/2011" in page.message.text
    qtbot.waitUntil(lambda: page._words.text() == "Nothing has changed.")


def test_verifying_says_plainly_whether_all_is_well(page: SnapshotsPage, qtbot: QtBot) -> None:
    page.check.click()
    agreed = "The journal and what there is now agree with that."
    qtbot.waitUntil(lambda: page.message.text == f"2 snapshots are as they were taken. {agreed}")
    with page.session.portfolio.write() as connection:
        connection.execute(sql("UPDATE snapshot SET hash = 'x' WHERE number = 1"))
    page.check.click()
    qtbot.waitUntil(lambda: "altered" in page.message.text)
    assert "2/2011" in page.message.text


def test_what_changed_is_copied_as_text(page: SnapshotsPage, qtbot: QtBot) -> None:
    page.copy_text.click()
    copied = QApplication.clipboard().text()
    assert copied.startswith("3/2011 → Today")
    assert "Tarkistettu" in copied


def test_the_whole_fingerprint_is_copied(page: SnapshotsPage, qtbot: QtBot) -> None:
    page.copy_hash.click()
    newest = snapshots.listing(page.session.portfolio)[-1]
    assert QApplication.clipboard().text() == newest.hash
    assert len(newest.hash) == 64


def test_it_follows_what_is_edited_and_remembers_its_sides(page: SnapshotsPage, qtbot: QtBot) -> None:
    last = page.comparison
    assert page.session.edit([moved(page)], {"priority": 7})
    qtbot.waitUntil(lambda: page.comparison is not last)
    assert page.comparison is not None
    assert "priority" in page.comparison.differences[0].sentence.lower()
    compared(page, qtbot, "2/2011", "3/2011")
    other = SnapshotsPage(page.session)
    qtbot.addWidget(other)
    other.restore(page.state())
    other.show()
    qtbot.waitUntil(lambda: other.comparison is not None)
    assert (other.before.value, other.after.value) == (page.before.value, page.after.value)


def test_without_snapshots_it_says_what_to_do_first(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    install(qapp, Scheme.LIGHT)
    with opened_empty(tmp_path, qtbot) as session:
        page = SnapshotsPage(session)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: page.empty.isVisible())
        assert not page.check.isVisibleTo(page)


@pytest.mark.parametrize(
    ("language", "name"),
    [("fi", "Ohjausryhmä 24.11.2026"), ("sv", "Styrgruppen 2026-11-24"), ("en", "Steering group 24/11/2026")],
)
def test_a_name_is_suggested_that_nobody_has_used(language: str, name: str) -> None:
    from datetime import date

    text.set_language(language)
    assert suggested((), date(2026, 11, 24)) == name
    assert suggested({name, f"{name} (2)"}, date(2026, 11, 24)) == f"{name} (3)"


def test_the_meeting_of_the_day_gives_its_name_until_one_is_written(qtbot: QtBot, qapp: QApplication) -> None:
    from datetime import date

    today = date(2011, 11, 24)
    meetings = [
        MeetingRow("m2", "g", "Ohjausryhmä", "4/2011", today, None),
        MeetingRow("m1", "g", "Ohjausryhmä", "3/2011", date(2011, 8, 24), None),
    ]
    dialog = TakeSnapshot(["Ohjausryhmä 4/2011"], today, meetings)
    qtbot.addWidget(dialog)
    assert (dialog.meeting.currentData(), dialog.name.text()) == ("m2", "Ohjausryhmä 4/2011 (2)")
    dialog.meeting.setCurrentIndex(2)
    assert dialog.name.text() == "Ohjausryhmä 3/2011"
    dialog.name.selectAll()
    dialog.name.insert("Oma")
    dialog.meeting.setCurrentIndex(0)
    assert (dialog.meeting.currentData(), dialog.name.text()) == (None, "Oma")


def test_a_name_in_use_cannot_be_taken(qtbot: QtBot, qapp: QApplication) -> None:
    from datetime import date

    dialog = TakeSnapshot(["2/2011"], date(2026, 11, 24))
    qtbot.addWidget(dialog)
    assert dialog._take.isEnabled()
    dialog.name.setText(" 2/2011 ")
    assert not dialog._take.isEnabled()
    assert dialog.problem.text()
    dialog.name.setText("")
    assert not dialog._take.isEnabled()
