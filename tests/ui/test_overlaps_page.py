"""The page on which found pairs are judged: by keys alone, with nothing lost, and undone as easily."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio.model.vocabulary import OverlapKind, Verdict
from kpkportfolio.overlap.clusters import cluster_name, clusters
from kpkportfolio.overlap.finding import Finding, Reason
from tests.ui.overlap_parts import CASES, PERMITS
from tests.ui.overlaps_page_parts import current, open_page, press, press_control, write
from ui.dialogs.merge import MergeAnswer, MergeDialog
from ui.pages.overlaps_page import OverlapsPage
from ui.session import Session
from ui.widgets.empty import EmptyPage
from ui.widgets.overlap.narrowing import Narrowing
from ui.widgets.overlap.nothing import OPEN, RESOLVED, REVISED, nothing
from ui.widgets.overlap.pair_model import Group, GroupLine, PairLine, PairModel, groups_by_pair, lines
from ui.widgets.overlap.phrases import Mark, merged, numbered
from ui.widgets.overlap.strength import Strength


@pytest.fixture
def page(alike: Session, qtbot: QtBot) -> OverlapsPage:
    return open_page(alike, qtbot)


# --- judging by keys ----------------------------------------------------------------------------------------------


def test_keys_alone_judge_a_pair_and_go_to_the_next(alike: Session, page: OverlapsPage, qtbot: QtBot) -> None:
    order = page.list.pairs.pairs()
    page.list.go(order[0])
    press(Qt.Key.Key_4)
    assert page.view.verdict.verdict is Verdict.RELATED
    press_control(Qt.Key.Key_R)
    write("12 kunnan asia")
    press_control(Qt.Key.Key_Return)
    assert current(page) == order[1]
    assert QApplication.focusWidget() is page.list
    assert page.list.pairs.pairs() == order[1:]
    qtbot.waitUntil(lambda: len(alike.contents.verdicts) == 1)
    assert (alike.contents.verdicts[0].verdict, alike.contents.verdicts[0].reason) == (
        Verdict.RELATED,
        "12 kunnan asia",
    )


def test_what_was_read_long_ago_is_marked_beside_its_register(page: OverlapsPage) -> None:
    line = page.list.current
    assert isinstance(line, PairLine)
    comparison = page.view.comparison
    page.subject.show_line(replace(line, a=line.a._replace(read_on=date(2000, 1, 1))), False)
    first, second = comparison.sources
    assert first.text().startswith("stale, ")
    assert "Stale: last read 01/01/2000" in first.toolTip()
    assert "stale" not in second.text().casefold()
    page.subject.show_line(line, False)
    assert "stale" not in (first.text() + first.toolTip()).casefold()


def test_many_pairs_are_judged_without_waiting_for_the_portfolio(alike: Session, page: OverlapsPage) -> None:
    order = page.list.pairs.pairs()
    for _pair in order:
        press(Qt.Key.Key_5)
        press_control(Qt.Key.Key_Return)
    assert page.list.pairs.pairs() == []
    assert len(alike.findings.resolved) == len(order)
    assert isinstance(page._stack.currentWidget(), EmptyPage)


def test_digits_in_the_reason_are_text(page: OverlapsPage) -> None:
    suggested = page.view.verdict.verdict
    press_control(Qt.Key.Key_R)
    write("15")
    assert page.view.verdict.reason.text() == "15"
    assert page.view.verdict.verdict is suggested


def test_skipping_leaves_what_was_chosen_and_typed(page: OverlapsPage) -> None:
    first, second = page.list.pairs.pairs()[:2]
    page.list.go(first)
    press(Qt.Key.Key_3)
    press_control(Qt.Key.Key_R)
    write("kesken")
    press_control(Qt.Key.Key_Down)
    assert current(page) == second
    assert page.view.verdict.reason.text() == ""
    press_control(Qt.Key.Key_Up)
    assert (page.view.verdict.verdict, page.view.verdict.reason.text()) == (Verdict.REUSE, "kesken")


def test_a_reading_of_the_portfolio_does_not_disturb_typing(alike: Session, page: OverlapsPage, qtbot: QtBot) -> None:
    press_control(Qt.Key.Key_R)
    write("puolival")
    field = page.view.verdict.reason
    field.setCursorPosition(4)
    with qtbot.waitSignal(alike.changed):
        alike.edit(["buses"], {"title": "Koulukyytien kilpailutus"})
    assert (field.text(), field.cursorPosition(), field.hasFocus()) == ("puolival", 4, True)


def test_undo_brings_the_pair_back_and_shows_it(alike: Session, page: OverlapsPage, qtbot: QtBot) -> None:
    page.list.go(PERMITS)
    press(Qt.Key.Key_5)
    press_control(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(alike.contents.verdicts))
    assert current(page) != PERMITS
    alike.undo()
    qtbot.waitUntil(lambda: page.list.pairs.place(PERMITS) is not None)
    assert current(page) == PERMITS


# --- duplicates ---------------------------------------------------------------------------------------------------


def _answer(monkeypatch: pytest.MonkeyPatch, answer: MergeAnswer | None) -> list[str | None]:
    asked: list[str | None] = []

    def ask(_cls: object, _session: object, _a: object, _b: object, why: str | None, _parent: object) -> object:
        asked.append(why)
        return answer

    monkeypatch.setattr(MergeDialog, "ask", classmethod(ask))
    return asked


def test_a_duplicate_is_merged(
    alike: Session, page: OverlapsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _answer(monkeypatch, MergeAnswer(True, *PERMITS, {}, "sama"))
    page.list.go(PERMITS)
    press(Qt.Key.Key_1)
    press_control(Qt.Key.Key_R)
    write("sama")
    press_control(Qt.Key.Key_Return)
    assert asked == ["sama"]
    qtbot.waitUntil(lambda: "permits-2" not in alike.by_id)
    assert page.list.pairs.place(PERMITS) is None
    assert alike.by_id["permits-1"].sources == 2
    alike.undo()
    qtbot.waitUntil(lambda: page.list.pairs.place(PERMITS) is not None)
    assert current(page) == PERMITS


def test_a_duplicate_may_only_be_recorded(alike: Session, page: OverlapsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    _answer(monkeypatch, MergeAnswer(False, *PERMITS, {}, "odotetaan"))
    page.list.go(PERMITS)
    press(Qt.Key.Key_1)
    press_control(Qt.Key.Key_Return)
    assert [one.verdict.reason for one in alike.findings.resolved] == ["odotetaan"]
    assert "permits-2" in alike.by_id


def test_thinking_better_of_a_merge_loses_nothing(
    alike: Session, page: OverlapsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answer(monkeypatch, None)
    page.list.go(PERMITS)
    press(Qt.Key.Key_1)
    press_control(Qt.Key.Key_R)
    write("sama")
    press_control(Qt.Key.Key_Return)
    assert current(page) == PERMITS
    assert page.view.verdict.reason.text() == "sama"
    assert not alike.findings.resolved


# --- tabs, facets, state ------------------------------------------------------------------------------------------


def test_a_resolved_pair_tells_who_and_why_and_can_be_changed_or_reopened(
    alike: Session, page: OverlapsPage, qtbot: QtBot
) -> None:
    alike.findings.judge(*CASES, Verdict.OVERLAP, "Sovitaan")
    page.header.set_tab(RESOLVED)
    assert current(page) == CASES
    assert page.view.verdict.verdict is Verdict.OVERLAP
    assert page.view.verdict.reason.text() == "Sovitaan"
    assert "Liisa judged" in page.view.verdict.earlier
    assert "Sovitaan" in page.view.verdict.earlier
    page.list.setFocus()
    press(Qt.Key.Key_4)
    press_control(Qt.Key.Key_Return)
    assert [one.verdict.verdict for one in alike.findings.resolved] == [Verdict.RELATED]
    page.view.verdict.reopened.emit()
    assert not page.list.pairs.pairs()
    page.header.set_tab(OPEN)
    assert page.list.pairs.place(CASES) is not None


def test_a_changed_text_has_a_tab_of_its_own(alike: Session, page: OverlapsPage, qtbot: QtBot) -> None:
    alike.findings.judge(*CASES, Verdict.DIFFERENT, None)
    qtbot.waitUntil(lambda: bool(alike.contents.verdicts))
    text = alike.by_id["cases-1"].description or ""
    alike.edit(["cases-1"], {"description": text + " Kokoukset hoidetaan verkossa."})
    qtbot.waitUntil(lambda: bool(alike.findings.revised))
    page.header.set_tab(REVISED)
    assert current(page) == CASES
    assert "has changed" in page.view.verdict.earlier


def test_facets_narrow_the_pairs_and_say_when_nothing_is_left(page: OverlapsPage) -> None:
    shown = page.list.pairs.pairs()
    page.tick_own({"languages": frozenset({"fi–sv"})})
    tongues = {line.languages for line in page.list.pairs.lines if isinstance(line, PairLine)}
    assert tongues
    assert all(set(pair) == {"fi", "sv"} for pair in tongues)
    assert page.told_counts()[0].startswith(f"{len(page.list.pairs.pairs())} / ")
    page.tick_own({"register": frozenset({"nowhere"})})
    assert isinstance(page.subject.currentWidget(), EmptyPage)
    assert page.list.isVisible()
    page.tick_own({})
    assert page.list.pairs.pairs() == shown


def test_facets_count_all_pairs_of_the_tab(page: OverlapsPage) -> None:
    facets = {facet.key: {one.value: one.count for one in facet.values} for facet in page.own_facets()}
    assert set(facets) == {"kind", "probability", "organisation", "languages", "register"}
    assert sum(facets["probability"].values()) == len(page.list.pairs.pairs())
    page.tick_own({"kind": frozenset({"duplicate"})})
    again = {facet.key: {one.value: one.count for one in facet.values} for facet in page.own_facets()}
    assert again == facets


def test_what_was_looked_at_and_typed_survives_a_restart(alike: Session, page: OverlapsPage, qtbot: QtBot) -> None:
    page.list.go(CASES)
    press(Qt.Key.Key_3)
    press_control(Qt.Key.Key_R)
    write("kesken")
    page.tick_own({"probability": frozenset({"90", "80", "65", "50", "0"})})
    state = page.state()
    later = OverlapsPage(alike)
    qtbot.addWidget(later)
    later.restore(state)
    later.show()
    assert current(later) == CASES
    assert (later.view.verdict.verdict, later.view.verdict.reason.text()) == (Verdict.REUSE, "kesken")
    assert later.own_ticked() == page.own_ticked()


@pytest.mark.parametrize("state", [{}, {"drafts": [["a"]], "pair": 3, "ticked": [], "tab": "gone"}, {"drafts": None}])
def test_a_strange_state_is_no_matter(alike: Session, qtbot: QtBot, state: dict[str, object]) -> None:
    page = OverlapsPage(alike)
    qtbot.addWidget(page)
    page.restore(state)
    page.show()
    assert page.header.tab == OPEN


# --- what is shown ------------------------------------------------------------------------------------------------


def test_phrases_have_the_same_numbers_in_both_texts_and_in_the_reasons(page: OverlapsPage) -> None:
    page.list.go(CASES)
    first, second = page.view.comparison.cells["description"]
    numbers = {one.number for one in page.view.reasons.rows.reasons if one.number}
    for cell in (first, second):
        assert cell.marked  # type: ignore[union-attr]  # a description is a marked text
        assert {number for _words, some in cell.marked for number in some} <= numbers  # type: ignore[union-attr]  # as above
    words = " ".join(words for words, _numbers in first.marked)  # type: ignore[union-attr]  # as above
    assert "kirjataan" in words


def test_pointing_at_a_reason_points_at_its_phrases(page: OverlapsPage) -> None:
    page.list.go(CASES)
    rows = page.view.reasons.rows
    rows.setFocus()
    for _step in rows.reasons:
        press(Qt.Key.Key_Down)
        pointed = rows.current
        assert pointed is not None
        assert page.view.comparison.cells["title"][0]._pointed == pointed.number  # type: ignore[union-attr]  # a text


def test_a_click_on_a_phrase_points_at_its_reason(page: OverlapsPage) -> None:
    page.list.go(CASES)
    cell = page.view.comparison.cells["description"][0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(cell), "_boxes", lambda *_a: [page.rect().toRectF()])
        QTest.mouseClick(cell, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    pointed = page.view.reasons.rows.current
    assert pointed is not None
    assert pointed.number is not None


def test_the_two_are_compared_fact_by_fact(page: OverlapsPage) -> None:
    page.list.go(CASES)
    words = {key: told.text() for key, told in page.view.comparison.words.items()}
    assert words["title"] == "≈ similar"
    assert words["organisation"] == "≠ different"
    assert words["status"] == "≈ similar"
    assert words["schedule"] == "≈ 18 mo"
    assert words["investment"] == "–"
    assert words["component"] == "= same"
    page.list.go(PERMITS)
    assert page.view.comparison.words["description"].text() == "= same"
    assert page.view.comparison.words["organisation"].text() == "= same"


def test_the_suggested_verdict_is_chosen_and_marked(page: OverlapsPage) -> None:
    page.list.go(PERMITS)
    bar = page.view.verdict
    assert bar.verdict is Verdict.DUPLICATE
    assert bar.buttons[Verdict.DUPLICATE].second == "Suggested"
    assert bar.buttons[Verdict.RELATED].second != "Suggested"


def test_nothing_is_cut_in_a_narrow_page(page: OverlapsPage, qtbot: QtBot) -> None:
    page.resize(850, 600)
    # what the header can do without goes, which lets the window become narrower still
    qtbot.waitUntil(lambda: page.minimumSize().width() <= 711)
    page.resize(711, 412)
    qtbot.waitUntil(lambda: page.view.width() + page.list.width() <= 711)
    bar = page.view.verdict
    assert page.view.width() + page.list.width() <= 711
    for one in bar.buttons.values():
        assert one.width() >= one.minimumSizeHint().width()
        assert bar.rect().contains(one.geometry())
    assert bar.rect().contains(bar.reason.geometry())


# --- the parts alone ----------------------------------------------------------------------------------------------


def _finding(a: str, b: str, score: float = 0.9) -> Finding:
    return Finding(a, b, OverlapKind.OVERLAP, score)


def test_every_pair_is_listed_once_and_groups_have_headings(alike: Session, page: OverlapsPage) -> None:
    shown = page.list.pairs.lines
    pairs = [line.pair for line in shown if isinstance(line, PairLine)]
    assert len(set(pairs)) == len(pairs) == len(alike.findings.unjudged)
    headings = {line.group.name: line for line in shown if isinstance(line, GroupLine)}
    # the component they all produce names the group
    assert headings["asianhallinta"].count == "3 initiatives"
    assert headings["asianhallinta"].pairs == 3


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 9, 1)], [Mark(0, 9, (1,))]),
        ([(0, 9, 1), (11, 22, 1)], [Mark(0, 22, (1,))]),
        ([(0, 9, 1), (11, 22, 1), (26, 35, 1)], [Mark(0, 35, (1,))]),
        ([(0, 9, 1), (0, 9, 2)], [Mark(0, 9, (1, 2))]),
        ([(0, 9, 2), (26, 35, 1)], [Mark(0, 9, (2,)), Mark(26, 35, (1,))]),
        ([(26, 99, 1)], [Mark(26, 44, (1,))]),
        ([(90, 99, 1)], []),
    ],
)
def test_neighbouring_words_become_phrases(spans: Sequence[tuple[int, int, int]], expected: list[Mark]) -> None:
    text = "kirjataan, käsitellään ja päätetään samalla."
    assert merged(spans, text) == expected


def test_what_speaks_against_comes_last_and_has_no_number(alike: Session) -> None:
    a, b = alike.by_id["cases-1"], alike.by_id["cases-2"]
    reasons = (
        Reason("follow_up", -2.0, "osia"),
        Reason("title_words", 1.0, "sanoja", (("title", 0, 5),), (("title", 0, 5),)),
        Reason("schedule", 0.3, "samaan aikaan"),
    )
    told, marks_a, _marks_b = numbered(replace(_finding(a.id, b.id), reasons=reasons), a, b)
    assert [(one.number, one.against) for one in told] == [(1, False), (None, False), (None, True)]
    assert marks_a["title"] == [Mark(0, 5, (1,))]


@pytest.mark.parametrize(
    ("score", "strength"),
    [(0.8, Strength.STRONG), (0.799, Strength.MODERATE), (0.5, Strength.MODERATE), (0.49, Strength.WEAK)],
)
def test_strength_is_a_band_of_the_score(score: float, strength: Strength) -> None:
    assert Strength.of(score) is strength


def test_thousands_of_pairs_are_grouped_and_listed(alike: Session) -> None:
    row = alike.by_id["cases-1"]
    rows = {f"{n:05}": row._replace(id=f"{n:05}", title=f"Hanke {n}") for n in range(10_000)}
    ids = list(rows)
    findings = [_finding(ids[n], ids[(n * 7 + 3) % 10_000], 1 - n / 10_000) for n in range(1, 8000)]
    pairs = [PairLine.of(one, rows[one.a], rows[one.b], ("fi", "sv")) for one in findings]
    groups = groups_by_pair([Group.of(one, cluster_name(one, rows, {})) for one in clusters(findings)])
    shown = lines(Narrowing(ticked={"languages": frozenset({"fi–sv"})}).passing(pairs), groups)
    model = PairModel()
    model.show(shown)
    assert len(model.pairs()) == len(findings)


@pytest.mark.parametrize(
    ("tab", "state", "narrowed", "initiatives", "resolved", "action"),
    [
        (OPEN, "ready", True, 9, False, "all"),
        (OPEN, "ready", False, 9, False, "search"),
        (OPEN, "ready", False, 9, True, "resolved"),
        (OPEN, "ready", False, 1, False, "import"),
        (OPEN, "waiting", False, 9, False, "search"),
        (OPEN, "scanning", False, 9, False, ""),
        (RESOLVED, "ready", False, 9, False, "open"),
        (REVISED, "ready", False, 9, True, ""),
        (RESOLVED, "scanning", False, 9, False, ""),
        (REVISED, "waiting", False, 9, False, "search"),
    ],
)
def test_an_empty_page_says_what_to_do(
    tab: str, state: str, narrowed: bool, initiatives: int, resolved: bool, action: str
) -> None:
    said = nothing(tab, state, narrowed, initiatives, resolved)
    assert said.action == action
    assert said.title
    assert said.text


@pytest.mark.parametrize("tab", [OPEN, RESOLVED, REVISED])
def test_no_tab_says_that_there_is_nothing_while_it_is_being_looked_for(tab: str) -> None:
    assert nothing(tab, "scanning", False, 9, False).title == "Looking for overlaps …"


def test_nothing_found_is_no_last_word_while_meanings_are_read() -> None:
    said = nothing(OPEN, "ready", False, 9, False, reading=True)
    assert said.title == "No overlaps by words alone"
    assert "meanings" in said.text
    assert not said.action
