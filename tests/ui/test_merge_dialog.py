"""Merging two records: whose word holds field by field, and what is left undone or only recorded."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from kpkportfolio.model.change import Change, Operation, OperationKind, Value
from tests.ui.overlap_parts import PERMITS
from ui.dialogs.merge import MergeAnswer, MergeDialog
from ui.dialogs.merge_fields import merge_fields
from ui.session import Session
from ui.widgets.overlap.facts import money_apart


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
    assert dialog.result_title.text() == "Result: Rakennusluvan haku verkossa"
    assert dialog.answer().choices == {}


def test_a_field_can_be_taken_from_the_other(dialog: MergeDialog) -> None:
    dialog.choose("title", 1)
    assert dialog.answer().choices == {"title": "Rakennusluvan haku verkossa"}
    assert dialog.result_title.text() == "Result: Rakennusluvan haku verkossa"
    dialog.keep(1)
    # what was chosen by hand stays chosen, and is now the kept one's own
    assert dialog.answer().choices == {}
    dialog.keep(0)
    assert dialog.answer().choices == {"title": "Rakennusluvan haku verkossa"}


def test_what_differs_reads_differently_and_is_asked_about(alike: Session) -> None:
    one = alike.by_id[PERMITS[0]]._replace(
        start=date(2011, 1, 3), end=date(2011, 6, 30), investment_min=17_150_000, investment_max=17_150_000
    )
    other = one._replace(start=date(2011, 1, 10), investment_min=17_180_000, investment_max=17_180_000)
    told = {field.title: field.words for field in merge_fields((one, other))}
    assert told["Schedule"] == ("03/01/2011–30/06/2011", "10/01/2011–30/06/2011")
    assert told["Investment"] == ("€0.1715m", "€0.1718m")
    assert money_apart((17_150_000, 17_150_000), (17_150_000, 17_150_000)) == ("€0.2m", "€0.2m")
    assert money_apart((17_150_000, 17_150_001), (None, None))[1] == ""


def test_fields_that_only_one_knows_are_not_asked(dialog: MergeDialog) -> None:
    with pytest.raises(KeyError):
        dialog.choose("progress", 1)


def test_the_result_tells_what_is_kept_of_both(dialog: MergeDialog) -> None:
    assert dialog.result_parts.text().startswith("2 sources, 2 deliverables, 0 milestones.")
    assert "Vaasan kaupunki" in dialog.result_facts.text()


def test_the_merge_is_one_operation_that_undo_takes_back(alike: Session, dialog: MergeDialog, qtbot: QtBot) -> None:
    dialog.choose("title", 1)
    answer = dialog.answer()
    assert alike.commit(lambda: answer.operation(alike.portfolio))
    qtbot.waitUntil(lambda: "permits-2" not in alike.by_id)
    kept = alike.by_id["permits-1"]
    assert (kept.title, kept.sources, kept.progress) == ("Rakennusluvan haku verkossa", 2, 40)
    alike.undo()
    qtbot.waitUntil(lambda: "permits-2" in alike.by_id and alike.by_id["permits-1"].sources == 1)
    assert alike.by_id["permits-1"].title == "Rakennuslupien haku verkossa"


@pytest.fixture
def moneyed(alike: Session, qtbot: QtBot) -> MergeDialog:
    """Both have investments of their own, and only the second an impact."""
    rows: list[tuple[str, dict[str, Value]]] = [
        ("money", {"initiative_id": "permits-1", "kind": "ict_investment", "year": 2010, "min": 10, "max": 20_000_000}),
        ("money", {"initiative_id": "permits-2", "kind": "ict_investment", "year": 2011, "min": 70, "max": 90_000_000}),
        ("impact", {"initiative_id": "permits-2", "kind": "ict_saving", "year": 2012, "min": 5, "max": 50_000_000}),
    ]
    changes = [Change(entity, f"f-{n}", None, row) for n, (entity, row) in enumerate(rows)]
    with qtbot.waitSignal(alike.changed):
        alike.commit(Operation(OperationKind.EDIT, "lukuja", changes))
    one = MergeDialog(alike, alike.by_id[PERMITS[0]], alike.by_id[PERMITS[1]])
    qtbot.addWidget(one)
    return one


def test_figures_are_chosen_between_and_never_added(alike: Session, moneyed: MergeDialog, qtbot: QtBot) -> None:
    moneyed.choose("ict_investment", 1)
    answer = moneyed.answer()
    assert answer.figures == {"ict_investment"}
    assert "0.9" in moneyed.result_facts.text()
    before = alike.by_id["permits-1"].investment_max
    assert alike.commit(lambda: answer.operation(alike.portfolio))
    qtbot.waitUntil(lambda: "permits-2" not in alike.by_id)
    kept = alike.by_id["permits-1"]
    assert (kept.investment_min, kept.investment_max) == (70, 90_000_000)
    # what only the other knew came along without being asked about
    assert kept.impact_max == 50_000_000
    alike.undo()
    qtbot.waitUntil(lambda: "permits-2" in alike.by_id and alike.by_id["permits-1"].investment_max == before)


def test_the_kept_ones_figures_stay_unless_the_others_are_chosen(
    alike: Session, moneyed: MergeDialog, qtbot: QtBot
) -> None:
    assert moneyed.answer().figures == frozenset()
    moneyed.choose("ict_investment", 0)
    moneyed.keep(1)
    answer = moneyed.answer()
    assert answer.figures == {"ict_investment"}
    assert alike.commit(lambda: answer.operation(alike.portfolio))
    qtbot.waitUntil(lambda: "permits-1" not in alike.by_id)
    assert alike.by_id["permits-2"].investment_max == 20_000_000


def test_what_differs_comes_first_and_what_is_the_same_in_one_line(dialog: MergeDialog) -> None:
    differing, single, same = dialog._sorted()
    assert [one.key for one in differing] == ["title"]
    assert [one.key for one in single] == ["progress"]
    assert {"description", "organisation_id", "status", "start"} <= {one.key for one in same}
    told = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Same in both" in told
    assert any("Responsible party: Vaasan kaupunki" in words for words in told)


def test_nothing_of_the_dialog_lies_over_another_in_a_low_window(dialog: MergeDialog, qtbot: QtBot) -> None:
    dialog.resize(870, 440)
    dialog.show()
    qtbot.waitUntil(dialog.isVisible)
    [scroll] = dialog.findChildren(QScrollArea)
    below = [dialog.result_title, dialog.result_facts, dialog.result_parts, dialog.why]
    places = [widget.geometry() for widget in (scroll, *below)]
    assert all(upper.bottom() < lower.top() for upper, lower in pairwise(places))
    assert places[-1].bottom() < dialog.height()
    assert scroll.height() >= 100


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
