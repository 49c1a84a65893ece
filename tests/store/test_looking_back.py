"""Operations are found by person, day, kind, words, initiative and field, newest first, a page at a time."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.tables import operation as operations
from kpkportfolio.store.edits import deleting, editing
from kpkportfolio.store.looking_back import Sought, find_lines, find_operations, people
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import set_language

DAY = datetime(2011, 11, 15, 12).astimezone()


@pytest.fixture
def busy(portfolio: Portfolio) -> Portfolio:
    """Six operations of two people, on six days; the last one deletes."""
    rows = [Change("initiative", id_, None, {"kind": "initiative", "title": id_.title()}) for id_ in ("tili", "lupa")]
    portfolio.commit(Operation(OperationKind.IMPORT, "OMA.csv", rows))
    portfolio.commit(editing(portfolio, ["tili"], {"status": "idea"}, "Äiti sanoi"))
    part = {"initiative_id": "tili", "title": "Opas", "state": "planned"}
    portfolio.commit(Operation(OperationKind.ADD, "Opas", [Change("deliverable", "opas", None, part)]))
    portfolio.by = "Pekka"
    edit = Change("deliverable", "opas", {"title": "Opas"}, {"title": "Ohje"})
    portfolio.commit(Operation(OperationKind.EDIT, "Ohje", [edit]))
    portfolio.commit(editing(portfolio, ["lupa", "tili"], {"progress": 5}))
    portfolio.commit(deleting(portfolio, ["tili"]))
    with portfolio.write() as connection:
        for seq in range(1, 7):
            at = DAY + timedelta(days=seq)
            connection.execute(update(operations).where(operations.c.seq == seq).values(at=at))
    return portfolio


def found(portfolio: Portfolio, sought: Sought) -> list[int]:
    return [entry.seq for entry in find_operations(portfolio, sought, 100)]


def test_by_person_period_and_kind(busy: Portfolio) -> None:
    assert people(busy) == ["Liisa", "Pekka"]
    assert found(busy, Sought()) == [6, 5, 4, 3, 2, 1]
    assert found(busy, Sought(by=frozenset(["Liisa"]))) == [3, 2, 1]
    third = (DAY + timedelta(days=3)).date()
    assert found(busy, Sought(first=third)) == [6, 5, 4, 3]
    assert found(busy, Sought(last=third)) == [3, 2, 1]
    assert found(busy, Sought(first=third, last=third, by=frozenset(["Liisa", "Pekka"]))) == [3]
    assert found(busy, Sought(kinds=frozenset([OperationKind.EDIT]))) == [5, 4, 2]


def test_by_words_in_the_language_spoken(busy: Portfolio) -> None:
    assert found(busy, Sought(text="äiti SANOI")) == [2]
    assert found(busy, Sought(text="oma import")) == [1]
    assert found(busy, Sought(text="pekka ohje")) == [4]
    set_language("fi")
    assert found(busy, Sought(text="tuo oma")) == [1]
    assert found(busy, Sought(text="import oma")) == []


def test_by_initiative_and_field(busy: Portfolio) -> None:
    assert found(busy, Sought(initiative_id="tili")) == [6, 5, 4, 3, 2, 1]
    assert found(busy, Sought(initiative_id="lupa")) == [5, 1]
    assert found(busy, Sought(initiative_id="tili", field="progress")) == [6, 5]
    assert found(busy, Sought(initiative_id="tili", field="title")) == [6, 4, 3, 1]
    assert found(busy, Sought(initiative_id="lupa", field="title", by=frozenset(["Pekka"]))) == []
    lines = find_lines(busy, Sought(initiative_id="lupa"), 100)
    assert [(line.entry.seq, line.change.id) for line in lines] == [(5, "lupa"), (1, "lupa")]
    lines = find_lines(busy, Sought(text="ohje"), 100)
    assert [(line.entry.seq, line.change.after) for line in lines] == [(4, {"title": "Ohje"})]


def test_page_by_page_and_what_is_new(busy: Portfolio) -> None:
    for text in ("", "tili"):
        every = found(busy, Sought(text=text))
        pages: list[int] = []
        while page := find_operations(busy, Sought(text=text), 2, before=pages[-1] if pages else None):
            pages += [entry.seq for entry in page]
        assert pages == every
        assert [entry.seq for entry in find_operations(busy, Sought(text=text), 9, after=5)] == [6]


def test_words_are_found_however_long_ago(portfolio: Portfolio) -> None:
    row = {"kind": "initiative", "title": "Tili"}
    portfolio.commit(Operation(OperationKind.ADD, "Ensimmäinen", [Change("initiative", "tili", None, row)]))
    with portfolio.write() as connection:
        first = connection.execute(operations.select()).mappings().one()
        for n in range(1500):
            values = {**first, "seq": n + 2, "id": str(n), "what": "muu"}
            connection.execute(operations.insert().values(**values))
    assert found(portfolio, Sought(text="ENSIMMÄINEN")) == [1]
    assert len(find_operations(portfolio, Sought(text="muu"), 2000)) == 1500
