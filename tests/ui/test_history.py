"""The history's windows: narrowing, paging, undoing an older operation with what stands in the way, restoring."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.vocabulary import DecisionKind
from kpkportfolio.store import decisions
from kpkportfolio.store.edits import deleting, editing
from kpkportfolio.store.journal import HistoryLine
from kpkportfolio.store.looking_back import Sought, lines_of
from kpkportfolio.store.older import restoring, undoing
from kpkportfolio.store.portfolio import Portfolio
from ui.dialogs import history as history_module
from ui.dialogs.history import History
from ui.dialogs.history_deleted import DeletedInitiatives
from ui.dialogs.history_lists import ChangeList
from ui.dialogs.history_undo import Answer, UndoEarlier
from ui.dialogs.initiative_history import InitiativeHistory
from ui.session import Session
from ui.tasks import Tasks

Asked = list[UndoEarlier]


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    """1 an import of two and 2 an edit of the first by Liisa; 3 an edit of the second and 4 of the first by Pekka."""
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite", by="Liisa")
    rows = [Change("initiative", id_, None, {"kind": "initiative", "title": id_.title()}) for id_ in ("tili", "lupa")]
    portfolio.commit(Operation(OperationKind.IMPORT, "oma.csv", rows))
    portfolio.commit(editing(portfolio, ["tili"], {"status": "approved", "progress": 10}, "kokous 3/2011"))
    portfolio.by = "Pekka"
    portfolio.commit(editing(portfolio, ["lupa"], {"status": "idea"}))
    portfolio.commit(editing(portfolio, ["tili"], {"progress": 20}))
    tasks = Tasks()
    made = Session(portfolio, tasks)
    made.load()
    qtbot.waitUntil(lambda: made.complete)
    yield made
    tasks.stop()
    made.close()
    made.deleteLater()
    tasks.deleteLater()


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> History:
    dialog = History(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: shown(dialog) == ["4", "3", "2", "1"])
    return dialog


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answer | None], Asked]:
    """What the person answers to every question, and what was asked."""

    def answer(wanted: Answer | None) -> Asked:
        asked: Asked = []

        def ask(_class: object, reversal: object, parent: object) -> Answer | None:
            asked.append(UndoEarlier(reversal, parent))  # type: ignore[arg-type]  # what the window gives it
            return wanted

        monkeypatch.setattr(UndoEarlier, "ask", classmethod(ask))
        return asked

    return answer


def shown(dialog: History) -> list[str]:
    return [
        item.text(0)
        for n in range(dialog.operations.topLevelItemCount())
        if (item := dialog.operations.topLevelItem(n)) is not None
    ]


def test_operations_are_narrowed_by_words_person_kind_and_days(dialog: History, qtbot: QtBot) -> None:
    filters = dialog.filters
    qtbot.waitUntil(lambda: len(filters.who._group.actions()) == 3)
    qtbot.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert filters.search.hasFocus()
    qtbot.keyClicks(filters.search, "kokous")
    qtbot.waitUntil(lambda: shown(dialog) == ["2"])
    qtbot.keyClick(filters.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(shown(dialog)) == 4)
    filters.who._group.actions()[2].trigger()
    qtbot.waitUntil(lambda: shown(dialog) == ["4", "3"])
    filters.who._group.actions()[0].trigger()
    next(one for one in filters.kind._group.actions() if one.data() == OperationKind.IMPORT).trigger()
    qtbot.waitUntil(lambda: shown(dialog) == ["1"])
    filters.last.setText("loppuvuosi 2001")
    filters.last.editingFinished.emit()
    qtbot.waitUntil(lambda: shown(dialog) == [])
    assert dialog.note.text() == "Nothing that was done is like that."
    assert not dialog.undo_button.isEnabled()


def test_a_day_that_is_none_is_told_and_nothing_is_lost(dialog: History) -> None:
    dialog.filters.first.setText("eilen kai")
    dialog.filters.first.editingFinished.emit()
    assert dialog.filters.problem.text()
    assert len(shown(dialog)) == 4


def test_the_next_page_is_read_when_the_end_comes_into_sight(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_module, "_PAGE", 2)
    dialog = History(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: shown(dialog) == ["4", "3", "2", "1"])
    session.portfolio.commit(editing(session.portfolio, ["lupa"], {"progress": 1}))
    qtbot.waitUntil(lambda: shown(dialog) == ["5", "4", "3", "2", "1"])
    # what was being read stays chosen
    current = dialog.operations.currentItem()
    assert current is not None
    assert current.text(0) == "4"


def test_an_older_operation_is_undone_by_keyboard_alone(
    dialog: History, session: Session, qtbot: QtBot, answers: Callable[[Answer | None], Asked]
) -> None:
    asked = answers(Answer(True, "väärä kokous"))
    for _n in range(2):
        qtbot.keyClick(dialog.operations, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.operations, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(dialog)[:1] == ["5"])
    question = asked[0]
    told = question.obstacles.item(0).text()
    assert told.startswith("Initiative: Tili: Progress, % has been changed since, to “20” (Pekka, ")
    assert "1 row becomes what it was before." in question.said.text()
    row = session.portfolio.record("initiative", "tili")
    assert (row["status"], row["progress"]) == (None, 20)
    assert session.portfolio.operations(1)[0].why == "väärä kokous"
    session.undo()
    qtbot.waitUntil(lambda: session.portfolio.record("initiative", "tili")["status"] == "approved")


def test_nothing_is_undone_when_it_is_thought_better_of(
    dialog: History, session: Session, qtbot: QtBot, answers: Callable[[Answer | None], Asked]
) -> None:
    asked = answers(None)
    dialog.undo()
    qtbot.waitUntil(lambda: bool(asked))
    assert session.portfolio.operations(1)[0].seq == 4
    assert (asked[0].partly, asked[0].obstacles.isHidden()) == (False, True)
    assert "Nothing that was done later depends on it." in asked[0].said.text()


def test_part_of_it_is_never_undone_by_enter_alone(session: Session, qtbot: QtBot) -> None:
    question = UndoEarlier(undoing(session.portfolio, 2))
    qtbot.addWidget(question)
    question.show()
    assert question.do is not None
    assert (question.do.text(), question.do.isDefault()) == ("Undo what is unchanged", False)
    with qtbot.waitSignal(question.rejected):
        qtbot.keyClick(question.obstacles, Qt.Key.Key_Return)
    whole = UndoEarlier(undoing(session.portfolio, 3))
    qtbot.addWidget(whole)
    whole.show()
    assert whole.do is not None
    assert (whole.do.text(), whole.do.isDefault()) == ("Undo", True)
    session.portfolio.commit(editing(session.portfolio, ["lupa"], {"status": None}))
    nothing = UndoEarlier(undoing(session.portfolio, 3))
    qtbot.addWidget(nothing)
    assert nothing.do is None
    assert "Nothing of it can be undone any more" in nothing.said.text()


def test_the_answer_has_the_reason(session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    def accept(dialog: UndoEarlier) -> int:
        dialog.why.setText("  väärin ")
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(UndoEarlier, "exec", accept)
    assert UndoEarlier.ask(undoing(session.portfolio, 3)) == Answer(False, "väärin")


def test_a_deleted_initiative_is_found_and_restored(
    dialog: History, session: Session, qtbot: QtBot, answers: Callable[[Answer | None], Asked]
) -> None:
    portfolio = session.portfolio
    before = portfolio.content()
    portfolio.commit(deleting(portfolio, ["tili", "lupa"]))
    qtbot.waitUntil(lambda: not session.by_id)
    dialog.show_deleted()
    gone = dialog.findChild(DeletedInitiatives)
    assert gone is not None
    qtbot.waitUntil(lambda: gone.list.topLevelItemCount() == 2)
    qtbot.keyClicks(gone.search, "TIL")
    qtbot.waitUntil(lambda: gone.list.topLevelItemCount() == 1)
    asked = answers(Answer(False, None))
    qtbot.keyClick(gone.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "tili" in session.by_id)
    assert asked[0].windowTitle() == "Restore a deleted initiative"
    assert portfolio.content()["initiative"]["tili"] == before["initiative"]["tili"]
    qtbot.waitUntil(lambda: gone.list.topLevelItemCount() == 0)
    assert gone.note.text() == "Nothing that was deleted is called so."
    assert not gone.restore_button.isEnabled()
    restored = UndoEarlier(restoring(portfolio, "lupa"))
    qtbot.addWidget(restored)
    assert restored.do is not None
    assert restored.do.text() == "Restore"


def test_an_initiatives_history_is_narrowed_by_field_too(session: Session, qtbot: QtBot) -> None:
    dialog = InitiativeHistory(session, "tili", lambda text: text)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.note.text() == "3 operations")
    next(one for one in dialog.filters.field._group.actions() if one.data() == "status").trigger()
    qtbot.waitUntil(lambda: dialog.note.text() == "1 operation")
    assert dialog.filters.field.value == "status"
    dialog.show_operations()
    one_by_one = dialog.findChild(History)
    assert one_by_one is not None
    assert one_by_one.windowTitle() == "History: Tili"
    qtbot.waitUntil(lambda: shown(one_by_one) == ["4", "2", "1"])


def test_what_is_gone_is_called_by_its_name(session: Session, qtbot: QtBot) -> None:
    fields = {"initiative_id": "i", "title": "Opas", "state": "planned"}
    shown = ChangeList(session)
    qtbot.addWidget(shown)
    gone = [Change("deliverable", "d", fields, None), Change("initiative", "i", {"title": "Poissa"}, None)]
    entry = session.portfolio.operations(1)[0]
    shown.show_changes([HistoryLine(entry, change) for change in gone])
    head = shown.topLevelItem(0)
    assert head is not None
    assert "Poissa" in [child.text(1) for n in range(head.childCount()) if (child := head.child(n)) is not None]


def test_a_meeting_is_called_by_its_name(session: Session, qtbot: QtBot) -> None:
    portfolio = session.portfolio
    portfolio.commit(decisions.calling(portfolio, "9/2011", date(2011, 12, 1), "Ohjausryhmä"))
    meeting = decisions.meetings(portfolio)[0]
    decided = decisions.deciding(portfolio, meeting, session.contents.initiatives[0].id, DecisionKind.POSTPONE)
    listed = ChangeList(session)
    qtbot.addWidget(listed)
    seq = portfolio.commit(decided).entry.seq
    listed.show_changes(lines_of(portfolio, seq, Sought(), 10))
    head = listed.topLevelItem(0)
    assert head is not None
    assert "9/2011" in [child.text(2) for n in range(head.childCount()) if (child := head.child(n)) is not None]
