"""Earlier moments come from the snapshots, without any from the journal's months."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import update

from kpkportfolio import snapshots
from kpkportfolio.charts.over_time import Moment
from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.tables import operation
from kpkportfolio.snapshots.over_time import MOST, evenly, past
from kpkportfolio.store.edits import editing
from kpkportfolio.store.portfolio import Portfolio


def add(portfolio: Portfolio, id_: str) -> None:
    row = {"kind": "initiative", "title": id_, "status": "idea"}
    portfolio.commit(Operation(OperationKind.ADD, id_, [Change("initiative", id_, None, row)]))


def told(moment: Moment) -> list[tuple[str, str]]:
    return [(row.title, row.status.value if row.status else "") for row in moment.initiatives]


def test_snapshots_come_as_they_were_frozen(portfolio: Portfolio) -> None:
    add(portfolio, "a")
    snapshots.take(portfolio, "1/2011")
    portfolio.commit(editing(portfolio, ["a"], {"status": "approved"}))
    for n in range(2, MOST + 4):
        snapshots.take(portfolio, f"{n}/2011")
    found = past(portfolio, datetime.now().astimezone().date())
    assert found.known == MOST + 3
    assert len(found.moments) == MOST
    assert [found.moments[0].name, found.moments[-1].name] == ["1/2011", f"{MOST + 3}/2011"]
    assert told(found.moments[0]) == [("a", "idea")]
    assert told(found.moments[-1]) == [("a", "approved")]


def test_without_snapshots_the_journal_tells_the_months(portfolio: Portfolio) -> None:
    assert past(portfolio, date(2011, 6, 1)).moments == ()
    add(portfolio, "a")
    add(portfolio, "b")
    portfolio.commit(editing(portfolio, ["a"], {"status": "approved"}))
    days = [datetime(2011, month, 15, tzinfo=UTC) for month in (1, 2, 4)]
    with portfolio.write() as connection:
        for entry, day in zip(reversed(portfolio.operations()), days, strict=True):
            connection.execute(update(operation).where(operation.c.seq == entry.seq).values(at=day))
    found = past(portfolio, date(2011, 5, 10))
    assert [one.day for one in found.moments] == [date(2011, month, 1) - timedelta(days=1) for month in (2, 3, 4, 5)]
    assert [len(one.initiatives) for one in found.moments] == [1, 2, 2, 2]
    assert [dict(told(one))["a"] for one in found.moments] == ["idea", "idea", "idea", "approved"]


def test_the_first_and_the_last_are_among_the_chosen() -> None:
    assert evenly(range(5), 12) == [0, 1, 2, 3, 4]
    assert evenly(range(23), 12) == list(range(0, 23, 2))
