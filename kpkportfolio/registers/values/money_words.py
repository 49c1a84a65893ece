"""The words of amounts in three languages, and cells of a money column that hold none: nothing spent, work in place
of money, a share, a budget that is mentioned but not said.
"""

import re

from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.units import FOREIGN
from kpkportfolio.text import N_

ACCEPTED = N_("euros such as 350 000 €, 350 t€, 1,2 M€, 2–3 milj. €, under 100 000 €, or empty when not known")
NOT_MONEY = Fault(N_("This is not understood as an amount of money."), ACCEPTED)
NOT_EUROS = Fault(N_("The amount is not in euros; it is not converted."), ACCEPTED)
NEGATIVE = Fault(N_("The amount is negative."), ACCEPTED)
WORK = Fault(N_("This is an amount of work, not of money."), ACCEPTED)
PERCENT = Fault(N_("This is a per cent share, not an amount of money."), ACCEPTED)
NO_FIGURE = Fault(N_("A budget is mentioned, but no figure is said."), ACCEPTED)

ABOUT = frozenset(
    "n noin ca c circa arviolta arvio about approx approximately est estimated cirka ungefar uppskattningsvis kokonais "
    "yhteensa totalt total yht kustannusarvio budjetti alustava alustavasti prel sammanlagt alv sis vat moms "
    "exkl inkl excl kokonaiskustannusarvio "
    "incl plus sum summa valilla mellan between kokonaiskustannus kokonaiskustannukset kokonaisbudjetti "
    "kustannukset kustannus "
    "investointi kostnad kostnader kostnadsberakning kostnadskalkyl totalkostnad budget budgeted budgeterat "
    "budjetoitu cost "
    "costs investering investment rahoitus toteuma toteutunut ennuste estimate".split()
)
AT_MOST = frozenset(
    "< ≤ alle enintaan enint korkeintaan max maks maksimi maksimissaan under hogst upto up maximum below".split()
)
AT_LEAST = frozenset("> ≥ yli vahintaan vah ainakin over minst minimi minimum min minimissaan atminstone above".split())
CONNECTORS = frozenset("– - … .. ... to till tai och and ja eller or à".split())
WORD_NUMBERS = {
    **{
        "puoli": "0.5",
        "puolitoista": "1.5",
        "yksi": "1",
        "kaksi": "2",
        "kolme": "3",
        "nelja": "4",
        "viisi": "5",
        "kuusi": "6",
    },
    **{"halv": "0.5", "half": "0.5", "tva": "2", "two": "2", "three": "3", "kymmenen": "10", "tio": "10", "ten": "10"},
}

_MOST = (
    r"not more than|no more than|at most|less than|up to|ei ylitä|ei yli|inte över|mindre än|som högst|som mest|"
    r"enintään|korkeintaan|maksimissaan|högst|max\.?|maks\.?"
)
_LEAST = (
    r"not less than|no less than|at least|more than|ei alle|ei alita|inte under|mer än|som minst|starting from|"
    r"vähintään|minst|åtminstone"
)
_MOST_FIRST = re.compile(rf"\b(?:{_MOST})(?=\W|\d)", re.IGNORECASE)
_LEAST_FIRST = re.compile(rf"\b(?:{_LEAST})(?=\W|\d)", re.IGNORECASE)
_FROM_FIRST = re.compile(r"^(?:from|from about|alkaen|alk\.|från)\s(?=\D{0,3}[\d,.' ]{1,20}\D{0,15}$)", re.IGNORECASE)
_MOST_LAST = re.compile(
    r"^(\D{0,4}\d.{0,60}?)[\s,]{0,2}(?:max\.?|maks\.?|maksimissaan|enintään|korkeintaan|högst|at most)$", re.IGNORECASE
)
_LEAST_LAST = re.compile(
    r"^(\D{0,4}\d.{0,60}?)(?:\s?\+|\s(?:tai enemmän|tai yli|or more|and above|eller mera?|vähintään|minimissään|"
    r"minst|at least))$",
    re.IGNORECASE,
)
_VAT = re.compile(
    r"(?:(?:\+|ei|sis\.?|sisältää|sisältäen|ilman|inkl\.?|exkl\.?|ex\.?|incl\.?|excl\.?|including|excluding|"
    r"plus|utan|med|lisätään)"
    r"\s?){0,2}\b(?:alv|moms|vat)\b\.?(?::\w{1,3})?(?:\s?\d{1,2}(?:[.,]\d)?\s?%|\s?(?:0|10|14|24|25[.,]5)(?=\s?(?:\)|$)))?|\b(?:veroton|verollinen|"
    r"verottomana)\b",
    re.IGNORECASE,
)
_GLUED_SIGN = re.compile(r"(?<![^\W\d_])([mkt])€", re.IGNORECASE)
_TIMES_THOUSAND = re.compile(r"(\d)\s?[x×]\s?1[ .]?000(?!\d)", re.IGNORECASE)
_MILLION_ALONE = re.compile(
    r"\b(?:(?:yksi|en|a|one)\s)?(miljoona|miljardi|miljon|miljard|million|billion)\b", re.IGNORECASE
)
_FOOTNOTE_MARKS = str.maketrans(dict.fromkeys("¹²³⁰⁴⁵⁶⁷⁸⁹⁽⁾†‡§*±")) | str.maketrans("—−‐‑", "––--")
_FOOTNOTE = re.compile(r"(?<=\S)\s+\d\)$")

_MONEY_WORDS = re.compile(
    r"€|\b(?:eur|euroa?|keur|meur|kustannu\w{1,8}|kustannusarvio|hinta|budjetti|rahoitus|kostnad(?:er|en)?|pris|"
    r"cost|costs|budget|"
    r"price|summa|amount|investointi|arvio)\b",
    re.IGNORECASE,
)
_NOTHING_SPENT = re.compile(
    r"(?:ei|inga|ingen|no|ei ole)(?: erillis\w{1,3}| lisa| suoria| extra| separata| additional)? ?(?:lisa)?"
    r"(?:kustannuksia|kustannusta|kostnader|kostnad|tillaggskostnader|costs?)|kustannuksitta|maksuton|maksutonta|"
    r"kostnadsfri\w{0,2}|free of charge|ilmainen|gratis"
)
_WORK = re.compile(
    r"\b(?:htv\w{0,3}|htp\w{0,3}|htkk|htt|henkilotyo\w{0,12}|arsverk\w{0,3}|arsarbet\w{0,6}|manar|mandagar|"
    r"manmanad\w{0,3}|fte|"
    r"(?:person|man) ?(?:days?|months?|years?|hours?|dagar|ar)|tyopaiv\w{0,4}|tyotun\w{0,5}|tunti\w{0,2}|tuntia|"
    r"timmar|hours?)\b|"
    r"\d h\b|^(?:omana tyona|oma tyo|omaa tyota|omana virkatyona|virkatyo\w{0,3}|tjanstearbete|"
    r"tjanstemannaarbete|eget arbete|"
    r"in house|own work|internal work|internt arbete)$"
)
_BUDGET_MENTIONED = re.compile(
    r"(?:(?:sisaltyy|kuuluu|on|hankkeen|ingar i|included in|within|inom|in|from|ur|enligt|oman|normaalin) )?(?:the )?"
    r"(?:talousarvio\w{0,4}|budjet\w{1,4}|budget\w{0,4}|kayttotalou\w{1,6}|toimintameno\w{1,6}|maararaho\w{1,6})"
    r"(?: (?:puitteissa|ramarna|ram|mukaan|mukaisesti|sisalla))?"
)
_FOREIGN_CODE = re.compile(r"(?:[tkm]|mn|md|mrd)?(?:sek|dkk|nok|isk|usd|gbp|chf|jpy|pln|rub|cad|aud|eek|kr)")
_DATE_LIKE = re.compile(r"(?<![\d.,])\d{1,2}\.\d{1,2}\.\d{4}(?!\d)|(?<!\d)\d{4}-\d\d-\d\d(?!\d)")


def plain(text: str) -> str:
    """An amount in the spelling that the reader of money knows; the words of limits are ``max`` and ``min``."""
    text = _FOOTNOTE.sub("", _VAT.sub(" ", text.translate(_FOOTNOTE_MARKS).strip()))
    text = _TIMES_THOUSAND.sub(r"\1 t", _GLUED_SIGN.sub(r" \1eur ", text))
    text = re.sub(r"\(\s{0,3}\)", " ", text)
    text = re.sub(r"(?<=[^\W\d_])\.(?=\d)", ". ", text).strip()
    if match := _MOST_LAST.match(text):
        text = f"max {match[1]}"
    elif match := _LEAST_LAST.match(text):
        text = f"min {match[1]}"
    text = _LEAST_FIRST.sub("min ", _MOST_FIRST.sub("max ", _FROM_FIRST.sub("min ", text)))
    if not re.search(r"\d", text) and not any(word in WORD_NUMBERS for word in fold(text).split()):
        text = _MILLION_ALONE.sub(r"1 \1", text, count=1)
    return text


def without_money_words(text: str) -> str:
    """What a cell says beside naming money: ``? €`` is ``?``, ``kustannukset avoin`` is ``avoin``."""
    return _MONEY_WORDS.sub(" ", text).strip(" :()")


def says_nothing_spent(folded: str) -> bool:
    """Whether a cell says that there are no costs: a zero that somebody has said."""
    return _NOTHING_SPENT.fullmatch(folded) is not None


def other_than_money(text: str, folded: str) -> Fault | None:
    """What a cell without an amount of euros is; None when it may hold one."""
    if re.search(r"[$£¥]", text) or any(word in FOREIGN or _FOREIGN_CODE.fullmatch(word) for word in folded.split()):
        return NOT_EUROS if re.search(r"\d", text) else None
    if _WORK.search(folded):
        return WORK
    if re.search(r"%|\bprosentt|\bprocent\b|\bper ?cent\b", text, re.IGNORECASE) and "€" not in text:
        return PERCENT
    if _BUDGET_MENTIONED.fullmatch(folded):
        return NO_FIGURE
    if _DATE_LIKE.search(text):
        return NOT_MONEY
    return None
