"""An initiative's history: everything that ever belonged to it or joined it to another, found without searching."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.model.tables import referring_to
from kpkportfolio.store import journal
from kpkportfolio.store.edits import deleting, merging
from kpkportfolio.store.older import carry_out, restoring, undoing
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import set_language

A, B, C = "a" * 36, "b" * 36, "c" * 36


def with_three(portfolio: Portfolio) -> Portfolio:
    rows = [Change("initiative", id_, None, {"kind": "initiative", "title": id_[0]}) for id_ in (A, B, C)]
    portfolio.commit(Operation(OperationKind.ADD, "", rows))
    return portfolio


def add(portfolio: Portfolio, entity: str, **fields: Any) -> str:
    id_ = new_id()
    portfolio.commit(Operation(OperationKind.ADD, "", [Change(entity, id_, None, fields)]))
    return id_


def seen(portfolio: Portfolio, initiative_id: str) -> set[str]:
    return {line.change.id for line in portfolio.history(initiative_id)}


def test_verdicts_and_dependencies_are_in_the_history_of_both(portfolio: Portfolio) -> None:
    with_three(portfolio)
    now = datetime(2011, 11, 15, tzinfo=UTC)
    judged = {"verdict": "duplicate", "judged_by": "Liisa", "judged_at": now, "a_text": "1", "b_text": "2"}
    verdict = add(portfolio, "overlap_verdict", a_id=A, b_id=B, **judged)
    dependency = add(portfolio, "dependency", predecessor_id=B, successor_id=C, kind="finish_start")
    assert seen(portfolio, A) == {A, verdict}
    assert seen(portfolio, B) == {B, verdict, dependency}
    assert seen(portfolio, C) == {C, dependency}


def test_what_was_edited_moved_and_deleted_stays_in_the_history(portfolio: Portfolio) -> None:
    with_three(portfolio)
    deliverable = add(portfolio, "deliverable", initiative_id=B, title="Opas", state="planned")
    edit = Change("deliverable", deliverable, {"title": "Opas"}, {"title": "Ohje"})
    portfolio.commit(Operation(OperationKind.EDIT, "", [edit]))
    portfolio.commit(merging(portfolio, A, B))
    portfolio.commit(deleting(portfolio, [A]))
    portfolio.undo()
    for initiative_id in (A, B):
        lines = [line for line in portfolio.history(initiative_id) if line.change.id == deliverable]
        # added, edited, moved, deleted, deletion undone
        assert [line.entry.kind for line in lines] == [
            OperationKind.UNDO,
            OperationKind.DELETE,
            OperationKind.MERGE,
            OperationKind.EDIT,
            OperationKind.ADD,
        ]
    assert deliverable not in seen(portfolio, C)


def test_a_project_has_a_history_of_its_own(portfolio: Portfolio) -> None:
    with_three(portfolio)
    project = add(portfolio, "initiative", kind="rollout_project", title="Jalkautus", parent_id=A)
    assert seen(portfolio, A) == {A}
    assert seen(portfolio, project) == {project}


@pytest.mark.parametrize(("entity", "field"), sorted(set(referring_to("initiative")) - {("initiative", "parent_id")}))
def test_every_field_that_names_an_initiative_is_kept(entity: str, field: str) -> None:
    """Whatever the schema gains, a change names the initiatives it is about, in a new row and in an edit."""
    assert A in journal.initiatives_named(Change(entity, "x", None, {field: A}))
    assert A in journal.initiatives_named(Change(entity, "x", {field: A}, None))
    assert journal.initiatives_named(Change(entity, "x", {field: A}, {field: B})) == (B, A)


def test_what_is_undone_is_named_by_what_it_was_however_often_it_is_done_again(portfolio: Portfolio) -> None:
    with_three(portfolio)
    portfolio.commit(deleting(portfolio, [A]))
    told = [step().entry.name for step in (portfolio.undo, portfolio.redo, portfolio.undo)]
    assert told == ["Undo: Delete a", "Redo: Delete a", "Undo: Delete a"]
    carry_out(portfolio, undoing(portfolio, portfolio.operations(1)[0].seq))
    # what was restored is named by itself
    portfolio.commit(deleting(portfolio, [B]))
    carry_out(portfolio, restoring(portfolio, B))
    names = ["Restore b", "Delete b", "Undo earlier: Delete a", "Undo: Delete a", "Redo: Delete a", "Undo: Delete a"]
    assert [entry.name for entry in portfolio.operations(6)] == names
    assert {line.entry.name for line in portfolio.history(A)} >= {"Undo: Delete a", "Redo: Delete a"}
    set_language("fi")
    assert portfolio.undo().entry.name == "Kumottu: Palauta: b"
    assert portfolio.poll() == []


def test_a_journal_made_to_go_in_circles_is_read_all_the_same(portfolio: Portfolio) -> None:
    with_three(portfolio)
    first, second = portfolio.undo().entry, portfolio.redo().entry
    with portfolio.write() as connection:
        connection.execute(
            text("UPDATE operation SET undoes = :id WHERE seq = :seq"), {"id": second.id, "seq": first.seq}
        )
    assert [entry.name for entry in portfolio.operations(2)] == ["Redo: ", "Undo: "]


def test_history_is_found_by_index(portfolio: Portfolio) -> None:
    with portfolio.read() as connection:
        if portfolio.path is None:
            # a planner that knows how few rows there are would read them all
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            assert "Seq Scan on operation_change" not in _plans(portfolio, connection, "EXPLAIN ")
        else:
            assert "SCAN" not in _plans(portfolio, connection, "EXPLAIN QUERY PLAN ")


def _plans(portfolio: Portfolio, connection: Connection, explain: str) -> str:
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:
        asked.append((statement, parameters))

    event.listen(portfolio._engine, "before_cursor_execute", note)
    portfolio.history(A)
    event.remove(portfolio._engine, "before_cursor_execute", note)
    questions = [(statement, values) for statement, values in asked if "operation_change" in statement]
    assert len(questions) == 2
    return "\n".join(
        str(row) for statement, values in questions for row in connection.exec_driver_sql(explain + statement, values)
    )
