"""Status words in three languages."""

import pytest

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.values.deliverables import split_deliverables
from kpkportfolio.registers.values.statuses import NOT_A_STATUS, read_status


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("idea", Status.IDEA),
        ("Utvecklingsidé", Status.IDEA),
        ("ehdotettu", Status.PROPOSED),
        ("Esitys", Status.PROPOSED),
        ("suunnitteilla", Status.PROPOSED),
        ("planerad", Status.PROPOSED),
        ("Planned", Status.PROPOSED),
        ("hyväksytty", Status.APPROVED),
        ("godkänd", Status.APPROVED),
        ("approved", Status.APPROVED),
        ("määrittelyssä", Status.DEFINITION),
        ("esiselvitys", Status.DEFINITION),
        ("förstudie", Status.DEFINITION),
        ("feasibility study", Status.DEFINITION),
        ("Käynnissä", Status.IMPLEMENTATION),
        ("Toiminnassa", Status.IMPLEMENTATION),
        ("pågår", Status.IMPLEMENTATION),
        ("in progress", Status.IMPLEMENTATION),
        ("kesken", Status.IMPLEMENTATION),
        ("jalkautus", Status.ROLLOUT),
        ("införande", Status.ROLLOUT),
        ("Roll-out", Status.ROLLOUT),
        ("Toiminta päättynyt", Status.COMPLETED),
        ("avslutad", Status.COMPLETED),
        ("closed", Status.COMPLETED),
        ("keskeytetty", Status.SUSPENDED),
        ("vilande", Status.SUSPENDED),
        ("on hold", Status.SUSPENDED),
        ("peruttu", Status.CANCELLED),
        ("nedlagd", Status.CANCELLED),
        ("withdrawn", Status.CANCELLED),
        ("3 Toteutus", Status.IMPLEMENTATION),
        ("3. Toteutus", Status.IMPLEMENTATION),
        ("Toteutus (60 %)", Status.IMPLEMENTATION),
        ("toteutusvaiheessa", Status.IMPLEMENTATION),
        ("käynnissä, valmistuu 2012", Status.IMPLEMENTATION),
        ("Toteutus / pilotointi", Status.IMPLEMENTATION),
        ("kaynnissa", Status.IMPLEMENTATION),
        ("Käyttönotto", Status.ROLLOUT),
    ],
)
def test_words(word: str, status: Status) -> None:
    assert read_status(word) is status


@pytest.mark.parametrize("word", ["", "-", "ei tiedossa", "okänd", "n/a"])
def test_unknown(word: str) -> None:
    assert read_status(word) is None


@pytest.mark.parametrize("word", ["Amber/Red", "vihreä", "liikenne- ja ympäristökeskus", "7"])
def test_other_words_are_a_problem(word: str) -> None:
    assert read_status(word) == NOT_A_STATUS


def test_every_status_reads_its_own_name() -> None:
    for status in Status:
        assert read_status(status.value) is status


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Alusta; Ohje", ("Alusta", "Ohje")),
        ("Alusta\nOhje, liite 1", ("Alusta", "Ohje, liite 1")),
        ("- Alusta\n- Ohje", ("Alusta", "Ohje")),
        ("• Alusta • Ohje", ("Alusta", "Ohje")),
        ("1. Alusta\n2. Ohje", ("Alusta", "Ohje")),
        ("2. asteen oppimateriaali", ("2. asteen oppimateriaali",)),
        ("Alusta;", ("Alusta",)),
        ("ei tiedossa", ()),
        ("", ()),
    ],
)
def test_deliverables(cell: str, parts: tuple[str, ...]) -> None:
    assert split_deliverables(cell) == parts
