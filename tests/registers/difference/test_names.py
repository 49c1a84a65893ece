"""Named things a register brings: found by name, else made; programmes take their place in the portfolio's order."""

from kpkportfolio.registers.difference.names import Names


def test_a_new_programme_takes_the_next_place_in_the_order() -> None:
    names = Names(
        "programme", {"p1": {"name": "Sähköinen asiointi", "number": 4}, "p2": {"name": "Muu", "number": None}}
    )
    assert names.id("sähköinen  ASIOINTI") == "p1"
    first, second = names.id("Perustiedot"), names.id("Infra")
    assert names.id("perustiedot") == first != second
    assert [change.after for change in names.changes] == [
        {"name": "Perustiedot", "number": 5},
        {"name": "Infra", "number": 6},
    ]


def test_other_things_have_no_number() -> None:
    names = Names("domain", {})
    names.id("Terveys")
    assert [change.after for change in names.changes] == [{"name": "Terveys"}]
