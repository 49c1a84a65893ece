"""Periods that no calendar names: winters, school and financial years, four-month periods, decades, turns of years
and months, feasts, and the beginning, middle or end of a period.

Chosen where usage differs: a winter is December to February of the two years it is named by (one year alone could be
either of two winters); kevättalvi and vårvintern are February and March; a school year is 1 August to 31 July (Finnish
law); a financial year over two calendar years is April to March (the administrations that write so).
"""

import re
from datetime import date, timedelta

from kpkportfolio.registers.values.moments import (
    Impossible,
    Moment,
    Strange,
    day,
    halved,
    month_number,
    months,
    part_of_month,
    third_of_month,
)
from kpkportfolio.registers.values.periods import named

_Y = r"((?:19|20)\d\d)"
_TWO_YEARS = _Y + r" (\d{4}|\d\d)"
_WINTER = re.compile(
    r"(?:talv\w{0,6}|vinter\w{0,4}|winter) " + _TWO_YEARS + r"|" + _TWO_YEARS + r" (?:talv\w{0,6}|vinter\w{0,4})"
)
_SCHOOL_YEAR = re.compile(r"(?:lukuvuo\w{0,8}|lv|lasar\w{0,4}|academic year|school year|ay) " + _TWO_YEARS)
_TURN = re.compile(
    r"(?:vuodenvaih\w{0,9}|vuoden vaih\w{0,9}|arsskift\w{0,4}|turn of the year|vuosien|vuoden(?= \d{4} \d{2,4} vaih)) "
    r"(?:vuoden )?" + _Y + r"(?: ja)? (\d{4}|\d\d)(?: vaih\w{0,9})?"
)
_MONTHS_TURN = re.compile(
    r"(?:(?:manadsskiftet|turn of) )?([a-z]{3,12}) (?:ja )?([a-z]{3,12}) (?:vaih\w{0,9} )?(?:vuonna |vuoden |ar )?" + _Y
)
_HALF_YEAR_TURN = re.compile(r"halvarsskift\w{0,4} " + _Y)
_DECADE = re.compile(
    r"(?:the )?(?:(early|mid|late) )?((?:19|20)\d0) ?(?:s|luku|luvu\w{0,4}|luvul\w{0,4}|talet)(?: (\w{3,12}))?"
)
_THIRD = re.compile(
    r"(?:(?:t|tertia\w{0,6}|kolmannes\w{0,6}|kolmannesvuo\w{0,4}) ?([1-3])|([1-3]) ?(?:tertia\w{0,6}|kolmannes\w{0,8}))"
    r"(?: (?:of|v|vuonna|vuoden|ar))? " + _Y
)
_DAYS_OF_MONTH = re.compile(r"([a-z]{3,9}) (\d{1,2}) (\d{1,2}) " + _Y)
_DAY_OF_GENITIVE = re.compile(r"(?:([a-z]{3,12}) (\d{1,2}) paiv\w{0,5}|(\d{1,2}) paiv\w{0,5} ([a-z]{3,12})) " + _Y)
_ROMAN_MONTH = re.compile(r"(v|vi{1,3}|ix|xi{0,2}) " + _Y)
_ROMAN_MONTH_DAY = re.compile(r"(\d{1,2}) (i{1,3}|iv|vi{0,3}|ix|xi{0,2}) " + _Y)
_ROMAN = {word: number for number, word in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)}
_LATE_WINTER = re.compile(r"(?:kevattalv\w{0,6}|varvinter\w{0,3}|lopputalv\w{0,6}|senvinter\w{0,3}) " + _Y)
_EARLY_WINTER = re.compile(r"(?:syystalv\w{0,6}|alkutalv\w{0,6}|forvinter\w{0,3}) " + _Y)
_FINANCIAL_YEARS = re.compile(r"(?:fy|fiscal year|financial year) ?" + _TWO_YEARS)
_FINANCIAL_HALF = re.compile(r"h ?([12]) (?:of )?fy ?" + _TWO_YEARS + r"|fy ?" + _TWO_YEARS + r" h ?([12])")
_FEAST = re.compile(
    r"(juhannu\w{0,6}|midsommar\w{0,4}|midsummer|paasiai\w{0,6}|pask\w{0,3}|easter|joulu(?:un|a|ksi|na|aatto)|"
    r"(?:jul)(?:en|helgen)|christmas|xmas|vap(?:pu|un|pua|uksi|puun|puna)|valborg) " + _Y
)
_QUALIFIER = re.compile(
    r"\b(alu\w{1,4}|alku\w{0,4}|borjan|early|beginning|start|mid|middle|mitten|puoliva\w{1,6}|"
    r"lop\w{1,6}|slutet|sent|end|late)\b"
)
_MONTH_AND_YEAR = re.compile(r"(\d{1,2}) " + _Y)
_FILLERS = re.compile(r"\b(?:of|the|by|av|i|in|until|mennessa|asti|saakka|senast|viimeistaan)\b")


def _next_year(first: str, second: str) -> int:
    """The first of two years, the second of which has to be the year after; raises Strange."""
    year = int(first)
    if int(second) != (year + 1 if len(second) == 4 else (year + 1) % 100):
        raise Strange
    return year


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, number = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, number + 1)


def _feast(word: str, year: int) -> Moment:
    if word.startswith(("juhannu", "mid")):
        saturday = next(date(year, 6, n) for n in range(20, 27) if date(year, 6, n).weekday() == 5)
        return Moment(saturday - timedelta(days=1), saturday)
    if word.startswith(("pa", "ea")):
        return Moment(_easter(year) - timedelta(days=2), _easter(year) + timedelta(days=1))
    if word.startswith("va"):
        return Moment(date(year, 4, 30), date(year, 5, 1))
    return Moment(date(year, 12, 24), date(year, 12, 26))


def _of_two_years(folded: str) -> Moment | None:
    if match := _WINTER.fullmatch(folded):
        year = _next_year(match[1] or match[3], match[2] or match[4])
        return months(year, 12, 2, year + 1)
    if match := _SCHOOL_YEAR.fullmatch(folded):
        year = _next_year(match[1], match[2])
        return months(year, 8, 7, year + 1)
    if match := _FINANCIAL_YEARS.fullmatch(folded):
        year = _next_year(match[1], match[2])
        return months(year, 4, 3, year + 1)
    if match := _FINANCIAL_HALF.fullmatch(folded):
        year = _next_year(match[2] or match[4], match[3] or match[5])
        return months(year, 4, 9) if (match[1] or match[6]) == "1" else months(year, 10, 3, year + 1)
    if match := _TURN.fullmatch(folded):
        year = _next_year(match[1], match[2])
        return Moment(date(year, 12, 31), date(year + 1, 1, 1))
    return None


def _of_one_year(folded: str) -> Moment | None:
    if match := _LATE_WINTER.fullmatch(folded):
        return months(int(match[1]), 2, 3)
    if match := _EARLY_WINTER.fullmatch(folded):
        return months(int(match[1]), 11, 12)
    if match := _THIRD.fullmatch(folded):
        number = int(match[1] or match[2])
        return months(int(match[3]), number * 4 - 3, number * 4)
    if match := _HALF_YEAR_TURN.fullmatch(folded):
        return Moment(date(int(match[1]), 6, 30), date(int(match[1]), 7, 1))
    if match := _FEAST.fullmatch(folded):
        return _feast(match[1], int(match[2]))
    if match := _ROMAN_MONTH.fullmatch(folded):
        if match[1] == "v":  # "v. 2012" is a year
            return None
        return months(int(match[2]), _ROMAN[match[1]], _ROMAN[match[1]])
    if match := _ROMAN_MONTH_DAY.fullmatch(folded):
        return day(int(match[3]), _ROMAN[match[2]], int(match[1]))
    if (match := _DAYS_OF_MONTH.fullmatch(folded)) and (month := month_number(match[1])):
        first, last = (day(int(match[4]), month, int(match[number])) for number in (2, 3))
        return Moment(first.first, last.last)
    if (match := _DAY_OF_GENITIVE.fullmatch(folded)) and (month := month_number(match[1] or match[4])):
        return day(int(match[5]), month, int(match[2] or match[3]))
    if "vaih" in folded or "skiftet" in folded:
        return _turn_of_months(folded)
    return None


def _turn_of_months(folded: str) -> Moment | None:
    match = _MONTHS_TURN.fullmatch(folded)
    if not match:
        return None
    first, second = month_number(match[1]), month_number(match[2])
    if not first or second != first + 1:
        return None
    year = int(match[3])
    return Moment(months(year, first, first).last, date(year, second, 1))


def _decade(folded: str) -> Moment | None:
    match = _DECADE.fullmatch(folded)
    if not match:
        return None
    year, words = int(match[2]), match[1] or match[3]
    if not words:
        return months(year, 1, 12, year + 9)
    # its beginning, middle and end are three, four and three years, as of a month its days
    part = part_of_month(words)
    first, last = ((0, 2), (3, 6), (7, 9))[part]
    return months(year + first, 1, 12, year + last)


def _part(folded: str) -> Moment | None:
    """The beginning, middle or end of a quarter, a half or a financial year."""
    match = _QUALIFIER.search(folded)
    if not match:
        return None
    rest = " ".join(_FILLERS.sub(" ", folded[: match.start()] + " " + folded[match.end() :]).split())
    if month := _MONTH_AND_YEAR.fullmatch(rest):
        return third_of_month(int(month[2]), int(month[1]), part_of_month(match[1])) if match.start() else None
    whole = _of_two_years(rest) if rest.startswith(("f", "l", "a")) else named(rest)
    if whole is None or whole.first is None or whole.last is None:
        return None
    length = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
    if (whole.last - whole.first).days < 7:  # a week is short enough
        return whole
    if length == 1 or re.fullmatch(r"\D*\d{4}", rest):  # months and years have words of their own
        return None
    first, last = halved(1, length, [match[1]])
    start, end = whole.first.month - 2 + first, whole.first.month - 2 + last
    return months(whole.first.year + start // 12, start % 12 + 1, end % 12 + 1, whole.first.year + end // 12)


def span(folded: str) -> Moment | None:
    """A period of the kinds above; None when the text names none.

    Raises:
        Strange: two years that do not follow each other.
        Impossible: a day that the month does not have.
    """
    return _of_two_years(folded) or _of_one_year(folded) or _decade(folded) or _part(folded)


_ONE_OF_TWO = re.compile(
    r"(?:.{0,20} )?(?:(?:talv|vinter)\w{0,6}|winter|vuodenvaih\w{0,9}|vuoden vaih\w{0,9}|arsskift\w{0,4}|"
    r"turn of the year)"
    r"(?: vuoden)? " + _Y + r"(?: .{0,20})?|" + _Y + r" (?:talv|vinter)\w{0,6}"
)


def is_one_of_two(folded: str) -> bool:
    """Whether a text names a winter or a turn of the year by one year, which leaves two to choose from."""
    return _ONE_OF_TWO.fullmatch(folded) is not None


__all__ = ["Impossible", "is_one_of_two", "span"]
