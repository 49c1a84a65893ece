"""How the product's own search is asked."""

import pytest

from kpkportfolio.model.vocabulary import OverlapKind
from kpkportfolio.overlap import words
from kpkportfolio.overlap.glossary import glossary
from kpkportfolio.overlap.item import Item
from tests.evaluation import ours, sets, tasks
from tests.evaluation.scored import CannotRun
from tests.evaluation.tasks import Task


@pytest.fixture(scope="module")
def portfolio() -> Task:
    items = [
        Item(id="a", title="Sähköisen asianhallinnan käyttöönotto", register="x", language="fi"),
        Item(id="b", title="Elektronisk ärendehantering", register="y", language="sv"),
        Item(id="c", title="Uimahallin kulkukortit", register="x", language="fi"),
        Item(id="d", title="Museets samlingar på nätet", register="y", language="sv"),
    ]
    return tasks.from_labels(sets.LabelledSet("koe", items, {("a", "b"): OverlapKind.OVERLAP}, frozenset(), [], {}))


def test_the_pair_that_means_the_same_is_the_best_and_its_probability_goes_with_the_score(portfolio: Task) -> None:
    scored = ours.without_vectors(portfolio, [])
    assert scored.probability is not None
    assert scored.kind is not None
    assert portfolio.truth[scored.scores.argmax()] == 1
    assert (scored.probability.argsort() == scored.scores.argsort()).all()
    assert sets.POSITIVE[scored.kind[scored.scores.argmax()]] in {OverlapKind.OVERLAP, OverlapKind.DUPLICATE}


def test_without_its_terms_the_glossary_knows_no_concept() -> None:
    word = "asianhallinta"
    found = glossary().concepts(word, words.stem(word, "fi"))
    assert found
    assert not ours.thinned(1.0, 0).concepts(word, words.stem(word, "fi"))
    assert ours.thinned(0.0, 0).concepts(word, words.stem(word, "fi")) == found
    assert ours.thinned(0.0, 0).names == ours.thinned(1.0, 0).names == glossary().names


def test_weights_are_not_held_out_where_there_is_nothing_else_to_fit_on(portfolio: Task) -> None:
    with pytest.raises(CannotRun, match="no other one"):
        ours.held_out(portfolio, [portfolio])


def test_only_what_was_fitted_on_a_set_is_marked(portfolio: Task) -> None:
    registers = portfolio._replace(name=sets.REGISTERS)
    strings = portfolio._replace(labelled=None)
    assert ours.looked_at("ours", portfolio)
    assert not ours.looked_at("ours", strings)
    assert not ours.looked_at("ours, held out", registers)
    assert not ours.looked_at("splink", registers)
    assert ours.looked_at("ours without vectors", registers)
    assert not ours.looked_at("ours without vectors", portfolio)
