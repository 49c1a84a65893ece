"""Ideas as a person would type them, two to eight words, and what in a portfolio each should find.

They were written for this measurement by somebody who had seen the sample portfolio and the registers, in other words
than theirs where there are other words. An idea's answers are beginnings of titles; without answers it has no
counterpart there, although some of its words may occur. Prior and slope of :mod:`kpkportfolio.overlap.ideas`
were fitted on the ideas for the registers; what counts beside the meaning on both lists and on the titles of the
labelled domains, each typed alone (:func:`measure_titles`); its other numbers were chosen looking at both lists, so all
of them flatter.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.overlap.engine import Engine
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.language_model import LanguageModel, available
from kpkportfolio.sample import read_document
from tests.evaluation.sets import LabelledSet
from tests.evaluation.vectors import vectors

LIKELY = 0.5


class Idea(NamedTuple):
    """What is typed, and the beginnings of the titles of which one should come first."""

    text: str
    answers: tuple[str, ...] = ()


_CASES = ("Yhteinen asianhallinta", "Itäsuomalaisten", "Gemensam diarie", "Asianhallinta", "Asianhallinnan")
_PERMITS = ("Rakentamisen luvat", "Elektroniska bygglov", "Lupa-asioinnin")
_DAY_CARE = ("Päivähoitopaikan", "Ansökan om dagvård")
_BOOKING = ("Terveysasemien", "Verkkoajanvarauksen")
_VISITS = ("Kotihoidon", "Mobile planning")
_INVOICES = ("Ostolaskujen", "Verkkolaskujen")
_ACCESS = ("Kuntien käyttövaltuuksien", "Käyttövaltuushallin")
_CUSTOMERS = ("Kuntien yhteinen asiakas", "Shared customer", "Asiakastietovarannon")
_PLATFORM = ("Kuntasovellusten integraatio", "Integraatioalustan")
_HEALTH_RECORDS = ("Kansallisen potilastiedon", "Potilastiedon arkiston")
_DESKTOPS = ("Vakioitu työasema", "Työasemasiirtymä")
_PRESERVING = ("Sähköisen säilyttämisen",)

SAMPLE = [
    Idea("sähköinen asianhallinta kunnille", _CASES),
    Idea("rakennusluvan haku netissä", _PERMITS),
    Idea("päivähoitopaikan hakeminen verkossa", _DAY_CARE),
    Idea("hammaslääkärin ajan varaaminen netistä", _BOOKING),
    Idea("kotihoidon käyntien optimointi", _VISITS),
    Idea("ostolaskujen automaatio", _INVOICES),
    Idea("työntekijän käyttöoikeuksien hallinta", _ACCESS),
    Idea("kuntien yhteinen asiakasrekisteri", _CUSTOMERS),
    Idea("asiakirjojen pitkäaikaissäilytys", _PRESERVING),
    Idea("palveluväylä sovellusten välille", _PLATFORM),
    Idea("potilastietojen kansallinen arkisto", _HEALTH_RECORDS),
    Idea("oppilashallinnon järjestelmä kouluille", ("Oppilas", "Oppilastiedon")),
    Idea("työasemat kuukausihintaan elinkaaripalveluna", _DESKTOPS),
    Idea("viranomaisen kirjeet sähköisesti kansalaisen tilille", ("Kansalaisen asiointitil", "Asiointitilin")),
    Idea("palkanlaskenta ja kirjanpito samaan järjestelmään", ("Talous- ja henkilöstö",)),
    Idea("vahva tunnistautuminen ja maksut", ("Tunnistus- ja maksamis",)),
    Idea("kunnan verkkosivujen julkaisualusta", ("Verkkopalvelualusta",)),
    Idea("arkistonmuodostussuunnitelman malli kunnille", ("Kuntien tiedonohjauksen", "Sähköisen säilyttämisen")),
    Idea("bygglov på nätet", _PERMITS),
    Idea("gemensam ärendehantering", _CASES),
    Idea("ansökan om dagvård via internet", _DAY_CARE),
    Idea("automatisk kontering av inköpsfakturor", _INVOICES),
    Idea("behörighetshantering för anställda", _ACCESS),
    Idea("tidsbokning till hälsocentralen", _BOOKING),
    Idea("online building permits", _PERMITS),
    Idea("home care visit planning on mobile phones", _VISITS),
    Idea("case management for municipalities", _CASES),
    Idea("shared customer register", _CUSTOMERS),
    Idea("integration platform", _PLATFORM),
    Idea("electronic archive for documents", _PRESERVING + _HEALTH_RECORDS),
    Idea("katuvalojen ohjaus"),
    Idea("uimahallin kulkukortit"),
    Idea("jätteenkuljetuksen reittien suunnittelu"),
    Idea("museon kokoelmien luettelointi"),
    Idea("liikennevalojen ohjausjärjestelmä"),
    Idea("kirjaston lainausautomaatit"),
    Idea("pysäköinnin valvonta rekisterikilvestä"),
    Idea("vesimittareiden etäluenta"),
    Idea("kunnan metsien hoitosuunnitelma"),
    Idea("hautausmaan paikkakartta"),
    Idea("uusi sähköinen palvelu kuntalaisille"),
    Idea("digitaalinen kehittämishanke"),
    Idea("matkailun markkinointi sosiaalisessa mediassa"),
    Idea("snöröjning av gator"),
    Idea("laddning av elbilar i centrum"),
    Idea("parkeringsautomater på torget"),
    Idea("street light maintenance"),
    Idea("school lunch menu planner"),
    Idea("sensors for the sewer network"),
    Idea("tourism marketing campaign"),
]

REGISTERS = [
    Idea("verkkolomakkeiden tekeminen ilman koodausta", ("Avoimen lähdekoodin lomake", "Mikkelin kuntalaislomakkeet")),
    Idea("liikuntatilojen varausjärjestelmä", ("Oulun liikuntasalien",)),
    Idea("katujen kuopista ilmoittaminen kartalla", ("Katuvikojen",)),
    Idea("paperiton valtuuston kokous", ("Luottamushenkilöiden", "Möteshandlingar")),
    Idea("avoin data", ("Öppna data", "Regional open data")),
    Idea("palvelinten virtualisointi", ("Keski-Suomen", "Palvelinkapasiteetti")),
    Idea("ostolaskujen käsittely automaattisesti", ("Laskuautomaatti", "Ostoreskontran")),
    Idea("asianhallinta kaupungeille", ("Kuuden kaupungin", "Gemensam ärende")),
    Idea("sähköinen rakennuslupa", ("Rakennusvalvonnan", "Bygglov på nätet")),
    Idea("päivähoitohakemus netissä", ("Varhaiskasvatuksen", "Elektronisk dagvård")),
    Idea("pienhankintojen kilpailutus", ("Valtion pienhankintojen", "Kuntien alle")),
    Idea("kansalaisten osallistuminen päätöksentekoon verkossa", ("Demokratian", "MyTown")),
    Idea("valtuutus asioida toisen puolesta", ("Sähköisten valtuutusten",)),
    Idea("arkkitehtuurin kuvausväline", ("Arkkitehtuurikuvausten", "Kokonaisarkkitehtuuri", "JHS-valmistelu")),
    Idea("henkilöstön tunnukset ja käyttöoikeudet", ("Henkilöstön tunnusten", "Kuntasektorin", "KVH-palvelu")),
    Idea("sopimusrekisteri", ("ICT-sopimusten",)),
    Idea("terveyskeskuksen ajanvaraus verkossa", ("Oulun terveysasemien",)),
    Idea("sammanträdeshandlingar på surfplatta", ("Möteshandlingar", "Luottamushenkilöiden")),
    Idea("stark identifiering och betalning", ("Vahva kirjautuminen", "Vetuma")),
    Idea("öppen data för alla", ("Öppna data", "Regional open data")),
    Idea("cross-border e-procurement", ("Finnish pilot", "Sähköisten tilausten")),
    Idea("heat from data centres", ("Waste heat",)),
    Idea("citizen participation online", ("MyTown", "Demokratian")),
    Idea("open source office software", ("Avoimet toimisto",)),
    Idea("katuvalojen ohjaus"),
    Idea("uimahallin kulkukortit"),
    Idea("museon kokoelmien luettelointi"),
    Idea("lumiaurojen seuranta kartalla"),
    Idea("liikennevalojen ohjausjärjestelmä"),
    Idea("kirjaston lainausautomaatit"),
    Idea("vesimittareiden etäluenta"),
    Idea("kunnan metsien hoitosuunnitelma"),
    Idea("uusi sähköinen palvelu kuntalaisille"),
    Idea("digitaalinen kehittämishanke"),
    Idea("snöröjning av gator"),
    Idea("laddning av elbilar i centrum"),
    Idea("street light maintenance"),
    Idea("school lunch menu planner"),
    Idea("tourism marketing campaign"),
]

# a word being typed; the rest of it is to raise the score
HALVES = [
    (Idea("asianhal", _CASES), "asianhallinta"),
    (Idea("käyttövalt", _ACCESS), "käyttövaltuushallinta"),
    (Idea("integraatioal", _PLATFORM), "integraatioalusta"),
    (Idea("päivähoitop", _DAY_CARE), "päivähoitopaikka"),
]


def sample_items() -> list[Item]:
    """The initiatives and projects of the sample portfolio."""
    document = read_document()
    organisations = {row["key"]: row["name"] for row in document["organisations"]}
    registers = {row["key"]: row["name"] for row in document["registers"]}
    languages = {row["key"]: row["language"] for row in document["initiatives"]}
    return [
        Item(
            id=row["key"],
            title=row["title"],
            description=row["description"],
            organisation=organisations[row["organisation"]],
            person=row["person"],
            register=registers[row["sources"][0]["register"]] if row.get("sources") else None,
            language=languages[row.get("parent", row["key"])],
            status=Status(row["status"]),
            start=row["start"] and date.fromisoformat(row["start"]),
            end=row["end"] and date.fromisoformat(row["end"]),
            deliverables=tuple(output["title"] for output in row["deliverables"]),
            family=row.get("parent", row["key"]),
        )
        for row in (*document["initiatives"], *document["projects"])
    ]


def _engine(portfolio: Sequence[Item]) -> Engine:
    """As it ships: with what the texts mean, where the model can be run."""
    if not available():
        return Engine(portfolio)
    return Engine(portfolio, vectors=vectors(portfolio), embed=LanguageModel(2).vectors)


def measure_titles(data: LabelledSet) -> dict[str, Any]:
    """Each initiative's title typed alone against the others: what a person types who has no more than a name.

    An answer is what it is a true pair with; one that has none, and no related one either, has no counterpart.
    """
    engine = _engine(data.items)
    partners: dict[str, set[str]] = {item.id: set() for item in data.items}
    for one, other in (*data.pairs, *data.related):
        partners[one].add(other)
        partners[other].add(one)
    true = {frozenset(pair) for pair in data.pairs}
    asked = first = likely = alarms = alone = 0
    for item in data.items:
        engine.update([], [item.id])
        found = engine.check(item.title, 1)
        engine.update([item], [])
        right = bool(found) and frozenset((item.id, found[0].b)) in true
        sure = bool(found) and found[0].score >= LIKELY
        if any(item.id in pair for pair in data.pairs):
            asked, first, likely = asked + 1, first + right, likely + (right and sure)
        elif not partners[item.id]:
            alone, alarms = alone + 1, alarms + sure
    return {
        "titles": asked,
        "recall_at_1": round(first / asked, 3),
        "first_and_likely": round(likely / asked, 3),
        "without_counterpart": alone,
        "false_alarms": round(alarms / alone, 3),
    }


def measure(portfolio: Sequence[Item], ideas: Sequence[Idea]) -> dict[str, Any]:
    """How often an answer comes first or among the first three, likely or not, and how often a wrong one is likely."""
    engine = _engine(portfolio)
    titles = {item.id: item.title for item in portfolio}
    known, unknown = [idea for idea in ideas if idea.answers], [idea for idea in ideas if not idea.answers]
    first = third = likely = wrong = 0
    for idea in known:
        found = engine.check(idea.text, 3)
        right = [titles[finding.b].startswith(idea.answers) for finding in found]
        first += right[:1] == [True]
        third += any(right)
        likely += right[:1] == [True] and found[0].score >= LIKELY
        wrong += any(finding.score >= LIKELY and not good for finding, good in zip(found, right, strict=True))
    alarms = [idea.text for idea in unknown if (found := engine.check(idea.text, 1)) and found[0].score >= LIKELY]
    return {
        "ideas": len(known),
        "recall_at_1": round(first / len(known), 3),
        "recall_at_3": round(third / len(known), 3),
        "first_and_likely": round(likely / len(known), 3),
        "with_a_wrong_one_likely": round(wrong / len(known), 3),
        "without_counterpart": len(unknown),
        "false_alarms": round(len(alarms) / len(unknown), 3),
    }
