"""Small invented portfolios for the tests of overlap."""

from dataclasses import replace
from datetime import date

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.overlap.item import Item

FORMS = Item(
    id="forms",
    title="Sähköinen lomakepalvelu kuntalaisille",
    description="Rakennetaan lomakemoottori, jolla kunnan virkamies tekee verkkolomakkeen ilman ohjelmointia.",
    organisation="Espoon kaupunki",
    person="Aila Lehto",
    register="kuntait",
    status=Status.IMPLEMENTATION,
    start=date(2010, 3, 1),
    end=date(2011, 12, 31),
    deliverables=("Lomakemoottori", "Käyttöopas"),
)
# the same, told by another register in another language
FORMS_AGAIN = Item(
    id="forms-sv",
    title="Elektroniska blanketter för kommuninvånare",
    description="En tjänst byggs där tjänstemannen själv gör en elektronisk blankett utan programmering.",
    organisation="Esbo stad",
    person="Aila Lehto",
    register="svenska",
    status=Status.IMPLEMENTATION,
    start=date(2010, 3, 1),
    end=date(2011, 12, 31),
)
# another city builds it at the same time
FORMS_ELSEWHERE = replace(
    FORMS,
    id="forms-oulu",
    title="Verkkolomakkeiden tekoväline Oulussa",
    description="Oulu rakentaa lomakemoottorin, jolla viranomainen tekee verkkolomakkeita itse ilman ohjelmointia.",
    organisation="Oulun kaupunki",
    person="Jouko Salmi",
    register="jip",
    deliverables=("Lomaketyökalu",),
)
# a city that would need it, later
FORMS_WANTED = Item(
    id="forms-wanted",
    title="Paperilomakkeiden siirto verkkoon",
    description="Sadasta paperista tehdään verkkolomake. Etsitään valmis lomakemoottori, omaa ei rakenneta.",
    organisation="Mikkelin kaupunki",
    person="Pia Rouhiainen",
    register="jip",
    status=Status.PROPOSED,
    start=date(2012, 3, 1),
    end=date(2012, 12, 31),
)
OTHERS = [
    Item(
        id=f"other-{number}",
        title=title,
        description=text,
        organisation=party,
        register=register,
        status=Status.IMPLEMENTATION,
        start=date(2010, 1 + number, 1),
        end=date(2011, 1 + number, 1),
    )
    for number, (title, text, party, register) in enumerate(
        [
            ("Konesalien yhdistäminen", "Palvelimet kootaan kahteen konesaliin.", "Lahden kaupunki", "kuntait"),
            ("Potilaskertomusten arkisto", "Kertomukset siirretään pysyvään arkistoon.", "Kuopion kaupunki", "jip"),
            ("Ostolaskujen kierrätys", "Laskut hyväksytään ilman paperia.", "Turun kaupunki", "kuntait"),
            ("Kirjastojärjestelmän uusinta", "Lainaus ja luettelo uusitaan.", "Porin kaupunki", "jip"),
            ("Katuvalojen ohjaus", "Valaisimet himmennetään yöllä.", "Vaasan kaupunki", "jip"),
            ("Työvuorosuunnittelu", "Sairaalan vuorot suunnitellaan koneella.", "Oulun kaupunki", "kuntait"),
            ("Joukkoliikenteen matkakortti", "Kortti kelpaa koko maakunnassa.", "Joensuun kaupunki", "jip"),
            ("Väestötietojen päivitys", "Osoitteet luetaan perusrekisteristä yöllä.", "Salon kaupunki", "kuntait"),
        ]
    )
]


def finished(item: Item) -> Item:
    """The same initiative after its end."""
    return replace(item, status=Status.COMPLETED, end=date(2010, 12, 31))
