"""Dates and schedules as people write them in registers, in Finnish, Swedish and English.

:func:`read_moment` understands one cell that names one moment, :func:`read_schedule` one that holds both the
start and the end. What day and month mean in ``3/4/2011`` is told by all values of a column together
(:func:`day_first`).
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from kpkportfolio.registers.fault import Fault
from kpkportfolio.registers.moments import Impossible, Moment, Strange, months, words_moment
from kpkportfolio.registers.periods import named, numeric
from kpkportfolio.registers.repair import fold
from kpkportfolio.registers.unknown import is_unknown
from kpkportfolio.text import N_

ACCEPTED = N_("a date such as 31.3.2011 or 2011-03-31, 3/2011, Q1/2011, spring 2011, end of 2011, 2011, ongoing")
NOT_A_DATE = Fault(N_("This is not understood as a date."), ACCEPTED)
IMPOSSIBLE_DATE = Fault(N_("There is no such date in the calendar."), ACCEPTED, fatal=True)

CONTINUOUS = Moment(None, None, open=True)
_CONTINUOUS = re.compile(
    fold("jatkuv") + r"\w*|jatkuu|toistaiseksi( voimassa| jatkuva)?|voimassa toistaiseksi|pysyva|vakiintunut|"
    r"tills vidare|fortlopande|lopande|kontinuerlig\w*|permanent\w*|ongoing|on going|continuous\w*|"
    r"continuing|open ended|"
    r"until further notice|rolling|indefinite\w*|no end( date)?|ei paattymista|ei paattymispaivaa|ei "
    r"paaty|inget slut(datum)?|jatkuva palvelu"
)

_AFTER = re.compile(r"\b(alkaen|lahtien|lukien|fr o m|fran och med|fran|from|since|onwards|onward|fom|starting)\b")
_BEFORE = re.compile(r"\b(mennessa|asti|saakka|viimeistaan|senast|tills|t o m|till och med|tom|by|until|latest)\b")
_STRONG = re.compile(r"\s*(?:[–—−→~]+|-+>|=>|\.\.\.?|…|\s-+\s|\n)\s*")
_WORD_RANGE = re.compile(r"\s+(?:to|till|til|until|through|thru|–)\s+|\s+t\.?o\.?m\.?\s+")
_BRACKETS = re.compile(r"\s*[\(\[][^)\]]*[\)\]]\s*")
# a moment or a schedule is said in fewer characters than this
_LONGEST = 100
_YEAR_PAIR = re.compile(r"((?:19|20)\d\d)-(\d\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)(?!\d)")
_EXCEL_DAY = re.compile(r"[345]\d{4}(?:[.,]\d+)?")
_EXCEL_DAY_ZERO = date(1899, 12, 30)


def _one(text: str, day_first: bool) -> Moment:
    """One moment without a range; raises Strange or Impossible."""
    text = text.strip(" ,;:?*~≈").strip()
    moment = numeric(text, day_first)
    if moment is None:
        folded = fold(text)
        moment = named(folded)
        if moment is None:
            # a date among words: "paattyi 31.3.2011", "arviolta Q3/2011"
            inside = re.search(
                (
                    r"(?<![\d.])\d{1,2}[./]\d{1,2}[./]\d{4}(?!\d)|(?<!\d)\d{4}-\d\d-\d\d(?!\d)|"
                    r"(?<![\d./])\d{1,2}/\d{4}(?!\d)"
                ),
                text,
            )
            if inside and _only_noise(text[: inside.start()] + " " + text[inside.end() :]):
                return numeric(inside[0], day_first) or words_moment(folded.split())
            moment = _without_noise(folded)
    return moment


def _only_noise(rest: str) -> bool:
    try:
        words_moment([*fold(rest).split(), "2000"])
    except (Strange, Impossible):
        return False
    return words_moment([*fold(rest).split(), "2000"]) == months(2000, 1, 12)


_LEADING_NOISE = re.compile(
    r"^(?:(?:noin|n|ca|circa|arviolta|arvio|vuonna|vuoden|v|ar|in|by|before|the|about|approx|est|"
    r"estimated|alkaa|paattyy|valmis"
    r"|kaynnistyy|startar|slutar|borjar|starts|ends|senast|viimeistaan|from|fran|under|until|tills|"
    r"since|planned|tavoite|planerad)\s)+"
)
_TRAILING_NOISE = re.compile(
    r"(?:\s(?:alkaen|lahtien|mennessa|asti|saakka|aikana|arvio|alustava|onwards|onward|lukien))+$"
)


def _without_noise(folded: str) -> Moment:
    bare = _TRAILING_NOISE.sub("", _LEADING_NOISE.sub("", folded))
    if bare != folded:
        moment = named(bare)
        if moment is not None:
            return moment
    return words_moment(folded.split())


_HAS_YEAR = re.compile(r"(?:19|20)\d\d|\d[./-]\d{1,2}[./-]\d\d(?!\d)|(?<![\d])'\d\d")


def _with_year(text: str, year: int) -> str:
    """A moment with the year it lacks: ``1.2.`` → ``1.2.2011``, ``3`` → ``3/2011``, ``kevät`` → ``kevät 2011``."""
    text = text.strip().rstrip("/")
    if re.fullmatch(r"\d{1,2}\.\d{1,2}\.?", text):
        return f"{text.rstrip('.')}.{year}"
    if re.fullmatch(r"\d{1,2}\.?", text):
        return f"{text.rstrip('.')}/{year}"
    return f"{text} {year}"


def _pair(left: str, right: str, day_first: bool) -> Moment:
    """A range from its two sides; a side without a year takes the other's."""
    left, right = left.strip(), right.strip()
    open_end = bool(_CONTINUOUS.fullmatch(fold(right)))
    if open_end or is_unknown(right):
        return Moment(_one(left, day_first).first, None, open_end or not right)
    if is_unknown(left):
        return Moment(None, _one(right, day_first).last)
    left_year, right_year = _HAS_YEAR.search(left), _HAS_YEAR.search(right)
    if left_year and not right_year:
        start = _one(left, day_first)
        assert start.first is not None
        if re.fullmatch(r"\d\d", right) and re.fullmatch(r"(?:v\.? ?)?\d{4}", left):
            year = start.first.year - start.first.year % 100 + int(right)
            if year <= start.first.year:
                raise Strange
            return Moment(start.first, months(year, 12, 12).last)
        end = _one(_with_year(right, start.first.year), day_first)
        if end.last and end.last < start.first:
            end = _one(_with_year(right, start.first.year + 1), day_first)
        return Moment(start.first, end.last)
    end = _one(right, day_first)
    if right_year and not left_year:
        assert end.last is not None
        if (seasonal := re.match(r"(?i)(.*?)(q|kv\.?|h) ?[1-4]/", right)) and re.fullmatch(r"[1-4]", left):
            left = f"{seasonal[2]}{left}"
        start = _one(_with_year(left, end.last.year), day_first)
        if start.first and start.first > end.last:
            start = _one(_with_year(left, end.last.year - 1), day_first)
        return Moment(start.first, end.last)
    return Moment(_one(left, day_first).first, end.last)


def _range(text: str, day_first: bool) -> Moment:
    """A range in one text; raises Strange when it is none."""
    for pattern in (_STRONG, _WORD_RANGE):
        parts = pattern.split(text)
        if len(parts) == 2:
            return _pair(parts[0], parts[1], day_first)
        if pattern is _STRONG and len(parts) > 2 and len(" ".join(parts).split()) < 12:
            sides = [part for part in parts if part]
            if len(sides) == 2:
                return _pair(sides[0], sides[1], day_first)
    for mark in ("-", ",", ";", "/"):
        positions = [match.start() for match in re.finditer(re.escape(mark), text)]
        for position in positions:
            left, right = text[:position], text[position + 1 :]
            if mark in ",;/" and not (_HAS_YEAR.search(left) and _HAS_YEAR.search(right)):
                continue
            if not left.strip() and not right.strip():
                continue
            try:
                return _pair(left, right, day_first)
            except (Strange, Impossible):
                continue
    raise Strange


def _outcome(text: str, day_first: bool, schedule: bool) -> Moment | Fault | None:
    text = text.strip()
    if len(text) > _LONGEST:
        return NOT_A_DATE
    if is_unknown(text):
        return None
    bare = _BRACKETS.sub(" ", text).strip() or text.strip("()[] ")
    folded = fold(bare)
    if _CONTINUOUS.fullmatch(folded):
        return CONTINUOUS
    impossible = False
    attempts = (_range_of_days_or_one, _range, _one) if schedule else (_one, _range)
    for attempt in attempts:
        try:
            moment = attempt(bare, day_first)
        except Strange:
            continue
        except (Impossible, AssertionError):
            impossible = True
            continue
        if impossible and attempt is not attempts[0] and not schedule:
            break
        return _one_sided(moment, folded) if schedule and attempt is not _range else moment
    return IMPOSSIBLE_DATE if impossible else NOT_A_DATE


def _one_sided(moment: Moment, folded: str) -> Moment:
    """``1.2.2011 alkaen`` has a start only, ``31.12.2011 mennessä`` an end only, a single day is a start."""
    if moment.first is None:
        return moment
    if _AFTER.search(folded):
        return Moment(moment.first, None, open=True)
    if _BEFORE.search(folded):
        return Moment(None, moment.last)
    if moment.first == moment.last:
        return Moment(moment.first, None)
    return moment


def _range_of_days_or_one(text: str, day_first: bool) -> Moment:
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
    pairs = [_YEAR_PAIR.fullmatch(value) for value in values if isinstance(value, str) and len(value) == 7]
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
    text = str(value)
    if _EXCEL_DAY.fullmatch(text):
        return _number(float(text.replace(",", ".")))
    return _read_text(text, day_first, schedule)


def _number(value: float) -> Moment | Fault | None:
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


def day_first(texts: Iterable[object]) -> bool:
    """Whether slashed dates of a column are day/month/year. All values vote; without evidence, yes."""
    votes = 0
    for text in texts:
        if isinstance(text, str) and "/" in text:
            for first, second in _SLASHED.findall(text):
                votes += (int(first) > 12) - (int(second) > 12)
    return votes >= 0
