"""Ideas as they are typed: a few words, half a word, no date and no party."""

from dataclasses import replace
from datetime import date

import pytest

from kpkportfolio.model.vocabulary import OverlapKind, Status
from kpkportfolio.overlap.engine import MINIMUM, Engine
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.item import Item
from kpkportfolio.text import set_language
from tests.benchmarks.overlap_ideas import HALVES, Idea, sample_items
from tests.overlap.examples import FORMS, FORMS_AGAIN, FORMS_ELSEWHERE, OTHERS, finished

# what a sentence about an idea must not claim
CLAIMS = ("both", "other", "same time", "before", "different times")


@pytest.fixture(scope="module")
def sample() -> Engine:
    return Engine(sample_items())


def first(engine: Engine, idea: str | Item) -> Finding:
    return engine.check(idea, 1)[0]


def factors(finding: Finding) -> dict[str, str]:
    return {reason.factor: reason.detail for reason in finding.reasons}


def test_the_evident_one_comes_first_and_is_likely_and_what_is_unrelated_is_not(sample: Engine) -> None:
    titles = {item.id: item.title for item in sample_items()}
    found = sample.check("sähköinen asianhallinta kunnille", 50)
    assert titles[found[0].b] == "Yhteinen asianhallintapalvelu omistajakunnille"
    assert found[0].score >= 0.5
    unrelated = [finding for finding in found if titles[finding.b].startswith(("Kotihoidon", "Vakioitu", "Terveys"))]
    assert unrelated
    assert max(finding.score for finding in unrelated) < 0.05


@pytest.mark.parametrize(("half", "whole"), HALVES, ids=[idea.text for idea, _whole in HALVES])
def test_half_a_word_finds_what_the_word_will_and_is_no_surer(sample: Engine, half: Idea, whole: str) -> None:
    titles = {item.id: item.title for item in sample_items()}
    typed, done = first(sample, half.text), first(sample, whole)
    assert titles[typed.b].startswith(half.answers)
    assert MINIMUM < typed.score <= done.score


def test_words_that_every_initiative_uses_find_nothing(sample: Engine) -> None:
    for idea in ("sähköinen palvelu", "uusi järjestelmä kunnille", "digitaalinen kehittämishanke", "gemensamt projekt"):
        assert first(sample, idea).score < MINIMUM, idea


def test_a_pasted_description_finds_its_initiative(sample: Engine) -> None:
    for item in sample_items()[::5]:
        found = first(sample, item.description or "")
        assert found.b == item.id
        assert found.score > 0.5


@pytest.mark.parametrize(
    ("status", "kind", "told"),
    [
        (Status.COMPLETED, OverlapKind.REUSE, "is finished: what it made can be used."),
        (Status.ROLLOUT, OverlapKind.REUSE, "is being rolled out: what it made can soon be used."),
        (Status.IMPLEMENTATION, OverlapKind.OVERLAP, None),
        (Status.APPROVED, OverlapKind.OVERLAP, None),
        (Status.PROPOSED, OverlapKind.DUPLICATE, None),
        (Status.IDEA, OverlapKind.DUPLICATE, None),
        (None, OverlapKind.OVERLAP, None),
    ],
)
def test_the_stage_of_what_there_is_decides_what_an_idea_of_the_same_words_is(
    status: Status | None, kind: OverlapKind, told: str | None
) -> None:
    finding = first(Engine([replace(FORMS, status=status), *OTHERS]), "Sähköinen lomakepalvelu kuntalaisille")
    assert (finding.b, finding.kind) == ("forms", kind)
    assert factors(finding).get("reusable", "").endswith(told or "")
    assert ("reusable" in factors(finding)) is (told is not None)


def test_what_is_only_planned_in_other_words_is_no_duplicate() -> None:
    planned = replace(FORMS, status=Status.PROPOSED)
    assert first(Engine([planned, *OTHERS]), "verkkolomakkeita ilman ohjelmointia").kind is OverlapKind.OVERLAP


def test_what_was_cancelled_is_not_there_to_be_reused() -> None:
    finding = first(Engine([replace(FORMS, status=Status.CANCELLED), *OTHERS]), FORMS.title)
    assert finding.kind is OverlapKind.OVERLAP
    assert "Cancelled".lower() in factors(finding)["stage"].lower()


def test_of_an_idea_nothing_is_claimed_that_it_does_not_say(sample: Engine) -> None:
    engines = [sample, Engine([finished(FORMS), FORMS_AGAIN, FORMS_ELSEWHERE, *OTHERS])]
    ideas = ["lomakemoottori verkkolomakkeille", "bygglov på nätet", "asianhallinnan käyttöönotto Lahdessa", "kirjasto"]
    for engine in engines:
        for idea in ideas:
            for finding in engine.check(idea):
                assert not {"schedule", "same_organisation", "same_person"} & factors(finding).keys()
                for factor, detail in factors(finding).items():
                    claims = [claim for claim in CLAIMS if claim in detail.lower()]
                    assert not claims or factor == "shared_terms", detail


def test_what_an_idea_does_say_counts() -> None:
    engine = Engine([FORMS, *OTHERS])
    title = "Ohjelmointia paikkatietojen kanssa"
    idea = Item(id="", title=title, start=date(2011, 1, 1), end=date(2011, 6, 30), person="Aila Lehto")
    finding = first(engine, idea)
    assert finding.score > first(engine, title).score
    assert {"schedule", "same_person"} <= factors(finding).keys()


def test_an_unrelated_finished_one_is_not_offered_for_reuse(sample: Engine) -> None:
    for finding in sample.check("katuvalojen himmennys", 20):
        assert "reusable" not in factors(finding) or finding.score > 0.01


@pytest.mark.parametrize(("language", "idea"), [("fi", "Ideassa"), ("sv", "Idén")])
def test_reasons_speak_of_the_idea_in_the_language_spoken(language: str, idea: str) -> None:
    set_language(language)
    finding = first(Engine([FORMS, *OTHERS]), "Lomakemoottori verkkolomakkeille, etsitään valmis ratkaisu")
    assert finding.reasons[0].detail.startswith(idea)
    assert all("{" not in reason.detail for reason in finding.reasons)


def test_the_idea_is_marked_where_it_says_what_the_item_says() -> None:
    text = "Avoin lomakemoottori"
    finding = first(Engine([FORMS, *OTHERS]), text)
    spans = {text[start:end] for reason in finding.reasons for _field, start, end in reason.spans_a}
    assert "lomakemoottori" in spans


def test_an_initiative_of_the_portfolio_is_weighed_as_in_the_search_and_not_with_its_own_parts() -> None:
    engine = Engine([replace(FORMS, family="whole"), replace(FORMS_AGAIN, family="whole"), FORMS_ELSEWHERE, *OTHERS])
    found = engine.check(replace(FORMS, family="whole"))
    assert "forms-sv" not in {finding.b for finding in found}
    assert found[0].b == "forms-oulu"
    assert found[0].score == pytest.approx(engine.explain("forms", "forms-oulu").score, abs=1e-6)
