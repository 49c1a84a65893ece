"""When snapshots are taken without being asked for, and when not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from kpkportfolio import snapshots
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.model.tables import operation, snapshot
from kpkportfolio.store import freezing, occasions
from kpkportfolio.store.edits import editing
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.store.safekeeping import MANY


def adding(n: int, kind: OperationKind = OperationKind.ADD, what: str = "") -> Operation:
    rows = [{"kind": "initiative", "title": f"Hanke {k}"} for k in range(n)]
    return Operation(kind, what, [Change("initiative", new_id(), None, row) for row in rows])


def names(portfolio: Portfolio) -> list[str]:
    """What they are called after the time they were taken at, without what tells two of one minute apart."""
    return [one.name.split(" ", 2)[2].partition(" (")[0] for one in snapshots.listing(portfolio)]


def age(portfolio: Portfolio, **by: float) -> None:
    """Let everything have happened so much earlier."""
    with portfolio.write() as connection:
        for table, column in ((snapshot, "taken_at"), (operation, "at")):
            for key, moment in connection.execute(select(table.c.id, table.c[column])).all():
                connection.execute(update(table).where(table.c.id == key).values({column: moment - timedelta(**by)}))


def test_every_so_many_days_if_something_has_changed(portfolio: Portfolio) -> None:
    assert occasions.take_if_due(portfolio) is None
    portfolio.commit(adding(1))
    assert occasions.take_if_due(portfolio) is None
    age(portfolio, days=6.9)
    assert occasions.take_if_due(portfolio) is None
    age(portfolio, days=0.2)
    assert occasions.take_if_due(portfolio, 0) is None
    taken = occasions.take_if_due(portfolio)
    assert taken is not None
    assert (taken.automatic, taken.by) == (True, "KPK Portfolio")
    age(portfolio, days=30)
    assert occasions.take_if_due(portfolio) is None
    portfolio.commit(adding(1))
    assert occasions.take_if_due(portfolio, 31) is None
    assert occasions.take_if_due(portfolio, 30) is not None
    assert names(portfolio) == ["by itself", "by itself"]


def test_a_clock_that_was_set_back_does_not_keep_them_away(portfolio: Portfolio) -> None:
    portfolio.commit(adding(1))
    age(portfolio, days=-3)
    assert occasions.take_if_due(portfolio) is not None


def test_before_what_is_large_unless_nothing_has_changed(portfolio: Portfolio) -> None:
    portfolio.commit(adding(2, OperationKind.IMPORT, "hankkeet.xlsx"))
    assert names(portfolio) == []
    portfolio.commit(adding(1, OperationKind.IMPORT, "salkku.csv"))
    portfolio.commit(adding(MANY + 1))
    assert names(portfolio) == ["before an import", "before a change of many rows"]
    assert snapshots.listing(portfolio)[0].note == "Import salkku.csv"
    ids = list(portfolio.records("initiative"))
    snapshots.take(portfolio, "Kun kaikki on tuotu")
    # frozen just now: nothing could be added to it
    portfolio.commit(editing(portfolio, ids, {"progress": 10}))
    portfolio.commit(editing(portfolio, ids[:MANY], {"progress": 20}))
    assert len(snapshots.listing(portfolio)) == 3
    # neither undo nor redo, however large
    portfolio.undo()
    portfolio.undo()
    portfolio.redo()
    assert len(snapshots.listing(portfolio)) == 3
    # before: as it was when the operation had not been carried out
    before = snapshots.content_of(portfolio, snapshots.listing(portfolio)[1])
    assert len(before["initiative"]) == 3
    assert snapshots.verify(portfolio) == []


def test_of_many_small_ones_only_the_first_in_an_hour(portfolio: Portfolio) -> None:
    portfolio.commit(adding(1))
    for _n in range(3):
        portfolio.commit(adding(1, OperationKind.MERGE))
        portfolio.commit(adding(1, OperationKind.IMPORT))
    assert names(portfolio) == ["before a merge"]
    age(portfolio, hours=1)
    portfolio.commit(adding(1, OperationKind.MERGE))
    assert names(portfolio) == ["before a merge"] * 2


def test_two_in_one_minute_have_names_of_their_own(portfolio: Portfolio) -> None:
    portfolio.commit(adding(1))
    for _n in range(3):
        portfolio.commit(adding(MANY + 1, OperationKind.IMPORT))
    found = [one.name for one in snapshots.listing(portfolio)]
    assert len(set(found)) == 3


def test_another_window_that_takes_the_same_name_meanwhile_stops_no_import(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    portfolio.commit(adding(1))
    taking: Callable[..., snapshots.Snapshot] = freezing.take
    others: list[str] = []

    def beaten(portfolio: Portfolio, name: str, *rest: str | None, **options: Any) -> snapshots.Snapshot:
        if not others:
            others.append(taking(portfolio, name, *rest, **options).name)
        return taking(portfolio, name, *rest, **options)

    monkeypatch.setattr(freezing, "take", beaten)
    portfolio.commit(adding(1, OperationKind.IMPORT))
    first, second = (one.name for one in snapshots.listing(portfolio))
    assert (first, second) == (others[0], f"{others[0]} (2)")
    assert len(portfolio.initiatives()) == 2


def test_what_cannot_be_written_is_passed_over(portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    portfolio.commit(adding(1))
    age(portfolio, days=8)
    monkeypatch.setattr(occasions, "_PATIENCE", 20)
    other = Portfolio.open(portfolio._engine.url.render_as_string(False) if portfolio.path is None else portfolio.path)
    with other.write():
        assert occasions.take_if_due(portfolio) is None
    other.close()
    portfolio.frozen = "the past"
    assert occasions.take_if_due(portfolio) is None
    portfolio.frozen = None
    assert occasions.take_if_due(portfolio) is not None
