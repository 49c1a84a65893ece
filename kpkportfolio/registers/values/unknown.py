"""The many ways of writing that something is not known."""

import re
from functools import lru_cache

from kpkportfolio.registers.files.repair import fold

_WORDS = frozenset(
    fold(word)
    for word in """
    ei tiedossa|ei tietoa|ei tiedetä|ei vielä tiedossa|tuntematon|avoin|auki|avoinna|ei määritelty|ei määritetty
    määrittelemättä|ei päätetty|ei vielä päätetty|päättämättä|ei arvioitu|ei vielä arvioitu|arvioimatta
    tarkentuu|tarkentuu myöhemmin|myöhemmin|täydentyy|täydennetään|selvitetään|selviää myöhemmin|puuttuu
    ei ilmoitettu|ilmoitetaan myöhemmin|ei nimetty|nimeämättä|nimetään myöhemmin|ei vahvistettu|vahvistamatta|et
    e t|ei sovellu|ei asetettu|kesken|ei kirjattu|ei ole|ei ole tiedossa|ei mitään|tyhjä|sovitaan
    arvioidaan myöhemmin
    sovitaan myöhemmin|sovitaan erikseen|ei aikataulua|ei budjetoitu|ei budjettia|ei saatavilla|avoinna vielä|vielä auki
    ei päätöstä|okänd|okänt|okända|ej känd|ej känt|inte känd|inte känt|vet ej|ej angiven|ej angivet
    ej fastställd|ej fastställt|ej bestämt|ej bestämd|öppen|öppet|saknas|ingen uppgift|uppgift saknas
    klarnar senare|ej beslutad|ej beslutat|ej uppskattad|preciseras senare|senare|meddelas senare
    inte fastställd|ej tillämplig|ej tillgänglig|utreds|fastställs senare|beslutas senare|ej klart|inte klart
    ingen|inga|unknown|not known|n a|na|n d|nd|tbd|tba|tbc|to be determined|to be decided|to be confirmed
    to be announced|to be defined|not available|not applicable|none|null|nil|open|not set|not decided
    not yet decided|not estimated|not defined|missing|pending|undecided|not specified|unspecified|no data|nan
    tarkentuvat|avoimet|avoimena|vahvistetaan myöhemmin
    vahvistetaan|ei aikataulutettu|ei aikatauluttu|aikatauluttamatta|ajoittamatta|ej tidsatt
    ej planerat|ingen tidplan|not scheduled|unscheduled|to be agreed|to be advised|to follow|awaiting
    n n|n k|not yet known|yet unknown|no information|x|xx|xxx|ei|ej
    """.replace("\n", "|").split("|")
    if word.strip()
)
_FIRST_LETTERS = frozenset(word[0] for word in _WORDS)
_ONLY_MARKS = re.compile(r"[\s\W_]*")


@lru_cache(maxsize=4096)
def is_unknown(text: str) -> bool:
    """Whether a cell says that nothing is known: empty, dashes, ``ei tiedossa``, ``okänd``, ``TBD``, ``n/a`` …"""
    if not text:
        return True
    start = text[0].lower()
    if start in _FIRST_LETTERS:
        return len(text) <= 40 and fold(text) in _WORDS
    if start.isalnum():
        return len(text) <= 40 and not text.isascii() and fold(text) in _WORDS
    if _ONLY_MARKS.fullmatch(text) and "€" not in text:
        return True
    if len(text) > 40:
        return False
    if text.startswith("#") and text.rstrip("!?").isupper():
        return True  # a spreadsheet's own error value: #N/A, #REF!, #ARVO!
    return fold(text) in _WORDS
