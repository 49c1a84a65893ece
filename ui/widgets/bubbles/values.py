"""What another place of a bubble makes of its initiative: which axes can be changed, and the fields that change.

Plain arithmetic on rows, without a window. A value is in the units of its axis: millions of euros, years, months.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import floor, log10
from typing import Any

from kpkportfolio.charts.bubble_axes import Axis, nice_step
from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.rows import Contents, ImpactRow, InitiativeRow, MoneyRow
from kpkportfolio.model.vocabulary import MoneyKind
from kpkportfolio.text import _, ngettext
from ui.models.editing import LIMITS
from ui.widgets.gantt.scale import DAYS_PER_MONTH, Unit, shifted, steps_between, unit_of

Figure = MoneyRow | ImpactRow

_MILLION = 100_000_000
_LEAST_MONEY = 100_000
"""Cents: money is changed by whole thousands of euros."""
_SNAP = 6.0
"""Px that a step takes at least."""
_KINDS = {"investment": MoneyKind.ICT_INVESTMENT, "change": MoneyKind.CHANGE_INVESTMENT}
_DATES = ("start", "duration", "end")
_LEAST_STEP = {"progress": 5.0}
_PARTS = ("min", "likely", "max")


@dataclass(frozen=True, slots=True)
class Held:
    """An initiative whose bubble is held.

    Attributes:
        figures: the figures that each money axis is the sum of, by the axis' key.
        complete: whether the figures have been read.
    """

    row: InitiativeRow
    figures: Mapping[str, tuple[Figure, ...]]
    complete: bool = True


def hold(row: InitiativeRow, contents: Contents, complete: bool) -> Held:
    """Take hold of an initiative; ``complete`` tells whether ``contents`` have their figures already."""
    figures: dict[str, tuple[Figure, ...]] = {
        key: tuple(one for one in contents.money if one.initiative_id == row.id and one.kind is kind)
        for key, kind in _KINDS.items()
    }
    figures["impact"] = tuple(one for one in contents.impact if one.initiative_id == row.id)
    return Held(row, figures, complete)


def fixed(axis: Axis, held: Held) -> str:
    """Why the value on an axis cannot be changed by moving the bubble; empty when it can."""
    if not axis.money:
        return ""
    figures = held.figures[axis.key]
    if any(figure.year is not None for figure in figures):
        return _("divided into years")
    if len(figures) > 1:
        return _("consists of several figures")
    return "" if figures else _("not read yet") if not held.complete else _("not known")


def step_of(axis: Axis, value: float, per_px: float) -> float:
    """What a value is changed by where a pixel is worth ``per_px``: a round number, a month or a day."""
    if axis.key in _DATES:
        months = 1.0 if _unit(axis, per_px) is Unit.MONTH else 1 / DAYS_PER_MONTH
        return months / 12 if axis.year else months
    if axis.money:
        return max(nice_step(_SNAP * per_px), _LEAST_MONEY / _MILLION)
    return max(nice_step(_SNAP * per_px), _LEAST_STEP.get(axis.key, 1.0))


def changed(held: Held, axis: Axis, value: float, per_px: float) -> Held:
    """The initiative with about this value on an axis that can be changed, snapped to :func:`step_of`.

    A start moves the schedule and keeps its length; a duration moves the end, which never comes before the start. A
    range of money keeps its proportions around its new middle. What is no date or money stays within its limits.
    """
    if axis.key in _DATES:
        return replace(held, row=_rescheduled(held.row, axis, value, _unit(axis, per_px)))
    step = step_of(axis, value, per_px)
    snapped = round(value / step) * step
    if axis.money:
        return _refigured(held, axis, max(snapped, step))
    least, most = LIMITS[axis.key]
    number: dict[str, Any] = {axis.key: min(max(round(snapped), least), most)}
    return replace(held, row=held.row._replace(**number))


def _unit(axis: Axis, per_px: float) -> Unit:
    return unit_of((1 / 12 if axis.year else 1.0) / per_px)


def _rescheduled(row: InitiativeRow, axis: Axis, value: float, unit: Unit) -> InitiativeRow:
    if axis.key == "start" and row.start is not None:
        steps = steps_between(_ordinal(value) - row.start.toordinal(), unit)
        end = shifted(row.end, unit, steps) if row.end is not None else None
        return row._replace(start=shifted(row.start, unit, steps), end=end)
    now = axis.range(row)
    if row.end is None or now is None:
        return row
    days = _ordinal(value) - row.end.toordinal() if axis.year else (value - now[0]) * DAYS_PER_MONTH
    end = shifted(row.end, unit, steps_between(days, unit))
    return row._replace(end=end if row.start is None else max(end, row.start))


def _ordinal(year: float) -> float:
    """The day of a year with a fraction, as an ordinal."""
    whole = min(max(floor(year), date.min.year), date.max.year - 1)
    first = date(whole, 1, 1).toordinal()
    return first + (year - whole) * (date(whole + 1, 1, 1).toordinal() - first)


def _refigured(held: Held, axis: Axis, middle: float) -> Held:
    (figure,) = held.figures[axis.key]
    before = axis.range(held.row)
    if before is None:
        return held
    cents = round(middle * _MILLION)
    now = round(sum(before) / 2 * _MILLION)
    parts = dict.fromkeys(_PARTS, cents) if before[0] == before[1] else _scaled(figure, now, cents)
    known: dict[str, Any] = {name: cents for name, cents in parts.items() if getattr(figure, name) is not None}
    whole = figure._replace(**known)
    low = whole.min if whole.min is not None else whole.likely
    high = whole.max if whole.max is not None else whole.likely
    ends: dict[str, Any] = {f"{axis.key}_min": low, f"{axis.key}_max": high}
    return replace(held, row=held.row._replace(**ends), figures={**held.figures, axis.key: (whole,)})


def _scaled(figure: Figure, now: int, wanted: int) -> dict[str, int]:
    """A range whose middle is exactly ``wanted``, in the proportions it had, its ends rounded to two digits of its
    width."""
    low, high = ((figure.likely if end is None else end) or 0 for end in (figure.min, figure.max))
    factor = wanted / now if now > 0 else 1.0
    width = max((high - low) * factor, 1.0)
    digit = max(10 ** (floor(log10(width)) - 1), _LEAST_MONEY)
    first = min(max(round((wanted - width / 2) / digit) * digit, 0), wanted)
    last = 2 * wanted - first
    likely = figure.likely if figure.likely is not None else now
    # where one end is only likely, what is likely is that end
    if figure.min is None:
        middle = first
    elif figure.max is None:
        middle = last
    else:
        middle = min(max(round(likely * factor / digit) * digit, first), last)
    return {"min": first, "likely": middle, "max": last}


def operation(moved: Sequence[tuple[Held, Held]]) -> Operation | None:
    """What was changed of these initiatives, each as it was and as it is to be, as one operation; None for nothing."""
    changes = [(before.row.title, found) for before, after in moved if (found := _changes(before, after))]
    if not changes:
        return None
    n = len(changes)
    what = changes[0][0] if n == 1 else ngettext("{n} initiative", "{n} initiatives", n).format(n=n)
    return Operation(OperationKind.EDIT, what, [one for _title, found in changes for one in found])


def _changes(before: Held, after: Held) -> list[Change]:
    changes = []
    fields = ("start", "end", *LIMITS)
    now, then = before.row, after.row
    different = [name for name in fields if getattr(now, name) != getattr(then, name)]
    if different:
        was, becomes = ({name: getattr(row, name) for name in different} for row in (now, then))
        changes.append(Change("initiative", now.id, was, becomes))
    for key, figures in before.figures.items():
        for old, new in zip(figures, after.figures[key], strict=True):
            different = [name for name in _PARTS if getattr(old, name) != getattr(new, name)]
            if different:
                was, becomes = ({name: getattr(one, name) for name in different} for one in (old, new))
                changes.append(Change("impact" if key == "impact" else "money", old.id, was, becomes))
    return changes
