"""Verdicts on found pairs: they rule until a text changes in substance."""

from datetime import UTC, datetime

from kpkportfolio.model.rows import Contents, InitiativeRow, VerdictRow
from kpkportfolio.model.vocabulary import OverlapKind, Status, Verdict
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.item import fingerprint, items
from kpkportfolio.overlap.judged import as_judged
from tests.overlap.test_clusters import EMPTY, pair, row


def judged(a: str, b: str, verdict: Verdict, rows: list[InitiativeRow]) -> VerdictRow:
    prints = {item.id: fingerprint(item) for item in items(rows, [], [])}
    return VerdictRow("", a, b, verdict, None, "M", datetime(2011, 11, 15, tzinfo=UTC), prints[a], prints[b])


def portfolio(verdict: Verdict, retitled: str | None = None) -> Contents:
    rows = [row("a", title="Asianhallinta kunnille"), row("b", title="Kuntien asianhallinta"), row("c", title="Kartat")]
    verdicts = [judged("a", "b", verdict, rows)]
    if retitled is not None:
        rows[0] = rows[0]._replace(title=retitled)
    return EMPTY._replace(initiatives=rows, verdicts=verdicts)


PAIRS = [pair("b", "c", 0.8), pair("a", "b", 0.6)]


def test_a_pair_judged_different_is_left_out() -> None:
    assert as_judged(PAIRS, portfolio(Verdict.DIFFERENT)) == [PAIRS[0]]


def test_a_verdict_gives_the_kind_and_is_certain() -> None:
    found = as_judged(PAIRS, portfolio(Verdict.DUPLICATE))
    assert found == [Finding("a", "b", OverlapKind.DUPLICATE, 1.0), PAIRS[0]]


def test_a_reuse_found_from_b_to_a_stays_so() -> None:
    [found] = as_judged([pair("b", "a", 0.6, OverlapKind.REUSE)], portfolio(Verdict.REUSE))
    assert (found.a, found.b, found.score) == ("b", "a", 1.0)


def test_a_confirmed_pair_that_is_not_found_is_there_all_the_same() -> None:
    assert as_judged(PAIRS[:1], portfolio(Verdict.OVERLAP)) == [
        Finding("a", "b", OverlapKind.OVERLAP, 1.0),
        PAIRS[0],
    ]
    assert as_judged(PAIRS[:1], portfolio(Verdict.DIFFERENT)) == PAIRS[:1]
    everything = portfolio(Verdict.REUSE)
    everything.initiatives[1] = everything.initiatives[1]._replace(status=Status.COMPLETED)
    [found] = as_judged([], everything)
    assert (found.a, found.b) == ("b", "a")


def test_a_verdict_on_a_text_that_has_changed_rules_no_more() -> None:
    assert as_judged(PAIRS, portfolio(Verdict.DIFFERENT, "Oppilashallinto")) == PAIRS
