"""Money as people write it in registers: ``2–3 milj. €``, ``n. 0,5 M€``, ``350 t€``, ``1 250,5`` under ``(1000 €)``.

Everything becomes integer cents of euros. One figure, also an approximate one, is both ends of the range; ``alle`` and
``yli`` give one end only; figures joined by a plus are added up; another currency is a fault, never converted.
Value added tax is neither added nor taken off: the figure stands as written.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.money_words import (
    ABOUT,
    ACCEPTED,
    AT_LEAST,
    AT_MOST,
    CONNECTORS,
    NEGATIVE,
    NOT_EUROS,
    NOT_MONEY,
    WORD_NUMBERS,
    other_than_money,
    plain,
    says_nothing_spent,
    without_money_words,
)
from kpkportfolio.registers.values.units import EUROS, FOREIGN, MULTIPLES, WITH_EURO, number_of, unit_of
from kpkportfolio.registers.values.unknown import is_unknown

__all__ = ["ACCEPTED", "NEGATIVE", "NOT_EUROS", "NOT_MONEY", "Money", "read_money"]


# ten million million euros: more than everything there is to buy, far less than what 64 bits hold
_MOST_CENTS = 10**15


class Money(NamedTuple):
    """A range in cents; None is an end that is not known. ``yearly`` is a figure said to be per year."""

    low: int | None
    high: int | None
    yearly: bool = False


_PER_YEAR = re.compile(
    (
        r"\s*(?:/\s*(?:v|vuosi|vuodessa|år|year|yr|a)\b\.?|\b(?:vuodessa|per vuosi|per år|per year|per "
        r"annum|p\.\s?a\.?|årligen|om året|vuosittain|annually|a year|yearly|vuosikust\w{0,8}|vuosikulut?|"
        r"årskostnad(?:en|er)?|annual costs?)(?:\W|$))"
    ),
    re.IGNORECASE,
)
_NUMBER = r"\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)+|\d+|(?<![\d.,])[.,]\d+"
_TOKEN = re.compile(rf"({_NUMBER})|([^\W\d_]+\$?)|(\.\.\.?|[€$£¥<>≤≥…+~≈*?–-])|(\S)")
_BRACKETS = re.compile(r"[\(\[]([^)\]]*)[\)\]]")
# marks that group thousands stand before three digits each: 12.34.5 is no number
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d+)?")
# "(1 000)": accountants write a negative figure so
_NEGATIVE_IN_BRACKETS = re.compile(r"\(\s?(?:€|EUR)?\s?\d[\d .,']{0,20}(?:€|EUR|euroa?)?\s?\)", re.IGNORECASE)
# "1,2E+06" is what is left of a figure once a spreadsheet has cut it
_POWER_OF_TEN = re.compile(r"\dE[+-]?\d", re.IGNORECASE)
_MINUS = re.compile(r"[-–−]\s?[\d€]|\d[\d .]{0,15}-$")

# a plain number this large is never meant in millions, whatever the header says of its column
_TOO_LARGE_FOR_MILLIONS = 50_000
# an amount is said in fewer characters than this
_LONGEST = 100


class _Strange(Exception):
    """A word that has no business in an amount."""


class _Foreign(Exception):
    """A currency other than the euro."""


class _Figure:
    """A number of the text with what stood beside it."""

    __slots__ = ("bound", "multiple", "text")

    def __init__(self, text: str, bound: str | None) -> None:
        self.text = text
        self.bound = bound
        self.multiple: int | None = None


def _figures(text: str) -> tuple[list[_Figure], bool]:
    """The numbers of a text, and whether they are to be added up.

    Raises _Strange for a word that has no business in an amount, _Foreign for another currency.
    """
    figures: list[_Figure] = []
    bound: str | None = None
    pending: int | None = None
    euros = plus = False
    joined = True
    for number, word, mark, other in _TOKEN.findall(text):
        if number:
            if not joined or (len(re.findall("[.,]", number)) > 1 and not _grouped(number)):
                raise _Strange
            figure, joined = _Figure(number, bound), False
            figure.multiple = pending  # "MEUR 0,5–1": before the figures it is said of all of them
            figures.append(figure)
            continue
        if other:
            if other in ".,;:!/'’":
                continue
            raise _Strange
        token = mark or fold(word) or word
        if word and token in WORD_NUMBERS:
            joined = False
            figures.append(_Figure(WORD_NUMBERS[token], bound))
        elif token in FOREIGN:
            raise _Foreign
        elif token in EUROS:
            euros = True
        elif token in MULTIPLES and (figures or euros or token in WITH_EURO):
            euros = euros or token not in ("t", "k", "m")
            if figures and figures[-1].multiple is None:
                figures[-1].multiple = MULTIPLES[token]
            elif not figures:
                pending = MULTIPLES[token]
        elif token in AT_MOST:
            bound, joined = "most", True
        elif token in AT_LEAST:
            bound, joined = "least", True
        elif token == "+":
            plus = joined = True
        elif token in CONNECTORS:
            joined = True
        elif token in ABOUT or token in "~≈*?…" or token in ("en", "ett", "one", "than", "at", "a"):
            continue
        else:
            raise _Strange
    return figures, plus


def _grouped(number: str) -> bool:
    return _GROUPED.fullmatch(re.sub("[ '’]", "", number)) is not None


def _cents(figure: _Figure, multiple: int, comma: bool | None) -> int:
    number = number_of(figure.text, multiple, comma) * multiple * 100
    return int(number.to_integral_value(ROUND_HALF_UP))


@lru_cache(maxsize=65536)
def _read_text(text: str, unit: int, comma: bool | None) -> Money | Fault | None:
    if len(text) > _LONGEST:
        return NOT_MONEY
    if is_unknown(text):
        return None
    text = text.replace("\n", " ")
    if says_nothing_spent(fold(text)):
        return Money(0, 0)
    if is_unknown(without_money_words(text)):
        return None
    yearly = len(_PER_YEAR.findall(text))
    text = plain(_PER_YEAR.sub(" ", text))
    # work or a share in brackets is a remark beside the amount
    outside = _BRACKETS.sub(" ", text)
    judged = outside if re.search(r"\d", outside) else text
    if _POWER_OF_TEN.search(judged):
        return NOT_MONEY
    if fault := other_than_money(judged, fold(judged)):
        return fault
    if _NEGATIVE_IN_BRACKETS.fullmatch(text):
        return NEGATIVE
    for inside in _BRACKETS.findall(text):
        of_brackets = unit_of(inside)
        if of_brackets.currency not in (None, "EUR"):
            return NOT_EUROS
        # "(1000 €)" is a unit, "(josta EU 200 t€)" another figure
        if not re.search(r"\d", re.sub(r"1[ .,]?000", "", inside)):
            unit = of_brackets.multiple or unit
    bare = _BRACKETS.sub(" ", text).strip()
    if not re.search(r"\d", bare) and not any(word in WORD_NUMBERS for word in fold(bare).split()):
        bare = text.strip("()[] ")
    if _MINUS.match(bare):
        return NEGATIVE
    # "350 M€", "350t€": a sign glued to the number is its unit
    bare = re.sub(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", " ", bare)
    try:
        figures, plus = _figures(bare)
    except _Foreign:
        return NOT_EUROS
    except _Strange:
        return NOT_MONEY
    if not figures or (len(figures) > 2 and not plus):
        return NOT_MONEY
    if plus and 0 < yearly < len(figures):
        return NOT_MONEY  # what is paid once and what every year costs make no sum
    return _range(
        figures, unit, comma, plus, yearly > 0, bool(re.search(r"(?:€|\be(?:ur|uroa)?)\W*$", bare, re.IGNORECASE))
    )


def _share_thousands(figures: list[_Figure]) -> None:
    """``30–50 000 €`` is from 30 000: the thousands of the second figure are the first's too, in place."""
    if len(figures) != 2 or any(figure.multiple for figure in figures):
        return
    first, second = figures
    alike = re.fullmatch(r"[1-9]\d{0,2}", first.text) and re.fullmatch(r"\d{1,3}[ .]000", second.text)
    if alike and int(first.text) < int(second.text[:-4]):
        first.text += second.text[-4:]


def _range(
    figures: list[_Figure], unit: int, comma: bool | None, plus: bool, yearly: bool, in_euros: bool
) -> Money | Fault:
    last = figures[-1]
    given = last.multiple
    # "350 000 €" under a header in thousands is in euros: the cell's own sign is stronger than the header's
    fallback = 1 if in_euros and given is None else unit
    amounts: list[int] = []
    _share_thousands(figures)
    for figure in figures:
        multiple = figure.multiple or given or fallback
        if figure.multiple is None and figure is not last and given:
            own, final = number_of(figure.text, given, comma), number_of(last.text, given, comma)
            if own > final and own >= 1_000:  # "900 000 – 1,2 M€": the unit is the second figure's alone
                multiple = fallback if fallback < given else 1
        if (
            figure.multiple is None
            and not given
            and multiple >= 1_000_000
            and number_of(figure.text, 1, comma) >= _TOO_LARGE_FOR_MILLIONS
        ):
            multiple = 1
        amounts.append(_cents(figure, multiple, comma))
    if plus:
        total = sum(amounts)
        return Money(total, total, yearly)
    if len(amounts) == 1:
        bound = last.bound
        return Money(None if bound == "most" else amounts[0], None if bound == "least" else amounts[0], yearly)
    if figures[0].bound == "most" and last.bound == "least":
        return NOT_MONEY
    if amounts[0] > amounts[1]:
        return NOT_MONEY
    return Money(amounts[0], amounts[1], yearly)


def read_money(value: object, unit: int = 1, comma: bool | None = None) -> Money | Fault | None:
    """One cell as a range in cents; None is unknown.

    ``unit`` is what the header says of numbers that name none themselves (1 000 for ``(1000 €)``), ``comma`` whether
    the column writes decimals with a comma.
    """
    if isinstance(value, bool):
        return NOT_MONEY
    if isinstance(value, (int, float)):
        if not -_MOST_CENTS <= value <= _MOST_CENTS:  # neither does "not a number" compare with any
            return NOT_MONEY
        multiple = 1 if unit >= 1_000_000 and value >= _TOO_LARGE_FOR_MILLIONS else unit
        if value < 0:
            return NEGATIVE
        cents = int((Decimal(repr(value)) * multiple * 100).to_integral_value(ROUND_HALF_UP))
        return _of_this_world(Money(cents, cents))
    if not isinstance(value, str):
        return NOT_MONEY
    return _of_this_world(_read_text(value, unit, comma))


def _of_this_world(found: Money | Fault | None) -> Money | Fault | None:
    """The same, unless it is more than any register means and any database keeps."""
    if isinstance(found, Money) and max(found.low or 0, found.high or 0) > _MOST_CENTS:
        return NOT_MONEY
    return found
