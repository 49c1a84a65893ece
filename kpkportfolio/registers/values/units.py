"""Numbers with any marks, and the units and currencies that headers, notes and cells name."""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kpkportfolio.registers.files.repair import fold


class Unit(NamedTuple):
    """What a header says of its numbers: their multiple of a unit, and the currency if it names one."""

    multiple: int | None
    currency: str | None


EUROS = frozenset("€ e eur euro euroa euron euros euroina eurot eu".split())
MULTIPLES = {
    **dict.fromkeys(
        (
            "t te t€ teur tuh tuhannen tuhatta tuhansia tuhansina tuhannet tuhat k ke keur k€ tusen tusental "
            "thousand thousands tsd teuro"
        ).split(),
        1_000,
    ),
    **dict.fromkeys(
        (
            "m me m€ meur milj miljoonaa miljoona miljoonan miljoen miljoonia miljoonina mn mln mio mill miljon "
            "miljoner miljoonat million millions meuro mneur mne"
        ).split(),
        1_000_000,
    ),
    **dict.fromkeys("mrd mrde mdr miljardi miljardia miljard miljarder billion bn b".split(), 1_000_000_000),
}
WITH_EURO = frozenset("te teur ke keur me meur meuro teuro mneur mne mrde".split())
FOREIGN = {
    **dict.fromkeys("$ usd dollar dollars cad us$".split(), "USD"),
    **dict.fromkeys("£ gbp pound pounds ł".split(), "GBP"),
    **dict.fromkeys("sek kr kronor krona tkr mkr kkr skr mdkr mnkr tsek ksek msek".split(), "SEK"),
    **dict.fromkeys("dkk nok tdkk mdkk tnok mnok chf jpy ¥ pln rub eek mk fim markkaa mmk".split(), "?"),
}
_COUNTED = {"t": 1_000, "k": 1_000, "m": 1_000_000}
"""What the first letter of ``tkr`` or ``MSEK`` counts."""


@lru_cache(maxsize=1024)
def unit_of(text: str) -> Unit:
    """The unit that a header or a note names: ``Budjetti (1000 €)``, ``M€``, ``miljoonina euroina``, ``SEK``."""
    # the "e" of "E-palvelut" is no euro
    lowered = re.sub(r"\b[etmk]-(?=[^\W\d])", " ", text.lower().replace("\u00a0", " "))
    multiple: int | None = None
    currency: str | None = None
    if re.search(r"(?<!\d)1[ .,]?000[ .,]?000(?!\d)", lowered):
        multiple = 1_000_000
    elif re.search(r"(?<!\d)1[ .,]?000(?![\d])", lowered):
        multiple = 1_000
    # short signs are only believed beside a currency or in brackets: "m" alone may be metres
    for word in re.findall(r"[€$£ł¥]|[^\W\d_ł]+€?", lowered.replace("_", " ")):
        # folding would leave nothing of a sign
        plain = word if "€" in word or word in FOREIGN else fold(word)
        stem = plain.rstrip("€") if plain != "€" else plain
        if plain in EUROS or "€" in plain or plain in WITH_EURO:
            currency = "EUR"
        if plain in FOREIGN:
            currency = FOREIGN[plain]
            multiple = _COUNTED.get(plain[0]) if len(plain) > 2 and plain[1:] in FOREIGN else multiple
        if (
            multiple is None
            and stem in MULTIPLES
            and (len(stem) > 1 or "€" in plain or _beside_currency(lowered, stem))
        ):
            multiple = MULTIPLES[stem]
    return Unit(multiple, currency)


def _beside_currency(text: str, sign: str) -> bool:
    return bool(re.search(rf"(?<![^\W_]){sign}\.? ?(?:€|eur|e\b)|(?:[€$£ł]|eur|euro) ?{sign}(?![^\W_])", text))


def decimal_comma(values: Iterable[object]) -> bool | None:
    """Whether a comma is the decimal mark in a column; None when its values do not tell."""
    comma = point = 0
    # a column says the same few things again and again
    for value, times in Counter(value for value in values if isinstance(value, str)).items():
        if "," in value or "." in value:
            for number in re.findall(r"\d[\d.,]*\d", value):
                last = max(number.rfind(","), number.rfind("."))
                mark, tail = number[last], len(number) - last - 1
                other = "." if mark == "," else ","
                if number.count(mark) > 1:  # a mark that is repeated groups thousands
                    comma, point = comma + times * (mark == "."), point + times * (mark == ",")
                elif other in number or tail != 3 or number[:last].strip("0") == "":
                    comma, point = comma + times * (mark == ","), point + times * (mark == ".")
    return None if comma == point else comma > point


def number_of(text: str, multiple: int, comma: bool | None) -> Decimal:
    """A number with any marks. A lone mark before three digits groups thousands, unless the number counts millions,
    starts with a zero, or the column shows that the mark is the decimal one."""
    text = re.sub("[ '’]", "", text)
    marks = [c for c in text if c in ".,"]
    if not marks:
        return Decimal(text)
    last = marks[-1]
    if len(set(marks)) == 2:
        decimal: str | None = last
    elif len(marks) > 1:
        decimal = None
    else:
        before, after = text.split(last)
        if len(after) != 3 or not before or before == "0" or len(before) > 3:
            decimal = last
        elif comma is not None:
            decimal = last if (last == ",") == comma else None
        else:
            decimal = last if multiple >= 1_000_000 else None
    whole = text
    for mark in ".,":
        whole = whole.replace(mark, "." if mark == decimal else "")
    return Decimal(whole)
