"""Looking back in the journal, undoing an older operation and restoring what was deleted, from the command line."""

from typing import Any

import pytest

from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.store.edits import deleting, editing
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import format_euros
from tests.cli.conftest import Kpk


def edit(kpk: Kpk, ref: str, by: str = "Liisa", why: str | None = None, **fields: Any) -> None:
    id_ = kpk.ids()[ref]
    portfolio = Portfolio.open(kpk.database, by=by)
    portfolio.commit(editing(portfolio, [id_], fields, why))
    portfolio.close()


@pytest.fixture
def edited(filled: Kpk) -> Kpk:
    """1 an import, 2 two fields by Liisa, 3 one of them again by Pekka."""
    edit(filled, "H-2", status="approved", progress=10, why="kokous 3/2011")
    edit(filled, "H-2", by="Pekka", progress=20)
    return filled


def seqs(kpk: Kpk, *options: str) -> list[int]:
    return sorted({line["seq"] for line in kpk("history", "--json", *options).json})


def test_the_hash_of_a_snapshot_is_no_reason_for_people(filled: Kpk) -> None:
    filled("snapshot", "take", "Kokous")
    (taken,) = filled("snapshot", "list", "--json").json
    table = filled("history", "--limit", "1").out
    assert "Snapshot Kokous" in table
    assert taken["hash"] not in table


def test_history_is_narrowed_by_person_day_kind_field_and_words(edited: Kpk) -> None:
    assert seqs(edited) == [1, 2, 3]
    assert seqs(edited, "--who", "pek") == [3]
    assert seqs(edited, "--kind", "edit") == [2, 3]
    assert seqs(edited, "--field", "status", "--kind", "edit") == [2]
    assert seqs(edited, "--search", "KOKOUS") == [2]
    assert seqs(edited, "--from", "2001-01-01", "--to", "2001-12-31") == []
    assert seqs(edited, "H-1") == [1]
    assert seqs(edited, "H-2", "--field", "progress") == [2, 3]
    table = edited("history", "--limit", "1").out
    assert [line.split()[0] for line in table.splitlines()] == ["No.", "───", "3"]
    assert "Progress, %: 10 → 20" in edited("history", "H-2", "--who", "Pekka").out


def test_a_sum_that_was_changed_is_told_with_its_kind_and_year_also_when_it_is_gone(edited: Kpk) -> None:
    portfolio = Portfolio.open(edited.database, by="Liisa")
    id_ = new_id()
    sums: list[dict[str, Any]] = [
        {"initiative_id": edited.ids()["H-2"], "kind": "running_cost", "year": 2013, "min": 100_000, "max": 200_000},
        {"min": 100_000},
        {"min": 150_000},
    ]
    portfolio.commit(Operation(OperationKind.ADD, "x", [Change("money", id_, None, sums[0])]))
    portfolio.commit(Operation(OperationKind.EDIT, "x", [Change("money", id_, sums[1], sums[2])]))
    told = (
        f"Money (Luvanhaku verkossa, Running cost, 2013): At least: {format_euros(100_000)} → {format_euros(150_000)}"
    )
    assert told in edited("history", "H-2").out
    portfolio.commit(Operation(OperationKind.DELETE, "x", [Change("money", id_, {**sums[0], **sums[2]}, None)]))
    portfolio.close()
    table = edited("history", "H-2").out
    assert told in table
    assert "Money deleted: Luvanhaku verkossa, Running cost, 2013" in table
    assert "Money added: Luvanhaku verkossa, Running cost, 2013" in table


def test_nothing_to_restore_is_said(edited: Kpk) -> None:
    assert edited("restore").out == "No initiative has been deleted: there is nothing to restore.\n"


def test_days_are_written_as_people_write_them(edited: Kpk) -> None:
    for day in ("31.12.2001", "2001", "12/2001", "loppuvuosi 2001"):
        assert seqs(edited, "--to", day) == []
        assert seqs(edited, "--from", day) == [1, 2, 3]
    refused = edited("history", "--from", "joskus")
    assert refused.status == 2
    assert "“joskus” is not a day such as 31.12.2011" in refused.err


def test_what_cannot_be_looked_for_is_said(edited: Kpk) -> None:
    assert edited("history", "--who", "Matti").err == "Nobody called “Matti” has done anything here.\n"
    assert edited("history", "--field", "väri").status == 2
    assert edited("history", "--kind", "väri").status == 2


def test_an_older_operation_is_undone_all_or_nothing_unless_partly(edited: Kpk) -> None:
    before = edited("list", "--json").json
    shown = edited("undo", "--operation", "2", "--dry-run").out
    assert shown.splitlines()[0] == "Edit Luvanhaku verkossa: 1 row can be taken back."
    assert "Progress, % has been changed since, to “20” (Pekka, " in shown
    refused = edited("undo", "--operation", "2")
    assert refused.status == 5
    assert "Pekka" in refused.err
    assert edited("list", "--json").json == before
    done = edited("undo", "--operation", "2", "--partly", "--why", "väärä kokous", "--json").json
    assert (done["operation"], done["why"], done["undoes"]) == ("undo_earlier", "väärä kokous", 2)
    assert [(one["because"], one["field"], one["now"], one["later_by"]) for one in done["obstacles"]] == [
        ("changed", "progress", 20, "Pekka")
    ]
    assert {row["ref"]: row["status"] for row in edited("list", "--json").json}["H-2"] == "proposed"
    assert edited("undo").out == "Undo: Undo earlier: Luvanhaku verkossa\n"
    assert edited("list", "--json").json == before


def test_options_of_an_older_one_need_its_number(edited: Kpk) -> None:
    assert edited("undo", "--partly").status == 2
    assert edited("undo", "--operation", "99").err == "There is no operation 99.\n"
    edit(edited, "H-1", progress=1)
    assert edited("undo", "--json").json["operation"] == "undo"


def test_a_deleted_initiative_is_restored(edited: Kpk) -> None:
    before = edited("list", "--json").json
    ids = edited.ids()
    portfolio = Portfolio.open(edited.database, by="Pekka")
    portfolio.commit(deleting(portfolio, [ids["H-1"], ids["H-2"]]))
    portfolio.close()
    table = edited("restore").out
    assert "Luvanhaku verkossa" in table
    assert [one["title"] for one in edited("restore", "--json").json if one["id"] == ids["H-1"]] == ["Asiointitili"]
    assert edited("restore", "Ei ole").status == 2
    assert "rows can be taken back" in edited("restore", ids["H-1"], "--dry-run").out
    assert edited("restore", "asiointitili").out == "Restore Asiointitili\n"
    assert edited("restore", ids["H-2"][-8:]).status == 0
    assert edited("list", "--json").json == before
    assert edited("restore", "--json").json == []
