"""What is worked out of the facts is filtered and counted like what is recorded, and follows what changes."""

from datetime import date

import pytest

from kpkportfolio.model import health_rules, staleness
from kpkportfolio.model.facts import Facts, Flag
from kpkportfolio.model.filter_words import filter_words
from kpkportfolio.model.filtering import UNKNOWN, Facet, Filter, counts
from kpkportfolio.model.health_rules import Thresholds, use_thresholds
from kpkportfolio.model.rows import BaselineRow, Contents, InitiativeRow
from kpkportfolio.model.staleness import use_months
from kpkportfolio.model.vocabulary import Health
from tests.charts.factories import initiative

TODAY = date(2011, 11, 15)
END = date(2011, 12, 31)


def portfolio(*rows: InitiativeRow) -> Contents:
    ids = [row.id for row in rows]
    baselines = [BaselineRow(f"b{id_}", id_, "Päätös", None, None, END, None, None) for id_ in ids if id_ != "d"]
    return Contents(list(rows), [], [], [], [], [], [], [], [], [], [], [], [], [], baselines)


ROWS = (
    initiative("a", "a", end=END, health=Health.GREEN),
    initiative("b", "b", end=date(2012, 5, 31), health=Health.GREEN),
    initiative("c", "c", end=date(2012, 2, 15), health=Health.RED, read_on=date(2011, 2, 1)),
    initiative("d", "d", end=END, read_on=date(2011, 11, 1)),
)


@pytest.fixture(autouse=True)
def _defaults() -> object:
    yield
    use_thresholds(Thresholds())
    use_months(staleness.MONTHS)


def ids(wanted: Filter, facts: Facts) -> str:
    return "".join(row.id for row in wanted.apply(ROWS, facts=facts))


def test_conditions_flags_and_what_is_not_known_are_filtered_and_counted() -> None:
    facts = Facts(portfolio(*ROWS), TODAY)
    assert counts(Facet.COMPUTED, ROWS, facts) == {"green": 1, "red": 1, "yellow": 1, UNKNOWN: 1}
    assert counts(Facet.FLAG, ROWS, facts) == {"too_green": 1, "stale": 1}
    assert ids(Filter(facets={Facet.COMPUTED: frozenset({"red", "yellow"})}), facts) == "bc"
    assert ids(Filter(facets={Facet.COMPUTED: frozenset({UNKNOWN})}), facts) == "d"
    assert ids(Filter(facets={Facet.FLAG: frozenset({Flag.TOO_GREEN})}), facts) == "b"
    assert ids(Filter(facets={Facet.FLAG: frozenset(Flag)}), facts) == "bc"
    assert ids(Filter("c", {Facet.FLAG: frozenset(Flag)}), facts) == "c"
    both = Filter(facets={Facet.FLAG: frozenset(Flag), Facet.HEALTH: frozenset({"red"})})
    assert ids(both, facts) == "c"
    assert both.of_facts
    assert not Filter(facets={Facet.HEALTH: frozenset({"red"})}).of_facts


def test_other_limits_make_other_facts() -> None:
    contents = portfolio(*ROWS)
    facts = Facts(contents, TODAY)
    facts.warm()
    use_thresholds(Thresholds(yellow_months=6, red_months=12))
    assert not facts.holds(contents, TODAY)
    fresh = Facts(contents, TODAY, facts)
    assert fresh.health(ROWS[1]) is Health.GREEN
    use_months(12)
    assert Facts(contents, TODAY, fresh).flags(ROWS[2]) == ()


def test_what_still_holds_is_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    contents = portfolio(*ROWS)
    facts = Facts(contents, TODAY).warm()
    assert facts.holds(contents, TODAY)
    worked: list[str] = []
    real = health_rules.computed
    monkeypatch.setattr(
        "kpkportfolio.model.facts.computed", lambda row, *rest: worked.append(row.id) or real(row, *rest)
    )
    moved = ROWS[0]._replace(end=date(2013, 1, 1))
    after = contents._replace(initiatives=[moved, *ROWS[1:]])
    later = Facts(after, TODAY, facts).warm()
    assert worked == ["a"]
    assert later.health(moved) is Health.RED
    assert later.slip(moved) == (date(2013, 1, 1) - END).days
    # another baseline, or another day, and everything is worked out anew
    Facts(after._replace(baselines=list(after.baselines)), TODAY, later).warm()
    Facts(after, date(2012, 1, 1), later).warm()
    assert worked == ["a", *"abcd", *"abcd"]


def test_a_filter_is_said_in_words() -> None:
    wanted = Filter(
        " kunta  tili ",
        {Facet.COMPUTED: frozenset({"red"}), Facet.FLAG: frozenset({"stale"}), Facet.DOMAIN: frozenset()},
    )
    assert filter_words(wanted) == "Words: “kunta tili”; From the facts: Needs a decision; To be noticed: Stale source"
    assert filter_words(Filter(facets={Facet.HEALTH: frozenset({UNKNOWN})})) == "Health: not judged"
    assert filter_words(Filter(facets={Facet.ID: frozenset({"a", "c"})})) == "Chosen one by one: 2"


def test_single_initiatives_are_chosen_by_their_ids() -> None:
    facts = Facts(portfolio(*ROWS), TODAY)
    assert ids(Filter(facets={Facet.ID: frozenset({"a", "c", "gone"})}), facts) == "ac"
    assert ids(Filter(facets={Facet.ID: frozenset({"a", "c"}), Facet.HEALTH: frozenset({"red"})}), facts) == "c"
