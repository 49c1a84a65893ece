"""Undoing an older operation: what nothing later depends on comes back; what somebody did since is named and kept."""

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpkportfolio import snapshots
from kpkportfolio.errors import Conflict, UsageError
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.store.edits import deleting, editing, merging
from kpkportfolio.store.obstacles import Because
from kpkportfolio.store.older import Reversal, carry_out, deleted_initiatives, restoring, undoing
from kpkportfolio.store.portfolio import Portfolio


def add(portfolio: Portfolio, *rows: tuple[str, str, dict[str, Any]], what: str = "") -> int:
    """Adds rows in one operation; returns its place in the journal."""
    changes = [Change(entity, id_, None, fields) for entity, id_, fields in rows]
    return portfolio.commit(Operation(OperationKind.IMPORT, what, changes)).entry.seq


def initiative(id_: str, **fields: Any) -> tuple[str, str, dict[str, Any]]:
    return "initiative", id_, {"kind": "initiative", "title": id_.title(), **fields}


def edit(portfolio: Portfolio, id_: str, **fields: Any) -> int:
    return portfolio.commit(editing(portfolio, [id_], fields)).entry.seq


def because(reversal: Reversal) -> list[tuple[Because, str, str]]:
    return [(one.because, one.change.id, one.field) for one in reversal.obstacles]


@pytest.fixture
def two(portfolio: Portfolio) -> Portfolio:
    add(portfolio, initiative("tili", status="idea"), initiative("lupa", status="idea"), what="oma.csv")
    return portfolio


def test_an_older_edit_is_undone_although_others_were_made_since(two: Portfolio) -> None:
    seq = edit(two, "tili", status="approved", progress=10)
    edit(two, "tili", title="Asiointitili")
    edit(two, "lupa", status="rollout")
    before = two.content()
    done = carry_out(two, undoing(two, seq))
    row = two.record("initiative", "tili")
    assert (row["status"], row["progress"], row["title"]) == ("idea", None, "Asiointitili")
    assert two.record("initiative", "lupa")["status"] == "rollout"
    assert (done.entry.kind, done.entry.why) == (OperationKind.UNDO_EARLIER, f"undo of operation {seq}: Edit Tili")
    two.undo()
    assert two.content() == before
    two.redo()
    assert two.record("initiative", "tili")["status"] == "idea"


def test_what_was_changed_since_is_named_and_never_overwritten(two: Portfolio) -> None:
    seq = edit(two, "tili", status="approved", progress=10)
    two.by = "Pekka"
    edit(two, "tili", status="rollout")
    plan = undoing(two, seq)
    assert because(plan) == [(Because.CHANGED, "tili", "status")]
    assert "Initiative: Tili: Status has been changed since, to “Rollout” (Pekka, " in plan.obstacles[0].words
    before = two.content()
    with pytest.raises(Conflict, match="Pekka") as refused:
        carry_out(two, plan)
    assert refused.value.fields == (("initiative", "tili", "status", "approved", "idea", "rollout"),)
    assert two.content() == before
    carry_out(two, plan, partly=True, why="väärä luku")
    row = two.record("initiative", "tili")
    assert (row["status"], row["progress"]) == ("rollout", None)
    assert two.operations(1)[0].why == "väärä luku"
    two.undo()
    assert two.content() == before


def test_an_edit_that_was_taken_back_by_hand_leaves_nothing_to_undo(two: Portfolio) -> None:
    seq = edit(two, "tili", status="approved")
    edit(two, "tili", status="idea")
    plan = undoing(two, seq)
    assert (plan.changes, plan.obstacles) == ([], [])
    with pytest.raises(UsageError, match="can be taken back any more"):
        carry_out(two, plan)
    with pytest.raises(UsageError, match="no operation 999"):
        undoing(two, 999)


def test_what_was_deleted_since_is_called_by_its_last_name(two: Portfolio) -> None:
    seq = two.commit(editing(two, ["tili", "lupa"], {"progress": 5})).entry.seq
    edit(two, "lupa", title="Rakennuslupa")
    two.commit(deleting(two, ["lupa"]))
    plan = undoing(two, seq)
    assert because(plan) == [(Because.DELETED, "lupa", "*")]
    assert plan.obstacles[0].words.startswith("Initiative: Rakennuslupa has been deleted since (Liisa, ")
    carry_out(two, plan, partly=True)
    assert two.record("initiative", "tili")["progress"] is None


def test_an_import_keeps_what_somebody_has_worked_on_since_whole(portfolio: Portfolio) -> None:
    seq = add(
        portfolio,
        ("organisation", "oulu", {"name": "Oulu", "kind": "municipality"}),
        ("organisation", "kemi", {"name": "Kemi", "kind": "municipality"}),
        initiative("tili", organisation_id="oulu"),
        initiative("lupa", organisation_id="kemi"),
        ("deliverable", "opas", {"initiative_id": "tili", "title": "Opas", "state": "planned"}),
        ("deliverable", "ohje", {"initiative_id": "lupa", "title": "Ohje", "state": "planned"}),
    )
    edit(portfolio, "tili", progress=5)
    plan = undoing(portfolio, seq)
    # what stays because of it is no obstacle of its own
    assert because(plan) == [(Because.CHANGED, "tili", "progress")]
    assert plan.left == 3
    carry_out(portfolio, plan, partly=True)
    content = portfolio.content()
    assert {entity: set(content[entity]) for entity in ("organisation", "initiative", "deliverable")} == {
        "organisation": {"oulu"},
        "initiative": {"tili"},
        "deliverable": {"opas"},
    }


def test_a_part_edited_since_keeps_the_whole_it_belongs_to(portfolio: Portfolio) -> None:
    seq = add(
        portfolio,
        initiative("tili"),
        ("deliverable", "opas", {"initiative_id": "tili", "title": "Opas", "state": "planned"}),
        ("deliverable", "ohje", {"initiative_id": "tili", "title": "Ohje", "state": "planned"}),
    )
    portfolio.commit(
        Operation(OperationKind.EDIT, "", [Change("deliverable", "opas", {"title": "Opas"}, {"title": "Kirja"})])
    )
    plan = undoing(portfolio, seq)
    assert because(plan) == [(Because.CHANGED, "opas", "title")]
    assert (plan.changes, plan.left) == ([], 3)


def test_what_was_added_to_a_row_since_keeps_it(two: Portfolio) -> None:
    add(two, ("deliverable", "opas", {"initiative_id": "tili", "title": "Opas", "state": "planned"}), what="Opas")
    plan = undoing(two, 1)
    assert because(plan) == [(Because.NEEDED, "tili", "*")]
    assert plan.obstacles[0].words.startswith(
        "Initiative: Tili is needed by what was added since: Deliverable: Opas (Liisa, "
    )
    assert plan.obstacles[0].words.endswith(": Import Opas).")
    carry_out(two, plan, partly=True)
    assert set(two.content()["initiative"]) == {"tili"}


def test_a_reference_to_what_is_gone_is_not_made_again(portfolio: Portfolio) -> None:
    add(
        portfolio,
        ("organisation", "oulu", {"name": "Oulu", "kind": "municipality"}),
        initiative("tili", organisation_id="oulu"),
    )
    seq = edit(portfolio, "tili", organisation_id=None, progress=3)
    gone = Change("organisation", "oulu", portfolio.record("organisation", "oulu"), None)
    portfolio.commit(Operation(OperationKind.DELETE, "Oulu", [gone]))
    plan = undoing(portfolio, seq)
    assert because(plan) == [(Because.MISSING, "tili", "organisation_id")]
    told = "Initiative: Tili: Responsible party would be what has been deleted since: Organisation: Oulu (Liisa, "
    assert plan.obstacles[0].words.startswith(told)
    carry_out(portfolio, plan, partly=True)
    row = portfolio.record("initiative", "tili")
    assert (row["organisation_id"], row["progress"]) == (None, None)


def test_a_place_that_was_filled_again_is_left_alone(two: Portfolio) -> None:
    money = {"initiative_id": "tili", "kind": "ict_investment", "year": 2011, "min": 100, "max": 100}
    add(two, ("money", "raha", money))
    gone = Change("money", "raha", two.record("money", "raha"), None)
    seq = two.commit(Operation(OperationKind.EDIT, "", [gone])).entry.seq
    add(two, ("money", "uusi", {**money, "min": 7, "max": 7}))
    plan = undoing(two, seq)
    assert because(plan) == [(Because.TAKEN, "raha", "*")]
    assert plan.obstacles[0].words.startswith("Money: Tili, ICT investment, 2011: the same has been recorded again")
    assert plan.changes == []


def test_a_sum_is_named_with_its_initiative_kind_and_year_also_when_both_are_gone(two: Portfolio) -> None:
    add(two, ("impact", "hyöty", {"initiative_id": "tili", "kind": "ict_saving", "max": 100}))
    change = Change("impact", "hyöty", {"max": 100}, {"max": 200})
    seq = two.commit(Operation(OperationKind.EDIT, "", [change])).entry.seq
    two.commit(deleting(two, ["tili"]))
    plan = undoing(two, seq)
    assert because(plan) == [(Because.DELETED, "hyöty", "*")]
    assert plan.obstacles[0].words.startswith(
        "Impact: Tili, ICT cost saving, not by year has been deleted since (Liisa, "
    )
    (line,) = [one for one in two.history("tili") if one.entry.seq == seq]
    assert line.row == "Tili, ICT cost saving, not by year"


def test_what_a_rule_refuses_now_is_told(two: Portfolio) -> None:
    seq = edit(two, "tili", start=date(2010, 1, 1))
    edit(two, "tili", end=date(2010, 6, 1))
    edit(two, "tili", start=date(2010, 5, 1))
    late = edit(two, "tili", start=date(2010, 3, 1))
    assert because(undoing(two, seq)) == [(Because.CHANGED, "tili", "start")]
    assert undoing(two, late).changes[0].after == {"start": date(2010, 5, 1)}
    moved = edit(two, "tili", start=date(2009, 1, 1), end=date(2009, 6, 1))
    edit(two, "tili", start=date(2008, 1, 1))
    shifted = edit(two, "tili", end=date(2008, 6, 1))
    edit(two, "tili", start=date(2008, 2, 1))
    assert undoing(two, shifted).obstacles == []
    assert {one[0] for one in because(undoing(two, moved))} == {Because.CHANGED}


def test_a_rule_that_two_fields_would_break_together_keeps_the_row(two: Portfolio) -> None:
    seq = edit(two, "tili", start=date(2012, 1, 1))
    back = edit(two, "tili", start=date(2010, 1, 1))
    edit(two, "tili", end=date(2011, 1, 1))
    assert because(undoing(two, seq)) == [(Because.CHANGED, "tili", "start")]
    plan = undoing(two, back)
    assert because(plan) == [(Because.RULE, "tili", "*")]
    assert plan.changes == []


def test_a_merge_is_undone_with_what_was_done_to_the_kept_one_since(two: Portfolio) -> None:
    add(two, ("deliverable", "opas", {"initiative_id": "lupa", "title": "Opas", "state": "planned"}))
    before = two.content()
    seq = two.commit(merging(two, "tili", "lupa")).entry.seq
    edit(two, "tili", progress=40)
    carry_out(two, undoing(two, seq))
    edit(two, "tili", progress=None)
    assert two.content() == before


def test_an_import_that_was_undone_later_is_not_the_last_one(portfolio: Portfolio) -> None:
    add(portfolio, ("register", "oulu", {"name": "Oulu", "read_on": date(2011, 1, 1)}), what="a.csv")
    read = Change("register", "oulu", {"read_on": date(2011, 1, 1)}, {"read_on": date(2011, 9, 1)})
    seq = portfolio.commit(Operation(OperationKind.IMPORT, "b.csv", [read])).entry.seq
    assert portfolio.last_imports()["oulu"].what == "Import b.csv"
    carry_out(portfolio, undoing(portfolio, seq))
    assert portfolio.last_imports()["oulu"].what == "Import a.csv"
    portfolio.undo()
    assert portfolio.last_imports()["oulu"].what == "Import b.csv"


# --- restoring ---------------------------------------------------------------------------------------------


def test_one_of_many_deleted_is_restored_with_all_that_was_its_own(portfolio: Portfolio) -> None:
    add(
        portfolio,
        initiative("tili"),
        initiative("lupa"),
        initiative("osa", kind="rollout_project", parent_id="tili"),
        ("deliverable", "opas", {"initiative_id": "tili", "title": "Opas", "state": "planned"}),
        ("milestone", "alku", {"initiative_id": "tili", "title": "Alku"}),
        ("money", "raha", {"initiative_id": "tili", "kind": "ict_investment", "min": 100, "max": 200}),
        ("dependency", "sidos", {"predecessor_id": "tili", "successor_id": "lupa", "kind": "finish_start"}),
        ("deliverable", "ohje", {"initiative_id": "lupa", "title": "Ohje", "state": "planned"}),
    )
    before = portfolio.content()
    portfolio.commit(deleting(portfolio, ["tili", "lupa"]))
    edit(portfolio, "osa", progress=5)
    assert {(one.id, one.title) for one in deleted_initiatives(portfolio)} == {("tili", "Tili"), ("lupa", "Lupa")}
    assert [one.id for one in deleted_initiatives(portfolio, text="LUP")] == ["lupa"]

    plan = restoring(portfolio, "tili")
    # the other end of the dependency is still gone
    assert because(plan) == [(Because.MISSING, "sidos", "successor_id")]
    done = carry_out(portfolio, plan, partly=True)
    assert (done.entry.kind, done.entry.what) == (OperationKind.RESTORE, "Tili")
    content = portfolio.content()
    assert content["initiative"]["tili"] == before["initiative"]["tili"]
    assert content["initiative"]["osa"]["parent_id"] == "tili"
    assert set(content["deliverable"]) == {"opas"}
    for entity in ("milestone", "money"):
        assert content[entity] == before[entity]
    assert [one.id for one in deleted_initiatives(portfolio)] == ["lupa"]
    with pytest.raises(UsageError, match="No deleted initiative"):
        restoring(portfolio, "tili")
    portfolio.undo()
    assert {one.id for one in deleted_initiatives(portfolio)} == {"tili", "lupa"}


def test_what_was_merged_away_is_restored_by_taking_the_merge_back(two: Portfolio) -> None:
    edit(two, "lupa", progress=30)
    before = two.content()
    two.commit(merging(two, "tili", "lupa"))
    assert two.record("initiative", "tili")["progress"] == 30
    carry_out(two, restoring(two, "lupa"))
    assert two.content() == before


def test_an_initiative_is_restored_without_the_party_that_is_gone_too(portfolio: Portfolio) -> None:
    add(
        portfolio,
        ("organisation", "oulu", {"name": "Oulu", "kind": "municipality"}),
        initiative("tili", organisation_id="oulu"),
    )
    portfolio.commit(deleting(portfolio, ["tili"]))
    gone = Change("organisation", "oulu", portfolio.record("organisation", "oulu"), None)
    portfolio.commit(Operation(OperationKind.DELETE, "Oulu", [gone]))
    plan = restoring(portfolio, "tili")
    assert because(plan) == [(Because.MISSING, "tili", "organisation_id")]
    carry_out(portfolio, plan, partly=True)
    assert portfolio.record("initiative", "tili")["organisation_id"] is None


# --- whatever the order ------------------------------------------------------------------------------------

IDS = ("a", "b", "c")
EDIT = st.tuples(
    st.just("edit"),
    st.sampled_from(IDS),
    st.fixed_dictionaries(
        {},
        optional={
            "progress": st.none() | st.integers(0, 3),
            "status": st.sampled_from([None, "idea", "approved"]),
            "parent_id": st.none() | st.sampled_from(IDS),
        },
    ),
)
STEP = st.one_of(
    EDIT,
    st.tuples(st.just("part"), st.sampled_from(IDS), st.sampled_from(["Opas", "Ohje"])),
    st.tuples(st.just("delete"), st.sampled_from(IDS), st.none()),
    st.tuples(st.just("merge"), st.sampled_from(IDS), st.sampled_from(IDS)),
    st.tuples(st.just("add"), st.sampled_from(IDS), st.none()),
)


def step(portfolio: Portfolio, kind: str, id_: str, with_: Any) -> None:
    there = portfolio.records("initiative")
    if kind == "add" and id_ not in there:
        add(portfolio, initiative(id_))
    elif id_ not in there:
        return
    elif kind == "part":
        add(portfolio, ("deliverable", new_id(), {"initiative_id": id_, "title": with_, "state": "planned"}))
    elif kind == "delete":
        portfolio.commit(deleting(portfolio, [id_]))
    elif kind == "merge" and with_ in there and with_ != id_:
        portfolio.commit(merging(portfolio, id_, with_))
    elif kind == "edit" and with_.get("parent_id") != id_ and with_.get("parent_id", None) in (None, *there):
        operation = editing(portfolio, [id_], with_)
        if operation.changes:
            portfolio.commit(operation)


def done(portfolio: Portfolio) -> list[int]:
    """Places in the journal of what was done, the first at first; that a snapshot was taken is nothing done."""
    return [entry.seq for entry in portfolio.operations(100)[::-1] if entry.kind is not OperationKind.SNAPSHOT]


@given(steps=st.lists(STEP, max_size=8), data=st.data())
@settings(deadline=None, max_examples=25)
def test_undoing_any_operation_and_undoing_that_gives_everything_back(
    steps: Sequence[tuple[str, str, Any]], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        portfolio = Portfolio.create(Path(folder) / "salkku.sqlite", by="Liisa")
        add(portfolio, *map(initiative, IDS))
        for one in steps:
            step(portfolio, *one)
        seqs = done(portfolio)
        last = seqs[-1]
        seq = data.draw(st.sampled_from(seqs))
        before = portfolio.content()
        plan = undoing(portfolio, seq)
        assert all(one.words and one.later is not None and one.later.seq > seq for one in plan.obstacles)
        if seq == last:
            assert not plan.obstacles
        if plan.obstacles:
            with pytest.raises(Conflict):
                carry_out(portfolio, plan)
            assert portfolio.content() == before
        if plan.changes:
            carry_out(portfolio, plan, partly=True)
            assert portfolio.content() != before
            # nothing of it is left that could be taken back by doing it twice
            assert not undoing(portfolio, seq).changes
            portfolio.undo()
        assert portfolio.content() == before
        portfolio.close()


@given(kinds=st.lists(st.sampled_from(["edit", "part", "delete"]), min_size=2, max_size=6), data=st.data())
@settings(deadline=None, max_examples=8)
def test_where_nothing_depends_on_it_it_is_as_if_it_had_never_been(kinds: Sequence[str], data: st.DataObject) -> None:
    """Operations that each touch an initiative of their own: leaving one out and undoing it are the same."""
    out = data.draw(st.integers(0, len(kinds) - 1))
    with tempfile.TemporaryDirectory() as folder:
        contents = []
        for name, skipped in (("undone", None), ("never", out)):
            portfolio = Portfolio.create(Path(folder) / f"{name}.sqlite", by="Liisa")
            add(portfolio, *(initiative(f"i{n}") for n in range(len(kinds))))
            for n, kind in enumerate(kinds):
                if n == skipped:
                    continue
                if kind == "edit":
                    edit(portfolio, f"i{n}", progress=n, status="approved")
                elif kind == "part":
                    part = {"initiative_id": f"i{n}", "title": "Opas", "state": "planned"}
                    add(portfolio, ("deliverable", f"d{n}", part))
                else:
                    portfolio.commit(deleting(portfolio, [f"i{n}"]))
            if skipped is None:
                plan = undoing(portfolio, done(portfolio)[out + 1])
                assert not plan.obstacles
                carry_out(portfolio, plan)
            contents.append(portfolio.content())
            portfolio.close()
        assert contents[0] == contents[1]


def test_a_snapshot_is_nothing_to_be_undone(two: Portfolio) -> None:
    snapshots.take(two, "1/2011")
    with pytest.raises(UsageError, match="it stays"):
        undoing(two, two.operations(1)[0].seq)
