"""How fresh a register is, what its last import did, and what its file has no more."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.model.change import OperationKind
from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.difference.keeping import stale, vanished
from kpkportfolio.registers.difference.reconciling import reconcile
from kpkportfolio.registers.record import ReadRegister
from kpkportfolio.store.edits import deleting, editing
from kpkportfolio.store.portfolio import Portfolio
from tests.registers.read_factory import TODAY, read, register


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Portfolio]:
    """A new, empty portfolio in a file."""
    opened = Portfolio.create(tmp_path / "salkku.sqlite", by="Liisa")
    yield opened
    opened.close()


def bring_in(portfolio: Portfolio, what: ReadRegister, day: date = TODAY) -> None:
    found = reconcile(portfolio, what, day)
    assert found.operation is not None
    portfolio.commit(found.operation)


def last(portfolio: Portfolio) -> tuple[int, int, int] | None:
    """New, changed and vanished of the register's last import."""
    [row] = portfolio.contents().registers
    found = portfolio.last_imports().get(row.id)
    return None if found is None else (found.new, found.changed, found.vanished)


def test_what_the_last_import_did_is_told_whatever_happens_afterwards(portfolio: Portfolio) -> None:
    rows = [read(f"H-{n}", f"Hanke {n}", row=n) for n in range(1, 4)]
    bring_in(portfolio, register(*rows))
    assert last(portfolio) == (3, 0, 0)
    changed = [rows[0]._replace(status=Status.ROLLOUT, deliverables=("A",)), rows[1], read("H-9", "Uusi", row=9)]
    bring_in(portfolio, register(*changed), date(2012, 1, 1))
    [row] = portfolio.contents().registers
    told = portfolio.last_imports()[row.id]
    assert (told.new, told.changed, told.vanished, told.by) == (1, 1, 1, "Liisa")
    assert told.what == "Import julkit.xlsx"
    [first, *_rest] = [row.id for row in portfolio.initiatives() if row.ref == "H-1"]
    portfolio.commit(editing(portfolio, [first], {"title": "Oma nimi"}))
    assert last(portfolio) == (1, 1, 1)
    assert [(one.title, one.ref) for one in vanished(portfolio, row.id)] == [("Hanke 3", "H-3")]
    portfolio.undo()
    portfolio.undo()
    assert last(portfolio) == (3, 0, 0)
    assert vanished(portfolio, row.id) == []
    portfolio.redo()
    assert last(portfolio) == (1, 1, 1)


def test_a_second_import_on_one_day_is_the_last(local: Portfolio) -> None:
    bring_in(local, register(read("H-1", row=1), read("H-2", "Toinen", row=2)))
    bring_in(local, register(read("H-1", row=1, status=Status.ROLLOUT), read("H-3", "Uusi", row=2)))
    assert last(local) == (1, 1, 1)
    local.undo()
    assert last(local) == (2, 0, 0)
    local.redo()
    assert last(local) == (1, 1, 1)


def test_an_initiative_of_which_a_sum_alone_was_changed_is_told_of(portfolio: Portfolio) -> None:
    rows = [read(f"H-{n}", f"Hanke {n}", row=n, investment_min=100, investment_max=200) for n in range(1, 4)]
    bring_in(portfolio, register(*rows))
    dearer = rows[0]._replace(investment_max=300)
    bring_in(portfolio, register(dearer, *rows[1:]), date(2012, 1, 1))
    assert last(portfolio) == (0, 1, 0)
    [first, *_rest] = [row.id for row in portfolio.initiatives() if row.ref == "H-1"]
    portfolio.commit(deleting(portfolio, [first]))
    assert last(portfolio) == (0, 0, 0)
    portfolio.undo()
    assert last(portfolio) == (0, 1, 0)


def test_an_import_that_changed_nothing_was_one_too(local: Portfolio) -> None:
    bring_in(local, register(read()))
    bring_in(local, register(read()), date(2012, 1, 1))
    assert last(local) == (0, 0, 0)
    done = [entry.kind for entry in local.operations() if entry.kind is not OperationKind.SNAPSHOT]
    assert done == [OperationKind.IMPORT] * 2
    local.undo()
    local.undo()
    assert local.last_imports() == {}


def test_what_was_deleted_is_no_more_missed(local: Portfolio) -> None:
    bring_in(local, register(read("H-1", row=1), read("H-2", "Toinen", row=2)))
    bring_in(local, register(read("H-1", row=1)), date(2012, 1, 1))
    [row] = local.contents().registers
    local.commit(deleting(local, [one.id for one in vanished(local, row.id)]))
    assert vanished(local, row.id) == []
    assert local.contents().registers[0].vanished == 0


@pytest.mark.parametrize(
    ("read_on", "today", "is_stale"),
    [
        (date(2012, 1, 15), date(2012, 7, 15), False),
        (date(2012, 1, 15), date(2012, 7, 16), True),
        (date(2011, 12, 31), date(2012, 6, 30), False),
        (date(2011, 8, 31), date(2012, 2, 29), False),
        (date(2011, 8, 31), date(2012, 3, 1), True),
        (None, date(2012, 7, 16), False),
    ],
)
def test_a_register_is_stale_after_half_a_year(read_on: date | None, today: date, is_stale: bool) -> None:
    assert stale(read_on, today) is is_stale


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(1, 36), st.integers(0, 1500))
def test_once_stale_always_stale_until_it_is_read_again(read_on: date, months: int, days: int) -> None:
    today = read_on + timedelta(days)
    assert not stale(today, today, months)
    if stale(read_on, today, months):
        assert stale(read_on, today + timedelta(1), months)
        assert days > 28 * months
    else:
        assert days <= 31 * months
