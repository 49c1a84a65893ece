"""Dates and schedules as people write them in registers, in Finnish, Swedish and English.

:func:`read_moment` understands one cell that names one moment, :func:`read_schedule` one that holds both the
start and the end. What day and month mean in ``3/4/2011`` is told by all values of a column together
(:mod:`~kpkportfolio.registers.values.day_order`).
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.values.day_order import day_first
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.moments import Impossible, Moment, Strange, months, words_moment
from kpkportfolio.registers.values.one_sided import beside, one_sided
from kpkportfolio.registers.values.periods import named, numeric
from kpkportfolio.registers.values.phases import phases
from kpkportfolio.registers.values.ranges import OPEN_DASH, is_open, read_range, with_year
from kpkportfolio.registers.values.refusals import (
    A_LENGTH,
    ACCEPTED,
    BACKWARDS,
    IMPOSSIBLE_DATE,
    LETTERS,
    NO_YEAR,
    NOT_A_DATE,
    ONE_OF_TWO,
    is_length,
    is_relative,
    with_digits,
)
from kpkportfolio.registers.values.spans import is_one_of_two, span
from kpkportfolio.registers.values.spellings import plain
from kpkportfolio.registers.values.unknown import is_unknown

__all__ = ["ACCEPTED", "IMPOSSIBLE_DATE", "NOT_A_DATE", "Moment", "day_first", "read_moment", "read_schedule"]

CONTINUOUS = Moment(None, None, open=True)

_STRONG = re.compile(r"[–—−→~]|--|->|=>|\.\.|…|\s-+\s|\n")
_BRACKETS = re.compile(r"\s?[\(\[][^)\]]{0,100}[\)\]]\s?")
# a moment or a schedule is said in fewer characters than this
_LONGEST = 100
_YEAR_IN_BRACKETS = re.compile(r"[–—−-]\s?[\(\[]\d[\d./]{3,9}[)\]]|^[\(\[]\d[\d./]{3,9}[)\]]\s?[–—−-]")
_YEAR_PAIR = re.compile(r"((?:19|20)\d\d)-(\d\d)")
_EXCEL_DAY = re.compile(r"[345]\d{4}(?:[.,]\d{1,12})?")
_EXCEL_DAY_ZERO = date(1899, 12, 30)
# what programs write into an empty field
_FILLER = re.compile(
    r"0{1,8}|0{1,2}[./-]0{1,2}[./-]0{2,4}|0000-00-00|1900-0?1-0?[01]|0?[01][./-]0?1[./-]1900|0?1/0?0/1900|"
    r"(?:0001-01-01|0?1[./]0?1[./]0001)(?:[T ]0?0[:.]00(?:[:.]00)?)?"
)
_ABOUT_DATES = re.compile(
    r"\b(?:aikataulu|ajankohta|paivamaara|pvm|paattymisaika|alkamisaika|paattymispaiva|alkamispaiva|date|"
    r"schedule|timing|"
    r"tidtabell|tidtabellen|tidpunkt|tidplan|datum|arvio|alustava|prel|preliminar)\b"
)
_DATE_AMONG_WORDS = re.compile(
    r"(?<![\w.])\d{1,2}[./]\d{1,2}[./]\d{4}(?![\d/])|(?<![\w.])\d{1,2}\.\d{1,2}\.\d\d(?![\d.])|(?<![\w-])\d{4}-\d\d-\d\d(?![\d-])|"
    r"(?<![\w./])\d{1,2}/\d{4}(?![\d/])|(?<![\w./])(?:0?[1-9]|1[0-2])/\d\d(?![\d/]|\s?kk)"
)
_PART_OF_YEAR = re.compile(
    r"[qh]\s?[1-4]|[1-4]\.?\s?(?:kv|kvartaali|q)|kevät|syksy|kesä|vår|höst|spring|autumn", re.IGNORECASE
)
# a hyphen inside one moment: "06-2012", "mid-2012", "end-March 2012"
_ONE_WITH_HYPHEN = re.compile(
    r"\d{1,2}-\d{4}|(?:end|early|mid|late|year)-\w{3,9}(?:\s\d{4})?|\d{4}-\w{0,9}kuu", re.IGNORECASE
)
# from one time to another that came in its place: no range
_MOVED = re.compile(
    r"(?:siirret\w*|siirty\w*|lykat\w*|lykkaanty\w*|postponed|moved|flytta\w*|skjut\w*|uppskjut\w*)\b.*\d{4}.*\d{4}"
)
_WHOLE_NUMBER = re.compile(r"(\d{4,6})[.,]0{1,6}")


def _one(text: str, day_first: bool) -> Moment:
    """One moment without a range; raises Strange or Impossible."""
    text = text.strip(" ,;:?*~≈+–—-").strip()
    moment = numeric(text, day_first)
    if moment is not None:
        return moment
    folded = fold(text)
    moment = span(folded) or named(folded)
    if moment is not None:
        return moment
    # a date among words: "paattyi 31.3.2011", "arviolta Q3/2011"
    inside = _DATE_AMONG_WORDS.search(text)
    if inside and _only_noise(text[: inside.start()] + " " + text[inside.end() :]):
        return numeric(inside[0], day_first) or words_moment(folded.split())
    return _without_noise(folded)


def _only_noise(rest: str) -> bool:
    try:
        return words_moment([*fold(rest).split(), "2000"]) == months(2000, 1, 12)
    except (Strange, Impossible):
        return False


_LEADING_NOISE = re.compile(
    r"^(?:(?:noin|n|ca|circa|arviolta|arvio|vuonna|vuoden|v|ar|in|by|the|about|approx|est|"
    r"estimated|alkaa|paattyy|valmis|aikaisintaan|tidigast|earliest|expected|i|fy|alk|vid|per|ajalla|no later than|"
    r"kaynnistyy|startar|slutar|borjar|starts|ends|senast|viimeistaan|from|fran|fran och med|fr o m|t o m|"
    r"till och med|under|until|tills|since|planned|tavoite|tav|planerad|kaytto|kayttoon|kayttoonotto|prel|mahd|viim|"
    r"aik|kring|runt|omkring|around|aloitus|paattyi|valmistuu|slut|rakentaminen|kaynnissa|meneillaan|"
    r"deadline|dl|tavoiteaika|maaraaika|actual|forecast|baseline|tot)\s)+"
)
_TRAILING_NOISE = re.compile(
    r"(?:\s(?:alkaen|alk|lahtien|mennessa|asti|saakka|aikana|arvio|alustava|onwards|onward|lukien|kuluessa))+$"
)


def _without_noise(folded: str) -> Moment:
    bare = _TRAILING_NOISE.sub("", _LEADING_NOISE.sub("", folded))
    if bare != folded:
        moment = span(bare) or named(bare)
        if moment is not None:
            return moment
    return words_moment(folded.split())


def _without_brackets(text: str) -> str:
    """A cell without its remarks in brackets; a year in brackets beside a dash, or beside no other, is no remark."""
    if _YEAR_IN_BRACKETS.search(text):
        return re.sub(r"[()\[\]]", "", text)
    bare = _BRACKETS.sub(" ", text).strip()
    inside = " ".join(re.findall(r"[\(\[]([^)\]]*)", text))
    if (is_length(bare) or is_unknown(bare)) and re.search(r"\d", inside):
        return inside
    if re.fullmatch(r"(?:19|20)\d\d", bare) and _PART_OF_YEAR.fullmatch(inside):
        return f"{inside} {bare}"  # "2025 (Q1)"
    return bare or text.strip("()[] ")


def _outcome(text: str, day_first: bool, schedule: bool) -> Moment | Fault | None:
    if len(text) > _LONGEST:
        return NOT_A_DATE
    text = text.strip()
    if is_unknown(text) or _FILLER.fullmatch(text):
        return None
    bare = plain(_without_brackets(text))
    folded = fold(bare)
    if is_open(bare, folded):
        return CONTINUOUS
    about = " ".join(_ABOUT_DATES.sub(" ", folded).split())
    if is_unknown(bare) or (about != folded and is_unknown(about)):
        return None
    moment = ONE_OF_TWO if _MOVED.match(folded) else _understood(bare, folded, day_first, schedule)
    if isinstance(moment, Moment) and moment.first and moment.last and moment.last < moment.first:
        return BACKWARDS
    return _why_not(bare, folded, day_first, schedule) if moment is NOT_A_DATE else moment


def _understood(bare: str, folded: str, day_first: bool, schedule: bool) -> Moment | Fault:
    try:
        if one_end := beside(bare, day_first, _one):
            return one_end
        if schedule and (several := phases(bare, day_first, _one)):
            return several
        if OPEN_DASH.search(bare):
            return Moment(_one(OPEN_DASH.sub("", bare), day_first).first, None, open=True)
        if periods := span(folded):
            return one_sided(periods, folded) if schedule else periods
    except Strange:
        pass
    except Impossible:
        return IMPOSSIBLE_DATE
    if schedule and _ONE_WITH_HYPHEN.fullmatch(bare):
        schedule = False
    impossible = False
    attempts = (_exact_day, _range, _one) if schedule else (_one, _range)
    for attempt in attempts:
        try:
            moment = attempt(bare, day_first)
        except Strange:
            continue
        except Impossible:
            impossible = True
            if attempt is not _range:
                break
            continue
        return one_sided(moment, folded) if schedule and attempt is not _range else moment
    return IMPOSSIBLE_DATE if impossible else NOT_A_DATE


def _why_not(bare: str, folded: str, day_first: bool, schedule: bool) -> Fault:
    """What keeps a text from being read as a date, where it can be told."""
    if is_length(bare):
        return A_LENGTH
    if is_one_of_two(folded):
        return ONE_OF_TWO
    if is_relative(folded):
        return NO_YEAR
    if (digits := with_digits(bare)) and not isinstance(_understood(digits, fold(digits), day_first, schedule), Fault):
        return LETTERS
    if not re.search(r"\d{3}", bare):
        # a leap year, so that 29.2. is a day; a text that names nothing names nothing with a year either
        without = re.sub(r"\s(?:mennessä|asti|saakka|alkaen|lähtien)$", "", bare)
        dated = with_year(without, 2012)
        read = (
            NOT_A_DATE
            if re.fullmatch(r"[\d.,\s]*\d", without)
            else _understood(dated, fold(dated), day_first, schedule)
        )
        if read is IMPOSSIBLE_DATE and re.fullmatch(r"\d{1,2}\.\s?\d{1,2}\.", without):
            return IMPOSSIBLE_DATE
        whole = months(2012, 1, 12)
        only_a_year = whole in (read, _understood(dated, fold(dated), day_first, schedule=False))
        if (isinstance(read, Moment) and not only_a_year) or is_one_of_two(fold(dated)):
            return NO_YEAR
    return NOT_A_DATE


def _range(text: str, day_first: bool) -> Moment:
    return read_range(text, day_first, _one)


def _exact_day(text: str, day_first: bool) -> Moment:
    """A whole text that is one exact day, which its hyphens must not take apart."""
    if _STRONG.search(text) or text.endswith("-"):
        raise Strange
    moment = _one(text, day_first)
    if moment.first is not None and moment.first == moment.last:
        return moment
    raise Strange


@lru_cache(maxsize=65536)
def _read_text(text: str, day_first: bool, schedule: bool) -> Moment | Fault | None:
    return _outcome(text, day_first, schedule)


def year_ranges(values: Iterable[object]) -> bool:
    """Whether ``2011-12`` in a column means two years: some value's second number is no month."""
    pairs = [_YEAR_PAIR.fullmatch(value) for value in set(values) if isinstance(value, str) and len(value) == 7]
    return any(int(pair[2]) > 12 and int(pair[2]) == (int(pair[1]) + 1) % 100 for pair in pairs if pair)


def spell_out(value: object) -> object:
    """``2011-12`` as ``2011-2012``; anything else as it is."""
    if isinstance(value, str) and (match := _YEAR_PAIR.fullmatch(value)):
        year = int(match[1])
        if int(match[2]) == (year + 1) % 100:
            return f"{year}-{year + 1}"
    return value


def read_moment(value: object, day_first: bool = True) -> Moment | Fault | None:
    """One cell that names one moment; None is unknown.

    A real date is that day; a number is a year, a day counted by Excel or ``month.year``.
    """
    return _read(value, day_first, schedule=False)


def read_schedule(value: object, day_first: bool = True) -> Moment | Fault | None:
    """One cell that holds start and end: ``1.2.–31.3.2011``, ``syksy 2009 – loppuvuosi 2011``, ``4/2011–``."""
    return _read(value, day_first, schedule=True)


def _read(value: object, day_first: bool, schedule: bool) -> Moment | Fault | None:
    if isinstance(value, date):
        return Moment(value, None if schedule else value)
    if isinstance(value, bool):
        return NOT_A_DATE
    if isinstance(value, (int, float)):
        return _number(float(value))
    text = str(value)[: _LONGEST + 1]
    if whole := _WHOLE_NUMBER.fullmatch(text):
        return _number(float(whole[1]))
    if _EXCEL_DAY.fullmatch(text):
        return _number(float(text.replace(",", ".")))
    return _read_text(text, day_first, schedule)


def _number(value: float) -> Moment | Fault | None:
    if value == 0:  # an empty field of a workbook
        return None
    if 190_001 <= value <= 21_001_231 and value == int(value):  # 201103, 20110301
        return _read_text(str(int(value)), True, False)
    if not 0 < value < 75_000:  # nor is "not a number" between them
        return NOT_A_DATE
    if 1950 <= value <= 2099 and value == int(value):
        return months(int(value), 1, 12)
    if value >= 25_000:
        that = _EXCEL_DAY_ZERO + timedelta(days=int(value))
        return Moment(that, that)
    month, year = int(value), round((value - int(value)) * 10_000)
    if 1 <= month <= 12 and 1950 <= year <= 2099 and abs(value * 10_000 - round(value * 10_000)) < 1e-6:
        return months(year, month, month)
    return NOT_A_DATE
