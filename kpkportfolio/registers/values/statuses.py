"""Status words of other registers as the portfolio's own statuses: in Finnish, Swedish and English, and the usual ones
in Danish, Norwegian and Dutch."""

import re
from functools import lru_cache

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.unknown import is_unknown
from kpkportfolio.text import N_

ACCEPTED = N_(
    "idea, proposed, approved, definition, implementation, rollout, completed, suspended or cancelled, "
    "in Finnish, Swedish, English, Danish, Norwegian or Dutch"
)
NOT_A_STATUS = Fault(N_("This status word is not known."), ACCEPTED)

# data/registers, status words, and the words of the same meaning met in other registers
_WORDS = {
    Status.IDEA: """
    idea|ideavaihe|kehitysidea|ideointi|ideoitavana|ajatus|aihio|hankeaihio|alustava idea|idé|idéstadiet
    utvecklingsidé|idéfas|tankestadiet|concept|konsepti
    idefase|idéfasen|på idéstadiet|idestadie|ideavklaring|idee|ideefase
    """,
    Status.PROPOSED: """
    ehdotettu|ehdotus|esitys|esitetty|hanke-ehdotus|hanke-esitys|aloite|suunnitteilla|suunniteltu|suunnitellaan
    vireillä|valmisteilla|valmistelussa|valmistelu|haettavana|haussa|hakemus|jätetty|tulossa|harkinnassa
    käsittelyssä|arvioitavana|ei aloitettu|ei käynnistetty|ei alkanut|aloittamatta|käynnistymättä|hakuvaiheessa
    föreslagen|föreslaget|förslag|planerad|planerat|planeras|under planering|under beredning|bereds
    under förberedelse|förbereds|ansökt|inlämnad|ej påbörjad|inte påbörjad|ej startad|initiativ|proposed
    proposal|planned|in preparation|under preparation|submitted|applied|under consideration|not started
    candidate|suggested|initiative|requested|upcoming|future|under review|ei käynnistynyt|ei vielä käynnistynyt
    ei vielä käynnistetty|ei vielä aloitettu|ei vielä alkanut|päätöksenteossa|päätöksentekovaihe|hakemus jätetty
    rahoitusta haettu|rahoitushaku|ännu ej påbörjad|not yet started
    foreslået|under planlægning|planlagt|ikke startet|ikke påbegyndt|endnu ikke startet|ansøgt|indsendt
    under forberedelse|under overvejelse|foreslått|under planlegging|ikke påbegynt|ikke startet ennå
    ennå ikke startet|omsøkt
    innsendt|under vurdering|voorgesteld|voorstel|gepland|in voorbereiding|voorbereiding|aangevraagd|ingediend
    nog te starten
    nog niet gestart|niet gestart|in overweging|kommende
    """,
    Status.APPROVED: """
    hyväksytty|päätetty|päätös tehty|rahoituspäätös|rahoitus myönnetty|rahoitettu|myönnetty|vahvistettu
    käynnistymässä|käynnistyy|käynnistetään|alkamassa|alkaa|sovittu|asetettu|godkänd|godkänt|godkända|beslutad
    beslutat|beviljad|beviljat|finansierad|startar|startas|fastställd|antagen|accepted|approved|decided|granted
    funded|authorised|authorized|committed|starting|about to start|ready to start|rahoituspäätös saatu
    hankintapäätös tehty|investointipäätös tehty
    godkendt|besluttet|bevilget|vedtaget|bevilling givet|starter|klar til start|godkjent|vedtatt|innvilget
    finansiert|finansieret|goedgekeurd|besloten|toegekend|vastgesteld|gefinancierd|akkoord
    """,
    Status.DEFINITION: """
    määrittely|määrittelyssä|määrittelyvaihe|määritellään|esiselvitys|esiselvityksessä|esiselvitys käynnissä
    selvitys|selvitysvaihe|selvityksessä|selvitetään|suunnittelu|suunnitteluvaihe|suunnittelussa|esisuunnittelu
    esitutkimus|vaatimusmäärittely|kilpailutus|kilpailutuksessa|kilpailutettavana|hankinta|hankintavaihe
    hankinnassa|arkkitehtuurisuunnittelu|definition|definiering|definieras|definitionsfas|specifikation
    specificering|specificeras|kravspecifikation|förstudie|förutredning|utredning|utreds|planering|planeringsfas
    projektering|upphandling|upphandlas|under upphandling|specification|specifying|requirements
    feasibility study|feasibility|pre-study|prestudy|preliminary study|planning|planning phase|design|in design
    defining|analysis|scoping|procurement|tendering|initiation|hankesuunnittelu|yleissuunnittelu
    toteutussuunnittelu|rakennussuunnittelu|tarveselvitys|tarvekartoitus
    foranalyse|forundersøgelse|forprojekt|analysefase|kravspecificering|specificeres|i udbud|udbud|under udbud
    planlægning|planlægningsfase|designfase|forprosjekt|konseptfase|konseptutredning|behovsanalyse|kravspesifikasjon
    spesifikasjon|spesifiseres|utredes|anskaffelse|under anskaffelse|på anbud|planlegging|planleggingsfase|planfase
    haalbaarheidsstudie|haalbaarheidsonderzoek|vooronderzoek|verkenning|definitiefase|definitie|specificatie|ontwerp
    ontwerpfase|in ontwerp|aanbesteding|in aanbesteding|planvorming|initiatiefase
    """,
    Status.IMPLEMENTATION: """
    toteutus|toteutuksessa|toteutusvaihe|toteutuu|toteutetaan|toteutettavana|käynnissä|käynnistetty|käynnistynyt
    käynnissä oleva|toiminnassa|aloitettu|alkanut|meneillään|menossa|kesken|työn alla|tekeillä|rakenteilla
    kehitteillä|kehityksessä|kehitys|pilotointi|pilotoidaan|pilottivaihe|pilotti|pilotissa|testaus|testauksessa
    aktiivinen|jatkuu|etenee|pågår|pågående|genomförande|genomförs|under genomförande|genomförandefas|i gång
    igång|startad|startat|påbörjad|påbörjat|aktiv|aktivt|under arbete|under utveckling|utveckling|utvecklas
    implementering|implementeras|pilot|pilotfas|pilotering|under uppbyggnad|löper|ongoing|on-going|in progress
    under way|underway|running|active|started|implementation|implementing|in implementation|execution|executing
    in execution|under implementation|under development|development|in development|delivery|in delivery|build
    testing|work in progress|wip|current|live project|being implemented|under construction|rakentaminen|rakennus
    rakentamisvaihe|byggande|byggs|construction
    i gang|igangværende|igangsat|påbegyndt|startet|under udførelse|udførelse|gennemføres|gennemførelse
    under gennemførelse|gennemførelsesfase|udvikles|under udvikling|løbende|i proces|pågående|igangsatt|påbegynt
    gjennomføring|gjennomføres|under gjennomføring|gjennomføringsfase|under arbeid|under utføring|lopend|loopt|bezig
    in uitvoering|uitvoering|uitvoeringsfase|gestart|begonnen|actief|realisatie|in realisatie|realisatiefase
    in ontwikkeling|onderhanden|implementatie
    """,
    Status.ROLLOUT: """
    käyttöönotto|käyttöönotossa|käyttöönottovaihe|käyttöönotot|käyttöönotto käynnissä|otetaan käyttöön|jalkautus
    jalkautuksessa|jalkautusvaihe|jalkautetaan|levitys|levitysvaihe|levitetään|tuotantoonsiirto
    tuotantoon vienti|tuotantokäyttöönotto|juurrutus|införande|införs|under införande|införandefas|ibruktagande
    ibruktas|tas i bruk|driftsättning|driftsätts|utrullning|utrullas|spridning|breddinförande
    implementerings- och införandefas|rollout|roll-out|rolling out|in rollout|deployment|deploying|deployed
    in deployment|adoption|taking into use|commissioning|go-live|transition|being rolled out
    idriftsættelse|idriftsættes|ibrugtagning|ibrugtages|tages i brug|udrulning|udrulles|under udrulning|indfasning
    innføring|innføres|under innføring|idriftsettelse|idriftsettes|tas i bruk|utrulling|rulles ut|under utrulling
    invoering|in invoering|ingebruikname|uitrol|in uitrol|wordt uitgerold|livegang
    """,
    Status.COMPLETED: """
    päättynyt|päätetty hanke|toiminta päättynyt|valmis|valmistunut|valmiina|loppunut|suljettu|toteutettu
    toteutunut|tehty|luovutettu|saatettu loppuun|käytössä|tuotannossa|ylläpidossa|otettu käyttöön
    hanke päättynyt|projekti päättynyt|lopetettu onnistuneesti|arkistoitu|avslutad|avslutat|avslutade|slutförd
    slutfört|färdig|färdigt|klar|klart|genomförd|genomfört|upphört|stängd|i drift|i produktion|i bruk|slut
    tagen i bruk|verksamheten avslutad|completed|complete|finished|done|closed|ended|in production|in use
    operational|delivered|live|implemented|closing|concluded|accomplished|käyttöönotettu|käyttöönotto valmis
    toteutus valmis|ylläpito|ylläpitovaihe|tuotanto|förvaltning
    afsluttet|afsluttede|færdig|færdiggjort|fuldført|gennemført|lukket|i brug|idriftsat|taget i brug|leveret
    avsluttet|avsluttede|ferdig|ferdigstilt|fullført|gjennomført|i bruk|tatt i bruk|levert|idriftsatt
    afgerond|voltooid|gereed|klaar|afgesloten|beëindigd|opgeleverd|gerealiseerd|uitgevoerd|in gebruik|in beheer
    in gebruik genomen|in productie
    """,
    Status.SUSPENDED: """
    keskeytetty|keskeytynyt|keskeytyksissä|tauolla|jäissä|jäädytetty|odottaa|odottaa päätöstä|odotustilassa
    pysäytetty|pysähdyksissä|lykätty|siirretty|siirretty myöhemmäksi|lepää|avbruten|avbrutet|avbrutits|pausad
    pausat|vilande|uppskjuten|uppskjutet|vilar|lagd på is|stoppad|väntar|framflyttad|i vänteläge|avstannat
    frusen|suspended|on hold|paused|halted|frozen|postponed|deferred|stalled|waiting|interrupted|stopped
    delayed indefinitely|hold|lykkääntynyt|siirtynyt
    sat i bero|stillet i bero|i bero|udskudt|på hold|sat på pause|på pause|afventer|afbrudt|stoppet|standset|utsatt
    satt på vent|på vent|venter|avventer|stanset|midlertidig stanset|pauset|avbrutt|opgeschort|uitgesteld|stilgelegd
    gepauzeerd|in de wacht|aangehouden|gestopt|wacht op besluit
    """,
    Status.CANCELLED: """
    peruttu|peruutettu|peruuntunut|peruttiin|hylätty|rauennut|lakkautettu|lopetettu|kuopattu|ei toteudu
    ei toteuteta|ei toteutettu|luovuttu|poistettu|vedetty pois|hankkeesta luovuttu|annullerad|annullerat
    inställd|inställt|indragen|indraget|nedlagd|nedlagt|återkallad|återkallat|avslagen|avslaget|förkastad
    förkastat|avförd|slopad|makulerad|upphävd|genomförs inte|skrotad|cancelled|canceled|rejected|withdrawn
    terminated|abandoned|discontinued|dropped|declined|aborted|scrapped|not approved|revoked|not implemented
    annulleret|aflyst|opgivet|afvist|nedlagt|trukket tilbage|skrinlagt|avlyst|kansellert|annullert|avslått|avvist
    trukket|forkastet|oppgitt|geannuleerd|afgewezen|ingetrokken|vervallen|stopgezet|geschrapt|gaat niet door
    afgeblazen|niet goedgekeurd
    """,
}

_BY_WORD = {
    fold(word): status
    for status, words in _WORDS.items()
    for word in words.replace("\n", "|").split("|")
    if word.strip()
}
# "suunnittelu käynnissä": it is the phase that goes on; also what says only for how long or how well
_GOES_ON = re.compile(
    r" (?:on )?(?:kaynnissa|kesken|meneillaan|alkanut|kaynnistynyt|aloitettu|pagar|paborjad|ongoing|in progress|"
    r"under way|underway|toistaiseksi|tills vidare|enligt plan|aikataulussa|suunnitellusti|as planned|on track)$"
)
_SHIFTED = re.compile(r" (?:vuodelle|vuoteen|till) \d{4}$")
_PART_DONE = re.compile(r"(?<!\d)\d{1,2}(?:[.,]\d)?\s?%|\b(?:osittain|delvis|partly|partially|melkein|lahes|nastan)\b")
_EXTRAS = re.compile(
    r"^\W*(?:\d+|[ivx]+|[a-h])\s*[.):–-]\s*|^\d\s(?=[^\W\d])|\s*[\(\[].*?[\)\]]|\s*\d{1,3}\s?%.*$|\bvaihe\s*[:–-]?\s*\d+\b",
    re.IGNORECASE,
)
_PHASE_WORDS = re.compile(
    r"\b(?:vaiheessa|vaihe|vaiheen|fas|fase|fasen|skede|skedet|phase|stage|status|tila|hanke|hankkeen|"
    r"projekti|projekt|projektet|prosjekt|prosjektet|project|on|is|ar)\b"
)


@lru_cache(maxsize=4096)
def read_status(text: str) -> Status | Fault | None:
    """A status word as one of the portfolio's statuses; None is unknown."""
    if len(text) > 120:
        return NOT_A_STATUS
    folded = fold(text)
    if folded in _BY_WORD:
        return _BY_WORD[folded]
    if is_unknown(text):
        return None
    bare = fold(_EXTRAS.sub(" ", text))
    if _PART_DONE.search(folded) and _BY_WORD.get(bare) in (Status.COMPLETED, None):
        return NOT_A_STATUS
    for candidate in (
        bare,
        "" if re.search("[/,;]", text) else _SHIFTED.sub("", _GOES_ON.sub("", bare)),
        " ".join(_PHASE_WORDS.sub(" ", bare).split()),
        re.sub("(?:vaihe|vaiheessa|fasen?|skedet?)$", "", bare),
    ):
        if candidate in _BY_WORD:
            return _BY_WORD[candidate]
    # the part that is a status: "Toteutus / pilotointi", "käynnissä, valmistuu 2012", "peruttu 3/2011"
    parts = [fold(part) for part in re.split(r"[,;/:–\n]| - ", _EXTRAS.sub(" ", text))]
    parts = [re.sub(r"\s*\d+$|\s*\d+ \d+$", "", part) for part in parts]
    found = {_BY_WORD[part] for part in parts if part in _BY_WORD}
    if found:  # "valmis / käynnissä" says two things
        return found.pop() if len(found) == 1 else NOT_A_STATUS
    return _nearest(bare)


def _nearest(folded: str) -> Status | Fault:
    """A known word within one or two slips of the pen; two candidates of different meaning are none."""
    if len(folded) >= 5:
        from rapidfuzz import fuzz, process

        found = process.extract(folded, list(_BY_WORD), scorer=fuzz.ratio, score_cutoff=88, limit=3)
        # a word that begins in another way may be its opposite: "unfinished", "ei valmistunut", "oavslutad"
        statuses = {_BY_WORD[word] for word, _score, _index in found if word[:2] == folded[:2]}
        if len(statuses) == 1:
            return statuses.pop()
    return NOT_A_STATUS
