"""The facts that only some registers tell: money by year, milestones, links, parts, fields of one's own."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.model.change import Change, Operation, OperationKind, Value, new_id
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import DependencyKind, Health, ImpactKind, InitiativeKind, MoneyKind, Status
from kpkportfolio.registers.difference.facts import FACTS, FIELDS, field_title, values_of
from kpkportfolio.registers.difference.reconciling import Reconciliation, reconcile
from kpkportfolio.registers.difference.three_way import keyed, merge
from kpkportfolio.registers.record import Figure, ReadBaseline, ReadInitiative, ReadLink, ReadMilestone, ReadRegister
from kpkportfolio.store.edits import editing
from kpkportfolio.store.portfolio import Portfolio
from tests.registers.read_factory import TODAY, read, register

ICT, RUNNING = MoneyKind.ICT_INVESTMENT, MoneyKind.RUNNING_COST


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Portfolio]:
    """A new, empty portfolio in a file."""
    opened = Portfolio.create(tmp_path / "salkku.sqlite", by="Liisa")
    yield opened
    opened.close()


def bring_in(portfolio: Portfolio, *rows: ReadInitiative, insist: str | None = None) -> Reconciliation:
    """Reconcile and carry out; nothing is left to do afterwards."""
    what: ReadRegister = register(*rows)
    asked = [(row.id, insist) for row in portfolio.initiatives()] if insist else []
    found = reconcile(portfolio, what, TODAY, insist=asked)
    if found.operation is not None:
        portfolio.commit(found.operation)
    assert reconcile(portfolio, what, TODAY).operation is None
    return found


def whole(**fields: Any) -> ReadInitiative:
    """A record that tells everything."""
    told: dict[str, Any] = {
        "investment_min": None,
        "investment_max": None,
        "figures": (
            Figure(ICT, 2012, 100, 200),
            Figure(ICT, 2013, 300, 300, 250),
            Figure(RUNNING, None, 50, 50),
            Figure(ImpactKind.ICT_SAVING, 2014, 10, None),
        ),
        "status_reason": "odottaa rahoitusta",
        "health": Health.YELLOW,
        "progress": 0,
        "priority": 2,
        "note": "Sovittu ohjausryhmässä",
        "milestones": (ReadMilestone("Pilotti", date(2012, 6, 1)), ReadMilestone("Käytössä", None, date(2013, 1, 1))),
        "baseline": ReadBaseline("Hyväksytty 2011", date(2010, 1, 1), date(2011, 6, 30)),
        "links": ("https://example.fi/a", "https://example.fi/b"),
        "custom": (("Diaarinumero", "VM/1"), ("Toimittaja", "Tieto")),
        "originals": {"Hanke": "Asiointitilª"},
    }
    return read(**{**told, **fields})


def only(portfolio: Portfolio) -> InitiativeRow:
    """The one initiative there is."""
    [row] = portfolio.initiatives()
    return row


def person(portfolio: Portfolio, entity: str, id_: str, **after: Value) -> None:
    """A person edits one row."""
    row = portfolio.record(entity, id_)
    change = Change(entity, id_, {name: row[name] for name in after}, after)
    portfolio.commit(Operation(OperationKind.EDIT, "", [change]))


def money(portfolio: Portfolio) -> set[tuple[str, int | None, int | None, int | None, int | None]]:
    """Kind, year, least, most and actual of all money."""
    return {(row.kind.value, row.year, row.min, row.max, row.actual) for row in portfolio.contents().money}


def test_everything_that_was_read_is_kept(portfolio: Portfolio) -> None:
    bring_in(portfolio, whole())
    row, contents = only(portfolio), portfolio.contents()
    record = portfolio.record("initiative", row.id)
    assert (row.health, row.progress, row.priority) == (Health.YELLOW, 0, 2)
    assert (record["status_reason"], record["note"]) == ("odottaa rahoitusta", "Sovittu ohjausryhmässä")
    assert money(portfolio) == {
        ("ict_investment", 2012, 100, 200, None),
        ("ict_investment", 2013, 300, 300, 250),
        ("running_cost", None, 50, 50, None),
    }
    assert [(i.kind, i.year, i.min, i.max) for i in contents.impact] == [(ImpactKind.ICT_SAVING, 2014, 10, None)]
    assert {(m.title, m.due, m.reached_on) for m in contents.milestones} == {
        ("Pilotti", date(2012, 6, 1), None),
        ("Käytössä", None, date(2013, 1, 1)),
    }
    assert (row.baseline_name, row.baseline_start, row.baseline_end) == (
        "Hyväksytty 2011",
        date(2010, 1, 1),
        date(2011, 6, 30),
    )
    assert {str(link["url"]) for link in portfolio.records("link").values()} == set(whole().links)
    assert {(c.name, c.value) for c in contents.custom} == set(whole().custom)
    assert [source["originals"] for source in portfolio.records("source").values()] == ['{"Hanke":"Asiointitilª"}']


def test_what_changed_is_told_in_words_and_keeps_its_rows(portfolio: Portfolio) -> None:
    bring_in(portfolio, whole())
    before = portfolio.content()
    found = bring_in(
        portfolio,
        whole(
            figures=(Figure(ICT, 2012, 100, 200), Figure(ICT, 2013, 400, 400, 250), Figure(RUNNING, None, 50, 50)),
            milestones=(ReadMilestone("PILOTTI", date(2012, 9, 1)), ReadMilestone("Käytössä", None, date(2013, 1, 1))),
            custom=(("Diaarinumero", "VM/2"),),
            links=("https://example.fi/b",),
            baseline=None,
            progress=40,
        ),
    )
    [changed] = found.changed
    told = {change.field: (change.before, change.after) for change in changed.fields}
    assert told["progress"] == (0, 40)
    assert told["custom"] == (("Diaarinumero: VM/1", "Toimittaja: Tieto"), ("Diaarinumero: VM/2",))
    assert told["links"] == (("https://example.fi/a", "https://example.fi/b"), ("https://example.fi/b",))
    assert told["baseline"] == (("Hyväksytty 2011 (01/01/2010–30/06/2011)",), ())
    assert told["milestones"] == (
        ("Pilotti (01/06/2012)", "Käytössä (reached 01/01/2013)"),
        ("PILOTTI (01/09/2012)", "Käytössä (reached 01/01/2013)"),
    )
    assert changed.kept == ()
    after = portfolio.content()
    for entity in ("money", "milestone"):
        assert after[entity].keys() == before[entity].keys()
    assert ("ict_investment", 2013, 400, 400, 250) in money(portfolio)
    assert after["impact"] == after["baseline"] == {}
    portfolio.undo()
    assert portfolio.content() == before


def test_a_persons_corrections_stay_entry_by_entry(local: Portfolio) -> None:
    bring_in(local, whole())
    contents = local.contents()
    pilot = next(m for m in contents.milestones if m.title == "Pilotti")
    year = next(m for m in contents.money if m.year == 2013)
    number = next(c for c in contents.custom if c.name == "Diaarinumero")
    person(local, "milestone", pilot.id, due=date(2012, 7, 1))
    person(local, "money", year.id, max=999)
    person(local, "custom_value", number.id, value="oma")
    local.commit(editing(local, [only(local).id], {"priority": 5}))
    later = whole(
        priority=3,
        milestones=(ReadMilestone("Pilotti", date(2012, 8, 1)), ReadMilestone("Käytössä", None, date(2013, 2, 1))),
        figures=(Figure(ICT, 2012, 101, 200), Figure(ICT, 2013, 300, 350, 250), Figure(RUNNING, None, 50, 50)),
        custom=(("Diaarinumero", "VM/9"), ("Toimittaja", "CGI")),
    )
    [changed] = bring_in(local, later).changed
    kept = {one.field: (one.mine, one.theirs) for one in changed.kept}
    assert kept == {
        "priority": (5, 3),
        "milestones": (("Pilotti (01/07/2012)",), ("Pilotti (01/08/2012)",)),
        "figures": (
            ("ICT investment 2013 €3–€9.99 actual €2.50",),
            ("ICT investment 2013 €3–€3.50 actual €2.50",),
        ),
        "custom": (("Diaarinumero: oma",), ("Diaarinumero: VM/9",)),
    }
    assert ("ict_investment", 2012, 101, 200, None) in money(local)
    assert ("ict_investment", 2013, 300, 999, 250) in money(local)
    assert {(m.title, m.due, m.reached_on) for m in local.contents().milestones} == {
        ("Pilotti", date(2012, 7, 1), None),
        ("Käytössä", None, date(2013, 2, 1)),
    }
    assert {(c.name, c.value) for c in local.contents().custom} == {("Diaarinumero", "oma"), ("Toimittaja", "CGI")}


def test_the_register_wins_where_it_is_asked_to_and_takes_no_entry_of_ones_own(local: Portfolio) -> None:
    bring_in(local, whole())
    row = only(local)
    [number] = [c for c in local.contents().custom if c.name == "Diaarinumero"]
    person(local, "custom_value", number.id, value="oma")
    own = {"initiative_id": row.id, "name": "Oma kenttä", "value": "tärkeä"}
    local.commit(Operation(OperationKind.ADD, "", [Change("custom_value", new_id(), None, own)]))
    bring_in(local, whole(custom=(("Diaarinumero", "VM/9"), ("Toimittaja", "Tieto"))), insist="custom")
    assert {(c.name, c.value) for c in local.contents().custom} == {
        ("Diaarinumero", "VM/9"),
        ("Toimittaja", "Tieto"),
        ("Oma kenttä", "tärkeä"),
    }


def test_a_row_in_which_a_person_has_written_more_is_not_taken_away(local: Portfolio) -> None:
    bring_in(local, whole())
    [baseline] = local.records("baseline")
    person(local, "baseline", baseline, approved_on=date(2011, 1, 15))
    [changed] = bring_in(local, whole(baseline=ReadBaseline("Uusi", date(2010, 1, 1), date(2012, 1, 1)))).changed
    assert [one.field for one in changed.kept] == ["baseline"]
    assert {str(row["name"]) for row in local.records("baseline").values()} == {"Hyväksytty 2011", "Uusi"}


def test_an_investment_told_by_year_takes_the_place_of_the_whole_and_back(portfolio: Portfolio) -> None:
    bring_in(portfolio, read(investment_min=500, investment_max=700))
    by_year = read(
        investment_min=None, investment_max=None, figures=(Figure(ICT, 2012, 300, 300), Figure(ICT, 2013, 400, 400))
    )
    bring_in(portfolio, by_year)
    assert money(portfolio) == {("ict_investment", 2012, 300, 300, None), ("ict_investment", 2013, 400, 400, None)}
    # the same sum as a whole is no reason to forget it
    [changed] = bring_in(portfolio, read(investment_min=700, investment_max=700)).changed
    assert changed.kept == ()
    assert money(portfolio) == {("ict_investment", None, 700, 700, None)}


def test_years_of_ones_own_and_the_registers_are_never_added_together(local: Portfolio) -> None:
    bring_in(local, read(investment_min=500, investment_max=500))
    [row] = local.contents().money
    person(local, "money", row.id, year=2012)
    by_year = read(
        investment_min=None, investment_max=None, figures=(Figure(ICT, 2013, 200, 200), Figure(ICT, 2014, 400, 400))
    )
    [changed] = bring_in(local, by_year).changed
    assert {one.field for one in changed.kept} == {"investment_min", "investment_max", "figures"}
    assert money(local) == {("ict_investment", 2012, 500, 500, None)}


def test_what_was_spent_stands_beside_the_whole_investment(local: Portfolio) -> None:
    spent = (Figure(ICT, None, None, None, 123),)
    bring_in(local, read(investment_min=500, investment_max=700, figures=spent))
    assert money(local) == {("ict_investment", None, 500, 700, 123)}
    bring_in(local, read(investment_min=500, investment_max=800, figures=(Figure(ICT, None, None, None, 456),)))
    assert money(local) == {("ict_investment", None, 500, 800, 456)}
    bring_in(local, read(investment_min=None, investment_max=None))
    assert money(local) == set()


def test_a_likely_figure_of_ones_own_stays_while_it_lies_within_the_range(local: Portfolio) -> None:
    bring_in(local, read(investment_min=500, investment_max=700))
    [row] = local.contents().money
    person(local, "money", row.id, likely=600)
    bring_in(local, read(investment_min=500, investment_max=800))
    assert [(m.min, m.likely, m.max) for m in local.contents().money] == [(500, 600, 800)]
    bring_in(local, read(investment_min=700, investment_max=800))
    assert [(m.min, m.likely, m.max) for m in local.contents().money] == [(700, None, 800)]


def test_parts_are_projects_under_what_they_are_part_of_and_wait_for_each_other(portfolio: Portfolio) -> None:
    rows = [
        read("P", "Asiointitili", row=1),
        read("P.2", "Asiointitilin toteutus", row=2, parent="p", predecessors=(ReadLink("P.1", lag_days=5),)),
        read("P.1", "Asiointitilin määrittely", row=3, parent="P"),
        read("P.3", "Käyttöönotto kunnissa", row=4, parent="P.2"),
    ]
    bring_in(portfolio, *rows)
    found = {row.ref: row for row in portfolio.initiatives()}
    assert {ref: (row.kind, row.parent_id) for ref, row in found.items()} == {
        "P": (InitiativeKind.INITIATIVE, None),
        "P.1": (InitiativeKind.SPECIFICATION, found["P"].id),
        "P.2": (InitiativeKind.IMPLEMENTATION, found["P"].id),
        "P.3": (InitiativeKind.ROLLOUT, found["P.2"].id),
    }
    [link] = portfolio.contents().dependencies
    assert link[1:] == (found["P.1"].id, found["P.2"].id, DependencyKind.FINISH_START, 5)
    rows[3] = rows[3]._replace(parent="P", predecessors=(ReadLink("P.2", DependencyKind.START_START),))
    [changed] = bring_in(portfolio, *rows).changed
    assert [change[1:] for change in changed.fields] == [
        ("Asiointitilin toteutus", "Asiointitili"),
        ((), ("Asiointitilin toteutus",)),
    ]
    assert {row.ref: row.parent_id for row in portfolio.initiatives()}["P.3"] == found["P"].id
    assert len(portfolio.contents().dependencies) == 2


def test_records_without_references_are_linked_by_title_and_nothing_changes_the_second_time(local: Portfolio) -> None:
    rows = [
        read(None, "Tunnistus", row=1, parent="Arkisto"),
        read(None, "Arkisto", row=2, predecessors=(ReadLink("Maksut"),)),
        read(None, "Maksut", row=3),
    ]
    bring_in(local, *rows)
    found = {row.title: row for row in local.initiatives()}
    assert found["Tunnistus"].parent_id == found["Arkisto"].id
    assert [link[1:3] for link in local.contents().dependencies] == [(found["Maksut"].id, found["Arkisto"].id)]
    before = local.content()
    again = bring_in(local, *rows)
    assert (again.changed, again.problems) == ([], [])
    assert local.content() == before
    rows[1] = rows[1]._replace(predecessors=())
    bring_in(local, *rows[:2])
    assert local.contents().dependencies == []


def test_references_that_lead_nowhere_or_in_a_circle_are_told_and_left_out(local: Portfolio) -> None:
    rows = [
        read("A", "Ensimmäinen", row=1, parent="B"),
        read("B", "Toinen", row=2, parent="A", predecessors=(ReadLink("B"), ReadLink("puuttuu"))),
    ]
    found = bring_in(local, *rows)
    assert [(problem.row, problem.value, problem.fatal) for problem in found.problems] == [
        (1, "B", False),
        (2, "puuttuu", False),
        (2, "A", False),
    ]
    assert [row.parent_id for row in local.initiatives()] == [None, None]
    assert local.contents().dependencies == []


def test_a_column_of_milestones_left_out_takes_nothing_away(local: Portfolio) -> None:
    rows = [whole(ref=f"H-{n}", title=f"Hanke {n}", row=n) for n in range(1, 4)]
    bring_in(local, *rows)
    before = local.content()
    bring_in(local, *(row._replace(milestones=(), custom=(), figures=()) for row in rows))
    after = local.content()
    assert {entity: after[entity] for entity in after if entity != "source"} == {
        entity: before[entity] for entity in before if entity != "source"
    }


def test_every_fact_has_a_name_and_every_field_of_a_record_is_one() -> None:
    beside = {"sheet", "row", "ref", "language", "raw", "originals", "edited", "rows"}
    assert set(FIELDS) == set(ReadInitiative._fields) - beside
    names = [field_title(field) for field in FIELDS]
    assert all(name and not name.islower() for name in names)
    assert len(set(names)) == len(names)


def test_values_of_tells_only_what_is_known() -> None:
    told = values_of(whole(progress=0, note=None, links=(), status=Status.IDEA))
    assert told["progress"] == 0
    assert "note" not in told
    assert "links" not in told
    assert told["figures"][0] == ["ict_investment", 2012, 100, 200, None]
    assert list(told) == [field for field in FIELDS if field in told]


_amounts = st.integers(0, 2)
_figures = st.lists(
    st.tuples(
        st.sampled_from(["ict_investment", "running_cost"]),
        st.sampled_from([2011, 2012]),
        _amounts,
        _amounts,
        st.none(),
    ).map(list),
    max_size=3,
    unique_by=lambda figure: (figure[0], figure[1]),
)


@given(_figures, _figures, _figures)
def test_figures_follow_the_register_alone_where_nobody_touched_them(
    mine: list[list[object]], base: list[list[object]], theirs: list[list[object]]
) -> None:
    assert keyed(
        "figures", merge({"figures": base}, {"figures": base}, {"figures": theirs})[0].get("figures", base)
    ) == keyed("figures", theirs)
    changes, kept = merge({"figures": mine}, {"figures": base}, {"figures": theirs})
    after = keyed("figures", changes.get("figures", mine))
    have, had, get = (keyed("figures", figures) for figures in (mine, base, theirs))
    for key in {**have, **had, **get}:
        if have.get(key) != had.get(key) or had.get(key) == get.get(key):
            assert after.get(key) == have.get(key)
        else:
            assert after.get(key) in (have.get(key), get.get(key))
            assert kept or after.get(key) == get.get(key)


def test_the_table_says_where_each_fact_is_kept() -> None:
    from kpkportfolio.model.tables import initiative
    from kpkportfolio.registers.difference.owned import KINDS

    columns = {fact.column for fact in FACTS.values() if fact.column}
    assert columns <= set(initiative.columns.keys())
    assert set(KINDS) == {field for field, fact in FACTS.items() if fact.key is not None}
