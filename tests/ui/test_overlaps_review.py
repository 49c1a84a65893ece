"""A reviewer's hour: a hundred pairs by keys alone, merges asked for, mistakes taken back."""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio.model.change import Change, Operation, OperationKind, Value
from kpkportfolio.model.vocabulary import Verdict
from kpkportfolio.store.portfolio import Portfolio
from tests.ui.overlap_parts import PERMITS
from tests.ui.overlaps_page_parts import current, open_page, press, press_control, write
from ui.dialogs.merge import MergeAnswer, MergeDialog
from ui.overlap_pairs import Pair
from ui.pages.overlaps_page import OverlapsPage
from ui.session import Session
from ui.widgets.overlap.nothing import RESOLVED

PAIRS = 100


@pytest.fixture
def page(alike: Session, qtbot: QtBot) -> OverlapsPage:
    return open_page(alike, qtbot)


@pytest.fixture
def hundred(tmp_path: Path, searched_session: Callable[[Portfolio], Session]) -> Session:
    """A portfolio of a hundred things, each recorded twice in the same words, which are its own."""
    chance = random.Random(7)

    def words(count: int) -> str:
        made = ("".join(chance.choice("kptsrnlmv") + chance.choice("aeiouy") for _ in range(4)) for _ in range(count))
        return " ".join(made)

    portfolio = Portfolio.create(tmp_path / "hundred.sqlite", "Sata", "Liisa")
    changes = []
    for number in range(PAIRS):
        title, text = words(3).capitalize(), words(12).capitalize()
        for copy in "ab":
            row: dict[str, Value] = {"kind": "initiative", "title": title, "description": text}
            row |= {"open_ended": False, "confidential": False}
            changes.append(Change("initiative", f"{number:03}{copy}", None, row))
    portfolio.commit(Operation(OperationKind.ADD, "sata", changes))
    return searched_session(portfolio)


def test_a_hundred_pairs_are_judged_by_keys_alone(hundred: Session, qtbot: QtBot) -> None:
    page = open_page(hundred, qtbot)
    order = page.list.pairs.pairs()
    assert len(order) == PAIRS
    keys = {
        Qt.Key.Key_2: Verdict.OVERLAP,
        Qt.Key.Key_3: Verdict.REUSE,
        Qt.Key.Key_4: Verdict.RELATED,
        Qt.Key.Key_5: Verdict.DIFFERENT,
    }
    wanted: dict[Pair, tuple[Verdict, str | None]] = {}
    for number, pair in enumerate(order):
        # the page is there with the next pair before the next key, and its reason field is empty
        assert current(page) == pair
        assert page.view.verdict.reason.text() == ""
        assert QApplication.focusWidget() is page.list
        key, verdict = list(keys.items())[number % len(keys)]
        press(key)
        why = None
        if number % 3 == 0:
            why = f"peruste {number}"
            press_control(Qt.Key.Key_R)
            write(why)
        press(Qt.Key.Key_Return)
        wanted[pair] = (verdict, why)
    assert page.list.pairs.pairs() == []
    qtbot.waitUntil(lambda: len(hundred.contents.verdicts) == PAIRS, timeout=20_000)
    judged = {(row.a_id, row.b_id): (row.verdict, row.reason) for row in hundred.contents.verdicts}
    assert judged == wanted


def _is_there(page: OverlapsPage, pair: Pair) -> bool:
    return page.list.pairs.place(pair) is not None


def test_taken_back_verdicts_come_back_one_by_one(hundred: Session, qtbot: QtBot) -> None:
    page = open_page(hundred, qtbot)
    order = page.list.pairs.pairs()
    for _round in range(3):
        press(Qt.Key.Key_5)
        press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(hundred.contents.verdicts) == 3)
    for pair in reversed(order[:3]):
        hundred.undo()
        qtbot.waitUntil(partial(_is_there, page, pair))
        assert current(page) == pair
    assert page.list.pairs.pairs() == order


def test_the_last_verdict_undone_brings_the_keyboard_back_to_the_list(
    alike: Session, page: OverlapsPage, qtbot: QtBot
) -> None:
    order = page.list.pairs.pairs()
    for _pair in order:
        press(Qt.Key.Key_5)
        press(Qt.Key.Key_Return)
    assert not page.list.isVisible()
    qtbot.waitUntil(lambda: len(alike.contents.verdicts) == len(order))
    alike.undo()
    qtbot.waitUntil(page.list.isVisible)
    assert current(page) == order[-1]
    assert QApplication.focusWidget() is page.list


def test_what_was_judged_last_is_told_with_how_to_take_it_back(alike: Session, page: OverlapsPage) -> None:
    page.list.go(PERMITS)
    press(Qt.Key.Key_5)
    press(Qt.Key.Key_Return)
    [told] = [note for note in page.listing.notes if "Ctrl+Z" in note]
    assert alike.by_id[PERMITS[0]].title in told
    assert "Different" in told


def test_a_verdict_taken_back_is_not_told_any_more(alike: Session, page: OverlapsPage, qtbot: QtBot) -> None:
    page.list.go(PERMITS)
    press(Qt.Key.Key_5)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(alike.contents.verdicts))
    alike.undo()
    qtbot.waitUntil(partial(_is_there, page, PERMITS))
    assert not [note for note in page.listing.notes if "Ctrl+Z" in note]


def test_escape_leaves_the_reason_and_keeps_it(page: OverlapsPage) -> None:
    press_control(Qt.Key.Key_R)
    write("kesken")
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.list
    assert page.view.verdict.reason.text() == "kesken"


def test_enter_in_the_search_field_saves_nothing(alike: Session, page: OverlapsPage) -> None:
    page.listing.search.setFocus()
    write("asianhallinta")
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.list
    assert not alike.findings.resolved


# --- merging ------------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Pair]:
    """The pairs whose merge was asked for; each is merged into its first."""
    pairs: list[Pair] = []

    def ask(_cls: object, _session: object, a: object, b: object, why: str | None, _parent: object) -> MergeAnswer:
        ids = (a.id, b.id)  # type: ignore[attr-defined]  # rows
        pairs.append(ids)
        return MergeAnswer(True, *ids, {}, why)

    monkeypatch.setattr(MergeDialog, "ask", classmethod(ask))
    return pairs


def test_m_merges_whatever_verdict_is_chosen(
    alike: Session, page: OverlapsPage, qtbot: QtBot, asked: list[Pair]
) -> None:
    page.list.go(PERMITS)
    press(Qt.Key.Key_5)
    press_control(Qt.Key.Key_M)
    assert asked == [PERMITS]
    qtbot.waitUntil(lambda: PERMITS[1] not in alike.by_id)
    assert page.list.pairs.place(PERMITS) is None


def test_a_pair_recorded_as_a_duplicate_can_be_merged_later(
    alike: Session, page: OverlapsPage, qtbot: QtBot, asked: list[Pair]
) -> None:
    alike.findings.judge(*PERMITS, Verdict.DUPLICATE, None)
    qtbot.waitUntil(lambda: bool(alike.contents.verdicts))
    page.header.set_tab(RESOLVED)
    page.list.setFocus()
    press_control(Qt.Key.Key_M)
    assert asked == [PERMITS]
    qtbot.waitUntil(lambda: PERMITS[1] not in alike.by_id)
    assert not page.list.isVisible()


def test_letters_typed_as_a_reason_are_no_commands(page: OverlapsPage, asked: list[Pair]) -> None:
    press_control(Qt.Key.Key_R)
    write("merkitys 5 r")
    assert page.view.verdict.reason.text() == "merkitys 5 r"
    assert asked == []
    press_control(Qt.Key.Key_Down)
    assert page.view.verdict.reason.text() == ""
