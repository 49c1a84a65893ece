"""What a bubble's place and size can tell: the axes to choose from, their scales and ticks.

An :class:`Axis` reads a number from an initiative, or None when it is unknown: money in millions of euros,
time in years. A :class:`Scale` maps such numbers to 0…1 and carries its own ticks.
"""

from collections.abc import Callable, Iterable
from datetime import date
from math import ceil, floor, log10
from statistics import median
from typing import NamedTuple

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.text import N_, NBSP, _, format_millions, format_number

Extent = tuple[float, float]

_CENTS_PER_MILLION = 100_000_000
_DAYS_PER_MONTH = 30.436875


class Axis(NamedTuple):
    """One quantity of an initiative.

    ``range`` gives its (lowest, highest) value, or None when unknown. ``money`` axes are in millions of
    euros. ``loggable`` axes spread over magnitudes and are best read on a logarithmic scale.
    """

    key: str
    message: str
    missing_message: str
    unit: str
    range: Callable[[InitiativeRow], Extent | None]
    loggable: bool = False
    money: bool = False
    year: bool = False

    @property
    def label(self) -> str:
        """``Investointi``, in the language spoken now."""
        return _(self.message)

    @property
    def title(self) -> str:
        """``Investointi, M€``."""
        return f"{self.label}, {_(self.unit)}" if self.unit else self.label

    @property
    def missing(self) -> str:
        """Why something cannot be placed: ``investointi ei tiedossa``."""
        return _(self.missing_message)

    def text(self, value: float) -> str:
        """A value without its unit: ``0,5``, ``2012``, ``40``."""
        if self.year:
            # years are never grouped, and a place within one is told by its month
            year, month = divmod(round(value * 12), 12)
            return f"{year}" if month == 0 else f"{month + 1}/{year}"
        return format_number(value, _decimals(value))


def _decimals(value: float) -> int:
    """As few as tell the value exactly, else enough for two digits."""
    exact = next((count for count in range(7) if abs(round(value, count) - value) <= 1e-12 * abs(value)), None)
    if exact is not None:
        return exact
    return min(max(1 - floor(log10(abs(value))), 0), 6)


def _money(low: int | None, high: int | None) -> Extent | None:
    ends = [end for end in (low, high) if end is not None]
    return (min(ends) / _CENTS_PER_MILLION, max(ends) / _CENTS_PER_MILLION) if ends else None


def _exact(value: float | None) -> Extent | None:
    return None if value is None else (float(value), float(value))


def _duration(row: InitiativeRow) -> Extent | None:
    if row.start is None or row.end is None or row.end < row.start:
        return None
    return _exact(((row.end - row.start).days + 1) / _DAYS_PER_MONTH)


def _year(day: date | None) -> Extent | None:
    if day is None:
        return None
    first = date(day.year, 1, 1)
    length = date(day.year, 12, 31).toordinal() - first.toordinal() + 1
    return _exact(day.year + (day - first).days / length)


AXES: dict[str, Axis] = {
    axis.key: axis
    for axis in (
        Axis(
            "investment",
            N_("Investment"),
            N_("investment not known"),
            N_("M€"),
            lambda row: _money(row.investment_min, row.investment_max),
            loggable=True,
            money=True,
        ),
        Axis(
            "impact",
            N_("Impact"),
            N_("impact not estimated"),
            N_("M€"),
            lambda row: _money(row.impact_min, row.impact_max),
            loggable=True,
            money=True,
        ),
        Axis(
            "change",
            N_("Municipalities' change investment"),
            N_("change investment not known"),
            N_("M€"),
            lambda row: _money(row.change_min, row.change_max),
            loggable=True,
            money=True,
        ),
        Axis(
            "municipalities",
            N_("Municipalities taking part"),
            N_("number of municipalities not known"),
            "",
            lambda row: _exact(row.municipalities),
            loggable=True,
        ),
        Axis("duration", N_("Duration"), N_("duration not known"), N_("months"), _duration),
        Axis("start", N_("Start"), N_("start not known"), "", lambda row: _year(row.start), year=True),
        Axis("end", N_("End"), N_("end not known"), "", lambda row: _year(row.end), year=True),
        Axis("progress", N_("Done"), N_("progress not known"), "%", lambda row: _exact(row.progress)),
        Axis("priority", N_("Priority"), N_("priority not given"), "", lambda row: _exact(row.priority)),
    )
}


class Tick(NamedTuple):
    """A grid line at ``value`` and the words beside it."""

    value: float
    text: str


class Scale(NamedTuple):
    """An axis with its limits. ``line`` is where the quadrants part, None when there is nothing to part."""

    axis: Axis
    log: bool
    low: float
    high: float
    ticks: tuple[Tick, ...]
    line: float | None

    def fraction(self, value: float) -> float:
        """Where ``value`` lies between the limits, 0…1; outside them it is less or more."""
        if self.log:
            if value <= 0:
                return float("-inf")
            return (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        return (value - self.low) / (self.high - self.low)


def make_scale(axis: Axis, values: Iterable[float], log: bool = True, pad: float = 0.07) -> Scale:
    """A scale that holds ``values`` with room for the bubbles at its ends; log only for a loggable axis.

    Ticks are 1-2-5 numbers. The parting line is a round number near the median.
    """
    shown = sorted(value for value in values if value > 0 or not (log and axis.loggable))
    if log and axis.loggable:
        return _log_scale(axis, shown, pad)
    low, high = (shown[0], shown[-1]) if shown else (0.0, 1.0)
    if high - low <= (0.0 if axis.year else abs(high) / 1000):
        # one value, or several that no scale could tell apart
        spread = max(1.0, abs(high) / 10) if not axis.year else 1.0
        low, high = low - spread, high + spread
    # quantities start from zero when they are near it; years do not
    if not axis.year and 0 <= low < high / 3:
        low = 0.0
    room = (high - low) * pad
    low, high = low - room, high + room
    step = nice_step((high - low) / 6, whole=axis.year)
    ticks = tuple(
        Tick(number * step, axis.text(number * step))
        for number in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)
        if number * step >= 0
    )
    return Scale(axis, False, low, high, ticks, _parting(axis, shown, step))


def _log_scale(axis: Axis, shown: list[float], pad: float) -> Scale:
    low, high = (log10(shown[0]), log10(shown[-1])) if shown else (-1.0, 1.0)
    if high - low < 0.6:
        middle = (low + high) / 2
        low, high = middle - 0.3, middle + 0.3
    room = (high - low) * pad
    low, high = low - room, high + room
    factors = (1, 2, 5) if high - low <= 4 else (1,)
    values = [factor * 10.0**power for power in range(floor(low), ceil(high) + 1) for factor in factors]
    ticks = tuple(Tick(value, axis.text(value)) for value in values if low <= log10(value) <= high)
    return Scale(axis, True, 10**low, 10**high, ticks, _parting(axis, shown, None))


def nice_step(rough: float, whole: bool = False) -> float:
    """The least of 1, 2, 5, 10… times a power of ten that is not less than ``rough``; ``whole`` gives 1 at least."""
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    return max(1.0, step) if whole else step


def _parting(axis: Axis, shown: list[float], step: float | None) -> float | None:
    if len(shown) < 4 or shown[0] == shown[-1]:
        return None
    middle = median(shown)
    if step is not None:
        step = step / 2 if not axis.year and step >= 2 else step
        return round(middle / step) * step
    power = 10.0 ** floor(log10(middle))
    return round(middle / power) * power


def zoomed(scale: Scale, low: float, high: float) -> Scale:
    """The part of a scale between two fractions of it (0 and 1 are its ends), with ticks of its own.

    A logarithmic part too short for 1-2-5 ticks gets evenly spaced round numbers; it stays logarithmic.
    """
    if (low, high) == (0.0, 1.0):
        return scale
    ends = value_at(scale, low), value_at(scale, high)
    if not scale.log:
        ticks = _even_ticks(scale.axis, *ends)
    else:
        powers = range(floor(log10(ends[0])), ceil(log10(ends[1])) + 1)
        values = [factor * 10.0**power for power in powers for factor in (1, 2, 5)]
        ticks = tuple(Tick(value, scale.axis.text(value)) for value in values if ends[0] <= value <= ends[1])
        if len(ticks) < 3:
            ticks = _even_ticks(scale.axis, *ends)
    return Scale(scale.axis, scale.log, *ends, ticks, scale.line)


def value_at(scale: Scale, fraction: float) -> float:
    """The value at a fraction of a scale; the inverse of :meth:`Scale.fraction`."""
    if scale.log:
        return float(scale.low * (scale.high / scale.low) ** fraction)
    return scale.low + (scale.high - scale.low) * fraction


def _even_ticks(axis: Axis, low: float, high: float) -> tuple[Tick, ...]:
    step = nice_step((high - low) / 6, whole=axis.year)
    numbers = range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)
    return tuple(Tick(number * step, axis.text(number * step)) for number in numbers if number * step >= 0)


def extent_text(axis: Axis, extent: Extent, unit: bool = False) -> str:
    """A range as a person reads it: ``28–44``, ``3,6``, ``2011``; with ``unit`` ``28–44 M€`` or ``14 kk``."""
    low, high = extent
    if axis.money:
        return format_millions(round(low * _CENTS_PER_MILLION), round(high * _CENTS_PER_MILLION), unit)
    text = axis.text(low) if low == high else f"{axis.text(low)}–{axis.text(high)}"
    if axis.key == "duration":
        text = format_number(low, 1 if low < 10 else 0)
    return f"{text}{NBSP}{_(axis.unit)}" if unit and axis.unit else text
