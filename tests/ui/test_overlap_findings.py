"""The found overlaps of a session: what is left out, what a verdict settles, when a pair comes back."""

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from kpkportfolio.model.vocabulary import InitiativeKind, OverlapKind, Verdict
from kpkportfolio.overlap.finding import Finding, Reason
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.language_model import MODEL, available
from kpkportfolio.store import searching
from kpkportfolio.text import set_language
from tests.ui.overlap_parts import CASES, PERMITS
from ui import overlap_findings, overlap_pairs
from ui.overlap_findings import COMPUTING, READY, UNAVAILABLE, OverlapFindings
from ui.overlap_pairs import language_of, pair_of, shares, turned
from ui.session import Session


def _pairs(findings: list[Finding]) -> set[tuple[str, str]]:
    return {pair_of(one.a, one.b) for one in findings}


def _note(answers: list[tuple[str, list[Finding]]], text: str, found: list[Finding]) -> None:
    answers.append((text, found))


def test_pairs_are_found_strongest_first_without_parts_and_strangers(alike: Session) -> None:
    found = alike.findings
    assert {PERMITS, CASES} <= _pairs(found.findings)
    assert ("permits-1", "permits-part") not in _pairs(found.findings)
    assert not found.open_of("buses")
    assert [one.score for one in found.findings] == sorted((one.score for one in found.findings), reverse=True)
    assert _pairs(found.open_of("cases-2")) == {pair for pair in _pairs(found.findings) if "cases-2" in pair}
    assert alike.findings is found


def test_a_verdict_settles_a_pair_at_once_and_is_remembered(alike: Session, qtbot: QtBot) -> None:
    found = alike.findings
    before = len(found.open)
    assert found.judge("cases-2", "cases-1", Verdict.OVERLAP, "Sovitaan vetäjästä")
    assert CASES not in _pairs(found.open)
    assert CASES not in _pairs(found.open_of("cases-1"))
    assert len(found.open) == before - 1
    qtbot.waitUntil(lambda: bool(alike.contents.verdicts))
    assert [(one.verdict.verdict, one.verdict.reason, one.verdict.by) for one in found.resolved] == [
        (Verdict.OVERLAP, "Sovitaan vetäjästä", "Liisa")
    ]
    fresh = OverlapFindings(alike)
    fresh.rescan()
    qtbot.waitUntil(lambda: fresh.state == READY)
    assert CASES not in _pairs(fresh.open)
    fresh.stop()


def test_only_a_text_that_changes_in_substance_asks_again(alike: Session, qtbot: QtBot) -> None:
    found = alike.findings
    found.judge(*CASES, Verdict.DIFFERENT, None)
    qtbot.waitUntil(lambda: bool(alike.contents.verdicts))
    text = alike.by_id["cases-1"].description or ""
    alike.edit(["cases-1"], {"description": text.upper() + " !"})
    qtbot.waitUntil(lambda: "!" in (alike.by_id["cases-1"].description or ""))
    with qtbot.waitSignal(found.changed):
        pass
    assert not found.revised
    alike.edit(["cases-1"], {"description": text + " Myös kokoukset siirtyvät verkkoon."})
    qtbot.waitUntil(lambda: [pair_of(one.finding.a, one.finding.b) for one in found.revised] == [CASES])
    assert not found.resolved
    assert CASES in _pairs(found.open)
    assert CASES not in _pairs(found.unjudged)


def test_undo_brings_a_judged_pair_back_and_reopening_too(alike: Session, qtbot: QtBot) -> None:
    found = alike.findings
    found.judge(*PERMITS, Verdict.RELATED, None)
    qtbot.waitUntil(lambda: bool(alike.contents.verdicts))
    alike.undo()
    qtbot.waitUntil(lambda: PERMITS in _pairs(found.unjudged))
    found.judge(*PERMITS, Verdict.RELATED, None)
    qtbot.waitUntil(lambda: bool(alike.contents.verdicts))
    assert found.reopen(*PERMITS)
    assert PERMITS in _pairs(found.unjudged)
    qtbot.waitUntil(lambda: not alike.contents.verdicts)
    assert PERMITS in _pairs(found.unjudged)


def test_a_judged_pair_the_search_does_not_find_is_kept_among_the_resolved(alike: Session, qtbot: QtBot) -> None:
    found = alike.findings
    assert not found.open_of("archive")
    found.judge("archive", "buses", Verdict.RELATED, "Samassa talossa")
    qtbot.waitUntil(lambda: [one.verdict.reason for one in found.resolved] == ["Samassa talossa"])
    assert ("archive", "buses") not in _pairs(found.findings)


def test_a_new_alike_initiative_is_found_and_a_deleted_one_forgotten(alike: Session, qtbot: QtBot) -> None:
    from kpkportfolio.store import edits

    found = alike.findings
    alike.commit(lambda: edits.deleting(alike.portfolio, ["permits-2"]))
    qtbot.waitUntil(lambda: "permits-2" not in alike.by_id)
    assert PERMITS not in _pairs(found.unjudged)
    qtbot.waitUntil(lambda: not any("permits-2" in pair for pair in _pairs(found.findings)))
    alike.undo()
    qtbot.waitUntil(lambda: PERMITS in _pairs(found.unjudged))


def test_only_the_latest_question_is_answered(alike: Session, qtbot: QtBot) -> None:
    answers: list[tuple[str, list[Finding]]] = []
    for text in ("Koulukuljetusten reitit", "Rakennusluvan haku", "Yhteinen asianhallinta kaupungeille"):
        alike.findings.ideas.check(text, partial(_note, answers, text))
    qtbot.waitUntil(lambda: bool(answers))
    qtbot.wait(100)
    [(text, found)] = answers
    assert text == "Yhteinen asianhallinta kaupungeille"
    assert found[0].b.startswith("cases-")


def test_a_forgotten_question_is_not_answered(alike: Session, qtbot: QtBot) -> None:
    answers: list[list[Finding]] = []
    alike.findings.ideas.check("Rakennusluvan haku verkossa", answers.append)
    alike.findings.ideas.forget()
    qtbot.wait(200)
    assert answers == []


def test_reasons_follow_the_language(alike: Session, qtbot: QtBot) -> None:
    found = alike.findings
    english = {reason.detail for one in found.findings for reason in one.reasons}
    set_language("fi")
    found.speak()
    qtbot.waitUntil(lambda: english.isdisjoint(reason.detail for one in found.findings for reason in one.reasons))


def test_a_cancelled_search_can_be_begun_again(alike: Session, qtbot: QtBot) -> None:
    found = alike.findings
    found.rescan()
    found.cancel()
    qtbot.waitUntil(lambda: found.state == "waiting")
    assert PERMITS in _pairs(found.findings)
    found.rescan()
    qtbot.waitUntil(lambda: found.state == READY)


def test_shares_add_up_to_the_score() -> None:
    reasons = tuple(Reason(factor, weight, "") for factor, weight in (("a", 3.0), ("b", 1.0), ("c", -2.0)))
    assert shares(Finding("x", "y", OverlapKind.OVERLAP, 0.8, reasons)) == pytest.approx({0: 0.6, 1: 0.2})
    assert shares(Finding("x", "y", OverlapKind.OVERLAP, 0.8)) == {}


def test_a_turned_finding_has_its_phrases_turned() -> None:
    reason = Reason("title_words", 1.0, "", (("title", 0, 3),), (("title", 5, 9),))
    seen = turned(Finding("x", "y", OverlapKind.REUSE, 0.5, (reason,)))
    assert (seen.a, seen.b) == ("y", "x")
    assert seen.reasons[0].spans_a == (("title", 5, 9),)


def test_the_language_of_a_text_is_told_or_guessed() -> None:
    assert language_of(Item("", "Gemensam tjänst för kommuner", "Det är en tjänst som städerna har.")) == "sv"
    assert language_of(Item("", "A shared service", "It is for the cities and their people.")) == "en"
    assert language_of(Item("", "Yhteinen palvelu", "Se on kuntien ja valtion palvelu.", language="fi")) == "fi"


@pytest.mark.skipif(not available(), reason="the language model or what runs it is not installed")
def test_a_few_texts_are_read_at_once_and_kept(alike: Session) -> None:
    assert alike.findings.meaning == READY
    texts = sum(row.kind is InitiativeKind.INITIATIVE for row in alike.contents.initiatives)
    assert 0 < len(alike.portfolio.vectors(MODEL)) <= texts
    assert any(reason.factor == "meaning" for one in alike.findings.findings for reason in one.reasons)


@pytest.mark.skipif(not available(), reason="the language model or what runs it is not installed")
def test_many_texts_are_read_beside_the_work_and_then_looked_at_again(
    alike: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    alike.portfolio.forget_vectors(MODEL, ())
    monkeypatch.setattr(overlap_findings, "_FEW_TEXTS", 0)
    found = OverlapFindings(alike)
    states: list[tuple[str, str]] = []
    found.changed.connect(lambda: states.append((found.state, found.meaning)))
    found.rescan()
    qtbot.waitUntil(lambda: found.meaning == READY)
    # by words first, so that nobody waits
    assert (READY, COMPUTING) in states
    assert alike.portfolio.vectors(MODEL)
    found.stop()


def test_without_the_model_words_are_compared(alike: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "available", lambda: False)
    found = OverlapFindings(alike)
    found.rescan()
    qtbot.waitUntil(lambda: found.state == READY)
    assert found.meaning == UNAVAILABLE
    assert CASES in _pairs(found.findings)
    assert not any(reason.factor == "meaning" for one in found.findings for reason in one.reasons)
    found.stop()


def test_an_edit_has_one_item_made_anew(alike: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    found = alike.findings
    asked: list[set[str] | None] = []
    real = overlap_pairs.portfolio_items
    monkeypatch.setattr(
        overlap_pairs, "portfolio_items", lambda rows, wanted=None: asked.append(wanted) or real(rows, wanted)
    )
    alike.edit(["buses"], {"title": "Yhteinen asianhallintapalvelu kuljetuksille"})
    with qtbot.waitSignal(found.changed):
        pass
    qtbot.waitUntil(lambda: bool(asked) and found.state == READY)
    assert asked == [{"buses"}]
