"""The words by which register headers name their columns, in Finnish, Swedish and English. Each field has three lists:
Finnish, Swedish, English. Words followed by ``~`` are weak: they name the field only when no other column does it
better.
"""

from enum import StrEnum

from kpkportfolio.registers.files.repair import fold


class Field(StrEnum):
    """What a column of a register holds."""

    REF = "ref"
    TITLE = "title"
    DESCRIPTION = "description"
    ORGANISATION = "organisation"
    PERSON = "person"
    PROGRAMME = "programme"
    DOMAIN = "domain"
    STATUS = "status"
    START = "start"
    END = "end"
    SCHEDULE = "schedule"
    MONEY = "money"
    MONEY_MIN = "money_min"
    MONEY_MAX = "money_max"
    DELIVERABLES = "deliverables"
    STATUS_REASON = "status_reason"
    HEALTH = "health"
    PROGRESS = "progress"
    PRIORITY = "priority"
    NOTE = "note"
    MILESTONES = "milestones"
    PARENT = "parent"
    PREDECESSORS = "predecessors"
    LINKS = "links"
    MONEY_ACTUAL = "money_actual"
    CHANGE_INVESTMENT = "change_investment"
    RUNNING_COST = "running_cost"
    PROCESS_BENEFIT = "process_benefit"
    ICT_SAVING = "ict_saving"
    OTHER = "other"


_WORDS: dict[Field, tuple[str, str, str]] = {
    Field.REF: (
        """
        tunnus|tunniste|id|nro|numero|koodi|hankenro|hankenumero|hankekoodi|hanketunnus|projektinumero
        projektikoodi|projektitunnus|projektinro|diaarinumero|diaarinro|dnro|asianumero|viite|viitenumero
        tunnusnumero|hanke id|projekti id|järjestysnumero~|jnro~
        n:o|no|hankkeen tunnus|rekisterinumero|rivi~|salkkutunnus
        """,
        """
        nr|nummer|kod|projektnummer|projektnr|projektkod|diarienummer|dnr|ärende id|ärendenummer|ärendenr
        referens|beteckning|löpnummer~|löpnr~|projekt id|projekt nr|identifierare|radnummer~
        """,
        """
        identifier|code|ref|reference|project number|project no
        project id|project code|unique id|register no|number|ref no
        reference number|initiative id|record id|key~|case number|row~|short code~|#~
        """,
    ),
    Field.TITLE: (
        """
        hanke|hankkeen nimi|hankenimi|nimi|otsikko|projekti|projektin nimi|projektinimi|kehityshanke
        kehittämishanke|kehityshankkeen nimi|hankkeen otsikko|aloite|hanke tai projekti|nimike|toimenpide~
        kohde~|hankkeen nimi ja tunnus|hankenimike|kehitysidea|kehittämiskohde|työn nimi|tehtävä~
        tietojärjestelmähanke|kohteen nimi|ict hanke|aihe~|palvelu~|järjestelmä~|tuote~|hanke/projekti
        kärkihanke|idea~|ideat~|kehittämisidea
        """,
        """
        projekt|projektnamn|namn|benämning|rubrik|titel|projekttitel|projektets namn|utvecklingsprojekt
        initiativ|projektbenämning|projektets titel|insats~|åtgärd~|ärende~|projektrubrik|tjänst~|system~
        benämning på projektet
        """,
        """
        title|name|project|project name|project title|initiative|initiative name|initiative title
        project/initiative|operation name|operation title|undertaking|heading|project / initiative
        programme or project name|projektitel|projektnavn|prosjektnavn|prosjekt|projectnaam|navn
        action~|measure~|service~|work item~
        """,
    ),
    Field.DESCRIPTION: (
        """
        kuvaus|sisältö|lyhyt kuvaus|selite|selostus|hankkeen kuvaus|hankekuvaus|projektin kuvaus|tiivistelmä
        tavoite|tavoitteet|hankkeen sisältö|tarkoitus|yhteenveto|kuvaus ja tavoitteet|sisällön kuvaus|selitys
        esittely|lyhyesti|tavoite ja sisältö|kuvausteksti|taustaa~|lisätiedot~
        mitä tehdään
        """,
        """
        beskrivning|innehåll|kort beskrivning|projektbeskrivning|sammanfattning|sammandrag|mål|målsättning|syfte
        redogörelse|beskrivning av projektet|projektets innehåll|kortfattad beskrivning|mål och innehåll
        """,
        """
        description|summary|content|short description|brief description|project description|abstract|objective
        objectives|aim|aims|scope|purpose|description aims|goal|goals|overview|what~|details~
        """,
    ),
    Field.ORGANISATION: (
        """
        vastuutaho|vastuullinen taho|vastuuorganisaatio|vastuuyksikkö|vastuuvirasto|vastuuministeriö
        organisaatio|toteuttaja|toteuttajan nimi|toteuttajataho|toteuttajaorganisaatio|omistajataho
        omistajaorganisaatio|omistava organisaatio|virasto|hallinnonala~|ministeriö|taho|koordinaattori~
        hallintokunta|hakija|hakijaorganisaatio|vetovastuu|vastuukunta|hallinnoija|toimija|osapuoli~|kunta~
        kaupunki~|kuntayhtymä|yksikkö~|laitos|viranomainen~|päävastuullinen taho|vetäjäorganisaatio
        vetävä organisaatio|isäntäorganisaatio|tuensaaja|edunsaaja|tilaaja~|hankkeen omistaja|vastuuosapuoli
        vastuualue~|johtava organisaatio|vetäjätaho|vastuutahona|omistajuus|johtava taho|vastuutahot|päätoteuttaja
        organisaation nimi|ehdottaja~|esittäjä~
        vastuuorg|hankeomistaja|toteutusvastuu|vetovastuullinen|org
        """,
        """
        ansvarig part|ansvarig organisation|ansvarig myndighet|ansvarig enhet|ansvarig kommun|organisation
        huvudman|myndighet|projektägare~|stödmottagare|kommun~|stad~|verk|ämbetsverk|enhet~|sökande|samordnare~
        ansvarig instans|genomförare|bidragsmottagare|aktör|ledande part|förvaltning|ministerium
        ansvarsorganisation|ägarorganisation|ansvarig förvaltning|samkommun|projektägarorganisation
        """,
        """
        organization|responsible party|responsible organisation|responsible organization|agency|department
        lead partner|lead organisation|lead organization|beneficiary|beneficiary name|municipality~|authority
        body|lead body|ministry|owner organisation|institution|coordinator~|office~|responsible body
        responsible agency|promoter|applicant|unit~|lead agency|implementing body|implementing organisation
        sponsoring department|lead authority|host organisation|dept|entity
        """,
    ),
    Field.PERSON: (
        """
        yhteyshenkilö|vastuuhenkilö|projektipäällikkö|hankepäällikkö|hankejohtaja|projektijohtaja|henkilö
        hankevastaava|projektivastaava|vastuullinen henkilö|vastuuhenkilön nimi|yhteystieto~|yhteystiedot~
        projektinvetäjä|hankkeen vetäjä|projektin vetäjä|hankevetäjä|hankkeen yhteyshenkilö|kontaktihenkilö
        kehittämispäällikkö|omistaja henkilö|koordinoija~|hankekoordinaattori~|asiamies~|hankkeen vastuuhenkilö
        vetäjän nimi
        proj pääll|projektipääll|hankepääll|vastuuhenk|yht henkilö|kuka~
        """,
        """
        kontaktperson|kontakt|ansvarig person|projektledare|projektchef|ansvarsperson|person|kontaktuppgifter~
        ansvarig tjänsteman|handläggare|projektansvarig|projektets kontaktperson|projektkoordinator~
        vem~|kontaktpers|ansv person
        """,
        """
        contact person|contact|project manager|responsible person|manager|project lead|project leader
        person responsible|sro|senior responsible owner|contact name|point of contact|programme manager|pm
        who~|contact point|lead officer|responsible officer|project officer
        """,
    ),
    Field.PROGRAMME: (
        """
        ohjelma|strateginen ohjelma|ohjelma / osio|ohjelman nimi|kehittämisohjelma|ohjelmakokonaisuus
        hankekokonaisuus|kärkiohjelma|ohjelmaosio|osio~|toimintalinja~|kokonaisuus~|salkku~|hankeohjelma
        hankesalkku~|pääohjelma|kehitysohjelma|strateginen kokonaisuus
        """,
        """
        program|strategiskt program|programområde|utvecklingsprogram|insatsområde~|portfölj~|projektprogram
        programhelhet|helhet~
        """,
        """
        programme|strategic programme|strategic program|priority axis~|programme name|portfolio~|workstream~
        work stream~|report category~|stream~|prioritetsakse~
        """,
    ),
    Field.DOMAIN: (
        """
        toimiala|palvelualue|tehtäväalue|aihealue|sektori|ala~|teema|palveluala|kategoria~|luokka~|hankealue~
        palvelualat|alue~|tyyppi~|luokitus~
        """,
        """
        verksamhetsområde|bransch|område~|sektor|tema|kategori~|serviceområde|ansvarsområde~|tematiskt mål~
        klass~|typ~
        """,
        """
        domain|sector|area~|theme|category~|service area|field~|policy area|function~|business area|type~
        subject area
        """,
    ),
    Field.STATUS: (
        """
        tila|status|vaihe|toiminnan tila|hankkeen tila|projektin tila|tilanne|hankkeen vaihe|projektin vaihe
        elinkaaren vaihe|eteneminen~|hankevaihe|hanketila|nykytila~|valmiusaste~|hankkeen status|elinkaari~
        vaihe/tila|tämänhetkinen tila|hankkeen tilanne
        """,
        """
        läge|skede|fas|projektstatus|projektets status|projektets läge|projektets skede|projektfas|stadium
        lägesbild~|nuläge~|genomförandeskede
        """,
        """
        state|stage|phase|project status|current status|project stage|project phase|lifecycle stage|progress~
        stage/status|situation~
        """,
    ),
    Field.START: (
        """
        alku|alkaa|aloitus|aloituspvm|alkupvm|alkamispvm|alkamispäivä|alkupäivä|aloituspäivä|alkamisaika
        aloitusaika|alkamisajankohta|aloitusajankohta|käynnistyy|käynnistys|käynnistyminen|käynnistyspvm
        käynnistymisaika|käynnistysaika|käynnistysajankohta|alkaen|aloitusvuosi|alkamisvuosi|käynnistysvuosi
        alkanut|aloitettu|starttaa|startti|alkupäivämäärä|alkamispäivämäärä|aloituspäivämäärä|suunniteltu alku
        suunniteltu aloitus|alkuaika|toteutus alkaa|hanke alkaa|alk|alkuvuosi
        alkoi|käynnistyi|aloitusviikko|alkuviikko|alkamiskuukausi|aloituskuukausi|käynnistyspäivä|käynnistetty|käynnistämispvm
        """,
        """
        start|startar|startdatum|startdag|starttid|starttidpunkt|börjar|början|inleds|inleddes|påbörjas|påbörjad
        begynnelse|begynnelsedatum|begynner|startår|inledning~|startas|från|fr o m|projekt starttid|projektstart
        startdato|startvecka|begynnelsetid|inledningsdatum
        """,
        """
        start date|starts|begins|begin|beginning|from|begin date|commencement|started|project start
        operation start date|start year|kick off~|planned start|starting date|starting|begin year|launch~
        date started|commences
        """,
    ),
    Field.END: (
        """
        loppu|päättyy|loppuu|päättymispvm|loppupvm|päättymispäivä|loppupäivä|päättyminen|päättymisaika
        päättymisajankohta|valmistuu|valmistuminen|valmistumispvm|valmistumisaika|valmistumisajankohta|valmis
        määräaika|takaraja|päättynyt|loppupäivämäärä|päättymispäivämäärä|valmistumispäivä|suunniteltu loppu
        suunniteltu päättyminen|päätös~|päättäminen|loppuaika|päättymisvuosi|valmistumisvuosi|lopetusvuosi
        arvioitu valmistuminen|toteutus päättyy|hanke päättyy|valmistunut|lop|loppuvuosi|lopetus|lopetuspvm
        päättyi|valmistui|lopetusviikko|loppuviikko|valmistumiskuukausi|päättymiskuukausi|valmistumisarvio|päätetty~
        """,
        """
        slut|slutar|slutdatum|slutdag|sluttid|sluttidpunkt|avslutas|avslut|avslutad|avslutning|färdig|färdigt
        klart|klar|slutförs|slutår|upphör|till|t o m|tom|projekt sluttid|projektslut|slutdato|färdigställs
        slutvecka|färdigställande|deadline|avslutningsdatum|slutföres|blir klart
        """,
        """
        end|ends|end date|finish|finishes|finish date|completion|completion date|estimated completion date|due
        due date|project end|operation end date|until|to|end year|target date|completed on|planned end
        planned completion|closing date|complete by|date of completion|delivery date~|ending|expected completion
        go live~
        """,
    ),
    Field.SCHEDULE: (
        """
        aikataulu|ajankohta|toteutusaika|toteutusajankohta|ajoitus|hankeaika|hankekausi|projektiaika|kesto
        toteuttamisaika|alku ja loppu|alku loppu|hankkeen kesto|hankkeen aikataulu|aika|ajanjakso
        toteutusaikataulu|alkaa päättyy|toteutusjakso|toteutusvuodet|vuodet~|vuosi~|alkaa ja päättyy
        voimassaolo~|kausi~|suunniteltu aikataulu
        milloin
        """,
        """
        tidtabell|tidplan|tidsplan|period|projekttid|projektperiod|genomförandetid|tid|tidsperiod|tidpunkt
        start och slut|start slut|tidsschema|genomförandeperiod|tidsram|projektets tidtabell|tidsåtgång~
        varaktighet|år~
        när
        """,
        """
        schedule|timetable|time frame|timeframe|timeline|duration|project period|implementation period|time
        dates|start and end|start end|period of implementation|timing|when|year~|years~|term~
        """,
    ),
    Field.MONEY: (
        """
        kustannusarvio|investointi|investoinnit|budjetti|kustannukset|kustannus|hinta|kokonaiskustannus
        kokonaiskustannukset|kokonaiskustannusarvio|hankebudjetti|budjetoitu|investointitarve|rahoitus~
        rahoitustarve|kokonaisrahoitus|kokonaisbudjetti|määräraha|arvioidut kustannukset|arvioitu kustannus
        kustannusennuste|ennuste~|hinta-arvio|suunniteltu rahoitus|suunniteltu julkinen rahoitus yhteensä
        julkinen rahoitus yhteensä|investointiarvio|investointikustannus|investointimeno|summa~|euroa~|eur~|m€~
        t€~|hankkeen kustannusarvio|hankkeen budjetti|kustannusarvio yhteensä|myönnetty rahoitus~|panostus
        hankintahinta|kehittämiskustannukset|ict investointi|arvo~|rahamäärä~|investoinnin~|kustannusten~
        budjetin~|rahat~|raha~|kustannuksia
        kust arvio|kustarvio|kustannusarv|paljonko~|hinta arvio
        """,
        """
        kostnad|kostnader|kostnadsberäkning|kostnadsförslag|kostnadskalkyl|budget|investering|investeringar
        totalkostnad|totalbudget|investeringsbehov|belopp~|beviljat belopp~|finansiering~|pris~|anslag
        kostnadsuppskattning|beräknad kostnad|uppskattad kostnad|totala kostnader|projektbudget|summa~
        projektkostnad|total finansiering|investeringskostnad|bidrag~|medel~
        """,
        """
        cost|costs|budget|investment|total cost|total costs|total budget|estimated cost|estimated costs
        cost estimate|funding~|project cost|project budget|amount~|price~|investment need|value~|total baseline~
        wlc baseline|whole life cost|total project cost|planned cost|ict investment|expenditure~|budgeted
        capital cost|total investment|total eligible expenditure|financing~|yearly budget~
        """,
    ),
    Field.DELIVERABLES: (
        """
        tuotokset|tuotos|lopputuotokset|lopputuotos|tulokset|tulos|lopputulokset|tuotteet|päätuotokset
        aikaansaannokset|hankkeen tuotokset|syntyvät tuotokset|projektin tuotokset|keskeiset tuotokset
        tuotokset ja tulokset|lopputulos|tuotettavat palvelut|tuotos/tulos|hankkeen tulokset|syntyvät tulokset
        luovutettavat|toimitettavat|odotetut tuotokset|tulokset/tuotokset
        mitä syntyy|tuotettavat palvelut|hankkeen tuottamat palvelut|syntyvät palvelut|tuotettavat tulokset
        """,
        """
        resultat|leveranser|leverans|produkter|utfall~|slutprodukter|slutresultat|projektets resultat
        förväntade resultat|produkt~|slutprodukt|prestationer~
        """,
        """
        deliverables|deliverable|outputs|output|results|products|outcomes|end products|project outputs
        main outputs|main deliverables|key deliverables|project deliverables|expected outputs|outcome
        work products
        """,
    ),
    Field.OTHER: (
        """
        päivitetty|päivityspvm|muokattu|muutettu|luotu|kirjattu|hyödyt|hyöty|hyödyt/vaikuttavuus|vaikuttavuus
        vaikutukset|vaikutus|riski|riskit|huomautus|huomautukset|huom|kommentti|kommentit|huomioita
        muistiinpanot|linkki|www|url|sähköposti|puhelin|puhelinnumero|osoite|postinumero|rahasto|tl|rahoittaja
        rahoituslähde|prioriteetti|tärkeys|kiireellisyys|apu|lähde|laatija|kirjaaja|toteutunut rahoitus
        toteutunut|käyttökustannukset|ylläpitokustannukset|vuosikustannus|käytetty|henkilötyöpäivät|htp|htv
        valmiusaste|kategoria|maakunta|kumppanit|osallistujat|sidosryhmät|työvaihe|yksikkökustannus|suoritemäärä
        vastuuhenkilön sähköposti|säästöt|hyötyarvio|kustannushyöty|loki|tarkistettu|kunnat|jakelu|liite
        toimittaja|viimeisin päivitys|tilannekuvaus|liittyvät hankkeet|riippuvuudet|säästö
        """,
        """
        uppdaterad|uppdateringsdatum|ändrad|skapad|nytta|nyttor|effekt|effekter|genomslag|risk|risker|anmärkning
        anmärkningar|anm|kommentar|kommentarer|noteringar|länk|e-post|telefon|adress|finansiär
        finansieringskälla|prioritet|källa|fond|förbrukat|driftskostnad|driftskostnader|årskostnad|partner
        deltagare|samarbetspartner|län|kommuner|utfall|antal|bilaga|leverantör|besparing|besparingar|hjälpkolumn
        beroenden
        """,
        """
        updated|last updated|modified|created|benefits|benefit|impact|impacts|risks|remarks|remark|comments
        comment|notes|note|link|e-mail|email|phone|telephone|address|funder|funding source|fund|priority|source
        actual cost|actual|spent|running cost|running costs|operating cost|operating costs|annual cost|partners
        participants|stakeholders|as of date|document order|is over 10m|years remaining|rating|colour rating
        country|region|postcode|street name|city name|vendor|supplier|savings|dependencies|schedule comment
        budget comment|variance comment|rating comment|forecast|coordinates|union co financing|co financing rate
        raw provided date|original document order|dept acronym|short code|helper
        """,
    ),
}

# a responsible party or a responsible person: the values tell which
EITHER = frozenset(
    fold(word)
    for word in (
        "vastuullinen|vastuu|vastuussa|vetäjä|omistaja|vastaa|päävastuu|vastuutaho/henkilö|vastuutaho "
        "ja henkilö|asianomistaja|vastaava|ansvarig|ansvar|ägare|ansvarig för|ledare|huvudansvarig|"
        "responsible|owner|lead|leader|responsibility|project owner|in charge|projektägare|hankkeen "
        "omistaja|accountable"
    ).split("|")
)

# words before the one that matters: "hankkeen kuvaus", "projektets status"
QUALIFIERS = frozenset(
    fold(word)
    for word in """
    hankkeen hanke hankkeet projektin projekti projektit kehityshankkeen kehittämishankkeen projektets projekt
    projektens utvecklingsprojektets project initiative initiatives projects the operation suunniteltu arvioitu
    planerad planerat beräknad beräknat uppskattad planned estimated expected tavoiteltu alustava lopullinen
    prel of programme arvio
    """.split()
)
COMPOUND_STARTS = ("kehityshanke", "hankkeen", "hanke", "projektin", "projekti", "projekt", "project")

# in a header of money: what has been spent is not what the initiative needs
ACTUAL = frozenset(
    "toteutunut toteutuneet toteuma kaytetty kaytetyt maksettu maksetut laskutettu utfall forbrukat "
    "forbrukad anvant utbetalt utbetald faktisk faktiska actual actuals spent paid "
    "vuosittain vuodessa vuosi v kk arligen per annual yearly running operating kaytto yllapito "
    "drift saasto saastot savings benefit hyoty nytta jaljella remaining kvar edellinen rate sats".split()
)
TOTAL = frozenset(
    "yhteensa kokonais kokonaiskustannus total totalt totala sammanlagt kaikkiaan yht overall whole".split()
)
LEAST = frozenset(
    (
        "min minimi minimum vahintaan vah alaraja alin matala lagst minst low lower nedre undre from alkaen mista least"
    ).split()
)
MOST = frozenset(
    "max maks maksimi maximum enintaan enint ylaraja ylin korkea hogst mest high upper ovre yla most mihin".split()
)
# words that say nothing alone under a wider heading
GENERIC = frozenset(
    "nimi namn name pvm paivamaara datum date arvio nimitys tieto euroa eur € m€ t€ k€ meur 1000 milj".split()
)


def _each(words: str) -> list[str]:
    """The words of a list; line ends separate as bars do."""
    return [word.strip() for word in words.replace("\n", "|").split("|") if word.strip()]


def _table() -> dict[str, tuple[Field, bool]]:
    table: dict[str, tuple[Field, bool]] = {}
    for field, languages in _WORDS.items():
        for words in languages:
            for word in _each(words):
                table.setdefault(fold(word.rstrip("~")), (field, word.endswith("~")))
    return table


def _languages() -> dict[str, str]:
    """Header word → language, for words that only one language has."""
    found: dict[str, set[str]] = {}
    for languages in _WORDS.values():
        for words, language in zip(languages, ("fi", "sv", "en"), strict=True):
            for word in _each(words):
                found.setdefault(fold(word.rstrip("~")), set()).add(language)
    return {word: languages.pop() for word, languages in found.items() if len(languages) == 1}


# folded header word -> field, and whether the word is weak
HEADER_WORDS = _table()
HEADER_LANGUAGES = _languages()
