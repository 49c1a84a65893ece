"""The time axis of a Gantt: the two bands of ticks for a zoom, and the phases of the path."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from kpkportfolio.model.rows import PhaseRow
from kpkportfolio.text import _, language

_DAY = timedelta(days=1)


# the word for a phase at the end of its name, in the languages of the portfolio
_PHASE_WORD = re.compile(r"((?<=ing)s)?[ -]?(vaihe|fasen?|skedet?|phase)$", re.IGNORECASE)


class Phase(NamedTuple):
    """One phase of the path, from ``first`` to ``last`` day."""

    name: str
    first: date
    last: date

    @property
    def short(self) -> str:
        """Without the word for a phase, which the header's place already says: ``Käynnistys``."""
        bare = _PHASE_WORD.sub("", self.name)
        return bare if len(bare) > 2 else self.name


def phases(rows: Iterable[PhaseRow]) -> list[Phase]:
    """The portfolio's phases in the order of time, named in the language spoken now if a name is given in it."""
    spoken = language()
    return [
        Phase({"sv": row.name_sv, "en": row.name_en}.get(spoken) or row.name, row.start, row.end)
        for row in sorted(rows, key=lambda row: (row.start, row.end))
    ]


class Tick(NamedTuple):
    """One cell of an axis band: from ``start`` up to, not including, ``end``.

    The first and the last cell may stick out of the window.
    """

    start: date
    end: date
    label: str


_MONTHS = {
    "fi": [
        "tammi",
        "helmi",
        "maalis",
        "huhti",
        "touko",
        "kesä",
        "heinä",
        "elo",
        "syys",
        "loka",
        "marras",
        "joulu",
    ],
    "sv": ["jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
_ROMAN = ("I", "II", "III", "IV")


def axis_ticks(first: date, last: date, px_per_month: float) -> tuple[list[Tick], list[Tick]]:
    """The upper and the lower band of a time axis from ``first`` to ``last`` at this zoom.

    Decades over years, years over quarters, quarters over months or months over ISO weeks; labels are in the
    language spoken now and fit their cells at an 11 px type.
    """
    if px_per_month < 6:
        step = next((step for step in (1, 2, 5, 10, 20, 50) if step * 12 * px_per_month >= 34), 100)
        wide = 10 if step < 10 else 100
        return _years(first, last, wide), _years(first, last, step)
    if px_per_month < 24:
        return _years(first, last, 1), _months(first, last, 3, px_per_month)
    if px_per_month < 72:
        upper = [tick._replace(label=f"{tick.label}/{tick.start.year}") for tick in _months(first, last, 3, 12)]
        return upper, _months(first, last, 1, px_per_month)
    upper = [tick._replace(label=f"{tick.label} {tick.start.year}") for tick in _months(first, last, 1, 120)]
    return upper, _weeks(first, last, px_per_month)


def _years(first: date, last: date, step: int) -> list[Tick]:
    begin = first.year - first.year % step
    return [
        Tick(
            date(max(year, 1), 1, 1),
            date(year + step, 1, 1) if year + step <= date.max.year else date.max,
            f"{year}" if step == 1 else f"{max(year, 1)}–{year + step - 1}" if step >= 10 else f"{year}–",
        )
        for year in range(begin, last.year + 1, step)
    ]


def _months(first: date, last: date, step: int, px_per_month: float) -> list[Tick]:
    names = _MONTHS[language()] if px_per_month >= 48 else [str(number) for number in range(1, 13)]
    begin = first.year * 12 + (first.month - 1) // step * step
    ticks = []
    for number in range(begin, last.year * 12 + last.month, step):
        year, month = divmod(number, 12)
        after_year, after_month = divmod(number + step, 12)
        end = date(after_year, after_month + 1, 1) if after_year <= date.max.year else date.max
        text = _ROMAN[month // 3] if step == 3 else names[month]
        ticks.append(Tick(date(year, month + 1, 1), end, text))
    return ticks


def _weeks(first: date, last: date, px_per_month: float) -> list[Tick]:
    monday = first - _DAY * first.weekday() if first.toordinal() > 7 else first
    ticks = []
    while monday <= last:
        number = monday.isocalendar().week
        text = _("wk {number}").format(number=number) if px_per_month >= 200 else f"{number}"
        after = monday + 7 * _DAY if (date.max - monday).days >= 7 else date.max
        ticks.append(Tick(monday, after, text))
        if after == date.max:
            break
        monday = after
    return ticks
