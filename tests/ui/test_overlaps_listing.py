"""The left of the overlaps page: groups that open and close, words to narrow by, and what is said below."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.vocabulary import OverlapKind, Verdict
from kpkportfolio.overlap.clusters import Cluster
from kpkportfolio.overlap.finding import Finding
from tests.ui.overlap_parts import CASES, PERMITS
from tests.ui.overlaps_page_parts import current, open_page, press, press_control, write
from ui.dialogs.merge import MergeDialog
from ui.pages.overlaps.listing import GROUPS, PAIRS
from ui.pages.overlaps.tabs import listed
from ui.pages.overlaps_page import OverlapsPage
from ui.session import Session
from ui.widgets.empty import EmptyPage
from ui.widgets.overlap.narrowing import Narrowing
from ui.widgets.overlap.nothing import OPEN, RESOLVED
from ui.widgets.overlap.pair_model import Group, GroupLine, PairLine, groups_by_pair, lines


@pytest.fixture
def page(alike: Session, qtbot: QtBot) -> OverlapsPage:
    return open_page(alike, qtbot)


def _heading(page: OverlapsPage, name: str) -> GroupLine:
    return next(line for line in page.list.pairs.lines if isinstance(line, GroupLine) and line.group.name == name)


def _cases(page: OverlapsPage) -> GroupLine:
    return _heading(page, "asianhallinta")


# --- groups -------------------------------------------------------------------------------------------------------


def test_a_group_closes_and_opens_by_keys(page: OverlapsPage) -> None:
    page.list.go(CASES)
    every = page.list.pairs.rowCount()
    press(Qt.Key.Key_Left)
    heading = page.list.heading
    assert heading is not None
    assert heading.group.name == "asianhallinta"
    press(Qt.Key.Key_Left)
    assert page.list.pairs.rowCount() == every - 3
    assert page.list.heading is not None
    assert page.list.heading.folded
    assert "folded" in page.list.heading.told
    press(Qt.Key.Key_Right)
    assert page.list.pairs.rowCount() == every
    press(Qt.Key.Key_Right)
    assert current(page) in {line.pair for line in page.list.pairs.lines if isinstance(line, PairLine)}


def test_enter_on_a_heading_folds_it_and_judges_nothing(alike: Session, page: OverlapsPage) -> None:
    page.list.go(_cases(page).key)
    press(Qt.Key.Key_Return)
    assert _cases(page).folded
    press(Qt.Key.Key_Return)
    assert not _cases(page).folded
    assert not alike.findings.resolved


def test_a_click_on_a_heading_folds_it(page: OverlapsPage) -> None:
    place = page.list.pairs.place(_cases(page).key)
    assert place is not None
    rect = page.list.visualRect(page.list.pairs.index(place, 0))
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert _cases(page).folded


def test_verdict_keys_do_nothing_on_a_heading(alike: Session, page: OverlapsPage) -> None:
    page.list.go(_cases(page).key)
    press(Qt.Key.Key_5)
    for key in (Qt.Key.Key_R, Qt.Key.Key_M):
        press_control(key)
    assert page.list.heading is not None
    assert page.list.hasFocus()
    assert not alike.findings.resolved


@pytest.mark.parametrize("word", ["Merging", "Reports", "north"])
def test_letters_typed_in_the_list_are_looked_for_and_judge_nothing(
    alike: Session, page: OverlapsPage, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.setattr(MergeDialog, "ask", lambda *_all: pytest.fail("a letter asked for a merge"))
    page.listing.search.setText("before")
    page.list.setFocus()
    for letter in word:
        write(letter)
    assert page.listing.search.text() == word
    press(Qt.Key.Key_Return)
    assert page.list.hasFocus()
    assert not alike.findings.resolved


def test_esc_leaves_the_search_field_once_it_is_empty(page: OverlapsPage) -> None:
    page.listing.search.begin("no")
    press(Qt.Key.Key_Escape)
    assert page.listing.search.text() == ""
    assert page.listing.search.hasFocus()
    press(Qt.Key.Key_Escape)
    assert page.list.hasFocus()


def test_a_heading_shows_who_is_in_the_group_and_what_ties_them(alike: Session, page: OverlapsPage) -> None:
    page.list.go(_cases(page).key)
    assert page.subject.currentWidget() is page.subject.group
    group = page.subject.group
    told = [label.text() for label in group.findChildren(QLabel)]
    for id_ in ("cases-1", "cases-2", "cases-3"):
        assert alike.by_id[id_].title in told
    assert "3 initiatives · 1 register · 3 pairs" in group.summary.text()
    assert "Nobody's investment is known." in told


def test_the_members_investment_is_told_by_year(alike: Session, page: OverlapsPage, qtbot: QtBot) -> None:
    money = [
        Change("money", f"m-{n}", None, {"initiative_id": id_, "kind": "ict_investment", "year": year, **amount})
        for n, (id_, year, amount) in enumerate(
            [
                ("cases-1", 2011, {"min": 20_000_000, "max": 30_000_000}),
                ("cases-2", 2011, {"min": 100_000_000, "max": 100_000_000}),
            ]
        )
    ]
    with qtbot.waitSignal(alike.changed):
        alike.commit(Operation(OperationKind.EDIT, "rahaa", money))
    page.list.go(_cases(page).key)
    told = [label.text() for label in page.subject.group.findChildren(QLabel)]
    assert told[told.index("2011") + 1] == "1.2–1.3"
    assert told[told.index("Together") + 1] == "1.2–1.3"
    assert any("1 initiative is not known" in words for words in told)


def test_a_pair_in_a_closed_group_opens_it_when_it_is_wanted(page: OverlapsPage) -> None:
    page.list.fold(_cases(page).key, True)
    assert page.list.pairs.place(CASES) is None
    page.show_pair(*CASES)
    assert current(page) == CASES
    assert not _cases(page).folded


def test_walking_passes_over_closed_groups(page: OverlapsPage) -> None:
    key = _cases(page).key
    page.list.fold(key, True)
    shown = [line.pair for line in page.list.pairs.lines if isinstance(line, PairLine)]
    page.list.go(shown[0])
    walked = [shown[0]]
    while (following := page.list.pairs.after(walked[-1])) is not None:
        walked.append(following)
    assert walked == shown
    assert len(shown) == len(page.list.pairs.pairs()) - 3


def test_all_groups_close_and_open_at_once(page: OverlapsPage) -> None:
    page.list.go(CASES)
    page.listing._fold_all()
    heads = [line for line in page.list.pairs.lines if isinstance(line, GroupLine)]
    assert heads
    assert all(line.folded for line in heads)
    assert page.list.heading is not None
    page.listing._fold_all()
    assert not page.list.pairs.folded


def test_without_groups_every_pair_stands_by_its_own_strength(page: OverlapsPage, qtbot: QtBot) -> None:
    before = set(page.list.pairs.pairs())
    page.listing.order.set_value(PAIRS)
    page.listing.ordered.emit()
    shown = page.list.pairs.lines
    assert all(isinstance(line, PairLine) for line in shown)
    scores = [line.finding.score for line in shown if isinstance(line, PairLine)]
    assert scores == sorted(scores, reverse=True)
    assert set(page.list.pairs.pairs()) == before


def test_groups_are_offered_only_where_pairs_are_open(page: OverlapsPage) -> None:
    assert page.listing.order.isVisible()
    page.header.set_tab(RESOLVED)
    assert not page.listing.order.isVisibleTo(page.listing)
    page.header.set_tab(OPEN)
    assert page.listing.order.isVisible()


def test_judging_the_strongest_of_a_group_moves_no_other_pair(alike: Session) -> None:
    row = alike.by_id["cases-1"]
    rows = {id_: row._replace(id=id_) for id_ in "abcxy"}
    findings = [
        Finding(a, b, OverlapKind.OVERLAP, score)
        for a, b, score in (("a", "b", 0.9), ("x", "y", 0.8), ("a", "c", 0.7), ("b", "c", 0.6))
    ]
    pairs = [PairLine.of(one, rows[one.a], rows[one.b], ("fi", "fi")) for one in findings]
    group = Group.of(Cluster(("a", "b", "c"), (findings[0], findings[2], findings[3])), "ryhmä")
    grouped = groups_by_pair([group])

    def order(some: list[PairLine]) -> list[str]:
        return ["".join(line.pair) if isinstance(line, PairLine) else line.group.name for line in lines(some, grouped)]

    assert order(pairs) == ["ryhmä", "ab", "ac", "bc", "xy"]
    assert order(pairs[1:]) == ["ryhmä", "ac", "bc", "xy"]
    assert order(pairs[1:2]) == ["xy"]


# --- narrowing ----------------------------------------------------------------------------------------------------


def test_typed_words_narrow_the_list_and_emptying_brings_all_back(page: OverlapsPage, qtbot: QtBot) -> None:
    every = page.list.pairs.pairs()
    page.listing.search.setText("rakennusluvan HAKU")
    qtbot.waitUntil(lambda: page.list.pairs.pairs() != every)
    assert PERMITS in page.list.pairs.pairs()
    assert CASES not in page.list.pairs.pairs()
    assert page.told_counts()[0].startswith(f"{len(page.list.pairs.pairs())} / ")
    page.listing.search.setText("")
    qtbot.waitUntil(lambda: page.list.pairs.pairs() == every)


def test_words_nothing_has_leave_the_field_in_sight_and_offer_all_pairs(page: OverlapsPage, qtbot: QtBot) -> None:
    page.listing.search.setText("kvanttitietokone")
    qtbot.waitUntil(lambda: not page.list.pairs.pairs())
    assert page.listing.search.isVisible()
    said = page.subject.currentWidget()
    assert isinstance(said, EmptyPage)
    page._show_all()
    assert page.list.pairs.pairs()
    assert page.listing.search.text() == ""


def test_pairs_are_narrowed_by_party_programme_and_probability(alike: Session) -> None:
    row = alike.by_id["cases-1"]
    one = row._replace(id="a", programme="Asiointi", programme_number=2, organisation="Oulu")
    other = row._replace(id="b", programme=None, organisation="Espoo")
    pair = PairLine.of(Finding("a", "b", OverlapKind.OVERLAP, 0.896), one, other, ("fi", "fi"))
    weak = replace(pair, finding=replace(pair.finding, score=0.3), a=other, b=other)
    counted = {facet.key: {v.value: v.count for v in facet.values} for facet in Narrowing().facets([pair, weak])}
    assert counted["programme"] == {"Asiointi": 1}
    assert counted["organisation"] == {"Espoo": 2, "Oulu": 1}
    # 0.896 is shown as 0.90, and counts as that
    assert counted["probability"] == {"90": 1, "80": 0, "65": 0, "50": 0, "0": 1}
    assert Narrowing(ticked={"organisation": frozenset({"Oulu"})}).passing([pair, weak]) == [pair]
    assert Narrowing(ticked={"probability": frozenset({"0", "80"})}).passing([pair, weak]) == [weak]
    assert Narrowing("OULU espoo").passing([pair, weak]) == [pair]
    glyphs = {v.glyph for facet in Narrowing().facets([pair]) if facet.key == "programme" for v in facet.values}
    assert glyphs == {"programme:2"}


def test_order_words_and_closed_groups_survive_a_restart(alike: Session, page: OverlapsPage, qtbot: QtBot) -> None:
    page.list.fold(_cases(page).key, True)
    page.listing.search.setText("asia")
    qtbot.waitUntil(lambda: page.state()["typed"] == "asia")
    later = OverlapsPage(alike)
    qtbot.addWidget(later)
    later.restore(page.state())
    later.show()
    assert later.listing.search.text() == "asia"
    assert _cases(later).folded
    assert later.list.pairs.pairs() == page.list.pairs.pairs()
    assert later.listing.order.value == GROUPS


# --- notes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "word"), [("unavailable", "no language model"), ("computing", "being computed"), ("ready", ""), ("", "")]
)
def test_what_is_known_of_meaning_is_told_quietly(alike: Session, page: OverlapsPage, state: str, word: str) -> None:
    alike.findings.meaning = state
    alike.findings.changed.emit()
    assert len(page.listing.notes) == (1 if word else 0)
    assert word in "".join(page.listing.notes)


def test_the_pointer_on_a_heading_of_a_long_list_folds_that_one_only(page: OverlapsPage) -> None:
    heads = [line for line in page.list.pairs.lines if isinstance(line, GroupLine)]
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    folded = [line.key for line in page.list.pairs.lines if isinstance(line, GroupLine) and line.folded]
    assert folded == [heads[0].key]


# --- thousands ----------------------------------------------------------------------------------------------------


def _many(alike: Session, count: int) -> list[Finding]:
    """A pair of each two of enough initiatives, as if the search had found them, strongest first."""
    row = alike.by_id["cases-1"]
    ids = [f"x{n:04}" for n in range(2 * count)]
    rows = {id_: row._replace(id=id_, title=f"Hanke {id_}") for id_ in ids}
    alike.by_id.update(rows)
    return [Finding(ids[2 * n], ids[2 * n + 1], OverlapKind.OVERLAP, 1 - n / count / 2) for n in range(count)]


def test_the_strongest_thousand_are_listed_and_the_rest_is_told_and_found(
    alike: Session, page: OverlapsPage, qtbot: QtBot
) -> None:
    found = alike.findings
    found.unjudged = found.findings = _many(alike, 1200)
    found.changed.emit()
    assert len(page.list.pairs.pairs()) == 1000
    assert "200 weaker pairs are not listed." in page.listing.notes
    assert page.told_counts()[0].startswith("1,000 / 1,200")
    weakest = found.findings[-1]
    page.show_pair(weakest.a, weakest.b)
    assert current(page) == (weakest.a, weakest.b)
    page.listing.search.setText(weakest.b)
    qtbot.waitUntil(lambda: page.list.pairs.pairs() == [(weakest.a, weakest.b)])
    assert not [note for note in page.listing.notes if "weaker" in note]


def test_a_reading_that_brings_nothing_new_leaves_the_list_alone(
    alike: Session, page: OverlapsPage, qtbot: QtBot
) -> None:
    resets: list[None] = []
    page.list.pairs.modelReset.connect(lambda: resets.append(None))
    with qtbot.waitSignal(alike.changed):
        alike.reload()
    assert resets == []
    page.list.go(CASES)
    with qtbot.waitSignal(alike.changed):
        alike.edit(["cases-1"], {"title": "Itä-Suomen asiat"})
    assert resets
    line = page.list.current
    assert line is not None
    assert "Itä-Suomen asiat" in (line.a.title, line.b.title)


def test_a_group_that_is_listed_is_listed_whole(alike: Session) -> None:
    row = alike.by_id["cases-1"]
    found = _many(alike, 1100)
    third = Finding(found[0].a, "z", OverlapKind.OVERLAP, 0.01)
    pairs = [PairLine.of(one, row, row, ("fi", "fi")) for one in [*found, third]]
    group = Group.of(Cluster((found[0].a, found[0].b, "z"), (found[0], third)), "ryhmä")
    shown = listed(pairs, None, groups_by_pair([group]))
    assert len(shown) == 1001
    assert shown[-1].finding is third
    assert len(listed(pairs, None, {})) == 1000


def test_resolved_pairs_stand_by_their_day_and_not_by_their_strength(
    alike: Session, page: OverlapsPage, qtbot: QtBot
) -> None:
    weakest, strongest = page.list.pairs.pairs()[-1], page.list.pairs.pairs()[0]
    for pair in (strongest, weakest):
        alike.findings.judge(*pair, Verdict.RELATED, None)
    page.header.set_tab(RESOLVED)
    assert page.list.pairs.pairs() == [weakest, strongest]
