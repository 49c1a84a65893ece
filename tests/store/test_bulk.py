"""Rows by the thousand: all of them, in their order, or none."""

from collections.abc import Iterator
from datetime import date

import pytest

from kpkportfolio.errors import InvalidValue
from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.tables import ENTITIES
from kpkportfolio.store.bulk import insert_rows
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


def test_all_rows_are_there_as_they_were_given_and_in_their_order(portfolio: Portfolio) -> None:
    with portfolio.write() as connection:
        insert_rows(connection, ENTITIES["initiative"], NAMES, given())
        insert_rows(connection, ENTITIES["tag"], ["id", "name"], [("t", "kärki")])
    stored = portfolio.records("initiative")
    assert [(id_, *(row[name] for name in NAMES[1:])) for id_, row in stored.items()] == list(given())
    assert portfolio.records("tag") == {"t": {"name": "kärki"}}


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
    portfolio.commit(operation(["Hanke"]))


def test_whoever_gives_up_in_the_middle_leaves_nothing(portfolio: Portfolio) -> None:
    def stopped() -> Iterator[Given]:
        yield from given()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), portfolio.write() as connection:
        insert_rows(connection, ENTITIES["initiative"], NAMES, stopped())
    assert portfolio.records("initiative") == {}
    portfolio.commit(operation(["Hanke"]))
