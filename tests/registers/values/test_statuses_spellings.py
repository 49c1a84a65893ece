"""Status words of project lists, and words that look like one and say something else.

A line is ``words => status``; ``!`` is a problem to be told, ``unknown`` says that nothing is known.
"""

import pytest

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.values.statuses import NOT_A_STATUS, read_status

WORDS = """
Valmis 50 % => !
valmis 100 % => completed
50 % valmis => !
90 % => !
incomplete => !
unfinished => !
unapproved => !
oavslutad => !
ei valmistunut => !
ei käynnistynyt => proposed
ei vielä käynnistynyt => proposed
ei vielä aloitettu => proposed
ei vielä alkanut => proposed
ei käynnissä => !
not completed => !
not yet started => proposed
ej avslutad => !
ei hyväksytty => !
ei päättynyt => !
ei toteudu => cancelled
ei jatku => !
Amber => !
RAG: Green => !
KÄYNNISSÄ => implementation
Käynnissä, aikataulussa => implementation
käynnissä (myöhässä) => implementation
käynnissä - myöhässä => implementation
myöhässä => !
aikataulussa => !
Käynnissä/valmis => !
käynnissä / keskeytetty => !
valmis/käynnissä => !
1 - Käynnissä => implementation
1. Suunnittelu => definition
2 Toteutus => implementation
3) Valmis => completed
A. Idea => idea
Hankkeen suunnittelu => definition
suunnittelu käynnissä => definition
Suunnittelu kesken => definition
Hankesuunnittelu => definition
hankesuunnitteluvaihe => definition
tarveselvitys => definition
Tarvekartoitus => definition
Rakentaminen => implementation
rakentamisvaihe => implementation
Rakenteilla => implementation
Yleissuunnittelu => definition
Toteutussuunnittelu => definition
toteutus alkanut => implementation
Toteutus käynnissä => implementation
toteutus valmis => completed
Hankinta käynnissä => definition
kilpailutus käynnissä => definition
Hankintapäätös tehty => approved
Päätöksenteossa => proposed
Valmisteluvaihe => proposed
Valmistelu käynnissä => proposed
Hakemus jätetty => proposed
Rahoitusta haettu => proposed
Rahoituspäätös saatu => approved
Käyttöönotettu => completed
käyttöönotto valmis => completed
Vakiintunut toiminta => !
Jatkuva => !
jatkuva palvelu => !
ylläpito => completed
Ylläpitovaihe => completed
tuotanto => completed
Takuuaika => !
Loppuraportointi => !
päättymässä => !
loppuvaiheessa => !
Valmistumassa => !
lähes valmis => !
osittain valmis => !
Keskeytetty toistaiseksi => suspended
Siirtyy => !
Siirtynyt vuodelle 2025 => suspended
Lykkääntynyt => suspended
ei rahoitusta => !
Pågår enligt plan => implementation
Pågår, försenad => implementation
planering pågår => definition
upphandling pågår => definition
genomförande pågår => implementation
Ej startat => proposed
Ännu ej påbörjad => proposed
Avslutat 2023 => completed
Projektet avslutat => completed
delvis klar => !
nästan klar => !
ersatt => !
In Progress => implementation
In-progress => implementation
In progress - on track => implementation
On track => !
Delayed => !
On hold => suspended
On-hold => suspended
Active => implementation
Inactive => !
Open => unknown
Closed => completed
Closing => completed
New => !
Backlog => !
To do => !
Doing => !
Done => completed
Proposed/Approved => !
Approved (not started) => approved
Not approved => cancelled
Partially complete => !
Mostly done => !
75% complete => !
Igangsat => implementation
Afsluttet => completed
Avsluttet => completed
Planlagt => proposed
Pågår => implementation
Uitvoering => implementation
Gereed => completed
In uitvoering => implementation
kyllä => !
kesken => implementation
Tuotannossa => completed
testauksessa => implementation
Pilotti käynnissä => implementation
pilotti päättynyt => !
"""


@pytest.mark.parametrize("line", WORDS.strip().splitlines())
def test_a_status(line: str) -> None:
    words, _arrow, meaning = line.rpartition(" => ")
    expected = NOT_A_STATUS if meaning == "!" else None if meaning == "unknown" else Status(meaning)
    assert read_status(words) == expected
