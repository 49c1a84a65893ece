"""The words and numbers by which one moment is named, in Finnish, Swedish and English.

A moment is a span of days. Rules (domain.md, what registers look like): a start takes the first day and an end
the last day of what is named; kevät/våren = 1 Jan–30 Jun, syksy/hösten = 1 Jul–31 Dec, alkuvuosi = Q1, loppuvuosi = Q4.
By the same measure the middle of a year is Q2–Q3, the beginning or end of a season is its first or second half, and the
beginning, middle or end of a month its days 1–10, 11–20 and from the 21st.
"""

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1950, 2099


class Moment(NamedTuple):
    """The first and last day of what is named; None is not known. ``open`` is a work without an end."""

    first: date | None
    last: date | None
    open: bool = False


class Impossible(Exception):
    """A date that no calendar has, such as 31.2.2011."""


class Strange(Exception):
    """Nothing that names a moment."""


def day(year: int, month: int, number: int) -> Moment:
    """One day; raises :class:`Impossible` when the calendar has none such."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Strange
    try:
        that = date(year, month, number)
    except ValueError:
        raise Impossible from None
    return Moment(that, that)


def months(year: int, first: int, last: int, last_year: int | None = None) -> Moment:
    """From the first day of one month to the last day of another."""
    end = year if last_year is None else last_year
    if not (FIRST_YEAR <= year <= LAST_YEAR and FIRST_YEAR <= end <= LAST_YEAR):
        raise Strange
    if not (1 <= first <= 12 and 1 <= last <= 12):
        raise Impossible
    return Moment(date(year, first, 1), date(end, last, calendar.monthrange(end, last)[1]))


def week(year: int, number: int) -> Moment:
    """An ISO week, Monday to Sunday."""
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        raise Impossible from None
    return Moment(monday, monday + timedelta(days=6))


def century(year: int) -> int:
    """A two-digit year in full: 00–69 are 2000s."""
    return year if year >= 100 else year + (2000 if year < 70 else 1900)


_MONTH_WORDS = (
    "tammi(?:k|kuu\\w*)?|jan|janua\\w+",
    "helmi(?:k|kuu\\w*)?|feb|febr|febru?a\\w+",
    "maalis(?:k|kuu\\w*)?|mar|mars|march|marts|maart|mrt",
    "huhti(?:k|kuu\\w*)?|apr|april",
    "touko(?:k|kuu\\w*)?|may|maj|mai|mei",
    "kesa(?:k|kuu\\w*)|jun|june|juni",
    "heina(?:k|kuu\\w*)?|jul|july|juli",
    "elo(?:k|kuu\\w*)?|aug|august|augusti|augustus",
    "syys(?:k|kuu\\w*)?|sep|sept|september",
    "loka(?:k|kuu\\w*)?|oct|october|okt|oktober",
    "marras(?:k|kuu\\w*)?|nov|november",
    "joulu(?:k|kuu\\w*)?|dec|december|des|desember",
)
_MONTHS = [re.compile(words) for words in _MONTH_WORDS]

# season or part of the year -> months
_SEASONS: list[tuple[re.Pattern[str], tuple[int, int]]] = [
    (
        re.compile(
            "kevat|keva[adt]\\w*|var|varen|vart|varterm\\w*|vt|varsasong\\w*|spring|springtime|forar(?:et)?|voorjaar"
        ),
        (1, 6),
    ),
    (re.compile("syksy\\w*|syyskau\\w*|syysluku\\w*|h[oø]st\\w*|ht|autumn|fall|efterar(?:et)?|najaar"), (7, 12)),
    (
        re.compile(
            "kesa|kesaa|kesan|kesalla|kesalle|kesaan|kesasta|kesakau\\w*|sommar|sommaren|somrar\\w*|summer|sommer\\w*|zomer"
        ),
        (6, 8),
    ),
    (re.compile("alkuvuo\\w*|alkuv|alkukuukau\\w*"), (1, 3)),
    (re.compile("keskivuo\\w*|midyear"), (4, 9)),
    (re.compile("loppuvuo\\w*|loppuv|yearend|eoy"), (10, 12)),
    (re.compile("alkupuol\\w*"), (1, 6)),
    (re.compile("(?:loppu|jalki)puol\\w*"), (7, 12)),
]
_BEGINNING = re.compile(
    "for|primo|alku|alun|alussa|alusta|alulla|alulle|alkuun|alkupuol\\w*|borjan|tidig|tidigt|inledning\\w*|beginning|"
    "early|start|starten|begin|begynnels\\w*"
)
_MIDDLE = re.compile("puolival\\w*|puolessa|keskivaih\\w*|keski|mitten|midten|mid|middle|medio")
_END = re.compile(
    "loppu|lopu\\w+|loppua|loppuun|loppupuol\\w*|slut|slutet|utgang|utgangen|sen|sent|late|end|ultimo|slutten|slutning\\w*|eind|einde"
)
_COMPOUND = re.compile(
    "(alku|keski|loppu|for|sen)(keva\\w*|syksy\\w*|kesa\\w*|\\w+kuu\\w*|sommar\\w*|host\\w*|var|varen)"
)

# words that add nothing to the moment itself
_NOISE = frozenset(
    """
    vuonna vuoden vuosi vuotta vuodesta vuoteen v ar aret arets aren year years in of av the noin n
    ca circa c about approx approximately arviolta arvio arvioitu tavoite tavoitteena est estimated planned plan
    target suunniteltu prel preliminary alustava alustavasti beraknad beraknat planerad planerat uppskattad
    uppskattat alkaa alkoi alkanut alkava kaynnistyy kaynnistyi kaynnistynyt paattyy paattyi paattynyt loppuu
    valmistuu valmistui valmis slutar slutade avslutas avslutad borjar borjade startar startade startat starts
    started begins began ends ended ending finishes finished complete completed completion due valissa vaiheilla
    aikana under during toteutunut toteutuu viimeistaan mennessa senast by asti saakka tills
    until till to from fran since fr o m t from and with alkaen lahtien fom tom i pa on at kk kuukausi month
    manad den d pvm klo kl lukien noin lk kohdalla aikataulu tidtabell schedule aika alk och med
    aikaisintaan tidigast earliest latest later no than expected forecast ennuste vuosina vuosien vuodet vv perioden
    jatkuu fortsatter continues jatkettu kuluessa kayttoonotto kaynnistys paatos kalenterivuosi kalenterivuonna
    talousarviovuosi talousarviovuonna budjettivuosi budgetar ta tae ts cy toimintavuosi tilikausi tilikaudella
    tilikauden
    verksamhetsaret rakenskapsaret budgetaret
    valtuustokausi valtuustokaudella ohjelmakausi ohjelmakaudella hallituskausi hallituskaudella programperiod
    programperioden mandatperiod mandatperioden period kausi kaudella avslutad avslutat avslutats slutfors slutfort
    review joskus varmaan ehka mahdollisesti eventuellt kanske possibly probably jo tentative tentatively provisional
    confirmed vahvistettu aloitettu alkanut pilotti pilotointi toteutus toteutetaan valmistunut siirtyy
    siirretty siirtynyt
    lykatty lykkaantynyt vuodelle closed klar klart fardig fardigt paborjad paborjat paborjas planeras per
    ajalla calendar
    deadline dl tavoiteaika maaraaika actual baseline tot
    vuosille aloitus aloitetaan kaynnistetaan kaynnissa meneillaan rakentaminen rakennus kayttoon viim aik tav mahd
    eteenpain kring runt omkring around af het sedan eu
    toteutusaika hankeaika projektiaika kesto term vid onwards onward projekttid genomforande
    """.split()
)


# "strategiakausi", "rahoituskaudella", "projektperiod"; a season is none of them
_PERIOD_NOISE = re.compile(
    r"(?!kevat|kesa|syys|talvi|luku)\w{2,24}(?:kausi|kauden|kaudella|kaudelle)|\w{4,12}period(?:en)?"
)


def month_number(word: str) -> int | None:
    """1–12 for a folded month word in any of the three languages, also inflected or cut short."""
    for number, pattern in enumerate(_MONTHS, 1):
        if pattern.fullmatch(word):
            return number
    return None


def halved(first: int, last: int, words: list[str]) -> tuple[int, int]:
    """The beginning, middle or end of some months."""
    length = last - first + 1
    for word in words:
        if _BEGINNING.fullmatch(word):
            return (first, first + (2 if length == 12 else length // 2 - 1 if length > 1 else 0))
        if _MIDDLE.fullmatch(word):
            quarter = 1 if length == 3 else length // 4
            return (first + quarter, last - quarter)
        if _END.fullmatch(word):
            return (last - 2 if length == 12 else first + (length + 1) // 2 if length > 1 else first, last)
    raise Strange


def part_of_month(word: str) -> int:
    """0, 1 or 2 for a word that says beginning, middle or end; raises :class:`Strange`."""
    for part, pattern in enumerate((_BEGINNING, _MIDDLE, _END)):
        if pattern.fullmatch(word):
            return part
    raise Strange


def says_end(words: list[str]) -> bool:
    """Whether one of the words says the end of something."""
    return any(_END.fullmatch(word) for word in words)


def third_of_month(year: int, month: int, part: int) -> Moment:
    """The beginning, middle or end (0, 1, 2) of one month: its days 1–10, 11–20 or from the 21st."""
    whole = months(year, month, month)
    assert whole.first is not None
    first = whole.first.replace(day=part * 10 + 1)
    return Moment(first, whole.last if part == 2 else first.replace(day=part * 10 + 10))


def words_moment(words: list[str]) -> Moment:
    """A moment from folded words such as ``vuoden 2011 loppu``, ``hosten 2010``, ``1 kesakuuta 2012``.

    Raises :class:`Strange` when the words name none, :class:`Impossible` when no calendar has it.
    """
    spread: list[str] = []
    for word in words:
        match = _COMPOUND.fullmatch(word)
        spread.extend(match.groups() if match else [word])
    left = [word for word in spread if word not in _NOISE and not _PERIOD_NOISE.fullmatch(word)]
    years = [word for word in left if len(word) == 4 and word.isdecimal()]
    if len(years) == 1:
        year = int(years[0])
        rest = [word for word in left if word != years[0]]
    elif not years and left and len(left) > 1 and re.fullmatch("\\d\\d", left[-1]):
        year, rest = century(int(left[-1])), left[:-1]
    else:
        raise Strange
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Strange
    if not rest:
        return months(year, 1, 12)
    numbers = [word for word in rest if re.fullmatch("\\d{1,2}(?:st|nd|rd|th|e|a)?", word)]
    named = [word for word in rest if word not in numbers]
    found = [(month_number(word), word) for word in named]
    month = [(number, word) for number, word in found if number]
    if len(month) == 1:
        others = [word for word in named if word != month[0][1]]
        number = month[0][0] or 0
        if len(numbers) == 1 and not others:
            return day(year, number, int(re.sub("\\D", "", numbers[0])))
        if not numbers:
            if len(others) > 1:
                raise Strange
            return third_of_month(year, number, part_of_month(others[0])) if others else months(year, number, number)
        raise Strange
    if numbers or month:
        raise Strange
    for position, word in enumerate(named):
        for pattern, (first, last) in _SEASONS:
            if pattern.fullmatch(word):
                others = named[:position] + named[position + 1 :]
                if others:
                    first, last = halved(first, last, others)
                return months(year, first, last)
    if len(named) <= 2:
        return months(year, *halved(1, 12, named))
    raise Strange
