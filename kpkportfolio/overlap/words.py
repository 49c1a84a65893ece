"""Words out of running text: where they stand, which language they are in and what their stems are."""

import re
import unicodedata
from functools import cache
from typing import Protocol, cast

# combining marks belong to the word: text from macOS arrives decomposed; so does the e- of e-services
_WORD = re.compile(r"(?:\b[eE]-(?=[^\W_]))?[^\W_](?:[^\W_]|[\u0300-\u036f])*")

# Words without meaning of their own. They count for telling the languages apart and for nothing else.
STOP_WORDS: dict[str, frozenset[str]] = {
    "fi": frozenset(
        """ja on ei että se ne jotta joka jonka jossa josta johon jolla jolta jolle jotka joita joiden sekä tai
        ovat oli olla ole ollut voi voivat voidaan kun kuin myös mutta niin ettei eikä vielä jo nyt sen sitä siitä
        siihen niitä niiden niihin tämä tämän tässä tähän tästä näitä näiden nämä kaikki kaikkien kaikissa kaikille
        kanssa kautta mukaan mukana varten ilman ennen jälkeen aikana osalta lisäksi sekä esim mm ns muun muassa
        muu muut muiden muille oma oman omat itse saa saada tehdä tehdään tulee olevat olevan oleva joissa yhä
        vaan vain eri koko kuka mikä mitä missä mihin mistä millä jopa kukin joko vai sillä jolloin jos""".split()
    ),
    "sv": frozenset(
        """och att det den de som en ett i på för av med till är inte om eller från där var har kan ska skall sig
        sin sitt sina man vid under över efter även samt mellan genom utan dess detta denna dessa alla andra annan
        blir bli ta tas får få här när vad vilka vilken vilket hos inom mot än så men också vara varit dem
        vill via hur enligt bland både inför utgående""".split()
    ),
    "en": frozenset(
        """the and of to in for a an on with by from is are be been was were will that this these those it its as
        at or into their which who whom can so all before after between through not no has have had also other
        others than then them they his her our your we you he she where when what how one out up about over under
        under each per via using used use""".split()
    ),
}

# What nearly every initiative says of itself. Such words prove little; a template title is made of nothing else.
COMMON_WORDS = frozenset(
    """kunta kunnan kunnat kunnille kuntien kuntiin kunnissa kunnalle kuntaa kaupunki kaupungin kaupungit kaupungille
    palvelu palvelun palvelut palvelujen palveluiden palveluja palveluita palveluun järjestelmä järjestelmän
    järjestelmät järjestelmien järjestelmään järjestelmiä tietojärjestelmä tietojärjestelmän ratkaisu ratkaisun
    ratkaisut ratkaisuun hanke hankkeen hankkeessa hankkeet hankkeella projekti projektin projektissa kehittäminen
    kehittämisen kehitetään kehittää kehittämiseen kehittämishanke kehittämisprojekti toteutus toteutetaan toteuttaa
    toteuttaminen toteutuksen rakentaminen rakennetaan uudistaminen uudistetaan uudistus käyttöönotto käyttöönoton
    käyttöön käytössä käyttää käytetään sähköinen sähköisen sähköiset sähköisten sähköiseen sähköisesti yhteinen
    yhteisen yhteiset yhteistä yhdessä uusi uuden uudet uusien nykyinen nykyisin nykyiset tieto tiedon tiedot tietojen
    tietoa malli mallin toimintamalli toiminta toiminnan määrittely määritellään suunnittelu suunnitelma
    selvitys selvitetään investointi investoinnit edistäminen tehostaminen parantaminen lisääminen tuki tukeminen
    omistajakunta omistajakunnat omistajakuntien omistajakunnille netti netissä netin netistä internetissä internetin
    verkko verkossa verkkopalvelu ict tavoite tavoitteena
    vuosi vuonna vuoden vuosina osa vaihe vaiheen vaiheessa alue alueen alueellinen seudun seudullinen maakunta
    asiakas asiakkaan asukas asukkaat kansalainen kansalaisten kansalaisille käyttäjä käyttäjät työ työn työtä
    yritys yrityksen yritysten valmis valmiit valmiina keskitetty keskitetysti hankitaan laaditaan luodaan kootaan
    julkinen julkisen hallinto hallinnon hallinta hallinnan ylläpito ylläpidon organisaatio viranomainen viranomaisten
    pilotti esiselvitys ohjelma ohjelman työkalu väline opas ohje raportti kuvaus dokumentti
    kommun kommunen kommuner kommunens stad staden städer städerna stads tjänst tjänsten tjänster system systemet
    lösning lösningen projekt projektet utveckling utvecklar utvecklas utveckla gemensam gemensamma gemensamt ny
    nya nytt elektronisk elektroniskt elektroniska införande införs digital digitala verksamhet verksamheten program
    nätet nät webben webb internet
    samtidigt arbete arbetet modell region regionen regional handbok rapport målet syfte plan planen
    municipality municipalities municipal city cities local government service services system systems solution
    project projects programme development develop develops developing implementation implement new common shared
    joint electronic digital online web public national regional initiative information data support tool management
    plan work results citizens users report""".split()
)


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's own name


@cache
def _stemmer(language: str) -> _Stemmer:
    import Stemmer

    names = {"fi": "finnish", "sv": "swedish", "en": "english"}
    return cast(_Stemmer, Stemmer.Stemmer(names[language]))


def places(text: str) -> list[tuple[int, int]]:
    """Where each word of the text starts and ends, as it is written."""
    return [match.span() for match in _WORD.finditer(text)]


def split(text: str) -> list[str]:
    """The words of the text, lower case and composed, one for each of :func:`places`."""
    return [normal(word) for word in _WORD.findall(text)] if _odd(text) else _WORD.findall(normal(text))


def _odd(text: str) -> bool:
    """Composing or folding the whole text could move the borders of its words."""
    return not text.isascii() and not unicodedata.is_normalized("NFC", text)


def normal(text: str) -> str:
    """Lower case, accented letters as one character."""
    return unicodedata.normalize("NFC", text.casefold())


def stem(word: str, language: str) -> str:
    """The Snowball stem of a lower-case word in ``fi``, ``sv`` or ``en``."""
    return _stemmer(language).stemWord(word)


def language_of(words: list[str], declared: str | None = None) -> str:
    """``fi``, ``sv`` or ``en``: what is declared if it is one of them, else what the little words say.

    Without any little word the letters decide: å is Swedish, and the rest is Finnish, the registers' language.
    """
    if declared in STOP_WORDS:
        return str(declared)
    counts = {language: sum(map(few.__contains__, words)) for language, few in STOP_WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    if counts[best]:
        return best
    return "sv" if any("å" in word for word in words) else "fi"


@cache
def common_stems(language: str) -> frozenset[str]:
    """The stems of the words that nearly every initiative uses."""
    return frozenset(stem(word, language) for word in COMMON_WORDS)
