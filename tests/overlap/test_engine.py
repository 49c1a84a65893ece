from dataclasses import replace
from datetime import date
from math import exp, log1p

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpkportfolio.errors import Cancelled, UsageError
from kpkportfolio.model.vocabulary import OverlapKind, Status
from kpkportfolio.overlap import scoring
from kpkportfolio.overlap.engine import MINIMUM, Engine
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.item import Item
from tests.overlap.examples import FORMS, FORMS_AGAIN, FORMS_ELSEWHERE, FORMS_WANTED, OTHERS, finished


def only(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, findings
    return findings[0]


def factors(finding: Finding) -> dict[str, float]:
    return {reason.factor: reason.weight for reason in finding.reasons}


def test_the_same_undertaking_in_two_registers_and_two_languages_is_a_duplicate() -> None:
    finding = only(Engine([FORMS, FORMS_AGAIN, *OTHERS]).pairs())
    assert (finding.a, finding.b, finding.kind) == ("forms", "forms-sv", OverlapKind.DUPLICATE)
    assert {"shared_terms", "same_person", "same_organisation", "schedule"} <= factors(finding).keys()


def test_two_organisations_that_develop_the_same_at_one_time_overlap() -> None:
    finding = only(Engine([FORMS, FORMS_ELSEWHERE, *OTHERS]).pairs())
    assert (finding.a, finding.b, finding.kind) == ("forms", "forms-oulu", OverlapKind.OVERLAP)
    assert factors(finding)["different_organisation"] == 0


@pytest.mark.parametrize("turned", [False, True])
def test_the_finished_one_serves_the_one_that_looks_for_something_ready(turned: bool) -> None:
    items = [finished(FORMS), FORMS_WANTED, *OTHERS]
    finding = only(Engine(items[::-1] if turned else items).pairs())
    assert (finding.a, finding.b, finding.kind) == ("forms", "forms-wanted", OverlapKind.REUSE)
    assert {"stage", "ready_made"} <= factors(finding).keys()


def test_parts_of_one_undertaking_are_no_findings_but_an_idea_may_be_like_any_of_them() -> None:
    parts = [replace(item, family="forms") for item in (FORMS, FORMS_AGAIN)]
    engine = Engine([*parts, FORMS_ELSEWHERE, *OTHERS])
    assert {(finding.a, finding.b) for finding in engine.pairs()} == {("forms", "forms-oulu")}
    assert {"forms", "forms-sv"} <= {finding.b for finding in engine.check(FORMS.title)}
    engine.update([FORMS_AGAIN], [])
    assert ("forms", "forms-sv") in {(finding.a, finding.b) for finding in engine.pairs()}


def test_unrelated_initiatives_are_not_listed() -> None:
    assert Engine(OTHERS).pairs() == []


def test_the_strongest_come_first_and_the_limit_keeps_them() -> None:
    engine = Engine([FORMS, FORMS_AGAIN, FORMS_ELSEWHERE, *OTHERS])
    found = engine.pairs()
    assert len(found) > 1
    assert [finding.score for finding in found] == sorted((finding.score for finding in found), reverse=True)
    assert engine.pairs(limit=1) == found[:1]
    assert all(finding.score >= MINIMUM for finding in found)
    assert engine.pairs(minimum=0.9999) == []


@pytest.mark.parametrize("parts", [("1", "2"), ("2a", "2b"), ("2A", "3")])
def test_a_follow_up_of_the_same_name_is_told_apart_by_its_number(parts: tuple[str, str]) -> None:
    first = replace(FORMS, id="one", title=f"Lomakemoottorin kehitys, vaihe {parts[0]}", description=None)
    second = replace(
        first, id="two", title=f"Lomakemoottorin kehitys, vaihe {parts[1]}", start=date(2012, 1, 1), end=None
    )
    again = replace(first, id="again", register="jip")
    engine = Engine([first, second, again, *OTHERS])
    assert factors(engine.explain("one", "two"))["follow_up"] < 0
    assert engine.explain("one", "two").score < MINIMUM < engine.explain("one", "again").score


def test_a_number_that_one_of_two_titles_has_makes_a_series_only_when_all_else_is_the_same() -> None:
    plain = replace(FORMS, id="one", title="Lomakemoottorin kehitys kunnalle", description=None)
    part = replace(plain, id="two", title="Lomakemoottorin kehitys kunnalle, vaihe 2")
    other = replace(plain, id="three", title="Lomakemoottorien kehitys kunnille 2 kielellä")
    engine = Engine([plain, part, other, *OTHERS])
    assert "follow_up" in factors(engine.explain("one", "two"))
    assert "follow_up" not in factors(engine.explain("one", "three"))


def test_years_in_one_of_the_titles_make_no_follow_up_but_two_different_years_do() -> None:
    plain = replace(FORMS, id="plain", title="Tietohallinnon strategia")
    year = replace(plain, id="year", title="Tietohallinnon strategia 2011", register="jip")
    next_year = replace(plain, id="next", title="Tietohallinnon strategia 2012", register="jip")
    engine = Engine([plain, year, next_year, *OTHERS])
    assert "follow_up" not in factors(engine.explain("plain", "year"))
    assert "follow_up" in factors(engine.explain("year", "next"))


def test_rollouts_of_one_product_in_two_cities_are_no_overlap() -> None:
    oulu = replace(
        FORMS_ELSEWHERE,
        id="oulu",
        title="Effica-potilastietojärjestelmän käyttöönotto Oulussa",
        description="Effica otetaan käyttöön terveyskeskuksissa.",
        register="kuntait",
    )
    lahti = replace(
        oulu,
        id="lahti",
        title="Effica-potilastietojärjestelmän käyttöönotto Lahdessa",
        organisation="Lahden kaupunki",
        person="Raija Oja",
        register="jip",
    )
    engine = Engine([oulu, lahti, *OTHERS])
    assert engine.pairs() == []
    assert factors(engine.explain("oulu", "lahti"))["rollouts"] < 0
    development = [replace(item, title=item.title.replace("käyttöönotto", "uusiminen")) for item in (oulu, lahti)]
    assert only(Engine([*development, *OTHERS]).pairs()).kind is OverlapKind.OVERLAP


def test_two_that_are_merely_at_the_rollout_stage_may_still_overlap() -> None:
    items = [replace(item, status=Status.ROLLOUT) for item in (FORMS, FORMS_ELSEWHERE)]
    assert only(Engine([*items, *OTHERS]).pairs()).kind is OverlapKind.OVERLAP


def test_rollouts_by_one_party_in_two_places_are_no_duplicate_either() -> None:
    oulu = replace(FORMS, id="oulu", title="Asianhallinnan käyttöönotto Oulussa", organisation="KPK ICT")
    lahti = replace(oulu, id="lahti", title="Asianhallinnan käyttöönotto Lahdessa", register="jip", person="R. Oja")
    assert "rollouts" in factors(Engine([oulu, lahti, *OTHERS]).explain("oulu", "lahti"))


def test_two_that_produce_the_same_component_at_one_time_overlap_whatever_their_words() -> None:
    one = replace(OTHERS[0], produces=("Integraatioalusta",))
    other = replace(OTHERS[4], produces=("integraatioalusta ",))
    user = replace(OTHERS[1], uses=("Integraatioalusta",))
    engine = Engine([one, other, user, *OTHERS[5:]])
    both = engine.explain(one.id, other.id)
    assert both.kind is OverlapKind.OVERLAP
    assert factors(both)["component"] > factors(engine.explain(one.id, user.id))["component"] > 0
    assert {one.id, other.id} == {only(engine.pairs()).a, only(engine.pairs()).b}


def test_a_text_that_names_the_others_register_refers_to_it() -> None:
    naming = replace(FORMS_ELSEWHERE, description="Työ tehdään KuntaIT:n rahoittamassa määrittelyssä.")
    engine = Engine([FORMS, naming, *OTHERS])
    assert factors(engine.explain(FORMS.id, naming.id))["source_reference"] > 0
    assert "source_reference" not in factors(Engine([FORMS, FORMS_ELSEWHERE]).explain(FORMS.id, FORMS_ELSEWHERE.id))


def test_a_cancelled_initiative_weighs_less() -> None:
    cancelled = replace(FORMS_WANTED, status=Status.CANCELLED)
    going = Engine([FORMS, FORMS_WANTED, *OTHERS]).explain(FORMS.id, FORMS_WANTED.id)
    stopped = Engine([FORMS, cancelled, *OTHERS]).explain(FORMS.id, cancelled.id)
    assert stopped.score < going.score
    assert factors(stopped)["stage"] < 0


def test_an_idea_is_mirrored_against_the_portfolio() -> None:
    engine = Engine([finished(FORMS), FORMS_ELSEWHERE, *OTHERS])
    found = engine.check("Avoin lomakemoottori verkkolomakkeiden tekemiseen")
    assert {found[0].b, found[1].b} == {"forms", "forms-oulu"}
    kinds = {finding.b: finding.kind for finding in found}
    assert kinds["forms"] is OverlapKind.REUSE
    assert kinds["forms-oulu"] is OverlapKind.OVERLAP
    assert all(finding.a == "" for finding in found)
    assert engine.check("Avoin lomakemoottori verkkolomakkeiden tekemiseen", limit=1) == found[:1]


def test_an_idea_in_another_language_finds_the_same() -> None:
    engine = Engine([FORMS, *OTHERS])
    assert engine.check("Elektroniska blanketter för invånarna")[0].b == "forms"
    assert engine.check("Online forms for citizens without programming")[0].b == "forms"


def test_nothing_is_found_for_nothing_and_in_nothing() -> None:
    assert Engine(OTHERS).check("") == []
    assert Engine([]).check("Lomake") == []
    assert Engine([]).pairs() == []
    assert Engine([FORMS]).pairs() == []


def test_an_item_is_not_compared_with_itself() -> None:
    assert FORMS.id not in [finding.b for finding in Engine([FORMS, FORMS_ELSEWHERE, *OTHERS]).check(FORMS)]


def test_asking_changes_no_answer() -> None:
    engine = Engine([FORMS, FORMS_ELSEWHERE, *OTHERS])
    before = engine.pairs()
    for question in ("uusi sana", "lomakemoottori", "brand new vocabulary"):
        engine.check(question)
    assert engine.pairs() == before


def test_an_updated_engine_answers_as_a_new_one() -> None:
    engine = Engine([FORMS, *OTHERS])
    assert engine.pairs() == []
    engine.update([FORMS_AGAIN, FORMS_ELSEWHERE], [OTHERS[0].id, "nobody"])
    expected = Engine([FORMS, *OTHERS[1:], FORMS_AGAIN, FORMS_ELSEWHERE])
    assert len(engine) == len(expected)
    for one, other in zip(engine.pairs(0.0), expected.pairs(0.0), strict=True):
        assert (one.a, one.b, one.kind) == (other.a, other.b, other.kind)
        assert one.score == pytest.approx(other.score, abs=1e-4)
    engine.update([], [FORMS_AGAIN.id, FORMS_ELSEWHERE.id])
    assert engine.pairs() == []


def test_work_stops_when_the_progress_says_so() -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled(f"{done}/{total}")

    with pytest.raises(Cancelled):
        Engine([FORMS], progress=stop)
    engine = Engine([FORMS, FORMS_AGAIN])
    with pytest.raises(Cancelled):
        engine.pairs(progress=stop)
    told: list[tuple[int, int]] = []
    engine.pairs(progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)


def test_a_pair_that_is_not_there_cannot_be_explained() -> None:
    with pytest.raises(UsageError, match="ghost"):
        Engine([FORMS]).explain("forms", "ghost")


TEXTS = st.text(st.sampled_from("aeiklmnostuv ÄÖäö2-."), max_size=40)
ITEMS = st.builds(
    Item,
    id=st.uuids().map(str),
    title=TEXTS,
    description=st.none() | TEXTS,
    organisation=st.sampled_from([None, "Oulun kaupunki", "KPK ICT", "City of Oulu"]),
    person=st.sampled_from([None, "A B", "B A", "C D"]),
    register=st.sampled_from([None, "x", "y"]),
    status=st.none() | st.sampled_from(Status),
    start=st.none() | st.dates(date(2009, 1, 1), date(2013, 1, 1)),
    end=st.none() | st.dates(date(2009, 1, 1), date(2014, 1, 1)),
    open_ended=st.booleans(),
    produces=st.sampled_from([(), ("Väylä",)]),
    uses=st.sampled_from([(), ("Väylä",)]),
)


@given(st.lists(ITEMS, min_size=2, max_size=6, unique_by=lambda item: item.id))
@settings(max_examples=60)
def test_scores_are_probabilities_alike_in_both_directions_and_the_sum_of_the_reasons(items: list[Item]) -> None:
    engine = Engine(items)
    for finding in engine.pairs(0.0):
        assert 0 <= finding.score <= 1
        assert finding.kind is OverlapKind.REUSE or finding.a < finding.b
    a, b = items[0].id, items[1].id
    finding = engine.explain(a, b)
    assert finding == engine.explain(b, a)
    assert {finding.a, finding.b} == {a, b}
    backwards = Engine(items[::-1]).explain(a, b)
    assert finding.kind is backwards.kind
    assert finding.score == pytest.approx(backwards.score, abs=1e-6)
    odds = scoring.PRIOR + sum(reason.weight for reason in finding.reasons)
    surest = odds if odds < scoring.SURE else scoring.SURE + log1p(odds - scoring.SURE)
    # reasons too small for a sentence are left out, of which there may be a few
    assert finding.score == pytest.approx(1 / (1 + exp(-surest)), abs=0.05)


@given(ITEMS, st.lists(ITEMS, min_size=1, max_size=5, unique_by=lambda item: item.id))
@settings(max_examples=40)
def test_any_idea_can_be_checked(idea: Item, items: list[Item]) -> None:
    for finding in Engine(items).check(idea):
        assert 0 <= finding.score <= 1
        assert finding.b in {item.id for item in items} - {idea.id}
