"""What a portfolio has sent out and gets back is known by its keys."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kpkportfolio.exports.project_xml import write_project_xml
from kpkportfolio.model.change import Change, Operation, OperationKind, Value, new_id
from kpkportfolio.model.rows import Contents
from kpkportfolio.registers.difference.reconciling import Reconciliation, reconcile
from kpkportfolio.registers.reading import read_register
from kpkportfolio.sample import sample_operation
from kpkportfolio.store.portfolio import Portfolio
from tests.registers.read_factory import TODAY, read, register


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    made = Portfolio.create(tmp_path / "salkku.sqlite", "Kehityssalkku")
    yield made
    made.close()


def add(portfolio: Portfolio, **fields: Value) -> str:
    id_ = new_id()
    row: dict[str, Value] = {"kind": "initiative", "title": "Asiointitili", "start": date(2012, 1, 2), **fields}
    portfolio.commit(Operation(OperationKind.ADD, "", [Change("initiative", id_, None, row)]))
    return id_


def imported(portfolio: Portfolio, path: Path) -> Reconciliation:
    found = reconcile(portfolio, read_register(path), TODAY)
    if found.operation is not None:
        portfolio.commit(found.operation)
    return found


def test_a_plan_that_comes_back_unchanged_changes_nothing(portfolio: Portfolio, tmp_path: Path) -> None:
    portfolio.commit(sample_operation())
    before = portfolio.contents()
    path = write_project_xml(before, tmp_path / "suunnitelma.xml", portfolio.name)
    found = imported(portfolio, path)
    assert (found.new, found.changed, found.vanished) == ([], [], [])
    assert found.unchanged == len(before.initiatives)
    after = portfolio.contents()
    source = {"version", "sources", "register", "ref", "file", "sheet", "row", "read_on"}

    def facts(contents: Contents) -> list[dict[str, object]]:
        return [
            {key: value for key, value in row._asdict().items() if key not in source} for row in contents.initiatives
        ]

    assert facts(after) == facts(before)
    for what in ("deliverables", "milestones", "dependencies", "money", "impact"):
        assert getattr(after, what) == getattr(before, what)
    assert all(now.sources == then.sources + 1 for now, then in zip(after.initiatives, before.initiatives, strict=True))
    assert imported(portfolio, path).operation is None


def test_what_was_edited_there_is_a_change_of_the_same_initiative(portfolio: Portfolio, tmp_path: Path) -> None:
    id_ = add(portfolio, end=date(2012, 6, 29), note="Oma muistiinpano")
    path = write_project_xml(portfolio.contents(), tmp_path / "suunnitelma.xml", portfolio.name)
    path.write_text(path.read_text("utf-8").replace("2012-06-29T17", "2012-08-31T17"), "utf-8")
    found = imported(portfolio, path)
    ((changed),) = found.changed
    assert (changed.id, [tuple(field) for field in changed.fields]) == (
        id_,
        [("end", date(2012, 6, 29), date(2012, 8, 31))],
    )
    (record,) = portfolio.records("initiative").values()
    assert (record["end"], record["note"]) == (date(2012, 8, 31), "Oma muistiinpano")


def test_what_a_row_does_not_say_stays(portfolio: Portfolio) -> None:
    id_ = add(portfolio, end=date(2012, 6, 29), description="Oma kuvaus")
    row = read(id_, "Asiointitili", description=None, start=None, end=None, deliverables=(), milestones=())
    found = reconcile(portfolio, register(row), TODAY)
    assert [record.id for record in found.changed] == [id_]
    assert not {field.field for field in found.changed[0].fields} & {"description", "start", "end", "title"}


@pytest.mark.parametrize("ref", ["H-1", "0192f0c1-0000-7000-8000-000000000000", None])
def test_other_references_are_new_initiatives(portfolio: Portfolio, ref: str | None) -> None:
    add(portfolio)
    found = reconcile(portfolio, register(read(ref, "Asiointitili")), TODAY)
    assert [record.title for record in found.new] == ["Asiointitili"]
