from dataclasses import replace

import pytest

from kpkportfolio import text
from kpkportfolio.model.vocabulary import Status
from kpkportfolio.overlap.engine import Engine
from kpkportfolio.overlap.finding import Finding, Reason
from kpkportfolio.overlap.item import Item
from tests.overlap.examples import FORMS, FORMS_AGAIN, FORMS_ELSEWHERE, FORMS_WANTED, OTHERS, finished


def reason(finding: Finding, factor: str) -> Reason:
    return next(reason for reason in finding.reasons if reason.factor == factor)


def marked(item: Item, spans: tuple[tuple[str, int, int], ...]) -> set[str]:
    texts = {"title": item.title, "description": item.description or ""}
    return {texts[name][start:end].lower() for name, start, end in spans}


def test_the_shared_words_are_marked_in_both_texts_as_they_are_written() -> None:
    finding = Engine([FORMS, FORMS_ELSEWHERE, *OTHERS]).explain(FORMS.id, FORMS_ELSEWHERE.id)
    shared = reason(finding, "description")
    assert {"lomakemoottori", "verkkolomakkeen", "ohjelmointia"} <= marked(FORMS, shared.spans_a)
    assert {"lomakemoottorin", "verkkolomakkeita", "ohjelmointia"} <= marked(FORMS_ELSEWHERE, shared.spans_b)
    assert "jolla" not in marked(FORMS, shared.spans_a)
    assert "ohjelmointia" in shared.detail


def test_terms_are_marked_across_languages_and_named_in_the_language_spoken() -> None:
    engine = Engine([FORMS, FORMS_AGAIN, *OTHERS])
    terms = reason(engine.explain(FORMS.id, FORMS_AGAIN.id), "shared_terms")
    assert "electronic form" in terms.detail
    assert "lomakepalvelu" in marked(FORMS, terms.spans_a)
    assert "elektroniska blanketter" in marked(FORMS_AGAIN, terms.spans_b)
    text.set_language("fi")
    assert "sähköinen lomake" in reason(engine.explain(FORMS.id, FORMS_AGAIN.id), "shared_terms").detail


def test_reasons_come_the_weightiest_first() -> None:
    finding = Engine([FORMS, FORMS_AGAIN, *OTHERS]).explain(FORMS.id, FORMS_AGAIN.id)
    weights = [abs(reason.weight) for reason in finding.reasons]
    assert weights == sorted(weights, reverse=True)


def test_the_schedule_says_how_many_months_run_together() -> None:
    finding = Engine([FORMS, FORMS_ELSEWHERE, *OTHERS]).explain(FORMS.id, FORMS_ELSEWHERE.id)
    assert reason(finding, "schedule").detail == (
        "They run at the same time for 22 months: 3/2010–12/2011 and 3/2010–12/2011."
    )
    endless = replace(FORMS_ELSEWHERE, end=None, open_ended=True)
    both = Engine([replace(FORMS, end=None, open_ended=True), endless]).explain(FORMS.id, endless.id)
    assert reason(both, "schedule").detail == "They run at the same time: 3/2010– and 3/2010–."


def portfolio() -> list[Item]:
    """Items whose pairs have every factor there is."""
    return [
        FORMS,
        FORMS_AGAIN,
        replace(FORMS_ELSEWHERE, description=f"{FORMS_ELSEWHERE.description} Määrittelyn rahoittaa KuntaIT."),
        FORMS_WANTED,
        replace(finished(FORMS), id="done", organisation="Sitra", person=None, produces=("Lomakealusta",)),
        replace(FORMS, id="phase", title=f"{FORMS.title}, vaihe 2", produces=("Lomakealusta",)),
        replace(FORMS_WANTED, id="stopped", status=Status.CANCELLED, uses=("Lomakealusta",)),
        *(replace(FORMS, id=f"same-{n}", description=None, organisation=f"Yritys {n} Oy") for n in range(4)),
        replace(FORMS_ELSEWHERE, id="roll-1", title="Lomakkeiden käyttöönotto", status=Status.ROLLOUT),
        replace(FORMS, id="roll-2", title="Lomakepohjien käyttöönotto", status=Status.ROLLOUT, register="omat"),
    ]


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_reason_is_a_sentence_in_the_language_spoken(language: str) -> None:
    engine = Engine([*portfolio(), *OTHERS])
    keys = [item.id for item in portfolio()]
    pairs = [(a, b) for a in keys for b in keys if a < b]
    english = {pair: engine.explain(*pair) for pair in pairs}
    seen = {reason.factor for finding in english.values() for reason in finding.reasons}
    text.set_language(language)
    for pair in pairs:
        for one, other in zip(english[pair].reasons, engine.explain(*pair).reasons, strict=True):
            assert one.factor == other.factor
            assert one.detail != other.detail, one
            assert "{" not in other.detail
            assert other.detail.endswith(".")
    assert seen >= {
        "title_words",
        "description",
        "shared_terms",
        "deliverables",
        "same_organisation",
        "different_organisation",
        "same_person",
        "same_register",
        "schedule",
        "stage",
        "ready_made",
        "component",
        "source_reference",
        "follow_up",
        "rollouts",
        "template_title",
    }
