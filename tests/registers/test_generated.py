"""Registers put together at random: wordings, orders, languages, encodings, headers, groups, notes and totals.

The wordings are what senders might write, not a copy of the vocabulary.
"""

import csv
import io
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.reading import read_register
from tests.registers.layout_factory import Truth, compare, workbook

S = Status
WORDINGS: dict[str, dict[str, list[str]]] = {
    "fi": {
        "ref": [
            "Hanketunnus",
            "Nro",
            "ID-numero",
            "Projektikoodi",
            "Diaarinro",
            "Tunniste",
            "Hankkeen numero",
            "#",
            "Rekisterinumero",
        ],
        "title": [
            "Hankkeen nimi",
            "Hanke/projekti",
            "Kehityshankkeen otsikko",
            "Projektin nimi",
            "Hankkeen otsikko",
            "Nimike",
            "Kehittämishanke",
            "Projekti",
            "Hankenimi",
            "Kehitysidea tai hanke",
        ],
        "desc": [
            "Hankkeen kuvaus",
            "Lyhyt selostus",
            "Tiivis kuvaus",
            "Tavoitteet ja sisältö",
            "Mitä tehdään",
            "Selite",
        ],
        "org": [
            "Vastuullinen organisaatio",
            "Vastuutaho",
            "Vastaava taho",
            "Hanketta johtava organisaatio",
            "Toteuttava taho",
            "Omistaja",
            "Virasto/laitos",
            "Vastuuorganisaatio",
            "Hankkeen omistaja",
            "Organisaatio",
            "Vetäjätaho",
            "Kunta/organisaatio",
        ],
        "person": [
            "Vastuuhenkilö",
            "Hankkeen yhteyshenkilö",
            "Projektipäällikkö",
            "Hankevastaava",
            "Yhteyshlö",
            "Vastuuhlö",
            "Hankepäällikön nimi",
            "Vetäjä",
            "Kontakti",
        ],
        "status": [
            "Tila",
            "Hankkeen tila",
            "Status",
            "Vaihe",
            "Tilannetieto",
            "Projektin vaihe",
            "Nykyvaihe",
            "Hankkeen elinkaarivaihe",
        ],
        "start": [
            "Alkaa",
            "Alkamispäivä",
            "Alku",
            "Käynnistymisajankohta",
            "Aloitus (arvio)",
            "Alkamisajankohta",
            "Hanke alkaa",
            "Aloitusvuosi",
            "Alkupvm",
        ],
        "end": [
            "Päättyy",
            "Loppu",
            "Päättymisajankohta",
            "Valmistuu",
            "Arvioitu valmistuminen",
            "Hanke päättyy",
            "Loppupvm",
            "Päättymisvuosi",
            "Valmis (arvio)",
        ],
        "money": [
            "Kustannusarvio (€)",
            "Budjetti",
            "Kustannukset yhteensä, €",
            "Investointitarve (euroa)",
            "Kokonaiskustannusarvio",
            "Hankkeen hinta",
            "Rahoitustarve €",
            "Investoinnin suuruus",
            "Arvioidut kokonaiskustannukset",
        ],
        "out": [
            "Tuotokset",
            "Hankkeen lopputuotokset",
            "Keskeiset tulokset",
            "Tuotos",
            "Syntyvät tuotteet",
            "Konkreettiset tuotokset",
            "Aikaansaannokset",
        ],
    },
    "sv": {
        "ref": ["Projektnummer", "Nr", "Projektets id", "Kod", "Ärendenr", "Löpnr"],
        "title": [
            "Projektets namn",
            "Projekt",
            "Benämning",
            "Namn på projektet",
            "Rubrik",
            "Projektnamn",
            "Utvecklingsprojekt",
        ],
        "desc": ["Beskrivning", "Kort beskrivning av projektet", "Innehåll", "Syfte och mål", "Sammandrag"],
        "org": [
            "Ansvarig part",
            "Ansvarig organisation",
            "Huvudman",
            "Organisation",
            "Projektägare",
            "Ansvarig kommun/myndighet",
            "Ansvarig",
            "Ägare",
        ],
        "person": ["Kontaktperson", "Ansvarig person", "Projektledare", "Projektchef", "Kontakt", "Projektansvarig"],
        "status": ["Status", "Läge", "Skede", "Projektets skede", "Fas", "Projektläge", "Nuvarande läge"],
        "start": [
            "Start",
            "Startar",
            "Börjar",
            "Startdatum",
            "Inleds",
            "Planerad start",
            "Påbörjat",
            "Startår",
            "Projektstart",
        ],
        "end": [
            "Slut",
            "Slutar",
            "Avslutas",
            "Slutdatum",
            "Färdigt",
            "Planerat slut",
            "Upphör",
            "Beräknat slut",
            "Slutförs",
        ],
        "money": [
            "Kostnad",
            "Budget (euro)",
            "Kostnadskalkyl",
            "Totalkostnad, €",
            "Investering",
            "Beräknade kostnader",
            "Kostnadsram",
            "Investeringsbehov €",
        ],
        "out": ["Resultat", "Leveranser", "Projektets resultat", "Slutresultat", "Förväntade leveranser", "Produkter"],
    },
    "en": {
        "ref": ["Ref.", "ID", "Project ID", "Reference no.", "No", "Initiative code", "Register no."],
        "title": [
            "Title",
            "Project",
            "Name of initiative",
            "Initiative name",
            "Project title",
            "Initiative",
            "Name of project",
        ],
        "desc": [
            "Description",
            "Summary",
            "Short description of the project",
            "Scope and objectives",
            "What it is about",
        ],
        "org": [
            "Responsible organisation",
            "Lead partner",
            "Owner",
            "Lead agency",
            "Organisation in charge",
            "Responsible party",
            "Owning organisation",
            "Coordinating organisation",
        ],
        "person": [
            "Contact",
            "Project manager",
            "Responsible person",
            "Contact person",
            "Lead contact",
            "Person in charge",
        ],
        "status": ["Status", "Stage", "Phase", "Current stage", "Project state", "Progress"],
        "start": [
            "Start",
            "Start date",
            "Begins",
            "Starting",
            "Planned start date",
            "Started",
            "Project start",
            "From",
        ],
        "end": [
            "End",
            "End date",
            "Finish",
            "Completion",
            "Expected completion",
            "Due",
            "Project end",
            "To",
            "Planned end date",
        ],
        "money": [
            "Cost estimate (EUR)",
            "Budget",
            "Investment (€)",
            "Total cost",
            "Estimated cost",
            "Budget in euros",
            "Funding need",
        ],
        "out": ["Deliverables", "Outputs", "Main results", "Key deliverables", "Planned outputs", "Results"],
    },
}

# status word, start, end, money as written; and what they mean
CONTENTS: dict[str, list[tuple[str, Any, Any, str]]] = {
    "fi": [
        ("Toteutus", "syksy 2010", "31.12.2012", "350 t€"),
        ("Suunnitteilla", "Q1/2011", "jatkuva", "1,2 M€"),
        ("Valmis", "2009", "6/2010", "45 000 €"),
        ("määrittelyssä", date(2011, 2, 1), "kevät 2013", "ei tiedossa"),
        ("jalkautus", "2010-11-15", "loppuvuosi 2011", "n. 0,2–0,3 milj. €"),
    ],
    "sv": [
        ("pågår", "hösten 2010", "31.12.2012", "350 000 €"),
        ("planerad", "kv 1/2011", "fortlöpande", "1,2 mn €"),
        ("avslutad", "2009", "6/2010", "45 000 €"),
        ("förstudie", date(2011, 2, 1), "våren 2013", "okänd"),
        ("införande", "15.11.2010", "slutet av 2011", "ca 200 000–300 000 €"),
    ],
    "en": [
        ("ongoing", "autumn 2010", "2012-12-31", "350 000 €"),
        ("planned", "Q1/2011", "ongoing", "€1.2m"),
        ("completed", "2009", "6/2010", "45,000 €"),
        ("definition", date(2011, 2, 1), "spring 2013", "unknown"),
        ("rollout", "15 November 2010", "end of 2011", "approx. €0.2–0.3 million"),
    ],
}
MEANINGS = [
    (S.IMPLEMENTATION, date(2010, 7, 1), date(2012, 12, 31), 350_000, 350_000),
    (S.PROPOSED, date(2011, 1, 1), None, 1_200_000, 1_200_000),
    (S.COMPLETED, date(2009, 1, 1), date(2010, 6, 30), 45_000, 45_000),
    (S.DEFINITION, date(2011, 2, 1), date(2013, 6, 30), None, None),
    (S.ROLLOUT, date(2010, 11, 15), date(2011, 12, 31), 200_000, 300_000),
]
NAMES = {
    "fi": [
        "Yhteinen ajanvaraus",
        "Sähköinen arkisto",
        "Seudun karttapalvelu",
        "Kuntien tunnistus",
        "Lomakkeet verkkoon",
    ],
    "sv": [
        "Gemensam tidsbokning",
        "Elektroniskt arkiv",
        "Regional karttjänst",
        "Kommunernas inloggning",
        "Blanketter på nätet",
    ],
    "en": ["Shared booking", "Electronic archive", "Regional map service", "Municipal sign-on", "Forms on the web"],
}
BODIES = {
    "fi": ["Vaasan kaupunki", "Valtiokonttori", "Suomen Kuntaliitto", "Kainuun maakunta -kuntayhtymä", "Hansel Oy"],
    "sv": ["Vasa stad", "Statskontoret", "Finlands Kommunförbund", "Kimitoöns kommun", "Borgå stad"],
    "en": ["City of Vaasa", "State Treasury", "Association of Municipalities", "Ministry of Finance", "City of Espoo"],
}
PEOPLE = ["Matti Meikäläinen", "Karin Nygård", "Anna-Liisa Mäki-Torkko", "Per Lund", "Oona Salo"]
GROUPS = {
    "fi": ["Sähköinen asiointi", "Perustekniikka"],
    "sv": ["E-tjänster", "Infrastruktur"],
    "en": ["E-services", "Infrastructure"],
}
TOTALS = {"fi": "Yhteensä", "sv": "Totalt", "en": "Total"}
NOTES = {"fi": "Huom. luvut alustavia", "sv": "Obs. siffrorna är preliminära", "en": "Note: figures are preliminary"}
FIELDS = ["ref", "title", "desc", "org", "person", "status", "start", "end", "money", "out"]


class Case:
    """One random register: its header, its rows and what they mean."""

    def __init__(self, seed: int) -> None:
        self.random = pick = random.Random(seed)
        self.language = pick.choice(["fi", "sv", "en"])
        dropped = pick.sample(["ref", "desc", "person", "out", "money"], pick.randrange(3))
        self.fields = [field for field in pick.sample(FIELDS, len(FIELDS)) if field not in dropped]
        self.header = {field: pick.choice(WORDINGS[self.language][field]) for field in self.fields}
        self.records: list[dict[str, Any]] = []
        self.truths: list[Truth] = []
        for number in range(pick.randrange(4, 9)):
            which = pick.randrange(5)
            status, start, end, money = CONTENTS[self.language][which]
            parts = pick.choice([("A", "B b"), ("Palvelu",), ("Del 1", "Del 2", "Del 3"), ()])
            record = {
                "ref": f"{self.language.upper()}-{number + 1}",
                "title": f"{NAMES[self.language][which]} {number + 1}",
                "desc": "Kuvaus, beskrivning and description.",
                "org": BODIES[self.language][pick.randrange(5)],
                "person": PEOPLE[pick.randrange(5)],
                "status": status,
                "start": start,
                "end": end,
                "money": money,
                "out": pick.choice(["; ", "\n"]).join(parts),
            }
            meaning = MEANINGS[which]
            low, high = meaning[3:] if "money" in self.fields else (None, None)
            self.records.append(record)
            self.truths.append(
                Truth(
                    record["title"],
                    record["org"],
                    record["person"] if "person" in self.fields else None,
                    *meaning[:3],
                    low,
                    high,
                    parts if "out" in self.fields else (),
                )
            )

    def row(self, record: dict[str, Any]) -> list[Any]:
        return [record[field] for field in self.fields]

    def lone(self, text: str) -> list[Any]:
        return [text, *[""] * (len(self.fields) - 1)]


@pytest.mark.parametrize("seed", range(60))
def test_text_files(tmp_path: Path, seed: int) -> None:
    case = Case(seed)
    buffer = io.StringIO()
    writer = csv.writer(
        buffer, delimiter=case.random.choice(";\t|,"), quoting=case.random.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
    )
    if case.random.random() < 0.3:
        writer.writerow(["ICT 2011"])
    writer.writerow(case.header[field] for field in case.fields)
    for record in case.records:
        start = record["start"]
        writer.writerow(case.row(record | {"start": f"{start:%d.%m.%Y}" if isinstance(start, date) else start}))
    if case.random.random() < 0.4:
        writer.writerow(case.lone(TOTALS[case.language]))
    path = tmp_path / "case.csv"
    path.write_bytes(buffer.getvalue().encode(case.random.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"])))
    compare(read_register(path), case.truths)


@pytest.mark.parametrize("seed", range(1000, 1060))
def test_workbooks(tmp_path: Path, seed: int) -> None:
    case = Case(seed)
    pick = case.random
    rows: list[list[Any]] = []
    if pick.random() < 0.6:
        rows += [["Hankesalkku / Projektportfölj 2011"], [], [NOTES[case.language]]][: pick.randrange(1, 4)]
    rows.append([case.header[field] for field in case.fields])
    groups = pick.random() < 0.4
    for number, record in enumerate(case.records):
        if groups and number in (0, 3):
            rows.append(case.lone(GROUPS[case.language][number // 3]))
        elif pick.random() < 0.15:
            rows.append([])
        previous = case.records[number - 1] if number else None
        ditto = previous is not None and pick.random() < 0.5 and previous["org"] == record["org"]
        rows.append(case.row(record | {"org": '"'} if ditto else record))
    if pick.random() < 0.5:
        rows.append(case.lone(TOTALS[case.language]))
    if pick.random() < 0.4:
        rows += [[], [NOTES[case.language]]]
    shift = pick.randrange(2)
    rows = [["" for _ in range(shift)] + row for row in rows]
    read = read_register(workbook(tmp_path / "case.xlsx", {"Taul1": rows}))
    compare(read, case.truths)
    if groups:
        assert {one.programme for one in read.initiatives[:3]} == {GROUPS[case.language][0]}
