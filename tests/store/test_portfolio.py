"""The one write path, undo and redo, conflicts, history; on both databases."""

from datetime import date

import pytest
from sqlalchemy import event

from kpkportfolio import snapshots
from kpkportfolio.errors import Busy, Conflict, InvalidValue, UsageError
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.model.vocabulary import Status
from kpkportfolio.store.edits import deleting, editing
from kpkportfolio.store.portfolio import Committed, Portfolio


def add(portfolio: Portfolio, title: str = "Asiointitili", **fields: object) -> str:
    id_ = new_id()
    row = {"kind": "initiative", "title": title, **fields}
    portfolio.commit(Operation(OperationKind.ADD, title, [Change("initiative", id_, None, row)]))  # type: ignore[arg-type]
    return id_


def titles(portfolio: Portfolio) -> list[str]:
    return sorted(row.title for row in portfolio.initiatives())


def test_what_is_committed_is_read_back(portfolio: Portfolio) -> None:
    id_ = add(portfolio, status="definition", start=date(2010, 3, 1), progress=40)
    (row,) = portfolio.initiatives()
    assert (row.id, row.title, row.status, row.start, row.progress) == (
        id_,
        "Asiointitili",
        Status.DEFINITION,
        date(2010, 3, 1),
        40,
    )
    assert row.end is None
    assert row.investment_min is None


def test_an_operation_is_whole_or_not_at_all(portfolio: Portfolio) -> None:
    good = Change("initiative", new_id(), None, {"kind": "initiative", "title": "Hyvä"})
    bad = Change("initiative", new_id(), None, {"kind": "initiative", "title": "  "})
    with pytest.raises(InvalidValue):
        portfolio.commit(Operation(OperationKind.IMPORT, "rekisteri.xlsx", [good, bad]))
    assert titles(portfolio) == []
    assert portfolio.operations() == []


@pytest.mark.parametrize(
    "fields",
    [
        {"start": date(2011, 1, 1), "end": date(2010, 1, 1)},
        {"progress": 101},
        {"status": "aloitettu"},
        {"wave": 3},
        {"open_ended": True, "end": date(2012, 1, 1)},
        {"short_name": "x" * 33},
        {"programme_id": "ei-ole"},
        {"municipalities": -1},
        {"description": "a\0b"},
        {"description": "a\ud800b"},
    ],
)
def test_broken_rules_are_refused_with_words(portfolio: Portfolio, fields: dict[str, object]) -> None:
    with pytest.raises(InvalidValue) as refused:
        add(portfolio, **fields)
    assert str(refused.value)
    assert titles(portfolio) == []


@pytest.mark.parametrize("character", ["\0", "\udfff"])
def test_what_no_text_is_made_of_is_refused_by_both_databases_in_whatever_is_written(
    portfolio: Portfolio, character: str
) -> None:
    text = f"a{character}b"
    change = Change("initiative", new_id(), None, {"kind": "initiative", "title": "Hyvä"})
    for what, why in ((text, None), ("Hyvä", text)):
        with pytest.raises(InvalidValue, match="no part of a text"):
            portfolio.commit(Operation(OperationKind.ADD, what, [change], why))
    for name, note in ((text, None), ("Hyvä", text)):
        with pytest.raises(InvalidValue, match="no part of a text"):
            snapshots.take(portfolio, name, note)
    add(portfolio, "Hyvä")
    (id_,) = portfolio.records("initiative")
    with pytest.raises(InvalidValue, match="“Title” has a character"):
        portfolio.commit(editing(portfolio, [id_], {"title": text}))
    assert titles(portfolio) == ["Hyvä"]
    assert len(portfolio.operations()) == 1


def test_the_database_itself_refuses_what_code_let_through(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kpkportfolio.store.applying.broken_rules", lambda _entity, _row: [])
    for fields in ({"progress": 101}, {"status": "aloitettu"}, {"start": date(2011, 1, 1), "end": date(2010, 1, 1)}):
        with pytest.raises(InvalidValue):
            add(portfolio, **fields)
    with pytest.raises(InvalidValue):
        add(portfolio, "   ")


def test_unknown_fields_are_refused(portfolio: Portfolio) -> None:
    with pytest.raises(InvalidValue, match="hinta"):
        add(portfolio, hinta=3)
    id_ = add(portfolio)
    with pytest.raises(InvalidValue, match="hinta"):
        portfolio.commit(Operation(OperationKind.EDIT, "", [Change("initiative", id_, {}, {"hinta": 3})]))


def test_undo_and_redo_follow_each_other(portfolio: Portfolio) -> None:
    id_ = add(portfolio, "Vanha")
    portfolio.commit(editing(portfolio, [id_], {"title": "Uusi", "progress": 10}))
    portfolio.undo()
    assert titles(portfolio) == ["Vanha"]
    portfolio.undo()
    assert titles(portfolio) == []
    portfolio.redo()
    portfolio.redo()
    assert titles(portfolio) == ["Uusi"]
    with pytest.raises(UsageError):
        portfolio.redo()
    portfolio.undo()
    add(portfolio, "Toinen")
    with pytest.raises(UsageError):
        portfolio.redo()
    assert titles(portfolio) == ["Toinen", "Vanha"]


def test_undo_never_reaches_past_the_opening(portfolio: Portfolio, target: str) -> None:
    add(portfolio)
    again = Portfolio.open(target, by="Liisa")
    assert again.stacks() == ([], [])
    with pytest.raises(UsageError):
        again.undo()
    # the command line opens anew for every command and asks for the whole journal
    again.undo(whole_journal=True)
    assert titles(again) == []
    again.close()


def test_undo_is_ones_own(portfolio: Portfolio, target: str) -> None:
    add(portfolio)
    other = Portfolio.open(target, by="Pekka")
    with pytest.raises(UsageError):
        other.undo(whole_journal=True)
    other.close()


def test_two_people_editing_different_fields_both_stand(portfolio: Portfolio, target: str) -> None:
    id_ = add(portfolio, "Vanha", progress=10)
    other = Portfolio.open(target, by="Pekka")
    mine = editing(portfolio, [id_], {"title": "Uusi"})
    theirs = editing(other, [id_], {"progress": 20})
    other.commit(theirs)
    portfolio.commit(mine)
    (row,) = portfolio.initiatives()
    assert (row.title, row.progress, row.version) == ("Uusi", 20, 3)
    other.close()


def test_the_same_field_is_a_conflict_that_says_what_collides(portfolio: Portfolio, target: str) -> None:
    id_ = add(portfolio, "Vanha")
    other = Portfolio.open(target, by="Pekka")
    mine = editing(portfolio, [id_], {"title": "Minun"})
    other.commit(editing(other, [id_], {"title": "Hänen"}))
    with pytest.raises(Conflict) as conflict:
        portfolio.commit(mine)
    assert conflict.value.fields == (("initiative", id_, "title", "Vanha", "Minun", "Hänen"),)
    assert titles(portfolio) == ["Hänen"]
    other.close()


def test_the_same_edit_of_two_people_was_made_by_the_first(portfolio: Portfolio, target: str) -> None:
    id_ = add(portfolio, "Vanha", progress=10)
    other = Portfolio.open(target, by="Pekka")
    mine = editing(portfolio, [id_], {"title": "Uusi", "progress": 30})
    other.commit(editing(other, [id_], {"title": "Uusi"}))
    (change,) = portfolio.changes_of(portfolio.commit(mine).entry.seq)
    assert change.before == {"title": "Uusi", "progress": 10}
    assert change.after == {"title": "Uusi", "progress": 30}
    portfolio.undo()
    (row,) = portfolio.initiatives()
    assert (row.title, row.progress) == ("Uusi", 10)
    other.close()


def test_undo_refuses_to_overwrite_a_later_change_by_somebody_else(portfolio: Portfolio, target: str) -> None:
    id_ = add(portfolio, "Vanha")
    portfolio.commit(editing(portfolio, [id_], {"title": "Minun"}))
    other = Portfolio.open(target, by="Pekka")
    other.commit(editing(other, [id_], {"title": "Hänen"}))
    with pytest.raises(Conflict, match=r"Pekka.*Edit") as refused:
        portfolio.undo()
    # whose, which row and how it stands now
    assert "Hänen" in str(refused.value)
    assert refused.value.fields[0][:3] == ("initiative", id_, "title")
    assert titles(portfolio) == ["Hänen"]
    third = Portfolio.open(target, by="Kolmas")
    with pytest.raises(UsageError, match=r"Kolmas has nothing.*Pekka"):
        third.undo(whole_journal=True)
    third.close()
    other.close()


def test_a_conflict_is_told_in_words_not_in_codes(portfolio: Portfolio, target: str) -> None:
    id_ = add(portfolio, status="definition")
    mine = editing(portfolio, [id_], {"status": "implementation"})
    other = Portfolio.open(target, by="Pekka")
    other.commit(editing(other, [id_], {"status": "rollout"}))
    with pytest.raises(Conflict, match="“Status” meanwhile: yours “Implementation”, theirs “Rollout”"):
        portfolio.commit(mine)
    other.close()


def test_undoing_an_addition_keeps_what_somebody_else_added_to_it(portfolio: Portfolio, target: str) -> None:
    id_ = add(portfolio)
    other = Portfolio.open(target, by="Pekka")
    other.commit(editing(other, [id_], {"progress": 50}))
    with pytest.raises(Conflict):
        portfolio.undo()
    other.commit(editing(other, [id_], {"progress": None}))
    deliverable = Change("deliverable", new_id(), None, {"initiative_id": id_, "title": "Opas", "state": "planned"})
    other.commit(Operation(OperationKind.ADD, "Opas", [deliverable]))
    with pytest.raises(Conflict):
        portfolio.undo()
    assert titles(portfolio) == ["Asiointitili"]
    other.close()


def test_editing_what_was_deleted_meanwhile_is_a_conflict(portfolio: Portfolio, target: str) -> None:
    id_ = add(portfolio)
    mine = editing(portfolio, [id_], {"title": "Uusi"})
    other = Portfolio.open(target, by="Pekka")
    other.commit(deleting(other, [id_]))
    with pytest.raises(Conflict):
        portfolio.commit(mine)
    other.close()


def test_deferred_foreign_keys_need_no_order(portfolio: Portfolio) -> None:
    programme, child, parent = new_id(), new_id(), new_id()
    portfolio.commit(
        Operation(
            OperationKind.IMPORT,
            "x",
            [
                Change("initiative", child, None, {"kind": "rollout_project", "title": "Lapsi", "parent_id": parent}),
                Change("initiative", parent, None, {"kind": "initiative", "title": "Isä", "programme_id": programme}),
                Change("programme", programme, None, {"name": "Ohjelma", "number": 1}),
            ],
        )
    )
    assert {row.title: row.programme for row in portfolio.initiatives()} == {"Lapsi": None, "Isä": "Ohjelma"}


def test_several_changes_of_one_row_in_one_operation_are_one(portfolio: Portfolio) -> None:
    id_ = add(portfolio, "A")
    changes = [
        Change("initiative", id_, {"title": "A"}, {"title": "B"}),
        Change("initiative", id_, {"title": "B", "progress": None}, {"title": "C", "progress": 5}),
    ]
    portfolio.commit(Operation(OperationKind.EDIT, "A", changes))
    assert titles(portfolio) == ["C"]
    portfolio.undo()
    (row,) = portfolio.initiatives()
    assert (row.title, row.progress) == ("A", None)


def test_history_tells_who_what_why_also_of_what_is_gone(portfolio: Portfolio) -> None:
    id_ = add(portfolio)
    other = add(portfolio, "Toinen")
    deliverable = new_id()
    row = {"initiative_id": id_, "title": "Opas", "state": "planned"}
    portfolio.commit(Operation(OperationKind.ADD, "Opas", [Change("deliverable", deliverable, None, row)]))
    portfolio.commit(editing(portfolio, [id_], {"end": date(2013, 3, 31)}, why="Hankintapäätöksestä valitettiin"))
    portfolio.commit(deleting(portfolio, [id_]))
    lines = portfolio.history(id_)
    assert {line.change.id for line in lines} == {id_, deliverable}
    assert other not in {line.change.id for line in lines}
    edit = next(line for line in lines if line.entry.kind is OperationKind.EDIT)
    assert (edit.entry.by, edit.entry.why) == ("Liisa", "Hankintapäätöksestä valitettiin")
    assert (edit.change.before, edit.change.after) == ({"end": None}, {"end": date(2013, 3, 31)})
    assert edit.entry.at.tzinfo is not None


def test_listeners_and_polling_tell_of_commits(portfolio: Portfolio, target: str) -> None:
    heard: list[Committed] = []
    stop = portfolio.listen(heard.append)
    id_ = add(portfolio)
    assert heard[0].ids == {"initiative": frozenset({id_})}
    other = Portfolio.open(target, by="Pekka")
    assert portfolio.poll() == []
    other.commit(editing(other, [id_], {"progress": 1}))
    assert [entry.by for entry in portfolio.poll()] == ["Pekka"]
    assert portfolio.poll() == []
    stop()
    add(portfolio, "Hiljaa")
    assert len(heard) == 1
    other.close()


def test_polling_tells_of_what_others_wrote_before_ones_own_latest(portfolio: Portfolio, target: str) -> None:
    id_ = add(portfolio)
    other = Portfolio.open(target, by="Pekka")
    other.commit(editing(other, [id_], {"progress": 1}))
    add(portfolio, "Oma")
    assert [entry.by for entry in portfolio.poll()] == ["Pekka"]
    assert portfolio.poll() == []
    other.close()


def test_opening_costs_the_same_few_queries_whatever_the_size(portfolio: Portfolio) -> None:
    def queries() -> int:
        count = 0

        def counted(*_args: object) -> None:
            nonlocal count
            count += 1

        event.listen(portfolio._engine, "before_cursor_execute", counted)
        portfolio.contents()
        event.remove(portfolio._engine, "before_cursor_execute", counted)
        return count

    add(portfolio)
    few = queries()
    changes = []
    for n in range(200):
        id_ = new_id()
        changes.append(Change("initiative", id_, None, {"kind": "initiative", "title": f"Hanke {n}"}))
        changes.append(
            Change("deliverable", new_id(), None, {"initiative_id": id_, "title": "Opas", "state": "planned"})
        )
    portfolio.commit(Operation(OperationKind.IMPORT, "x", changes))
    assert queries() == few
    assert few <= 18


def test_nothing_to_change_is_said(portfolio: Portfolio) -> None:
    with pytest.raises(UsageError):
        portfolio.commit(Operation(OperationKind.EDIT, "x", []))
    with pytest.raises(UsageError):
        portfolio.record("initiative", "ei-ole")


def test_an_impatient_commit_says_that_another_is_writing(portfolio: Portfolio, target: str) -> None:
    id_ = add(portfolio)
    other = Portfolio.open(target, by="Pekka")
    with portfolio.write(), pytest.raises(Busy):
        other.commit(editing(other, [id_], {"progress": 5}), patience=20)
    other.commit(editing(other, [id_], {"progress": 5}), patience=2000)
    assert portfolio.record("initiative", id_)["progress"] == 5
    other.close()
