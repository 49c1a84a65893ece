"""What lists read beside the initiatives' own fields: fields of one's own, and the registers they came from."""

from datetime import date

from kpkportfolio.model.change import Change, Operation, OperationKind, Value, new_id
from kpkportfolio.model.filtering import Filter
from kpkportfolio.store.portfolio import Portfolio


def filled(portfolio: Portfolio) -> tuple[str, str]:
    """A register of two initiatives, the second of which its last file had no more; returns the first and register."""
    first, second, register, organisation = (new_id() for _n in range(4))
    source: dict[str, Value] = {"register_id": register, "read_values": "{}", "read_on": date(2011, 1, 1)}
    changes = [
        Change("organisation", organisation, None, {"name": "Valtiovarainministeriö", "kind": "state"}),
        Change(
            "register",
            register,
            None,
            {
                "name": "JulkIT",
                "contact": "julkit@example.fi",
                "organisation_id": organisation,
                "file": "julkit-2.xlsx",
                "read_on": date(2011, 2, 1),
                "note": "puolivuosittain",
            },
        ),
        Change("initiative", first, None, {"kind": "initiative", "title": "Asiointitili"}),
        Change("initiative", second, None, {"kind": "initiative", "title": "Väestötietojärjestelmä"}),
        Change("source", new_id(), None, {**source, "initiative_id": first, "key": "1", "row": 4}),
        Change("source", new_id(), None, {**source, "initiative_id": second, "key": "2", "row": None}),
        Change("custom_value", new_id(), None, {"initiative_id": first, "name": "Diaarinumero", "value": "VM/7/2010"}),
        Change("custom_value", new_id(), None, {"initiative_id": first, "name": "Toimittaja", "value": "Tieto Oyj"}),
    ]
    portfolio.commit(Operation(OperationKind.IMPORT, "julkit.xlsx", changes))
    return first, register


def test_a_register_tells_who_keeps_it_and_what_its_last_file_had_no_more(portfolio: Portfolio) -> None:
    filled(portfolio)
    [row] = portfolio.contents().registers
    assert (row.name, row.organisation, row.contact, row.note) == (
        "JulkIT",
        "Valtiovarainministeriö",
        "julkit@example.fi",
        "puolivuosittain",
    )
    assert (row.file, row.read_on, row.own) == ("julkit-2.xlsx", date(2011, 2, 1), False)
    assert (row.initiatives, row.vanished) == (2, 1)


def test_every_initiative_tells_when_its_register_was_last_read(portfolio: Portfolio) -> None:
    filled(portfolio)
    portfolio.commit(
        Operation(OperationKind.ADD, "", [Change("initiative", new_id(), None, {"kind": "initiative", "title": "Oma"})])
    )
    days = {row.title: row.read_on for row in portfolio.initiatives()}
    assert days == {"Asiointitili": date(2011, 2, 1), "Väestötietojärjestelmä": date(2011, 2, 1), "Oma": None}


def test_fields_of_ones_own_are_read_and_found_by_typing(portfolio: Portfolio) -> None:
    first, _register = filled(portfolio)
    contents = portfolio.contents()
    assert [(row.initiative_id, row.name, row.value) for row in contents.custom] == [
        (first, "Diaarinumero", "VM/7/2010"),
        (first, "Toimittaja", "Tieto Oyj"),
    ]
    assert [row.id for row in Filter("vm/7 tieto").apply(contents.initiatives)] == [first]
    assert Filter("vm/8").apply(contents.initiatives) == []
