"""Rows by the thousand, inserted beside the work of whoever gives them."""

from collections.abc import Iterator
from datetime import date
from threading import enumerate as running

import pytest

from kpkportfolio.errors import InvalidValue
from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.tables import ENTITIES
from kpkportfolio.store.bulk import Inserter, inserting
from kpkportfolio.store.portfolio import Portfolio

MANY = 4_321
NAMES = ["id", "kind", "title", "start", "open_ended"]
Given = tuple[str, str, str, date | None, bool]


def given(count: int = MANY) -> Iterator[Given]:
    for n in range(count):
        yield f"i{n:05}", "initiative", f"Hanke {n} ”ö”", date(2011, 1, 1 + n % 28) if n % 3 else None, n % 2 == 0


def operation(titles: Iterator[str] | list[str]) -> Operation:
    rows = [Change("initiative", f"i{n:05}", None, {"kind": "initiative", "title": t}) for n, t in enumerate(titles)]
    return Operation(OperationKind.IMPORT, "rekisteri.csv", rows)


def threads() -> list[str]:
    return [thread.name for thread in running() if thread.name.startswith("inserting")]


def test_all_rows_are_there_as_they_were_given_and_in_their_order(portfolio: Portfolio) -> None:
    with portfolio.write() as connection, inserting(connection) as inserter:
        inserter.insert(ENTITIES["initiative"], NAMES, given())
        inserter.insert(ENTITIES["tag"], ["id", "name"], [("t", "kärki")])
        inserter.insert(
            ENTITIES["deliverable"], ["id", "initiative_id", "title", "state"], [("d", "i00000", "x", "planned")]
        )
    stored = portfolio.records("initiative")
    assert [(id_, *(row[name] for name in NAMES[1:])) for id_, row in stored.items()] == list(given())
    assert portfolio.records("tag") == {"t": {"name": "kärki"}}
    assert list(portfolio.records("deliverable")) == ["d"]
    assert threads() == []


def test_what_is_settled_can_be_asked_for_in_the_same_transaction(portfolio: Portfolio) -> None:
    with portfolio.write() as connection, inserting(connection) as inserter:
        inserter.insert(ENTITIES["initiative"], NAMES, given())
        inserter.settle()
        count = connection.exec_driver_sql("SELECT count(*) FROM initiative").scalar_one()
    assert count == MANY


def test_a_large_operation_is_journalled_row_by_row(portfolio: Portfolio) -> None:
    done = operation([f"Hanke {n}" for n in range(MANY)])
    entry = portfolio.commit(done).entry
    assert portfolio.changes_of(entry.seq) == done.changes
    portfolio.undo()
    assert portfolio.records("initiative") == {}
    portfolio.redo()
    assert len(portfolio.records("initiative")) == MANY


@pytest.mark.parametrize("twice", [700, MANY - 1])
def test_a_row_that_the_database_refuses_leaves_nothing(portfolio: Portfolio, twice: int) -> None:
    rows = list(operation([f"Hanke {n}" for n in range(MANY)]).changes)
    # the same id once more, wherever it comes
    rows[twice] = Change("initiative", "i00000", None, {"kind": "initiative", "title": "Toinen"})
    with pytest.raises(InvalidValue):
        portfolio.commit(Operation(OperationKind.IMPORT, "rekisteri.csv", rows))
    assert (portfolio.records("initiative"), portfolio.operations()) == ({}, [])
    assert threads() == []
    portfolio.commit(operation(["Hanke"]))


def test_whoever_gives_up_in_the_middle_leaves_nothing(portfolio: Portfolio) -> None:
    def stopped() -> Iterator[Given]:
        yield from given()
        raise KeyboardInterrupt

    def give_up(inserter: Inserter) -> None:
        inserter.insert(ENTITIES["initiative"], NAMES, stopped())

    with pytest.raises(KeyboardInterrupt), portfolio.write() as connection, inserting(connection) as inserter:
        give_up(inserter)
    assert portfolio.records("initiative") == {}
    assert threads() == []
    portfolio.commit(operation(["Hanke"]))
