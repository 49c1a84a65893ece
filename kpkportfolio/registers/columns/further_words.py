"""The words by which registers name the fields that only some of them have, in Finnish, Swedish and English.

A column is taken for one of these without a person's word only when its header is one of the words and its values are
of the kind (:mod:`~kpkportfolio.registers.columns.further`); no column is taken from the fields of
:mod:`~kpkportfolio.registers.columns.words`.
"""

import re
from functools import lru_cache

from kpkportfolio.registers.columns.headings import Heading
from kpkportfolio.registers.columns.words import QUALIFIERS, Field
from kpkportfolio.registers.files.repair import fold, one_line

MONEY = (
    Field.MONEY_ACTUAL,
    Field.CHANGE_INVESTMENT,
    Field.RUNNING_COST,
    Field.PROCESS_BENEFIT,
    Field.ICT_SAVING,
)
"""Fields of money and impact beside the ICT investment."""

_WORDS: dict[Field, str] = {
    Field.STATUS_REASON: """
    tilan peruste|tilan perustelu|tilan syy|perustelu tilalle|keskeytyksen syy|keskeytyssyy|peruutuksen syy
    syy keskeytykseen|tilan selite|statuksen selite|status selite|vaiheen selite|tilan kommentti
    orsak till status|statusorsak|lägesmotivering|motivering till status|statuskommentar|orsak till avbrott
    reason for status|status reason|status comment|reason|reason for suspension|status explanation|stage comment
    """,
    Field.HEALTH: """
    liikennevalo|liikennevalot|terveys|kunto|väri|värikoodi|tilannearvio|kokonaistilanne|kokonaisarvio|rag|rag status
    liikennevalostatus|hankkeen terveys|statusväri|indikaattori|etenemä
    trafikljus|hälsa|färg|färgkod|lägesbedömning|helhetsläge|statusfärg|indikator
    health|rag rating|rag-status|traffic light|traffic lights|colour|color|colour rating|color rating|rating
    project health|overall health|delivery confidence|delivery confidence assessment|dca|mpa rag rating|ipa rag rating
    mpa rag|overall rag|status colour|confidence
    """,
    Field.PROGRESS: """
    valmiusaste|valmius|valmiusprosentti|valmiusaste prosenttia|edistyminen|edistymisaste|eteneminen|etenemisaste
    toteutumisaste|valmis prosenttia|valmis|toteutuma-aste|prosenttia valmis
    färdigställandegrad|färdighetsgrad|färdiggrad|framskridande|framsteg|procent färdig|klart|färdigt|andel klart
    progress|percent complete|per cent complete|completion|complete|percentage complete|completed|percent done
    degree of completion|pct complete
    """,
    Field.PRIORITY: """
    prioriteetti|prioriteettiluokka|tärkeys|tärkeysjärjestys|kiireellisyys|kiireellisyysluokka|prio|priorisointi
    tärkeysluokka
    prioritet|prioritering|prioritetsklass|angelägenhet|angelägenhetsgrad|viktighet
    priority|priority class|importance|urgency|rank|ranking
    """,
    Field.NOTE: """
    huomautus|huomautukset|huomautuksia|huom|huomioita|huomiot|huomio|lisätieto|lisätiedot|lisätietoja|kommentti
    kommentit|kommentteja|muistiinpanot|muistiinpano|muuta|muut tiedot|tilannekuvaus|tilannekatsaus|seuranta
    anmärkning|anmärkningar|anm|kommentar|kommentarer|noteringar|notering|övrigt|tilläggsuppgifter|ytterligare uppgifter
    mer information|obs
    note|notes|comment|comments|remark|remarks|additional information|further information|other information
    observations|commentary|rating comment|update
    """,
    Field.MILESTONES: """
    välitavoite|välitavoitteet|etappi|etapit|virstanpylväs|virstanpylväät|virstanpylväitä|merkkipaalut|merkkipaalu
    välietapit|tarkistuspisteet|keskeiset päivämäärät
    milstolpe|milstolpar|delmål|etappmål|hållpunkter|viktiga datum
    milestone|milestones|key milestones|key dates|checkpoints|gates
    """,
    Field.PARENT: """
    ylähanke|päähanke|emohanke|pääprojekti|yläprojekti|osa hanketta|kuuluu hankkeeseen|ylätason hanke|pääaloite
    överordnat projekt|huvudprojekt|moderprojekt|ingår i projekt|del av projekt
    parent|parent project|parent initiative|part of|parent id|main project|belongs to project
    """,
    Field.PREDECESSORS: """
    edeltäjä|edeltäjät|edeltävä hanke|edeltävät hankkeet|edellyttää|riippuvuus|riippuvuudet|riippuu hankkeista|riippuu
    liittyvät hankkeet
    föregångare|beroende|beroenden|förutsätter|beroende av|anknytande projekt
    predecessor|predecessors|depends on|dependency|dependencies|requires|preceded by|related projects
    """,
    Field.LINKS: """
    linkki|linkit|verkkosivu|verkkosivut|verkkosivusto|verkko-osoite|www|www-osoite|www-sivu|kotisivu|kotisivut|url
    hankesivu|lisätietolinkki|hankkeen sivut
    länk|länkar|webbplats|webbsida|hemsida|webbadress|projektsida
    link|links|website|web site|web page|homepage|web address|hyperlink
    """,
    Field.MONEY_ACTUAL: """
    toteuma|toteutunut|toteutuneet kustannukset|toteutunut kustannus|toteutuneet|käytetty|käytetty rahoitus|maksettu
    toteutunut rahoitus|kertynyt|kustannustoteuma|toteutunut investointi|toteutuneet kulut|toteutunut yhteensä
    utfall|förbrukat|förbrukade medel|faktisk kostnad|faktiska kostnader|använt|utfall kostnader|utbetalt
    actual|actuals|actual cost|actual costs|spent|spent to date|cost to date|actual expenditure|paid|outturn
    """,
    Field.CHANGE_INVESTMENT: """
    muutosinvestointi|muutosinvestoinnit|muutoskustannus|muutoskustannukset|kuntien muutosinvestointi
    kuntien oma muutosinvestointi|toiminnan muutoksen kustannukset|käyttöönottokustannus|käyttöönottokustannukset
    förändringsinvestering|förändringsinvesteringar|förändringskostnad|förändringskostnader|införandekostnad
    införandekostnader
    change investment|change investments|change cost|change costs|rollout cost|rollout costs|implementation cost
    """,
    Field.RUNNING_COST: """
    käyttökustannus|käyttökustannukset|ylläpitokustannus|ylläpitokustannukset|vuosikustannus|vuosikustannukset
    käyttömenot|käyttömeno|ylläpito|jatkuvat kustannukset|jatkuva kustannus|palvelumaksut|käyttö ja ylläpito
    driftskostnad|driftskostnader|underhållskostnad|underhållskostnader|årskostnad|årskostnader|årlig kostnad
    förvaltningskostnad|förvaltningskostnader
    running cost|running costs|operating cost|operating costs|annual cost|annual costs|maintenance cost
    maintenance costs|operational cost|operational costs|opex|yearly cost
    """,
    Field.PROCESS_BENEFIT: """
    hyöty|hyödyt|hyötyarvio|prosessihyöty|prosessihyödyt|hyötypotentiaali|taloudellinen hyöty|taloudelliset hyödyt
    toiminnallinen hyöty|tuottavuushyöty|rahallinen hyöty|hyödyt yhteensä|vaikuttavuus
    nytta|nyttor|processnytta|nyttopotential|ekonomisk nytta|beräknad nytta|produktivitetsnytta
    benefit|benefits|process benefit|process benefits|monetised benefits|economic benefit|benefit estimate
    total benefits|financial benefit|financial benefits
    """,
    Field.ICT_SAVING: """
    säästö|säästöt|säästöarvio|ict-säästö|ict-säästöt|kustannussäästö|kustannussäästöt|ict-kustannussäästö
    säästöpotentiaali|arvioidut säästöt
    besparing|besparingar|ikt-besparing|kostnadsbesparing|kostnadsbesparingar|ikt-kostnadsbesparing|inbesparing
    saving|savings|ict saving|ict savings|cost saving|cost savings|ict cost saving|it savings
    """,
}
_FIELDS = {
    fold(word): field for field, words in _WORDS.items() for word in words.replace("\n", "|").split("|") if word.strip()
}
FURTHER: tuple[Field, ...] = tuple(_WORDS)
"""The fields, in the order in which they are looked for."""

_BRACKETS = re.compile(r"[\(\[][^)\]]*[\)\]]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_UNITS = re.compile(
    r"\s*(?:\b1\s?000\s?)?(?:[mtk]?€|\b(?:eur|euroa?|keur|teur|meur|te|milj\.?)\b|%)(?:\s?/\s?\w+)?\.?$", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def further_named(heading: Heading) -> tuple[Field, float, int | None] | None:
    """The further field that a heading names, with how well (100 is a word of its own), and the year it speaks of."""
    above, text = one_line(heading.above), one_line(heading.text)
    if len(text) + len(above) > 120:
        return None
    year = _YEAR.search(text)
    plain = _YEAR.sub(" ", text) if year else text
    for candidate, score in (
        (plain, 100.0),
        (above if not plain.strip(" .:,€%") else "", 95.0),
        (f"{above} {plain}", 95.0),
    ):
        found = _field(candidate)
        if found is not None:
            return found[0], min(score, found[1]), int(year[1]) if year else None
    return None


def _field(text: str) -> tuple[Field, float] | None:
    bare = _UNITS.sub("", _BRACKETS.sub(" ", text).replace("_", " ").strip(" .:;*%")).strip(" .,:;")
    tried = [(bare, 100.0)]
    if "/" in bare or "|" in bare:
        tried += [(part, 90.0) for part in re.split(r"[/|]", bare)]
    for part, score in tried:
        tokens = fold(part).split()
        for words, worth in ((tokens, score), (_without_qualifiers(tokens), score - 5)):
            if (found := _FIELDS.get(" ".join(words))) is not None:
                return found, worth
    return None


def _without_qualifiers(tokens: list[str]) -> list[str]:
    while len(tokens) > 1 and tokens[0] in QUALIFIERS:
        tokens = tokens[1:]
    return tokens
