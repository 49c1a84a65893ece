"""Deleting and merging initiatives with everything that is theirs; undone, the portfolio is as it was."""

from datetime import UTC, date, datetime

import pytest

from kpkportfolio.errors import UsageError
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.store.content import read_content
from kpkportfolio.store.edits import REFERENCES, deleting, editing, merging
from kpkportfolio.store.portfolio import Portfolio

A, B, C, CHILD = "a" * 36, "b" * 36, "c" * 36, "d" * 36


def fill(portfolio: Portfolio) -> None:
    rows: list[tuple[str, str, dict[str, object]]] = [
        ("register", "r1", {"name": "JulkIT"}),
        ("register", "r2", {"name": "JIP"}),
        ("component", "k1", {"name": "Asianhallinta", "kind": "service_environment"}),
        ("tag", "t1", {"name": "kärki"}),
        ("service", "s1", {"name": "Asiointi", "kind": "application"}),
        ("initiative", A, {"kind": "initiative", "title": "Asiointitili", "start": date(2010, 1, 1)}),
        (
            "initiative",
            B,
            {
                "kind": "initiative",
                "title": "Viranomaisposti",
                "description": "Sähköinen postilaatikko",
                "end": date(2012, 1, 1),
                "status": "implementation",
            },
        ),
        ("initiative", C, {"kind": "initiative", "title": "Kolmas"}),
        ("initiative", CHILD, {"kind": "rollout_project", "title": "Jalkautus", "parent_id": B}),
        ("source", "1", {"initiative_id": A, "register_id": "r1", "key": "JI-01"}),
        ("source", "2", {"initiative_id": B, "register_id": "r2", "key": "101"}),
        ("deliverable", "d1", {"initiative_id": A, "title": "Opas", "state": "planned"}),
        ("deliverable", "d2", {"initiative_id": B, "title": "opas ", "state": "planned"}),
        ("deliverable", "d3", {"initiative_id": B, "title": "Rajapinta", "state": "planned"}),
        ("milestone", "m1", {"initiative_id": B, "title": "Päätös"}),
        ("dependency", "p1", {"predecessor_id": A, "successor_id": B, "kind": "finish_start"}),
        ("dependency", "p2", {"predecessor_id": B, "successor_id": C, "kind": "finish_start"}),
        ("money", "e1", {"initiative_id": A, "kind": "ict_investment", "min": 1, "max": 2}),
        ("money", "e2", {"initiative_id": B, "kind": "ict_investment", "year": 2011, "min": 5, "max": 5}),
        ("money", "e3", {"initiative_id": B, "kind": "running_cost", "year": 2011, "min": 7, "max": 7}),
        ("impact", "i1", {"initiative_id": B, "kind": "process_benefit", "min": 7, "max": 9}),
        ("baseline", "b1", {"initiative_id": B, "name": "3/2011", "end": date(2011, 12, 31)}),
        ("initiative_component", "ic1", {"initiative_id": A, "component_id": "k1", "role": "produces"}),
        ("initiative_component", "ic2", {"initiative_id": B, "component_id": "k1", "role": "produces"}),
        ("initiative_tag", "it1", {"initiative_id": B, "tag_id": "t1"}),
        ("service_initiative", "si1", {"initiative_id": B, "service_id": "s1"}),
        ("link", "l1", {"initiative_id": B, "url": "https://example.fi"}),
        ("decision", "de1", {"initiative_id": B, "kind": "approve", "decided_on": date(2011, 8, 24)}),
        ("overlap_verdict", "v1", verdict(A, B)),
        ("overlap_verdict", "v2", verdict(B, C)),
    ]
    changes = [Change(entity, id_, None, row) for entity, id_, row in rows]  # type: ignore[arg-type]
    portfolio.commit(Operation(OperationKind.SAMPLE, "", changes))


def verdict(a: str, b: str) -> dict[str, object]:
    return {
        "a_id": a,
        "b_id": b,
        "verdict": "related",
        "judged_by": "Liisa",
        "judged_at": datetime(2011, 11, 15, 10, tzinfo=UTC),
        "a_text": f"text of {a[0]}",
        "b_text": f"text of {b[0]}",
    }


def content(portfolio: Portfolio) -> object:
    with portfolio.read() as connection:
        return read_content(connection)


def test_merging_keeps_both_sources_and_everything_that_is_not_said_twice(portfolio: Portfolio) -> None:
    fill(portfolio)
    before = content(portfolio)
    portfolio.commit(merging(portfolio, keep=A, drop=B, why="Sama hanke kahdessa rekisterissä"))
    after = content(portfolio)
    assert set(after["initiative"]) == {A, C, CHILD}  # type: ignore[index]
    merged = after["initiative"][A]  # type: ignore[index]
    assert merged["title"] == "Asiointitili"
    assert merged["description"] == "Sähköinen postilaatikko"
    assert merged["status"] == "implementation"
    # a schedule that one register gives in part is not completed from another's
    assert (merged["start"], merged["end"]) == (date(2010, 1, 1), None)
    assert {row["initiative_id"] for row in after["source"].values()} == {A}  # type: ignore[index]
    assert sorted(row["title"] for row in after["deliverable"].values()) == ["Opas", "Rajapinta"]  # type: ignore[index]
    assert sorted((row["kind"], row["min"]) for row in after["money"].values()) == [  # type: ignore[index]
        ("ict_investment", 1),
        ("running_cost", 7),
    ]
    assert after["initiative"][CHILD]["parent_id"] == A  # type: ignore[index]
    assert set(after["dependency"]) == {"p2"}  # type: ignore[index]
    assert set(after["initiative_component"]) == {"ic1"}  # type: ignore[index]
    moved = after["overlap_verdict"]["v2"]  # type: ignore[index]
    assert (moved["a_id"], moved["b_id"], moved["a_text"]) == (A, C, "text of b")
    assert set(after["overlap_verdict"]) == {"v2"}  # type: ignore[index]
    portfolio.undo()
    assert content(portfolio) == before
    portfolio.redo()
    assert content(portfolio) == after


def test_figures_of_a_kind_can_be_the_dropped_ones(portfolio: Portfolio) -> None:
    fill(portfolio)
    before = content(portfolio)
    portfolio.commit(merging(portfolio, keep=A, drop=B, figures=["ict_investment"]))
    after = content(portfolio)
    assert sorted((row["kind"], row["min"]) for row in after["money"].values()) == [  # type: ignore[index]
        ("ict_investment", 5),
        ("running_cost", 7),
    ]
    assert {row["initiative_id"] for row in after["money"].values()} == {A}  # type: ignore[index]
    portfolio.undo()
    assert content(portfolio) == before


def test_merging_the_other_way_turns_ordered_pairs_round(portfolio: Portfolio) -> None:
    fill(portfolio)
    before = content(portfolio)
    portfolio.commit(merging(portfolio, keep=C, drop=A, choices={"title": "Yhteinen"}))
    after = content(portfolio)
    assert after["initiative"][C]["title"] == "Yhteinen"  # type: ignore[index]
    # v1 judged A and B; A is C now, and C and B were judged already
    assert set(after["overlap_verdict"]) == {"v2"}  # type: ignore[index]
    portfolio.undo()
    assert content(portfolio) == before


def test_merging_parent_and_child(portfolio: Portfolio) -> None:
    fill(portfolio)
    before = content(portfolio)
    portfolio.commit(merging(portfolio, keep=CHILD, drop=B))
    assert portfolio.record("initiative", CHILD)["parent_id"] is None
    portfolio.undo()
    assert content(portfolio) == before


def test_deleting_takes_all_that_is_its_own_and_undo_brings_it_back(portfolio: Portfolio) -> None:
    fill(portfolio)
    before = content(portfolio)
    portfolio.commit(deleting(portfolio, [B, C]))
    after = content(portfolio)
    assert set(after["initiative"]) == {A, CHILD}  # type: ignore[index]
    assert after["initiative"][CHILD]["parent_id"] is None  # type: ignore[index]
    assert after["overlap_verdict"] == {}  # type: ignore[index]
    portfolio.undo()
    assert content(portfolio) == before


def test_every_reference_to_an_initiative_is_known() -> None:
    assert len(REFERENCES) >= 15
    assert ("overlap_verdict", "b_id") in REFERENCES
    assert ("initiative", "parent_id") in REFERENCES


def test_bulk_edit_touches_only_what_changes(portfolio: Portfolio) -> None:
    fill(portfolio)
    operation = editing(portfolio, [A, B, C], {"status": "implementation"})
    assert {change.id for change in operation.changes} == {A, C}
    assert operation.what == "3 initiatives"


def test_impossible_requests_are_said(portfolio: Portfolio) -> None:
    fill(portfolio)
    for make in (
        lambda: merging(portfolio, A, A),
        lambda: merging(portfolio, A, new_id()),
        lambda: deleting(portfolio, [new_id()]),
        lambda: editing(portfolio, [new_id()], {"title": "x"}),
    ):
        with pytest.raises(UsageError):
            make()


def test_fields_of_ones_own_are_all_kept_in_a_merge(portfolio: Portfolio) -> None:
    fill(portfolio)

    def own(id_: str, initiative: str, name: str, value: str) -> Change:
        return Change("custom_value", id_, None, {"initiative_id": initiative, "name": name, "value": value})

    told = [
        own("c1", A, "Diaarinumero", "VM/1"),
        own("c2", A, "Toimittaja", "Tieto"),
        own("c3", B, "DIAARINUMERO", "KL/2"),
        own("c4", B, "Toimittaja", "tieto"),
        own("c5", B, "Kustannuspaikka", "100"),
    ]
    portfolio.commit(Operation(OperationKind.ADD, "", told))
    before = content(portfolio)
    portfolio.commit(merging(portfolio, keep=A, drop=B))
    [source] = [row for row in before["source"].values() if row["initiative_id"] == B]  # type: ignore[index]
    register = before["register"][source["register_id"]]["name"]  # type: ignore[index]
    after = {id_: (row["name"], row["value"]) for id_, row in content(portfolio)["custom_value"].items()}  # type: ignore[index]
    assert after == {
        "c1": ("Diaarinumero", "VM/1"),
        "c2": ("Toimittaja", "Tieto"),
        "c3": (f"DIAARINUMERO ({register})", "KL/2"),
        "c5": ("Kustannuspaikka", "100"),
    }
    portfolio.undo()
    assert content(portfolio) == before
    portfolio.commit(deleting(portfolio, [A, B]))
    assert content(portfolio)["custom_value"] == {}  # type: ignore[index]
