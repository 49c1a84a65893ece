"""Dates of digits, and periods that have a name: quarters, halves, weeks, financial years.

A quarter of a financial year that crosses two calendar years (``2022/23 Q4``) is counted from April, as the
administrations that write so do; ``FY2011`` is the calendar year, the financial year of Finnish public bodies.
"""

import re

from kpkportfolio.registers.values.moments import Impossible, Moment, Strange, century, day, month_number, months, week

_Y = r"((?:19|20)\d\d)"
_ISO = re.compile(_Y + r"([-/.])(\d{1,2})\2(\d{1,2})")
_DMY = re.compile(
    r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|'?\d\d)\.?(?:\s+(?:klo\s*|kl\s*)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?)?"
)
# "1/3 2012", "15/3-2012": where the year stands apart the day comes first, as in Swedish
_SWEDISH = re.compile(r"(\d{1,2})/(\d{1,2})(?:\s?-\s?|\s{1,2})(\d{4})")
_COMPACT_MONTH = re.compile(_Y + r"(?:M|m)?(0[1-9]|1[0-2])")
_COMPACT = re.compile(_Y + r"(\d\d)(\d\d)")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s?[/.-]\s?" + _Y)
_MONTH_SHORT_YEAR = re.compile(r"(\d{1,2})\s?/\s?'?(\d\d)")
_YEAR_MONTH = re.compile(_Y + r"\s?([/.-])\s?(\d{1,2})")
_YEARS = re.compile(_Y + r"\s?([/–-])\s?" + _Y)
_YEAR = re.compile(r"(?:fy|cy|tv|verksamhetsar|kalendervuosi|budgetar|rakenskapsar|fiscal year|tilivuosi)?\s?'?" + _Y)
_DAY_MONTH_NAME = re.compile(r"(\d{1,2})[\s.-]*([^\W\d_]{3,})[\s.,-]*'?(\d{4}|\d\d)")
_NAME_YEAR = re.compile(r"([^\W\d_]{3,})\.?[\s./-]*'?(\d{4}|\d\d)")
_QUARTER_WORD = (
    r"(?:q|kv|kvart|kvartaali\w*|vuosineljannes\w*|vuosineljannek\w*|neljannes\w*|neljannek\w*|nelj|"
    r"vnelj|kvartal\w*|quarter|qtr|k)"
)
_ORDINAL = (
    r"(i{1,3}|iv|[1-4]|ensimmai\w+|toinen|toisen|toisella|kolma\w+|neljas|neljan\w+|forsta|andra|"
    r"tredje|fjarde|first|second|third|fourth|viimei\w{1,4}|sista|last)"
)
_QUARTER_FIRST = re.compile(_QUARTER_WORD + r"\s?([1-4]|i{1,3}|iv)\s(?:of\s|v\s|vuonna\s|vuoden\s|ar\s)?(\d{4}|\d\d)")
_QUARTER_ORDINAL = re.compile(
    _ORDINAL
    + r"(?:\s?(?:st|nd|rd|th|a|e))?\s?"
    + _QUARTER_WORD
    + r"(?:\s(?:of|v|vuonna|vuoden|ar|aret))*\s?(\d{4}|(?<=\s)\d\d)"
)
_QUARTER_LAST = re.compile(_Y + r"\s?" + _QUARTER_WORD + r"\s?([1-4]|i{1,3}|iv)")
_QUARTER_LAST_ORDINAL = re.compile(
    r"(?:vuoden\s|ar\s)?" + _Y + r"\s" + _ORDINAL + r"(?:st|nd|rd|th|a|e)?\s" + _QUARTER_WORD
)
_ROMAN_QUARTER = re.compile(r"(i{1,3}|iv)\s(\d{4}|\d\d)")
_ROMAN_QUARTER_LAST = re.compile(_Y + r"\s(i{1,3}|iv)")
_HALF_WORD = r"(?:h|puolivuo\w*|vuosipuolisko\w*|puolisko\w*|vuosipuoli\w*|puoli|halvar\w*|halvan|half|half year|hy)"
_HALF_FIRST = re.compile(_HALF_WORD + r"\s?([12]|i{1,2})\s(?:of\s)?(\d{4}|\d\d)")
_HALF_ORDINAL = re.compile(
    r"(?:the\s)?(i{1,2}|[12]|ensimmai\w+|toinen|toisen|toisella|jalkim\w+|forsta|andra|senare|first|second|latter)(?:st|nd|a|e)?\s?"
    + _HALF_WORD
    + r"(?:\s(?:of|av|v|vuonna|vuoden|ar|aret))*\s?(\d{4}|(?<=\s)\d\d)"
)
_HALF_LAST_ORDINAL = re.compile(
    r"(?:vuoden |ar )?"
    + _Y
    + r" (ensimmai\w+|toinen|toisen|toisella|alkim\w+|jalkim\w+|forsta|andra|first|second|[12]) "
    + _HALF_WORD
)
_HALF_LAST = re.compile(_Y + r"\s?" + _HALF_WORD + r"\s?([12]|i{1,2})")
_WEEK = re.compile(
    r"(?:vko|vk|viikko|viikolla|viikon|vecka|veckan|week|wk|w|v)\s?(\d{1,2})\s(?:v\s|vuonna\s|ar\s|of\s)?" + _Y
)
_WEEK_LAST = re.compile(_Y + r"\s?(?:w|vko|vk|viikko|vecka|week|v)\s?(\d{1,2})")
_FISCAL = re.compile(
    r"(?:fy\s?)?"
    + _Y
    + r"\s(\d\d|\d{4})\s"
    + _QUARTER_WORD
    + r" ?([1-4])|"
    + _QUARTER_WORD
    + r"\s?([1-4])\s(?:of\s)?(?:fy\s?)?"
    + _Y
    + r"\s(\d\d|\d{4})"
)
# a fifth quarter, a third half: named as one, and there is none such
_NO_SUCH = re.compile(
    r"(?:q|kv|kvartaali|kvartal) ?([05-9]) \d{4}|h ?([03-9]) \d{4}|([05-9]) (?:kvart|nelj)[a-z]{0,12} \d{4}|"
    r"([03-9]) (?:puolivuo|vuosipuol|halvar)[a-z]{0,8} \d{4}"
)
_ORDINALS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "ens": 1,
    "toi": 2,
    "kol": 3,
    "nel": 4,
    "for": 1,
    "and": 2,
    "tre": 3,
    "fja": 4,
    "fir": 1,
    "sec": 2,
    "thi": 3,
    "fou": 4,
    "vii": 4,
    "sis": 4,
    "las": 4,
    "jal": 2,
    "alk": 1,
    "lop": 2,
    "lat": 2,
    "sen": 2,
}


def _ordinal(text: str) -> int:
    return int(text) if text.isdecimal() else _ORDINALS.get(text) or _ORDINALS[text[:3]]


def _quarter(year: int, number: int) -> Moment:
    return months(year, number * 3 - 2, number * 3)


def _half(year: int, number: int) -> Moment:
    return months(year, number * 6 - 5, number * 6)


def _fiscal_quarter(year: int, number: int) -> Moment:
    """A quarter of a financial year that crosses two calendar years, April to March."""
    return months(year, number * 3 + 1, number * 3 + 3) if number < 4 else months(year + 1, 1, 3)


def numeric(text: str, day_first: bool) -> Moment | None:
    """Dates of digits and marks only; None when the text is none."""
    if match := _ISO.fullmatch(text):
        return day(int(match[1]), int(match[3]), int(match[4]))
    if match := _DMY.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), match[4].strip("'")
        if year.startswith("00") and len(year) == 4:
            raise Strange
        if match[2] == "-" and len(match[1]) == len(year) == 2:
            return _day_of_two_digits(first, second, int(year))
        if match[2] == "/" and not day_first:
            first, second = second, first
        return day(century(int(year)), second, first)
    if match := _SWEDISH.fullmatch(text):
        return day(int(match[3]), int(match[2]), int(match[1]))
    if match := _COMPACT_MONTH.fullmatch(text):
        return months(int(match[1]), int(match[2]), int(match[2]))
    if match := _MONTH_YEAR.fullmatch(text):
        return months(int(match[2]), int(match[1]), int(match[1]))
    if match := _YEARS.fullmatch(text):
        return _years(int(match[1]), int(match[3]))
    if match := _YEAR_MONTH.fullmatch(text):
        year, number = int(match[1]), int(match[3])
        consecutive = len(match[3]) == 2 and number == (year + 1) % 100
        if consecutive and (match[2] == "/" or number > 12):
            return _years(year, year + 1)
        if number > 12 and match[2] == "-" and number > year % 100:
            return _years(year, year - year % 100 + number)
        return months(year, number, number)
    if match := _COMPACT.fullmatch(text):
        return day(int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH_SHORT_YEAR.fullmatch(text):
        if int(match[1]) > 12:  # a week, or two years: "24/25"
            raise Strange
        return months(century(int(match[2])), int(match[1]), int(match[1]))
    return None


def _day_of_two_digits(first: int, month: int, last: int) -> Moment:
    """``31-12-12`` and ``12-12-31`` are one day; ``12-03-01`` could be two, and neither is guessed."""
    years_first, years_last = (1990 <= century(number) < 2030 for number in (first, last))
    if years_first == years_last:
        raise Strange
    return day(century(last), month, first) if years_last else day(century(first), month, last)


def _years(first: int, last: int) -> Moment:
    if last < first:
        raise Strange
    return months(first, 1, 12, last)


def named(folded: str) -> Moment | None:
    """Quarters, halves, weeks, financial years and the like from a folded text; None when it is none."""
    if _NO_SUCH.fullmatch(folded):
        raise Impossible
    if match := _FISCAL.fullmatch(folded):
        return _fiscal_quarter(int(match[1] or match[5]), int(match[3] or match[4]))
    if match := _YEAR.fullmatch(folded):
        return months(int(match[1]), 1, 12)
    for pattern in (_QUARTER_FIRST, _QUARTER_ORDINAL, _ROMAN_QUARTER):
        if match := pattern.fullmatch(folded):
            return _quarter(century(int(match[2])), _ordinal(match[1]))
    for pattern in (_QUARTER_LAST, _QUARTER_LAST_ORDINAL, _ROMAN_QUARTER_LAST):
        if match := pattern.fullmatch(folded):
            return _quarter(int(match[1]), _ordinal(match[2]))
    for pattern in (_HALF_FIRST, _HALF_ORDINAL):
        if match := pattern.fullmatch(folded):
            return _half(century(int(match[2])), _ordinal(match[1]))
    for pattern in (_HALF_LAST, _HALF_LAST_ORDINAL):
        if match := pattern.fullmatch(folded):
            return _half(int(match[1]), _ordinal(match[2]))
    if match := _WEEK.fullmatch(folded):
        return week(int(match[2]), int(match[1]))
    if match := _WEEK_LAST.fullmatch(folded):
        return week(int(match[1]), int(match[2]))
    if match := _NAME_YEAR.fullmatch(folded):
        number = month_number(match[1])
        if number:
            return months(century(int(match[2])), number, number)
    if (match := _DAY_MONTH_NAME.fullmatch(folded)) and (number := month_number(match[2])):
        return day(century(int(match[3])), number, int(match[1]))
    return None
