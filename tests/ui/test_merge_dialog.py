"""Merging two records: whose word holds field by field, and what is left undone or only recorded."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kpkportfolio.store import edits
from tests.ui.overlap_parts import PERMITS
from ui.dialogs.merge import MergeAnswer, MergeDialog
from ui.session import Session


@pytest.fixture
def dialog(alike: Session, qtbot: QtBot) -> MergeDialog:
    one = MergeDialog(alike, alike.by_id[PERMITS[0]], alike.by_id[PERMITS[1]], "Sama hanke")
    qtbot.addWidget(one)
    return one


def test_the_first_stays_unless_another_is_chosen(dialog: MergeDialog) -> None:
    answer = dialog.answer()
    assert answer == MergeAnswer(True, "permits-1", "permits-2", {}, "Sama hanke")
    dialog.keep(1)
    assert (dialog.answer().keep, dialog.answer().drop) == ("permits-2", "permits-1")
    assert dialog.result_title.text() == "Rakennusluvan haku verkossa"
    assert dialog.answer().choices == {}


def test_a_field_can_be_taken_from_the_other(dialog: MergeDialog) -> None:
    dialog.choose("title", 1)
    assert dialog.answer().choices == {"title": "Rakennusluvan haku verkossa"}
    assert dialog.result_title.text() == "Rakennusluvan haku verkossa"
    dialog.keep(1)
    # what was chosen by hand stays chosen, and is now the kept one's own
    assert dialog.answer().choices == {}
    dialog.keep(0)
    assert dialog.answer().choices == {"title": "Rakennusluvan haku verkossa"}


def test_fields_that_only_one_knows_are_not_asked(dialog: MergeDialog) -> None:
    with pytest.raises(KeyError):
        dialog.choose("progress", 1)


def test_the_result_tells_what_is_kept_of_both(dialog: MergeDialog) -> None:
    assert dialog.result_parts.text().startswith("2 sources, 2 deliverables, 0 milestones.")
    assert "Vaasan kaupunki" in dialog.result_facts.text()


def test_the_merge_is_one_operation_that_undo_takes_back(alike: Session, dialog: MergeDialog, qtbot: QtBot) -> None:
    dialog.choose("title", 1)
    answer = dialog.answer()
    assert alike.commit(lambda: edits.merging(alike.portfolio, answer.keep, answer.drop, answer.choices, answer.why))
    qtbot.waitUntil(lambda: "permits-2" not in alike.by_id)
    kept = alike.by_id["permits-1"]
    assert (kept.title, kept.sources, kept.progress) == ("Rakennusluvan haku verkossa", 2, 40)
    alike.undo()
    qtbot.waitUntil(lambda: "permits-2" in alike.by_id and alike.by_id["permits-1"].sources == 1)
    assert alike.by_id["permits-1"].title == "Rakennuslupien haku verkossa"


def _press(words: str) -> Callable[[], None]:
    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        next(one for one in dialog.findChildren(QPushButton) if one.text() == words).click()

    return press


@pytest.mark.parametrize(("words", "merge"), [("Merge", True), ("Only record as a duplicate", False), ("Cancel", None)])
def test_asking(alike: Session, words: str, merge: bool | None) -> None:
    QTimer.singleShot(0, _press(words))
    answer = MergeDialog.ask(alike, alike.by_id[PERMITS[0]], alike.by_id[PERMITS[1]], None)
    assert (answer.merge if answer else None) is merge
