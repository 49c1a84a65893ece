import unicodedata
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.model.rows import ComponentRow, DeliverableRow, InitiativeRow
from kpkportfolio.model.vocabulary import (
    ComponentKind,
    ComponentRole,
    DeliverableState,
    InitiativeKind,
    OrganisationKind,
    Status,
)
from kpkportfolio.overlap.item import Item, fingerprint, items

WORDS = st.text(st.characters(categories=["Ll", "Lu", "Nd"], max_codepoint=0x24F), min_size=1)


def row(key: str, title: str, parent: str | None = None) -> InitiativeRow:
    values: dict[str, object] = dict.fromkeys(InitiativeRow._fields)
    values |= {
        "id": key,
        "title": title,
        "parent_id": parent,
        "version": 1,
        "kind": InitiativeKind.INITIATIVE,
        "organisation": "Oulun kaupunki",
        "organisation_kind": OrganisationKind.MUNICIPALITY,
        "status": Status.ROLLOUT,
        "start": date(2010, 1, 1),
        "open_ended": True,
        "investment_max": 5_000_000,
    }
    return InitiativeRow(**values)  # type: ignore[arg-type]  # the fields left out are unknown


def test_rows_become_items_with_their_deliverables_in_order_and_their_components_by_role() -> None:
    deliverables = [
        DeliverableRow("d2", "a", 2, "Opas", None, DeliverableState.PLANNED),
        DeliverableRow("d1", "a", 1, "Alusta", None, DeliverableState.PLANNED),
    ]
    components = [
        ComponentRow("c1", "a", "k1", "Integraatioalusta", ComponentKind.SERVICE_ENVIRONMENT, ComponentRole.PRODUCES),
        ComponentRow("c2", "a", "k2", "Asiakastietovaranto", ComponentKind.BASE_REGISTER, ComponentRole.USES),
    ]
    first, second = items([row("a", "Väylä"), row("b", "Muu")], deliverables, components)
    assert (first.id, first.title, first.organisation, first.status) == ("a", "Väylä", "Oulun kaupunki", Status.ROLLOUT)
    assert first.deliverables == ("Alusta", "Opas")
    assert first.produces == ("Integraatioalusta",)
    assert first.uses == ("Asiakastietovaranto",)
    assert first.open_ended
    assert first.investment_max == 5_000_000
    assert (second.deliverables, second.produces, second.uses) == ((), (), ())


def test_a_family_goes_by_its_topmost_parent_and_no_ring_holds_the_search() -> None:
    rows = [
        row("alone", "Yksin"),
        row("part", "Osa", "whole"),
        row("whole", "Hanke"),
        row("of part", "Osan osa", "part"),
        row("sibling", "Toinen osa", "whole"),
        row("orphan", "Emo ei ole mukana", "elsewhere"),
        row("ring 2", "Kehä", "ring 3"),
        row("ring 3", "Kehä", "ring 1"),
        row("ring 1", "Kehä", "ring 2"),
        row("tail", "Kehästä roikkuva", "ring 3"),
    ]
    assert {item.id: item.family for item in items(rows, [], [])} == {
        "alone": None,
        "part": "whole",
        "whole": "whole",
        "of part": "whole",
        "sibling": "whole",
        "orphan": "elsewhere",
        "ring 1": "ring 1",
        "ring 2": "ring 1",
        "ring 3": "ring 1",
        "tail": "ring 1",
    }


def test_a_fingerprint_does_not_mind_capitals_spaces_punctuation_or_the_form_of_accents() -> None:
    one = Item(id="a", title="Sähköinen lomake", description="Tehdään, julkaistaan.", deliverables=("X", "Y"))
    other = Item(
        id="b",
        title="  SÄHKÖINEN   lomake ",
        description=unicodedata.normalize("NFD", "tehdään julkaistaan!"),
        deliverables=("y", "x."),
        organisation="Oulu",
    )
    assert fingerprint(one) == fingerprint(other)


def test_a_fingerprint_tells_apart_which_field_says_what() -> None:
    assert fingerprint(Item(id="a", title="ab", description="c")) != fingerprint(
        Item(id="a", title="a", description="bc")
    )
    assert fingerprint(Item(id="a", title="a", deliverables=("b",))) != fingerprint(Item(id="a", title="a"))


@given(WORDS, WORDS, WORDS)
def test_a_fingerprint_changes_with_the_words_and_only_with_them(title: str, text: str, more: str) -> None:
    item = Item(id="a", title=title, description=text)
    assert fingerprint(item) == fingerprint(Item(id="b", title=f" {title} ", description=f"{text}."))
    assert fingerprint(item) != fingerprint(Item(id="a", title=title, description=text + more))
