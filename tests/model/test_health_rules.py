"""Conditions from facts: the Danish thresholds, the first baseline beside the latest, and unknown that stays so."""

from collections.abc import Iterator
from datetime import date

import pytest

from kpkportfolio.model.health_rules import (
    Aspect,
    Computed,
    Thresholds,
    computed,
    thresholds,
    too_green,
    use_thresholds,
)
from kpkportfolio.model.health_words import finding_words, flag_words, rules_words
from kpkportfolio.model.rows import BaselineRow, DeliverableRow, InitiativeRow
from kpkportfolio.model.vocabulary import DeliverableState, Health, InitiativeKind, Status

TODAY = date(2011, 8, 24)
MILLION = 100_000_000


@pytest.fixture(autouse=True)
def _defaults() -> Iterator[None]:
    yield
    use_thresholds(Thresholds())


def row(**fields: object) -> InitiativeRow:
    nothing: dict[str, object] = dict.fromkeys(InitiativeRow._fields)
    known = {"id": "a", "title": "A", "kind": InitiativeKind.INITIATIVE, "end": date(2012, 6, 30)}
    return InitiativeRow(**{**nothing, **known, **fields})  # type: ignore[arg-type]  # a test's own fields


def baseline(name: str, end: date | None, approved: date | None = None, most: int | None = None) -> BaselineRow:
    return BaselineRow(name, "a", name, approved, None, end, None, most)


def deliverable(due: date | None, state: DeliverableState = DeliverableState.PLANNED) -> DeliverableRow:
    return DeliverableRow("d", "a", 0, "D", due, state)


def schedule(planned: date, end: date) -> Health | None:
    return computed(row(end=end), [baseline("P", planned)], [], TODAY).health


@pytest.mark.parametrize(
    ("end", "health"),
    [
        (date(2012, 1, 1), Health.GREEN),
        (date(2012, 6, 30), Health.GREEN),
        (date(2012, 7, 29), Health.GREEN),
        (date(2012, 7, 30), Health.YELLOW),
        (date(2012, 9, 30), Health.YELLOW),
        (date(2012, 10, 1), Health.RED),
    ],
)
def test_a_slip_is_yellow_from_one_month_to_three(end: date, health: Health) -> None:
    assert schedule(date(2012, 6, 30), end) is health


@pytest.mark.parametrize(
    ("now", "health"),
    [(90, Health.GREEN), (100, Health.GREEN), (101, Health.YELLOW), (110, Health.YELLOW), (111, Health.RED)],
)
def test_an_overrun_is_yellow_up_to_ten_per_cent(now: int, health: Health) -> None:
    found = computed(row(end=None, investment_max=now * MILLION), [baseline("P", None, most=100 * MILLION)], [], TODAY)
    assert found.health is health
    assert found.amount(Aspect.COST, found.first) == now - 100


def test_a_new_baseline_hides_nothing() -> None:
    first = baseline("Päätös 2010", date(2011, 12, 31), date(2010, 1, 1))
    latest = baseline("Tarkistus", date(2012, 6, 30), date(2011, 6, 1))
    found = computed(row(health=Health.GREEN), [latest, first], [], TODAY)
    assert (found.first, found.latest, found.health) == (first, latest, Health.RED)
    assert found.amount(Aspect.SCHEDULE, first) == 182
    assert found.amount(Aspect.SCHEDULE, latest) == 0
    assert too_green(Health.GREEN, found)
    assert too_green(Health.YELLOW, found)
    assert not too_green(Health.RED, found)
    assert not too_green(None, found)
    assert [finding_words(one, found) for one in found.findings] == [
        "Ends 182 days later than the first baseline “Päätös 2010”",
        "Ends as in the latest baseline “Tarkistus”",
    ]
    assert flag_words(found) == "Judged better than the facts: worked out as needs a decision"


def test_unknown_is_judged_neither_good_nor_bad() -> None:
    for known in (
        computed(row(), [], [], TODAY),
        computed(row(end=None), [baseline("P", date(2011, 1, 1))], [], TODAY),
        computed(row(), [baseline("P", None, most=0)], [deliverable(None)], TODAY),
        computed(row(investment_min=5), [baseline("P", None, most=5)], [], TODAY),
    ):
        assert known.health is None
        assert known.findings == ()
        assert not too_green(Health.GREEN, known)
    assert Computed(None, ()).amount(Aspect.COST, None) is None


def test_an_end_that_has_passed_slips_until_it_is_over() -> None:
    late = row(end=date(2011, 1, 31), status=Status.IMPLEMENTATION)
    plan = [baseline("P", date(2011, 1, 31))]
    found = computed(late, plan, [], TODAY)
    assert found.health is Health.RED
    assert found.amount(Aspect.SCHEDULE, plan[0]) == 205
    assert "Not over although the end has passed: 205 days" in finding_words(found.findings[0], found)
    assert computed(late._replace(status=Status.COMPLETED), plan, [], TODAY).health is Health.GREEN
    # before the baseline's own end nobody knows on which side of it this ends
    assert computed(late, [baseline("P", date(2012, 1, 31))], [], TODAY).health is None


def test_late_deliverables_are_judged_as_the_schedule_is() -> None:
    done = deliverable(date(2010, 1, 1), DeliverableState.DONE)
    assert computed(row(), [], [done, deliverable(date(2012, 1, 1))], TODAY).health is Health.GREEN
    found = computed(row(), [], [done, deliverable(date(2011, 7, 1)), deliverable(date(2011, 8, 20))], TODAY)
    assert found.health is Health.YELLOW
    assert finding_words(found.findings[0], found) == "2 deliverables are late, at most 54 days"
    assert computed(row(), [], [deliverable(date(2011, 1, 1))], TODAY).health is Health.RED
    assert computed(row(status=Status.CANCELLED), [], [deliverable(date(2011, 1, 1))], TODAY).health is None


def test_other_thresholds_are_judged_by_and_told() -> None:
    use_thresholds(Thresholds(2, 6, 20))
    assert thresholds().red_months == 6
    assert schedule(date(2012, 6, 30), date(2012, 8, 29)) is Health.GREEN
    assert schedule(date(2012, 6, 30), date(2012, 12, 30)) is Health.YELLOW
    assert schedule(date(2012, 6, 30), date.max) is Health.RED
    assert schedule(date.max, date.max) is Health.GREEN
    assert "2 months" in rules_words()
    assert "20%" in rules_words()


def test_costs_in_words() -> None:
    for now, words in ((104, "4.0 per cent more"), (96, "4.0 per cent less"), (100, "Costs as in")):
        plan = [baseline("P", None, most=100)]
        found = computed(row(end=None, investment_max=now), plan, [], TODAY)
        assert words in finding_words(found.findings[0], found)
