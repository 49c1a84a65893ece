"""Status words in Danish, Norwegian and Dutch; and no word that says two things."""

import pytest

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.values import statuses
from kpkportfolio.registers.values.statuses import read_status


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Idé|Idéfasen|Idee", Status.IDEA),
        ("Foreslået|Planlagt|Ikke påbegyndt|Foreslått|Ikke påbegynt|Gepland|Nog niet gestart", Status.PROPOSED),
        ("Godkendt|Bevilget|Godkjent|Vedtatt|Goedgekeurd", Status.APPROVED),
        ("Foranalyse|I udbud|Forprosjekt|Under anskaffelse|Haalbaarheidsstudie|In ontwerp", Status.DEFINITION),
        (
            "Igangværende|I gang|Under gennemførelse|Pågående|Under gjennomføring|Igangsatt|Lopend|In uitvoering",
            Status.IMPLEMENTATION,
        ),
        ("Idriftsættelse|Udrulning|Innføring|Tas i bruk|Uitrol|Ingebruikname", Status.ROLLOUT),
        ("Afsluttet|Gennemført|Færdig|Avsluttet|Fullført|Ferdig|Afgerond|Voltooid|Opgeleverd", Status.COMPLETED),
        ("Sat i bero|Udskudt|På hold|Utsatt|Satt på vent|Opgeschort|Uitgesteld", Status.SUSPENDED),
        ("Annulleret|Aflyst|Opgivet|Avlyst|Kansellert|Skrinlagt|Geannuleerd|Stopgezet", Status.CANCELLED),
        ("2. Gennemførelse|Fase: uitvoering|Uitvoering (60 %)", Status.IMPLEMENTATION),
        ("Prosjekt avsluttet|4 - Afgerond", Status.COMPLETED),
    ],
)
def test_words_of_neighbours(words: str, status: Status) -> None:
    for word in words.split("|"):
        assert read_status(word) is status, word


def test_no_word_says_two_things() -> None:
    found: dict[str, set[Status]] = {}
    for status, words in statuses._WORDS.items():
        for word in words.replace("\n", "|").split("|"):
            if word.strip():
                found.setdefault(fold(word), set()).add(status)
    assert {word for word, of in found.items() if len(of) > 1} == set()
