"""Every reading can be said, and so can the evidence by which a column is read."""

from collections.abc import Iterator

import pytest

from kpkportfolio.registers.values.dates import read_moment, read_schedule
from kpkportfolio.registers.values.day_order import day_order
from kpkportfolio.registers.values.money import read_money
from kpkportfolio.registers.values.said import Place, interpretation
from kpkportfolio.text import NBSP, language, set_language


@pytest.fixture(autouse=True)
def _language_afterwards() -> Iterator[None]:
    before = language()
    yield
    set_language(before)


@pytest.mark.parametrize(
    ("spoken", "cell", "place", "said"),
    [
        ("fi", "kesäkuu 2012", Place.START, "kesäkuu 2012 → 1.6.2012"),
        ("fi", "kesäkuu 2012", Place.END, "kesäkuu 2012 → 30.6.2012"),
        ("fi", "jatkuva", Place.END, "jatkuva → ei päättymispäivää"),
        ("fi", "auki", Place.END, "auki → ei tiedossa"),
        ("sv", "våren 2012", Place.END, "våren 2012 → 2012-06-30"),
        ("en", "Winter 2011/12", Place.START, "Winter 2011/12 → 01/12/2011"),
        ("en", "before summer 2012", Place.START, "before summer 2012 → not known"),
    ],
)
def test_a_moment_is_said(spoken: str, cell: str, place: Place, said: str) -> None:
    set_language(spoken)
    assert interpretation(cell, read_moment(cell), place) == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("syksy 2009 –\nloppuvuosi 2011", "syksy 2009 – loppuvuosi 2011 → 1.7.2009–31.12.2011"),
        ("4/2011–", "4/2011– → 1.4.2011–, ei päättymispäivää"),
        ("31.12.2012 mennessä", "31.12.2012 mennessä → 31.12.2012 asti"),
        ("1.2.2012", "1.2.2012 → 1.2.2012 alkaen"),
        ("1.3.–31.5.", "1.3.–31.5. → Vuotta ei sanota."),
    ],
)
def test_a_schedule_is_said(cell: str, said: str) -> None:
    set_language("fi")
    assert interpretation(cell, read_schedule(cell)).startswith(said)


@pytest.mark.parametrize(
    ("spoken", "cell", "said"),
    [
        ("fi", "n. 2–3 milj. €", "n. 2–3 milj. € → 2 000 000–3 000 000 €"),
        ("en", "n. 2–3 milj. €", "n. 2–3 milj. € → €2,000,000–3,000,000"),
        ("fi", "alle 100 000 €", "alle 100 000 € → enintään 100 000 €"),
        ("sv", "> 2 M€", "> 2 M€ → minst 2 000 000 €"),
        ("fi", "1 200 t€/v", "1 200 t€/v → 1 200 000 € vuodessa, otettu sellaisenaan"),
        ("fi", "0,50", "0,50 → 0,50 €"),
        ("fi", "3 htv", "3 htv → Tämä on työmäärä, ei rahamäärä. Hyväksytään: "),
    ],
)
def test_money_is_said(spoken: str, cell: str, said: str) -> None:
    set_language(spoken)
    assert interpretation(cell, read_money(cell)).replace(NBSP, " ").startswith(said)


@pytest.mark.parametrize(
    ("cells", "day_first", "said"),
    [
        (["03/04/2011", "31/12/2012"], True, "day before month, as in 31/12/2012"),
        (["03/04/2011", "12/31/2012"], False, "month before day, as in 12/31/2012"),
        (["03/04/2011", "05/05/2012"], True, "day before month is assumed: 1 date could be read both ways"),
        (["03/04/2011", "05/06/2012"], True, "day before month is assumed: 2 dates could be read both ways"),
        (
            ["12/31/2012", "12/30/2012", "31/12/2012"],
            False,
            "month before day, though 31/12/2012 and 12/31/2012 contradict each other",
        ),
        (["05/05/2012", "3.4.2012", "2012-03-04", 7, None], True, ""),
    ],
)
def test_the_order_of_day_and_month_is_said_with_its_evidence(cells: list[object], day_first: bool, said: str) -> None:
    set_language("en")
    order = day_order(cells)
    assert order.day_first == day_first
    assert order.said() == said
