"""A start and an end in one text: ``1.2.–31.3.2011``, ``syksystä 2011 kevääseen 2013``, ``fr.o.m. … t.o.m. …``."""

import re
from collections.abc import Callable

from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.values.moments import Impossible, Moment, Strange, day, months
from kpkportfolio.registers.values.unknown import is_unknown

One = Callable[[str, bool], Moment]
"""Reads a text that names one moment, given whether a slashed date has its day first; raises Strange, Impossible."""

OPEN = re.compile(
    r"jatkuva\w{0,3}(?: (?:toiminta|tehtava|palvelu|hanke|kehitys|tyo))?|(?:tyo |hanke |"
    r"toiminta )?jatkuu(?: (?:edelleen|"
    r"toistaiseksi|jatkuvana|yha))?|toistaiseksi(?: (?:voimassa(?: oleva| oleva|oleva)?|jatkuva))?|"
    r"voimassa toistaiseksi|"
    r"pysyva|vakiintunut|paattymaton|maaraamaton(?: aika)?|maaraamattoman ajan|(?:pagar |galler |"
    r"fortsatter )?tills vidare|t v|"
    r"(?:fort)?lopande(?: verksamhet)?|kontinuerlig\w{0,3}(?: verksamhet)?|permanent\w{0,2}|fortsatter|fortgar|"
    r"pagar lopande|"
    r"ongoing|on going|continuous\w{0,2}|continuing|continues|open ended|until further notice|"
    r"rolling(?: programme| program)?|"
    r"pagar|pagaende|indefinite\w{0,2}|no end(?: date)?|ei paattymista|ei paattymis(?:paivaa|aikaa|pvm)|ei paaty|"
    r"ei loppu(?:paivaa|pvm)|"
    r"(?:inget|utan|ej) slut(?:datum)?|obegransad\w{0,1}"
)
# what programs write where there is no end
_END_OF_TIME = re.compile(
    r"31[./-]12[./-](?:9999|2999|2099)|12[./-]31[./-](?:9999|2999|2099)|(?:9999|2999|2099)[./-]12[./-]31|99991231"
)
_TAIL_OPEN = re.compile(
    r"(?<=\w)[\s,.]{1,3}(?:jatkuva|jatkuu|toistaiseksi|tills vidare|löpande|until further notice|ongoing)\.?$",
    re.IGNORECASE,
)
OPEN_DASH = re.compile(r"(?<=[\w.])\s?(?:[–—−→-]{1,3}>?|\+|=>|(?:[–—−-]\s?)?(?:\.{2,3}|…))$")
_HEAD_OPEN = re.compile(
    r"^(?:jatkuva|toistaiseksi|löpande|pågår|fortlöpande|ongoing|continuous|käynnissä)[,;:]?\s"
    r"(?=(?:alkaen|since|sedan|från|from|fr\.?\s?o\.?\s?m|vuodesta|\d))(?=.{0,40}$)(?:since\s|sedan\s|alkaen\s)?",
    re.IGNORECASE,
)
# months, seasons or quarters of the first and of the second of two years: "marras-tammikuu 2024-2025"
_OF_TWO_YEARS = re.compile(
    r"([^\d–-]\D{0,12}?\d{0,2})\s?[–—-]\s?(\D{0,12}?\d{0,2})\s((?:19|20)\d\d)\s?[/–—-]\s?((?:20)?\d\d)"
)
_QUARTER_ALONE = re.compile(r"q\s?[1-4]", re.IGNORECASE)
_FINANCIAL = re.compile(r"(?:fy\s?)?(?:19|20)\d\d\s?[/-]\s?(?:20)?\d\d$", re.IGNORECASE)
# one point too many: a day, or the months 1 to 6
_DAY_OR_MONTHS = re.compile(r"\d{1,2}\.\.\d{1,2}\.\d{4}")
_STRONG = re.compile(r"\s?(?:[–—−→~]+|--+|-+>|=>|\s>\s|\.\.\.?|…|\s-+\s|\n)\s?")
_TILL = re.compile(
    r"\s(?:to|till|til|until|through|thru|–|t\.?o\.?m\.?|till och med|t/m|fram till)\s|\s(?=(?:t\.?o\.?m\.?|"
    r"till och med)\s)",
    re.IGNORECASE,
)
_AND = re.compile(r"\s(?:ja|och|and|&|tai|eller|or|sekä|\+)\s", re.IGNORECASE)
_BETWEEN = re.compile(r"^(?:between|mellan)\s", re.IGNORECASE)
_YEARS_LISTED = re.compile(
    r"(?:\D{0,12}\s)?((?:19|20)\d\d)((?:\s?(?:,|\bja\b|\boch\b|\band\b|&|\+)\s?(?:19|20)\d\d){1,9}|(?:/(?:19|20)\d\d){2,9})"
)
HAS_YEAR = re.compile(
    r"(?:19|20)\d\d|\d[./-]\d{1,2}[./-]\d\d(?!\d)|(?<!\d)'\d\d|(?<![\d.])\d{1,2}/\d\d(?!\d)|\b[a-z]{3}-\d\d$",
    re.IGNORECASE,
)
# a side's sign that the other side goes without: "Q1-2/2012", "vko 34-36/2012"; "1.-2. kvartaali 2012"
_SIGN = re.compile(
    r"(q|kv\.?|h|t|vko|v\.?|w|kvartaali|kvartal)\s?(\d{1,2})\.?",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(q|kv\.?|h|t|vko|v\.?|w)\s?\d{1,2}[/ ]", re.IGNORECASE)
_OF_A_YEAR = re.compile(r"\d{1,2}(?:\s?[/ ]\s?\d{4}|/\d\d(?!\d)|,\s?\d{4})")
# "vko 40/2024–5/2025": the second is a week too
_WEEK_OF_A_YEAR = re.compile(r"(?:vko|w)\s?\d{1,2}\s?[/ ]\s?\d{4}", re.IGNORECASE)
# "Q1/2024–3/2024": a quarter or a month?
_PART_OF_A_YEAR = re.compile(r"(?:q|kv\.?|h|t)\s?\d\s?[/ ]\s?\d{4}", re.IGNORECASE)
_COUNTED = re.compile(
    r"\d\.?\s?((?:kvart|nelj|vuosinelj|puolivuo|vuosipuol|tertia|kolmann|kv\b)\w{0,12}\.?)", re.IGNORECASE
)
_MONTH_STEM = re.compile(
    r"(?:tammi|helmi|maalis|huhti|touko|heinä|elo|syys|loka|marras|joulu)(?:k\.?|kuu\w{0,4})?-?", re.IGNORECASE
)
_SLASHES_GLUED = re.compile(r"\S/\S+/\S+/\S")
_THREE_YEARS = re.compile(r"\d{4}\s?([-–/])\s?\d{4}\s?\1\s?\d{4}")
_LONG_FROM = re.compile(r"\bfrån och med\b", re.IGNORECASE)
_LONG_TO = re.compile(r"\btill och med\b", re.IGNORECASE)
_NAMED_END = re.compile(
    r"(?:alku|loppu|start|slut|end|begin|alkaa|päättyy)\w{0,6}:?\s+(?=\d{1,2}[./]|\d{4}-)", re.IGNORECASE
)
_FROM_CASE = re.compile(r"(?:[a-zåäö]{3,16}st[aä])", re.IGNORECASE)
_TO_CASE = re.compile(r"[a-zåäö]{3,16}(?:hun|een|iin|yyn|uun|aan|ään|lle)", re.IGNORECASE)


def is_open(text: str, folded: str) -> bool:
    """Whether a text says that the work has no end."""
    return OPEN.fullmatch(folded) is not None or _END_OF_TIME.fullmatch(text) is not None


def with_year(text: str, year: int) -> str:
    """A moment with the year it lacks: ``1.2.`` → ``1.2.2011``, ``3`` → ``3/2011``, ``kevät`` → ``kevät 2011``."""
    text = text.strip().rstrip("/-– ")
    if re.fullmatch(r"\d{1,2}\.\s?\d{1,2}\.?", text):
        return f"{text.rstrip('.')}.{year}"
    if re.fullmatch(r"\d{1,2}\.?", text):
        return f"{text.rstrip('.')}/{year}"
    return f"{text} {year}"


def _same_signs(left: str, right: str) -> tuple[str, str]:
    """Both sides with the sign that only one of them has."""
    if (sign := _SIGN.fullmatch(left)) and _OF_A_YEAR.match(right):
        return f"{sign[1]} {sign[2]}", f"{sign[1]} {right}"
    if _WEEK_OF_A_YEAR.fullmatch(left) and _OF_A_YEAR.fullmatch(right):
        return left, "vko " + re.sub(r"/(?=\d\d$)", "/20", right)
    if _PART_OF_A_YEAR.fullmatch(left) and re.fullmatch(r"[1-4]/\d{2,4}", right):
        raise Strange
    if (sign := _SIGNED.match(right)) and re.fullmatch(r"\d{1,2}\.?", left):
        return f"{sign[1]} {left.rstrip('.')}", right
    if (sign := _COUNTED.match(right)) and re.fullmatch(r"\d\.?", left):
        return f"{left} {sign[1]}", right
    # beside another month "kesä" is June, by itself it is the summer
    if _MONTH_STEM.fullmatch(left):
        right = re.sub(r"^kesä(?=\s|$)", "kesäkuu", right, flags=re.IGNORECASE)
    if _MONTH_STEM.match(right) and re.fullmatch(r"kesä-?", left, re.IGNORECASE):
        left = "kesäkuu"
    return left, right


def _ended(moment: Moment) -> Moment:
    if moment.first is None or moment.last is None:
        raise Strange
    return moment


def pair(left: str, right: str, day_first: bool, one: One) -> Moment:
    """A range from its two sides; a side without a year takes the other's."""
    left, right = (_NAMED_END.sub("", side.strip(" ,;"), count=1) for side in (left, right))
    if not left and not right:
        raise Strange
    if right and (is_open(right, fold(right)) or fold(right) in ("present", "date", "now", "nykyhetki", "nu")):
        return Moment(_ended(one(left, day_first)).first, None, open=True)
    if is_unknown(right):
        return Moment(_ended(one(left, day_first)).first, None, open=not right)
    if is_unknown(left):
        return Moment(None, _ended(one(right, day_first)).last)
    left, right = _same_signs(left, right)
    if _QUARTER_ALONE.fullmatch(left) and (financial := _FINANCIAL.search(right)):
        left = f"{left} {financial[0]}"  # "Q1–Q2 FY2025/26": the year of both
    left_year, right_year = HAS_YEAR.search(left), HAS_YEAR.search(right)
    if left_year and not right_year:
        return _year_left(left, right, day_first, one)
    end = _ended(one(right, day_first))
    assert end.first is not None
    assert end.last is not None
    if right_year and not left_year:
        if re.fullmatch(r"\d{1,2}\.?", left) and end.first == end.last:  # "1.–15.3.2012": days of one month
            start = day(end.last.year, end.last.month, int(left.rstrip(".")))
            if start.first is None or start.first > end.last:
                raise Strange
            return Moment(start.first, end.last)
        start = _ended(one(with_year(left, end.last.year), day_first))
        if start.first and start.first > end.last:
            start = _ended(one(with_year(left, end.last.year - 1), day_first))
        return Moment(start.first, end.last)
    if not right_year:
        raise Strange
    return Moment(_ended(one(left, day_first)).first, end.last)


def _year_left(left: str, right: str, day_first: bool, one: One) -> Moment:
    start = _ended(one(left, day_first))
    assert start.first is not None
    if re.fullmatch(r"\d\d", right) and start == months(start.first.year, 1, 12):
        year = start.first.year - start.first.year % 100 + int(right)
        if year <= start.first.year:
            raise Strange
        return Moment(start.first, months(year, 12, 12).last)
    if re.fullmatch(r"\d", right):  # "2011–3": a third of what?
        raise Strange
    end = _ended(one(with_year(right, start.first.year), day_first))
    if end.last and end.last < start.first:
        end = _ended(one(with_year(right, start.first.year + 1), day_first))
    return Moment(start.first, end.last)


def _listed_years(text: str) -> Moment | None:
    match = _YEARS_LISTED.fullmatch(text)
    if not match:
        return None
    years = [int(match[1]), *map(int, re.findall(r"\d{4}", match[2]))]
    if years != list(range(years[0], years[0] + len(years))):
        raise Strange
    return months(years[0], 1, 12, years[-1])


def _cases(text: str, day_first: bool, one: One) -> Moment | None:
    """``syksystä 2011 kevääseen 2013``: the case endings of Finnish say from and to."""
    words = text.split()
    begins = [number for number, word in enumerate(words) if _FROM_CASE.fullmatch(word)]
    if not begins or len(words) > 10:
        return None
    for cut in range(len(words) - 1, begins[0], -1):
        if any(_TO_CASE.fullmatch(word) for word in words[cut:]):
            try:
                return pair(" ".join(words[:cut]), " ".join(words[cut:]), day_first, one)
            except (Strange, Impossible):
                continue
    return None


def _going_on(since: str, day_first: bool, one: One) -> Moment:
    """What goes on since a moment, or from one to another: ``käynnissä 2023–2025``."""
    try:
        that = _ended(one(since, day_first))
    except Strange:
        return read_range(since, day_first, one)
    assert that.first is not None
    assert that.last is not None
    return that if that.first.year != that.last.year else Moment(that.first, None, open=True)


def read_range(text: str, day_first: bool, one: One) -> Moment:
    """A range in one text.

    Raises:
        Strange: it is none.
        Impossible: one of its ends is a date that no calendar has.
    """
    if not _BETWEEN.match(text) and (listed := _listed_years(text)):
        return listed
    if _THREE_YEARS.fullmatch(text) or _DAY_OR_MONTHS.fullmatch(text):
        raise Strange
    text = _LONG_TO.sub("t.o.m.", _LONG_FROM.sub("från", text))
    if head := _HEAD_OPEN.match(text):
        return _going_on(text[head.end() :].rstrip(" –-"), day_first, one)
    if (two := _OF_TWO_YEARS.fullmatch(text)) and int(two[4]) % 100 == (int(two[3]) + 1) % 100:
        return pair(f"{two[1]} {two[3]}", f"{two[2]} {int(two[3]) + 1}", day_first, one)
    if tail := _TAIL_OPEN.search(text):
        return Moment(_ended(one(re.sub(r"[\s,]*alkaen$", "", text[: tail.start()]), day_first)).first, None, open=True)
    impossible = False
    for pattern in (_STRONG, _TILL):
        parts = pattern.split(text, maxsplit=4)
        sides = parts if len(parts) == 2 else [part for part in parts if part]
        if len(sides) == 2:
            return pair(sides[0], sides[1], day_first, one)
        if len(parts) > 2:
            raise Strange
    if cases := _cases(text, day_first, one):
        return cases
    text = _BETWEEN.sub("", text)
    if len(sides := _AND.split(text, maxsplit=2)) == 2:
        return pair(sides[0].rstrip("-"), sides[1], day_first, one)
    for mark in "-,;/+":
        positions = [number for number, character in enumerate(text) if character == mark]
        for position in positions[:6]:
            left, right = text[:position], text[position + 1 :]
            if mark in ",;+" and not ((HAS_YEAR.search(left) or _SIGN.fullmatch(left)) and HAS_YEAR.search(right)):
                continue
            if mark == "/" and not (
                (HAS_YEAR.search(left) and HAS_YEAR.search(right) and not _SLASHES_GLUED.search(text))
                or (re.fullmatch(r"[^\W\d_]{3,}|[QqHh]\s?\d", left) and right.strip()[:1].isalpha())
            ):
                continue
            try:
                return pair(left, right, day_first, one)
            except Impossible:
                impossible = True
            except Strange:
                continue
    if impossible:
        raise Impossible
    raise Strange
