"""The texts of a pair: phrases that answer each other, and what has changed since a verdict."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kpkportfolio.model.change import Change, Operation, OperationKind, Value
from kpkportfolio.model.vocabulary import Verdict
from tests.ui.overlap_parts import CASES
from tests.ui.overlaps_page_parts import current, open_page, press
from ui.pages.overlaps.earlier import difference, text_changes
from ui.pages.overlaps_page import OverlapsPage
from ui.session import Session
from ui.widgets.overlap.answers import MOST, Answers, lettered
from ui.widgets.overlap.marked_text import MarkedText
from ui.widgets.overlap.nothing import REVISED
from ui.widgets.overlap.phrases import Mark

Span = tuple[int, int]
SWEDISH = ("cases-1", "cases-3")


@dataclass(frozen=True)
class Said:
    """An answer as the alignment gives it."""

    a: Span
    b: Span
    likeness: float = 0.8


@pytest.fixture
def page(alike: Session, qtbot: QtBot) -> OverlapsPage:
    return open_page(alike, qtbot)


def _text(page: OverlapsPage, key: str, side: int) -> MarkedText:
    cell = page.view.comparison.cells[key][side]
    assert isinstance(cell, MarkedText)
    return cell


def _spans(page: OverlapsPage, a: str, b: str, key: str = "description") -> Said:
    line = page.list.current
    assert line is not None
    first, second = (
        (row.title if key == "title" else row.description or "").index(words)
        for row, words in ((line.a, a), (line.b, b))
    )
    return Said((first, first + len(a)), (second, second + len(b)))


# --- answers ------------------------------------------------------------------------------------------------------


def test_phrases_that_answer_each_other_have_one_letter(page: OverlapsPage) -> None:
    page.list.go(SWEDISH)
    answers = {
        "description": [
            _spans(page, "päätetään", "avgörs"),
            _spans(page, "vireille tulevat asiat", "inkomna ärenden"),
        ],
        "title": [_spans(page, "asianhallinta", "ärendehantering", "title")],
    }
    page.view.show_answers(SWEDISH, answers)
    assert _text(page, "title", 0).answered == [("asianhallinta", "a")]
    assert _text(page, "title", 1).answered == [("ärendehantering", "a")]
    assert dict(_text(page, "description", 0).answered) == {"vireille tulevat asiat": "b", "päätetään": "c"}
    assert dict(_text(page, "description", 1).answered) == {"inkomna ärenden": "b", "avgörs": "c"}
    assert "b: inkomna ärenden" in _text(page, "description", 1).accessibleDescription()
    # what the words alone could not tell is told now
    assert page.view.comparison.words["title"].text() == "≈ similar"


def test_answers_of_a_pair_that_is_not_shown_any_more_are_left(page: OverlapsPage) -> None:
    page.list.go(SWEDISH)
    answer = _spans(page, "päätetään", "avgörs")
    page.list.go(CASES)
    page.view.show_answers(SWEDISH, {"description": [answer]})
    assert _text(page, "description", 0).answered == []


def test_answers_stay_when_the_portfolio_is_read_again(alike: Session, page: OverlapsPage, qtbot: QtBot) -> None:
    page.list.go(SWEDISH)
    page.view.show_answers(SWEDISH, {"description": [_spans(page, "päätetään", "avgörs")]})
    with qtbot.waitSignal(alike.changed):
        alike.edit(["buses"], {"title": "Koulukyytien kilpailutus"})
    assert current(page) == SWEDISH
    assert _text(page, "description", 1).answered == [("avgörs", "a")]
    page.list.go(CASES)
    page.list.go(SWEDISH)
    assert _text(page, "description", 1).answered == []


def test_the_keyboard_goes_from_answer_to_answer_on_both_sides(page: OverlapsPage) -> None:
    page.list.go(SWEDISH)
    said = [_spans(page, "vireille tulevat asiat", "inkomna ärenden"), _spans(page, "päätetään", "avgörs")]
    page.view.show_answers(SWEDISH, {"description": said})
    left, right = _text(page, "description", 0), _text(page, "description", 1)
    left.setFocus(Qt.FocusReason.TabFocusReason)
    seen = []
    for _step in range(3):
        press(Qt.Key.Key_Right)
        seen.append((left._answer, right._answer))
    assert seen == [(0, 0), (1, 1), (1, 1)]
    press(Qt.Key.Key_Left)
    page.list.setFocus()
    assert [one._answer for one in (left, right)] == [None, None]


def test_the_pointer_on_a_phrase_shows_its_answer(page: OverlapsPage) -> None:
    page.list.go(SWEDISH)
    page.view.show_answers(SWEDISH, {"description": [_spans(page, "Kaupungit hankkivat", "Städerna skaffar")]})
    left, right = _text(page, "description", 0), _text(page, "description", 1)
    QTest.mouseMove(left, QPoint(30, 12))
    assert right._answer == 0
    QTest.mouseMove(left, QPoint(left.width() - 2, left.height() - 2))
    assert right._answer is None


def test_answers_are_asked_for_where_two_languages_meet(
    alike: Session, page: OverlapsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def answer(a: str, b: str, done: Callable[[Answers], object]) -> None:
        asked.append((a, b))
        done({"description": [_spans(page, "päätetään", "avgörs")]})

    monkeypatch.setattr(alike.findings, "answers", answer)
    page.list.go(CASES)
    page.list.go(SWEDISH)
    qtbot.waitUntil(lambda: _text(page, "description", 1).answered == [("avgörs", "a")])
    assert asked == [SWEDISH]
    page.list.go(CASES)
    qtbot.waitUntil(lambda: not page.subject._rest.isActive())
    assert asked == [SWEDISH]


def test_the_language_model_says_which_phrases_answer_each_other(page: OverlapsPage, qtbot: QtBot) -> None:
    page.list.go(SWEDISH)
    qtbot.waitUntil(lambda: bool(_text(page, "description", 0).answered), timeout=20_000)
    letters = [{letter for _words, letter in _text(page, "description", side).answered} for side in (0, 1)]
    assert letters[0] == letters[1]
    assert any("päätetään" in words for words, _letter in _text(page, "description", 0).answered)


def test_letters_and_numbers_do_not_disturb_each_other(qtbot: QtBot) -> None:
    text = MarkedText()
    qtbot.addWidget(text)
    words = "Asiat kirjataan ja päätetään"
    text.show_text([(words, "text"), (" lisää", "muted")], [Mark(6, 15, (1,)), Mark(19, 28, (2,))])
    plain = text._text
    sides = lettered({"description": [Said((0, 15), (0, 1)), Said((19, 28), (2, 3))]})
    text.show_answers(sides[0]["description"])
    assert text.text == f"{words} lisää"
    assert text.marked == [("kirjataan", (1,)), ("päätetään", (2,))]
    assert text.answered == [("Asiat kirjataan", "a"), ("päätetään", "b")]
    layout = text._laid_out(600)
    # the box of a phrase begins at its sign and ends with its last letter
    start, end = text._shown(6), text._shown(15)
    assert text._text[start:end] == "1\u202fkirjataan"
    start, end = text._shown(0), text._shown(15)
    assert text._text[start:end] == "a\u202fAsiat 1\u202fkirjataan"
    assert layout.lineCount() == 1
    text.show_answers([])
    assert text._text == plain


def test_a_text_edited_since_loses_what_is_past_its_end(qtbot: QtBot) -> None:
    text = MarkedText()
    qtbot.addWidget(text)
    text.show_text([("Lyhyt", "text")])
    text.show_answers(lettered({"title": [Said((0, 9), (0, 2))]})[0]["title"])
    assert text.answered == []
    assert text.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_no_more_answers_than_letters_and_the_likeliest_stay() -> None:
    many = [Said((n, n + 1), (n, n + 1), n / 100) for n in range(40)]
    first, _second = lettered({"description": many})
    assert len(first["description"]) == MOST
    assert [one.start for one in first["description"]] == list(range(40 - MOST, 40))
    assert first["description"][0].letter == "a"


def test_titles_in_two_languages_are_not_called_different(alike: Session, page: OverlapsPage) -> None:
    page.list.go(SWEDISH)
    assert page.view.comparison.words["title"].text() in ("–", "≈ similar")


# --- what has changed since -----------------------------------------------------------------------------------------


def _judged(alike: Session, qtbot: QtBot) -> None:
    alike.findings.judge(*CASES, Verdict.DIFFERENT, "Eri kunnat")
    qtbot.waitUntil(lambda: bool(alike.contents.verdicts))


def _show_revised(alike: Session, page: OverlapsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(alike.findings.revised))
    page.header.set_tab(REVISED)
    assert current(page) == CASES


def test_whose_text_changed_since_which_verdict_and_what_it_said(
    alike: Session, page: OverlapsPage, qtbot: QtBot
) -> None:
    _judged(alike, qtbot)
    before = alike.by_id["cases-1"].description or ""
    alike.edit(["cases-1"], {"description": before.replace("yhdenmukaisin", "erilaisin")})
    alike.edit(["cases-1"], {"description": before.replace("yhdenmukaisin", "erilaisin") + " Kokoukset verkossa."})
    _show_revised(alike, page, qtbot)
    bar = page.view.verdict
    assert "Liisa judged" in bar.earlier
    assert "Eri kunnat" in bar.earlier
    assert "has changed since the verdict of Liisa on" in bar.earlier
    assert alike.by_id["cases-1"].name in bar.earlier
    assert alike.by_id["cases-2"].name not in bar.earlier
    qtbot.waitUntil(lambda: "added “erilaisin … Kokoukset verkossa.”" in bar.earlier)
    assert "removed “yhdenmukaisin”" in bar.earlier


def test_a_deliverable_that_came_since_is_told(alike: Session, page: OverlapsPage, qtbot: QtBot) -> None:
    _judged(alike, qtbot)
    row: dict[str, Value] = {"initiative_id": "cases-2", "title": "Työjono", "state": "planned", "position": 0}
    alike.commit(Operation(OperationKind.EDIT, "tuotos", [Change("deliverable", "d-new", None, row)]))
    _show_revised(alike, page, qtbot)
    qtbot.waitUntil(lambda: "Deliverables" in page.view.verdict.earlier)
    assert "added “Työjono”" in page.view.verdict.earlier
    assert "removed" not in page.view.verdict.earlier


def test_a_pair_judged_anew_tells_nothing_of_the_change(alike: Session, page: OverlapsPage, qtbot: QtBot) -> None:
    _judged(alike, qtbot)
    alike.edit(["cases-1"], {"description": "Kokoukset hoidetaan verkossa."})
    _show_revised(alike, page, qtbot)
    press(Qt.Key.Key_5)
    page.list.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not alike.findings.revised)
    assert alike.findings.resolved[0].verdict.verdict is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("before", "after", "removed", "added"),
    [
        ("yksi kaksi kolme", "yksi kaksi kolme neljä", (), ("neljä",)),
        ("yksi kaksi kolme", "yksi viisi kolme", ("kaksi",), ("viisi",)),
        ("a b c d e", "x b c d y", ("a", "e"), ("x", "y")),
        ("aivan toinen teksti", "ei mitään samaa", ("aivan toinen teksti",), ("ei mitään samaa",)),
        ("", "uusi", (), ("uusi",)),
        ("sama", "sama", (), ()),
    ],
)
def test_a_change_is_told_by_what_went_and_what_came(
    before: str, after: str, removed: tuple[str, ...], added: tuple[str, ...]
) -> None:
    assert difference(before, after) == (removed, added)


def test_a_text_changed_and_changed_back_is_no_change(alike: Session, qtbot: QtBot) -> None:
    _judged(alike, qtbot)
    since = alike.contents.verdicts[0].at
    before = alike.by_id["cases-1"].description
    for text in ("Muuta", before):
        with qtbot.waitSignal(alike.changed):
            alike.edit(["cases-1"], {"description": text})
    assert text_changes(alike.portfolio, ["cases-1"], since) == []
