"""Words, numbers, dates and money for people, in Finnish, Swedish and English.

Source strings are English and go through :func:`_` (or :func:`ngettext`); the catalogues are
``resources/translations/<language>/<room>.po``, one file a room, compiled to ``.mo`` beside it.
The same catalogues serve windows, charts, Excel headers and the command line. Switching the
language takes effect at the next look-up, so nothing has to be restarted.
"""

import gettext
import os
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from kpkportfolio import paths

LANGUAGES = ("fi", "sv", "en")
LANGUAGE_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}

# no-break space, as Finnish and Swedish set between a number and its unit
NBSP = "\u00a0"

_MILLION = 100_000_000
"""A million euros in cents."""
_FINEST = 3
"""Decimals of a million: a thousand."""


class _Catalogue(gettext.GNUTranslations):
    """All rooms' catalogues of one language merged into one look-up."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._catalog: dict[object, str] = {}
        self.plural = lambda n: int(n != 1)
        for file in sorted(paths.bundled("resources", "translations", language).glob("*.mo")):
            with file.open("rb") as stream:
                self._catalog.update(gettext.GNUTranslations(stream)._catalog)  # type: ignore[attr-defined]  # typeshed hides it


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.NullTranslations() if language == "en" else _Catalogue(language)


class _State:
    language = "en"
    current: gettext.NullTranslations = gettext.NullTranslations()


def system_language() -> str:
    """The language of the user's environment if we speak it, else Finnish."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(variable, "")[:2].lower()
        if code in LANGUAGES:
            return code
    return "fi"


def set_language(language: str) -> None:
    """Speak ``fi``, ``sv`` or ``en`` from now on, in the whole process."""
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}, not {language!r}")
    _State.language = language
    _State.current = _catalogue(language)


def language() -> str:
    """The language spoken now: ``fi``, ``sv`` or ``en``."""
    return _State.language


def _(message: str) -> str:
    """The message in the language spoken now. Fill in afterwards: ``_("{n} rows").format(n=3)``."""
    return _State.current.gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """The right form for ``n`` things; ``{n}`` still has to be filled in."""
    return _State.current.ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools know
    """Marks a message for the catalogue without translating it here (for constants)."""
    return message


# Formats are written out rather than taken from Babel at run time: three languages, four formats,
# and Babel's locale data costs 0.2 s at start. tests/model/test_text.py holds them against Babel.
def format_date(value: date | None) -> str:
    """``31.3.2013`` (fi), ``2013-03-31`` (sv), ``31/03/2013`` (en); unknown is an empty string."""
    if value is None:
        return ""
    if _State.language == "fi":
        return f"{value.day}.{value.month}.{value.year}"
    if _State.language == "sv":
        return f"{value:%Y-%m-%d}"
    return f"{value:%d/%m/%Y}"


def format_month(value: date | None) -> str:
    """``3/2013``, the short form of tables and Gantt rows; unknown is an empty string."""
    return "" if value is None else f"{value.month}/{value.year}"


def format_time(value: datetime) -> str:
    """Date and time of day in the user's own time zone."""
    local = value.astimezone()
    clock = f"{local.hour}.{local.minute:02}" if _State.language == "fi" else f"{local:%H:%M}"
    return f"{format_date(local.date())} {clock}"


def format_number(value: float | Decimal, decimals: int = 0) -> str:
    """Grouped with no-break spaces and a decimal comma in fi and sv, ``1,234.5`` in en."""
    text = f"{value:,.{decimals}f}"
    if _State.language == "en":
        return text
    return text.replace(",", NBSP).replace(".", ",").replace("-", "\u2212")


def format_percent(value: float) -> str:
    """``40 %`` from 40.0."""
    return f"{format_number(value)}{'' if _State.language == 'en' else NBSP}%"


def format_euros(cents: int | None) -> str:
    """Exact euros, ``1 250 500 €``; cents only when there are any; unknown is an empty string."""
    if cents is None:
        return ""
    number = format_number(Decimal(cents) / 100, 2 if cents % 100 else 0)
    return f"€{number}" if _State.language == "en" else f"{number}{NBSP}€"


def euros(cents: int | None) -> int | float | None:
    """Cents as euros for JSON: a whole number when it is one."""
    if cents is None:
        return None
    return cents // 100 if cents % 100 == 0 else cents / 100


def _millions(cents: int, decimals: int) -> str:
    return format_number(_rounded(cents, decimals), decimals)


def _rounded(cents: int, decimals: int) -> Decimal:
    # exact and halves upwards, as people round; binary fractions make 0.15 a 0.1
    return (Decimal(cents) / _MILLION).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def format_millions(low: int | None, high: int | None, unit: bool = False, decimals: int = 0) -> str:
    """A range of cents in millions of euros, ``0,4`` or ``28–44``; unknown is an empty string.

    With one end known alone it is ``≥ 28`` or ``≤ 44``, never a figure that looks exact.

    One decimal, two under 0.1 M€; a range whose upper end is 10 M€ or more has none (design tokens, Type); never
    fewer than ``decimals``.
    """
    if low is None and high is None:
        return ""
    known = [end for end in (low, high) if end is not None]
    bound = f"≤{NBSP}" if low is None else f"≥{NBSP}" if high is None else ""
    low, high = min(known), max(known)
    decimals = max(decimals, _decimals(low, high))
    text = "–".join(dict.fromkeys(_millions(end, decimals) for end in (low, high)))
    if not unit:
        return bound + text
    return f"{bound}€{text}m" if _State.language == "en" else f"{bound}{text}{NBSP}M€"


def _decimals(low: int, high: int) -> int:
    decimals = 1 if high >= 9_500_000 or high == 0 else 2
    if low != high and high >= 10 * _MILLION:
        decimals = 0
    while low != high and _millions(low, decimals) == _millions(high, decimals) and decimals < _FINEST:
        # a range must look like one: 0,15–0,20 rather than 0,2–0,2
        decimals += 1
    return decimals


def format_millions_change(
    before: tuple[int | None, int | None], after: tuple[int | None, int | None], units: bool = False
) -> tuple[str, str]:
    """Two ranges read side by side, with the same decimals: of 0,25 → 0,25–0,31 the lower end has not moved.

    So exact that what is read between them is what lies between them; less than millions can tell is in euros. The unit
    is on the last that is known, or with ``units`` on both; in English, where it is around a figure, on both.
    """
    both = units or _State.language == "en"
    known = [[end for end in side if end is not None] for side in (before, after)]
    decimals = max((_decimals(min(ends), max(ends)) for ends in known if ends), default=0)
    moves = [(a, b) for a, b in zip(before, after, strict=True) if a is not None and b is not None and a != b]
    while decimals < _FINEST and any(_misleads(a, b, decimals) for a, b in moves):
        decimals += 1
    if any(_misleads(a, b, decimals) for a, b in moves):
        was, now = ("–".join(dict.fromkeys(map(format_euros, ends))) for ends in known)
        return was, now
    return format_millions(*before, both or not known[1], decimals), format_millions(*after, True, decimals)


def _misleads(before: int, after: int, decimals: int) -> bool:
    """Whether rounding makes a move more than a quarter larger or smaller than it is."""
    shown = (_rounded(after, decimals) - _rounded(before, decimals)) * _MILLION
    return abs(shown - (after - before)) * 4 > abs(after - before)
