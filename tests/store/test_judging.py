"""Verdicts as operations, and the collector's rest while rows are written."""

import gc
from pathlib import Path

import pytest

from kpkportfolio.errors import UsageError
from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.vocabulary import Verdict
from kpkportfolio.store.bulk import garbage_left_alone
from kpkportfolio.store.judging import judging
from kpkportfolio.store.portfolio import Portfolio

PRINTS = {"a": "1" * 32, "b": "2" * 32}


def with_two(portfolio: Portfolio) -> Portfolio:
    rows = [Change("initiative", id_, None, {"kind": "initiative", "title": id_.upper()}) for id_ in ("a", "b")]
    portfolio.commit(Operation(OperationKind.ADD, "", rows))
    return portfolio


def test_a_pair_is_judged_once_whichever_way_round_it_is_named(portfolio: Portfolio) -> None:
    with_two(portfolio)
    first = judging(portfolio, "b", "a", Verdict.DUPLICATE, "sama", PRINTS)
    assert (first.kind, first.what, first.why) == (OperationKind.VERDICT, "A ↔ B", "sama")
    portfolio.commit(first)
    portfolio.commit(judging(portfolio, "a", "b", Verdict.RELATED, None, PRINTS))
    [verdict] = portfolio.contents().verdicts
    assert (verdict.a_id, verdict.b_id, verdict.verdict, verdict.reason) == ("a", "b", Verdict.RELATED, None)
    assert (verdict.a_text, verdict.b_text, verdict.by) == (PRINTS["a"], PRINTS["b"], portfolio.by)
    portfolio.undo()
    [verdict] = portfolio.contents().verdicts
    assert (verdict.verdict, verdict.reason) == (Verdict.DUPLICATE, "sama")
    portfolio.undo()
    assert portfolio.contents().verdicts == []


@pytest.mark.parametrize("pair", [("a", "a"), ("a", "x"), ("x", "y")])
def test_only_two_initiatives_that_are_there_can_be_judged(tmp_path: Path, pair: tuple[str, str]) -> None:
    portfolio = with_two(Portfolio.create(tmp_path / "salkku.sqlite"))
    with pytest.raises(UsageError):
        judging(portfolio, *pair, Verdict.OVERLAP, None, {"a": "", "x": "", "y": ""})
    portfolio.close()


def test_the_collector_goes_on_afterwards_if_it_was_on() -> None:
    @garbage_left_alone()
    def fail() -> None:
        assert not gc.isenabled()
        raise ZeroDivisionError

    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError):
        fail()
    assert gc.isenabled()
    gc.disable()
    try:
        with garbage_left_alone():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
