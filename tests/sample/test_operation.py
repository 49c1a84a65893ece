"""The sample as an operation, and in a database."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpkportfolio.errors import InvalidValue
from kpkportfolio.model.change import Operation
from kpkportfolio.model.tables import ENTITIES
from kpkportfolio.model.vocabulary import InitiativeKind, MoneyKind, Status
from kpkportfolio.sample import sample_operation
from kpkportfolio.store.portfolio import Portfolio

COUNTS = {
    "organisation": 28,
    "register": 6,
    "programme": 7,
    "phase": 4,
    "initiative": 47,
    "source": 33,
    "service": 28,
    "meeting": 3,
    "dependency": 11,
}
EURO = 100
M_EUR = 1_000_000 * EURO


@pytest.fixture(scope="module")
def operation() -> Operation:
    return sample_operation()


@pytest.fixture
def portfolio(tmp_path: Path, operation: Operation) -> Iterator[Portfolio]:
    opened = Portfolio.create(tmp_path / "sample.sqlite", by="Liisa Aalto")
    opened.commit(operation)
    yield opened
    opened.close()


def test_every_row_is_added_whole(operation: Operation) -> None:
    for change in operation.changes:
        assert change.before is None
        assert change.after is not None
        assert set(change.after) == {c.name for c in ENTITIES[change.entity].columns} - {"id", "version"}
    counted = Counter(change.entity for change in operation.changes)
    assert {entity: counted[entity] for entity in COUNTS} == COUNTS


def test_ids_are_the_same_each_time_and_unique(operation: Operation) -> None:
    again = sample_operation()
    assert [(c.entity, c.id, c.after) for c in again.changes] == [(c.entity, c.id, c.after) for c in operation.changes]
    ids = [change.id for change in operation.changes]
    assert len(set(ids)) == len(ids)
    assert again.id != operation.id


def test_all_references_resolve_to_rows_added_before(operation: Operation) -> None:
    added: set[tuple[str, str]] = set()
    checked = 0
    for change in operation.changes:
        assert change.after is not None
        for column in ENTITIES[change.entity].columns:
            for key in column.foreign_keys:
                target = change.after[column.name]
                if target is not None:
                    assert (key.column.table.name, target) in added, (change.entity, column.name)
                    checked += 1
        added.add((change.entity, change.id))
    assert checked > 1000


def test_the_reason_says_that_it_is_illustrative(operation: Operation) -> None:
    assert operation.why is not None
    assert operation.why.startswith("Havainnollistava")
    notes = [c.after["note"] for c in operation.changes if c.entity == "initiative" and c.after]
    assert len(notes) == 47
    assert all(isinstance(note, str) and note.startswith("Havainnollistava") for note in notes)


def test_a_fresh_database_shows_the_plans_portfolio(portfolio: Portfolio) -> None:
    contents = portfolio.contents()
    development = [row for row in contents.initiatives if row.kind is InitiativeKind.INITIATIVE]
    assert len(development) == 32
    assert len(contents.initiatives) - len(development) == 15
    for ends in ("investment_min", "investment_max"):
        assert sum(getattr(row, ends) or 0 for row in development) == 446 * M_EUR // 10
        # a project's money is its parent's: a total over all kinds is the same
        assert sum(getattr(row, ends) or 0 for row in contents.initiatives) == 446 * M_EUR // 10
    assert sum(row.impact_min is None for row in development) == 3
    assert Counter(row.register for row in development)["Omat"] == 13
    assert {row.programme_number for row in contents.initiatives} == {1, 2, 3, 4, 5, 6, 7}
    assert all(row.person and row.organisation and row.status and row.start for row in contents.initiatives)
    assert [row.short_name for row in development if row.open_ended] == ["Vakioitu työasema"]
    assert all(row.end for row in contents.initiatives if not row.open_ended)


def test_case_management_reads_as_the_steering_group_knows_it(portfolio: Portfolio) -> None:
    contents = portfolio.contents()
    row = next(row for row in contents.initiatives if row.short_name == "Yhteinen asianhallintapalvelu")
    assert (row.register, row.ref, row.sources) == ("Omat", "K-13", 2)
    assert row.status is Status.IMPLEMENTATION
    assert row.investment_min == row.investment_max == 36 * M_EUR // 10
    assert (row.impact_min, row.impact_max) == (37 * M_EUR, 60 * M_EUR)
    years = {
        m.year: (m.likely, m.actual)
        for m in contents.money
        if m.initiative_id == row.id and m.kind is MoneyKind.ICT_INVESTMENT
    }
    assert years == {
        2010: (200_000 * EURO, 190_000 * EURO),
        2011: (900_000 * EURO, 690_000 * EURO),
        2012: (1_700_000 * EURO, None),
        2013: (800_000 * EURO, None),
    }


def test_the_sample_can_be_taken_back_and_put_in_again(portfolio: Portfolio) -> None:
    portfolio.undo()
    assert portfolio.initiatives() == []
    portfolio.commit(sample_operation())
    assert len(portfolio.initiatives()) == 47


def test_the_sample_does_not_come_twice(portfolio: Portfolio) -> None:
    with pytest.raises(InvalidValue):
        portfolio.commit(sample_operation())
    assert len(portfolio.initiatives()) == 47
